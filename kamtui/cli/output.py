"""What commands print: tables fit for the terminal, or one JSON document. Widths are terminal cells."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from kamtui.domain.explained import Explained

PLAIN_WIDTH = 80
_GAP = 2
_ASCII = str.maketrans(
    {"…": "~", "–": "-", "·": "-", "→": ">", "“": '"', "”": '"', "\u00a0": " ", "×": "x", "│": "|"}
    | {"○": "o", "◐": "%", "◑": "!", "●": "@", "⊘": "x", "↷": ">", "•": "*", "▰": "#", "▱": "-"}
)
_ascii_only = False


class Column(NamedTuple):
    """A column of a table. `least`: it may be cut down to so many cells; 0: never cut.

    `rank`: where there is no room, the column of the highest rank goes first; rank 0 always stays.
    """

    title: str
    right: bool = False
    least: int = 0
    rank: int = 0


def use_ascii(ascii_only: bool | None) -> None:
    """Choose whether tables and messages keep to ASCII signs where there is a choice; None: as stdout can show."""
    global _ascii_only
    _ascii_only = not _unicode() if ascii_only is None else ascii_only


def _unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


def emit(text: str) -> None:
    """Print on stdout."""
    _write(text.translate(_ASCII) if _ascii_only else text)


def _write(text: str) -> None:
    """Write to stdout; a reader that went away (`| head`) ends the output quietly."""
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def message(text: str) -> None:
    """Print on stderr, each line under the name of the program."""
    for line in text.splitlines():
        print(f"kamtui: {line.translate(_ASCII) if _ascii_only else line}", file=sys.stderr)


def emit_json(value: object) -> None:
    """Print one JSON document."""
    _write(json.dumps(plain(value), ensure_ascii=_ascii_only or not _unicode(), indent=2))


def plain(value: object) -> Any:
    """`value` as JSON has it: money as a decimal string, ISO dates, enums by value, explanations with their parts."""
    from kamtui.domain.explained import Explained
    from kamtui.domain.quarters import Quarter

    match value:
        case None | bool():
            return value
        case Enum():
            return value.value
        case str() | int() | float():
            return value
        case Decimal():
            return format(value, "f")
        case Quarter():
            return str(value)
        case datetime():
            return f"{value.isoformat(timespec='seconds')}Z"
        case date() | time():
            return value.isoformat()
        case Explained():
            parts = [{"label": p.label, "value": plain(p.value), "note": p.note} for p in value.parts]
            return {"value": plain(value.value), "rule": value.rule, "parts": parts}
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case Iterable():
            return [plain(item) for item in value]
        case _:
            return str(value)


def exact(day: date | None) -> str:
    """A day in a table for people: `15 Jan 2027`, in Russian `15.01.2027`; a dash for none."""
    from kamtui.domain.money import DASH
    from kamtui.domain.today import date_words

    return date_words(day) if day is not None else DASH


def width() -> int:
    """Cells for a table: of the terminal (40 at least), else 80."""
    if not sys.stdout.isatty():
        return PLAIN_WIDTH
    import shutil

    return max(40, shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns)


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, fit: int | None = None) -> str:
    """A table of plain text no wider than `fit` cells (by default: the terminal), the columns under their titles.

    Cut texts end in an ellipsis; columns that find no room are left out.
    """
    from kamtui.domain.text import clean

    fit = fit or width()
    cells = [[clean(text) for text in row] for row in rows]
    shown = list(range(len(columns)))
    while True:
        widths = {
            index: max(cell_len(columns[index].title), *(cell_len(row[index]) for row in cells), 0) for index in shown
        }
        _narrow(columns, widths, fit)
        spare = max(shown, key=lambda index: (columns[index].rank, index))
        if sum(widths.values()) + _GAP * (len(shown) - 1) <= fit or columns[spare].rank == 0:
            break
        shown.remove(spare)
    lines = [[column.title for column in columns], *cells]
    return "\n".join(
        (" " * _GAP).join(_cell(line[index], widths[index], columns[index].right) for index in shown).rstrip()
        for line in lines
    )


def _narrow(columns: Sequence[Column], widths: dict[int, int], fit: int) -> None:
    """Take cells from the widest column that may be cut until all fit, or none may be cut any more."""
    excess = sum(widths.values()) + _GAP * (len(widths) - 1) - fit
    while excess > 0:
        soft = [i for i in widths if columns[i].least and widths[i] > columns[i].least]
        if not soft:
            return
        widest = max(soft, key=lambda index: widths[index])
        widths[widest] -= 1
        excess -= 1


def paragraph(text: str, *, indent: int = 0) -> str:
    """`text` broken at blanks into lines that fit the width, `indent` cells to the right; a longer word is cut."""
    from kamtui.domain.text import clean

    fit = width() - indent
    lines: list[str] = []
    for word in clean(text).split(" "):
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= fit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(" " * indent + _cell(line, min(fit, cell_len(line)), False) for line in lines)


def cell_len(text: str) -> int:
    """Terminal cells that `text` takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len as cells

    return cells(text)


def fitted(text: str, cells: int) -> str:
    """Clean `text` in exactly `cells` cells, cut with an ellipsis where it is longer."""
    from kamtui.domain.text import clean

    return _cell(clean(text), cells, False)


def _cell(text: str, cells: int, right: bool) -> str:
    """`text` in exactly `cells` cells, cut with an ellipsis where it is longer."""
    if cell_len(text) > cells:
        from rich.cells import set_cell_size

        text = set_cell_size(text, cells - 1).rstrip() + "…"
    blanks = " " * (cells - cell_len(text))
    return blanks + text if right else text + blanks


def explanation(title: str, explained: Explained[Any]) -> str:
    """The facts behind a number as text: the value, the rule, then a line per part."""
    lines = [paragraph(f"{title}: {_said(explained.value)}")]
    if explained.rule:
        lines.append(paragraph(explained.rule, indent=2))
    for part in explained.parts:
        note = f" ({part.note})" if part.note else ""
        lines.append(paragraph(f"{part.label}: {_said(part.value)}{note}", indent=2))
    return "\n".join(lines)


def _said(value: object) -> str:
    from kamtui.domain.money import DASH, format_amount
    from kamtui.i18n import _, language
    from kamtui.labels import label

    if value is None:
        return DASH
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Enum):
        return label(value)
    if isinstance(value, Decimal):
        return format_amount(value, language())
    return f"{value:.3g}" if isinstance(value, float) else str(plain(value))
