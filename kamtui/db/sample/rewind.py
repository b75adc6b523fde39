"""Takes a copy of the sample back to an earlier instant, so that its plans can be kept as they were then.

Bare SQL. What a plan shows is taken back: tasks, help, progressions, goals, estimates, initiatives, opportunities,
reviews, states, orders, and texts of which the stories tell an earlier one. People stay as they are.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import Any

from kamtui.db.sample.days import HOME
from kamtui.db.sample.stories import STORIES
from kamtui.db.sample.story import english
from kamtui.domain.quarters import Quarter

_STEPS = (
    # An offer that nobody knew of had no task for its next step.
    """DELETE FROM task_move WHERE task_id IN (SELECT o.task_id FROM opportunity o JOIN initiative i
        ON i.id = o.initiative_id WHERE i.noted_on > :day)""",
    """DELETE FROM touch_person WHERE touch_id IN (SELECT id FROM touch WHERE on_date > :day)""",
    "UPDATE initiative SET touch_id = NULL WHERE touch_id IN (SELECT id FROM touch WHERE on_date > :day)",
    "UPDATE progress_state SET touch_id = NULL WHERE touch_id IN (SELECT id FROM touch WHERE on_date > :day)",
    "DELETE FROM touch WHERE on_date > :day",
    """CREATE TEMP TABLE unknown AS SELECT task_id AS id FROM opportunity o JOIN initiative i ON i.id = o.initiative_id
        WHERE i.noted_on > :day AND o.task_id IS NOT NULL""",
    """DELETE FROM opportunity_progression WHERE opportunity_id IN (SELECT o.id FROM opportunity o JOIN initiative i
        ON i.id = o.initiative_id WHERE i.noted_on > :day)""",
    "DELETE FROM opportunity WHERE initiative_id IN (SELECT id FROM initiative WHERE noted_on > :day)",
    "DELETE FROM initiative WHERE noted_on > :day",
    "UPDATE touch SET task_id = NULL WHERE task_id IN (SELECT id FROM unknown)",
    "DELETE FROM task WHERE id IN (SELECT id FROM unknown)",
    "DROP TABLE unknown",
    "DELETE FROM wallet_estimate WHERE on_date > :day",
    """UPDATE opportunity SET status = 'open', decided_on = NULL, reason = '', times_postponed = 0,
        probability = min(probability, 6000), quarter = coalesce(quarter, :next) WHERE decided_on > :day""",
    """UPDATE task SET status = 'open', done_on = NULL, result = ''
        WHERE done_on > :day OR (status IN ('dropped', 'moved') AND quarter >= :here)""",
    """UPDATE task SET quarter = (SELECT min(m.from_quarter) FROM task_move m WHERE m.task_id = task.id
        AND m.on_date > :day), due = :end, times_moved = times_moved - (SELECT count(*) FROM task_move m
        WHERE m.task_id = task.id AND m.on_date > :day)
        WHERE id IN (SELECT task_id FROM task_move WHERE on_date > :day)""",
    "DELETE FROM task_move WHERE on_date > :day",
    """UPDATE task SET resource_answer = 'waiting', resource_answered_on = NULL
        WHERE resource_answered_on > :day""",
    """UPDATE task SET resource_answer = NULL, resource_asked_on = NULL, resource_person = '', resource_by = NULL
        WHERE resource_asked_on > :day""",
    "UPDATE goal SET done = 0 WHERE coalesce(quarter, :here) >= :here",
    """UPDATE progress_state SET status = 'in_progress', done_on = NULL, evidence = ''
        WHERE done_on > :day""",
    """UPDATE progress_state SET status = 'not_started', started_on = NULL, evidence = '' WHERE started_on > :day""",
    """UPDATE plan_quarter SET closed_at = NULL, closed_by_id = NULL, cause = NULL, head_cause = NULL,
        kam_comment = '', head_comment = '', next_forecast = NULL, tasks_planned = NULL, tasks_done = NULL,
        items_planned = NULL, items_done = NULL, revenue_fact = NULL WHERE closed_at > :at""",
    "DELETE FROM plan_event WHERE at > :at",
    """UPDATE plan SET state = coalesce((SELECT CASE e.kind WHEN 'submitted' THEN 'submitted' WHEN 'approved'
        THEN 'approved' ELSE 'draft' END FROM plan_event e WHERE e.plan_id = plan.id AND e.number IS NULL
        ORDER BY e.at DESC LIMIT 1), state)""",
    "DELETE FROM order_line WHERE date > :day",
    "DELETE FROM sales_day WHERE day > :day",
)
_STAMPED = ("account", "contact", "wallet_estimate", "initiative", "opportunity", "progress_state", "goal", "task",
    "plan_quarter", "plan_block")  # fmt: skip


def rewind(connection: sqlite3.Connection, at: str) -> None:
    """Take the copy back to the instant `at`, as the database writes it. It must not be earlier than that already."""
    here = Quarter.of(date.fromisoformat(at[:10]))
    values: dict[str, Any] = {
        "at": at,
        "day": at[:10],
        "here": str(here),
        "next": str(here.shifted(1)),
        "end": (here.last_day() - timedelta(days=11)).isoformat(),
    }
    for sql in _STEPS:
        connection.execute(sql, {name: value for name, value in values.items() if f":{name}" in sql})
    for story in STORIES:
        for number, told in story.potential.approved.items():
            connection.execute(
                "UPDATE plan_block SET text = ? WHERE number = ? AND updated_at > ? AND plan_id ="
                " (SELECT p.id FROM plan p JOIN account a ON a.id = p.account_id WHERE a.code = ? AND p.year = ?)",
                (english(told), number, at, story.code, HOME.year),
            )
    for table in _STAMPED:
        connection.execute(f"UPDATE {table} SET updated_at = ? WHERE updated_at > ?", (at, at))
    connection.commit()
