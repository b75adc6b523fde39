"""Help that tasks ask of other departments, and tasks carried over, on a real file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.plans import Task
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import Answer
from kamtui.errors import Conflict, InvalidValue, Refused
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
Q3, Q4, NEXT_Q1 = Quarter(2026, 3), Quarter(2026, 4), Quarter(2027, 1)
Turned = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def task(workspace: Workspace, nord: Account) -> Task:
    return workspace.tasks.add(title="Packaging offer", account_id=nord.id, quarter=Q4)


def close(workspace: Workspace, account: Account, quarter: Quarter) -> None:
    from kamtui.db import tables

    with workspace.step("plan.close") as step:
        plan = tables.Plan(account_id=account.id, year=quarter.year)
        step.session.add(plan)
        step.session.flush()
        step.session.add(tables.PlanQuarter(plan_id=plan.id, number=quarter.number, closed_at=workspace.clock.now()))


def moves(workspace: Workspace, task: Task) -> list[tuple[str, str, str]]:
    rows = workspace.reader.rows(
        "SELECT from_quarter, to_quarter, reason FROM task_move WHERE task_id = :task ORDER BY id", task=task.id
    )
    return [tuple(row) for row in rows]


def test_asking_notes_who_when_and_that_no_answer_came(workspace: Workspace, task: Task, turned: Turned) -> None:
    asked = turned(
        lambda: workspace.tasks.ask(
            task.id, department="Laboratory", person="O. Kim", by=date(2026, 12, 1), note="50 samples"
        )
    )
    assert replace(workspace.tasks.get(task.id), version=asked.version) == asked
    assert (asked.resource, asked.resource_person, asked.resource_by) == ("Laboratory", "O. Kim", date(2026, 12, 1))
    assert (asked.resource_asked_on, asked.resource_answer, asked.resource_note) == (
        TODAY,
        Answer.WAITING,
        "50 samples",
    )
    assert asked.waits
    said = {step.text for step in workspace.history.steps(3)}
    assert said == {"asked for help with the task Packaging offer"}


def test_an_answer_has_its_day_and_can_be_taken_back(workspace: Workspace, task: Task, turned: Turned) -> None:
    workspace.tasks.ask(task.id, department="Laboratory", on=date(2026, 11, 1), note="50 samples")
    promised = turned(lambda: workspace.tasks.answer(task.id, "promised"))
    assert (promised.resource_answer, promised.resource_answered_on, promised.waits) == (Answer.PROMISED, TODAY, True)
    given = workspace.tasks.answer(task.id, Answer.GIVEN, on=date(2026, 11, 10), note="in the store")
    assert (given.resource_answered_on, given.resource_note, given.waits) == (
        date(2026, 11, 10),
        "in the store",
        False,
    )
    again = workspace.tasks.answer(task.id, "waiting")
    assert (again.resource_answer, again.resource_answered_on, again.waits) == (Answer.WAITING, None, True)


def test_naming_a_department_is_asking_and_removing_it_clears_all(workspace: Workspace, task: Task) -> None:
    asked = workspace.tasks.change(task.id, resource="Logistics")
    assert (asked.resource_asked_on, asked.resource_answer) == (TODAY, Answer.WAITING)
    workspace.tasks.change(task.id, resource_person="Weiss", resource_answer="promised")
    other = workspace.tasks.change(task.id, resource="Production")
    assert (other.resource_person, other.resource_answer, other.resource_answered_on) == ("", Answer.WAITING, None)
    same = workspace.tasks.change(task.id, resource="Production", title="Offer")
    assert (same.resource_asked_on, same.version) == (TODAY, other.version + 1)
    cleared = workspace.tasks.change(task.id, resource="")
    assert (cleared.resource, cleared.resource_asked_on, cleared.resource_answer) == ("", None, None)


def test_a_new_task_may_ask_at_once_with_days_of_its_own(workspace: Workspace, nord: Account) -> None:
    task = workspace.tasks.add(
        title="x",
        account_id=nord.id,
        resource="Lab",
        resource_person="Kim",
        resource_asked_on=date(2026, 11, 1),
        resource_answer="refused",
        resource_answered_on=date(2026, 11, 3),
    )
    assert (task.resource_asked_on, task.resource_answered_on, task.waits) == (
        date(2026, 11, 1),
        date(2026, 11, 3),
        False,
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"resource_person": "Kim"}, "resource_person"),
        ({"resource": "Lab", "resource_asked_on": date(2026, 12, 1)}, "resource_asked_on"),
        ({"resource": "Lab", "resource_by": date(2026, 11, 1)}, "resource_by"),
        ({"resource": "Lab", "resource_answered_on": date(2026, 11, 1)}, "resource_answered_on"),
    ],
)
def test_help_that_does_not_fit_is_refused(
    workspace: Workspace, task: Task, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidValue, match=f"^{field}:"):
        workspace.tasks.change(task.id, **fields)
    assert workspace.tasks.get(task.id) == task


def test_asking_nobody_answering_for_nobody_and_closed_tasks_are_refused(workspace: Workspace, task: Task) -> None:
    with pytest.raises(InvalidValue, match="resource"):
        workspace.tasks.ask(task.id, department="  ")
    with pytest.raises(Refused, match="nobody was asked"):
        workspace.tasks.answer(task.id, "given")
    with pytest.raises(Conflict):
        workspace.tasks.ask(task.id, department="Lab", version=task.version + 1)
    done = workspace.tasks.done(task.id)
    with pytest.raises(Refused, match="reopen it to ask"):
        workspace.tasks.ask(done.id, department="Lab")


def test_closing_a_task_ends_the_waiting(workspace: Workspace, task: Task) -> None:
    workspace.tasks.ask(task.id, department="Lab")
    assert not workspace.tasks.drop(task.id, "not wanted").waits
    assert workspace.tasks.reopen(task.id).waits


def test_what_was_asked_comes_by_department_over_all_accounts(workspace: Workspace, nord: Account) -> None:
    volga = workspace.accounts.add(name="Volga")
    for account, title, department, by in (
        (nord, "A", "ёмкости", None),
        (volga, "B", "Laboratory", date(2026, 12, 9)),
        (nord, "C", "Laboratory", date(2026, 12, 2)),
        (nord, "D", "Енисей", None),
    ):
        task = workspace.tasks.add(title=title, account_id=account.id)
        workspace.tasks.ask(task.id, department=department, by=by)
    gone = workspace.tasks.add(title="E", account_id=nord.id, resource="Laboratory")
    workspace.tasks.done(gone.id)
    assert [task.title for task in workspace.tasks.asked()] == ["C", "B", "A", "D"]
    assert len(workspace.tasks.asked(open_only=False)) == 5
    assert workspace.tasks.departments()[0] == "Laboratory"
    workspace.accounts.remove(volga.id)
    assert [task.title for task in workspace.tasks.asked()] == ["C", "A", "D"]


def test_carrying_over_counts_and_keeps_why(workspace: Workspace, task: Task, turned: Turned) -> None:
    carried = turned(lambda: workspace.tasks.carry(task.id, NEXT_Q1, "the client  moved\tthe tender"))
    assert (carried.quarter, carried.times_moved) == (NEXT_Q1, 1)
    assert moves(workspace, task) == [("2026-Q4", "2027-Q1", "the client  moved the tender")]
    workspace.tasks.move(task.id, "2027-Q2")
    assert workspace.tasks.get(task.id).times_moved == 1
    assert len(moves(workspace, task)) == 1


def test_a_late_task_moved_on_leaves_a_trace_and_goes_with_it(workspace: Workspace, nord: Account) -> None:
    task = workspace.tasks.add(title="Late", account_id=nord.id, quarter=Q3)
    workspace.tasks.move(task.id, Q4, reason="holidays")
    assert moves(workspace, task) == [("2026-Q3", "2026-Q4", "holidays")]
    workspace.tasks.remove(task.id)
    assert moves(workspace, task) == []
    workspace.history.undo()
    assert moves(workspace, task) == [("2026-Q3", "2026-Q4", "holidays")]


def test_carrying_back_off_the_board_or_closed_is_refused(workspace: Workspace, nord: Account, task: Task) -> None:
    with pytest.raises(InvalidValue, match="later quarter than 2026-Q4"):
        workspace.tasks.carry(task.id, Q4)
    loose = workspace.tasks.add(title="Loose", account_id=nord.id)
    with pytest.raises(Refused, match="no quarter"):
        workspace.tasks.carry(loose.id, NEXT_Q1)
    workspace.tasks.done(task.id)
    with pytest.raises(Refused, match="reopen it to move it"):
        workspace.tasks.carry(task.id, NEXT_Q1)


def test_a_closed_quarter_takes_no_open_task(workspace: Workspace, nord: Account, task: Task) -> None:
    done = workspace.tasks.add(title="Done", account_id=nord.id, quarter=Q3)
    workspace.tasks.done(done.id)
    close(workspace, nord, Q3)
    volga = workspace.accounts.add(name="Volga")
    said = "2026-Q3 is closed: take a later quarter, or reopen it"
    for refused in (
        lambda: workspace.tasks.move(task.id, Q3),
        lambda: workspace.tasks.change(task.id, quarter=Q3),
        lambda: workspace.tasks.add(title="New", account_id=nord.id, quarter=Q3),
        lambda: workspace.tasks.reopen(done.id),
    ):
        with pytest.raises(Refused, match=said):
            refused()
    assert workspace.tasks.change(done.id, result="signed").result == "signed"
    assert workspace.tasks.add(title="Elsewhere", account_id=volga.id, quarter=Q3).quarter == Q3


def test_a_day_outside_the_year_is_refused_with_a_way_out(workspace: Workspace, task: Task) -> None:
    with pytest.raises(InvalidValue, match=r"take a day within it, or the quarter 2027-Q2; expected: 2025-10-01 to"):
        workspace.tasks.change(task.id, due=date(2027, 5, 1), quarter=Q4)


def test_deleting_an_account_takes_its_carried_tasks_along(workspace: Workspace, nord: Account, task: Task) -> None:
    workspace.tasks.carry(task.id, NEXT_Q1)
    assert workspace.accounts.remove(nord.id) == "deleted"
    assert moves(workspace, task) == []
    workspace.history.undo()
    assert len(moves(workspace, task)) == 1
