"""What a KAM has to do and to mind, as entries of a calendar: the days of Today, for other calendars to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from kamtui.domain.contracts import Contract
from kamtui.domain.meetings import OWN, Meeting, to_utc
from kamtui.domain.plans import Task
from kamtui.domain.promises import Promise
from kamtui.domain.quarters import Quarter
from kamtui.domain.tenders import Tender, TenderDate
from kamtui.domain.words import MeetingStatus, PromiseSide, TaskStatus
from kamtui.i18n import _

ASSUMED_MINUTES = 30  # of a task at a time of the day, while nobody said how long it takes


class Entry(NamedTuple):
    """An entry. `starts_at` and `ends_at` are UTC, or midnights in no zone where it is `all_day`.

    `busy`: it takes time; the others are days to mind. `sequence` rises with every change of the record.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool = True
    busy: bool = False
    account: str = ""
    place: str = ""
    note: str = ""
    sequence: int = 0
    cancelled: bool = False
    people: tuple[tuple[str, str], ...] = ()


def of_tasks(tasks: Iterable[Task]) -> Iterator[Entry]:
    """Open tasks with a day."""
    for task in tasks:
        if task.due is None or task.status is not TaskStatus.OPEN:
            continue
        known = {"account": task.account_name, "note": task.result, "sequence": task.version - 1}
        if task.due_time is None:
            yield _on(task.due, f"{task.id}{OWN}", task.title, **known)
            continue
        starts = to_utc(datetime.combine(task.due, task.due_time))
        ends = starts + timedelta(minutes=task.minutes or ASSUMED_MINUTES)
        yield Entry(f"{task.id}{OWN}", task.title, starts, ends, False, True, **known)  # type: ignore[arg-type]


def of_meetings(meetings: Iterable[Meeting]) -> Iterator[Entry]:
    """Meetings, with the uid and the title of the calendar they came from; cancelled ones say so."""
    for one in meetings:
        yield Entry(
            one.uid,
            one.title,
            one.starts if one.all_day else to_utc(one.starts),
            one.ends if one.all_day else to_utc(one.ends),
            one.all_day,
            not one.all_day,
            one.account_name if one.own else "",
            one.place,
            one.note,
            one.sequence,
            one.status is MeetingStatus.CANCELLED,
            tuple((person.name, person.email) for person in one.people),
        )


def of_promises(promises: Iterable[Promise]) -> Iterator[Entry]:
    """Open promises with a day, of both sides."""
    for one in promises:
        if one.due is not None:
            text = _("We promised: {text}") if one.side is PromiseSide.OURS else _("They promised: {text}")
            known = {"account": one.account_name, "note": one.note, "sequence": one.version - 1}
            yield _on(one.due, f"{one.id}{OWN}", text.format(text=one.text), **known)


def of_tenders(tenders: Iterable[Tender]) -> Iterator[Entry]:
    """Every date of an open tender."""
    for one in tenders:
        for field in ("questions_until", "submit_until", "decision_on"):
            day = getattr(one, field)
            if day is not None and one.is_open:
                words = TenderDate(field, day).words
                title = _("Tender “{title}”: {what}").format(title=one.title, what=words)
                yield _on(day, f"{one.id}-{field}{OWN}", title, account=one.account_name, sequence=one.version - 1)


def of_contracts(contracts: Iterable[Contract]) -> Iterator[Entry]:
    """The last day for a notice, and the end, of contracts in force."""
    for one in contracts:
        if one.ends_on is None or one.notice_on is None or not one.is_active:
            continue
        known = {"account": one.account_name, "note": one.note, "sequence": one.version - 1}
        if one.notice_days:
            title = _("Contract “{title}”: last day for a notice").format(title=one.title)
            yield _on(one.notice_on, f"{one.id}-notice{OWN}", title, **known)
        yield _on(one.ends_on, f"{one.id}-end{OWN}", _("Contract “{title}” ends").format(title=one.title), **known)


def of_quarters(now: Quarter, fiscal_start: int, count: int = 4) -> Iterator[Entry]:
    """The ends of this quarter and of those after it."""
    for step in range(count):
        quarter = now.shifted(step)
        title = _("Q{number} {year} ends").format(number=quarter.number, year=quarter.year)
        yield _on(quarter.last_day(fiscal_start), f"{quarter}{OWN}", title)


def of_reviews(open_quarters: Iterable[tuple[str, str, Quarter]], now: Quarter, fiscal_start: int) -> Iterator[Entry]:
    """Reviews of quarters, from (account id, name, quarter): on the last day of each; late ones stay there."""
    for key, name, quarter in open_quarters:
        if quarter <= now:
            title = _("Review Q{number} {year}").format(number=quarter.number, year=quarter.year)
            yield _on(quarter.last_day(fiscal_start), f"{key}-{quarter}{OWN}", title, account=name)


def _on(day: date, uid: str, title: str, **known: object) -> Entry:
    start = datetime.combine(day, datetime.min.time())
    return Entry(uid, title, start, start + timedelta(days=1), **known)  # type: ignore[arg-type]
