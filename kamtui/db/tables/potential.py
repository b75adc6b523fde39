"""The potential of an account: its wallet, what it is going to do, and our offers into that."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from kamtui.db.tables.base import LONG, NAME, SHORT, Edited, Keyed, one_of
from kamtui.domain import words


class WalletEstimate(Edited, table=True):
    """What an account buys in a fiscal year, as somebody estimated it on a day. Of several the latest day counts.

    Without a category: all our categories together. `supplier` is "" for what is bought from everybody, "us" for our
    part, else the name of a competitor. `amount` is in minor units, `amount_to` the upper end of a range.
    """

    __tablename__: ClassVar[str] = "wallet_estimate"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("amount_to >= amount", name="amount_to"),
        Index("ix_wallet_estimate_account_id_year", "account_id", "year"),
    )

    account_id: str = Field(foreign_key="account.id")
    year: int
    category_id: str | None = Field(default=None, foreign_key="product_category.id", index=True)
    supplier: str = Field(default="", max_length=NAME)
    amount: int = Field(sa_type=BigInteger)
    amount_to: int | None = Field(default=None, sa_type=BigInteger)
    source: str = Field(default="", max_length=NAME)
    on_date: date


class Initiative(Edited, table=True):
    """What a client is going to do; `relevant` when we can sell into it, None while that is not decided.

    The source is a text, and may point to a touch, a person or a progression.
    """

    __tablename__: ClassVar[str] = "initiative"
    __table_args__ = (one_of("status", words.InitiativeStatus), Index("ix_initiative_account_id", "account_id"))

    account_id: str = Field(foreign_key="account.id")
    title: str = Field(max_length=NAME)
    source: str = Field(default="", max_length=NAME)
    touch_id: str | None = Field(default=None, foreign_key="touch.id", index=True)
    contact_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    progression_id: str | None = Field(default=None, foreign_key="progression.id", index=True)
    relevant: bool | None = None
    why: str = Field(default="", max_length=NAME)
    noted_on: date
    status: str = words.InitiativeStatus.ACTIVE.value
    note: str = Field(default="", max_length=LONG)
    position: int = 0


class Opportunity(Edited, table=True):
    """Our offer into an initiative. `amount` in minor units: once, or per month when `monthly`.

    A monthly one runs from the first day of month `starts` for `months` months (None: on and on). `probability` is in
    hundredths of a per cent. `quarter` is when it is decided, `task_id` the task of its next step. A decided one has
    its day, and its reason in words.
    """

    __tablename__: ClassVar[str] = "opportunity"
    __table_args__ = (
        one_of("status", words.OpportunityStatus),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("probability BETWEEN 0 AND 10000", name="probability"),
        CheckConstraint("months > 0", name="months"),
        Index("ix_opportunity_account_id_status", "account_id", "status"),
    )

    account_id: str = Field(foreign_key="account.id")
    initiative_id: str = Field(foreign_key="initiative.id", index=True)
    title: str = Field(max_length=NAME)
    category_id: str | None = Field(default=None, foreign_key="product_category.id", index=True)
    product: str = Field(default="", max_length=NAME)
    amount: int = Field(sa_type=BigInteger)
    monthly: bool = False
    starts: date | None = None
    months: int | None = None
    probability: int
    quarter: str | None = Field(default=None, max_length=7)
    competitor: str = Field(default="", max_length=NAME)
    next_step: str = Field(default="", max_length=NAME)
    task_id: str | None = Field(default=None, foreign_key="task.id", index=True)
    contact_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    status: str = Field(default=words.OpportunityStatus.OPEN.value, max_length=SHORT)
    decided_on: date | None = None
    reason: str = Field(default="", max_length=NAME)
    times_postponed: int = 0
    note: str = Field(default="", max_length=LONG)
    position: int = 0


class OpportunityProgression(Keyed, table=True):
    """A progression that an opportunity needs before it can be won."""

    __tablename__: ClassVar[str] = "opportunity_progression"
    __table_args__ = (UniqueConstraint("opportunity_id", "progression_id"),)

    opportunity_id: str = Field(foreign_key="opportunity.id")
    progression_id: str = Field(foreign_key="progression.id", index=True)
