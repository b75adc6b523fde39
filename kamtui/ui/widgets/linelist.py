"""A list drawn line by line: a move repaints two lines, whatever the length of the list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from textual import events
from textual.message import Message
from textual.strip import Strip

from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.widgets.resting import Resting

T = TypeVar("T")


class Row(NamedTuple, Generic[T]):
    """A line of a list. `id` is what the cursor stays on when the list is reloaded; headings are skipped."""

    id: str
    item: T
    heading: bool = False


class PagedRows(Sequence[Row[T]]):
    """Rows that are read only where one looks. They say themselves which of them take the cursor, and where one is."""

    stops: list[int]

    def place_of(self, row_id: str) -> int | None:
        """The index of a row; None when there is none of that id."""
        raise NotImplementedError


class LineList(Resting, Generic[T], can_focus=True):
    """A list with a cursor. `draw(row, line)` fills a Line that is already on the right ground.

    `header` draws a line of column titles above; `empty` is a text, or lines for a width, shown without rows.
    """

    CONTEXTS: ClassVar[tuple[str, ...]] = ("list",)

    class Highlighted(Message):
        """The cursor has rested on another row (`row` None: the list is empty)."""

        def __init__(self, sender: LineList[Any], row: Row[Any] | None) -> None:
            super().__init__()
            self.list, self.row = sender, row

        @property
        def control(self) -> LineList[Any]:
            """The list, for `@on(…, "#id")`."""
            return self.list

    class Selected(Message):
        """The row was opened, by enter or a double click."""

        def __init__(self, sender: LineList[Any], row: Row[Any]) -> None:
            super().__init__()
            self.list, self.row = sender, row

        @property
        def control(self) -> LineList[Any]:
            """The list, for `@on(…, "#id")`."""
            return self.list

    def __init__(
        self,
        draw: Callable[[Row[T], Line], None],
        *,
        header: Callable[[Line], None] | None = None,
        empty: str | Callable[[int], Sequence[Strip]] = "",
        ground: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.draw, self.header, self.empty = draw, header, empty
        self._ground = ground
        self.rows: Sequence[Row[T]] = ()
        self.cursor = 0
        self._stops: list[int] = []
        self._strips: dict[tuple[int, int, str], Strip] = {}
        self._announced: str | None = None

    # what is shown

    @property
    def ground(self) -> str:
        """The ground that the list draws on."""
        return self._ground

    @property
    def row(self) -> Row[T] | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self._stops else None

    @property
    def item(self) -> T | None:
        """The item under the cursor."""
        return self.rows[self.cursor].item if self._stops else None

    @property
    def cursor_id(self) -> str | None:
        """The id of the row under the cursor."""
        return self.rows[self.cursor].id if self._stops else None

    @property
    def line_count(self) -> int:
        """Rows, headings among them."""
        return len(self.rows)

    @property
    def page(self) -> int:
        """Rows shown at once."""
        return max(1, self.area.height - self._head)

    @property
    def _head(self) -> int:
        return 1 if self.header and self.rows else 0

    def set_rows(self, rows: Sequence[Row[T]], cursor: str | None = None) -> None:
        """Show `rows`. The cursor goes to the id `cursor`, else stays on its row, else on its place."""
        wanted = cursor or self.cursor_id
        before = self._page_strips() if self.area.height else None
        self.rows = rows
        if isinstance(rows, PagedRows):
            self._stops = rows.stops
        else:
            self._stops = [index for index, row in enumerate(rows) if not row.heading]
        self._strips.clear()
        found = self._place_of(wanted) if wanted is not None else None
        if found is None and self._stops:
            found = self._stops[min(bisect_left(self._stops, self.cursor), len(self._stops) - 1)]
        self.cursor = found or 0
        self.top = max(0, min(self.top, len(rows) - self.page))
        if before is None:
            self.refresh()
        else:
            self._reveal_cursor()
            after = self._page_strips()
            changed = [y for y, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
            self.refresh_rows(*range(self._head), *changed)  # what the header tells changes apart from the rows
        self.announce()

    def move_to(self, row_id: str) -> bool:
        """Put the cursor on a row; whether there is one of that id."""
        found = self._place_of(row_id)
        if found is not None:
            self._go(found)
        return found is not None

    def _place_of(self, row_id: str) -> int | None:
        rows = self.rows
        if isinstance(rows, PagedRows):
            return rows.place_of(row_id)
        return next((index for index in self._stops if rows[index].id == row_id), None)

    def redraw(self) -> None:
        """Draw all rows anew, after something that the drawing depends on has changed."""
        self._strips.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        width = self.area.width
        if not self.rows:
            return self._empty_line(y, width)
        if self._head:
            if y == 0:
                return self._header_line(width)
            y -= 1
        index = self.top + y
        if index >= len(self.rows):
            return paint.blank(width, self._ground)
        on = self._ground
        if index == self.cursor and self._stops:
            on = "cursor" if self.has_focus else "blur"
        bar = self.overflows
        key = (index, width - bar, on)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._draw(index, width - bar, on)
        if bar:
            mark = Line(1, self._ground).add(G.thumb if self.thumb(y) else " ", "rule").strip()
            strip = Strip.join([strip, mark])
        return strip

    def _draw(self, index: int, width: int, on: str) -> Strip:
        row = self.rows[index]
        selected = index == self.cursor and not row.heading
        lead = Line(1, on).add(G.cursor if on == "cursor" else " ", "accent").strip()
        line = Line(width - 1, on, selected)
        self.draw(row, line)
        return Strip.join([lead, line.strip()])

    def _header_line(self, width: int) -> Strip:
        line = Line(width - 1 - self.overflows, self._ground)
        if self.header:
            self.header(line)
        return Strip.join([paint.blank(1, self._ground), line.strip(), paint.blank(int(self.overflows), self._ground)])

    def _empty_line(self, y: int, width: int) -> Strip:
        if callable(self.empty):
            lines = self.empty(width)
        else:
            lines = paint.paragraph(self.empty, width - 2, "muted", 2, self._ground)
        if 0 < y <= len(lines):
            return lines[y - 1].adjust_cell_length(width, paint.style("text", self._ground))
        return paint.blank(width, self._ground)

    def _page_strips(self) -> list[Strip]:
        return [self.render_line(y) for y in range(self.area.height)]

    # moving

    def _go(self, index: int) -> None:
        old = self.cursor
        if index == old:
            return
        self.cursor = index
        self._announced = None  # also when it comes back at once: others may have been drawn anew on the way
        if not self._reveal_cursor():
            self.refresh_rows(old - self.top + self._head, index - self.top + self._head)
        self.announce()

    def _reveal_cursor(self) -> bool:
        if not self.area.height:  # once it has a height
            return False
        first = self.cursor
        while first > 0 and self.rows[first - 1].heading:  # a heading shows with its first row
            first -= 1
        return self.reveal(first, self.cursor)

    def _step(self, by: int) -> None:
        if self._stops:
            place = bisect_left(self._stops, self.cursor) + by
            self._go(self._stops[max(0, min(place, len(self._stops) - 1))])

    def rested(self) -> None:
        """Say which row is highlighted."""
        if self.cursor_id != self._announced:
            self._announced = self.cursor_id
            self.post_message(self.Highlighted(self, self.row))

    def action_list_up(self) -> None:
        """One row up."""
        self._step(-1)

    def action_list_down(self) -> None:
        """One row down."""
        self._step(1)

    def action_list_page_up(self) -> None:
        """One page up."""
        self._step(-max(1, self.page - 1))

    def action_list_page_down(self) -> None:
        """One page down."""
        self._step(max(1, self.page - 1))

    def action_list_first(self) -> None:
        """To the first row."""
        self._step(-len(self.rows))

    def action_list_last(self) -> None:
        """To the last row."""
        self._step(len(self.rows))

    def action_list_open(self) -> None:
        """Open the row."""
        if self.row is not None:
            self.post_message(self.Selected(self, self.row))

    # events

    def on_resize(self, event: events.Resize) -> None:
        """Lines of another width are drawn anew; the cursor stays in view."""
        grown = event.size.height - self.area.height
        self.area = event.size
        self._strips.clear()
        if grown > 0:  # the lines above come back first: what the cursor stands under says where it is
            self.top -= grown
        self.top = max(0, min(self.top, len(self.rows) - self.page))
        self._reveal_cursor()

    def on_focus(self) -> None:
        """The cursor line looks different with the focus."""
        self.refresh_rows(self.cursor - self.top + self._head)

    def on_blur(self) -> None:
        """The cursor line looks different without the focus."""
        self.refresh_rows(self.cursor - self.top + self._head)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click opens."""
        index = self.top + event.y - self._head
        if index in self._stops:
            self._go(index)
            if event.chain == 2:
                self.action_list_open()
