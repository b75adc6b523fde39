from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.plans import BLOCKS, Goal, block_titles, check_due, check_goal_parent, moved_positions, task_quarter
from kamtui.domain.quarters import Quarter, months_after, months_before
from kamtui.errors import InvalidValue

days = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def test_seven_blocks_have_titles() -> None:
    assert tuple(block_titles()) == BLOCKS
    assert block_titles()[3] == "Potential: circle and share"


@given(days, st.integers(1, 12))
def test_a_day_lies_in_its_quarter(day: date, fiscal_start: int) -> None:
    quarter = task_quarter(day, fiscal_start)
    assert quarter is not None
    assert quarter.first_day(fiscal_start) <= day <= quarter.last_day(fiscal_start)
    assert quarter.shifted(5).shifted(-5) == quarter
    assert Quarter.parse(str(quarter)) == quarter


@given(days.filter(lambda day: day.day <= 28), st.integers(0, 60))
def test_months_there_and_back(day: date, months: int) -> None:
    assert months_after(months_before(day, months), months) == day


def test_due_date_stays_within_the_year_of_the_quarter() -> None:
    check_due(Quarter(2026, 4), date(2026, 1, 1))
    check_due(Quarter(2027, 1), date(2026, 4, 1), fiscal_start=4)
    check_due(Quarter(2027, 1), date(2026, 11, 22))  # prepared in the last quarter of the year before
    check_due(None, date(2030, 1, 1))
    check_due(Quarter(2026, 4), None)
    with pytest.raises(InvalidValue, match="2027-01-01"):
        check_due(Quarter(2026, 4), date(2027, 1, 1))
    with pytest.raises(InvalidValue, match="outside"):
        check_due(Quarter(2027, 1), date(2026, 9, 30))
    with pytest.raises(InvalidValue):
        check_due(Quarter(2027, 1), date(2027, 4, 1), fiscal_start=4)


def test_moving_stops_at_the_ends() -> None:
    assert moved_positions(["a", "b", "c"], "a", 1) == {"b": 0, "a": 1, "c": 2}
    assert moved_positions(["a", "b", "c"], "c", -9) == {"c": 0, "a": 1, "b": 2}
    assert moved_positions(["a", "b", "c"], "b", 9) == {"a": 0, "c": 1, "b": 2}


@given(st.integers(1, 8), st.data())
def test_moving_keeps_the_others_in_order(count: int, data: st.DataObject) -> None:
    ids = [str(number) for number in range(count)]
    moved = data.draw(st.sampled_from(ids))
    order = sorted(ids, key=moved_positions(ids, moved, data.draw(st.integers(-9, 9))).__getitem__)
    assert [id for id in order if id != moved] == [id for id in ids if id != moved]


def test_goals_have_two_levels() -> None:
    goals = [Goal("top", "Top"), Goal("child", "Child", parent_id="top"), Goal("other", "Other")]
    check_goal_parent(goals, None, "top")
    check_goal_parent(goals, "other", "top")
    check_goal_parent(goals, "child", None)
    for goal_id, parent_id in ((None, "child"), ("top", "other"), ("other", "other"), (None, "nothing")):
        with pytest.raises(InvalidValue):
            check_goal_parent(goals, goal_id, parent_id)
