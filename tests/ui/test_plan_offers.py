"""Blocks 4 and 5 of a plan: initiatives, opportunities and the forecast by keys; the worked example of the method."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.domain.initiatives import Initiative, Opportunity
from kamtui.domain.words import OpportunityStatus, Verdict
from kamtui.ui.dialogs.form import FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.dialogs.why import WhyDialog
from kamtui.ui.screens.plan_forecast import ForecastBlock
from kamtui.ui.screens.plan_offer_actions import OfferList
from kamtui.ui.screens.plan_offers import OffersBlock
from kamtui.workspace import Workspace
from tests.ui.card import answered, app_of, card, gone, new_workspace, nord, screen_text, shown, typed, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


@pytest.fixture
def plant(workspace: Workspace) -> Initiative:
    return workspace.initiatives.add(nord(workspace), title="New plant", source="trade press", relevant=True)


@pytest.fixture
def offer(workspace: Workspace, plant: Initiative) -> Opportunity:
    return workspace.opportunities.add(
        plant.id,
        title="Cleaning chemicals",
        amount="4200000",
        probability="0.3",
        quarter="2026-Q4",
        competitor="ChemCo",
        next_step="Meet the chief engineer",
    )


async def inside(pilot: Pilot[Any], kind: type[OfferList[Any]]) -> OfferList[Any]:
    """A block, shown and with the focus."""
    screen = pilot.app.screen_stack[0]
    await until(pilot, lambda: screen.query(kind) and screen.query_one(kind).account_id)
    await pilot.press("right")
    found = screen.query_one(kind)
    await until(pilot, lambda: pilot.app.focused is found)
    return found


async def line(pilot: Pilot[Any], key: str, text: str) -> None:
    """Press a key and answer the line that it asks."""
    await pilot.press(key)
    await shown(pilot, LineDialog)
    await answered(pilot, text)
    await gone(pilot)


def titles(workspace: Workspace) -> list[str]:
    return [one.title for one in workspace.initiatives.of(nord(workspace))]


async def test_empty_list_teaches_and_a_line_makes_initiative_and_opportunity(workspace: Workspace) -> None:
    async with card(workspace, "plan", block="4") as pilot:
        await inside(pilot, OffersBlock)
        assert "A client initiative is what the client is going to do" in screen_text(pilot)
        await pilot.press("n")
        await shown(pilot, LineDialog)
        await typed(pilot, "New plant relevant 4.2M 30% Q4 vs ChemCo")
        await until(pilot, lambda: "initiative: New plant" in screen_text(pilot))
        await pilot.press("enter")
        await gone(pilot)
        made = workspace.initiatives.of(nord(workspace))[0]
        assert (made.relevant, len(made.opportunities)) == (True, 1)
        await until(pilot, lambda: "vs ChemCo" in screen_text(pilot))


async def test_relevance_goes_round_and_bursts_are_counted(workspace: Workspace, plant: Initiative) -> None:
    async with card(workspace, "plan", block="4") as pilot:
        await inside(pilot, OffersBlock)
        await pilot.press("space")
        await until(pilot, lambda: workspace.initiatives.get(plant.id).relevant is False)
        await pilot.press("space", "space")
        await until(pilot, lambda: workspace.initiatives.get(plant.id).relevant is True)


async def test_initiatives_are_put_in_order_and_deleted_with_undo(workspace: Workspace, offer: Opportunity) -> None:
    workspace.initiatives.add(nord(workspace), title="New standard")
    async with card(workspace, "plan", block="4") as pilot:
        await inside(pilot, OffersBlock)
        await pilot.press("J")
        await until(pilot, lambda: titles(workspace) == ["New standard", "New plant"])
        await pilot.press("K")
        await until(pilot, lambda: titles(workspace) == ["New plant", "New standard"])
        await pilot.press("d")
        await until(pilot, lambda: titles(workspace) == ["New standard"])
        await pilot.press("u")
        await until(pilot, lambda: len(workspace.opportunities.of(nord(workspace))) == 1)


async def test_source_of_an_initiative_is_picked_from_people(workspace: Workspace, plant: Initiative) -> None:
    person = workspace.contacts.add(nord(workspace), name="Ivan Petrov", position="Buyer")
    async with card(workspace, "plan", block="4") as pilot:
        await inside(pilot, OffersBlock)
        await pilot.press("e")
        await shown(pilot, FormDialog)
        await pilot.press("down", "down", "down", "down", "down", "space")
        await shown(pilot, PickDialog)
        await answered(pilot, "Petrov")
        await shown(pilot, FormDialog)
        await pilot.press("ctrl+s")
        await gone(pilot)
        assert workspace.initiatives.get(plant.id).contact_id == person.id
        await until(pilot, lambda: "trade press; Ivan Petrov" in screen_text(pilot))


async def test_keys_of_four_probabilities(workspace: Workspace, offer: Opportunity) -> None:
    async with card(workspace, "plan", block="5") as pilot:
        found = await inside(pilot, ForecastBlock)
        found.move_to(offer.id)
        await until(pilot, lambda: "7 8 9 0 probability" in screen_text(pilot))
        for key, value in (("7", "0.1"), ("9", "0.6"), ("0", "0.9"), ("8", "0.3")):
            await pilot.press(key)
            await until(pilot, lambda value=value: workspace.opportunities.get(offer.id).probability == Decimal(value))


async def test_probability_beyond_its_range_is_refused_beside_its_field(
    workspace: Workspace, offer: Opportunity
) -> None:
    async with card(workspace, "plan", block="5") as pilot:
        found = await inside(pilot, ForecastBlock)
        found.move_to(offer.id)
        await pilot.press("e")
        await shown(pilot, FormDialog)
        await pilot.press("down", "down")
        await answered(pilot, "130", "ctrl+s")
        await until(pilot, lambda: "between 0 and 1" in screen_text(pilot))
        await answered(pilot, "45 %", "ctrl+s")
        await gone(pilot)
        assert workspace.opportunities.get(offer.id).probability == Decimal("0.45")


async def test_monthly_amount_runs_from_a_month_on(workspace: Workspace, offer: Opportunity) -> None:
    async with card(workspace, "plan", block="5") as pilot:
        found = await inside(pilot, ForecastBlock)
        found.move_to(offer.id)
        await pilot.press("e")
        await shown(pilot, FormDialog)
        await pilot.press("down")
        await answered(pilot, "100 K", "down")
        await pilot.press(*["down"] * 7, "right", "down")
        await answered(pilot, "12.2026", "ctrl+s")
        await gone(pilot)
        changed = workspace.opportunities.get(offer.id)
        assert (changed.amount, changed.monthly, changed.starts) == (Decimal("100000"), True, date(2026, 12, 1))
        assert workspace.opportunities.forecast(nord(workspace), 2027).quarters[0].amount == Decimal("300000")


async def test_won_lost_and_open_again(workspace: Workspace, offer: Opportunity) -> None:
    def status() -> OpportunityStatus:
        return workspace.opportunities.get(offer.id).status

    async with card(workspace, "plan", block="5") as pilot:
        found = await inside(pilot, ForecastBlock)
        found.move_to(offer.id)
        await pilot.press("W")
        await until(pilot, lambda: status() is OpportunityStatus.WON)
        await pilot.press("o")
        await until(pilot, lambda: status() is OpportunityStatus.OPEN)
        await pilot.press("X")
        await shown(pilot, LineDialog)
        await pilot.press("enter")
        await until(pilot, lambda: "say why" in screen_text(pilot))
        await answered(pilot, "price")
        await gone(pilot)
        lost = workspace.opportunities.get(offer.id)
        assert (lost.status, lost.reason) == (OpportunityStatus.LOST, "price")


async def test_postponed_to_a_quarter_or_to_none(workspace: Workspace, offer: Opportunity) -> None:
    async with card(workspace, "plan", block="5") as pilot:
        found = await inside(pilot, ForecastBlock)
        found.move_to(offer.id)
        await pilot.press("P")
        await shown(pilot, PickDialog)
        await answered(pilot, "2027-Q2")
        await gone(pilot)
        assert str(workspace.opportunities.get(offer.id).quarter) == "2027-Q2"
        await pilot.press("u")
        await until(pilot, lambda: str(workspace.opportunities.get(offer.id).quarter) == "2026-Q4")
        found.move_to(offer.id)
        await pilot.press("P")
        await shown(pilot, PickDialog)
        await answered(pilot, "nobody knows")
        await gone(pilot)
        assert workspace.opportunities.get(offer.id).status is OpportunityStatus.POSTPONED


async def test_quarter_moves_and_without_an_opportunity_the_year_turns(
    workspace: Workspace, offer: Opportunity
) -> None:
    async with card(workspace, "plan", block="5") as pilot:
        found = await inside(pilot, ForecastBlock)
        found.move_to(offer.id)
        await pilot.press(">", "д".upper(), "<")
        await until(pilot, lambda: str(workspace.opportunities.get(offer.id).quarter) == "2027-Q1")
        assert found.cursor_id == offer.id  # decided in another year now, and still in sight
        found.move_to("2026-Q1")
        await pilot.press("<")
        await until(pilot, lambda: "ADP 2025" in screen_text(pilot))


async def test_next_step_becomes_a_task(workspace: Workspace, offer: Opportunity) -> None:
    async with card(workspace, "plan", block="5") as pilot:
        found = await inside(pilot, ForecastBlock)
        found.move_to(offer.id)
        await pilot.press("t")
        await shown(pilot, FormDialog)
        await pilot.press("ctrl+s")
        await gone(pilot)
        task = workspace.tasks.find("Meet the chief engineer")
        assert workspace.opportunities.get(offer.id).task_id == task.id


async def test_base_is_confirmed_and_forecast_is_its_sum_with_the_offers(
    workspace: Workspace, offer: Opportunity
) -> None:
    async with card(workspace, "plan", block="5") as pilot:
        found = await inside(pilot, ForecastBlock)
        assert found.cursor_id == "2026-Q4"
        await line(pilot, "M", "3 M")
        await line(pilot, "m", "5 M")
        quarter = workspace.opportunities.forecast(nord(workspace), 2026).quarters[3]
        assert (quarter.base, quarter.weighted, quarter.total, quarter.target) == (
            Decimal("3000000"),
            Decimal("1260000"),
            Decimal("4260000"),
            Decimal("5000000"),
        )
        await until(pilot, lambda: "+1.3 M" in screen_text(pilot) and "4.3 M" in screen_text(pilot))
        await pilot.press("i")
        await shown(pilot, WhyDialog)
        assert "Forecast of 2026" in screen_text(pilot)


async def test_worked_example_of_the_method_is_entered_by_keys_alone(workspace: Workspace) -> None:
    account = nord(workspace)
    async with card(workspace, "plan", block="3") as pilot:
        await until(pilot, lambda: "Press n" in screen_text(pilot))
        await pilot.press("right")
        await line(pilot, "n", "40-44 M 25%")
        await line(pilot, "n", "52 M 32%")
        await until(pilot, lambda: "Double effect" in screen_text(pilot))

        await pilot.press("b", "down", "right")
        await until(pilot, lambda: isinstance(pilot.app.focused, OffersBlock))
        await line(pilot, "n", "New plant in another region relevant 9M 30% Q4 vs ChemCo")
        await line(pilot, "n", "Quality system under a new standard relevant")
        await pilot.press("N")
        await shown(pilot, FormDialog)
        await answered(pilot, "2.5 M", "down")
        await answered(pilot, "60", "ctrl+s")
        await gone(pilot)
        await line(pilot, "n", "Trouble with the packaging supplier")
        await pilot.press("space")
        await until(pilot, lambda: all(one.relevant for one in workspace.initiatives.of(account)))
        await pilot.press("N")
        await shown(pilot, FormDialog)
        await answered(pilot, "6 M", "ctrl+s")
        await gone(pilot)

        await pilot.press("b", "down", "right")
        await until(pilot, lambda: isinstance(pilot.app.focused, ForecastBlock))
        await line(pilot, "M", "7 M")
        await until(pilot, lambda: "Trouble with the packaging supplier" in screen_text(pilot))
        await pilot.press("down", "down", "down", "7")
        await until(pilot, lambda: "10 %" in app_of(pilot).message)

        assert workspace.wallet.circle(account, 2026).verdict is Verdict.UP_UP
        assert len(titles(workspace)) == 3
        forecast = workspace.opportunities.forecast(account, 2026)
        assert forecast.quarters[3].weighted == Decimal("2700000") + Decimal("1500000") + Decimal("600000")
        assert forecast.total == Decimal("11800000")
