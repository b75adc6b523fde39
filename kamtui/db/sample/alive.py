"""Makes a private copy of the sample live on another day and in another language. Bare SQL: the demo starts with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kamtui.db.sample.days import HOME, Calendar
from kamtui.db.schema import connect
from kamtui.domain.quarters import Quarter
from kamtui.domain.text import search_key

# Columns that hold texts of the stories; those with a search key come first.
KEYED_TEXTS = {
    "account": ("name", "industry", "region", "note"),
    "legal_entity": ("name",),
    "unit": ("name",),
    "contact": ("name", "position", "note", "left_to", "competitor"),
    "product_category": ("name",),
    "colleague": ("name", "position"),
}
TEXTS = {
    **KEYED_TEXTS,
    "user_": ("name",),
    "progress_state": ("evidence",),
    "progress_event": ("evidence",),
    "plan_block": ("text",),
    "goal": ("title",),
    "task": ("title", "resource", "result"),
    "touch": ("outcome", "next_step"),
    "touch_person": ("name",),
    "contact_way": ("label",),
    "contact_line": ("note",),
    "contact_tie": ("note",),
}
_STAMPED = (
    "user_", "account", "legal_entity", "unit", "contact", "product_category", "progression", "progress_state", "plan",
    "plan_block", "plan_quarter", "goal", "task", "touch", "colleague",
)  # fmt: skip
# A task serves a goal of its own year only.
UNTIE_GOALS = """
UPDATE task SET goal_id = NULL WHERE goal_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM goal g JOIN plan p ON p.id = g.plan_id
        WHERE g.id = task.goal_id AND p.year = CAST(substr(task.quarter, 1, 4) AS INTEGER))
"""
_WHOLE_WEEKS = {"account": "since", "contact": "left_on", "touch": "on_date", "order_line": "date"}
# Before this quarter of the year nobody has begun to plan the next one.
_NEXT_YEAR_FROM = 4


def enliven(path: Path, language: str, today: date) -> None:
    """Move the copy at `path` to `today` and put its texts into `language`, outside the journal."""
    connection = connect(path, write=True)
    try:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN IMMEDIATE")
        _Move(connection, Calendar(today)).everything()
        if language == "ru":
            _into_russian(connection)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()


class _Move:
    """The tables of one copy, moved to the day of a calendar."""

    def __init__(self, connection: sqlite3.Connection, calendar: Calendar) -> None:
        self._connection, self._calendar = connection, calendar
        self._plan_of: dict[tuple[str, int], str] = {}

    def everything(self) -> None:
        """Move all; plans before goals and tasks, which stand in them."""
        self._progress()
        self._plans()
        self._tasks()
        self._birthdays()
        if self._calendar.weeks:
            self._by_weeks()

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()

    def _write(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        self._connection.executemany(sql, rows)

    def _by_weeks(self) -> None:
        days = f"{self._calendar.weeks.days} days"
        execute = self._connection.execute
        for table, column in _WHOLE_WEEKS.items():
            execute(f"UPDATE {table} SET {column} = date({column}, ?)", (days,))
        # The day is part of the key: first aside, then into place.
        execute("UPDATE sales_day SET day = '+' || date(day, ?)", (days,))
        execute("UPDATE sales_day SET day = substr(day, 2)")
        for table in _STAMPED:
            stamps = ", ".join(f"{name} = {_stamp(name)}" for name in ("created_at", "updated_at"))
            execute(f"UPDATE {table} SET {stamps}", (days, days))
        for table in ("journal_step", "import_batch"):
            execute(f"UPDATE {table} SET at = {_stamp('at')}", (days,))

    def _progress(self) -> None:
        """What was planned for a quarter and done in it stays in it; all else moves by weeks, so that days add up."""
        weeks, moved = self._calendar.weeks, {}
        states = []
        for key, account, item, started, done, planned in self._rows(
            "SELECT id, account_id, progression_id, started_on, done_on, planned_quarter FROM progress_state"
        ):
            by = weeks
            if done and planned:
                by = self._calendar.within(_day(done)) - _day(done)
            moved[account, item] = by
            quarter = str(self._calendar.quarter(Quarter.parse(planned))) if planned else None
            states.append((_plus(started, by), _plus(done, by), quarter, key))
        self._write("UPDATE progress_state SET started_on = ?, done_on = ?, planned_quarter = ? WHERE id = ?", states)
        events = []
        for key, account, item, on, at in self._rows(
            "SELECT id, account_id, progression_id, on_date, at FROM progress_event"
        ):
            day = _day(on) + moved[account, item]
            events.append((day.isoformat(), _instant(day, at), key))
        self._write("UPDATE progress_event SET on_date = ?, at = ? WHERE id = ?", events)

    def _plans(self) -> None:
        """Plans stay last year's, this and next year's; quarters go where they lie now, with what was planned."""
        calendar = self._calendar
        years = calendar.here.year - HOME.year
        plans = self._rows("SELECT id, account_id, year FROM plan")
        early = calendar.here.number < _NEXT_YEAR_FROM
        dropped = [(key,) for key, _account, year in plans if early and year > HOME.year]
        self._plan_of = {(account, year + years): key for key, account, year in plans if (key,) not in dropped}
        quarters = self._rows(
            "SELECT q.id, p.account_id, p.year, q.number, q.revenue_plan, q.closed_at, q.created_at, q.updated_at,"
            " q.version FROM plan_quarter q JOIN plan p ON p.id = q.plan_id"
        )
        self._connection.execute("DELETE FROM plan_quarter")
        placed = []
        for key, account, year, number, planned, closed, *stamps in quarters:
            before = Quarter(year, number)
            quarter = calendar.quarter(before)
            plan = self._plan_of.get((account, quarter.year))
            if plan is not None:
                closed = self._closed(before, quarter, closed) if closed else None
                placed.append((key, plan, quarter.number, planned, closed, *stamps))
        self._write(
            "INSERT INTO plan_quarter (id, plan_id, number, revenue_plan, closed_at, created_at, updated_at, version)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            placed,
        )
        self._goals(dropped)
        self._write("DELETE FROM plan_block WHERE plan_id = ?", dropped)
        self._write("DELETE FROM plan WHERE id = ?", dropped)
        # One year after the other, so that no account has two plans of a year in between.
        in_turn = sorted(self._plan_of.items(), key=lambda plan: plan[0][1], reverse=years > 0)
        self._write("UPDATE plan SET year = ? WHERE id = ?", [(year, key) for (_account, year), key in in_turn])

    def _closed(self, before: Quarter, quarter: Quarter, closed: str) -> str:
        """As many days after the end of the quarter as it was, but no later than yesterday."""
        day = quarter.last_day() + (_day(closed) - before.last_day())
        return _instant(min(day, self._calendar.today - timedelta(days=1)), closed)

    def _goals(self, dropped: Sequence[tuple[str]]) -> None:
        """A goal with a quarter goes to the plan of its year; where there is none, to this year's."""
        gone = {key for (key,) in dropped}
        found = self._rows(
            "SELECT g.id, g.plan_id, g.parent_id, g.quarter, p.account_id FROM goal g JOIN plan p ON p.id = g.plan_id"
        )
        plans = {}
        for key, plan, _parent, text, account in found:
            quarter = self._calendar.quarter(Quarter.parse(text)) if text else None
            target = self._plan_of.get((account, quarter.year)) if quarter else None if plan in gone else plan
            fallback = self._plan_of[account, self._calendar.here.year]
            plans[key] = (target or fallback, str(quarter) if target and quarter else None)
        self._write(
            "UPDATE goal SET plan_id = ?, quarter = ?, parent_id = ? WHERE id = ?",
            [
                (*plans[key], parent if parent and plans[parent][0] == plans[key][0] else None, key)
                for key, _plan, parent, _text, _account in found
            ],
        )

    def _tasks(self) -> None:
        calendar = self._calendar
        placed, gone = [], []
        found = self._rows("SELECT id, quarter, due, done_on, status FROM task")
        for key, text, due_text, done_text, status in found:
            before = Quarter.parse(text)
            quarter = calendar.quarter(before)
            if quarter.year < calendar.here.year - 1:
                gone.append((key,))
                continue
            due = _day(due_text) if due_text else None
            if due is not None and before == HOME and status == "open":
                due = calendar.ahead(due)
                quarter = Quarter.of(due)
            elif due is not None:
                due = max(calendar.within(due), quarter.first_day())
            done = calendar.within(_day(done_text)).isoformat() if done_text else None
            placed.append((str(quarter), due.isoformat() if due else None, done, key))
        self._write("UPDATE task SET quarter = ?, due = ?, done_on = ? WHERE id = ?", placed)
        self._write("DELETE FROM task WHERE id = ?", gone)
        self._connection.execute(UNTIE_GOALS)

    def _birthdays(self) -> None:
        found = self._rows("SELECT birthday, id FROM contact WHERE birthday IS NOT NULL")
        moved = [(self._calendar.birthday(_day(born)).isoformat(), key) for born, key in found]
        self._write("UPDATE contact SET birthday = ? WHERE id = ?", moved)


