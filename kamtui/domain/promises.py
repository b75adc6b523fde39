"""Promises of both sides: what they or we said they would do, by when, and which of them want doing today.

Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kamtui.domain.today import Line, day_words
from kamtui.domain.words import AgendaKind, PromiseSide, PromiseStatus
from kamtui.i18n import _


class Promise(NamedTuple):
    """One promise. `owner` is the login of who of us sees to it, `made_on` the day it was given."""

    id: str
    account_id: str
    side: PromiseSide
    text: str
    due: date | None = None
    status: PromiseStatus = PromiseStatus.OPEN
    settled_on: date | None = None
    made_on: date | None = None
    contact_id: str | None = None
    contact: str = ""
    touch_id: str | None = None
    owner: str | None = None
    owner_name: str = ""
    note: str = ""
    account_code: str = ""
    account_name: str = ""
    version: int = 1


OURS_AHEAD_DAYS = 7


def is_late(promise: Promise, today: date) -> bool:
    """Whether an open promise is past its day."""
    return promise.status is PromiseStatus.OPEN and promise.due is not None and promise.due < today


def promise_lines(promises: Iterable[Promise], today: date) -> Iterator[Line]:
    """Open promises as lines of Today: ours from OURS_AHEAD_DAYS before their day, theirs once they are late.

    Ours weigh as tasks do, and a little more; a late one of theirs is something to ask about, less urgent than a
    broken word of our own. Without a day ours stay in sight at the foot, theirs are not asked about.
    """
    for promise in promises:
        urgency = _urgency(promise, today)
        if urgency is not None:
            reason = day_words(promise.due, today) if promise.due else _("no date")
            parts = (("due", urgency),)
            yield Line(AgendaKind.PROMISE, parts, agenda_title(promise), reason, promise.id, promise.due)


def _urgency(promise: Promise, today: date) -> float | None:
    """How urgent the day of an open promise makes it; None: it is no line of Today."""
    ours = promise.side is PromiseSide.OURS
    if promise.status is not PromiseStatus.OPEN:
        return None
    if promise.due is None:
        return 5.0 if ours else None
    days = (promise.due - today).days
    if days < 0:
        return (62.0 if ours else 35.0) + min(-days, 20)
    if not ours or days > OURS_AHEAD_DAYS:
        return None
    return 42.0 if days == 0 else max(1.0, 18.0 - 2 * days)


def agenda_title(promise: Promise) -> str:
    """A promise as a line of Today: `We promised: send samples`, `Ivan Petrov promised: volumes`."""
    if promise.side is PromiseSide.OURS:
        return _("We promised: {text}").format(text=promise.text)
    if promise.contact:
        return _("{name} promised: {text}").format(name=promise.contact, text=promise.text)
    return _("They promised: {text}").format(text=promise.text)


def order(promise: Promise) -> tuple[bool, date, str]:
    """Open ones first, the earliest day first, those without a day after them; settled ones by the day of settling."""
    settled = promise.status is not PromiseStatus.OPEN
    day = promise.settled_on if settled else promise.due
    return settled, day or date.max, promise.id
