"""People at accounts, and our side of the relationship."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from kamtui.db.tables.base import EMPTY, LONG, NAME, OFF, SHORT, Edited, Keyed, one_of
from kamtui.domain import words


class Contact(Edited, table=True):
    """A person at an account, or a placeholder for one."""

    __tablename__: ClassVar[str] = "contact"
    __table_args__ = (
        one_of("function", words.Function),
        one_of("attitude", words.Attitude),
        one_of("influence", words.Influence),
        one_of("strength", words.Strength),
        one_of("target_strength", words.Strength),
        one_of("status", words.ContactStatus),
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
        CheckConstraint("reports_to_id <> id", name="reports_to_id"),
        one_of("favours", words.Favours),
        CheckConstraint("cadence_ideal > 0", name="cadence_ideal"),
        CheckConstraint("cadence_maximum > 0", name="cadence_maximum"),
        CheckConstraint("successor_id <> id", name="successor_id"),
        CheckConstraint("former_id <> id", name="former_id"),
    )

    account_id: str = Field(foreign_key="account.id", index=True)
    unit_id: str | None = Field(default=None, foreign_key="unit.id", index=True)
    name: str = Field(max_length=NAME)
    search_key: str = Field(max_length=NAME, index=True)
    position: str = Field(default="", max_length=NAME)
    level: int | None = None
    function: str | None = Field(default=None, max_length=SHORT)
    attitude: int = 0
    influence: str | None = Field(default=None, max_length=SHORT)
    strength: int = 0
    target_strength: int | None = None
    status: str = words.ContactStatus.ACTIVE.value
    placeholder: bool = False
    left_on: date | None = None
    email: str = Field(default="", max_length=NAME)
    phone: str = Field(default="", max_length=NAME)
    birthday: date | None = None
    reports_to_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    note: str = Field(default="", max_length=LONG)
    level_guessed: bool = Field(default=False, sa_column_kwargs=OFF)
    function_guessed: bool = Field(default=False, sa_column_kwargs=OFF)
    language: str = Field(default="", max_length=SHORT, sa_column_kwargs=EMPTY)
    favours: str | None = Field(default=None, max_length=SHORT)
    competitor: str = Field(default="", max_length=NAME, sa_column_kwargs=EMPTY)
    cadence_ideal: int | None = None
    cadence_maximum: int | None = None
    chosen: bool = Field(default=False, sa_column_kwargs=OFF)
    left_to: str = Field(default="", max_length=NAME, sa_column_kwargs=EMPTY)
    left_settled: bool = Field(default=False, sa_column_kwargs=OFF)
    successor_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    former_id: str | None = Field(default=None, foreign_key="contact.id", index=True)


class ContactRole(Keyed, table=True):
    """One of the roles in buying that a contact has."""

    __tablename__: ClassVar[str] = "contact_role"
    __table_args__ = (UniqueConstraint("contact_id", "role"), one_of("role", words.Role))

    contact_id: str = Field(foreign_key="contact.id")
    role: str = Field(max_length=SHORT)


class ContactWay(Keyed, table=True):
    """A further phone, e-mail or messenger of a contact; `label` says which: work, mobile, Telegram."""

    __tablename__: ClassVar[str] = "contact_way"
    __table_args__ = (UniqueConstraint("contact_id", "kind", "value"), one_of("kind", words.WayKind))

    contact_id: str = Field(foreign_key="contact.id")
    kind: str = Field(max_length=SHORT)
    value: str = Field(max_length=NAME)
    label: str = Field(default="", max_length=SHORT)
    position: int = 0


class ContactLine(Keyed, table=True):
    """A line between two contacts: `from_id` influences `to_id`, or the two are in conflict (then drawn once)."""

    __tablename__: ClassVar[str] = "contact_line"
    __table_args__ = (
        UniqueConstraint("from_id", "to_id", "kind"),
        one_of("kind", words.LineKind),
        CheckConstraint("from_id <> to_id", name="to_id"),
    )

    from_id: str = Field(foreign_key="contact.id")
    to_id: str = Field(foreign_key="contact.id", index=True)
    kind: str = Field(max_length=SHORT)
    note: str = Field(default="", max_length=NAME)


class ProductCategory(Edited, table=True):
    """A category of what we sell."""

    __tablename__: ClassVar[str] = "product_category"
    __table_args__ = (UniqueConstraint("search_key"),)

    name: str = Field(max_length=NAME)
    search_key: str = Field(max_length=NAME)


class ContactCategory(Keyed, table=True):
    """A category that a contact buys."""

    __tablename__: ClassVar[str] = "contact_category"
    __table_args__ = (UniqueConstraint("contact_id", "category_id"),)

    contact_id: str = Field(foreign_key="contact.id")
    category_id: str = Field(foreign_key="product_category.id", index=True)


class Colleague(Edited, table=True):
    """One of our own people who knows contacts of accounts; `user_id` when they also work in this workspace."""

    __tablename__: ClassVar[str] = "colleague"
    __table_args__ = (UniqueConstraint("search_key"),)

    name: str = Field(max_length=NAME)
    search_key: str = Field(max_length=NAME)
    position: str = Field(default="", max_length=NAME)
    user_id: str | None = Field(default=None, foreign_key="user_.id", index=True)


class ContactTie(Keyed, table=True):
    """Our side of the relationship with a contact: who owns it, whose executive pair they are, who else knows them."""

    __tablename__: ClassVar[str] = "contact_tie"
    __table_args__ = (
        UniqueConstraint("contact_id", "colleague_id"),
        one_of("kind", words.TieKind),
        one_of("strength", words.Strength),
    )

    contact_id: str = Field(foreign_key="contact.id")
    colleague_id: str = Field(foreign_key="colleague.id", index=True)
    kind: str = Field(max_length=SHORT)
    strength: int | None = None
    note: str = Field(default="", max_length=NAME)
