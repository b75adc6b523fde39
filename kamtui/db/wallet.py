"""Reads of wallet estimates, and of what goes with them."""

from __future__ import annotations

from collections.abc import Sequence

from kamtui.db.reader import Reader, Row, as_date, in_list
from kamtui.domain.money import from_minor
from kamtui.domain.wallet import Estimate

_ESTIMATE = (
    "SELECT w.id, w.year, w.amount, w.amount_to, w.on_date, c.name AS category, w.supplier, w.source, w.version,"
    " w.account_id FROM wallet_estimate w LEFT JOIN product_category c ON c.id = w.category_id"
)
# Newest first: by the day they are of, then as they were made.
_NEWEST = "ORDER BY w.on_date DESC, w.created_at DESC, w.id DESC"


def estimates(reader: Reader, account_id: str, year: int | None = None) -> tuple[Estimate, ...]:
    """The estimates of an account, of one year or of all, newest first."""
    if year is None:
        rows = reader.rows(f"{_ESTIMATE} WHERE w.account_id = :account {_NEWEST}", account=account_id)
    else:
        rows = reader.rows(
            f"{_ESTIMATE} WHERE w.account_id = :account AND w.year = :year {_NEWEST}", account=account_id, year=year
        )
    return tuple(_estimate(row) for row in rows)


def estimate(reader: Reader, estimate_id: str) -> Estimate | None:
    """An estimate by its id."""
    row = reader.row(f"{_ESTIMATE} WHERE w.id = :id", id=estimate_id)
    return None if row is None else _estimate(row)


def of_year(reader: Reader, account_ids: Sequence[str] | None, year: int) -> dict[str, tuple[Estimate, ...]]:
    """The estimates of a year by account, newest first, of these accounts or of all; none without any."""
    among, params = "", {}
    if account_ids is not None:
        names, found = in_list("a", account_ids)
        among, params = f"AND w.account_id IN ({names})", dict(found)
    by_account: dict[str, list[Estimate]] = {}
    for row in reader.rows(f"{_ESTIMATE} WHERE w.year = :year {among} {_NEWEST}", year=year, **params):
        by_account.setdefault(row["account_id"], []).append(_estimate(row))
    return {key: tuple(rows) for key, rows in by_account.items()}


def names(reader: Reader) -> tuple[list[str], list[str]]:
    """(categories of what we sell, suppliers that were ever named), by name; us and everybody are no names."""
    categories = reader.rows("SELECT name FROM product_category ORDER BY search_key")
    suppliers = reader.rows("SELECT DISTINCT supplier FROM wallet_estimate WHERE supplier NOT IN ('', 'us')")
    return [row[0] for row in categories], [row[0] for row in suppliers]


def _estimate(row: Row) -> Estimate:
    on = as_date(row["on_date"])
    assert on is not None
    return Estimate(
        id=row["id"],
        year=row["year"],
        amount=from_minor(row["amount"]),
        on=on,
        high=None if row["amount_to"] is None else from_minor(row["amount_to"]),
        category=row["category"],
        supplier=row["supplier"],
        source=row["source"],
        version=row["version"],
    )
