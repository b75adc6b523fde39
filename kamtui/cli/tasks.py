"""`kamtui task` and `kamtui done`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, output, session
from kamtui.cli.options import AccountRef, Json
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.plans import Task


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the commands."""
    app.command("task", cls=cls, help=N_("Add a task to an account."))(task)
    app.command("done", cls=cls, help=N_("Close a task as done."))(done)


def task(
    context: typer.Context,
    account: AccountRef,
    title: Annotated[str, typer.Argument(metavar="TITLE", help=N_("What is to be done."))],
    quarter: Annotated[
        str | None,
        typer.Option("--quarter", metavar="2026-Q4", help=N_("Its quarter; without, that of the due date.")),
    ] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="DATE", help=N_("The day it is due."))] = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="LOGIN", help=N_("Who does it."))] = None,
    resource: Annotated[
        str | None, typer.Option("--resource", metavar="DEPARTMENT", help=N_("The department whose help is asked for."))
    ] = None,
    person: Annotated[str | None, typer.Option("--person", metavar="NAME", help=N_("Whom there."))] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="DATE", help=N_("By when the help is needed."))] = None,
    priority: Annotated[str | None, typer.Option("--priority", metavar="WORD", help=N_("low, normal or high."))] = None,
    minutes: Annotated[int | None, typer.Option("--minutes", metavar="N", help=N_("How long it takes."))] = None,
    repeats: Annotated[
        str, typer.Option("--repeats", metavar="RULE", help=N_("How it comes back: “every Monday”, 2 weekly:fri."))
    ] = "",
    json: Json = False,
) -> None:
    """Add a task."""
    from kamtui.domain.words import Priority
    from kamtui.labels import parse_word

    run = session.of(context)
    fields: dict[str, Any] = {"account_id": run.account(account).id, "title": title}
    if quarter:
        fields["quarter"] = options.quarter(quarter, run.today, run.workspace.method.fiscal_start)
    if due:
        fields["due"] = options.day(due, "due", run.today)
    if priority:
        fields["priority"] = parse_word(Priority, priority)
    given = (("owner", owner), ("resource", resource), ("resource_person", person))
    fields |= {name: value for name, value in given if value is not None}
    if minutes is not None:
        fields["minutes"] = minutes
    if repeats:
        from kamtui.domain.recurrence_words import read

        fields["repeats"] = str(read(repeats, run.today))
    if by:
        fields["resource_by"] = options.day(by, "by", run.today)
    added = run.workspace.tasks.add(**fields)
    run.report(_("added the task {title}").format(title=added.title), task_json(added), as_json=json)


def done(
    context: typer.Context,
    task: Annotated[
        str, typer.Argument(metavar="TASK", help=N_("The id as printed, or any part of the title that is clear."))
    ],
    result: Annotated[str, typer.Option("--result", metavar="TEXT", help=N_("What came of it."))] = "",
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=N_("The day it was done."))] = None,
    json: Json = False,
) -> None:
    """Close a task."""
    run = session.of(context)
    found = run.workspace.tasks.find(task)
    day = options.day(on, "on", run.today, past=True) if on else None
    closed = run.workspace.tasks.done(found.id, result, day, found.version)
    said = _("done: {title}").format(title=closed.title)
    following = run.workspace.tasks.next_of(closed)
    if following is not None and following.due is not None:
        said = _("done: {title}; again on {day}").format(title=closed.title, day=output.exact(following.due))
    run.report(said, task_json(closed), as_json=json)


def task_json(task: Task) -> dict[str, Any]:
    """A task as the contract names it, and where it belongs."""
    return {
        "id": task.id,
        "account": task.account_code,
        "title": task.title,
        "quarter": task.quarter,
        "due": task.due,
        "time": task.due_time,
        "status": task.status,
        "priority": task.priority,
        "owner": task.owner,
        "resource": task.resource or None,
        "resource_person": task.resource_person or None,
        "resource_asked_on": task.resource_asked_on,
        "resource_by": task.resource_by,
        "resource_answer": task.resource_answer,
        "resource_answered_on": task.resource_answered_on,
        "resource_note": task.resource_note or None,
        "result": task.result or None,
        "done_on": task.done_on,
        "times_moved": task.times_moved,
        "minutes": task.minutes,
        "repeats": task.repeats or None,
    }
