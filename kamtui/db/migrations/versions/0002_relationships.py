"""The relationships: lines between contacts, further ways to reach them, our side of it, guesses, succession."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns, then the tables."""
    for column, check in (
        (sa.Column("level_guessed", sa.Boolean(), server_default=sa.false(), nullable=False), ""),
        (sa.Column("function_guessed", sa.Boolean(), server_default=sa.false(), nullable=False), ""),
        (sa.Column("language", sa.String(length=40), server_default="", nullable=False), ""),
        (sa.Column("favours", sa.String(length=40)), "favours IN ('us', 'competitor', 'nobody')"),
        (sa.Column("competitor", sa.String(length=200), server_default="", nullable=False), ""),
        (sa.Column("cadence_ideal", sa.Integer()), "cadence_ideal > 0"),
        (sa.Column("cadence_maximum", sa.Integer()), "cadence_maximum > 0"),
        (sa.Column("chosen", sa.Boolean(), server_default=sa.false(), nullable=False), ""),
        (sa.Column("left_to", sa.String(length=200), server_default="", nullable=False), ""),
        (sa.Column("left_settled", sa.Boolean(), server_default=sa.false(), nullable=False), ""),
    ):
        add("contact", column, f"CONSTRAINT ck_contact_{column.name} CHECK ({check})" if check else "")
    for name in ("successor_id", "former_id"):
        add(
            "contact",
            sa.Column(name, sa.String()),
            f"CONSTRAINT ck_contact_{name} CHECK ({name} <> id)",
            f"CONSTRAINT fk_contact_{name}_contact REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED",
        )
        op.create_index(f"ix_contact_{name}", "contact", [name])
    add("task", sa.Column("origin", sa.String(length=200), server_default="", nullable=False))
    op.create_table(
        "colleague",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("search_key", sa.String(length=200), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_.id"], name=op.f("fk_colleague_user_id_user_"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleague")),
        sa.UniqueConstraint("search_key", name=op.f("uq_colleague_search_key")),
    )
    op.create_index(op.f("ix_colleague_user_id"), "colleague", ["user_id"], unique=False)
    op.create_table(
        "waved_off",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_waved_off_account_id_account"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_.id"], name=op.f("fk_waved_off_user_id_user_"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waved_off")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_waved_off_account_id_key")),
    )
    op.create_table(
        "contact_line",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("from_id", sa.String(), nullable=False),
        sa.Column("to_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint("kind IN ('influences', 'conflict')", name=op.f("ck_contact_line_kind")),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_contact_line_to_id")),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["contact.id"],
            name=op.f("fk_contact_line_from_id_contact"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["contact.id"], name=op.f("fk_contact_line_to_id_contact"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_line")),
        sa.UniqueConstraint("from_id", "to_id", "kind", name=op.f("uq_contact_line_from_id_to_id_kind")),
    )
    op.create_index(op.f("ix_contact_line_to_id"), "contact_line", ["to_id"], unique=False)
    op.create_table(
        "contact_tie",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=False),
        sa.Column("colleague_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("strength", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint("kind IN ('owner', 'executive_pair', 'knows')", name=op.f("ck_contact_tie_kind")),
        sa.CheckConstraint("strength IN (0, 1, 2, 3, 4)", name=op.f("ck_contact_tie_strength")),
        sa.ForeignKeyConstraint(
            ["colleague_id"],
            ["colleague.id"],
            name=op.f("fk_contact_tie_colleague_id_colleague"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_contact_tie_contact_id_contact"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_tie")),
        sa.UniqueConstraint("contact_id", "colleague_id", name=op.f("uq_contact_tie_contact_id_colleague_id")),
    )
    op.create_index(op.f("ix_contact_tie_colleague_id"), "contact_tie", ["colleague_id"], unique=False)
    op.create_table(
        "contact_way",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('phone', 'email', 'messenger')", name=op.f("ck_contact_way_kind")),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_contact_way_contact_id_contact"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_way")),
        sa.UniqueConstraint("contact_id", "kind", "value", name=op.f("uq_contact_way_contact_id_kind_value")),
    )


def add(table: str, column: sa.Column[Any], *constraints: str) -> None:
    """Add a column with its constraints in place: no copy of the table, as a change of constraints would need."""
    declared = sa.schema.CreateColumn(column).compile(dialect=op.get_bind().dialect)
    op.execute(" ".join((f"ALTER TABLE {table} ADD COLUMN {declared}", *constraints)).rstrip())
