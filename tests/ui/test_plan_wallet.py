"""Block 3 of a plan: the circle and our share, entered and changed by keys."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.wallet import US
from kamtui.domain.words import Verdict
from kamtui.i18n import set_language
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.help import HelpDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.screens.plan_wallet import WalletBlock
from kamtui.workspace import Workspace
from tests.ui.card import answered, app_of, card, gone, new_workspace, nord, screen_text, shown, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


def block(pilot: Pilot[Any]) -> WalletBlock:
    return pilot.app.screen_stack[0].query_one(WalletBlock)


async def inside(pilot: Pilot[Any]) -> WalletBlock:
    """The block, shown and with the focus."""
    await until(pilot, lambda: pilot.app.screen_stack[0].query(WalletBlock) and block(pilot).account_id)
    await pilot.press("right")
    await until(pilot, lambda: pilot.app.focused is block(pilot))
    return block(pilot)


async def line(pilot: Pilot[Any], key: str, text: str) -> None:
    """Press a key and answer the line that it asks."""
    await pilot.press(key)
    await shown(pilot, LineDialog)
    await answered(pilot, text)
    await gone(pilot)


async def test_empty_block_teaches_what_a_circle_is_and_which_key_begins(workspace: Workspace) -> None:
    async with card(workspace, "plan", block="3") as pilot:
        await inside(pilot)
        assert "all that the client buys in our categories" in screen_text(pilot)
        assert "Press n" in screen_text(pilot)


async def test_two_lines_give_two_circles_and_the_verdict(workspace: Workspace) -> None:
    async with card(workspace, "plan", block="3") as pilot:
        shown_block = await inside(pilot)
        await line(pilot, "n", "40-45M 30%")
        await until(pilot, lambda: "now n writes the circle of 2027" in app_of(pilot).message)
        await line(pilot, "n", "50 M 34%")
        await until(pilot, lambda: "Double effect" in screen_text(pilot))
        text = screen_text(pilot)
        assert "(40.0 M – 45.0 M)" in text
        assert "ΔR +4.3 M" in text
        assert shown_block.circle.verdict is Verdict.UP_UP
        await pilot.press("i")
        await shown(pilot, WhyDialog)
        assert "ΔW·s₀" in screen_text(pilot)


async def test_line_says_how_it_is_understood_and_refuses_in_words(workspace: Workspace) -> None:
    async with card(workspace, "plan", block="3") as pilot:
        await inside(pilot)
        await pilot.press("т")
        await shown(pilot, LineDialog)
        await typed(pilot, "40M 130%")
        await until(pilot, lambda: "no more than 100 %" in screen_text(pilot))
        await answered(pilot, "40M 30%")
        await gone(pilot)
        assert workspace.wallet.year(nord(workspace), 2026).share == pytest.approx(0.3)


async def test_estimate_of_a_competitor_with_source_and_date(workspace: Workspace) -> None:
    workspace.wallet.start(nord(workspace), 2026, "40 M 30%")
    async with card(workspace, "plan", block="3") as pilot:
        await inside(pilot)
        await pilot.press("N")
        await shown(pilot, FormDialog)
        for text in ("Packaging", None, "BoxPro", "8-10 M", "tender papers", "2026-11-02"):
            await pilot.press("down")
            if text is not None:
                await answered(pilot, text, "end")
        await pilot.press("ctrl+s")
        await gone(pilot)
        made = next(one for one in workspace.wallet.estimates(nord(workspace)) if one.supplier == "BoxPro")
        assert (made.category, made.value, made.source, made.on) == (
            "Packaging",
            Decimal("9000000"),
            "tender papers",
            date(2026, 11, 2),
        )
        await until(pilot, lambda: block(pilot).cursor_id == "Packaging/BoxPro")
        assert "others, not named" in screen_text(pilot)


async def test_year_of_the_table_is_chosen_by_left_and_right(workspace: Workspace) -> None:
    account = nord(workspace)
    workspace.wallet.start(account, 2026, "40 M 30%")
    workspace.wallet.start(account, 2027, "50 M 30%")
    async with card(workspace, "plan", block="3") as pilot:
        found = await inside(pilot)
        assert found.estimate is not None
        assert found.estimate.year == 2026
        await pilot.press("right")
        assert found.estimate.year == 2027
        await pilot.press("e")
        await shown(pilot, FormDialog)
        await answered(pilot, "55 M", "ctrl+s")
        await gone(pilot)
        assert workspace.wallet.year(account, 2027).total == Decimal("55000000")
        await pilot.press("left", "left")
        await until(pilot, lambda: pilot.app.focused is not found)  # the second one leads out of the block


async def test_estimates_that_count_no_longer_stay_to_be_seen_and_deleted(workspace: Workspace) -> None:
    account = nord(workspace)
    workspace.wallet.start(account, 2026, "30 M", source="a guess", on=date(2026, 3, 1))
    workspace.wallet.start(account, 2026, "42 M", source="the buyer", on=date(2026, 9, 1))
    async with card(workspace, "plan", block="3") as pilot:
        found = await inside(pilot)
        text = screen_text(pilot)
        assert text.index("the buyer") < text.index("a guess")
        await pilot.press("end", "d")
        await until(pilot, lambda: [one.source for one in workspace.wallet.estimates(account)] == ["the buyer"])
        await pilot.press("u")
        await until(pilot, lambda: len(workspace.wallet.estimates(account)) == 2)
        assert found.copy_text()


async def test_white_space_is_marked_and_becomes_a_task(workspace: Workspace) -> None:
    account = nord(workspace)
    workspace.wallet.add(account, year=2026, category="Packaging", amount="30 M")
    workspace.wallet.add(account, year=2026, category="Packaging", supplier=US, amount="0")
    async with card(workspace, "plan", block="3") as pilot:
        found = await inside(pilot)
        assert "white space" in screen_text(pilot)
        found.move_to("Packaging/")
        subject = found.subject()
        assert subject is not None
        assert subject.title == "White space: Packaging"


async def test_signs_of_the_block_stand_in_the_help(workspace: Workspace) -> None:
    workspace.wallet.start(nord(workspace), 2026, "40 M 30%")
    async with card(workspace, "plan", block="3") as pilot:
        found = await inside(pilot)
        assert any("our share" in text for _sign, text in found.legend())
        await pilot.press("?")
        await shown(pilot, HelpDialog)
        await until(pilot, lambda: "white space: the client buys it" in screen_text(pilot))


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36), (200, 50)])
async def test_nothing_of_the_head_is_cut_off(workspace: Workspace, size: tuple[int, int]) -> None:
    account = nord(workspace)
    workspace.wallet.start(account, 2026, "40-45 M 30%", source="the buyer")
    workspace.wallet.start(account, 2027, "50 M 34%", source="plan of purchases")
    async with card(workspace, "plan", size=size, block="3") as pilot:
        await inside(pilot)
        await pilot.pause()
        text = screen_text(pilot)
        for part in ("42.5 M", "30 %", "50.0 M", "34 %", "estimated", "Double effect", "ΔR +4.3 M", "all categories"):
            assert part in text
        assert "█" in text
        assert "░" in text


async def test_words_are_russian_in_russian(workspace: Workspace) -> None:
    set_language("ru")
    workspace.wallet.start(nord(workspace), 2026, "40 млн 30%")
    async with card(workspace, "plan", block="3") as pilot:
        await inside(pilot)
        await pilot.press("т")
        await shown(pilot, LineDialog)
        await typed(pilot, "42 млн 30%")
        await until(pilot, lambda: "42,0 млн" in screen_text(pilot))
