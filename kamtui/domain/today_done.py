"""What was finished on a day: it stays in sight on Today until midnight."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class FinishedKind(StrEnum):
    """What a finished thing is."""

    TASK = "task"
    PROMISE = "promise"
    ESCALATION = "escalation"
    TOUCH = "touch"


class Finished(NamedTuple):
    """A task done, a promise kept, an escalation solved or a touch had; `ref` is the id of the record."""

    kind: FinishedKind
    ref: str
    title: str
    account_id: str | None
    account_name: str
