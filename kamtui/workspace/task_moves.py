"""Tasks carried over from quarter to quarter, and quarters that take no more of them. Within a step."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.quarters import Quarter
from kamtui.domain.text import clean
from kamtui.errors import Refused
from kamtui.i18n import _

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step

_LONGEST_REASON = 200


def note_move(step: Step, row: tables.Task, from_quarter: str, reason: str, today: date) -> None:
    """Keep that the task was carried over from a quarter to the one it stands in now, and what was said of it."""
    from kamtui.db.tables import TaskMove

    step.session.add(
        TaskMove(
            task_id=row.id,
            from_quarter=from_quarter,
            to_quarter=row.quarter or "",
            on_date=today,
            reason=clean(reason).strip()[:_LONGEST_REASON],
            user_id=step.user.id,
        )
    )


class Boards:
    """Accounts and quarters that tasks come into within a step: each is looked up once, however many tasks come."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._accounts: set[str] = set()
        self._closed: dict[tuple[str, str], bool] = {}
        self._ends: dict[tuple[str | None, str | None], int] = {}

    def check_account(self, account_id: str) -> None:
        """Raise NotFound when there is no such account."""
        from kamtui.db.tables import Account

        if account_id not in self._accounts:
            self._step.get(Account, account_id, _("account"))
            self._accounts.add(account_id)

    def check_open(self, account_id: str | None, quarter: str | None) -> None:
        """Raise Refused when the quarter of the plan is closed: no task comes into it, and no closed one leaves it."""
        if account_id is None or quarter is None:
            return
        key = (account_id, quarter)
        if key not in self._closed:
            self._closed[key] = _is_closed(self._step, *key)
        if self._closed[key]:
            raise Refused(
                _("{quarter} is closed: take a later quarter, or reopen it in its review").format(quarter=quarter)
            )

    def end(self, row: tables.Task) -> int:
        """The position after the last task of the quarter of `row`, which takes it."""
        from sqlmodel import func, select

        from kamtui.db.tables import Task

        key = (row.account_id, row.quarter)
        if key not in self._ends:
            others = select(func.max(Task.position)).where(Task.account_id == key[0], Task.quarter == key[1])
            with self._step.session.no_autoflush:
                last = self._step.session.exec(others.where(Task.id != row.id)).one()
            self._ends[key] = -1 if last is None else last
        self._ends[key] += 1
        return self._ends[key]


def _is_closed(step: Step, account_id: str, quarter: str) -> bool:
    from sqlmodel import col, select

    from kamtui.db.tables import Plan, PlanQuarter

    wanted = Quarter.parse(quarter)
    found = step.session.exec(
        select(PlanQuarter.id)
        .join(Plan, col(Plan.id) == col(PlanQuarter.plan_id))
        .where(Plan.account_id == account_id, Plan.year == wanted.year)
        .where(PlanQuarter.number == wanted.number, col(PlanQuarter.closed_at).is_not(None))
    )
    return found.first() is not None
