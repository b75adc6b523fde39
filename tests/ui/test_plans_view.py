"""Workspace 5: the quarters of all accounts, their tasks in one list, and who is asked for help."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from kamtui.db.tables import User
from kamtui.domain.plan_board import PlanCell, Total
from kamtui.domain.plans import Task
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import Answer, TaskStatus
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.paint import Line
from kamtui.ui.screens.plans import PlansView
from kamtui.ui.screens.plans_filter import BOARD, DEPARTMENTS, MODES, TASKS, Filter
from kamtui.ui.screens.plans_lines import draw_quarter, money_spans
from kamtui.workspace import Workspace
from tests.ui.card import app_of, application, gone, new_workspace, nord, screen_text, shown, still, typed, until

Q3, Q4 = Quarter(2026, 3), Quarter(2026, 4)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    volga = workspace.accounts.add(name="Volga", code="VOLGA", category="A").id
    add = workspace.tasks.add
    done = add(title="Meet chief engineer", account_id=nord(workspace), quarter=Q4)
    workspace.tasks.done(done.id)
    add(title="Packaging offer", account_id=nord(workspace), quarter=Q4, due=date(2026, 11, 18))
    trial = add(title="Trial batch", account_id=nord(workspace), quarter=Q4, due=date(2026, 12, 10), priority="high")
    workspace.tasks.ask(trial.id, department="Laboratory", person="O. Kim", by=date(2026, 12, 1))
    add(title="Left behind", account_id=volga, quarter=Q3)
    workspace.plans.set_quarter(volga, Q3, revenue_plan=Decimal(3_400_000))
    return workspace


@asynccontextmanager
async def plans(workspace: Workspace, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Pilot[Any]]:
    async with application(workspace, size, "plans") as pilot:
        await still(pilot)
        yield pilot


def view(pilot: Pilot[Any]) -> PlansView:
    found = app_of(pilot).view
    assert isinstance(found, PlansView)
    return found


def task(workspace: Workspace, title: str) -> Task:
    return workspace.tasks.find(title)


async def test_five_goes_there_and_shows_what_is_done_late_and_due(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await pilot.press("5")
        await until(pilot, lambda: app_of(pilot).view.name == "plans")
        text = await still(pilot)
        assert "Plans 2026" in text
        assert "1 of 4 tasks done" in text
        assert "!2 late" in text
        assert "1 review due: Volga Q3" in text
        assert "Packaging offer" in text  # the quarter under the cursor, beside the board


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("keys", ["board", "tasks", "departments"])
async def test_how_it_looks(
    workspace: Workspace, keys: str, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async with plans(workspace, size) as pilot:
        await pilot.press(*["v"] * ("board", "tasks", "departments").index(keys))
        assert await still(pilot) == snapshot


async def test_enter_opens_the_plan_at_the_quarter_and_a_task_in_it(workspace: Workspace) -> None:
    async with plans(workspace) as pilot:
        await pilot.press("down", "left", "enter")
        await until(pilot, lambda: app_of(pilot).view.name == "account")
        await still(pilot)
        subject = app_of(pilot).view.subject()
        assert subject is not None
        assert subject.account_id == workspace.accounts.find("VOLGA").id
        await pilot.press("5", "v", "enter")
        await until(pilot, lambda: app_of(pilot).view.name == "account")


async def test_the_review_that_is_due_is_one_key_away(workspace: Workspace) -> None:
    async with plans(workspace) as pilot:
        await pilot.press("r")
        await still(pilot)
        subject = view(pilot).subject()
        assert subject is not None
        assert subject.account_id == workspace.accounts.find("VOLGA").id
        assert "Left behind" in screen_text(pilot)


async def test_tasks_change_in_the_list_as_on_the_board(workspace: Workspace) -> None:
    async with plans(workspace) as pilot:
        await pilot.press("v")
        await still(pilot)
        chosen = view(pilot).tasks.chosen
        assert chosen is not None
        view(pilot).tasks.move_to(task(workspace, "Packaging offer").id)
        await pilot.press("space")
        await until(pilot, lambda: task(workspace, "Packaging offer").status is TaskStatus.DONE)
        await still(pilot)
        view(pilot).tasks.move_to(task(workspace, "Trial batch").id)
        await pilot.press("L")
        await until(pilot, lambda: task(workspace, "Trial batch").quarter == Quarter(2027, 1))
        await pilot.press("u")
        await until(pilot, lambda: task(workspace, "Trial batch").quarter == Q4)
        await still(pilot)
        view(pilot).tasks.move_to(task(workspace, "Trial batch").id)
        await pilot.press("w")
        await shown(pilot, LineDialog)
        await typed(pilot, "no budget")
        await pilot.press("enter")
        await until(pilot, lambda: task(workspace, "Trial batch").status is TaskStatus.DROPPED)


async def test_help_is_answered_where_it_stands_by_department(workspace: Workspace) -> None:
    async with plans(workspace, (80, 24)) as pilot:
        await pilot.press("v", "v")
        text = await still(pilot)
        assert "Laboratory  1 asked · 1 without an answer" in text
        await pilot.press("A")
        await shown(pilot, PickDialog)
        await pilot.press("enter")
        await gone(pilot)
        await until(pilot, lambda: task(workspace, "Trial batch").resource_answer is Answer.PROMISED)
        assert "without an answer" not in await still(pilot)


async def test_filters_are_told_in_the_head_and_esc_takes_them_off(workspace: Workspace) -> None:
    async with plans(workspace) as pilot:
        await pilot.press("!")
        text = await still(pilot)
        assert "late only" in text
        assert "0 of 2 tasks done" in text
        await pilot.press("f")
        await shown(pilot, PickDialog)
        await typed(pilot, "labor")
        await pilot.press("enter")
        await gone(pilot)
        text = await still(pilot)
        assert "Laboratory" in text
        assert "Nothing is like that now" in text
        await pilot.press("escape")
        text = await still(pilot)
        assert "1 of 4 tasks done" in text
        assert "late only" not in text


PARTS = {
    "late": {"late": True},
    "account": {"account": "Volga"},
    "owner": {"owner": "boris", "owner_name": "boris"},
    "department": {"department": "Laboratory"},
}


@pytest.mark.parametrize("mode", MODES)
async def test_filters_together_show_what_passes_all_of_them(workspace: Workspace, mode: str) -> None:
    volga = workspace.accounts.find("VOLGA").id
    with workspace.step("user.add", "boris") as step:
        step.session.add(User(login="boris", name="boris"))
    hand = workspace.tasks.add(title="Samples", account_id=volga, quarter=Q4, due=date(2026, 11, 2), owner="boris")
    workspace.tasks.ask(hand.id, department="laboratory", by=date(2026, 11, 1), on=date(2026, 10, 1))
    everything = [one for one in workspace.tasks.open() if mode != DEPARTMENTS or one.resource]
    if mode == TASKS:
        everything = [one for one in everything if one.quarter == Q4]

    def passes(one: Task, parts: tuple[str, ...]) -> bool:
        return (
            ("late" not in parts or one.title in {"Packaging offer", "Left behind", "Samples"})
            and ("account" not in parts or one.account_name == "Volga")
            and ("owner" not in parts or one.owner == "boris")
            and ("department" not in parts or one.resource.casefold() == "laboratory")
        )

    async with plans(workspace) as pilot:
        shown = view(pilot)
        shown.enter(mode=mode)
        for parts in (some for size in range(5) for some in combinations(PARTS, size)):
            wanted = Filter(**{name: value for part in parts for name, value in PARTS[part].items()})
            shown.filtered(wanted._replace(account_id=volga if "account" in parts else ""))
            await still(pilot)
            if mode == BOARD:
                found = {one.title for one in shown.board.tasks() if one.status is TaskStatus.OPEN}
            else:
                found = {one.title for row in shown.tasks.rows if isinstance(one := row.item, Task)} - {
                    "Meet chief engineer"
                }
            assert found == {one.title for one in everything if passes(one, parts)}, parts
            await pilot.press("escape")
            assert not shown.filter.words


async def test_where_filters_together_leave_nothing_each_says_what_it_hides(workspace: Workspace) -> None:
    volga = workspace.accounts.find("VOLGA").id
    async with plans(workspace) as pilot:
        shown = view(pilot)
        shown.filtered(Filter(late=True, account_id=volga, account="Volga", department="Laboratory"))
        text = " ".join((await still(pilot)).split())
        assert "Nothing is like that now (late only · Volga · Laboratory). esc shows all again." in text
        assert "without “Laboratory” 1 task: f, Laboratory" in text
        assert "without “Volga”" not in text  # what is late at others asks nobody
        shown.filtered(Filter(late=True, account_id=volga, account="Volga"))
        await pilot.press("v")
        text = await still(pilot)
        assert "in the whole year 1 task: 0" in text
        await pilot.press("0")
        assert "Left behind" in await still(pilot)


async def test_a_long_filter_leaves_the_title_and_the_way_out(workspace: Workspace) -> None:
    async with plans(workspace, (80, 24)) as pilot:
        view(pilot).filtered(
            Filter(nord(workspace), "A company with a very long name of its own", "anna", "Laboratory", True, "Anna B")
        )
        head = (await still(pilot)).splitlines()[1]
        assert head.startswith(" Plans 2026  late only · A company")
        assert head.rstrip().endswith("… · esc: all")


async def test_a_new_task_that_the_filter_hides_is_told(workspace: Workspace) -> None:
    async with plans(workspace) as pilot:
        await pilot.press("!")
        await still(pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app_of(pilot).screen, FormDialog))
        await typed(pilot, "Quiet task")
        await pilot.press("ctrl+s")
        await gone(pilot)
        assert task(workspace, "Quiet task").status is TaskStatus.OPEN
        await until(pilot, lambda: "hidden by late only, esc shows it" in screen_text(pilot))


async def test_help_that_is_late_counts_as_late_where_help_is_shown(workspace: Workspace) -> None:
    trial = task(workspace, "Trial batch")
    workspace.tasks.ask(trial.id, department="Laboratory", by=date(2026, 11, 1), on=date(2026, 10, 1))
    async with plans(workspace) as pilot:
        await pilot.press("v", "v", "!")
        assert "Trial batch" in await still(pilot)


async def test_owner_is_told_by_name(workspace: Workspace) -> None:
    name = workspace.users.current().name
    async with plans(workspace) as pilot:
        await pilot.press("f")
        await shown(pilot, PickDialog)
        await typed(pilot, name)
        await pilot.press("enter")
        await gone(pilot)
        assert f"{name} · esc: all" in await still(pilot)


def test_share_that_does_not_fit_is_left_out_not_cut() -> None:
    cell = PlanCell(Q3, revenue_plan=Decimal(2_000_000), revenue_fact=Decimal(2_160_000), begun=True)
    assert "".join(text for text, _style in money_spans(cell, 10)) == "2.2 M 108%"
    assert "".join(text for text, _style in money_spans(cell, 9)) == "2.2 M"


@pytest.mark.parametrize(
    ("width", "head"),
    [
        (18, "Q4 ›  11/35 !12"),
        (14, "Q4 › 11/35 !12"),
        (12, "Q4›11/35 !12"),
        (11, "Q4›31 % !12"),
        (9, "Q4 › !12"),
    ],
)
def test_the_head_of_a_narrow_column_keeps_what_it_counts(width: int, head: str) -> None:
    line = Line(width)
    draw_quarter(Q4, Total(11, 35, 12, None, None, None), Q4, line)
    assert line.strip().text.rstrip().replace("\xa0", " ") == head


async def test_quarters_and_years_are_turned(workspace: Workspace) -> None:
    async with plans(workspace) as pilot:
        await pilot.press("]")
        assert "Plans 2027" in await still(pilot)
        await pilot.press("<")
        assert "Plans 2026" in await still(pilot)
        await pilot.press("v", "[")
        text = await still(pilot)
        assert "Tasks of Q3" in text
        assert "Left behind" in text
        await pilot.press("0")
        text = await still(pilot)
        assert "Left behind" in text
        assert "Trial batch" in text


async def test_a_quarter_says_why(workspace: Workspace) -> None:
    async with plans(workspace) as pilot:
        await pilot.press("i")
        await shown(pilot, WhyDialog)
        text = await still(pilot)
        assert "tasks done, of those planned" in text
        assert "1 of 3" in text
        assert "plan, how complete" in text


async def test_a_new_task_comes_to_the_account_and_quarter_under_the_cursor(workspace: Workspace) -> None:
    async with plans(workspace) as pilot:
        await pilot.press("down", "n")
        await shown(pilot, FormDialog)
        await typed(pilot, "Sign the frame")
        await pilot.press("ctrl+s")
        await gone(pilot)
        made = task(workspace, "Sign the frame")
        assert (made.account_code, made.quarter) == ("VOLGA", Q4)


async def test_an_empty_place_teaches(tmp_path: Path) -> None:
    empty = new_workspace(tmp_path)
    empty.accounts.remove(nord(empty))
    async with plans(empty, (80, 24)) as pilot:
        assert "Press 2 and n to add an account" in " ".join(screen_text(pilot).split())
        await pilot.press("v", "v")
        assert "Press 2 and n" in " ".join((await still(pilot)).split())
