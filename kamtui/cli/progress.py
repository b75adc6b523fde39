"""`kamtui progress`: the checklist of an account, its set, one progression; without an account, all of them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from kamtui.cli import options, session
from kamtui.cli.options import Json, Why
from kamtui.errors import InvalidValue, NotFound
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from datetime import date

    from kamtui.domain.progress import ProgressItem
    from kamtui.domain.words import ProgressStatus

LAST = "last"
E = TypeVar("E", bound=Enum)


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_("The progressions of an account, or of all; with CODE, show or change one.")
    app.command("progress", cls=cls, help=text)(progress)


def progress(
    context: typer.Context,
    account: Annotated[
        str | None,
        typer.Argument(
            metavar="ACCOUNT", help=N_("Code, or any part of the name; without, all accounts side by side.")
        ),
    ] = None,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help=N_("A progression, for example K01."))] = None,
    chosen: Annotated[
        str | None, typer.Option("--set", metavar="core|full", help=N_("Choose the set that counts."))
    ] = None,
    status: Annotated[
        str | None,
        typer.Option("--status", metavar="WORD", help=N_("not_started, in_progress, done or not_applicable.")),
    ] = None,
    evidence: Annotated[
        str | None,
        typer.Option("--evidence", metavar="TEXT", help=N_("What proves it, or why it does not apply.")),
    ] = None,
    witness: Annotated[
        list[str] | None,
        typer.Option("--witness", metavar="NAME", help=N_("A person of the map who proves it; may be repeated.")),
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option("--document", metavar="TEXT", help=N_("A document that proves it; may be repeated.")),
    ] = None,
    touch: Annotated[
        str | None,
        typer.Option("--touch", metavar="last|ID", help=N_("A touch that proves it: the last one, or by id.")),
    ] = None,
    quarter: Annotated[
        str | None, typer.Option("--quarter", metavar="2026-Q4", help=N_("Plan it for a quarter; empty: for none."))
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=N_("The day it counts from."))] = None,
    accept: Annotated[
        str | None, typer.Option("--accept", metavar="KEY", help=N_("Take what facts propose, by its key or code."))
    ] = None,
    wave_off: Annotated[
        str | None, typer.Option("--wave-off", metavar="KEY", help=N_("Do not propose this again."))
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option("--sort", metavar="WORD", help=N_("Of all accounts: by code, stalled, weight or category.")),
    ] = None,
    json: Json = False,
    why: Why = False,
) -> None:
    """Show the checklist or one item of it, choose the set, change one item, take a proposal; or show all accounts."""
    run = session.of(context)
    proofs = {"evidence": evidence, "witness": witness, "document": document, "touch": touch}
    changing = any(value not in (None, []) for value in (status, on, quarter, *proofs.values()))
    if account is None:
        if changing or chosen or accept or wave_off:
            raise typer.BadParameter(_("name the account"), param_hint="ACCOUNT")
        from kamtui.cli import progress_matrix

        progress_matrix.show(run, sort or "code", json, why)
        return
    if sort is not None:
        raise typer.BadParameter(_("--sort is for all accounts: leave ACCOUNT out"), param_hint="--sort")
    from kamtui.domain.words import ProgressSet

    found = run.account(account)
    _check_usage(code, chosen, changing=changing and not (accept and evidence), taking=bool(accept or wave_off))
    from kamtui.cli import progress_account, progress_item

    if accept or wave_off:
        _take(run, found.id, accept, wave_off, evidence, json)
    elif code is None:
        if chosen is not None:
            run.workspace.progress.choose_set(found.id, _word(ProgressSet, "set", chosen), found.version)
            run.done = True
        progress_account.show(run, found.id, json, why)
    else:
        item = run.workspace.progress.item(found.id, code)
        if changing:
            item = _change(run, found.id, item, status, on, quarter, proofs)
            run.done = True
        progress_item.show_item(run, found.id, item, json, why)


def _check_usage(code: str | None, chosen: str | None, *, changing: bool, taking: bool) -> None:
    """Options that do not belong together are wrong usage."""
    if taking and (code is not None or chosen is not None or changing):
        raise typer.BadParameter(
            _("--accept and --wave-off go with an account and, for --accept, --evidence alone"), param_hint="--accept"
        )
    if code is None and changing:
        raise typer.BadParameter(_("name the progression to change, for example K01"), param_hint="CODE")
    if code is not None and chosen is not None:
        raise typer.BadParameter(_("--set chooses for the whole account: leave CODE out"), param_hint="--set")


def _change(
    run: session.Run,
    account_id: str,
    item: ProgressItem,
    status: str | None,
    on: str | None,
    quarter: str | None,
    proofs: dict[str, Any],
) -> ProgressItem:
    from kamtui.domain.words import ProgressStatus

    progress, ref = run.workspace.progress, item.progression.id
    planned = options.quarter(quarter, run.today, run.workspace.method.fiscal_start) if quarter else None
    day = options.day(on, "on", run.today, past=True) if on else None
    if status is None and day is None and not any(value not in (None, []) for value in proofs.values()):
        return progress.plan_quarter(account_id, ref, planned, version=item.state.version)
    wanted = _word(ProgressStatus, "status", status) if status is not None else item.state.status
    _check_begun(wanted, day if status is None else None, proofs)
    people = [run.workspace.contacts.find(account_id, name).id for name in options.listed(proofs["witness"])]
    with run.workspace.together():
        found = progress.change(
            account_id,
            ref,
            status=wanted,
            evidence=proofs["evidence"],
            on=day,
            version=item.state.version,
            quarter=planned,
            touch_id=_touch(run, account_id, proofs["touch"]) if proofs["touch"] else None,
            witnesses=people or None,
            documents=proofs["document"] or None,
        )
        if quarter is not None and planned is None and found.state.planned_quarter is not None:
            found = progress.plan_quarter(account_id, ref, None)
    return found


def _check_begun(wanted: ProgressStatus, day: date | None, proofs: dict[str, Any]) -> None:
    """Raise InvalidValue for a day or a proof of what is neither in progress nor done: it would be lost."""
    from kamtui.domain.words import ProgressStatus

    if wanted in (ProgressStatus.IN_PROGRESS, ProgressStatus.DONE):
        return
    given = {"on": day, **{name: proofs[name] for name in ("witness", "document", "touch")}}
    for name, value in given.items():
        if value not in (None, []):
            reason = _("goes with what is in progress or done only; --status in_progress or done says so")
            raise InvalidValue(name, value, reason=reason)


def _touch(run: session.Run, account_id: str, ref: str) -> str:
    """The id of the touch that `--touch` names. Raises NotFound."""
    touches = run.workspace.touches.of(account_id, 1 if ref.casefold() == LAST else None)
    found = touches[0] if ref.casefold() == LAST and touches else next((t for t in touches if t.id == ref), None)
    if found is None:
        raise NotFound(_("touch"), ref)
    return found.id


def _take(
    run: session.Run, account_id: str, accept: str | None, wave_off: str | None, evidence: str | None, json: bool
) -> None:
    """Take a proposal, or wave it off; the code of its progression names it too."""
    from kamtui.cli import progress_item
    from kamtui.domain.text import search_key

    ref = accept or wave_off or ""
    proposals = run.workspace.progress.proposals(account_id, outside=True)
    proposal = next((one for one in proposals if ref == one.key or search_key(ref) == search_key(one.code)), None)
    if proposal is None:
        raise NotFound(_("proposal"), ref, [one.code for one in proposals])
    if accept and wave_off:
        raise InvalidValue("wave_off", wave_off, reason=_("either take it or wave it off"))
    if accept:
        item = run.workspace.progress.accept(account_id, proposal.key, evidence)
        run.done = True
        progress_item.show_item(run, account_id, item, json, False)
    else:
        run.workspace.progress.wave_off(account_id, proposal.key)
        text = _("waved off: {code} {title}").format(code=proposal.code, title=proposal.title)
        run.report(text, {"waved_off": proposal.key}, as_json=json)


def _word(words: type[E], option: str, text: str) -> E:
    """The member that an option names. Raises InvalidValue about that option."""
    from kamtui.labels import parse_word

    try:
        return parse_word(words, text)
    except InvalidValue as error:
        raise InvalidValue(option, text, expected=error.expected) from error
