"""A file as a table: numbered rows of cells, streamed, from CSV as people have it or from a sheet of XLSX."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from kamtui.errors import KamtuiError
from kamtui.exchange import sniff
from kamtui.i18n import _

# (line of the file or row of the sheet where the record starts, its cells)
Row = tuple[int, Sequence[Any]]
Chunk = tuple[Sequence[int], Sequence[Sequence[Any]]]
Likeness = Callable[[Sequence[Any]], int]

# Small enough for a chunk and what is made of it to stay in the processor's cache.
CHUNK = 256
_HEADER_SEARCH = 30
_BREAKS = re.compile(r"\r\n|\r|\n")
_CELL_LIMIT = 1_000_000
_RECORD_LINES = 200


class UnreadableFile(KamtuiError):
    """The file cannot be read as a table at all; the message names file, place and mend."""


@dataclass(frozen=True)
class TableOptions:
    """How to read a file where the guess would be wrong; empty means guess."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


class Table:
    """A file with its header found. `headers` are texts; `rows()` may be called again, each time from the start."""

    path: Path
    headers: tuple[str, ...]
    header_line: int

    def rows(self) -> Iterator[Row]:
        """Every record below the header that is not blank, with the line where it starts."""
        for lines, records in self.chunks():
            yield from zip(lines, records, strict=True)

    def chunks(self) -> Iterator[Chunk]:
        """The same rows, many at a time: their lines, and their cells."""
        for lines, records in self._all_chunks():
            if lines[-1] > self.header_line:
                kept = _kept(lines, records, self.header_line)
                if kept[0]:
                    yield kept

    def _all_chunks(self) -> Generator[Chunk, None, None]:
        """Every record of the file, many at a time."""
        raise NotImplementedError

    def position(self) -> float:
        """How far the latest `rows()` has come, 0…1."""
        raise NotImplementedError

    def close(self) -> None:
        """Close what is open."""


def open_table(path: Path, options: TableOptions, likeness: Likeness) -> Table:
    """Open `path`; `likeness` says how many cells of a row are known headers, to find header and delimiter.

    Raises UnreadableFile.
    """
    try:
        with path.open("rb") as file:
            head = file.read(sniff.SAMPLE)
    except OSError as error:
        raise UnreadableFile(_("cannot read {path}: {error}").format(path=path, error=error.strerror)) from error
    if not head.strip(b"\x00\r\n\t ,;"):
        raise UnreadableFile(_("{path} is empty; it needs a first row with headers").format(path=path))
    if head.startswith(b"PK\x03\x04"):
        from kamtui.exchange.sheets import SheetTable

        return SheetTable(path, options, likeness)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            _("{path} is an old Excel file or locked with a password; save it as XLSX without one, or as CSV").format(
                path=path
            )
        )
    return CsvTable(path, options, likeness, head)


class CsvTable(Table):
    """A delimited text file. `encoding`, `delimiter` and `bom` say how it was found to be written."""

    def __init__(self, path: Path, options: TableOptions, likeness: Likeness, head: bytes) -> None:
        self.path = path
        self.encoding = sniff.check_encoding(options.encoding) if options.encoding else self._sniffed(head)
        text = head.decode(self.encoding, errors="replace").removeprefix("\ufeff")
        self._skipped_hint = 0
        first, _newline, rest = text.partition("\n")
        if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
            self._skipped_hint, self.delimiter, text = 1, first.strip()[4], rest
        self.delimiter = sniff.check_delimiter(options.delimiter) or (
            self.delimiter if self._skipped_hint else sniff.delimiter(text, likeness)
        )
        self._size = max(1, os.path.getsize(path))
        self._file: IO[str] | None = None
        with closing(self._all_chunks()) as chunks:
            self.header_line, self.headers = find_header(chunks, likeness, path)

    def _sniffed(self, head: bytes) -> str:
        try:
            return sniff.encoding(self.path, head)
        except UnicodeError as error:
            raise UnreadableFile(
                _("{path}: {error}; say the right one with --encoding").format(path=self.path, error=error)
            ) from error

    def _all_chunks(self) -> Generator[Chunk, None, None]:
        csv.field_size_limit(_CELL_LIMIT)
        start = 1 + self._skipped_hint
        # "utf-16" and "utf-8-sig" take the mark away themselves; the fixed ones are only named without a mark.
        with self.path.open(encoding=self.encoding, newline="") as file:
            self._file = file
            lines = islice(file, self._skipped_hint, None)
            reader = csv.reader(lines, delimiter=self.delimiter, skipinitialspace=True)
            try:
                while records := list(islice(reader, CHUNK)):
                    end = reader.line_num + self._skipped_hint
                    numbers: Sequence[int] = range(start, end + 1)
                    if len(numbers) != len(records):
                        numbers = _numbered(start, records)
                    yield numbers, records
                    start = end + 1
            except UnicodeError as error:
                raise UnreadableFile(
                    _("{path}, near line {line}: not {encoding} ({error}); say the right one with --encoding").format(
                        path=self.path, line=start, encoding=self.encoding, error=error
                    )
                ) from error
            except csv.Error as error:
                raise UnreadableFile(
                    _("{path}, near line {line}: {error}; look for a quote not closed, or choose --delimiter").format(
                        path=self.path, line=start, error=error
                    )
                ) from error

    def position(self) -> float:
        """See Table."""
        if self._file is None or self._file.closed:
            return 1.0
        read: int = self._file.buffer.raw.tell()  # type: ignore[attr-defined]
        return min(1.0, read / self._size)

    def close(self) -> None:
        """See Table."""
        if self._file is not None:
            self._file.close()


def is_blank(cells: Sequence[Any]) -> bool:
    """Whether no cell holds anything."""
    return not any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in cells)


def _numbered(start: int, records: Sequence[Sequence[str]]) -> list[int]:
    """The line where each record starts, when some have line breaks inside."""
    numbers = []
    for cells in records:
        numbers.append(start)
        breaks = sum(len(_BREAKS.findall(cell)) for cell in cells if "\n" in cell or "\r" in cell)
        if breaks > _RECORD_LINES:
            raise csv.Error(_("a record of more than {count} lines at {line}").format(count=_RECORD_LINES, line=start))
        start += 1 + breaks
    return numbers


def _kept(lines: Sequence[int], records: Sequence[Sequence[Any]], header_line: int) -> Chunk:
    """A chunk without blank records and without what stands up to the header."""
    firsts = [cells[0] if cells else "" for cells in records]
    if lines[0] > header_line and "" not in firsts and None not in firsts and " " not in firsts:
        return lines, records
    kept = [
        (line, cells) for line, cells in zip(lines, records, strict=True) if line > header_line and not is_blank(cells)
    ]
    return [line for line, _cells in kept], [cells for _line, cells in kept]


def find_header(chunks: Iterator[Chunk], likeness: Likeness, path: Path) -> tuple[int, tuple[str, ...]]:
    """Line and texts of the header: of the first rows the one with most known names, else the first with any text."""
    lines, records = next(chunks, ((), []))
    best: tuple[int, int, Sequence[Any]] | None = None
    for line, cells in list(zip(lines, records, strict=True))[:_HEADER_SEARCH]:
        if is_blank(cells):
            continue
        known = likeness(cells)
        if best is None or known > best[0]:
            best = (known, line, cells)
    if best is None:
        raise UnreadableFile(_("{path} is empty; it needs a first row with headers").format(path=path))
    headers = ["" if cell is None else " ".join(str(cell).replace("\ufeff", "").split()) for cell in best[2]]
    while headers and not headers[-1]:
        headers.pop()
    return best[1], tuple(headers)
