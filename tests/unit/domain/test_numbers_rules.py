"""A week and a month in numbers: which days, what counts, and attention beside potential."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.numbers import (
    BY_REVENUE,
    BY_WALLET,
    MONTH,
    WEEK,
    Period,
    Pick,
    Potential,
    Tally,
    What,
    attention,
    by_period,
    course,
    figures,
    potential_of,
    within,
)
from kamtui.domain.words import TouchKind

CALL, VISIT = TouchKind.CALL, TouchKind.VISIT


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from([WEEK, MONTH]))
def test_periods_follow_each_other_without_a_gap(day: date, kind: str) -> None:
    period = Period.of(day, kind)
    assert period.first <= day <= period.last
    assert period.before.last == period.first - timedelta(days=1)
    assert Period.of(period.last + timedelta(days=1), kind).before == period


def test_week_begins_on_monday_and_february_is_whole() -> None:
    assert Period.of(date(2026, 11, 22), WEEK)[1:] == (date(2026, 11, 16), date(2026, 11, 22))
    assert Period.of(date(2028, 2, 10), MONTH)[1:] == (date(2028, 2, 1), date(2028, 2, 29))
    assert Period.of(date(2026, 1, 31), MONTH).before[1:] == (date(2025, 12, 1), date(2025, 12, 31))


def test_the_days_before_are_as_many_as_have_passed() -> None:
    november = Period.of(date(2026, 11, 20), MONTH)
    assert november.same_days(date(2026, 11, 20))[1:] == (date(2026, 10, 1), date(2026, 10, 20))
    assert november.same_days(november.last) == november.before  # over: the whole of the other, though it is longer
    march = Period.of(date(2027, 3, 30), MONTH)
    assert march.same_days(date(2027, 3, 30)) == march.before  # February has no 30th


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from([WEEK, MONTH]), st.integers(1, 30))
def test_a_run_of_periods_ends_with_this_one(day: date, kind: str, length: int) -> None:
    period = Period.of(day, kind)
    run = period.run(length)
    assert (len(run), run[-1]) == (length, period)
    assert all(one == after.before for one, after in pairwise(run))


def _touch(account: str, kind: TouchKind, proactive: bool, on: date = date(2026, 11, 3), number: int = 1) -> Tally:
    return Tally(on, What.TOUCHES, account, number, kind, proactive)


def test_figures_count_kinds_and_the_proactive_share() -> None:
    done = Tally(date(2026, 11, 4), What.DONE, None, 4)
    found = figures([_touch("a", VISIT, True), _touch("a", CALL, False), _touch("b", CALL, True), done])
    assert (found.touches, found.proactive, found.done, found.moved) == (3, 2, 4, 0)
    assert found.kinds == {CALL: 2, VISIT: 1}
    assert found.proactive_share == pytest.approx(2 / 3)
    assert figures([]).proactive_share is None


@given(
    st.lists(
        st.builds(
            _touch,
            st.sampled_from("ab"),
            st.sampled_from([CALL, VISIT]),
            st.booleans(),
            st.dates(date(2026, 1, 1), date(2026, 12, 31)),
            st.integers(1, 3),
        )
    ),
    st.sampled_from([WEEK, MONTH]),
)
def test_the_course_is_the_figures_of_each_period(tallies: list[Tally], kind: str) -> None:
    periods = Period.of(date(2026, 9, 10), kind).run(5)
    each = [figures(within(tallies, period.first, period.last)) for period in periods]
    assert course(tallies, periods, Pick(What.TOUCHES)) == [one.touches for one in each]
    assert course(tallies, periods, Pick(What.PROACTIVE)) == [one.proactive for one in each]
    assert course(tallies, periods, Pick(What.TOUCHES, CALL)) == [one.kinds.get(CALL, 0) for one in each]
    summed = by_period(tallies, periods)
    for pick in (Pick(What.TOUCHES), Pick(What.PROACTIVE), Pick(What.TOUCHES, CALL), Pick(What.DONE, account_id="a")):
        assert course(summed, periods, pick) == course(tallies, periods, pick)
    assert [figures(within(summed, period.first, period.last)) for period in periods] == each
    parts = [course(tallies, periods, Pick(What.TOUCHES, account_id=key)) for key in "ab"]
    assert [a + b for a, b in zip(*parts, strict=True)] == [one.touches for one in each]


def test_potential_is_the_wallet_less_ours_and_revenue_while_that_is_unknown() -> None:
    assert potential_of(Decimal(100), Decimal(30)) == (Decimal(70), BY_WALLET)
    assert potential_of(Decimal(100), None) == (Decimal(100), BY_WALLET)
    assert potential_of(Decimal(20), Decimal(30)) == (Decimal(0), BY_WALLET)
    assert potential_of(None, Decimal(30)) == (Decimal(30), BY_REVENUE)
    assert potential_of(None, None) == (None, BY_REVENUE)


def test_attention_stands_beside_potential() -> None:
    potentials = [
        Potential("a", "A", "Alfa", Decimal(25), BY_WALLET),
        Potential("b", "B", "Beta", Decimal(75), BY_REVENUE),
        Potential("c", "C", "Unknown", None, BY_REVENUE),
        Potential("d", "D", "Nothing at all", None, BY_REVENUE),
    ]
    beta, alfa, unknown = attention({"a": 3, "c": 1, "archived": 1}, potentials)
    assert (alfa.share, alfa.potential_share, alfa.gap) == (0.75, 0.25, 0.5)
    assert (beta.share, beta.potential_share, beta.gap) == (0.0, 0.75, -0.75)
    assert (unknown.share, unknown.potential_share, unknown.gap) == (0.25, None, None)


def test_without_touches_no_share_is_made_up() -> None:
    (one,) = attention({}, [Potential("a", "A", "Alfa", Decimal(25), BY_WALLET)])
    assert (one.share, one.potential_share, one.gap) == (None, 1.0, None)
