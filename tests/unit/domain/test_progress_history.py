"""Progress over time: events replayed, the past as it was, shares by quarter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain import progress_history as history
from kamtui.domain.progress import Progression
from kamtui.domain.progress_history import AccountHistory, Event, Held, Past, QuarterShare
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressCategory, ProgressStatus

TODAY = date(2026, 11, 20)
NOT_STARTED, IN_PROGRESS, DONE, NOT_APPLICABLE = ProgressStatus
QUARTERS = history.quarters_until(Quarter(2026, 4))
EVENTS = st.lists(
    st.tuples(st.integers(-900, 0).map(lambda days: TODAY + timedelta(days=days)), st.sampled_from(ProgressStatus)),
    max_size=9,
)


def entry(code: str, weight: int = 1, expires: int | None = None, core: bool = True) -> Progression:
    return Progression(code, code, ProgressCategory.KNOWLEDGE, code, "", weight, core, expires)


def account(
    held: dict[str, tuple[Held, ...]], chosen: str = "core", begun: date = date(2020, 1, 1), complete: bool = False
) -> AccountHistory:
    return AccountHistory(chosen, begun, (), held, {}, [complete] * len(QUARTERS))


def shares(
    library: list[Progression], *accounts: AccountHistory, pasts: dict[str, list[Past]] | None = None
) -> dict[str, QuarterShare]:
    found = history.quarter_shares(library, pasts or {}, accounts, QUARTERS, 1, TODAY)
    return {str(share.quarter): share for share in found}


@given(EVENTS)
def test_the_last_stretch_is_what_replaying_gives(events: list[Event]) -> None:
    held = history.stretches(events)
    assert held[-1].state == history.replay(events) if events else not held
    assert [stretch.since for stretch in held] == sorted({stretch.since for stretch in held})
    latest = max((on for on, _status in events), default=TODAY)
    assert history.status_on(held, latest) is (history.replay(events).status)


@given(EVENTS)
def test_the_days_of_a_replayed_state_fit_its_status(events: list[Event]) -> None:
    state = history.replay(events)
    assert (state.done_on is not None) == (state.status is DONE)
    if state.status in (NOT_STARTED, NOT_APPLICABLE):
        assert state.started_on is None
    if state.started_on and state.done_on:
        assert state.started_on <= state.done_on


def test_what_is_recorded_later_for_an_earlier_day_corrects_the_past() -> None:
    held = history.stretches([(date(2026, 3, 1), DONE), (date(2026, 2, 1), IN_PROGRESS)])
    assert history.status_on(held, date(2026, 6, 1)) is IN_PROGRESS
    assert history.status_on(held, date(2026, 1, 31)) is NOT_STARTED


def test_done_in_the_past_was_in_progress_once_it_had_expired() -> None:
    held = history.stretches([(date(2025, 1, 10), DONE)])
    assert history.status_on(held, date(2026, 1, 9), 12) is DONE
    assert history.status_on(held, date(2026, 1, 10), 12) is IN_PROGRESS


def test_days_taken_run_from_first_in_progress_to_first_done() -> None:
    def taken(*events: Event) -> int | None:
        return history.days_taken(history.stretches(events))

    begun, done = (date(2026, 1, 1), IN_PROGRESS), (date(2026, 1, 31), DONE)
    assert taken(begun, done) == 30
    assert taken(begun, done, (date(2026, 3, 1), IN_PROGRESS), (date(2026, 5, 1), DONE)) == 30
    assert taken(done) is None
    assert taken(begun) is None


def test_share_of_a_quarter_is_that_of_its_last_day() -> None:
    library = [entry("K01", 3), entry("K02", 1), entry("G01", 5, core=False)]
    held = {"K01": history.stretches([(date(2026, 6, 30), DONE), (date(2026, 10, 1), NOT_STARTED)])}
    found = shares(library, account(held))
    assert [found[q].share for q in ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")] == [0, 0.75, 0.75, 0]
    assert (found["2026-Q2"].done, found["2026-Q2"].applicable) == (1, 2)


def test_what_did_not_apply_then_is_left_out() -> None:
    held = {"K02": history.stretches([(date(2026, 7, 1), NOT_APPLICABLE)]), "K01": history.stretches([(TODAY, DONE)])}
    found = shares([entry("K01"), entry("K02")], account(held))
    assert (found["2026-Q2"].applicable, found["2026-Q3"].applicable) == (2, 1)
    assert found["2026-Q4"].share == 1


def test_weight_core_and_retirement_are_those_of_the_time() -> None:
    library = [entry("K01", 1), entry("K02", 1), entry("K03", 1)]
    pasts = {
        "K01": [Past(date(2026, 7, 1), 3, True, False)],
        "K02": [Past(date(2026, 7, 1), 1, False, False)],
        "K03": [Past(date(2026, 4, 1), 1, True, True), Past(date(2026, 10, 1), 2, True, False)],
    }
    held = {"K01": history.stretches([(date(2026, 1, 1), DONE)])}
    found = shares(library, account(held), pasts=pasts)
    # Q1: K01 weighs 3, K02 is not in the core set, K03 is not there yet.
    assert [found[q].share for q in ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")] == [1, 3 / 5, 1 / 4, 1 / 3]


def test_expiry_is_that_of_the_time() -> None:
    held = {"K01": history.stretches([(date(2025, 7, 1), DONE)])}
    expiring = {"K01": [Past(date(2026, 7, 1), 1, True, False, 6)]}
    found = shares([entry("K01")], account(held), pasts=expiring)  # knowledge that does not expire any more
    assert [found[q].share for q in ("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")] == [1, 0, 0, 1]


def test_an_account_counts_from_the_day_it_was_there() -> None:
    found = shares([entry("K01")], account({}, begun=date(2026, 8, 1)))
    assert found["2026-Q2"] == QuarterShare(Quarter(2026, 2), None, 0, 0, 0, 0)
    assert found["2026-Q3"].share == 0


def test_c12_is_what_the_map_of_the_time_gives() -> None:
    library = [entry("C12", 5), entry("K01", 5)]
    assert shares(library, account({}, complete=True))["2025-Q1"].share == 0.5
    refused = {"C12": history.stretches([(date(2020, 1, 1), NOT_APPLICABLE)])}
    assert shares(library, account(refused, complete=True))["2025-Q1"].share == 0


def test_accounts_are_added_by_weight() -> None:
    done = account({"K01": history.stretches([(date(2026, 1, 1), DONE)])})
    assert shares([entry("K01", 2)], done, account({}), account({}), account({}))["2026-Q4"].share == 0.25


@pytest.mark.parametrize(
    ("plans", "planned"),
    [
        ([(date(2026, 7, 1), Quarter(2026, 3))], True),
        # Moved on after the quarter had ended: it was planned for it and missed.
        ([(date(2026, 7, 1), Quarter(2026, 3)), (date(2026, 10, 5), Quarter(2026, 4))], True),
        # Moved on while the quarter lasted.
        ([(date(2026, 7, 1), Quarter(2026, 3)), (date(2026, 9, 5), Quarter(2026, 4))], False),
        # Entered afterwards.
        ([(date(2026, 11, 5), Quarter(2026, 3))], True),
        ([], False),
    ],
)
def test_what_counts_as_planned_for_a_quarter(plans: list[tuple[date, Quarter | None]], planned: bool) -> None:
    quarter = Quarter(2026, 3)
    assert history.planned_for(plans, quarter, quarter.last_day()) is planned


def test_kept_is_done_by_the_end_of_the_quarter() -> None:
    held = {
        "K01": history.stretches([(date(2026, 9, 30), DONE)]),
        "K02": history.stretches([(date(2026, 10, 1), DONE)]),
    }
    planned = {key: [(date.min, Quarter(2026, 3))] for key in ("K01", "K02", "K03")}
    one = account(held)._replace(planned=planned)
    found = shares([entry("K01"), entry("K02"), entry("K03")], one)["2026-Q3"]
    assert (found.planned, found.kept) == (3, 1)


@given(
    st.lists(st.tuples(EVENTS, st.integers(1, 5), st.sampled_from([None, 6, 12]), st.booleans()), max_size=6),
    st.sampled_from(["core", "full"]),
)
def test_shares_by_quarter_lie_between_0_and_1(
    rows: list[tuple[list[Event], int, int | None, bool]], chosen: str
) -> None:
    library = [entry(f"K{n:02}", weight, expires, core) for n, (_e, weight, expires, core) in enumerate(rows)]
    held = {f"K{n:02}": history.stretches(row[0]) for n, row in enumerate(rows) if row[0]}
    planned = {key: [(date(2026, 1, 1), Quarter(2026, 2))] for key in held}
    for share in shares(library, account(held, chosen)._replace(planned=planned)).values():
        assert share.share is None or 0 <= share.share <= 1
        assert 0 <= share.done <= share.applicable <= len(rows)
        assert 0 <= share.kept <= share.planned <= share.applicable
