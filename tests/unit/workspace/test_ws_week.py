"""The days of a week from real rows; moving within them; the day of a user: put off, handed on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from kamtui.clock import Clock
from kamtui.domain.accounts import Account
from kamtui.domain.week import MEETING, PROMISE, QUARTER_END, TASK
from kamtui.domain.words import AgendaKind
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


def test_half_hours_within_the_day(workspace: Workspace, turned: Turned) -> None:
    task = workspace.tasks.add(title="x", due="2026-11-23", minutes=60)
    workspace.meetings.add(title="m", on="2026-11-23", at="09:00", minutes=60)

    def shifted(by: int) -> time | None:
        return turned(lambda: workspace.week.shift_time(task.id, by)).due_time

    assert shifted(-1) == time(10)  # the first gap of an hour
    assert shifted(-1) == time(9, 30)
    assert shifted(1) == time(10)
    workspace.tasks.change(task.id, due_time="17:30")
    assert shifted(1) is None
    with pytest.raises(Refused):
        workspace.week.shift_time(task.id, 1)
    workspace.meetings.add(title="all day", on="2026-11-23", at="10:00", minutes=480)
    with pytest.raises(Refused, match="no free gap"):
        workspace.week.shift_time(task.id, -1)
    workspace.tasks.done(task.id)
    with pytest.raises(Refused, match="closed"):
        workspace.week.shift_time(task.id, -1)


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
