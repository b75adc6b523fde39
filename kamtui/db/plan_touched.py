"""Reads of when a block of a plan was touched last, by the data that fill it."""

from __future__ import annotations

from datetime import datetime

from kamtui.db.reader import Reader, as_datetime
from kamtui.domain.quarters import Quarter

# What was deleted since leaves no trace here: a block is as fresh as what stands in it.
_TOUCHED = """
SELECT 1, updated_at FROM account WHERE id = :account
UNION ALL SELECT 2, max(updated_at) FROM contact WHERE account_id = :account
UNION ALL SELECT 3, max(updated_at) FROM wallet_estimate WHERE account_id = :account AND year IN (:year, :next)
UNION ALL SELECT 4, max(updated_at) FROM initiative WHERE account_id = :account
UNION ALL SELECT 5, max(updated_at) FROM opportunity WHERE account_id = :account
UNION ALL SELECT 6, max(updated_at) FROM progress_state WHERE account_id = :account
UNION ALL SELECT 6, max(g.updated_at) FROM goal g JOIN plan p ON p.id = g.plan_id
           WHERE p.account_id = :account AND p.year = :year
UNION ALL SELECT 7, max(updated_at) FROM task WHERE account_id = :account AND quarter BETWEEN :first AND :last
UNION ALL SELECT 7, max(q.updated_at) FROM plan_quarter q JOIN plan p ON p.id = q.plan_id
           WHERE p.account_id = :account AND p.year = :year
"""


def touched(reader: Reader, account_id: str, year: int) -> dict[int, datetime]:
    """When the data that fill a block last changed, by its number; a block without data is left out."""
    found: dict[int, datetime] = {}
    for number, at in reader.rows(
        _TOUCHED, account=account_id, year=year, next=year + 1, first=str(Quarter(year, 1)), last=str(Quarter(year, 4))
    ):
        instant = as_datetime(at)
        if instant is not None:
            found[number] = max(instant, found.get(number, instant))
    return found
