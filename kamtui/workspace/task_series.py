"""Tasks that repeat: the rule of a task, the day it stands for, and the next one when it is finished. Within a step.

The column `repeats` holds the rule; of a task that was moved off its day also that day: `weekly:mon @2026-11-23`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kamtui.domain.plans import task_quarter
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import TaskStatus
from kamtui.errors import Refused
from kamtui.workspace.task_moves import Boards

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
            Boards(step).check_open(row.account_id, quarter)
            values["quarter"] = quarter
            if Quarter.parse(quarter).year == Quarter.parse(row.quarter).year:
                values["goal_id"] = row.goal_id
        except Refused:  # the next one stays off a board that is closed
            pass
    made = tasks.make(step, values, Boards(step))
    made.owner_id = row.owner_id
    step.session.flush()
    return made


def _parts(row: tables.Task) -> tuple[str, date | None]:
    """(rule, the day that the task stands for)."""
    rule, _mark, day = (row.repeats or "").partition(_MARK)
    return rule, date.fromisoformat(day) if day else row.due


def take_next_back(tasks: Tasks, step: Step, row: tables.Task) -> None:
    """Of a task that is open again: the next one that its closing made goes, as long as nobody has changed it."""
    later = [task for task in _others(step, row) if _made(task) > _made(row)] if _parts(row)[0] else []
    # Of several later ones the open one was made by the closing of another.
    if len(later) == 1 and later[0].status == TaskStatus.OPEN and later[0].version == 1:
        tasks.delete(step, later[0])


def _has_open(step: Step, row: tables.Task) -> bool:
    return any(task.status == TaskStatus.OPEN for task in _others(step, row))


def _others(step: Step, row: tables.Task) -> Sequence[tables.Task]:
    """The other tasks of the series."""
    from sqlmodel import select

    from kamtui.db import tables

    if row.series_id is None:
        return ()
    series = select(tables.Task).where(tables.Task.series_id == row.series_id, tables.Task.id != row.id)
    return step.session.exec(series).all()


def _made(task: tables.Task) -> tuple[datetime, str]:
    """When a task was made, to order those of a series."""
    return task.created_at or datetime.min, task.id
