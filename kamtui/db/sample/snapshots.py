"""Which snapshots the sample keeps of its plans, and their rows; the contents come from a copy taken back in time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from kamtui.db.ids import new_id
from kamtui.db.sample.days import BASE, HOME
from kamtui.db.sample.rewind import rewind
from kamtui.db.sample.stories import STORIES
from kamtui.db.sample.story import english
from kamtui.domain.words import PlanEventKind, SnapshotKind

# Snapshots of these are kept of every quarter of the year, of the others only the last one.
_WHOLE_YEAR = ("NORD", "VOLGA")
_EVENTS = """
SELECT p.id, a.id, a.code, e.at, e.user_id, e.kind, e.number
  FROM plan_event e JOIN plan p ON p.id = e.plan_id JOIN account a ON a.id = p.account_id
 WHERE p.year = ? AND e.kind IN ('approved', 'quarter_closed') ORDER BY e.at DESC, a.code
"""
_KINDS = {
    PlanEventKind.APPROVED.value: SnapshotKind.APPROVED,
    PlanEventKind.QUARTER_CLOSED.value: SnapshotKind.QUARTER_CLOSED,
}


class Wanted(NamedTuple):
    """A snapshot of a plan of the year of the sample, of the instant `at` as the database writes it."""

    plan: str
    account: str
    at: str
    user: str
    kind: SnapshotKind
    number: int | None
    note: str = ""


def wanted(path: Path) -> list[Wanted]:
    """The snapshots to keep in the sample at `path`, the last one first."""
    with closing(sqlite3.connect(path)) as sample:
        return sorted(_wanted(sample), key=lambda one: (one.at, one.plan), reverse=True)


def _wanted(sample: sqlite3.Connection) -> Iterator[Wanted]:
    plans: dict[str, tuple[str, str, str]] = {}
    for plan, account, code, at, user, kind, number in sample.execute(_EVENTS, (HOME.year,)).fetchall():
        if kind == PlanEventKind.QUARTER_CLOSED:
            if code in plans and code not in _WHOLE_YEAR:
                continue
            plans[code] = plan, account, user
        yield Wanted(plan, account, at, user, _KINDS[kind], number)
    for story in STORIES:
        if story.potential.kept is not None:
            ago, note = story.potential.kept
            plan, account, user = plans[story.code]
            at = f"{datetime.combine(BASE - timedelta(days=ago), time(15)):%Y-%m-%d %H:%M:%S.%f}"
            yield Wanted(plan, account, at, user, SnapshotKind.KEPT, None, english(note))


def go_back(copy: Path, at: str) -> None:
    """Take a copy of the sample back to an instant; it may have gone back to a later one before."""
    with closing(sqlite3.connect(copy)) as earlier:
        rewind(earlier, at)


def write(path: Path, found: Iterable[tuple[Wanted, str]]) -> None:
    """Write snapshots, each with its content."""
    rows: Sequence[tuple[object, ...]] = [
        (new_id(), one.plan, one.at, one.user, one.kind.value, one.number, one.note, content) for one, content in found
    ]
    with closing(sqlite3.connect(path)) as sample:
        sample.executemany(
            "INSERT INTO plan_snapshot (id, plan_id, at, user_id, kind, number, note, content)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        sample.commit()
