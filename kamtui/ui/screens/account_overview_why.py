"""The explanations behind the figures of the overview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kamtui.domain import accounts as rules
from kamtui.domain.accounts import AccountFacts, AccountRow
from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import format_amount, format_share
from kamtui.domain.progress import barriers
from kamtui.domain.quarters import months_before
from kamtui.domain.today import date_words
from kamtui.domain.words import AlertKind, ProgressCategory
from kamtui.i18n import _, language, pgettext
from kamtui.labels import label

if TYPE_CHECKING:
    from decimal import Decimal

    from kamtui.workspace import Workspace

Why = tuple[str, Explained[Any]]


class Figures:
    """Figures of one account with what made them; computed when asked."""

    def __init__(self, workspace: Workspace, row: AccountRow, facts: AccountFacts) -> None:
        self._workspace, self._row, self._facts = workspace, row, facts
        self.settings, self.today, self.quarter = workspace.method, workspace.today_date, workspace.quarter
        self.margin_rate = rules.margin_rate(facts.figures)
        self.found_barriers = barriers(facts.items, row.map_quality)
        known = self.settings.company_revenue is not None
        self.share_of = _("of the company") if known else _("of what is imported")
        self.ltv_basis = _("by margin") if self.settings.ltv_basis == "margin" else _("by revenue")

    def revenue(self) -> Why:
        """Revenue of the last 12 months, by month."""
        figures = self._facts.figures
        parts = [
            Part(_("Month to {day}").format(day=date_words(months_before(self.today, 11 - index))), _money(month))
            for index, month in enumerate(figures.months)
        ]
        share = self.share()
        parts.append(Part(_("Share"), format_share(share.value), share.rule))
        rule = _("orders of the last 12 months, returns taken off")
        return _("Revenue, 12 months"), Explained(_money(figures.revenue_12m), tuple(parts), rule)

    def share(self) -> Explained[float]:
        """The share of the company's, or of all imported, revenue."""
        total = self._workspace.sales.total_12m()
        return rules.revenue_share(self._facts.figures.revenue_12m, self.settings, total)

    def margin(self) -> Why:
        """Gross margin of the last 12 months."""
        figures = self._facts.figures
        parts = (
            Part(_("Revenue"), _money(figures.revenue_12m)),
            Part(_("of it with a known cost"), format_share(figures.costed_share)),
            Part(_("Margin of revenue with a known cost"), format_share(self.margin_rate)),
        )
        rule = _("revenue less cost, where the cost is known, over the last 12 months")
        return _("Margin, 12 months"), Explained(_money(figures.margin_12m), parts, rule)

    def ltv(self) -> Why:
        """LTV to date."""
        figures = self._facts.figures
        first, last = figures.first_order, figures.last_order
        parts = (
            Part(_("First order"), date_words(first) if first else None),
            Part(_("Last order"), date_words(last) if last else None),
            Part(_("Purchases"), figures.purchases),
        )
        margin = self.settings.ltv_basis == "margin"
        rule = _("all gross margin since the first order") if margin else _("all revenue since the first order")
        return _("LTV to date"), Explained(_money(figures.to_date), parts, rule)

    def progress(self) -> Why:
        """Progress over the chosen set."""
        share = self._workspace.progress.of(self._row.account.id).share
        shown: Explained[Any] = replace(share, value=format_share(share.value))  # type: ignore[arg-type]
        return pgettext("share", "Progress"), shown

    def map(self) -> Why:
        """Map quality."""
        return _("Map quality, 0…3"), self._workspace.contacts.map(self._row.account.id).quality

    def barriers(self) -> Why:
        """What keeps competitors out, and which of it is the weakest."""
        found = self.found_barriers
        names = {
            "knowledge": label(ProgressCategory.KNOWLEDGE),
            "integration": label(ProgressCategory.INTEGRATION),
            "map_quality": _("map quality"),
        }
        parts = (
            Part(names["knowledge"], format_share(found.knowledge), _("progressions of this group, by weight")),
            Part(names["integration"], format_share(found.integration), _("progressions of this group, by weight")),
            Part(names["map_quality"], f"{found.map_quality}/3"),
        )
        rule = _("the lowest of the three, each as a share of its best, is the weakest: work there first")
        return _("Barriers to competitors"), Explained(names.get(found.weakest), parts, rule)

    def falling(self) -> Why:
        """Falling orders."""
        return _("Falling orders"), self._workspace.sales.falling(self._row.account.id)

    def dependence(self) -> Why:
        """Share of revenue."""
        share = self.share()
        shown: Explained[Any] = replace(share, value=format_share(share.value))  # type: ignore[arg-type]
        return _("Share of revenue"), shown

    def of_alert(self, kind: AlertKind) -> Callable[[], Why] | None:
        """What explains an alert, if a figure does."""
        return {
            AlertKind.FALLING_ORDERS: self.falling,
            AlertKind.DEPENDENCE: self.dependence,
            AlertKind.LOW_MARGIN: self.margin,
            AlertKind.STALLED: self.progress,
            AlertKind.SINGLE_THREAD: self.map,
        }.get(kind)


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else format_amount(amount, language())
