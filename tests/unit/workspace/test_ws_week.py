"""The days of a week from real rows; moving within them; the day of a user: put off, handed on."""

from __future__ import annotations

import time as clock
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from kamtui.clock import Clock
from kamtui.domain.accounts import Account
from kamtui.domain.meetings import to_utc
from kamtui.domain.week import (
    COMING,
    CONTRACT,
    ESCALATION,
    MEETING,
    PROMISE,
    QUARTER_END,
    REVIEW,
    TASK,
    TENDER,
    Entry,
)
from kamtui.domain.words import AgendaKind
from kamtui.domain.workhours import HOLIDAY, OWN, WEEKEND
from kamtui.errors import InvalidValue, NotFound, Refused
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)  # a Friday
Turned = Callable[[Callable[[], Any]], Any]


def shown(workspace: Workspace, day: date) -> list[tuple[str, str]]:
    return [(entry.kind, entry.title) for entry in workspace.week.day(day).entries]


def at(workspace: Workspace, other: Path | None = None, login: str = "anna", today: date = TODAY) -> Workspace:
    return Workspace(other or workspace.path, Clock(today), login)


def test_a_week_has_what_is_on_its_days(workspace: Workspace, nord: Account) -> None:
    tasks = workspace.tasks
    tasks.add(title="late", account_id=nord.id, due="2026-10-01", minutes=30)
    tasks.add(title="next", due="2026-11-21", due_time="10:00", minutes=60)
    tasks.done(tasks.add(title="done", due="2026-11-12", minutes=90).id)
    tasks.done(tasks.add(title="done before", due="2026-11-17").id, on=date(2026, 11, 17))
    tasks.drop(tasks.add(title="dropped", due="2026-11-20").id, "no")
    tasks.add(title="far", due="2026-12-20")
    workspace.promises.add(nord.id, side="theirs", text="volumes", due=date(2026, 11, 2))
    found = workspace.week.of(TODAY)
    assert [day.day for day in found.days] == [date(2026, 11, 16) + timedelta(days=n) for n in range(7)]
    assert shown(workspace, TODAY) == [(TASK, "late"), (PROMISE, "volumes"), (TASK, "done")]
    assert shown(workspace, date(2026, 11, 21)) == [(TASK, "next")]
    assert shown(workspace, date(2026, 11, 17)) == [(TASK, "done before")]
    assert [day.hours for day in found.days] == [9, 9, 9, 9, 9, 0, 0]
    assert found.days[4].planned == 120
    late = found.days[4].entries[0]
    assert (late.late, late.due, late.account_name) == (True, date(2026, 10, 1), nord.name)
    assert workspace.week.of(TODAY - timedelta(weeks=3)).days[0].entries == ()  # nothing open stands in the past


def test_meetings_take_their_part_of_each_day(workspace: Workspace, nord: Account) -> None:
    workspace.meetings.add(title="Review", account_id=nord.id, on="2026-11-24", at="10:00", minutes=90)
    cancelled = workspace.meetings.add(title="Off", on="2026-11-24", at="12:00", minutes=30)
    workspace.meetings.cancel(cancelled.id)
    workspace.meetings.add(title="Night shift", on="2026-11-25", at="23:00", minutes=120)
    (review,) = workspace.week.day(date(2026, 11, 24)).entries
    assert (review.kind, review.start, review.minutes, review.account_id) == (MEETING, 600, 90, nord.id)
    (evening,) = workspace.week.day(date(2026, 11, 25)).entries
    (morning,) = workspace.week.day(date(2026, 11, 26)).entries
    assert (evening.start, evening.minutes, morning.start, morning.minutes) == (23 * 60, 60, 0, 60)


def test_the_end_of_a_quarter_and_a_review_due_are_in_the_week(workspace: Workspace, nord: Account) -> None:
    later = at(workspace, today=date(2026, 12, 28))
    assert (QUARTER_END, "Q4 2026 ends") in shown(later, date(2026, 12, 31))
    assert not any(kind == QUARTER_END for day in later.week.of(date(2026, 12, 21)).days for kind, *_ in day.entries)
    later.close()


