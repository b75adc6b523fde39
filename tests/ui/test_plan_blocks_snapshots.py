"""How blocks 3, 4 and 5 of a plan are drawn: their own lines, over a small workspace with known figures.

After a wanted change: `make test ARGS="tests/ui/test_plan_blocks_snapshots.py --snapshot-update"`; read what differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from kamtui.i18n import set_language
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.widgets.linelist import LineList
from kamtui.workspace import Workspace
from tests.ui.card import app_of, card, new_workspace, nord, still, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    account, wallet, opportunities = nord(workspace), workspace.wallet, workspace.opportunities
    wallet.start(account, 2026, "36 M", source="a guess", on=date(2026, 2, 1))
    wallet.start(account, 2026, "40-45 M 30%", source="the buyer", on=date(2026, 9, 12))
    wallet.start(account, 2027, "52 M 34%", source="plan of purchases", on=date(2026, 10, 1))
    wallet.add(account, year=2026, category="Cleaning", amount="20 M")
    wallet.add(account, year=2026, category="Cleaning", supplier="us", amount="12 M", source="contract")
    wallet.add(account, year=2026, category="Cleaning", supplier="ChemCo", amount="6 M", source="tender")
    wallet.add(account, year=2026, category="Packaging", amount="9 M")
    wallet.add(account, year=2026, category="Packaging", supplier="us", amount="0")
    wallet.add(account, year=2027, category="Packaging", amount="11 M")
    plant = workspace.initiatives.add(account, title="New plant in Lipetsk", source="trade press", relevant=True)
    workspace.initiatives.add(account, title="New ERP system", relevant=False, source="site")
    trouble = workspace.initiatives.add(account, title="Trouble with the packaging supplier", source="buyer")
    opportunities.add(
        plant.id, title="Cleaning for the plant", amount="4200000", probability="0.3", quarter="2026-Q4",
        category="Cleaning", competitor="ChemCo", next_step="Meet the chief engineer",
    )  # fmt: skip
    won = opportunities.add(plant.id, title="Trial batch", amount="500000", probability="0.9", quarter="2026-Q4")
    opportunities.win(won.id)
    later = opportunities.add(
        trouble.id,
        title="Film",
        amount="350000",
        probability="0.1",
        monthly=True,
        quarter="2026-Q4",
        category="Packaging",
    )
    opportunities.postpone(later.id, None, "no budget")
    workspace.plans.set_quarter(account, "2026-Q4", base=Decimal(7_000_000), revenue_plan=Decimal(10_000_000))
    return workspace


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_language("en")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("number", [3, 4, 5])
async def test_block(
    workspace: Workspace, number: int, language: str, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    set_language(language)
    assert await lines(workspace, number, size) == snapshot


async def test_circles_in_ascii(workspace: Workspace, snapshot: SnapshotAssertion) -> None:
    G.use(ascii_only=True)
    paint._cut.cache_clear()  # texts cut by tests before have the other ellipsis
    drawn = await lines(workspace, 3, (120, 36))
    assert [char for char in drawn if not char.isascii()] == []
    assert drawn == snapshot


async def lines(workspace: Workspace, number: int, size: tuple[int, int]) -> str:
    """What the widget of a block draws."""
    async with card(workspace, "plan", size, block=str(number)) as pilot:
        app = app_of(pilot)
        await until(pilot, lambda: app.query(f"#block-{number}"))
        found = app.query_one(f"#block-{number}", LineList)
        await until(pilot, lambda: found.rows)
        await pilot.press("right")
        await until(pilot, lambda: app.focused is found)
        await still(pilot)
        return "\n".join(found.render_line(y).text.rstrip() for y in range(found.area.height))
