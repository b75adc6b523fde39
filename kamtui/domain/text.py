"""Text as people write it: keys to search and order by, cleaning of what comes from outside, references by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache
from typing import TypeVar

from kamtui.errors import Ambiguous, NotFound

T = TypeVar("T")

_SHOWN = 8
# Marks that turn the direction of text: they can make a line read as something else.
_INVISIBLE = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


@cache
def _escapes() -> re.Pattern[str]:
    """Terminal sequences: CSI, terminated strings (OSC, DCS, APC, PM, SOS), and short escapes."""
    return re.compile(
        r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
        r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
        r"|\x1b[ -/]*[0-~]"
    )


def search_key(text: str) -> str:
    """The form in which texts are compared and ordered: casefolded, ё as е, blanks folded, NFC."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return " ".join(folded.replace("ё", "е").split())


def clean(text: str, multiline: bool = False) -> str:
    """Text from outside made harmless, ends trimmed, NFC."""
    return unicodedata.normalize("NFC", harmless(text, multiline).strip())


def harmless(text: str, multiline: bool = False) -> str:
    """Text without terminal escapes, control or direction marks; tabs, and newlines unless `multiline`, are blanks."""
    if text.isprintable():
        return text
    text = _escapes().sub("", text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n").split("\n")
    kept = [
        "".join(
            " " if char in "\t\v\f" else char
            for char in line
            if char in "\t\v\f" or (unicodedata.category(char) not in ("Cc", "Cs") and char not in _INVISIBLE)
        )
        for line in lines
    ]
    return ("\n" if multiline else " ").join(kept)


def regrouped(parts: Sequence[str], known: Collection[str]) -> list[str]:
    """Names from a list that was divided at its commas: those that together are one of `known` are one again.

    `known` are search keys: of «Насосы, арматура» the two parts make one name when it is known and they are not.
    """
    found: list[str] = []
    at = 0
    while at < len(parts):
        end = len(parts)
        while end > at + 1 and not _is_one(parts[at:end], known):
            end -= 1
        found.append(", ".join(parts[at:end]))
        at = end
    return found


def _is_one(parts: Sequence[str], known: Collection[str]) -> bool:
    return search_key(", ".join(parts)) in known and not all(search_key(part) in known for part in parts)


def resolve(ref: str, candidates: Sequence[tuple[str, str, T]], what: str) -> T:
    """The one value meant by `ref` among (code, name, value); `what` names the kind of record, translated.

    The exact code goes first, then the exact name, then a part of the name; any case, е = ё. Raises NotFound with
    the nearest names, Ambiguous with the names that match.
    """
    key = search_key(ref)
    if not key:
        raise NotFound(what, ref, [_shown(code, name) for code, name, _value in candidates[:_SHOWN]])
    keyed = [(search_key(code), search_key(name), code, name, value) for code, name, value in candidates]
    for matching in (
        [row for row in keyed if row[0] == key],
        [row for row in keyed if row[1] == key],
        [row for row in keyed if key in row[1]],
    ):
        if len(matching) == 1:
            return matching[0][4]
        if matching:
            raise Ambiguous(what, ref, [_shown(row[2], row[3]) for row in matching[:_SHOWN]])
    raise NotFound(what, ref, _near(key, [(row[1], _shown(row[2], row[3])) for row in keyed]))


def _shown(code: str, name: str) -> str:
    return f"{name} ({code})" if code else name


def _near(key: str, names: Sequence[tuple[str, str]]) -> list[str]:
    """The names most like `key`, by whole name or by one word of it."""
    from difflib import SequenceMatcher

    def likeness(name: str) -> float:
        return max(SequenceMatcher(None, key, piece).ratio() for piece in [name, *name.split()])

    ranked = sorted(((likeness(name), shown) for name, shown in names), key=lambda pair: -pair[0])
    return [shown for ratio, shown in ranked[:3] if ratio >= 0.6]
