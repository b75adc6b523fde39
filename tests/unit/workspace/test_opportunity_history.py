"""What happened to opportunities and initiatives, in words; and what their lines refuse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kamtui import workspace as workspaces
from kamtui.clock import Clock
from kamtui.domain.initiatives import Opportunity
from kamtui.errors import InvalidValue
from kamtui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = workspaces.create(tmp_path / "kamtui.db", Clock(date(2026, 11, 20)), login="anna", name="Anna")
    made.accounts.add(name="Nord", code="NORD", category="K")
    yield made
    made.close()


@pytest.fixture
def offer(workspace: Workspace) -> Opportunity:
    plant = workspace.initiatives.add(workspace.accounts.find("NORD").id, title="New plant", relevant=True)
    return workspace.opportunities.add(plant.id, title="Film", amount="300000", probability="0.3", quarter="2026-Q4")


def told(workspace: Workspace, record: str) -> list[str]:
    return [change.text for change in workspace.opportunities.history(record)]


def test_history_says_what_changed_newest_first_and_forgets_what_was_undone(
    workspace: Workspace, offer: Opportunity
) -> None:
    opportunities = workspace.opportunities
    opportunities.set_probability(offer.id, Decimal("0.6"))
    opportunities.change(offer.id, amount="450000", competitor="Polyfilm")
    opportunities.postpone(offer.id, "2027-Q1")
    opportunities.lose(offer.id, "price")
    workspace.history.undo()
    assert told(workspace, offer.id) == [
        "2026-Q4 → 2027-Q1",
        "300 K → 450 K; competitor Polyfilm",
        "30 % → 60 %",
        "written down",
    ]
    assert {change.user for change in opportunities.history(offer.id)} == {"Anna"}


def test_history_of_an_initiative_tells_its_relevance(workspace: Workspace, offer: Opportunity) -> None:
    workspace.initiatives.change(offer.initiative_id, relevant=False)
    assert told(workspace, offer.initiative_id)[0] == "relevant → not relevant"


def test_what_opportunities_want_is_told_by_opportunity(workspace: Workspace, offer: Opportunity) -> None:
    items = workspace.progress.of(offer.account_id).items
    named = next(item.progression for item in items if item.progression.code == "I01")
    workspace.opportunities.change(offer.id, progressions=(named.id,))
    wanted = workspace.opportunities.wanted(offer.account_id)[offer.id]
    assert (wanted[0].item.progression.code, wanted[0].named) == ("I01", True)
    assert {one.item.progression.code for one in wanted[1:]} == {"K06", "C01"}


def test_a_strict_line_refuses_a_probability_over_100_and_an_ended_quarter(workspace: Workspace) -> None:
    nord = workspace.accounts.find("NORD").id
    for line, field in (("New plant 4.2M 130%", "probability"), ("New plant 4.2M 30% 2020-Q1", "quarter")):
        for read in (workspace.initiatives.understand, workspace.initiatives.quick):
            with pytest.raises(InvalidValue) as caught:
                read(nord, line, strict=True)
            assert caught.value.field == field
    assert workspace.initiatives.of(nord) == ()
    assert (
        workspace.initiatives.quick(nord, "Grow by 130% in the east", strict=True).title == "Grow by 130% in the east"
    )


def test_a_first_month_that_no_calendar_needs_is_refused(workspace: Workspace, offer: Opportunity) -> None:
    with pytest.raises(InvalidValue, match="2000…2100"):
        workspace.opportunities.change(offer.id, starts=date(9999, 12, 1), monthly=True)
