"""The ADP (account development plan): seven blocks, quarters, goals and tasks.

Rules: section "ADP" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from kamtui.domain.explained import Explained
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import Answer, PlanEventKind, PlanState, Priority, TaskStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _

BLOCKS = (1, 2, 3, 4, 5, 6, 7)
BLOCKS_TO_SUBMIT = (3, 6, 7)


@dataclass(frozen=True, slots=True)
class Block:
    """One of the seven blocks. `touched_on`: when its text or the data that fill it last changed, None for never.

    `filled`: it holds what submitting a plan needs of it; `stale`: nothing changed for longer than the setting allows.
    `share` is how complete it is, 0…1; `previous` what last year's plan says here.
    """

    number: int
    title: str
    text: str = ""
    touched_on: datetime | None = None
    version: int = 0
    filled: bool = False
    stale: bool = False
    share: float = 0.0
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal above tasks; two levels at most (`parent_id` of a goal that has none itself)."""

    id: str
    title: str
    quarter: Quarter | None = None
    parent_id: str | None = None
    done: bool = False
    position: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do. `quarter` places it in the plan of its year; a task without one is only on Today.

    `resource` is the internal department whose help is asked for, `resource_person` who there, `resource_by` by when.
    `minutes` is the time it takes, None while nobody said; `repeats` a rule of domain.recurrence, and all tasks that
    came of one rule share `series_id`.
    """

    id: str
    title: str
    account_id: str | None = None
    account_code: str | None = None
    account_name: str = ""
    quarter: Quarter | None = None
    due: date | None = None
    due_time: time | None = None
    owner: str | None = None
    resource: str = ""
    priority: Priority = Priority.NORMAL
    status: TaskStatus = TaskStatus.OPEN
    result: str = ""
    contact_id: str | None = None
    progression_id: str | None = None
    goal_id: str | None = None
    done_on: date | None = None
    times_moved: int = 0
    position: int = 0
    version: int = 1
    resource_person: str = ""
    resource_asked_on: date | None = None
    resource_by: date | None = None
    resource_answer: Answer | None = None
    resource_answered_on: date | None = None
    resource_note: str = ""
    minutes: int | None = None
    repeats: str = ""
    series_id: str | None = None

    @property
    def waits(self) -> bool:
        """Help was asked for, and it has neither come nor been refused."""
        return (
            bool(self.resource)
            and self.status is TaskStatus.OPEN
            and self.resource_answer in (None, Answer.WAITING, Answer.PROMISED)
        )


@dataclass(frozen=True, slots=True)
class PlanEvent:
    """Something that happened to a plan as a whole or (`number`) to one of its quarters."""

    at: datetime
    user: str
    kind: PlanEventKind
    number: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuarterBoard:
    """One column of the quarter board: its tasks in order, and revenue plan against fact.

    `base` is the base business that the user confirmed, None while not; `forecast` is base and weighted opportunities.
    `carried` are tasks that were in this quarter and were carried over to a later one.
    """

    quarter: Quarter
    tasks: tuple[Task, ...] = ()
    revenue_plan: Decimal | None = None
    revenue_fact: Decimal | None = None
    closed: bool = False
    version: int = 0
    base: Decimal | None = None
    forecast: Decimal | None = None
    carried: tuple[Task, ...] = ()

    @property
    def planned(self) -> int:
        """Tasks that count: all but dropped ones and those moved away."""
        return sum(task.status in (TaskStatus.OPEN, TaskStatus.DONE) for task in self.tasks)

    @property
    def done(self) -> int:
        """Tasks done."""
        return sum(task.status is TaskStatus.DONE for task in self.tasks)


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one account for one fiscal year. `state` None: nothing was written yet.

    `completeness` 0…1 with what is missing; `events` newest first; `changed`: how much differs from what was approved,
    None where nothing was approved.
    """

    account_id: str
    year: int
    state: PlanState | None
    blocks: tuple[Block, ...]
    quarters: tuple[QuarterBoard, ...]
    goals: tuple[Goal, ...] = ()
    version: int = 0
    completeness: Explained[float] = field(default_factory=lambda: Explained(0.0))
    events: tuple[PlanEvent, ...] = ()
    changed: int | None = None


def block_titles() -> dict[int, str]:
    """Translated titles of the seven blocks, by number."""
    titles = (
        _("Profile and present state"),
        _("Contact map"),
        _("Potential: circle and share"),
        _("Client initiatives"),
        _("Relevant opportunities and forecast"),
        _("Goals, target contacts, progressions"),
        _("Actions by quarter, resources, risks, control"),
    )
    return dict(zip(BLOCKS, titles, strict=True))


def block_names() -> dict[int, str]:
    """Translated names of the seven blocks in a word or two, by number."""
    names = (
        _("Profile"),
        _("Contact map"),
        _("Potential"),
        _("Initiatives"),
        _("Forecast"),
        _("Goals"),
        _("Actions"),
    )
    return dict(zip(BLOCKS, names, strict=True))


def task_quarter(due: date | None, fiscal_start: int = 1) -> Quarter | None:
    """The quarter in which a due date lies; None without a date."""
    return None if due is None else Quarter.of(due, fiscal_start)


def check_due(quarter: Quarter | None, due: date | None, fiscal_start: int = 1) -> None:
    """Raise InvalidValue when a due date lies outside the year of the task's quarter.

    A year's work may be prepared in the last quarter before it: `call Petrov tomorrow #Q1`, said in November.
    """
    if quarter is None or due is None:
        return
    first = Quarter(quarter.year - 1, 4).first_day(fiscal_start)
    last = Quarter(quarter.year, 4).last_day(fiscal_start)
    if first <= due <= last:
        return
    raise InvalidValue(
        "due",
        due.isoformat(),
        reason=_("{due} lies outside the year of {quarter}; take a day within it, or the quarter {other}").format(
            due=due.isoformat(), quarter=quarter, other=Quarter.of(due, fiscal_start)
        ),
        expected=_("{first} to {last}").format(first=first.isoformat(), last=last.isoformat()),
    )


def moved_positions(ids: Sequence[str], id: str, delta: int) -> dict[str, int]:
    """Positions (from 0) of all `ids` once `id` has moved by `delta` places; it stops at either end."""
    order = [other for other in ids if other != id]
    order.insert(max(0, min(len(order), ids.index(id) + delta)), id)
    return {each: position for position, each in enumerate(order)}


def check_goal_parent(goals: Iterable[Goal], goal_id: str | None, parent_id: str | None) -> None:
    """Raise InvalidValue unless `parent_id` may stand above the goal; `goal_id` None means a new one."""
    if parent_id is None:
        return
    by_id = {goal.id: goal for goal in goals}
    parent = by_id.get(parent_id)
    if parent is None:
        raise InvalidValue("parent", parent_id, reason=_("no such goal in this plan"))
    if parent_id == goal_id:
        raise InvalidValue("parent", parent.title, reason=_("a goal cannot stand above itself"))
    if parent.parent_id is not None:
        raise InvalidValue("parent", parent.title, reason=_("goals have two levels, no more"))
    if goal_id is not None and any(goal.parent_id == goal_id for goal in by_id.values()):
        raise InvalidValue("parent", parent.title, reason=_("this goal has goals of its own: two levels, no more"))
