"""The map as a heat-map: all functions × levels in one view, where a white cell is one in which we know nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from kamtui.domain.contact_cover import Cell, CellCover
from kamtui.domain.words import DMP_LEVELS, Function
from kamtui.i18n import _, pgettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G, attitude_glyph
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens.account_map_layout import short_gutter
from kamtui.ui.screens.account_map_names import function_short, level_short
from kamtui.ui.widgets.resting import Resting

_WIDEST = 17  # cells of a block
# (lines of a block, blanks below it, legend), the roomiest first
_SHAPES = ((3, 1, True), (2, 1, True), (1, 1, True), (1, 1, False), (1, 0, True), (1, 0, False))
_HEAD = 2  # column titles and the rule
NOBODY = CellCover(0, 0, 0, None)


class HeatMap(Resting, can_focus=True):
    """Blocks of the cells with active/known in them; the cursor walks from block to block."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("grid",)

    class Highlighted(Message):
        """The cursor has rested on another cell."""

    class Selected(Message):
        """A cell was opened, by enter or a double click."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cells: Mapping[Cell, CellCover] = {}
        self.levels: Sequence[int | None] = DMP_LEVELS
        self.functions: Sequence[Function | None] = tuple(Function)
        self._row = self._column = 0
        self._gutter, self._block, self._height, self._step, self._has_legend = 1, 3, 1, 1, False
        self._total = 5  # cells of the totals at the right
        self._measured: object = None
        self._drawn: dict[tuple[int, int, str], list[Strip]] = {}
        self._announced: object = self

    # contents

    def show(self, cells: Mapping[Cell, CellCover], cell: Cell | None = None) -> None:
        """Show the cover of cells, the cursor on `cell`; `?` is there when somebody has no known place."""
        here = cell or self.cell
        self.cells = cells
        self._measured = None
        self.levels = (*DMP_LEVELS, *((None,) if any(level is None for level, _function in cells) else ()))
        self.functions = (*Function, *((None,) if any(function is None for _level, function in cells) else ()))
        self._row = self.levels.index(here[0]) if here[0] in self.levels else 0
        self._column = self.functions.index(here[1]) if here[1] in self.functions else 0
        self.refresh()
        self.announce()

    @property
    def cell(self) -> Cell:
        """Level and function under the cursor."""
        return self.levels[self._row], self.functions[self._column]

    @property
    def line_count(self) -> int:
        """Lines there are: all that fit, for blocks are as high as there is room."""
        return self.area.height

    # geometry

    def _measure(self) -> None:
        """The geometry for the size and contents there are."""
        width, height = self.area
        self._gutter = short_gutter() + (1 if width >= 100 else 0)
        known, active = self._sum(lambda _level, _function: True)
        self._total = max(5, cell_len(f"{active}/{known}"))
        room = width - self._gutter - self._total
        self._block = max(3, min(_WIDEST, room // len(self.functions) - 1))
        lines, rows = height - _HEAD - 2, len(self.levels)
        fitting = (one for one in _SHAPES if rows * one[0] + (rows - 1) * one[1] + one[2] <= lines)
        self._height, gap, self._has_legend = next(fitting, _SHAPES[-1])
        self._step = self._height + gap
        self._drawn.clear()

    def _top_of(self, row: int) -> int:
        return _HEAD + row * self._step

    # drawing

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        width = self.area.width
        if (self.area, len(self.functions), len(self.levels)) != self._measured:
            self._measured = (self.area, len(self.functions), len(self.levels))
            self._measure()
        height, step = self._height, self._step
        end = self._top_of(len(self.levels) - 1) + height
        if y == 0:
            return self._titles(width)
        if y in (1, end):
            return paint.rule(width)
        if y == end + 1:
            return self._totals(width)
        if y == end + 2 and self._has_legend:
            return self._legend(width)
        row, line = divmod(y - _HEAD, step)
        if y > end or line >= height:
            return paint.blank(width)
        strips = [self._level(row, line)]
        for column in range(len(self.functions)):
            strips += (self._block_lines(row, column)[line], paint.blank(1))
        known, active = self._sum(lambda level, _function: level == self.levels[row])
        total = Line(self._total).add(f"{active}/{known}" if known and line == self._middle else "", "text")
        return Strip.join([*strips, total.strip()]).adjust_cell_length(width, paint.style())

    @property
    def _middle(self) -> int:
        """The line of a block that has the numbers."""
        return 1 if self._height == 3 else 0

    def _titles(self, width: int) -> Strip:
        line = Line(width).space(self._gutter)
        block = self._block
        for index, function in enumerate(self.functions):
            name = "?" if function is None else label(function)
            if function is not None and cell_len(name) > block:
                name = function_short(function)
            line.cell(name[:block], block, "mark" if index == self._column else "title", "center").space()
        return line.add(_("all"), "muted").strip()

    def _level(self, row: int, line: int) -> Strip:
        head, level = Line(self._gutter), self.levels[row]
        if line == self._middle:
            style = "mark" if row == self._row else "strong"
            head.space().add(f"{level or '?'} ", style).add(level_short(level) if level else "", "muted")
        return head.strip()

    def _block_lines(self, row: int, column: int) -> list[Strip]:
        selected = (row, column) == (self._row, self._column)
        ground = "" if not selected else "cursor" if self.has_focus else "blur"
        found = self._drawn.get((row, column, ground))
        if found is None:
            cover = self.cells.get((self.levels[row], self.functions[column]), NOBODY)
            draw = self._known if cover.known else self._to_meet if cover.placeholders else self._white
            found = self._drawn[row, column, ground] = draw(cover, ground)
        return found

    def _known(self, cover: CellCover, ground: str) -> list[Strip]:
        height, width = self._height, self._block
        on = ground or block_ground(cover)
        numbers = f"{cover.active}/{cover.known}" + (G.ghost if cover.placeholders else "")
        bars = G.full * cover.active + G.empty * (cover.known - cover.active)
        mood = attitude_glyph(round(cover.attitude or 0))
        if cell_len(bars) + 2 > width:
            bars = ""
        texts = [numbers, f"{mood} {bars}".rstrip(), ""]
        if height == 3:
            texts = ["", *texts[:2]]
        return [self._centred(text, width, on, "strong") for text in texts[:height]]

    def _to_meet(self, cover: CellCover, ground: str) -> list[Strip]:
        height, width = self._height, self._block
        dashes = G.ghost * width
        number = str(cover.placeholders)
        middle = f"{G.ghost}{cells_between(number, width - 2)}{G.ghost}"
        texts = [middle] if height == 1 else [middle, dashes] if height == 2 else [dashes, middle, dashes]
        return [self._centred(text, width, ground, "accent") for text in texts]

    def _white(self, _cover: CellCover, ground: str) -> list[Strip]:
        height, width = self._height, self._block
        on = ground or "white"
        blank = " " * (width - 2)
        top, bottom = f"{G.corner_tl}{blank}{G.corner_tr}", f"{G.corner_bl}{blank}{G.corner_br}"
        texts = [f"[{blank}]"] if height == 1 else [top, *[" " * width] * (height - 2), bottom]
        return [self._centred(text, width, on, "accent" if ground else "ink") for text in texts]

    def _centred(self, text: str, width: int, on: str, style: str) -> Strip:
        """A line of a block; the cursor is between two marks as well as on a ground of its own."""
        if on != "cursor":
            return Line(width, on).cell(text, width, style, "center").strip()
        line = Line(width, on, True).add(G.cursor, "accent")
        return line.cell(text[1:] if cell_len(text) == width else text, width - 1, style, "center").strip()

    def _totals(self, width: int) -> Strip:
        line = Line(width).space().cell(_("all"), self._gutter - 1, "muted")
        for function in self.functions:
            known, active = self._sum(lambda _level, other, function=function: other == function)
            line.cell(
                f"{active}/{known}" if known else "–", self._block, "text" if known else "faint", "center"
            ).space()
        known, active = self._sum(lambda _level, _function: True)
        return line.add(f"{active}/{known}", "strong").strip()

    def _legend(self, width: int) -> Strip:
        told: list[tuple[Span, str, str]] = [
            ((" 2/2 ", "strong"), "full", pgettext("cell", "all active")),
            ((" 1/2 ", "strong"), "part", pgettext("cell", "some")),
            ((" 0/2 ", "strong"), "none", pgettext("cell", "none")),
            ((f"{G.ghost} 1 {G.ghost}", "accent"), "", pgettext("cell", "to meet")),
            (("[   ]", "ink"), "white", _("nobody known")),
        ]
        strips = [paint.blank(1)]
        for (text, style), on, words in told:
            room = cell_len(words) + 3
            strips += (Line(cell_len(text), on).add(text, style).strip(), Line(room).add(f" {words}", "muted").strip())
        return Strip.join(strips).adjust_cell_length(width, paint.style())

    def _sum(self, wanted: Any) -> tuple[int, int]:
        """(known, active) over the cells that are wanted."""
        found = [cover for (level, function), cover in self.cells.items() if wanted(level, function)]
        return sum(cover.known for cover in found), sum(cover.active for cover in found)

    # moving

    def _go(self, row: int, column: int) -> None:
        row, column = max(0, min(row, len(self.levels) - 1)), max(0, min(column, len(self.functions) - 1))
        old = self._row
        if (row, column) == (self._row, self._column):
            return
        self._row, self._column = row, column
        height = self._height
        lines = {self._top_of(at) + line for at in (old, row) for line in range(height)}
        self.refresh_rows(0, *lines)
        self.announce()

    def action_grid_up(self) -> None:
        """One level up."""
        self._go(self._row - 1, self._column)

    def action_grid_down(self) -> None:
        """One level down."""
        self._go(self._row + 1, self._column)

    def action_grid_left(self) -> None:
        """To the function at the left."""
        self._go(self._row, self._column - 1)

    def action_grid_right(self) -> None:
        """To the function at the right."""
        self._go(self._row, self._column + 1)

    def action_grid_first(self) -> None:
        """To the first cell."""
        self._go(0, 0)

    def action_grid_last(self) -> None:
        """To the last cell."""
        self._go(len(self.levels), len(self.functions))

    def action_grid_open(self) -> None:
        """Open the cell."""
        self.post_message(self.Selected())

    def go_to(self, level: int | None, function: Function | None) -> None:
        """Put the cursor on a cell; where level or function is not known, it stays in its row or column."""
        row = self.levels.index(level) if level in self.levels else self._row
        self._go(row, self.functions.index(function) if function in self.functions else self._column)

    # events

    def rested(self) -> None:
        """Say which cell is highlighted."""
        if self.cell != self._announced:
            self._announced = self.cell
            self.post_message(self.Highlighted())

    def on_focus(self) -> None:
        """The cell under the cursor looks different with the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """The cell under the cursor looks different without the focus."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click opens."""
        row, line = divmod(event.y - _HEAD, self._step)
        column, x = divmod(event.x - self._gutter, self._block + 1)
        inside = line < self._height and x < self._block
        if inside and 0 <= row < len(self.levels) and 0 <= column < len(self.functions):
            self._go(row, column)
            if event.chain == 2:
                self.action_grid_open()


def block_ground(cover: CellCover) -> str:
    """The ground of a cell in which we know somebody: by how many of them are active."""
    return "full" if cover.active == cover.known else "part" if cover.active else "none"


def cells_between(text: str, width: int) -> str:
    """`text` in the middle of `width` blanks."""
    return paint.cells(text, width, "center")
