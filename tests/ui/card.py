"""An account card over a real workspace in a temporary file, for pilot tests of its tabs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from textual.pilot import Pilot

from kamtui import workspace as workspaces
from kamtui.clock import Clock
from kamtui.ui.app import VIEWS, KamApp
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.linelist import LineList
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
T = TypeVar("T")


def new_workspace(folder: Path) -> Workspace:
    """A workspace with one account, Nord, and nothing else."""
    workspace = workspaces.create(folder / "kamtui.db", Clock(TODAY), login="anna", name="Anna")
    workspace.accounts.add(name="Nord", code="NORD", category="K")
    return workspace


def nord(workspace: Workspace) -> str:
    """The id of Nord."""
    return workspace.accounts.find("NORD").id


def agenda(pilot: Pilot[Any]) -> LineList[Any]:
    """The lines of Today."""
    return pilot.app.screen_stack[0].query_one("#agenda", LineList)


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Let the application work until something holds."""
    for _ in range(2000):
        if condition():
            return
        await pilot.pause(0.005)
    raise AssertionError(f"it did not come about; the screen shows:\n{screen_text(pilot)}")


def screen_text(pilot: Pilot[Any]) -> str:
    """What is on the screen."""
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


async def drawn(pilot: Pilot[Any]) -> None:
    """Wait until the side parts, which come after the first frame, are there too."""
    await until(pilot, lambda: not any(d.waits and d.area.width for d in pilot.app.screen.query(Document) if d.display))
    await pilot.pause()


async def still(pilot: Pilot[Any]) -> str:
    """What is on the screen once several rounds of the application's work have changed nothing more."""
    text, same = "", 0
    while same < 8:
        await drawn(pilot)
        now = screen_text(pilot)
        text, same = now, same + 1 if now == text else 0
    return text


async def typed(pilot: Pilot[Any], text: str) -> None:
    """Type a text."""
    await pilot.press(*("space" if char == " " else char for char in text))


@asynccontextmanager
async def card(
    workspace: Workspace, tab: str, size: tuple[int, int] = (120, 36), **where: str
) -> AsyncIterator[Pilot[Any]]:
    """The card of Nord at a tab, ready for keys."""
    views = tuple(spec for spec in VIEWS if spec.name in ("accounts", "account", "person"))
    app = KamApp(workspace, views=views)
    async with app.run_test(size=size) as pilot:
        app.show("account", account_id=nord(workspace), tab=tab, **where)
        await until(pilot, lambda: app.query(f"#pane-{tab}"))
        pane = app.query_one(f"#pane-{tab}")
        await until(pilot, lambda: app.focused is not None and pane in app.focused.ancestors)
        await drawn(pilot)
        yield pilot
    workspace.close()


@asynccontextmanager
async def application(
    workspace: Workspace, size: tuple[int, int] = (120, 36), view: str = "today", **where: str
) -> AsyncIterator[Pilot[Any]]:
    """The whole application at a view, ready for keys."""
    app = KamApp(workspace)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.query("#view-today") and not app.view.stale)
        if view != "today":
            app.show(view, **where)
        await until(pilot, lambda: app.view.name == view and app.focused is not None)
        await drawn(pilot)
        yield pilot
    workspace.close()


def app_of(pilot: Pilot[Any]) -> KamApp:
    """The application, typed."""
    assert isinstance(pilot.app, KamApp)
    return pilot.app


async def shown(pilot: Pilot[Any], kind: type[T]) -> T:
    """The dialog of a kind, once it is on top."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.screen.is_running)
    dialog = pilot.app.screen
    assert isinstance(dialog, kind)
    return dialog


async def gone(pilot: Pilot[Any]) -> None:
    """Wait until no dialog is open."""
    await until(pilot, lambda: len(pilot.app.screen_stack) == 1)


async def answered(pilot: Pilot[Any], text: str, key: str = "enter") -> None:
    """Clear the text input, type a text, and press a key."""
    await pilot.press("ctrl+u")
    await typed(pilot, text)
    await pilot.press(key)
