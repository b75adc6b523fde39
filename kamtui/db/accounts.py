"""Reads of accounts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from kamtui.db.reader import Reader, as_date
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


def accounts(reader: Reader, *, account_id: str | None = None, archived: bool = False) -> list[Account]:
    """Accounts by name: one (archived or not), or all that are not archived, or all."""
    params: dict[str, object] = {}
    if account_id is not None:
        where, params = "WHERE a.id = :account", {"account": account_id}
        of_account = "WHERE account_id = :account"
    else:
        where, of_account = "" if archived else "WHERE a.archived_at IS NULL", ""
    with reader.snapshot():
        rows = reader.rows(f"{_ACCOUNT} {where} ORDER BY a.search_key, a.code", **params)
        entities: dict[str, list[LegalEntity]] = defaultdict(list)
        for row in reader.rows(
            f"SELECT account_id, id, name, inn FROM legal_entity {of_account} ORDER BY search_key, id", **params
        ):
            entities[row["account_id"]].append(LegalEntity(row["id"], row["name"], row["inn"]))
        units: dict[str, list[Unit]] = defaultdict(list)
        for row in reader.rows(f"SELECT account_id, id, name FROM unit {of_account} ORDER BY search_key", **params):
            units[row["account_id"]].append(Unit(row["id"], row["name"]))
    return [
        Account(
            id=row["id"],
            code=row["code"],
            name=row["name"],
            category=Category(row["category"]) if row["category"] else None,
            owner=row["owner"],
            deputy=row["deputy"],
            parent=row["parent"],
            industry=row["industry"],
            region=row["region"],
            since=as_date(row["since"]),
            strategic=row["strategic"],
            cadence_days=row["cadence_days"],
            progress_set=row["progress_set"],
            note=row["note"],
            archived=row["archived_at"] is not None,
            version=row["version"],
            legal_entities=tuple(entities[row["id"]]),
            units=tuple(units[row["id"]]),
        )
        for row in rows
    ]


def last_touches(reader: Reader) -> dict[str, date]:
    """The day of the latest touch per account."""
    found = {}
    for row in reader.rows("SELECT account_id, max(on_date) AS day FROM touch GROUP BY account_id"):
        day = as_date(row["day"])
        if day is not None:
            found[row["account_id"]] = day
    return found


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
