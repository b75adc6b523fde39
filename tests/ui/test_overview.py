"""The Overview tab: the account on one page, each line leading to its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.words import Function, Influence
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.widgets.linelist import LineList
from kamtui.workspace import Workspace
from tests.ui.card import TODAY, card, new_workspace, nord, screen_text, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


@pytest.fixture
def lively(workspace: Workspace) -> Workspace:
    """Nord with two people, a touch, a late task, a stalled progression and a note."""
    key = nord(workspace)
    workspace.accounts.change(
        key, industry="food", region="North", since="2021-03-01", strategic=4, note="The owner decides.\nNew plant."
    )
    workspace.contacts.add(
        key, name="Ivan Petrov", position="CEO", level=5, function="management", influence=Influence.INNER_CIRCLE
    )
    workspace.contacts.add(key, name="Olga Kim", level=3, function=Function.TECHNICAL)
    workspace.touches.log(key, on=date(2026, 11, 8), people=("Ivan Petrov",), outcome="likes the sample")
    workspace.tasks.add(title="Send the offer", account_id=key, due=date(2026, 11, 18), quarter="2026-Q4")
    workspace.progress.change(key, "K02", status="in_progress", on=date(2026, 8, 1))
    return workspace


def page(pilot: Pilot[Any], side: str = "left") -> LineList[Any]:
    return pilot.app.screen_stack[0].query_one(f"#overview-{side}", LineList)


def dialog(pilot: Pilot[Any]) -> object:
    return pilot.app.screen


def open_tab(pilot: Pilot[Any]) -> str:
    return next(pane.name or "" for pane in pilot.app.screen_stack[0].query(".pane") if pane.display)


async def test_empty_account_says_what_to_do_first(workspace: Workspace) -> None:
    async with card(workspace, "overview") as pilot:
        text = screen_text(pilot)
        assert "none yet: c logs the first" in text
        assert "none: n makes one" in text
        assert "nobody on the map yet" in text
        assert "unknown: no orders imported" in text
        assert "nobody: who takes over?" in text


async def test_page_shows_alerts_figures_people_tasks_and_vitals(lively: Workspace) -> None:
    async with card(lively, "overview") as pilot:
        text = screen_text(pilot)
        for words in (
            *("1 task overdue", "stalled: K02", "12 days ago", "Send the offer", "2 days late"),
            *("a key player, but none on our side", "Ivan Petrov ★", "Olga Kim", "K · key", "food", "1 Mar 2021"),
            *("4 of 5", "The owner decides.", "New plant."),
        ):
            assert words in text


@pytest.mark.parametrize(
    ("row", "tab"),
    [
        ("alert:overdue", "plan"),
        ("alert:stalled", "progress"),
        ("alert:single_thread", "map"),
        ("progress", "progress"),
        ("map", "map"),
        ("touch", "log"),
        ("step", "plan"),
    ],
)
async def test_enter_leads_to_the_tab_of_the_line(lively: Workspace, row: str, tab: str) -> None:
    async with card(lively, "overview") as pilot:
        assert page(pilot).move_to(row)
        await pilot.press("enter")
        await until(pilot, lambda: open_tab(pilot) == tab)


async def test_person_leads_to_the_map_standing_on_them(lively: Workspace) -> None:
    kim = lively.contacts.find(nord(lively), "Olga Kim")
    async with card(lively, "overview", (80, 24)) as pilot:
        assert page(pilot).move_to(f"person:{kim.id}")
        await pilot.press("enter")
        await until(pilot, lambda: open_tab(pilot) == "map")
        grid = pilot.app.screen.query_one("#map-grid")
        await until(pilot, lambda: grid.cursor_id == kim.id)  # type: ignore[attr-defined]


async def test_second_column_is_reached_with_the_arrows(lively: Workspace) -> None:
    async with card(lively, "overview") as pilot:
        await pilot.press("right")
        await until(pilot, lambda: page(pilot, "right").has_focus)
        await pilot.press("left")
        await until(pilot, lambda: page(pilot).has_focus)


async def test_one_column_on_a_narrow_screen(lively: Workspace) -> None:
    async with card(lively, "overview", (80, 24)) as pilot:
        assert not page(pilot, "right").display
        await pilot.press("end")
        await until(pilot, lambda: "New plant." in screen_text(pilot))


async def test_e_edits_the_account(lively: Workspace) -> None:
    async with card(lively, "overview") as pilot:
        await pilot.press("e")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        await typed(pilot, " Foods")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: lively.accounts.get(nord(lively)).name == "Nord Foods")
        await until(pilot, lambda: "Nord Foods" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: lively.accounts.get(nord(lively)).name == "Nord")


async def test_n_adds_a_task(workspace: Workspace) -> None:
    async with card(workspace, "overview") as pilot:
        await pilot.press("n")
        await until(pilot, lambda: isinstance(dialog(pilot), FormDialog))
        await typed(pilot, "Meet CFO")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: [task.title for task in workspace.tasks.open(nord(workspace))] == ["Meet CFO"])
        await until(pilot, lambda: "Meet CFO" in screen_text(pilot))


@pytest.mark.parametrize("row", ["revenue", "margin", "ltv", "progress", "map", "barriers"])
async def test_every_figure_answers_why(lively: Workspace, row: str) -> None:
    async with card(lively, "overview") as pilot:
        assert page(pilot).move_to(row)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(dialog(pilot), WhyDialog))


async def test_touch_logged_from_a_person_shows_at_once(lively: Workspace) -> None:
    petrov = lively.contacts.find(nord(lively), "Ivan Petrov")
    async with card(lively, "overview", (80, 24)) as pilot:
        assert page(pilot).move_to(f"person:{petrov.id}")
        await pilot.press("c")
        await until(pilot, lambda: "Ivan Petrov:" in screen_text(pilot))
        await typed(pilot, "ok")
        await pilot.press("enter")
        await until(pilot, lambda: lively.contacts.get(petrov.id).last_touch == TODAY)
        await until(pilot, lambda: page(pilot).move_to("touch") and "last touch        today" in screen_text(pilot))
