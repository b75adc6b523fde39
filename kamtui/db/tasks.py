"""Reads of tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from kamtui.db.reader import Reader, Row, as_date, as_time, in_list
from kamtui.domain.plans import Task
from kamtui.domain.quarters import Quarter
from kamtui.domain.text import search_key
from kamtui.domain.words import Answer, Priority, TaskStatus

_TASK = """
SELECT t.id, t.title, t.account_id, a.code, a.name, t.quarter, t.due, t.due_time, u.login, t.resource, t.priority,
       t.status, t.result, t.contact_id, t.progression_id, t.goal_id, t.done_on, t.times_moved, t.position, t.version,
       t.resource_person, t.resource_asked_on, t.resource_by, t.resource_answer, t.resource_answered_on,
       t.resource_note, t.minutes, t.repeats, t.series_id
  FROM task t
  LEFT JOIN account a ON a.id = t.account_id
  LEFT JOIN user_ u ON u.id = t.owner_id
"""
_BOARD_ORDER = "ORDER BY t.quarter, t.position, t.id"
_DAY_ORDER = "ORDER BY t.due IS NULL, t.due, t.due_time IS NULL, t.due_time, t.id"


def task(reader: Reader, task_id: str) -> Task | None:
    """One task."""
    row = reader.row(f"{_TASK} WHERE t.id = :task", task=task_id)
    return _task(row) if row is not None else None


def open_tasks(reader: Reader, account_id: str | None = None) -> list[Task]:
    """Open tasks, due first ones first: of one account, or of all that are not archived and of no account."""
    if account_id is not None:
        rows = reader.rows(
            f"{_TASK} WHERE t.status = 'open' AND t.account_id = :account {_DAY_ORDER}", account=account_id
        )
    else:
        rows = reader.rows(f"{_TASK} WHERE t.status = 'open' AND a.archived_at IS NULL {_DAY_ORDER}")
    return [_task(row) for row in rows]


def open_tasks_among(reader: Reader, account_ids: Sequence[str], login: str | None = None) -> list[Task]:
    """Open tasks of these accounts, of no account, and those that `login` owns elsewhere; due first ones first."""
    among, params = in_list("a", account_ids)
    # Every branch looks into an index, on accounts or on owners: no open task of other people is read.
    wanted = f"t.account_id IN ({among}) OR t.account_id IS NULL"
    if login is not None and reader.value(
        f"SELECT 1 FROM account WHERE archived_at IS NULL AND id NOT IN ({among}) LIMIT 1", **params
    ):
        wanted += " OR (t.owner_id = (SELECT id FROM user_ WHERE login = :login) AND a.archived_at IS NULL)"
        params = {**params, "login": login}
    rows = reader.rows(
        f"{_TASK} WHERE ({wanted}) AND t.status NOT IN ('done', 'moved', 'dropped') {_DAY_ORDER}", **params
    )
    return [_task(row) for row in rows]


def with_contact(reader: Reader, contact_id: str) -> list[Task]:
    """Tasks about a contact whatever their status: open ones first, due first; then the last closed first."""
    rows = reader.rows(f"{_TASK} WHERE t.contact_id = :contact {_DAY_ORDER}", contact=contact_id)
    tasks = [_task(row) for row in rows]
    closed = [task for task in tasks if task.status is not TaskStatus.OPEN]
    closed.sort(key=lambda task: (task.done_on or task.due or date.min, task.id), reverse=True)
    return [task for task in tasks if task.status is TaskStatus.OPEN] + closed


def board(reader: Reader, account_id: str, year: int) -> list[Task]:
    """Tasks of the quarters of a fiscal year, in the order of the board, whatever their status."""
    rows = reader.rows(
        f"{_TASK} WHERE t.account_id = :account AND t.quarter BETWEEN :first AND :last {_BOARD_ORDER}",
        account=account_id,
        first=str(Quarter(year, 1)),
        last=str(Quarter(year, 4)),
    )
    return [_task(row) for row in rows]


def asked(reader: Reader, *, open_only: bool) -> list[Task]:
    """Tasks of accounts that are not archived with an internal resource: by department, then by when it is needed."""
    only = " AND t.status = 'open'" if open_only else ""
    rows = reader.rows(
        f"{_TASK} WHERE t.resource <> '' AND a.archived_at IS NULL{only}"
        " ORDER BY t.resource_by IS NULL, t.resource_by, t.due IS NULL, t.due, t.id"
    )
    tasks = [_task(row) for row in rows]
    tasks.sort(key=lambda task: search_key(task.resource))
    return tasks


def departments(reader: Reader) -> list[str]:
    """Departments that were ever asked, the most asked first, each as it is mostly written."""
    rows = reader.rows(
        "SELECT resource FROM task WHERE resource <> '' GROUP BY resource ORDER BY count(*) DESC, resource"
    )
    found: dict[str, str] = {}
    for (name,) in rows:
        found.setdefault(search_key(name), name)
    return list(found.values())


def boards(reader: Reader, account_ids: Sequence[str], year: int) -> list[Task]:
    """Tasks of the quarters of a fiscal year of several accounts, in the order of their boards."""
    among, params = in_list("a", account_ids)
    rows = reader.rows(
        f"{_TASK} WHERE t.account_id IN ({among}) AND t.quarter BETWEEN :first AND :last {_BOARD_ORDER}",
        first=str(Quarter(year, 1)),
        last=str(Quarter(year, 4)),
        **params,
    )
    return [_task(row) for row in rows]


def open_in_series(reader: Reader, series_id: str) -> Task | None:
    """The open task of a series; the first due one where there are several."""
    row = reader.row(f"{_TASK} WHERE t.series_id = :series AND t.status = 'open' {_DAY_ORDER}", series=series_id)
    return _task(row) if row is not None else None


def titles(reader: Reader) -> list[tuple[str, str, bool]]:
    """(id, title, whether it is open) of all tasks, newest first, to find one by its words."""
    rows = reader.rows("SELECT id, title, status FROM task ORDER BY created_at DESC, id DESC")
    return [(row["id"], row["title"], row["status"] == TaskStatus.OPEN) for row in rows]


def next_step_ids(reader: Reader, account_ids: Sequence[str] | None = None) -> frozenset[str]:
    """Ids of the open tasks of these accounts (None: of all) that came from a touch."""
    among, params = in_list("a", account_ids or ())
    where = "" if account_ids is None else f"AND +k.account_id IN ({among})"
    rows = reader.rows(
        f"SELECT k.id FROM task k JOIN touch t ON t.task_id = k.id WHERE k.status = 'open' {where}", **params
    )
    return frozenset(row[0] for row in rows)


def quarter_counts(reader: Reader, account_id: str, quarter: Quarter) -> tuple[int, int]:
    """(done, planned) tasks of a quarter; dropped tasks and those moved away do not count as planned."""
    row = reader.row(
        "SELECT coalesce(sum(status = 'done'), 0), count(*) FROM task"
        " WHERE account_id = :account AND quarter = :quarter AND status IN ('open', 'done')",
        account=account_id,
        quarter=str(quarter),
    )
    return (row[0], row[1]) if row is not None else (0, 0)


def _task(row: Row) -> Task:
    (
        key, title, account_id, code, name, quarter, due, due_time, owner, resource, priority,
        status, result, contact_id, progression_id, goal_id, done, moved, position, version,
        person, asked, by, answer, answered, note, minutes, repeats, series,
    ) = row  # fmt: skip
    return Task(
        id=key,
        title=title,
        account_id=account_id,
        account_code=code,
        account_name=name or "",
        quarter=_quarter(quarter) if quarter else None,
        due=as_date(due),
        due_time=as_time(due_time),
        owner=owner,
        resource=resource,
        priority=_PRIORITIES[priority],
        status=_STATUSES[status],
        result=result,
        contact_id=contact_id,
        progression_id=progression_id,
        goal_id=goal_id,
        done_on=as_date(done),
        times_moved=moved,
        position=position,
        version=version,
        resource_person=person,
        resource_asked_on=as_date(asked),
        resource_by=as_date(by),
        resource_answer=_ANSWERS[answer],
        resource_answered_on=as_date(answered),
        resource_note=note,
        minutes=minutes,
        repeats=repeats.partition(" @")[0],
        series_id=series,
    )


# A board has a handful of quarters, read hundreds of times.
_quarter = lru_cache(64)(Quarter.parse)
_PRIORITIES = {priority.value: priority for priority in Priority}
_STATUSES = {status.value: status for status in TaskStatus}
_ANSWERS: dict[str | None, Answer | None] = {None: None, **{answer.value: answer for answer in Answer}}
