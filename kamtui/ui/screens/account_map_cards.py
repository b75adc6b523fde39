"""How the contact map is laid out and drawn: cells, cards, the gutters beside them and the verdict below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact, LevelCover
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import DMP_LEVELS, SUPPORTIVE, Attitude, Function, Role
from kamtui.i18n import _, ngettext
from kamtui.labels import label, level_label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens.account_parts import attitude_span, fact, freshness, name_span
from kamtui.ui.widgets.grid import Card, CardGrid
from kamtui.workspace.contact_map import ContactMap

UNKNOWN = "?"
FUNCTIONS = (*(function.value for function in Function), UNKNOWN)
LEVELS = (*(str(level) for level in DMP_LEVELS), UNKNOWN)
SIDE_WIDTH = 8
# The roles that a card names first, when it has no room for all.
_TELLING = (Role.DECIDER, Role.SPONSOR, Role.CHAMPION, Role.BLOCKER)


class Cover(NamedTuple):
    """A cell of the coverage view: who is active among those known there, whom we have yet to meet, who supports us."""

    active: int
    known: int
    placeholders: int
    attitude: Attitude | None


class Layout(NamedTuple):
    """Columns and rows in use, and who is in which cell."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[Contact, ...]]


class MapGrid(CardGrid["Contact | Cover"]):
    """The grid of the map, with a title over the gutter at the right."""

    side_title = ""

    def render_line(self, y: int) -> Strip:
        """One line; the first also names what stands at the right."""
        strip = super().render_line(y)
        if y or not self.columns or (self.empty and not any(self._cards.values())):
            return strip
        width = self.size.width
        title = Line(self.side_width + 1).space().add(self.side_title, "muted").strip()
        return Strip.join([strip.crop(0, width - self.side_width - 1), title])


def place_of(contact: Contact) -> tuple[str, str]:
    """(row, column) of a contact; what is not known is the place `?`."""
    return (
        str(contact.level) if contact.level else UNKNOWN,
        contact.function.value if contact.function else UNKNOWN,
    )


def layout(contacts: Iterable[Contact]) -> Layout:
    """Put contacts into the cells of levels 5…1 × functions in use; `?` appears when somebody needs it."""
    cells: dict[tuple[str, str], tuple[Contact, ...]] = {}
    for contact in contacts:
        place = place_of(contact)
        cells[place] = (*cells.get(place, ()), contact)
    used_rows, used_columns = {row for row, _column in cells}, {column for _row, column in cells}
    return Layout(
        tuple(column for column in FUNCTIONS if column in used_columns),
        tuple(row for row in LEVELS if row != UNKNOWN or row in used_rows),
        cells,
    )


def role_words(contact: Contact) -> str:
    """The roles in words, the telling ones first."""
    order = [*(role for role in _TELLING if role in contact.roles)]
    order += [role for role in contact.roles if role not in _TELLING]
    return ", ".join(label(role) for role in order)


def card_height(contact: Contact, width: int) -> int:
    """Lines of a card in `width` cells: roles get one of their own when they do not fit beside the name."""
    return 3 if contact.roles and _name_width(contact) + 2 + cell_len(role_words(contact)) > width else 2


def _name_width(contact: Contact) -> int:
    return 2 + cell_len(name_span(contact)[0]) + (2 if rules.is_key_player(contact) else 0)


def draw_card(contact: Contact, lines: Sequence[Line], settings: MethodSettings, today: date) -> None:
    """Attitude, name, star of a key player and roles; position and freshness of the last touch."""
    head, foot = lines[0], lines[-1]
    here = rules.at_company(contact)
    if contact.placeholder:
        head.add(f"{G.dot} ", "faint")
    elif here:
        glyph, style = attitude_span(contact)
        head.add(f"{glyph} ", style)
    else:
        head.add(f"{G.off} ", "faint")
    words = role_words(contact)
    if words and len(lines) == 2:
        head.right(words, "accent" if here else "faint")
    star = rules.is_key_player(contact) and (here or contact.placeholder)
    if star:
        room = head.left - 2
        name, style = name_span(contact)
        head.add(name if cell_len(name) <= room else paint.cells(name, room).rstrip(), style).add(
            f" {G.star}", "accent"
        )
    else:
        head.add(*name_span(contact))
    if len(lines) == 3:
        lines[1].space(2).add(words, "accent" if here else "faint")
    fresh, style = freshness(contact, settings, today)
    if contact.placeholder:
        fresh = ""
    if fresh:
        foot.right(f" {fresh}", style)
    foot.space(2).add(contact.position, "muted" if here else "faint")


def cover_of(people: Sequence[Contact], settings: MethodSettings, today: date) -> Cover:
    """What the coverage view says of the people of one cell."""
    known = [contact for contact in people if rules.at_company(contact)]
    return Cover(
        active=sum(rules.is_active(contact, settings, today) for contact in known),
        known=len(known),
        placeholders=sum(contact.placeholder for contact in people),
        attitude=max((contact.attitude for contact in known), default=None),
    )


