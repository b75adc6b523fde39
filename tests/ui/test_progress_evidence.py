"""The evidence of a progression: typed, or picked from touches, people and documents; refused in place."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.words import ProgressStatus
from kamtui.ui.screens.account_progress_evidence import FIND, PICKS, EvidenceDialog
from kamtui.workspace import Workspace
from tests.ui.card import answered, card, gone, new_workspace, nord, screen_text, shown, typed, until

DONE = ProgressStatus.DONE


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """K01 is in progress: one more space asks for its evidence."""
    found = new_workspace(tmp_path)
    found.progress.advance(nord(found), "K01")
    return found


async def asked(pilot: Pilot[Any]) -> EvidenceDialog:
    """The dialog, opened by space."""
    await pilot.press("space")
    return await shown(pilot, EvidenceDialog)


async def down_to(pilot: Pilot[Any], dialog: EvidenceDialog, words: str) -> None:
    """Go down to what can be picked and is called so."""
    place = PICKS + next(index for index, pick in enumerate(dialog.found) if words in pick.words)
    await pilot.press(*["down"] * (place - dialog.at))
    await until(pilot, lambda: dialog.at == place)


async def test_nothing_is_refused_in_place_and_a_text_is_enough(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        dialog = await asked(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "done needs evidence" in screen_text(pilot))
        await typed(pilot, "120 M")
        await pilot.press("enter")
        await gone(pilot)
        assert workspace.progress.item(nord(workspace), "K01").status is DONE
        assert dialog.text == "120 M"


async def test_touch_person_and_document_are_ticked_together(workspace: Workspace) -> None:
    account_id = nord(workspace)
    ivan = workspace.contacts.add(account_id, name="Ivan Petrov", position="CEO")
    workspace.contacts.add(account_id, name="Somebody", placeholder=True)
    old = workspace.touches.log(account_id, on=date(2026, 10, 1), outcome="an older one")
    touch = workspace.touches.log(account_id, on=date(2026, 11, 2), outcome="told the figures")
    async with card(workspace, "progress") as pilot:
        dialog = await asked(pilot)
        assert all(pick.words != "Somebody" for pick in dialog.found)
        await down_to(pilot, dialog, "an older one")
        await pilot.press("space")
        await until(pilot, lambda: f"touch:{old.id}" in dialog.ticked)
        await down_to(pilot, dialog, "told the figures") if dialog.at < PICKS else await pilot.press("up")
        await pilot.press("space")  # of touches the last one ticked proves
        await until(pilot, lambda: list(dialog.ticked) == [f"touch:{touch.id}"])
        assert "2 Nov 2026, day of the touch" in screen_text(pilot)
        await pilot.press(*["up"] * (dialog.at - FIND))
        await typed(pilot, "petr")
        await pilot.press("down", "space")
        await pilot.press("up")
        await answered(pilot, "contract 12/26")
        await pilot.press("enter")  # what is called nothing here is a document
        await gone(pilot)
        proofs = workspace.progress.proofs(account_id, "K01")
        assert (proofs.touch and proofs.touch.id, proofs.done_on) == (touch.id, date(2026, 11, 2))
        assert [contact.id for contact in proofs.witnesses] == [ivan.id]
        assert proofs.documents == ("contract 12/26",)
        await pilot.press("u")
        await until(pilot, lambda: workspace.progress.item(account_id, "K01").status is ProgressStatus.IN_PROGRESS)


async def test_day_in_the_future_is_refused_and_what_was_typed_stays(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        dialog = await asked(pilot)
        await typed(pilot, "120 M")
        await pilot.press("down")
        await typed(pilot, "2026-12-01")
        await until(pilot, lambda: "the day lies in the future" in screen_text(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(dialog.errors))
        assert (dialog.text, dialog.day) == ("120 M", "2026-12-01")
        await answered(pilot, "2026-11-01")
        await gone(pilot)
        assert workspace.progress.item(nord(workspace), "K01").state.done_on == date(2026, 11, 1)


async def test_what_was_typed_and_ticked_is_offered_again_after_escape(workspace: Workspace) -> None:
    workspace.contacts.add(nord(workspace), name="Ivan Petrov")
    async with card(workspace, "progress") as pilot:
        dialog = await asked(pilot)
        await typed(pilot, "half")
        await down_to(pilot, dialog, "Ivan")
        await pilot.press("space", "escape")
        await gone(pilot)
        dialog = await asked(pilot)
        await until(pilot, lambda: dialog.entry.value == "half")
        assert [pick.words for pick in dialog.ticked.values()] == ["Ivan Petrov"]
        await pilot.press("ctrl+s")
        await gone(pilot)
        assert workspace.progress.item(nord(workspace), "K01").status is DONE


async def test_change_by_somebody_else_is_told_and_a_second_save_puts_it_over(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await asked(pilot)
        workspace.progress.plan_quarter(nord(workspace), "K01", "2026-Q4")
        await typed(pilot, "120 M")
        await pilot.press("enter")
        await until(pilot, lambda: "Anna changed" in screen_text(pilot))
        await pilot.press("enter")
        await gone(pilot)
        assert workspace.progress.item(nord(workspace), "K01").status is DONE


async def test_evidence_noted_while_in_progress_is_there_already(workspace: Workspace) -> None:
    account_id = nord(workspace)
    workspace.progress.change(account_id, "K01", status="in_progress", evidence="half of it", documents=["letter 7"])
    async with card(workspace, "progress") as pilot:
        dialog = await asked(pilot)
        assert dialog.text == "half of it"
        assert [pick.words for pick in dialog.ticked.values()] == ["letter 7"]
        await pilot.press("escape")
        await gone(pilot)
        await pilot.press("e")
        await until(pilot, lambda: "letter 7" in screen_text(pilot))  # the form has it as well


async def test_shaken_item_says_that_its_witness_left(workspace: Workspace) -> None:
    account_id = nord(workspace)
    ivan = workspace.contacts.add(account_id, name="Ivan Petrov")
    workspace.progress.change(account_id, "K01", status="done", witnesses=[ivan.id])
    workspace.contacts.mark_left(ivan.id)
    async with card(workspace, "progress") as pilot:
        await until(pilot, lambda: "witness left !" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "shaken: the only witness left" in screen_text(pilot))
