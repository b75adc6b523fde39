"""Lines × columns of small cells under names of columns, walked cell by cell: a move repaints the lines it leaves and
enters. Columns that do not fit scroll sideways.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import ClassVar, NamedTuple, Protocol

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.widgets.resting import Resting

LEAST_CELL, MOST_CELL = 3, 12  # widths, with the blank before each
MOST_NAME_LINES = 3
LEAST_HEAD = 2


class Entry(NamedTuple):
    """A line or a column. The cursor stays on its `id` when the matrix is shown anew; headings are passed over."""

    id: str
    name: str = ""
    heading: bool = False


class Sheet(Protocol):
    """What a matrix shows and how. Lines and columns are drawn by their index; a drawing fills the Line it gets, that
    of a cell adds exactly `width` cells.
    """

    foot_lines: int
    side_width: int  # cells at the right of each line

    @property
    def columns(self) -> Sequence[Entry]:
        """The columns, in order."""

    @property
    def lines(self) -> Sequence[Entry]:
        """The lines, in order."""

    @property
    def title_widths(self) -> tuple[int, int]:
        """The least and the most cells that titles of lines take."""

    def draw_corner(self, y: int, line: Line) -> None:
        """The head over the titles; `y` counts upwards from the lowest line."""

    def draw_side_head(self, line: Line) -> None:
        """The head over the sides."""

    def draw_title(self, at: int, line: Line) -> None:
        """A line's title."""

    def cell_spans(self, at: int, column: int, width: int) -> tuple[Span, ...]:
        """What stands in a cell of so many cells of the terminal."""

    def draw_side(self, at: int, line: Line) -> None:
        """A line's figures at the right."""

    def draw_heading(self, at: int, line: Line) -> None:
        """A heading, over the whole width."""

    def draw_foot_title(self, y: int, line: Line) -> None:
        """What a line of the foot is."""

    def draw_foot(self, column: int, y: int, line: Line, width: int) -> None:
        """A column's figure in the foot."""

    def empty(self, width: int) -> Sequence[Strip]:
        """Lines shown instead, when there are no lines or no columns."""


