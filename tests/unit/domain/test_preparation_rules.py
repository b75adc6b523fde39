"""What is worth asking at a meeting: each lack gives its question, what is known gives none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from kamtui.domain.contacts import Contact
from kamtui.domain.initiatives import Initiative, Opportunity
from kamtui.domain.plans import Block
from kamtui.domain.preparation import MOST, MOST_OF_A_KIND, About, Known, open_offers, people_for, questions
from kamtui.domain.promises import Promise
from kamtui.domain.quarters import Quarter
from kamtui.domain.settings import MethodSettings
from kamtui.domain.tenders import Tender
from kamtui.domain.wallet import CategoryWallet, Circle, YearWallet
from kamtui.domain.words import ContactStatus, Influence, InitiativeStatus, PromiseSide, Role, TenderStatus

TODAY, SETTINGS = date(2026, 11, 20), MethodSettings()
WANTED = (Role.DECIDER, Role.SPONSOR, Role.CHAMPION)
BOSS = Contact("b", "a", "Ivan Petrov", roles=WANTED, influence=Influence.INNER_CIRCLE)
OFFER = Opportunity(
    "o", "a", "i", "Film", Decimal(100), Decimal("0.5"), quarter=Quarter(2027, 1), contact_id="b", competitor="Folpak"
)
GOING = Initiative("i", "a", "New line", TODAY, relevant=True, opportunities=(OFFER,))
CIRCLE = Circle(YearWallet(2026, total=Decimal(10), on=TODAY), YearWallet(2027, total=Decimal(11), on=TODAY))
BLOCKS = tuple(Block(n, f"Block {n}", "words") for n in range(1, 8))
ALL = Known(contacts=(BOSS,), here=("b",), circle=CIRCLE, initiatives=(GOING,), blocks=BLOCKS)


def asked(known: Known) -> list[About]:
    return [one.about for one in questions(known, SETTINGS, TODAY)]


def whys(known: Known) -> list[str]:
    return [one.why for one in questions(known, SETTINGS, TODAY)]


def test_where_all_is_known_nothing_is_asked() -> None:
    assert asked(ALL) == []


@pytest.mark.parametrize(
    ("known", "about"),
    [
        (ALL._replace(circle=replace(CIRCLE, now=YearWallet(2026))), About.WALLET),
        (ALL._replace(circle=replace(CIRCLE, next=YearWallet(2027))), About.WALLET),
        (ALL._replace(circle=replace(CIRCLE, now=replace(CIRCLE.now, on=date(2026, 8, 1)))), About.WALLET),
        (ALL._replace(initiatives=(replace(GOING, status=InitiativeStatus.DONE),)), About.INITIATIVE),
        (ALL._replace(initiatives=(replace(GOING, relevant=None),)), About.INITIATIVE),
        (ALL._replace(initiatives=(replace(GOING, opportunities=()),)), About.INITIATIVE),
        (ALL._replace(initiatives=(replace(GOING, opportunities=(replace(OFFER, quarter=None),)),)), About.OPPORTUNITY),
        (
            ALL._replace(initiatives=(replace(GOING, opportunities=(replace(OFFER, competitor=""),)),)),
            About.OPPORTUNITY,
        ),
        (ALL._replace(contacts=(BOSS._replace(roles=(Role.DECIDER, Role.SPONSOR)),)), About.MAP),
        (ALL._replace(contacts=(BOSS._replace(influence=None),)), About.MAP),
        (ALL._replace(contacts=(BOSS, Contact("p", "a", "Head of quality", placeholder=True))), About.MAP),
        (
            ALL._replace(contacts=(BOSS, Contact("l", "a", "Left", roles=(Role.BUYER,), status=ContactStatus.LEFT))),
            About.MAP,
        ),
        (ALL._replace(blocks=(replace(BLOCKS[0], text=" "), *BLOCKS[1:])), About.PLAN),
        (ALL._replace(blocks=(replace(BLOCKS[3], stale=True, touched_on=datetime(2026, 1, 2)),)), About.PLAN),
    ],
)
def test_each_lack_gives_one_question(known: Known, about: About) -> None:
    assert asked(known) == [about]


def test_a_category_without_an_estimate_is_asked_about_and_the_whole_is_none() -> None:
    categories = (CategoryWallet(None, Decimal(10), None, None), CategoryWallet("Film", None, None, None))
    known = ALL._replace(circle=replace(CIRCLE, now=replace(CIRCLE.now, categories=categories)))
    (one,) = questions(known, SETTINGS, TODAY)
    assert one.text == "How much Film do you buy, and from whom?"


def test_only_late_promises_of_theirs_are_asked_about_the_oldest_first() -> None:
    promises = [
        Promise("1", "a", PromiseSide.THEIRS, "volumes", date(2026, 11, 18), contact="Ivan Petrov"),
        Promise("2", "a", PromiseSide.THEIRS, "plan", date(2026, 11, 2)),
        Promise("3", "a", PromiseSide.THEIRS, "not yet", TODAY),
        Promise("4", "a", PromiseSide.OURS, "samples", date(2026, 11, 1)),
    ]
    found = questions(ALL._replace(promises=promises), SETTINGS, TODAY)
    assert [one.text for one in found] == ["What has become of “plan”?", "What has become of “volumes”?"]
    assert found[1].why.startswith("Ivan Petrov promised it for")


def test_a_tender_is_asked_about_until_it_is_submitted() -> None:
    tender = Tender("t", "a", "A", "A", "Chemicals")
    assert asked(ALL._replace(tenders=(tender,))) == [About.TENDER] * 3
    known = tender._replace(criteria="price", submit_until=TODAY, competitors="Folpak")
    submitted = tender._replace(status=TenderStatus.SUBMITTED)
    assert asked(ALL._replace(tenders=(known, submitted._replace(decision_on=TODAY)))) == []
    (when,) = questions(ALL._replace(tenders=(submitted,)), SETTINGS, TODAY)
    assert (when.text, when.ref) == ("When will “Chemicals” be decided?", "tender:t")


def test_the_page_keeps_to_what_one_can_ask() -> None:
    left = [Contact(f"l{n}", "a", f"L{n}", roles=(Role.BUYER,), status=ContactStatus.LEFT) for n in range(9)]
    known = Known(
        contacts=left,
        circle=Circle(
            YearWallet(2026, categories=tuple(CategoryWallet(c, None, None, None) for c in "abc")), YearWallet(2027)
        ),
        initiatives=[replace(GOING, id=str(n), relevant=None) for n in range(9)],
        tenders=[Tender(str(n), "a", "A", "A", "T") for n in range(9)],
        promises=[Promise(str(n), "a", PromiseSide.THEIRS, "x", date(2026, 1, 1)) for n in range(9)],
    )
    found = asked(known)
    assert len(found) == MOST
    assert all(found.count(about) <= MOST_OF_A_KIND for about in About)
    assert found[0] is About.PROMISE


def test_offers_are_the_open_ones_of_living_initiatives_by_worth() -> None:
    small, large = replace(OFFER, id="s"), replace(OFFER, id="l", monthly=True)
    lost = replace(GOING, id="x", relevant=False, opportunities=(OFFER,))
    gone = replace(GOING, id="y", status=InitiativeStatus.CANCELLED, opportunities=(OFFER,))
    assert [one.id for one in open_offers([lost, gone, replace(GOING, opportunities=(small, large))])] == ["l", "s"]


def test_those_one_meets_stand_first_then_those_who_decide() -> None:
    people = [
        Contact("1", "a", "User", level=1),
        BOSS._replace(level=5),
        Contact("3", "a", "Buyer", level=2, roles=(Role.BUYER,)),
        Contact("4", "a", "To meet", placeholder=True),
        Contact("5", "a", "Gone", status=ContactStatus.LEFT),
    ]
    assert [one.id for one in people_for(people, ())] == ["b", "3", "1"]
    assert [one.id for one in people_for(people, ("1",))] == ["1", "b", "3"]
