"""The day of a KAM: what wants doing, most urgent first, each with its reason in words.

Urgency is a sum of named parts; priority is the user's and is only one of them. Rules: section "A KAM's day" of
docs/method.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from kamtui.domain.words import AgendaKind


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line of Today. `urgency` is the sum of `parts`; `ref` is the id of the record it is about."""

    kind: AgendaKind
    urgency: float
    parts: tuple[tuple[str, float], ...]
    title: str
    reason: str
    account_id: str | None = None
    account_code: str | None = None
    account_name: str = ""
    due: date | None = None
    due_time: time | None = None
    ref: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class AccountBrief:
    """What a KAM needs on one account before a call, in about six lines."""

    account_id: str
    code: str
    name: str
    category: str | None
    last_touch: str
    next_step: str
    quarter_done: int
    quarter_planned: int
    progress: float | None
    people: tuple[str, ...]
    careful: tuple[str, ...]
