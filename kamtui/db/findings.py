"""Reads of what was learnt from clients."""

from __future__ import annotations

from kamtui.db.reader import Reader, Row, as_date, as_day
from kamtui.domain.findings import Finding
from kamtui.domain.words import FindingKind

_FINDING = """
SELECT f.id, f.account_id, f.kind, f.text, coalesce(t.on_date, f.created_at), f.touch_id, n.name AS unit,
       f.product, f.result, f.improvement, f.department, f.asked_on, f.answer, f.answered_on, f.told_on, a.code, a.name,
       f.version
  FROM finding f JOIN account a ON a.id = f.account_id
  LEFT JOIN touch t ON t.id = f.touch_id
  LEFT JOIN unit n ON n.id = f.unit_id
"""


def finding(reader: Reader, finding_id: str) -> Finding | None:
    """One finding."""
    row = reader.row(f"{_FINDING} WHERE f.id = :finding", finding=finding_id)
    return _finding(row) if row is not None else None


def findings(reader: Reader, account_id: str | None = None) -> list[Finding]:
    """Findings of an account, or of all that are not archived, newest first."""
    where = "f.account_id = :account" if account_id else "a.archived_at IS NULL"
    found = (_finding(row) for row in reader.rows(f"{_FINDING} WHERE {where}", account=account_id))
    return sorted(found, key=lambda one: (one.on, one.id), reverse=True)


def of_touch(reader: Reader, touch_id: str) -> list[Finding]:
    """What was learnt at a touch, in the order it was written."""
    rows = reader.rows(f"{_FINDING} WHERE f.touch_id = :touch ORDER BY f.id", touch=touch_id)
    return [_finding(row) for row in rows]


def _finding(row: Row) -> Finding:
    (key, account, kind, text, on, touch, unit, product, result, improvement, department, asked, answer, answered, told,
     code, name, version) = row  # fmt: skip
    day = as_day(on)
    assert day is not None
    return Finding(
        key, account, FindingKind(kind), text, day, touch, unit or "", product, result, improvement, department,
        as_date(asked), answer, as_date(answered), as_date(told), code, name, version,
    )  # fmt: skip
