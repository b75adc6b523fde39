"""What works from anywhere: capture, touch, task."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from kamtui.domain.words import Priority
from kamtui.errors import InvalidValue
from kamtui.ui.dialogs.complete import CompletedLine
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.screens import quick
from kamtui.ui.screens.quick import clock_time
from kamtui.ui.view import Subject
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
        await until(pilot, lambda: "task · Nord · tomorrow · 15:00 · !high: call Petrov" in screen_text(pilot))
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


async def test_capture_offers_names_while_typing(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("a")
        line = await shown(pilot, CompletedLine)
        assert "@ account" in screen_text(pilot)
        await typed(pilot, "send offer @vo")
        await until(pilot, lambda: "@Volga" in screen_text(pilot))
        height = line.panel.area.height
        await pilot.press("tab")
        assert line.entry.value == "send offer @Volga "
        await typed(pilot, "!lo")
        await pilot.press("right")
        assert line.entry.value == "send offer @Volga !low "
        await until(pilot, lambda: "task · Volga · !low: send offer" in screen_text(pilot))
        assert line.panel.area.height == height
        await pilot.press("enter")
        await gone(pilot)
        assert workspace.tasks.find("send offer").account_code == "VOLGA"


async def test_a_key_takes_a_choice_before_it_is_shown(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("a")
        line = await shown(pilot, CompletedLine)
        await pilot.press("@", "v", "tab")
        assert line.entry.value == "@Volga "
        await pilot.press("tab", "right")  # nothing is offered
        assert line.entry.value == "@Volga "


async def test_right_moves_within_the_text(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("a")
        line = await shown(pilot, CompletedLine)
        await typed(pilot, "@vo")
        await pilot.press("left", "right")
        assert (line.entry.value, line.entry.cursor_position) == ("@vo", 3)


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("note: likes fishing @Nord", "note"),
        ("met Petrov yesterday @Nord: agreed", "touch"),
        ("initiative: new plant @Nord", "initiative"),
        ("эскалация: брак @Nord", "escalation"),
    ],
)
async def test_capture_writes_every_kind(workspace: Workspace, text: str, table: str) -> None:
    async with application(workspace) as pilot:
        await pilot.press("a")
        await shown(pilot, LineDialog)
        await answered(pilot, text)
        await gone(pilot)
        assert "added: " in app_of(pilot).message
        assert workspace.reader.value(f"SELECT count(*) FROM {table}") == 1


async def test_what_needs_an_account_says_so_and_keeps_the_text(workspace: Workspace) -> None:
    for _code, _name, key in workspace.accounts.refs():
        workspace.accounts.remove(key)
    async with application(workspace) as pilot:
        await pilot.press("a")
        line = await shown(pilot, LineDialog)
        await typed(pilot, "met Petrov: agreed")
        await until(pilot, lambda: "a touch needs its account" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: line._said[1] == "bad")
        assert line.entry.value == "met Petrov: agreed"


async def test_c_on_somebody_to_meet_does_not_write_the_place_into_the_line(workspace: Workspace) -> None:
    key = nord(workspace)
    place = workspace.contacts.add(key, name="Head of quality", placeholder=True, level=3, function="quality")
    person = workspace.contacts.add(key, name="Elena Kim", level=3, function="technical")
    async with card(workspace, "log") as pilot:
        kam = app_of(pilot)
        quick.log_touch(kam, Subject(key, contact_id=place.id))
        assert (await shown(pilot, LineDialog)).entry.value == ""
        await pilot.press("escape")
        await gone(pilot)
        quick.log_touch(kam, Subject(key, contact_id=person.id))
        await shown(pilot, LineDialog)
        await typed(pilot, "they called yesterday, want 20 t > send offer by Friday")
        await pilot.press("enter")
        await until(pilot, lambda: workspace.touches.of(key))
        touch = workspace.touches.of(key)[0]
        assert (touch.people, touch.outcome, touch.proactive) == (("Elena Kim",), "want 20 t", False)
        assert workspace.tasks.get(touch.task_id or "").contact_id == person.id
