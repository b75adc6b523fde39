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
from kamtui.workspace.base import apply
from kamtui.workspace.task_moves import Boards, note_move
from kamtui.workspace.task_resources import TaskResources, help_asked
from kamtui.workspace.task_series import make_next, repeating, take_next_back

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step

_SHORTEST_ID = 4
_SHOWN = 8


class Tasks(TaskResources):
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

    def open_by_account(
        self, account_ids: Sequence[str] | None = None, login: str | None = None
    ) -> dict[str | None, list[Task]]:
        """Open tasks by account, due first ones first: of these accounts (None: all); under None those without one.

        With `login` also those that this user owns at other accounts.
        """
        if account_ids is None:
            tasks = reads.open_tasks(self._reader)
        else:
            tasks = reads.open_tasks_among(self._reader, account_ids, login)
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

    def next_step_ids(self, account_ids: Sequence[str] | None = None) -> frozenset[str]:
        """Ids of the open tasks of these accounts (None: of all) that came from a touch."""
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
        """Within a step: a new task of validated fields, or of one that is closed with its `status` and `done_on`.

        Raises InvalidValue; Refused when it is open and its quarter is closed.
        """
        row = self.make(step, values, Boards(step))
        step.session.flush()
        return row

    def make(self, step: Step, values: Mapping[str, Any], boards: Boards) -> tables.Task:
        """As `create`, of one task of many that come to `boards`: the caller flushes."""
        from kamtui.db import tables

        status = str(values.get("status", TaskStatus.OPEN))
        row = tables.Task(title=values["title"], owner_id=step.user.id, status=status)
        values = repeating(row, values, self._ws.today_date)
        if "quarter" not in values and values.get("account_id"):
            values["quarter"] = _text(rules.task_quarter(values.get("due"), self._fiscal_start))
        self._write(step, row, values, boards)
        row.position = boards.end(row)
        step.session.add(row)
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
            self.rewrite(step, row, values)
            step.subject = row.title
        return self.get(task_id)

    def change_once(self, task_id: str, version: int | None = None, **fields: object) -> Task:
        """Change this one task of a series alone: it no longer repeats, and the next one of the series is made now.

        Else as `change`. Raises Refused when the task is closed or does not repeat.
        """
        from kamtui.workspace.inputs import TaskInput, validated

        values = validated(TaskInput, fields, partial=True)
        with self._ws.step("task.change") as step:
            row = self._moving(step, task_id, version)
            if not row.repeats:
                raise Refused(_("“{title}” does not repeat").format(title=row.title))
            make_next(self, step, row, self._ws.today_date, self._fiscal_start)
            apply(row, {"repeats": "", "series_id": None})
            self.rewrite(step, row, {**values, "repeats": ""})
            step.subject = row.title
        return self.get(task_id)

    def next_of(self, task: Task) -> Task | None:
        """The open task that came of the same rule as a closed one; None when the series has ended."""
        return reads.open_in_series(self._reader, task.series_id) if task.series_id else None

    def move(self, task_id: str, quarter: Quarter | str | None, version: int | None = None, reason: str = "") -> Task:
        """Move an open task to the end of another quarter, or (None) off the board; a due date outside of it goes.

        Taking a late task, or one of an ended quarter, to a later quarter is counted and kept with its reason. Raises
        Refused (closed task, closed quarter), Conflict.
        """
        wanted = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
        with self._ws.step("task.move") as step:
            row = self._moving(step, task_id, version)
            self.rewrite(step, row, {"quarter": _text(wanted)}, reason=reason)
        return self.get(task_id)

    def carry(self, task_id: str, quarter: Quarter | str, reason: str = "", version: int | None = None) -> Task:
        """Carry an unfinished task over to a later quarter, as a review does: always counted, kept with its reason.

        A due date outside of that quarter goes. Raises InvalidValue for a quarter that is not later, Refused (closed
        task, closed quarter, a task off the board), Conflict.
        """
        wanted = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
        with self._ws.step("task.move") as step:
            row = self._moving(step, task_id, version)
            if row.quarter is None:
                raise Refused(_("“{title}” stands in no quarter; move it to one").format(title=row.title))
            if wanted <= Quarter.parse(row.quarter):
                reason_given = _("an unfinished task is carried to a later quarter than {quarter}")
                raise InvalidValue("quarter", str(wanted), reason=reason_given.format(quarter=row.quarter))
            self.rewrite(step, row, {"quarter": _text(wanted)}, reason=reason, carried=True)
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
        today = self._ws.today_date
        with self._ws.step("task.move") as step:
            row = self._moving(step, task_id, version)
            due = max(today, max(row.due or today, today) + timedelta(days=days))
            self.rewrite(step, row, {"due": due})
        return self.get(task_id)

    def done(self, task_id: str, result: str = "", on: date | None = None, version: int | None = None) -> Task:
        """Close a task as done on a day (today), with its result in words; one that repeats makes the next one.

        Raises InvalidValue, Conflict.
        """
        today = self._ws.today_date
        if on is not None and on > today:
            raise InvalidValue("on", on, reason=_("the day lies in the future"))
        values: dict[str, object] = {"status": TaskStatus.DONE}
        if result:
            values["result"] = _result(result)
        with self._ws.step("task.done") as step:
            row = self._closing(step, task_id, version)
            was_open = row.status == TaskStatus.OPEN
            if row.status != TaskStatus.DONE or on is not None:
                values["done_on"] = on or today
            apply(row, values)
            if was_open:
                make_next(self, step, row, today, self._fiscal_start)
        return self.get(task_id)

    def reopen(self, task_id: str, version: int | None = None) -> Task:
        """Open a done or dropped task again; its result stays, the next one of its series goes if nobody touched it.

        Raises NotFound, Conflict, Refused (closed quarter).
        """
        with self._ws.step("task.reopen") as step:
            row = self._closing(step, task_id, version)
            was_open = row.status == TaskStatus.OPEN
            apply(row, {"status": TaskStatus.OPEN, "done_on": None})
            if not was_open:
                take_next_back(self, step, row)
        return self.get(task_id)

    def drop(self, task_id: str, reason: str, version: int | None = None, *, series: bool = True) -> Task:
        """Give a task up, and say why; one that repeats ends its `series`, or (False) is left out this time.

        Raises InvalidValue without a reason, Conflict.
        """
        said = _result(reason)
        if not said:
            raise InvalidValue("reason", reason, reason=_("say why the task is dropped"))
        with self._ws.step("task.drop") as step:
            row = self._closing(step, task_id, version)
            was_open = row.status == TaskStatus.OPEN
            apply(row, {"status": TaskStatus.DROPPED, "done_on": None, "result": said})
            if was_open and not series:
                make_next(self, step, row, self._ws.today_date, self._fiscal_start)
        return self.get(task_id)

    def hand(self, task_id: str, to: str, version: int | None = None) -> Task:
        """Give an open task to another owner: a user by login or name, or one of our people who becomes a user by it.

        Raises InvalidValue for nobody, for one who is not known, and for the owner; Refused (closed task), Conflict.
        """
        with self._ws.step("task.hand") as step:
            row = self._closing(step, task_id, version)
            if row.status != TaskStatus.OPEN:
                raise Refused(_("“{title}” is closed; reopen it to hand it over").format(title=row.title))
            new = user_of(step, clean(to).strip())
            if new == row.owner_id:
                raise InvalidValue("owner", to, reason=_("it is theirs already"))
            apply(row, {"owner_id": new})
        return self.get(task_id)

    def remove(self, task_id: str, version: int | None = None, *, series: bool = True) -> None:
        """Delete a task; one that repeats ends its `series`, or (False) is left out this time.

        A touch or an opportunity that it came from keeps its next step in words. Raises NotFound, Conflict.
        """
        with self._ws.step("task.delete") as step:
            row = self._closing(step, task_id, version)
            if row.status == TaskStatus.OPEN and not series:
                make_next(self, step, row, self._ws.today_date, self._fiscal_start)
            self.delete(step, row)

    def delete(self, step: Step, row: tables.Task) -> None:
        """Within a step: take a task away, from what it came from too."""
        from sqlmodel import select

        from kamtui.db import tables

        for table in (tables.Touch, tables.Opportunity):
            for origin in step.session.exec(select(table).where(table.task_id == row.id)).all():
                origin.task_id = None
        for move in step.session.exec(select(tables.TaskMove).where(tables.TaskMove.task_id == row.id)).all():
            step.session.delete(move)
        step.session.flush()
        step.session.delete(row)

    @property
    def _fiscal_start(self) -> int:
        return self._ws.method.fiscal_start

    def _closing(self, step: Step, task_id: str, version: int | None) -> tables.Task:
        from kamtui.db import tables

        row = step.get(tables.Task, task_id, _("task"))
        step.check_version(row, version, row.title)
        step.subject = row.title
        if row.status != TaskStatus.OPEN:
            Boards(step).check_open(row.account_id, row.quarter)
        return row

    def _moving(self, step: Step, task_id: str, version: int | None) -> tables.Task:
        row = self._closing(step, task_id, version)
        if row.status != TaskStatus.OPEN:
            raise Refused(_("“{title}” is closed; reopen it to move it").format(title=row.title))
        return row

    def rewrite(
        self,
        step: Step,
        row: tables.Task,
        values: Mapping[str, Any],
        *,
        reason: str = "",
        carried: bool = False,
        boards: Boards | None = None,
    ) -> None:
        """Within a step: validated fields into a stored task, with what follows from a new quarter, day or account.

        A task that is taken on late or unfinished, or `carried`, to a later quarter is counted and leaves a trace.
        `boards`: those of the step, where it writes many tasks.
        """
        values = repeating(row, values, self._ws.today_date)
        old_quarter, old_account = row.quarter, row.account_id
        late = row.due is not None and row.due < self._ws.today_date
        # another time of the same day moves nothing
        new_day = values.get("due") is not None and values["due"] != row.due
        if new_day and "quarter" not in values and row.quarter is not None:
            values["quarter"] = _text(rules.task_quarter(values["due"], self._fiscal_start))
        elif "quarter" in values and "due" not in values and values["quarter"] not in (None, row.quarter):
            inside = _text(rules.task_quarter(row.due, self._fiscal_start)) == values["quarter"]
            if row.due is not None and not inside:
                values = repeating(row, values | {"due": None, "due_time": None}, self._ws.today_date)
        if "due" in values and values["due"] is None:
            values.setdefault("due_time", None)
        boards = boards or Boards(step)
        self._write(step, row, values, boards)
        if (row.quarter, row.account_id) == (old_quarter, old_account):
            return
        row.position = boards.end(row)
        if old_quarter is not None and row.quarter is not None and row.quarter > old_quarter:
            ended = Quarter.parse(old_quarter).last_day(self._fiscal_start) < self._ws.today_date
            if row.status == TaskStatus.OPEN and (late or ended or carried):
                row.times_moved += 1
                note_move(step, row, old_quarter, reason, self._ws.today_date)

    def _write(self, step: Step, row: tables.Task, values: dict[str, Any], boards: Boards) -> None:
        """Write validated fields after checking that they fit together. Raises InvalidValue."""
        from kamtui.workspace.users import user_id

        if "owner" in values:
            values["owner_id"] = user_id(step, values.pop("owner"), "owner")
        get = {name: values.get(name, getattr(row, name)) for name in ("account_id", "quarter", "due", "due_time")}
        if (get["account_id"], get["quarter"]) != (row.account_id, row.quarter):
            boards.check_open(get["account_id"], get["quarter"])
            if row.status != TaskStatus.OPEN:
                boards.check_open(row.account_id, row.quarter)
        if get["quarter"] is not None:
            rules.check_due(Quarter.parse(get["quarter"]), get["due"], self._fiscal_start)
        if get["due_time"] is not None and get["due"] is None:
            raise InvalidValue("due_time", get["due_time"], reason=_("a time needs a day"))
        if get["account_id"] is not None and get["account_id"] != row.account_id:
            boards.check_account(get["account_id"])
        self._check_links(step, row, values, get["account_id"])
        apply(row, help_asked(row, values, self._ws.today_date))

    def _check_links(self, step: Step, row: tables.Task, values: dict[str, Any], account_id: str | None) -> None:
        """What a task points to belongs to its account; links that a change of account breaks fall away."""
        from kamtui.db import tables

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


def user_of(step: Step, name: str) -> str:
    """Within a step: the id of the user of this login or name; a colleague of the name becomes a user.

    Raises InvalidValue.
    """
    from sqlmodel import or_, select

    from kamtui.db.tables import Colleague, User
    from kamtui.workspace.users import user_id

    if not name:
        raise InvalidValue("owner", name, reason=_("is needed"))
    known = step.session.exec(select(User).where(or_(User.login == name, User.name == name))).first()
    colleague = step.session.exec(select(Colleague).where(Colleague.search_key == search_key(name))).first()
    if known is None and colleague is not None:
        if colleague.user_id is None:
            colleague.user_id = user_id(step, colleague.name, "owner", create=True)
        assert colleague.user_id is not None
        return colleague.user_id
    found = user_id(step, name, "owner")
    assert found is not None
    return found


def short_id(task_id: str) -> str:
    """The end of an id, as printed: beginnings of ids made at one time are alike."""
    return task_id[-6:]


def _text(quarter: Quarter | None) -> str | None:
    return None if quarter is None else str(quarter)


def _result(text: str) -> str:
    return clean(text, multiline=True)[:20_000]
