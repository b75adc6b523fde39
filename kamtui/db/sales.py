"""Reads of sales by day: figures of many accounts by looking up running totals, a few rows of each account.

They give what `kamtui.domain.sales.figures` gives for the days of one account; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from kamtui.db.reader import Reader, Row, in_list
from kamtui.domain.money import from_minor
from kamtui.domain.quarters import Quarter, months_before, year_quarters
from kamtui.domain.sales import SalesFigures, gap_figures

# The last row of an account up to a day; the key of the table leads to it. Accounts come first, by LEFT JOIN: the
# other way round every day of sales would be looked at.
_AS_OF = "(SELECT max(day) FROM sales_day WHERE account_id = a.id AND day <= :{day})"
_REVENUE = "(SELECT revenue_to FROM sales_day WHERE account_id = a.id AND day <= :{day} ORDER BY day DESC LIMIT 1)"
_PURCHASE = (
    "(SELECT day FROM sales_day WHERE account_id = a.id AND day <= :today AND purchase ORDER BY day {way} LIMIT 1)"
)
# Months back from today where a window begins: the same quarter a year ago, and each of the last 12 months.
_BOUNDS = (15, *range(12, 0, -1))
_YEAR = _BOUNDS[1]


def figures(reader: Reader, account_ids: Sequence[str] | None, today: date, basis: str) -> dict[str, SalesFigures]:
    """Figures as of `today` of the accounts that had orders by then; None: of all accounts."""
    among, params = "", {}
    if account_ids is not None:
        names, found = in_list("a", account_ids)
        among, params = f"WHERE a.id IN ({names})", dict(found)
    bounds = {f"m{months}": months_before(today, months) for months in _BOUNDS}
    sums = ", ".join("y.revenue_to" if months == _YEAR else _REVENUE.format(day=f"m{months}") for months in _BOUNDS)
    rows = reader.rows(
        f"SELECT {sums}, n.revenue_to, n.margin_to, y.margin_to, n.costed_to, y.costed_to, n.known_to, y.known_to,"
        " n.purchases_to, n.squares_to,"
        f" {_PURCHASE.format(way='ASC')}, CASE WHEN n.purchase THEN n.day ELSE {_PURCHASE.format(way='DESC')} END, a.id"
        f" FROM account a LEFT JOIN sales_day n ON n.account_id = a.id AND n.day = {_AS_OF.format(day='today')}"
        f" LEFT JOIN sales_day y ON y.account_id = a.id AND y.day = {_AS_OF.format(day=f'm{_YEAR}')} {among}",
        today=today,
        **bounds,
        **params,
    )
    return {row[-1]: _figures(row, basis) for row in rows if row[len(_BOUNDS)] is not None}


def _figures(row: Row, basis: str) -> SalesFigures:
    totals = [total or 0 for total in row[: len(_BOUNDS) + 1]]
    (
        margin, margin_before, costed, costed_before, known, known_before, purchases, squares, first, last, _account,
    ) = row[len(totals) :]  # fmt: skip
    revenue = totals[-1] - totals[1]
    first, last = first and date.fromisoformat(first), last and date.fromisoformat(last)
    gaps = max(0, purchases - 1)
    mean, spread = gap_figures(gaps, (last - first).days if gaps else 0, squares)
    to_date = totals[-1] if basis == "revenue" else margin if known else None
    return SalesFigures(
        revenue_12m=from_minor(revenue),
        margin_12m=from_minor(margin - (margin_before or 0)) if known > (known_before or 0) else None,
        costed_share=min(1.0, max(0.0, (costed - (costed_before or 0)) / revenue)) if revenue > 0 else None,
        to_date=None if to_date is None else from_minor(to_date),
        first_order=first,
        last_order=last,
        purchases=purchases,
        gap_mean=mean,
        gap_sd=spread,
        gaps=gaps,
        quarter=from_minor(totals[-1] - totals[-4]),
        quarter_year_ago=from_minor(totals[1] - totals[0]),
        months=tuple([from_minor(later - earlier) for earlier, later in pairwise(totals[1:])]),
    )


def revenue_between(reader: Reader, after: date, until: date) -> int | None:
    """Revenue of all accounts in (after, until], minor units; None when no orders were ever imported by then."""
    row = reader.row(
        f"SELECT sum(n.revenue_to) - coalesce(sum({_REVENUE.format(day='after')}), 0)"
        f" FROM account a LEFT JOIN sales_day n ON n.account_id = a.id AND n.day = {_AS_OF.format(day='until')}",
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
    row = reader.row(
        f"SELECT {sums} FROM sales_day WHERE account_id = :account AND day BETWEEN :begin AND :end",
        account=account_id,
        begin=begun[0].first_day(fiscal_start),
        end=begun[-1].last_day(fiscal_start),
        **bounds,
    )
    assert row is not None
    return {quarter: amount or 0 for quarter, amount in zip(begun, row, strict=True)}


def revenue_by_category(
    reader: Reader, account_ids: Sequence[str], year: int, fiscal_start: int, today: date
) -> dict[str, dict[str | None, int]]:
    """Revenue of a fiscal year until today by account and category (None: without one), minor units.

    Accounts without order lines in it are not there. One query, along the index of lines by account and day.
    """
    names, params = in_list("a", account_ids)
    first, *_between, last = year_quarters(year)
    found: dict[str, dict[str | None, int]] = {}
    for account, category, amount in reader.rows(
        "SELECT l.account_id, c.name, l.amount FROM"
        " (SELECT account_id, category_id, sum(amount) AS amount FROM order_line"
        f" WHERE account_id IN ({names}) AND date BETWEEN :first AND :last GROUP BY account_id, category_id) l"
        " LEFT JOIN product_category c ON c.id = l.category_id",
        first=first.first_day(fiscal_start),
        last=min(last.last_day(fiscal_start), today),
        **params,
    ):
        found.setdefault(account, {})[category] = amount
    return found


def revenue_of_year(
    reader: Reader, account_ids: Sequence[str], year: int, fiscal_start: int, today: date
) -> dict[str, int]:
    """Revenue of a fiscal year until today by account, minor units; accounts without orders in it are not there."""
    names, params = in_list("a", account_ids)
    first, *_between, last = year_quarters(year)
    rows = reader.rows(
        f"SELECT account_id, sum(revenue) FROM sales_day WHERE account_id IN ({names})"
        " AND day BETWEEN :first AND :last GROUP BY account_id",
        first=first.first_day(fiscal_start),
        last=min(last.last_day(fiscal_start), today),
        **params,
    )
    return {row[0]: row[1] for row in rows}


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
