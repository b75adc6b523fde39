"""The forecast of a year: what opportunities bring to quarters, what they weigh, what stands beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.forecast import brings, concerns, forecast, shifted_start
from kamtui.domain.initiatives import Opportunity, counts, weight
from kamtui.domain.quarters import Quarter, year_quarters
from kamtui.domain.words import InitiativeStatus, OpportunityStatus

OFFER = Opportunity("o", "a", "i", "Cleaning", Decimal(100), Decimal("0.3"), relevant=True, quarter=Quarter(2027, 3))
AMOUNTS = st.decimals(0, 10**9, places=2)
QUARTERS = st.builds(Quarter, st.integers(2025, 2029), st.integers(1, 4))
OFFERS = st.builds(
    Opportunity,
    id=st.just("o"),
    account_id=st.just("a"),
    initiative_id=st.just("i"),
    title=st.just("Cleaning"),
    amount=AMOUNTS,
    probability=st.decimals(0, 1, places=4),
    relevant=st.sampled_from([True, False, None]),
    monthly=st.booleans(),
    starts=st.none() | st.dates(date(2025, 1, 1), date(2029, 12, 31)).map(lambda day: day.replace(day=1)),
    months=st.none() | st.integers(1, 40),
    quarter=st.none() | QUARTERS,
    status=st.sampled_from(OpportunityStatus),
    initiative_status=st.sampled_from(InitiativeStatus),
)
FISCAL = st.integers(1, 12)


@given(st.lists(OFFERS, max_size=6), st.dictionaries(st.integers(1, 4), AMOUNTS), FISCAL)
def test_quarters_make_the_year_and_base_and_offers_make_a_quarter(
    offers: list[Opportunity], base: dict[int, Decimal], fiscal_start: int
) -> None:
    found = forecast(2027, offers, base=base, fiscal_start=fiscal_start)
    known = [each.total for each in found.quarters if each.total is not None]
    assert found.total == (sum(known) if known else None)
    assert found.why.value == found.total
    for each in found.quarters:
        assert each.weighted == sum(line.weighted for line in each.expected)
        assert each.amount == sum(line.amount for line in each.expected)
        assert Decimal(0) <= each.weighted <= each.amount + Decimal("0.01") * len(each.expected)
        if each.total is not None:
            assert each.total == (each.base or 0) + each.weighted
        else:
            assert each.base is None
            assert not each.expected


@given(OFFERS, FISCAL)
def test_money_per_month_adds_up_to_the_months_it_runs(offer: Opportunity, fiscal_start: int) -> None:
    offer = replace(offer, monthly=True, months=offer.months or 7)
    years = range(2024, 2036)
    total = sum(brings(offer, quarter, fiscal_start) for year in years for quarter in year_quarters(year))
    begins = offer.starts is not None or offer.quarter is not None
    assert total == (offer.amount * (offer.months or 0) if begins else 0)


@given(OFFERS, FISCAL)
def test_one_off_money_falls_into_its_quarter_alone(offer: Opportunity, fiscal_start: int) -> None:
    offer = replace(offer, monthly=False)
    found = [q for year in range(2024, 2031) for q in year_quarters(year) if brings(offer, q, fiscal_start)]
    assert found == ([offer.quarter] if offer.quarter and offer.amount else [])


@given(OFFERS, FISCAL)
def test_what_brings_money_to_a_year_concerns_it(offer: Opportunity, fiscal_start: int) -> None:
    for year in range(2025, 2030):
        if any(brings(offer, quarter, fiscal_start) for quarter in year_quarters(year)):
            assert concerns(offer, year, fiscal_start)


@given(OFFERS)
def test_who_counts_and_how_much(offer: Opportunity) -> None:
    if offer.status in (OpportunityStatus.LOST, OpportunityStatus.POSTPONED):
        assert weight(offer) == 0
        assert not counts(offer)
    if not offer.relevant:
        assert not counts(offer)
    if offer.status is OpportunityStatus.WON:
        assert weight(offer) == 1
        assert counts(offer) is bool(offer.relevant)
    if offer.status is OpportunityStatus.OPEN:
        assert weight(offer) == offer.probability
        assert counts(offer) is (bool(offer.relevant) and offer.initiative_status is not InitiativeStatus.CANCELLED)


def test_an_open_year_runs_on_into_the_next_one() -> None:
    offer = replace(OFFER, monthly=True, amount=Decimal(350), starts=date(2027, 3, 1), quarter=Quarter(2027, 1))
    assert [brings(offer, quarter) for quarter in year_quarters(2027)] == [350, 1050, 1050, 1050]
    assert [brings(offer, quarter) for quarter in year_quarters(2028)] == [1050] * 4
    assert brings(replace(offer, starts=None), Quarter(2027, 1)) == 1050
    # A year from April on: March is the last month of the fourth quarter.
    assert [brings(offer, quarter, 4) for quarter in year_quarters(2027)] == [0, 0, 0, 350]


def test_nothing_known_is_no_zero() -> None:
    found = forecast(2027, [])
    assert found.total is None
    assert [each.total for each in found.quarters] == [None] * 4
    assert forecast(2027, [], base={2: Decimal(0)}).total == 0


def test_targets_fact_and_history_stand_beside_and_add_nothing() -> None:
    revenue = {Quarter(year, 4): Decimal(year) for year in range(2022, 2027)} | {Quarter(2027, 1): Decimal(7)}
    found = forecast(2027, [OFFER], targets={1: Decimal(9), 3: Decimal(1)}, revenue=revenue, today=date(2027, 2, 1))
    first, _second, third, fourth = found.quarters
    assert (first.target, first.fact, first.total) == (9, 7, None)
    assert fourth.history == ((2026, Decimal(2026)), (2025, Decimal(2025)), (2024, Decimal(2024)))
    assert fourth.fact is None
    assert third.total == 30
    assert (found.total, found.target) == (30, 10)
    # The running quarter is not yet the history of the next year.
    later = forecast(2028, [], revenue=revenue, today=date(2027, 2, 1))
    assert later.quarters[0].history == ()


def test_the_reason_names_every_part_and_what_is_left_out() -> None:
    offers = [
        OFFER,
        replace(OFFER, title="Sold", status=OpportunityStatus.WON),
        replace(OFFER, title="Undecided", relevant=None),
        replace(OFFER, title="Not ours", relevant=False),
        replace(OFFER, title="Off", initiative_status=InitiativeStatus.CANCELLED),
        replace(OFFER, title="Some day", quarter=None),
        replace(OFFER, title="Lost", status=OpportunityStatus.LOST),
        replace(OFFER, title="Next year", quarter=Quarter(2028, 1), relevant=None),
    ]
    why = forecast(2027, offers, base={3: Decimal(1000)}).why
    parts = {part.label: part for part in why.parts}
    assert why.value == 1130
    assert parts["2027-Q3"].value == 1130
    assert parts["base business"].value == 1000
    assert (parts["Cleaning"].value, parts["Cleaning"].note) == (30, "100.00 × 30 %")
    assert (parts["Sold"].value, parts["Sold"].note) == (100, "won, counts whole")
    assert "decided whether" in parts["Undecided"].note
    assert "not relevant" in parts["Not ours"].note
    assert "cancelled" in parts["Off"].note
    assert "no quarter" in parts["Some day"].note
    assert not {"Lost", "Next year"} & parts.keys()


@pytest.mark.parametrize(
    ("starts", "before", "after", "expected"),
    [
        (date(2027, 3, 1), Quarter(2027, 1), Quarter(2027, 3), date(2027, 9, 1)),
        (date(2027, 3, 1), Quarter(2027, 1), Quarter(2026, 4), date(2026, 12, 1)),
        (date(2027, 3, 1), None, Quarter(2027, 1), date(2027, 3, 1)),
        (date(2027, 3, 1), None, Quarter(2027, 2), None),
    ],
)
def test_a_later_decision_starts_later(
    starts: date, before: Quarter | None, after: Quarter, expected: date | None
) -> None:
    assert shifted_start(starts, before, after) == expected
