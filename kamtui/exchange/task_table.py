"""Tasks as a table that `import tasks` reads back: CSV, or a sheet with days as days."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from kamtui.domain.plans import Task
from kamtui.domain.text import clean
from kamtui.exchange.values import harmless
from kamtui.exchange.workbook import saved

_HEADS = ("account", "title", "quarter", "due", "owner", "resource", "priority", "status")


def render(tasks: Sequence[Task], ending: str) -> str | bytes:
    """The whole file: `.csv` as text, `.xlsx` as bytes."""
    rows = [
        (
            task.account_code or "",
            clean(task.title),
            str(task.quarter) if task.quarter else "",
            task.due,
            task.owner or "",
            clean(task.resource),
            task.priority.value,
            task.status.value,
        )
        for task in tasks
    ]
    if ending == ".csv":
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(_HEADS)
        # the blank in front of a formula is taken off by the import
        writer.writerows([harmless(str(value)) if value is not None else "" for value in row] for row in rows)
        return "\ufeff" + file.getvalue()
    return _sheet(rows)


def _sheet(rows: Sequence[Sequence[object]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate((_HEADS, *rows), 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = value or None  # type: ignore[assignment]
            if isinstance(value, str) and value:
                cell.data_type = "s"  # whatever it begins with
    sheet.freeze_panes = "A2"
    return saved(book)
