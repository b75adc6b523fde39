"""Reads of accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kamtui.db.reader import Reader, Row, as_date, in_list
from kamtui.domain.accounts import Account, LegalEntity, Unit
from kamtui.domain.words import Category

_ACCOUNT = """
SELECT a.id, a.code, a.name, a.category, o.login AS owner, d.login AS deputy, p.code AS parent, a.industry, a.region,
       a.since, a.strategic, a.cadence_days, a.progress_set, a.note, a.archived_at, a.version
  FROM account a
  LEFT JOIN user_ o ON o.id = a.owner_id
  LEFT JOIN user_ d ON d.id = a.deputy_id
  LEFT JOIN account p ON p.id = a.parent_id
"""


def refs(reader: Reader, archived: bool = False) -> list[tuple[str, str, str]]:
    """(code, name, id) of accounts by name."""
    where = "" if archived else "WHERE archived_at IS NULL"
    return [tuple(row) for row in reader.rows(f"SELECT code, name, id FROM account {where} ORDER BY search_key, code")]


def accounts(reader: Reader, account_ids: Sequence[str] | None = None, *, archived: bool = False) -> list[Account]:
    """Accounts by name: these (archived or not); None: all that are not archived, or all."""
    params: Mapping[str, object] = {}
    if account_ids is not None:
        names, params = in_list("a", account_ids)
        where, of_account = f"WHERE a.id IN ({names})", f"WHERE account_id IN ({names})"
    else:
        where, of_account = "" if archived else "WHERE a.archived_at IS NULL", ""
    with reader.snapshot():
        rows = reader.rows(f"{_ACCOUNT} {where} ORDER BY a.search_key, a.code", **params)
        entities: dict[str, list[LegalEntity]] = {}
        for account_id, key, name, inn in reader.rows(
            f"SELECT account_id, id, name, inn FROM legal_entity {of_account} ORDER BY search_key, id", **params
        ):
            entities.setdefault(account_id, []).append(LegalEntity(key, name, inn))
        units: dict[str, list[Unit]] = {}
        for account_id, key, name in reader.rows(
            f"SELECT account_id, id, name FROM unit {of_account} ORDER BY search_key", **params
        ):
            units.setdefault(account_id, []).append(Unit(key, name))
    return [_account(row, entities.get(row[0], ()), units.get(row[0], ())) for row in rows]


def _account(row: Row, entities: Sequence[LegalEntity], units: Sequence[Unit]) -> Account:
    (
        key, code, name, category, owner, deputy, parent, industry, region,
        since, strategic, cadence_days, progress_set, note, archived_at, version,
    ) = row  # fmt: skip
    return Account(
        key,
        code,
        name,
        Category(category) if category else None,
        owner,
        deputy,
        parent,
        industry,
        region,
        as_date(since),
        strategic,
        cadence_days,
        progress_set,
        note,
        archived_at is not None,
        version,
        tuple(entities),
        tuple(units),
    )


def last_touches(reader: Reader, account_ids: Sequence[str] | None = None) -> dict[str, date]:
    """The day of the latest touch of each account that had one; None: of all accounts."""
    among, params = in_list("a", account_ids or ())
    where = "" if account_ids is None else f"WHERE account_id IN ({among})"
    rows = reader.rows(f"SELECT account_id, max(on_date) FROM touch {where} GROUP BY account_id", **params)
    return {account_id: date.fromisoformat(day[:10]) for account_id, day in rows}


def dependents(reader: Reader, account_id: str) -> tuple[int, int, int, int]:
    """How many contacts, touches, tasks and order lines an account has."""
    row = reader.row(
        """
        SELECT (SELECT count(*) FROM contact WHERE account_id = :account),
               (SELECT count(*) FROM touch WHERE account_id = :account),
               (SELECT count(*) FROM task WHERE account_id = :account),
               (SELECT count(*) FROM order_line WHERE account_id = :account)
        """,
        account=account_id,
    )
    return tuple(row) if row is not None else (0, 0, 0, 0)
