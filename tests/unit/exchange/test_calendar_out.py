"""Calendars out: whatever a title or a note holds, other programs read the same back."""

from __future__ import annotations

from datetime import datetime, timedelta

import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from kamtui.domain.calendar import Entry
from kamtui.domain.text import clean
from kamtui.exchange.calendar_out import render, same

NOW = datetime(2026, 11, 20, 9)
lines = st.text(max_size=120).map(lambda text: " ".join(clean(text).split()))
notes = st.text(max_size=300).map(lambda text: clean(text, multiline=True).strip())
people = st.lists(st.tuples(lines, st.just("a.kim@nord.example")), max_size=3).map(tuple)
entries = st.builds(
    Entry,
    uid=st.uuids().map(lambda key: f"{key}@kamtui"),
    title=lines.map(lambda text: text or "Встреча"),
    starts_at=st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)).map(lambda at: at.replace(microsecond=0)),
    ends_at=st.just(datetime(2100, 1, 1)),
    all_day=st.booleans(),
    busy=st.booleans(),
    account=lines,
    place=lines,
    note=notes,
    sequence=st.integers(0, 99),
    cancelled=st.booleans(),
    people=people,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(entries, min_size=1, max_size=3), st.sampled_from([0, 15]))
def test_what_is_written_is_read_back(many: list[Entry], alarm: int) -> None:
    data = render(many, "kamtui, Анна", NOW, alarm)
    assert data.endswith(b"END:VCALENDAR\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no letter is cut in two
    found = list(Calendar.from_ical(data).walk("VEVENT"))
    assert [str(one["uid"]) for one in found] == [one.uid for one in many]
    for event, entry in zip(found, many, strict=True):
        title = f"{entry.title} · {entry.account}" if entry.account else entry.title
        assert str(event["summary"]) == title
        assert str(event.get("description", "")) == entry.note
        assert str(event.get("location", "")) == entry.place
        start = event["dtstart"].dt
        assert start == entry.starts_at.date() if entry.all_day else start.replace(tzinfo=None) == entry.starts_at
        rings = entry.busy and not entry.cancelled and alarm
        assert [one["trigger"].dt for one in event.walk("VALARM")] == ([timedelta(minutes=-alarm)] if rings else [])


def test_vobject_reads_it_too() -> None:
    at = datetime(2026, 11, 23, 12)
    title = "Встреча с главным технологом завода: смазка, опытная партия; итоги \\ и сроки поставки"
    entry = Entry("a@kamtui", title, at, at + timedelta(hours=1), False, True, "Северный Мёд", note="Первая\nвторая")
    calendar = vobject.readOne(render([entry], "kamtui, Анна", NOW, 30).decode())
    assert calendar.x_wr_calname.value == "kamtui, Анна"
    event = calendar.vevent
    assert (event.uid.value, event.summary.value) == ("a@kamtui", f"{title} · Северный Мёд")
    assert event.description.value == "Первая\nвторая"
    assert event.dtstart.value.replace(tzinfo=None) == at
    assert event.valarm.trigger.value == timedelta(minutes=-30)


def test_only_the_time_of_writing_makes_no_difference() -> None:
    at = datetime(2026, 11, 23, 12)
    entry = Entry("a@kamtui", "Talk", at, at + timedelta(hours=1), False, True)
    later = NOW + timedelta(hours=5)
    assert same(render([entry], "x", NOW, 15), render([entry], "x", later, 15))
    assert not same(render([entry], "x", NOW, 15), render([entry], "x", later, 10))
