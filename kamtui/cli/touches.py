"""`kamtui log`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, output, session
from kamtui.cli.options import AccountRef, Json, Why
from kamtui.cli.output import Column
from kamtui.errors import NotFound
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.promise_line import PromiseDraft
    from kamtui.domain.touches import Touch
    from kamtui.domain.words import PromiseSide, TouchKind


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    app.command("log", cls=cls, help=N_("The touches of an account; with TEXT, log one."))(log)


def log(
    context: typer.Context,
    account: AccountRef,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help=N_("What came out of it."))] = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="WORD", help=N_("call, message, meeting, visit, email, event or survey.")),
    ] = None,
    people: Annotated[
        list[str] | None, typer.Option("--with", metavar="NAME", help=N_("Who took part; may be repeated."))
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=N_("The day; without, today."))] = None,
    next_step: Annotated[
        str | None,
        typer.Option("--next", metavar="TEXT", help=N_("The next step, with its day in words; it becomes a task.")),
    ] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="DATE", help=N_("When the next step is due."))] = None,
    we: Annotated[
        list[str] | None,
        typer.Option("--we", metavar="TEXT", help=N_("We promised: `samples by 15.12`; may be repeated.")),
    ] = None,
    they: Annotated[
        list[str] | None, typer.Option("--they", metavar="TEXT", help=N_("They promised; may be repeated."))
    ] = None,
    proves: Annotated[
        list[str] | None,
        typer.Option("--proves", metavar="CODE", help=N_("A progression that it proves; may be repeated.")),
    ] = None,
    reactive: Annotated[bool, typer.Option("--reactive", help=N_("They turned to us, not we to them."))] = False,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", help=N_("Show the last N."))] = None,
    json: Json = False,
    why: Why = False,
) -> None:
    """Show the touches of an account, newest first, or log one."""
    run = session.of(context)
    key = run.account(account).id
    if text is None and all(one is None for one in (kind, people, on, next_step, due, we, they, proves)):
        touches = run.workspace.touches.of(key, limit)
        if json:
            output.emit_json([touch_json(touch, run) | ({"why": {}} if why else {}) for touch in touches])
        else:
            output.emit(_text(touches) if touches else _("No touches yet; `kamtui log ACCOUNT TEXT` logs one."))
        return
    if not text:
        raise typer.BadParameter(_("say in a few words what came out of it"), param_hint="TEXT")
    if due and not next_step:
        raise typer.BadParameter(_("--due belongs to --next"), param_hint="--due")
    names, known = _people(run, key, options.listed(people))
    from kamtui.domain.touchline import read_next_step
    from kamtui.domain.words import PromiseSide
    from kamtui.workspace.touch_whole import Yield

    step = read_next_step("" if due else next_step or "", run.today, run.workspace.method.fiscal_start)
    items = [run.workspace.progress.item(key, code).progression.id for code in options.listed(proves)]
    touch = run.workspace.touches.write(
        key,
        Yield(_promises(run, we, PromiseSide.OURS), _promises(run, they, PromiseSide.THEIRS), proved=items or None),
        on=options.day(on, "on", run.today, past=True) if on else None,
        kind=_kind(kind),
        people=names,
        contact_ids=known,
        outcome=text,
        next_step=(next_step or "") if due else step.title,
        next_due=options.day(due, "due", run.today) if due else step.due,
        next_time=step.time,
        next_quarter=step.quarter,
        proactive=not reactive,
    )
    said = _("logged: {kind}").format(kind=_line(touch))
    run.report(said, touch_json(touch, run), as_json=json)


def touch_json(touch: Touch, run: session.Run) -> dict[str, Any]:
    """A touch, named as in import files, with the promises given at it."""
    from kamtui.cli.promises import promise_json

    return {
        "id": touch.id,
        "date": touch.on,
        "kind": touch.kind,
        "people": touch.people,
        "outcome": touch.outcome or None,
        "next_step": touch.next_step or None,
        "proactive": touch.proactive,
        "user": touch.user,
        "promises": [promise_json(one) for one in run.workspace.promises.of_touch(touch.id)],
    }


def _promises(run: session.Run, texts: list[str] | None, side: PromiseSide) -> list[PromiseDraft] | None:
    """What was promised by one side, as given."""
    from kamtui.domain.promise_line import read_promises

    return read_promises("\n".join(texts), side, run.today, run.workspace.method.fiscal_start) if texts else None


def _people(run: session.Run, account_id: str, names: list[str]) -> tuple[list[str], list[str]]:
    """Names that are not on the map, and ids of contacts that are. Raises Ambiguous."""
    strangers, known = [], []
    for name in names:
        try:
            known.append(run.workspace.contacts.find(account_id, name).id)
        except NotFound:
            strangers.append(name)
    return strangers, known


def _kind(text: str | None) -> TouchKind:
    from kamtui.domain.words import TouchKind
    from kamtui.labels import parse_word

    return parse_word(TouchKind, text) if text else TouchKind.CALL


def _line(touch: Touch) -> str:
    from kamtui.domain.today import date_words
    from kamtui.labels import label

    return ", ".join([label(touch.kind), date_words(touch.on), *touch.people])


def _text(touches: list[Touch]) -> str:
    from kamtui.domain.money import DASH
    from kamtui.labels import label

    columns = (
        Column(_("Date")),
        Column(_("Kind")),
        Column(_("People"), least=14),
        Column(_("Outcome"), least=24),
        Column(_("Next step"), least=14, rank=1),
    )
    rows = [
        (
            output.exact(touch.on),
            label(touch.kind),
            ", ".join(touch.people) or DASH,
            " ".join(touch.outcome.split()) or DASH,
            touch.next_step or DASH,
        )
        for touch in touches
    ]
    return output.table(columns, rows)
