"""Tasks on a real file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import Priority, TaskStatus
from kamtui.errors import Ambiguous, Conflict, InvalidFields, InvalidValue, NotFound, Refused
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
Q3, Q4, NEXT_Q1 = Quarter(2026, 3), Quarter(2026, 4), Quarter(2027, 1)
Turned = Callable[[Callable[[], Any]], Any]


def titles(workspace: Workspace, account: Account, quarter: Quarter) -> list[str]:
    return [task.title for task in workspace.tasks.of(account.id, quarter.year)[quarter]]


def test_every_field_comes_back(workspace: Workspace, nord: Account, turned: Turned) -> None:
    person = workspace.contacts.add(nord.id, name="Ivan Petrov")
    task = turned(
        lambda: workspace.tasks.add(
            title="  Send\toffer ",
            account_id=nord.id,
            due=date(2026, 12, 1),
            due_time=time(15, 0),
            priority="high",
            resource="Lab, O. Kim",
            contact_id=person.id,
        )
    )
    assert workspace.tasks.get(task.id) == task
    assert (task.title, task.quarter, task.due, task.due_time) == ("Send offer", Q4, date(2026, 12, 1), time(15, 0))
    assert (task.account_code, task.account_name, task.owner) == ("NORD", "Nord Foods", "anna")
    assert (task.priority, task.status, task.contact_id) == (Priority.HIGH, TaskStatus.OPEN, person.id)
    assert workspace.tasks.quarter_figure(nord.id, Q4) == (0, 1)


def test_tasks_without_account_or_date_stay_off_the_board(workspace: Workspace, nord: Account) -> None:
    loose = workspace.tasks.add(title="Renew the pass", due=date(2026, 12, 1))
    undated = workspace.tasks.add(title="Think", account_id=nord.id)
    off = workspace.tasks.add(title="Only Today", account_id=nord.id, due=TODAY, quarter=None)
    assert (loose.quarter, undated.quarter, off.quarter) == (None, None, None)
    assert [task.title for task in workspace.tasks.open()] == ["Only Today", "Renew the pass", "Think"]
    assert workspace.tasks.open_by_account()[None] == [loose]
    assert workspace.tasks.open(nord.id) == [off, undated]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x", "quarter": "2026-Q9"}, "quarter"),
        ({"title": "x", "due_time": time(9)}, "due_time"),
        ({"title": "x", "quarter": "2027-Q1", "due": date(2026, 9, 30)}, "due"),
        ({"title": "x", "owner": "nobody"}, "owner"),
        ({"title": "x", "colour": "red"}, "colour"),
    ],
)
def test_what_does_not_fit_is_refused_by_field(workspace: Workspace, fields: dict[str, Any], field: str) -> None:
    with pytest.raises((InvalidValue, InvalidFields), match=f"^{field}:"):
        workspace.tasks.add(**fields)
    assert workspace.tasks.open() == []


def test_links_to_another_account_are_refused_and_fall_away_with_it(workspace: Workspace, nord: Account) -> None:
    volga = workspace.accounts.add(name="Volga")
    stranger = workspace.contacts.add(volga.id, name="Stranger")
    person = workspace.contacts.add(nord.id, name="Petrov")
    with pytest.raises(InvalidValue, match="contact_id"):
        workspace.tasks.add(title="x", account_id=nord.id, contact_id=stranger.id)
    goal = workspace.plans.add_goal(volga.id, 2026, title="Grow")
    with pytest.raises(InvalidValue, match="goal_id"):
        workspace.tasks.add(title="x", account_id=nord.id, goal_id=goal.id)
    task = workspace.tasks.add(title="x", account_id=nord.id, contact_id=person.id)
    moved = workspace.tasks.change(task.id, account_id=volga.id)
    assert (moved.account_name, moved.contact_id) == ("Volga", None)
    with pytest.raises(NotFound):
        workspace.tasks.change(task.id, account_id="nowhere")


def test_board_order_follows_reorder_and_stops_at_the_ends(workspace: Workspace, nord: Account, turned: Turned) -> None:
    first, _second, third = (
        workspace.tasks.add(title=title, account_id=nord.id, quarter=Q4) for title in ("one", "two", "three")
    )
    turned(lambda: workspace.tasks.reorder(third.id, -1))
    assert titles(workspace, nord, Q4) == ["one", "three", "two"]
    turned(lambda: workspace.tasks.reorder(first.id, 9))
    assert titles(workspace, nord, Q4) == ["three", "two", "one"]
    steps = len(workspace.history.steps(500))
    workspace.tasks.reorder(first.id, 1)
    assert len(workspace.history.steps(500)) == steps


def test_moving_a_late_task_later_counts_and_drops_a_date_outside(
    workspace: Workspace, nord: Account, turned: Turned
) -> None:
    workspace.tasks.add(title="there", account_id=nord.id, quarter=NEXT_Q1)
    late = workspace.tasks.add(title="late", account_id=nord.id, due=date(2026, 11, 1), due_time=time(9))
    moved = turned(lambda: workspace.tasks.move(late.id, NEXT_Q1))
    assert (moved.quarter, moved.due, moved.due_time, moved.times_moved) == (NEXT_Q1, None, None, 1)
    assert titles(workspace, nord, NEXT_Q1) == ["there", "late"]
    back = workspace.tasks.move(moved.id, "2026-Q4")
    assert (back.quarter, back.times_moved) == (Q4, 1)


def test_moves_of_tasks_in_time_do_not_count(workspace: Workspace, nord: Account) -> None:
    task = workspace.tasks.add(title="early", account_id=nord.id, due=date(2026, 12, 1))
    assert workspace.tasks.move(task.id, NEXT_Q1).times_moved == 0
    ended = workspace.tasks.add(title="ended", account_id=nord.id, quarter=Q3)
    assert workspace.tasks.move(ended.id, Q4).times_moved == 1
    assert workspace.tasks.move(ended.id, None).quarter is None


def test_a_new_date_takes_the_task_to_its_quarter(workspace: Workspace, nord: Account, turned: Turned) -> None:
    task = workspace.tasks.add(title="x", account_id=nord.id, due=date(2026, 11, 2))
    changed = turned(lambda: workspace.tasks.change(task.id, task.version, due=date(2027, 2, 1)))
    assert (changed.quarter, changed.due, changed.times_moved) == (NEXT_Q1, date(2027, 2, 1), 1)
    undated = workspace.tasks.change(task.id, due=None)
    assert (undated.quarter, undated.due) == (NEXT_Q1, None)
    kept = workspace.tasks.change(task.id, due=date(2027, 5, 5), quarter=NEXT_Q1)
    assert (kept.quarter, kept.due) == (NEXT_Q1, date(2027, 5, 5))


def test_another_time_of_the_same_day_leaves_the_task_in_its_quarter(workspace: Workspace, nord: Account) -> None:
    task = workspace.tasks.add(title="prepare the audit", account_id=nord.id, due="2026-11-21", quarter="2027-Q1")
    timed = workspace.tasks.change(task.id, due=task.due, due_time=time(10), minutes=45)
    assert (timed.quarter, timed.due_time, timed.minutes) == (NEXT_Q1, time(10), 45)
    assert workspace.tasks.change(task.id, due="2026-11-22").quarter == Q4


@pytest.mark.parametrize(
    ("due", "days", "expected"),
    [
        (date(2026, 11, 18), 1, date(2026, 11, 21)),
        (None, 1, date(2026, 11, 21)),
        (date(2026, 11, 25), 7, date(2026, 12, 2)),
        (date(2026, 11, 22), -1, date(2026, 11, 21)),
        (TODAY, -1, TODAY),
    ],
)
def test_postpone_counts_from_today_and_never_into_the_past(
    workspace: Workspace, due: date | None, days: int, expected: date
) -> None:
    task = workspace.tasks.add(title="x", due=due)
    assert workspace.tasks.postpone(task.id, days, task.version).due == expected


def test_done_reopen_drop(workspace: Workspace, nord: Account, turned: Turned) -> None:
    task = workspace.tasks.add(title="x", account_id=nord.id, quarter=Q4)
    done = turned(lambda: workspace.tasks.done(task.id, "signed"))
    assert (done.status, done.done_on, done.result) == (TaskStatus.DONE, TODAY, "signed")
    assert workspace.tasks.quarter_figure(nord.id, Q4) == (1, 1)
    assert [one.ref for one in workspace.today.done_today()] == [task.id]
    with pytest.raises(Refused, match="reopen"):
        workspace.tasks.move(task.id, NEXT_Q1)
    with pytest.raises(Refused, match="reopen"):
        workspace.tasks.postpone(task.id, 1)
    earlier = workspace.tasks.done(task.id, on=date(2026, 11, 3))
    assert (earlier.done_on, earlier.result) == (date(2026, 11, 3), "signed")
    opened = turned(lambda: workspace.tasks.reopen(task.id))
    assert (opened.status, opened.done_on) == (TaskStatus.OPEN, None)
    with pytest.raises(InvalidValue, match="reason"):
        workspace.tasks.drop(task.id, "  ")
    dropped = turned(lambda: workspace.tasks.drop(task.id, "client froze the budget"))
    assert (dropped.status, dropped.result) == (TaskStatus.DROPPED, "client froze the budget")
    assert workspace.tasks.quarter_figure(nord.id, Q4) == (0, 0)
    with pytest.raises(InvalidValue, match="future"):
        workspace.tasks.done(task.id, on=date(2026, 11, 21))


def test_deleting_the_task_of_a_touch_leaves_the_touch(workspace: Workspace, nord: Account, turned: Turned) -> None:
    touch = workspace.touches.log(nord.id, next_step="Send offer")
    assert touch.task_id is not None
    assert workspace.tasks.next_step_ids() == {touch.task_id}
    turned(lambda: workspace.tasks.remove(touch.task_id or ""))
    kept = workspace.touches.get(touch.id)
    assert (kept.task_id, kept.next_step) == (None, "Send offer")
    with pytest.raises(NotFound):
        workspace.tasks.get(touch.task_id)


def test_find_by_id_end_beginning_and_words(workspace: Workspace, nord: Account) -> None:
    offer = workspace.tasks.add(title="Отправить предложение Ёлкину", account_id=nord.id)
    call = workspace.tasks.add(title="Call Petrov")
    closed = workspace.tasks.add(title="Call Sidorov")
    workspace.tasks.done(closed.id)
    assert workspace.tasks.find(offer.id) == offer
    assert workspace.tasks.find(offer.id[-6:]) == offer
    assert workspace.tasks.find(offer.id[:23]) == offer
    assert workspace.tasks.find("елкину") == offer
    assert workspace.tasks.find("call") == call
    assert workspace.tasks.find("sidorov").id == closed.id
    workspace.tasks.add(title="Call Orlova")
    with pytest.raises(Ambiguous, match=r"Call Petrov.*Call Orlova|Call Orlova.*Call Petrov"):
        workspace.tasks.find("call")
    for nothing in ("invoice", "", "zzzzzz"):
        with pytest.raises(NotFound):
            workspace.tasks.find(nothing)


def test_tasks_of_archived_accounts_are_not_open_work(workspace: Workspace, nord: Account) -> None:
    from kamtui.db import tables

    workspace.tasks.add(title="x", account_id=nord.id, quarter=Q3)
    assert workspace.accounts.facts()[nord.id].open_quarters == [Q3]
    with workspace.step("account.archive") as step:
        step.get(tables.Account, nord.id, "account").archived_at = workspace.clock.now()
    assert workspace.tasks.open() == []
    assert workspace.accounts.facts() == {}


def test_second_session_is_told_and_nothing_is_kept(
    nord: Account, open_workspace: Callable[..., Workspace], contents: Callable[[Workspace], Any]
) -> None:
    anna, boris = open_workspace(), open_workspace("boris")
    task = anna.tasks.add(title="x", account_id=nord.id, quarter=Q4)
    boris.tasks.change(task.id, task.version, title="y")
    before = contents(anna)
    for stale in (
        lambda: anna.tasks.change(task.id, task.version, title="z"),
        lambda: anna.tasks.move(task.id, NEXT_Q1, task.version),
        lambda: anna.tasks.reorder(task.id, 1, task.version),
        lambda: anna.tasks.postpone(task.id, 1, task.version),
        lambda: anna.tasks.done(task.id, version=task.version),
        lambda: anna.tasks.drop(task.id, "why", task.version),
        lambda: anna.tasks.remove(task.id, task.version),
    ):
        with pytest.raises(Conflict, match="boris"):
            stale()
    assert contents(anna) == before
    boris.tasks.remove(task.id)
    with pytest.raises(NotFound):
        anna.tasks.done(task.id)
