"""Snapshots of a plan and what differs between two of them: word by word in texts, item by item in lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kamtui.domain.words import SnapshotKind


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A plan as it was. `content` is the document of `kamtui plan --json`; empty where only the list was asked for."""

    id: str
    at: datetime
    user: str
    kind: SnapshotKind
    number: int | None = None
    note: str = ""
    content: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words of a text: `sign` is " " where both have it, "-" where only the first has it, "+" the second."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. `sign`: "+" new in the second, "-" gone, "~" changed.

    `part` names the block or list ("block 3", "tasks Q2"), `what` the item. A changed text has `words`, anything else
    that changed has `before` and `after` in words.
    """

    sign: str
    part: str
    what: str
    before: str = ""
    after: str = ""
    words: tuple[Words, ...] = ()
