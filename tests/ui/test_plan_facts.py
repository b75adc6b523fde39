"""What the data say in blocks 1, 2 and 6: more of it where there is room, what is still open first, nothing cut."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kamtui.ui.screens.plan_facts import block_facts
from kamtui.workspace import Workspace
from tests.ui.card import app_of, card, new_workspace, nord, screen_text, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = new_workspace(tmp_path)
    orders = tmp_path / "orders.csv"
    lines = [
        "order_no,date,account,category,amount",
        "1,2026-02-10,Nord,Cleaning,2000000",
        "2,2026-03-10,Nord,Film,500000",
    ]
    orders.write_text("\n".join(lines) + "\n", encoding="utf-8")
    made.imports.run("orders", orders)
    made.contacts.add(
        nord(made), name="Ivan Petrov", position="CEO", level=5, influence="inner_circle",
        strength=2, target_strength=3, attitude=1,
    )  # fmt: skip
    return made


def facts(workspace: Workspace, number: int, roomy: bool = True) -> dict[str, str]:
    return {name: text for name, text, _tone in block_facts(workspace, nord(workspace), number, 2026, roomy)}


def test_profile_tells_the_present_state_where_there_is_room(workspace: Workspace) -> None:
    workspace.wallet.start(nord(workspace), 2026, "10 M")
    told = facts(workspace, 1)
    assert told["bought in 2026"] == "Cleaning 2.0 M, Film 500 K"
    assert told["wallet share"] == "25 %"
    assert "no touch" in told["attention"]
    assert "bought in 2026" not in facts(workspace, 1, roomy=False)


def test_what_is_compared_with_a_year_ago_is_three_months_and_no_quarter(workspace: Workspace, tmp_path: Path) -> None:
    orders = tmp_path / "more.csv"
    lines = [
        "order_no,date,account,amount",
        "3,2025-09-10,Nord,300000",
        "4,2026-09-10,Nord,200000",
        "5,2026-10-10,Nord,70000",
    ]
    orders.write_text("\n".join(lines) + "\n", encoding="utf-8")
    workspace.imports.run("orders", orders)
    assert "last 3 months 270 K, a year ago 300 K" in facts(workspace, 1)["by month"]


def test_map_tells_key_players_one_by_one_where_there_is_room(workspace: Workspace) -> None:
    told = facts(workspace, 2)
    assert told["key players"].endswith("Ivan Petrov (CEO), working → close, never !")
    assert told["active by level"].startswith("5: 0/1")
    assert facts(workspace, 2, roomy=False)["key players"] == "Ivan Petrov"


def test_an_ended_quarter_tells_gained_items_by_code_and_the_rest_in_full(workspace: Workspace) -> None:
    progress, account = workspace.progress, nord(workspace)
    for code, quarter in (("K01", "2026-Q3"), ("K02", "2026-Q3"), ("K03", "2026-Q4"), ("I01", "2026-Q4")):
        workspace.progress.plan_quarter(account, code, quarter)
    for code, day in (("K01", date(2026, 8, 1)), ("K03", date(2026, 11, 1))):
        progress.change(account, code, status="done", evidence="seen", on=day)
    told = facts(workspace, 6)
    assert told["Q3: 1 of 2"].startswith("○ K02 ")
    assert told["Q3: 1 of 2"].endswith("; ● K01")
    assert told["Q4: 1 of 2"].startswith("○ I01 ")
    assert "● K03 Client's development plan" in told["Q4: 1 of 2"]


@pytest.mark.parametrize("block", ["1", "2", "3", "4", "5", "6", "7"])
async def test_on_a_small_screen_a_block_has_the_whole_height_while_one_works_in_it(
    workspace: Workspace, block: str
) -> None:
    async with card(workspace, "plan", (80, 24), block=block) as pilot:
        left = app_of(pilot).query_one("#plan-left")
        if block != "7":  # where the keys are from the beginning
            assert left.display
            await pilot.press("right")
        await until(pilot, lambda: not left.display)
        await pilot.press("b")
        await until(pilot, lambda: left.display and "ADP 2026" in screen_text(pilot))


def test_a_position_that_is_the_name_is_not_told_twice(workspace: Workspace) -> None:
    key = nord(workspace)
    workspace.contacts.add(key, name="Head of quality, Lipetsk", position="Head of quality", level=3, placeholder=True)
    workspace.contacts.add(key, name="Somebody of finance", position="CFO", level=4, placeholder=True)
    told = facts(workspace, 6)["to meet"]
    assert "Head of quality, Lipetsk" in told
    assert "(Head of quality)" not in told
    assert "Somebody of finance (CFO)" in told
