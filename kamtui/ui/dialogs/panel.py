"""The frame of a dialog, drawn: title in the upper edge, keys in the lower, lines between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Self, TypeVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip

from kamtui.ui import paint
from kamtui.ui.actions import registry
from kamtui.ui.bound import Bound
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.widgets.drawn import Scrolled
from kamtui.ui.widgets.footer import footer_entries

R = TypeVar("R")
FRAME = 4  # columns of the frame: an edge and a blank on each side


class Panel(Scrolled, can_focus=True):
    """Lines in a frame. `hints` are (key, label) pairs in the lower edge; `foot` are lines that stay in view."""

    def __init__(self, title: str) -> None:
        super().__init__(id="panel")
        self.title = title
        self.hints: list[tuple[str, str]] = []
        self.body: list[Strip] = []
        self.foot: list[Strip] = []

    @property
    def ground(self) -> str:
        """Dialogs lie on a ground of their own."""
        return "panel"

    @property
    def line_count(self) -> int:
        """Lines inside the frame."""
        return len(self.body)

    @property
    def page(self) -> int:
        """Lines inside the frame that scroll, as many as are shown at once."""
        return max(1, self.area.height - 2 - len(self.foot))

    def set_body(self, body: Sequence[Strip], foot: Sequence[Strip] = ()) -> None:
        """Show these lines; only those that changed are painted."""
        before = [self.render_line(y) for y in range(self.area.height)]
        self.body, self.foot = list(body), list(foot)
        self.top = max(0, min(self.top, len(self.body) - self.page))
        self.refresh_rows(*(y for y, old in enumerate(before) if self.render_line(y) != old))

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        width, height = self.area
        if y == 0:
            line = Line(width, "panel").add(G.corner_tl + G.hline, "rule")
            line.add(f" {self.title} ", "title")
            return line.right(G.corner_tr, "rule").fill(G.hline).strip()
        if y == height - 1:
            line = Line(width, "panel").add(G.corner_bl + G.hline, "rule").right(G.corner_br, "rule")
            for key, label in self.hints:
                if len(key) + len(label) + 4 < line.left:
                    line.add(f" {key}", "accent").add(f" {label} ", "muted")
            return line.fill(G.hline).strip()
        index = self.top + y - 1
        inner = self.body[index] if index < len(self.body) else paint.blank(max(0, width - FRAME), "panel")
        edge = G.thumb if self.overflows and self.thumb(y - 1) else G.vline
        if y > self.page:
            inner, edge = self.foot[min(y - self.page, len(self.foot)) - 1], G.vline
        return Strip.join(
            [
                Line(2, "panel").add(G.vline, "rule").strip(),
                inner.adjust_cell_length(width - FRAME, paint.style("text", "panel")),
                Line(2, "panel").add(" ").add(edge, "rule").strip(),
            ]
        )


class Dialog(Bound, ModalScreen[R], Generic[R], inherit_css=False):
    """A modal screen of one Panel. Subclasses give `content(width)`, the lines inside, and call `redraw()`."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("dialog",)
    AUTO_FOCUS = ""
    WIDTH: ClassVar[int] = 72  # cells, as far as the screen has them
    DIMS: ClassVar[bool] = True  # what lies behind is shown in one muted tone

    def __init__(self, title: str) -> None:
        super().__init__(classes="dialog")
        self._behind: list[Strip] = []
        self._ended: tuple[R | None, ...] = ()  # the result, while something lies over the dialog
        self.panel = Panel(title)
        self.panel.hints = self.hints()

    def hints(self) -> list[tuple[str, str]]:
        """Keys for the lower edge: of the dialog's actions those that it has."""
        return footer_entries(
            [
                action
                for context in self.CONTEXTS
                for action in registry.of(context)
                if action.show and hasattr(self, f"action_{action.method}")
            ]
        )

    def render_lines(self, crop: Region) -> list[Strip]:
        """The screen behind, kept until it changes. While the terminal changes its size, more lines may be wanted."""
        width, height = self.size
        if crop.right > width or crop.bottom > height:
            return [paint.blank(crop.width)] * crop.height
        if len(self._behind) != height or self._behind[0].cell_length != width:
            stack = self.app.screen_stack
            compositor = stack[stack.index(self) - 1]._compositor
            if compositor.size == self.size:
                behind = compositor.render_strips(self.size)
                muted = paint.style("muted")
                self._behind = [Strip([Segment(strip.text, muted)]) for strip in behind] if self.DIMS else behind
            else:  # of a new size it is laid out after the dialog
                self._behind = [paint.blank(width)] * height
        return [strip.crop(crop.x, crop.right) for strip in self._behind[crop.y : crop.bottom]]

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False, **more: Any
    ) -> Self:
        """Textual's, also for what has changed behind."""
        self._behind = []
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose, **more)

    def content(self, width: int) -> Sequence[Strip]:
        """The lines inside the frame, `width` cells wide."""
        raise NotImplementedError

    def foot(self, width: int) -> Sequence[Strip]:
        """Lines under the content that stay in view when that scrolls."""
        return ()

    def compose(self) -> ComposeResult:
        """The panel, at its size from the start."""
        self._fit(self.app.size.width, self.app.size.height)
        yield self.panel

    def on_mount(self) -> None:
        """Focus at once, so that keys typed ahead arrive where they are meant."""
        if self.focused is None:
            self.set_focus(self.panel)

    @property
    def inner_width(self) -> int:
        """Cells inside the frame."""
        return self._outer_width(self.app.size.width) - FRAME

    def _outer_width(self, screen: int) -> int:
        return max(FRAME + 1, min(self.WIDTH + FRAME, screen - 2))

    def _fit(self, width: int, height: int) -> tuple[Sequence[Strip], Sequence[Strip]]:
        inner = self._outer_width(width) - FRAME
        lines, foot = self.content(inner), self.foot(inner)
        if not self.panel.area.height:
            self.panel.body, self.panel.foot = list(lines), list(foot)
        size = (self._outer_width(width), max(3, min(len(lines) + len(foot) + 2, height - 2)))
        if size != getattr(self, "_size_set", None):
            self._size_set = size
            self.panel.styles.width, self.panel.styles.height = size
        return lines, foot

    def redraw(self) -> None:
        """Draw the content anew, growing or shrinking as needed."""
        lines, foot = self._fit(self.app.size.width, self.app.size.height)
        if self.panel.area.height:
            self.panel.set_body(lines, foot)

    def on_resize(self, event: events.Resize) -> None:
        """Another terminal size; what lies behind and the input follow when they have it too."""
        lines, foot = self._fit(event.size.width, event.size.height)
        self.panel.body, self.panel.foot = list(lines), list(foot)
        self.panel.refresh()
        self.call_later(self._resized)

    def _resized(self) -> None:
        self.refresh()
        self.redraw()
        self.place_entry()

    @property
    def is_open(self) -> bool:
        """Whether the dialog is there still, perhaps covered by another."""
        return self in self.app.screen_stack

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Textual's, which takes away whatever is on top. A save may end when the dialog was left, or is covered."""
        if self.is_active:
            return super().dismiss(result)
        self._ended = (result,)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """What lay over the dialog is gone; so is the dialog, if it has ended meanwhile."""
        if self._ended:
            self.dismiss(self._ended[0])

    def place_entry(self) -> None:
        """Lay the text input, if the dialog has one, over its line of the panel."""

    def entry_changed(self, value: str) -> None:
        """Called with each change of the text input, if the dialog has one."""

    def action_dialog_accept(self) -> None:
        """Enter; where there is nothing to accept, it closes."""
        self.action_dialog_close()

    def action_dialog_close(self) -> None:
        """Close without a result."""
        self.dismiss(None)


class ReadDialog(Dialog[None]):
    """A dialog to read: arrows scroll, enter closes it too."""

    CONTEXTS = ("dialog", "document")

    def action_document_up(self) -> None:
        """Scroll up."""
        self.panel.scroll_to_line(self.panel.top - 1)

    def action_document_down(self) -> None:
        """Scroll down."""
        self.panel.scroll_to_line(self.panel.top + 1)

    def action_document_page_up(self) -> None:
        """One page up."""
        self.panel.scroll_to_line(self.panel.top - self.panel.page + 1)

    def action_document_page_down(self) -> None:
        """One page down."""
        self.panel.scroll_to_line(self.panel.top + self.panel.page - 1)

    def action_document_first(self) -> None:
        """To the top."""
        self.panel.scroll_to_line(0)

    def action_document_last(self) -> None:
        """To the bottom."""
        self.panel.scroll_to_line(self.panel.line_count)

    def hints(self) -> list[tuple[str, str]]:
        """Only how to close."""
        return footer_entries([registry.get("dialog.close")])
