"""The account card: its tabs, the way through accounts and back, and an account that goes away."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.screens.plan_text import TextEditor
from kamtui.workspace import Workspace
from tests.ui.card import app_of, application, card, new_workspace, nord, screen_text, shown, typed, until

TABS = ("overview", "map", "progress", "plan", "log")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    workspace.accounts.add(name="Volga", code="VOLGA", category="A", industry="dairy", region="South")
    return workspace


async def test_tab_goes_round_and_each_tab_takes_keys(workspace: Workspace) -> None:
    async with card(workspace, "overview") as pilot:
        for name in (*TABS[1:], TABS[0]):
            await pilot.press("tab")
            pane = pilot.app.query_one(f"#pane-{name}")
            await until(pilot, lambda pane=pane: pilot.app.focused and pane in pilot.app.focused.ancestors)
            assert pane.display
        await pilot.press("shift+tab")
        pane = pilot.app.query_one("#pane-log")
        await until(pilot, lambda: pilot.app.focused and pane in pilot.app.focused.ancestors)


async def test_brackets_go_through_the_accounts_on_the_same_tab(workspace: Workspace) -> None:
    async with card(workspace, "log") as pilot:
        await pilot.press("]")
        await until(pilot, lambda: "VOLGA · A · dairy · South" in screen_text(pilot))
        assert pilot.app.query_one("#pane-log").display
        await pilot.press("ъ")  # ] again: round to the first
        await until(pilot, lambda: "NORD · K" in screen_text(pilot))
        await pilot.press("х")  # [
        await until(pilot, lambda: "VOLGA" in screen_text(pilot))


async def test_first_key_after_a_new_tab_belongs_to_it(workspace: Workspace) -> None:
    async with card(workspace, "overview") as pilot:
        await pilot.press("tab", "n")
        assert "person" in (await shown(pilot, LineDialog)).panel.title  # not a task
        await pilot.press("escape", "tab", "tab", "tab", "c")
        assert "Nord" in (await shown(pilot, LineDialog)).panel.title


async def test_escape_goes_back_to_where_one_came_from(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        app = app_of(pilot)
        app.show("account", account_id=nord(workspace))
        await until(pilot, lambda: pilot.app.query("#pane-overview"))
        await pilot.press("]", "tab", "escape")
        await until(pilot, lambda: app.view.name == "today")
        await pilot.press("2", "enter", "escape")
        await until(pilot, lambda: app.view.name == "accounts")


async def test_list_of_accounts_stands_beside_on_a_wide_screen(workspace: Workspace) -> None:
    async with card(workspace, "overview", (200, 50)) as pilot:
        assert pilot.app.query_one("#sidebar").display
        assert "Volga" in screen_text(pilot)
        await pilot.resize_terminal(120, 36)
        await until(pilot, lambda: "Volga" not in screen_text(pilot))


async def test_deleted_account_leads_back_to_the_list(workspace: Workspace) -> None:
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with card(workspace, "plan") as pilot:
        app_of(pilot)._poll()
        other.accounts.remove(nord(workspace))
        app_of(pilot)._poll()
        await until(pilot, lambda: app_of(pilot).view.name == "accounts")
        assert "That account is gone" in app_of(pilot).message
        await pilot.press("enter")
        await until(pilot, lambda: "VOLGA" in screen_text(pilot))
    other.close()


async def test_text_written_for_an_account_that_is_gone_is_kept(workspace: Workspace) -> None:
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with card(workspace, "plan") as pilot:
        await pilot.press("b", "home", "e")
        await until(pilot, lambda: isinstance(pilot.app.focused, TextEditor))
        editor = pilot.app.query_one(TextEditor)
        await typed(pilot, "They bake bread")
        other.accounts.remove(nord(workspace))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "not there any more" in screen_text(pilot))
        assert editor.text == "They bake bread"
        await pilot.press("escape")
        await until(pilot, lambda: "e brings it back" in app_of(pilot).message)
        assert any(draft.get("text") == "They bake bread" for draft in app_of(pilot).drafts.values())
    other.close()


async def test_long_name_and_alert_share_the_title(workspace: Workspace) -> None:
    workspace.accounts.change(nord(workspace), name="Северо-Западная продовольственная компания 中文 [b]x[/b]")
    workspace.tasks.add(title="Late", account_id=nord(workspace), due="2026-11-01")
    async with card(workspace, "overview", (80, 24)) as pilot:
        title = screen_text(pilot).splitlines()[1]
        assert "Северо-Западная" in title
        assert "1 task overdue" in title
