"""Import of progressions: a row is an item of the library, or of one account alone, known by its code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kamtui.domain.text import search_key
from kamtui.errors import InvalidValue, KamtuiError
from kamtui.exchange.progressions import read
from kamtui.exchange.records import Record
from kamtui.exchange.report import ERROR, SKIP, ImportResult, Reject, fault
from kamtui.i18n import _

if TYPE_CHECKING:
    from kamtui.workspace import Workspace
    from kamtui.workspace.imports import Source


def import_progressions(ws: Workspace, source: Source, file_name: str) -> ImportResult:
    """Import progressions; a dry run only reads. Raises like `Imports.run`."""
    return _Import(ws, source).run(file_name)


class _Import:
    """One import: the rows that can be taken, and the reasons of the others."""

    def __init__(self, ws: Workspace, source: Source) -> None:
        self._ws, self._source, self._header = ws, source, source.header
        library = (*ws.progress.library_items(), *ws.progress.own_items())
        self._known = {(item.account_id, search_key(item.code)): item for item in library}
        self._accounts: dict[str, str] = {}
        self._rejects: list[Reject] = []
        # Of rows that are refused, the items: a fault in a row is no reason to retire what it names.
        self._keep: set[str] = set()
        self._lines: list[int] = []
        self._rows: list[dict[str, Any]] = []
        self._skipped = 0

    def run(self, file_name: str) -> ImportResult:
        """Read the rows, then take those that can be taken."""
        options = self._source.options
        for count, (line, cells) in enumerate(self._source.table.rows(), start=1):
            record = read(self._header, line, cells)
            self._rejects += record.faults
            self._take(record)
            if count % 500 == 0:
                self._source.show(count)
        self._refuse_bad_rows()
        self._source.write_rejects(self._rejects)
        found = self._ws.progress.import_library(
            self._rows, options.replace, keep=self._keep, source=file_name, dry_run=options.dry_run
        )
        updated = found.changed + found.retired + found.brought_back
        counts = found.added, updated, found.unchanged + self._skipped
        return replace(self._source.result(counts, self._rejects, ()), retired=found.left_out)

    def _take(self, record: Record) -> None:
        """Put a record among the rows, or its reasons among the rejects."""
        values, faulty = dict(record.values), bool(record.faults)
        try:
            owner = self._owner(values)
        except KamtuiError as error:
            reason = InvalidValue("account", values["account"], reason=str(error))
            self._rejects.append(fault(record.line, self._header, reason))
            return
        item = self._known.get((owner, search_key(values.get("code") or "")))
        policy = self._source.options.on_duplicate
        if item is not None and not faulty and policy == ERROR:
            reason = InvalidValue("code", item.code, reason=_("this progression exists already"))
            self._rejects.append(fault(record.line, self._header, reason))
            faulty = True
        if item is not None and (faulty or policy == SKIP):
            self._keep.add(item.id)
            self._skipped += not faulty
        elif not faulty:
            self._lines.append(record.line)
            self._rows.append({**values, "account_id": owner})

    def _owner(self, values: dict[str, Any]) -> str | None:
        """The account whose own the row is, by --account or its column. Raises NotFound, Ambiguous."""
        ref = values.pop("account", "")
        if self._source.account_id is not None or not ref:
            return self._source.account_id
        if ref not in self._accounts:
            values["account"] = ref  # for the reason, if it is not found
            self._accounts[ref] = self._ws.accounts.find(ref).id
            del values["account"]
        return self._accounts[ref]

    def _refuse_bad_rows(self) -> None:
        """Take the rows that break a rule of the library from the others, with their reasons."""
        bad = self._ws.progress.library_faults(self._rows)
        for place, error in bad:
            self._rejects.append(fault(self._lines[place], self._header, error))
            row = self._rows[place]
            item = self._known.get((row["account_id"], search_key(row["code"])))
            if item is not None:
                self._keep.add(item.id)
        wrong = {place for place, _error in bad}
        self._rows = [row for place, row in enumerate(self._rows) if place not in wrong]
