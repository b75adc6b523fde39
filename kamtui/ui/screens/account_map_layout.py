"""Where people stand on the map, and how it is made to fit: columns, gutters, lines of a card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from kamtui.domain.contacts import Contact, LevelCover
from kamtui.domain.words import DMP_LEVELS, Function
from kamtui.i18n import _
from kamtui.labels import label, level_label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens.account_map_cards import natural_width
from kamtui.ui.screens.account_map_names import function_short, level_short
from kamtui.ui.widgets.places import Card

UNKNOWN = "?"
FUNCTIONS = (*(function.value for function in Function), UNKNOWN)
LEVELS = (*(str(level) for level in DMP_LEVELS), UNKNOWN)
SIDE_WIDTH = 8
WIDEST = 40  # cells that a column asks for at most
_FULL, _NUMBER = 20, 3  # gutters: words in two lines, the number alone
_READABLE = 15  # cells of a column when not all fit
# (gutter, least column), roomy first; None: one short word
_STEPS: tuple[tuple[int | None, int], ...] = ((_FULL, 19), (None, 17), (None, 15), (_NUMBER, 15), (_NUMBER, 11))
# (lines of a card, blank lines between levels), the fullest first
_DENSITIES = ((3, 1), (2, 1), (2, 0), (1, 0))


class Layout(NamedTuple):
    """Columns and rows in use, and who is in which cell."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[Contact, ...]]


class Fit(NamedTuple):
    """How the map is drawn in the room there is: `lines` of the cards by cell, `widths` that the columns would like."""

    row_width: int
    min_column: int
    single: bool
    row_height: int
    gap: int
    lines: Mapping[tuple[str, str], int]
    widths: Sequence[int]


def place_of(contact: Contact) -> tuple[str, str]:
    """(row, column) of a contact; what is not known is the place `?`."""
    return (
        str(contact.level) if contact.level else UNKNOWN,
        contact.function.value if contact.function else UNKNOWN,
    )


def least_width(columns: int) -> int:
    """Cells that so many functions side by side need at the least, with what stands beside them."""
    gutter, least = _STEPS[-1]
    return (gutter or 0) + columns * (least + 1) + SIDE_WIDTH + 1


def layout(contacts: Iterable[Contact]) -> Layout:
    """Put contacts into the cells of levels 5…1 × functions in use; `?` appears when somebody needs it."""
    found: dict[tuple[str, str], list[Contact]] = {}
    for contact in contacts:
        found.setdefault(place_of(contact), []).append(contact)
    used_rows, used_columns = {row for row, _column in found}, {column for _row, column in found}
    return Layout(
        tuple(column for column in FUNCTIONS if column in used_columns),
        tuple(row for row in LEVELS if row != UNKNOWN or row in used_rows),
        {place: tuple(people) for place, people in found.items()},
    )


def fit(placed: Layout, width: int, height: int, single: bool) -> Fit:
    """The roomiest drawing that shows all functions and, as far as possible, all people in `width` × `height` cells.

    `height` is that of the body, without column titles. `single`: one function at a time.
    """
    short = short_gutter()
    if single:
        lines: dict[tuple[str, str], int] = {}
        gap = 1
        for column in placed.columns:
            sizes, wanted_gap = _density(placed, (column,), height, 1, 3)
            lines |= {(row, column): size for row, size in sizes.items()}
            gap = min(gap, wanted_gap)
        return Fit(short, _READABLE, True, 1, gap, lines, ())
    count = len(placed.columns)
    steps = [(short if gutter is None else gutter, least) for gutter, least in _STEPS]
    room = width - SIDE_WIDTH - 1
    gutter, least = next(
        ((gutter, least) for gutter, least in steps if count * (least + 1) <= room - gutter), (_NUMBER, _READABLE)
    )
    row_height = 2 if gutter == _FULL else 1
    sizes, gap = _density(placed, placed.columns, height, row_height, 3)
    if 1 in sizes.values():
        row_height = 1
    lines = {(row, column): sizes[row] for row, column in placed.cells}
    wanted = dict.fromkeys(placed.columns, 0)
    for (row, column), people in placed.cells.items():
        wanted[column] = max(wanted[column], *(natural_width(contact, sizes[row]) for contact in people))
    widths = [min(WIDEST, max(wanted[column], cell_len(_column_words(column)) + 3)) for column in placed.columns]
    return Fit(gutter, least, False, row_height, gap, lines, widths)


def _density(
    placed: Layout, columns: Sequence[str], height: int, row_height: int, most: int
) -> tuple[dict[str, int], int]:
    """Lines of a card (`most` at most) by row, and blanks between levels, so that columns fit into `height` lines.

    All rows alike, but what room is left goes to the highest levels.
    """
    crowds = {
        row: max((len(placed.cells.get((row, column), ())) for column in columns), default=0) for row in placed.rows
    }

    def total(sizes: Mapping[str, int], gap: int) -> int:
        lines = sum(max(1 if size == 1 else row_height, crowds[row] * size) for row, size in sizes.items())
        return lines + gap * (len(crowds) - 1)

    for size, gap in _DENSITIES:
        sizes = dict.fromkeys(crowds, size)
        if size > most or total(sizes, gap) > height:
            continue
        for row in crowds if size < most else ():
            fuller = {**sizes, row: size + 1}
            if crowds[row] and total(fuller, gap) <= height:
                sizes = fuller
        return sizes, gap
    return dict.fromkeys(crowds, 1), 0


def grid_cards(placed: Layout, fitted: Fit) -> dict[tuple[str, str], Sequence[Card[Contact]]]:
    """The cards of the grid."""
    return {
        place: tuple(Card(contact.id, contact, fitted.lines[place]) for contact in people)
        for place, people in placed.cells.items()
    }


def short_gutter() -> int:
    """Cells of a gutter with a level and one word for it."""
    return max(cell_len(level_short(level)) for level in DMP_LEVELS) + 4


def draw_row(row: str, lines: Sequence[Line]) -> None:
    """The number of a level and, as far as there is room, who stands on it."""
    known = row != UNKNOWN
    width = lines[0].width
    lines[0].space().add(row, "strong" if known else "warn").space()
    if width <= _NUMBER:
        return
    text = level_label(int(row)) if known else _("level unknown")
    parts = paint.wrap(text, max(4, width - 4))
    if known and (width < _FULL or len(parts) > len(lines)):
        parts = [level_short(int(row))]
    for line, part in zip(lines, parts, strict=False):
        line.to(3).add(part, "muted")


def draw_column(column: str, line: Line) -> None:
    """The name of a function, in short where it does not fit."""
    line.space()
    words = _column_words(column)
    if column == UNKNOWN:
        line.add(words, "warn")
    else:
        line.add(words if cell_len(words) <= line.left else function_short(Function(column)), "title")


def _column_words(column: str) -> str:
    return _("function unknown") if column == UNKNOWN else label(Function(column))


def draw_side(cover: LevelCover | None, lines: Sequence[Line]) -> None:
    """The cover of a level: how many of the active contacts that it wants are there; just these when more."""
    line = lines[0]
    if cover is None or not cover.in_use:
        line.add("–", "faint")
    elif cover.wanted:
        lacking = max(0, cover.wanted - cover.active)
        style = "good" if not lacking else "warn" if cover.active else "bad"
        filled = min(cover.wanted, cover.active)
        words = f"{cover.active}/{cover.wanted}" if cover.active <= cover.wanted else str(cover.active)
        line.add(G.full * filled, style).add(G.empty * lacking, style).add(f" {words}", style)
    else:
        line.add(str(cover.active), "muted")
