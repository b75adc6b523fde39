"""`kamtui progress`: the checklist of an account, its set, and one progression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, output, session
from kamtui.cli.options import AccountRef, Json, Why
from kamtui.cli.output import Column
from kamtui.errors import InvalidValue
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.progress import ProgressItem
    from kamtui.workspace.progress import Checklist


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    app.command("progress", cls=cls, help=N_("The progressions of an account; with CODE, show or change one."))(
        progress
    )


def progress(
    context: typer.Context,
    account: AccountRef,
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
    quarter: Annotated[
        str | None, typer.Option("--quarter", metavar="2026-Q4", help=N_("Plan it for a quarter; empty: for none."))
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=N_("The day it counts from."))] = None,
    json: Json = False,
    why: Why = False,
) -> None:
    """Show the checklist or one item of it; choose the set; change the status or the quarter of one item."""
    run = session.of(context)
    found = run.account(account)
    changing = [name for name, value in (("status", status), ("evidence", evidence), ("on", on)) if value is not None]
    if code is None:
        if changing or quarter is not None:
            raise typer.BadParameter(_("name the progression to change, for example K01"), param_hint="CODE")
        if chosen is not None:
            run.workspace.progress.choose_set(found.id, _set(chosen), found.version)
            run.done = True
        _show(run, run.workspace.progress.of(found.id), json, why)
        return
    if chosen is not None:
        raise typer.BadParameter(_("--set chooses for the whole account: leave CODE out"), param_hint="--set")
    item = run.workspace.progress.item(found.id, code)
    if changing or quarter is not None:
        item = _change(run, found.id, item, status, evidence, on, quarter)
        run.done = True
    if json:
        output.emit_json(item_json(item))
    else:
        output.emit(_item_text(item))


def _change(
    run: session.Run,
    account_id: str,
    item: ProgressItem,
    status: str | None,
    evidence: str | None,
    on: str | None,
    quarter: str | None,
) -> ProgressItem:
    from kamtui.domain.words import ProgressStatus
    from kamtui.labels import parse_word

    progress, ref = run.workspace.progress, item.progression.id
    planned = options.quarter(quarter, run.today, run.workspace.method.fiscal_start) if quarter else None
    day = options.day(on, "on", run.today, past=True) if on else None
    if status is None and evidence is None and day is None:
        return progress.plan_quarter(account_id, ref, planned, version=item.state.version)
    wanted = parse_word(ProgressStatus, status) if status is not None else item.state.status
    return progress.change(
        account_id, ref, status=wanted, evidence=evidence, on=day, version=item.state.version, quarter=planned
    )


def item_json(item: ProgressItem) -> dict[str, Any]:
    """One progression at an account as the contract names it."""
    return {
        "code": item.progression.code,
        "title": item.progression.title,
        "category": item.progression.category,
        "in_set": item.in_set,
        "weight": item.progression.weight,
        "status": item.status,
        "planned_quarter": item.state.planned_quarter,
        "done_on": item.state.done_on,
        "evidence": item.state.evidence or None,
        "expires_on": item.expires_on,
        "stalled": item.stalled,
    }


def _set(text: str) -> Any:
    from kamtui.domain.words import ProgressSet
    from kamtui.labels import parse_word

    try:
        return parse_word(ProgressSet, text)
    except InvalidValue as error:
        raise InvalidValue("set", text, expected="core, full") from error


def _show(run: session.Run, found: Checklist, json: bool, why: bool) -> None:
    reasons = {"share": found.share, "share_by_count": found.share_by_count} if why else {}
    if json:
        data = {
            "set": found.set,
            "share": found.share.value,
            "share_by_count": found.share_by_count.value,
            "categories": {name.value: share._asdict() for name, share in found.categories.items()},
            "quarter": {"planned": found.quarter.planned, "done": found.quarter.done},
            "items": [item_json(item) for item in found.items],
        }
        output.emit_json({**data, **({"why": reasons} if why else {})})
        return
    output.emit(_checklist_text(run, found))
    titles = {"share": _("Progress"), "share_by_count": _("By count")}
    for name, figure in reasons.items():
        output.emit("\n" + output.explanation(titles[name], figure))


def _checklist_text(run: session.Run, found: Checklist) -> str:
    from kamtui.domain.money import DASH, format_share
    from kamtui.labels import label

    columns = (
        Column(_("Code")),
        Column(_("Progression"), least=30),
        Column(_("Weight"), right=True, rank=3),
        Column(_("Status"), least=8),
        Column(_("Planned"), rank=1),
        Column(_("Done on"), rank=4),
        Column(_("Evidence"), least=12, rank=2),
    )
    rows = [
        (
            item.progression.code,
            item.progression.title,
            str(item.progression.weight),
            _("stalled") if item.stalled else label(item.status),
            str(item.state.planned_quarter or DASH),
            item.state.done_on.isoformat() if item.state.done_on else DASH,
            " ".join(item.state.evidence.split()) or DASH,
        )
        for item in found.items
        if item.in_set
    ]
    shares = "  ".join(f"{label(name)} {format_share(share.share)}" for name, share in found.categories.items())
    head = _("Progress {share} of the set “{set}”; by count {count}").format(
        share=format_share(found.share.value), set=label(found.set), count=format_share(found.share_by_count.value)
    )
    quarter = _("{quarter}: {done} of {planned} planned are done").format(
        quarter=run.quarter, done=found.quarter.done, planned=found.quarter.planned
    )
    return "\n".join([*map(output.paragraph, (head, shares, quarter)), "", output.table(columns, rows)])


def _item_text(item: ProgressItem) -> str:
    from kamtui.domain.text import clean
    from kamtui.domain.today import date_words
    from kamtui.labels import label

    state = item.state
    lines = [
        f"{item.progression.code}  {item.progression.title}",
        _("status: {status}").format(status=label(item.status)),
    ]
    if state.done_on:
        lines.append(_("done on: {day}").format(day=date_words(state.done_on)))
    if state.evidence:
        lines.append(_("evidence: {text}").format(text=clean(state.evidence)))
    if state.planned_quarter:
        lines.append(_("planned for: {quarter}").format(quarter=state.planned_quarter))
    if item.expires_on:
        lines.append(_("expires on: {day}").format(day=date_words(item.expires_on)))
    if item.stalled:
        lines.append(_("stalled"))
    return "\n".join(lines)
