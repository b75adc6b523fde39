"""The rejects file: the rows that were not taken, as they were, with the reasons; mended, it can be imported."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kamtui.exchange.atomic import replacing
from kamtui.exchange.card_table import CardTable
from kamtui.exchange.report import REASON, Reject
from kamtui.exchange.tables import CsvTable, Table
from kamtui.exchange.values import cell_text


def write_rejects(path: Path, table: Table, rejects: Sequence[Reject], positions: Mapping[int, int]) -> None:
    """Write the rejected rows of `table`; atomic. XLSX by its ending, else CSV written as the source is.

    Rejected vCards are cards again, unless the ending says CSV or XLSX.

    `positions` gives the line number of rows whose place in the file was their line number: out of the file they
    would get another one, so a column `line` keeps it. Raises Refused when the file cannot be written.
    """
    reasons: dict[int, list[str]] = {}
    for one in rejects:
        reasons.setdefault(one.line, []).append(f"{one.column}: {one.reason}")
    with replacing(path) as temporary:
        rows = _rows(table, reasons, positions)
        if isinstance(table, CardTable) and path.suffix.lower() not in (".csv", ".txt", ".tsv", ".xlsx"):
            temporary.write_bytes(table.rejected(reasons))
        elif path.suffix.lower() == ".xlsx":
            _write_sheet(temporary, rows)
        else:
            _write_csv(temporary, table, rows)


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
