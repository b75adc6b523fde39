"""What an opportunity is worth, and when: the arithmetic behind its numbers.

Rules: section "ADP" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from kamtui.domain.explained import Explained, Part
from kamtui.domain.forecast import brings, why_left_out
from kamtui.domain.initiatives import Initiative, Opportunity, format_probability, weight
from kamtui.domain.money import format_amount
from kamtui.domain.progress_offers import yearly
from kamtui.domain.quarters import Quarter
from kamtui.i18n import _, language

QUARTERS_TOLD = 6
_CENT = Decimal("0.01")


def paid(opportunity: Opportunity, fiscal_start: int = 1) -> tuple[tuple[Quarter, Decimal, Decimal], ...]:
    """The first quarters that an opportunity pays in: quarter, whole amount, and that by its probability."""
    first = opportunity.quarter
    if opportunity.monthly and opportunity.starts is not None:
        first = Quarter.of(opportunity.starts, fiscal_start)
    if first is None or why_left_out(opportunity):
        return ()
    found = []
    for step in range(QUARTERS_TOLD):
        amount = brings(opportunity, first.shifted(step), fiscal_start)
        if amount:
            weighted = (amount * weight(opportunity)).quantize(_CENT, rounding=ROUND_HALF_UP)
            found.append((first.shifted(step), amount, weighted))
    return tuple(found)


def worth(opportunity: Opportunity, fiscal_start: int = 1) -> Explained[Decimal]:
    """Amount × probability (of a monthly one: of a month), what the first quarters get, and why it may not count."""
    parts = [
        Part(
            _("amount per month") if opportunity.monthly else _("amount"),
            opportunity.amount,
            opportunity.category or "",
        ),
        Part(_("probability"), f"{format_probability(weight(opportunity))}"),
    ]
    reason = why_left_out(opportunity)
    for quarter, amount, weighted in paid(opportunity, fiscal_start):
        parts.append(
            Part(
                str(quarter),
                weighted,
                f"{format_amount(amount, language())} × {format_probability(weight(opportunity))}",
            )
        )
    if reason:
        parts.append(Part(_("forecast"), Decimal(0), reason))
    return Explained(opportunity.expected, tuple(parts), _("amount × probability; only relevant initiatives count"))


def worth_of_all(initiative: Initiative) -> Explained[Decimal]:
    """The opportunities of an initiative together, by their probability; of monthly ones the first twelve months."""
    parts = [Part(each.title, yearly(each), _note(each)) for each in initiative.opportunities]
    return Explained(
        sum((yearly(each) for each in _counted(initiative.opportunities)), Decimal(0)),
        tuple(parts),
        _("Σ amount × probability of what is open or won; monthly amounts for twelve months"),
    )


def _counted(opportunities: Sequence[Opportunity]) -> list[Opportunity]:
    return [each for each in opportunities if not why_left_out(each)]


def _note(opportunity: Opportunity) -> str:
    return why_left_out(opportunity) or format_probability(weight(opportunity))
