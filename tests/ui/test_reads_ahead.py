"""What follows a write is read in the thread of the write, so that keys pressed meanwhile do not wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kamtui.ui.app import KamApp
from kamtui.workspace import Workspace
from kamtui.workspace.accounts import Accounts
from kamtui.workspace.today import Today
from kamtui.workspace.week import Week
from tests.ui.card import TODAY, agenda, card, new_workspace, nord, screen_text, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    workspace.tasks.add(title="Send the offer", account_id=nord(workspace), due=TODAY)
    return workspace


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The threads in which agenda, days and briefs are read from the database, as it happens."""
    found: list[str] = []

    def told(read: Callable[..., Any]) -> Callable[..., Any]:
        def reading(*args: Any, **kwargs: Any) -> Any:
            found.append(threading.current_thread().name)
            return read(*args, **kwargs)

        return reading

    for feature, name in ((Today, "_agenda"), (Today, "_done_today"), (Week, "_days"), (Accounts, "_brief")):
        monkeypatch.setattr(feature, name, told(getattr(feature, name)))
    return found


async def test_today_after_a_write_is_read_in_the_thread_of_the_write(workspace: Workspace, readers: list[str]) -> None:
    async with KamApp(workspace).run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "Send the offer" in screen_text(pilot) and agenda(pilot).cursor_id)
        await until(pilot, lambda: len(readers) >= 4)
        readers.clear()
        await pilot.press("space")
        await until(pilot, lambda: "1 done today" in screen_text(pilot))
        assert len(readers) >= 4
        assert all(name.startswith("kamtui-writer") for name in readers)


async def test_the_week_after_a_write_too(workspace: Workspace, readers: list[str]) -> None:
    async with KamApp(workspace).run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "Send the offer" in screen_text(pilot))
        await pilot.press("w")
        await until(pilot, lambda: "Week 47" in screen_text(pilot))
        readers.clear()
        await pilot.press("space")
        await until(pilot, lambda: workspace.today.done_today() and readers)
        await pilot.pause()
        assert readers[0].startswith("kamtui-writer")


async def test_an_account_deleted_by_the_write_is_no_error_of_reading_ahead(workspace: Workspace) -> None:
    async with card(workspace, "overview") as pilot:
        app = pilot.app
        assert isinstance(app, KamApp)
        app.write(lambda: workspace.accounts.remove(nord(workspace)))
        await until(pilot, lambda: app.view.name == "accounts")


async def test_what_goes_wrong_in_reading_ahead_is_not_taken_for_a_write_that_failed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Today._done_today

    def broken(today: Today) -> Any:
        if threading.current_thread() is threading.main_thread():
            return read(today)
        raise RuntimeError("only here")

    monkeypatch.setattr(Today, "_done_today", broken)
    async with KamApp(workspace).run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "Send the offer" in screen_text(pilot) and agenda(pilot).cursor_id)
        await pilot.press("space")
        await until(pilot, lambda: "1 done today" in screen_text(pilot))
