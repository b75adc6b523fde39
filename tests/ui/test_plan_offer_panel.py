"""What is under the cursor of blocks 4 and 5 in full: beside the list, under it, and behind `i`; what forms refuse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.initiatives import Opportunity
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.screens.plan_forecast import ForecastBlock
from kamtui.ui.screens.plan_offer_actions import OfferList
from kamtui.ui.screens.plan_offer_place import OfferPlace
from kamtui.ui.screens.plan_offers import OffersBlock
from kamtui.ui.screens.plan_wallet import WalletBlock
from kamtui.ui.screens.plan_wallet_rows import REST
from kamtui.ui.widgets.document import Document
from kamtui.workspace import Workspace
from tests.ui.card import answered, app_of, card, gone, new_workspace, nord, screen_text, shown, typed, until

WIDE, USUAL, SMALL = (200, 50), (120, 36), (80, 24)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


@pytest.fixture
def offer(workspace: Workspace) -> Opportunity:
    plant = workspace.initiatives.add(nord(workspace), title="New plant", source="trade press", relevant=True)
    items = workspace.progress.of(nord(workspace)).items
    audit = next(item.progression for item in items if item.progression.code == "I01")
    return workspace.opportunities.add(
        plant.id,
        title="Cleaning chemicals",
        amount="4200000",
        probability="0.3",
        quarter="2026-Q4",
        competitor="ChemCo",
        next_step="Meet the chief engineer",
        progressions=(audit.id,),
    )


async def inside(pilot: Pilot[Any], kind: type[OfferList[Any]]) -> OfferList[Any]:
    """A block, shown and with the focus."""
    screen = pilot.app.screen_stack[0]
    await until(pilot, lambda: screen.query(kind) and screen.query_one(kind).account_id)
    await pilot.press("right")
    found = screen.query_one(kind)
    await until(pilot, lambda: pilot.app.focused is found)
    return found


def panel(pilot: Pilot[Any]) -> Document:
    place = next(one for one in pilot.app.screen_stack[0].query(OfferPlace) if one.display)
    return place.query_one(Document)


async def tells(pilot: Pilot[Any], *texts: str) -> None:
    """Wait until the panel says all of these."""

    def said() -> str:
        shown = panel(pilot)
        return "\n".join(shown.render_line(y).text for y in range(shown.area.height)) if shown.display else ""

    await until(pilot, lambda: all(text in said() for text in texts))


@pytest.mark.parametrize("size", [WIDE, USUAL])
async def test_panel_tells_the_opportunity_with_worth_needs_source_and_next_step(
    workspace: Workspace, offer: Opportunity, size: tuple[int, int]
) -> None:
    async with card(workspace, "plan", size, block="4", row_id=offer.id) as pilot:
        await inside(pilot, OffersBlock)
        await tells(pilot, "4.2 M RUB", "Q4 +1.3 M", "4.2 M × 30 %", "ChemCo", "Meet the chief engineer", "trade press")
        await tells(pilot, "I01", "K06", "4 to gain") if size == WIDE else None
        await pilot.press("9")
        await tells(pilot, "Q4 +2.5 M", "30 % → 60 %") if size == WIDE else await tells(pilot, "Q4 +2.5 M")


async def test_panel_stands_beside_a_wide_list_and_under_a_narrow_one(workspace: Workspace, offer: Opportunity) -> None:
    for size, beside in ((WIDE, True), (USUAL, False)):
        async with card(workspace, "plan", size, block="4", row_id=offer.id) as pilot:
            block = await inside(pilot, OffersBlock)
            await tells(pilot, "ChemCo")
            assert (panel(pilot).region.x > block.region.right) is beside
            assert (panel(pilot).region.y >= block.region.y + block.line_count) is not beside
        workspace = Workspace(workspace.path, workspace.clock, "anna")


async def test_a_list_that_needs_all_lines_has_no_panel_and_gets_it_back(
    workspace: Workspace, offer: Opportunity
) -> None:
    for number in range(12):
        workspace.initiatives.add(nord(workspace), title=f"Plant {number}")
    async with card(workspace, "plan", SMALL, block="4", row_id=offer.id) as pilot:
        await inside(pilot, OffersBlock)
        assert not panel(pilot).display
        await pilot.resize_terminal(*WIDE)
        await tells(pilot, "Meet the chief engineer")


async def test_initiative_without_source_or_offers_says_which_key_helps(workspace: Workspace) -> None:
    plant = workspace.initiatives.add(nord(workspace), title="Export")
    async with card(workspace, "plan", WIDE, block="4", row_id=plant.id) as pilot:
        await inside(pilot, OffersBlock)
        await tells(
            pilot, "not decided; space decides", "not known; e writes who said it", "none yet; N adds our offer"
        )
        await pilot.press("space")
        await tells(pilot, "yes, we can sell into it", "relevant")


async def test_forecast_panel_tells_the_quarter_the_year_and_the_distance_to_the_target(
    workspace: Workspace, offer: Opportunity
) -> None:
    workspace.plans.set_quarter(nord(workspace), workspace.quarter, revenue_plan=5_000_000, base=3_000_000)
    loose = workspace.initiatives.add(nord(workspace), title="Export")
    lost = workspace.opportunities.add(loose.id, title="Trays", amount="100", probability="0.1", quarter="2026-Q4")
    workspace.initiatives.change(loose.id, relevant=None)
    async with card(workspace, "plan", WIDE, block="5") as pilot:
        block = await inside(pilot, ForecastBlock)
        await tells(pilot, "Forecast of Q4", "+1.3 M  of 4.2 M offered", "740 K short of the target")
        block.move_to("year")
        await tells(
            pilot, "Forecast of 2026", "base business not confirmed", "1 open opportunity does not count", "Trays"
        )
        block.move_to(lost.id)
        await tells(pilot, "nobody has decided", "Export", "noted on")


@pytest.mark.parametrize(("block", "kind"), [("4", OffersBlock), ("5", ForecastBlock)])
async def test_why_of_an_opportunity_and_of_an_initiative(
    workspace: Workspace, offer: Opportunity, block: str, kind: type[OfferList[Any]]
) -> None:
    async with card(workspace, "plan", SMALL, block=block, row_id=offer.id) as pilot:
        found = await inside(pilot, kind)
        await until(pilot, lambda: found.cursor_id == offer.id)
        await pilot.press("i")
        dialog = await shown(pilot, WhyDialog)
        assert dialog.explained.value == 1_260_000
        await pilot.press("escape")
        await gone(pilot)
        if kind is OffersBlock:
            found.move_to(offer.initiative_id)
            await pilot.press("i")
            assert (await shown(pilot, WhyDialog)).explained.value == 1_260_000


async def test_an_open_opportunity_does_not_move_into_an_ended_quarter(
    workspace: Workspace, offer: Opportunity
) -> None:
    async with card(workspace, "plan", block="4", row_id=offer.id) as pilot:
        await inside(pilot, OffersBlock)
        await pilot.press("less_than_sign")
        await until(pilot, lambda: "Q3 has ended" in screen_text(pilot))
        assert workspace.opportunities.get(offer.id).quarter == workspace.quarter
        await pilot.press("greater_than_sign", "less_than_sign")
        await until(pilot, lambda: workspace.opportunities.get(offer.id).version > offer.version + 1)
        assert workspace.opportunities.get(offer.id).quarter == workspace.quarter


@pytest.mark.parametrize("text", ["9" * 40, "-3 M", "40-45 M"])
async def test_an_impossible_amount_is_refused_while_it_is_typed_and_stays(
    workspace: Workspace, offer: Opportunity, text: str
) -> None:
    async with card(workspace, "plan", block="4", row_id=offer.id) as pilot:
        await inside(pilot, OffersBlock)
        await pilot.press("e")
        form = await shown(pilot, FormDialog)
        await pilot.press("down")
        await answered(pilot, text, "ctrl+s")
        await until(pilot, lambda: form.values["amount"] == text if hasattr(form, "values") else True)
        assert text[:20] in screen_text(pilot)
        await pilot.press("escape")
        await gone(pilot)
        assert workspace.opportunities.get(offer.id).amount == offer.amount


async def test_a_line_with_a_probability_over_100_is_refused_in_place(workspace: Workspace) -> None:
    async with card(workspace, "plan", block="4") as pilot:
        await inside(pilot, OffersBlock)
        await pilot.press("n")
        await shown(pilot, LineDialog)
        await typed(pilot, "New plant 4.2M 130% Q4")
        await pilot.press("enter")
        await until(pilot, lambda: "a probability is between 0 and 1" in screen_text(pilot))
        assert isinstance(app_of(pilot).screen, LineDialog)
        assert workspace.initiatives.of(nord(workspace)) == ()
        await answered(pilot, "New plant 4.2M 30% Q4")
        await gone(pilot)
        assert [one.title for one in workspace.initiatives.of(nord(workspace))] == ["New plant"]


async def test_a_wallet_that_no_number_holds_is_refused_in_place(workspace: Workspace) -> None:
    async with card(workspace, "plan", block="3") as pilot:
        await pilot.press("right", "n")
        await shown(pilot, LineDialog)
        await typed(pilot, "9" * 40)
        await pilot.press("enter")
        await until(pilot, lambda: "the amount is too large" in screen_text(pilot))
        assert isinstance(app_of(pilot).screen, LineDialog)


async def test_coming_back_to_the_tab_the_keys_work_in_the_block_again(
    workspace: Workspace, offer: Opportunity
) -> None:
    async with card(workspace, "plan", block="4", row_id=offer.id) as pilot:
        block = await inside(pilot, OffersBlock)
        await pilot.press("tab")
        await until(pilot, lambda: app_of(pilot).focused not in (None, block))
        await pilot.press("shift+tab")
        await until(pilot, lambda: app_of(pilot).focused is block)
        await pilot.press("left", "tab")
        await until(pilot, lambda: app_of(pilot).query_one("#pane-plan").display is False)
        await pilot.press("shift+tab")
        await until(pilot, lambda: app_of(pilot).focused is app_of(pilot).query_one("#blocks"))


async def test_the_unnamed_rest_of_a_wallet_asks_who_it_is(workspace: Workspace) -> None:
    workspace.wallet.start(nord(workspace), 2026, "40 M 30%")
    async with card(workspace, "plan", block="3") as pilot:
        await pilot.press("right")
        block = app_of(pilot).query_one(WalletBlock)
        await until(pilot, lambda: any(row.id.endswith(f"/{REST}") for row in block.rows))
        block.move_to(next(row.id for row in block.rows if row.id.endswith(f"/{REST}")))
        await pilot.press("e")
        await shown(pilot, FormDialog)
        await typed(pilot, "ChemCo")
        await pilot.press("down")
        await typed(pilot, "5 M")
        await pilot.press("ctrl+s")
        await gone(pilot)
        assert workspace.wallet.estimates(nord(workspace), 2026)[0].supplier == "ChemCo"


async def test_the_end_of_the_year_is_the_fact_of_ended_quarters_and_the_forecast_of_the_rest(
    workspace: Workspace, offer: Opportunity, tmp_path: Path
) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text("order_no,date,account,amount\n1,2026-02-10,Nord,2000000\n", encoding="utf-8")
    workspace.imports.run("orders", orders)
    workspace.plans.set_quarter(nord(workspace), "2026-Q1", base=3_000_000, revenue_plan=3_000_000)
    workspace.plans.set_quarter(nord(workspace), "2026-Q4", base=1_000_000)
    async with card(workspace, "plan", WIDE, block="5") as pilot:
        block = await inside(pilot, ForecastBlock)
        block.move_to("year")
        await tells(pilot, "forecast     5.3 M", "year's end   4.3 M", "fact so far  2.0 M")
        await tells(
            pilot, "target       3.0 M · Q1", "1.0 M short of the target"
        )  # what has no target is not beside it
