"""The forecast of accounts from what is stored, what next best and the brief make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.initiatives import Opportunity
from kamtui.domain.quarters import Quarter
from kamtui.workspace import Workspace


@pytest.fixture
def offer(workspace: Workspace, nord: Account) -> Opportunity:
    """4.2 M at 40 % in the first quarter of 2027."""
    plant = workspace.initiatives.add(nord.id, title="New plant")
    return workspace.opportunities.add(
        plant.id, title="Packaging tender", amount="4200000", probability="0.4", quarter="2027-Q1"
    )


def sold(day: date, revenue: int) -> tuple[date, int, int, int, bool]:
    return day, revenue * 100, 0, 0, True


def test_base_target_fact_and_history_of_a_year(
    workspace: Workspace, nord: Account, offer: Opportunity, sell: Callable[..., None]
) -> None:
    days = [
        sold(date(2024, 5, 5), 5),
        sold(date(2025, 2, 3), 10),
        sold(date(2026, 2, 3), 20),
        sold(date(2026, 11, 2), 7),
    ]
    sell(workspace, {nord.id: days})
    workspace.plans.set_quarter(nord.id, "2027-Q1", revenue_plan="3000000", base="1000000")
    found = workspace.opportunities.forecast(nord.id, 2027)
    first = found.quarters[0]
    assert (first.base, first.weighted, first.total, first.target) == (1_000_000, 1_680_000, 2_680_000, 3_000_000)
    assert first.history == ((2026, Decimal(20)), (2025, Decimal(10)))
    assert first.fact is None
    assert found.quarters[1].history == ((2026, Decimal(0)), (2025, Decimal(0)), (2024, Decimal(5)))
    assert found.quarters[3].history == ((2025, Decimal(0)), (2024, Decimal(0)))  # this quarter goes on
    now = workspace.opportunities.forecast(nord.id, 2026).quarters
    assert [each.fact for each in now] == [20, 0, 0, 7]
    assert now[0].total is None


def test_a_fiscal_year_of_its_own(workspace: Workspace, nord: Account, offer: Opportunity) -> None:
    workspace.settings.set("fiscal_start", 4)
    workspace.opportunities.change(offer.id, monthly=True, starts="2027-03-01", months=2)
    assert [each.weighted for each in workspace.opportunities.forecast(nord.id, 2027).quarters] == [0, 0, 0, 1_680_000]
    assert workspace.opportunities.forecast(nord.id, 2028).quarters[0].weighted == 1_680_000


def test_all_accounts_at_once_are_each_by_itself(workspace: Workspace, nord: Account, offer: Opportunity) -> None:
    volga = workspace.accounts.add(name="Volga", code="VOLGA")
    plant = workspace.initiatives.add(volga.id, title="Line")
    workspace.opportunities.add(plant.id, title="Film", amount="10", probability=1, quarter="2027-Q2")
    for quarter in ("2026-Q4", None, "2028-Q1"):
        workspace.opportunities.add(plant.id, title="Else", amount="1", probability=1, quarter=quarter)
    runs = {"monthly": True, "months": 3, "quarter": "2026-Q4", "starts": "2026-12-01"}
    workspace.opportunities.add(plant.id, title="Runs", amount="2", probability=1, **runs)
    workspace.plans.set_quarter(volga.id, "2027-Q1", base="5")
    found = workspace.opportunities.forecasts(None, 2027)
    assert list(found) == [nord.id, volga.id]
    each = {key: workspace.opportunities.forecast(key, 2027) for key in found}
    assert found == {key: replace(one, why=replace(one.why, parts=())) for key, one in each.items()}
    assert workspace.opportunities.forecasts([volga.id], 2027)[volga.id].total == 5 + 10 + 2 * 2
    assert workspace.opportunities.forecasts()[nord.id].year == 2026
    assert [one.title for one in workspace.opportunities.all()][:2] == ["Packaging tender", "Film"]
    workspace.opportunities.lose(offer.id, "price")
    assert workspace.opportunities.all()[0].title == "Film"
    assert workspace.opportunities.all(open_only=False)[0].id == offer.id


def test_opportunities_of_a_year(workspace: Workspace, nord: Account, offer: Opportunity) -> None:
    plant = offer.initiative_id
    add = workspace.opportunities.add
    running = add(plant, title="Runs", amount=1, probability=1, monthly=True, starts="2026-12-01", quarter="2026-Q4")
    loose = add(plant, title="Some day", amount=1, probability=1)
    add(plant, title="Later", amount=1, probability=1, quarter="2028-Q1")
    lost = add(plant, title="Lost", amount=1, probability=1)
    workspace.opportunities.lose(lost.id, "price")
    assert [each.id for each in workspace.opportunities.of(nord.id, 2027)] == [offer.id, running.id, loose.id]
    assert lost.id in [each.id for each in workspace.opportunities.of(nord.id, 2026)]


def test_next_best_follows_the_money(workspace: Workspace, nord: Account, offer: Opportunity) -> None:
    def best() -> dict[str, Any]:
        return {each.item.progression.code: each for each in workspace.progress.next_best(nord.id)}

    item = workspace.progress.item(nord.id, "I04").progression
    assert "I04" not in best()
    workspace.opportunities.change(offer.id, progressions=(item.id,))
    parts = best()["I04"].parts.parts
    assert [(part.label, part.note) for part in parts if "opportunity" in part.label] == [
        ("An opportunity needs it", "Packaging tender: 4.2 M × 40 %")
    ]
    workspace.opportunities.lose(offer.id, "price")
    assert "I04" not in best()


def test_the_brief_says_what_is_open_now(workspace: Workspace, nord: Account, offer: Opportunity) -> None:
    assert workspace.accounts.brief(nord.id).open_now == "Packaging tender, 4.2 M, 40 %"
    workspace.opportunities.add(
        offer.initiative_id, title="Film", amount="350000", probability="0.6", monthly=True, quarter="2027-Q1"
    )
    assert workspace.accounts.brief(nord.id).open_now == "Film, 350 K per month, 60 %; and 1 more"
    workspace.initiatives.change(offer.initiative_id, status="cancelled")
    assert workspace.accounts.brief(nord.id).open_now == ""
    assert workspace.opportunities.forecast(nord.id, 2027).quarters[0].quarter == Quarter(2027, 1)
