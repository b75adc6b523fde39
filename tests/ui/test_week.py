"""The week: days beside or below each other; every key changes the data as it says, and undo takes it back."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from kamtui.domain.words import PromiseStatus, TaskStatus
from kamtui.i18n import set_language
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.screens.week import WeekView
from kamtui.workspace import Workspace
from tests.ui.card import (
    TODAY,
    answered,
    app_of,
    application,
    gone,
    new_workspace,
    nord,
    screen_text,
    shown,
    still,
    typed,
    until,
)

SIZES = [(80, 24), (120, 36), (200, 50)]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A late task, a meeting with a task after it, a promise; Friday is today."""
    workspace = new_workspace(tmp_path)
    workspace.tasks.add(title="Send the offer", account_id=nord(workspace), due="2026-11-11", minutes=45)
    workspace.meetings.add(
        title="Quarterly review", account_id=nord(workspace), on="2026-11-20", at="10:00", minutes=90
    )
    workspace.tasks.add(title="Write to O. Kim", account_id=nord(workspace), due="2026-11-21")
    workspace.promises.add(nord(workspace), side="ours", text="send the certificates", due=date(2026, 11, 19))
    return workspace


def view(pilot: Pilot[Any]) -> WeekView:
    found = app_of(pilot).view
    assert isinstance(found, WeekView)
    return found


def task(workspace: Workspace, title: str) -> Any:
    return workspace.tasks.find(title)


async def stand_on(pilot: Pilot[Any], title: str) -> None:
    """Put the cursor on an entry by its title."""
    week = view(pilot)
    key = next(entry.key for day in week.days for entry in day.entries if entry.title == title)
    widget = week.columns if week.columns.display else week.lines
    assert widget.move_to(key)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "ru"])