def test_quarters_to_review_are_on_their_last_day_and_late_ones_on_today(workspace: Workspace, nord: Account) -> None:
    for quarter in ("2026-Q2", "2026-Q3", "2026-Q4"):
        workspace.tasks.add(title=f"of {quarter}", account_id=nord.id, quarter=quarter)

    def reviews(day: date) -> list[tuple[str, bool]]:
        return [(one.ref, one.late) for one in workspace.week.day(day).entries if one.kind == REVIEW]

    assert reviews(TODAY) == [("2026-Q2", True)]  # the others wait for it
    assert reviews(date(2026, 12, 31)) == [("2026-Q4", False)]
    assert reviews(date(2026, 9, 30)) == reviews(date(2027, 3, 31)) == []
    line = next(one for one in workspace.today.agenda() if one.kind is AgendaKind.QUARTER_CLOSING)
    workspace.today.snooze(line, TODAY + timedelta(days=3))
    assert reviews(TODAY) == []


def test_half_hours_within_the_day(workspace: Workspace, turned: Turned) -> None:
    task = workspace.tasks.add(title="x", due="2026-11-23", minutes=60)
    workspace.meetings.add(title="m", on="2026-11-23", at="09:00", minutes=60)

    def shifted(by: int) -> time | None:
        turned(lambda: workspace.week.shift(entry, by))
        return workspace.tasks.get(task.id).due_time

    (entry,) = [one for one in workspace.week.day(date(2026, 11, 23)).entries if one.ref == task.id]
    assert shifted(-1) == time(10)  # the first gap of an hour
    assert shifted(-1) == time(9, 30)
    assert shifted(1) == time(10)
    workspace.tasks.change(task.id, due_time="17:30")
    assert shifted(1) is None
    with pytest.raises(Refused):
        workspace.week.shift(entry, 1)
    workspace.meetings.add(title="all day", on="2026-11-23", at="10:00", minutes=480)
    with pytest.raises(Refused, match="no free gap"):
        workspace.week.shift(entry, -1)
    workspace.tasks.done(task.id)
    for move in (lambda: workspace.week.shift(entry, -1), lambda: workspace.week.put(entry, date(2026, 11, 24))):
        with pytest.raises(Refused, match="closed"):
            move()
    assert workspace.tasks.get(task.id).due == date(2026, 11, 23)


def entry_of(workspace: Workspace, title: str, day: date) -> Entry:
    return next(one for one in workspace.week.day(day).entries if one.title == title)


def test_what_other_clocks_say_is_in_the_week(workspace: Workspace, nord: Account) -> None:
    monday = date(2026, 11, 23)
    workspace.tenders.add(
        nord.id, title="Chemicals", questions_until=monday, submit_until=monday, decision_on=monday + timedelta(days=4)
    )
    workspace.tenders.add(nord.id, title="Missed", submit_until=date(2026, 11, 10))
    workspace.contracts.add(nord.id, title="Frame", ends_on=date(2026, 12, 25), notice_days=30)
    workspace.contracts.add(nord.id, title="Ended", ends_on=date(2026, 11, 1))
    leak = workspace.escalations.open(nord.id, title="Leak", severity="critical")

    def said(day: date) -> list[tuple[str, str, str, bool]]:
        return [(one.kind, one.title, one.what, one.late) for one in workspace.week.day(day).entries]

    assert said(monday) == [
        (TENDER, "Chemicals", "questions", False),
        (TENDER, "Chemicals", "submission", False),
    ]
    assert len({one.key for one in workspace.week.day(monday).entries}) == 2
    assert said(monday + timedelta(days=4)) == [(TENDER, "Chemicals", "decision", False)]
    assert said(date(2026, 11, 25)) == [(CONTRACT, "Frame", "last day for a notice", False)]
    assert said(date(2026, 12, 25)) == [(CONTRACT, "Frame", "it ends", False)]
    due = workspace.settings.work_hours.local(leak.due_at)
    (escalation,) = [one for one in workspace.week.day(due.date()).entries if one.kind == ESCALATION]
    assert (escalation.start, escalation.what, escalation.high) == (due.hour * 60 + due.minute, leak.clock, True)
    late = [(one.kind, one.title, one.due) for one in workspace.week.day(TODAY).entries if one.late]
    assert late == [(TENDER, "Missed", date(2026, 11, 10)), (CONTRACT, "Ended", date(2026, 11, 1))]
    workspace.escalations.resolve(leak.id, "a crack", "replaced")
    assert (ESCALATION, "Leak", "to be confirmed", False) in said(TODAY)


