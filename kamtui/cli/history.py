"""`kamtui undo`, `kamtui redo` and `kamtui history`."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import output, session
from kamtui.cli.options import Json, Why
from kamtui.cli.output import Column
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.workspace.history import HistoryStep


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the commands."""
    app.command("undo", cls=cls, help=N_("Take back your last change."))(undo)
    app.command("redo", cls=cls, help=N_("Make the undone change again."))(redo)
    app.command("history", cls=cls, help=N_("What was changed, newest first; of all, or of one record."))(history)


def undo(context: typer.Context, json: Json = False) -> None:
    """Take back the last step of the user."""
    run = session.of(context)
    text = run.workspace.history.undo()
    run.report(_("undone: {text}").format(text=text), {"undone": text}, as_json=json)


def redo(context: typer.Context, json: Json = False) -> None:
    """Make the last undone step again."""
    run = session.of(context)
    text = run.workspace.history.redo()
    run.report(_("redone: {text}").format(text=text), {"redone": text}, as_json=json)


def history(
    context: typer.Context,
    record: Annotated[
        str | None,
        typer.Argument(metavar="RECORD", help=N_("An account, a contact, a task, or the id of any record.")),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help=N_("Show the last N."))] = 50,
    json: Json = False,
    why: Why = False,
) -> None:
    """Print the journal."""
    run = session.of(context)
    key = _record(run, record) if record else None
    steps = run.workspace.history.steps(limit, key)
    if json:
        output.emit_json([_json(step, key) | ({"why": {}} if why else {}) for step in steps])
    else:
        output.emit(_text(steps) if steps else _("Nothing was changed yet."))


def _record(run: session.Run, ref: str) -> str:
    """The id of the account, contact or task that RECORD means, or RECORD itself where it is an id with a past.

    Raises NotFound or Ambiguous.
    """
    from kamtui.domain.text import resolve
    from kamtui.errors import NotFound
    from kamtui.workspace.tasks import short_id

    workspace = run.workspace
    known = list(workspace.accounts.refs()) + [
        ("", contact.name, contact.id) for found in workspace.contacts.by_account().values() for contact in found
    ]
    known += [(short_id(task.id), task.title, task.id) for task in workspace.tasks.open()]
    try:
        return resolve(ref, known, _("record"))
    except NotFound:
        if workspace.history.steps(1, ref):
            return ref
        raise


def _json(step: HistoryStep, record: str | None) -> dict[str, Any]:
    data = {
        "id": step.id,
        "at": step.at,
        "user": step.user,
        "kind": step.kind,
        "action": step.action,
        "text": step.text,
        "undone": step.undone,
    }
    if record is not None:
        data["changes"] = [
            {"record": table, "field": name, "before": before, "after": after}
            for table, fields in step.changes
            for name, (before, after) in fields.items()
        ]
    return data


def _text(steps: list[HistoryStep]) -> str:
    columns = (Column(_("When")), Column(_("Who"), least=6), Column(_("What"), least=20))
    rows = []
    for step in steps:
        at = step.at.replace(tzinfo=UTC).astimezone()
        when = f"{output.exact(at.date())} {at:%H:%M}"
        rows.append((when, step.user, _said(step)))
        for table, fields in step.changes:
            for name, (before, after) in fields.items():
                if name != "search_key" and (before or after):
                    rows.append(("", "", f"  {table}.{name}: {_value(before)} → {_value(after)}"))
    return output.table(columns, rows)


def _said(step: HistoryStep) -> str:
    if step.kind == "undo":
        return _("undone: {text}").format(text=step.text)
    if step.kind == "redo":
        return _("redone: {text}").format(text=step.text)
    return _("{text} (taken back)").format(text=step.text) if step.undone else step.text


def _value(value: object) -> str:
    from kamtui.domain.money import DASH

    return DASH if value in (None, "") else " ".join(str(value).split())
