"""Meetings of the calendar: values, and how instants and the clock on the wall go together.

Instants are UTC without tzinfo. A meeting of whole days has days, not instants: it begins at midnight of its first day
and ends at midnight after its last, in no zone. Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from kamtui.domain.words import MeetingStatus


class Participant(NamedTuple):
    """Somebody invited; `contact_id` None for one who is on no map."""

    name: str
    email: str = ""
    contact_id: str | None = None


class Meeting(NamedTuple):
    """A meeting. `starts` and `ends` are by the clock on the wall; `own`: made here, not brought in from a calendar."""

    id: str
    title: str
    starts: datetime
    ends: datetime
    all_day: bool = False
    status: MeetingStatus = MeetingStatus.PLANNED
    place: str = ""
    account_id: str | None = None
    account_code: str | None = None
    account_name: str = ""
    people: tuple[Participant, ...] = ()
    uid: str = ""
    sequence: int = 0
    touch_id: str | None = None
    user: str | None = None
    note: str = ""
    version: int = 1

    @property
    def day(self) -> date:
        """The day it begins on."""
        return self.starts.date()

    @property
    def last_day(self) -> date:
        """The day it ends on; midnight belongs to the day before."""
        return max(self.day, (self.ends - timedelta(microseconds=1)).date())

    @property
    def time(self) -> time | None:
        """When it begins; None for whole days."""
        return None if self.all_day else self.starts.time()

    @property
    def minutes(self) -> int:
        """How long it takes; 0 for whole days."""
        return 0 if self.all_day else int((self.ends - self.starts).total_seconds() // 60)

    @property
    def own(self) -> bool:
        """Whether it was made here."""
        return self.uid.endswith(OWN)


OWN = "@kamtui"


def to_utc(wall: datetime, zone: tzinfo | None = None) -> datetime:
    """The instant of a time on the wall; `zone` None is that of the machine.

    A time that the clock leaves out in spring is taken as the one before the change would count on; one that it shows
    twice in autumn is the first.
    """
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC).replace(tzinfo=None)


def to_wall(instant: datetime, zone: tzinfo | None = None) -> datetime:
    """An instant as the clock on the wall shows it."""
    return instant.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None, fold=0)


def account_of(people: Iterable[tuple[str, str]]) -> str | None:
    """The account that most of the people are of, from (contact, account); None when two have as many."""
    counts: dict[str, set[str]] = {}
    for contact, account in people:
        counts.setdefault(account, set()).add(contact)
    ordered = sorted(counts, key=lambda account: -len(counts[account]))
    if len(ordered) > 1 and len(counts[ordered[0]]) == len(counts[ordered[1]]):
        return None
    return ordered[0] if ordered else None
