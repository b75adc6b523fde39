"""Drawn text of styled lines that scrolls: overviews, detail panes, explanations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.strip import Strip

from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.widgets.drawn import Scrolled


class Document(Scrolled, can_focus=True):
    """Lines made by `draw(width)`, for the width there is; drawn again on a resize and by `redraw()`.

    One of the class `side` is first drawn when the frame with the main part is out, which need not wait for it.
    """

    CONTEXTS: ClassVar[tuple[str, ...]] = ("document",)

    def __init__(
        self,
        draw: Callable[[int], Sequence[Strip]],
        *,
        focusable: bool = True,
        ground: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.draw = draw
        self.can_focus = focusable
        self._ground = ground
        self._lines: list[Strip] = []
        self._drawn_for = 0
        self.waits = self.has_class("side")

    @property
    def ground(self) -> str:
        """The ground that the document draws on."""
        return self._ground

    @property
    def line_count(self) -> int:
        """Lines in all."""
        return len(self._lines)

    def redraw(self, to_top: bool = False) -> None:
        """Draw anew; only lines that changed are painted. `to_top`: another document, shown from its start."""
        if not self.area.width:
            return
        before = [self.render_line(y) for y in range(self.area.height)] if self._drawn_for == self.area.width else None
        self._layout()
        if to_top:
            self.top = 0
        if before is None:
            self.refresh()
            return
        changed = [y for y, old in enumerate(before) if self.render_line(y) != old]
        self.refresh_rows(*changed)

    def _draw_first(self) -> None:
        self.waits = False
        self.redraw()

    def _layout(self) -> None:
        width = self.area.width
        self._drawn_for = width
        if self.waits:
            self.call_after_refresh(self._draw_first)
            return
        room = width - 1  # the last column is for the scroll mark
        self._lines = [strip.adjust_cell_length(room, paint.style("text", self._ground)) for strip in self.draw(room)]
        self.top = max(0, min(self.top, len(self._lines) - self.page))

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        width = self.area.width
        if self._drawn_for != width:
            self._layout()
        index = self.top + y
        if index >= len(self._lines):
            return paint.blank(width, self._ground)
        mark = G.thumb if self.overflows and self.thumb(y) else " "
        return Strip.join([self._lines[index], Line(1, self._ground).add(mark, "rule").strip()])

    def on_resize(self, event: events.Resize) -> None:
        """Lines of another width are drawn anew."""
        self.area = event.size
        if self._drawn_for != self.area.width:
            self._layout()
            self.refresh()

    def action_document_up(self) -> None:
        """Scroll up."""
        self.scroll_to_line(self.top - 1)

    def action_document_down(self) -> None:
        """Scroll down."""
        self.scroll_to_line(self.top + 1)

    def action_document_page_up(self) -> None:
        """One page up."""
        self.scroll_to_line(self.top - self.page + 1)

    def action_document_page_down(self) -> None:
        """One page down."""
        self.scroll_to_line(self.top + self.page - 1)

    def action_document_first(self) -> None:
        """To the top."""
        self.scroll_to_line(0)

    def action_document_last(self) -> None:
        """To the bottom."""
        self.scroll_to_line(self.line_count)
