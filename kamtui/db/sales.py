"""Reads of sales by day: figures of many accounts from a few grouped queries.

They give what `kamtui.domain.sales.figures` gives for the days of one account; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from kamtui.db.reader import Reader, Row, in_list
from kamtui.domain.money import from_minor
from kamtui.domain.quarters import Quarter, months_before, year_quarters
from kamtui.domain.sales import SalesFigures

# Far enough back to see the same quarter of the year before.
_MONTHS = 15


class _Purchases(NamedTuple):
    number: int = 0
    first: date | None = None
    last: date | None = None
    gap_mean: float | None = None
    gap_sd: float | None = None


def figures(reader: Reader, account_ids: Sequence[str] | None, today: date, basis: str) -> dict[str, SalesFigures]:
    """Figures as of `today` of the accounts that had orders by then; None: of all accounts."""
    among, params = "", {}
    if account_ids is not None:
        names, found = in_list("a", account_ids)
        among, params = f"AND account_id IN ({names})", dict(found)
    bounds = {f"b{i}": months_before(today, _MONTHS - i) for i in range(_MONTHS + 1)}
    months = ", ".join(
        f"sum(CASE WHEN day > :b{i} AND day <= :b{i + 1} THEN revenue ELSE 0 END) AS m{i}" for i in range(_MONTHS)
    )
    with reader.snapshot():
        whole = reader.rows(
            "SELECT account_id, sum(revenue) AS revenue, sum(margin) AS margin,"
            " max(CASE WHEN margin <> 0 OR costed <> 0 THEN 1 ELSE 0 END) AS known"
            f" FROM sales_day WHERE day <= :today {among} GROUP BY account_id",
            today=today,
            **params,
        )
        windows = {
            row["account_id"]: row
            for row in reader.rows(
                f"SELECT account_id, {months},"
                " sum(CASE WHEN day > :b3 THEN margin ELSE 0 END) AS margin,"
                " sum(CASE WHEN day > :b3 THEN costed ELSE 0 END) AS costed,"
                " max(CASE WHEN day > :b3 AND (margin <> 0 OR costed <> 0) THEN 1 ELSE 0 END) AS known"
                f" FROM sales_day WHERE day > :b0 AND day <= :b{_MONTHS} {among} GROUP BY account_id",
                **bounds,
                **params,
            )
        }
        begun: dict[str, list[date]] = {}
        for account, day in reader.rows(
            f"SELECT account_id, day FROM sales_day WHERE purchase AND day <= :today {among} ORDER BY account_id, day",
            today=today,
            **params,
        ):
            begun.setdefault(account, []).append(date.fromisoformat(day))
    return {
        row["account_id"]: _figures(
            row, windows.get(row["account_id"]), _purchases(begun.get(row["account_id"], [])), basis
        )
        for row in whole
    }


def _figures(whole: Row, window: Row | None, begun: _Purchases, basis: str) -> SalesFigures:
    months = [window[f"m{i}"] for i in range(_MONTHS)] if window is not None else [0] * _MONTHS
    revenue = sum(months[3:])
    to_date = whole["revenue"] if basis == "revenue" else whole["margin"] if whole["known"] else None

    return SalesFigures(
        revenue_12m=from_minor(revenue),
        margin_12m=from_minor(window["margin"]) if window is not None and window["known"] else None,
        costed_share=min(1.0, max(0.0, window["costed"] / revenue)) if window is not None and revenue > 0 else None,
        to_date=None if to_date is None else from_minor(to_date),
        first_order=begun.first,
        last_order=begun.last,
        purchases=begun.number,
        gap_mean=begun.gap_mean,
        gap_sd=begun.gap_sd,
        gaps=max(0, begun.number - 1),
        quarter=from_minor(sum(months[12:])),
        quarter_year_ago=from_minor(sum(months[:3])),
        months=tuple(from_minor(month) for month in months[3:]),
    )


def _purchases(days: list[date]) -> _Purchases:
    """Number, ends, and mean and sample standard deviation of the gaps in days, of purchases in order."""
    if not days:
        return _Purchases()
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    mean = sum(gaps) / len(gaps) if gaps else None
    spread = None
    if mean is not None and len(gaps) > 1:
        spread = (sum((gap - mean) ** 2 for gap in gaps) / (len(gaps) - 1)) ** 0.5
    return _Purchases(len(days), days[0], days[-1], mean, spread)


def revenue_between(reader: Reader, after: date, until: date) -> int | None:
    """Revenue of all accounts in (after, until], minor units; None when no orders were ever imported by then."""
    row = reader.row(
        "SELECT sum(CASE WHEN day > :after THEN revenue ELSE 0 END) FROM sales_day WHERE day <= :until",
        after=after,
        until=until,
    )
    return row[0] if row is not None else None


def revenue_by_quarter(
    reader: Reader, account_id: str, year: int, fiscal_start: int, today: date
) -> dict[Quarter, int]:
    """Revenue of the begun quarters of a fiscal year, minor units; empty when the account never had orders."""
    if reader.value("SELECT 1 FROM sales_day WHERE account_id = :account LIMIT 1", account=account_id) is None:
        return {}
    begun = [quarter for quarter in year_quarters(year) if quarter.first_day(fiscal_start) <= today]
    if not begun:
        return {}
    sums = ", ".join(
        f"sum(CASE WHEN day >= :first{q.number} AND day <= :last{q.number} THEN revenue ELSE 0 END)" for q in begun
    )
    bounds = {f"first{q.number}": q.first_day(fiscal_start) for q in begun}
    bounds |= {f"last{q.number}": q.last_day(fiscal_start) for q in begun}
    row = reader.row(f"SELECT {sums} FROM sales_day WHERE account_id = :account", account=account_id, **bounds)
    assert row is not None
    return dict(zip(begun, row, strict=True))


def newest_step(reader: Reader) -> int:
    """Id of the newest step of the journal; 0 without any."""
    return int(reader.value("SELECT coalesce(max(id), 0) FROM journal_step"))


def orders_changed_since(reader: Reader, step_id: int) -> bool:
    """Whether a step after `step_id` touched order lines."""
    found = reader.value(
        "SELECT 1 FROM journal_step WHERE id > :seen AND ' ' || entities || ' ' LIKE :lines LIMIT 1",
        seen=step_id,
        lines="% order_line %",
    )
    return found is not None
