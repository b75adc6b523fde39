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
from kamtui.db.tables.journal import JournalChange, JournalStep
from kamtui.db.tables.orders import ImportBatch, OrderLine, SalesDay
from kamtui.db.tables.plans import Goal, Plan, PlanBlock, PlanQuarter, Task, Touch, TouchPerson
from kamtui.db.tables.progress import ProgressEvent, Progression, ProgressionPast, ProgressProof, ProgressState

__all__ = [
    "Account",
    "Colleague",
    "Contact",
    "ContactCategory",
    "ContactLine",
    "ContactRole",
    "ContactTie",
    "ContactWay",
    "Edited",
    "Goal",
    "ImportBatch",
    "JournalChange",
    "JournalStep",
    "Keyed",
    "LegalEntity",
    "OrderLine",
    "Plan",
    "PlanBlock",
    "PlanQuarter",
    "ProductCategory",
    "ProgressEvent",
    "ProgressProof",
    "ProgressState",
    "Progression",
    "ProgressionPast",
    "SalesDay",
    "Setting",
    "Task",
    "Touch",
    "TouchPerson",
    "Unit",
    "User",
    "WavedOff",
]

# One step may write parent and child in any order, so references are checked when it commits.
for _table in SQLModel.metadata.tables.values():
    for _reference in _table.foreign_key_constraints:
        _reference.deferrable, _reference.initially = True, "DEFERRED"
