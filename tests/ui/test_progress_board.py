"""The board by status: a funnel whose cards move; figures over the progressions; quarters that are out of reach."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressStatus
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.screens.account_progress_evidence import EvidenceDialog
from kamtui.ui.screens.account_progress_funnel import Funnel
from kamtui.workspace import Workspace
from tests.ui.card import card, gone, new_workspace, nord, screen_text, shown, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


def status(workspace: Workspace, code: str = "K01") -> ProgressStatus:
    return workspace.progress.item(nord(workspace), code).status


async def board(pilot: Pilot[Any]) -> Funnel:
    """The board, with the keys."""
    await pilot.press("v")
    found = pilot.app.query_one("#progress-board", Funnel)
    await until(pilot, lambda: found.has_focus)
    return found


@pytest.mark.parametrize(("size", "beside"), [((80, 24), False), ((120, 36), False), ((200, 50), True)])
async def test_board_stands_beside_the_checklist_where_there_is_room(
    workspace: Workspace, size: tuple[int, int], beside: bool
) -> None:
    async with card(workspace, "progress", size) as pilot:
        await board(pilot)
        await until(pilot, lambda: "Not started" in screen_text(pilot))
        assert ("quarter" in screen_text(pilot).replace("< > quarter", "")) is beside
        assert "weight" in screen_text(pilot)
        await pilot.press("v")
        await until(pilot, lambda: "Not started" not in screen_text(pilot))


async def test_card_moves_through_the_columns_and_back(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        found = await board(pilot)
        await pilot.press("L")
        await until(pilot, lambda: status(workspace) is ProgressStatus.IN_PROGRESS)
        await until(pilot, lambda: found.place == ("items", "in_progress"))  # the cursor goes with its card
        await pilot.press("space")
        await shown(pilot, EvidenceDialog)
        await typed(pilot, "120 M")
        await pilot.press("enter")
        await gone(pilot)
        assert status(workspace) is ProgressStatus.DONE
        await pilot.press("H")
        await until(pilot, lambda: status(workspace) is ProgressStatus.IN_PROGRESS)
        await until(pilot, lambda: found.place == ("items", "in_progress"))
        await pilot.press("H")
        await until(pilot, lambda: status(workspace) is ProgressStatus.NOT_STARTED)


async def test_keys_of_the_checklist_work_on_the_board(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await board(pilot)
        await pilot.press("down", ">")
        await until(pilot, lambda: workspace.progress.item(nord(workspace), "K02").state.planned_quarter is not None)


async def test_barriers_stand_side_by_side_and_the_weakest_is_named(workspace: Workspace) -> None:
    account_id = nord(workspace)
    workspace.progress.change(account_id, "K01", status="done", evidence="120 M")
    workspace.contacts.add(account_id, name="Ivan Petrov", roles=("decider",))
    async with card(workspace, "progress") as pilot:
        line = next(text for text in screen_text(pilot).splitlines() if "Barriers" in text)
        assert "! integration" in line
        assert "0 % weakest" in line
        assert "map ▰▰▱▱▱▱ 1/3" in line


async def test_expiry_is_told_before_it_strikes(workspace: Workspace) -> None:
    workspace.progress.change(nord(workspace), "K01", status="done", evidence="120 M", on=date(2025, 12, 10))
    async with card(workspace, "progress") as pilot:
        assert "expires in 20 d" in screen_text(pilot)


async def test_quarter_outside_the_plans_is_refused_in_the_footer(workspace: Workspace) -> None:
    workspace.progress.plan_quarter(nord(workspace), "K01", "2031-Q4")
    async with card(workspace, "progress") as pilot:
        await pilot.press(">")
        await until(pilot, lambda: "2032-Q1 lies outside the plans" in screen_text(pilot))
        assert workspace.progress.item(nord(workspace), "K01").state.planned_quarter == Quarter(2031, 4)


async def test_weight_of_an_own_item_is_checked_in_place(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await pilot.press("n")
        form = await shown(pilot, FormDialog)
        await typed(pilot, "Joint lab")
        form.values["weight"] = "7"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "weight" in form.errors)
        assert form.values["title"] == "Joint lab"
        form.values["weight"] = "5"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Joint lab" in screen_text(pilot))


async def test_last_eight_quarters_stand_beside_the_item(workspace: Workspace) -> None:
    workspace.progress.change(nord(workspace), "K01", status="done", evidence="120 M", on=date(2026, 5, 1))
    async with card(workspace, "progress", (200, 50)) as pilot:
        await until(pilot, lambda: "% at the end of the quarter" in screen_text(pilot))
        lines = screen_text(pilot).splitlines()
        at = next(index for index, text in enumerate(lines) if "% at the end" in text)
        assert lines[at + 3].split()[-8:] == ["Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3", "Q4"]
        share = round((workspace.progress.of(nord(workspace)).share.value or 0) * 100)
        assert lines[at + 2].split()[-3:] == [str(share)] * 3
