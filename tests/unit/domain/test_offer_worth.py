"""What an opportunity is worth and when: the arithmetic that `i` and the panel show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kamtui.domain.forecast import forecast
from kamtui.domain.initiatives import Initiative, Opportunity
from kamtui.domain.offer_worth import paid, worth, worth_of_all
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import InitiativeStatus, OpportunityStatus

OFFER = Opportunity("o", "a", "i", "Film", Decimal(300), Decimal("0.5"), relevant=True, quarter=Quarter(2027, 1))


def test_what_is_paid_once_is_paid_in_its_quarter() -> None:
    assert paid(OFFER) == ((Quarter(2027, 1), Decimal(300), Decimal(150)),)
    assert worth(OFFER).value == Decimal(150)


def test_monthly_amounts_fill_quarters_from_their_first_month_and_end() -> None:
    monthly = replace(OFFER, monthly=True, starts=date(2027, 2, 1), months=4)
    assert [(str(quarter), amount) for quarter, amount, _weighted in paid(monthly)] == [
        ("2027-Q1", Decimal(600)),
        ("2027-Q2", Decimal(600)),
    ]
    assert sum(weighted for _q, _a, weighted in paid(monthly)) == sum(
        one.weighted for one in forecast(2027, [monthly]).quarters
    )


def test_what_does_not_count_says_why() -> None:
    reasons = {
        "it is lost": replace(OFFER, status=OpportunityStatus.LOST),
        "nobody knows when": replace(OFFER, status=OpportunityStatus.POSTPONED, quarter=None),
        "nobody has decided": replace(OFFER, relevant=None),
        "is not relevant": replace(OFFER, relevant=False),
        "is cancelled": replace(OFFER, initiative_status=InitiativeStatus.CANCELLED),
        "it has no quarter": replace(OFFER, quarter=None),
    }
    for words, one in reasons.items():
        assert paid(one) == ()
        assert any(words in part.note for part in worth(one).parts), words
    assert not any("not counted" in part.note for part in worth(OFFER).parts)


def test_an_initiative_sums_what_counts_of_its_opportunities() -> None:
    offers = (
        OFFER,
        replace(OFFER, id="m", monthly=True, probability=Decimal("0.1")),
        replace(OFFER, id="w", status=OpportunityStatus.WON),
        replace(OFFER, id="l", status=OpportunityStatus.LOST),
        replace(OFFER, id="n", quarter=None),
    )
    whole = worth_of_all(Initiative("i", "a", "Plant", date(2026, 11, 20), relevant=True, opportunities=offers))
    assert whole.value == 150 + 12 * 30 + 300
    assert [part.value for part in whole.parts][3] == 0
    assert len(whole.parts) == len(offers)
