"""The derived table `sales_day`, made again for accounts whose order lines changed."""

from __future__ import annotations

import sqlite3
from datetime import date
from itertools import groupby

from kamtui.domain.sales import purchases


def refresh(connection: sqlite3.Connection, touched: str) -> None:
    """Make the days of some accounts again, in the open transaction; `touched` is a SELECT of their ids.

    A day of orders begins a purchase, unless an order split over several days joins it to an earlier one.
    """
    connection.execute(f"DELETE FROM sales_day WHERE account_id IN ({touched})")
    connection.execute(
        "INSERT INTO sales_day (account_id, day, revenue, margin, costed, purchase)"
        " SELECT account_id, date, sum(amount), coalesce(sum(margin), 0),"
        " coalesce(sum(CASE WHEN margin IS NOT NULL THEN amount END), 0), max(amount > 0)"
        f" FROM order_line WHERE account_id IN ({touched}) GROUP BY account_id, date"
    )
    split = connection.execute(
        "SELECT account_id, order_no FROM order_line WHERE amount > 0 GROUP BY order_no, account_id"
        " HAVING min(date) <> max(date)"
    ).fetchall()
    for account, orders in groupby(sorted(split), key=lambda row: row[0]):
        if connection.execute(f"SELECT ? IN ({touched})", (account,)).fetchone()[0]:
            _join(connection, account, [order for _account, order in orders])


def _join(connection: sqlite3.Connection, account: str, split: list[str]) -> None:
    """Leave the mark of a purchase only on the first day of those that split orders join."""
    days = connection.execute("SELECT day FROM sales_day WHERE account_id = ? AND purchase", (account,)).fetchall()
    lines = [(date.fromisoformat(day), "", 1) for (day,) in days]
    for order in split:
        lines += [
            (date.fromisoformat(day), order, 1)
            for (day,) in connection.execute(
                "SELECT DISTINCT date FROM order_line WHERE order_no = ? AND account_id = ? AND amount > 0",
                (order, account),
            )
        ]
    begun = {day.isoformat() for day in purchases(lines)}
    connection.executemany(
        "UPDATE sales_day SET purchase = 0 WHERE account_id = ? AND day = ?",
        [(account, day) for (day,) in days if day not in begun],
    )
