"""The progressions as a board by status: a funnel of three columns that narrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.strip import Strip

from kamtui.domain.progress import ProgressItem
from kamtui.domain.words import ProgressStatus
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens.account_progress_lines import (
    STYLES,
    Look,
    expires_soon,
    quarter_span,
    status_glyph,
    status_span,
    time_span,
)
from kamtui.ui.widgets.grid import Card, CardGrid

if TYPE_CHECKING:
    from kamtui.ui.screens.account_progress_actions import ProgressActions

STAGES = (ProgressStatus.NOT_STARTED, ProgressStatus.IN_PROGRESS, ProgressStatus.DONE)
ROW = "items"
_TITLE, _BELOW = 7, 3  # where the title begins, on its first line and below
_WEIGHT = 11


class Funnel(CardGrid[ProgressItem]):
    """Three columns of cards, one per status, with numbers and weights over them.

    The bar over a column is the share of all weight that has come at least so far, so that bars narrow to the right.
    """

    CONTEXTS: ClassVar[tuple[str, ...]] = ("grid", "funnel")

    def __init__(self, pane: ProgressActions, *, id: str) -> None:
        super().__init__(self._draw_card, draw_column=self._draw_stage, min_column=18, id=id)
        self.head_lines = 2
        self._pane = pane
        self._items: Mapping[ProgressStatus, Sequence[ProgressItem]] = {}
        self._look: Look | None = None

    def show(self, items: Sequence[ProgressItem], look: Look, cursor: str | None = None) -> None:
        """Show the items of the chosen set."""
        self._look = look
        self._items = {stage: [item for item in items if item.status is stage] for stage in STAGES}
        self._arrange(cursor)

    def _arrange(self, cursor: str | None = None) -> None:
        """Cards as high as the width of the columns asks for."""
        self.columns = [stage.value for stage in STAGES]
        cards = {
            (ROW, stage.value): [
                Card(item.progression.id, item, len(self._titles(item)) + bool(self._notes(item))) for item in items
            ]
            for stage, items in self._items.items()
        }
        self.set_grid(self.columns, [ROW], cards, cursor)

    def on_resize(self, event: events.Resize) -> None:
        """Titles are wrapped anew."""
        self.area = event.size
        if self._items:
            self._arrange()

    def _titles(self, item: ProgressItem) -> list[str]:
        """The title in two lines at most: the first beside the code, the second with all that is left."""
        first, *rest = paint.wrap(item.progression.title, max(4, self._column_width - _TITLE - 3))
        return [first, " ".join(rest)] if rest else [first]

    def _notes(self, item: ProgressItem) -> list[tuple[str, str]]:
        """What else there is to say of a card: how long, what is late, for when it is planned."""
        look = self._look
        if look is None:
            return []
        notes = []
        if item.status is ProgressStatus.IN_PROGRESS or expires_soon(item, look.settings, look.today) is not None:
            notes.append(time_span(item, look))
        if item.status is not ProgressStatus.DONE:
            notes.append(quarter_span(item, look.quarter))
        return [(words, style) for words, style in notes if words]

    # drawing

    def _draw_stage(self, column: str, line: Line) -> None:
        status = ProgressStatus(column)
        line.add(f"{status_glyph(status)} ", STYLES[status]).add(label(status).capitalize(), "strong")
        line.right(f"{len(self._items[status])} ", "strong")

    def _head_line(self, y: int, width: int) -> Strip:
        if y == 0:
            return super()._head_line(y, width)
        weights = [sum(item.progression.weight for item in self._items.get(stage, ())) for stage in STAGES]
        strips = []
        for column in self._visible():
            line = Line(self._width_of(column)).space()
            line.right(paint.cells(_("weight {n}").format(n=weights[column]), _WEIGHT, "right") + " ", "muted")
            share = sum(weights[column:]) / sum(weights) if sum(weights) else None
            filled, _rest = paint.bar(share, line.left)
            line.add(filled, STYLES[STAGES[column]])
            strips.append(line.strip())
        return self._across(width, strips)

    def _draw_card(self, item: ProgressItem, lines: Sequence[Line]) -> None:
        look = self._look
        lines[0].add(*status_span(item)).add(f" {item.progression.code}", "muted")
        proposed = look is not None and item.progression.id in look.proposed
        lines[0].add(f"{G.prompt} " if proposed else " ", "mark").to(_TITLE)
        lines[0].right(f" {item.progression.weight}", "faint")
        titles, notes = self._titles(item), self._notes(item)
        tone = "strong" if lines[0].selected else "muted" if item.status is ProgressStatus.DONE else "text"
        for place, (line, text) in enumerate(zip(lines, titles, strict=False)):
            line.to(_BELOW if place else _TITLE).add(text, tone)
        if notes:
            foot = lines[-1].to(_BELOW)
            for place, (words, style) in enumerate(notes):
                foot.add(" " if place else "").add(words, style)

    def _body_line(self, at: int, width: int, page_y: int) -> Strip:
        if any(self._items.values()) or at:
            return super()._body_line(at, width, page_y)
        return (
            Line(width)
            .space(2)
            .add(_("No progression applies. n adds one, f turns to the full library."), "muted")
            .strip()
        )

    # actions

    def action_grid_left(self) -> None:
        """One column left; from the first one into the list, where that is beside."""
        place = self.place
        if place and place[1] == STAGES[0].value and self._pane.to_list():
            return
        super().action_grid_left()

    def action_funnel_forward(self) -> None:
        """To the next status."""
        self._pane.action_progress_advance()

    def action_funnel_back(self) -> None:
        """To the status before."""
        self._pane.step_back()
