"""The week and the month in numbers: opened from anywhere, turned by keys, written by x."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.workspace import Workspace
from tests.ui.card import answered, app_of, application, new_workspace, nord, screen_text, shown, still, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A visit this month, a call in the month before."""
    workspace = new_workspace(tmp_path)
    workspace.touches.log(nord(workspace), on=date(2026, 11, 3), kind="visit", outcome="plant seen")
    workspace.touches.log(nord(workspace), on=date(2026, 10, 20), outcome="talk")
    return workspace


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_key_opens_the_month_and_keys_turn_it(workspace: Workspace, size: tuple[int, int]) -> None:
    async with application(workspace, size) as pilot:
        await pilot.press("F")
        await until(pilot, lambda: app_of(pilot).view.name == "numbers")
        text = await still(pilot)
        assert "Month in numbers" in text
        assert "1 touch (0)" in text
        assert G.full * 3 in text
        await pilot.press("[")
        await until(pilot, lambda: "1 Oct 2026" in screen_text(pilot))
        await pilot.press("]", "]")
        await until(pilot, lambda: "Nothing later" in app_of(pilot).message)
        assert "1 Nov 2026" in await still(pilot)
        await pilot.press("v")
        await until(pilot, lambda: "Week in numbers" in screen_text(pilot))
        assert "0 touches" in await still(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name == "today")


async def test_a_touch_logged_meanwhile_counts(workspace: Workspace) -> None:
    async with application(workspace, view="numbers") as pilot:
        app_of(pilot).write(lambda: workspace.touches.log(nord(workspace), outcome="more"))
        await until(pilot, lambda: "2 touches (+1)" in screen_text(pilot))


async def test_bars_are_plain_where_the_terminal_is(workspace: Workspace) -> None:
    G.use(ascii_only=True)
    async with application(workspace, view="numbers") as pilot:
        text = await still(pilot)
        assert "▰" not in text
        assert G.full * 3 in text


async def test_x_writes_the_report(workspace: Workspace, tmp_path: Path) -> None:
    async with application(workspace, view="numbers") as pilot:
        await pilot.press("x")
        await shown(pilot, LineDialog)
        await answered(pilot, str(tmp_path / "report.md"))
        await until(pilot, lambda: (tmp_path / "report.md").exists())
        assert "Month in numbers" in (tmp_path / "report.md").read_text(encoding="utf-8")
