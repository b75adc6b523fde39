"""The base of every drawn widget: it paints lines itself, past Textual's style cache, and knows how to scroll them.

Textual's compositor asks for all lines of a widget whenever one has changed, so the lines painted last are kept.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from textual import events
from textual.containers import Container
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from kamtui.ui import paint
from kamtui.ui.bound import Bound
from kamtui.ui.glyphs import G


class Ground:
    """Mixin of a container or screen: it is drawn as the bare page, and hidden behind what it holds.

    No widget itself, so that the stylesheet sees the class that it is mixed into.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Empty lines."""
        return [paint.blank(crop.width)] * crop.height


class Box(Ground, Container):
    """A container of drawn widgets."""


class Drawn(Bound, Widget, inherit_css=False):
    """A widget of lines. Subclasses give `render_line(y)`, which must be exactly as wide as the widget.

    Borders and padding of the stylesheet are not drawn: space is part of the lines.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = ""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.area = Size(0, 0)
        self._painted: list[Strip | None] = []

    @property
    def ground(self) -> str:
        """The ground that this widget draws on."""
        return ""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region of the widget."""
        size = self.size
        if size != self.area or len(self._painted) != size.height:
            self.area = size
            self._painted = [None] * size.height
        painted = self._painted
        for y in crop.line_range:
            if painted[y] is None:
                painted[y] = self.render_line(y)
        strips: list[Strip] = painted[crop.y : crop.bottom]  # type: ignore[assignment]
        if crop.x or crop.width != size.width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False, **more: Any
    ) -> Self:
        """Textual's; forgets the painted lines of the regions, or all."""
        painted = self._painted
        if regions:
            for region in regions:
                for y in region.line_range:
                    if y < len(painted):
                        painted[y] = None
        else:
            painted.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose, **more)

    def refresh_rows(self, *ys: int) -> None:
        """Repaint only these lines of the widget."""
        width, height = self.area
        regions = [Region(0, y, width, 1) for y in ys if 0 <= y < height]
        if regions:
            self.refresh(*regions)

    def on_resize(self, event: events.Resize) -> None:
        """Know the size without asking Textual for it line by line; lines painted before are no longer true."""
        self.area = event.size
        self._painted.clear()


class Scrolled(Drawn):
    """A drawn widget with more lines than fit; `top` is the first shown. Scrolls by half pages at the edges."""

    fixed_top: ClassVar[int] = 0

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.top = 0

    @property
    def line_count(self) -> int:
        """Lines there are in all."""
        raise NotImplementedError

    @property
    def length(self) -> int:
        """Lines there are in all, for the scroll mark; estimated where not all are laid out yet."""
        return self.line_count

    @property
    def page(self) -> int:
        """Lines shown at once."""
        return max(1, self.area.height)

    @property
    def overflows(self) -> bool:
        """Whether there is more than fits, so that the last column shows where we are."""
        return self.line_count > self.page

    def scroll_to_line(self, top: int) -> bool:
        """Make `top` the first line shown, as far as possible; whether anything moved."""
        top = max(0, min(top, self.line_count - self.page))
        if top == self.top:
            return False
        self.top = top
        self.refresh()
        return True

    def reveal(self, first: int, last: int) -> bool:
        """Bring the lines `first`…`last` into view, by half a page when they are beyond the edge."""
        if first < self.top:
            return self.scroll_to_line(min(first, max(last - self.page + 1, first - self.page // 2)))
        if last >= self.top + self.page:
            return self.scroll_to_line(max(last - self.page + 1, min(first, last - self.page // 2)))
        return False

    def thumb(self, y: int) -> bool:
        """Whether the scroll mark is at line `y` of the page."""
        page, count = self.page, self.length
        size = max(1, page * page // count)
        start = (page - size) * self.top // max(1, count - page)
        return start <= y < start + size

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Wheel."""
        if self.scroll_to_line(self.top + 3):
            event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Wheel."""
        if self.scroll_to_line(self.top - 3):
            event.stop()


class VRule(Drawn):
    """A thin vertical rule, one column wide."""

    def render_line(self, y: int) -> Strip:
        """The rule."""
        return paint.Line(self.area.width, self.ground).add(G.vline, "rule").strip()
