"""Contracts of an account: when they end, and until when notice has to be given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.strip import Strip

from kamtui.domain.contracts import Contract, wants_attention
from kamtui.domain.explained import Explained, Part
from kamtui.domain.today import date_words, day_words
from kamtui.domain.today_claims import contract_words
from kamtui.domain.words import ContractStatus
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, blank
from kamtui.ui.screens import account_contract_forms as forms
from kamtui.ui.screens.account_claims import ClaimList, day_text, deleted, facts, texts
from kamtui.ui.widgets.linelist import Row

if TYPE_CHECKING:
    from kamtui.ui.screens.pane import Pane


class ContractList(ClaimList[Contract]):
    """Contracts in force, the next to end first; ended ones below."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("list", "contracts")
    ENTITIES: ClassVar[frozenset[str]] = forms.ENTITIES

    def __init__(self, pane: Pane, *, id: str, classes: str | None = None) -> None:
        super().__init__(self._draw_item, header=self._draw_head, empty=self._teach, id=id, classes=classes)
        self._pane = pane

    def reload(self, cursor: str | None = None) -> None:
        """Read and show the contracts."""
        self.set_rows([Row(one.id, one) for one in self.workspace.contracts.of(self.account_id)], cursor=cursor)

    def title_of(self, item: Contract) -> str:
        """The contract in a few words, with what it wants."""
        words = contract_words(item, self.workspace.method, self.today)
        return f"{item.title}: {words}" if words else item.title

    def is_over(self, item: Contract) -> bool:
        """Whether it has ended."""
        return not item.is_active

    # drawing

    def _draw_head(self, line: Line) -> None:
        count = sum(row.item.is_active for row in self.rows)
        line.space().add(ngettext("{n} contract in force", "{n} contracts in force", count).format(n=count), "muted")

    def _draw_item(self, row: Row[Contract], line: Line) -> None:
        one = row.item
        line.space().add(f"{G.half if one.is_active else G.done} ", "accent" if one.is_active else "muted")
        near = wants_attention(one, self.today, self.workspace.method.contract_ahead_days)
        if not one.is_active:
            line.right(f"  {label(one.status)} ", "muted")
        elif near is not None:
            late = near.day < self.today
            words = contract_words(one, self.workspace.method, self.today)
            line.right(f"  {words} ", "bad" if late else "warn")
        elif one.ends_on is not None:
            line.right("  " + _("until {day}").format(day=date_words(one.ends_on)) + " ", "muted")
        else:
            line.right("  " + _("no end") + " ", "muted")
        line.add(one.title, "strong" if line.selected else "text" if one.is_active else "muted")
        if one.number:
            line.add(f"  {one.number}", "faint")

    def detail(self, width: int) -> list[Strip]:
        """All there is to know of the contract."""
        one = self.item
        if one is None:
            return []
        lines = paint.paragraph(one.title, width, "title", indent=1)
        lines.append(Line(width).space().add(label(one.status), "accent" if one.is_active else "muted").strip())
        words = contract_words(one, self.workspace.method, self.today)
        if words:
            lines += paint.paragraph(words, width, "warn", indent=1)
        lines.append(blank(width))
        notice = ngettext("{n} day before the end", "{n} days before the end", one.notice_days)
        lines += facts(
            width,
            (
                (_("Number"), one.number),
                (_("From"), date_words(one.starts_on) if one.starts_on else ""),
                (_("Ends"), day_text(one.ends_on, self.today, due=False)),
                (_("Notice"), notice.format(n=one.notice_days) if one.notice_days else ""),
                (_("Notice until"), day_text(one.notice_on, self.today) if one.notice_days else ""),
                (_("Without notice"), _("it renews") if one.renews else _("it ends")),
            ),
        )
        return lines + texts(width, ((_("Note"), one.note),))

    def _teach(self, width: int) -> list[Strip]:
        said = (
            (_("A contract comes to Today before the last day for a notice, and before it ends."), "text"),
            (_("Press n to write the first down: what it is about, its end, and the days of notice."), "accent"),
        )
        room = min(width - 2, 78)
        return [strip for text, tone in said for strip in paint.paragraph(text, room, tone, indent=2)]

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the list."""
        return (G.half, _("in force")), (G.done, _("ended"))

    def why(self) -> tuple[str, Explained[Any]] | None:
        """The last day for a notice with what made it."""
        one = self.item
        if one is None or one.notice_on is None or one.ends_on is None:
            return None
        parts = (
            Part(_("Ends"), date_words(one.ends_on)),
            Part(_("Days of notice"), one.notice_days),
            Part(_("Shown so many days ahead"), self.workspace.method.contract_ahead_days),
        )
        rule = _("end − days of notice; setting contract_ahead_days")
        title = _("Notice until {day}").format(day=day_words(one.notice_on, self.today))
        return title, Explained(date_words(one.notice_on), parts, rule)

    # what the keys do

    def action_claim_new(self) -> None:
        """A new contract."""
        self.kam.open(forms.contract_form(self.workspace, self.account_id), self.stand_on)

    def action_claim_edit(self) -> None:
        """The form of the contract."""
        if self.item is not None:
            self.kam.open(forms.contract_form(self.workspace, self.account_id, self.item), self.stand_on)

    def action_claim_advance(self) -> None:
        """It has ended."""
        if self.item is not None and self.item.is_active:
            self._set(ContractStatus.ENDED)
        else:
            self.kam.say(_("it has ended; o opens it again"))

    def action_claim_reopen(self) -> None:
        """In force again."""
        self._set(ContractStatus.ACTIVE)

    def _set(self, status: ContractStatus) -> None:
        one, contracts = self.item, self.workspace.contracts
        if one is not None:
            self.do(
                lambda: contracts.change(one.id, one.version, status=status),
                lambda now: f"{now.title}: {label(now.status)}",
            )

    def action_claim_delete(self) -> None:
        """Delete the contract."""
        one, contracts = self.item, self.workspace.contracts
        if one is not None:
            self.do(lambda: contracts.remove(one.id, one.version), lambda _none: deleted(one.title))
