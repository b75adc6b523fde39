"""The Progress tab: statuses with their evidence, quarters, the set, and the figures over the list."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.progress import ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressSet, ProgressStatus
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.screens.account_progress_evidence import EvidenceDialog
from kamtui.ui.screens.account_progress_lines import goal_bar
from kamtui.ui.screens.account_progress_panel import ProgressionDialog
from kamtui.ui.widgets.linelist import LineList
from kamtui.workspace import Workspace
from tests.ui.card import TODAY, card, new_workspace, nord, screen_text, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


def item(workspace: Workspace, code: str) -> ProgressItem:
    return workspace.progress.item(nord(workspace), code)


def id_of(workspace: Workspace, code: str) -> str:
    return item(workspace, code).progression.id


def shown(pilot: Pilot[Any]) -> LineList[Any]:
    return pilot.app.screen_stack[0].query_one("#progress-list", LineList)


def dialog(pilot: Pilot[Any]) -> object:
    return pilot.app.screen


async def test_untouched_checklist_teaches_and_counts_the_core_set(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        text = screen_text(pilot)
        assert "0 of 12 done · core set" in text
        assert "space starts an item" in text
        assert "K01" in text
        assert "70 %" in text


async def test_space_starts_then_asks_for_the_evidence(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: item(workspace, "K01").status is ProgressStatus.IN_PROGRESS)
        await until(pilot, lambda: "K01 · in progress" in screen_text(pilot))
        await pilot.press("space")
        await until(pilot, lambda: isinstance(dialog(pilot), EvidenceDialog))
        await typed(pilot, "120 M, 2026")
        await pilot.press("enter")
        await until(pilot, lambda: item(workspace, "K01").status is ProgressStatus.DONE)
        assert item(workspace, "K01").state.evidence == "120 M, 2026"
        assert item(workspace, "K01").state.done_on == TODAY
        await until(pilot, lambda: "1 of 12 done" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: item(workspace, "K01").status is ProgressStatus.IN_PROGRESS)
        await until(pilot, lambda: "0 of 12 done" in screen_text(pilot))


async def test_zero_asks_why_it_does_not_apply_and_takes_it_back(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await pilot.press("0")
        await until(pilot, lambda: isinstance(dialog(pilot), LineDialog))
        await typed(pilot, "no plant")
        await pilot.press("enter")
        await until(pilot, lambda: item(workspace, "K01").status is ProgressStatus.NOT_APPLICABLE)
        assert item(workspace, "K01").state.evidence == "no plant"
        await until(pilot, lambda: "0 of 11 done" in screen_text(pilot))
        await pilot.press("0")
        await until(pilot, lambda: item(workspace, "K01").status is ProgressStatus.NOT_STARTED)


async def test_quarter_moves_and_goes(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await pilot.press(">", ">")
        await until(pilot, lambda: item(workspace, "K01").state.planned_quarter == Quarter(2027, 1))
        await until(pilot, lambda: "Q1 2027" in screen_text(pilot))
        await pilot.press("<")
        await until(pilot, lambda: item(workspace, "K01").state.planned_quarter == Quarter(2026, 4))
        await until(pilot, lambda: "Q4: 0 of 1 planned done" in screen_text(pilot))
        await pilot.press("Ю")  # > under a Russian layout
        await until(pilot, lambda: item(workspace, "K01").state.planned_quarter == Quarter(2027, 1))
        await pilot.press("backspace")
        await until(pilot, lambda: item(workspace, "K01").state.planned_quarter is None)
        await pilot.press("u")
        await until(pilot, lambda: item(workspace, "K01").state.planned_quarter == Quarter(2027, 1))


async def test_form_changes_status_day_touch_and_quarter(workspace: Workspace) -> None:
    touch = workspace.touches.log(nord(workspace), on=date(2026, 11, 2), outcome="saw the plant")
    async with card(workspace, "progress", progression_id=id_of(workspace, "I01")) as pilot:
        await pilot.press("e")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        form = dialog(pilot)
        assert isinstance(form, FormDialog)
        form.values |= {"status": ProgressStatus.DONE, "on": "2026-11-02", "quarter": Quarter(2026, 4)}
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "evidence" in form.errors)  # neither text nor touch
        assert form.values["on"] == "2026-11-02"
        form.values["touch_id"] = touch.id
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(dialog(pilot), FormDialog))
        found = item(workspace, "I01")
        assert found.status is ProgressStatus.DONE
        assert (found.state.done_on, found.state.touch_id) == (date(2026, 11, 2), touch.id)
        assert found.state.planned_quarter == Quarter(2026, 4)


async def test_form_of_an_unchanged_item_writes_nothing(workspace: Workspace) -> None:
    workspace.progress.change(nord(workspace), "K01", status="done", evidence="120 M", on=date(2026, 5, 1))
    before = workspace.history.steps(1)[0].id
    async with card(workspace, "progress") as pilot:
        await pilot.press("e")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(dialog(pilot), FormDialog))
        assert workspace.history.steps(1)[0].id == before


async def test_f_turns_to_the_full_library_and_back(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await pilot.press("f")
        await until(pilot, lambda: "0 of 48 done · full library" in screen_text(pilot))
        assert workspace.progress.of(nord(workspace)).set is ProgressSet.FULL
        await pilot.press("f")
        await until(pilot, lambda: "0 of 12 done · core set" in screen_text(pilot))


async def test_item_computed_from_the_map_cannot_be_advanced(workspace: Workspace) -> None:
    workspace.progress.choose_set(nord(workspace), "full")
    async with card(workspace, "progress", progression_id=id_of(workspace, "C12")) as pilot:
        await pilot.press("space")
        await until(pilot, lambda: "computed from the contact map" in screen_text(pilot))
        assert item(workspace, "C12").status is ProgressStatus.NOT_STARTED


async def test_own_item_is_added_and_taken_out_of_use(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await pilot.press("n")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        await typed(pilot, "Joint lab")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Joint lab" in screen_text(pilot))
        await until(pilot, lambda: "0 of 13 done" in screen_text(pilot))
        await pilot.press("d")
        await until(pilot, lambda: "0 of 12 done" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: "0 of 13 done" in screen_text(pilot))


async def test_library_item_cannot_be_deleted(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await pilot.press("d")
        await pilot.pause(0.05)
        assert "0 of 12 done" in screen_text(pilot)


async def test_stalled_and_expired_items_are_marked(workspace: Workspace) -> None:
    workspace.progress.change(nord(workspace), "K02", status="in_progress", on=date(2026, 8, 1))
    workspace.progress.change(nord(workspace), "K01", status="done", evidence="120 M", on=date(2025, 5, 1))
    async with card(workspace, "progress") as pilot:
        assert "111 d !" in screen_text(pilot)
        assert "expired" in screen_text(pilot)


async def test_enter_shows_hint_evidence_and_history(workspace: Workspace) -> None:
    workspace.progress.change(nord(workspace), "K01", status="in_progress", on=date(2026, 11, 1))
    workspace.progress.change(nord(workspace), "K01", status="done", evidence="120 M", on=date(2026, 11, 2))
    async with card(workspace, "progress") as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(dialog(pilot), ProgressionDialog))
        for text in ("amount, year, source", "120 M", "◐ → ● done", "1 day from first in progress", "2 Nov 2027"):
            assert text in screen_text(pilot)


async def test_item_stands_beside_the_list_on_a_wide_screen(workspace: Workspace) -> None:
    async with card(workspace, "progress", (200, 50)) as pilot:
        await until(pilot, lambda: "what is asked ──" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "what is asked ──" not in screen_text(pilot))


async def test_why_shows_weights_groups_and_calls_it_a_correlation(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await pilot.press("i")
        await until(pilot, lambda: isinstance(dialog(pilot), WhyDialog))
        assert "Weight of all that apply" in screen_text(pilot)
        assert "a correlation, not a forecast" in screen_text(pilot)


async def test_task_is_about_the_progression(workspace: Workspace) -> None:
    async with card(workspace, "progress") as pilot:
        await pilot.press("t")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: workspace.tasks.open(nord(workspace)))
        assert workspace.tasks.open(nord(workspace))[0].progression_id == id_of(workspace, "K01")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_codes_and_quarters_show_at_every_size(workspace: Workspace, size: tuple[int, int]) -> None:
    workspace.progress.plan_quarter(nord(workspace), "K01", "2027-Q2")
    async with card(workspace, "progress", size) as pilot:
        line = next(text for text in screen_text(pilot).splitlines() if "○ K01" in text)
        assert "Q2 2027" in line


def test_goal_is_marked_on_the_bar() -> None:
    assert "".join(text for text, _style in goal_bar(0.5, 10, 0.7)) == "▰▰▰▰▰▱▱│▱▱▱"
    assert "".join(text for text, _style in goal_bar(None, 10, 1.0)) == "▱▱▱▱▱▱▱▱▱▱│"
    assert {style for text, style in goal_bar(0.7, 10, 0.7) if text == "▰"} == {"good"}
