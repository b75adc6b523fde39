"""A week and a month in numbers: which days, what counts, and attention beside potential."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.numbers import (
    BY_REVENUE,
    BY_WALLET,
    MONTH,
    WEEK,
    Period,
    Potential,
    TouchFact,
    attention,
    figures,
    potential_of,
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


def test_figures_count_kinds_and_the_proactive_share() -> None:
    found = figures([TouchFact("a", VISIT, True), TouchFact("a", CALL, False), TouchFact("b", CALL, True)], done=4)
    assert (found.touches, found.proactive, found.done, found.moved) == (3, 2, 4, 0)
    assert found.kinds == {CALL: 2, VISIT: 1}
    assert found.proactive_share == pytest.approx(2 / 3)
    assert figures([]).proactive_share is None


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
    touches = [TouchFact(key, CALL, True) for key in "aaac"] + [TouchFact("archived", CALL, True)]
    beta, alfa, unknown = attention(touches, potentials)
    assert (alfa.share, alfa.potential_share, alfa.gap) == (0.75, 0.25, 0.5)
    assert (beta.share, beta.potential_share, beta.gap) == (0.0, 0.75, -0.75)
    assert (unknown.share, unknown.potential_share, unknown.gap) == (0.25, None, None)


def test_without_touches_no_share_is_made_up() -> None:
    (one,) = attention([], [Potential("a", "A", "Alfa", Decimal(25), BY_WALLET)])
    assert (one.share, one.potential_share, one.gap) == (None, 1.0, None)
