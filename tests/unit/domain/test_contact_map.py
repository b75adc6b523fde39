from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.contacts import (
    Contact,
    at_company,
    cadence_state,
    check_reports_to,
    completeness,
    coverage,
    is_active,
    map_quality,
    missing_roles,
    no_active_contact,
    single_thread,
)
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import Attitude, ContactStatus, Function, Influence, Role
from kamtui.errors import InvalidValue

TODAY = date(2026, 11, 21)
SETTINGS = MethodSettings()


def person(id: str, days: int | None = None, **fields: Any) -> Contact:
    touched = None if days is None else TODAY - timedelta(days=days)
    return Contact(id=id, account_id="a", name=fields.pop("name", id), last_touch=touched, **fields)


@pytest.mark.parametrize(
    ("level", "days", "active"),
    [
        (5, 180, True),
        (5, 181, False),
        (3, 45, True),
        (3, 46, False),
        (1, 180, True),
        (None, 181, False),
        (4, None, False),
    ],
)
def test_active_within_the_maximum_cadence_of_the_level(level: int | None, days: int | None, active: bool) -> None:
    assert is_active(person("p", days, level=level), SETTINGS, TODAY) is active


def test_placeholders_and_people_who_left_are_not_active() -> None:
    assert not is_active(person("p", 1, level=5, placeholder=True), SETTINGS, TODAY)
    assert not is_active(person("p", 1, level=5, status=ContactStatus.LEFT), SETTINGS, TODAY)


def test_map_quality_has_four_steps() -> None:
    plain = person("plain")
    key = person("key", influence=Influence.TAKES_PART)
    ally = person("ally", influence=Influence.INNER_CIRCLE, attitude=Attitude.SUPPORTER)
    assert map_quality([]).value == 0
    assert map_quality([ally._replace(placeholder=True), ally._replace(status=ContactStatus.LEFT)]).value == 0
    assert map_quality([plain]).value == 1
    assert map_quality([plain, key]).value == 2
    explained = map_quality([plain, key, ally])
    assert explained.value == 3
    assert [part.value for part in explained.parts] == [3, 2, 1]


def test_single_thread_reasons() -> None:
    buyer = person("buyer", 5, level=3, function=Function.PROCUREMENT)
    director = person("director", 5, level=4, function=Function.PROCUREMENT)
    engineer = person("engineer", 5, level=4, function=Function.TECHNICAL)
    assert len(single_thread([buyer], SETTINGS, TODAY)) == 2
    assert single_thread([buyer, director], SETTINGS, TODAY) == ("all active contacts are in one function",)
    assert single_thread([buyer, engineer], SETTINGS, TODAY) == ()
    assert single_thread([director], SETTINGS, TODAY) == ("only one active contact: director",)


def test_nobody_active_is_no_touch_and_not_single_thread() -> None:
    silent = [person("p", 400, level=4), person("q", 1, level=4, placeholder=True)]
    assert single_thread(silent, SETTINGS, TODAY) == ()
    assert no_active_contact(silent, SETTINGS, TODAY)


def complete_map() -> list[Contact]:
    return [
        person("ceo", 10, level=5, roles=(Role.SPONSOR,)),
        person("cfo", 10, level=4, roles=(Role.DECIDER,)),
        person("cto", 10, level=4),
        person("head", 10, level=3, roles=(Role.CHAMPION,)),
        person("head2", 10, level=3),
    ]


def test_completeness_counts_levels_in_use_only() -> None:
    people = complete_map()
    assert completeness(people, SETTINGS, TODAY).value is True
    assert completeness([*people, person("clerk", 1, level=2)], SETTINGS, TODAY).value is False
    assert completeness([*people, person("?", level=2, placeholder=True)], SETTINGS, TODAY).value is False
    assert completeness([*people, person("user", level=1)], SETTINGS, TODAY).value is True
    assert completeness([], SETTINGS, TODAY).value is False


def test_completeness_wants_the_three_roles_and_says_what_lacks() -> None:
    people = complete_map()
    people[3] = people[3]._replace(placeholder=True)
    explained = completeness(people, SETTINGS, TODAY)
    assert explained.value is False
    assert missing_roles(people) == (Role.CHAMPION,)
    assert [part.label for part in explained.parts if part.note] == ["Champion", "Active on level 3"]


contacts = st.builds(
    person,
    id=st.uuids().map(str),
    days=st.none() | st.integers(0, 400),
    level=st.none() | st.integers(1, 5),
    placeholder=st.booleans(),
    status=st.sampled_from(ContactStatus),
    roles=st.lists(st.sampled_from(Role), max_size=2).map(tuple),
)


@given(st.lists(contacts, max_size=30))
def test_cover_sums_to_the_people_of_known_level(people: list[Contact]) -> None:
    cover = coverage(people, SETTINGS, TODAY)
    assert list(cover) == [5, 4, 3, 2, 1]
    assert sum(level.known for level in cover.values()) == sum(at_company(p) and p.level is not None for p in people)
    assert all(level.active <= level.known for level in cover.values())
    assert [level.wanted for level in cover.values()] == [1, 2, 2, 2, 0]


@given(st.lists(contacts, max_size=30))
def test_single_thread_and_no_touch_exclude_each_other(people: list[Contact]) -> None:
    assert not (single_thread(people, SETTINGS, TODAY) and no_active_contact(people, SETTINGS, TODAY))


@pytest.mark.parametrize(("days", "state"), [(45, "fresh"), (46, "due"), (90, "due"), (91, "late"), (None, "late")])
def test_cadence_has_two_marks(days: int | None, state: str) -> None:
    found = cadence_state(person("p", days, level=4), SETTINGS, TODAY)
    assert found is not None
    assert (found.state, found.days, found.ideal, found.maximum, found.reminds) == (state, days, 45, 90, False)


def test_cadence_reminds_of_key_players_and_role_holders_only() -> None:
    holder = cadence_state(person("p", 99, level=4, roles=(Role.BUYER,)), SETTINGS, TODAY)
    key = cadence_state(person("p", 99, level=4, influence=Influence.TAKES_PART), SETTINGS, TODAY)
    outside = cadence_state(person("p", 99, level=4, influence=Influence.OUTSIDE), SETTINGS, TODAY)
    assert holder
    assert holder.reminds
    assert key
    assert key.reminds
    assert outside
    assert not outside.reminds
    assert cadence_state(person("p", 99, level=1, roles=(Role.BUYER,)), SETTINGS, TODAY) is None


def test_a_circle_of_reports_is_refused_with_its_chain() -> None:
    people = [person("1", name="Ann"), person("2", name="Bob", reports_to="1"), person("3", name="Cid", reports_to="2")]
    check_reports_to(people, "3", "1")
    check_reports_to(people, "1", None)
    with pytest.raises(InvalidValue, match="Ann → Cid → Bob → Ann"):
        check_reports_to(people, "1", "3")
    with pytest.raises(InvalidValue, match="Ann → Ann"):
        check_reports_to(people, "1", "1")
    with pytest.raises(InvalidValue):
        check_reports_to(people, "1", "nobody")
