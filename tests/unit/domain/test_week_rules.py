"""Days of a week: what fills them, where there is room, and how a task moves within one."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain import week
from kamtui.domain.slot_line import SlotLine, parse_slot
from kamtui.domain.week import ESCALATION, MEETING, PROMISE, REVIEW, TASK, Entry, plan_day
from kamtui.domain.workhours import HOLIDAY, OWN
from kamtui.errors import InvalidValue
from kamtui.i18n import set_language

MONDAY = date(2026, 11, 23)
OPENS, CLOSES = 9 * 60, 18 * 60


def entry(kind: str = TASK, ref: str = "a", **more: object) -> Entry:
    return Entry(kind, ref, f"{kind} {ref}", MONDAY)._replace(**more)


entries = st.builds(
    entry,
    kind=st.sampled_from(week.KINDS),
    ref=st.uuids().map(str),
    start=st.none() | st.integers(0, 24 * 60 - 1),
    minutes=st.none() | st.integers(1, 24 * 60),
    done=st.booleans(),
    late=st.booleans(),
    high=st.booleans(),
)


@given(st.lists(entries, max_size=12), st.sampled_from([0.0, 9.0]))
def test_free_gaps_lie_in_working_hours_and_under_nothing(many: list[Entry], hours: float) -> None:
    day = plan_day(MONDAY, hours, many)
    slots = week.slots(day, OPENS, CLOSES)
    free = [slot for slot in slots if slot.entry is None]
    busy = [slot for slot in slots if slot.entry is not None]
    assert sorted(slot.start for slot in slots) == [slot.start for slot in slots]
    assert len(busy) == sum(one.start is not None for one in many)
    assert hours or not free
    for gap in free:
        assert OPENS <= gap.start < gap.end <= CLOSES
        assert gap.end - gap.start >= week.LEAST_GAP
        assert all(gap.end <= one.start or one.end <= gap.start for one in busy if one.end > one.start)
    if hours:  # what is neither busy nor a gap is too short to be one
        covered = set()
        for slot in slots:
            covered.update(range(max(slot.start, OPENS), min(slot.end, CLOSES)))
        run = longest = 0
        for minute in range(OPENS, CLOSES):
            run = 0 if minute in covered else run + 1
            longest = max(longest, run)
        assert longest < week.LEAST_GAP


@given(st.lists(entries, max_size=12), st.integers(1, 600))
def test_the_first_gap_holds_what_it_is_asked_for(many: list[Entry], minutes: int) -> None:
    day = plan_day(MONDAY, 9.0, many)
    start = week.first_gap(day, OPENS, CLOSES, minutes)
    if start is not None:
        assert OPENS <= start <= CLOSES - minutes
        assert not week.clashes(day, start, minutes, "")


@given(st.lists(entries, max_size=12))
def test_planned_time_is_that_of_tasks_and_meetings(many: list[Entry]) -> None:
    day = plan_day(MONDAY, 9.0, many)
    assert sorted(one.key for one in day.entries) == sorted(one.key for one in many)
    assert day.planned == sum(one.minutes or 0 for one in many if one.kind in week.TAKES_TIME)
    assert day.unsized == sum(one.kind == TASK and one.minutes is None and not one.done for one in many)
    assert day.over == max(0, day.planned - 540)
    timed = [one.start for one in day.entries if one.start is not None]
    assert timed == sorted(timed)


@given(st.integers(0, 24 * 60 - 1), st.sampled_from([-1, 1]))
def test_moves_go_to_half_hours_in_their_direction(start: int, by: int) -> None:
    moved = week.moved_start(start, by, OPENS, CLOSES)
    if by > 0:
        assert moved is None or (start < moved <= start + week.STEP and moved % week.STEP == 0)
        assert moved is not None or start >= CLOSES - week.STEP
    else:
        assert moved is not None
        assert start - week.STEP <= moved <= start
        assert moved < start or start in (0, OPENS)
        assert start < OPENS or moved >= OPENS  # no key takes a task out of the working hours into the night


def test_a_task_without_a_length_blocks_half_an_hour_and_is_counted() -> None:
    day = plan_day(MONDAY, 9.0, [entry(start=600)])
    assert [(slot.start, slot.end) for slot in week.slots(day, OPENS, CLOSES)] == [(540, 600), (600, 630), (630, 1080)]
    assert week.capacity_words(day) == "planned 0 h of 9 h, 1 task without a length"


def test_a_deadline_is_among_the_slots_and_blocks_nothing() -> None:
    day = plan_day(MONDAY, 9.0, [entry(ESCALATION, start=600)])
    assert [(slot.start, slot.end) for slot in week.slots(day, OPENS, CLOSES)] == [(540, 1080), (600, 600)]
    assert week.first_gap(day, OPENS, CLOSES, 540) == OPENS
    assert week.clashes(day, 590, 60, "") == ()


def test_a_full_day_is_shown_from_now_on() -> None:
    day = plan_day(MONDAY, 9.0, [entry(ref=str(hour), start=hour * 60, minutes=30) for hour in range(9, 15)])
    found = week.slots(day, OPENS, CLOSES)

    def kept(now: int, most: int) -> list[int]:
        return [slot.start // 60 for slot in week.slots_from(found, now, most)]

    assert week.slots_from(found, 720, len(found)) == found
    assert kept(0, 3) == [9, 10, 11, 12, 13, 14]
    assert kept(11 * 60 + 10, 3) == [11, 12, 13, 14]
    assert kept(23 * 60, 3) == [12, 13, 14]  # what is over still fills the room
    free = week.slots(plan_day(MONDAY, 9.0, []), OPENS, CLOSES)
    assert week.slots_from(free, 1200, 0) == []


def test_order_of_a_day() -> None:
    many = [
        entry(PROMISE, "p"),
        entry(ref="done", done=True),
        entry(ref="b", start=600),
        entry(ref="high", high=True),
        entry(ref="late", late=True),
        entry(MEETING, "m", start=540),
        entry(REVIEW, "2026-Q3"),
    ]
    order = [one.ref for one in plan_day(MONDAY, 9.0, many).entries]
    assert order == ["2026-Q3", "m", "b", "late", "high", "p", "done"]


def test_capacity_in_words() -> None:
    long = entry(MEETING, start=540, minutes=330)
    fair = entry(MEETING)
    assert week.capacity_words(plan_day(MONDAY, 8.0, [fair])) == "planned 0 h of 8 h, a meeting all day"
    assert week.capacity_words(plan_day(MONDAY, 8.0, [long])) == "planned 5.5 h of 8 h"
    assert week.capacity_words(plan_day(MONDAY, 4.0, [long])) == "planned 5.5 h of 4 h, 1.5 h too much"
    assert week.capacity_words(plan_day(MONDAY, 0.0, [])) == "a day off"
    assert week.capacity_words(plan_day(MONDAY, 0.0, [long])) == "a day off, planned 5.5 h"
    assert week.capacity_words(plan_day(MONDAY, 0.0, [], HOLIDAY)) == "a public holiday"
    assert week.capacity_words(plan_day(MONDAY, 0.0, [entry()], OWN)) == "a day off of our own, 1 task without a length"
    assert week.week_words([plan_day(MONDAY, 8.0, [long]), plan_day(MONDAY, 8.0, [])]) == "planned 5.5 h of 16 h"
    full = [plan_day(MONDAY, 5.0, [long, entry()]), plan_day(MONDAY, 0.0, [], HOLIDAY), plan_day(MONDAY, 0.0, [], OWN)]
    assert week.week_words(full) == (
        "planned 5.5 h of 5 h, 1 day too full, 1 public holiday, 1 day off of our own, 1 task without a length"
    )
    set_language("ru")
    assert week.hours_number(330) == "5,5"


@given(st.dates())
def test_a_week_begins_on_monday(day: date) -> None:
    first = week.monday(day) if day > date(1, 1, 7) else date(1, 1, 1)
    assert first.weekday() == 0
    assert timedelta() <= day - first < timedelta(days=7)


@given(st.times(), st.integers(1, 1440))
def test_slots_as_they_are_written(at: time, minutes: int) -> None:
    at = at.replace(second=0, microsecond=0)
    assert parse_slot(f"{at:%H:%M} {minutes} min") == SlotLine(at, minutes)
    assert parse_slot(f"{at:%H.%M}") == SlotLine(at, None)


@pytest.mark.parametrize(
    ("text", "start", "minutes"),
    [
        ("", None, None),
        ("9", time(9), None),
        ("0930", time(9, 30), None),
        ("15-30", time(15, 30), None),
        ("9-10:30", time(9), 90),
        ("15:00-16:30", time(15), 90),
        ("15:00, 2 h", time(15), 120),
        ("15:00 1 ч 15 мин", time(15), 75),
        ("полчаса", None, 30),
    ],
)
def test_slots_as_people_type_them(text: str, start: time | None, minutes: int | None) -> None:
    assert parse_slot(text) == SlotLine(start, minutes)


@pytest.mark.parametrize("text", ["25.00", "x", "16:00-15:00", "9:75", "15:00 soon", "15:00-16:00 30 min"])
def test_what_is_no_slot_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        parse_slot(text)
