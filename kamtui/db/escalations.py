"""Reads of escalations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kamtui.db.reader import Reader, Row, as_date, as_datetime, in_list
from kamtui.domain.escalations import Escalation, OurPerson
from kamtui.domain.words import EscalationStatus, Severity

_ESCALATION = """
SELECT e.id, e.account_id, a.code, a.name, e.title, e.severity, e.status, e.opened_at, e.due_at, o.login, o.name,
       e.contact_id, c.name, e.cause, e.resolution, e.resolved_at, e.confirmed_on, e.confirmed_by_id, k.name, e.note,
       e.version
  FROM escalation e
  JOIN account a ON a.id = e.account_id
  LEFT JOIN user_ o ON o.id = e.owner_id
  LEFT JOIN contact c ON c.id = e.contact_id
  LEFT JOIN contact k ON k.id = e.confirmed_by_id
"""
# Open ones whose SLA ends first go first, then those that wait for the client, then what is over, newest first.
_ORDER = """
 ORDER BY CASE e.status WHEN 'open' THEN 0 WHEN 'resolved' THEN 1 ELSE 2 END,
          CASE e.status WHEN 'open' THEN e.due_at END, e.opened_at DESC, e.id
"""


def escalation(reader: Reader, escalation_id: str) -> Escalation | None:
    """One escalation."""
    found = _with_people(reader, reader.rows(f"{_ESCALATION} WHERE e.id = :one", one=escalation_id))
    return found[0] if found else None


def of_account(reader: Reader, account_id: str) -> list[Escalation]:
    """Escalations of an account: open, waiting for the client, over."""
    return _with_people(
        reader, reader.rows(f"{_ESCALATION} WHERE e.account_id = :account {_ORDER}", account=account_id)
    )


def everywhere(reader: Reader) -> list[Escalation]:
    """Escalations of all accounts that are not archived."""
    return _with_people(reader, reader.rows(f"{_ESCALATION} WHERE a.archived_at IS NULL {_ORDER}"))


def unfinished(reader: Reader, account_ids: Sequence[str] | None) -> list[Escalation]:
    """Escalations of these accounts (None: of all not archived) that are not confirmed yet, without people of ours."""
    where, params = "a.archived_at IS NULL", dict[str, Any]()
    if account_ids is not None:
        among, ids = in_list("a", account_ids)
        where, params = f"e.account_id IN ({among})", dict(ids)
    return [
        _escalation(row, ())
        for row in reader.rows(f"{_ESCALATION} WHERE {where} AND e.status IN ('open', 'resolved') {_ORDER}", **params)
    ]


def titles(reader: Reader, account_id: str) -> list[tuple[str, str]]:
    """(id, title) of the escalations of an account."""
    return [
        tuple(row)
        for row in reader.rows("SELECT id, title FROM escalation WHERE account_id = :account", account=account_id)
    ]


def _with_people(reader: Reader, rows: Sequence[Row]) -> list[Escalation]:
    among, params = in_list("e", [row[0] for row in rows])
    people: dict[str, list[OurPerson]] = {}
    if rows:
        for key, name, department in reader.rows(
            "SELECT escalation_id, name, department FROM escalation_person"
            f" WHERE escalation_id IN ({among}) ORDER BY name, id",
            **params,
        ):
            people.setdefault(key, []).append(OurPerson(name, department))
    return [_escalation(row, tuple(people.get(row[0], ()))) for row in rows]


def _escalation(row: Row, people: tuple[OurPerson, ...]) -> Escalation:
    (
        key, account_id, code, account, title, severity, status, opened, due, owner, owner_name, contact_id, contact,
        cause, resolution, resolved, confirmed, confirmer_id, confirmer, note, version,
    ) = row  # fmt: skip
    return Escalation(
        key,
        account_id,
        code,
        account,
        title,
        Severity(severity),
        EscalationStatus(status),
        datetime.fromisoformat(opened),
        datetime.fromisoformat(due),
        owner,
        owner_name or "",
        contact_id,
        contact or "",
        cause,
        resolution,
        as_datetime(resolved),
        as_date(confirmed),
        confirmer_id,
        confirmer or "",
        note,
        version,
        people,
    )
