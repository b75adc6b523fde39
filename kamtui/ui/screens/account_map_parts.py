"""Texts around the map: which part of the company it shows, who is in a cell, what an empty one is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain import contacts as rules
from kamtui.domain.contact_cover import CellCover
from kamtui.domain.contacts import Contact
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import Function
from kamtui.i18n import _, ngettext
from kamtui.labels import label, level_label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens.account_map_cards import influence_sign
from kamtui.ui.screens.account_parts import attitude_span, freshness, name_span
from kamtui.workspace.contact_map import ContactMap

NO_UNIT = " "  # the blank name of no unit
CELL_LINES = 4  # of what the foot says about a cell


def scope_words(found: ContactMap, group: bool, unit: str) -> str:
    """Which people are shown, where they are not just those of the account; empty where they are."""
    parts = []
    if group:
        head, *daughters = found.accounts
        if daughters:
            count = len(daughters)
            words = ngettext("{name} and {n} daughter", "{name} and {n} daughters", count)
            parts.append(words.format(name=head.name, n=count))
        else:
            parts.append(_("{name}: no parent and no daughters").format(name=head.name))
    if unit:
        parts.append(_("only {unit}").format(unit=unit) if unit.strip() else _("only people of no unit"))
    return f" {G.dot} ".join(parts)


def scope_line(words: str, group: bool, unit: str, width: int) -> Strip:
    """The same as a line, with the keys that change it."""
    line = Line(width).space().add(f"{G.prompt} ", "accent").add(words, "strong")
    if group:
        line.add("   w", "accent").add(" " + _("this account alone"), "muted")
    if unit:
        line.add("   s", "accent").add(" " + _("another unit, or all"), "muted")
    return line.strip()


def cell_title(level: int | None, function: Function | None) -> str:
    """A cell in words."""
    where = f"{level} {G.dot} {level_label(level)}" if level else _("level unknown")
    return f"{where} {G.dot} {label(function) if function else _('function unknown')}"


def cover_words(cover: CellCover | None) -> str:
    """How many of those known in a cell are active."""
    if cover is None or not cover.known:
        return ""
    return ngettext("{active} of {n} known active", "{active} of {n} known active", cover.known).format(
        active=cover.active, n=cover.known
    )


def cell_lines(
    title: str, people: Sequence[Contact], width: int, settings: MethodSettings, today: date, most: int, cover: str = ""
) -> list[Strip]:
    """Who is in a cell, a line each, or what an empty one asks for; `most` lines in all; `cover` in words."""
    if cell_len(title) + cell_len(cover) + 3 > width and most > CELL_LINES:  # room for both below each other
        strips = paint.paragraph(title, width, "title") + (paint.paragraph(cover, width, "muted") if cover else [])
    else:
        strips = [Line(width).add(title, "title").add(f"   {cover}" if cover else "", "muted").strip()]
    if not people:
        text = _("We know nobody here: n adds a person, p somebody to meet.")
        return [*strips, *paint.paragraph(text, width, "muted")][:most]
    shown = people if len(people) < most else people[: most - 2]
    for contact in shown:
        line = Line(width)
        fresh, style = ("", "") if contact.placeholder else freshness(contact, settings, today)
        if fresh:
            line.right(f" {fresh}", style)
        glyph, tone = (G.dot, "faint") if contact.placeholder else attitude_span(contact)
        line.add(f"{glyph} ", tone).add(*name_span(contact))
        if influence_sign(contact):
            line.add(f" {influence_sign(contact)}", "accent")
        line.add(f"  {contact.position}", "muted")
        if rules.at_company(contact) and not rules.is_active(contact, settings, today):
            line.add("  " + _("not active"), "warn")
        strips.append(line.strip())
    rest = len(people) - len(shown)
    if rest:
        text = ngettext("and {n} more: enter shows all", "and {n} more: enter shows all", rest).format(n=rest)
        strips.append(Line(width).space(2).add(text, "faint").strip())
    return strips


def empty_lines(width: int, gone: bool = False) -> list[Strip]:
    """What a map is for, and how to begin one; `gone`: everybody known has left."""
    room = min(width - 2, 76)
    strips = [Line(width).space(2).add(_("Who decides here?"), "title").strip(), paint.blank(width)]
    for text, style in (
        (
            _(
                "The map shows the people who decide, by level and function: who is for us, who is against, where "
                "we know nobody. One good contact is a risk, not a relationship."
            ),
            "text",
        ),
        ("", "text"),
        (_("n  adds a person you know: “Ivan Petrov, CEO, +” is enough"), "accent"),
        (_("p  adds somebody to meet: you know the role, not yet the name"), "accent"),
        (_("v  shows all levels and functions, white where we know nobody"), "accent"),
        *([(_("f  shows those who left"), "accent")] if gone else []),
    ):
        strips += paint.paragraph(text, room, style, indent=2)
    return strips


def nobody_lines(width: int, unit: str) -> list[Strip]:
    """Nobody fits the filter, though there are people."""
    text = _("Nobody on the map belongs to “{unit}”. s chooses another unit, or all.").format(unit=unit)
    if not unit.strip():
        text = _("Everybody on the map belongs to a unit. s chooses one, or all.")
    return paint.paragraph(text, min(width - 2, 76), "muted", indent=2)


def codes_of(found: ContactMap | None, group: bool) -> Mapping[str, str]:
    """The code of every account by id, for the cards of a whole group."""
    return {account.id: account.code for account in found.accounts} if found and group else {}
