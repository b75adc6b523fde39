"""Accounts: the list, its form, deletion and archive, and the brief of the account under the cursor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.errors import NotFound
from kamtui.i18n import set_language
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.linelist import LineList
from kamtui.workspace import Workspace
from tests.ui.card import app_of, application, gone, new_workspace, nord, screen_text, shown, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    workspace.accounts.add(name="Volga", category="A")
    workspace.tasks.add(title="Send the offer", account_id=nord(workspace), due="2026-11-18")
    return workspace


def accounts(pilot: Pilot[Any]) -> LineList[Any]:
    return pilot.app.screen_stack[0].query_one("#accounts", LineList)


def names(workspace: Workspace) -> list[str]:
    return [row.account.name for row in workspace.accounts.rows()]


def with_orders(workspace: Workspace, folder: Path) -> None:
    """Give Nord an order, by an import."""
    file = folder / "orders.csv"
    file.write_text("Account,Date,Order,Product,Revenue\nNord,2026-11-02,7,Soap,1200000\n", encoding="utf-8")
    assert workspace.imports.run("orders", file).created == 1


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36), (200, 50)])
async def test_titles_and_names_are_whole(workspace: Workspace, size: tuple[int, int]) -> None:
    async with application(workspace, size, "accounts") as pilot:
        text = screen_text(pilot)
        assert "alerts" in text
        assert "12 months" in text
        assert "Volga" in text
        assert "last touch" in text  # the brief, beside or below


async def test_share_of_the_wallet_stands_where_there_is_room(workspace: Workspace) -> None:
    workspace.wallet.start(nord(workspace), 2026, "40 M 30%")
    async with application(workspace, (120, 36), "accounts") as pilot:
        await until(pilot, lambda: "30 %" in screen_text(pilot))
        assert "wallet" in screen_text(pilot)
        workspace.wallet.start(nord(workspace), 2026, "40 M 45%")
        app_of(pilot).changed({"wallet_estimate"})
        await until(pilot, lambda: "45 %" in screen_text(pilot))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "45 %" not in screen_text(pilot))


async def test_new_account_is_stood_on_and_undone(workspace: Workspace) -> None:
    async with application(workspace, view="accounts") as pilot:
        await pilot.press("n")
        form = await shown(pilot, FormDialog)
        await typed(pilot, "Baltic")
        form.values["since"] = "long ago"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "since" in form.errors)
        assert form.values["name"] == "Baltic"
        form.values["since"] = "2020-05-31"
        await pilot.press("ctrl+s")
        await gone(pilot)
        await until(pilot, lambda: accounts(pilot).item.account.name == "Baltic")
        await pilot.press("u")
        await until(pilot, lambda: names(workspace) == ["Nord", "Volga"])


async def test_taken_code_is_said_under_its_field(workspace: Workspace) -> None:
    async with application(workspace, view="accounts") as pilot:
        await pilot.press("n")
        form = await shown(pilot, FormDialog)
        form.values |= {"name": "Nord two", "code": "nord"}
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "code" in form.errors)
        await pilot.press("escape", "n")
        await until(pilot, lambda: pilot.app.screen is not form and isinstance(pilot.app.screen, FormDialog))
        again = await shown(pilot, FormDialog)
        assert again.values["name"] == "Nord two"  # what was typed is offered again


async def test_edit_and_conflict(workspace: Workspace) -> None:
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with application(workspace, view="accounts") as pilot:
        await pilot.press("у")  # e
        form = await shown(pilot, FormDialog)
        other.accounts.change(nord(workspace), region="South", industry="food")
        form.values["region"] = "North"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "boris changed Nord meanwhile" in screen_text(pilot))
        assert form.values["region"] == "North"
        assert workspace.accounts.get(nord(workspace)).region == "South"
        await pilot.press("ctrl+s")  # knowing that, over it: what was not touched here stays as boris left it
        await until(pilot, lambda: workspace.accounts.get(nord(workspace)).region == "North")
        assert workspace.accounts.get(nord(workspace)).industry == "food"
    other.close()


async def test_an_account_that_another_session_just_deleted_draws_nothing(workspace: Workspace) -> None:
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with application(workspace, view="accounts", size=(200, 50)) as pilot:
        brief = pilot.app.query_one("#account-brief", Document)
        assert brief.draw(60)
        other.accounts.remove(nord(workspace))
        assert brief.draw(60) == []
    other.close()


async def test_account_without_orders_is_deleted(workspace: Workspace) -> None:
    async with application(workspace, view="accounts") as pilot:
        await pilot.press("d")
        await until(pilot, lambda: "deleted: Nord" in app_of(pilot).message)
        assert names(workspace) == ["Volga"]
        await pilot.press("u")
        await until(pilot, lambda: names(workspace) == ["Nord", "Volga"])
        assert workspace.tasks.open(nord(workspace))


async def test_account_with_orders_is_archived(workspace: Workspace, tmp_path: Path) -> None:
    with_orders(workspace, tmp_path)
    key = nord(workspace)
    async with application(workspace, view="accounts") as pilot:
        assert "1.2 M" in screen_text(pilot)
        await pilot.press("d")
        await until(pilot, lambda: "archived: Nord" in app_of(pilot).message)
        assert names(workspace) == ["Volga"]
        assert workspace.accounts.get(key).name == "Nord"
        await pilot.press("u")
        await until(pilot, lambda: names(workspace) == ["Nord", "Volga"])
        await pilot.press("U")
        await until(pilot, lambda: names(workspace) == ["Volga"])


async def test_why_names_the_figures(workspace: Workspace) -> None:
    async with application(workspace, view="accounts") as pilot:
        await pilot.press("i")
        await shown(pilot, WhyDialog)
        assert "map quality" in screen_text(pilot)
        assert "1 task overdue" in screen_text(pilot)


async def test_brief_follows_the_cursor(workspace: Workspace) -> None:
    async with application(workspace, view="accounts") as pilot:
        brief = pilot.app.query_one("#account-brief", Document)
        await until(pilot, lambda: "Send the offer" in "".join(s.text for s in brief._lines))
        await pilot.press("down")
        await until(pilot, lambda: "nothing agreed" in "".join(s.text for s in brief._lines))


async def test_many_accounts_need_no_scrolling_at_80_columns(workspace: Workspace) -> None:
    for number in range(15):
        workspace.accounts.add(name=f"Account {number:02}")
    async with application(workspace, (80, 24), "accounts") as pilot:
        text = screen_text(pilot)
        assert all(name in text for name in names(workspace))
        assert not pilot.app.query_one("#account-brief").display
        assert not accounts(pilot).overflows


async def test_way_back_stands_on_the_account_left(workspace: Workspace) -> None:
    async with application(workspace, view="accounts") as pilot:
        await pilot.press("enter", "]")
        await until(pilot, lambda: "VOLGA" in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name == "accounts")
        await until(pilot, lambda: accounts(pilot).item.account.name == "Volga")


async def test_no_accounts_teach(workspace: Workspace) -> None:
    for row in workspace.accounts.rows():
        workspace.accounts.remove(row.account.id)
    async with application(workspace, (80, 24), "accounts") as pilot:
        assert "Press n to add one by hand" in screen_text(pilot)
        await pilot.press("e", "d", "enter", "i", "y")
        await pilot.press("n")
        await shown(pilot, FormDialog)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
@pytest.mark.parametrize("lang", ["en", "ru"])
async def test_hostile_names_are_only_text(workspace: Workspace, size: tuple[int, int], lang: str) -> None:
    set_language(lang)
    workspace.accounts.change(nord(workspace), name="[red]红[/] " + "Ёлка " * 20)
    async with application(workspace, size, "accounts") as pilot:
        assert "[red]红[/] Ёлка" in screen_text(pilot)
        assert all(strip.cell_length == size[0] for strip in pilot.app.screen._compositor.render_strips())


async def test_another_session_adding_an_account_is_seen(workspace: Workspace) -> None:
    other = Workspace(workspace.path, workspace.clock, "boris")
    async with application(workspace, view="accounts") as pilot:
        app_of(pilot)._poll()
        other.accounts.add(name="Ural")
        app_of(pilot)._poll()
        await until(pilot, lambda: "Ural" in screen_text(pilot))
        with pytest.raises(NotFound):
            workspace.accounts.find("Baltic")
    other.close()
