"""Instants and the clock on the wall: round trips in every zone, gaps in spring, hours that come twice in autumn."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.domain.meetings import account_of, to_utc, to_wall
from kamtui.exchange.calendar_lines import blocks
from kamtui.exchange.calendar_rules import Budget
from kamtui.exchange.calendar_zones import ZoneFault, Zones

NAMES = [
    "UTC",
    "Europe/Moscow",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Asia/Vladivostok",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Africa/Casablanca",
]
ZONES = st.sampled_from(NAMES).map(ZoneInfo)
INSTANT = st.datetimes(datetime(1995, 1, 1), datetime(2037, 1, 1))
BERLIN = ZoneInfo("Europe/Berlin")
DESCRIBED = b"""BEGIN:VCALENDAR
BEGIN:VTIMEZONE
TZID:Ours
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
END:VCALENDAR
"""


@given(INSTANT, ZONES)
def test_an_instant_comes_back_but_for_the_hour_that_is_there_twice(instant: datetime, zone: ZoneInfo) -> None:
    wall = to_wall(instant, zone)
    again = to_utc(wall, zone)
    assert again <= instant, "of two instants with one time on the wall the first is meant"
    assert to_wall(again, zone) == wall


@given(INSTANT, ZONES)
def test_a_time_comes_back_but_for_the_hour_that_is_left_out(wall: datetime, zone: ZoneInfo) -> None:
    shown = to_wall(to_utc(wall, zone), zone)
    assert shown >= wall, "a time that is left out counts on"
    assert shown - wall <= timedelta(hours=25)
    assert to_wall(to_utc(shown, zone), zone) == shown


@given(INSTANT, st.timedeltas(timedelta(minutes=1), timedelta(days=3)), ZONES)
def test_later_stays_later(instant: datetime, after: timedelta, zone: ZoneInfo) -> None:
    assert to_utc(to_wall(instant + after, zone), zone) >= to_utc(to_wall(instant, zone), zone) - timedelta(hours=1)


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        (datetime(2026, 3, 29, 1, 59), datetime(2026, 3, 29, 0, 59)),
        (datetime(2026, 3, 29, 2, 30), datetime(2026, 3, 29, 1, 30)),
        (datetime(2026, 3, 29, 3, 0), datetime(2026, 3, 29, 1, 0)),
        (datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 0, 30)),
        (datetime(2026, 10, 25, 3, 0), datetime(2026, 10, 25, 2, 0)),
    ],
)
def test_the_gap_and_the_double_hour_of_berlin(wall: datetime, instant: datetime) -> None:
    assert to_utc(wall, BERLIN) == instant
    assert Zones(blocks(DESCRIBED), Budget()).named("Ours")(wall) == instant


@settings(deadline=None)
@given(st.datetimes(datetime(1997, 1, 1), datetime(2037, 1, 1)))
def test_a_described_zone_is_the_one_of_the_list(wall: datetime) -> None:
    assert Zones(blocks(DESCRIBED), Budget()).named("Ours")(wall) == to_utc(wall, BERLIN)


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Berlin",
        "/vendor.example/20210101/Europe/Berlin",
        "W. Europe Standard Time",
        "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
        "GMT+0200",
        "UTC+2",
        "utc +02:00",
    ],
)
def test_names_of_zones(name: str) -> None:
    noon = datetime(2026, 7, 1, 12)
    assert Zones([], Budget()).named(name)(noon) == datetime(2026, 7, 1, 10)


@pytest.mark.parametrize(
    "name", ["Nowhere", "../../etc/passwd", "Europe", "\x00", "x" * 5000, "(UTC+05:00) Berlin", "UTC+99"]
)
def test_a_zone_that_is_not_known_is_said(name: str) -> None:
    with pytest.raises(ZoneFault):
        Zones([], Budget()).named(name)


def test_zones_as_outlook_names_them_have_their_usual_offset() -> None:
    noon = datetime(2026, 7, 1, 12)
    for name, hour in (("(UTC+03:00) Moscow, St. Petersburg", 9), ("MSK", 9), ("(UTC-05:00) New York", 16)):
        assert Zones([], Budget()).named(name)(noon) == datetime(2026, 7, 1, hour)
    for name in ("tzone://Microsoft/Utc", "(UTC) London"):
        assert Zones([], Budget()).named(name)(datetime(2026, 1, 1, 12)) == datetime(2026, 1, 1, 12)


def test_with_whom_a_meeting_is() -> None:
    assert account_of([]) is None
    assert account_of([("a", "NORD"), ("a", "NORD"), ("b", "VOLGA"), ("c", "VOLGA")]) == "VOLGA"
    assert account_of([("a", "NORD"), ("b", "VOLGA")]) is None
