"""Guess how a text file was written: its encoding from all of its bytes, its delimiter from its first rows."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kamtui.errors import InvalidValue
from kamtui.i18n import _

SAMPLE = 65_536
DELIMITERS = (";", "\t", ",", "|")
_CHUNK = 1 << 20
_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def encoding(path: Path, head: bytes) -> str:
    """Name of the encoding: by its mark, by the zero bytes of UTF-16, else UTF-8 if all of it is, else CP1251.

    Raises UnicodeError when it is none of them.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    wide = _wide(head)
    if wide:
        return wide
    # A stray zero byte in a text is stripped like any control character; other bytes with zeros among them are no text.
    if b"\x00" in head and not _decodes(path, "utf-8"):
        raise UnicodeError(_("this is not a text file"))
    for name in ("utf-8", "cp1251"):
        if _decodes(path, name):
            return name
    raise UnicodeError(_("the text is neither UTF-8 nor UTF-16 nor CP1251"))


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: line ends and digits leave zero bytes on one side."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) <= len(head) // 20 or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _decodes(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def check_encoding(name: str) -> str:
    """`name` if Python knows it and it is text. Raises InvalidValue."""
    try:
        found = codecs.lookup(name)
        found.incrementaldecoder("strict").decode(b"", final=True)
        "".encode(found.name)
    except (LookupError, TypeError) as error:
        raise InvalidValue("encoding", name, expected="utf-8, cp1251, utf-16, koi8-r…") from error
    # A mark at the start is no part of the first header.
    return "utf-8-sig" if found.name == "utf-8" else found.name


def check_delimiter(text: str) -> str:
    """One character, or one of its names (`tab`, `semicolon`…). Raises InvalidValue."""
    found = _NAMED.get(text.lower(), text)
    if len(found) > 1 or found in ('"', "\n", "\r"):
        raise InvalidValue("delimiter", text, expected=", ".join((",", ";", "tab", "|")))
    return found


def delimiter(text: str, likeness: Callable[[Sequence[Any]], int]) -> str:
    """The delimiter under which a first row has most known headers, then under which most rows agree."""
    lines = text.splitlines(keepends=True)
    # The sample may end in the middle of a line.
    lines = lines[:-1] if len(lines) > 1 and not lines[-1].endswith(("\n", "\r")) else lines

    def fitness(mark: str) -> tuple[int, float]:
        try:
            rows = [row for row in csv.reader(lines[:200], delimiter=mark, skipinitialspace=True) if row]
        except csv.Error:
            return (0, 0.0)
        known = max((likeness(row) for row in rows[:30] if len(row) > 1), default=0)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return (known, width * count / max(1, len(rows)))

    best = max(DELIMITERS, key=fitness)
    return best if fitness(best) > (0, 0.0) else ","
