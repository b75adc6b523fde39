"""The review of a quarter: what was done of what was planned, what is unfinished and where it goes, why, what next.

Rules: section "ADP" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from kamtui.domain.plans import PlanEvent, Task
from kamtui.domain.progress import ProgressItem, QuarterFigure
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import Cause, TaskStatus


@dataclass(frozen=True, slots=True)
class MovedTask:
    """A task that was carried over from the quarter; `times` counts how often it was moved in all."""

    task_id: str
    title: str
    to: Quarter
    on: date
    reason: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class QuarterReview:
    """One quarter of a plan against its facts. Money in major units; None where unknown.

    `tasks_planned` counts open, done and carried-over tasks, `items_*` progressions planned for the quarter. Once it is
    closed all of them, and `revenue_fact`, are those of that day. `head_cause` None for all but heads.
    """

    account_id: str
    quarter: Quarter
    tasks: tuple[Task, ...] = ()
    unfinished: tuple[Task, ...] = ()
    moved: tuple[MovedTask, ...] = ()
    tasks_planned: int = 0
    tasks_done: int = 0
    items: tuple[ProgressItem, ...] = ()
    items_planned: int = 0
    items_done: int = 0
    revenue_plan: Decimal | None = None
    revenue_fact: Decimal | None = None
    forecast: Decimal | None = None
    next_quarter: Quarter | None = None
    next_forecast: Decimal | None = None
    next_computed: Decimal | None = None
    cause: Cause | None = None
    head_cause: Cause | None = None
    kam_comment: str = ""
    head_comment: str = ""
    ended: bool = False
    closed_at: datetime | None = None
    closed_by: str = ""
    version: int = 0
    begun: bool = True
    reopened: PlanEvent | None = None  # who opened it again and why, while it is open

    @property
    def closed(self) -> bool:
        """Whether the quarter is closed."""
        return self.closed_at is not None

    @property
    def under_executed(self) -> bool:
        """Whether less was done, or earned, than planned, so that a cause is asked for; nothing known is nothing."""
        earned_less = self.revenue_plan is not None and (self.revenue_fact or Decimal(0)) < self.revenue_plan
        return earned_less or self.tasks_done < self.tasks_planned or self.items_done < self.items_planned


class Figures(NamedTuple):
    """What closing a quarter freezes; revenue in major units."""

    tasks_planned: int
    tasks_done: int
    items_planned: int
    items_done: int
    revenue_fact: Decimal | None


def unfinished(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Tasks that must be moved, dropped or done before the quarter is closed."""
    return tuple(task for task in tasks if task.status is TaskStatus.OPEN)


def is_reviewable(quarter: Quarter, now: Quarter, *, left_open: bool, done: bool, planned: bool) -> bool:
    """Whether a quarter that is not closed holds something to review: the one rule for alerts, Today and the board.

    An open task keeps any quarter waiting for its review; done tasks or a revenue plan do in this fiscal year (that of
    `now`) and the one before. Dropped tasks are nothing to review.
    """
    return left_open or ((done or planned) and quarter.year >= now.year - 1)


def figures(tasks: Iterable[Task], moved: Sequence[MovedTask], items: QuarterFigure, fact: Decimal | None) -> Figures:
    """Done ÷ planned of a quarter. Tasks carried over were planned and not done; dropped ones were not planned.

    A task that a file brought in as moved away stands in the quarter it left, and counts like one carried over.
    """
    board = list(tasks)
    done = sum(task.status is TaskStatus.DONE for task in board)
    planned = sum(task.status is not TaskStatus.DROPPED for task in board) + len(moved)
    return Figures(planned, done, items.planned, items.done, fact)
