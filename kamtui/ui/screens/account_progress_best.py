"""The three progressions worth most now, with why; a key makes the task of the quarter."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from textual.message import Message
from textual.strip import Strip

from kamtui.domain.money import format_amount
from kamtui.domain.progress_next import NextBest
from kamtui.i18n import _, language
from kamtui.ui import paint
from kamtui.ui.dialogs.why import fact_text
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens import quick
from kamtui.ui.screens.account_progress_facts import draw_keys
from kamtui.ui.screens.account_progress_head import best_reason
from kamtui.ui.screens.account_progress_lines import status_span
from kamtui.ui.widgets.linelist import LineList, Row

_REASON_FROM = 100


class BestList(LineList[NextBest]):
    """The items worth most now."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("list", "best")

    class Closed(Message):
        """Enough of them."""

    def __init__(self, *, id: str) -> None:
        super().__init__(self._draw_best, header=self._draw_header, empty=self._draw_none, id=id)
        self.account_id = ""

    def show(self, account_id: str, found: Sequence[NextBest]) -> None:
        """Show what is worth most at an account."""
        self.account_id = account_id
        self.set_rows([Row(best.item.progression.id, best) for best in found])

    @property
    def wanted_height(self) -> int:
        """Lines that the list would like."""
        return 1 + max(2, len(self.rows))

    def _draw_header(self, line: Line) -> None:
        keys = ((_("space"), _("task of this quarter")), ("i", _("why")), ("u", _("undo")), ("esc", _("back")))
        draw_keys(line, _("Worth most now"), keys)

    def _draw_best(self, row: Row[NextBest], line: Line) -> None:
        best = row.item
        score = paint.cells(format_amount(Decimal(str(best.score)), language()), 6, "right")
        line.add(*status_span(best.item)).space().cell(best.item.progression.code, 5, "muted")
        if line.width < _REASON_FROM:
            line.right(score, "strong").right("  ").add(best.item.progression.title)
            return
        line.cell(best.item.progression.title, line.width // 2 - 6).space(2).add(score, "strong").space(2)
        line.add(best_reason(best), "muted")

    def _draw_none(self, width: int) -> list[Strip]:
        text = _("Nothing is open in the chosen set: f shows the full library, n adds an item. esc goes back.")
        return paint.paragraph(text, width - 2, "good", 1)

    def detail(self, width: int) -> list[Strip]:
        """How the score of the item under the cursor was made."""
        best = self.item
        if best is None:
            return []
        weight, age, need, *needs = best.parts.parts
        line = Line(width).space().add(fact_text(best.score), "strong").add(" = ", "muted")
        for place, part in enumerate((weight, age, need)):
            line.add(" × " if place else "", "muted").add(f"{part.label.lower()} ", "muted").add(fact_text(part.value))
        strips = [line.add(f"   {age.note}", "faint").strip()]
        for part in needs[:3]:
            one = Line(width).space(3).add(f"+{fact_text(part.value)} ", "accent").add(part.label.lower(), "text")
            strips.append(one.add(f" {G.dot} {part.note}" if part.note else "", "muted").strip())
        if not needs:
            strips.append(Line(width).space(3).add(need.note, "muted").strip())
        return strips

    # actions

    def action_best_close(self) -> None:
        """Back to the progressions."""
        self.post_message(self.Closed())

    def action_best_task(self) -> None:
        """Make the task of this quarter."""
        if self.item is not None:
            quick.progression_task(self.kam, self.account_id, self.item.item.progression.id)

    def action_list_open(self) -> None:
        """Enter makes it too."""
        self.action_best_task()
