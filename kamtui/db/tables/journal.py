"""The journal of steps and changes."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, DateTime, Index
from sqlmodel import Field, SQLModel

from kamtui.db.tables.base import NAME, SHORT


class JournalStep(SQLModel, table=True):
    """One use case as the user did it: what undo takes back. `kind` is init (cannot be
    undone), do, undo or redo; an undo names its `target_id`.

    `session` tells our own commits from those of other sessions; `entities` lists the tables touched.
    """

    __tablename__: ClassVar[str] = "journal_step"
    __table_args__ = (
        CheckConstraint("kind IN ('init', 'do', 'undo', 'redo')", name="kind"),
        Index("ix_journal_step_user_id_kind_undone", "user_id", "kind", "undone"),
    )

    id: int | None = Field(default=None, primary_key=True)
    user_id: str = Field(foreign_key="user_.id")
    session: str = Field(max_length=36)
    at: datetime = Field(sa_type=DateTime)
    kind: str = "do"
    action: str = Field(max_length=NAME)
    subject: str = Field(default="", max_length=NAME)
    entities: str = Field(default="", max_length=NAME)
    target_id: int | None = Field(default=None, foreign_key="journal_step.id")
    undone: bool = False
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id")


class JournalChange(SQLModel, table=True):
    """Before- and after-image (JSON, by column) of one row in a step; None before: created, None after: deleted."""

    __tablename__: ClassVar[str] = "journal_change"
    __table_args__ = (
        Index("ix_journal_change_step_id", "step_id"),
        Index("ix_journal_change_row_id", "row_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="journal_step.id")
    table_name: str = Field(max_length=SHORT)
    row_id: str = Field(max_length=NAME)
    before: str | None = None
    after: str | None = None
