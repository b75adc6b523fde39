"""Rules of calendars against dateutil, and rules that would never end."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.exchange.calendar_rules import Budget, RuleFault, days_of, parse

WINDOW = (date(2026, 10, 1), date(2027, 5, 1))
DAY = st.dates(date(2020, 1, 1), date(2026, 12, 31))
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def found(text: str, start: date, first: date = WINDOW[0], last: date = WINDOW[1]) -> list[date]:
    return list(days_of(parse(text), start, first, last, Budget()))


def expected(text: str, start: date) -> list[date]:
    rule = rrulestr(text, dtstart=datetime.combine(start, datetime.min.time()))
    first, last = (datetime.combine(day, datetime.min.time()) for day in WINDOW)
    return [each.date() for each in rule.between(first, last, inc=True)]


@st.composite
def rules(draw: st.DrawFn) -> str:
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 5))}"]
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 400))}")
    if draw(st.booleans()):
        days = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
        if freq in ("MONTHLY", "YEARLY") and draw(st.booleans()):
            days = [f"{draw(st.sampled_from([1, 2, -1]))}{day}" for day in days]
        parts.append("BYDAY=" + ",".join(days))
    elif freq in ("MONTHLY", "YEARLY") and draw(st.booleans()):
        numbers = draw(st.lists(st.integers(-31, 31).filter(bool), min_size=1, max_size=3, unique=True))
        parts.append("BYMONTHDAY=" + ",".join(map(str, numbers)))
    if draw(st.booleans()):
        months = draw(st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True))
        parts.append("BYMONTH=" + ",".join(map(str, months)))
    # Of a first week that has begun dateutil counts the places from the start on, the standard from its first day.
    if draw(st.booleans()) and freq in ("MONTHLY", "YEARLY"):
        parts.append(f"BYSETPOS={draw(st.sampled_from([1, 2, -1]))}")
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(NAMES))}")
    return ";".join(parts)


@settings(max_examples=150, deadline=None)
@given(rules(), DAY)
def test_days_are_those_of_dateutil(text: str, start: date) -> None:
    assert found(text, start) == expected(text, start)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", date(2026, 11, 2)),
        ("FREQ=MONTHLY;BYDAY=-1FR", date(2026, 1, 30)),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", date(2026, 1, 30)),
        ("FREQ=MONTHLY;BYMONTHDAY=31", date(2026, 1, 31)),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2024, 2, 29)),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO", date(2026, 9, 6)),
        ("FREQ=DAILY;COUNT=1000", date(2024, 9, 6)),
    ],
)
def test_rules_as_calendars_write_them(text: str, start: date) -> None:
    assert found(text, start) == expected(text, start)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("FREQ=SECONDLY", "more than once a day"),
        ("FREQ=HOURLY;INTERVAL=12", "more than once a day"),
        ("INTERVAL=2", "how often"),
        ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO"),
        ("FREQ=DAILY;BYHOUR=9,15", "BYHOUR"),
        ("FREQ=WEEKLY;BYDAY=XX", "names no day"),
        ("FREQ=DAILY;INTERVAL=0", "out of range"),
        ("FREQ=DAILY;COUNT=99999999999", "out of range"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "out of range"),
        ("FREQ=MONTHLY;BYSETPOS=x", "out of range"),
        ("FREQ", "without a value"),
        ("", "without a value"),
    ],
)
def test_what_is_not_followed_is_said(text: str, reason: str) -> None:
    with pytest.raises(RuleFault, match=reason):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=300",
        "FREQ=DAILY",
        "FREQ=DAILY;COUNT=1000000",
    ],
)
def test_rules_from_the_beginning_of_time_are_quick(text: str) -> None:
    before = time.process_time()
    assert len(found(text, date(1, 1, 1))) <= (WINDOW[1] - WINDOW[0] + timedelta(days=1)).days
    assert time.process_time() - before < 10


def test_a_file_may_not_count_for_ever() -> None:
    budget = Budget(1000)
    with pytest.raises(RuleFault, match="too much"):
        list(days_of(parse("FREQ=DAILY;COUNT=1000000"), date(1900, 1, 1), *WINDOW, budget))


def test_the_last_year_that_there_is_ends_a_rule() -> None:
    assert found("FREQ=YEARLY", date(9990, 1, 1), date(9999, 1, 1), date(9999, 12, 31)) == [date(9999, 1, 1)]
