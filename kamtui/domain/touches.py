"""Touches: two-way contacts with people of an account, and the one-line grammar that logs them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kamtui.domain.words import TouchKind


@dataclass(frozen=True, slots=True)
class Touch:
    """One touch. `people` are names, `contact_ids` those of them who are on the map; `next_step` made a task."""

    id: str
    account_id: str
    on: date
    kind: TouchKind
    outcome: str = ""
    next_step: str = ""
    people: tuple[str, ...] = ()
    contact_ids: tuple[str, ...] = ()
    proactive: bool = True
    user: str = ""
    task_id: str | None = None
    version: int = 1
