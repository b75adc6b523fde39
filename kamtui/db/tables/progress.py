"""Progressions: the library, where they stand at accounts, what proves them."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, DateTime, Index, UniqueConstraint, text
from sqlmodel import Field

from kamtui.db.tables.base import LONG, NAME, SHORT, Edited, Keyed, one_of
from kamtui.domain import words


class Progression(Edited, table=True):
    """An item of the progression library, or of one account alone."""

    __tablename__: ClassVar[str] = "progression"
    __table_args__ = (
        UniqueConstraint("account_id", "code"),
        Index(
            "uq_progression_code_library",
            "code",
            unique=True,
            sqlite_where=text("account_id IS NULL"),  # PostgreSQL's is in the migration: here it would load its dialect
        ),
        one_of("category", words.ProgressCategory),
        CheckConstraint("weight BETWEEN 1 AND 5", name="weight"),
        CheckConstraint("expires_months > 0", name="expires_months"),
    )

    account_id: str | None = Field(default=None, foreign_key="account.id")
    code: str = Field(max_length=SHORT)
    category: str = Field(max_length=SHORT)
    title_en: str = Field(max_length=NAME)
    title_ru: str = Field(max_length=NAME)
    evidence_en: str = Field(default="", max_length=NAME)
    evidence_ru: str = Field(default="", max_length=NAME)
    weight: int
    core: bool = False
    expires_months: int | None = None
    retired: bool = False
    position: int = 0


class ProgressionPast(Keyed, table=True):
    """What an item of the library was before it was changed: these held until the end of the day before `until`."""

    __tablename__: ClassVar[str] = "progression_past"
    __table_args__ = (
        UniqueConstraint("progression_id", "until"),
        CheckConstraint("weight BETWEEN 1 AND 5", name="weight"),
        CheckConstraint("expires_months > 0", name="expires_months"),
    )

    progression_id: str = Field(foreign_key="progression.id")
    until: date
    weight: int
    core: bool
    retired: bool
    expires_months: int | None = None


class ProgressState(Edited, table=True):
    """Where one progression stands at one account. No row: not started and not planned."""

    __tablename__: ClassVar[str] = "progress_state"
    __table_args__ = (
        UniqueConstraint("account_id", "progression_id"),
        one_of("status", words.ProgressStatus),
        CheckConstraint("status <> 'done' OR done_on IS NOT NULL", name="done_on"),
    )

    account_id: str = Field(foreign_key="account.id")
    progression_id: str = Field(foreign_key="progression.id", index=True)
    status: str = words.ProgressStatus.NOT_STARTED.value
    started_on: date | None = None
    done_on: date | None = None
    evidence: str = Field(default="", max_length=LONG)
    touch_id: str | None = Field(default=None, foreign_key="touch.id", index=True)
    planned_quarter: str | None = Field(default=None, max_length=7)


class ProgressEvent(Keyed, table=True):
    """A step in the history of a progression at an account; `on_date` is when it counts from."""

    __tablename__: ClassVar[str] = "progress_event"
    __table_args__ = (
        one_of("from_status", words.ProgressStatus),
        one_of("to_status", words.ProgressStatus),
        Index("ix_progress_event_account_id_progression_id", "account_id", "progression_id"),
    )

    account_id: str = Field(foreign_key="account.id")
    progression_id: str = Field(foreign_key="progression.id")
    user_id: str | None = Field(default=None, foreign_key="user_.id")
    at: datetime = Field(sa_type=DateTime)
    on_date: date
    from_status: str | None = Field(default=None, max_length=SHORT)
    to_status: str = Field(max_length=SHORT)
    evidence: str = Field(default="", max_length=LONG)


class ProgressProof(Keyed, table=True):
    """What proves a progression at an account, beside its text and its touch: a witness, or a document."""

    __tablename__: ClassVar[str] = "progress_proof"
    __table_args__ = (
        UniqueConstraint("account_id", "progression_id", "contact_id", "document"),
        CheckConstraint("contact_id IS NOT NULL OR document <> ''", name="document"),
    )

    account_id: str = Field(foreign_key="account.id")
    progression_id: str = Field(foreign_key="progression.id", index=True)
    contact_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    document: str = Field(default="", max_length=NAME)
