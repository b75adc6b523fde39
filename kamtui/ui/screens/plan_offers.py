"""Block 4 of a plan: what the client is going to do, and our opportunities in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.strip import Strip

from kamtui.domain.initiatives import Initiative, Opportunity
from kamtui.i18n import _
from kamtui.ui import paint
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens import plan_offer_forms as forms
from kamtui.ui.screens.plan_offer_actions import OfferList
from kamtui.ui.screens.plan_offer_lines import (
    WIDE,
    Spans,
    detail_spans,
    draw_initiative,
    draw_opportunity,
    offer_signs,
)
from kamtui.ui.widgets.linelist import Row

if TYPE_CHECKING:
    from kamtui.ui.screens.pane import Pane

Item = Initiative | Opportunity | Spans
RELEVANCE = {None: True, True: False, False: None}


class OffersBlock(OfferList[Item]):
    """Initiatives in the user's order, their opportunities under them."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("list", "offers")
    ENTITIES: ClassVar[frozenset[str]] = forms.ENTITIES | {"touch", "contact"}

    def __init__(self, pane: Pane, *, id: str) -> None:
        super().__init__(self._draw_item, header=self._draw_head, empty=self._teach, id=id)
        self._pane = pane
        self._initiatives: tuple[Initiative, ...] = ()

    def set_data(self, account_id: str, year: int) -> None:
        """Read and show the initiatives of an account; they are of no year."""
        self.account_id, self._wanted = account_id, None
        self._initiatives = self.workspace.initiatives.of(account_id)
        self._arrange()

    def on_resize(self, event: events.Resize) -> None:
        """Competitor and next step on the line, or under it."""
        super().on_resize(event)
        self._arrange()

    def _arrange(self) -> None:
        rows: list[Row[Item]] = []
        for initiative in self._initiatives:
            rows.append(Row(initiative.id, initiative))
            for one in initiative.opportunities:
                rows.append(Row(one.id, one))
                detail = detail_spans(one, 7) if self.area.width < WIDE + 2 else ()
                if detail:
                    rows.append(Row(f"-{one.id}", detail, heading=True))
        self.set_rows(rows)

    # drawing

    def _draw_head(self, line: Line) -> None:
        relevant = sum(1 for one in self._initiatives if one.relevant)
        is_open = sum(1 for one in self._initiatives for offer in one.opportunities if offer.is_open)
        text = _("initiatives {count}, relevant {relevant}; open opportunities {open}")
        line.space().add(text.format(count=len(self._initiatives), relevant=relevant, open=is_open), "faint")

    def _draw_item(self, row: Row[Item], line: Line) -> None:
        item = row.item
        if isinstance(item, Initiative):
            draw_initiative(item, line)
        elif isinstance(item, Opportunity):
            draw_opportunity(item, line, self.workspace.quarter)
        else:
            line.spans(item)

    def _teach(self, width: int) -> list[Strip]:
        texts = (
            (
                _(
                    "A client initiative is what the client is going to do: "
                    "a new plant, a standard, trouble with a supplier."
                ),
                "text",
            ),
            (
                _(
                    "Relevant are those that we can sell into; N then adds the opportunity: "
                    "our offer, amount and probability."
                ),
                "text",
            ),
            (
                _(
                    "Press n and write the first in one line: "
                    "New plant in Lipetsk relevant cleaning 4.2M 30% Q3 vs ChemCo"
                ),
                "accent",
            ),
        )
        room = min(width - 2, 78)
        return [strip for text, tone in texts for strip in paint.paragraph(text, room, tone, indent=2)]

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the block."""
        relevance = (
            (G.done, _("relevant: we can sell into it")),
            (G.open, _("not relevant")),
            ("?", _("not decided yet")),
        )
        return (*relevance, *offer_signs())

    # what is selected

    @property
    def opportunity(self) -> Opportunity | None:
        """The opportunity under the cursor."""
        return self.item if isinstance(self.item, Opportunity) else None

    @property
    def initiative(self) -> Initiative | None:
        """The initiative under the cursor, or that of the opportunity."""
        item = self.item
        if isinstance(item, Opportunity):
            return next((one for one in self._initiatives if one.id == item.initiative_id), None)
        return item if isinstance(item, Initiative) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Initiatives are judged and put in order on their own line."""
        if action in ("offers_relevant", "offers_lower", "offers_raise"):
            return isinstance(self.item, Initiative)
        return super().check_action(action, parameters)

    # actions

    def action_offers_new(self) -> None:
        """An initiative, perhaps with its opportunity, in one line."""
        workspace, account_id = self.workspace, self.account_id
        self.kam.open(
            LineDialog(
                _("What is the client going to do?"),
                lambda text: workspace.initiatives.quick(account_id, text, strict=True),
                understand=lambda text: workspace.initiatives.understand(account_id, text, strict=True),
                hint=_("New plant in Lipetsk relevant cleaning 4.2M 30% Q3 vs ChemCo"),
                history="initiative",
                draft=f"initiative:{account_id}:line",
                entities=forms.ENTITIES,
            ),
            self._stand_on,
        )

    def action_offers_relevant(self) -> None:
        """Yes, no, not decided, in turn; as it stands when its turn comes, for keys come in bursts."""
        one, initiatives = self.initiative, self.workspace.initiatives
        if one is None:
            return
        words = {
            True: _("relevant: {title}"),
            False: _("not relevant: {title}; e says why"),
            None: _("not decided: {title}"),
        }
        self._do(
            lambda: initiatives.change(one.id, relevant=RELEVANCE[initiatives.get(one.id).relevant]),
            lambda now: words[now.relevant].format(title=now.title),
        )

    def action_offers_lower(self) -> None:
        """One place down."""
        self._reorder(1)

    def action_offers_raise(self) -> None:
        """One place up."""
        self._reorder(-1)

    def _reorder(self, step: int) -> None:
        one, initiatives = self.initiative, self.workspace.initiatives
        if one is not None:
            self.kam.write(lambda: initiatives.reorder(one.id, step), entities=forms.ENTITIES)
