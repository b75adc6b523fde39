"""Who works here, and the accounts they serve."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, DateTime, UniqueConstraint
from sqlmodel import Field, SQLModel

from kamtui.db.tables.base import LONG, NAME, SHORT, Edited, Keyed, one_of
from kamtui.domain import words


class User(Edited, table=True):
    """Somebody who works in the workspace, known by the login of the machine."""

    __tablename__: ClassVar[str] = "user_"
    __table_args__ = (UniqueConstraint("login"), one_of("role", words.UserRole))

    login: str = Field(max_length=NAME)
    name: str = Field(max_length=NAME)
    role: str = words.UserRole.KAM.value


class Setting(SQLModel, table=True):
    """A setting of the method, shared by everybody in the workspace; `value` is JSON."""

    __tablename__: ClassVar[str] = "setting"

    key: str = Field(primary_key=True, max_length=NAME)
    value: str = Field(max_length=LONG)


class Account(Edited, table=True):
    """A client company."""

    __tablename__: ClassVar[str] = "account"
    __table_args__ = (
        UniqueConstraint("code"),
        one_of("category", words.Category),
        one_of("progress_set", words.ProgressSet),
        CheckConstraint("strategic BETWEEN 0 AND 5", name="strategic"),
        CheckConstraint("cadence_days > 0", name="cadence_days"),
        CheckConstraint("parent_id <> id", name="parent_id"),
    )

    code: str = Field(max_length=SHORT)
    name: str = Field(max_length=NAME)
    search_key: str = Field(max_length=NAME, index=True)
    category: str | None = Field(default=None, max_length=1)
    owner_id: str | None = Field(default=None, foreign_key="user_.id", index=True)
    deputy_id: str | None = Field(default=None, foreign_key="user_.id")
    parent_id: str | None = Field(default=None, foreign_key="account.id", index=True)
    industry: str = Field(default="", max_length=NAME)
    region: str = Field(default="", max_length=NAME)
    since: date | None = None
    strategic: int | None = None
    cadence_days: int | None = None
    progress_set: str = words.ProgressSet.CORE.value
    note: str = Field(default="", max_length=LONG)
    archived_at: datetime | None = Field(default=None, sa_type=DateTime)


class LegalEntity(Edited, table=True):
    """A legal entity of an account."""

    __tablename__: ClassVar[str] = "legal_entity"

    account_id: str = Field(foreign_key="account.id", index=True)
    name: str = Field(max_length=NAME)
    search_key: str = Field(max_length=NAME, index=True)
    inn: str = Field(default="", max_length=SHORT, index=True)


class Unit(Edited, table=True):
    """A site, plant or branch of an account."""

    __tablename__: ClassVar[str] = "unit"
    __table_args__ = (UniqueConstraint("account_id", "search_key"),)

    account_id: str = Field(foreign_key="account.id")
    name: str = Field(max_length=NAME)
    search_key: str = Field(max_length=NAME)


class WavedOff(Keyed, table=True):
    """A proposal that the user does not want to see again at this account; `key` names it, like `role:sponsor`."""

    __tablename__: ClassVar[str] = "waved_off"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    account_id: str = Field(foreign_key="account.id")
    key: str = Field(max_length=NAME)
    on_date: date
    user_id: str | None = Field(default=None, foreign_key="user_.id")
