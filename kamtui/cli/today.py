"""`kamtui today`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from kamtui.cli import output, session
from kamtui.cli.options import Json, Why
from kamtui.cli.output import Column
from kamtui.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from kamtui.domain.today import AgendaItem
    from kamtui.workspace import Workspace


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    app.command("today", cls=cls, help=N_("What to do today, most urgent first, each with its reason."))(today)


def today(context: typer.Context, json: Json = False, why: Why = False) -> None:
    """Print the agenda of the day: late, today, this week, the rest."""
    workspace = session.of(context).workspace
    items = workspace.today.agenda()
    if json:
        output.emit_json(
            [
                _json(item, workspace) | ({"why": {"urgency": workspace.today.why(item)}} if why else {})
                for item in items
            ]
        )
        return
    output.emit(_text(items, workspace) if items else _("Nothing is due today."))
    output.emit(_foot(workspace))
    if why:
        for item in items:
            output.emit("\n" + output.explanation(item.title, workspace.today.why(item)))


def _json(item: AgendaItem, workspace: Workspace) -> dict[str, Any]:
    from kamtui.domain.today_groups import group_of

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
        "group": group_of(item, workspace.today_date),
    }


def _text(items: Sequence[AgendaItem], workspace: Workspace) -> str:
    """One table of all groups, so that its columns stand under each other, the name of each group above its lines."""
    from kamtui.domain.money import DASH
    from kamtui.domain.today_groups import group_titles, grouped

    columns = (
        Column("!"),
        Column(_("Reason"), least=28),
        Column(_("What"), least=30),
        Column(_("Account"), least=12),
    )
    groups, titles = grouped(items, workspace.today_date), group_titles()
    rows = [
        (
            item.mark.strip(),
            f"{item.reason} {item.due_time:%H:%M}" if item.due_time else item.reason,
            item.title,
            item.account_name or DASH,
        )
        for _name, lines in groups
        for item in lines
    ]
    head, *body = output.table(columns, rows).split("\n")
    printed = [head]
    for name, lines in groups:
        printed += ["", titles[name].capitalize(), *body[: len(lines)]]
        body = body[len(lines) :]
    return "\n".join(printed)


def _foot(workspace: Workspace) -> str:
    """How full the day is, and how much was put off."""
    from kamtui.domain.week import capacity_words

    words = capacity_words(workspace.week.day(workspace.today_date))
    count = len(workspace.today.put_off())
    if count:
        words += "; " + ngettext("{n} put off", "{n} put off", count).format(n=count)
    return f"\n{words[0].upper()}{words[1:]}."
