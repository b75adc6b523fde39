"""The portfolio of plans: what every account does in every quarter of a year, what is late, which reviews are due.

Rules: section "ADP" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kamtui.domain.explained import Explained, Part
from kamtui.domain.plan_review import is_reviewable
from kamtui.domain.plans import Task
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import PlanState, TaskStatus
from kamtui.i18n import _


class PlanCell(NamedTuple):
    """One quarter of one account. Money in major units, None where unknown.

    `done` and `planned` count as on the board of the account: without dropped tasks and those moved away. `late` are
    those of `is_late`, `carried` tasks that were carried over from here to a later quarter. `begun`, `ended`: the
    calendar; `review_due`: it ended, it is not closed, and there is something to review.
    """

    quarter: Quarter
    tasks: tuple[Task, ...] = ()
    done: int = 0
    planned: int = 0
    late: int = 0
    carried: int = 0
    revenue_plan: Decimal | None = None
    revenue_fact: Decimal | None = None
    forecast: Decimal | None = None
    begun: bool = False
    ended: bool = False
    closed: bool = False
    review_due: bool = False

    @property
    def open(self) -> int:
        """Tasks that are planned and not done."""
        return self.planned - self.done


class PlanRow(NamedTuple):
    """One account with its quarters in order. `state` None: there is no plan of the year yet."""

    account_id: str
    code: str
    name: str
    category: str | None
    owner: str | None
    state: PlanState | None
    completeness: Explained[float]
    cells: tuple[PlanCell, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks of all quarters shown, in the order of the board."""
        return tuple(task for cell in self.cells for task in cell.tasks)


class Total(NamedTuple):
    """A quarter, or the year, over all accounts shown; money of those where it is known."""

    done: int
    planned: int
    late: int
    revenue_plan: Decimal | None
    revenue_fact: Decimal | None
    forecast: Decimal | None


class PlanBoard(NamedTuple):
    """The plans of a fiscal year, an account a row, by name. `quarters` are those shown, `today` the day it is as of.

    `hidden`: accounts that the filters left out.
    """

    year: int
    quarters: tuple[Quarter, ...]
    current: Quarter
    today: date
    rows: tuple[PlanRow, ...]
    hidden: int = 0

    @property
    def reviews_due(self) -> tuple[tuple[PlanRow, PlanCell], ...]:
        """Quarters whose review is due, the oldest first."""
        found = [(row, cell) for row in self.rows for cell in row.cells if cell.review_due]
        return tuple(sorted(found, key=lambda one: one[1].quarter))

    def tasks(self, quarter: Quarter | None = None) -> list[Task]:
        """The tasks of a quarter (None: of all that are shown), account by account."""
        return [task for row in self.rows for task in row.tasks if quarter in (None, task.quarter)]

    def total(self, quarter: Quarter | None = None, *, against_plan: bool = False) -> Total:
        """A quarter (None: all that are shown) over all accounts.

        `against_plan`: where something has a revenue plan, fact and forecast are of what has one, to stand beside it.
        """
        cells = [cell for row in self.rows for cell in row.cells if quarter in (None, cell.quarter)]
        planned = [cell for cell in cells if cell.revenue_plan is not None] if against_plan else []
        beside = planned or cells
        return Total(
            sum(cell.done for cell in cells),
            sum(cell.planned for cell in cells),
            sum(cell.late for cell in cells),
            _sum(cell.revenue_plan for cell in cells),
            _sum(cell.revenue_fact for cell in beside),
            _sum(cell.forecast for cell in beside),
        )


def is_late(task: Task, today: date, fiscal_start: int = 1) -> bool:
    """Whether an open task is past its due date, or has none and was left behind in a quarter that ended."""
    if task.status is not TaskStatus.OPEN:
        return False
    if task.due is not None:
        return task.due < today
    return task.quarter is not None and task.quarter.last_day(fiscal_start) < today


def help_is_late(task: Task, today: date) -> bool:
    """Whether the help that an open task asks for did not come by the day it was to."""
    return task.waits and task.resource_by is not None and task.resource_by < today


def cell(
    quarter: Quarter,
    tasks: Sequence[Task],
    today: date,
    fiscal_start: int,
    *,
    carried: int = 0,
    money: tuple[Decimal | None, Decimal | None, Decimal | None] = (None, None, None),
    closed: bool = False,
    whole: Sequence[Task] | None = None,
) -> PlanCell:
    """A cell of the board. `money` is plan, fact and forecast; `whole`: all tasks, where `tasks` are those shown."""
    counted = tasks if whole is None else whole
    ended = quarter.last_day(fiscal_start) < today
    waits = is_reviewable(
        quarter,
        Quarter.of(today, fiscal_start),
        left_open=any(task.status is TaskStatus.OPEN for task in counted),
        done=any(task.status is TaskStatus.DONE for task in counted),
        planned=money[0] is not None,
    )
    return PlanCell(
        quarter=quarter,
        tasks=tuple(tasks),
        done=sum(task.status is TaskStatus.DONE for task in tasks),
        planned=sum(task.status in (TaskStatus.OPEN, TaskStatus.DONE) for task in tasks),
        late=sum(is_late(task, today, fiscal_start) for task in tasks),
        carried=carried,
        revenue_plan=money[0],
        revenue_fact=money[1],
        forecast=money[2],
        begun=quarter.first_day(fiscal_start) <= today,
        ended=ended,
        closed=closed,
        review_due=ended and not closed and waits,
    )


def why_cell(shown: PlanCell, today: date, fiscal_start: int = 1) -> Explained[str]:
    """What a cell counts: done of planned with what is left, late tasks by name, money, and why a review is due."""
    dropped = sum(task.status is TaskStatus.DROPPED for task in shown.tasks)
    parts = [Part(_("tasks done, of those planned"), _("{n} of {all}").format(n=shown.done, all=shown.planned))]
    if dropped:
        parts.append(Part(_("dropped, not counted"), dropped))
    if shown.carried:
        parts.append(Part(_("carried over to a later quarter, not counted"), shown.carried))
    parts += [
        Part(task.title, task.due or _("no due date"), _("late"))
        for task in shown.tasks
        if is_late(task, today, fiscal_start)
    ]
    parts.append(Part(_("revenue plan"), shown.revenue_plan, "" if shown.revenue_plan is not None else _("not set")))
    if shown.begun:
        note = "" if shown.ended else _("so far")
        parts.append(Part(_("revenue, from orders"), shown.revenue_fact, note))
    if not shown.ended:
        parts.append(Part(_("forecast"), shown.forecast, _("base business and offers by their probability")))
    if shown.review_due:
        parts.append(Part(_("review"), _("due"), _("the quarter ended and is not closed")))
    elif shown.closed:
        parts.append(Part(_("review"), _("closed")))
    rule = _("dropped tasks and those carried over do not count as planned; late: past the due date, or left open")
    return Explained(f"{shown.done}/{shown.planned}", tuple(parts), rule)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None
