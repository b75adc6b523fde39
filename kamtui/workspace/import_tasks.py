"""Import of tasks: a row is a task of an account, known by its title and quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamtui.db import accounts as account_reads
from kamtui.domain.plans import task_quarter
from kamtui.domain.quarters import Quarter
from kamtui.domain.when import find_quarter
from kamtui.domain.words import TaskStatus
from kamtui.errors import InvalidValue, Refused
from kamtui.exchange.records import Record
from kamtui.exchange.report import ERROR, SKIP, ImportResult, Reject, fault
from kamtui.i18n import _
from kamtui.workspace.import_accounts import in_step, read_records
from kamtui.workspace.import_names import AccountNames, create_account, name_key
from kamtui.workspace.users import user_id

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.workspace import Workspace
    from kamtui.workspace.imports import Source

_PLAIN = ("title", "due", "resource", "priority", "result")
_Key = tuple[str, str, str | None]


def import_tasks(ws: Workspace, source: Source, file_name: str) -> ImportResult:
    """Import tasks. Raises like `Imports.run`."""
    records, rejects = read_records(ws, source)
    result: list[ImportResult] = []

    def work(step: Step) -> None:
        names = AccountNames(account_reads.accounts(ws.reader, archived=True), create=source.options.create_accounts)
        counts = _Import(ws, step, source, names, rejects).write([one for one in records if not one.faults])
        result.append(source.result(counts, rejects, ()))

    in_step(ws, source, "import.tasks", file_name, work, rejects)
    return result[0]


class _Import:
    """One import of tasks within a step."""

    def __init__(self, ws: Workspace, step: Step, source: Source, names: AccountNames, rejects: list[Reject]) -> None:
        from sqlmodel import col, select

        from kamtui.db.tables import Task

        self._ws, self._step, self._source, self._names, self._rejects = ws, step, source, names, rejects
        self._tasks: dict[_Key, tables.Task] = {}
        for row in step.session.exec(select(Task).where(col(Task.account_id).is_not(None)).order_by(Task.id)):
            self._tasks.setdefault((row.account_id or "", name_key(row.title), row.quarter), row)
        self._made: set[int] = set()
        self._owners: dict[str, str | None] = {}

    def write(self, records: Sequence[Record]) -> tuple[int, int, int]:
        """Write all records that can be; the rows created, updated and unchanged."""
        counts = [0, 0, 0]
        for record in records:
            try:
                counts[self._take(record)] += 1
            except InvalidValue as error:
                self._reject(record, error)
            except Refused as error:  # a quarter that is closed
                self._reject(record, InvalidValue("quarter", record.values.get("quarter", ""), reason=str(error)))
        return counts[0], counts[1], counts[2]

    def _reject(self, record: Record, error: InvalidValue) -> None:
        self._rejects.append(fault(record.line, self._source.header, error))

    def _take(self, record: Record) -> int:
        """Write a record; 0 when its task is new, 1 when it changed, 2 when not. Raises InvalidValue, Refused."""
        values = self._values(record.values)
        number = None if self._source.account_id else self._names.find(record.values["account"])
        account_id = self._source.account_id or self._names.id_of(number or 0)
        policy = self._source.options.on_duplicate
        row = self._tasks.get((account_id, name_key(values["title"]), values["quarter"]))
        if row is None:
            if number in self._names.new and number not in self._made:
                create_account(self._step, self._names, number)
                self._step.session.flush()
                self._made.add(number)
            owner = self._owner(record.values)
            row = self._ws.tasks.create(self._step, {**values, "account_id": account_id})
            row.owner_id = owner or row.owner_id
            self._tasks[account_id, name_key(row.title), row.quarter] = row
            return 0
        if policy == ERROR:
            raise InvalidValue("title", values["title"], reason=_("this task exists already"))
        return 2 if policy == SKIP else self._update(row, values, self._owner(record.values))

    def _owner(self, values: Mapping[str, Any]) -> str | None:
        name = values.get("owner", "")
        if name not in self._owners:
            self._owners[name] = user_id(self._step, name, "owner", create=True)
        return self._owners[name]

    def _values(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Fields of the task: the quarter is that of the due date where none is given."""
        today, start = self._ws.today_date, self._ws.method.fiscal_start
        values = {name: given[name] for name in _PLAIN if name in given}
        quarter: Quarter | None = task_quarter(given.get("due"), start)
        if given.get("quarter"):
            found = find_quarter(given["quarter"], today, start)
            if found is None:
                raise InvalidValue("quarter", given["quarter"], expected="2026-Q4, Q4")
            quarter = found.quarter
        values["quarter"] = None if quarter is None else str(quarter)
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
            self._ws.tasks.rewrite(self._step, row, values)
        return 1 if changed else 2
