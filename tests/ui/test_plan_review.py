"""The review of a quarter: one unfinished task after another, figures, comments, closing, opening again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.plan_review import QuarterReview
from kamtui.domain.words import Cause, TaskStatus, UserRole
from kamtui.i18n import set_language
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.screens.plan_review import ReviewView
from kamtui.ui.screens.plan_text import TextEditor
from kamtui.workspace import Workspace
from tests.ui.card import answered, app_of, application, gone, new_workspace, nord, screen_text, shown, typed, until

QUARTER = "2026-Q3"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A quarter that has ended with three tasks open and one done."""
    made = new_workspace(tmp_path)
    for title in ("Offer", "Pilot", "Meeting"):
        made.tasks.add(title=title, account_id=nord(made), quarter=QUARTER)
    made.tasks.done(made.tasks.add(title="Visit", account_id=nord(made), quarter=QUARTER).id, "they liked it")
    made.plans.set_quarter(nord(made), QUARTER, revenue_plan="3400000")
    made.plans.set_quarter(nord(made), "2026-Q4", base="2000000")
    return made


def review(workspace: Workspace) -> QuarterReview:
    return workspace.plans.review(nord(workspace), QUARTER)


@asynccontextmanager
async def reviewing(workspace: Workspace, size: tuple[int, int] = (120, 36), **where: Any) -> AsyncIterator[Pilot[Any]]:
    async with application(workspace, size, "review", account_id=nord(workspace), quarter=QUARTER, **where) as pilot:
        await until(pilot, lambda: "1" in screen_text(pilot) and pilot.app.focused.id.startswith("review"))
        yield pilot


def status(workspace: Workspace, title: str) -> TaskStatus:
    return workspace.tasks.find(title).status


async def test_tasks_are_settled_one_after_another_by_keys(workspace: Workspace) -> None:
    async with reviewing(workspace) as pilot:
        await until(pilot, lambda: "3 tasks are open" in screen_text(pilot))
        await pilot.press(">")
        await until(pilot, lambda: str(workspace.tasks.find("Offer").quarter) == "2026-Q4")
        assert workspace.tasks.find("Offer").times_moved == 1
        await until(pilot, lambda: "2 tasks are open" in screen_text(pilot))
        await pilot.press("w")  # the next one is under the cursor
        await shown(pilot, LineDialog)
        await pilot.press("enter")
        await until(pilot, lambda: "why it is dropped" in screen_text(pilot))
        await answered(pilot, "they bought elsewhere")
        await gone(pilot)
        assert status(workspace, "Pilot") is TaskStatus.DROPPED
        await until(pilot, lambda: "1 task is open" in screen_text(pilot))
        await pilot.press("space")
        await shown(pilot, LineDialog)
        await answered(pilot, "met")
        await gone(pilot)
        assert workspace.tasks.find("Meeting").result == "met"
        await until(pilot, lambda: "Every task has its place" in screen_text(pilot))
        await pilot.press("u")  # and undone as anywhere
        await until(pilot, lambda: "1 task is open" in screen_text(pilot))


async def test_enter_offers_all_that_can_become_of_a_task(workspace: Workspace) -> None:
    async with reviewing(workspace) as pilot:
        await pilot.press("enter")
        await shown(pilot, PickDialog)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: "goes to" in screen_text(pilot))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "Why does “Offer” go to Q1 2027" in screen_text(pilot))
        await answered(pilot, "budget next year")
        await gone(pilot)
        moved = review(workspace).moved
        assert [(str(one.to), one.reason) for one in moved] == [("2027-Q1", "budget next year")]


async def test_closing_with_open_tasks_says_which_and_the_way_out(workspace: Workspace) -> None:
    async with reviewing(workspace) as pilot:
        await pilot.press("S")
        await until(pilot, lambda: "3 tasks of 2026-Q3 are open" in screen_text(pilot))
        assert "enter leads to the tasks" in screen_text(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "3 tasks are open: done, moved or dropped?" in screen_text(pilot))


async def test_what_was_refused_is_said_no_more_once_the_tasks_have_their_place(workspace: Workspace) -> None:
    async with reviewing(workspace) as pilot:
        await pilot.press("S")
        await until(pilot, lambda: "3 tasks of 2026-Q3 are open" in screen_text(pilot))
        assert "not saved" not in screen_text(pilot)  # nothing was typed
        for title in ("Offer", "Pilot", "Meeting"):
            workspace.tasks.carry(workspace.tasks.find(title).id, "2026-Q4", "")
        app_of(pilot).changed({"task"})
        await until(pilot, lambda: "S closes the quarter" in screen_text(pilot))
        assert "are open" not in screen_text(pilot)


