"""Reads of the portfolio of plans: a few queries for all accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kamtui.db.reader import Reader, in_list
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import PlanState


class AccountHead(NamedTuple):
    """What the board says of an account itself; `owner` is a login."""

    id: str
    code: str
    name: str
    category: str | None
    owner: str | None


class StoredPlan(NamedTuple):
    """The state of a plan, None without one, and the numbers of its closed quarters."""

    state: PlanState | None
    closed: frozenset[int]


def accounts(reader: Reader, account_ids: Sequence[str] | None = None) -> list[AccountHead]:
    """Accounts by name: these, or (None) all that are not archived."""
    among, params = in_list("a", account_ids or ())
    where = "a.archived_at IS NULL" if account_ids is None else f"a.id IN ({among})"
    return [
        AccountHead(*row)
        for row in reader.rows(
            "SELECT a.id, a.code, a.name, a.category, u.login FROM account a LEFT JOIN user_ u ON u.id = a.owner_id"
            f" WHERE {where} ORDER BY a.search_key, a.code",
            **params,
        )
    ]


def plans(reader: Reader, account_ids: Sequence[str], year: int) -> dict[str, StoredPlan]:
    """Plans of a fiscal year by account; accounts without one are left out."""
    among, params = in_list("a", account_ids)
    found: dict[str, StoredPlan] = {}
    for account_id, state, number in reader.rows(
        "SELECT p.account_id, p.state, q.number FROM plan p"
        " LEFT JOIN plan_quarter q ON q.plan_id = p.id AND q.closed_at IS NOT NULL"
        f" WHERE p.year = :year AND p.account_id IN ({among})",
        year=year,
        **params,
    ):
        closed = found[account_id].closed if account_id in found else frozenset()
        found[account_id] = StoredPlan(PlanState(state), closed if number is None else closed | {number})
    return found


def carried(reader: Reader, account_ids: Sequence[str], year: int) -> dict[tuple[str, Quarter], int]:
    """How many tasks were carried over from a quarter of the year and stand elsewhere now, by account and quarter."""
    # The + keeps SQLite from reading every task of the accounts: the moves of the year are few.
    among, params = in_list("a", account_ids)
    rows = reader.rows(
        "SELECT t.account_id, m.from_quarter, count(DISTINCT m.task_id)"
        "  FROM task_move m JOIN task t ON t.id = m.task_id"
        " WHERE m.from_quarter BETWEEN :first AND :last AND (t.quarter IS NULL OR t.quarter <> m.from_quarter)"
        f" AND +t.account_id IN ({among}) GROUP BY t.account_id, m.from_quarter",
        first=str(Quarter(year, 1)),
        last=str(Quarter(year, 4)),
        **params,
    )
    return {(account_id, Quarter.parse(quarter)): count for account_id, quarter, count in rows}
