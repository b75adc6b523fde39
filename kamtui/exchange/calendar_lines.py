"""How calendars (ICS) are written: the events and time zones of a file as blocks of lines, each with its properties.

A block that is broken is a fault of its own; the others are read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kamtui.exchange.vcard_lines import BrokenCard, Line, Property, RawCard, properties
from kamtui.i18n import _

MOST_EVENTS = 50_000
_BREAK = re.compile(rb"\r\n|\r|\n")
_EDGE = re.compile(rb"(begin|end)[ \t]*:[ \t]*([A-Za-z-]+)[ \t]*", re.IGNORECASE)
_METHOD = re.compile(rb"method[^:\r\n]*:[ \t]*([A-Za-z]+)[ \t]*", re.IGNORECASE)
_KEPT = (b"VEVENT", b"VTIMEZONE")


class Block(NamedTuple):
    """One component of a file: its kind, the line where it begins, its bytes, its own lines, components within it.

    `broken` says why it cannot be read, if so. `cancels`: the calendar it stands in takes events back.
    """

    kind: str
    line: int
    raw: bytes
    lines: Sequence[Line]
    parts: Sequence[Block] = ()
    broken: str = ""
    cancels: bool = False

    def properties(self) -> list[Property]:
        """Its properties in order. Raises BrokenCard, which says what is wrong."""
        if self.broken:
            raise BrokenCard(self.broken)
        return properties(RawCard(self.line, self.raw, self.lines))[1]


class _Open:
    """A component that has not ended yet."""

    def __init__(self, kind: bytes, line: int) -> None:
        self.kind, self.line = kind, line
        self.raw: list[bytes] = []
        self.lines: list[Line] = []
        self.parts: list[Block] = []

    def close(self, cancels: bool, broken: str = "") -> Block:
        raw = b"\r\n".join(self.raw)
        return Block(self.kind.decode("ascii"), self.line, raw, self.lines, self.parts, broken, cancels)


def is_calendar(data: bytes) -> bool:
    """Whether bytes hold a calendar, by their beginning."""
    match = _EDGE.search(data[:4000])
    return match is not None and match[1].lower() == b"begin" and match[2].upper() == b"VCALENDAR"


def blocks(data: bytes) -> Iterator[Block]:
    """The events and time zones of a file, in order, each ended where the next begins if it does not end before.

    What is within an event (alarms) is left out; within a time zone its parts are kept.
    """
    stack: list[_Open] = []
    cancels = False
    for number, line in enumerate(_BREAK.split(data.removeprefix(b"\xef\xbb\xbf")), start=1):
        edge = _EDGE.fullmatch(line.strip()) if line[:1].lower() in (b"b", b"e") or not stack else None
        kind = edge[2].upper() if edge else b""
        begins = bool(edge) and edge[1].lower() == b"begin" if edge else False
        if edge and kind == b"VCALENDAR":
            if stack:
                yield stack[0].close(cancels, _("it does not end; the file may be cut off"))
            stack, cancels = [], False
        elif edge and begins and kind in _KEPT:
            if stack:
                yield stack[0].close(cancels, _("it does not end; the file may be cut off"))
            stack = [_Open(kind, number)]
            stack[0].raw.append(line)
        elif not stack:
            method = _METHOD.fullmatch(line.strip())
            cancels = method[1].upper() == b"CANCEL" if method else cancels
        elif edge and begins:
            stack[0].raw.append(line)
            stack.append(_Open(kind, number))
        elif edge:
            stack[0].raw.append(line)
            if kind != stack[-1].kind:
                continue  # an end of nothing
            ended = stack.pop().close(cancels)
            if not stack:
                yield ended
            else:
                stack[-1].parts.append(ended)
        else:
            stack[0].raw.append(line)
            stack[-1].lines.append((number, line))
    if stack:
        yield stack[0].close(cancels, _("it does not end; the file may be cut off"))