async def test_comment_written_by_two_says_the_way_out_at_80_columns(workspace: Workspace) -> None:
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with reviewing(workspace, (80, 24), step=5) as pilot:
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.focused, TextEditor))
        other.plans.write_review(nord(workspace), QUARTER, kam_comment="from Boris")
        await typed(pilot, "from Anna")
        await until(pilot, lambda: "boris changed" in screen_text(pilot))
        assert "ctrl+s puts yours in its place" in " ".join(screen_text(pilot).split())
        await typed(pilot, "!")
        assert "ctrl+s puts yours in its place" in " ".join(screen_text(pilot).split())  # as long as it is so
        await pilot.press("ctrl+s")
        await until(pilot, lambda: review(workspace).kam_comment == "from Anna!")
        await until(pilot, lambda: "boris changed" not in screen_text(pilot))
    other.close()


async def test_review_has_no_short_form(workspace: Workspace, tmp_path: Path) -> None:
    async with reviewing(workspace) as pilot:
        await pilot.press("x")
        await shown(pilot, LineDialog)
        await answered(pilot, f"{tmp_path}/review.docx one page")
        await until(pilot, lambda: "after the file: en or ru" in screen_text(pilot))
    assert not (tmp_path / "review.docx").exists()


async def test_figures_cause_comment_then_closed_and_opened_again(workspace: Workspace) -> None:
    for title in ("Offer", "Pilot", "Meeting"):
        workspace.tasks.carry(workspace.tasks.find(title).id, "2026-Q4", "")
    async with reviewing(workspace) as pilot:
        await until(pilot, lambda: "unrealistic tasks" in screen_text(pilot))  # the first step that lacks something
        await pilot.press("down", "enter")
        await until(pilot, lambda: review(workspace).cause is Cause.SUPPORT)
        await until(pilot, lambda: "enter confirms what is computed" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: review(workspace).next_forecast == Decimal(2_000_000))
        await until(pilot, lambda: "what went well" in screen_text(pilot))
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.focused, TextEditor))
        await typed(pilot, "The lab was late")
        await pilot.press("escape")
        await until(pilot, lambda: review(workspace).kam_comment == "The lab was late")
        assert "The lab was late" in screen_text(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "Here the head writes" in screen_text(pilot))
        await pilot.press("enter", "S")
        await until(pilot, lambda: review(workspace).closed)
        await until(pilot, lambda: "▣ closed" in screen_text(pilot))
        assert workspace.plans.snapshots(nord(workspace), 2026)[0].number == 3
        await pilot.press("S")
        await shown(pilot, LineDialog)
        await answered(pilot, "a late invoice")
        await until(pilot, lambda: not review(workspace).closed)


async def test_review_is_gone_on_with_where_it_was_left(workspace: Workspace) -> None:
    for title in ("Offer", "Pilot", "Meeting"):
        workspace.tasks.carry(workspace.tasks.find(title).id, "2026-Q4", "")
    workspace.plans.write_review(nord(workspace), QUARTER, cause="external", next_forecast="1")
    async with reviewing(workspace) as pilot:
        await until(pilot, lambda: "what went well" in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name != "review")


async def test_other_forecast_is_typed(workspace: Workspace) -> None:
    async with reviewing(workspace, step=4) as pilot:
        await pilot.press("e")
        await shown(pilot, LineDialog)
        await answered(pilot, "2.5 M")
        await gone(pilot)
        assert review(workspace).next_forecast == Decimal(2_500_000)
        await until(pilot, lambda: "2,500,000" in screen_text(pilot))


async def test_heads_part_is_the_heads(workspace: Workspace) -> None:
    async with reviewing(workspace, step=6) as pilot:
        assert "does not fit" not in screen_text(pilot)
        await pilot.press("e")
        await pilot.pause()
        assert not isinstance(pilot.app.focused, TextEditor)


async def test_head_writes_a_comment_and_the_cause_that_only_heads_see(workspace: Workspace) -> None:
    from kamtui.db.tables import User

    with workspace.step("user.role") as step:
        user = step.session.get(User, step.user.id)
        assert user is not None
        user.role = UserRole.HEAD.value
    async with reviewing(workspace, step=6) as pilot:
        await until(pilot, lambda: "the KAM does not fit" in screen_text(pilot))
        assert "only heads ever see this" in screen_text(pilot)
        await pilot.press("home", "down", "down", "down", "enter")
        await until(pilot, lambda: review(workspace).head_cause is Cause.KAM_FIT)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.focused, TextEditor))
        await typed(pilot, "We talk on Monday")
        await pilot.press("escape")
        await until(pilot, lambda: review(workspace).head_comment == "We talk on Monday")


async def test_progressions_go_to_the_next_quarter(workspace: Workspace) -> None:
    workspace.progress.plan_quarter(nord(workspace), "K01", QUARTER)
    async with reviewing(workspace, step=1) as pilot:
        await until(pilot, lambda: "K01" in screen_text(pilot))
        await pilot.press(">")
        await until(pilot, lambda: "No progression was planned" in screen_text(pilot))
        assert str(workspace.progress.item(nord(workspace), "K01").state.planned_quarter) == "2026-Q4"


