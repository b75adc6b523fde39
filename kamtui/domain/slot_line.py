"""A time of the day and a length as people type them: `15:00`, `9.30 45 min`, `15-16:30`, `1 h`, nothing."""

from __future__ import annotations

import re
from datetime import time
from typing import NamedTuple

from kamtui.domain.capture_work import find_minutes
from kamtui.errors import InvalidValue
from kamtui.i18n import _

_TIME = r"(\d{1,2})(?:[:.]([0-5]\d))?"
_ONE = re.compile(rf"^(?:{_TIME}|(\d{{1,2}})([0-5]\d)|(\d{{1,2}})-([0-5]\d))$")
_SPAN = re.compile(rf"^{_TIME}\s*[-\N{{EN DASH}}]\s*{_TIME}$")


class SlotLine(NamedTuple):
    """When, and how long in minutes; None for what was not said."""

    start: time | None
    minutes: int | None


def parse_slot(text: str) -> SlotLine:
    """Understand a line. Two times with a dash are a span; `15-30` alone is a time, as `15:30` is.

    Raises InvalidValue for what is no time of a day, or a span that ends before it begins.
    """
    rest, minutes = text.strip(), None
    found = find_minutes(rest)
    if found:
        minutes = found.minutes
        rest = (rest[: found.span[0]] + rest[found.span[1] :]).strip(" ,")
    if not rest:
        return SlotLine(None, minutes)
    one = _ONE.match(rest)
    if one:
        hour, minute, *packed = one.groups()
        if packed[0] is not None:
            hour, minute = packed[:2]
        elif packed[2] is not None:
            hour, minute = packed[2:]
        return SlotLine(_time(hour, minute, text), minutes)
    span = _SPAN.match(rest)
    if span and minutes is None:
        start, end = _time(span[1], span[2], text), _time(span[3], span[4], text)
        minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
        if minutes > 0:
            return SlotLine(start, minutes)
    raise _refusal(text)


def _time(hour: str, minute: str | None, text: str) -> time:
    if int(hour) > 23:
        raise _refusal(text)
    return time(int(hour), int(minute or 0))


def _refusal(text: str) -> InvalidValue:
    return InvalidValue("due_time", text, expected=_("15:00, 9.30 45 min, 15:00-16:30, 1 h"))
