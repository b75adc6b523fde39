"""What a new year's plan starts from."""

from __future__ import annotations

from kamtui.domain.plan_carry import CarriedGoal, carried_goals
from kamtui.domain.plans import Goal


def test_unreached_goals_come_along_under_their_own() -> None:
    goals = [
        Goal("1", "Grow"),
        Goal("2", "New plant", parent_id="1"),
        Goal("3", "Old plant", parent_id="1", done=True),
        Goal("4", "Hold", done=True),
        Goal("5", "Hold the frame", parent_id="4"),
    ]
    assert carried_goals(goals) == [CarriedGoal("Grow"), CarriedGoal("New plant", 0), CarriedGoal("Hold the frame")]
    assert carried_goals([goal for goal in goals if goal.done]) == []
