"""`kamtui review`: one quarter of a plan against its facts, what was said of it, and its closing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, output, session
from kamtui.cli.options import AccountRef, Json
from kamtui.cli.output import Column
from kamtui.errors import InvalidValue, Refused
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.plan_review import QuarterReview
    from kamtui.domain.plans import Task
    from kamtui.domain.quarters import Quarter

Text = str | None


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_("The review of a quarter: plan against fact, what is unfinished, why, and what comes next.")
    app.command("review", cls=cls, help=text)(review)


def review(
    context: typer.Context,
    account: AccountRef,
    quarter: Annotated[
        str | None, typer.Argument(metavar="[QUARTER]", help=N_("2026-Q4, or Q4; without, the current one."))
    ] = None,
    move: Annotated[
        Text, typer.Option("--move", metavar="TASK", help=N_("Carry a task over to a later quarter, --to."))
    ] = None,
    to: Annotated[Text, typer.Option("--to", metavar="QUARTER", help=N_("Which; without, the next one."))] = None,
    drop: Annotated[Text, typer.Option("--drop", metavar="TASK", help=N_("Give a task up; --reason says why."))] = None,
    series: Annotated[
        bool | None,
        typer.Option("--series/--once", help=N_("Of a repeating task that is dropped: all of it, or this one.")),
    ] = None,
    done: Annotated[Text, typer.Option("--done", metavar="TASK", help=N_("Close a task as done."))] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why, or with what result."))] = "",
    cause: Annotated[
        Text,
        typer.Option("--cause", metavar="WORD", help=N_("Why less was done: unrealistic, support, external; empty.")),
    ] = None,
    comment: Annotated[Text, typer.Option("--comment", metavar="TEXT", help=N_("The KAM's comment."))] = None,
    head_cause: Annotated[
        Text, typer.Option("--head-cause", metavar="WORD", help=N_("The head's own view; seen by heads alone."))
    ] = None,
    head_comment: Annotated[
        Text, typer.Option("--head-comment", metavar="TEXT", help=N_("The head's comment."))
    ] = None,
    next_forecast: Annotated[
        Text, typer.Option("--next-forecast", metavar="AMOUNT", help=N_("Forecast of the next quarter."))
    ] = None,
    close: Annotated[bool, typer.Option("--close", help=N_("Close the quarter: its figures stay."))] = False,
    reopen: Annotated[bool, typer.Option("--reopen", help=N_("Open it again; needs --note."))] = False,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=N_("Why it is opened again."))] = "",
    json: Json = False,
) -> None:
    """Print the review, or write into it."""
    from kamtui.domain.words import Cause
    from kamtui.labels import parse_word

    given = {"--move": move, "--drop": drop, "--done": done}
    act = options.one_of({name: value is not None for name, value in given.items()})
    options.one_of({"--close": close, "--reopen": reopen})
    run = session.of(context)
    owner, plans = run.account(account), run.workspace.plans
    start = run.workspace.method.fiscal_start
    at = _meant(quarter, run) if quarter else run.quarter
    fields: dict[str, Any] = {
        name: parse_word(Cause, value) if value else None
        for name, value in (("cause", cause), ("head_cause", head_cause))
        if value is not None
    }
    words = (("kam_comment", comment), ("head_comment", head_comment))
    fields |= {name: value for name, value in words if value is not None}
    if next_forecast is not None:
        fields["next_forecast"] = options.amount(next_forecast, "next_forecast", run)
    task = _task(plans.review(owner.id, at), given[act] or "") if act else None
    if task is None and not fields and not close and not reopen:
        run.show("" if json else _text(plans.review(owner.id, at), owner.name), _json(run, owner, at), as_json=json)
        return
    said = []
    with run.workspace.together("plan.review"):
        if reopen:
            plans.open_quarter(owner.id, at, note)
            said.append(_("{quarter} of {name} is open again").format(quarter=at, name=owner.name))
        if task is not None:
            said.append(
                _settle(run, task, act, options.quarter(to, run.today, start) if to else at.shifted(1), reason, series)
            )
        if fields:
            plans.write_review(owner.id, at, **fields)
            said.append(_("the review of {quarter} is written").format(quarter=at))
        if close:
            plans.close(owner.id, at)
            said.append(_("{quarter} of {name} is closed").format(quarter=at, name=owner.name))
    run.report("\n".join(said), _json(run, owner, at) if json else None, as_json=json)


def _meant(text: str, run: session.Run) -> Quarter:
    """The quarter that is meant; `Q3` alone is the last one of that name that has begun."""
    from kamtui.domain.quarters import Quarter

    try:
        return Quarter.parse(text)
    except InvalidValue:
        found = options.quarter(text, run.today, run.workspace.method.fiscal_start)
        return found if found <= run.quarter else found.shifted(-4)


def _task(found: QuarterReview, ref: str) -> Task:
    """An unfinished task of the quarter. Raises NotFound, Ambiguous, InvalidValue for one of another quarter."""
    from kamtui.domain.text import resolve
    from kamtui.workspace.tasks import short_id

    known = [(short_id(task.id), task.title, task) for task in found.unfinished]
    if any(ref.strip().casefold() == key.casefold() for key, _title, _task in known):
        return next(task for key, _title, task in known if ref.strip().casefold() == key.casefold())
    return resolve(ref, known, _("open task of {quarter}").format(quarter=found.quarter))


def _settle(run: session.Run, task: Task, act: str | None, to: Any, reason: str, series: bool | None) -> str:
    """What was done with a task, in words. `series`: whether all of one that repeats is dropped, None for not said."""
    tasks = run.workspace.tasks
    if act == "--move":
        tasks.carry(task.id, to, reason, task.version)
        return _("carried over to {quarter}: {title}").format(quarter=to, title=task.title)
    if act == "--drop":
        if not reason:
            raise InvalidValue("reason", "", reason=_("say why the task is dropped"))
        if task.repeats and series is None:
            text = _("“{title}” repeats: --once leaves out this one, --series ends the series")
            raise Refused(text.format(title=task.title))
        tasks.drop(task.id, reason, task.version, series=series is not False)
        return _("dropped: {title}").format(title=task.title)
    tasks.done(task.id, reason, None, task.version)
    return _("done: {title}").format(title=task.title)


def _json(run: session.Run, owner: Any, quarter: Any) -> dict[str, Any]:
    from kamtui.cli.progress_item import item_json
    from kamtui.cli.tasks import task_json
    from kamtui.domain.progress_proof import Proofs

    found = run.workspace.plans.review(owner.id, quarter)
    return {
        "account": owner.code,
        "quarter": found.quarter,
        "tasks_planned": found.tasks_planned,
        "tasks_done": found.tasks_done,
        "items_planned": found.items_planned,
        "items_done": found.items_done,
        "revenue_plan": found.revenue_plan,
        "revenue_fact": found.revenue_fact,
        "forecast": found.forecast,
        "next_quarter": found.next_quarter,
        "next_forecast": found.next_forecast,
        "next_computed": found.next_computed,
        "cause": found.cause,
        "kam_comment": found.kam_comment or None,
        "head_comment": found.head_comment or None,
        "ended": found.ended,
        "closed_at": found.closed_at,
        "closed_by": found.closed_by or None,
        "unfinished": [task_json(task) for task in found.unfinished],
        "moved": [
            {"id": one.task_id, "title": one.title, "to": one.to, "on": one.on, "reason": one.reason or None}
            for one in found.moved
        ],
        "tasks": [task_json(task) for task in found.tasks],
        "items": [item_json(item, Proofs()) for item in found.items],
    } | ({"head_cause": found.head_cause} if run.workspace.plans.is_head() else {})


def _text(found: QuarterReview, name: str) -> str:
    return "\n".join(_lines(found, name))


def _lines(found: QuarterReview, name: str) -> Iterator[str]:
    from kamtui.cli.plan_text import day, money
    from kamtui.labels import label

    closed = ""
    if found.closed:
        closed = _("closed {day}, {user}").format(day=output.exact(day(found.closed_at)), user=found.closed_by)
    coming = _("under way") if found.begun else _("not begun yet")
    state = closed or (_("ended, not closed") if found.ended else coming)
    yield output.paragraph(f"{name}, {found.quarter}: {state}")
    if found.reopened is not None:
        text = _("opened again {day}, {user}: {note}")
        again = found.reopened
        yield output.paragraph(text.format(day=output.exact(day(again.at)), user=again.user, note=again.note))
    yield _("tasks {done} of {planned}, progressions {items} of {items_planned}").format(
        done=found.tasks_done, planned=found.tasks_planned, items=found.items_done, items_planned=found.items_planned
    )
    yield _("revenue {fact}, plan {plan}, forecast {forecast}").format(
        fact=money(found.revenue_fact), plan=money(found.revenue_plan), forecast=money(found.forecast)
    )
    if found.next_quarter:
        yield _("{quarter}: forecast {said}, computed {computed}").format(
            quarter=found.next_quarter, said=money(found.next_forecast), computed=money(found.next_computed)
        )
    for title, value in (
        (_("Cause"), label(found.cause) if found.cause else ""),
        (_("The head's view"), label(found.head_cause) if found.head_cause else ""),
        (_("KAM"), found.kam_comment),
        (_("Head"), found.head_comment),
    ):
        if value:
            yield output.paragraph(f"{title}: {value}")
    yield from _tasks(found)


def _tasks(found: QuarterReview) -> Iterator[str]:
    from kamtui.domain.money import DASH
    from kamtui.labels import label
    from kamtui.workspace.tasks import short_id

    columns = (Column(_("Status"), least=6), Column(_("Task"), least=20), Column(_("Result"), least=8, rank=1),
               Column(_("Id")))  # fmt: skip
    rows = [(label(task.status), task.title, task.result or DASH, short_id(task.id)) for task in found.tasks]
    if rows:
        yield ""
        yield output.table(columns, rows)
    for one in found.moved:
        said = _("carried over: {title} → {quarter}").format(title=one.title, quarter=one.to)
        yield output.paragraph(said + (f" ({one.reason})" if one.reason else ""), indent=2)
    if found.unfinished and found.ended:
        yield ""
        hint = _("before closing: `--move TASK --to QUARTER`, `--drop TASK --reason TEXT`, or `--done TASK`")
        yield output.paragraph(hint)
