"""The derived table `sales_day`, made again for accounts whose order lines changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from kamtui.domain.sales import purchases


def refresh(connection: sqlite3.Connection, accounts: Sequence[str]) -> None:
    """Make the days of some accounts again from their lines, in the open transaction.

    A day of orders begins a purchase, unless an order split over several days joins it to an earlier one.
    """
    if not accounts:
        return
    connection.executemany("DELETE FROM sales_day WHERE account_id = ?", [(account,) for account in accounts])
    # One account at a time reads its lines in the order of an index, and sorts nothing.
    connection.executemany(
        "INSERT INTO sales_day (account_id, day, revenue, margin, costed, purchase)"
        " SELECT account_id, date, sum(amount), coalesce(sum(margin), 0),"
        " coalesce(sum(CASE WHEN margin IS NOT NULL THEN amount END), 0), max(amount > 0)"
        " FROM order_line WHERE account_id = ? GROUP BY date",
        [(account,) for account in accounts],
    )
    for account in accounts:
        _join(connection, account)


def _join(connection: sqlite3.Connection, account: str) -> None:
    """Leave the mark of a purchase only on the first day of those that orders over several days join."""
    split = connection.execute(
        "SELECT DISTINCT date, order_no FROM order_line WHERE account_id = ?1 AND amount > 0 AND order_no IN"
        " (SELECT order_no FROM order_line WHERE account_id = ?1 AND amount > 0"
        " GROUP BY order_no HAVING min(date) <> max(date))",
        (account,),
    ).fetchall()
    if not split:
        return
    days = connection.execute("SELECT day FROM sales_day WHERE account_id = ? AND purchase", (account,)).fetchall()
    lines = [(date.fromisoformat(day), "", 1) for (day,) in days]
    lines += [(date.fromisoformat(day), order, 1) for day, order in split]
    begun = {day.isoformat() for day in purchases(lines)}
    connection.executemany(
        "UPDATE sales_day SET purchase = 0 WHERE account_id = ? AND day = ?",
        [(account, day) for (day,) in days if day not in begun],
    )


def insert_staged(connection: sqlite3.Connection) -> None:
    """Make the days of a first import from the sums of the staging file, in the open transaction."""
    connection.execute(
        "INSERT INTO main.sales_day (account_id, day, revenue, margin, costed, purchase)"
        " SELECT a.id, d.day, sum(d.revenue), sum(d.margin), sum(d.costed), max(d.bought)"
        " FROM staged.day AS d JOIN staged.name_account AS a ON a.n = d.account GROUP BY a.id, d.day"
    )
    split = connection.execute("SELECT a.id FROM staged.split AS s JOIN staged.name_account AS a ON a.n = s.account")
    for (account,) in split.fetchall():
        _join(connection, account)
