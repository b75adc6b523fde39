"""The tables. Input is validated before it gets here; the constraints are the last line.

Money is an integer of minor currency units, unit prices and quantities an integer of millionths. Instants are UTC.
Every row that people edit has `version`, `created_at` and `updated_at`; the writer keeps them.
"""

from datetime import date, datetime, time
from enum import Enum, IntEnum
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Index, Integer, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from kamtui.db.ids import new_id
from kamtui.domain import words

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


class WavedOff(Keyed, table=True):
    """A proposal that the user does not want to see again at this account; `key` names it, like `role:sponsor`."""

    __tablename__: ClassVar[str] = "waved_off"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    account_id: str = Field(foreign_key="account.id")
    key: str = Field(max_length=NAME)
    on_date: date
    user_id: str | None = Field(default=None, foreign_key="user_.id")


class ContactRole(Keyed, table=True):
    """One of the roles in buying that a contact has."""

    __tablename__: ClassVar[str] = "contact_role"
    __table_args__ = (UniqueConstraint("contact_id", "role"), one_of("role", words.Role))

    contact_id: str = Field(foreign_key="contact.id")
    role: str = Field(max_length=SHORT)


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


class Progression(Edited, table=True):
    """An item of the progression library, or of one account alone."""

    __tablename__: ClassVar[str] = "progression"
    __table_args__ = (
        UniqueConstraint("account_id", "code"),
        Index(
            "uq_progression_code_library",
            "code",
            unique=True,
            sqlite_where=text("account_id IS NULL"),  # PostgreSQL's is in the migration: here it would load its dialect
        ),
        one_of("category", words.ProgressCategory),
        CheckConstraint("weight BETWEEN 1 AND 5", name="weight"),
        CheckConstraint("expires_months > 0", name="expires_months"),
    )

    account_id: str | None = Field(default=None, foreign_key="account.id")
    code: str = Field(max_length=SHORT)
    category: str = Field(max_length=SHORT)
    title_en: str = Field(max_length=NAME)
    title_ru: str = Field(max_length=NAME)
    evidence_en: str = Field(default="", max_length=NAME)
    evidence_ru: str = Field(default="", max_length=NAME)
    weight: int
    core: bool = False
    expires_months: int | None = None
    retired: bool = False
    position: int = 0


class ProgressState(Edited, table=True):
    """Where one progression stands at one account. No row: not started and not planned."""

    __tablename__: ClassVar[str] = "progress_state"
    __table_args__ = (
        UniqueConstraint("account_id", "progression_id"),
        one_of("status", words.ProgressStatus),
        CheckConstraint("status <> 'done' OR done_on IS NOT NULL", name="done_on"),
    )

    account_id: str = Field(foreign_key="account.id")
    progression_id: str = Field(foreign_key="progression.id", index=True)
    status: str = words.ProgressStatus.NOT_STARTED.value
    started_on: date | None = None
    done_on: date | None = None
    evidence: str = Field(default="", max_length=LONG)
    touch_id: str | None = Field(default=None, foreign_key="touch.id", index=True)
    planned_quarter: str | None = Field(default=None, max_length=7)


class ProgressEvent(Keyed, table=True):
    """A step in the history of a progression at an account; `on_date` is when it counts from."""

    __tablename__: ClassVar[str] = "progress_event"
    __table_args__ = (
        one_of("from_status", words.ProgressStatus),
        one_of("to_status", words.ProgressStatus),
        Index("ix_progress_event_account_id_progression_id", "account_id", "progression_id"),
    )

    account_id: str = Field(foreign_key="account.id")
    progression_id: str = Field(foreign_key="progression.id")
    user_id: str | None = Field(default=None, foreign_key="user_.id")
    at: datetime = Field(sa_type=DateTime)
    on_date: date
    from_status: str | None = Field(default=None, max_length=SHORT)
    to_status: str = Field(max_length=SHORT)
    evidence: str = Field(default="", max_length=LONG)


class ProgressProof(Keyed, table=True):
    """What proves a progression at an account, beside its text and its touch: a witness, or a document."""

    __tablename__: ClassVar[str] = "progress_proof"
    __table_args__ = (
        UniqueConstraint("account_id", "progression_id", "contact_id", "document"),
        CheckConstraint("contact_id IS NOT NULL OR document <> ''", name="document"),
    )

    account_id: str = Field(foreign_key="account.id")
    progression_id: str = Field(foreign_key="progression.id", index=True)
    contact_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    document: str = Field(default="", max_length=NAME)


class ProgressionPast(Keyed, table=True):
    """What an item of the library was before it was changed: these held until the end of the day before `until`."""

    __tablename__: ClassVar[str] = "progression_past"
    __table_args__ = (
        UniqueConstraint("progression_id", "until"),
        CheckConstraint("weight BETWEEN 1 AND 5", name="weight"),
    )

    progression_id: str = Field(foreign_key="progression.id")
    until: date
    weight: int
    core: bool
    retired: bool


