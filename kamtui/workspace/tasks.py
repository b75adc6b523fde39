"""Tasks: on the quarter board, on Today, from a touch; added, moved in time, done, dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from kamtui.db import tasks as reads
from kamtui.domain import plans as rules
from kamtui.domain.plans import Task
from kamtui.domain.quarters import Quarter, year_quarters
from kamtui.domain.text import clean, resolve, search_key
from kamtui.domain.words import TaskStatus
from kamtui.errors import Ambiguous, InvalidValue, NotFound, Refused
from kamtui.i18n import _
from kamtui.workspace.base import Feature, apply

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step

_SHORTEST_ID = 4
_SHOWN = 8


class Tasks(Feature):
    """`workspace.tasks`."""

    def get(self, task_id: str) -> Task:
        """One task. Raises NotFound."""
        found = reads.task(self._reader, task_id)
        if found is None:
            raise NotFound(_("task"), task_id)
        return found

    def find(self, ref: str) -> Task:
        """The task by id, by the beginning or end of it (4 signs or more), or by part of the title, open ones first.

        Raises NotFound or Ambiguous.
        """
        known = reads.titles(self._reader)
        wanted = ref.strip().casefold()
        if len(wanted) >= _SHORTEST_ID:
            fitting = [key for key, _title, _open in known if key == wanted]
            fitting = fitting or [key for key, _title, _open in known if key.startswith(wanted) or key.endswith(wanted)]
            if len(fitting) == 1:
                return self.get(fitting[0])
            if fitting:
                named = {key: title for key, title, _open in known}
                raise Ambiguous(_("task"), ref, [f"{named[key]} ({key})" for key in fitting[:_SHOWN]])
        key = search_key(ref)
        among = [(short_id(task_id), title, task_id) for task_id, title, is_open in known if is_open]
        if not key or not any(key in search_key(title) for _short, title, _id in among):
            closed = [(short_id(task_id), title, task_id) for task_id, title, is_open in known if not is_open]
            among = closed if key and any(key in search_key(title) for _short, title, _id in closed) else among
        return self.get(resolve(ref, among, _("task")))

    def open(self, account_id: str | None = None) -> list[Task]:
        """Open tasks, due first ones first: of one account, or all but those of archived accounts."""
        return reads.open_tasks(self._reader, account_id)

    def open_by_account(self, account_ids: Sequence[str] | None = None) -> dict[str | None, list[Task]]:
        """Open tasks by account, due first ones first: of these accounts (None: all); under None those without one."""
        if account_ids is None:
            tasks = reads.open_tasks(self._reader)
        else:
            tasks = reads.open_tasks_among(self._reader, account_ids)
        found: dict[str | None, list[Task]] = {}
        for task in tasks:
            found.setdefault(task.account_id, []).append(task)
        return found

    def of(self, account_id: str, year: int) -> dict[Quarter, tuple[Task, ...]]:
        """The quarter board of a fiscal year: tasks of each of the four quarters in order, whatever their status."""
        board: dict[Quarter, list[Task]] = {quarter: [] for quarter in year_quarters(year)}
        for task in reads.board(self._reader, account_id, year):
            if task.quarter in board:
                board[task.quarter].append(task)
        return {quarter: tuple(tasks) for quarter, tasks in board.items()}

    def done_on(self, day: date) -> list[Task]:
        """Tasks closed on a day, the last closed first."""
        return reads.done_on(self._reader, day)

    def next_step_ids(self, account_ids: Sequence[str] | None = None) -> frozenset[str]:
        """Ids of the tasks of these accounts (None: of all) that came from a touch."""
        return reads.next_step_ids(self._reader, account_ids)

    def quarter_figure(self, account_id: str, quarter: Quarter) -> tuple[int, int]:
        """(done, planned) tasks of an account in a quarter."""
        return reads.quarter_counts(self._reader, account_id, quarter)

    def add(self, **fields: object) -> Task:
        """Add a task; fields of `inputs.TaskInput`. It is the current user's unless `owner` says otherwise.

        A task of an account with a due date but no quarter comes to the quarter of that date; `quarter=None` keeps it
        off the board. Raises InvalidFields or InvalidValue.
        """
        from kamtui.workspace.inputs import TaskInput, validated

        values = validated(TaskInput, {"title": "", **fields})
        with self._ws.step("task.add", values["title"]) as step:
            row = self.create(step, values)
        return self.get(row.id)

    def create(self, step: Step, values: Mapping[str, Any]) -> tables.Task:
        """Within a step: a new task of validated fields. Raises InvalidValue."""
        from kamtui.db import tables

        values = dict(values)
        if "quarter" not in values and values.get("account_id"):
            values["quarter"] = _text(rules.task_quarter(values.get("due"), self._fiscal_start))
        row = tables.Task(title=values["title"], owner_id=step.user.id)
        self._write(step, row, values)
        row.position = self._end(step, row)
        step.session.add(row)
        step.session.flush()
        return row

    def change(self, task_id: str, version: int | None = None, **fields: object) -> Task:
        """Change some fields. A due date given alone takes the task to its quarter, if it stands on the board.

        A quarter given alone lets a due date outside of it go. Raises InvalidFields, InvalidValue, Conflict.
        """
        from kamtui.db import tables
        from kamtui.workspace.inputs import TaskInput, validated

        values = validated(TaskInput, fields, partial=True)
        with self._ws.step("task.change") as step:
            row = step.get(tables.Task, task_id, _("task"))
            step.check_version(row, version, row.title)
            self._change(step, row, values)
            step.subject = row.title
        return self.get(task_id)

    def move(self, task_id: str, quarter: Quarter | str | None, version: int | None = None) -> Task:
        """Move an open task to the end of another quarter, or (None) off the board; a due date outside of it goes.

        Taking a late task, or one of an ended quarter, to a later quarter is counted. Raises Refused, Conflict.
        """
        from kamtui.db import tables

        wanted = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
        with self._ws.step("task.move") as step:
            row = step.get(tables.Task, task_id, _("task"))
            step.check_version(row, version, row.title)
            step.subject = row.title
            if row.status != TaskStatus.OPEN:
                raise Refused(_("“{title}” is closed; reopen it to move it").format(title=row.title))
            self._change(step, row, {"quarter": _text(wanted)})
        return self.get(task_id)

    def reorder(self, task_id: str, delta: int, version: int | None = None) -> Task:
        """Move a task up (negative) or down within its quarter; it stops at either end. Raises NotFound, Conflict."""
        from kamtui.db import tables

        with self._ws.step("task.move") as step:
            row = step.get(tables.Task, task_id, _("task"))
            step.check_version(row, version, row.title)
            step.subject = row.title
            column = {task.id: task for task in self._column(step, row)}
            for key, position in rules.moved_positions(list(column), task_id, delta).items():
                apply(column[key], {"position": position})
        return self.get(task_id)

    def postpone(self, task_id: str, days: int, version: int | None = None) -> Task:
        """Shift the due date by days, counted from today for a late or undated task, and never into the past.

        Raises Refused when the task is closed, Conflict.
        """
        from kamtui.db import tables

        today = self._ws.today_date
        with self._ws.step("task.move") as step:
            row = step.get(tables.Task, task_id, _("task"))
            step.check_version(row, version, row.title)
            step.subject = row.title
            if row.status != TaskStatus.OPEN:
                raise Refused(_("“{title}” is closed; reopen it to move it").format(title=row.title))
            due = max(today, max(row.due or today, today) + timedelta(days=days))
            self._change(step, row, {"due": due})
        return self.get(task_id)

    def done(self, task_id: str, result: str = "", on: date | None = None, version: int | None = None) -> Task:
        """Close a task as done on a day (today), with its result in words. Raises InvalidValue, Conflict."""
        today = self._ws.today_date
        if on is not None and on > today:
            raise InvalidValue("on", on, reason=_("the day lies in the future"))
        values: dict[str, object] = {"status": TaskStatus.DONE}
        if result:
            values["result"] = _result(result)
        with self._ws.step("task.done") as step:
            row = self._closing(step, task_id, version)
            if row.status != TaskStatus.DONE or on is not None:
                values["done_on"] = on or today
            apply(row, values)
        return self.get(task_id)

    def reopen(self, task_id: str, version: int | None = None) -> Task:
        """Open a done or dropped task again; its result stays. Raises NotFound, Conflict."""
        with self._ws.step("task.reopen") as step:
            apply(self._closing(step, task_id, version), {"status": TaskStatus.OPEN, "done_on": None})
        return self.get(task_id)

    def drop(self, task_id: str, reason: str, version: int | None = None) -> Task:
        """Give a task up, and say why. Raises InvalidValue without a reason, Conflict."""
        said = _result(reason)
        if not said:
            raise InvalidValue("reason", reason, reason=_("say why the task is dropped"))
        with self._ws.step("task.drop") as step:
            row = self._closing(step, task_id, version)
            apply(row, {"status": TaskStatus.DROPPED, "done_on": None, "result": said})
        return self.get(task_id)

    def remove(self, task_id: str, version: int | None = None) -> None:
        """Delete a task; a touch that it came from keeps its next step in words. Raises NotFound, Conflict."""
        from sqlmodel import select

        from kamtui.db import tables

        with self._ws.step("task.delete") as step:
            row = self._closing(step, task_id, version)
            for touch in step.session.exec(select(tables.Touch).where(tables.Touch.task_id == task_id)).all():
                touch.task_id = None
            step.session.delete(row)

    @property
    def _fiscal_start(self) -> int:
        return self._ws.method.fiscal_start

    def _closing(self, step: Step, task_id: str, version: int | None) -> tables.Task:
        from kamtui.db import tables

        row = step.get(tables.Task, task_id, _("task"))
        step.check_version(row, version, row.title)
        step.subject = row.title
        return row

    def _change(self, step: Step, row: tables.Task, values: Mapping[str, Any]) -> None:
        """Write validated fields into a stored task, with what follows from a new quarter, due date or account."""
        values = dict(values)
        old_quarter, old_account = row.quarter, row.account_id
        late = row.due is not None and row.due < self._ws.today_date
        if "due" in values and "quarter" not in values and row.quarter is not None and values["due"] is not None:
            values["quarter"] = _text(rules.task_quarter(values["due"], self._fiscal_start))
        elif "quarter" in values and "due" not in values and values["quarter"] not in (None, row.quarter):
            inside = _text(rules.task_quarter(row.due, self._fiscal_start)) == values["quarter"]
            if row.due is not None and not inside:
                values |= {"due": None, "due_time": None}
        if "due" in values and values["due"] is None:
            values.setdefault("due_time", None)
        self._write(step, row, values)
        if (row.quarter, row.account_id) == (old_quarter, old_account):
            return
        row.position = self._end(step, row)
        if old_quarter is not None and row.quarter is not None and row.quarter > old_quarter:
            ended = Quarter.parse(old_quarter).last_day(self._fiscal_start) < self._ws.today_date
            if row.status == TaskStatus.OPEN and (late or ended):
                row.times_moved += 1

    def _write(self, step: Step, row: tables.Task, values: dict[str, Any]) -> None:
        """Write validated fields after checking that they fit together. Raises InvalidValue."""
        from kamtui.workspace.users import user_id

        if "owner" in values:
            values["owner_id"] = user_id(step, values.pop("owner"), "owner")
        get = {name: values.get(name, getattr(row, name)) for name in ("account_id", "quarter", "due", "due_time")}
        if get["quarter"] is not None:
            rules.check_due(Quarter.parse(get["quarter"]), get["due"], self._fiscal_start)
        if get["due_time"] is not None and get["due"] is None:
            raise InvalidValue("due_time", get["due_time"], reason=_("a time needs a day"))
        self._check_links(step, row, values, get["account_id"])
        apply(row, values)

    def _check_links(self, step: Step, row: tables.Task, values: dict[str, Any], account_id: str | None) -> None:
        """What a task points to belongs to its account; links that a change of account breaks fall away."""
        from kamtui.db import tables

        if account_id is not None and account_id != row.account_id:
            step.get(tables.Account, account_id, _("account"))
        moved = row.account_id is not None and account_id != row.account_id
        for field in ("contact_id", "progression_id", "goal_id"):
            key = values.get(field, getattr(row, field))
            if key is None or (field not in values and not moved):
                continue
            owner: str | None
            if field == "contact_id":
                owner = step.get(tables.Contact, key, _("contact")).account_id
            elif field == "progression_id":
                owner = step.get(tables.Progression, key, _("progression")).account_id or account_id
            else:
                goal = step.get(tables.Goal, key, _("goal"))
                owner = step.get(tables.Plan, goal.plan_id, _("plan")).account_id
            if owner == account_id:
                continue
            if field in values:
                raise InvalidValue(field, key, reason=_("belongs to another account"))
            values[field] = None

    def _column(self, step: Step, row: tables.Task) -> list[tables.Task]:
        """Tasks of the account and quarter of `row` in order, itself among them."""
        from sqlmodel import col, select

        from kamtui.db import tables

        return list(
            step.session.exec(
                select(tables.Task)
                .where(tables.Task.account_id == row.account_id, tables.Task.quarter == row.quarter)
                .order_by(col(tables.Task.position), col(tables.Task.id))
            )
        )

    def _end(self, step: Step, row: tables.Task) -> int:
        """The position after the last task of the quarter."""
        with step.session.no_autoflush:
            return max((task.position + 1 for task in self._column(step, row) if task.id != row.id), default=0)


def short_id(task_id: str) -> str:
    """The end of an id, as printed: beginnings of ids made at one time are alike."""
    return task_id[-6:]


def _text(quarter: Quarter | None) -> str | None:
    return None if quarter is None else str(quarter)


def _result(text: str) -> str:
    return clean(text, multiline=True)[:20_000]
