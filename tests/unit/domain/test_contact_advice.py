"""What the map proposes to do, in which order, and what it never proposes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.domain.contact_advice import MOST, Bought, Proposal, advice, foremost
from kamtui.domain.contact_cover import uncovered
from kamtui.domain.contacts import Contact, completeness, coverage, missing_roles
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import Attitude, ContactStatus, Function, Influence, Role, Strength

TODAY = date(2026, 11, 21)
SETTINGS = MethodSettings()


def person(id: str, days: int | None = None, **fields: Any) -> Contact:
    touched = None if days is None else TODAY - timedelta(days=days)
    return Contact(id=id, account_id="a", name=fields.pop("name", id), last_touch=touched, **fields)


def told(people: list[Contact], **facts: Any) -> dict[str, Proposal]:
    return {proposal.key: proposal for proposal in advice(people, SETTINGS, TODAY, **facts)}


def complete() -> list[Contact]:
    return [
        person("ceo", 10, level=5, function=Function.MANAGEMENT, roles=(Role.SPONSOR,)),
        person("cfo", 10, level=4, function=Function.FINANCE, roles=(Role.DECIDER,)),
        person("cpo", 10, level=4, function=Function.PROCUREMENT, roles=(Role.CHAMPION,)),
    ]


def test_a_complete_map_needs_nothing() -> None:
    assert completeness(complete(), SETTINGS, TODAY).value
    assert advice(complete(), SETTINGS, TODAY) == ()


def test_who_is_known_on_a_level_is_woken_before_another_is_met() -> None:
    people = [*complete()[:2], person("cto", 100, level=4, function=Function.TECHNICAL, roles=(Role.CHAMPION,))]
    found = told(people)
    assert list(found) == ["wake:cto"]
    assert found["wake:cto"].title == "Call cto"
    assert found["wake:cto"].reason == "level 4: 1 of 2 active; 100 days without a touch, maximum 90"
    assert (found["wake:cto"].contact_id, found["wake:cto"].level) == ("cto", 4)


def test_somebody_is_met_where_the_map_is_blind() -> None:
    people = [
        *complete()[:2],
        person("q1", 1, level=2, function=Function.QUALITY, roles=(Role.CHAMPION,)),
        person("q2", 1, level=2, function=Function.QUALITY),
        person("it", 1, level=1, function=Function.IT),
    ]
    found = told(people)
    assert list(found) == ["meet_level:4"]
    assert found["meet_level:4"].title == "Meet somebody in quality on level 4"
    assert found["meet_level:4"].reason == "level 4: 1 of 2 active"
    usual = told([*complete()[:1], person("cpo", 1, level=4, roles=(Role.DECIDER, Role.CHAMPION))])
    assert usual["meet_level:4"].function is Function.FINANCE


def test_the_one_function_everything_hangs_on_is_passed_over() -> None:
    buyers = [person(str(n), 1, level=level, function=Function.PROCUREMENT) for n, level in enumerate((3, 2, 2))]
    found = told(buyers)
    assert found["meet_level:4"].function is Function.FINANCE
    assert found["meet_level:3"].function is Function.TECHNICAL


def test_somebody_to_meet_fills_the_place_of_another_meeting() -> None:
    target = person("target", level=4, function=Function.QUALITY, placeholder=True, position="head of quality")
    people = [*complete()[:2], person("q", 1, level=1, roles=(Role.CHAMPION,)), target]
    found = told(people)
    assert list(found) == ["target:target"]
    assert (found["target:target"].title, found["target:target"].kind) == ("Meet head of quality", "target")
    assert told(people, planned=["target"]) == {}


def test_key_players_come_first_and_are_not_called_twice() -> None:
    key = person("key", 100, level=4, influence=Influence.INNER_CIRCLE, strength=Strength.CLOSE, roles=(Role.CHAMPION,))
    weak = person("weak", 1, level=1, influence=Influence.TAKES_PART)
    found = told([*complete()[:2], key, weak])
    assert list(found) == ["key_player:key", "key_player:weak"]
    assert found["key_player:key"].title == "Call key"
    assert found["key_player:weak"].title == "Deepen the relationship with weak"
    assert found["key_player:weak"].reason == "key player without cover: the relationship is below working"


def test_missing_roles_name_the_best_candidate() -> None:
    people = [
        person("ceo", 10, level=5, attitude=Attitude.SCEPTIC),
        person("cfo", 10, level=4, attitude=Attitude.SUPPORTER),
        person("cto", 10, level=4, attitude=Attitude.NEUTRAL),
        person("friend", 10, level=1, attitude=Attitude.ALLY),
    ]
    found = told(people)
    assert list(found) == ["role:decider", "role:sponsor", "role:champion"]
    assert [found[key].title for key in found] == [
        "Find the decider: ceo?", "Find a sponsor: cfo?", "Find a champion: friend?",
    ]  # fmt: skip
    assert found["role:sponsor"].contact_id == "cfo"
    nobody = told([person("x", 10, level=3, attitude=Attitude.ENEMY, roles=(Role.BLOCKER,))])
    assert [nobody[f"role:{role}"].title for role in ("decider", "sponsor", "champion")] == [
        "Find the decider", "Find a sponsor", "Find a champion",
    ]  # fmt: skip
    expected = person("t", level=3, placeholder=True, roles=(Role.SPONSOR,))
    assert "role:sponsor" not in told([*people, expected])


def test_categories_nobody_owns_are_asked_after() -> None:
    found = told(complete(), bought=[Bought("7", "Packaging")])
    assert [(p.key, p.title, p.category) for p in found.values()] == [
        ("category:7", "Find who buys Packaging", "Packaging")
    ]


def test_upper_levels_that_nobody_stands_on_come_last() -> None:
    found = told([person("buyer", 1, level=2, function=Function.PROCUREMENT), person("b2", 1, level=2)])
    assert list(found)[-2:] == ["meet_level:5", "meet_level:4"]
    assert found["meet_level:5"].title == "Meet somebody in general management on level 5"
    assert found["meet_level:5"].reason == "nobody is known on level 5"
    assert list(told([])) == ["meet_level:5", "meet_level:4"]


def test_what_is_worked_at_or_waved_off_is_not_proposed() -> None:
    people = [person("a", 100, level=4), person("b", 100, level=4), person("c", 100, level=4)]
    assert [key for key in told(people) if key.startswith(("wake", "meet"))] == ["wake:a", "wake:b", "meet_level:5"]
    assert [key for key in told(people, planned=["a"]) if key.startswith("wake")] == ["wake:b"]
    assert [key for key in told(people, waved=["wake:a"]) if key.startswith("wake")] == ["wake:b", "wake:c"]
    assert "role:decider" not in told(people, origins=["role:decider"])
    assert "meet_level:5" not in told(people, waved=["meet_level:5"])


def test_few_are_shown_and_some_of_every_kind() -> None:
    people = [person(f"t{n}", level=3, placeholder=True) for n in range(9)]
    people += [person(f"k{n}", level=2, influence=Influence.TAKES_PART) for n in range(9)]
    found = advice(people, SETTINGS, TODAY, bought=[Bought(str(n), f"C{n}") for n in range(9)])
    shown = foremost(found)
    assert len(shown) == MOST < len(found)
    kinds = [proposal.kind for proposal in shown]
    assert {kind: kinds.count(kind) for kind in kinds} == {"key_player": 2, "role": 2, "target": 2, "category": 2}
    assert [proposal for proposal in found if proposal in shown] == list(shown)
    categories = advice(complete(), SETTINGS, TODAY, bought=[Bought(str(n), f"C{n}") for n in range(9)])
    assert foremost(categories) == categories[:MOST]


CONTACTS = st.lists(
    st.builds(
        person,
        id=st.uuids().map(str),
        days=st.none() | st.integers(0, 200),
        level=st.none() | st.integers(1, 5),
        function=st.none() | st.sampled_from(Function),
        placeholder=st.booleans(),
        status=st.sampled_from(ContactStatus),
        attitude=st.sampled_from(Attitude),
        strength=st.sampled_from(Strength),
        influence=st.none() | st.sampled_from(Influence),
        roles=st.lists(st.sampled_from(Role), max_size=2, unique=True).map(tuple),
    ),
    max_size=20,
)


@given(CONTACTS)
def test_what_holds_is_never_proposed(people: list[Contact]) -> None:
    found = advice(people, SETTINGS, TODAY)
    assert len({proposal.key for proposal in found}) == len(found)
    cover, by_id = coverage(people, SETTINGS, TODAY), {contact.id: contact for contact in people}
    bare = {entry.contact.id for entry in uncovered(people, SETTINGS, TODAY)}
    for proposal in found:
        assert proposal.title
        assert proposal.reason
        contact = by_id.get(proposal.contact_id or "")
        assert contact is None or contact.status is not ContactStatus.LEFT
        if proposal.kind in ("wake", "meet_level"):
            assert proposal.level is not None
            assert cover[proposal.level].active < cover[proposal.level].wanted
        elif proposal.kind == "role":
            assert proposal.role in missing_roles(people)
        elif proposal.kind == "key_player":
            assert proposal.contact_id in bare
        else:
            assert contact is not None
            assert contact.placeholder


@settings(max_examples=40)
@given(CONTACTS)
def test_taking_up_every_proposal_comes_to_an_end(people: list[Contact]) -> None:
    origins: set[str] = set()
    planned: set[str] = set()
    for turn in range(200):
        found = advice(people, SETTINGS, TODAY, origins=origins, planned=planned)
        if not found:
            return
        first = found[0]
        origins.add(first.key)
        if first.kind == "meet_level":
            people = [*people, person(f"new{turn}", level=first.level, function=first.function, placeholder=True)]
            planned.add(f"new{turn}")
        elif first.contact_id is not None:
            planned.add(first.contact_id)
        assert first.key not in [p.key for p in advice(people, SETTINGS, TODAY, origins=origins, planned=planned)]
    raise AssertionError("proposals without end")
