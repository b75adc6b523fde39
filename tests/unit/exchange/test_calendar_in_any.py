"""Calendars in, whatever the file: real ones with lines cut, doubled, mixed up and filled with nonsense."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamtui.exchange.calendar_in import read, rejected
from kamtui.exchange.tables import UnreadableFile

DATA = Path(__file__).parents[2] / "data" / "calendars"
FILES = [path.read_bytes().splitlines() for path in sorted(DATA.glob("*.ics"))]
FIRST, LAST = date(2026, 10, 21), date(2027, 5, 20)
PARTS = [
    b"DTSTART", b"DTEND", b"DURATION", b"RRULE", b"EXDATE", b"RDATE", b"RECURRENCE-ID", b"UID", b"SEQUENCE",
    b"ATTENDEE", b"SUMMARY", b"STATUS", b"CLASS", b"TZOFFSETTO", b"TZID", b"BEGIN", b"END",
    b"X-MICROSOFT-CDO-ALLDAYEVENT", b";", b":", b",", b"=", b'"', b"\\", b" ", b"\t", b"VALUE=DATE",
    b"TZID=Europe/Berlin", b"TZID=", b"RANGE=THISANDFUTURE", b"20261123", b"20261123T100000", b"20261123T100000Z",
    b"99991231T235959Z", b"00010101", b"20270229", b"T", b"Z", b"PT1H", b"-P1D", b"P9999W", b"FREQ=", b"DAILY",
    b"YEARLY", b"COUNT=1000000", b"INTERVAL=9999", b"UNTIL=", b"BYDAY=-5FR", b"BYMONTHDAY=-31", b"BYSETPOS=366",
    b"VEVENT", b"VTIMEZONE", b"STANDARD", b"VCALENDAR", b"TRUE", b"+2359", b"-0000", b"\xff\xfe", b"\x00", b"\xd0",
    b"mailto:", b"ENCODING=BASE64", b"ENCODING=QUOTED-PRINTABLE", b"=D0", b"0", b"9" * 30,
]  # fmt: skip
nonsense = st.lists(st.sampled_from(PARTS), max_size=12).map(b"".join)
change = st.tuples(
    st.integers(0, 10_000), st.sampled_from(["cut", "double", "swap", "put", "value", "short"]), nonsense
)


def spoilt(lines: list[bytes], changes: list[tuple[int, str, bytes]]) -> bytes:
    lines = list(lines)
    for place, how, text in changes:
        at = place % max(1, len(lines))
        if not lines or how == "put":
            lines.insert(at, text)
        elif how == "cut":
            del lines[at]
        elif how == "double":
            lines.insert(at, lines[at])
        elif how == "swap":
            lines[at], lines[-1 - at] = lines[-1 - at], lines[at]
        elif how == "value":
            lines[at] = lines[at].partition(b":")[0] + b":" + text
        else:
            lines[at] = lines[at][: place % 20]
    return b"\r\n".join(lines)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), st.lists(change, min_size=1, max_size=12))
def test_no_file_is_too_broken(lines: list[bytes], changes: list[tuple[int, str, bytes]]) -> None:
    try:
        found = read(spoilt(lines, changes), FIRST, LAST)
    except UnreadableFile:
        return
    for event in found.events:
        assert event.starts_at <= event.ends_at
        assert len(event.uid) <= 200
        assert len(event.title) <= 200
        assert not any(ord(char) < 32 for char in event.title + event.place)
        for person in event.people:
            assert len(person.name) <= 200
            assert len(person.email) <= 200
    for one in found.rejects:
        assert one.line > 0
        assert one.reason
    assert len(found.raw) == len(found.rejects)
    again = read(rejected(found), FIRST, LAST)
    assert all(one.reason for one in again.rejects)
