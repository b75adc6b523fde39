"""Orders seen by day: purchases, windows of money, falling orders.

Rules: sections "LTV and money" and "Portfolio" of docs/method.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import from_minor
from kamtui.domain.quarters import months_before
from kamtui.domain.settings import MethodSettings
from kamtui.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class SalesDay:
    """Orders of one account on one day. Minor currency units.

    `costed` is the revenue of lines whose margin is known; `purchase` says that a purchase begins here (orders of
    one day, or one order number split over shipments, are one purchase; returns are none).
    """

    day: date
    revenue: int
    margin: int
    costed: int
    purchase: bool


@dataclass(frozen=True, slots=True)
class SalesFigures:
    """Money of one account as of a day. `margin_*` None where no cost is known; `costed_share` 0…1 of revenue."""

    revenue_12m: Decimal | None = None
    margin_12m: Decimal | None = None
    costed_share: float | None = None
    to_date: Decimal | None = None
    first_order: date | None = None
    last_order: date | None = None
    purchases: int = 0
    gap_mean: float | None = None
    gap_sd: float | None = None
    gaps: int = 0
    quarter: Decimal | None = None
    quarter_year_ago: Decimal | None = None
    months: tuple[Decimal, ...] = ()


def purchases(lines: Iterable[tuple[date, str, int]]) -> tuple[date, ...]:
    """The day on which each purchase of one account began, in order, from (day, order number, amount) of its lines.

    Orders of one day are one purchase, and so are the shipments of one order number on several days; both together
    join further. Lines that bring no money (returns, free samples) make no purchase. An empty order number joins
    nothing.
    """
    root: dict[date, date] = {}
    first_of_order: dict[str, date] = {}

    def find(day: date) -> date:
        while root[day] != day:
            root[day] = root[root[day]]
            day = root[day]
        return day

    for day, order, amount in lines:
        if amount <= 0:
            continue
        root.setdefault(day, day)
        if order:
            one, other = find(day), find(first_of_order.setdefault(order, day))
            root[max(one, other)] = min(one, other)
    return tuple(sorted(day for day in root if root[day] == day))


def figures(days: Sequence[SalesDay], today: date, minor: int = 2, basis: str = "margin") -> SalesFigures:
    """Money of one account as of `today`, from its days of orders (any order; later days are left out).

    Last 12 months = (today − 12 months, today], in 12 buckets, oldest first; the quarter is the last 3 months, beside
    the same 3 months a year ago. Purchases, their first and last day and the gaps between them (mean, sample
    standard deviation, days) are over the whole history, and so is `to_date`: margin or revenue by `basis`.
    """
    bounds = [months_before(today, months) for months in range(15, -1, -1)]
    buckets = [0] * 17
    margin = costed = 0
    margin_known = False
    whole_revenue = whole_margin = 0
    whole_known = any_day = False
    begun: list[date] = []
    window_start = bounds[3]
    for day in days:
        if day.day > today:
            continue
        any_day = True
        # Bucket k > 0 holds (bounds[k-1], bounds[k]]: 15 months, the last one ends today.
        at = bisect_left(bounds, day.day)
        buckets[at] += day.revenue
        known = bool(day.costed or day.margin)
        whole_revenue += day.revenue
        whole_margin += day.margin
        whole_known = whole_known or known
        if day.day > window_start:
            margin += day.margin
            costed += day.costed
            margin_known = margin_known or known
        if day.purchase:
            begun.append(day.day)
    if not any_day:
        return SalesFigures()
    begun.sort()
    gaps = [(later - earlier).days for earlier, later in pairwise(begun)]
    mean, spread = gap_figures(len(gaps), sum(gaps), sum(gap * gap for gap in gaps))
    revenue = sum(buckets[4:16])
    to_date = whole_revenue if basis == "revenue" else whole_margin if whole_known else None
    return SalesFigures(
        revenue_12m=from_minor(revenue, minor),
        margin_12m=from_minor(margin, minor) if margin_known else None,
        costed_share=min(1.0, max(0.0, costed / revenue)) if revenue > 0 else None,
        to_date=None if to_date is None else from_minor(to_date, minor),
        first_order=begun[0] if begun else None,
        last_order=begun[-1] if begun else None,
        purchases=len(begun),
        gap_mean=mean,
        gap_sd=spread,
        gaps=len(gaps),
        quarter=from_minor(sum(buckets[13:16]), minor),
        quarter_year_ago=from_minor(sum(buckets[1:4]), minor),
        months=tuple(from_minor(bucket, minor) for bucket in buckets[4:16]),
    )


def gap_figures(gaps: int, days: int, squares: int) -> tuple[float | None, float | None]:
    """Mean and sample standard deviation of so many gaps from their sum and the sum of their squares, in days.

    None where there are too few. Whole numbers are all that is added up, so nothing is lost before the root.
    """
    if gaps < 1:
        return None, None
    mean = days / gaps
    if gaps < 2:
        return mean, None
    return mean, ((gaps * squares - days * days) / (gaps * (gaps - 1))) ** 0.5


def falling(figures: SalesFigures, settings: MethodSettings, today: date) -> Explained[bool]:
    """Whether orders fall: silent for longer than mean + 2 sd of the gaps, or a quarter under 70 % of last year's.

    The first needs at least 5 gaps, the second sales in the same quarter a year ago; None where neither can be known.
    `rule` says in words what made it fall.
    """
    parts: list[Part] = []
    reasons: list[str] = []
    if figures.gap_mean is not None and figures.gap_sd is not None and figures.last_order is not None:
        silent = (today - figures.last_order).days
        limit = figures.gap_mean + settings.falling_sd * figures.gap_sd
        if figures.gaps >= settings.falling_gaps:
            parts += [
                Part(_("Days since the last order"), silent),
                Part(_("Usual gap between orders, days"), round(figures.gap_mean, 1)),
                Part(_("Spread of the gaps, days"), round(figures.gap_sd, 1)),
                Part(_("Alert after, days"), round(limit, 1)),
            ]
            if silent > limit:
                text = ngettext(
                    "no order for {n} day, usually every {usual}",
                    "no order for {n} days, usually every {usual}",
                    silent,
                )
                reasons.append(text.format(n=silent, usual=round(figures.gap_mean)))
    now, before = figures.quarter, figures.quarter_year_ago
    if now is not None and before is not None and before > 0:
        parts += [Part(_("Last 3 months"), now), Part(_("Same 3 months a year ago"), before)]
        if now < Decimal(str(settings.falling_ratio)) * before:
            percent = int(now * 100 / before)
            reasons.append(_("last 3 months {percent} % of a year ago").format(percent=percent))
    return Explained(bool(reasons) if parts else None, tuple(parts), "; ".join(reasons))
