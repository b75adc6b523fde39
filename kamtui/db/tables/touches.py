"""Touches and who took part in them."""

from datetime import date
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from kamtui.db.tables.base import LONG, NAME, SHORT, Edited, Keyed, one_of
from kamtui.domain import words


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
