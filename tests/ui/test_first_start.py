"""First start: the demo, an empty workspace, or the company's own files; what is refused leaves nothing behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.clock import Clock
from kamtui.config import Config
from kamtui.i18n import set_language
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.first_start import DEMO, FirstStart
from kamtui.workspace import Workspace
from tests.ui.card import gone, screen_text, shown, typed, until

ACCOUNTS = "Account;Category;Region\nNord;K;North\nVolga;A;South\n"
CONTACTS = "Account;Name;Position\nNord;Ivan Petrov;CEO\n"
ORDERS = "Account,Date,Order,Product,Revenue\nNord,03/04/2026,1,Soap,100\nNord,05/06/2026,2,Soap,200\n"


@asynccontextmanager
async def first_start(folder: Path, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[Any]]:
    """The first screen, ready for keys."""
    path = folder / "new.db"
    start = FirstStart(Config(str(path), "en", "anna", date(2026, 11, 20)), path)
    async with start.run_test(size=size) as pilot:
        await until(pilot, lambda: start.focused is not None)
        await pilot.pause()
        yield pilot


def app(pilot: Pilot[Any]) -> FirstStart:
    assert isinstance(pilot.app, FirstStart)
    return pilot.app


def made(pilot: Pilot[Any]) -> Workspace:
    """The workspace that the first start ended with."""
    path = pilot.app.return_value
    assert isinstance(path, Path)
    return Workspace(path, Clock(date(2026, 11, 20)), "anna")


def written(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


async def import_form(pilot: Pilot[Any], **values: object) -> FormDialog[Any]:
    """Open the form of the import, fill it and save."""
    await pilot.press("down", "down", "enter")
    form = await shown(pilot, FormDialog)
    form.values |= values
    await pilot.press("ctrl+s")
    return form


async def ended(pilot: Pilot[Any]) -> None:
    await until(pilot, lambda: pilot.app.return_value is not None)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
@pytest.mark.parametrize("lang", ["en", "ru"])
async def test_says_what_it_is_for_and_where_the_data_will_lie(
    tmp_path: Path, size: tuple[int, int], lang: str
) -> None:
    set_language(lang)
    async with first_start(tmp_path, size) as pilot:
        text = screen_text(pilot)
        assert "kamtui" in text
        assert "new.db" in "".join(text.split())
        assert ("enter choose" if lang == "en" else "enter выбрать") in text.splitlines()[-1]
        assert all(strip.cell_length == size[0] for strip in pilot.app.screen._compositor.render_strips())


async def test_enter_looks_at_the_demo(tmp_path: Path) -> None:
    async with first_start(tmp_path) as pilot:
        await pilot.press("enter")
        await ended(pilot)
        assert pilot.app.return_value == DEMO
    assert not (tmp_path / "new.db").exists()


async def test_start_empty(tmp_path: Path) -> None:
    async with first_start(tmp_path) as pilot:
        await pilot.press("down", "enter")
        form = await shown(pilot, FormDialog)
        form.values |= {"name": "Anna Belova", "currency": "eur", "fiscal_start": 4}
        await pilot.press("ctrl+s")
        await ended(pilot)
        workspace = made(pilot)
    assert workspace.accounts.rows() == []
    assert workspace.users.all()[0].name == "Anna Belova"
    assert (workspace.method.currency, workspace.method.fiscal_start) == ("EUR", 4)
    workspace.close()


async def test_leaving_makes_nothing(tmp_path: Path) -> None:
    async with first_start(tmp_path) as pilot:
        await pilot.press("down", "enter")
        form = await shown(pilot, FormDialog)
        form.values["name"] = "Anna"
        await pilot.press("escape")
        await gone(pilot)
        await pilot.press("enter")
        assert (await shown(pilot, FormDialog)).values["name"] == "Anna"
        await pilot.press("escape")
        await gone(pilot)
        await pilot.press("q")
    assert pilot.app.return_value is None
    assert not list(tmp_path.glob("new.db*"))


async def test_three_files_are_imported(tmp_path: Path) -> None:
    async with first_start(tmp_path) as pilot:
        await import_form(
            pilot,
            accounts=written(tmp_path, "accounts.csv", ACCOUNTS),
            contacts=written(tmp_path, "contacts.csv", CONTACTS),
            orders=written(tmp_path, "orders.csv", ORDERS),
            dates="dmy",
        )
        await ended(pilot)
        workspace = made(pilot)
        assert app(pilot).notes == ()
        told = "imported: 2 accounts, 1 contact, "
        assert app(pilot).done.startswith(told), app(pilot).done
    key = workspace.accounts.find("Nord").id
    assert [contact.name for contact in workspace.contacts.of(key)] == ["Ivan Petrov"]
    assert workspace.sales.figures()[key].first_order == date(2026, 4, 3)
    assert not (tmp_path / "orders-rejects.csv").exists()
    workspace.close()


async def test_wrong_path_is_said_while_typing_and_on_saving(tmp_path: Path) -> None:
    async with first_start(tmp_path) as pilot:
        await pilot.press("down", "down", "enter")
        form = await shown(pilot, FormDialog)
        await pilot.press("down", "down", "down")
        await typed(pilot, "nowhere.csv")
        await until(pilot, lambda: "there is no such file" in screen_text(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "accounts" in form.errors)
        assert form.values["accounts"] == "nowhere.csv"
        assert not list(tmp_path.glob("new.db*"))
        await pilot.press("ctrl+u", "ctrl+s")
        await until(pilot, lambda: "at least one file" in form.errors.get("accounts", ""))


async def test_unreadable_file_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "contacts.xlsx").write_bytes(bytes(range(256)) * 8)
    async with first_start(tmp_path) as pilot:
        form = await import_form(
            pilot,
            accounts=written(tmp_path, "accounts.csv", ACCOUNTS),
            contacts=str(tmp_path / "contacts.xlsx"),
        )
        await until(pilot, lambda: "contacts" in form.errors)
        assert "contacts.xlsx" in form.errors["contacts"]
        assert form.values["accounts"].endswith("accounts.csv")
        assert not list(tmp_path.glob("new.db*"))
        form.values["contacts"] = written(tmp_path, "contacts.csv", CONTACTS)
        await pilot.press("ctrl+s")
        await ended(pilot)
        workspace = made(pilot)
    assert len(workspace.accounts.rows()) == 2
    workspace.close()


async def test_missing_column_is_said_at_its_file(tmp_path: Path) -> None:
    async with first_start(tmp_path) as pilot:
        form = await import_form(pilot, accounts=written(tmp_path, "accounts.csv", "Colour;Size\nred;1\n"))
        await until(pilot, lambda: "accounts" in form.errors)
        assert "Colour" in form.errors["accounts"]


async def test_ambiguous_dates_are_asked(tmp_path: Path) -> None:
    async with first_start(tmp_path) as pilot:
        form = await import_form(pilot, orders=written(tmp_path, "orders.csv", ORDERS))
        await until(pilot, lambda: "dates" in form.errors)
        assert "03/04/2026" in form.errors["dates"]
        form.values["dates"] = "mdy"
        await pilot.press("ctrl+s")
        await ended(pilot)
        workspace = made(pilot)
    key = workspace.accounts.find("Nord").id  # orders alone make their accounts
    assert workspace.sales.figures()[key].first_order == date(2026, 3, 4)
    workspace.close()


async def test_rejected_rows_are_kept_and_told(tmp_path: Path) -> None:
    async with first_start(tmp_path) as pilot:
        await import_form(
            pilot,
            accounts=written(tmp_path, "accounts.csv", ACCOUNTS + "Ural;X;East\n"),
            contacts=written(tmp_path, "contacts.csv", CONTACTS + "Nowhere;Olga Kim;CFO\n"),
        )
        await ended(pilot)
        workspace = made(pilot)
        (note,) = app(pilot).notes
    assert "1 of 3 in accounts-rejects.csv; 1 of 2 in contacts-rejects.csv" in note
    assert "Ural;X;East" in (tmp_path / "accounts-rejects.csv").read_text(encoding="utf-8-sig")
    assert len(workspace.accounts.rows()) == 2
    workspace.close()


async def test_closing_the_form_stops_the_import(tmp_path: Path) -> None:
    lines = "".join(f"Nord,2026-04-{day % 28 + 1:02},{day},Soap,100\n" for day in range(20_000))
    file = written(tmp_path, "orders.csv", "Account,Date,Order,Product,Revenue\n" + lines)
    async with first_start(tmp_path) as pilot:
        await pilot.press("down", "down", "enter")
        form = await shown(pilot, FormDialog)
        form.values["orders"] = file
        form.action_dialog_save()
        form.action_dialog_close()  # before the first rows are read
        await gone(pilot)
        await until(pilot, lambda: "nothing was imported" in app(pilot).message)
        assert pilot.app.return_value is None
        assert not list(tmp_path.glob("new.db*"))
