"""Tasks that repeat: the rule of a task, the day it stands for, and the next one when it is finished. Within a step.

The column `repeats` holds the rule; of a task that was moved off its day also that day: `weekly:mon @2026-11-23`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from kamtui.domain.plans import task_quarter
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import TaskStatus
from kamtui.errors import Refused
from kamtui.workspace.task_moves import check_quarter_open

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.workspace.tasks import Tasks

_MARK = " @"
# What the next task takes over. Help is asked for anew each time, and a result is of one task.
_TAKEN_OVER = ("title", "account_id", "due_time", "priority", "contact_id", "progression_id", "minutes")


def repeating(row: tables.Task, values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Validated fields of a task with what follows for how it repeats.

    A task that begins to repeat without a day gets the first of the rule; one that is moved remembers its own day.
    """
    from kamtui.db.ids import new_id
    from kamtui.domain.recurrence import first_from

    values = dict(values)
    rule, own_day = _parts(row)
    if "repeats" in values and values["repeats"] != rule:
        if values["repeats"]:
            values.setdefault("series_id", row.series_id or new_id())
            if values.get("due", row.due) is None:
                values["due"] = first_from(values["repeats"], today)
        return values
    values.pop("repeats", None)
    if rule and "due" in values and own_day is not None:
        values["repeats"] = rule if values["due"] == own_day else f"{rule}{_MARK}{own_day.isoformat()}"
    return values


def make_next(tasks: Tasks, step: Step, row: tables.Task, today: date, fiscal_start: int) -> tables.Task | None:
    """The next task of the series of `row`; None when it has none, or when another one of it is open."""
    from kamtui.db.ids import new_id
    from kamtui.domain.recurrence import following

    rule, own_day = _parts(row)
    row.series_id = row.series_id or (new_id() if rule else None)
    if not rule or _has_open(step, row):
        return None
    stands_for = own_day or today
    try:
        day = following(rule, stands_for, row.due or stands_for, today)
    except (OverflowError, ValueError):  # beyond the last year that there is
        return None
    values = {name: getattr(row, name) for name in _TAKEN_OVER}
    values |= {"due": day, "repeats": rule, "series_id": row.series_id, "quarter": None}
    if row.quarter is not None:
        quarter = str(task_quarter(day, fiscal_start))
        try:
            check_quarter_open(step, row.account_id, quarter)
            values["quarter"] = quarter
            if Quarter.parse(quarter).year == Quarter.parse(row.quarter).year:
                values["goal_id"] = row.goal_id
        except Refused:  # the next one stays off a board that is closed
            pass
    made = tasks.create(step, values)
    made.owner_id = row.owner_id
    return made


def _parts(row: tables.Task) -> tuple[str, date | None]:
    """(rule, the day that the task stands for)."""
    rule, _mark, day = (row.repeats or "").partition(_MARK)
    return rule, date.fromisoformat(day) if day else row.due


def _has_open(step: Step, row: tables.Task) -> bool:
    from sqlmodel import select

    from kamtui.db import tables

    return (
        step.session.exec(
            select(tables.Task.id).where(
                tables.Task.series_id == row.series_id,
                tables.Task.status == TaskStatus.OPEN.value,
                tables.Task.id != row.id,
            )
        ).first()
        is not None
    )
