"""The potential of accounts, and the life of plans: wallet, initiatives, opportunities; events, snapshots, reviews."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_CAUSES = "('unrealistic', 'support', 'external', 'kam_fit')"
_ANSWERS = "('waiting', 'promised', 'given', 'refused')"
_TO_USER = "REFERENCES user_ (id) DEFERRABLE INITIALLY DEFERRED"


def upgrade() -> None:
    """Add the columns, then the tables and the trigger that keeps snapshots as they are."""
    quarter_columns: tuple[tuple[sa.Column[Any], str], ...] = (
        (sa.Column("base", sa.BigInteger()), ""),
        (sa.Column("next_forecast", sa.BigInteger()), ""),
        (sa.Column("cause", sa.String(length=40)), f"CONSTRAINT ck_plan_quarter_cause CHECK (cause IN {_CAUSES})"),
        (
            sa.Column("head_cause", sa.String(length=40)),
            f"CONSTRAINT ck_plan_quarter_head_cause CHECK (head_cause IN {_CAUSES})",
        ),
        (sa.Column("kam_comment", sa.String(length=20000), server_default="", nullable=False), ""),
        (sa.Column("head_comment", sa.String(length=20000), server_default="", nullable=False), ""),
        (sa.Column("closed_by_id", sa.String()), f"CONSTRAINT fk_plan_quarter_closed_by_id_user_ {_TO_USER}"),
        (sa.Column("tasks_planned", sa.Integer()), ""),
        (sa.Column("tasks_done", sa.Integer()), ""),
        (sa.Column("items_planned", sa.Integer()), ""),
        (sa.Column("items_done", sa.Integer()), ""),
        (sa.Column("revenue_fact", sa.BigInteger()), ""),
    )
    for column, constraint in quarter_columns:
        add("plan_quarter", column, constraint)
    task_columns: tuple[tuple[sa.Column[Any], str], ...] = (
        (sa.Column("resource_person", sa.String(length=200), server_default="", nullable=False), ""),
        (sa.Column("resource_asked_on", sa.Date()), ""),
        (sa.Column("resource_by", sa.Date()), ""),
        (
            sa.Column("resource_answer", sa.String(length=40)),
            f"CONSTRAINT ck_task_resource_answer CHECK (resource_answer IN {_ANSWERS})",
        ),
        (sa.Column("resource_answered_on", sa.Date()), ""),
        (sa.Column("resource_note", sa.String(length=200), server_default="", nullable=False), ""),
    )
    for column, constraint in task_columns:
        add("task", column, constraint)
    op.create_table(
        "wallet_estimate",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.String(), nullable=True),
        sa.Column("supplier", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("amount_to", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_wallet_estimate_amount")),
        sa.CheckConstraint("amount_to >= amount", name=op.f("ck_wallet_estimate_amount_to")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_wallet_estimate_account_id_account"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["product_category.id"],
            name=op.f("fk_wallet_estimate_category_id_product_category"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wallet_estimate")),
    )
    op.create_index("ix_wallet_estimate_account_id_year", "wallet_estimate", ["account_id", "year"], unique=False)
    op.create_index(op.f("ix_wallet_estimate_category_id"), "wallet_estimate", ["category_id"], unique=False)
    op.create_table(
        "plan_event",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=20000), nullable=False),
        sa.CheckConstraint(
            "kind IN ('started', 'submitted', 'approved', 'reopened', 'quarter_closed', 'quarter_reopened')",
            name=op.f("ck_plan_event_kind"),
        ),
        sa.CheckConstraint("number BETWEEN 1 AND 4", name=op.f("ck_plan_event_number")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_plan_event_plan_id_plan"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_.id"], name=op.f("fk_plan_event_user_id_user_"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_event")),
    )
    op.create_index("ix_plan_event_plan_id_at", "plan_event", ["plan_id", "at"], unique=False)
    op.create_table(
        "plan_snapshot",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('approved', 'quarter_closed', 'kept')", name=op.f("ck_plan_snapshot_kind")),
        sa.CheckConstraint("number BETWEEN 1 AND 4", name=op.f("ck_plan_snapshot_number")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_plan_snapshot_plan_id_plan"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_.id"],
            name=op.f("fk_plan_snapshot_user_id_user_"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_snapshot")),
    )
    op.create_index("ix_plan_snapshot_plan_id_at", "plan_snapshot", ["plan_id", "at"], unique=False)
    op.create_table(
        "task_move",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("task_id", sa.String(), nullable=False),
        sa.Column("from_quarter", sa.String(length=7), nullable=False),
        sa.Column("to_quarter", sa.String(length=7), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_task_move_task_id_task"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_.id"], name=op.f("fk_task_move_user_id_user_"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_move")),
    )
    op.create_index(op.f("ix_task_move_from_quarter"), "task_move", ["from_quarter"], unique=False)
    op.create_index(op.f("ix_task_move_task_id"), "task_move", ["task_id"], unique=False)
    op.create_table(
        "initiative",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("touch_id", sa.String(), nullable=True),
        sa.Column("contact_id", sa.String(), nullable=True),
        sa.Column("progression_id", sa.String(), nullable=True),
        sa.Column("relevant", sa.Boolean(), nullable=True),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("note", sa.String(length=20000), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('active', 'done', 'cancelled')", name=op.f("ck_initiative_status")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_initiative_account_id_account"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_initiative_contact_id_contact"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["progression_id"],
            ["progression.id"],
            name=op.f("fk_initiative_progression_id_progression"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["touch_id"], ["touch.id"], name=op.f("fk_initiative_touch_id_touch"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
    )
    op.create_index("ix_initiative_account_id", "initiative", ["account_id"], unique=False)
    op.create_index(op.f("ix_initiative_contact_id"), "initiative", ["contact_id"], unique=False)
    op.create_index(op.f("ix_initiative_progression_id"), "initiative", ["progression_id"], unique=False)
    op.create_index(op.f("ix_initiative_touch_id"), "initiative", ["touch_id"], unique=False)
    op.create_table(
        "opportunity",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("initiative_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("category_id", sa.String(), nullable=True),
        sa.Column("product", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("monthly", sa.Boolean(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("probability", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=True),
        sa.Column("competitor", sa.String(length=200), nullable=False),
        sa.Column("next_step", sa.String(length=200), nullable=False),
        sa.Column("task_id", sa.String(), nullable=True),
        sa.Column("contact_id", sa.String(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("times_postponed", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=20000), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('open', 'won', 'lost', 'postponed')", name=op.f("ck_opportunity_status")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_opportunity_amount")),
        sa.CheckConstraint("months > 0", name=op.f("ck_opportunity_months")),
        sa.CheckConstraint("probability BETWEEN 0 AND 10000", name=op.f("ck_opportunity_probability")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_opportunity_account_id_account"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["product_category.id"],
            name=op.f("fk_opportunity_category_id_product_category"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_opportunity_contact_id_contact"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_opportunity_initiative_id_initiative"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_opportunity_task_id_task"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity")),
    )
    op.create_index("ix_opportunity_account_id_status", "opportunity", ["account_id", "status"], unique=False)
    op.create_index(op.f("ix_opportunity_category_id"), "opportunity", ["category_id"], unique=False)
    op.create_index(op.f("ix_opportunity_contact_id"), "opportunity", ["contact_id"], unique=False)
    op.create_index(op.f("ix_opportunity_initiative_id"), "opportunity", ["initiative_id"], unique=False)
    op.create_index(op.f("ix_opportunity_task_id"), "opportunity", ["task_id"], unique=False)
    op.create_table(
        "opportunity_progression",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("opportunity_id", sa.String(), nullable=False),
        sa.Column("progression_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_opportunity_progression_opportunity_id_opportunity"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["progression_id"],
            ["progression.id"],
            name=op.f("fk_opportunity_progression_progression_id_progression"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity_progression")),
        sa.UniqueConstraint(
            "opportunity_id", "progression_id", name=op.f("uq_opportunity_progression_opportunity_id_progression_id")
        ),
    )
    op.create_index(
        op.f("ix_opportunity_progression_progression_id"), "opportunity_progression", ["progression_id"], unique=False
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER plan_snapshot_stays BEFORE UPDATE ON plan_snapshot"
            " BEGIN SELECT RAISE(ABORT, 'a snapshot of a plan never changes'); END"
        )


def add(table: str, column: sa.Column[Any], constraint: str) -> None:
    """Add a column with its constraint in place: no copy of the table, as a change of constraints would need."""
    declared = sa.schema.CreateColumn(column).compile(dialect=op.get_bind().dialect)
    op.execute(f"ALTER TABLE {table} ADD COLUMN {declared} {constraint}".rstrip())
