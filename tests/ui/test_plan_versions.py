"""Versions of a plan: snapshots, what differs between two of them or one and now, with signs beside colours."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamtui.domain.plan_snapshots import Difference, Words
from kamtui.i18n import set_language
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.screens.plan_differences import difference_lines
from kamtui.workspace import Workspace
from tests.ui.card import answered, app_of, application, gone, new_workspace, nord, screen_text, shown, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A plan kept three times."""
    made = new_workspace(tmp_path)
    plans, key = made.plans, nord(made)
    plans.write_block(key, 2026, 3, "They buy from three suppliers and want one.")
    plans.keep(key, 2026, "first")
    plans.write_block(key, 2026, 3, "They buy from four suppliers and want one.")
    plans.keep(key, 2026, "second")
    made.tasks.add(title="Send the offer", account_id=key, quarter="2026-Q4")
    plans.keep(key, 2026, "third")
    plans.add_goal(key, 2026, title="Second supplier")
    return made


async def test_a_version_is_compared_with_now_and_any_two_with_each_other(workspace: Workspace) -> None:
    async with application(workspace, (120, 36), "versions", account_id=nord(workspace), year=2026) as pilot:
        await until(pilot, lambda: "third" in screen_text(pilot))
        await until(pilot, lambda: "Second supplier" in screen_text(pilot))  # the newest against now
        assert "Send the offer" not in screen_text(pilot)
        await pilot.press("down", "down")
        await until(pilot, lambda: "[-three-] {+four+}" in screen_text(pilot))
        assert "Send the offer" in screen_text(pilot)
        await pilot.press("space", "up")  # the first against the second
        await until(pilot, lambda: "→ 20 Nov 2026 kept   1 difference" in screen_text(pilot))
        assert "[-three-] {+four+}" in screen_text(pilot)
        assert "Send the offer" not in screen_text(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.focused is not None and pilot.app.focused.id == "versions-text")
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.focused.id == "versions-list")


async def test_plan_leads_to_its_versions_and_back(workspace: Workspace) -> None:
    async with application(workspace, (80, 24), "account", account_id=nord(workspace), tab="plan") as pilot:
        await until(pilot, lambda: pilot.app.focused is not None and pilot.app.focused.id == "board")
        await pilot.press("V")
        await until(pilot, lambda: "Versions of the plan 2026" in screen_text(pilot))
        await pilot.press("n")
        await shown(pilot, LineDialog)
        await answered(pilot, "before the talk")
        await gone(pilot)
        assert workspace.plans.snapshots(nord(workspace), 2026)[0].note == "before the talk"
        await until(pilot, lambda: "before the talk" in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name == "account")


async def test_empty_list_says_what_it_is_for(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    async with application(workspace, (80, 24), "versions", account_id=nord(workspace), year=2026) as pilot:
        await until(pilot, lambda: "No snapshot of this plan is kept yet" in screen_text(pilot))
        await pilot.press("n")
        await shown(pilot, LineDialog)
        await pilot.press("enter")
        await until(pilot, lambda: "there is no plan of 2026 yet" in screen_text(pilot))


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_differences_are_told_by_signs_and_fit(lang: str) -> None:
    set_language(lang)
    words = tuple(
        Words(sign, text) for sign, text in ((" ", "a " * 40), ("-", "[red]old"), ("+", "新 " * 30), (" ", "z"))
    )
    found = (
        Difference("~", "block 3", "Potential", words=words),
        Difference("+", "tasks Q2", "Offer " * 30),
        Difference("~", "tasks Q2", "Pilot", before="Q2", after="Q3"),
        Difference("-", "tasks Q2", "Visit", before="Q2"),
    )
    lines = difference_lines(found, 60)
    assert all(line.cell_length == 60 for line in lines)
    text = "\n".join(line.text for line in lines)
    assert "[-[red]old-]" in text
    assert "{+新" in text
    assert "[-Q2-]" in text
    assert "{+Q3+}" in text
    assert "- Visit" in text
    assert "a a a …" in text or "… a a" in text


def test_what_was_unknown_is_said_in_a_word() -> None:
    found = (
        Difference("~", "circle", "wallet of next year", "–", "16,500,000"),
        Difference("~", "circle", "verdict", "up_up", "–"),
    )
    text = "\n".join(line.text for line in difference_lines(found, 78))
    assert "wallet of next year  nothing → {+16,500,000+}" in text
    assert "[-up_up-] → nothing" in text
