"""The library of progressions, edited on its screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from card import answered, app_of, application, gone, new_workspace, nord, screen_text, shown, still, until
from textual.pilot import Pilot

from kamtui.domain.progress import LibraryItem
from kamtui.i18n import set_language
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.screens.library_form import split
from kamtui.ui.screens.library_lines import ItemDialog
from kamtui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


def item(workspace: Workspace, code: str) -> LibraryItem:
    own = workspace.progress.own_items()
    return next(each for each in (*workspace.progress.library_items(), *own) if each.code == code)


@asynccontextmanager
async def library(
    workspace: Workspace, code: str = "K01", size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Pilot[Any]]:
    async with application(workspace, size, "library", progression_id=item(workspace, code).id) as pilot:
        yield pilot


async def comes(pilot: Pilot[Any], text: str) -> None:
    await until(pilot, lambda: text in screen_text(pilot))


def line_of(pilot: Pilot[Any], code: str) -> str:
    """The line of an item in the list."""
    return next(line for line in screen_text(pilot).splitlines() if line[3:].startswith(f"{code}   "))


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
@pytest.mark.parametrize("language", ["en", "ru"])
async def test_it_says_what_counts_and_what_stays(workspace: Workspace, size: tuple[int, int], language: str) -> None:
    set_language(language)
    workspace.progress.change(nord(workspace), "K01", status="done", evidence="x")
    workspace.progress.change(nord(workspace), "K02", status="in_progress")
    async with library(workspace, size=size) as pilot:
        text = await still(pilot)
        assert "48" in text
        assert line_of(pilot, "K01").split("│")[0].rstrip(" ▐").endswith("1")
        assert all(len(line) <= size[0] for line in text.splitlines())


async def test_weight_and_core_by_keys_and_since_when(workspace: Workspace) -> None:
    async with library(workspace, "K02", (200, 50)) as pilot:
        await pilot.press("minus", "minus", "plus")
        await comes(pilot, "K02: weight 4 of 5")
        assert "since 20 Nov 2026, 5 before" in await still(pilot)
        await pilot.press("plus", "plus")
        await until(pilot, lambda: item(workspace, "K02").weight == 5)
        await pilot.press("space")
        await comes(pilot, "11 in the core set")
        await pilot.press("u")
        await comes(pilot, "12 in the core set")


async def test_the_form_has_both_languages_and_keeps_what_is_refused(workspace: Workspace) -> None:
    async with library(workspace) as pilot:
        await pilot.press("e")
        form = await shown(pilot, FormDialog)
        assert [field.name for field in form.fields][:4] == ["title_en", "title_ru", "evidence_en", "evidence_ru"]
        await answered(pilot, "Spend known", "down")
        await pilot.press("down", "down", "down")
        await answered(pilot, "6", "ctrl+s")
        await until(pilot, lambda: form.errors)
        assert form.errors.keys() == {"weight"}
        await answered(pilot, "2", "ctrl+s")
        await gone(pilot)
        found = item(workspace, "K01")
        assert (found.title_en, found.weight) == ("Spend known", 2)
        assert found.title_ru.startswith("Известен")


async def test_a_new_item_belongs_to_the_group_under_the_cursor(workspace: Workspace) -> None:
    async with library(workspace, "G02") as pilot:
        await pilot.press("n")
        await shown(pilot, FormDialog)
        await answered(pilot, "Z1", "down")
        await answered(pilot, "Joint lab", "ctrl+s")
        await gone(pilot)
        await comes(pilot, "Joint lab")
        found = item(workspace, "Z1")
        assert (found.category, found.title_ru, found.weight) == ("integration", "Joint lab", 3)
        await pilot.press("minus")
        await until(pilot, lambda: item(workspace, "Z1").weight == 2)


async def test_a_code_that_is_taken_is_refused_in_place(workspace: Workspace) -> None:
    async with library(workspace) as pilot:
        await pilot.press("n")
        form = await shown(pilot, FormDialog)
        await answered(pilot, "k02", "down")
        await answered(pilot, "Again", "ctrl+s")
        await until(pilot, lambda: form.errors)
        assert "another progression" in form.errors["code"]
        assert form.values["title_en"] == "Again"


async def test_a_new_item_needs_a_title_in_one_language(workspace: Workspace) -> None:
    async with library(workspace) as pilot:
        await pilot.press("n")
        form = await shown(pilot, FormDialog)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: form.errors)
        assert form.errors == {"title_en": "is needed"}


async def test_what_is_retired_stays_done_and_comes_back(workspace: Workspace) -> None:
    account = nord(workspace)
    workspace.progress.change(account, "K01", status="done", evidence="40 M")
    async with library(workspace) as pilot:
        await pilot.press("d")
        await comes(pilot, "K01 is retired; what is done stays done")
        assert "retired" in line_of(pilot, "K01")
        assert line_of(pilot, "K01").rstrip(" ▐").endswith("1")
        await pilot.press("f")
        await comes(pilot, "(hidden)")
        assert " K01 " not in screen_text(pilot)
        await pilot.press("f")
        await comes(pilot, " K01 ")
        app_of(pilot).view.query_one("#library-list").move_to(item(workspace, "K01").id)
        await pilot.press("d")
        await comes(pilot, "in use again")
        assert workspace.progress.item(account, "K01").state.evidence == "40 M"


async def test_the_rule_of_the_computed_item_stays(workspace: Workspace) -> None:
    async with library(workspace, "C12") as pilot:
        await pilot.press("d")
        await still(pilot)
        assert not item(workspace, "C12").retired
        assert "retire" not in screen_text(pilot).splitlines()[-1].replace("retired", "")
        await pilot.press("e")
        form = await shown(pilot, FormDialog)
        assert {field.name for field in form.fields}.isdisjoint({"category", "expires_months"})


async def test_items_move_within_their_group(workspace: Workspace) -> None:
    workspace.progress.add_item(None, code="Z1", title="Late", category="knowledge")
    async with library(workspace, "Z1") as pilot:
        await pilot.press("K", "K")
        await until(pilot, lambda: workspace.history.steps()[0].action == "progression.move")
        await still(pilot)
        codes = [each.code for each in workspace.progress.library_items() if each.category == "knowledge"]
        assert codes[-3:] == ["Z1", "K11", "K12"]
        await pilot.press("J", "J", "J")
        await still(pilot)
        codes = [each.code for each in workspace.progress.library_items() if each.category == "knowledge"]
        assert codes[-1] == "Z1"
        others = [each.code for each in workspace.progress.library_items() if each.category == "contacts"]
        assert others == sorted(others)


async def test_own_items_stand_below_with_their_account(workspace: Workspace) -> None:
    workspace.progress.add_item(nord(workspace), title="Lab visit", category="interaction")
    async with library(workspace, "X01") as pilot:
        assert "NORD" in line_of(pilot, "X01")
        await pilot.press("space")
        await still(pilot)
        assert not item(workspace, "X01").core
        await pilot.press("enter")
        dialog = await shown(pilot, ItemDialog)
        assert "NORD" in "\n".join(strip.text for strip in dialog.panel.body)


async def test_the_library_is_written_and_read_back(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "library.csv"
    async with library(workspace) as pilot:
        await pilot.press("x")
        await shown(pilot, LineDialog)
        await answered(pilot, str(path))
        await gone(pilot)
        assert path.read_text("utf-8-sig").count("\n") == 49
        await pilot.press("I")
        await shown(pilot, LineDialog)
        await pilot.press("ctrl+u", *f"{path}")
        await comes(pilot, "48 unchanged")
        await pilot.press("escape")
        await gone(pilot)


async def test_an_import_says_beforehand_what_would_come_of_it(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("code,category,title_en,weight\nA1,knowledge,First,4\nA2,knowledge,Bad,9\n", "utf-8")
    async with library(workspace) as pilot:
        await pilot.press("I")
        dialog = await shown(pilot, LineDialog)
        await pilot.press(*str(path))
        await comes(pilot, "1 new, 1 row refused")
        await comes(pilot, "line 3, weight")
        await pilot.press("space", *"--replace")
        await comes(pilot, "47 not in the file retired")
        assert len(workspace.progress.library_items(retired=False)) == 48
        assert dialog.is_running
        await pilot.press("enter")
        await gone(pilot)
        await comes(pilot, "u takes it back")
        assert [each.code for each in workspace.progress.library_items(retired=False)] == ["A1", "C12"]
        await pilot.press("u")
        await until(pilot, lambda: len(workspace.progress.library_items(retired=False)) == 48)


async def test_a_file_that_is_not_there_is_said_and_the_path_stays(workspace: Workspace, tmp_path: Path) -> None:
    async with library(workspace) as pilot:
        await pilot.press("I")
        dialog = await shown(pilot, LineDialog)
        await answered(pilot, str(tmp_path / "none.csv"))
        await comes(pilot, "none.csv")
        await until(pilot, lambda: dialog._said[1] == "bad")
        assert dialog.entry.value.endswith("none.csv")


async def test_a_library_of_nothing_teaches(workspace: Workspace, tmp_path: Path) -> None:
    for each in workspace.progress.library_items():
        if each.code != "C12":
            workspace.progress.retire_item(each.id)
    async with library(workspace, "C12") as pilot:
        await pilot.press("f")
        await comes(pilot, "47 retired (hidden)")
        assert "1 item in use" in screen_text(pilot)


async def test_esc_leads_back_to_the_account(workspace: Workspace) -> None:
    async with application(workspace, view="account", account_id=nord(workspace), tab="progress") as pilot:
        await until(pilot, lambda: app_of(pilot).focused and app_of(pilot).focused.id == "progress-list")
        await pilot.press("E")
        await until(pilot, lambda: app_of(pilot).view.name == "library")
        await still(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name == "account")
        assert app_of(pilot).query_one("#pane-progress").display


async def test_the_palette_has_the_library(workspace: Workspace) -> None:
    async with application(workspace, view="account", account_id=nord(workspace), tab="progress") as pilot:
        await until(pilot, lambda: app_of(pilot).focused and app_of(pilot).focused.id == "progress-list")
        assert "progress.library" in [action.id for action in app_of(pilot).actions_here()]


def test_replace_is_an_option_at_the_end_of_the_line() -> None:
    assert split("a b.csv --replace") == (Path("a b.csv"), True)
    assert split("'a b.csv'") == (Path("a b.csv"), False)
    assert split("dir--replace/x.csv") == (Path("dir--replace/x.csv"), False)