async def test_plan_leads_to_the_review_of_the_quarter_under_the_cursor_and_back(workspace: Workspace) -> None:
    async with application(workspace, (80, 24), "account", account_id=nord(workspace), tab="plan") as pilot:
        await until(pilot, lambda: pilot.app.focused is not None and pilot.app.focused.id == "board")
        await pilot.press("left", "r")
        await until(pilot, lambda: "Review of Q3" in screen_text(pilot))
        await until(pilot, lambda: pilot.app.focused.id == "review-list")
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.focused.id == "board")
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app_of(pilot).view, ReviewView) and "1◐" in screen_text(pilot))
        assert not app_of(pilot).screen.query(FormDialog)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
@pytest.mark.parametrize("lang", ["en", "ru"])
async def test_steps_fit_any_screen(workspace: Workspace, size: tuple[int, int], lang: str) -> None:
    set_language(lang)
    workspace.tasks.add(title="[red]x[/] 红红红 " + "долго " * 20, account_id=nord(workspace), quarter=QUARTER)
    workspace.plans.write_review(nord(workspace), QUARTER, kam_comment="[b]слово[/b] 红 " * 40)
    async with reviewing(workspace, size, step=0) as pilot:
        await until(pilot, lambda: "[red]x[/]" in screen_text(pilot))
        for _ in range(8):
            assert all(strip.cell_length == size[0] for strip in pilot.app.screen._compositor.render_strips())
            await pilot.press("tab")
            await pilot.pause()


async def test_dropping_a_task_that_repeats_asks_whether_its_series_ends(workspace: Workspace) -> None:
    key = nord(workspace)
    for title in ("Offer", "Pilot", "Meeting"):
        workspace.tasks.drop(workspace.tasks.find(title).id, "not now")
    for title in ("Weekly call", "Monthly report"):
        workspace.tasks.add(title=title, account_id=key, due="2026-09-28", repeats="weekly:mon")
    async with reviewing(workspace, size=(80, 24)) as pilot:
        await until(pilot, lambda: "2 tasks are open" in screen_text(pilot))
        await pilot.press("w")
        await until(pilot, lambda: "“Weekly call” repeats" in screen_text(pilot))
        await pilot.press("enter")  # this one alone
        await until(pilot, lambda: isinstance(pilot.app.screen, LineDialog))
        await answered(pilot, "the plant was shut")
        await gone(pilot)
        assert [task.title for task in review(workspace).unfinished] == ["Monthly report"]
        assert any(task.title == "Weekly call" for task in workspace.tasks.open(key))
        await until(pilot, lambda: "1 task is open" in screen_text(pilot))
        await pilot.press("enter", "up", "enter")  # all that can become of it: dropped is the last
        await until(pilot, lambda: "“Monthly report” repeats" in screen_text(pilot))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineDialog))
        await answered(pilot, "nobody reads it")
        await gone(pilot)
        assert not any(task.title == "Monthly report" for task in workspace.tasks.open(key))


async def test_a_quarter_opened_again_says_who_did_it_and_why(workspace: Workspace) -> None:
    for title in ("Offer", "Pilot", "Meeting"):
        workspace.tasks.carry(workspace.tasks.find(title).id, "2026-Q4", "")
    workspace.plans.close(nord(workspace), QUARTER)
    workspace.plans.open_quarter(nord(workspace), QUARTER, "a late invoice of September")
    async with reviewing(workspace, size=(80, 24), step=7) as pilot:
        await until(pilot, lambda: "opened again by Anna on 20 Nov 2026: a late invoice" in screen_text(pilot))
        await pilot.press("S")
        await until(pilot, lambda: "closed by Anna on 20 Nov 2026; its figures stay as they were that" in _flat(pilot))
        assert "opened again by" not in screen_text(pilot)


def _flat(pilot: Pilot[Any]) -> str:
    return " ".join(screen_text(pilot).split())


async def test_every_key_that_settles_a_task_is_in_sight_at_80_columns(workspace: Workspace) -> None:
    async with reviewing(workspace, size=(80, 24)) as pilot:
        await until(pilot, lambda: "w drop, and why" in screen_text(pilot))
        assert "m another quarter, and why" in screen_text(pilot)


async def test_enter_through_a_quarter_that_went_well_names_no_cause(workspace: Workspace) -> None:
    for title in ("Offer", "Pilot", "Meeting"):
        workspace.tasks.done(workspace.tasks.find(title).id, "done")
    workspace.plans.set_quarter(nord(workspace), QUARTER, revenue_plan=None)
    async with reviewing(workspace, step=2) as pilot:
        await pilot.press("tab")
        await until(pilot, lambda: "● none of them" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "your forecast" in screen_text(pilot))
        assert review(workspace).cause is None


async def test_a_cause_that_is_asked_for_is_marked_only_once_it_is_said(workspace: Workspace) -> None:
    async with reviewing(workspace, step=2) as pilot:
        await pilot.press("tab")
        await until(pilot, lambda: "○ none of them" in screen_text(pilot))
        await pilot.press("down", "enter")
        await until(pilot, lambda: review(workspace).cause is Cause.SUPPORT)