def draw_cover(cover: Cover, lines: Sequence[Line]) -> None:
    """Bars of those known, the active ones filled, and the best attitude among them in colour."""
    supportive = cover.attitude in SUPPORTIVE
    style = "good" if supportive else "bad" if (cover.attitude or 0) < 0 else "warn"
    line = lines[0]
    line.add(G.full * cover.active, style).add(G.empty * (cover.known - cover.active), style)
    line.add(G.ghost * 2 * cover.placeholders, "accent").space()
    if cover.known:
        line.add(f"{cover.active}/{cover.known} ", style)
        if cover.attitude is not None:
            line.add(label(cover.attitude), "muted")
    else:
        line.add(_("to meet"), "muted")


def row_width(narrow: bool) -> int:
    """Cells of the gutter with the levels: on a narrow screen no more than the longest word needs."""
    words = [word for level in DMP_LEVELS for word in level_label(level).split()]
    return max(cell_len(word) for word in words) + 4 if narrow else 20


def draw_row(row: str, lines: Sequence[Line]) -> None:
    """The number of a level and who stands on it."""
    known = row != UNKNOWN
    lines[0].space().add(f"{row} ", "strong" if known else "warn")
    text = level_label(int(row)) if known else _("level unknown")
    for line, part in zip(lines, paint.wrap(text, max(4, lines[0].width - 4)), strict=False):
        line.to(3).add(part, "muted")


def draw_column(column: str, line: Line) -> None:
    """The name of a function."""
    line.space()
    if column == UNKNOWN:
        line.add(_("function unknown"), "warn")
    else:
        line.add(label(Function(column)), "title")


def draw_side(cover: LevelCover | None, lines: Sequence[Line]) -> None:
    """How many of the active contacts that a level wants are there."""
    line = lines[0]
    if cover is None or not cover.in_use:
        line.add("–", "faint")
    elif cover.wanted:
        lacking = max(0, cover.wanted - cover.active)
        style = "good" if not lacking else "warn" if cover.active else "bad"
        filled = min(cover.wanted, cover.active)
        line.add(G.full * filled, style).add(G.empty * lacking, style).add(f" {cover.active}/{cover.wanted}", style)
    else:
        line.add(str(cover.active), "muted")


def verdict(found: ContactMap, width: int, former_shown: bool) -> list[Strip]:
    """What the map says: quality, what lacks to be complete, single-thread risk, those who left."""
    quality = found.quality.value or 0
    filled, rest = paint.bar(quality / 3, 3)
    style = ("bad", "bad", "warn", "good")[quality]
    first = Line(width).cell(_("map quality"), _HEAD, "muted").add(filled + rest, style)
    first.add(f" {quality}/3 ", style).add(quality_words(quality), "text")
    strips = [first.strip()]
    if found.completeness.value:
        strips += fact(_("complete"), [(_("every role is held, every level covered"), "good")], width, _HEAD)
    else:
        lacks = [label(role) for role in found.missing_roles]
        short = sum(
            max(0, cover.wanted - cover.active) for cover in found.coverage.values() if cover.in_use and cover.wanted
        )
        if short:
            lacks.append(ngettext("{n} active contact", "{n} active contacts", short).format(n=short))
        strips += fact(_("missing"), [(f" {G.dot} ".join(lacks), "warn")], width, _HEAD)
    if found.no_active:
        strips += fact(
            _("no contact"),
            [(f"{G.late} " + _("nobody was touched in the time their level allows"), "bad")],
            width,
            _HEAD,
        )
    elif found.single_thread:
        text = f"{G.late} " + f" {G.dot} ".join(found.single_thread)
        strips += fact(_("single thread"), [(text, "bad")], width, _HEAD)
    gone = [contact for contact in found.contacts if contact.status == "left"]
    if gone:
        text = ngettext("{n} person has left", "{n} people have left", len(gone)).format(n=len(gone))
        text += ", " + (_("shown: f hides them") if former_shown else _("hidden: f shows them"))
        strips += fact(_("former"), [(text, "faint")], width, _HEAD)
    return strips


_HEAD = 15


def quality_words(quality: int) -> str:
    """Map quality 0…3 in words."""
    return (
        _("nobody on the map yet"),
        _("contacts, but no key player among them"),
        _("a key player, but none on our side"),
        _("a key player is on our side"),
    )[quality]


def grid_cards(
    placed: Layout, width: int, coverage: bool, settings: MethodSettings, today: date
) -> dict[tuple[str, str], Sequence[Card[Contact | Cover]]]:
    """The cards of the grid: people, or one card per cell of the coverage view; `width` of a card."""
    cards: dict[tuple[str, str], Sequence[Card[Contact | Cover]]] = {}
    for place, people in placed.cells.items():
        if coverage:
            cards[place] = (Card(":".join(place), cover_of(people, settings, today)),)
        else:
            cards[place] = tuple(Card(contact.id, contact, card_height(contact, width)) for contact in people)
    return cards
