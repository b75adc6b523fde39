"""Coverage by cell, the cadence of a person, key players without cover."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.accounts import Account, AccountFacts, alerts
from kamtui.domain.contact_cover import CellCover, cells, uncovered
from kamtui.domain.contacts import Contact, cadence_of, cadence_state, coverage, is_active, map_quality
from kamtui.domain.settings import Cadence, MethodSettings
from kamtui.domain.today import agenda
from kamtui.domain.words import AgendaKind, AlertKind, Attitude, ContactStatus, Function, Influence, Strength

TODAY = date(2026, 11, 21)
SETTINGS = MethodSettings()


def person(id: str, days: int | None = None, **fields: Any) -> Contact:
    touched = None if days is None else TODAY - timedelta(days=days)
    return Contact(id=id, account_id="a", name=fields.pop("name", id), last_touch=touched, **fields)


CONTACTS = st.lists(
    st.builds(
        person,
        id=st.uuids().map(str),
        days=st.none() | st.integers(0, 400),
        level=st.none() | st.integers(1, 5),
        function=st.none() | st.sampled_from(Function),
        placeholder=st.booleans(),
        status=st.sampled_from(ContactStatus),
        attitude=st.sampled_from(Attitude),
        influence=st.none() | st.sampled_from(Influence),
        cadence_ideal=st.none() | st.integers(1, 400),
        cadence_maximum=st.none() | st.integers(1, 400),
    ),
    max_size=25,
)


def test_a_cell_counts_people_and_their_mean_attitude() -> None:
    here = {"level": 4, "function": Function.FINANCE}
    people = [
        person("a", 10, attitude=Attitude.ALLY, **here),
        person("b", 100, attitude=Attitude.SCEPTIC, **here),
        person("c", placeholder=True, attitude=Attitude.ENEMY, **here),
        person("d", 1, status=ContactStatus.LEFT, **here),
        person("e", placeholder=True, level=5),
    ]
    assert cells(people, SETTINGS, TODAY) == {
        (4, Function.FINANCE): CellCover(2, 1, 1, 0.5),
        (5, None): CellCover(0, 0, 1, None),
    }


@given(CONTACTS)
def test_cells_sum_to_the_levels_and_to_the_people(people: list[Contact]) -> None:
    found, levels = cells(people, SETTINGS, TODAY), coverage(people, SETTINGS, TODAY)
    present = [contact for contact in people if contact.status is not ContactStatus.LEFT]
    assert sum(cell.known + cell.placeholders for cell in found.values()) == len(present)
    for level, cover in levels.items():
        row = [cell for (at, _function), cell in found.items() if at == level]
        assert sum(cell.known for cell in row) == cover.known
        assert sum(cell.active for cell in row) == cover.active
        assert sum(cell.placeholders for cell in row) == cover.placeholders
        assert cover.known + cover.placeholders == sum(contact.level == level for contact in present)


@given(CONTACTS, CONTACTS)
def test_more_people_never_make_the_map_worse(people: list[Contact], more: list[Contact]) -> None:
    before, after = map_quality(people).value, map_quality([*people, *more]).value
    assert before is not None
    assert after is not None
    assert before <= after <= 3


@given(CONTACTS)
def test_a_person_is_active_until_late(people: list[Contact]) -> None:
    for contact in people:
        marks, state = cadence_of(contact, SETTINGS), cadence_state(contact, SETTINGS, TODAY)
        assert marks.ideal is None or marks.maximum is None or marks.ideal <= marks.maximum
        if state is not None:
            assert is_active(contact, SETTINGS, TODAY) is (state.state != "late")


@pytest.mark.parametrize(
    ("level", "ideal", "maximum", "marks"),
    [
        (4, None, None, (45, 90)),
        (4, 10, 20, (10, 20)),
        (4, None, 30, (30, 30)),
        (4, 20, None, (20, 90)),
        (4, 120, None, (120, 120)),
        (1, None, None, (None, None)),
        (1, None, 60, (None, 60)),
        (1, 60, None, (60, 180)),
        (None, 365, None, (365, 365)),
    ],
)
def test_the_cadence_of_a_person_stands_above_that_of_the_level(
    level: int | None, ideal: int | None, maximum: int | None, marks: tuple[int | None, int | None]
) -> None:
    contact = person("p", level=level, cadence_ideal=ideal, cadence_maximum=maximum)
    assert cadence_of(contact, SETTINGS) == Cadence(*marks)


def test_own_cadence_decides_who_is_active_and_late() -> None:
    rare = person("rare", 200, level=2, cadence_maximum=365)
    often = person("often", 20, level=5, cadence_maximum=14)
    assert is_active(rare, SETTINGS, TODAY)
    assert not is_active(often, SETTINGS, TODAY)
    state = cadence_state(often, SETTINGS, TODAY)
    assert state is not None
    assert (state.state, state.ideal, state.maximum, state.reminds) == ("late", 14, 14, False)


def test_a_chosen_contact_is_reminded_about_whatever_the_role() -> None:
    people = [person("active", 1, level=4, function=Function.IT), person("other", 1, level=5)]
    chosen, plain = person("chosen", 20, level=1, cadence_maximum=10, chosen=True), person("plain", 400, level=3)
    lines = agenda([AccountFacts(Account("a", "A", "A"), (*people, chosen, plain))], SETTINGS, TODAY)
    assert [line.ref for line in lines if line.kind is AgendaKind.CADENCE] == ["chosen"]
    born = person("chosen", 1, level=1, chosen=True, birthday=date(1980, 11, 22))
    lines = agenda([AccountFacts(Account("a", "A", "A"), (*people, born))], SETTINGS, TODAY)
    assert [line.ref for line in lines if line.kind is AgendaKind.BIRTHDAY] == ["chosen"]


@pytest.mark.parametrize(
    ("fields", "asked"), [({}, True), ({"successor": "x"}, False), ({"left_settled": True}, False)]
)
def test_who_takes_over_is_asked_until_it_is_settled(fields: dict[str, Any], asked: bool) -> None:
    gone = person("gone", 10, status=ContactStatus.LEFT, left_on=TODAY - timedelta(days=5), **fields)
    facts = AccountFacts(Account("a", "A", "A"), (person("p", 1), gone))
    assert (AlertKind.CONTACT_LEFT in [alert.kind for alert in alerts(facts, SETTINGS, TODAY)]) is asked
    assert (AgendaKind.CONTACT_LEFT in [line.kind for line in agenda([facts], SETTINGS, TODAY)]) is asked


def test_key_players_without_cover_each_with_the_reason() -> None:
    key = {"influence": Influence.TAKES_PART, "strength": Strength.WORKING}
    people = [
        person("fine", 10, level=4, **key),
        person("silent", 91, level=4, **key),
        person("weak", 10, level=5, influence=Influence.TAKES_PART, strength=Strength.ACQUAINTED),
        person("both", None, level=2, influence=Influence.INNER_CIRCLE),
        person("outside", None, level=5, influence=Influence.OUTSIDE),
        person("gone", None, level=5, status=ContactStatus.LEFT, **key),
        person("target", None, level=5, placeholder=True, **key),
    ]
    assert [(found.contact.id, found.reason) for found in uncovered(people, SETTINGS, TODAY)] == [
        ("both", "no touch yet; the relationship is below working"),
        ("silent", "91 days without a touch, maximum 90"),
        ("weak", "the relationship is below working"),
    ]