class Matrix(Resting, can_focus=True):
    """See the module. Names of columns stand over their columns, on as many lines as keep them whole."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("grid",)

    class Highlighted(Message):
        """The cursor has rested on another cell."""

        def __init__(self, sender: Matrix) -> None:
            super().__init__()
            self.matrix = sender

        @property
        def control(self) -> Matrix:
            """The matrix, for `@on(…, "#id")`."""
            return self.matrix

    class Selected(Highlighted):
        """A cell was opened, by enter or a double click."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.sheet: Sheet | None = None
        self._row = self._column = 0
        self._first = 0  # the first column shown
        self._stops: list[int] = []
        self._strips: dict[int, Strip] = {}
        self._drawn: dict[int, tuple[list[tuple[Span, ...]], Strip]] = {}
        self._alike: dict[tuple[Span, ...], tuple[Span, ...]] = {}
        self._shape: tuple[int, int, int, int] | None = None
        self._announced: object = self

    # contents

    def show(self, sheet: Sheet, line: str = "", column: str = "") -> None:
        """Show a sheet; the cursor goes to the ids given, else stays on its own, else on its place."""
        here = self.place or ("", "")
        before = self._page_strips() if self.area.height and self.sheet else None
        self.sheet, self._shape = sheet, None
        self._forget()
        self._stops = [at for at, entry in enumerate(sheet.lines) if not entry.heading]
        self._row = self._found(sheet.lines, line or here[0], self._row)
        if self._stops and self._row not in self._stops:
            self._row = self._stops[min(bisect_left(self._stops, self._row), len(self._stops) - 1)]
        self._column = self._found(sheet.columns, column or here[1], self._column)
        self.top = max(0, min(self.top, self.line_count - self.page))
        if self.area.height:
            self._reveal_cursor()
        if before is None:
            self.refresh()
        else:
            self.refresh_rows(*(y for y, old in enumerate(before) if self.render_line(y) != old))
        self.announce()

    @staticmethod
    def _found(entries: Sequence[Entry], wanted: str, at: int) -> int:
        found = next((index for index, entry in enumerate(entries) if entry.id == wanted), None)
        return max(0, min(at, len(entries) - 1)) if found is None else found

    @property
    def place(self) -> tuple[str, str] | None:
        """Ids of the line and the column under the cursor."""
        if self.sheet is None or not self._stops or not self.sheet.columns:
            return None
        return self.sheet.lines[self._row].id, self.sheet.columns[self._column].id

    @property
    def at(self) -> tuple[int, int] | None:
        """Indexes of the line and the column under the cursor."""
        return (self._row, self._column) if self.place else None

    def move_to(self, line: str, column: str) -> bool:
        """Put the cursor on a cell; whether there is one of these ids."""
        if self.sheet is None:
            return False
        rows = [at for at in self._stops if self.sheet.lines[at].id == line]
        columns = [at for at, entry in enumerate(self.sheet.columns) if entry.id == column]
        if rows and columns:
            self._go(rows[0], columns[0])
        return bool(rows and columns)

    # geometry

    @property
    def line_count(self) -> int:
        """Lines, headings among them."""
        return len(self.sheet.lines) if self.sheet else 0

    @property
    def page(self) -> int:
        """Lines shown at once, between the names of the columns and the foot."""
        foot = self.sheet.foot_lines if self.sheet else 0
        return max(1, self.area.height - self._head - 1 - (foot + 1 if foot else 0))

    @property
    def _layout(self) -> tuple[int, int, int, int]:
        """Cells of the titles, cells of a column, columns shown, lines of names."""
        if self._shape is None:
            self._shape = self._fit()
        return self._shape

    def _fit(self) -> tuple[int, int, int, int]:
        sheet = self.sheet
        if sheet is None or not sheet.columns:
            return 0, LEAST_CELL, 0, LEAST_HEAD
        count, longest = len(sheet.columns), max(cell_len(entry.name) for entry in sheet.columns)
        least, most = sheet.title_widths
        room = self.area.width - 2 - sheet.side_width  # a blank, and the mark of scrolling
        cell = max(LEAST_CELL, min(MOST_CELL, longest + 2, (room - most) // count))
        title = max(least, min(most, room - count * cell))
        shown = max(1, min(count, (room - title) // cell))
        names = min(MOST_NAME_LINES, -(-(longest + 1) // cell))
        return title, cell, shown, names

    @property
    def _head(self) -> int:
        return max(LEAST_HEAD, self._layout[3])

    def _visible(self) -> range:
        return range(self._first, min(self._first + self._layout[2], len(self.sheet.columns) if self.sheet else 0))

    def _name_line(self, column: int) -> int:
        """The line of the head that a column's name stands on, counted upwards; names step down to the right."""
        return (self._visible().stop - column) % self._layout[3]

    # drawing

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        width, height = self.area
        sheet = self.sheet
        if sheet is None:
            return paint.blank(width)
        if not self._stops or not sheet.columns:
            lines = sheet.empty(width)
            return lines[y].adjust_cell_length(width, paint.style()) if y < len(lines) else paint.blank(width)
        head, foot = self._head, height - sheet.foot_lines
        if y < head:
            return self._head_line(head - 1 - y, width)
        if y == head or (sheet.foot_lines and y == foot - 1):
            return paint.rule(width)
        if sheet.foot_lines and y >= foot:
            return self._foot_line(y - foot, width)
        at, page_y = self.top + y - head - 1, y - head - 1
        mark = Line(1).add(G.thumb if self.overflows and self.thumb(page_y) else " ", "rule").strip()
        return Strip.join([self._body_line(at, width - 1), mark])

    def _head_line(self, y: int, width: int) -> Strip:
        """Names of columns; `y` counts upwards, so that the lowest line is free at its right for the side's head."""
        assert self.sheet is not None
        title, cell, _shown, names = self._layout
        shown, count = self._visible(), len(self.sheet.columns)
        side = len(shown) * cell if y == 0 else width - title  # names above may reach over the side
        corner, line = Line(max(0, title - 1)), Line(side)
        self.sheet.draw_corner(y, corner)
        for column in shown:
            if self._name_line(column) != y:
                continue
            line.to((column - self._first) * cell)
            before, after = column == self._first > 0, column == shown.stop - 1 < count - 1
            here = column == self._column
            line.add(
                G.cursor if here else G.left if before else G.right if after else " ", "accent" if here else "faint"
            )
            name = self.sheet.columns[column].name
            line.add(paint.cells(name, min(cell_len(name), names * cell - 1)), "mark" if here else "muted")
        end = Line(width - title - side)
        if y == 0:
            self.sheet.draw_side_head(end.space())
        return Strip.join([corner.strip(), paint.blank(min(1, title)), line.strip(), end.strip()])

    def _foot_line(self, y: int, width: int) -> Strip:
        assert self.sheet is not None
        title, cell, _shown, _names = self._layout
        line = Line(title)
        self.sheet.draw_foot_title(y, line)
        rest = Line(width - title)
        for column in self._visible():
            self.sheet.draw_foot(column, y, rest, cell)
        return Strip.join([line.strip(), rest.strip()])

    def _body_line(self, at: int, width: int) -> Strip:
        if at >= self.line_count:
            return paint.blank(width)
        if at == self._row and self.place:
            return self._cursor_line(at, width)
        strip = self._strips.get(at)
        if strip is None:
            strip = self._strips[at] = self._plain_line(at, width)
        return strip

    def _plain_line(self, at: int, width: int) -> Strip:
        assert self.sheet is not None
        if self.sheet.lines[at].heading:
            line = Line(width)
            self.sheet.draw_heading(at, line)
            return line.strip()
        cells, side = self._parts(at, width)
        return Strip.join([self._title(at, ""), _joined(cells), side])

    def _cursor_line(self, at: int, width: int) -> Strip:
        assert self.sheet is not None
        cell, here = self._layout[1], self._column - self._first
        on = "cursor" if self.has_focus else "blur"
        line = Line(cell, on, True).add(G.cursor if self.has_focus else " ", "accent")
        line.spans(self.sheet.cell_spans(at, self._column, cell - 1))
        cells, side = self._parts(at, width)
        parts = [self._title(at, "blur"), _joined(cells[:here]), line.strip(), _joined(cells[here + 1 :]), side]
        return Strip.join(parts)

    def _title(self, at: int, on: str) -> Strip:
        assert self.sheet is not None
        line = Line(self._layout[0], on, bool(on))
        self.sheet.draw_title(at, line)
        return line.strip()

    def _parts(self, at: int, width: int) -> tuple[list[tuple[Span, ...]], Strip]:
        """The cells of a line without the cursor, and its side."""
        found = self._drawn.get(at)
        if found is None:
            assert self.sheet is not None
            title, cell, _shown, _names = self._layout
            shown = self._visible()
            cells = [self._padded(self.sheet.cell_spans(at, column, cell - 1), cell) for column in shown]
            side = Line(self.sheet.side_width + 1)
            self.sheet.draw_side(at, side.space())
            rest = paint.blank(max(0, width - title - len(shown) * cell - side.width))
            found = self._drawn[at] = (cells, Strip.join([side.strip(), rest]))
        return found

    def _padded(self, spans: tuple[Span, ...], cell: int) -> tuple[Span, ...]:
        """A cell's spans with its blanks in their styles; most cells look like others."""
        found = self._alike.get(spans)
        if found is None:
            padded: list[Span] = []
            room = cell - 1
            for text, style in spans or (("", "text"),):
                padded.append((paint.cells(text, min(cell_len(text), room)), style))
                room -= cell_len(padded[-1][0])
            padded[0] = (" " + padded[0][0], padded[0][1])
            padded[-1] = (padded[-1][0] + " " * room, padded[-1][1])
            found = self._alike[spans] = tuple(padded)
        return found

    def _forget(self) -> None:
        """Draw all lines anew."""
        self._strips.clear()
        self._drawn.clear()
        self._alike.clear()

    def _page_strips(self) -> list[Strip]:
        return [self.render_line(y) for y in range(self.area.height)]

    # moving

    def _go(self, row: int, column: int) -> None:
        old = (self._row, self._column)
        if (row, column) == old or self.place is None:
            return
        self._row, self._column = row, column
        if not self._reveal_cursor():
            body = self._head + 1 - self.top
            names = {self._head - 1 - self._name_line(at) for at in (column, old[1])} if column != old[1] else ()
            self.refresh_rows(*names, *{old[0] + body, row + body})
        self.announce()

    def _reveal_cursor(self) -> bool:
        """Bring the cell into view, with the heading above it; whether anything scrolled."""
        if self.place is None or self.sheet is None:
            return False
        shown, count = self._layout[2], len(self.sheet.columns)
        first = max(0, min(self._first, count - shown))
        if self._column < first:
            first = max(0, min(self._column, self._column - shown // 2 + 1))
        elif self._column >= first + shown:
            first = min(count - shown, max(self._column - shown + 1, self._column - shown // 2))
        moved = first != self._first
        if moved:
            self._first = first
            self._forget()
            self.refresh()
        row = self._row
        while row > 0 and self.sheet.lines[row - 1].heading:
            row -= 1
        return self.reveal(row, self._row) or moved

    def _step(self, by: int) -> None:
        if self._stops:
            place = bisect_left(self._stops, self._row) + by
            self._go(self._stops[max(0, min(place, len(self._stops) - 1))], self._column)

    def _aside(self, by: int) -> None:
        if self.sheet is not None:
            self._go(self._row, max(0, min(self._column + by, len(self.sheet.columns) - 1)))

    def rested(self) -> None:
        """Say which cell is highlighted."""
        if self.place != self._announced:
            self._announced = self.place
            self.post_message(self.Highlighted(self))

    def action_grid_up(self) -> None:
        """One line up."""
        self._step(-1)

    def action_grid_down(self) -> None:
        """One line down."""
        self._step(1)

    def action_grid_left(self) -> None:
        """One column left."""
        self._aside(-1)

    def action_grid_right(self) -> None:
        """One column right."""
        self._aside(1)

    def action_grid_page_up(self) -> None:
        """One page up."""
        self._step(-max(1, self.page - 1))

    def action_grid_page_down(self) -> None:
        """One page down."""
        self._step(max(1, self.page - 1))

    def action_grid_first(self) -> None:
        """To the first line."""
        self._step(-self.line_count)

    def action_grid_last(self) -> None:
        """To the last line."""
        self._step(self.line_count)

    def action_grid_open(self) -> None:
        """Open the cell."""
        if self.place is not None:
            self.post_message(self.Selected(self))

    # events

    def on_resize(self, event: events.Resize) -> None:
        """Lines of another width are drawn anew; the cursor stays in view."""
        super().on_resize(event)
        self._shape = None
        self._forget()
        self.top = max(0, min(self.top, self.line_count - self.page))
        self._reveal_cursor()
        self.refresh()

    def on_focus(self) -> None:
        """The cursor looks different with the focus."""
        self.refresh_rows(self._row - self.top + self._head + 1)

    def on_blur(self) -> None:
        """The cursor looks different without the focus."""
        self.refresh_rows(self._row - self.top + self._head + 1)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click opens."""
        title, cell, shown, _names = self._layout
        row, column = self.top + event.y - self._head - 1, self._first + (event.x - title) // cell
        if event.y > self._head and row in self._stops and title <= event.x < title + shown * cell:
            self._go(row, column)
            if event.chain == 2:
                self.action_grid_open()


def _joined(cells: Sequence[tuple[Span, ...]]) -> Strip:
    """Cells beside each other in as few segments as they allow, for each costs at every key."""
    segments: list[Segment] = []
    text, name = "", ""
    for spans in cells:
        for part, style in spans:
            if style != name and text:
                segments.append(Segment(text, paint.style(name)))
                text = ""
            text, name = text + part, style
    if text:
        segments.append(Segment(text, paint.style(name)))
    return Strip(segments)
