"""The Log tab: touches newest first, written in a line, edited in a form, searched."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.touches import Touch
from kamtui.domain.words import TouchKind
from kamtui.i18n import set_language
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.screens.touch_rows import month_words
from kamtui.ui.widgets.linelist import LineList
from kamtui.workspace import Workspace
from tests.ui.card import answered, app_of, card, gone, new_workspace, nord, screen_text, shown, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    key = nord(workspace)
    workspace.contacts.add(key, name="Ivan Petrov", level=5)
    workspace.touches.log(key, on=date(2026, 9, 1), people=("Ivan Petrov",), outcome="likes the sample")
    workspace.touches.log(
        key, on=date(2026, 11, 10), kind="visit", people=("Olga Kim",), outcome="plant seen", next_step="Send the offer"
    )
    return workspace


def log(pilot: Pilot[Any]) -> LineList[Any]:
    return pilot.app.screen_stack[0].query_one("#log", LineList)


def touches(workspace: Workspace) -> list[Touch]:
    return workspace.touches.of(nord(workspace))


async def test_newest_first_under_the_names_of_the_months(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        text = screen_text(pilot)
        assert text.index("November 2026") < text.index("plant seen") < text.index("September 2026")
        assert "2 touches" in text
        assert "we began it" in text  # the touch beside the list


def test_month_words_in_russian() -> None:
    set_language("ru")
    assert month_words(date(2026, 11, 1)).lower() == "ноябрь 2026"


async def test_new_touch_says_how_it_is_understood(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("n")
        await shown(pilot, LineDialog)
        await typed(pilot, "met Petrov yesterday: agreed on a trial > send the contract by 15.12")
        await until(pilot, lambda: "next: send the contract" in screen_text(pilot))
        await pilot.press("enter")
        await gone(pilot)
        newest = touches(workspace)[0]
        assert (newest.on, newest.kind, newest.people) == (date(2026, 11, 19), TouchKind.MEETING, ("Ivan Petrov",))
        assert any(task.due == date(2026, 12, 15) for task in workspace.tasks.open(nord(workspace)))
        await until(pilot, lambda: "3 touches" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: len(touches(workspace)) == 2 and len(workspace.tasks.open(nord(workspace))) == 1)


async def test_form_changes_a_touch_and_undo_takes_it_back(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("enter")
        form = await shown(pilot, FormDialog)
        form.values |= {"on": "1 May 2126 or so", "people": "Ivan Petrov, Olga Kim"}
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "on" in form.errors)
        assert form.values["people"] == "Ivan Petrov, Olga Kim"
        form.values |= {"on": "2026-11-11", "proactive": False}
        await pilot.press("ctrl+s")
        await gone(pilot)
        changed = touches(workspace)[0]
        assert (changed.on, changed.proactive) == (date(2026, 11, 11), False)
        assert sorted(changed.people) == ["Ivan Petrov", "Olga Kim"]
        await pilot.press("u")
        await until(pilot, lambda: touches(workspace)[0].people == ("Olga Kim",))


async def test_touch_changed_by_another_session_is_told(workspace: Workspace) -> None:
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with card(workspace, "log") as pilot:
        await pilot.press("e")
        form = await shown(pilot, FormDialog)
        other.touches.change(touches(workspace)[0].id, outcome="plant and shop seen")
        form.values["outcome"] = "mine"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "boris changed" in screen_text(pilot))
        assert form.values["outcome"] == "mine"
        assert touches(workspace)[0].outcome == "plant and shop seen"
    other.close()


async def test_delete_and_undo(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("в")  # d
        await until(pilot, lambda: len(touches(workspace)) == 1)
        await until(pilot, lambda: log(pilot).item.outcome == "likes the sample")
        await pilot.press("u")
        await until(pilot, lambda: len(touches(workspace)) == 2)
        assert touches(workspace)[0].next_step == "Send the offer"


async def test_search_and_back_to_all(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("f")
        await shown(pilot, LineDialog)
        await answered(pilot, "SAMPLE")
        await until(pilot, lambda: "1 touch · with “SAMPLE”" in screen_text(pilot))
        await until(pilot, lambda: "plant seen" not in screen_text(pilot))
        await pilot.press("f")
        await shown(pilot, LineDialog)
        await answered(pilot, "nothing like it")
        await until(pilot, lambda: "No touch has" in screen_text(pilot))
        await pilot.press("f")
        await shown(pilot, LineDialog)
        await answered(pilot, "")
        await until(pilot, lambda: "2 touches" in screen_text(pilot))


async def test_task_out_of_a_touch(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("down", "t")
        form = await shown(pilot, FormDialog)
        assert form.values["title"] == "likes the sample"
        await pilot.press("ctrl+s")
        await gone(pilot)
        made = workspace.tasks.find("likes the sample")
        assert made.contact_id == workspace.contacts.find(nord(workspace), "Petrov").id


async def test_copy(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("y")
        await until(pilot, lambda: "2026-11-10 visit Olga Kim: plant seen" in app_of(pilot).message)


async def test_empty_log_teaches(tmp_path: Path) -> None:
    async with card(new_workspace(tmp_path), "log", (80, 24)) as pilot:
        assert "Press c and type" in " ".join(screen_text(pilot).split())
        await pilot.press("e", "d", "enter", "y", "c")
        await shown(pilot, LineDialog)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_hostile_texts_stay_within_their_lines(workspace: Workspace, size: tuple[int, int]) -> None:
    outcome = "[red]x[/] 红红红 " + "very long " * 40 + "\nsecond line"
    workspace.touches.log(nord(workspace), people=("[b]Ева[/b]",), outcome=outcome)
    async with card(workspace, "log", size) as pilot:
        assert "[red]x[/] 红红红" in screen_text(pilot)
        assert "[b]Ева[/b]" in screen_text(pilot)
        assert all(strip.cell_length == size[0] for strip in pilot.app.screen._compositor.render_strips())
