"""Today: every key changes the data as it says, undo takes it back, and the brief stands ready for a call."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from kamtui.domain.words import Priority, TaskStatus
from kamtui.i18n import set_language
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.workspace import Workspace
from tests.ui.card import (
    TODAY,
    agenda,
    answered,
    app_of,
    application,
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
    """Nord with a late task, one of today and one person who was never touched."""
    workspace = new_workspace(tmp_path)
    workspace.tasks.add(title="Send the offer", account_id=nord(workspace), due="2026-11-18")
    workspace.tasks.add(title="Meet the technologist", account_id=nord(workspace), due="2026-11-20")
    return workspace


def task(workspace: Workspace, title: str) -> Any:
    return workspace.tasks.find(title)


async def test_late_task_comes_first_with_its_account_beside(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        text = screen_text(pilot)
        assert "1 late" in text
        assert agenda(pilot).item.title == "Send the offer"
        assert "2 d late" in text
        assert "last touch" in text


async def test_space_closes_a_task_and_opens_it_again(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("space")
        await until(pilot, lambda: "1 done today" in screen_text(pilot))
        assert task(workspace, "Send the offer").status is TaskStatus.DONE
        await pilot.press("end", "space")
        await until(pilot, lambda: task(workspace, "Send the offer").status is TaskStatus.OPEN)
        await pilot.press("u")
        await until(pilot, lambda: task(workspace, "Send the offer").status is TaskStatus.DONE)
        await pilot.press("U")
        await until(pilot, lambda: task(workspace, "Send the offer").status is TaskStatus.OPEN)


async def test_keys_in_a_burst_are_all_counted(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press(">", ">", ">", "<")
        await until(pilot, lambda: task(workspace, "Send the offer").due == date(2026, 11, 22))
        await pilot.press("u", "u", "u", "u")
        await until(pilot, lambda: task(workspace, "Send the offer").due == date(2026, 11, 18))


async def test_sooner_never_leads_into_the_past(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("<")
        await until(pilot, lambda: task(workspace, "Send the offer").due == TODAY)
        await pilot.press("<")
        await until(pilot, lambda: "Send the offer: today" in app_of(pilot).message)
        assert task(workspace, "Send the offer").due == TODAY


async def test_slot_takes_times_as_people_type_them(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("p")
        await shown(pilot, LineDialog)
        await answered(pilot, "25.00")
        await until(pilot, lambda: "cannot read “25.00”" in screen_text(pilot))
        assert "due_time" not in screen_text(pilot)
        await answered(pilot, "9.30")
        await gone(pilot)
        assert task(workspace, "Send the offer").due_time == time(9, 30)
        assert task(workspace, "Send the offer").due == TODAY
        await until(pilot, lambda: "09:30" in screen_text(pilot))
        await pilot.press("p")
        await shown(pilot, LineDialog)
        await answered(pilot, "")
        await until(pilot, lambda: task(workspace, "Send the offer").due_time is None)


async def test_slot_typed_and_left_is_offered_again(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("p")
        await shown(pilot, LineDialog)
        await typed(pilot, "14:")
        await pilot.press("escape")
        await gone(pilot)
        await pilot.press("p")
        assert (await shown(pilot, LineDialog)).entry.value == "14:"
        await pilot.press("escape")
        await gone(pilot)
        await pilot.press("down", "p")
        assert (await shown(pilot, LineDialog)).entry.value == ""  # another task


async def test_exclamation_mark_turns_the_priority(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("!")
        await until(pilot, lambda: task(workspace, "Send the offer").priority is Priority.HIGH)
        await pilot.press("!", "!")
        await until(pilot, lambda: len(workspace.history.steps(10, None)) >= 6)
        assert task(workspace, "Send the offer").priority is Priority.HIGH


async def test_delete_and_undo(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: "deleted: Send the offer" in app_of(pilot).message)
        assert agenda(pilot).item.title == "Meet the technologist"
        await pilot.press("г")  # u
        await until(pilot, lambda: any(row.item.title == "Send the offer" for row in agenda(pilot).rows))


async def test_new_task_is_for_the_account_of_the_line(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("т")  # n
        await shown(pilot, FormDialog)
        await typed(pilot, "Write to O. Kim")
        await pilot.press("ctrl+s")
        await gone(pilot)
        made = task(workspace, "Write to O. Kim")
        assert (made.account_id, made.due, str(made.quarter)) == (nord(workspace), TODAY, "2026-Q4")


async def test_edit_changes_only_what_was_changed(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("e")
        form = await shown(pilot, FormDialog)
        form.values["due"] = "in 60 days"
        await pilot.press("ctrl+s")
        await gone(pilot)
        moved = task(workspace, "Send the offer")
        assert moved.due == date(2027, 1, 19)
        assert str(moved.quarter) == "2027-Q1"  # a new day alone takes the task along


async def test_refused_form_keeps_what_was_typed(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("e")
        form = await shown(pilot, FormDialog)
        form.values |= {"title": "", "due": "one day"}
        await pilot.press("ctrl+s")
        await until(pilot, lambda: form.errors)
        assert form.values["due"] == "one day"
        assert "due" in form.errors


async def test_another_session_changing_the_task_is_told(workspace: Workspace) -> None:
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with application(workspace) as pilot:
        await pilot.press("e")
        await shown(pilot, FormDialog)
        other.tasks.change(task(workspace, "Send the offer").id, title="Send two offers")
        await typed(pilot, " soon")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "boris changed" in screen_text(pilot))
        assert "Send the offer soon" in screen_text(pilot)
        assert task(workspace, "Send two offers")
    other.close()


async def test_enter_leads_to_the_task_and_escape_back(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: app_of(pilot).view.name == "account" and pilot.app.query("#board"))
        await until(pilot, lambda: pilot.app.query_one("#board").cursor_id == task(workspace, "Send the offer").id)
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name == "today")


async def test_keys_typed_ahead_reach_the_view_that_was_opened(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("2", "n")
        form = await shown(pilot, FormDialog)
        assert "Code" in [field.label for field in form.fields]  # the form of an account, not of a task
        await pilot.press("escape", "enter", "tab", "tab", "tab", "n")
        await until(pilot, lambda: "New task in Q4" in screen_text(pilot))


async def test_task_without_an_account_is_edited_by_enter(workspace: Workspace) -> None:
    workspace.tasks.add(title="Renew the passport", due="2026-11-01")
    async with application(workspace) as pilot:
        assert agenda(pilot).item.title == "Renew the passport"
        await pilot.press("enter")
        await shown(pilot, FormDialog)
        await pilot.press("escape")
        await gone(pilot)
        await pilot.press("space", "end", "enter")
        await shown(pilot, FormDialog)


async def test_task_of_another_year_opens_the_plan_of_its_year(workspace: Workspace) -> None:
    workspace.tasks.add(title="Old promise", account_id=nord(workspace), quarter="2025-Q3", due="2025-09-01")
    async with application(workspace) as pilot:
        assert agenda(pilot).item.title == "Old promise"
        await pilot.press("enter")
        await until(pilot, lambda: "ADP 2025" in screen_text(pilot))
        await until(pilot, lambda: "Old promise" in screen_text(pilot))


async def test_why_and_copy(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("i")
        await shown(pilot, WhyDialog)
        assert "Due date" in screen_text(pilot)
        await pilot.press("escape", "y")
        await until(pilot, lambda: "copied: Send the offer — Nord" in app_of(pilot).message)


async def test_day_without_accounts_teaches(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    workspace.accounts.remove(nord(workspace))
    async with application(workspace, (80, 24)) as pilot:
        assert "Press 2, then n, to add the first" in screen_text(pilot)
        await pilot.press("space", "e", "d", ">", "!", "p", "enter", "i", "y", "t")
        await shown(pilot, FormDialog)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
@pytest.mark.parametrize("lang", ["en", "ru"])
async def test_hostile_and_long_texts_stay_within_their_lines(
    workspace: Workspace, size: tuple[int, int], lang: str
) -> None:
    set_language(lang)
    title = "[red]x[/] 红红红 " + "very long " * 15
    workspace.accounts.change(nord(workspace), name="Очень длинное название клиента из Екатеринбурга 中文")
    workspace.tasks.add(title=title, account_id=nord(workspace), due="2026-11-01", priority="high")
    async with application(workspace, size) as pilot:
        assert "[red]x[/] 红红红" in screen_text(pilot)
        assert all(strip.cell_length == size[0] for strip in pilot.app.screen._compositor.render_strips())


async def test_resize_keeps_the_line(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("down")
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: app_of(pilot).width_class == "narrow")
        assert agenda(pilot).item.title == "Meet the technologist"
        await until(pilot, lambda: "this quarter" in screen_text(pilot))
        await pilot.resize_terminal(200, 50)
        await until(pilot, lambda: app_of(pilot).width_class == "wide")
        assert agenda(pilot).item.title == "Meet the technologist"
