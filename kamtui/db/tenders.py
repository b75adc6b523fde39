"""Reads of tenders."""

from __future__ import annotations

from collections.abc import Sequence

from kamtui.db.reader import Reader, Row, as_date, in_list
from kamtui.domain.tenders import OPEN, Tender
from kamtui.domain.words import TenderStatus

_TENDER = """
SELECT t.id, t.account_id, a.code, a.name, t.title, t.status, t.platform, t.announced_on, t.questions_until,
       t.submit_until, t.decision_on, t.criteria, t.competitors, t.reason, u.login, u.name, t.opportunity_id, o.title,
       o.status = 'open' OR o.status = 'postponed', t.note, t.version
  FROM tender t
  JOIN account a ON a.id = t.account_id
  LEFT JOIN user_ u ON u.id = t.owner_id
  LEFT JOIN opportunity o ON o.id = t.opportunity_id
"""
_OPEN = ", ".join(f"'{status.value}'" for status in OPEN)
# Open ones by their next known day, then those that have ended, the last one first.
_ORDER = f"""
 ORDER BY t.status NOT IN ({_OPEN}),
          CASE WHEN t.status IN ({_OPEN}) THEN coalesce(t.submit_until, t.decision_on, '9999') END,
          coalesce(t.decision_on, t.submit_until, t.announced_on, '') DESC, t.title, t.id
"""


def tender(reader: Reader, tender_id: str) -> Tender | None:
    """One tender."""
    row = reader.row(f"{_TENDER} WHERE t.id = :one", one=tender_id)
    return _tender(row) if row is not None else None


def of_account(reader: Reader, account_id: str) -> list[Tender]:
    """Tenders of an account: open ones first."""
    return [
        _tender(row) for row in reader.rows(f"{_TENDER} WHERE t.account_id = :account {_ORDER}", account=account_id)
    ]


def everywhere(reader: Reader) -> list[Tender]:
    """Tenders of all accounts that are not archived."""
    return [_tender(row) for row in reader.rows(f"{_TENDER} WHERE a.archived_at IS NULL {_ORDER}")]


def open_among(reader: Reader, account_ids: Sequence[str]) -> list[Tender]:
    """Open tenders of these accounts."""
    among, params = in_list("a", account_ids)
    where = f"t.account_id IN ({among}) AND t.status IN ({_OPEN})"
    return [_tender(row) for row in reader.rows(f"{_TENDER} WHERE {where} {_ORDER}", **params)]


def titles(reader: Reader, account_id: str) -> list[tuple[str, str]]:
    """(id, title) of the tenders of an account."""
    rows = reader.rows("SELECT id, title FROM tender WHERE account_id = :account", account=account_id)
    return [tuple(row) for row in rows]


def _tender(row: Row) -> Tender:
    (
        key, account_id, code, account, title, status, platform, announced, questions, submit, decision, criteria,
        competitors, reason, owner, owner_name, opportunity_id, opportunity, opportunity_open, note, version,
    ) = row  # fmt: skip
    return Tender(
        key,
        account_id,
        code,
        account,
        title,
        TenderStatus(status),
        platform,
        as_date(announced),
        as_date(questions),
        as_date(submit),
        as_date(decision),
        criteria,
        competitors,
        reason,
        owner,
        owner_name or "",
        opportunity_id,
        opportunity or "",
        bool(opportunity_open),
        note,
        version,
    )
