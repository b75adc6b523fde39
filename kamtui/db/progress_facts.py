"""Reads of what may prove a progression at an account: units, first purchases, closed tasks, and what was waved off."""

from __future__ import annotations

from datetime import date

from kamtui.db.reader import Reader
from kamtui.domain.progress_ground import ClosedTask, FirstPurchase, UnitPeople


def units(reader: Reader, account_id: str) -> list[UnitPeople]:
    """Units of the account, with the people who are on the map there, and the day on which the last came to it."""
    rows = reader.rows(
        "SELECT u.name, count(c.id), max(coalesce(max(c.created_at), ''), u.created_at) FROM unit u"
        " LEFT JOIN contact c ON c.unit_id = u.id AND c.status <> 'left' WHERE u.account_id = :account"
        " GROUP BY u.id ORDER BY u.search_key",
        account=account_id,
    )
    return [UnitPeople(name, people, date.fromisoformat(day[:10])) for name, people, day in rows]


def first_purchases(reader: Reader, account_id: str) -> list[FirstPurchase]:
    """The first purchase in every category, oldest first; lines without a category, and returns, are left out."""
    rows = reader.rows(
        "SELECT l.category_id, c.name, min(l.date), l.order_no FROM order_line l"
        " JOIN product_category c ON c.id = l.category_id WHERE l.account_id = :account AND l.amount > 0"
        " GROUP BY l.category_id ORDER BY 3, 2",
        account=account_id,
    )
    return [FirstPurchase(key, name, date.fromisoformat(day[:10]), order) for key, name, day, order in rows]


def closed_tasks(reader: Reader, account_id: str) -> list[ClosedTask]:
    """Tasks of the account that were done, oldest first."""
    rows = reader.rows(
        "SELECT id, title, result, done_on, progression_id, contact_id FROM task"
        " WHERE account_id = :account AND status = 'done' AND done_on IS NOT NULL ORDER BY done_on, id",
        account=account_id,
    )
    return [
        ClosedTask(key, title, result, date.fromisoformat(day[:10]), progression, contact)
        for key, title, result, day, progression, contact in rows
    ]


def undone_since(reader: Reader, account_id: str) -> dict[str, date]:
    """Per progression that was done once and taken back: the day from which it no longer was."""
    rows = reader.rows(
        "SELECT progression_id, max(on_date) FROM progress_event"
        " WHERE account_id = :account AND from_status = 'done' AND to_status <> 'done' GROUP BY progression_id",
        account=account_id,
    )
    return {key: date.fromisoformat(day[:10]) for key, day in rows}


def waved_off(reader: Reader, account_id: str) -> frozenset[str]:
    """Keys of the proposals that the user does not want to see again at this account."""
    rows = reader.rows("SELECT key FROM waved_off WHERE account_id = :account", account=account_id)
    return frozenset(row[0] for row in rows)


def linked(reader: Reader, account_id: str) -> dict[str, list[str]]:
    """Titles of open tasks per progression that they are about, and of the open goals above these tasks."""
    found: dict[str, list[str]] = {}
    for key, title, goal in reader.rows(
        "SELECT t.progression_id, t.title, g.title FROM task t LEFT JOIN goal g ON g.id = t.goal_id AND NOT g.done"
        " WHERE t.account_id = :account AND t.status = 'open' AND t.progression_id IS NOT NULL"
        " ORDER BY t.due IS NULL, t.due, t.id",
        account=account_id,
    ):
        words = found.setdefault(key, [])
        words += [text for text in (title, goal) if text and text not in words]
    return found


def has_open_task(reader: Reader, account_id: str, origin: str) -> bool:
    """Whether an open task of the account was made from this proposal."""
    found = reader.value(
        "SELECT 1 FROM task WHERE account_id = :account AND status = 'open' AND origin = :origin LIMIT 1",
        account=account_id,
        origin=origin,
    )
    return found is not None