def _into_russian(connection: sqlite3.Connection) -> None:
    """Put every text of the stories into Russian. Texts that are the same in both languages stay."""
    from kamtui.db.sample.goods import CATEGORIES, GOODS
    from kamtui.db.sample.stories import STORIES
    from kamtui.db.sample.story import COLLEAGUES, USERS, english, russian, texts

    words = {english(text): russian(text) for text in texts((STORIES, GOODS, CATEGORIES, USERS, COLLEAGUES))}
    for table, columns in TEXTS.items():
        rows = []
        for key, *values in connection.execute(f"SELECT id, {', '.join(columns)} FROM {table}").fetchall():
            told = [words.get(value, value) for value in values]
            if told != values:
                rows.append((*told, *([search_key(told[0])] if table in KEYED_TEXTS else []), key))
        names = [*columns, *(["search_key"] if table in KEYED_TEXTS else [])]
        connection.executemany(f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?", rows)
    connection.execute("CREATE TEMP TABLE word (en TEXT PRIMARY KEY, ru TEXT) WITHOUT ROWID")
    connection.executemany("INSERT INTO word VALUES (?, ?)", words.items())
    columns_of_lines = ", ".join(
        f"{name} = coalesce((SELECT ru FROM word WHERE en = {name}), {name})" for name in ("product", "uom", "via")
    )
    connection.execute(f"UPDATE order_line SET {columns_of_lines}")


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _plus(text: str | None, by: timedelta) -> str | None:
    return None if text is None else (_day(text) + by).isoformat()


def _instant(day: date, like: str) -> str:
    return day.isoformat() + like[10:]


def _stamp(column: str) -> str:
    """SQL of a stored instant moved by a number of days."""
    return f"date({column}, ?) || substr({column}, 11)"
