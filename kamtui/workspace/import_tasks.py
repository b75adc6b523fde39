"""Import of tasks: a row is a task of an account, known by its title and quarter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kamtui.domain.plans import check_due, task_quarter
from kamtui.domain.quarters import Quarter
from kamtui.domain.when import find_quarter
from kamtui.domain.words import TaskStatus
from kamtui.errors import InvalidValue, Refused
from kamtui.exchange.records import Record
from kamtui.exchange.report import ERROR, SKIP, Reject
from kamtui.i18n import _
from kamtui.workspace.import_names import name_key
from kamtui.workspace.import_rows import RowImport
from kamtui.workspace.task_moves import Boards
from kamtui.workspace.users import user_id

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.workspace import Workspace
    from kamtui.workspace.imports import Source

_PLAIN = ("title", "due", "resource", "priority", "result")
_Key = tuple[str, str, str | None]


class TaskImport(RowImport):
    """One import of tasks within a step."""

    def __init__(self, ws: Workspace, step: Step, source: Source, rejects: list[Reject]) -> None:
        from sqlmodel import col, select

        from kamtui.db.tables import Task

        super().__init__(ws, step, source, rejects)
        self._tasks: dict[_Key, tables.Task] = {}
        for row in step.session.exec(select(Task).where(col(Task.account_id).is_not(None)).order_by(Task.id)):
            self._tasks.setdefault((row.account_id or "", name_key(row.title), row.quarter), row)
        self._boards = Boards(step)
        self._owners: dict[str, str | None] = {}

    def take(self, record: Record) -> int:
        """See RowImport."""
        try:
            return self._take(record.values)
        except InvalidValue:
            raise
        except Refused as error:  # a quarter that is closed
            raise InvalidValue("quarter", record.values.get("quarter", ""), reason=str(error)) from error

    def _take(self, given: Mapping[str, Any]) -> int:
        values = self._values(given)
        account_id = self._account(given)
        row = self._tasks.get((account_id, name_key(values["title"]), values["quarter"]))
        if row is None:
            owner = self._owner(given)
            self._make_account(account_id)
            row = self._ws.tasks.make(self._step, {**values, "account_id": account_id}, self._boards)
            row.owner_id = owner or row.owner_id
            self._tasks[account_id, name_key(row.title), row.quarter] = row
            return 0
        if self._source.options.on_duplicate == ERROR:
            raise InvalidValue("title", values["title"], reason=_("this task exists already"))
        return 2 if self._source.options.on_duplicate == SKIP else self._update(row, values, self._owner(given))

    def _owner(self, values: Mapping[str, Any]) -> str | None:
        name = values.get("owner", "")
        if name not in self._owners:
            self._owners[name] = user_id(self._step, name, "owner", create=True)
        return self._owners[name]

    def _values(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Fields of the task: the quarter is that of the due date where none is given. Raises InvalidValue."""
        today, start = self._ws.today_date, self._ws.method.fiscal_start
        values = {name: given[name] for name in _PLAIN if name in given}
        quarter: Quarter | None = task_quarter(given.get("due"), start)
        if given.get("quarter"):
            found = find_quarter(given["quarter"], today, start)
            if found is None:
                raise InvalidValue("quarter", given["quarter"], expected="2026-Q4, Q4")
            quarter = found.quarter
        values["quarter"] = None if quarter is None else str(quarter)
        if quarter is not None:
            check_due(quarter, given.get("due"), start)
        if "status" in given:
            values["status"] = given["status"]
            done = given["status"] is TaskStatus.DONE
            values["done_on"] = min(given.get("due") or today, today) if done else None
        return values

    def _update(self, row: tables.Task, values: dict[str, Any], owner_id: str | None) -> int:
        if row.status == values.get("status"):
            del values["done_on"]  # the day it was closed on stays
        if name_key(row.title) == name_key(values["title"]):
            del values["title"]
        if owner_id is not None:
            values["owner_id"] = owner_id
        changed = any(getattr(row, name) != getattr(value, "value", value) for name, value in values.items())
        if changed:
            self._ws.tasks.rewrite(self._step, row, values, boards=self._boards)
        return 1 if changed else 2