def test_meetings_and_promises_move_by_days(workspace: Workspace, nord: Account, turned: Turned) -> None:
    meeting = workspace.meetings.add(title="Review", account_id=nord.id, on="2026-11-23", at="10:00", minutes=90)
    promise = workspace.promises.add(nord.id, side="ours", text="volumes", due=date(2026, 11, 2))
    move = workspace.week.move
    review = entry_of(workspace, "Review", date(2026, 11, 23))
    assert turned(lambda: move(review, 1)) == date(2026, 11, 24)
    assert (workspace.meetings.get(meeting.id).time, workspace.meetings.get(meeting.id).minutes) == (time(10), 90)
    late = entry_of(workspace, "volumes", TODAY)
    assert turned(lambda: move(late, 1)) == date(2026, 11, 21)
    assert turned(lambda: move(entry_of(workspace, "volumes", date(2026, 11, 21)), -1)) == TODAY
    assert move(entry_of(workspace, "volumes", TODAY), -1) == TODAY  # never into the past
    assert workspace.promises.get(promise.id).due == TODAY
    here = entry_of(workspace, "volumes", TODAY)
    assert [move(here, 1), move(here, 1)] == [date(2026, 11, 21), date(2026, 11, 22)]  # two keys before it was drawn
    assert turned(lambda: workspace.week.put(late, date(2026, 12, 1))) == date(2026, 12, 1)
    assert turned(lambda: workspace.week.put(review, TODAY)) == TODAY
    with pytest.raises(Refused, match="past"):
        move(entry_of(workspace, "Review", TODAY), -1)


def test_meetings_move_by_half_hours_and_keep_a_time(workspace: Workspace, turned: Turned) -> None:
    day = date(2026, 11, 23)
    meeting = workspace.meetings.add(title="Review", on=day, at="17:40", minutes=60)
    entry = entry_of(workspace, "Review", day)
    for by, start in ((1, time(18)), (1, time(18, 30)), (-1, time(18))):
        turned(lambda by=by: workspace.week.shift(entry, by))
        assert workspace.meetings.get(meeting.id).time == start
    workspace.meetings.change(meeting.id, at="23:30")
    with pytest.raises(Refused, match="day ends"):
        workspace.week.shift(entry, 1)
    workspace.meetings.change(meeting.id, at="00:00")
    with pytest.raises(Refused, match="day ends"):
        workspace.week.shift(entry, -1)
    workspace.meetings.change(meeting.id, at=None)
    with pytest.raises(Refused, match="whole day"):
        workspace.week.shift(entry, 1)


def test_what_cannot_be_moved_says_why(workspace: Workspace, nord: Account) -> None:
    workspace.tenders.add(nord.id, title="Chemicals", submit_until=TODAY)
    workspace.contracts.add(nord.id, title="Frame", ends_on=TODAY)
    workspace.escalations.open(nord.id, title="Leak", severity="critical")
    workspace.promises.add(nord.id, side="ours", text="volumes", due=TODAY)
    held = workspace.meetings.add(title="Held", account_id=nord.id, on=TODAY, at="08:00")
    workspace.meetings.hold(held.id)
    week = workspace.week
    weeks = (week.of(TODAY), week.of(TODAY + timedelta(weeks=1)))
    escalation = next(one for each in weeks for day in each.days for one in day.entries if one.kind == ESCALATION)
    fixed = [
        (entry_of(workspace, "Chemicals", TODAY), "client"),
        (entry_of(workspace, "Frame", TODAY), "contract sets"),
        (escalation, "SLA"),
        (Entry(QUARTER_END, "2026-Q4", "Q4 2026 ends", TODAY), "quarter"),
        (Entry(REVIEW, "2026-Q3", "Review", TODAY, nord.id), "review"),
        (entry_of(workspace, "Held", TODAY), "held"),
    ]
    for entry, reason in fixed:
        for work in (lambda: week.move(entry, 1), lambda: week.shift(entry, 1), lambda: week.put(entry, TODAY)):  # noqa: B023
            with pytest.raises(Refused, match=reason):
                work()
    with pytest.raises(Refused, match="no time"):
        week.shift(entry_of(workspace, "volumes", TODAY), 1)


