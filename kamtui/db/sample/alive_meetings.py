"""Moves meetings of a copy of the sample to another day and into the zone of the machine, in bare SQL as all of it."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from kamtui.db.sample.days import Calendar, after_weekend
from kamtui.domain.meetings import to_utc

# Texts of the stories, by table.
TEXTS = {"meeting": ("title", "place"), "meeting_person": ("name",)}
STAMPED = ("meeting",)


def move_meetings(connection: sqlite3.Connection, calendar: Calendar) -> None:
    """Meetings keep their distance from today, on working days; tasks repeat on the day of the month they came to."""
    rows = []
    for key, starts, ends, all_day in connection.execute(
        "SELECT id, starts_at, ends_at, all_day FROM meeting"
    ).fetchall():
        begins = datetime.fromisoformat(starts)
        length = datetime.fromisoformat(ends) - begins
        moved = datetime.combine(after_weekend(begins.date() + timedelta(days=calendar.days)), begins.time())
        at = moved if all_day else to_utc(moved)
        rows.append((_sql(at), _sql(at + length), key))
    connection.executemany("UPDATE meeting SET starts_at = ?, ends_at = ? WHERE id = ?", rows)
    connection.execute(
        "UPDATE task SET repeats = 'monthly:' || CAST(substr(due, 9, 2) AS INTEGER)"
        " WHERE repeats LIKE 'monthly:%' AND due IS NOT NULL"
    )


def _sql(instant: datetime) -> str:
    """An instant as the columns hold it."""
    return instant.strftime("%Y-%m-%d %H:%M:%S.%f")
