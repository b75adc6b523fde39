"""Moves promises, findings and notes of a copy of the sample to another day, in bare SQL as all of it."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from kamtui.db.sample.days import BASE, Calendar, after_weekend, workday

# Texts of the stories, by table.
TEXTS = {
    "promise": ("text",),
    "finding": ("text", "product", "result", "improvement", "department", "answer"),
    "note": ("text",),
}
STAMPED = ("promise", "finding", "note")
_WHOLE_WEEKS = {
    "promise": ("settled_on",),
    "finding": ("asked_on", "answered_on", "told_on"),
    "note": ("on_date",),
}


def move_learnt(connection: sqlite3.Connection, calendar: Calendar) -> None:
    """Open promises keep their distance from today, on working days; history goes by weeks, as its touches do."""
    by = f"{calendar.weeks.days} days"
    for table, columns in _WHOLE_WEEKS.items():
        for column in columns:
            connection.execute(f"UPDATE {table} SET {column} = date({column}, ?)", (by,))
    connection.execute("UPDATE promise SET due = date(due, ?) WHERE status <> 'open'", (by,))
    rows = [
        (_moved(date.fromisoformat(due), calendar).isoformat(), key)
        for due, key in connection.execute(
            "SELECT due, id FROM promise WHERE status = 'open' AND due IS NOT NULL"
        ).fetchall()
    ]
    connection.executemany("UPDATE promise SET due = ? WHERE id = ?", rows)


def _moved(day: date, calendar: Calendar) -> date:
    moved = day + timedelta(days=calendar.days)
    return after_weekend(moved) if day > BASE else workday(moved)
