"""`kamtui resource`: what tasks ask other departments for, and what those answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kamtui.cli import options, output, session
from kamtui.cli.options import Json
from kamtui.cli.output import Column
from kamtui.cli.tasks import task_json
from kamtui.i18n import N_, _, pgettext

if TYPE_CHECKING:
    from kamtui.domain.plans import Task

Text = str | None


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_("Help that tasks ask of other departments; with a task, ask for it or note the answer.")
    app.command("resource", cls=cls, help=text)(resource)


def resource(
    context: typer.Context,
    task: Annotated[
        Text, typer.Argument(metavar="[TASK]", help=N_("The id as printed, or any part of the title that is clear."))
    ] = None,
    ask: Annotated[Text, typer.Option("--ask", metavar="DEPARTMENT", help=N_("Ask this department."))] = None,
    person: Annotated[str, typer.Option("--person", metavar="NAME", help=N_("Whom there."))] = "",
    by: Annotated[Text, typer.Option("--by", metavar="DATE", help=N_("By when it is needed."))] = None,
    answer: Annotated[
        Text,
        typer.Option("--answer", metavar="WORD", help=N_("What they answered: promised, given, refused, waiting.")),
    ] = None,
    on: Annotated[Text, typer.Option("--on", metavar="DATE", help=N_("On which day."))] = None,
    note: Annotated[Text, typer.Option("--note", metavar="TEXT", help=N_("What for, or what was said."))] = None,
    department: Annotated[Text, typer.Option("--department", metavar="NAME", help=N_("List this one only."))] = None,
    all_: Annotated[bool, typer.Option("--all", help=N_("List what was given or refused, too."))] = False,
    json: Json = False,
) -> None:
    """Ask, answer, or list."""
    from kamtui.domain.text import search_key
    from kamtui.domain.words import Answer
    from kamtui.labels import parse_word

    run = session.of(context)
    tasks = run.workspace.tasks
    if task is None:
        key = search_key(department or "")
        found = [one for one in tasks.asked(not all_) if not key or key in search_key(one.resource)]
        run.show(_text(found), [task_json(one) for one in found] if json else None, as_json=json)
        return
    one = tasks.find(task)
    day = options.day(on, "on", run.today, past=True) if on else None
    options.one_of({"--ask": ask is not None, "--answer": answer is not None})
    if answer is not None:
        changed = tasks.answer(one.id, parse_word(Answer, answer), on=day, note=note, version=one.version)
        said = _("the answer is noted: {title}").format(title=changed.title)
    elif ask is not None:
        until = options.day(by, "by", run.today) if by else None
        changed = tasks.ask(
            one.id, department=ask, person=person, by=until, on=day, note=note or "", version=one.version
        )
        said = _("asked {department}: {title}").format(department=changed.resource, title=changed.title)
    else:
        run.show(_text([one]), task_json(one), as_json=json)
        return
    run.report(said, task_json(changed), as_json=json)


def _text(found: list[Task]) -> str:
    from kamtui.domain.money import DASH
    from kamtui.labels import label
    from kamtui.workspace.tasks import short_id

    if not found:
        return _("nobody is asked for anything")
    columns = (
        Column(_("Department"), least=8),
        Column(_("Whom"), least=8, rank=2),
        Column(_("Answer"), least=8),
        Column(pgettext("due", "By")),
        Column(_("Account"), rank=1),
        Column(_("Task"), least=16),
        Column(_("Id"), rank=1),
    )
    rows = [
        (
            one.resource,
            one.resource_person,
            label(one.resource_answer) if one.resource_answer else DASH,
            output.exact(one.resource_by),
            one.account_code or DASH,
            one.title,
            short_id(one.id),
        )
        for one in found
    ]
    return output.table(columns, rows)
