"""What all tables share: keys, stamps, lengths, names of constraints."""

from datetime import datetime
from enum import Enum, IntEnum

from sqlalchemy import CheckConstraint, DateTime, false
from sqlmodel import Field, SQLModel

from kamtui.db.ids import new_id

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

SHORT, NAME, LONG = 40, 200, 20_000
# Columns that came after the first schema say what older rows hold in them.
EMPTY, OFF = {"server_default": ""}, {"server_default": false()}


def one_of(column: str, enum: type[Enum]) -> CheckConstraint:
    """A CHECK that `column` holds a value of `enum` (NULL passes, as in any CHECK)."""
    values = ", ".join(str(m.value) if issubclass(enum, IntEnum) else f"'{m.value}'" for m in enum)
    return CheckConstraint(f"{column} IN ({values})", name=column)


SQLModel.model_config["defer_build"] = True  # rows are never validated by pydantic: no need of 20 validators


class Keyed(SQLModel):
    """A row with a key of its own."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)


class Edited(Keyed):
    """A row that people edit."""

    version: int = 1
    created_at: datetime | None = Field(default=None, sa_type=DateTime)
    updated_at: datetime | None = Field(default=None, sa_type=DateTime)
