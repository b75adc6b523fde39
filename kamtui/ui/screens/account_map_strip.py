"""The grid of the map: on a narrow screen one function at a time, under a strip of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain.contacts import Contact
from kamtui.domain.words import Function
from kamtui.labels import label
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens.account_map_layout import UNKNOWN
from kamtui.ui.screens.account_map_names import function_short
from kamtui.ui.widgets.grid import CardGrid


class Tab(NamedTuple):
    """A function in the strip: how many people we know, whether nobody of them is active, how many are to meet."""

    function: str
    known: int
    silent: bool
    to_meet: int = 0

    def words(self, short: bool) -> str:
        """Name, number and warning."""
        name = "?" if self.function == UNKNOWN else label(Function(self.function))
        if short and self.function != UNKNOWN:
            name = function_short(Function(self.function))
        number = str(self.known) if self.known or not self.to_meet else f"{G.ghost}{self.to_meet}{G.ghost}"
        return f"{name} {number}{G.late if self.silent else ''}"


def strip_rows(tabs: Sequence[Tab], width: int) -> tuple[bool, list[list[Tab]]]:
    """The strip in lines of `width` cells, and whether with short names: those only where long ones need more lines."""
    for short in (False, True):
        rows: list[list[Tab]] = [[]]
        used = 0
        for tab in tabs:
            size = cell_len(tab.words(short)) + 3
            if used + size > width and rows[-1]:
                rows.append([])
                used = 0
            rows[-1].append(tab)
            used += size
        if len(rows) == 1:
            break
    return short, rows


class MapGrid(CardGrid[Contact]):
    """The grid of the map."""

    side_title = ""
    tabs: Sequence[Tab] = ()

    def set_tabs(self, tabs: Sequence[Tab], width: int) -> None:
        """The functions of the strip, shown when `single`."""
        self.tabs = tabs
        self.head_lines = len(strip_rows(tabs, self._strip_room(width))[1]) if self.single else 1

    def _strip_room(self, width: int) -> int:
        return width - cell_len(self.side_title) - 3

    def _head_line(self, y: int, width: int) -> Strip:
        title = Line(self.side_width + 1).space().add(self.side_title if y == 0 else "", "muted").strip()
        if not self.single:
            return Strip.join([super()._head_line(y, width).crop(0, width - self.side_width - 1), title])
        short, rows = strip_rows(self.tabs, self._strip_room(width))
        current = self.columns[self._first_column]
        line = Line(width).space()
        for tab in rows[y] if y < len(rows) else ():
            here = tab.function == current
            edges = ("[", "]") if here else (" ", " ")
            line.add(edges[0], "accent")
            line.add(tab.words(short), "mark" if here else "warn" if tab.silent else "muted")
            line.add(edges[1], "accent").space()
        if y == 0:
            line.right(f"{self.side_title} ", "muted")
        return line.strip()
