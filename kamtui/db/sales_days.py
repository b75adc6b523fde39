"""The derived table `sales_day`, made again for accounts whose order lines changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from kamtui.domain.sales import purchases

# Day, revenue, margin, costed, whether anything was bought.
Day = tuple[str, int, int, int, int]

_INSERT = (
    "INSERT INTO main.sales_day (account_id, day, revenue, margin, costed, purchase, revenue_to, margin_to, costed_to,"
    " known_to, purchases_to, squares_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def refresh(connection: sqlite3.Connection, accounts: Sequence[str]) -> None:
    """Make the days of some accounts again from their lines, in the open transaction.

    A day of orders begins a purchase, unless an order split over several days joins it to an earlier one.
    """
    for account in accounts:
        # One account at a time reads its lines in the order of an index, and sorts nothing.
        days = connection.execute(
            "SELECT date, sum(amount), coalesce(sum(margin), 0),"
            " coalesce(sum(CASE WHEN margin IS NOT NULL THEN amount END), 0), max(amount > 0)"
            " FROM order_line WHERE account_id = ? GROUP BY date ORDER BY date",
            (account,),
        ).fetchall()
        store(connection, account, days, _joined(connection, account, days))


def store(connection: sqlite3.Connection, account: str, days: Iterable[Day], joined: Container[str] = ()) -> None:
    """Let an account have these days, in order, and no others, in the open transaction."""
    connection.execute("DELETE FROM sales_day WHERE account_id = ?", (account,))
    connection.executemany(_INSERT, _with_totals(account, days, joined))


def insert_staged(connection: sqlite3.Connection) -> None:
    """Make the days of a first import from the sums of the staging file, in the open transaction."""
    ids = dict(connection.execute("SELECT n, id FROM staged.name_account"))
    split = {account for (account,) in connection.execute("SELECT account FROM staged.split")}
    sums = connection.execute(
        "SELECT account, day, sum(revenue), sum(margin), sum(costed), max(bought) FROM staged.day"
        " GROUP BY account, day ORDER BY account, day"
    )

    def rows() -> Iterator[tuple[object, ...]]:
        for number, found in groupby(sums, itemgetter(0)):
            account, days = ids[number], [row[1:] for row in found]
            yield from _with_totals(account, days, _joined(connection, account, days) if number in split else ())

    connection.executemany(_INSERT, rows())


def _with_totals(account: str, days: Iterable[Day], joined: Container[str]) -> Iterator[tuple[object, ...]]:
    """Rows of `sales_day` from the days of an account in order; days `joined` to an earlier purchase begin none."""
    revenue_to = margin_to = costed_to = known_to = purchases_to = squares_to = before = 0
    for day, revenue, margin, costed, purchase in days:
        revenue_to += revenue
        margin_to += margin
        costed_to += costed
        if margin or costed:
            known_to += 1
        if purchase and day in joined:
            purchase = 0
        if purchase:
            at = date.fromisoformat(day).toordinal()
            if purchases_to:
                squares_to += (at - before) ** 2
            before = at
            purchases_to += 1
        yield (
            account, day, revenue, margin, costed, purchase,
            revenue_to, margin_to, costed_to, known_to, purchases_to, squares_to,
        )  # fmt: skip


def _joined(connection: sqlite3.Connection, account: str, days: Iterable[Day]) -> set[str]:
    """The days of purchases that orders over several days join to an earlier one."""
    split = connection.execute(
        "SELECT DISTINCT date, order_no FROM order_line WHERE account_id = ?1 AND amount > 0 AND order_no IN"
        " (SELECT order_no FROM order_line WHERE account_id = ?1 AND amount > 0"
        " GROUP BY order_no HAVING min(date) <> max(date))",
        (account,),
    ).fetchall()
    if not split:
        return set()
    bought = {day for day, *_sums, purchase in days if purchase}
    lines = [(date.fromisoformat(day), "", 1) for day in bought]
    lines += [(date.fromisoformat(day), order, 1) for day, order in split]
    return bought - {day.isoformat() for day in purchases(lines)}
