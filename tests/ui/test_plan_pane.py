"""The Plan tab: the board of quarters, the texts of the blocks, the goals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.plans import Task
from kamtui.domain.words import TaskStatus
from kamtui.i18n import set_language
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.screens.account_board import Board
from kamtui.ui.screens.account_goals import GoalList
from kamtui.ui.screens.plan_text import TextEditor
from kamtui.ui.widgets.linelist import LineList
from kamtui.workspace import Workspace
from tests.ui.card import answered, app_of, card, gone, new_workspace, nord, screen_text, shown, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


@pytest.fixture
def offer(workspace: Workspace) -> Task:
    """A late task of Q4, with another one below it and one of Q3."""
    first = workspace.tasks.add(title="Send the offer", account_id=nord(workspace), due="2026-11-18", quarter="2026-Q4")
    workspace.tasks.add(title="Tender for the new plant", account_id=nord(workspace), quarter="2026-Q4")
    workspace.tasks.add(title="Pilot", account_id=nord(workspace), quarter="2026-Q3")
    return first


def board(pilot: Pilot[Any]) -> Board:
    return pilot.app.screen_stack[0].query_one(Board)


def blocks(pilot: Pilot[Any]) -> LineList[Any]:
    return pilot.app.screen_stack[0].query_one("#blocks", LineList)


def list_shown(pilot: Pilot[Any]) -> bool:
    return pilot.app.screen_stack[0].query_one("#plan-left").display


def goals(pilot: Pilot[Any]) -> GoalList:
    return pilot.app.screen_stack[0].query_one(GoalList)


def titles(workspace: Workspace, quarter: int, year: int = 2026) -> list[str]:
    return [task.title for task in workspace.plans.year(nord(workspace), year).quarters[quarter - 1].tasks]


async def test_cursor_starts_on_the_first_open_task_of_this_quarter(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        assert board(pilot).cursor_id == offer.id
        assert "2 d late" in screen_text(pilot)


async def test_task_left_open_in_a_quarter_that_ended_is_late(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        assert screen_text(pilot).count("left behind") == 1  # Pilot, of Q3
        assert "2 d late" in screen_text(pilot)


async def test_keys_of_a_task_are_offered_where_there_is_one(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        board(pilot).focus()
        await until(pilot, lambda: "space status" in screen_text(pilot))
        board(pilot).move_into("tasks", "2026-Q1")
        await until(pilot, lambda: "space status" not in screen_text(pilot))
        assert "n new task" in screen_text(pilot)


async def test_new_task_comes_into_the_quarter_under_the_cursor(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("left", "n")
        await until(pilot, lambda: "New task in Q3" in screen_text(pilot))
        await answered(pilot, "Trial batch !high")
        await gone(pilot)
        made = workspace.tasks.find("Trial batch")
        assert str(made.quarter) == "2026-Q3"
        await until(pilot, lambda: board(pilot).cursor_id == made.id)
        await until(pilot, lambda: "!Trial batch" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: titles(workspace, 3) == ["Pilot"])


async def test_day_typed_with_a_task_tells_its_quarter(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("n")
        await shown(pilot, LineDialog)
        await answered(pilot, "Report 15.02.2027")
        await until(pilot, lambda: "added: Report — Q1 2027" in app_of(pilot).message)
        assert titles(workspace, 1, 2027) == ["Report"]


async def test_task_moves_between_quarters_and_the_cursor_goes_along(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("H")
        await until(pilot, lambda: board(pilot).place == ("tasks", "2026-Q3"))
        moved = workspace.tasks.get(offer.id)
        assert (str(moved.quarter), moved.due) == ("2026-Q3", None)
        assert "its day is free again" in app_of(pilot).message
        await pilot.press("д".upper())  # L
        await until(pilot, lambda: board(pilot).place == ("tasks", "2026-Q4"))
        await pilot.press("u", "u")
        await until(pilot, lambda: workspace.tasks.get(offer.id).due == offer.due)


async def test_keys_in_a_burst_are_all_counted(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("<", "<", "<", ">")
        await until(pilot, lambda: str(workspace.tasks.get(offer.id).quarter) == "2026-Q2")


async def test_task_taken_into_the_next_year_is_said(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("L")
        await until(pilot, lambda: "to Q1 2027" in app_of(pilot).message)
        assert titles(workspace, 1, 2027) == ["Send the offer"]
        assert "Send the offer" not in screen_text(pilot).replace(app_of(pilot).message, "")


async def test_order_within_a_quarter(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("J")
        await until(pilot, lambda: titles(workspace, 4) == ["Tender for the new plant", "Send the offer"])
        await pilot.press("K")
        await until(pilot, lambda: titles(workspace, 4) == ["Send the offer", "Tender for the new plant"])
        assert board(pilot).cursor_id == offer.id


async def test_space_advances_and_drop_asks_why(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("space")
        await until(pilot, lambda: workspace.tasks.get(offer.id).status is TaskStatus.DONE)
        await until(pilot, lambda: "1/2" in screen_text(pilot))
        await pilot.press("space")
        await until(pilot, lambda: workspace.tasks.get(offer.id).status is TaskStatus.OPEN)
        await pilot.press("w")
        await shown(pilot, LineDialog)
        await pilot.press("enter")
        await until(pilot, lambda: "say in a few words" in screen_text(pilot))
        await answered(pilot, "they bought elsewhere")
        await gone(pilot)
        dropped = workspace.tasks.get(offer.id)
        assert (dropped.status, dropped.result) == (TaskStatus.DROPPED, "they bought elsewhere")
        await pilot.press("u")
        await until(pilot, lambda: workspace.tasks.get(offer.id).status is TaskStatus.OPEN)


async def test_delete_and_undo(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("d")
        await until(pilot, lambda: titles(workspace, 4) == ["Tender for the new plant"])
        await until(pilot, lambda: board(pilot).item.title == "Tender for the new plant")
        await pilot.press("u")
        await until(pilot, lambda: len(titles(workspace, 4)) == 2)


async def test_deleting_one_of_a_series_asks_which(workspace: Workspace, offer: Task) -> None:
    workspace.tasks.change(offer.id, due="2026-11-27", repeats="weekly:fri")
    async with card(workspace, "plan") as pilot:
        await pilot.press("d")
        await shown(pilot, PickDialog)
        await pilot.press("enter")
        await until(pilot, lambda: offer.id not in [task.id for task in workspace.tasks.open()])
        assert [task.due for task in workspace.tasks.open() if task.repeats] == [date(2026, 12, 4)]


async def test_enter_edits_a_task_and_adds_in_an_empty_quarter(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("enter")
        form = await shown(pilot, FormDialog)
        assert form.values["title"] == "Send the offer"
        await pilot.press("escape", "left", "left", "enter")
        await until(pilot, lambda: "New task in Q2" in screen_text(pilot))


async def test_revenue_plan_is_read_shown_and_taken_away(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("m")
        await until(pilot, lambda: "Revenue plan of Q4" in screen_text(pilot))
        await answered(pilot, "a lot")
        await until(pilot, lambda: "cannot read" in screen_text(pilot))
        await answered(pilot, "3.4 M")
        await until(pilot, lambda: "/ 3.4 M" in screen_text(pilot))
        plan = workspace.plans.year(nord(workspace), 2026)
        assert plan.quarters[3].revenue_plan == Decimal(3_400_000)
        await pilot.press("i")
        await shown(pilot, WhyDialog)
        assert "revenue plan" in screen_text(pilot)
        await pilot.press("escape", "m")
        await shown(pilot, LineDialog)
        await answered(pilot, "")
        await until(pilot, lambda: workspace.plans.year(nord(workspace), 2026).quarters[3].revenue_plan is None)


async def test_revenue_and_its_plan_are_read_in_full_where_the_column_is_narrow(
    workspace: Workspace, offer: Task, tmp_path: Path
) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text("Account,Order,Date,Amount,Margin\nNORD,1,2026-05-05,10600000,1\n", encoding="utf-8")
    assert workspace.imports.run("orders", orders).created == 1
    workspace.plans.set_quarter(nord(workspace), "2026-Q2", revenue_plan="12800000")
    set_language("ru")
    async with card(workspace, "plan", size=(80, 24)) as pilot:
        await until(pilot, lambda: "10,6 / 12,8 млн" in screen_text(pilot))


async def test_revenue_plan_changed_by_another_session_is_told(workspace: Workspace, offer: Task) -> None:
    workspace.plans.set_quarter(nord(workspace), "2026-Q4", revenue_plan="1000000")
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with card(workspace, "plan") as pilot:
        await pilot.press("m")
        line = await shown(pilot, LineDialog)
        other.plans.set_quarter(nord(workspace), "2026-Q4", revenue_plan="2000000")
        await answered(pilot, "3 M")
        await until(pilot, lambda: "boris changed" in screen_text(pilot))
        assert line.entry.value == "3 M"
    other.close()


async def test_tasks_without_a_quarter_have_a_column(workspace: Workspace, offer: Task) -> None:
    loose = workspace.tasks.add(title="Some day", account_id=nord(workspace), quarter=None)
    async with card(workspace, "plan", (200, 50)) as pilot:
        assert "no quarter" in screen_text(pilot)
        await pilot.press("right", "m")  # no money there
        assert board(pilot).cursor_id == loose.id
        await pilot.press("L")
        await until(pilot, lambda: str(workspace.tasks.get(loose.id).quarter) == "2026-Q4")
        await until(pilot, lambda: "no quarter" not in screen_text(pilot))


@pytest.mark.parametrize(("others", "height"), [(0, 5), (15, 3)])
async def test_long_titles_take_two_lines_or_more_where_the_column_has_room(
    workspace: Workspace, others: int, height: int
) -> None:
    title = "Agree the specification of the new drums with their technologist"
    workspace.tasks.add(title=title, account_id=nord(workspace), quarter="2026-Q4", due="2026-12-01")
    for number in range(others):
        workspace.tasks.add(title=f"Another {number}", account_id=nord(workspace), quarter="2026-Q4")
    async with card(workspace, "plan", (80, 24)) as pilot:
        assert board(pilot)._spot.height == height
        text = screen_text(pilot)
        assert "Agree the" in text
        assert ("of the new" in text) is (not others)
        assert "in 11 d" in text
        await pilot.resize_terminal(200, 50)
        await until(pilot, lambda: "the new drums with" in screen_text(pilot))


async def test_years_are_turned_from_the_blocks_and_from_an_empty_quarter(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", ">")
        await until(pilot, lambda: "ADP 2027" in screen_text(pilot))
        await until(pilot, lambda: "The year in four quarters" in screen_text(pilot))
        await pilot.press("b", "<")  # on the board, over no task
        await until(pilot, lambda: "ADP 2026" in screen_text(pilot))
        assert board(pilot).place[1].startswith("2026")


async def test_review_line_leads_to_its_quarter(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan", quarter="2025-Q3") as pilot:
        await until(pilot, lambda: "ADP 2025" in screen_text(pilot))
        assert board(pilot).place == ("tasks", "2025-Q3")


async def written(pilot: Pilot[Any], text: str) -> TextEditor:
    """The block that is shown, with a text typed into it."""
    await pilot.press("e")
    await until(pilot, lambda: isinstance(pilot.app.focused, TextEditor))
    await typed(pilot, text)
    editor = pilot.app.focused
    assert isinstance(editor, TextEditor)
    return editor


def block_text(workspace: Workspace, number: int = 1) -> str:
    return workspace.plans.year(nord(workspace), 2026).blocks[number - 1].text


async def test_block_is_written_in_place_and_undone(workspace: Workspace) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", "home")
        await written(pilot, "They bake bread")
        assert len(pilot.app.screen_stack) == 1
        assert "not saved yet" in screen_text(pilot)
        await pilot.press("enter", "escape")
        await until(pilot, lambda: pilot.app.focused is blocks(pilot))
        await until(pilot, lambda: block_text(workspace) == "They bake bread")
        await until(pilot, lambda: "ADP 2026 · draft" in screen_text(pilot))
        assert "They bake bread" in screen_text(pilot)
        assert "saved" in screen_text(pilot).splitlines()[0]
        await pilot.press("u")
        await until(pilot, lambda: "Nothing is written here yet" in screen_text(pilot))


async def test_text_saves_itself_and_one_editing_is_one_undo(workspace: Workspace) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", "home")
        editor = await written(pilot, "They bake")
        await until(pilot, lambda: block_text(workspace) == "They bake")  # nobody left it
        assert editor.has_focus
        await typed(pilot, " bread")
        await until(pilot, lambda: block_text(workspace) == "They bake bread")
        await typed(pilot, " and cakes")
        await pilot.press("escape")
        await until(pilot, lambda: block_text(workspace) == "They bake bread and cakes")
        await pilot.press("u")
        await until(pilot, lambda: block_text(workspace) == "")
        await pilot.press("U")
        await until(pilot, lambda: block_text(workspace) == "They bake bread and cakes")
        await written(pilot, "!")
        await pilot.press("escape")
        await until(pilot, lambda: block_text(workspace).endswith("!"))
        await pilot.press("u")  # another editing
        await until(pilot, lambda: block_text(workspace) == "They bake bread and cakes")


async def test_keys_are_letters_while_one_writes(workspace: Workspace) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", "home")
        editor = await written(pilot, "u")
        await pilot.press("enter", "S", "б", "tab")
        assert editor.text == "u\nSб"
        assert editor.has_focus
        assert "esc done" in screen_text(pilot)
        assert "log touch" not in screen_text(pilot)


async def test_block_written_by_two_is_told_and_nothing_is_lost(workspace: Workspace) -> None:
    key = nord(workspace)
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", "home")
        editor = await written(pilot, "")
        other.plans.write_block(key, 2026, 1, "from Boris")
        await typed(pilot, "from Anna")
        await until(pilot, lambda: "boris changed" in screen_text(pilot))
        assert editor.text == "from Anna"
        assert block_text(workspace) == "from Boris"
        await pilot.press("escape")
        await until(pilot, lambda: "e brings back" in screen_text(pilot))
        app_of(pilot).changed({"plan_block"})
        await until(pilot, lambda: "from Boris" in screen_text(pilot))
        await written(pilot, "")
        assert editor.text == "from Anna"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: block_text(workspace) == "from Anna")
    other.close()


async def test_text_of_another_session_can_be_overwritten_where_one_writes(workspace: Workspace) -> None:
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", "home")
        await written(pilot, "")
        other.plans.write_block(nord(workspace), 2026, 1, "from Boris")
        await typed(pilot, "from Anna")
        await until(pilot, lambda: "ctrl+s puts yours in its place" in screen_text(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: block_text(workspace) == "from Anna")
        await until(pilot, lambda: "ctrl+s puts" not in screen_text(pilot))
        await pilot.press("u")  # one writes: a letter
        await until(pilot, lambda: block_text(workspace) == "from Annau")
    other.close()


async def test_way_out_is_read_whole_at_80_columns(workspace: Workspace) -> None:
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with card(workspace, "plan", (80, 24)) as pilot:
        await pilot.press("b")
        await written(pilot, "")
        other.plans.write_block(nord(workspace), 2026, 7, "from Boris")
        await typed(pilot, "from Anna")
        await until(pilot, lambda: "boris changed" in screen_text(pilot))
        await until(pilot, lambda: "ctrl+s puts yours in its place" in " ".join(screen_text(pilot).split()))
    other.close()


async def test_text_is_begun_by_the_same_key_from_the_blocks(workspace: Workspace) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", "home", "down", "down")
        await until(pilot, lambda: "press E to write" in screen_text(pilot))
        await pilot.press("E")
        await until(pilot, lambda: isinstance(pilot.app.focused, TextEditor))
        await typed(pilot, "They want one")
        await pilot.press("escape")
        await until(pilot, lambda: block_text(workspace, 3) == "They want one")


async def test_own_editor_is_called_from_where_one_writes(workspace: Workspace) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", "home")
        editor = await written(pilot, "bread")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "cannot lend itself to an editor" in screen_text(pilot))  # no real terminal here
        assert editor.text == "bread"


async def test_last_years_text_stands_beside_an_empty_block(workspace: Workspace) -> None:
    workspace.plans.write_block(nord(workspace), 2025, 1, "They baked rye bread")
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", "home")
        await until(pilot, lambda: "They baked rye bread" in screen_text(pilot))
        assert "Last year's plan says" in screen_text(pilot)


async def test_risks_are_written_from_the_board(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("E")
        await until(pilot, lambda: isinstance(pilot.app.focused, TextEditor))
        await typed(pilot, "One buyer only")
        await pilot.press("escape")
        await until(pilot, lambda: block_text(workspace, 7) == "One buyer only")
        assert pilot.app.focused is board(pilot)
        assert "One buyer only" in screen_text(pilot)


async def test_blocks_are_at_hand_at_80_columns(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan", (80, 24)) as pilot:
        assert not list_shown(pilot)
        await pilot.press("b")
        await until(pilot, lambda: "1 ● Profile" in screen_text(pilot))
        assert all(f"{number} " in screen_text(pilot) for number in range(1, 8))
        await pilot.press("up", "up")
        await until(pilot, lambda: "Nothing is written here yet" in screen_text(pilot))
        await pilot.press("down", "down", "right")
        await until(pilot, lambda: pilot.app.focused is board(pilot))
        await until(pilot, lambda: not list_shown(pilot))
        assert "Send the offer" in " ".join(screen_text(pilot).split())


async def test_goals_have_two_levels(workspace: Workspace) -> None:
    key = nord(workspace)
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", "up")
        await until(pilot, lambda: "Press n to set the first" in screen_text(pilot))
        await pilot.press("n")  # from the list of blocks
        await shown(pilot, LineDialog)
        await answered(pilot, "Second supplier of drums")
        await gone(pilot)
        await until(pilot, lambda: goals(pilot).item is not None)
        await pilot.press("right", "N")
        await until(pilot, lambda: "New goal under" in screen_text(pilot))
        await answered(pilot, "Trial at plant 2")
        await gone(pilot)
        top, below = workspace.plans.year(key, 2026).goals
        assert below.parent_id == top.id
        await pilot.press("space")
        await until(pilot, lambda: workspace.plans.year(key, 2026).goals[1].done)
        await pilot.press("e")
        await shown(pilot, LineDialog)
        await answered(pilot, "Trial at plant 3")
        await until(pilot, lambda: workspace.plans.year(key, 2026).goals[1].title == "Trial at plant 3")
        await gone(pilot)
        await pilot.press("home", "d")
        await until(
            pilot, lambda: [goal.title for goal in workspace.plans.year(key, 2026).goals] == [below.title[:-1] + "3"]
        )
        await pilot.press("u")
        await until(pilot, lambda: len(workspace.plans.year(key, 2026).goals) == 2)
        await pilot.press("left")
        await until(pilot, lambda: pilot.app.focused is blocks(pilot))


async def test_facts_stand_beside_the_text(workspace: Workspace) -> None:
    workspace.accounts.change(nord(workspace), industry="food", region="North")
    workspace.contacts.add(nord(workspace), name="Ivan Petrov", level=5, influence="takes_part")
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", "home")
        await until(pilot, lambda: "food, North" in screen_text(pilot))
        await pilot.press("down")
        await until(pilot, lambda: "1 known, 0 to meet" in screen_text(pilot))
        assert "Ivan Petrov" in screen_text(pilot)


async def test_t_and_c_are_about_the_account(workspace: Workspace, offer: Task) -> None:
    async with card(workspace, "plan") as pilot:
        await pilot.press("c")
        assert "Nord" in (await shown(pilot, LineDialog)).panel.title
        await pilot.press("escape", "t")
        form = await shown(pilot, FormDialog)
        assert form.values["account_id"] == nord(workspace)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
@pytest.mark.parametrize("lang", ["en", "ru"])
async def test_hostile_texts_stay_within_their_cells(workspace: Workspace, size: tuple[int, int], lang: str) -> None:
    set_language(lang)
    key = nord(workspace)
    workspace.tasks.add(title="[red]x[/] 红红红红红红红红红红红红", account_id=key, quarter="2026-Q4", priority="high")
    workspace.tasks.add(title="Ы" * 190, account_id=key, quarter="2026-Q4", resource="[b]lab[/b]")
    workspace.plans.write_block(key, 2026, 1, "[red]text[/] 红 " * 30)
    workspace.plans.add_goal(key, 2026, title="[red]goal[/] " + "долго " * 30)
    async with card(workspace, "plan", size) as pilot:
        assert "[red]x[/]" in screen_text(pilot)
        await pilot.press("b", "up")
        await until(pilot, lambda: "[red]goal[/]" in screen_text(pilot))
        await pilot.press("home")
        await until(pilot, lambda: "[red]text[/]" in screen_text(pilot))
        assert all(strip.cell_length == size[0] for strip in pilot.app.screen._compositor.render_strips())
