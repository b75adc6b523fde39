from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain import progress
from kamtui.domain.contacts import Contact
from kamtui.domain.progress import Progression, ProgressItem, ProgressState
from kamtui.domain.quarters import Quarter
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import ProgressCategory, ProgressSet, ProgressStatus, Role
from kamtui.errors import InvalidValue

TODAY = date(2026, 11, 21)
SETTINGS = MethodSettings()
KNOWLEDGE, CONTACTS, INTERACTION, INTEGRATION = ProgressCategory
NOT_STARTED, IN_PROGRESS, DONE, NOT_APPLICABLE = ProgressStatus


def entry(code: str = "K01", weight: int = 1, category: ProgressCategory = KNOWLEDGE, **fields: Any) -> Progression:
    return Progression(
        code, code, category, code, "", weight, fields.pop("core", True), fields.pop("expires", None), **fields
    )


def stand(
    status: ProgressStatus, progression: Progression | None = None, chosen: bool = True, **fields: Any
) -> ProgressItem:
    state = ProgressState(status, **fields)
    return progress.item(progression or entry(), state, chosen, SETTINGS, TODAY)


def test_share_is_by_weight_over_what_applies_in_the_set() -> None:
    items = [
        stand(DONE, entry("K01", 5), done_on=TODAY),
        stand(IN_PROGRESS, entry("K02", 3), started_on=TODAY),
        stand(NOT_APPLICABLE, entry("K03", 4)),
        stand(DONE, entry("K04", 5), chosen=False, done_on=TODAY),
    ]
    assert progress.share(items).value == 5 / 8
    assert progress.share_by_count(items).value == 1 / 2
    assert progress.by_category(items)[KNOWLEDGE] == (5 / 8, 1, 2)
    assert progress.by_category(items)[CONTACTS] == (None, 0, 0)
    assert progress.share([]).value is None


@given(st.lists(st.tuples(st.sampled_from(ProgressStatus), st.integers(1, 5), st.booleans()), max_size=50))
def test_shares_lie_between_0_and_1(rows: list[tuple[ProgressStatus, int, bool]]) -> None:
    items = [stand(status, entry(weight=weight), chosen) for status, weight, chosen in rows]
    for explained in (progress.share(items), progress.share_by_count(items)):
        assert explained.value is None or 0 <= explained.value <= 1


def test_done_expires_into_progress_and_stalls_from_that_day() -> None:
    yearly = entry(expires=12)
    fresh = stand(DONE, yearly, done_on=date(2025, 11, 22))
    assert (fresh.status, fresh.expires_on, fresh.expired) == (DONE, date(2026, 11, 22), False)
    expired = stand(DONE, yearly, done_on=date(2025, 11, 21))
    assert (expired.status, expired.expired, expired.days_in_progress) == (IN_PROGRESS, True, 0)
    assert not stand(DONE, yearly, done_on=date(2025, 8, 23)).stalled
    assert stand(DONE, yearly, done_on=date(2025, 8, 22)).stalled
    assert progress.share([expired]).value == 0


def test_stalled_after_more_than_ninety_days() -> None:
    assert not stand(IN_PROGRESS, started_on=TODAY - timedelta(days=90)).stalled
    assert stand(IN_PROGRESS, started_on=TODAY - timedelta(days=91)).stalled
    assert not stand(IN_PROGRESS).stalled
    assert not stand(NOT_STARTED, started_on=TODAY - timedelta(days=200)).stalled


