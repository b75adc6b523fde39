"""What facts about progressions are looked for in, and what a fact is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain.contacts import Contact, Link
from kamtui.domain.today import date_words
from kamtui.domain.touches import Touch
from kamtui.domain.words import ProgressStatus, TouchKind

MET = frozenset((TouchKind.MEETING, TouchKind.VISIT, TouchKind.EVENT))
QUOTED = 300


class UnitPeople(NamedTuple):
    """A unit of an account, how many people are on the map there, and the day on which this came to be so."""

    name: str
    people: int
    on: date


class FirstPurchase(NamedTuple):
    """The first purchase of an account in a category."""

    category_id: str
    category: str
    on: date
    order_no: str


class ClosedTask(NamedTuple):
    """A task that was done."""

    id: str
    title: str
    result: str
    on: date
    progression_id: str | None = None
    contact_id: str | None = None


class Ground(NamedTuple):
    """All of one account that facts are looked for in; `open_tasks` are the progressions that open tasks are about."""

    contacts: Sequence[Contact] = ()
    touches: Sequence[Touch] = ()
    links: Sequence[Link] = ()
    units: Sequence[UnitPeople] = ()
    purchases: Sequence[FirstPurchase] = ()
    tasks: Sequence[ClosedTask] = ()
    open_tasks: Collection[str] = ()


class Fact(NamedTuple):
    """Something that happened or is so, and speaks for an item (`code`, or the id of a progression).

    `source` tells facts for the same item apart: a touch, a contact, a category, a task.
    """

    code: str
    source: str
    status: ProgressStatus
    reason: str
    evidence: str
    on: date
    touch_id: str | None = None
    contact_ids: tuple[str, ...] = ()
    progression_id: str = ""


def quote(on: date, people: Iterable[str], text: str = "") -> str:
    """The draft of an evidence: day, people, what was said."""
    head = ", ".join([date_words(on), *people])
    said = " ".join(text.split())
    said = said if len(said) <= QUOTED else f"{said[: QUOTED - 1]}…"
    return f"{head}: {said}" if said else head


def titled(contact: Contact) -> str:
    return f"{contact.name} ({contact.position})" if contact.position else contact.name
