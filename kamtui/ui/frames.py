"""Frames as differences: only the cells that changed are written, with the shortest changes of colour.

Textual writes every line that it painted again, each piece with full colours: twenty times as much, which is what
one waits for over SSH.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size
from rich.color import ColorSystem
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

Codes = tuple[str, str, str]  # SGR parameters: foreground, background, attributes
Row = tuple[list[str], list[Codes | None]]  # per cell: the character, "" where one before it reaches in; its codes

PLAIN: Codes = ("", "", "")
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
_UNSEEN = ("", "1")  # attributes that a blank does not show: none, and bold
_NEAR = 4  # unchanged cells that are cheaper to write again than to jump over
_REPEATED = re.compile(r"(.)\1{2,}")
_FIXED = 16  # the first colour of the palette that is the same everywhere, and shorter by its number


class Abilities(NamedTuple):
    """What the terminal can do beyond the usual, as terminfo tells: REP, and erasing in the colour of the ground."""

    repeats: bool = False
    erases_in_colour: bool = False


def abilities() -> Abilities:
    """The abilities of this terminal; none where nobody tells."""
    try:
        import curses

        curses.setupterm(fd=1)  # what Textual puts in the place of stdout has no number
        return Abilities(bool(curses.tigetstr("rep")), curses.tigetflag("bce") == 1)
    except Exception:  # no curses, no entry for this terminal, no terminal: its error is not always curses.error
        return Abilities()


class Frames:
    """What the terminal shows now, and how to get from there to the next frame."""

    def __init__(self, able: Abilities = Abilities()) -> None:  # noqa: B008 - immutable
        self.able = able
        self._width = 0
        self._rows: list[Row] = []
        self._at = (-1, -1)  # column and row of the cursor after what was written last

    def forget(self) -> None:
        """Somebody else has written to the terminal: everything is to be written again."""
        self._rows = []

    def update(
        self,
        frame: LayoutUpdate | ChopsUpdate,
        width: int,
        height: int,
        system: ColorSystem,
        rest: tuple[int, int] | None = None,
    ) -> str:
        """What to write to a terminal of this size for it to show `frame`; empty when it shows it already. The cursor
        is left at column and row `rest`, if they are given."""
        if width != self._width or height != len(self._rows):
            self._width = width
            self._rows = [([" "] * width, [None] * width) for _ in range(height)]
        written: list[str] = []
        pen = PLAIN
        for y, pieces in _lines(frame):
            if 0 <= y < height:
                old = self._rows[y]
                new: Row = (old[0].copy(), old[1].copy())
                for x, strip in pieces:
                    _put(new, x, strip, system)
                if new != old:
                    pen = self._write_row(y, old, new, pen, written)
                    self._rows[y] = new
        if pen != PLAIN:
            written.append("\x1b[m")  # whatever is written next by others
        if written and rest is not None and rest != self._at:
            written.append(_to(*rest))
        return "".join(written)

    def _write_row(self, y: int, old: Row, new: Row, pen: Codes, written: list[str]) -> Codes:
        chars, codes = new
        old_chars, old_codes = old
        width = self._width
        here = False
        x = 0
        while x < width:
            if chars[x] == old_chars[x] and codes[x] == old_codes[x]:
                x += 1
                continue
            start = x
            while start and not chars[start]:
                start -= 1
            end = last = x + 1
            while end < width and end - last < _NEAR:
                changed = chars[end] != old_chars[end] or codes[end] != old_codes[end]
                end += 1
                if changed or not chars[end - 1]:
                    last = end
                elif codes[end - 1] != codes[end - 2]:
                    break
            written.append(f"\x1b[{start + 1}G" if here else _to(start, y))
            here = True
            pen = self._write_cells(new, start, last, pen, written)
            x = last
            self._at = (x, y) if x < width else (-1, -1)  # at the edge terminals are of different minds
        return pen

    def _write_cells(self, row: Row, start: int, end: int, pen: Codes, written: list[str]) -> Codes:
        chars, codes = row
        while start < end:
            wanted = codes[start]
            stop = start + 1
            while stop < end and codes[stop] == wanted:
                stop += 1
            text = "".join(chars[start:stop])
            wanted = wanted or PLAIN
            if wanted[0] == wanted[2] == "" and pen[2] in _UNSEEN and text.isspace():
                wanted = (pen[0], wanted[1], pen[2])  # any pen writes blanks
            written.append(_change(pen, wanted))
            pen = wanted
            rest = ""
            if stop == self._width and self.able.erases_in_colour and wanted[2] in _UNSEEN:
                body = text.rstrip(" ")
                if len(text) - len(body) > 3:
                    text, rest = body, "\x1b[K"
            if self.able.repeats and len(text) > 2:
                text = _REPEATED.sub(_repeat, text)
            written.append(text + rest)
            start = stop
        return pen


def _to(x: int, y: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"


def _lines(frame: LayoutUpdate | ChopsUpdate) -> Iterable[tuple[int, Iterable[tuple[int, Strip]]]]:
    """The lines of a frame from the top: y, and the strips with their columns."""
    if isinstance(frame, LayoutUpdate):
        for y, line in enumerate(frame.strips, frame.region.y):
            x, pieces = frame.region.x, []
            for strip in line:
                pieces.append((x, strip))
                x += strip.cell_length
            yield y, pieces
        return
    spans: dict[int, list[tuple[int, int]]] = {}
    for y, first, last in frame.spans:
        spans.setdefault(y, []).append((first, last))
    for y in sorted(spans):
        # Only what lies in a span was painted; beside it a line has the bare ground of containers.
        yield (
            y,
            [
                (x, strip.crop(0, min(end, last) - x))
                for first, last in spans[y]
                for end, (x, strip) in zip(frame.chop_ends[y], frame.chops[y].items(), strict=False)
                if strip is not None and x < last and end > first
            ],
        )


def _put(row: Row, x: int, strip: Strip, system: ColorSystem) -> None:
    """Draw a strip into a row of cells, from column `x`; what does not fit is left out."""
    chars, codes = row
    width = len(chars)
    for text, style, _control in strip._segments:
        code = _codes(style, system) if style else PLAIN
        if code[2] in _UNSEEN and text.isspace():
            code = ("", code[1], "")
        if text.isascii():
            signs = list(text)
        else:
            if x and not get_character_cell_size(text[0]):  # goes with what the piece before has ended with
                chars[x - 1 if chars[x - 1] else x - 2] += text[0]
            signs = _signs(text)
        size = min(len(signs), width - x)
        if size <= 0:
            return
        chars[x : x + size] = signs[:size]
        codes[x : x + size] = [code] * size
        x += size


def _signs(text: str) -> list[str]:
    """A sign per cell: a wide character is followed by an empty one, a combining one goes with the one before."""
    signs: list[str] = []
    for char in text:
        size = get_character_cell_size(char)
        if size == 1:
            signs.append(char)
        elif size:
            signs += (char, "")
        elif signs:
            signs[-1 if signs[-1] else -2] += char
    size = cell_len(text)
    if len(signs) != size:  # joined into fewer cells: one piece
        return [text] + [""] * (size - 1) if size else []
    return signs


@lru_cache(1024)
def _codes(style: Style, system: ColorSystem) -> Codes:
    ground = ink = ""
    attributes: list[str] = []
    parts = Strip.render_ansi(style, system).split(";")
    while parts and parts[0]:
        size = (5 if parts[1] == "2" else 3) if parts[0] in ("38", "48") else 1
        code, number = ";".join(parts[:size]), int(parts[0])
        if size == 5 and (index := _palette().get((int(parts[2]), int(parts[3]), int(parts[4])))):
            code = f"{number};5;{index}"
        del parts[:size]
        if 30 <= number <= 39 or 90 <= number <= 97:
            ink = "" if number == 39 else code
        elif 40 <= number <= 49 or 100 <= number <= 107:
            ground = "" if number == 49 else code
        else:
            attributes.append(code)
    return ink, ground, ";".join(attributes)


@cache
def _palette() -> dict[tuple[int, int, int], int]:
    """The number of each colour of the fixed part of the palette of 256."""
    levels = (0, 95, 135, 175, 215, 255)
    cube = [(red, green, blue) for red in levels for green in levels for blue in levels]
    greys = [(level, level, level) for level in range(8, 239, 10)]
    return {colour: number for number, colour in reversed(tuple(enumerate([*cube, *greys], _FIXED)))}


@lru_cache(1024)
def _change(old: Codes, new: Codes) -> str:
    """The shortest way from one style to another."""
    if old == new:
        return ""
    ink, ground, attributes = new
    parts = ["0" if old != PLAIN else "", attributes, ink, ground]
    whole = ";".join(part for part in parts if part)
    was, wanted = set(old[2].split(";")) - {""}, set(attributes.split(";")) - {""}
    gone = {_OFF.get(attribute, "") for attribute in was - wanted}
    if "" in gone or any(_OFF.get(attribute) in gone for attribute in was & wanted):  # bold and faint go together
        return f"\x1b[{whole}m"
    parts = [
        part or default for part, before, default in zip(new[:2], old[:2], ("39", "49"), strict=True) if part != before
    ]
    parts += [*sorted(gone), *sorted(wanted - was)]
    return f"\x1b[{min(whole, ';'.join(parts), key=len)}m"


def _repeat(found: re.Match[str]) -> str:
    char, count = found[1], len(found[0])
    short = f"{char}\x1b[{count - 1}b"
    if get_character_cell_size(char) != 1 or len(found[0].encode()) <= len(short.encode()):
        return found[0]
    return short
