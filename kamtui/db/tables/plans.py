"""Plans, the tasks that carry them out, and touches."""

from datetime import date, datetime, time
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Index, UniqueConstraint
from sqlmodel import Field

from kamtui.db.tables.base import EMPTY, LONG, NAME, SHORT, Edited, Keyed, one_of
from kamtui.domain import words


class Plan(Edited, table=True):
    """The ADP of one account for one fiscal year."""

    __tablename__: ClassVar[str] = "plan"
    __table_args__ = (UniqueConstraint("account_id", "year"), one_of("state", words.PlanState))

    account_id: str = Field(foreign_key="account.id")
    year: int
    state: str = words.PlanState.DRAFT.value


class PlanBlock(Edited, table=True):
    """What the KAM wrote in one of the seven blocks of a plan."""

    __tablename__: ClassVar[str] = "plan_block"
    __table_args__ = (UniqueConstraint("plan_id", "number"), CheckConstraint("number BETWEEN 1 AND 7", name="number"))

    plan_id: str = Field(foreign_key="plan.id")
    number: int
    text: str = Field(default="", max_length=LONG)


class PlanQuarter(Edited, table=True):
    """One quarter of a plan: its revenue plan and whether it is closed."""

    __tablename__: ClassVar[str] = "plan_quarter"
    __table_args__ = (UniqueConstraint("plan_id", "number"), CheckConstraint("number BETWEEN 1 AND 4", name="number"))

    plan_id: str = Field(foreign_key="plan.id")
    number: int
    revenue_plan: int | None = Field(default=None, sa_type=BigInteger)
    closed_at: datetime | None = Field(default=None, sa_type=DateTime)


class Goal(Edited, table=True):
    """A goal above tasks; two levels at most."""

    __tablename__: ClassVar[str] = "goal"
    __table_args__ = (CheckConstraint("parent_id <> id", name="parent_id"),)

    plan_id: str = Field(foreign_key="plan.id", index=True)
    parent_id: str | None = Field(default=None, foreign_key="goal.id", index=True)
    title: str = Field(max_length=NAME)
    quarter: str | None = Field(default=None, max_length=7)
    done: bool = False
    position: int = 0


class Task(Edited, table=True):
    """Something to do; `quarter` like 2026-Q4 places it on the quarter board of its account.

    `origin` is the key of the proposal that it was made from, so that the same is not proposed again.
    """

    __tablename__: ClassVar[str] = "task"
    __table_args__ = (
        one_of("priority", words.Priority),
        one_of("status", words.TaskStatus),
        Index("ix_task_account_id_quarter", "account_id", "quarter"),
        Index("ix_task_status_due", "status", "due"),
    )

    account_id: str | None = Field(default=None, foreign_key="account.id")
    title: str = Field(max_length=NAME)
    quarter: str | None = Field(default=None, max_length=7)
    due: date | None = None
    due_time: time | None = None
    owner_id: str | None = Field(default=None, foreign_key="user_.id", index=True)
    resource: str = Field(default="", max_length=NAME)
    priority: str = words.Priority.NORMAL.value
    status: str = words.TaskStatus.OPEN.value
    result: str = Field(default="", max_length=LONG)
    contact_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    progression_id: str | None = Field(default=None, foreign_key="progression.id", index=True)
    goal_id: str | None = Field(default=None, foreign_key="goal.id", index=True)
    done_on: date | None = None
    times_moved: int = 0
    position: int = 0
    origin: str = Field(default="", max_length=NAME, sa_column_kwargs=EMPTY)


class Touch(Edited, table=True):
    """A two-way contact with people of an account."""

    __tablename__: ClassVar[str] = "touch"
    __table_args__ = (one_of("kind", words.TouchKind), Index("ix_touch_account_id_on_date", "account_id", "on_date"))

    account_id: str = Field(foreign_key="account.id")
    on_date: date
    kind: str = Field(max_length=SHORT)
    outcome: str = Field(default="", max_length=LONG)
    next_step: str = Field(default="", max_length=NAME)
    proactive: bool = True
    user_id: str | None = Field(default=None, foreign_key="user_.id", index=True)
    task_id: str | None = Field(default=None, foreign_key="task.id", index=True)


class TouchPerson(Keyed, table=True):
    """Somebody who took part in a touch; `contact_id` is None for a name that is not on the map."""

    __tablename__: ClassVar[str] = "touch_person"
    __table_args__ = (UniqueConstraint("touch_id", "name"),)

    touch_id: str = Field(foreign_key="touch.id")
    contact_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    name: str = Field(max_length=NAME)
