"""Makes a private copy of the sample live on another day and in another language. Bare SQL: the demo starts with it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kamtui.db.sample import alive_claims, alive_learnt, alive_meetings
from kamtui.db.sample.alive_plans import PlansMove, day_of, instant
from kamtui.db.sample.alive_snapshots import SnapshotsMove, TaskMoved, changeable
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
    "plan_quarter": ("kam_comment", "head_comment"),
    "plan_event": ("note",),
    "plan_snapshot": ("note",),
    "task": ("title", "resource", "resource_person", "resource_note", "result"),
    "task_move": ("reason",),
    "wallet_estimate": ("supplier", "source"),
    "initiative": ("title", "source", "why"),
    "opportunity": ("title", "product", "competitor", "next_step", "reason"),
    "touch": ("outcome", "next_step"),
    "touch_person": ("name",),
    "contact_way": ("label",),
    "contact_line": ("note",),
    "contact_tie": ("note",),
    **alive_claims.TEXTS,
    **alive_meetings.TEXTS,
    **alive_learnt.TEXTS,
}
_STAMPED = (
    "user_", "account", "legal_entity", "unit", "contact", "product_category", "progression", "progress_state", "plan",
    "plan_block", "plan_quarter", "goal", "task", "touch", "colleague", "wallet_estimate", "initiative",
    "opportunity", *alive_claims.STAMPED, *alive_meetings.STAMPED, *alive_learnt.STAMPED,
)  # fmt: skip
# A task serves a goal of its own year only.
UNTIE_GOALS = """
UPDATE task SET goal_id = NULL WHERE goal_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM goal g JOIN plan p ON p.id = g.plan_id
        WHERE g.id = task.goal_id AND p.year = CAST(substr(task.quarter, 1, 4) AS INTEGER))
