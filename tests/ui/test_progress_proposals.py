"""What facts propose, and what is worth most now: seen, taken, waved off and undone by keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.words import ProgressStatus
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.screens.account_progress_panel import ProgressionDialog
from kamtui.workspace import Workspace
from tests.ui.card import answered, card, gone, new_workspace, nord, screen_text, shown, until

DONE, OPEN = ProgressStatus.DONE, ProgressStatus.NOT_STARTED


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A visit to the plant was logged: facts propose I01."""
    found = new_workspace(tmp_path)
    found.touches.log(nord(found), on=date(2026, 11, 2), kind="visit", outcome="walked the filling line")
    return found


def status(workspace: Workspace, code: str = "I01") -> ProgressStatus:
    return workspace.progress.item(nord(workspace), code).status


async def proposed(pilot: Pilot[Any]) -> None:
    """Wait for what comes after the first frame."""
    await until(pilot, lambda: "1 proposed by facts" in screen_text(pilot))


async def test_proposals_are_told_and_nothing_is_applied_by_itself(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await proposed(pilot)
        line = next(text for text in screen_text(pilot).splitlines() if "I01 ›" in text)
        assert "○" in line
        assert status(workspace) is OPEN


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_proposal_is_accepted_by_a_key_with_its_evidence_and_undone(workspace: Workspace, key: str) -> None:
    async with card(workspace, "progress") as pilot:
        await proposed(pilot)
        await pilot.press("p")
        await until(pilot, lambda: "visit on 2 Nov 2026" in screen_text(pilot))
        await until(pilot, lambda: "walked the filling line" in screen_text(pilot))
        await pilot.press(key)
        await until(pilot, lambda: status(workspace) is DONE)
        found = workspace.progress.proofs(nord(workspace), "I01")
        assert found.done_on == date(2026, 11, 2)
        assert found.touch is not None
        await until(pilot, lambda: "Facts propose nothing now" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: status(workspace) is OPEN)
        await until(pilot, lambda: "visit on 2 Nov 2026" in screen_text(pilot))


async def test_evidence_may_be_edited_before_it_is_accepted(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await pilot.press("p", "e")
        question = await shown(pilot, LineDialog)
        assert "walked the filling line" in question.entry.value
        await answered(pilot, "the filling line, with their engineer")
        await gone(pilot)
        assert status(workspace) is DONE
        assert workspace.progress.item(nord(workspace), "I01").state.evidence == "the filling line, with their engineer"


async def test_proposal_waved_off_is_gone_until_undone(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await pilot.press("p", "d")
        await until(pilot, lambda: not workspace.progress.proposals(nord(workspace)))
        await until(pilot, lambda: "waved off" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: bool(workspace.progress.proposals(nord(workspace))))
        await pilot.press("escape")
        await proposed(pilot)
        assert status(workspace) is OPEN


async def test_capital_a_accepts_at_the_item_and_only_there(workspace: Workspace) -> None:
    async with card(workspace, "progress", progression_id=key_of(workspace, "I02")) as pilot:
        await proposed(pilot)
        await pilot.press("A")
        assert status(workspace, "I02") is OPEN
        await pilot.press("up", "A")
        await until(pilot, lambda: status(workspace) is DONE)


async def test_enter_in_the_item_accepts_its_proposal(workspace: Workspace) -> None:
    async with card(workspace, "progress", (80, 24), progression_id=key_of(workspace, "I01")) as pilot:
        await proposed(pilot)
        await pilot.press("enter")
        await shown(pilot, ProgressionDialog)
        assert "proposed by facts" in screen_text(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: status(workspace) is DONE)


def key_of(workspace: Workspace, code: str) -> str:
    return workspace.progress.item(nord(workspace), code).progression.id


async def test_next_best_is_named_explained_and_made_a_task(workspace: Workspace) -> None:
    account_id = nord(workspace)
    first = workspace.progress.next_best(account_id)[0]
    async with card(workspace, "progress") as pilot:
        await until(pilot, lambda: f"next best  {first.item.progression.code}" in screen_text(pilot))
        await pilot.press("b")
        await until(pilot, lambda: "Worth most now" in screen_text(pilot))
        await pilot.press("i")
        await shown(pilot, WhyDialog)
        assert "weight × age × need" in screen_text(pilot)
        await pilot.press("escape")
        await gone(pilot)
        await pilot.press("t")
        await until(pilot, lambda: bool(workspace.tasks.open(account_id)))
        task = workspace.tasks.open(account_id)[0]
        assert (task.progression_id, task.quarter) == (first.item.progression.id, workspace.quarter)
        await pilot.press("space")  # a second one is refused, with the reason
        await until(pilot, lambda: "already has an open task" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: not workspace.tasks.open(account_id))
        await pilot.press("escape")
        await until(pilot, lambda: "Worth most now" not in screen_text(pilot))
