"""`kamtui add`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import output, session
from kamtui.cli.options import Json
from kamtui.i18n import N_

if TYPE_CHECKING:
    from kamtui.domain.capture import Draft


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    app.command("add", cls=cls, help=N_("One line becomes a task, a touch, a note, an initiative or an escalation."))(
        add
    )


def add(
    context: typer.Context,
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT", help=N_("Like: call Petrov tomorrow 15:00 @Nord #Q1 !high")),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Only say how the line is understood; nothing is written."))
    ] = False,
    json: Json = False,
) -> None:
    """Write down what a line says."""
    run = session.of(context)
    line = " ".join(text)
    capture = run.workspace.capture
    draft = capture.read(line)
    said, *warnings = capture.words(draft).split("\n")
    if dry_run:
        for warning in warnings:
            output.message(warning)
        run.show(said, draft_json(draft), as_json=json)
        return
    capture.add(line)
    for warning in warnings:
        output.message(warning)
    run.report(said, draft_json(draft), as_json=json)


def draft_json(draft: Draft) -> dict[str, Any]:
    """A line as understood, named by the contract; then what else was understood."""
    return {
        "kind": draft.kind,
        "title": draft.title,
        "due": draft.due,
        "time": draft.time.isoformat("minutes") if draft.time else None,
        "account": draft.account,
        "people": draft.people,
        "quarter": draft.quarter,
        "priority": draft.priority,
        "minutes": draft.minutes,
        "repeats": draft.repeats or None,
    }
