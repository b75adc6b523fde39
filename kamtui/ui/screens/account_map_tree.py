"""The map as a tree: who reports to whom, and the other lines behind the names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain.contacts import Contact
from kamtui.domain.settings import MethodSettings
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens.account_map_cards import guess_sign, influence_sign, role_words
from kamtui.ui.screens.account_map_names import function_short
from kamtui.ui.screens.account_parts import attitude_span, freshness, name_span
from kamtui.ui.widgets.linelist import Row

OUTSIDE = "not-in-the-tree"
_PLACE_FROM = 90  # cells from which on level and function have a column


class Branch(NamedTuple):
    """A person in the tree; `last` says for every ancestor, then for the person, whether it is the last of its row.

    `contact` None: the heading over those who are not in the tree.
    """

    contact: Contact | None
    last: tuple[bool, ...] = ()


def tree_rows(people: Sequence[Contact]) -> list[Row[Branch]]:
    """All people, each under whom they report to; who has neither boss nor reports comes last, under a heading."""
    ids = {person.id for person in people}
    below: dict[str, list[Contact]] = {}
    for person in people:
        boss = person.reports_to if person.reports_to in ids else ""
        below.setdefault(boss or "", []).append(person)
    tops = [person for person in below.get("", []) if person.id in below]
    loose = [person for person in below.get("", []) if person.id not in below]
    rows: list[Row[Branch]] = []

    def add(team: Sequence[Contact], above: tuple[bool, ...]) -> None:
        for index, person in enumerate(team):
            last = (*above, index == len(team) - 1)
            rows.append(Row(person.id, Branch(person, last)))
            add(below.get(person.id, ()), last)

    add(tops, ())
    if loose:
        rows.append(Row(OUTSIDE, Branch(None), heading=True))
        rows += [Row(person.id, Branch(person, (False,))) for person in loose]
    return rows


def draw_heading(line: Line) -> None:
    """Over those who report to nobody."""
    line.add(_("not in the tree yet"), "muted").add("  " + _("r says whom they report to") + " ", "faint").fill(G.hline)


def draw_branch(
    branch: Branch,
    line: Line,
    settings: MethodSettings,
    today: date,
    lines: Sequence[Span] = (),
    codes: Mapping[str, str] | None = None,
) -> None:
    """A branch: name and position, roles, lines to others, place and touch, as far as there is room."""
    contact = branch.contact
    if contact is None:
        draw_heading(line)
        return
    for last in branch.last[1:-1]:
        line.add("   " if last else f"{G.vline}  ", "rule")
    if len(branch.last) > 1:
        line.add((G.corner_bl if branch.last[-1] else "+" if G.ascii else "├") + G.hline + " ", "rule")
    fresh, style = ("", "") if contact.placeholder else freshness(contact, settings, today)
    line.right(f" {fresh:>8} ", style or "muted")
    if line.width >= _PLACE_FROM:
        function = label(contact.function) if contact.function else "?"
        if contact.function and line.width < _PLACE_FROM + 30:
            function = function_short(contact.function)
        place = f"{contact.level or '?'} {G.dot} {function}"
        line.right(f" {place:<{24 if line.width >= _PLACE_FROM + 30 else 10}}", "faint")
    code = (codes or {}).get(contact.account_id, "")
    if code:
        line.right(f" {code:<6}", "muted")
    glyph, colour = (G.dot, "faint") if contact.placeholder else attitude_span(contact)
    line.add(f"{glyph} ", colour).add(*name_span(contact))
    if influence_sign(contact):
        line.add(f" {influence_sign(contact)}", "accent")
    if guess_sign(contact):
        line.add(f" {guess_sign(contact)}", "warn")
    if contact.position:
        line.add(f"  {contact.position}", "muted")
    line.spans(lines)
    if contact.roles:
        line.add(f"  {role_words(contact)}", "accent")
