"""The map as a tree: who reports to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact
from kamtui.domain.settings import MethodSettings
from kamtui.labels import label
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens.account_map_cards import role_words
from kamtui.ui.screens.account_parts import attitude_span, freshness, name_span
from kamtui.ui.widgets.linelist import Row


class TreeLine(NamedTuple):
    """A person in the tree; `last` says for every ancestor, then for the person, whether it is the last of its row."""

    contact: Contact
    last: tuple[bool, ...]


def tree_rows(people: Sequence[Contact]) -> list[Row[TreeLine]]:
    """All people, each under whom they report to; who reports to nobody shown stands at the top."""
    ids = {person.id for person in people}
    below: dict[str, list[Contact]] = {}
    for person in people:
        boss = person.reports_to if person.reports_to in ids else ""
        below.setdefault(boss or "", []).append(person)
    rows: list[Row[TreeLine]] = []

    def add(boss: str, above: tuple[bool, ...]) -> None:
        team = below.get(boss, [])
        for index, person in enumerate(team):
            last = (*above, index == len(team) - 1)
            rows.append(Row(person.id, TreeLine(person, last)))
            add(person.id, last)

    add("", ())
    return rows


def draw_branch(item: TreeLine, line: Line, settings: MethodSettings, today: date) -> None:
    """A branch: name and position, roles, level and function, freshness, as far as there is room."""
    contact = item.contact
    for last in item.last[1:-1]:
        line.add("   " if last else f"{G.vline}  ", "rule")
    if len(item.last) > 1:
        line.add((G.corner_bl if item.last[-1] else "+" if G.ascii else "├") + G.hline + " ", "rule")
    fresh, style = ("", "") if contact.placeholder else freshness(contact, settings, today)
    line.right(f" {fresh:>8} ", style or "muted")
    if line.width >= 90:
        place = f"{contact.level or '?'} {G.dot} {label(contact.function) if contact.function else '?'}"
        line.right(f" {place:<24}", "faint")
    glyph, colour = attitude_span(contact)
    line.add(f"{glyph} ", "faint" if contact.placeholder else colour).add(*name_span(contact))
    if rules.is_key_player(contact):
        line.add(f" {G.star}", "accent")
    if contact.position:
        line.add(f"  {contact.position}", "muted")
    if contact.roles:
        line.add(f"  {role_words(contact)}", "accent")
