"""The day: promises, escalations, tenders, contracts, meetings, notes, findings; time and repetition of tasks."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns, then the tables."""
    add("task", sa.Column("minutes", sa.Integer()), "CONSTRAINT ck_task_minutes CHECK (minutes > 0)")
    add("task", sa.Column("repeats", sa.String(length=200), server_default="", nullable=False), "")
    add("task", sa.Column("series_id", sa.String(length=36)), "")
    op.create_table(
        "snooze",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_.id"], name=op.f("fk_snooze_user_id_user_"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snooze")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_snooze_user_id_key")),
    )
    op.create_table(
        "contract",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("renews", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=20000), nullable=False),
        sa.CheckConstraint("status IN ('active', 'ended')", name=op.f("ck_contract_status")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_contract_ends_on")),
        sa.CheckConstraint("notice_days >= 0", name=op.f("ck_contract_notice_days")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_contract_account_id_account"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
    )
    op.create_index("ix_contract_account_id_status", "contract", ["account_id", "status"], unique=False)
    op.create_table(
        "escalation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("severity", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("cause", sa.String(length=20000), nullable=False),
        sa.Column("resolution", sa.String(length=20000), nullable=False),
        sa.Column("resolved_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by_id", sa.String(), nullable=True),
        sa.Column("note", sa.String(length=20000), nullable=False),
        sa.CheckConstraint("severity IN ('normal', 'high', 'critical')", name=op.f("ck_escalation_severity")),
        sa.CheckConstraint("status IN ('open', 'resolved', 'confirmed')", name=op.f("ck_escalation_status")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_escalation_account_id_account"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"],
            ["contact.id"],
            name=op.f("fk_escalation_confirmed_by_id_contact"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_escalation_contact_id_contact"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user_.id"], name=op.f("fk_escalation_owner_id_user_"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
    )
    op.create_index("ix_escalation_account_id_status", "escalation", ["account_id", "status"], unique=False)
    op.create_index(op.f("ix_escalation_confirmed_by_id"), "escalation", ["confirmed_by_id"], unique=False)
    op.create_index(op.f("ix_escalation_contact_id"), "escalation", ["contact_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("contact_id", sa.String(), nullable=True),
        sa.Column("text", sa.String(length=20000), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_note_account_id_account"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_note_contact_id_contact"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_.id"], name=op.f("fk_note_user_id_user_"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_account_id"), "note", ["account_id"], unique=False)
    op.create_index(op.f("ix_note_contact_id"), "note", ["contact_id"], unique=False)
    op.create_table(
        "escalation_person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("escalation_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["escalation_id"],
            ["escalation.id"],
            name=op.f("fk_escalation_person_escalation_id_escalation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_person")),
        sa.UniqueConstraint("escalation_id", "name", name=op.f("uq_escalation_person_escalation_id_name")),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("touch_id", sa.String(), nullable=True),
        sa.Column("unit_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("product", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=20000), nullable=False),
        sa.Column("result", sa.String(length=20000), nullable=False),
        sa.Column("improvement", sa.String(length=20000), nullable=False),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=20000), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('usage', 'insight')", name=op.f("ck_finding_kind")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_finding_account_id_account"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["touch_id"], ["touch.id"], name=op.f("fk_finding_touch_id_touch"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_finding_unit_id_unit"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_account_id"), "finding", ["account_id"], unique=False)
    op.create_index(op.f("ix_finding_touch_id"), "finding", ["touch_id"], unique=False)
    op.create_index(op.f("ix_finding_unit_id"), "finding", ["unit_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("uid", sa.String(length=200), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("touch_id", sa.String(), nullable=True),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.Column("note", sa.String(length=20000), nullable=False),
        sa.CheckConstraint("status IN ('planned', 'held', 'cancelled')", name=op.f("ck_meeting_status")),
        sa.CheckConstraint("ends_at >= starts_at", name=op.f("ck_meeting_ends_at")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_meeting_account_id_account"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["touch_id"], ["touch.id"], name=op.f("fk_meeting_touch_id_touch"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_.id"], name=op.f("fk_meeting_user_id_user_"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("uid", name=op.f("uq_meeting_uid")),
    )
    op.create_index(op.f("ix_meeting_account_id"), "meeting", ["account_id"], unique=False)
    op.create_index("ix_meeting_starts_at", "meeting", ["starts_at"], unique=False)
    op.create_index(op.f("ix_meeting_touch_id"), "meeting", ["touch_id"], unique=False)
    op.create_table(
        "promise",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=True),
        sa.Column("touch_id", sa.String(), nullable=True),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.Column("note", sa.String(length=20000), nullable=False),
        sa.CheckConstraint("side IN ('ours', 'theirs')", name=op.f("ck_promise_side")),
        sa.CheckConstraint("status IN ('open', 'kept', 'broken', 'withdrawn')", name=op.f("ck_promise_status")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_promise_account_id_account"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_promise_contact_id_contact"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["touch_id"], ["touch.id"], name=op.f("fk_promise_touch_id_touch"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_.id"], name=op.f("fk_promise_user_id_user_"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    op.create_index("ix_promise_account_id_status", "promise", ["account_id", "status"], unique=False)
    op.create_index(op.f("ix_promise_contact_id"), "promise", ["contact_id"], unique=False)
    op.create_index(op.f("ix_promise_touch_id"), "promise", ["touch_id"], unique=False)
    op.create_table(
        "meeting_person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_meeting_person_contact_id_contact"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_meeting_person_meeting_id_meeting"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_person")),
        sa.UniqueConstraint("meeting_id", "name", "email", name=op.f("uq_meeting_person_meeting_id_name_email")),
    )
    op.create_index(op.f("ix_meeting_person_contact_id"), "meeting_person", ["contact_id"], unique=False)
    op.create_table(
        "tender",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("opportunity_id", sa.String(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("platform", sa.String(length=200), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("questions_until", sa.Date(), nullable=True),
        sa.Column("submit_until", sa.Date(), nullable=True),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("criteria", sa.String(length=20000), nullable=False),
        sa.Column("competitors", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("note", sa.String(length=20000), nullable=False),
        sa.CheckConstraint(
            "status IN ('announced', 'preparing', 'submitted', 'won', 'lost', 'cancelled', 'no_bid')",
            name=op.f("ck_tender_status"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_tender_account_id_account"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_tender_opportunity_id_opportunity"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user_.id"], name=op.f("fk_tender_owner_id_user_"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender")),
    )
    op.create_index("ix_tender_account_id_status", "tender", ["account_id", "status"], unique=False)
    op.create_index(op.f("ix_tender_opportunity_id"), "tender", ["opportunity_id"], unique=False)


def add(table: str, column: sa.Column[Any], constraint: str) -> None:
    """Add a column with its constraint in place: no copy of the table, as a change of constraints would need."""
    declared = sa.schema.CreateColumn(column).compile(dialect=op.get_bind().dialect)
    op.execute(f"ALTER TABLE {table} ADD COLUMN {declared} {constraint}".rstrip())
