"""A strip of tabs in one drawn line."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.widgets.drawn import Drawn


class TabStrip(Drawn):
    """`tabs` are (id, title) pairs; the active one is underlined."""

    class Activated(Message):
        """A tab was clicked."""

        def __init__(self, sender: TabStrip, tab: str) -> None:
            super().__init__()
            self.strip, self.tab = sender, tab

        @property
        def control(self) -> TabStrip:
            """The strip, for `@on(…, "#id")`."""
            return self.strip

    def __init__(
        self, tabs: Sequence[tuple[str, str]], active: str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._tabs = list(tabs)
        self._active = active or (self._tabs[0][0] if self._tabs else "")

    @property
    def active(self) -> str:
        """The id of the active tab."""
        return self._active

    @active.setter
    def active(self, tab: str) -> None:
        if tab != self._active:
            self._active = tab
            self.refresh()

    def after(self, by: int) -> str:
        """The id of the tab `by` places further, round the end."""
        ids = [tab for tab, _title in self._tabs]
        return ids[(ids.index(self._active) + by) % len(ids)]

    def render_line(self, y: int) -> Strip:
        """The tabs; the active one is bold, accented and marked by the line under it where there is one."""
        line = Line(self.area.width)
        spans = self._spans()
        if y == 1:
            at = {tab: (start, end) for tab, start, end in spans}
            start, end = at.get(self._active, (0, 0))
            line.fill(G.hline, "rule", start).fill(G.thick, "accent", end).fill(G.hline)
            return line.strip()
        if y > 1:
            return line.strip()
        titles = dict(self._tabs)
        for tab, start, _end in spans:
            line.to(start).add(f" {titles[tab]} ", "mark" if tab == self._active else "muted")
        return line.strip()

    def _spans(self) -> list[tuple[str, int, int]]:
        """Where each tab is: (id, first column, column after)."""
        widths = [cell_len(text) + 2 for _tab, text in self._tabs]
        start = 0
        found = []
        for (tab, _text), width in zip(self._tabs, widths, strict=True):
            found.append((tab, start, start + width))
            start += width
        return found

    def on_click(self, event: events.Click) -> None:
        """A click on a tab asks for it."""
        for tab, start, end in self._spans():
            if start <= event.x < end:
                self.post_message(self.Activated(self, tab))
