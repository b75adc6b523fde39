"""Working time: hours added to an instant, hours between instants, days off, summer time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kamtui.domain.settings import MethodSettings
from kamtui.domain.workhours import (
    HOLIDAY,
    OWN,
    WEEKEND,
    WorkHours,
    hours_words,
    parse_days,
    parse_days_off,
    parse_hours,
    sla_words,
)
from kamtui.errors import InvalidValue

MOSCOW, BERLIN, LORD_HOWE = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe")
PLAIN = WorkHours(zone=ZoneInfo("UTC"))


def holidays_2026(year: int) -> tuple[set[date], set[date]]:
    return {date(2026, 11, 4)} if year == 2026 else set(), {date(2026, 11, 7)} if year == 2026 else set()


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (datetime(2026, 11, 18, 10), 4, datetime(2026, 11, 18, 14)),
        (datetime(2026, 11, 18, 16), 4, datetime(2026, 11, 19, 11)),  # two hours left of the day
        (datetime(2026, 11, 18, 7), 4, datetime(2026, 11, 18, 13)),  # before the day begins
        (datetime(2026, 11, 18, 22), 8, datetime(2026, 11, 19, 17)),
        (datetime(2026, 11, 20, 17), 4, datetime(2026, 11, 23, 12)),  # over a weekend
        (datetime(2026, 11, 21, 12), 9, datetime(2026, 11, 23, 18)),  # a whole day ends with it
        (datetime(2026, 11, 18, 9), 24, datetime(2026, 11, 20, 15)),
    ],
)
def test_hours_pass_only_while_work_is_done(start: datetime, hours: float, due: datetime) -> None:
    assert PLAIN.add(start, hours) == due
    assert PLAIN.between(start, due) == hours
    assert PLAIN.between(due, start) == -hours


def test_holidays_days_off_and_moved_working_days() -> None:
    work = PLAIN._replace(public=holidays_2026, off=frozenset({date(2026, 11, 5)}))
    assert not work.is_working(date(2026, 11, 4))
    assert not work.is_working(date(2026, 11, 5))
    assert work.is_working(date(2026, 11, 7)), "a Saturday that the state has made a working day"
    assert work.add(datetime(2026, 11, 3, 17), 2) == datetime(2026, 11, 6, 10)
    reasons = [work.off_reason(date(2026, 11, day)) for day in (3, 4, 5, 6, 7, 8)]
    assert reasons == ["", HOLIDAY, OWN, "", "", WEEKEND]
    own = work._replace(off=frozenset({date(2026, 11, 7)}))
    assert not own.is_working(date(2026, 11, 7)), "one's own day off goes first"


def test_the_hours_are_those_of_the_wall_clock_in_the_zone() -> None:
    moscow = WorkHours(zone=MOSCOW)
    assert moscow.add(datetime(2026, 11, 18, 5), 1) == datetime(2026, 11, 18, 7)
    berlin = WorkHours(zone=BERLIN)
    assert berlin.add(datetime(2026, 7, 1, 0), 1) == datetime(2026, 7, 1, 8)
    assert berlin.add(datetime(2026, 12, 1, 0), 1) == datetime(2026, 12, 1, 9)


def test_a_night_with_a_change_of_the_clock_has_the_hours_it_has() -> None:
    shop = WorkHours(0, 1440, frozenset(range(1, 8)), zone=BERLIN)
    assert shop.hours_of(date(2026, 3, 29)) == 23
    assert shop.hours_of(date(2026, 10, 25)) == 25
    assert shop.hours_of(date(2026, 11, 1)) == 24


def test_without_a_working_day_there_is_no_such_time() -> None:
    with pytest.raises(InvalidValue):
        PLAIN._replace(days=frozenset()).add(datetime(2026, 11, 18), 1)


instants = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1))
work_hours = st.builds(
    lambda span, days, off, zone: WorkHours(min(span), max(span), frozenset(days), frozenset(off), zone=zone),
    st.lists(st.integers(0, 1440), min_size=2, max_size=2, unique=True).filter(lambda span: abs(span[0] - span[1]) > 4),
    st.sets(st.integers(1, 7), min_size=1),
    st.sets(st.dates(date(2024, 1, 1), date(2028, 6, 1)), max_size=8),
    st.sampled_from([ZoneInfo("UTC"), MOSCOW, BERLIN, LORD_HOWE]),
)


@given(work_hours, instants, st.integers(1, 60 * 60))
def test_what_is_added_lies_between(work: WorkHours, start: datetime, minutes: int) -> None:
    due = work.add(start, minutes / 60)
    assert due > start
    assert work.between(start, due) == pytest.approx(minutes / 60)
    assert work.is_working(work.local_day(due - timedelta(microseconds=1)))
    later = work.add(start, (minutes + 1) / 60)
    assert later > due


@given(work_hours, instants, instants, instants)
def test_hours_between_add_up(work: WorkHours, a: datetime, b: datetime, c: datetime) -> None:
    a, b, c = sorted((a, b, c))
    assume(c - a < timedelta(days=200))
    assert work.between(a, b) + work.between(b, c) == pytest.approx(work.between(a, c))
    assert 0 <= work.between(a, c) <= (c - a) / timedelta(hours=1)
    assert work.between(c, a) == -work.between(a, c)


@given(instants)
def test_the_day_of_an_instant_is_that_of_the_zone(instant: datetime) -> None:
    here = instant.replace(tzinfo=UTC).astimezone(BERLIN)
    assert WorkHours(zone=BERLIN).local_day(instant) == here.date()


@pytest.mark.parametrize(
    "text", ["", "9", "9:5-18", "18:00-09:00", "09:00-09:00", "09:00-25:00", "09:60-18:00", "morning"]
)
def test_hours_that_cannot_be_read(text: str) -> None:
    with pytest.raises(InvalidValue, match="09:00-18:00"):
        parse_hours(text)


def test_forms_of_the_settings() -> None:
    assert parse_hours("8:30 – 24:00") == (510, 1440)
    assert parse_days("1-5") == parse_days([1, 2, 3, 4, 5]) == parse_days("1,2, 3-5") == (1, 2, 3, 4, 5)
    assert parse_days_off("2027-01-08, 2026-12-31") == ("2026-12-31", "2027-01-08")
    assert parse_hours("9-18") == parse_hours("9.00-18:00") == (540, 1080)
    assert parse_days_off("") == ()
    assert parse_days_off("31.12.2026") == ("2026-12-31",)
    span = ("2026-12-30", "2026-12-31", "2027-01-01")
    for text in ("30.12.2026-1.01.2027", "30.12.2026 – 01.01.2027", "2026-12-30 - 2027-01-01", "2026-12-30…2027-01-01"):
        assert parse_days_off(f"{text}, 2026-12-31") == span
    for wrong in ("", "0", "6-9", "5-3", "mon", "1-", [], [8], [1, 2, 9], 0):
        with pytest.raises(InvalidValue):
            parse_days(wrong)
    for wrong in ("31.12", "31.13.2026", "2026-12-31 - 2026-12-30", "1.1.2026-3.1.2027", "1.1.2026-2.1.2026-3.1.2026"):
        with pytest.raises(InvalidValue):
            parse_days_off(wrong)


def test_the_settings_make_working_time() -> None:
    work = WorkHours.of(MethodSettings(working_hours="10:00-19:30", working_days=(6, 7), days_off=("2026-11-22",)))
    assert [work.hours_of(date(2026, 11, day)) for day in (20, 21, 22)] == [0, 9.5, 0]


def test_the_clock_in_words_never_says_more_than_is_left() -> None:
    assert sla_words(4.99) == "SLA 4 h left"
    assert sla_words(0.5) == "SLA 30 min left"
    assert sla_words(-3.2) == "SLA 3 h over"
    assert hours_words(1) == "1 h"
