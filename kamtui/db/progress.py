"""Reads of progressions and where they stand at accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from kamtui.db.reader import Reader, as_date, in_list
from kamtui.domain.progress import LibraryItem, ProgressEvent, Progression, ProgressState
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressCategory, ProgressStatus
from kamtui.i18n import language

_STATE = """
SELECT s.account_id, s.progression_id, s.status, s.started_on, s.done_on, s.evidence, s.touch_id, s.planned_quarter,
       s.version
  FROM progress_state s JOIN account a ON a.id = s.account_id
"""


def library(reader: Reader, account_id: str | None = None, *, retired: bool = False) -> list[Progression]:
    """Progressions in use, in the order of the library, own items of accounts after it; `retired` adds the others.

    With `account_id` own items of that account only, else those of every account. Titles in the chosen language.
    """
    tongue = "ru" if language() == "ru" else "en"
    rows = reader.rows(
        f"SELECT id, code, category, title_{tongue} AS title, evidence_{tongue} AS evidence, weight, core,"
        " expires_months, retired, account_id, version FROM progression WHERE (:retired OR NOT retired)"
        " AND (account_id IS NULL OR :account IS NULL OR account_id = :account)"
        " ORDER BY account_id IS NOT NULL, position, code",
        account=account_id,
        retired=retired,
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
            retired=bool(row["retired"]),
            account_id=row["account_id"],
            version=row["version"],
        )
        for row in rows
    ]


def library_items(reader: Reader, account_id: str | None = None) -> list[LibraryItem]:
    """Items of the library, or of one account alone, in their order, with both languages and those retired."""
    owner = "p.account_id IS NULL" if account_id is None else "p.account_id = :account"
    params = {} if account_id is None else {"account": account_id}
    return _items(reader, f"{_ITEM} WHERE {owner} ORDER BY p.position, p.code", params)


def own_items(reader: Reader, *, archived: bool = False) -> list[LibraryItem]:
    """Items of single accounts, by name of the account: of those not archived, or of all."""
    where = "" if archived else "WHERE a.archived_at IS NULL"
    sql = f"{_ITEM} JOIN account a ON a.id = p.account_id {where} ORDER BY a.search_key, a.id, p.position, p.code"
    return _items(reader, sql, {})


_ITEM = """
SELECT p.id, p.code, p.category, p.title_en, p.title_ru, p.evidence_en, p.evidence_ru, p.weight, p.core,
       p.expires_months, p.retired, p.account_id, p.version
  FROM progression p
"""


def _items(reader: Reader, sql: str, params: Mapping[str, object]) -> list[LibraryItem]:
    return [
        LibraryItem(
            key, code, ProgressCategory(category), title_en, title_ru, evidence_en, evidence_ru, weight, bool(core),
            expires, bool(retired), owner_id, version,
        )
        for key, code, category, title_en, title_ru, evidence_en, evidence_ru, weight, core, expires, retired,
        owner_id, version in reader.rows(sql, **params)
    ]  # fmt: skip


def status_counts(reader: Reader) -> dict[tuple[str, str], int]:
    """At how many accounts that are not archived a progression has a stored status, by (progression, status)."""
    rows = reader.rows(
        "SELECT s.progression_id, s.status, count(*) FROM progress_state s JOIN account a ON a.id = s.account_id"
        " WHERE a.archived_at IS NULL GROUP BY s.progression_id, s.status"
    )
    return {(key, status): count for key, status, count in rows}


def codes(reader: Reader, account_id: str | None) -> tuple[set[str], int]:
    """Codes taken in the library, at the account (None: at any account), retired or not; and the last position."""
    rows = reader.rows(
        "SELECT code, position FROM progression WHERE account_id IS NULL OR :account IS NULL OR account_id = :account",
        account=account_id,
    )
    return {row["code"] for row in rows}, max((row["position"] for row in rows), default=-1)


def states(reader: Reader, account_ids: Sequence[str] | None = None) -> dict[str, dict[str, ProgressState]]:
    """Stored states by account and progression: of these accounts, or of all that are not archived."""
    where, params = _among(account_ids)
    found: dict[str, dict[str, ProgressState]] = defaultdict(dict)
    for row in reader.rows(f"{_STATE} WHERE {where}", **params):
        account_id, progression_id, status, started, done, evidence, touch_id, planned, version = row
        found[account_id][progression_id] = ProgressState(
            _STATUSES[status],
            as_date(started),
            as_date(done),
            evidence,
            touch_id,
            Quarter.parse(planned) if planned else None,
            version,
        )
    return found


def chosen_sets(reader: Reader, account_ids: Sequence[str] | None = None) -> dict[str, str]:
    """The set of progressions of each account: of these, or of all that are not archived."""
    where, params = _among(account_ids)
    return {
        row[0]: row[1] for row in reader.rows(f"SELECT a.id, a.progress_set FROM account a WHERE {where}", **params)
    }


def _among(account_ids: Sequence[str] | None) -> tuple[str, Mapping[str, object]]:
    if account_ids is None:
        return "a.archived_at IS NULL", {}
    names, params = in_list("a", account_ids)
    return f"a.id IN ({names})", params


def witnesses(reader: Reader, account_id: str, progression_id: str | None = None) -> dict[str, list[str]]:
    """Ids of the contacts that prove a progression at an account, per progression."""
    found: dict[str, list[str]] = {}
    for key, contact_id in reader.rows(
        "SELECT p.progression_id, p.contact_id FROM progress_proof p JOIN contact c ON c.id = p.contact_id"
        " WHERE p.account_id = :account AND (:progression IS NULL OR p.progression_id = :progression)"
        " ORDER BY c.search_key, c.id",
        account=account_id,
        progression=progression_id,
    ):
        found.setdefault(key, []).append(contact_id)
    return found


def documents(reader: Reader, account_id: str, progression_id: str | None = None) -> list[str]:
    """Documents that prove a progression at an account, or (None) any of its progressions, each once, by name."""
    rows = reader.rows(
        "SELECT DISTINCT document FROM progress_proof WHERE account_id = :account AND document <> ''"
        " AND (:progression IS NULL OR progression_id = :progression) ORDER BY document",
        account=account_id,
        progression=progression_id,
    )
    return [row[0] for row in rows]


def documents_by_item(reader: Reader, account_id: str) -> dict[str, list[str]]:
    """Documents that prove progressions of an account, by progression, in the order of their names."""
    found: dict[str, list[str]] = {}
    for key, document in reader.rows(
        "SELECT progression_id, document FROM progress_proof WHERE account_id = :account AND document <> ''"
        " ORDER BY document",
        account=account_id,
    ):
        found.setdefault(key, []).append(document)
    return found


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


_STATUSES = {status.value: status for status in ProgressStatus}