def test_a_meeting_of_another_calendar_is_moved_there(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "x.ics"
    file.write_text(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Weekly\r\nDTSTART:20261123T100000\r\n"
        "DTEND:20261123T110000\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    workspace.imports.run("meetings", file)
    entry = entry_of(workspace, "Weekly", date(2026, 11, 23))
    assert entry.repeats
    with pytest.raises(Refused, match="another calendar"):
        workspace.week.move(entry, 1)


def test_a_task_that_repeats_takes_its_hours_on_the_days_to_come(workspace: Workspace) -> None:
    task = workspace.tasks.add(title="Call", due="2026-11-23", due_time="10:00", minutes=60, repeats="weekly:mon")
    workspace.tasks.change(task.id, due="2026-11-24")  # moved off its day: the others stay
    first, second = (workspace.week.of(date(2026, 11, 23) + timedelta(weeks=n)) for n in (0, 1))
    assert [(one.kind, one.day, one.repeats) for day in first.days for one in day.entries] == [
        (TASK, date(2026, 11, 24), True)
    ]
    (again,) = [one for day in second.days for one in day.entries]
    assert (again.kind, again.day, again.start, second.days[0].planned) == (COMING, date(2026, 11, 30), 600, 60)
    with pytest.raises(Refused, match="before it"):
        workspace.week.move(again, 1)
    workspace.tasks.done(task.id)
    assert [one.kind for one in workspace.week.day(date(2026, 11, 30)).entries] == [TASK]
    assert [one.kind for one in workspace.week.day(date(2027, 11, 29)).entries] == [COMING]


def test_a_holiday_is_no_day_of_work(workspace: Workspace) -> None:
    workspace.settings.set("holidays", "RU")
    workspace.settings.set("days_off", "2026-11-05")
    days = workspace.week.of(date(2026, 11, 2)).days
    assert [day.off for day in days] == ["", "", HOLIDAY, OWN, "", WEEKEND, WEEKEND]
    assert [day.hours for day in days] == [9, 9, 0, 0, 9, 0, 0]
    assert workspace.week.why(days[2]).parts[-1].note == "a public holiday"


def test_why_a_day_is_as_full_as_it_is(workspace: Workspace) -> None:
    workspace.tasks.add(title="x", due="2026-11-23", minutes=90)
    workspace.tasks.add(title="y", due="2026-11-23")
    why = workspace.week.why(workspace.week.day(date(2026, 11, 23)))
    assert why.value == 1.5
    assert [(part.label, part.value) for part in why.parts] == [
        ("x", "1.5 h"),
        ("Tasks without a length", 1),
        ("Working hours of the day", "9 h"),
    ]


def test_a_line_put_off_comes_back_on_its_day(workspace: Workspace, turned: Turned) -> None:
    workspace.tasks.add(title="late", due="2026-11-18")
    (line,) = workspace.today.agenda()
    until = TODAY + timedelta(days=3)
    turned(lambda: workspace.today.snooze(line, until))
    assert workspace.today.agenda() == []
    assert workspace.today.put_off() == [(line, until)]
    turned(lambda: workspace.today.snooze(line, until + timedelta(days=1)))
    assert [day for _line, day in workspace.today.put_off()] == [until + timedelta(days=1)]
    other = at(workspace, login="boris")
    other.tasks.add(title="his")
    assert "late" not in [one.title for one in other.today.put_off()]
    for days, seen in ((3, False), (4, True)):
        then = at(workspace, today=TODAY + timedelta(days=days))
        assert any(one.title == "late" for one in then.today.agenda()) is seen
        then.close()
    other.close()


def test_a_line_is_woken(workspace: Workspace, turned: Turned) -> None:
    workspace.tasks.add(title="late", due="2026-11-18")
    (line,) = workspace.today.agenda()
    workspace.today.snooze(line, TODAY + timedelta(days=1))
    turned(lambda: workspace.today.wake(line))
    assert workspace.today.agenda() == [line]
    with pytest.raises(NotFound):
        workspace.today.wake(line)


@pytest.mark.parametrize("days", [0, -1])
def test_nothing_is_put_off_into_the_past(workspace: Workspace, days: int) -> None:
    workspace.tasks.add(title="late", due="2026-11-18")
    (line,) = workspace.today.agenda()
    with pytest.raises(InvalidValue):
        workspace.today.snooze(line, TODAY + timedelta(days=days))


def test_lines_of_two_accounts_about_one_thing_are_put_off_apart(workspace: Workspace) -> None:
    for name in ("One", "Two"):
        account = workspace.accounts.add(name=name)
        workspace.progress.change(account.id, "K01", status="in_progress", on=date(2026, 1, 10))
    one, other = [line for line in workspace.today.agenda() if line.kind is AgendaKind.STALLED]
    assert one.ref == other.ref
    workspace.today.snooze(one, TODAY + timedelta(days=1))
    assert [line for line in workspace.today.agenda() if line.kind is AgendaKind.STALLED] == [other]


def test_a_task_handed_on_is_in_the_day_of_who_got_it(workspace: Workspace, nord: Account, turned: Turned) -> None:
    workspace.accounts.change(nord.id, owner="anna")
    boris = at(workspace, login="boris")
    boris.accounts.add(name="His own", owner="boris")
    task = workspace.tasks.add(title="Send the offer", account_id=nord.id, due=TODAY)
    assert turned(lambda: workspace.tasks.hand(task.id, "boris")).owner == "boris"

    def titles(of: Workspace) -> list[tuple[str, str]]:
        return [(one.title, one.account_name) for one in of.today.agenda() if one.ref == task.id]

    assert titles(workspace) == []
    assert titles(boris) == [("Send the offer", nord.name)]
    assert [one.title for one in boris.week.day(TODAY).entries] == ["Send the offer"]
    assert workspace.week.day(TODAY).entries == ()
    with pytest.raises(InvalidValue):
        workspace.tasks.hand(task.id, "boris")
    with pytest.raises(InvalidValue):
        workspace.tasks.hand(task.id, "nobody here")
    workspace.tasks.done(task.id)
    with pytest.raises(Refused):
        workspace.tasks.hand(task.id, "anna")
    boris.close()


def test_one_of_our_people_becomes_a_user_by_being_handed_a_task(
    workspace: Workspace, nord: Account, turned: Turned
) -> None:
    kim = workspace.contacts.add(nord.id, name="O. Kim")
    workspace.contacts.tie(kim.id, "Lev Orlov", "knows")
    task = workspace.tasks.add(title="x", due=TODAY)
    assert turned(lambda: workspace.tasks.hand(task.id, "lev orlov")).owner == "Lev Orlov"
    (colleague,) = workspace.contacts.colleagues()
    assert colleague.user_id == next(user.id for user in workspace.users.all() if user.name == "Lev Orlov")


def test_whom_to_call_with_the_last_touch(workspace: Workspace, nord: Account) -> None:
    kim = workspace.contacts.add(nord.id, name="O. Kim", level=4, influence="takes_part", phone="+7 900 1")
    workspace.touches.log(nord.id, on=TODAY - timedelta(days=100), people=("O. Kim",), outcome="likes it")
    (call,) = workspace.today.calls()
    assert (call.contact.id, call.days, call.beyond, call.contact.phone) == (kim.id, 100, True, "+7 900 1")
    last = workspace.today.last_touch(kim.id)
    assert last is not None
    assert last.outcome == "likes it"


@pytest.mark.parametrize(("first", "hours"), [(date(2026, 3, 28), 47), (date(2026, 10, 24), 49)])
def test_a_meeting_keeps_its_time_over_a_change_of_the_clock(
    open_workspace: Callable[..., Workspace], monkeypatch: pytest.MonkeyPatch, first: date, hours: int
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    clock.tzset()
    try:
        workspace = open_workspace(today=first)
        made = workspace.meetings.add(title="Talk", on=first, at="10:00", minutes=90)
        began = to_utc(made.starts)
        for step in (0, 1):
            day = first + timedelta(days=step)
            entry = entry_of(workspace, "Talk", day)
            assert (entry.start, entry.minutes) == (600, 90)
            assert workspace.week.move(entry, 1) == day + timedelta(days=1)
        now = workspace.meetings.get(made.id)
        assert (now.time, now.minutes, (to_utc(now.starts) - began) / timedelta(hours=1)) == (time(10), 90, hours)
    finally:
        monkeypatch.undo()
        clock.tzset()
