"""`kamtui today`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from kamtui.cli import output, session
from kamtui.cli.options import Json, Why
from kamtui.cli.output import Column
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.today import AgendaItem


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    app.command("today", cls=cls, help=N_("What to do today, most urgent first, each with its reason."))(today)


def today(context: typer.Context, json: Json = False, why: Why = False) -> None:
    """Print the agenda of the day."""
    run = session.of(context)
    items = run.workspace.today.agenda()
    if json:
        output.emit_json(
            [_json(item) | ({"why": {"urgency": run.workspace.today.why(item)}} if why else {}) for item in items]
        )
        return
    output.emit(_text(items) if items else _("Nothing is due today."))
    if why:
        for item in items:
            output.emit("\n" + output.explanation(item.title, run.workspace.today.why(item)))


def _json(item: AgendaItem) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "urgency": item.urgency,
        "parts": dict(item.parts),
        "account": item.account_code,
        "title": item.title,
        "due": item.due,
        "time": item.due_time,
        "reason": item.reason,
        "ref": item.ref,
    }


def _text(items: Any) -> str:
    from kamtui.domain.money import DASH

    columns = (
        Column("!"),
        Column(_("Reason"), least=20),
        Column(_("What"), least=34),
        Column(_("Account"), least=12),
    )
    rows = [
        (
            item.mark.strip(),
            f"{item.reason} {item.due_time:%H:%M}" if item.due_time else item.reason,
            item.title,
            item.account_name or DASH,
        )
        for item in items
    ]
    return output.table(columns, rows)
