"""Drawn text walked piece by piece: what can be opened is stood on, headings are passed over."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.message import Message
from textual.strip import Strip

from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.widgets.resting import Resting

AT_ONCE, BIT = 100, 40  # pieces laid out before the first frame, and at a time after it
REST = 0.02  # seconds between two bits, in which keys have their turn


class Piece(NamedTuple):
    """Some lines. `draw(width, ground)` makes them; one without an `id` is not stood on. `item` is what it is about."""

    id: str
    draw: Callable[[int, str], Sequence[Strip]]
    item: Any = None


class Walk(Resting, can_focus=True):
    """Pieces of one or more lines under each other, with a cursor over whole pieces."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("list",)

    class Highlighted(Message):
        """The cursor rests on another piece."""

    class Selected(Message):
        """A piece was opened, by enter or a double click."""

        def __init__(self, piece: Piece) -> None:
            super().__init__()
            self.piece = piece

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.pieces: Sequence[Piece] = ()
        self.cursor = 0
        self._stops: list[int] = []
        self._starts: list[int] = []
        self._of_line: list[int] = []  # the piece that a line belongs to
        self._strips: dict[tuple[int, str], Sequence[Strip]] = {}
        self._drawn_for = 0
        self._announced = ""
        self._laying: asyncio.TimerHandle | None = None

    @property
    def piece(self) -> Piece | None:
        """The piece under the cursor."""
        return self.pieces[self.cursor] if self._stops else None

    @property
    def line_count(self) -> int:
        """Lines laid out: all, or at least a page more than is shown."""
        return len(self._of_line)

    @property
    def length(self) -> int:
        """Lines in all, where pieces not laid out yet are taken to be like the others."""
        done = len(self._starts)
        return self.line_count * len(self.pieces) // done if done else 0

    def set_pieces(self, pieces: Sequence[Piece], cursor: str = "", *, to_top: bool = False) -> None:
        """Show these. The cursor goes to the id `cursor`, else stays on its piece or place; `to_top`: at the first."""
        wanted = cursor or (self.piece.id if self.piece and not to_top else "")
        before = [self.render_line(y) for y in range(self.area.height)]
        self.pieces = pieces
        self._stops = [index for index, piece in enumerate(pieces) if piece.id]
        self._strips.clear()
        found = next((index for index in self._stops if wanted and pieces[index].id == wanted), None)
        if found is None and self._stops:
            near = 0 if to_top else min(bisect_left(self._stops, self.cursor), len(self._stops) - 1)
            found = self._stops[near]
        self.cursor = found or 0
        if to_top:
            self.top = 0
        self._drawn_for = 0
        if self.area.width:
            self._layout()
            self._reveal_cursor()
            self.refresh_rows(*(y for y, old in enumerate(before) if self.render_line(y) != old))
        self.announce()

    def move_to(self, piece_id: str) -> bool:
        """Put the cursor on a piece; whether there is one of that id."""
        for index in self._stops:
            if self.pieces[index].id == piece_id:
                self._go(index)
                return True
        return False

    # drawing

    def _room(self) -> int:
        return max(1, self.area.width - 2)  # the mark of the cursor at the left, that of scrolling at the right

    def _lines(self, index: int, on: str = "") -> Sequence[Strip]:
        lines = self._strips.get((index, on))
        if lines is None:
            lines = self._strips[index, on] = self.pieces[index].draw(self._room(), on)
        return lines

    def _layout(self) -> None:
        if self._drawn_for != self.area.width:
            self._drawn_for = self.area.width
            self._strips.clear()
            self._starts, self._of_line = [], []
            self._lay(AT_ONCE)
            self._reach()
            self.top = max(0, min(self.top, self.line_count - self.page))
        elif len(self._starts) < len(self.pieces):
            self._reach()

    def _reach(self) -> None:
        """Lay out what is shown, the cursor, and a page more."""
        last = self.cursor if not self._stops or self.cursor != self._stops[-1] else len(self.pieces)
        self._lay(last + 1 - len(self._starts))
        wanted = max(self.top, self._starts[self.cursor] if self.pieces else 0) + 2 * self.page
        while len(self._starts) < len(self.pieces) and self.line_count < wanted:
            self._lay(1)
        if len(self._starts) < len(self.pieces) and self._laying is None and self.is_running:
            self._laying = asyncio.get_running_loop().call_later(REST, self._lay_on)

    def _lay(self, count: int) -> None:
        """Lay out so many pieces more."""
        done = len(self._starts)
        for index in range(done, min(len(self.pieces), done + count)):
            self._starts.append(self.line_count)
            self._of_line += [index] * len(self._lines(index))

    def _lay_on(self) -> None:
        """Lay out the rest bit by bit, so that the way to its end is short when a key asks for it."""
        self._laying = None
        if not self.is_running or self._drawn_for != self.area.width:
            return
        self._lay(BIT)
        if len(self._starts) < len(self.pieces):
            self._laying = asyncio.get_running_loop().call_later(REST, self._lay_on)
        else:
            self.refresh()  # the scroll mark is exact now

    def on_unmount(self) -> None:
        """Leave nothing scheduled."""
        super().on_unmount()
        if self._laying is not None:
            self._laying.cancel()

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        width = self.area.width
        self._layout()
        at = self.top + y
        if at >= self.line_count:
            return paint.blank(width)
        index = self._of_line[at]
        on = "cursor" if index == self.cursor and self._stops and self.has_focus else ""
        strip = self._lines(index, on)[at - self._starts[index]]
        lead = Line(1, on).add(G.cursor if on else " ", "accent").strip()
        mark = Line(1).add(G.thumb if self.overflows and self.thumb(y) else " ", "rule").strip()
        return Strip.join([lead, strip.adjust_cell_length(width - 2, paint.style("text", on)), mark])

    # moving

    def _go(self, index: int) -> None:
        old = self.cursor
        if index == old:
            return
        self.cursor = index
        self._layout()
        if not self._reveal_cursor():
            self._refresh_pieces(old, index)
        self.announce()

    def _refresh_pieces(self, *indexes: int) -> None:
        ys = [self._starts[i] + n for i in indexes if i < len(self._starts) for n in range(len(self._lines(i)))]
        self.refresh_rows(*(y - self.top for y in ys))

    def _reveal_cursor(self) -> bool:
        """Bring the piece into view, with the heading above it where both fit."""
        if not self._stops:
            return False
        start = self._starts[self.cursor]
        last = start + len(self._lines(self.cursor)) - 1
        place = bisect_left(self._stops, self.cursor)
        above = self._stops[place - 1] + 1 if place else 0
        first = self._starts[above] if above < len(self._starts) else start
        after = len(self.pieces) if place + 1 == len(self._stops) else 0
        end = self.line_count - 1 if after and self.line_count - start <= self.page else last
        return self.reveal(first if end - first < self.page else start, end)

    def _step(self, by: int) -> None:
        if self._stops:
            place = bisect_left(self._stops, self.cursor) + by
            self._go(self._stops[max(0, min(place, len(self._stops) - 1))])

    def _page(self, direction: int) -> None:
        """A page further, the cursor on the first piece that begins there; at the end, on the last."""
        if not self.scroll_to_line(self.top + direction * max(1, self.page - 2)):
            self._step(direction * len(self.pieces))
            return
        begun = [index for index in self._stops if self.top <= self._starts[index] < self.top + self.page]
        if begun:
            self.cursor = begun[0]
        self.announce()

    def rested(self) -> None:
        """Say that another piece is highlighted."""
        now = self.piece.id if self.piece else ""
        if now != self._announced:
            self._announced = now
            self.post_message(self.Highlighted())

    def action_list_up(self) -> None:
        """One piece up."""
        self._step(-1)

    def action_list_down(self) -> None:
        """One piece down."""
        self._step(1)

    def action_list_page_up(self) -> None:
        """One page up."""
        self._page(-1)

    def action_list_page_down(self) -> None:
        """One page down."""
        self._page(1)

    def action_list_first(self) -> None:
        """To the first piece."""
        self._step(-len(self.pieces))

    def action_list_last(self) -> None:
        """To the last piece."""
        self._step(len(self.pieces))

    def action_list_open(self) -> None:
        """Open the piece."""
        if self.piece is not None:
            self.post_message(self.Selected(self.piece))

    # events

    def on_resize(self, event: events.Resize) -> None:
        """Lines of another width are drawn anew; the cursor stays in view."""
        super().on_resize(event)
        self._layout()
        self._reveal_cursor()
        self.refresh()

    def on_focus(self) -> None:
        """The cursor looks different with the focus."""
        self._refresh_pieces(self.cursor)

    def on_blur(self) -> None:
        """The cursor looks different without the focus."""
        self._refresh_pieces(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click opens."""
        at = self.top + event.y
        index = self._of_line[at] if at < self.line_count else -1
        if index in self._stops:
            self._go(index)
            if event.chain == 2:
                self.action_list_open()
