"""Imports whose rows are taken one after another, each into its account: tasks, touches, initiatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamtui.db import accounts as account_reads
from kamtui.errors import InvalidValue
from kamtui.exchange.records import Record
from kamtui.exchange.report import ImportResult, Reject, fault
from kamtui.workspace.import_accounts import in_step, read_records
from kamtui.workspace.import_names import AccountNames, create_account

if TYPE_CHECKING:
    from kamtui.db.writer import Step
    from kamtui.workspace import Workspace
    from kamtui.workspace.imports import Source


class RowImport:
    """One import within a step. Subclasses read what is there already, and write a row in `take`.

    What would be looked up for every row they look up once; rows are written to the database together, at the end.
    """

    def __init__(self, ws: Workspace, step: Step, source: Source, rejects: list[Reject]) -> None:
        self._ws, self._step, self._source, self._rejects = ws, step, source, rejects
        known = account_reads.accounts(ws.reader, archived=True)
        self._names = AccountNames(known, create=source.options.create_accounts)
        self._unmade: dict[str, int] = {}  # accounts that so far only the file names
        self.notes: list[str] = []

    def take(self, record: Record) -> int:
        """Write a record; 0 when it made something, 1 when it changed something, 2 when not. Raises InvalidValue."""
        raise NotImplementedError

    def write(self, records: Sequence[Record]) -> tuple[int, int, int]:
        """Write all records that can be; the rows created, updated and unchanged."""
        counts = [0, 0, 0]
        for record in records:
            try:
                counts[self.take(record)] += 1
            except InvalidValue as error:
                self._rejects.append(fault(record.line, self._source.header, error))
        return counts[0], counts[1], counts[2]

    def _account(self, values: Mapping[str, Any]) -> str:
        """Id of the account that a row means. Raises InvalidValue."""
        if self._source.account_id:
            return self._source.account_id
        known = len(self._names.new)
        number = self._names.find(values["account"])
        found = self._names.id_of(number)
        if len(self._names.new) > known:
            self._unmade[found] = number
        return found

    def _make_account(self, account_id: str) -> None:
        """Make the account of a row that is going to be written, unless it is there."""
        if account_id in self._unmade:
            create_account(self._step, self._names, self._unmade.pop(account_id))
            self._step.session.flush()


def import_rows(kind: type[RowImport], ws: Workspace, source: Source, file_name: str) -> ImportResult:
    """Import a file of rows. Raises like `Imports.run`."""
    records, rejects = read_records(ws, source)
    result: list[ImportResult] = []

    def work(step: Step) -> None:
        run = kind(ws, step, source, rejects)
        counts = run.write([one for one in records if not one.faults])
        result.append(source.result(counts, rejects, run.notes))

    in_step(ws, source, f"import.{source.header.kind}", file_name, work, rejects)
    return result[0]
