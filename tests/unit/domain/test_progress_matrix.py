"""The matrix, what is worth most now, and growth beside progress."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kamtui.domain import progress, progress_next
from kamtui.domain.contacts import Contact
from kamtui.domain.progress import Barriers, Progression, ProgressItem, ProgressState
from kamtui.domain.progress_growth import growth_by_progress
from kamtui.domain.progress_matrix import matrix
from kamtui.domain.progress_next import Need
from kamtui.domain.quarters import Quarter
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import Attitude, Function, Influence, ProgressCategory, ProgressStatus, Role
from kamtui.errors import InvalidValue

TODAY = date(2026, 11, 20)
SETTINGS = MethodSettings()
KNOWLEDGE, CONTACTS, INTERACTION, INTEGRATION = ProgressCategory
NOT_STARTED, IN_PROGRESS, DONE, NOT_APPLICABLE = ProgressStatus
Q2, Q4 = Quarter(2026, 2), Quarter(2026, 4)
ACCOUNTS = [(key, key.upper(), key.title()) for key in ("a", "b", "c", "d")]


def entry(code: str, weight: int = 3, category: ProgressCategory = KNOWLEDGE, **fields: Any) -> Progression:
    return Progression(code, code, category, code, "", weight, True, None, **fields)


def stand(of: Progression, status: ProgressStatus = NOT_STARTED, chosen: bool = True, **fields: Any) -> ProgressItem:
    return progress.item(of, ProgressState(status, **fields), chosen, SETTINGS, TODAY)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_a_row_is_systematic_when_half_of_those_who_planned_it_are_stuck() -> None:
    k01, k02 = entry("K01"), entry("K02")
    items = {
        "a": [stand(k01, IN_PROGRESS, started_on=days_ago(120), planned_quarter=Q4), stand(k02)],
        "b": [stand(k01, planned_quarter=Q2), stand(k02, planned_quarter=Q4)],
        "c": [stand(k01, DONE, done_on=TODAY, planned_quarter=Q2), stand(k02, chosen=False, planned_quarter=Q2)],
        "d": [stand(k01, IN_PROGRESS, started_on=TODAY, planned_quarter=Q4), stand(k02, NOT_APPLICABLE)],
    }
    first, second = matrix(ACCOUNTS, items, 1, TODAY).rows
    assert (first.planned, first.stalled, first.systematic.value) == (4, 1, True)
    assert [(part.label, part.value, part.note) for part in first.systematic.parts[2:]] == [
        ("A", 120, "120 days in progress"),
        ("B", None, "2026-Q2 missed"),
    ]
    assert (second.planned, second.systematic.value) == (1, False)
    unplanned = matrix(ACCOUNTS[:1], {"a": [stand(k02)]}, 1, TODAY).rows[0]
    assert (unplanned.systematic.value, unplanned.systematic.parts) == (None, ())


def test_cells_shares_and_own_items() -> None:
    shared, own = entry("K01", 4), entry("X01", 4, account_id="b")
    items = {"a": [stand(shared, DONE, done_on=TODAY)], "b": [stand(shared), stand(own, DONE, done_on=TODAY)]}
    found = matrix(ACCOUNTS[:2], items, 1, TODAY)
    assert found.shares == (1.0, 0.5)
    assert [row.progression.code for row in found.rows] == ["K01", "X01"]
    assert found.rows[1].cells[0] is None
    assert found.rows[1].cells[1] is not None


def test_rows_are_sorted_as_asked() -> None:
    of = [entry("I01", 2, INTERACTION), entry("K02", 5), entry("K01", 3), entry("C01", 4, CONTACTS)]
    stuck = {"C01", "K01"}
    items = {"a": [stand(p, IN_PROGRESS, started_on=days_ago(200 if p.code in stuck else 1)) for p in of]}

    def order(sort: str) -> list[str]:
        return [row.progression.code for row in matrix(ACCOUNTS[:1], items, 1, TODAY, sort).rows]

    assert order("code") == ["C01", "I01", "K01", "K02"]
    assert order("weight") == ["K02", "C01", "K01", "I01"]
    assert order("category") == ["K01", "K02", "C01", "I01"]
    assert order("stalled") == ["C01", "K01", "K02", "I01"]
    with pytest.raises(InvalidValue, match="code, stalled, weight, category"):
        order("size")


def test_next_best_is_weight_by_age_by_need() -> None:
    heavy, old, wanted, done = entry("K01", 5), entry("K02", 3), entry("K03", 4), entry("K04", 5)
    items = [
        stand(heavy),
        stand(old, IN_PROGRESS, started_on=days_ago(180)),
        stand(wanted),
        stand(done, DONE, done_on=TODAY),
        stand(entry("K05", 5), NOT_APPLICABLE),
        stand(entry("K06", 5), chosen=False),
        stand(entry("C12", 5, CONTACTS)),
    ]
    needs = [Need("K03", "Planned", 0.5, "2026-Q4")]
    best = progress_next.next_best(items, needs, SETTINGS, TODAY)
    assert [(b.item.progression.code, b.score) for b in best] == [("K02", 7.5), ("K03", 6), ("K01", 5)]
    assert [(part.label, part.value) for part in best[0].parts.parts[:2]] == [("Weight", 3), ("Age", 2.5)]
    assert best[1].parts.parts[-1].note == "2026-Q4"


@pytest.mark.parametrize(
    ("status", "fields", "age"),
    [
        (NOT_STARTED, {}, 1),
        (IN_PROGRESS, {"started_on": days_ago(45)}, 1.25),
        (IN_PROGRESS, {"started_on": days_ago(90)}, 1.5),
        (IN_PROGRESS, {"started_on": days_ago(180)}, 2.5),
        (IN_PROGRESS, {"started_on": days_ago(900)}, 2.5),
        (NOT_STARTED, {"planned_quarter": Quarter(2026, 3)}, 1 + 51 / 180),
    ],
)
def test_age_counts_from_the_start_or_the_missed_quarter(
    status: ProgressStatus, fields: dict[str, Any], age: float
) -> None:
    item = stand(entry("K01"), status, **fields)
    assert progress_next.age_factor(item, SETTINGS, TODAY)[0] == pytest.approx(age)


def test_what_the_plan_needs() -> None:
    items = [
        stand(entry("K01"), planned_quarter=Q4),
        stand(entry("K02"), planned_quarter=Q2),
        stand(entry("C06", 5, CONTACTS)),
        stand(entry("G01", 3, INTEGRATION)),
    ]
    needs = progress_next.plan_needs(
        items, Q4, SETTINGS, TODAY, linked={"G01": ["Sign it"]}, weakest="integration", gaps={"C06"}
    )
    assert [(need.progression_id, need.share) for need in needs] == [
        ("K01", 0.5),
        ("K02", 0.5),
        ("C06", 0.25),
        ("G01", 0.25),
        ("G01", 0.25),
    ]


def test_gaps_of_the_map_are_whom_nobody_touched() -> None:
    assert progress_next.map_gaps([]) == {"C01", "C02", "C03", "C04", "C05", "C06", "C07", "C09"}
    people = [
        Contact("1", "a", "Boss", level=5, roles=(Role.SPONSOR, Role.DECIDER), last_touch=TODAY),
        Contact("2", "a", "Buyer", level=3, function=Function.PROCUREMENT, last_touch=TODAY),
        Contact("3", "a", "CFO", level=4, function=Function.FINANCE),
        Contact("4", "a", "Kim", roles=(Role.CHAMPION,), influence=Influence.INNER_CIRCLE, attitude=Attitude.ALLY),
    ]
    assert progress_next.map_gaps(people) == {"C03", "C04", "C05", "C07"}


def test_no_barrier_is_weakest_while_all_are_at_their_best() -> None:
    assert progress_next.weakest_of(Barriers(1.0, None, 3, "knowledge")) == ""
    assert progress_next.weakest_of(Barriers(1.0, 0.5, 3, "integration")) == "integration"


def test_growth_is_split_at_the_mark() -> None:
    shares = {"a": 0.7, "b": 0.9, "c": 0.2, "d": 0.3, "e": 0.5, "f": None}
    margins = {"a": (12000, 10000), "b": (3000, 2000), "c": (900, 1000), "d": (500, 0), "f": (1, 1)}
    found = growth_by_progress(shares, margins, 0.7)
    assert found.value == {"beyond": Decimal("0.2500"), "below": Decimal("-0.1000")}
    assert [part.note for part in found.parts if part.note] == ["2 accounts", "1 account"]
    assert found.parts[-1].value == 3
    assert "correlation" in found.rule
    assert growth_by_progress({"e": 0.5}, {}, 0.7).value is None
