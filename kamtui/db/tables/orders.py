"""Order lines as they were imported, and what is derived from them."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, DateTime, Index, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from kamtui.db.tables.base import NAME, SHORT


class ImportBatch(SQLModel, table=True):
    """One import of order lines; its undo deletes the rows it made. `stored` keeps them, compressed, for redo."""

    __tablename__: ClassVar[str] = "import_batch"

    id: int | None = Field(default=None, primary_key=True)
    file_name: str = Field(max_length=NAME)
    at: datetime = Field(sa_type=DateTime)
    user_id: str | None = Field(default=None, foreign_key="user_.id")
    created: int = 0
    updated: int = 0
    stored: bytes | None = None


class OrderLine(SQLModel, table=True):
    """A line of an order. `amount` and `margin` minor units, `quantity` and `price` millionths; negative = return."""

    __tablename__: ClassVar[str] = "order_line"
    __table_args__ = (
        UniqueConstraint("order_no", "line_no"),
        Index("ix_order_line_account_id_date", "account_id", "date"),
    )

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="import_batch.id")
    account_id: str = Field(foreign_key="account.id")
    unit_id: str | None = Field(default=None, foreign_key="unit.id")
    order_no: str = Field(max_length=NAME)
    line_no: int = Field(sa_type=Integer)
    date: date
    category_id: str | None = Field(default=None, foreign_key="product_category.id")
    product: str = Field(default="", max_length=NAME)
    quantity: int | None = Field(default=None, sa_type=BigInteger)
    uom: str = Field(default="", max_length=SHORT)
    price: int | None = Field(default=None, sa_type=BigInteger)
    amount: int = Field(sa_type=BigInteger)
    margin: int | None = Field(default=None, sa_type=BigInteger)
    via: str = Field(default="", max_length=NAME)


class SalesDay(SQLModel, table=True):
    """Derived from order lines at import: orders of one account on one day, in minor units.

    `costed` is the revenue of lines whose margin is known; `purchase` marks the first day of a purchase. Columns in
    `_to` are running totals up to the day and with it, so that any window is the difference of two rows: `known_to`
    counts days with a known margin, `purchases_to` purchases, `squares_to` sums squares of the days between them.
    """

    __tablename__: ClassVar[str] = "sales_day"
    __table_args__ = ({"sqlite_with_rowid": False},)

    account_id: str = Field(primary_key=True, foreign_key="account.id")
    day: date = Field(primary_key=True)
    revenue: int = Field(sa_type=BigInteger)
    margin: int = Field(sa_type=BigInteger)
    costed: int = Field(sa_type=BigInteger)
    purchase: bool
    revenue_to: int = Field(sa_type=BigInteger)
    margin_to: int = Field(sa_type=BigInteger)
    costed_to: int = Field(sa_type=BigInteger)
    known_to: int
    purchases_to: int
    squares_to: int = Field(sa_type=BigInteger)
