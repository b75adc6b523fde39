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


def check_quarter_open(step: Step, account_id: str | None, quarter: str | None) -> None:
    """Raise Refused when the quarter of the plan is closed: no task comes into it, and no closed one leaves it."""
    from sqlmodel import col, select

    from kamtui.db.tables import Plan, PlanQuarter

    if account_id is None or quarter is None:
        return
    wanted = Quarter.parse(quarter)
    found = step.session.exec(
        select(PlanQuarter.id)
        .join(Plan, col(Plan.id) == col(PlanQuarter.plan_id))
        .where(Plan.account_id == account_id, Plan.year == wanted.year)
        .where(PlanQuarter.number == wanted.number, col(PlanQuarter.closed_at).is_not(None))
    ).first()
    if found is not None:
        raise Refused(
            _("{quarter} is closed for this account: choose a later quarter, or reopen it in its review").format(
                quarter=quarter
            )
        )
