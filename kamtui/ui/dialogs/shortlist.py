"""What dialogs share that find: an input and, under it, a short list of what answers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual.app import ComposeResult
from textual.strip import Strip

from kamtui.ui.dialogs.entry import Entry
from kamtui.ui.dialogs.panel import Dialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line

R = TypeVar("R")


class ShortList(Dialog[R]):
    """Subclasses keep `stops`, the lines of the list that the cursor goes through, and draw those of `window`.

    `cursor` is the place among the stops. `value` is what the input begins with.
    """

    def __init__(self, title: str, value: str = "") -> None:
        self.stops: Sequence[int] = ()
        self.cursor = 0
        self._top = self._room = 0
        self._value = value
        self.entry = Entry()
        super().__init__(title)

    def compose(self) -> ComposeResult:
        """The panel with the input over its first line."""
        yield from super().compose()
        self.place_entry()

    def place_entry(self) -> None:
        """Over the first line, after the prompt."""
        self.entry.place(4, 1, self.inner_width - 2)

    def on_mount(self) -> None:
        """Lay the input over the panel."""
        self.panel.mount(self.entry)
        if self._value:
            self.entry.take(self._value)
        self.set_focus(self.entry)

    def prompt(self, width: int) -> list[Strip]:
        """The lines of the input."""
        return [Line(width, "panel").add(f"{G.prompt} ", "accent").strip(), Line(width, "panel").fill(G.hline).strip()]

    def window(self, room: int, count: int) -> range:
        """Which of `count` lines are shown in `room` of them: the cursor is always among them."""
        self._room = room
        at = self.stops[self.cursor] if self.stops else 0
        first = 0 if self.cursor == 0 else min(self._top, at)  # what stands over the first shows with it
        self._top = max(first, at - room + 1)
        return range(self._top, min(count, self._top + room))

    def stands_on(self, line: int) -> bool:
        """Whether the cursor is on this line."""
        return bool(self.stops) and self.stops[self.cursor] == line

    def lead(self, line: int, width: int) -> Line:
        """The beginning of a line that the cursor can stand on."""
        here = self.stands_on(line)
        return Line(width, "cursor" if here else "panel", here).add(f"{G.cursor if here else ' '} ", "accent")

    def to_first(self) -> None:
        """The cursor to the first of them, in view."""
        self.cursor = self._top = 0

    def action_dialog_next(self) -> None:
        """One down, from the last to the first."""
        self.step(1)

    def action_dialog_previous(self) -> None:
        """One up, from the first to the last."""
        self.step(-1)

    def action_dialog_page_next(self) -> None:
        """A page down."""
        self._page(1)

    def action_dialog_page_previous(self) -> None:
        """A page up."""
        self._page(-1)

    def step(self, by: int) -> None:
        """Move the cursor, around the ends."""
        if self.stops:
            self.cursor = (self.cursor + by) % len(self.stops)
            self.redraw()

    def _page(self, by: int) -> None:
        if self.stops:
            line = self.stops[self.cursor] + by * max(1, self._room - 1)
            nearest = min(range(len(self.stops)), key=lambda place: abs(self.stops[place] - line))
            self.cursor = nearest
            self.redraw()
