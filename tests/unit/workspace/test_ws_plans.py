"""Account development plans on a real file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from kamtui.db import tables
from kamtui.domain.accounts import Account
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import PlanState
from kamtui.errors import Conflict, InvalidFields, InvalidValue, NotFound, Refused
from kamtui.workspace import Workspace

Turned = Callable[[Callable[[], Any]], Any]
Q4 = Quarter(2026, 4)


def test_a_plan_that_does_not_exist_has_its_frame_and_writes_nothing(
    workspace: Workspace, nord: Account, contents: Callable[[Workspace], Any]
) -> None:
    before = contents(workspace)
    plan = workspace.plans.year(nord.id, 2026)
    assert (plan.state, plan.version, plan.goals) == (None, 0, ())
    assert [block.number for block in plan.blocks] == [1, 2, 3, 4, 5, 6, 7]
    assert all(block.title and not block.text for block in plan.blocks)
    assert [block.number for block in plan.blocks if block.touched_on] == [1], "the account itself fills block 1"
    assert [str(board.quarter) for board in plan.quarters] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    workspace.plans.write_block(nord.id, 2026, 3, "")
    assert contents(workspace) == before


def test_block_texts_are_saved_as_they_are_typed(workspace: Workspace, nord: Account, turned: Turned) -> None:
    block = turned(lambda: workspace.plans.write_block(nord.id, 2026, 3, "Circle 80 M\nours 20 %", version=0))
    assert block.text == "Circle 80 M\nours 20 %"
    assert block.touched_on is not None
    assert workspace.plans.year(nord.id, 2026).state is PlanState.DRAFT
    seen = workspace.plans.year(nord.id, 2026).blocks[2].version
    later = turned(lambda: workspace.plans.write_block(nord.id, 2026, 3, "Circle 90 M", version=seen))
    steps = len(workspace.history.steps(500))
    assert workspace.plans.write_block(nord.id, 2026, 3, "Circle 90 M\n").text == later.text
    assert len(workspace.history.steps(500)) == steps
    assert turned(lambda: workspace.plans.write_block(nord.id, 2026, 3, "")).text == ""
    for number, text in ((0, "x"), (8, "x"), (1, "x" * 20_001)):
        with pytest.raises(InvalidValue):
            workspace.plans.write_block(nord.id, 2026, number, text)
    with pytest.raises(InvalidValue, match="year"):
        workspace.plans.write_block(nord.id, 1066, 1, "x")
    with pytest.raises(NotFound):
        workspace.plans.write_block("nowhere", 2026, 1, "x")


def test_revenue_plan_stands_beside_the_fact(
    workspace: Workspace, nord: Account, turned: Turned, sell: Callable[..., None]
) -> None:
    board = turned(lambda: workspace.plans.set_quarter(nord.id, Q4, revenue_plan=Decimal("3400000.55")))
    assert (board.revenue_plan, board.revenue_fact) == (Decimal("3400000.55"), None)
    days = ((date(2026, 9, 30), 1), (date(2026, 10, 1), 250), (date(2026, 11, 20), 1000))
    sell(workspace, {nord.id: [(day, revenue, 0, 0, True) for day, revenue in days]})
    facts = [board.revenue_fact for board in workspace.plans.year(nord.id, 2026).quarters]
    assert facts == [Decimal(0), Decimal(0), Decimal("0.01"), Decimal("12.50")]
    assert [board.revenue_fact for board in workspace.plans.year(nord.id, 2027).quarters] == [None] * 4
    assert turned(lambda: workspace.plans.set_quarter(nord.id, "2026-Q4", revenue_plan=None)).revenue_plan is None
    for amount in ("-1", "much", "NaN"):
        with pytest.raises((InvalidValue, InvalidFields), match="revenue_plan"):
            workspace.plans.set_quarter(nord.id, Q4, revenue_plan=amount)


def test_a_closed_quarter_keeps_its_plan(workspace: Workspace, nord: Account) -> None:
    workspace.plans.set_quarter(nord.id, Q4, revenue_plan="100")
    workspace.tasks.add(title="x", account_id=nord.id, quarter=Q4)
    assert workspace.accounts.facts()[nord.id].open_quarters == [Q4]
    with workspace.step("plan.quarter") as step:
        step.session.exec(select(tables.PlanQuarter)).one().closed_at = workspace.clock.now()
    assert workspace.plans.year(nord.id, 2026).quarters[3].closed
    assert not workspace.accounts.facts()[nord.id].open_quarters
    with pytest.raises(Refused, match="closed"):
        workspace.plans.set_quarter(nord.id, Q4, revenue_plan="200")


def test_fiscal_year_may_start_in_any_month(workspace: Workspace, nord: Account, sell: Callable[..., None]) -> None:
    workspace.settings.set("fiscal_start", 4)
    sell(workspace, {nord.id: [(day, 100, 0, 0, True) for day in (date(2026, 3, 31), date(2026, 4, 1))]})
    assert [b.revenue_fact for b in workspace.plans.year(nord.id, 2026).quarters][3] == Decimal(1)
    assert [b.revenue_fact for b in workspace.plans.year(nord.id, 2027).quarters] == [1, 0, 0, None]
    task = workspace.tasks.add(title="x", account_id=nord.id, due=date(2026, 12, 1))
    assert task.quarter == Quarter(2027, 3)


def test_states_go_their_way_only(workspace: Workspace, nord: Account, turned: Turned) -> None:
    with pytest.raises(Refused, match=r"3 .*6 .*7 "):
        workspace.plans.set_state(nord.id, 2026, "submitted")
    assert workspace.plans.year(nord.id, 2026).state is None
    workspace.plans.write_block(nord.id, 2026, 3, "text")
    workspace.plans.add_goal(nord.id, 2026, title="Grow")
    with pytest.raises(Refused, match=r": 7 "):
        workspace.plans.set_state(nord.id, 2026, "submitted")
    workspace.tasks.add(title="x", account_id=nord.id, quarter=Q4)
    with pytest.raises(Refused, match="submitted"):
        workspace.plans.set_state(nord.id, 2026, "approved")
    plan = turned(lambda: workspace.plans.set_state(nord.id, 2026, "submitted"))
    assert plan.state is PlanState.SUBMITTED
    assert turned(lambda: workspace.plans.set_state(nord.id, 2026, "approved")).state is PlanState.APPROVED
    with pytest.raises(Refused, match="approved"):
        workspace.plans.set_state(nord.id, 2026, "submitted")
    with pytest.raises(Conflict):
        workspace.plans.set_state(nord.id, 2026, "draft", version=plan.version, note="too high")
    with pytest.raises(InvalidValue, match="say why"):
        workspace.plans.set_state(nord.id, 2026, "draft")
    reopened = turned(lambda: workspace.plans.set_state(nord.id, 2026, "draft", note="too high"))
    assert reopened.state is PlanState.DRAFT
    with pytest.raises(InvalidValue, match="draft, submitted, approved"):
        workspace.plans.set_state(nord.id, 2026, "done")


def test_goals_have_two_levels(workspace: Workspace, nord: Account, turned: Turned) -> None:
    top = turned(lambda: workspace.plans.add_goal(nord.id, 2026, title="Grow"))
    workspace.plans.add_goal(nord.id, 2026, title="Hold")
    below = turned(lambda: workspace.plans.add_goal(nord.id, 2026, title="New plant", parent_id=top.id, quarter=Q4))
    assert [goal.title for goal in workspace.plans.year(nord.id, 2026).goals] == ["Grow", "New plant", "Hold"]
    with pytest.raises(InvalidValue, match="two levels"):
        workspace.plans.add_goal(nord.id, 2026, title="Third", parent_id=below.id)
    with pytest.raises(InvalidValue, match="quarter"):
        workspace.plans.add_goal(nord.id, 2026, title="Far", quarter="2028-Q1")
    done = turned(lambda: workspace.plans.change_goal(below.id, done=True, title="New plant open"))
    assert (done.done, done.title) == (True, "New plant open")
    with pytest.raises(Conflict):
        workspace.plans.change_goal(below.id, below.version, title="x")
    task = workspace.tasks.add(title="x", account_id=nord.id, goal_id=top.id)
    turned(lambda: workspace.plans.remove_goal(top.id))
    assert [(g.title, g.parent_id) for g in workspace.plans.year(nord.id, 2026).goals] == [
        ("Hold", None),
        ("New plant open", None),
    ]
    assert workspace.tasks.get(task.id).goal_id is None
    with pytest.raises(NotFound):
        workspace.plans.remove_goal(top.id)


def test_second_session_is_told_and_nothing_is_kept(
    nord: Account, open_workspace: Callable[..., Workspace], contents: Callable[[Workspace], Any]
) -> None:
    anna, boris = open_workspace(), open_workspace("boris")
    boris.plans.write_block(nord.id, 2026, 1, "his")
    boris.plans.set_quarter(nord.id, Q4, revenue_plan="5", version=0)
    before = contents(anna)
    with pytest.raises(Conflict, match="boris"):
        anna.plans.write_block(nord.id, 2026, 1, "hers", version=0)
    with pytest.raises(Conflict):
        anna.plans.set_quarter(nord.id, Q4, revenue_plan="6", version=0)
    assert contents(anna) == before
    seen = anna.plans.year(nord.id, 2026).blocks[0]
    assert anna.plans.write_block(nord.id, 2026, 1, "both", version=seen.version).text == "both"
    boris.plans.write_block(nord.id, 2026, 2, "other block")
    with pytest.raises(Conflict):
        anna.plans.write_block(nord.id, 2025, 1, "x", version=3)
