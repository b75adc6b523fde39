"""Client initiatives and opportunities: written, decided, put off, made into tasks; every step can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kamtui.domain.accounts import Account
from kamtui.domain.initiatives import Initiative, Opportunity
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import InitiativeStatus, OpportunityStatus
from kamtui.errors import Ambiguous, Conflict, InvalidFields, InvalidValue, NotFound, Refused
from kamtui.workspace import Workspace

TODAY = date(2026, 11, 20)
Turned = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def plant(workspace: Workspace, nord: Account) -> Initiative:
    """What Nord is going to do."""
    return workspace.initiatives.add(nord.id, title="New plant in Lipetsk")


@pytest.fixture
def offer(workspace: Workspace, plant: Initiative) -> Opportunity:
    """Our offer into it: 4.2 M at 30 % in the first quarter of 2027."""
    return workspace.opportunities.add(
        plant.id, title="Cleaning chemicals", amount="4200000", probability="30", quarter="2027-Q1"
    )


def test_an_initiative_is_written_with_its_source(workspace: Workspace, nord: Account, turned: Turned) -> None:
    person = workspace.contacts.add(nord.id, name="Ivan Petrov")
    touch = workspace.touches.log(nord.id, kind="visit", on=date(2026, 11, 3), outcome="saw the drawings\nand more")
    item = workspace.progress.item(nord.id, "K04").progression
    made = turned(
        lambda: workspace.initiatives.add(
            nord.id,
            title=" New plant ",
            source="trade press",
            touch_id=touch.id,
            contact_id=person.id,
            progression_id=item.id,
        )
    )
    assert (made.title, made.source, made.noted_on, made.relevant) == ("New plant", "trade press", TODAY, None)
    assert made.pointed == f"visit, 3 Nov 2026: saw the drawings; Ivan Petrov; {item.title}"
    changed = turned(lambda: workspace.initiatives.change(made.id, made.version, relevant="no", why="far away"))
    assert (changed.relevant, changed.why) == (False, "far away")
    with pytest.raises(Conflict):
        workspace.initiatives.change(made.id, made.version, note="late")


def test_what_an_initiative_points_to_is_of_its_account(workspace: Workspace, nord: Account) -> None:
    other = workspace.accounts.add(name="Volga", code="VOLGA")
    person = workspace.contacts.add(other.id, name="Ivan Petrov")
    touch = workspace.touches.log(other.id)
    own = workspace.progress.add_item(other.id, title="Their own", category="knowledge")
    for fields in ({"contact_id": person.id}, {"touch_id": touch.id}, {"progression_id": own.id}):
        with pytest.raises(InvalidValue, match="another account"):
            workspace.initiatives.add(nord.id, title="New plant", **fields)
    with pytest.raises(InvalidValue, match="future"):
        workspace.initiatives.add(nord.id, title="New plant", noted_on="2026-11-21")
    assert workspace.initiatives.of(nord.id) == ()


def test_initiatives_have_an_order_of_their_own(workspace: Workspace, nord: Account, turned: Turned) -> None:
    for title in ("A", "B", "C"):
        workspace.initiatives.add(nord.id, title=title)
    last = workspace.initiatives.find(nord.id, "c")
    turned(lambda: workspace.initiatives.reorder(last.id, -2))
    assert [each.title for each in workspace.initiatives.of(nord.id)] == ["C", "A", "B"]
    workspace.initiatives.change(last.id, status="cancelled")
    assert [each.title for each in workspace.initiatives.of(nord.id, closed=False)] == ["A", "B"]
    assert workspace.initiatives.get(last.id).status is InitiativeStatus.CANCELLED


def test_an_offer_makes_an_undecided_initiative_relevant(
    workspace: Workspace, nord: Account, plant: Initiative, turned: Turned
) -> None:
    offer = turned(
        lambda: workspace.opportunities.add(
            plant.id,
            title="Cleaning",
            amount="350000",
            probability="0,6",
            monthly="yes",
            starts="2027-03-15",
            category="Cleaning chemicals",
            competitor="ChemCo",
        )
    )
    assert (offer.relevant, offer.probability, offer.starts) == (True, Decimal("0.6"), date(2027, 3, 1))
    assert (offer.category, offer.initiative, offer.account_code) == ("Cleaning chemicals", plant.title, "NORD")
    assert workspace.initiatives.of(nord.id)[0].opportunities == (offer,)
    no = workspace.initiatives.add(nord.id, title="Not ours", relevant=False)
    assert workspace.opportunities.add(no.id, title="Try", amount=1, probability=1).relevant is False


@pytest.mark.parametrize("probability", ["150", "-1", "1.5", "soon", 1.01, Decimal("-0.1"), None])
def test_a_probability_outside_0_to_1_is_refused(workspace: Workspace, plant: Initiative, probability: object) -> None:
    with pytest.raises((InvalidValue, InvalidFields), match="probability"):
        workspace.opportunities.add(plant.id, title="Cleaning", amount="1", probability=probability)
    assert workspace.initiatives.get(plant.id).opportunities == ()


def test_amounts_are_money(workspace: Workspace, plant: Initiative, offer: Opportunity) -> None:
    for amount in ("-1", "much", "1e30"):
        with pytest.raises((InvalidValue, InvalidFields), match="amount"):
            workspace.opportunities.change(offer.id, amount=amount)
    with pytest.raises(InvalidFields, match="months"):
        workspace.opportunities.change(offer.id, months=0)
    assert workspace.opportunities.change(offer.id, amount="0.005").amount == Decimal("0.01")


def test_probability_by_one_key(workspace: Workspace, offer: Opportunity, turned: Turned) -> None:
    changed = turned(lambda: workspace.opportunities.set_probability(offer.id, Decimal("0.9"), offer.version))
    assert changed.probability == Decimal("0.9")
    with pytest.raises(Conflict):
        workspace.opportunities.set_probability(offer.id, "10 %", offer.version)
    with pytest.raises(InvalidValue):
        workspace.opportunities.set_probability(offer.id, Decimal("1.1"))
    workspace.opportunities.lose(offer.id, "price")
    with pytest.raises(Refused, match="reopen"):
        workspace.opportunities.set_probability(offer.id, "10")


def test_won_counts_whole_in_the_quarter_of_the_day(
    workspace: Workspace, nord: Account, plant: Initiative, offer: Opportunity, turned: Turned
) -> None:
    workspace.initiatives.change(plant.id, relevant=False)
    won = turned(lambda: workspace.opportunities.win(offer.id, amount="4000000", reason="trial went well"))
    assert (won.status, won.decided_on, won.amount) == (OpportunityStatus.WON, TODAY, Decimal(4_000_000))
    assert (won.relevant, won.quarter) == (True, Quarter(2027, 1))
    assert workspace.opportunities.forecast(nord.id, 2027).total == Decimal(4_000_000)
    workspace.opportunities.reopen(offer.id)
    workspace.opportunities.change(offer.id, quarter="2026-Q2")
    assert workspace.opportunities.win(offer.id).quarter == Quarter(2026, 4)
    with pytest.raises(InvalidValue, match="future"):
        workspace.opportunities.win(offer.id, on=date(2026, 11, 21))


def test_lost_needs_its_reason_and_can_be_reopened(
    workspace: Workspace, nord: Account, offer: Opportunity, turned: Turned
) -> None:
    with pytest.raises(InvalidValue, match="why"):
        workspace.opportunities.lose(offer.id, " ")
    lost = turned(lambda: workspace.opportunities.lose(offer.id, "price", on=date(2026, 11, 2)))
    assert (lost.status, lost.reason, lost.decided_on) == (OpportunityStatus.LOST, "price", date(2026, 11, 2))
    assert workspace.opportunities.forecast(nord.id, 2027).total is None
    assert workspace.opportunities.of(nord.id, closed=False) == ()
    again = turned(lambda: workspace.opportunities.reopen(offer.id))
    assert (again.status, again.reason, again.decided_on) == (OpportunityStatus.OPEN, "", None)
    assert workspace.opportunities.forecast(nord.id, 2027).total == Decimal(1_260_000)


def test_postponed_to_a_quarter_or_for_nobody_knows_how_long(
    workspace: Workspace, nord: Account, offer: Opportunity, turned: Turned
) -> None:
    later = turned(lambda: workspace.opportunities.postpone(offer.id, "2027-Q3", "budget"))
    assert (later.status, later.quarter, later.times_postponed) == ("open", Quarter(2027, 3), 1)
    assert workspace.opportunities.postpone(offer.id, Quarter(2027, 3)).times_postponed == 1
    assert workspace.opportunities.postpone(offer.id, "2027-Q2").times_postponed == 1
    away = workspace.opportunities.postpone(offer.id, None)
    assert (away.status, away.quarter, away.times_postponed) == ("postponed", None, 2)
    assert workspace.opportunities.forecast(nord.id, 2027).total is None
    assert workspace.opportunities.postpone(offer.id, "2028-Q1").status == "open"
    with pytest.raises(InvalidValue, match="has ended"):
        workspace.opportunities.postpone(offer.id, "2026-Q3")
    workspace.opportunities.win(offer.id)
    with pytest.raises(Refused, match="reopen"):
        workspace.opportunities.postpone(offer.id, None)


def test_a_monthly_amount_starts_as_much_later(workspace: Workspace, plant: Initiative) -> None:
    offer = workspace.opportunities.add(
        plant.id, title="Film", amount=1, probability="0.5", monthly=True, starts="2027-02-01", quarter="2027-Q1"
    )
    change = workspace.opportunities.change
    assert change(offer.id, quarter="2026-Q4").starts == date(2027, 2, 1)  # decided earlier, begun when it was to begin
    assert change(offer.id, quarter="2027-Q2").starts == date(2027, 8, 1)
    assert change(offer.id, quarter="2027-Q4", starts="2027-11-01").starts == date(2027, 11, 1)
    assert workspace.opportunities.postpone(offer.id, "2028-Q2").starts == date(2028, 5, 1)


def test_shifted_by_quarters_and_not_back_into_an_ended_one(
    workspace: Workspace, offer: Opportunity, turned: Turned
) -> None:
    opportunities = workspace.opportunities
    opportunities.change(offer.id, quarter=None)
    assert opportunities.shift(offer.id, 1).quarter == workspace.quarter  # without one, in the present
    assert turned(lambda: opportunities.shift(offer.id, 2)).quarter == workspace.quarter.shifted(2)
    opportunities.shift(offer.id, -2)
    with pytest.raises(Refused, match="has ended"):
        opportunities.shift(offer.id, -1)
    opportunities.change(offer.id, quarter=str(workspace.quarter.shifted(-2)))
    assert opportunities.shift(offer.id, 1).quarter == workspace.quarter.shifted(-1)  # a late one comes nearer


def test_the_next_step_becomes_a_task_once(
    workspace: Workspace, nord: Account, offer: Opportunity, turned: Turned
) -> None:
    with pytest.raises(Refused, match="next step"):
        workspace.opportunities.make_task(offer.id)
    person = workspace.contacts.add(nord.id, name="Ivan Petrov")
    workspace.opportunities.change(offer.id, next_step="Send the offer", contact_id=person.id)
    task = turned(lambda: workspace.opportunities.make_task(offer.id, due="2026-12-01"))
    assert (task.title, task.account_id, task.contact_id) == ("Send the offer", nord.id, person.id)
    assert (task.due, task.quarter) == (date(2026, 12, 1), Quarter(2026, 4))
    assert workspace.opportunities.get(offer.id).task_id == task.id
    with pytest.raises(Refused, match="already"):
        workspace.opportunities.make_task(offer.id)
    workspace.tasks.done(task.id)
    second = workspace.opportunities.make_task(offer.id, title="Call again")
    assert (second.quarter, workspace.opportunities.get(offer.id).next_step) == (Quarter(2026, 4), "Send the offer")


def test_an_initiative_goes_with_its_offers_but_not_with_a_won_one(
    workspace: Workspace, nord: Account, plant: Initiative, offer: Opportunity, turned: Turned
) -> None:
    item = workspace.progress.item(nord.id, "K06").progression
    workspace.opportunities.change(offer.id, progressions=(item.id,))
    workspace.opportunities.make_task(offer.id, title="Call")
    workspace.opportunities.win(offer.id)
    with pytest.raises(Refused, match="was won"):
        workspace.initiatives.remove(plant.id)
    workspace.opportunities.reopen(offer.id)
    turned(lambda: workspace.initiatives.remove(plant.id))
    assert workspace.initiatives.of(nord.id) == ()
    with pytest.raises(NotFound):
        workspace.opportunities.get(offer.id)
    assert [task.title for task in workspace.tasks.open(nord.id)] == ["Call"]


def test_needed_progressions_are_kept_in_order_and_tell_other_sessions(
    workspace: Workspace, nord: Account, offer: Opportunity, turned: Turned
) -> None:
    ids = [workspace.progress.item(nord.id, code).progression.id for code in ("C01", "K02")]
    changed = turned(lambda: workspace.opportunities.change(offer.id, offer.version, progressions=(ids[0], ids[1])))
    assert set(changed.progressions) == set(ids)
    assert changed.version > offer.version
    assert workspace.opportunities.change(offer.id, progressions=(ids[1],)).progressions == (ids[1],)
    other = workspace.accounts.add(name="Volga", code="VOLGA")
    theirs = workspace.progress.add_item(other.id, title="Their own", category="knowledge")
    with pytest.raises(InvalidValue, match="another account"):
        workspace.opportunities.change(offer.id, progressions=(theirs.id,))


def test_found_by_words_or_by_the_end_of_the_id(workspace: Workspace, nord: Account, plant: Initiative) -> None:
    first, second = (
        workspace.opportunities.add(plant.id, title=title, amount=1, probability=1) for title in ("Film A", "Film B")
    )
    with pytest.raises(Ambiguous):
        workspace.opportunities.find(nord.id, "film")
    workspace.opportunities.lose(second.id, "price")
    assert workspace.opportunities.find(nord.id, "film").id == first.id
    assert workspace.opportunities.find(nord.id, "film b").id == second.id
    assert workspace.opportunities.find(nord.id, first.id[-6:]).id == first.id
    assert workspace.initiatives.find(nord.id, plant.id).id == plant.id
    with pytest.raises(NotFound):
        workspace.initiatives.find(nord.id, "warehouse")


def test_one_line_makes_both_in_one_step(workspace: Workspace, nord: Account, turned: Turned) -> None:
    workspace.contacts.add(nord.id, name="Olga", categories=("Моющие средства",), competitor="ХимКо")
    line = "Новый завод в Липецке, моющие средства 4,2 млн Q3 против ХимКо -> звонок"
    assert workspace.initiatives.understand(nord.id, line) == (
        "initiative: Новый завод в Липецке · relevant · opportunity: Моющие средства · 4.2 M · 10 % · 2027-Q3"
        " · against ХимКо · next: звонок"
    )
    made = turned(lambda: workspace.initiatives.quick(nord.id, line))
    (offer,) = made.opportunities
    assert (made.title, made.relevant, offer.title, offer.amount) == (
        "Новый завод в Липецке",
        True,
        "Моющие средства",
        Decimal(4_200_000),
    )
    assert (offer.probability, offer.category, offer.next_step) == (Decimal("0.1"), "Моющие средства", "звонок")
    idea = workspace.initiatives.quick(nord.id, "! new warehouse")
    assert (idea.title, idea.relevant, idea.opportunities) == ("new warehouse", True, ())
    assert workspace.initiatives.understand(nord.id, " ") == ""
    with pytest.raises(InvalidValue):
        workspace.initiatives.quick(nord.id, "\x1b[2J")


def test_a_line_says_what_is_missing(workspace: Workspace, nord: Account) -> None:
    said = workspace.initiatives.understand(nord.id, "film 300k per month from Mar 2027 for 12 months 60%")
    assert "300 K per month from 03.2027 for 12 months · 60 % · 2027-Q1" in said
    assert "no quarter yet" in workspace.initiatives.understand(nord.id, "film 300k")


def test_the_worked_example_in_four_lines(workspace: Workspace, nord: Account) -> None:
    workspace.contacts.add(nord.id, name="Ольга", categories=("Моющие средства", "Спецсредства", "Упаковка"))
    for line in (
        "! Новый завод в Липецке: моющие средства 350к/мес с апреля 2027 30% против ХимКо -> встретить инженера",
        "Новый стандарт качества, спецсредства 1,8 млн 60% 2027-Q2",
        "Проблемы с поставщиком, упаковка 4,2 млн 30% 2027-Q3",
        "Новый офис нерелевантна",
    ):
        workspace.initiatives.quick(nord.id, line)
    found = workspace.opportunities.forecast(nord.id, 2027)
    assert [each.weighted for each in found.quarters] == [0, 315_000 + 1_080_000, 315_000 + 1_260_000, 315_000]
    assert found.total == 3_285_000
    titles = ["Новый завод в Липецке", "Новый стандарт качества", "Проблемы с поставщиком", "Новый офис"]
    assert [each.title for each in workspace.initiatives.of(nord.id)] == titles
    assert {each.category for each in workspace.opportunities.of(nord.id)} == {
        "Моющие средства",
        "Спецсредства",
        "Упаковка",
    }
    first = workspace.opportunities.of(nord.id)[0]
    assert workspace.opportunities.make_task(first.id).title == "встретить инженера"
