"""Moves escalations, tenders and contracts of a copy of the sample to another day, in bare SQL as all of it."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, time, timedelta

from kamtui.db.sample.days import BASE, Calendar, after_weekend
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import Severity
from kamtui.domain.workhours import WorkHours

# Texts of the stories, by table.
TEXTS = {
    "escalation": ("title", "cause", "resolution", "note"),
    "escalation_person": ("name", "department"),
    "tender": ("title", "platform", "criteria", "competitors", "reason"),
    "contract": ("title",),
}
STAMPED = ("escalation", "tender", "contract")
_TENDER_DAYS = ("announced_on", "questions_until", "submit_until", "decision_on")


def move_claims(connection: sqlite3.Connection, calendar: Calendar) -> None:
    """Open escalations were raised on the last working day; days to come keep their distance, history goes by weeks."""
    by = f"{calendar.weeks.days} days"
    for column in ("opened_at", "due_at", "resolved_at"):
        connection.execute(f"UPDATE escalation SET {column} = date({column}, ?) || substr({column}, 11)", (by,))
    connection.execute("UPDATE escalation SET confirmed_on = date(confirmed_on, ?)", (by,))
    _raise_anew(connection, calendar.today)
    for table, columns in (("tender", _TENDER_DAYS), ("contract", ("starts_on", "ends_on"))):
        rows = []
        for key, *days in connection.execute(f"SELECT id, {', '.join(columns)} FROM {table}").fetchall():
            moved = [_moved(date.fromisoformat(day), calendar).isoformat() for day in days]
            rows.append((*moved, key))
        names = ", ".join(f"{name} = ?" for name in columns)
        connection.executemany(f"UPDATE {table} SET {names} WHERE id = ?", rows)


def _moved(day: date, calendar: Calendar) -> date:
    if day <= BASE:
        return day + calendar.weeks
    return after_weekend(day + timedelta(days=calendar.days))


def _raise_anew(connection: sqlite3.Connection, today: date) -> None:
    """Open escalations: raised in the afternoon of the last working day, in the zone of the machine."""
    work, settings = WorkHours(), MethodSettings()
    day = today - timedelta(days=1)
    while not work.is_working(day):
        day -= timedelta(days=1)
    for key, severity, opened in connection.execute(
        "SELECT id, severity, opened_at FROM escalation WHERE status = 'open'"
    ).fetchall():
        raised = work.instant(day, time.fromisoformat(opened[11:19]))
        due = work.add(raised, settings.sla_hours[Severity(severity)])
        connection.execute(
            "UPDATE escalation SET opened_at = ?, due_at = ?, created_at = ?, updated_at = ? WHERE id = ?",
            (*(_sql(instant) for instant in (raised, due, raised, raised)), key),
        )


def _sql(instant: datetime) -> str:
    """An instant as the columns hold it."""
    return instant.strftime("%Y-%m-%d %H:%M:%S.%f")
