"""Minutes written as text, read back: `people:`, `we:`, `they:` and `next:` begin lines; all else is the outcome."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from kamtui.domain.promise_line import PromiseDraft, take_promises


class Minutes(NamedTuple):
    """What minutes say. `people` None: they have no line for people."""

    outcome: str
    people: tuple[str, ...] | None = None
    next_step: str = ""
    promises: tuple[PromiseDraft, ...] = ()


_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_PEOPLE = re.compile(r"\s*(?:people|present|участники|присутствовали)\s*:\s*(.*)", re.IGNORECASE)
_NEXT = re.compile(r"\s*[-*•]?\s*(?:next(?:\s+steps?)?|далее|дальше|следующий\s+шаг)\s*:\s*(.*)", re.IGNORECASE)
_PROMISE = re.compile(r"\s*[-*•]?\s*(?:we|they|мы|они|с\s+нас|с\s+них)\s*:", re.IGNORECASE)
_HEADING = re.compile(r"\s*#{1,6}\s")
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def read_minutes(text: str, today: date, fiscal_start: int = 1) -> Minutes:
    """What minutes say; never fails. Comments, the title in the first line and empty headings fall away."""
    kept: list[str] = []
    people: tuple[str, ...] | None = None
    steps: list[str] = []
    promises: list[PromiseDraft] = []
    lines = _COMMENT.sub("", text).strip().splitlines()
    if lines and lines[0].startswith("# "):
        del lines[0]
    for line in lines:
        named, planned = _PEOPLE.fullmatch(line), _NEXT.fullmatch(line)
        if named and people is None:
            people = tuple(name.strip() for name in named[1].split(",") if name.strip())
        elif planned:
            steps += [planned[1].strip()] if planned[1].strip() else []
        elif _PROMISE.match(line):
            promises += take_promises(line.lstrip(" \t-*•"), today, fiscal_start=fiscal_start).promises
        else:
            kept.append(line.rstrip())
    return Minutes(_without_empty_headings(kept), people, "; ".join(steps), tuple(promises))


def _without_empty_headings(lines: list[str]) -> str:
    """The lines without headings that have nothing under them, no two blank ones in a row."""
    found: list[str] = []
    pending: list[str] = []
    for line in lines:
        if _HEADING.match(line):
            pending = [line]
        elif line:
            found += [*([""] if pending and found else []), *pending, line]
            pending = []
        elif found and found[-1]:
            found.append("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(found)).strip()


def filled(template: str, values: dict[str, str]) -> str:
    """A template with `{name}` replaced; a name that is not known stays. A list stands on lines of its own."""
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), template)
