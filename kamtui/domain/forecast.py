"""The forecast of a year by quarter: the base business that the user confirms, and what opportunities are worth.

Rules: section "ADP" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kamtui.domain.explained import Explained, Part
from kamtui.domain.initiatives import Opportunity, counts, format_probability, weight
from kamtui.domain.money import format_amount
from kamtui.domain.quarters import Quarter, months_after, year_quarters
from kamtui.domain.words import OpportunityStatus
from kamtui.i18n import _, language

PAST_YEARS = 3
_MONTHS = 3
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Expected:
    """What one opportunity brings to a quarter: its whole `amount`, and `weighted` by its probability."""

    opportunity: Opportunity
    amount: Decimal
    weighted: Decimal


@dataclass(frozen=True, slots=True)
class QuarterForecast:
    """A quarter, in major units. `total` = base + weighted; None while no base is confirmed and nothing is offered.

    `target` is the revenue plan, `fact` what was ordered, `history` the same quarter of past years, newest first.
    """

    quarter: Quarter
    total: Decimal | None
    base: Decimal | None = None
    weighted: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)
    target: Decimal | None = None
    fact: Decimal | None = None
    history: tuple[tuple[int, Decimal], ...] = ()
    expected: tuple[Expected, ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """Four quarters and the year; `total` None while nothing is known of any quarter."""

    year: int
    quarters: tuple[QuarterForecast, ...]
    total: Decimal | None = None
    target: Decimal | None = None
    why: Explained[Decimal | None] = field(default_factory=lambda: Explained(None))


def brings(opportunity: Opportunity, quarter: Quarter, fiscal_start: int = 1) -> Decimal:
    """The whole amount that an opportunity brings to a quarter once it is won, whatever its probability.

    A one-off amount falls into its quarter. A monthly one is paid month by month from the month `starts`, else from
    the first month of its quarter.
    """
    if not opportunity.monthly:
        return opportunity.amount if opportunity.quarter == quarter else Decimal(0)
    starts = _starts(opportunity, fiscal_start)
    if starts is None:
        return Decimal(0)
    first = _month(quarter.first_day(fiscal_start)) - _month(starts)
    end = first + _MONTHS if opportunity.months is None else min(first + _MONTHS, opportunity.months)
    return opportunity.amount * max(0, end - max(0, first))


def concerns(opportunity: Opportunity, year: int, fiscal_start: int = 1) -> bool:
    """Whether an opportunity belongs to a fiscal year: decided in it, brings money to it, or without a quarter."""
    if opportunity.quarter is None and not opportunity.monthly:
        decided = opportunity.decided_on
        return decided is None or Quarter.of(decided, fiscal_start).year == year
    if opportunity.quarter is not None and opportunity.quarter.year == year:
        return True
    if opportunity.quarter is None and _starts(opportunity, fiscal_start) is None:
        return True
    return any(brings(opportunity, quarter, fiscal_start) for quarter in year_quarters(year))


def shifted_start(starts: date, before: Quarter | None, after: Quarter, fiscal_start: int = 1) -> date | None:
    """The first month of a monthly amount once its decision is put off: as much later, never before the decision.

    None for the first month of the quarter.
    """
    if before is not None:
        months = ((after.year - before.year) * 4 + after.number - before.number) * _MONTHS
        return months_after(starts, months)
    return starts if starts >= after.first_day(fiscal_start) else None


def forecast(
    year: int,
    opportunities: Sequence[Opportunity],
    *,
    base: Mapping[int, Decimal | None] | None = None,
    targets: Mapping[int, Decimal | None] | None = None,
    revenue: Mapping[Quarter, Decimal] | None = None,
    fiscal_start: int = 1,
    today: date | None = None,
    explained: bool = True,
) -> Forecast:
    """The forecast of a fiscal year: base business and opportunities by their probability, quarter by quarter.

    `base` and `targets` by number of the quarter, `revenue` of begun quarters of this and past years: it stands beside
    the forecast as fact and history, and is never extrapolated into it. A quarter that has not ended by `today` is no
    history yet. Unless `explained` its `why` has no parts. All in major units.
    """
    base, targets, revenue = base or {}, targets or {}, revenue or {}
    counted = [each for each in opportunities if counts(each)]
    quarters = []
    for quarter in year_quarters(year):
        expected = _expected(counted, quarter, fiscal_start)
        weighted = sum((each.weighted for each in expected), Decimal(0))
        own = base.get(quarter.number)
        quarters.append(
            QuarterForecast(
                quarter=quarter,
                total=None if own is None and not expected else (own or Decimal(0)) + weighted,
                base=own,
                weighted=weighted,
                amount=sum((each.amount for each in expected), Decimal(0)),
                target=targets.get(quarter.number),
                fact=revenue.get(quarter),
                history=tuple(
                    (past.year, revenue[past])
                    for past in (Quarter(year - back, quarter.number) for back in range(1, PAST_YEARS + 1))
                    if past in revenue and (today is None or past.last_day(fiscal_start) < today)
                ),
                expected=expected,
            )
        )
    total = _sum(each.total for each in quarters)
    return Forecast(
        year=year,
        quarters=tuple(quarters),
        total=total,
        target=_sum(each.target for each in quarters),
        why=Explained(
            total,
            (*_parts(quarters), *_left_out(opportunities, year, fiscal_start)) if explained else (),
            _("base business + Σ amount × probability of opportunities on relevant initiatives"),
        ),
    )


def _expected(counted: Sequence[Opportunity], quarter: Quarter, fiscal_start: int) -> tuple[Expected, ...]:
    """What each brings to the quarter, the greatest first; weighted amounts are rounded line by line."""
    found = []
    for each in counted:
        if not each.monthly and each.quarter != quarter:
            continue
        amount = brings(each, quarter, fiscal_start)
        if amount:
            weighted = (amount * weight(each)).quantize(_CENT, rounding=ROUND_HALF_UP)
            found.append(Expected(each, amount, weighted))
    return tuple(sorted(found, key=lambda each: -each.weighted))


def _parts(quarters: Sequence[QuarterForecast]) -> list[Part]:
    parts = []
    for each in quarters:
        if each.total is None:
            parts.append(Part(str(each.quarter), None, _("no base business is confirmed, nothing is offered")))
            continue
        parts.append(Part(str(each.quarter), each.total, ""))
        note = "" if each.base is not None else _("not confirmed yet")
        parts.append(Part(_("base business"), each.base, note))
        for line in each.expected:
            parts.append(Part(line.opportunity.title, line.weighted, _line_note(line)))
    return parts


def _line_note(line: Expected) -> str:
    if line.opportunity.status is OpportunityStatus.WON:
        return _("won, counts whole")
    return f"{format_amount(line.amount, language())} × {format_probability(line.opportunity.probability)}"


def why_left_out(opportunity: Opportunity) -> str:
    """Why an opportunity brings nothing to the forecast; nothing when it does."""
    if opportunity.status is OpportunityStatus.LOST:
        return _("not counted: it is lost")
    if opportunity.status is OpportunityStatus.POSTPONED:
        return _("not counted: nobody knows when it is decided")
    if opportunity.relevant is None:
        return _("not counted: nobody has decided whether its initiative is relevant")
    if not opportunity.relevant:
        return _("not counted: its initiative is not relevant")
    if not counts(opportunity):
        return _("not counted: its initiative is cancelled")
    if opportunity.quarter is None and not (opportunity.monthly and opportunity.starts):
        return _("not counted: it has no quarter")
    return ""


def _left_out(opportunities: Sequence[Opportunity], year: int, fiscal_start: int) -> list[Part]:
    """Open opportunities of the year that are not in the forecast, each with the reason."""
    return [
        Part(each.title, each.amount, reason)
        for each in opportunities
        if each.is_open and concerns(each, year, fiscal_start) and (reason := why_left_out(each))
    ]


def _starts(opportunity: Opportunity, fiscal_start: int) -> date | None:
    if opportunity.starts is not None:
        return opportunity.starts
    return opportunity.quarter.first_day(fiscal_start) if opportunity.quarter else None


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
