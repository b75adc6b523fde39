"""Meetings and tasks that repeat, by keys; and the calendar file that follows."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from kamtui.domain.words import MeetingStatus, TaskStatus
from kamtui.ui import calendar_file
from kamtui.ui.app import KamApp
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.screens import quick
from kamtui.ui.screens.meeting_form import meeting_form, meeting_verbs
from kamtui.ui.screens.week import WeekView
from kamtui.workspace import Workspace
from tests.ui.card import (
    TODAY,
    answered,
    app_of,
    application,
    card,
    gone,
    new_workspace,
    nord,
    screen_text,
    shown,
    until,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    workspace.contacts.add(nord(workspace), name="Ivan Petrov", email="petrov@nord.example")
    return workspace


async def test_a_meeting_is_planned_from_anywhere(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("ctrl+k")
        form = await shown(pilot, FormDialog)
        assert form.values["account_id"] == nord(workspace)
        await answered(pilot, "Talk about the plant", "down")
        await pilot.press("down")
        await answered(pilot, "petrov, guest@else.example", "down")
        await answered(pilot, "tomorrow", "down")
        await answered(pilot, "930", "down")
        await answered(pilot, "1 h 30 min", "ctrl+s")
        await gone(pilot)
        (made,) = workspace.meetings.of(nord(workspace))
        assert (made.title, made.day, made.time, made.minutes) == (
            "Talk about the plant",
            date(2026, 11, 21),
            time(9, 30),
            90,
        )
        assert [one.name for one in made.people] == ["Ivan Petrov", "guest@else.example"]
        assert "meeting: Talk about the plant" in app_of(pilot).message
        await pilot.press("u")
        await until(pilot, lambda: not workspace.meetings.of(nord(workspace)))


async def test_what_cannot_be_read_is_said_in_its_field(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        meeting_form(app_of(pilot), day=TODAY)
        form = await shown(pilot, FormDialog)
        await answered(pilot, "Talk", "down")
        form.values |= {"on": "someday", "at": "25", "minutes": "long"}
        await pilot.press("ctrl+s")
        await until(pilot, lambda: form.errors)
        assert len(form.errors) == 1
        assert set(form.errors) <= {"on", "at"}
        assert form.values["title"] == "Talk"


async def test_held_changed_cancelled_and_deleted(workspace: Workspace) -> None:
    made = workspace.meetings.add(title="Talk", on=TODAY, at="10:00", account_id=nord(workspace))
    async with application(workspace) as pilot:
        app = app_of(pilot)
        meeting_verbs(app, made)
        await shown(pilot, PickDialog)
        await pilot.press("enter")
        await shown(pilot, LineDialog)
        await answered(pilot, "likes it > send the offer")
        await gone(pilot)
        await until(pilot, lambda: workspace.meetings.get(made.id).status is MeetingStatus.HELD)
        (touch,) = workspace.touches.of(nord(workspace))
        assert (touch.outcome, touch.next_step) == ("likes it", "send the offer")
        later = workspace.meetings.add(title="Later", on=date(2026, 11, 27), account_id=nord(workspace))
        for keys, done in (
            (("down", "enter"), lambda: workspace.meetings.get(later.id).status is MeetingStatus.CANCELLED),
            (("end", "enter"), lambda: len(workspace.meetings.of(nord(workspace))) == 1),
        ):
            meeting_verbs(app, workspace.meetings.get(later.id))
            await shown(pilot, PickDialog)
            await pilot.press(*("down" if key == "end" else key for key in keys))
            await until(pilot, done)


async def test_the_form_of_a_task_takes_how_it_repeats(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        quick.task_form(app_of(pilot), account_id=nord(workspace), title="Report", due="2026-11-20")
        form = await shown(pilot, FormDialog)
        form.values |= {"minutes": "1 h", "repeats": "every 2 weeks on Fridays"}
        await pilot.press("ctrl+s")
        await gone(pilot)
        task = workspace.tasks.find("Report")
        assert (task.repeats, task.minutes) == ("2 weekly:fri", 60)
        quick.task_form(app_of(pilot), task)
        form = await shown(pilot, FormDialog)
        assert (form.values["repeats"], form.values["minutes"]) == ("every 2 weeks on Fridays", "1 h")
        form.values |= {"title": "Long report", "scope": "one"}
        await pilot.press("ctrl+s")
        await gone(pilot)
        assert {(one.title, one.due, one.repeats) for one in workspace.tasks.open()} == {
            ("Long report", date(2026, 11, 20), ""),
            ("Report", date(2026, 12, 4), "2 weekly:fri"),
        }


async def test_done_says_when_it_comes_again(workspace: Workspace) -> None:
    task = workspace.tasks.add(title="Report", due=TODAY, repeats="daily")
    async with application(workspace) as pilot:
        quick.advance_task(app_of(pilot), task)
        await until(pilot, lambda: "again tomorrow" in app_of(pilot).message)
        await pilot.press("u")
        await until(pilot, lambda: [one.due for one in workspace.tasks.open()] == [TODAY])


@pytest.mark.parametrize(("keys", "left"), [(("enter",), [date(2026, 11, 27)]), (("down", "enter"), [])])
async def test_dropping_asks_whether_the_series_ends(
    workspace: Workspace, keys: tuple[str, ...], left: list[date]
) -> None:
    task = workspace.tasks.add(title="Report", account_id=nord(workspace), due=TODAY, repeats="weekly:fri")
    async with application(workspace, view="plans") as pilot:
        await pilot.press("v")
        await until(pilot, lambda: "Report" in screen_text(pilot))
        assert "↻" in screen_text(pilot)
        await pilot.press("w")
        await shown(pilot, PickDialog)
        await pilot.press(*keys)
        await shown(pilot, LineDialog)
        await answered(pilot, "on holiday")
        await until(pilot, lambda: workspace.tasks.get(task.id).status is TaskStatus.DROPPED)
        assert [one.due for one in workspace.tasks.open()] == left


async def test_the_calendar_file_follows(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_file, "QUIET_SECONDS", 0.01)
    file = tmp_path / "kamtui.ics"
    app = KamApp(workspace, calendar_file=file)

    def has(text: str) -> bool:
        return file.exists() and text in file.read_text(encoding="utf-8")

    async with app.run_test() as pilot:
        await until(pilot, lambda: has("Q4 2026 ends"))
        app.write(lambda: workspace.tasks.add(title="Call Kim", due=TODAY), entities={"task"})
        await until(pilot, lambda: has("Call Kim"))
        monkeypatch.setattr(calendar_file, "QUIET_SECONDS", 60.0)
        app.write(lambda: workspace.tasks.add(title="Last thing", due=TODAY), entities={"task"})
        await until(pilot, lambda: len(workspace.tasks.open()) == 2)
    assert has("Last thing"), "what is not written yet is written at the end"
    workspace.close()


async def test_a_calendar_file_that_cannot_be_written_is_said_once(workspace: Workspace, tmp_path: Path) -> None:
    app = KamApp(workspace, calendar_file=tmp_path / "gone" / "kamtui.ics")
    async with app.run_test() as pilot:
        await until(pilot, lambda: app._calendar_file is not None)
        assert app._calendar_file is not None
        app._calendar_file._start()
        await until(pilot, lambda: "gone" in app.message)
    workspace.close()


async def test_meetings_of_the_week_are_held_and_changed_there(workspace: Workspace) -> None:
    made = workspace.meetings.add(title="Talk", on=TODAY, at="10:00", account_id=nord(workspace))
    loose = workspace.meetings.add(title="Dentist", on=TODAY, at="12:00")
    async with application(workspace, view="week") as pilot:
        week = app_of(pilot).view
        assert isinstance(week, WeekView)

        async def stand_on(meeting_id: str) -> None:
            key = next(entry.key for day in week.days for entry in day.entries if entry.ref == meeting_id)
            assert (week.columns if week.columns.display else week.lines).move_to(key)
            await pilot.pause()

        await stand_on(loose.id)
        await pilot.press("enter")
        await shown(pilot, PickDialog)
        assert "It took place" not in screen_text(pilot), "with no account there is no touch"
        await pilot.press("escape")
        await gone(pilot)
        await stand_on(made.id)
        await pilot.press("space")
        await shown(pilot, LineDialog)
        await answered(pilot, "likes it")
        await until(pilot, lambda: workspace.meetings.get(made.id).status is MeetingStatus.HELD)
