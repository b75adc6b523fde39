"""Tenders of an account: open ones by their next day, and how the others ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.strip import Strip

from kamtui.domain.tenders import DATES, Tender, TenderDate, date_names, next_date
from kamtui.domain.today import date_words, day_words
from kamtui.domain.words import TenderStatus
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, blank
from kamtui.ui.screens import account_tender_forms as forms
from kamtui.ui.screens.account_claims import ClaimList, day_text, deleted, facts, texts
from kamtui.ui.widgets.linelist import Row

if TYPE_CHECKING:
    from kamtui.ui.screens.pane import Pane

NEAR_DAYS = 3
_ENDS = {TenderStatus.WON: "good", TenderStatus.LOST: "bad"}


class TenderList(ClaimList[Tender]):
    """Open tenders first."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("list", "tenders")
    ENTITIES: ClassVar[frozenset[str]] = forms.ENTITIES

    def __init__(self, pane: Pane, *, id: str, classes: str | None = None) -> None:
        super().__init__(self._draw_item, header=self._draw_head, empty=self._teach, id=id, classes=classes)
        self._pane = pane

    def reload(self, cursor: str | None = None) -> None:
        """Read and show the tenders."""
        self.set_rows([Row(one.id, one) for one in self.workspace.tenders.of(self.account_id)], cursor=cursor)

    def title_of(self, item: Tender) -> str:
        """The tender in a few words, with what is next."""
        found = next_date(item, self.today)
        return f"{item.title}: {found.words} {date_words(found.day)}" if found else item.title

    def is_over(self, item: Tender) -> bool:
        """Whether it has ended."""
        return not item.is_open

    # drawing

    def _draw_head(self, line: Line) -> None:
        count = sum(row.item.is_open for row in self.rows)
        line.space().add(ngettext("{n} open tender", "{n} open tenders", count).format(n=count), "muted")

    def _draw_item(self, row: Row[Tender], line: Line) -> None:
        one = row.item
        found = next_date(one, self.today)
        sign, tone = self._sign(one)
        line.space().add(f"{sign} ", tone).cell(label(one.status), 17, tone)
        if found is not None:
            line.right(f"  {found.words}: {day_words(found.day, self.today, short=True)} ", self._tone(found))
        line.add(one.title, "strong" if line.selected else "text" if one.is_open else "muted")
        aside = ", ".join(part for part in (one.platform, "" if one.is_open else one.reason) if part)
        if aside:
            line.add(f"  {aside}", "faint")

    def _sign(self, one: Tender) -> tuple[str, str]:
        if one.is_open:
            return (G.half if one.status is TenderStatus.SUBMITTED else G.open), "accent"
        return (G.done if one.status is TenderStatus.WON else G.off), _ENDS.get(one.status, "muted")

    def _tone(self, found: TenderDate) -> str:
        days = (found.day - self.today).days
        return "bad" if days < 0 else "warn" if days <= NEAR_DAYS else "muted"

    def detail(self, width: int) -> list[Strip]:
        """All there is to know of the tender."""
        one = self.item
        if one is None:
            return []
        sign, tone = self._sign(one)
        lines = paint.paragraph(one.title, width, "title", indent=1)
        lines.append(Line(width).space().add(f"{sign} {label(one.status)}", tone).strip())
        lines.append(blank(width))
        names = date_names()
        lines += facts(
            width,
            (
                *((names[field], day_text(getattr(one, field), self.today, due=False)) for field in DATES),
                (_("Platform"), one.platform),
                (_("Competitors"), one.competitors),
                (_("Opportunity"), one.opportunity),
                (_("Owner"), one.owner_name),
                (_("Why"), "" if one.is_open else one.reason),
            ),
        )
        return lines + texts(width, ((_("Criteria"), one.criteria), (_("Note"), one.note)))

    def _teach(self, width: int) -> list[Strip]:
        said = (
            (
                _("A tender has days that cannot be missed: questions, submission, decision. They come to Today."),
                "text",
            ),
            (_("Press n to write the first down; space takes it on, in the end to won or lost and why."), "accent"),
        )
        room = min(width - 2, 78)
        return [strip for text, tone in said for strip in paint.paragraph(text, room, tone, indent=2)]

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the list."""
        return (
            (G.open, _("announced or in preparation")),
            (G.half, _("submitted, the client decides")),
            (G.done, _("won")),
            (G.off, _("lost, called off, or no bid")),
        )

    # what the keys do

    def action_claim_new(self) -> None:
        """A new tender."""
        self.kam.open(forms.tender_form(self.workspace, self.account_id), self.stand_on)

    def action_claim_edit(self) -> None:
        """The form of the tender."""
        if self.item is not None:
            self.kam.open(forms.tender_form(self.workspace, self.account_id, self.item), self.stand_on)

    def action_claim_advance(self) -> None:
        """In preparation, submitted; then how it ended."""
        one, tenders = self.item, self.workspace.tenders
        if one is None:
            return
        if one.next_status is not None:
            self.do(lambda: tenders.advance(one.id), lambda now: f"{now.title}: {label(now.status)}")
        elif one.is_open:
            self.kam.open(forms.result_form(self.workspace, one), self._ended)
        else:
            self.kam.say(_("it has ended; o opens it again"))

    def _ended(self, one: Tender) -> None:
        self.move_to(one.id)
        if one.status is TenderStatus.WON and one.opportunity_open:
            self.kam.open(forms.win_dialog(self.workspace, one))
        else:
            self.kam.say(f"{one.title}: {label(one.status)}", "good")

    def action_claim_reopen(self) -> None:
        """Not decided after all."""
        one, tenders = self.item, self.workspace.tenders
        if one is not None:
            self.do(
                lambda: tenders.change(one.id, one.version, status=TenderStatus.SUBMITTED),
                lambda now: _("open again: {title}").format(title=now.title),
            )

    def action_claim_delete(self) -> None:
        """Delete the tender."""
        one, tenders = self.item, self.workspace.tenders
        if one is not None:
            self.do(lambda: tenders.remove(one.id, one.version), lambda _none: deleted(one.title))
