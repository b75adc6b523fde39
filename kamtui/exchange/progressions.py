"""The library of progressions as a table: rows of a file into values, and rows into a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from kamtui.domain.words import ProgressCategory
from kamtui.errors import InvalidValue
from kamtui.exchange.columns import Header
from kamtui.exchange.fields import fields_of
from kamtui.exchange.records import CODE_LIMIT, NAME_LIMIT, Record
from kamtui.exchange.report import fault
from kamtui.exchange.values import cell_text, harmless, short_text, whole, yes_no
from kamtui.exchange.workbook import saved
from kamtui.i18n import _
from kamtui.labels import parse_word

KIND = "progressions"
ENDINGS = (".csv", ".xlsx")
EXPIRY_LIMIT = 120


def _expiry(raw: Any) -> int | None:
    """Months; an empty cell means that it never expires."""
    return whole("expires_months", raw, 1, EXPIRY_LIMIT) if cell_text(raw) else None


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "code": lambda raw: short_text("code", raw, CODE_LIMIT),
    "category": lambda raw: parse_word(ProgressCategory, cell_text(raw)),
    "core": partial(yes_no, "core"),
    "weight": lambda raw: whole("weight", raw, 1, 5),
    "expires_months": _expiry,
    "retired": partial(yes_no, "retired"),
}
# Where an empty cell says nothing; elsewhere it is an empty text, no expiry, or "no".
_SILENT = ("category", "weight", "title_en", "title_ru", "account")


def read(header: Header, line: int, cells: Sequence[Any]) -> Record:
    """The record of a row: every column of the file, except empty cells that say nothing."""
    values: dict[str, Any] = {}
    faults = []
    for name in header.at:
        raw = header.cell(cells, name)
        if name in _SILENT and not cell_text(raw):
            continue
        try:
            values[name] = _READERS[name](raw) if name in _READERS else short_text(name, raw, NAME_LIMIT)
        except InvalidValue as error:
            faults.append(fault(line, header, InvalidValue(name, raw, error.expected, error.reason)))
    if not values.get("code") and not any(one.column == header.title("code") for one in faults):
        faults.append(fault(line, header, InvalidValue("code", "", reason=_("is needed"))))
    return Record(line, values, faults)


def render(rows: Sequence[Mapping[str, str]], ending: str) -> str | bytes:
    """A file of these rows: CSV in UTF-8 with its mark, for Excel, or a workbook. It imports back."""
    names = [one.name for one in fields_of(KIND) if any(one.name in row for row in rows)] or ["code"]
    table = [names, *([row.get(name, "") for name in names] for row in rows)]
    if ending == ".xlsx":
        return _workbook(table)
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([harmless(cell) for cell in row] for row in table)
    return "\ufeff" + text.getvalue()


def _workbook(table: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(KIND)
    for row in table:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            cell.data_type = "s"  # a text that begins with "=" is no formula of ours
            cells.append(cell)
        sheet.append(cells)
    return saved(book)
