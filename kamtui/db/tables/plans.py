"""Plans with their quarters, events and snapshots, and the tasks that carry them out."""

from datetime import date, datetime, time
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Index, Text, UniqueConstraint
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
    """One quarter of a plan: revenue planned, base business the user confirms, its review, and what closing it froze.

    `revenue_plan`, `base`, `next_forecast` and `revenue_fact` in minor units. `tasks_*`, `items_*` and `revenue_fact`
    are written when the quarter is closed, and None before. `head_cause` is the head's alone.
    """

    __tablename__: ClassVar[str] = "plan_quarter"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        CheckConstraint("number BETWEEN 1 AND 4", name="number"),
        one_of("cause", words.Cause),
        one_of("head_cause", words.Cause),
    )

    plan_id: str = Field(foreign_key="plan.id")
    number: int
    revenue_plan: int | None = Field(default=None, sa_type=BigInteger)
    closed_at: datetime | None = Field(default=None, sa_type=DateTime)
    base: int | None = Field(default=None, sa_type=BigInteger)
    next_forecast: int | None = Field(default=None, sa_type=BigInteger)
    cause: str | None = Field(default=None, max_length=SHORT)
    head_cause: str | None = Field(default=None, max_length=SHORT)
    kam_comment: str = Field(default="", max_length=LONG, sa_column_kwargs=EMPTY)
    head_comment: str = Field(default="", max_length=LONG, sa_column_kwargs=EMPTY)
    closed_by_id: str | None = Field(default=None, foreign_key="user_.id")
    tasks_planned: int | None = None
    tasks_done: int | None = None
    items_planned: int | None = None
    items_done: int | None = None
    revenue_fact: int | None = Field(default=None, sa_type=BigInteger)


class PlanEvent(Keyed, table=True):
    """Something that happened to a plan as a whole, or to one of its quarters: who, when, and what they said."""

    __tablename__: ClassVar[str] = "plan_event"
    __table_args__ = (
        one_of("kind", words.PlanEventKind),
        CheckConstraint("number BETWEEN 1 AND 4", name="number"),
        Index("ix_plan_event_plan_id_at", "plan_id", "at"),
    )

    plan_id: str = Field(foreign_key="plan.id")
    at: datetime = Field(sa_type=DateTime)
    user_id: str | None = Field(default=None, foreign_key="user_.id")
    kind: str = Field(max_length=SHORT)
    number: int | None = None
    note: str = Field(default="", max_length=LONG)


class PlanSnapshot(Keyed, table=True):
    """A plan as it was at an instant, as JSON. A trigger refuses any change of a row."""

    __tablename__: ClassVar[str] = "plan_snapshot"
    __table_args__ = (
        one_of("kind", words.SnapshotKind),
        CheckConstraint("number BETWEEN 1 AND 4", name="number"),
        Index("ix_plan_snapshot_plan_id_at", "plan_id", "at"),
    )

    plan_id: str = Field(foreign_key="plan.id")
    at: datetime = Field(sa_type=DateTime)
    user_id: str | None = Field(default=None, foreign_key="user_.id")
    kind: str = Field(max_length=SHORT)
    number: int | None = None
    note: str = Field(default="", max_length=NAME)
    content: str = Field(sa_type=Text)


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

    `origin` is the key of the proposal that it was made from, so that the same is not proposed again. `resource` is the
    internal department whose help is asked for; the columns `resource_…` say who, since when, by when, and the answer.
    `minutes` is the time it takes; `repeats` is a rule, and all tasks of one rule share `series_id`.
    """

    __tablename__: ClassVar[str] = "task"
    __table_args__ = (
        one_of("priority", words.Priority),
        one_of("status", words.TaskStatus),
        one_of("resource_answer", words.Answer),
        CheckConstraint("minutes > 0", name="minutes"),
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
    resource_person: str = Field(default="", max_length=NAME, sa_column_kwargs=EMPTY)
    resource_asked_on: date | None = None
    resource_by: date | None = None
    resource_answer: str | None = Field(default=None, max_length=SHORT)
    resource_answered_on: date | None = None
    resource_note: str = Field(default="", max_length=NAME, sa_column_kwargs=EMPTY)
    minutes: int | None = None
    repeats: str = Field(default="", max_length=NAME, sa_column_kwargs=EMPTY)
    series_id: str | None = Field(default=None, max_length=36)


class TaskMove(Keyed, table=True):
    """A task that was carried over, late or unfinished, to a later quarter; `reason` is what was said of it."""

    __tablename__: ClassVar[str] = "task_move"

    task_id: str = Field(foreign_key="task.id", index=True)
    from_quarter: str = Field(max_length=7, index=True)
    to_quarter: str = Field(max_length=7)
    on_date: date
    reason: str = Field(default="", max_length=NAME)
    user_id: str | None = Field(default=None, foreign_key="user_.id")
