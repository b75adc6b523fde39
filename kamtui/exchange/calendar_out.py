"""Entries of a calendar as ICS that others subscribe to. Written line by line: it is written after every change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from kamtui.domain.calendar import Entry
from kamtui.exchange.vcard_lines import escape, folded, line_value

_STAMPS = re.compile(rb"DTSTAMP:\d{8}T\d{6}Z\r\n")


def render(entries: Iterable[Entry], name: str, now: datetime, alarm_minutes: int = 0) -> bytes:
    """The whole calendar under a name; `now` is the instant it is written, UTC.

    What takes time reminds of itself `alarm_minutes` before it begins, unless they are 0.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//kamtui//agenda//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{line_value(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for entry in entries:
        lines += _event(entry, now, alarm_minutes)
    return folded([*lines, "END:VCALENDAR"]).encode()


def same(one: bytes, other: bytes) -> bool:
    """Whether two files say the same but for when they were written."""
    return _STAMPS.sub(b"", one) == _STAMPS.sub(b"", other)


def _event(entry: Entry, now: datetime, alarm_minutes: int) -> Iterator[str]:
    title = f"{entry.title} · {entry.account}" if entry.account else entry.title
    yield "BEGIN:VEVENT"
    yield f"UID:{line_value(entry.uid)}"
    yield f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}"
    for name, at in (("DTSTART", entry.starts_at), ("DTEND", entry.ends_at)):
        yield f"{name};VALUE=DATE:{at:%Y%m%d}" if entry.all_day else f"{name}:{at:%Y%m%dT%H%M%SZ}"
    yield f"SUMMARY:{line_value(title)}"
    yield f"SEQUENCE:{max(0, entry.sequence)}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'OPAQUE' if entry.busy else 'TRANSPARENT'}"
    if entry.account:
        yield f"CATEGORIES:{line_value(entry.account)}"
    if entry.place:
        yield f"LOCATION:{line_value(entry.place)}"
    if entry.note:
        yield f"DESCRIPTION:{escape(entry.note)}"
    for name, email in entry.people:
        quoted = " ".join(line_value(name).replace("\\", "").replace('"', "'").split())
        yield f'ATTENDEE;CN="{quoted}":' + (f"mailto:{line_value(email)}" if email else "invalid:nomail")
    if alarm_minutes and entry.busy and not entry.cancelled:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{line_value(title)}")
        yield from (f"TRIGGER:-PT{alarm_minutes}M", "END:VALARM")
    yield "END:VEVENT"
