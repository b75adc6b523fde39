"""A list of initiatives or opportunities, and what is under its cursor in full: beside it, or in the lines left."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from textual import events, on
from textual.containers import Container
from textual.strip import Strip

from kamtui.ui import paint
from kamtui.ui.screens.plan_offer_actions import OfferList
from kamtui.ui.screens.plan_offer_panel import cut
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList

BESIDE = 112  # from this width on the panel stands beside the list
PANEL = 49  # cells of the panel and the rule before it
LEAST = 7  # lines under the list that are worth a panel
ENOUGH = 12  # lines under a list that wants the whole width
TWO_COLUMNS = 100


class OfferPlace(Container):
    """The list and its panel; a narrow and full list has no panel: `enter` and `i` show all there."""

    def __init__(self, block: OfferList[Any], *, id: str) -> None:
        self.block = block
        self._rule = VRule(classes="split")
        self._panel = Document(self._draw, focusable=False, id=f"{id}-panel", classes="side")
        super().__init__(block, self._rule, self._panel, id=id, classes="offer-place")

    def set_data(self, account_id: str, year: int) -> None:
        """Read and show an account in a year."""
        self.block.set_data(account_id, year)
        self._arrange()

    def on_resize(self, _event: events.Resize) -> None:
        """The panel moves to where there is room."""
        self._arrange()

    @on(LineList.Highlighted)
    def _moved(self, event: LineList.Highlighted) -> None:
        event.stop()
        self._panel.redraw(to_top=True)

    def _stands_beside(self) -> bool:
        """Beside a list that leaves the width for it; one that wants the width itself has it under, while it can."""
        width, main = self.size.width, sum(not row.id.startswith("-") for row in self.block.rows)
        if width - PANEL >= self.block.COMFORT or width < BESIDE:
            return width >= BESIDE
        return self.size.height - main - 1 < ENOUGH

    def _arrange(self) -> None:
        rows, beside = bool(self.block.rows), self._stands_beside()
        turned = beside == self.has_class("-under")
        left = self.size.height - self.block.line_count - 1
        with self.app.batch_update():
            self.set_class(not beside, "-under")
            self._rule.display = beside and rows
            self._panel.display = rows and (beside or left >= LEAST)
            self._panel.styles.height = "1fr" if beside else max(1, left)
        if turned:  # a list of another width has other lines
            self.call_after_refresh(self._arrange)
        elif self._panel.display:
            self._panel.redraw(to_top=True)

    def _draw(self, width: int) -> list[Strip]:
        """In one column, under a wide list in two; the last line says when there is more."""
        height = self._panel.area.height
        if not self.has_class("-under"):
            lines = cut(self.block.panel_lines(width - 1), width - 1, height)
            return [Strip.join([paint.blank(1), line]) for line in lines]
        columns = 2 if width >= TWO_COLUMNS else 1
        column, room = (width - 1 - 2 * (columns - 1)) // columns, max(1, height - 1)
        lines = self.block.panel_lines(column)
        at = _fold(lines, room) if columns > 1 else len(lines)
        first, rest = cut(lines[:at], column, room), cut(lines[at:], column, room)
        drawn = [paint.rule(width)] if lines else []
        for one, other in zip_longest(first, rest, fillvalue=paint.blank(column)):
            gap = [paint.blank(2), other] if rest else []
            drawn.append(Strip.join([paint.blank(1), one.adjust_cell_length(column, paint.style()), *gap]))
        return drawn


def _fold(lines: Sequence[Strip], room: int) -> int:
    """Where the second column begins: at the section nearest to the middle, where both parts then fit."""
    breaks = [at + 1 for at, line in enumerate(lines) if not line.text.strip() and at <= room >= len(lines) - at - 1]
    return min(breaks, key=lambda at: abs(at - len(lines) // 2), default=min(room, len(lines)))