def test_quarter_figure_counts_what_was_done_by_its_end() -> None:
    q3 = Quarter(2026, 3)
    items = [
        stand(DONE, done_on=date(2026, 9, 30), planned_quarter=q3),
        stand(DONE, done_on=date(2026, 10, 1), planned_quarter=q3),
        stand(IN_PROGRESS, planned_quarter=q3),
        stand(NOT_APPLICABLE, planned_quarter=q3),
        stand(DONE, done_on=date(2026, 9, 1), planned_quarter=Quarter(2026, 4)),
        stand(DONE, entry(expires=12), done_on=date(2025, 9, 1), planned_quarter=q3),
        stand(DONE, chosen=False, done_on=date(2026, 9, 1), planned_quarter=q3),
    ]
    assert progress.quarter_figure(items, q3) == (4, 1)
    # A year that starts in April ends its second quarter on 30 September.
    april = stand(DONE, done_on=date(2026, 9, 30), planned_quarter=Quarter(2027, 2))
    assert progress.quarter_figure([april], Quarter(2027, 2), fiscal_start=4) == (1, 1)


def test_changes_need_evidence_and_a_day_not_in_the_future() -> None:
    progress.check_change(DONE, today=TODAY, evidence="mail of 12 May", on=TODAY)
    progress.check_change(DONE, today=TODAY, touch_id="t")
    progress.check_change(IN_PROGRESS, today=TODAY)
    for refused in (
        {"status": DONE, "evidence": "  "},
        {"status": NOT_APPLICABLE},
        {"status": DONE, "evidence": "x", "on": TODAY + timedelta(days=1)},
    ):
        with pytest.raises(InvalidValue):
            progress.check_change(today=TODAY, **refused)


def test_witnesses_and_documents_prove_too() -> None:
    progress.check_change(DONE, today=TODAY, proved=True)


@pytest.mark.parametrize(("quarter", "taken"), [((2025, 1), True), ((2031, 4), True), ((2024, 4), False)])
def test_planned_quarter_lies_within_the_plans(quarter: tuple[int, int], taken: bool) -> None:
    now = Quarter(2026, 4)
    progress.check_quarter(None, now)
    if taken:
        progress.check_quarter(Quarter(*quarter), now)
    else:
        with pytest.raises(InvalidValue, match="2025-Q1…2031-Q4"):
            progress.check_quarter(Quarter(*quarter), now)


def test_one_key_advances() -> None:
    assert [progress.next_status(status) for status in ProgressStatus] == [IN_PROGRESS, DONE, DONE, NOT_STARTED]


def test_sets() -> None:
    plain, own, retired = entry(core=False), entry(core=False, account_id="a"), entry(retired=True)
    assert not progress.in_set(plain, ProgressSet.CORE)
    assert progress.in_set(plain, "full")
    assert progress.in_set(own, "core")
    assert not progress.in_set(retired, "full")


def test_barriers_name_the_weakest() -> None:
    items = [
        stand(DONE, entry("K01", 1, KNOWLEDGE), done_on=TODAY),
        stand(NOT_STARTED, entry("G01", 3, INTEGRATION)),
        stand(DONE, entry("G02", 1, INTEGRATION), done_on=TODAY),
    ]
    assert progress.barriers(items, 1) == (1.0, 0.25, 1, "integration")
    assert progress.barriers(items, 0).weakest == "map_quality"
    assert progress.barriers([], 3).weakest == "map_quality"


def test_c12_is_computed_from_the_map() -> None:
    def person(id: str, level: int, *roles: Role) -> Contact:
        return Contact(id, "a", id, level=level, roles=roles, last_touch=TODAY)

    people = [person("1", 5, Role.SPONSOR, Role.DECIDER, Role.CHAMPION)]
    planned = ProgressState(planned_quarter=Quarter(2026, 4))
    done = progress.computed_c12(planned, people, SETTINGS, TODAY)
    assert (done.status, done.done_on, done.planned_quarter) == (DONE, TODAY, Quarter(2026, 4))
    assert done.evidence
    begun = progress.computed_c12(None, [*people, person("2", 4)], SETTINGS, TODAY)
    assert begun.status is IN_PROGRESS
    assert progress.computed_c12(None, [], SETTINGS, TODAY).status is NOT_STARTED
    kept = ProgressState(NOT_APPLICABLE, evidence="one owner")
    assert progress.computed_c12(kept, people, SETTINGS, TODAY) is kept