class Plan(Edited, table=True):
    """The ADP of one account for one fiscal year."""

    __tablename__: ClassVar[str] = "plan"
    __table_args__ = (UniqueConstraint("account_id", "year"), one_of("state", words.PlanState))

    account_id: str = Field(foreign_key="account.id")
    year: int
    state: str = words.PlanState.DRAFT.value


class PlanBlock(Edited, table=True):
    """What the KAM wrote in one of the seven blocks of a plan."""

    __tablename__: ClassVar[str] = "plan_block"
    __table_args__ = (UniqueConstraint("plan_id", "number"), CheckConstraint("number BETWEEN 1 AND 7", name="number"))

    plan_id: str = Field(foreign_key="plan.id")
    number: int
    text: str = Field(default="", max_length=LONG)


class PlanQuarter(Edited, table=True):
    """One quarter of a plan: its revenue plan and whether it is closed."""

    __tablename__: ClassVar[str] = "plan_quarter"
    __table_args__ = (UniqueConstraint("plan_id", "number"), CheckConstraint("number BETWEEN 1 AND 4", name="number"))

    plan_id: str = Field(foreign_key="plan.id")
    number: int
    revenue_plan: int | None = Field(default=None, sa_type=BigInteger)
    closed_at: datetime | None = Field(default=None, sa_type=DateTime)


class Goal(Edited, table=True):
    """A goal above tasks; two levels at most."""

    __tablename__: ClassVar[str] = "goal"
    __table_args__ = (CheckConstraint("parent_id <> id", name="parent_id"),)

    plan_id: str = Field(foreign_key="plan.id", index=True)
    parent_id: str | None = Field(default=None, foreign_key="goal.id", index=True)
    title: str = Field(max_length=NAME)
    quarter: str | None = Field(default=None, max_length=7)
    done: bool = False
    position: int = 0


class Task(Edited, table=True):
    """Something to do; `quarter` like 2026-Q4 places it on the quarter board of its account.

    `origin` is the key of the proposal that it was made from, so that the same is not proposed again.
    """

    __tablename__: ClassVar[str] = "task"
    __table_args__ = (
        one_of("priority", words.Priority),
        one_of("status", words.TaskStatus),
        Index("ix_task_account_id_quarter", "account_id", "quarter"),
        Index("ix_task_status_due", "status", "due"),
    )

    account_id: str | None = Field(default=None, foreign_key="account.id")
    title: str = Field(max_length=NAME)
    quarter: str | None = Field(default=None, max_length=7)
    due: date | None = None
    due_time: time | None = None
    owner_id: str | None = Field(default=None, foreign_key="user_.id", index=True)
    resource: str = Field(default="", max_length=NAME)
    priority: str = words.Priority.NORMAL.value
    status: str = words.TaskStatus.OPEN.value
    result: str = Field(default="", max_length=LONG)
    contact_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    progression_id: str | None = Field(default=None, foreign_key="progression.id", index=True)
    goal_id: str | None = Field(default=None, foreign_key="goal.id", index=True)
    done_on: date | None = None
    times_moved: int = 0
    position: int = 0
    origin: str = Field(default="", max_length=NAME, sa_column_kwargs=EMPTY)


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


class JournalStep(SQLModel, table=True):
    """One use case as the user did it: what undo takes back. `kind` is init (cannot be
    undone), do, undo or redo; an undo names its `target_id`.

    `session` tells our own commits from those of other sessions; `entities` lists the tables touched.
    """

    __tablename__: ClassVar[str] = "journal_step"
    __table_args__ = (
        CheckConstraint("kind IN ('init', 'do', 'undo', 'redo')", name="kind"),
        Index("ix_journal_step_user_id_kind_undone", "user_id", "kind", "undone"),
    )

    id: int | None = Field(default=None, primary_key=True)
    user_id: str = Field(foreign_key="user_.id")
    session: str = Field(max_length=36)
    at: datetime = Field(sa_type=DateTime)
    kind: str = "do"
    action: str = Field(max_length=NAME)
    subject: str = Field(default="", max_length=NAME)
    entities: str = Field(default="", max_length=NAME)
    target_id: int | None = Field(default=None, foreign_key="journal_step.id")
    undone: bool = False
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id")


class JournalChange(SQLModel, table=True):
    """Before- and after-image (JSON, by column) of one row in a step; None before: created, None after: deleted."""

    __tablename__: ClassVar[str] = "journal_change"
    __table_args__ = (
        Index("ix_journal_change_step_id", "step_id"),
        Index("ix_journal_change_row_id", "row_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="journal_step.id")
    table_name: str = Field(max_length=SHORT)
    row_id: str = Field(max_length=NAME)
    before: str | None = None
    after: str | None = None


# One step may write parent and child in any order, so references are checked when it commits.
for _table in SQLModel.metadata.tables.values():
    for _reference in _table.foreign_key_constraints:
        _reference.deferrable, _reference.initially = True, "DEFERRED"