async def test_week_as_it_looks(
    workspace: Workspace, language: str, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    set_language(language)
    async with application(workspace, size, "week") as pilot:
        assert await still(pilot) == snapshot


async def test_w_leads_into_the_week_and_back(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("w")
        await until(pilot, lambda: app_of(pilot).view.name == "week")
        assert view(pilot).day.day == TODAY
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name == "today")
        await pilot.press("ц", "ц")  # w
        await until(pilot, lambda: app_of(pilot).view.name == "today")


@pytest.mark.parametrize("size", SIZES[:2], ids=["lines", "columns"])
async def test_moving_a_task_by_days(workspace: Workspace, size: tuple[int, int]) -> None:
    async with application(workspace, size, "week") as pilot:
        await stand_on(pilot, "Send the offer")
        await pilot.press("L", ">")
        await until(pilot, lambda: task(workspace, "Send the offer").due == date(2026, 11, 22))
        await until(pilot, lambda: view(pilot).day.day == date(2026, 11, 22))
        await pilot.press("L")  # into the next week: the view goes along
        await until(pilot, lambda: view(pilot).days[0].day == date(2026, 11, 23))
        assert view(pilot).entry is not None
        await pilot.press("H", "<", "H", "H")
        await until(pilot, lambda: task(workspace, "Send the offer").due == TODAY)  # never into the past
        await pilot.press("u", "u", "u", "u", "u", "u", "u")
        await until(pilot, lambda: task(workspace, "Send the offer").due == date(2026, 11, 11))


async def test_moving_a_task_within_the_day(workspace: Workspace) -> None:
    async with application(workspace, view="week") as pilot:
        await stand_on(pilot, "Send the offer")
        await pilot.press("K")
        await until(pilot, lambda: task(workspace, "Send the offer").due_time == time(9))
        assert task(workspace, "Send the offer").due == TODAY
        await pilot.press("J", "J")
        await until(pilot, lambda: task(workspace, "Send the offer").due_time == time(10))
        await pilot.press("u", "u", "u")
        await until(pilot, lambda: task(workspace, "Send the offer").due_time is None)
        await stand_on(pilot, "Send the offer")
        await pilot.press("J")
        await until(pilot, lambda: "has no time yet" in app_of(pilot).message)


@pytest.mark.parametrize("size", SIZES[:2], ids=["lines", "columns"])
async def test_new_task_stands_on_the_day_of_the_cursor(workspace: Workspace, size: tuple[int, int]) -> None:
    async with application(workspace, size, "week") as pilot:
        await pilot.press("]")
        await until(pilot, lambda: view(pilot).day.day == date(2026, 11, 27))
        await pilot.press("n")
        await shown(pilot, FormDialog)
        await typed(pilot, "Plan Q1")
        await pilot.press("ctrl+s")
        await gone(pilot)
        assert task(workspace, "Plan Q1").due == date(2026, 11, 27)
        await until(pilot, lambda: view(pilot).entry is not None and view(pilot).entry.title == "Plan Q1")
        await pilot.press("[", "[")
        await until(pilot, lambda: view(pilot).days[0].day == date(2026, 11, 9))
        await pilot.press("0")
        await until(pilot, lambda: view(pilot).day.day == TODAY)


async def test_space_closes_keeps_and_logs(workspace: Workspace) -> None:
    async with application(workspace, view="week") as pilot:
        await stand_on(pilot, "Send the offer")
        await pilot.press("space")
        await until(pilot, lambda: task(workspace, "Send the offer").status is TaskStatus.DONE)
        await stand_on(pilot, "send the certificates")
        await pilot.press("space")
        promises = workspace.promises
        await until(pilot, lambda: promises.of(nord(workspace))[0].status is PromiseStatus.KEPT)
        await pilot.press("u")
        await until(pilot, lambda: promises.of(nord(workspace))[0].status is PromiseStatus.OPEN)
        await stand_on(pilot, "Quarterly review")
        await pilot.press("space")
        assert "Nord" in (await shown(pilot, LineDialog)).panel.title


async def test_verbs_of_tasks(workspace: Workspace) -> None:
    workspace.contacts.tie(workspace.contacts.add(nord(workspace), name="O. Kim").id, "Lev Orlov", "knows")
    async with application(workspace, view="week") as pilot:
        await stand_on(pilot, "Send the offer")
        await pilot.press("r")
        await shown(pilot, LineDialog)
        await answered(pilot, "tomorrow")
        await until(pilot, lambda: task(workspace, "Send the offer").due == date(2026, 11, 21))
        await gone(pilot)
        await stand_on(pilot, "Send the offer")
        await pilot.press("p")
        await shown(pilot, LineDialog)
        await answered(pilot, "14:00-15:30")
        await gone(pilot)
        assert (task(workspace, "Send the offer").due_time, task(workspace, "Send the offer").minutes) == (time(14), 90)
        await pilot.press("o")
        await shown(pilot, PickDialog)
        await answered(pilot, "lev")
        await gone(pilot)
        await until(pilot, lambda: task(workspace, "Send the offer").owner == "Lev Orlov")
        await until(pilot, lambda: "Send the offer" not in screen_text(pilot).replace(app_of(pilot).message, ""))
        await stand_on(pilot, "Write to O. Kim")
        await pilot.press("d")
        await until(pilot, lambda: "deleted: Write to O. Kim" in app_of(pilot).message)
        await pilot.press("u")
        await until(pilot, lambda: task(workspace, "Write to O. Kim"))


async def test_what_is_no_task_says_so(workspace: Workspace) -> None:
    async with application(workspace, view="week") as pilot:
        await stand_on(pilot, "Quarterly review")
        for key in ("o", "!"):
            app_of(pilot).say("")
            await pilot.press(key)
            await until(pilot, lambda: "no task" in app_of(pilot).message)


@pytest.mark.parametrize("size", SIZES[:2], ids=["lines", "columns"])
async def test_a_meeting_moves_by_keys(workspace: Workspace, size: tuple[int, int]) -> None:
    def review() -> tuple[date, time | None, int]:
        (one,) = workspace.meetings.of(nord(workspace))
        return one.day, one.time, one.minutes

    async with application(workspace, size, "week") as pilot:
        await stand_on(pilot, "Quarterly review")
        await pilot.press("L")
        await until(pilot, lambda: review() == (date(2026, 11, 21), time(10), 90))
        await until(pilot, lambda: view(pilot).day.day == date(2026, 11, 21))
        await until(pilot, lambda: "Quarterly review: tomorrow 10:00" in app_of(pilot).message)
        await pilot.press("О")  # J
        await until(pilot, lambda: review() == (date(2026, 11, 21), time(10, 30), 90))
        await pilot.press("K", "H")
        await until(pilot, lambda: review() == (TODAY, time(10), 90))
        await pilot.press("H")
        await until(pilot, lambda: "into the past" in app_of(pilot).message)
        await stand_on(pilot, "Quarterly review")
        await pilot.press("p")
        await shown(pilot, LineDialog)
        await pilot.press("ctrl+u")
        await answered(pilot, "14:00 30 min")
        await gone(pilot)
        await until(pilot, lambda: review() == (TODAY, time(14), 30))
        await stand_on(pilot, "Quarterly review")
        await pilot.press("r")
        await shown(pilot, LineDialog)
        await answered(pilot, "23.11")
        await until(pilot, lambda: review() == (date(2026, 11, 23), time(14), 30))
        await until(pilot, lambda: view(pilot).days[0].day == date(2026, 11, 23))
        await pilot.press("d")
        await until(pilot, lambda: not workspace.meetings.of(nord(workspace)))
        await pilot.press("u")
        await until(pilot, lambda: workspace.meetings.of(nord(workspace)))


async def test_a_promise_moves_and_what_has_its_own_day_says_why(workspace: Workspace) -> None:
    workspace.tenders.add(nord(workspace), title="Chemicals", submit_until=TODAY)
    async with application(workspace, view="week") as pilot:
        await stand_on(pilot, "send the certificates")
        await pilot.press("L")
        promises = workspace.promises
        await until(pilot, lambda: promises.of(nord(workspace))[0].due == date(2026, 11, 21))
        await pilot.press("J")
        await until(pilot, lambda: "a promise has a day" in app_of(pilot).message)
        await stand_on(pilot, "Chemicals")
        for key in ("L", "K"):
            app_of(pilot).say("")
            await pilot.press(key)
            await until(pilot, lambda: "the client sets the days" in app_of(pilot).message)
        await pilot.press("d")
        await until(pilot, lambda: "not deleted here" in app_of(pilot).message)
        await pilot.press("enter")
        await until(pilot, lambda: app_of(pilot).view.name == "account")
        await until(pilot, lambda: "Chemicals" in screen_text(pilot))


async def test_moving_onto_something_says_so(workspace: Workspace) -> None:
    workspace.meetings.add(title="Call", account_id=nord(workspace), on="2026-11-21", at="11:00", minutes=30)
    async with application(workspace, view="week") as pilot:
        await stand_on(pilot, "Quarterly review")
        await pilot.press("L")
        await until(pilot, lambda: "at that time: Call" in app_of(pilot).message)


@pytest.mark.parametrize("key", ["N", "Т", "ctrl+k"])
async def test_a_new_meeting_stands_on_the_day_of_the_cursor(workspace: Workspace, key: str) -> None:
    async with application(workspace, view="week") as pilot:
        await stand_on(pilot, "Write to O. Kim")
        await pilot.press(key)
        form = await shown(pilot, FormDialog)
        assert (form.values["on"], form.values["account_id"]) == ("2026-11-21", nord(workspace))
        await typed(pilot, "Talk")
        await pilot.press("ctrl+s")
        await gone(pilot)
        made = next(one for one in workspace.meetings.of(nord(workspace)) if one.title == "Talk")
        assert made.day == date(2026, 11, 21)
        await until(pilot, lambda: view(pilot).entry is not None and view(pilot).entry.title == "Talk")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_an_empty_week_teaches(workspace: Workspace, size: tuple[int, int]) -> None:
    async with application(workspace, size, "week") as pilot:
        await pilot.press("]")
        await until(pilot, lambda: view(pilot).days[0].day == date(2026, 11, 23))
        text = " ".join(screen_text(pilot).split())
        assert "Nothing is planned in this week. n plans a task" in text
        assert "import meetings FILE.ics" in text
        await pilot.press("L")
        await until(pilot, lambda: "nothing on this day yet" in app_of(pilot).message)


async def test_days_are_walked_where_they_stand_below_each_other(workspace: Workspace) -> None:
    async with application(workspace, (80, 24), "week") as pilot:
        await pilot.press("right")
        await until(pilot, lambda: view(pilot).day.day == date(2026, 11, 21))
        await pilot.press("д", "l")
        await until(pilot, lambda: view(pilot).day.day == date(2026, 11, 23))
        await pilot.press("h")
        await until(pilot, lambda: view(pilot).day.day == date(2026, 11, 22))


async def test_signs_of_every_kind(workspace: Workspace) -> None:
    workspace.tasks.add(title="Call Lev", due="2026-11-21", repeats="weekly:sat")
    workspace.tenders.add(nord(workspace), title="Chemicals", submit_until=date(2026, 11, 21))
    workspace.contracts.add(nord(workspace), title="Frame", ends_on=date(2026, 11, 22))
    async with application(workspace, (80, 24), "week") as pilot:
        text = " ".join(screen_text(pilot).split())
        assert "★ submission Chemicals" in text
        assert "○ ↻ Call Lev" in text
        assert "▣ it ends Frame" in text
        assert "→ we promised send the certificates" in text
        await pilot.press("]")
        await until(pilot, lambda: "┄ ↻ Call Lev" in " ".join(screen_text(pilot).split()))


async def test_enter_leads_to_the_record_or_to_a_new_task(workspace: Workspace) -> None:
    async with application(workspace, view="week") as pilot:
        await stand_on(pilot, "Send the offer")
        await pilot.press("enter")
        await until(pilot, lambda: app_of(pilot).view.name == "account" and pilot.app.query("#board"))
        await until(pilot, lambda: pilot.app.query_one("#board").cursor_id == task(workspace, "Send the offer").id)
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name == "week")
        view(pilot).columns.move_into("days", "2026-11-22")
        await pilot.press("enter")
        await shown(pilot, FormDialog)


async def test_why_a_day_is_full(workspace: Workspace) -> None:
    async with application(workspace, view="week") as pilot:
        await pilot.press("i")
        await shown(pilot, WhyDialog)
        assert "Quarterly review" in screen_text(pilot)


async def test_days_below_each_other_when_the_terminal_shrinks(workspace: Workspace) -> None:
    async with application(workspace, (120, 36), "week") as pilot:
        await stand_on(pilot, "Send the offer")
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: view(pilot).lines.display and not view(pilot).columns.display)
        await until(pilot, lambda: view(pilot).lines.has_focus)
        await pilot.resize_terminal(120, 36)
        await until(pilot, lambda: view(pilot).columns.has_focus)
