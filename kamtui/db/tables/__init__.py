"""The tables. Input is validated before it gets here; the constraints are the last line.

Money is an integer of minor currency units, unit prices and quantities an integer of millionths. Instants are UTC.
Every row that people edit has `version`, `created_at` and `updated_at`; the writer keeps them.
"""

from sqlmodel import SQLModel

from kamtui.db.tables.accounts import Account, LegalEntity, Setting, Unit, User, WavedOff
from kamtui.db.tables.base import Edited, Keyed
from kamtui.db.tables.contacts import (
    Colleague,
    Contact,
    ContactCategory,
    ContactLine,
    ContactRole,
    ContactTie,
    ContactWay,
    ProductCategory,
)
from kamtui.db.tables.day import (
    Contract,
    Escalation,
    EscalationPerson,
    Finding,
    Meeting,
    MeetingPerson,
    Note,
    Promise,
    Snooze,
    Tender,
)
from kamtui.db.tables.journal import JournalChange, JournalStep
from kamtui.db.tables.orders import ImportBatch, OrderLine, SalesDay
from kamtui.db.tables.plans import Goal, Plan, PlanBlock, PlanEvent, PlanQuarter, PlanSnapshot, Task, TaskMove
from kamtui.db.tables.potential import Initiative, Opportunity, OpportunityProgression, WalletEstimate
from kamtui.db.tables.progress import ProgressEvent, Progression, ProgressionPast, ProgressProof, ProgressState
from kamtui.db.tables.touches import Touch, TouchPerson

__all__ = [
    "Account",
    "Colleague",
    "Contact",
    "ContactCategory",
    "ContactLine",
    "ContactRole",
    "ContactTie",
    "ContactWay",
    "Contract",
    "Edited",
    "Escalation",
    "EscalationPerson",
    "Finding",
    "Goal",
    "ImportBatch",
    "Initiative",
    "JournalChange",
    "JournalStep",
    "Keyed",
    "LegalEntity",
    "Meeting",
    "MeetingPerson",
    "Note",
    "Opportunity",
    "OpportunityProgression",
    "OrderLine",
    "Plan",
    "PlanBlock",
    "PlanEvent",
    "PlanQuarter",
    "PlanSnapshot",
    "ProductCategory",
    "ProgressEvent",
    "ProgressProof",
    "ProgressState",
    "Progression",
    "ProgressionPast",
    "Promise",
    "SalesDay",
    "Setting",
    "Snooze",
    "Task",
    "TaskMove",
    "Tender",
    "Touch",
    "TouchPerson",
    "Unit",
    "User",
    "WalletEstimate",
    "WavedOff",
]

# One step may write parent and child in any order, so references are checked when it commits.
for _table in SQLModel.metadata.tables.values():
    for _reference in _table.foreign_key_constraints:
        _reference.deferrable, _reference.initially = True, "DEFERRED"
