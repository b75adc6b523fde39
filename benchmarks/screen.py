"""A terminal's screen fed with bytes: pyte's model plus what it lacks and Textual uses.

Added: the alternate screen, REP, SU, SD, synchronised output (`in_frame`), and the answers of a terminal to the
questions programs ask of it (`answer`). Sequences that pyte would print as text are dropped.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

import pyte

# All CSI, to find those pyte does not parse (REP, SU, SD, private ones), and the strings OSC, DCS, SOS, PM, APC.
_OWN = re.compile(
    r"\x1b\[(?P<mark>[<-?]*)(?P<numbers>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\](?P<string>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[PX^_][^\x1b]*\x1b\\"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[<-?]*[0-9;:]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)?$")
_ALTERNATE = {"47", "1047", "1049"}


class Screen(pyte.Screen):
    """The cells that a user sees. `text_lines` is plain text, a row per line, right-trimmed."""

    def __init__(self, cols: int, rows: int, answer: Callable[[str], None]) -> None:
        super().__init__(cols, rows)
        self.in_frame = False
        self._answer = answer
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stream = pyte.Stream(self)
        self._rest = ""
        self._last_drawn = " "
        self._main: tuple[dict[int, dict[int, pyte.screens.Char]], int, int] | None = None
        self._lines = [""] * rows

    @property
    def text_lines(self) -> list[str]:
        """The rows as text; a wide character takes one place in the string and two cells on the screen."""
        for row in self.dirty:
            if row < len(self._lines):
                cells = self.buffer[row]
                self._lines[row] = "".join(cells[col].data for col in range(self.columns)).rstrip()
        self.dirty.clear()
        return self._lines

    def take(self, data: bytes) -> None:
        """Show `data`, which may end in the middle of a character or a sequence."""
        text = self._rest + self._decoder.decode(data)
        unfinished = _UNFINISHED.search(text)
        self._rest = unfinished.group() if unfinished else ""
        end = len(text) - len(self._rest)
        start = 0
        for match in _OWN.finditer(text, 0, end):
            if match["final"] and self._pyte_knows(match):
                continue
            self._stream.feed(text[start : match.start()])
            start = match.end()
            if match["final"]:
                self._own(match)
        self._stream.feed(text[start:end])

    def draw(self, data: str) -> None:
        super().draw(data)
        self._last_drawn = data[-1]

    def resized(self, cols: int, rows: int) -> None:
        """Follow a change of the window's size."""
        self.resize(rows, cols)
        self._lines = [""] * rows
        self.dirty.update(range(rows))

    @staticmethod
    def _pyte_knows(match: re.Match[str]) -> bool:
        if match["between"] or ":" in match["numbers"] or match["mark"] not in ("", "?"):
            return False
        if match["mark"] == "?":
            return (
                match["final"] in "hl"
                and not _ALTERNATE & set(match["numbers"].split(";"))
                and (match["numbers"] != "2026")
            )
        return match["final"] not in "bSTcnut"

    def _own(self, match: re.Match[str]) -> None:
        mark, numbers, between, final = match["mark"], match["numbers"], match["between"], match["final"]
        if mark == "?" and final in "hl":
            if numbers == "2026":
                self.in_frame = final == "h"
            else:
                self._alternate(final == "h")
        elif mark == "?" and between == "$" and final == "p":
            self._answer(f"\x1b[?{numbers};{2 if numbers == '2026' else 0}$y")
        elif mark or between or ":" in numbers:
            return
        elif final == "c":
            self._answer("\x1b[?62;22c")
        elif final == "n" and numbers == "6":
            self._answer(f"\x1b[{self.cursor.y + 1};{self.cursor.x + 1}R")
        elif final == "b":
            self.draw(self._last_drawn * int(numbers or 1))
        elif final in "ST":
            self._scroll(int(numbers or 1), up=final == "S")

    def _alternate(self, on: bool) -> None:
        if on and self._main is None:
            self._main = ({row: dict(cells) for row, cells in self.buffer.items()}, self.cursor.x, self.cursor.y)
            self.erase_in_display(2)
        elif not on and self._main is not None:
            rows, x, y = self._main
            self._main = None
            self.erase_in_display(2)
            for row, cells in rows.items():
                self.buffer[row].update(cells)
            self.cursor.x, self.cursor.y = min(x, self.columns - 1), min(y, self.lines - 1)
            self.dirty.update(range(self.lines))

    def _scroll(self, count: int, *, up: bool) -> None:
        x, y = self.cursor.x, self.cursor.y
        top, bottom = self.margins or (0, self.lines - 1)
        self.cursor.y = bottom if up else top
        for _ in range(min(count, self.lines)):
            self.index() if up else self.reverse_index()
        self.cursor.x, self.cursor.y = x, y
