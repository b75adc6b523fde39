"""Reads of contracts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kamtui.db.reader import Reader, Row, as_date, in_list
from kamtui.domain.contracts import Contract
from kamtui.domain.words import ContractStatus

_CONTRACT = """
SELECT c.id, c.account_id, a.code, a.name, c.title, c.number, c.starts_on, c.ends_on, c.notice_days, c.renews, c.status,
       c.note, c.version
  FROM contract c JOIN account a ON a.id = c.account_id
"""
# Those in force by their end, those without an end after them, ended ones last.
_ORDER = "ORDER BY c.status = 'ended', c.ends_on IS NULL, c.ends_on, c.title, c.id"


def contract(reader: Reader, contract_id: str) -> Contract | None:
    """One contract."""
    row = reader.row(f"{_CONTRACT} WHERE c.id = :one", one=contract_id)
    return _contract(row) if row is not None else None


def of_account(reader: Reader, account_id: str) -> list[Contract]:
    """Contracts of an account: those in force first, the next to end before the others."""
    rows = reader.rows(f"{_CONTRACT} WHERE c.account_id = :account {_ORDER}", account=account_id)
    return [_contract(row) for row in rows]


def everywhere(reader: Reader) -> list[Contract]:
    """Contracts of all accounts that are not archived."""
    return [_contract(row) for row in reader.rows(f"{_CONTRACT} WHERE a.archived_at IS NULL {_ORDER}")]


def ending(reader: Reader, account_ids: Sequence[str] | None) -> list[Contract]:
    """Contracts in force that have an end, of these accounts (None: of all not archived)."""
    where, params = "a.archived_at IS NULL", dict[str, Any]()
    if account_ids is not None:
        among, ids = in_list("a", account_ids)
        where, params = f"c.account_id IN ({among})", dict(ids)
    where += " AND c.status = 'active' AND c.ends_on IS NOT NULL"
    return [_contract(row) for row in reader.rows(f"{_CONTRACT} WHERE {where} {_ORDER}", **params)]


def titles(reader: Reader, account_id: str) -> list[tuple[str, str, str]]:
    """(id, number, title) of the contracts of an account."""
    rows = reader.rows("SELECT id, number, title FROM contract WHERE account_id = :account", account=account_id)
    return [tuple(row) for row in rows]


def _contract(row: Row) -> Contract:
    key, account_id, code, account, title, number, starts, ends, notice_days, renews, status, note, version = row
    return Contract(
        key,
        account_id,
        code,
        account,
        title,
        number,
        as_date(starts),
        as_date(ends),
        notice_days,
        bool(renews),
        ContractStatus(status),
        note,
        version,
    )
