"""Reads of what surrounds a contact map: the account group, units, and what proposals are made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kamtui.db.reader import Reader, in_list

GroupRow = tuple[str, str, str, str | None, bool]


def group(reader: Reader, account_id: str) -> list[GroupRow]:
    """(id, code, name, parent id, archived) of all accounts of a group, by name: from the top of the chain down."""
    return [
        (key, code, name, parent_id, bool(archived))
        for key, code, name, parent_id, archived in reader.rows(
            """
            WITH RECURSIVE above(id, parent_id) AS (
                SELECT id, parent_id FROM account WHERE id = :account
                UNION SELECT a.id, a.parent_id FROM account a JOIN above ON a.id = above.parent_id),
            below(id) AS (
                SELECT id FROM above WHERE parent_id IS NULL
                UNION SELECT a.id FROM account a JOIN below ON a.parent_id = below.id)
            SELECT a.id, a.code, a.name, a.parent_id, a.archived_at IS NOT NULL
              FROM account a JOIN below ON below.id = a.id ORDER BY a.search_key, a.code
            """,
            account=account_id,
        )
    ]


def account(reader: Reader, account_id: str) -> tuple[str, str, str] | None:
    """(id, code, name) of one account."""
    row = reader.row("SELECT id, code, name FROM account WHERE id = :account", account=account_id)
    return None if row is None else (row[0], row[1], row[2])


def units(reader: Reader, account_ids: Sequence[str]) -> tuple[str, ...]:
    """Names of the units of these accounts, each once, by name."""
    names, params = in_list("a", account_ids)
    rows = reader.rows(f"SELECT name FROM unit WHERE account_id IN ({names}) ORDER BY search_key, id", **params)
    return tuple(dict.fromkeys(row[0] for row in rows))


def expected(reader: Reader, account_id: str) -> list[tuple[str, str, int | None, str | None]]:
    """(id, position, level, function) of those yet to be met at an account."""
    return [
        (row[0], row[1], row[2], row[3])
        for row in reader.rows(
            "SELECT id, position, level, function FROM contact"
            " WHERE account_id = :account AND placeholder AND status <> 'left' ORDER BY search_key, id",
            account=account_id,
        )
    ]


def unowned_categories(reader: Reader, account_id: str, after: date, until: date) -> list[tuple[str, str]]:
    """(id, name) of categories that the account bought in (after, until] and no contact owns who has not left.

    The dearest first; what was returned as a whole was not bought.
    """
    rows = reader.rows(
        """
        SELECT c.id, c.name
          FROM (SELECT category_id, sum(amount) AS amount FROM order_line
                 WHERE account_id = :account AND date > :after AND date <= :until AND category_id IS NOT NULL
                 GROUP BY category_id) b
          JOIN product_category c ON c.id = b.category_id
         WHERE b.amount > 0 AND NOT EXISTS (
               SELECT 1 FROM contact_category k JOIN contact p ON p.id = k.contact_id
                WHERE k.category_id = c.id AND p.account_id = :account AND p.status <> 'left')
         ORDER BY b.amount DESC, c.search_key
        """,
        account=account_id,
        after=after,
        until=until,
    )
    return [(row[0], row[1]) for row in rows]


def free_categories(reader: Reader, account_id: str) -> list[tuple[str, str]]:
    """(id, name) of all categories that no contact of the account owns who has not left."""
    rows = reader.rows(
        """
        SELECT c.id, c.name FROM product_category c
         WHERE NOT EXISTS (
               SELECT 1 FROM contact_category k JOIN contact p ON p.id = k.contact_id
                WHERE k.category_id = c.id AND p.account_id = :account AND p.status <> 'left')
        """,
        account=account_id,
    )
    return [(row[0], row[1]) for row in rows]


def open_work(reader: Reader, account_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """(keys of the proposals, ids of the contacts) that open tasks of the account are about."""
    rows = reader.rows(
        "SELECT origin, contact_id FROM task WHERE account_id = :account AND status = 'open'", account=account_id
    )
    return frozenset(row[0] for row in rows if row[0]), frozenset(row[1] for row in rows if row[1])


def waved_off(reader: Reader, account_id: str) -> frozenset[str]:
    """Keys of the proposals that were waved off at an account."""
    return frozenset(
        row[0] for row in reader.rows("SELECT key FROM waved_off WHERE account_id = :account", account=account_id)
    )
