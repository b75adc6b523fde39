"""Promises within a line: `met Petrov: likes it; we: samples by 15.12; they: volumes by Friday`.

`we:`, `they:`, `мы:`, `они:`, `с нас:`, `с них:` begin a promise; it ends at the next of them, at `;` (what follows is
another promise of the same side), at a next step, or with the line. Its last day, said in words, is when it is due.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain.promises import Promise
from kamtui.domain.when import find_day, without
from kamtui.domain.words import PromiseSide


class PromiseDraft(NamedTuple):
    """A promise as understood from text."""

    side: PromiseSide
    text: str
    due: date | None = None


class Taken(NamedTuple):
    """A text without the promises that it held, and these in their order."""

    rest: str
    promises: tuple[PromiseDraft, ...]


LIMIT = 200  # characters of a promise
_OURS = r"we(?:\s+(?:will|promised?))?|мы(?:\s+обеща(?:ем|ли))?|с\s+нас|за\s+нами"
_THEIRS = r"they(?:\s+(?:will|promised?))?|они(?:\s+обеща(?:ют|ли))?|с\s+них|за\s+ними"
_MARK = re.compile(rf"(?:^|(?<=[\s;,.(]))(?:(?P<ours>{_OURS})|(?P<theirs>{_THEIRS}))\s*:\s*", re.IGNORECASE)
_EDGES = " \t,;.–—-"


def take_promises(text: str, today: date, ends: re.Pattern[str] | None = None, fiscal_start: int = 1) -> Taken:
    """The promises of a text, and what is left without them; `ends` is what ends a promise beside the rules above."""
    kept, promises, at = [], [], 0
    while mark := _MARK.search(text, at):
        kept.append(text[at : mark.start()])
        following = _MARK.search(text, mark.end())
        stop = following.start() if following else len(text)
        ending = ends.search(text, mark.end(), stop) if ends else None
        at = ending.start() if ending else stop
        side = PromiseSide.OURS if mark["ours"] else PromiseSide.THEIRS
        promises += read_promises(text[mark.end() : at], side, today, fiscal_start)
    if not promises:
        return Taken(text, ())
    kept.append(text[at:])
    rest = " ".join(part.strip().rstrip(";,").rstrip() for part in kept if part.strip())
    return Taken(rest, tuple(promises))


def read_promises(text: str, side: PromiseSide, today: date, fiscal_start: int = 1) -> list[PromiseDraft]:
    """The promises of one side, divided by `;` or by lines: `samples by 15.12; price list by Friday`."""
    found = (_read(part, side, today, fiscal_start) for part in re.split(r"[;\n]", text))
    return [draft for draft in found if draft.text]


def _read(text: str, side: PromiseSide, today: date, fiscal_start: int) -> PromiseDraft:
    day = find_day(text, today, strict=True, fiscal_start=fiscal_start)
    said = without(text, [day.span]).strip(_EDGES) if day else ""
    if day is None or not said:  # "we: tomorrow" promises something all the same
        said = " ".join(text.split()).strip(_EDGES)
    return PromiseDraft(side, said[:LIMIT].rstrip(), day.day if day else None)


def promise_text(promises: Iterable[Promise]) -> str:
    """Promises as one line that `read_promises` reads back."""
    parts = (f"{promise.text.replace(';', ',')} {promise.due or ''}".strip() for promise in promises)
    return "; ".join(parts)


def paired(
    old: Sequence[Promise], new: Sequence[PromiseDraft]
) -> list[tuple[Promise, None] | tuple[None, PromiseDraft] | tuple[Promise, PromiseDraft]]:
    """Which stored promise of one side each of the new texts is: the same words first, then the order.

    (promise, None) is one that is not among the new, (None, draft) one that was not among the old.
    """
    left = list(old)
    by_place: list[Promise | None] = []
    for draft in new:
        same = next((one for one in left if one.text.replace(";", ",") == draft.text), None)
        by_place.append(same)
        if same is not None:
            left.remove(same)
    pairs: list[tuple[Promise, None] | tuple[None, PromiseDraft] | tuple[Promise, PromiseDraft]] = []
    for draft, match in zip(new, by_place, strict=True):
        one = match or (left.pop(0) if left else None)
        pairs.append((one, draft) if one is not None else (None, draft))
    return [*pairs, *((one, None) for one in left)]
