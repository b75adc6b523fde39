"""A sheet of an XLSX workbook as a table. Dates and numbers keep their types."""

from __future__ import annotations

from collections.abc import Generator
from itertools import islice
from pathlib import Path
from typing import Any

from kamtui.exchange.tables import CHUNK, Chunk, Likeness, Table, TableOptions, UnreadableFile, find_header
from kamtui.i18n import _


class SheetTable(Table):
    """The sheet named (or numbered from 1) by the options, else the first one with known headers."""

    def __init__(self, path: Path, options: TableOptions, likeness: Likeness) -> None:
        from openpyxl import load_workbook

        self.path = path
        try:
            self._book: Any = load_workbook(path, read_only=True, data_only=True)
        except Exception as error:  # openpyxl raises whatever a broken archive or XML makes it raise
            raise UnreadableFile(
                _("{path} cannot be read as an XLSX workbook ({error}); open it in Excel and save it again").format(
                    path=path, error=error
                )
            ) from error
        self._sheet: Any = self._choose(options.sheet, likeness)
        self._total = max(1, self._sheet.max_row or 1)
        self._line = 0
        # A wrong declared size would cut rows off.
        self._sheet.reset_dimensions()
        self.header_line, self.headers = find_header(self._all_chunks(), likeness, path)
        self.sheet = str(self._sheet.title)

    def _choose(self, wanted: str, likeness: Likeness) -> Any:
        sheets = list(self._book.worksheets)
        if wanted:
            for sheet in sheets:
                if sheet.title.casefold() == wanted.casefold():
                    return sheet
            if wanted.isdigit() and 1 <= int(wanted) <= len(sheets):
                return sheets[int(wanted) - 1]
            raise UnreadableFile(
                _("{path} has no sheet “{sheet}”; it has: {names}").format(
                    path=self.path, sheet=wanted, names=", ".join(sheet.title for sheet in sheets)
                )
            )
        visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
        if not visible:
            raise UnreadableFile(_("{path} has no sheet with rows").format(path=self.path))

        def known(sheet: Any) -> int:
            rows = sheet.iter_rows(max_row=30, values_only=True)
            return max((likeness(cells) for cells in rows), default=0)

        return max(visible, key=known) if len(visible) > 1 else visible[0]

    def _all_chunks(self) -> Generator[Chunk, None, None]:
        self._line = 0
        rows = self._sheet.iter_rows(values_only=True)
        try:
            while records := list(islice(rows, CHUNK)):
                first = self._line + 1
                self._line += len(records)
                yield range(first, self._line + 1), records
        except (ValueError, KeyError, SyntaxError) as error:  # ParseError of damaged XML is a SyntaxError
            raise UnreadableFile(
                _("{path}, near row {line}: the sheet is damaged ({error}); open it in Excel and save it again").format(
                    path=self.path, line=self._line + 1, error=error
                )
            ) from error

    def position(self) -> float:
        """See Table."""
        return min(1.0, self._line / self._total)

    def close(self) -> None:
        """See Table."""
        self._book.close()
