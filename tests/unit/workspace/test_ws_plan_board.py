"""The portfolio of plans on a real file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.plan_board import PlanBoard, PlanCell, PlanRow, is_late, why_cell
from kamtui.domain.plans import Task
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import PlanState, TaskStatus
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
Q3, Q4, NEXT_Q1 = Quarter(2026, 3), Quarter(2026, 4), Quarter(2027, 1)


@pytest.fixture
def volga(workspace: Workspace) -> Account:
    return workspace.accounts.add(name="Volga Dairy", code="VOLGA", category="A")


def row_of(board: PlanBoard, account: Account) -> PlanRow:
    return next(row for row in board.rows if row.account_id == account.id)


def cell_of(board: PlanBoard, account: Account, quarter: Quarter) -> PlanCell:
    return next(cell for cell in row_of(board, account).cells if cell.quarter == quarter)


def test_every_account_has_its_quarters_with_tasks_counted(workspace: Workspace, nord: Account, volga: Account) -> None:
    add = workspace.tasks.add
    done = add(title="A", account_id=nord.id, quarter=Q4)
    workspace.tasks.done(done.id)
    add(title="B", account_id=nord.id, quarter=Q4, due=date(2026, 11, 19))
    dropped = add(title="C", account_id=nord.id, quarter=Q4)
    workspace.tasks.drop(dropped.id, "no budget")
    carried = add(title="D", account_id=nord.id, quarter=Q4)
    workspace.tasks.carry(carried.id, NEXT_Q1)
    add(title="left behind", account_id=volga.id, quarter=Q3)
    add(title="of another year", account_id=volga.id, quarter=NEXT_Q1)
    workspace.accounts.remove(workspace.accounts.add(name="Gone").id)

    board = workspace.plans.board(2026)
    assert [row.name for row in board.rows] == ["Nord Foods", "Volga Dairy"]
    assert board.quarters == tuple(Quarter(2026, number) for number in (1, 2, 3, 4))
    assert (board.current, board.hidden) == (Q4, 0)
    cell = cell_of(board, nord, Q4)
    assert (cell.done, cell.planned, cell.late, cell.carried, cell.open) == (1, 2, 1, 1, 1)
    assert (cell.begun, cell.ended, cell.review_due) == (True, False, False)
    left = cell_of(board, volga, Q3)
    assert (left.planned, left.late, left.ended, left.review_due) == (1, 1, True, True)
    assert [(row.code, due.quarter) for row, due in board.reviews_due] == [("VOLGA", Q3)]
    total = board.total()
    assert (total.done, total.planned, total.late) == (1, 3, 2)
    assert board.total(Q3).planned == 1
    assert [cell.quarter for cell in row_of(workspace.plans.board(2026, quarter="2026-Q3"), volga).cells] == [Q3]


def test_money_stands_beside_the_plan(
    workspace: Workspace, nord: Account, tmp_path_factory: pytest.TempPathFactory
) -> None:
    orders = tmp_path_factory.mktemp("orders") / "orders.csv"
    orders.write_text("account,order,date,amount\nNORD,1,2026-10-05,700\nNORD,2,2026-08-05,300\n", encoding="utf-8")
    workspace.imports.run("orders", orders)
    workspace.plans.set_quarter(nord.id, Q4, revenue_plan=Decimal(1000))
    workspace.plans.set_quarter(nord.id, NEXT_Q1, revenue_plan=Decimal(2000), base=Decimal(1500))
    board = workspace.plans.board(2026)
    now = cell_of(board, nord, Q4)
    assert (now.revenue_plan, now.revenue_fact) == (Decimal(1000), Decimal(700))
    assert cell_of(board, nord, Q3).revenue_fact == Decimal(300)
    assert board.total().revenue_fact == Decimal(1000)
    beside = board.total(against_plan=True)  # the third quarter has no plan to be compared with
    assert (beside.revenue_plan, beside.revenue_fact) == (Decimal(1000), Decimal(700))
    assert board.total(Q3, against_plan=True).revenue_fact == Decimal(300)
    later = cell_of(workspace.plans.board(2027), nord, NEXT_Q1)
    assert (later.revenue_plan, later.revenue_fact, later.forecast) == (Decimal(2000), None, Decimal(1500))
    assert not later.begun


def test_state_and_completeness_are_those_of_the_plan(workspace: Workspace, nord: Account, volga: Account) -> None:
    workspace.plans.write_block(nord.id, 2026, 3, "A circle of 40 M")
    workspace.plans.add_goal(nord.id, 2026, title="Grow")
    workspace.tasks.add(title="A", account_id=nord.id, quarter=Q4)
    board = workspace.plans.board(2026)
    assert row_of(board, volga).state is None
    assert row_of(board, nord).state is PlanState.DRAFT
    for account in (nord, volga):
        assert row_of(board, account).completeness == workspace.plans.year(account.id, 2026).completeness


def test_filters_choose_tasks_and_leave_out_the_other_accounts(
    workspace: Workspace, nord: Account, volga: Account
) -> None:
    workspace.accounts.add(name="Boris' own", owner="anna")
    mine = workspace.tasks.add(title="A", account_id=nord.id, quarter=Q4, resource="Lab", due=date(2026, 11, 1))
    workspace.tasks.add(title="B", account_id=volga.id, quarter=Q4, resource="Logistics")
    workspace.tasks.change(mine.id, owner=None)

    def titles(board: PlanBoard) -> list[str]:
        return [task.title for row in board.rows for task in row.tasks]

    lab = workspace.plans.board(2026, department="lab")
    assert (titles(lab), lab.hidden) == (["A"], 2)
    assert titles(workspace.plans.board(2026, late=True)) == ["A"]
    assert titles(workspace.plans.board(2026, late=True, department="Logistics")) == []
    assert titles(workspace.plans.board(2026, account_ids=[volga.id])) == ["B"]
    anna = workspace.plans.board(2026, owner="anna")
    assert titles(anna) == ["B"]
    assert [row.name for row in anna.rows] == ["Boris' own", "Nord Foods", "Volga Dairy"]


def test_a_closed_quarter_needs_no_review(workspace: Workspace, nord: Account) -> None:
    from kamtui.db import tables

    task = workspace.tasks.add(title="A", account_id=nord.id, quarter=Q3)
    workspace.tasks.done(task.id)
    assert cell_of(workspace.plans.board(2026), nord, Q3).review_due
    with workspace.step("plan.close") as step:
        plan = tables.Plan(account_id=nord.id, year=2026)
        step.session.add(plan)
        step.session.flush()
        step.session.add(tables.PlanQuarter(plan_id=plan.id, number=3, closed_at=workspace.clock.now()))
    cell = cell_of(workspace.plans.board(2026), nord, Q3)
    assert (cell.closed, cell.review_due) == (True, False)


def test_a_cell_is_explained_by_its_tasks_and_money(workspace: Workspace, nord: Account) -> None:
    workspace.tasks.add(title="Send the offer", account_id=nord.id, quarter=Q3)
    cell = cell_of(workspace.plans.board(2026), nord, Q3)
    found = why_cell(cell, TODAY)
    assert found.value == "0/1"
    assert ("Send the offer", "late") in [(part.label, part.note) for part in found.parts]
    assert ("review", "due") in [(part.label, part.value) for part in found.parts]


@pytest.mark.parametrize(
    ("task", "late"),
    [
        (Task("1", "x", quarter=Q3), True),
        (Task("1", "x", quarter=Q4), False),
        (Task("1", "x", quarter=Q3, due=TODAY), False),
        (Task("1", "x", due=date(2026, 11, 19)), True),
        (Task("1", "x"), False),
        (Task("1", "x", quarter=Q3, status=TaskStatus.DONE), False),
    ],
)
def test_late_is_past_its_day_or_left_behind(task: Task, late: bool) -> None:
    assert is_late(task, TODAY) is late


def test_an_empty_workspace_has_an_empty_board(workspace: Workspace) -> None:
    board = workspace.plans.board(2026)
    assert (board.rows, board.reviews_due, board.total().revenue_plan) == ((), (), None)
