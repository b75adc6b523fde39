"""Today: groups, another day, a length, another owner, lines put off, whom to call, and midnight."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.words import PromiseStatus
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.screens.today_calls import CallDialog
from kamtui.workspace import Workspace
from tests.ui.card import (
    TODAY,
    agenda,
    answered,
    app_of,
    application,
    drawn,
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
    """Nord with a late task, one of today and one of tomorrow."""
    workspace = new_workspace(tmp_path)
    for title, due in (("Send the offer", "2026-11-18"), ("Meet Weiss", "2026-11-20"), ("Call Kim", "2026-11-21")):
        workspace.tasks.add(title=title, account_id=nord(workspace), due=due)
    return workspace


def ids(pilot: Pilot[Any]) -> list[str]:
    """What the rows say: headings, and titles of lines, whatever is known of them."""
    items = [row.item for row in agenda(pilot).rows]
    return [getattr(item, "line", item).title for item in items]


def task(workspace: Workspace, title: str) -> Any:
    return workspace.tasks.find(title)


async def test_lines_stand_in_groups(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        groups = ["late", "Send the offer", "today", "Meet Weiss", "this week", "Call Kim"]
        assert ids(pilot) == [*groups, "later or without a day", "Get in touch"]
        await pilot.press("down", "down")
        assert agenda(pilot).item.title == "Call Kim"  # headings are no stops
        await pilot.press(">")
        await until(pilot, lambda: task(workspace, "Call Kim").due == date(2026, 11, 22))


async def test_r_gives_another_day(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("к")  # r
        await shown(pilot, LineDialog)
        await typed(pilot, "in 3 days")
        await until(pilot, lambda: "2026-11-23, Monday" in screen_text(pilot))
        await pilot.press("enter")
        await gone(pilot)
        assert task(workspace, "Send the offer").due == date(2026, 11, 23)
        await pilot.press("u")
        await until(pilot, lambda: task(workspace, "Send the offer").due == date(2026, 11, 18))


async def test_a_day_that_is_none_is_refused_in_place(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("r")
        await shown(pilot, LineDialog)
        await answered(pilot, "one day")
        await until(pilot, lambda: "cannot read “one day”" in screen_text(pilot))
        assert "one day" in screen_text(pilot)


async def test_slot_with_a_length_says_what_else_is_then(workspace: Workspace) -> None:
    workspace.meetings.add(title="Quarterly review", on="2026-11-20", at="15:00", minutes=60)
    async with application(workspace) as pilot:
        await pilot.press("p")
        await shown(pilot, LineDialog)
        await typed(pilot, "14:45 30 min")
        await until(pilot, lambda: "at that time: Quarterly review" in screen_text(pilot))
        await pilot.press("enter")
        await gone(pilot)
        now = task(workspace, "Send the offer")
        assert (now.due, now.due_time, now.minutes) == (TODAY, time(14, 45), 30)
        await until(pilot, lambda: "planned 1.5 h of 9 h" in screen_text(pilot))
        await until(pilot, lambda: "09:00 free" in screen_text(pilot))
        await pilot.press("p")
        dialog = await shown(pilot, LineDialog)
        assert dialog.entry.value == "14:45 30 min"
        await answered(pilot, "1 h")  # a length alone
        await gone(pilot)
        assert (task(workspace, "Send the offer").due_time, task(workspace, "Send the offer").minutes) == (
            time(14, 45),
            60,
        )


async def test_how_full_the_day_is_stands_above_the_brief_in_a_narrow_terminal(workspace: Workspace) -> None:
    async with application(workspace, (80, 24)) as pilot:
        assert "planned 0 h of 9 h, 2 tasks without a length" in screen_text(pilot)


async def test_handing_over_takes_the_line_away(workspace: Workspace) -> None:
    workspace.accounts.change(nord(workspace), owner="anna")
    other = Workspace(workspace.path, workspace.clock, "boris")
    other.accounts.add(name="His", owner="boris")
    async with application(workspace) as pilot:
        await pilot.press("o")
        await shown(pilot, PickDialog)
        await pilot.press("enter")
        await gone(pilot)
        await until(pilot, lambda: "handed to boris: Send the offer" in app_of(pilot).message)
        assert "Send the offer" not in ids(pilot)
        assert other.today.agenda()[0].title == "Send the offer"
        await pilot.press("u")
        await until(pilot, lambda: "Send the offer" in ids(pilot))
    other.close()


async def test_handing_over_needs_somebody(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: "nobody else" in app_of(pilot).message)


async def test_putting_off_seeing_and_waking(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("Z")
        await until(pilot, lambda: "Nothing is put off." in app_of(pilot).message)
        await pilot.press("z")
        await shown(pilot, LineDialog)
        await answered(pilot, "")  # tomorrow
        await gone(pilot)
        await until(pilot, lambda: "1 put off" in screen_text(pilot))
        assert "Send the offer" not in ids(pilot)
        await pilot.press("Я")  # Z
        await until(pilot, lambda: ids(pilot)[-2:] == ["put off", "Send the offer"])
        assert agenda(pilot).item.until == date(2026, 11, 21)
        await pilot.press("z")
        await until(pilot, lambda: ids(pilot)[:2] == ["late", "Send the offer"])
        await pilot.press("u")
        await until(pilot, lambda: ids(pilot)[-1] == "Send the offer")


async def test_any_line_can_be_put_off(workspace: Workspace) -> None:
    for each in workspace.tasks.open():
        workspace.tasks.remove(each.id)
    workspace.contacts.add(nord(workspace), name="Olga Kim", level=5, influence="takes_part")
    async with application(workspace) as pilot:
        assert agenda(pilot).item.title == "Get in touch"
        await pilot.press("z")
        await shown(pilot, LineDialog)
        await answered(pilot, "yesterday")
        await until(pilot, lambda: "not a day to come" in screen_text(pilot))
        await answered(pilot, "in 2 weeks")
        await gone(pilot)
        await until(pilot, lambda: not workspace.today.agenda())
        await until(pilot, lambda: "is put off. Press Z" in screen_text(pilot))


async def test_a_promise_is_kept_by_space(workspace: Workspace) -> None:
    workspace.promises.add(nord(workspace), side="ours", text="send the certificates", due=date(2026, 10, 1))
    async with application(workspace) as pilot:
        row = next(row for row in agenda(pilot).rows if not row.heading and "certificates" in row.item.title)
        agenda(pilot).move_to(row.id)
        await pilot.press("space")
        await until(pilot, lambda: workspace.promises.of(nord(workspace))[0].status is PromiseStatus.KEPT)


async def test_whom_to_call_with_twenty_minutes(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("f")
        await until(pilot, lambda: "Everybody who counts" in app_of(pilot).message)
        workspace.contacts.add(nord(workspace), name="Olga Kim", level=4, influence="takes_part", phone="+7 900 123")
        await pilot.press("f")
        dialog = await shown(pilot, CallDialog)
        assert "never" in screen_text(pilot)
        assert "no touch yet" in screen_text(pilot)
        await pilot.press("escape")
        await gone(pilot)
        workspace.touches.log(nord(workspace), on=TODAY - timedelta(days=95), people=("Olga Kim",), outcome="likes it")
        await pilot.press("а")  # f
        await shown(pilot, CallDialog)
        text = screen_text(pilot)
        assert "+7 900 123" in text
        assert "95 days since the last touch, ideal 45, maximum 90" in text
        assert "likes it" in text
        await pilot.press("enter")
        dialog = await shown(pilot, LineDialog)
        assert dialog.entry.value == "Olga Kim: "
        await pilot.press("escape")


async def test_midnight_turns_the_day(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        app = app_of(pilot)
        await pilot.press("space")
        await until(pilot, lambda: "1 done today" in ids(pilot))
        workspace.clock._today = TODAY + timedelta(days=1)
        app._poll()
        await drawn(pilot)
        assert ids(pilot)[:4] == ["late", "Meet Weiss", "today", "Call Kim"]
        assert "1 done today" not in ids(pilot)
        assert "Sat 21 Nov" in screen_text(pilot)


async def test_an_unchanged_day_paints_nothing(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        rows = agenda(pilot).rows
        app_of(pilot)._poll()
        await pilot.pause()
        assert agenda(pilot).rows is rows
