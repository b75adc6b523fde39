"""What proves a progression, and what items of the library were before they were changed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "progression_past",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("progression_id", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("core", sa.Boolean(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("expires_months", sa.Integer(), nullable=True),
        sa.CheckConstraint("weight BETWEEN 1 AND 5", name=op.f("ck_progression_past_weight")),
        sa.CheckConstraint("expires_months > 0", name=op.f("ck_progression_past_expires_months")),
        sa.ForeignKeyConstraint(
            ["progression_id"],
            ["progression.id"],
            name=op.f("fk_progression_past_progression_id_progression"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progression_past")),
        sa.UniqueConstraint("progression_id", "until", name=op.f("uq_progression_past_progression_id_until")),
    )
    op.create_table(
        "progress_proof",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("progression_id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=True),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.CheckConstraint("contact_id IS NOT NULL OR document <> ''", name=op.f("ck_progress_proof_document")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_progress_proof_account_id_account"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_progress_proof_contact_id_contact"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["progression_id"],
            ["progression.id"],
            name=op.f("fk_progress_proof_progression_id_progression"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_proof")),
        sa.UniqueConstraint(
            "account_id",
            "progression_id",
            "contact_id",
            "document",
            name=op.f("uq_progress_proof_account_id_progression_id_contact_id_document"),
        ),
    )
    for column in ("contact_id", "progression_id"):
        op.create_index(f"ix_progress_proof_{column}", "progress_proof", [column])
