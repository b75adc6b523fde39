"""The week and the month in numbers: opened from anywhere, turned by keys, written by x."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.dialogs.why import WhyDialog
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


async def test_a_figure_opens_into_what_it_counts_and_that_where_it_is_worked_on(workspace: Workspace) -> None:
    async with application(workspace, view="numbers") as pilot:
        text = await still(pilot)
        assert "Touches, month by month" in text  # the plot of the line under the cursor
        assert "plant seen" in text
        await pilot.press("enter", "enter")
        await until(pilot, lambda: app_of(pilot).view.name == "account")
        assert "plant seen" in await still(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name == "numbers")


async def test_in_a_narrow_terminal_enter_shows_the_plot_and_escape_the_figures(workspace: Workspace) -> None:
    async with application(workspace, (80, 24), "numbers") as pilot:
        assert "plant seen" not in await still(pilot)
        await pilot.press("enter")
        text = await still(pilot)
        assert "Touches, month by month" in text
        assert "plant seen" in text
        assert "Tasks done" not in text
        await pilot.press("escape")
        assert "Tasks done" in await still(pilot)
        assert app_of(pilot).view.name == "numbers"


async def test_the_line_of_an_account_is_its_attention_and_i_says_why(workspace: Workspace) -> None:
    workspace.wallet.add(nord(workspace), year=2027, amount="1000000", source="CFO")
    async with application(workspace, view="numbers") as pilot:
        await pilot.press("end")
        await until(pilot, lambda: "Touches with Nord" in screen_text(pilot))
        assert "Attention follows potential" in await still(pilot)
        subject = app_of(pilot).view.subject()
        assert subject is not None
        assert subject.account_id == nord(workspace)
        await pilot.press("i")
        dialog = await shown(pilot, WhyDialog)
        assert "Share of all potential" in screen_text(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is not dialog)


async def test_y_copies_whole_sentences(workspace: Workspace) -> None:
    async with application(workspace, view="numbers") as pilot:
        await still(pilot)
        await pilot.press("y")
        await until(pilot, lambda: "copied: 1 touch (0). 100" in app_of(pilot).message)


async def test_where_nothing_is_yet_it_says_what_would_count(tmp_path: Path) -> None:
    async with application(new_workspace(tmp_path), view="numbers") as pilot:
        text = await still(pilot)
        assert "Nothing to count yet: c logs a touch" in text
        assert "No touch in these days" in text


async def test_f_chooses_whose_figures(workspace: Workspace) -> None:
    other = workspace.accounts.add(name="Volga Dairy")
    workspace.touches.log(other.id, on=date(2026, 11, 19), outcome="talk")
    async with application(workspace, view="numbers") as pilot:
        await pilot.press("а")  # f
        await shown(pilot, PickDialog)
        await answered(pilot, "volga")
        await until(pilot, lambda: "1 touch (+1)" in screen_text(pilot))
        assert "Volga Dairy" in screen_text(pilot).splitlines()[1]
        app_of(pilot).write(lambda: workspace.accounts.remove(other.id))
        await until(pilot, lambda: "Volga Dairy" not in screen_text(pilot))  # who is gone leaves one's own


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
