"""The rejects file: the rows that were not taken, as they were, with the reasons; mended, it can be imported."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from kamtui.errors import KamtuiError
from kamtui.exchange.report import REASON, Reject
from kamtui.exchange.tables import CsvTable, Table
from kamtui.exchange.values import cell_text
from kamtui.i18n import _


def write_rejects(path: Path, table: Table, rejects: Sequence[Reject], positions: Mapping[int, int]) -> None:
    """Write the rejected rows of `table`; atomic. XLSX by its ending, else CSV written as the source is.

    `positions` gives the line number of rows whose place in the file was their line number: out of the file they
    would get another one, so a column `line` keeps it. Raises KamtuiError when the file cannot be written.
    """
    reasons: dict[int, list[str]] = {}
    for one in rejects:
        reasons.setdefault(one.line, []).append(f"{one.column}: {one.reason}")
    try:
        with _replacing(path) as temporary:
            rows = _rows(table, reasons, positions)
            if path.suffix.lower() == ".xlsx":
                _write_sheet(temporary, rows)
            else:
                _write_csv(temporary, table, rows)
    except OSError as error:
        raise KamtuiError(
            _("cannot write the rejects to {path}: {error}").format(path=path, error=error.strerror)
        ) from error


def _rows(table: Table, reasons: Mapping[int, list[str]], positions: Mapping[int, int]) -> Iterator[list[Any]]:
    # Rows that were rejected before bring the old reason along: the new one takes its place.
    kept = [place for place, title in enumerate(table.headers) if title != REASON]
    yield [*(table.headers[place] for place in kept), *(["line"] if positions else []), REASON]
    if not reasons:
        return
    for line, cells in table.rows():
        if line in reasons:
            own = [positions.get(line, "")] if positions else []
            extra = cells[len(table.headers) :]
            yield [*(cells[p] if p < len(cells) else "" for p in kept), *own, "; ".join(reasons[line]), *extra]


def _write_csv(temporary: Path, table: Table, rows: Iterator[list[Any]]) -> None:
    encoding, delimiter = "utf-8-sig", ","
    if isinstance(table, CsvTable):
        encoding, delimiter = table.encoding, table.delimiter
    # A reason may hold signs that an old encoding lacks; the row itself came out of it and fits.
    with temporary.open("w", encoding=encoding, errors="replace", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        for row in rows:
            writer.writerow([cell if isinstance(cell, str) else cell_text(cell) for cell in row])


def _write_sheet(temporary: Path, rows: Iterator[list[Any]]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("rejects")
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with "=" is no formula of ours
            cells.append(cell)
        sheet.append(cells)
    book.save(temporary)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when the block ends well."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb+") as file:
            _sync(file)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())
