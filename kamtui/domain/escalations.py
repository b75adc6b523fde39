"""Escalations: claims that ordinary service could not solve, against a clock that runs in working hours.

Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import NamedTuple

from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import EscalationStatus, Severity
from kamtui.domain.workhours import WorkHours, hours_words, sla_words
from kamtui.errors import InvalidValue
from kamtui.i18n import _


class OurPerson(NamedTuple):
    """One of our people who works on an escalation."""

    name: str
    department: str = ""

    def __str__(self) -> str:
        return f"{self.name}, {self.department}" if self.department else self.name


class Escalation(NamedTuple):
    """One escalation; instants in UTC. `owner` is a login, `people` are ours.

    `hours_left` are working hours from now to the end of the SLA, negative when it is over; of one that was solved,
    those that were left then.
    """

    id: str
    account_id: str
    account_code: str
    account_name: str
    title: str
    severity: Severity
    status: EscalationStatus
    opened_at: datetime
    due_at: datetime
    owner: str | None = None
    owner_name: str = ""
    contact_id: str | None = None
    contact_name: str = ""
    cause: str = ""
    resolution: str = ""
    resolved_at: datetime | None = None
    confirmed_on: date | None = None
    confirmed_by_id: str | None = None
    confirmed_by: str = ""
    note: str = ""
    version: int = 1
    people: tuple[OurPerson, ...] = ()
    hours_left: float = 0.0

    @property
    def is_open(self) -> bool:
        """Not solved yet."""
        return self.status is EscalationStatus.OPEN

    @property
    def clock(self) -> str:
        """Its SLA in words: what is left or over; of one that was solved whether that was in time."""
        if self.is_open:
            return sla_words(self.hours_left)
        if self.hours_left >= 0:
            return _("solved within the SLA")
        return _("solved {time} after the SLA").format(time=hours_words(self.hours_left))


def read_moment(text: str, now: datetime, work: WorkHours) -> datetime:
    """When an escalation was raised, as people say it: `yesterday 16:00`, `15:30`, `Friday`; the instant in UTC.

    A day alone is its first working minute, today alone is now. Raises InvalidValue for what is not understood whole.
    """
    from kamtui.domain.when import find_date, without

    here = work.local(now)
    written = " ".join(text.split())
    with suppress(ValueError):
        exact = datetime.fromisoformat(written)
        if exact.tzinfo is not None:  # it says its zone
            return exact.astimezone(UTC).replace(tzinfo=None)
        return work.instant(exact.date(), exact.time() if len(written) > len("2026-11-20") else work.opening)
    found = find_date(written, here.date(), past=True)
    if found is None or without(written, found.spans):
        raise InvalidValue("opened_at", text, expected=_("yesterday 16:00"))
    if found.time is None and found.day == here.date():
        return now
    return work.instant(found.day, found.time or work.opening)


def sla_due(opened_at: datetime, severity: Severity, settings: MethodSettings, work: WorkHours) -> datetime:
    """When the SLA ends: so many working hours after the opening, by severity."""
    return work.add(opened_at, settings.sla_hours[severity])


def hours_left(due_at: datetime, now: datetime, work: WorkHours) -> float:
    """Working hours from now to the end of the SLA, negative when it is over."""
    return work.between(now, due_at)


def worst(escalations: Iterable[Escalation]) -> Escalation | None:
    """The open escalation whose SLA has least left; None without an open one."""
    return min((one for one in escalations if one.is_open), key=lambda one: (one.due_at, one.id), default=None)
