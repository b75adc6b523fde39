"""What open opportunities ask of the progressions, by the money that waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kamtui.domain import progress
from kamtui.domain.initiatives import Initiative, Opportunity
from kamtui.domain.progress import Progression, ProgressItem, ProgressState
from kamtui.domain.progress_next import Need, next_best
from kamtui.domain.progress_offers import BY_MONEY, NAMED, SUGGESTED, offer_needs, wanted, yearly
from kamtui.domain.quarters import Quarter
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import OpportunityStatus, ProgressCategory, ProgressStatus

TODAY = date(2026, 11, 20)
NOW = Quarter(2026, 4)
OFFER = Opportunity(
    "o1", "a", "i1", "Film", Decimal(300), Decimal("0.5"), relevant=True, quarter=Quarter(2027, 3), contact_id="c"
)
CODES = ("K02", "K06", "C01", "I06", "G01")


def stand(code: str, status: ProgressStatus = ProgressStatus.NOT_STARTED, own: bool = False) -> ProgressItem:
    of = Progression(
        f"own {code}" if own else code,
        code,
        ProgressCategory.KNOWLEDGE,
        code,
        "",
        3,
        True,
        None,
        account_id="a" if own else None,
    )
    return progress.item(of, ProgressState(status, done_on=TODAY), True, MethodSettings(), TODAY)


def initiative(*offers: Opportunity, progression_id: str | None = None) -> Initiative:
    return Initiative("i1", "a", "Plant", TODAY, relevant=True, progression_id=progression_id, opportunities=offers)


def needs(
    *offers: Opportunity, bought: tuple[str, ...] = (), source: str | None = None, done: tuple[str, ...] = ()
) -> dict[str, Need]:
    items = [stand(code, ProgressStatus.DONE if code in done else ProgressStatus.NOT_STARTED) for code in CODES]
    found = offer_needs(items, [initiative(*offers, progression_id=source)], NOW, bought)
    return {need.progression_id: need for need in found}


def test_an_item_that_is_named_is_wanted_by_the_money_behind_it() -> None:
    small = replace(OFFER, id="o2", title="Tape", amount=Decimal(100), progressions=("K02",))
    found = needs(replace(OFFER, progressions=("G01",)), small)
    assert found["G01"].share == round(NAMED + BY_MONEY * 0.75, 2)
    assert found["K02"].share == round(NAMED + BY_MONEY * 0.25, 2)
    assert found["G01"].note == "Film: 300 × 50 %"
    assert needs(replace(OFFER, progressions=("G01",)))["G01"].share == NAMED + BY_MONEY


def test_what_its_state_lacks_counts_half() -> None:
    whole = (NAMED + BY_MONEY) * SUGGESTED
    assert needs(OFFER) == {}
    assert needs(replace(OFFER, competitor="ChemCo"))["K02"].share == round(whole, 2)
    assert needs(replace(OFFER, quarter=Quarter(2027, 1))).keys() == {"K06"}
    assert needs(replace(OFFER, quarter=Quarter(2027, 2))) == {}
    assert needs(replace(OFFER, contact_id=None)).keys() == {"C01"}
    assert needs(replace(OFFER, category="Packaging"), bought=("Cleaning",)).keys() == {"I06"}
    assert needs(replace(OFFER, category="Packaging"), bought=("packaging",)) == {}
    assert needs(OFFER, source="G01").keys() == {"G01"}
    named = needs(replace(OFFER, competitor="ChemCo", progressions=("K02",)))
    assert (named["K02"].share, named["K02"].label) == (NAMED + BY_MONEY, "An opportunity needs it")


def test_only_open_offers_in_the_forecast_ask_and_only_for_what_is_not_done() -> None:
    wanting = replace(OFFER, progressions=("G01",), competitor="ChemCo")
    assert needs(wanting, done=("G01",)).keys() == {"K02"}
    assert needs(replace(wanting, relevant=None)) == {}
    for status in (OpportunityStatus.WON, OpportunityStatus.LOST, OpportunityStatus.POSTPONED):
        assert needs(replace(wanting, status=status)) == {}


def test_an_item_of_the_account_with_the_code_of_the_library_is_another_one() -> None:
    found = offer_needs([stand("K02", own=True)], [initiative(replace(OFFER, competitor="X"))], NOW, ())
    assert found == []


def test_a_year_of_a_monthly_amount_is_compared_with_one_off_money() -> None:
    monthly = replace(OFFER, monthly=True)
    assert yearly(monthly) == 12 * 150
    assert yearly(replace(monthly, months=3)) == 450
    assert yearly(replace(monthly, months=30)) == 1800
    assert yearly(OFFER) == 150


def test_more_money_puts_an_item_first() -> None:
    items = [stand(code) for code in CODES]
    found = offer_needs(items, [initiative(replace(OFFER, progressions=("G01",), competitor="ChemCo"))], NOW, ())
    best = next_best(items, found, MethodSettings(), TODAY)
    assert [each.item.progression.code for each in best[:2]] == ["G01", "K02"]
    assert any(part.note == "Film: 300 × 50 %" for part in best[0].parts.parts)


def test_an_opportunity_tells_what_it_wants_named_ones_first_gained_ones_too() -> None:
    items = [stand(code, ProgressStatus.DONE if code == "G01" else ProgressStatus.NOT_STARTED) for code in CODES]
    offer = replace(OFFER, progressions=("G01", "I06"), competitor="Polyfilm")
    found = wanted(items, initiative(offer, progression_id="K06"), offer, NOW, ())
    assert [(one.item.progression.id, one.named, one.lacking) for one in found] == [
        ("G01", True, False),
        ("I06", True, True),
        ("K02", False, True),
        ("K06", False, True),
    ]
    lost = replace(offer, status=OpportunityStatus.LOST)
    assert [one.item.progression.id for one in wanted(items, initiative(lost), lost, NOW, ())] == ["G01", "I06"]
