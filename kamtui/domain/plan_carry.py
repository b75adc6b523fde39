"""What a new year's plan starts from: facts that last year's left open, never its prose.

Rules: section "ADP" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kamtui.domain.plans import Goal


class CarriedGoal(NamedTuple):
    """A goal for the new plan; `below` is the place (from 0) of the goal above it among those carried."""

    title: str
    below: int | None = None


def carried_goals(goals: Sequence[Goal]) -> list[CarriedGoal]:
    """Goals that were not reached, in their order, each after the one above it; the new plan gives them a quarter.

    A goal whose upper one was reached comes to the upper level. One that was not reached itself is carried without
    those below it that were.
    """
    known = {goal.id for goal in goals}
    places: dict[str, int] = {}
    carried: list[CarriedGoal] = []
    for goal in sorted(goals, key=lambda goal: goal.parent_id in known):
        if not goal.done:
            places[goal.id] = len(carried)
            carried.append(CarriedGoal(goal.title, places.get(goal.parent_id or "")))
    return carried
