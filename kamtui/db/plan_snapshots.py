"""Reads of snapshots of plans."""

from __future__ import annotations

import json
from datetime import datetime
from typing import NamedTuple

from kamtui.db.reader import Reader, Row, as_datetime
from kamtui.domain.plan_snapshots import Snapshot
from kamtui.domain.words import SnapshotKind

_SNAPSHOT = """
SELECT s.id, s.at, u.name, s.kind, s.number, s.note {content}
  FROM plan_snapshot s JOIN plan p ON p.id = s.plan_id LEFT JOIN user_ u ON u.id = s.user_id
"""


class Kept(NamedTuple):
    """A snapshot with its content, and the plan that it was of."""

    snapshot: Snapshot
    account_id: str
    year: int


def snapshots(reader: Reader, account_id: str, year: int) -> tuple[Snapshot, ...]:
    """Snapshots of a plan without their contents, newest first."""
    rows = reader.rows(
        f"{_SNAPSHOT.format(content='')} WHERE p.account_id = :account AND p.year = :year"
        " ORDER BY s.at DESC, s.id DESC",
        account=account_id,
        year=year,
    )
    return tuple(_snapshot(row) for row in rows)


def snapshot(reader: Reader, snapshot_id: str) -> Kept | None:
    """One snapshot with its content."""
    row = reader.row(
        f"{_SNAPSHOT.format(content=', s.content, p.account_id, p.year')} WHERE s.id = :one", one=snapshot_id
    )
    if row is None:
        return None
    return Kept(_snapshot(row, row["content"]), row["account_id"], row["year"])


def approved(reader: Reader, plan_id: str) -> Snapshot | None:
    """The snapshot of the last approval of a plan, with its content."""
    row = reader.row(
        f"{_SNAPSHOT.format(content=', s.content')} WHERE s.plan_id = :plan AND s.kind = :kind"
        " ORDER BY s.at DESC, s.id DESC LIMIT 1",
        plan=plan_id,
        kind=SnapshotKind.APPROVED.value,
    )
    return None if row is None else _snapshot(row, row["content"])


def _snapshot(row: Row, content: str | None = None) -> Snapshot:
    return Snapshot(
        id=row["id"],
        at=as_datetime(row["at"]) or datetime.min,
        user=row["name"] or "",
        kind=SnapshotKind(row["kind"]),
        number=row["number"],
        note=row["note"],
        content=None if content is None else json.loads(content),
    )
