"""How complete a plan is, and what it says about the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.plan_completeness import PlanFacts, blocks, completeness, needed
from kamtui.domain.quarters import Quarter

NOW = Quarter(2026, 4)
EVERYTHING = PlanFacts(
    texts=frozenset(range(1, 8)),
    category=True,
    owner=True,
    orders=True,
    quality=3,
    roles_missing=0,
    wallet_now=True,
    wallet_next=True,
    share_now=True,
    share_next=True,
    initiatives=2,
    opportunities=1,
    base=frozenset((1, 2, 3, 4)),
    revenue_plan=frozenset((1, 2, 3, 4)),
    acted=frozenset((1, 2, 3, 4)),
    tasks=4,
    goals=1,
    planned_items=1,
    targets=1,
)


def test_a_plan_with_everything_is_complete_and_misses_nothing() -> None:
    found = completeness(blocks(EVERYTHING, 2026, NOW))
    assert found.value == 1
    assert [part.note for part in found.parts] == [""] * 7
    assert not needed(blocks(EVERYTHING, 2026, NOW))


def test_an_empty_plan_says_what_to_do() -> None:
    states = blocks(PlanFacts(), 2027, NOW)
    found = completeness(states)
    assert found.value == 0
    assert "estimate the wallet of 2027" in found.parts[2].note
    assert "estimate our part of 2028" in found.parts[2].note
    assert "add tasks to Q1, Q2, Q3, Q4" in found.parts[6].note
    assert [line[:1] for line in needed(states)] == ["3", "6", "7"]


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ({"undecided": 1}, "decide whether 1 initiative is relevant"),
        ({"unanswered": 2}, "2 relevant initiatives have no offer of ours"),
        ({"unplaced": 1}, "1 opportunity has no quarter"),
        ({"loose": 3}, "3 open tasks have no due date or owner"),
        ({"quality": 2}, "win a key player over"),
        ({"base": frozenset((1, 2))}, "confirm the base business of Q4"),
    ],
)
def test_each_thing_that_is_missing_is_named_alone(fact: dict[str, object], words: str) -> None:
    found = completeness(blocks(EVERYTHING._replace(**fact), 2026, NOW))
    notes = [part.note for part in found.parts if part.note]
    assert len(notes) == 1
    assert words in notes[0]
    assert "; " not in notes[0]


def test_quarters_that_have_ended_ask_for_nothing_but_their_tasks() -> None:
    bare = EVERYTHING._replace(base=frozenset(), revenue_plan=frozenset(), acted=frozenset((4,)))
    assert completeness(blocks(bare, 2025, NOW)).parts[6].note == "add tasks to Q1, Q2, Q3"
    assert completeness(blocks(bare, 2026, NOW)).parts[4].note == "confirm the base business of Q4"


@pytest.mark.parametrize("fact", [{"wallet_now": True}, {"goals": 1}, {"tasks": 1}])
def test_data_fill_a_block_as_a_text_does(fact: dict[str, object]) -> None:
    number = {"wallet_now": 3, "goals": 6, "tasks": 7}[next(iter(fact))]
    assert not blocks(PlanFacts(), 2026, NOW)[number].filled
    assert blocks(PlanFacts(**fact), 2026, NOW)[number].filled  # type: ignore[arg-type]
    assert blocks(PlanFacts(texts=frozenset((number,))), 2026, NOW)[number].filled


COUNTS = ("initiatives", "undecided", "unanswered", "opportunities", "unplaced", "tasks", "loose", "goals", "targets")


@given(
    st.fixed_dictionaries({name: st.integers(0, 5) for name in COUNTS}),
    st.frozensets(st.integers(1, 7)),
    st.frozensets(st.integers(1, 4)),
    st.integers(0, 3),
)
def test_shares_stay_between_nothing_and_all(
    counts: dict[str, int], texts: frozenset[int], quarters: frozenset[int], quality: int
) -> None:
    facts = PlanFacts(texts=texts, base=quarters, acted=quarters, quality=quality, **counts)  # type: ignore[arg-type]
    states = blocks(facts, 2026, NOW)
    value = completeness(states).value
    assert value is not None
    assert 0 <= value <= 1
    assert all((state.share == 1) == (not state.missing) for state in states.values())
    more = completeness(blocks(facts._replace(texts=frozenset(range(1, 8))), 2026, NOW)).value
    assert more is not None
    assert more >= value