"""
_WHOLE_WEEKS = {
    "account": "since",
    "contact": "left_on",
    "touch": "on_date",
    "order_line": "date",
    "wallet_estimate": "on_date",
    "initiative": "noted_on",
}


def enliven(path: Path, language: str, today: date) -> None:
    """Move the copy at `path` to `today` and put its texts into `language`, outside the journal."""
    connection = connect(path, write=True)
    try:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN IMMEDIATE")
        with changeable(connection):
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
        self._moved: dict[str, TaskMoved] = {}

    def everything(self) -> None:
        """Move all; what goes by weeks first, then plans, then tasks, which stand in them."""
        if self._calendar.weeks:
            self._by_weeks()
        self._progress()
        plans = PlansMove(self._connection, self._calendar)
        plans.everything()
        self._tasks()
        if self._calendar.days:
            SnapshotsMove(self._connection, self._calendar, self._moved, plans.instants).everything()
        self._birthdays()
        alive_claims.move_claims(self._connection, self._calendar)
        alive_meetings.move_meetings(self._connection, self._calendar)
        alive_learnt.move_learnt(self._connection, self._calendar)

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
                by = self._calendar.within(day_of(done)) - day_of(done)
            moved[account, item] = by
            quarter = str(self._calendar.quarter(Quarter.parse(planned))) if planned else None
            states.append((_plus(started, by), _plus(done, by), quarter, key))
        self._write("UPDATE progress_state SET started_on = ?, done_on = ?, planned_quarter = ? WHERE id = ?", states)
        events = []
        for key, account, item, on, at in self._rows(
            "SELECT id, account_id, progression_id, on_date, at FROM progress_event"
        ):
            day = day_of(on) + moved[account, item]
            events.append((day.isoformat(), instant(day, at), key))
        self._write("UPDATE progress_event SET on_date = ?, at = ? WHERE id = ?", events)

    def _tasks(self) -> None:
        calendar = self._calendar
        placed, gone = [], []
        found = self._rows(
            "SELECT id, quarter, due, done_on, status, resource_asked_on, resource_by, resource_answered_on FROM task"
        )
        for key, text, due_text, done_text, status, *help_days in found:
            before = Quarter.parse(text)
            quarter = calendar.quarter(before)
            if quarter.year < calendar.here.year - 1:
                gone.append((key,))
                continue
            due = day_of(due_text) if due_text else None
            if due is not None and before == HOME and status == "open":
                due = calendar.ahead(due)
                quarter = Quarter.of(due)
            elif due is not None:
                due = max(calendar.within(due), quarter.first_day())
            done = calendar.within(day_of(done_text)) if done_text else None
            by = timedelta(0) if due is None else due - day_of(due_text)
            since = done - day_of(done_text) if done else calendar.weeks
            asked, needed, answered = _help(help_days, since, by)
            placed.append((str(quarter), _text(due), _text(done), asked, needed, answered, key))
            self._moved[key] = TaskMoved(before, quarter, (due_text, _text(due)), (help_days[1], needed))
        self._write(
            "UPDATE task SET quarter = ?, due = ?, done_on = ?, resource_asked_on = ?, resource_by = ?,"
            " resource_answered_on = ? WHERE id = ?",
            placed,
        )
        self._write("UPDATE opportunity SET task_id = NULL WHERE task_id = ?", gone)
        self._write("DELETE FROM task_move WHERE task_id = ?", gone)
        self._write("DELETE FROM task WHERE id = ?", gone)
        self._connection.execute(UNTIE_GOALS)
        self._task_moves()

    def _task_moves(self) -> None:
        """Tasks were carried over as many days after the end of a quarter, and no later than yesterday."""
        placed, last = [], {}
        found = self._rows("SELECT id, task_id, from_quarter, on_date FROM task_move ORDER BY from_quarter")
        for key, task, text, on in found:
            before = Quarter.parse(text)
            left = self._calendar.quarter(before)
            day = left.last_day() + (day_of(on) - before.last_day())
            day = min(day, self._calendar.today - timedelta(days=1))
            placed.append((str(left), str(left.shifted(1)), day.isoformat(), key))
            last[task] = key
        self._write("UPDATE task_move SET from_quarter = ?, to_quarter = ?, on_date = ? WHERE id = ?", placed)
        self._write(
            "UPDATE task_move SET to_quarter = ? WHERE id = ?",
            [(str(self._moved[task].after), key) for task, key in last.items()],
        )

    def _birthdays(self) -> None:
        found = self._rows("SELECT birthday, id FROM contact WHERE birthday IS NOT NULL")
        moved = [(self._calendar.birthday(day_of(born)).isoformat(), key) for born, key in found]
        self._write("UPDATE contact SET birthday = ? WHERE id = ?", moved)


def _into_russian(connection: sqlite3.Connection) -> None:
    """Put every text of the stories into Russian. Texts that are the same in both languages stay."""
    from kamtui.db.sample.claims_told import BIDS, CLAIMS, DEEDS
    from kamtui.db.sample.goods import CATEGORIES, GOODS
    from kamtui.db.sample.learnt_told import LEARNT, MEMOS, VOWS
    from kamtui.db.sample.meetings_told import TALKS
    from kamtui.db.sample.stories import STORIES
    from kamtui.db.sample.story import COLLEAGUES, USERS, english, russian, texts

    whole = (STORIES, GOODS, CATEGORIES, USERS, COLLEAGUES, CLAIMS, BIDS, DEEDS, TALKS, VOWS, LEARNT, MEMOS)
    words = {english(text): russian(text) for text in texts(whole)}
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
    _snapshots_into_russian(connection, words)
    columns_of_lines = ", ".join(
        f"{name} = coalesce((SELECT ru FROM word WHERE en = {name}), {name})" for name in ("product", "uom", "via")
    )
    connection.execute(f"UPDATE order_line SET {columns_of_lines}")


def _snapshots_into_russian(connection: sqlite3.Connection, words: Mapping[str, str]) -> None:
    """Put what snapshots hold into Russian: texts of the stories, titles of blocks and of progressions."""
    from kamtui.domain.plans import block_titles
    from kamtui.i18n import speaking

    with speaking("en"):
        english = block_titles()
    with speaking("ru"):
        titles = {english[number]: title for number, title in block_titles().items()}
    known = {**words, **titles, **dict(connection.execute("SELECT title_en, title_ru FROM progression").fetchall())}

    def told(value: Any) -> Any:
        if isinstance(value, str):
            return known.get(value, value)
        if isinstance(value, list):
            return [told(each) for each in value]
        return {name: told(each) for name, each in value.items()} if isinstance(value, dict) else value

    rows = [
        (json.dumps(told(json.loads(content)), ensure_ascii=False), key)
        for key, content in connection.execute("SELECT id, content FROM plan_snapshot").fetchall()
    ]
    connection.executemany("UPDATE plan_snapshot SET content = ? WHERE id = ?", rows)


def _plus(text: str | None, by: timedelta) -> str | None:
    return None if text is None else (day_of(text) + by).isoformat()


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _help(days: Sequence[str | None], since: timedelta, by: timedelta) -> tuple[str | None, ...]:
    """Days of help asked for: asked and answered moved by `since`, needed by `by`, and later than asked."""
    asked, needed, answered = (day_of(day) if day else None for day in days)
    asked = asked + since if asked else None
    needed = needed + by if needed else None
    if asked and needed:
        needed = max(needed, asked + timedelta(days=1))
    return _text(asked), _text(needed), _text(answered + since if answered else None)


def _stamp(column: str) -> str:
    """SQL of a stored instant moved by a number of days."""
    return f"date({column}, ?) || substr({column}, 11)"
