"""Decomposition, forecast and review by examples that were reckoned by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from kamtui.domain.forecast import forecast
from kamtui.domain.initiatives import Opportunity
from kamtui.domain.plan_review import figures, is_reviewable
from kamtui.domain.plans import Task
from kamtui.domain.progress import QuarterFigure
from kamtui.domain.quarters import Quarter
from kamtui.domain.wallet_circle import decompose
from kamtui.domain.words import OpportunityStatus, TaskStatus

NOW = Quarter(2026, 4)


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        # 100 M at 20 % → 120 M at 25 %: 20 M · 20 % + 100 M · 5 % + 20 M · 5 %.
        (("100000000", "0.20"), ("120000000", "0.25"), ("10000000", "4000000", "5000000", "1000000")),
        # The circle grows past us: 50 M at 40 % → 80 M at 30 %.
        (("50000000", "0.40"), ("80000000", "0.30"), ("4000000", "12000000", "-5000000", "-3000000")),
        # Both fall: 80 M at 30 % → 60 M at 25 %.
        (("80000000", "0.30"), ("60000000", "0.25"), ("-9000000", "-6000000", "-4000000", "1000000")),
        # From nothing of ours: 10 M at 0 → 10 M at 15 %.
        (("10000000", "0"), ("10000000", "0.15"), ("1500000", "0", "1500000", "0")),
    ],
)
def test_the_change_of_our_part(before: tuple[str, str], after: tuple[str, str], parts: tuple[str, ...]) -> None:
    assert tuple(decompose(*map(D, before), *map(D, after))) == tuple(map(D, parts))


def offer(name: str, amount: str, probability: str, **fields: object) -> Opportunity:
    made = Opportunity(name, "a", "i", name, D(amount), D(probability), relevant=True)
    return replace(made, **fields)  # type: ignore[arg-type]


def test_a_year_of_offers() -> None:
    offers = [
        offer("one-off", "4200000", "0.3", quarter=Quarter(2026, 3)),
        offer("won", "500000", "0.1", quarter=Quarter(2026, 3), status=OpportunityStatus.WON),
        offer("lost", "9000000", "0.9", quarter=Quarter(2026, 3), status=OpportunityStatus.LOST),
        offer("not relevant", "9000000", "0.9", quarter=Quarter(2026, 3), relevant=False),
        # 100,000 a month from August on, five months: two in Q3, three in Q4.
        offer("monthly", "100000", "0.6", monthly=True, starts=date(2026, 8, 1), months=5, quarter=Quarter(2026, 3)),
    ]
    found = forecast(2026, offers, base={1: D(1_000_000), 3: D(2_000_000)})
    totals = [each.total for each in found.quarters]
    # Q3: 2,000,000 + 4,200,000 · 30 % + 500,000 + 200,000 · 60 %; Q4: 300,000 · 60 %.
    assert totals == [D(1_000_000), None, D(3_880_000), D(180_000)]
    assert found.total == D(5_060_000)


@pytest.mark.parametrize(
    ("fiscal_start", "by_year"),
    [
        # 10 a month for 18 months from February 2026 on, at 50 %.
        (1, {2026: [10, 15, 15, 15], 2027: [15, 15, 5, 0], 2028: [0, 0, 0, 0]}),
        # Fiscal 2026 ends in March 2026: February and March are its last quarter.
        (4, {2026: [0, 0, 0, 10], 2027: [15, 15, 15, 15], 2028: [15, 5, 0, 0]}),
        # Fiscal 2026 ends in June 2026.
        (7, {2026: [0, 0, 10, 15], 2027: [15, 15, 15, 15], 2028: [5, 0, 0, 0]}),
    ],
)
def test_a_monthly_amount_over_fiscal_years(fiscal_start: int, by_year: dict[int, list[int]]) -> None:
    monthly = offer("m", "10", "0.5", monthly=True, starts=date(2026, 2, 1), months=18)
    for year, wanted in by_year.items():
        found = forecast(year, [monthly], fiscal_start=fiscal_start)
        assert [each.total or 0 for each in found.quarters] == wanted


def test_what_a_quarter_had_planned() -> None:
    statuses = [TaskStatus.DONE, TaskStatus.DONE, TaskStatus.OPEN, TaskStatus.DROPPED, TaskStatus.MOVED]
    tasks = [Task(str(at), "x", status=status) for at, status in enumerate(statuses)]
    found = figures(tasks, (), QuarterFigure(3, 1), D(5))
    # Dropped ones were not planned; one that a file says was moved away was, and is not done.
    assert (found.tasks_planned, found.tasks_done, found.items_planned, found.items_done) == (4, 2, 3, 1)


@pytest.mark.parametrize(
    ("quarter", "facts", "waits"),
    [
        (Quarter(2026, 3), {"left_open": False, "done": False, "planned": False}, False),
        (Quarter(2026, 3), {"left_open": False, "done": True, "planned": False}, True),
        (Quarter(2025, 1), {"left_open": False, "done": False, "planned": True}, True),
        (Quarter(2024, 4), {"left_open": False, "done": True, "planned": True}, False),
        (Quarter(2021, 1), {"left_open": True, "done": False, "planned": False}, True),
    ],
)
def test_what_is_there_to_review(quarter: Quarter, facts: dict[str, bool], waits: bool) -> None:
    assert is_reviewable(quarter, NOW, **facts) is waits
