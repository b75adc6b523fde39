"""Reads of progressions and where they stand at accounts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from kamtui.db.reader import Reader, Row, as_date
from kamtui.domain.progress import ProgressEvent, Progression, ProgressState
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressCategory, ProgressStatus
from kamtui.i18n import language

_STATE = """
SELECT s.account_id, s.progression_id, s.status, s.started_on, s.done_on, s.evidence, s.touch_id, s.planned_quarter,
       s.version
  FROM progress_state s JOIN account a ON a.id = s.account_id
"""


def library(reader: Reader, account_id: str | None = None) -> list[Progression]:
    """Progressions in use, in the order of the library, own items of accounts after it.

    With `account_id` own items of that account only, else those of every account. Titles in the chosen language.
    """
    tongue = "ru" if language() == "ru" else "en"
    rows = reader.rows(
        f"SELECT id, code, category, title_{tongue} AS title, evidence_{tongue} AS evidence, weight, core,"
        " expires_months, account_id, version FROM progression WHERE NOT retired"
        " AND (account_id IS NULL OR :account IS NULL OR account_id = :account)"
        " ORDER BY account_id IS NOT NULL, position, code",
        account=account_id,
    )
    return [
        Progression(
            id=row["id"],
            code=row["code"],
            category=ProgressCategory(row["category"]),
            title=row["title"],
            evidence_hint=row["evidence"],
            weight=row["weight"],
            core=bool(row["core"]),
            expires_months=row["expires_months"],
            account_id=row["account_id"],
            version=row["version"],
        )
        for row in rows
    ]


def codes(reader: Reader, account_id: str | None) -> tuple[set[str], int]:
    """Codes taken in the library, at the account (None: at any account), retired or not; and the last position."""
    rows = reader.rows(
        "SELECT code, position FROM progression WHERE account_id IS NULL OR :account IS NULL OR account_id = :account",
        account=account_id,
    )
    return {row["code"] for row in rows}, max((row["position"] for row in rows), default=-1)


def states(reader: Reader, account_id: str | None = None) -> dict[str, dict[str, ProgressState]]:
    """Stored states by account and progression: of one account, or of all that are not archived."""
    where = "a.archived_at IS NULL" if account_id is None else "a.id = :account"
    params: dict[str, object] = {} if account_id is None else {"account": account_id}
    found: dict[str, dict[str, ProgressState]] = defaultdict(dict)
    for row in reader.rows(f"{_STATE} WHERE {where}", **params):
        found[row["account_id"]][row["progression_id"]] = _state(row)
    return found


def chosen_sets(reader: Reader, account_id: str | None = None) -> dict[str, str]:
    """The set of progressions of each account: of one, or of all that are not archived."""
    where = "archived_at IS NULL" if account_id is None else "id = :account"
    params: dict[str, object] = {} if account_id is None else {"account": account_id}
    return {row[0]: row[1] for row in reader.rows(f"SELECT id, progress_set FROM account WHERE {where}", **params)}


def events(reader: Reader, account_id: str, progression_id: str) -> tuple[ProgressEvent, ...]:
    """The history of a progression at an account, newest first."""
    rows = reader.rows(
        "SELECT e.on_date, u.name, e.from_status, e.to_status, e.evidence FROM progress_event e"
        " LEFT JOIN user_ u ON u.id = e.user_id"
        " WHERE e.account_id = :account AND e.progression_id = :progression ORDER BY e.at DESC, e.id DESC",
        account=account_id,
        progression=progression_id,
    )
    return tuple(
        ProgressEvent(
            at=date.fromisoformat(row["on_date"][:10]),
            user=row["name"] or "",
            from_status=ProgressStatus(row["from_status"]) if row["from_status"] else None,
            to_status=ProgressStatus(row["to_status"]),
            evidence=row["evidence"],
        )
        for row in rows
    )


def _state(row: Row) -> ProgressState:
    return ProgressState(
        status=ProgressStatus(row["status"]),
        started_on=as_date(row["started_on"]),
        done_on=as_date(row["done_on"]),
        evidence=row["evidence"],
        touch_id=row["touch_id"],
        planned_quarter=Quarter.parse(row["planned_quarter"]) if row["planned_quarter"] else None,
        version=row["version"],
    )
