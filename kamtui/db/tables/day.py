"""The day: promises, escalations, tenders, contracts, meetings, notes, what was learnt, and what is put off."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, DateTime, Index, UniqueConstraint
from sqlmodel import Field

from kamtui.db.tables.base import LONG, NAME, SHORT, Edited, Keyed, one_of
from kamtui.domain import words


class Promise(Edited, table=True):
    """What they or we said they would do, by when. `side` says who promised, `user_id` who of us sees to it."""

    __tablename__: ClassVar[str] = "promise"
    __table_args__ = (
        one_of("side", words.PromiseSide),
        one_of("status", words.PromiseStatus),
        Index("ix_promise_account_id_status", "account_id", "status"),
    )

    account_id: str = Field(foreign_key="account.id")
    contact_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    touch_id: str | None = Field(default=None, foreign_key="touch.id", index=True)
    side: str = Field(max_length=SHORT)
    text: str = Field(max_length=NAME)
    due: date | None = None
    status: str = Field(default=words.PromiseStatus.OPEN.value, max_length=SHORT)
    settled_on: date | None = None
    user_id: str | None = Field(default=None, foreign_key="user_.id")
    note: str = Field(default="", max_length=LONG)


class Escalation(Edited, table=True):
    """A claim that ordinary service could not solve. `due_at` ends its SLA, in working hours after `opened_at`."""

    __tablename__: ClassVar[str] = "escalation"
    __table_args__ = (
        one_of("severity", words.Severity),
        one_of("status", words.EscalationStatus),
        Index("ix_escalation_account_id_status", "account_id", "status"),
    )

    account_id: str = Field(foreign_key="account.id")
    contact_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    title: str = Field(max_length=NAME)
    severity: str = Field(default=words.Severity.NORMAL.value, max_length=SHORT)
    status: str = Field(default=words.EscalationStatus.OPEN.value, max_length=SHORT)
    opened_at: datetime = Field(sa_type=DateTime)
    due_at: datetime = Field(sa_type=DateTime)
    owner_id: str | None = Field(default=None, foreign_key="user_.id")
    cause: str = Field(default="", max_length=LONG)
    resolution: str = Field(default="", max_length=LONG)
    resolved_at: datetime | None = Field(default=None, sa_type=DateTime)
    confirmed_on: date | None = None
    confirmed_by_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    note: str = Field(default="", max_length=LONG)


class EscalationPerson(Keyed, table=True):
    """One of our people who works on an escalation."""

    __tablename__: ClassVar[str] = "escalation_person"
    __table_args__ = (UniqueConstraint("escalation_id", "name"),)

    escalation_id: str = Field(foreign_key="escalation.id")
    name: str = Field(max_length=NAME)
    department: str = Field(default="", max_length=NAME)


class Tender(Edited, table=True):
    """A tender of a client: its dates, criteria, competitors, and how it ended."""

    __tablename__: ClassVar[str] = "tender"
    __table_args__ = (
        one_of("status", words.TenderStatus),
        Index("ix_tender_account_id_status", "account_id", "status"),
    )

    account_id: str = Field(foreign_key="account.id")
    opportunity_id: str | None = Field(default=None, foreign_key="opportunity.id", index=True)
    title: str = Field(max_length=NAME)
    platform: str = Field(default="", max_length=NAME)
    announced_on: date | None = None
    questions_until: date | None = None
    submit_until: date | None = None
    decision_on: date | None = None
    criteria: str = Field(default="", max_length=LONG)
    competitors: str = Field(default="", max_length=NAME)
    status: str = Field(default=words.TenderStatus.ANNOUNCED.value, max_length=SHORT)
    reason: str = Field(default="", max_length=NAME)
    owner_id: str | None = Field(default=None, foreign_key="user_.id")
    note: str = Field(default="", max_length=LONG)


class Contract(Edited, table=True):
    """A contract with a client. Notice has to be given `notice_days` before it ends; `renews`: else it goes on."""

    __tablename__: ClassVar[str] = "contract"
    __table_args__ = (
        one_of("status", words.ContractStatus),
        CheckConstraint("notice_days >= 0", name="notice_days"),
        CheckConstraint("ends_on >= starts_on", name="ends_on"),
        Index("ix_contract_account_id_status", "account_id", "status"),
    )

    account_id: str = Field(foreign_key="account.id")
    title: str = Field(max_length=NAME)
    number: str = Field(default="", max_length=NAME)
    starts_on: date | None = None
    ends_on: date | None = None
    notice_days: int = 0
    renews: bool = False
    status: str = Field(default=words.ContractStatus.ACTIVE.value, max_length=SHORT)
    note: str = Field(default="", max_length=LONG)


class Note(Edited, table=True):
    """Something worth keeping, of an account, of a person, or of neither."""

    __tablename__: ClassVar[str] = "note"

    account_id: str | None = Field(default=None, foreign_key="account.id", index=True)
    contact_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    text: str = Field(max_length=LONG)
    on_date: date
    user_id: str | None = Field(default=None, foreign_key="user_.id")


class Finding(Edited, table=True):
    """What was learnt from a client: how the product is used, or an insight for one of our departments.

    Of the use: unit, product, problem (`text`), result, improvement. Of an insight: what (`text`), the department that
    was asked, its answer, and when the client was told.
    """

    __tablename__: ClassVar[str] = "finding"
    __table_args__ = (one_of("kind", words.FindingKind),)

    account_id: str = Field(foreign_key="account.id", index=True)
    touch_id: str | None = Field(default=None, foreign_key="touch.id", index=True)
    unit_id: str | None = Field(default=None, foreign_key="unit.id", index=True)
    kind: str = Field(max_length=SHORT)
    product: str = Field(default="", max_length=NAME)
    text: str = Field(max_length=LONG)
    result: str = Field(default="", max_length=LONG)
    improvement: str = Field(default="", max_length=LONG)
    department: str = Field(default="", max_length=NAME)
    asked_on: date | None = None
    answer: str = Field(default="", max_length=LONG)
    answered_on: date | None = None
    told_on: date | None = None


class Meeting(Edited, table=True):
    """A meeting of the calendar; instants in UTC. `uid` is the calendar's, `touch_id` the touch logged of it."""

    __tablename__: ClassVar[str] = "meeting"
    __table_args__ = (
        one_of("status", words.MeetingStatus),
        UniqueConstraint("uid"),
        CheckConstraint("ends_at >= starts_at", name="ends_at"),
        Index("ix_meeting_starts_at", "starts_at"),
    )

    account_id: str | None = Field(default=None, foreign_key="account.id", index=True)
    title: str = Field(max_length=NAME)
    starts_at: datetime = Field(sa_type=DateTime)
    ends_at: datetime = Field(sa_type=DateTime)
    all_day: bool = False
    place: str = Field(default="", max_length=NAME)
    uid: str = Field(max_length=NAME)
    sequence: int = 0
    status: str = Field(default=words.MeetingStatus.PLANNED.value, max_length=SHORT)
    touch_id: str | None = Field(default=None, foreign_key="touch.id", index=True)
    user_id: str | None = Field(default=None, foreign_key="user_.id")
    note: str = Field(default="", max_length=LONG)


class MeetingPerson(Keyed, table=True):
    """Somebody invited to a meeting; `contact_id` None for one who is not on a map."""

    __tablename__: ClassVar[str] = "meeting_person"
    __table_args__ = (UniqueConstraint("meeting_id", "name", "email"),)

    meeting_id: str = Field(foreign_key="meeting.id")
    contact_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    name: str = Field(default="", max_length=NAME)
    email: str = Field(default="", max_length=NAME)


class Snooze(Keyed, table=True):
    """A line of Today that a user does not want to see before a day; `key` is its kind and what it is about."""

    __tablename__: ClassVar[str] = "snooze"
    __table_args__ = (UniqueConstraint("user_id", "key"),)

    user_id: str = Field(foreign_key="user_.id")
    key: str = Field(max_length=NAME)
    until: date
