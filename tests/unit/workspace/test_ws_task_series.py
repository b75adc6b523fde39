"""Tasks that repeat, on a real file: finishing one makes the next, in one step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import TaskStatus
from kamtui.errors import InvalidValue, Refused
from kamtui.workspace import Workspace

FRIDAY = date(2026, 11, 20)
Turned = Callable[[Callable[[], Any]], Any]


def open_days(workspace: Workspace) -> list[date | None]:
    return [task.due for task in workspace.tasks.open()]


def test_done_makes_the_next_in_the_same_step(workspace: Workspace, nord: Account, turned: Turned) -> None:
    person = workspace.contacts.add(nord.id, name="Ivan Petrov")
    task = workspace.tasks.add(
        title="Ask for the forecast",
        account_id=nord.id,
        due=FRIDAY,
        due_time=time(10),
        repeats="weekly:fri",
        minutes=30,
        priority="high",
        contact_id=person.id,
    )
    closed = turned(lambda: workspace.tasks.done(task.id, "12 t"))
    following = workspace.tasks.next_of(closed)
    assert following is not None
    assert (following.due, following.due_time, following.quarter) == (date(2026, 11, 27), time(10), Quarter(2026, 4))
    assert (following.title, following.account_id, following.contact_id) == (task.title, nord.id, person.id)
    assert (following.minutes, following.priority, following.owner) == (30, task.priority, "anna")
    assert (following.repeats, following.series_id, following.result) == ("weekly:fri", task.series_id, "")
    assert (closed.status, closed.result) == (TaskStatus.DONE, "12 t")


def test_a_late_one_is_followed_by_a_day_that_is_not_past(workspace: Workspace) -> None:
    task = workspace.tasks.add(title="Report", due=date(2026, 10, 5), repeats="2 weekly:mon")
    workspace.tasks.done(task.id)
    assert open_days(workspace) == [date(2026, 11, 30)]


def test_a_rule_alone_gives_the_day(workspace: Workspace) -> None:
    assert workspace.tasks.add(title="Report", repeats="monthly:15").due == date(2026, 12, 15)
    plain = workspace.tasks.add(title="Call", quarter="2026-Q4")
    begun = workspace.tasks.change(plain.id, plain.version, repeats="weekly:mon")
    assert (begun.due, begun.repeats) == (date(2026, 11, 23), "weekly:mon")
    assert begun.series_id


def test_a_rule_that_is_none_is_refused_in_its_field(workspace: Workspace) -> None:
    with pytest.raises(InvalidValue, match=r"repeats.*weekly:mon"):
        workspace.tasks.add(title="Report", repeats="now and then")


def test_a_task_moved_off_its_day_keeps_the_rhythm(workspace: Workspace) -> None:
    task = workspace.tasks.add(title="Report", due=date(2026, 11, 23), repeats="2 weekly:mon")
    moved = workspace.tasks.change(task.id, due=date(2026, 11, 26))
    assert moved.repeats == "2 weekly:mon"
    workspace.tasks.done(moved.id)
    assert open_days(workspace) == [date(2026, 12, 7)]


def test_a_task_done_ahead_of_its_day_does_not_come_again(workspace: Workspace) -> None:
    task = workspace.tasks.add(title="Report", due=date(2026, 11, 23), repeats="weekly:mon")
    workspace.tasks.change(task.id, due=FRIDAY)
    workspace.tasks.done(task.id)
    assert open_days(workspace) == [date(2026, 11, 30)]


def test_back_on_its_day_it_counts_from_there(workspace: Workspace) -> None:
    task = workspace.tasks.add(title="Report", due=date(2026, 11, 23), repeats="weekly:mon")
    workspace.tasks.postpone(task.id, 1)
    workspace.tasks.change(task.id, due=date(2026, 11, 23))
    stored = workspace.reader.value("SELECT repeats FROM task")
    assert stored == "weekly:mon"


def test_dropping_ends_the_series_or_leaves_one_out(workspace: Workspace, turned: Turned) -> None:
    task = workspace.tasks.add(title="Report", due=FRIDAY, repeats="weekly:fri")
    turned(lambda: workspace.tasks.drop(task.id, "on holiday", series=False))
    assert open_days(workspace) == [date(2026, 11, 27)]
    last = workspace.tasks.open()[0]
    turned(lambda: workspace.tasks.drop(last.id, "no longer wanted"))
    assert open_days(workspace) == []


def test_deleting_ends_the_series_or_leaves_one_out(workspace: Workspace, turned: Turned) -> None:
    task = workspace.tasks.add(title="Report", due=FRIDAY, repeats="weekly:fri")
    turned(lambda: workspace.tasks.remove(task.id, series=False))
    assert open_days(workspace) == [date(2026, 11, 27)]
    turned(lambda: workspace.tasks.remove(workspace.tasks.open()[0].id))
    assert open_days(workspace) == []


def test_ending_the_rule_ends_the_series(workspace: Workspace) -> None:
    task = workspace.tasks.add(title="Report", due=FRIDAY, repeats="daily")
    workspace.tasks.change(task.id, repeats="")
    workspace.tasks.done(task.id)
    assert open_days(workspace) == []


def test_one_changed_alone_leaves_the_series(workspace: Workspace, turned: Turned) -> None:
    task = workspace.tasks.add(title="Report", due=FRIDAY, repeats="weekly:fri")
    alone = turned(lambda: workspace.tasks.change_once(task.id, task.version, title="Report of the year", minutes=90))
    assert (alone.title, alone.repeats, alone.series_id, alone.due) == ("Report of the year", "", None, FRIDAY)
    assert [(each.title, each.due) for each in workspace.tasks.open()] == [
        ("Report of the year", FRIDAY),
        ("Report", date(2026, 11, 27)),
    ]
    with pytest.raises(Refused, match="does not repeat"):
        workspace.tasks.change_once(task.id, title="Again")


def test_a_change_of_the_series_goes_on_in_the_next(workspace: Workspace) -> None:
    task = workspace.tasks.add(title="Report", due=FRIDAY, repeats="weekly:fri")
    workspace.tasks.change(task.id, title="Short report", repeats="monthly:last")
    workspace.tasks.done(task.id)
    assert [(each.title, each.due) for each in workspace.tasks.open()] == [("Short report", date(2026, 11, 30))]


def test_a_task_closed_twice_makes_one_next(workspace: Workspace) -> None:
    task = workspace.tasks.add(title="Report", due=FRIDAY, repeats="weekly:fri")
    workspace.tasks.done(task.id)
    workspace.tasks.reopen(task.id)
    workspace.tasks.done(task.id)
    workspace.tasks.done(task.id, on=FRIDAY)
    assert open_days(workspace) == [date(2026, 11, 27)]


def test_the_next_one_comes_to_the_board_of_its_quarter(workspace: Workspace, nord: Account) -> None:
    task = workspace.tasks.add(title="Visit", account_id=nord.id, due=date(2026, 12, 15), repeats="monthly:15")
    workspace.tasks.done(task.id)
    assert [each.quarter for each in workspace.tasks.open(nord.id)] == [Quarter(2027, 1)]
    off = workspace.tasks.add(title="Off", account_id=nord.id, due=FRIDAY, repeats="daily", quarter=None)
    workspace.tasks.done(off.id)
    assert [each.quarter for each in workspace.tasks.open(nord.id) if each.title == "Off"] == [None]


def test_opening_again_takes_the_next_one_back(workspace: Workspace, turned: Turned) -> None:
    task = workspace.tasks.add(title="Report", due=FRIDAY, repeats="weekly:fri")
    workspace.tasks.done(task.id)
    turned(lambda: workspace.tasks.reopen(task.id))
    assert open_days(workspace) == [FRIDAY]


def test_an_older_one_opened_again_leaves_the_series_as_it_went_on(workspace: Workspace) -> None:
    first = workspace.tasks.add(title="Report", due=FRIDAY, repeats="weekly:fri")
    second = workspace.tasks.next_of(workspace.tasks.done(first.id))
    assert second is not None
    workspace.tasks.done(second.id)
    workspace.tasks.reopen(first.id)
    assert open_days(workspace) == [FRIDAY, date(2026, 12, 4)]
    workspace.tasks.done(first.id)
    assert open_days(workspace) == [date(2026, 12, 4)]


def test_the_next_one_of_somebody_elses_is_theirs_and_taken_back_too(workspace: Workspace, nord: Account) -> None:
    Workspace(workspace.path, workspace.clock, "boris").accounts.change(nord.id, note="his")
    task = workspace.tasks.add(title="Report", due=FRIDAY, repeats="weekly:fri", owner="boris")
    following = workspace.tasks.next_of(workspace.tasks.done(task.id))
    assert following is not None
    assert (following.owner, following.version) == ("boris", 1)
    workspace.tasks.reopen(task.id)
    assert open_days(workspace) == [FRIDAY]


def test_a_next_one_that_was_changed_stays_when_the_one_before_is_opened(workspace: Workspace) -> None:
    task = workspace.tasks.add(title="Report", due=FRIDAY, repeats="weekly:fri")
    following = workspace.tasks.next_of(workspace.tasks.done(task.id))
    assert following is not None
    workspace.tasks.change(following.id, priority="high")
    workspace.tasks.reopen(task.id)
    assert open_days(workspace) == [FRIDAY, date(2026, 11, 27)]
