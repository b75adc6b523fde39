"""The plan as a whole on its tab: its states by one key, what is carried into a new year, help asked and answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.plans import Plan, Task
from kamtui.domain.words import Answer, PlanState, UserRole
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.screens.account_board import Board
from kamtui.ui.screens.plan_text import TextEditor
from kamtui.workspace import Workspace
from tests.ui.card import answered, app_of, card, gone, new_workspace, nord, screen_text, shown, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


@pytest.fixture
def ready(workspace: Workspace) -> Task:
    """A plan with all that submitting needs; its one task."""
    key = nord(workspace)
    workspace.plans.write_block(key, 2026, 3, "They want one supplier")
    workspace.plans.add_goal(key, 2026, title="Second supplier of drums")
    return workspace.tasks.add(title="Send the offer", account_id=key, quarter="2026-Q4")


def plan(workspace: Workspace, year: int = 2026) -> Plan:
    return workspace.plans.year(nord(workspace), year)


def board(pilot: Pilot[Any]) -> Board:
    return pilot.app.screen_stack[0].query_one(Board)


async def test_one_key_leads_through_the_states(workspace: Workspace, ready: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("S")
        await until(pilot, lambda: plan(workspace).state is PlanState.SUBMITTED)
        await until(pilot, lambda: "submitted · Anna" in screen_text(pilot))
        await pilot.press("S")
        await shown(pilot, PickDialog)
        await pilot.press("enter")
        await until(pilot, lambda: plan(workspace).state is PlanState.APPROVED)
        assert len(workspace.plans.snapshots(nord(workspace), 2026)) == 1
        await gone(pilot)
        await pilot.press("S")
        await shown(pilot, LineDialog)
        await pilot.press("enter")
        await until(pilot, lambda: "say in a few words" in screen_text(pilot))
        await answered(pilot, "the tender is off")
        await until(pilot, lambda: plan(workspace).state is PlanState.DRAFT)
        await until(pilot, lambda: "the tender is off" in screen_text(pilot))


async def test_who_may_not_approve_is_told_who_does_and_may_take_it_back(workspace: Workspace, ready: Task) -> None:
    from kamtui.db import tables

    with workspace.step("user.add") as step:
        step.session.add(tables.User(login="boss", name="Dmitry Lavrov", role=UserRole.HEAD.value))
    workspace.plans.submit(nord(workspace), 2026)
    async with card(workspace, "plan") as pilot:
        await pilot.press("S")
        await shown(pilot, PickDialog)
        assert "waits for approval by Dmitry Lavrov" in screen_text(pilot)
        assert "keeps a snapshot" not in screen_text(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineDialog))
        await answered(pilot, "figures are missing")
        await until(pilot, lambda: plan(workspace).state is PlanState.DRAFT)


async def test_submitting_says_what_it_lacks(workspace: Workspace) -> None:
    workspace.plans.write_block(nord(workspace), 2026, 1, "bread")
    async with card(workspace, "plan") as pilot:
        await pilot.press("S")
        await until(pilot, lambda: "needed to submit" in app_of(pilot).message)
        assert plan(workspace).state is PlanState.DRAFT


async def test_changes_since_approval_are_counted_in_sight(workspace: Workspace, ready: Task) -> None:
    workspace.plans.submit(nord(workspace), 2026)
    workspace.plans.approve(nord(workspace), 2026)
    async with card(workspace, "plan") as pilot:
        assert "since approved" not in screen_text(pilot)
        workspace.plans.write_block(nord(workspace), 2026, 3, "They want two suppliers")
        app_of(pilot).changed({"plan_block"})
        await until(pilot, lambda: "1 change since approved" in screen_text(pilot))


async def test_why_a_plan_was_sent_back_can_be_read_at_80_columns(workspace: Workspace, ready: Task) -> None:
    key, note = nord(workspace), "the packaging figures of Lipetsk are missing, and whom we meet in procurement"
    workspace.plans.submit(key, 2026)
    workspace.plans.reopen(key, 2026, note)
    async with card(workspace, "plan", (80, 24)) as pilot:
        await pilot.press("b")
        await until(pilot, lambda: "Anna, 20 Nov: the packaging" in screen_text(pilot))
        await pilot.press("i", "end")
        await shown(pilot, WhyDialog)
        await until(pilot, lambda: "reopened, Anna" in screen_text(pilot))
        assert "of Lipetsk are missing" in screen_text(pilot)


async def test_new_year_starts_with_what_was_not_reached(workspace: Workspace, ready: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", ">")
        await until(pilot, lambda: "There is no plan for 2027 yet" in screen_text(pilot))
        assert "with 1 goal of" in " ".join(screen_text(pilot).split())
        await pilot.press("S")
        await until(pilot, lambda: [goal.title for goal in plan(workspace, 2027).goals] == ["Second supplier of drums"])
        await until(pilot, lambda: "ADP 2027 · draft" in screen_text(pilot))
        assert plan(workspace, 2027).blocks[2].text == ""  # nothing of last year's prose
        await pilot.press("u")
        await until(pilot, lambda: plan(workspace, 2027).state is None)


async def test_completeness_answers_why(workspace: Workspace, ready: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", "i")
        await shown(pilot, WhyDialog)
        assert "plan of 2026" in screen_text(pilot)


async def test_help_is_asked_and_answered_by_a_key_each(workspace: Workspace, ready: Task) -> None:
    async with card(workspace, "plan") as pilot:
        assert "A answer" not in screen_text(pilot)
        await pilot.press("R")
        form = await shown(pilot, FormDialog)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "department" in form.errors)
        await typed(pilot, "laboratory")
        await pilot.press("enter")
        await typed(pilot, "O. Kim")
        await pilot.press("enter")
        await typed(pilot, "01.12")
        await pilot.press("ctrl+s")
        await gone(pilot)
        asked = workspace.tasks.get(ready.id)
        assert (asked.resource, asked.resource_person, asked.resource_by) == ("laboratory", "O. Kim", date(2026, 12, 1))
        await until(pilot, lambda: "○ laboratory" in screen_text(pilot))
        await pilot.press("A")
        await shown(pilot, PickDialog)
        await pilot.press("enter")
        await until(pilot, lambda: workspace.tasks.get(ready.id).resource_answer is Answer.PROMISED)
        await until(pilot, lambda: "◐ laboratory" in screen_text(pilot))


async def test_carried_task_leaves_a_ghost_that_leads_to_it(workspace: Workspace, ready: Task) -> None:
    task = workspace.tasks.add(title="Pilot", account_id=nord(workspace), quarter="2026-Q2")
    workspace.tasks.carry(task.id, "2026-Q3", "the lab was late")
    async with card(workspace, "plan") as pilot:
        assert "┄ Pilot" in screen_text(pilot)
        await pilot.press("left", "left")
        assert board(pilot).item is None
        await pilot.press("enter")
        await until(pilot, lambda: board(pilot).item is not None and board(pilot).item.id == task.id)


async def test_base_and_forecast_stand_under_the_quarter(workspace: Workspace, ready: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("M")
        await shown(pilot, LineDialog)
        await answered(pilot, "2 M")
        await gone(pilot)
        await until(pilot, lambda: "forecast 2.0 M" in screen_text(pilot))


async def test_goals_stand_above_the_tasks(workspace: Workspace, ready: Task) -> None:
    async with card(workspace, "plan", (80, 24)) as pilot:
        assert "Goals  ○ Second supplier of drums" in screen_text(pilot)


async def test_closed_quarter_has_a_lock_and_refuses_with_a_way_out(workspace: Workspace, ready: Task) -> None:
    workspace.plans.close(nord(workspace), "2026-Q3")
    async with card(workspace, "plan") as pilot:
        assert "▣ closed" in screen_text(pilot)
        await pilot.press("H")
        await until(pilot, lambda: "reopen it in its review" in app_of(pilot).message)
        assert str(workspace.tasks.get(ready.id).quarter) == "2026-Q4"


async def test_block_of_figures_is_written_with_its_own_key(workspace: Workspace) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", "home", "down", "down")
        await until(pilot, lambda: pilot.app.query("#block-3"))
        await pilot.press("b", "E")
        await until(pilot, lambda: isinstance(pilot.app.focused, TextEditor))
        await typed(pilot, "They will grow")
        await pilot.press("escape")
        await until(pilot, lambda: plan(workspace).blocks[2].text == "They will grow")
        await until(pilot, lambda: pilot.app.focused is not None and pilot.app.focused.id == "block-3")
