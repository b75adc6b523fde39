"""What works from anywhere: capture, touch, task, going to an account or a person."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from kamtui.domain.words import Priority
from kamtui.errors import InvalidValue
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.screens.quick import clock_time
from kamtui.workspace import Workspace
from tests.ui.card import (
    answered,
    app_of,
    application,
    card,
    gone,
    new_workspace,
    nord,
    screen_text,
    shown,
    typed,
    until,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    workspace.accounts.add(name="Volga", code="VOLGA")
    return workspace


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9", "09:00"),
        ("9.30", "09:30"),
        ("0930", "09:30"),
        ("930", "09:30"),
        ("15:00", "15:00"),
        ("9:5", "09:05"),
        ("", ""),
    ],
)
def test_times_as_people_type_them(text: str, meant: str) -> None:
    assert clock_time(text) == meant


@pytest.mark.parametrize("text", ["25", "9:60", "noon", "-", "9:x", "²"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        clock_time(text)


async def test_capture_understands_the_line(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("a")
        await shown(pilot, LineDialog)
        await typed(pilot, "call Petrov tomorrow 15:00 @Nord !high")
        await until(pilot, lambda: "call Petrov · Nord · tomorrow · 15:00" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "added: call Petrov — Nord" in app_of(pilot).message)
        task = workspace.tasks.find("call Petrov")
        assert (task.account_id, task.due, task.due_time) == (nord(workspace), date(2026, 11, 21), time(15))
        assert task.priority is Priority.HIGH
        await pilot.press("u")
        await until(pilot, lambda: not workspace.tasks.open())


async def test_capture_without_an_account_belongs_to_the_one_selected(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("ф")  # a
        await shown(pilot, LineDialog)
        await answered(pilot, "ask for the budget")
        await gone(pilot)
        assert workspace.tasks.find("ask for the budget").account_id == nord(workspace)


async def test_capture_left_is_offered_again(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("a")
        await shown(pilot, LineDialog)
        await typed(pilot, "call somebody")
        await pilot.press("escape")
        await gone(pilot)
        await pilot.press("2", "a")
        assert (await shown(pilot, LineDialog)).entry.value == "call somebody"


async def test_touch_asks_for_the_account_when_none_is_selected(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: "Log a touch with" in screen_text(pilot) or "Touch with" in screen_text(pilot))
        if isinstance(pilot.app.screen, PickDialog):
            await typed(pilot, "vol")
            await pilot.press("enter")
        line = await shown(pilot, LineDialog)
        account_id = workspace.accounts.find(line.panel.title.split()[-1]).id
        await answered(pilot, "call: nobody there")
        await until(pilot, lambda: workspace.touches.of(account_id))


async def test_touch_typed_for_one_account_is_not_offered_for_another(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("c")
        await shown(pilot, LineDialog)
        await typed(pilot, "met Petrov")
        await pilot.press("escape")
        await gone(pilot)
        await pilot.press("]", "c")
        line = await shown(pilot, LineDialog)
        assert ("Volga" in line.panel.title, line.entry.value) == (True, "")
        await pilot.press("escape")
        await gone(pilot)
        await pilot.press("[", "c")
        assert (await shown(pilot, LineDialog)).entry.value == "met Petrov"


async def test_task_form_takes_the_quarter_from_the_day(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("t")
        form = await shown(pilot, FormDialog)
        form.values |= {"title": "Frame contract", "due": "15.02.2027", "quarter": "", "due_time": "9.30"}
        await pilot.press("ctrl+s")
        await gone(pilot)
        task = workspace.tasks.find("Frame contract")
        assert (str(task.quarter), task.due_time) == ("2027-Q1", time(9, 30))


async def test_task_form_says_what_is_wrong_where_it_is(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("t")
        form = await shown(pilot, FormDialog)
        form.values |= {"title": "Frame contract", "due_time": "noon"}
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "due_time" in form.errors)
        form.values |= {"due_time": "9"}
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "a time needs a day" in form.errors.get("due_time", ""))
        assert form.values["title"] == "Frame contract"


async def test_find_goes_to_a_person(workspace: Workspace) -> None:
    person = workspace.contacts.add(nord(workspace), name="Ivan Petrov", level=5, function="management")
    async with application(workspace) as pilot:
        await pilot.press(".")  # /
        await shown(pilot, PickDialog)
        await typed(pilot, "petr")
        await pilot.press("enter")
        await until(pilot, lambda: app_of(pilot).view.name == "account" and pilot.app.query("#map-grid"))
        await until(pilot, lambda: pilot.app.query_one("#map-grid").cursor_id == person.id)


async def test_find_goes_to_an_account(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("/")
        await shown(pilot, PickDialog)
        await typed(pilot, "volg")
        await pilot.press("enter")
        await until(pilot, lambda: "VOLGA" in screen_text(pilot))
