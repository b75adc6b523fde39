"""Days of a week: what is planned into them, how much of their hours it takes, and where there is room.

Rules: section "A KAM's day" of docs/method.md. Times of a day are minutes after midnight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from kamtui.domain.workhours import HOLIDAY, OWN
from kamtui.i18n import _, language, ngettext

# COMING is a day to come of a task that repeats.
KINDS = TASK, COMING, MEETING, REVIEW, QUARTER_END, PROMISE, ESCALATION, TENDER, CONTRACT = (
    "task", "coming", "meeting", "review", "quarter_end", "promise", "escalation", "tender", "contract",
)  # fmt: skip
TAKES_TIME = (TASK, COMING, MEETING)
LEAST_GAP = 15  # minutes; a shorter gap between two appointments is a breath, not room
ASSUMED = 30  # minutes that a task at a time of the day blocks when nobody said how long it takes
STEP = 30  # minutes that a task moves within a day
_DAY = 24 * 60
_RANK = {ESCALATION: 0, TENDER: 1, CONTRACT: 2, QUARTER_END: 3, REVIEW: 4, MEETING: 5, TASK: 6, COMING: 7, PROMISE: 8}


class Entry(NamedTuple):
    """Something of a day. `start` None: at no time of the day; `minutes` None: nobody said how long it takes.

    `late`: it was to be done on an earlier day, `due`. `ref` is the id of the record, of a review its quarter. `what`
    of a record its day is: `submission`, `SLA 4 h left`, `they promised`. `repeats`: it is one of a series.
    """

    kind: str
    ref: str
    title: str
    day: date
    account_id: str | None = None
    account_name: str = ""
    start: int | None = None
    minutes: int | None = None
    done: bool = False
    late: bool = False
    due: date | None = None
    high: bool = False
    what: str = ""
    repeats: bool = False

    @property
    def key(self) -> str:
        """What tells it from all other entries of a week."""
        which = self.what if self.kind in (TENDER, CONTRACT) else ""
        return f"{self.kind}:{self.ref}:{self.account_id}:{self.day}:{which}"

    @property
    def end(self) -> int | None:
        """The minute when it ends, or blocks the day no longer; a deadline blocks nothing. None at no time."""
        if self.start is None or self.kind not in TAKES_TIME:
            return self.start
        return min(_DAY, self.start + (self.minutes or ASSUMED))


class Day(NamedTuple):
    """A day with its entries in order. `hours` there are for work, 0 on a day off; `planned` minutes are taken.

    `unsized`: open tasks of which nobody said how long they take. `off`: why there is no work, one of `workhours.OFF`,
    or "".
    """

    day: date
    hours: float
    entries: tuple[Entry, ...]
    planned: int
    unsized: int
    off: str = ""

    @property
    def over(self) -> int:
        """Minutes planned beyond the hours of the day."""
        return max(0, self.planned - round(self.hours * 60))

    @property
    def whole(self) -> int:
        """Meetings that take the whole day; nobody said which hours of it."""
        return sum(entry.kind == MEETING and entry.start is None for entry in self.entries)


class Week(NamedTuple):
    """Seven days from Monday."""

    days: tuple[Day, ...]


class Slot(NamedTuple):
    """A piece of a day: an entry, or (None) a free gap."""

    start: int
    end: int
    entry: Entry | None


def monday(day: date) -> date:
    """The first day of the week of a day."""
    return day - timedelta(days=day.weekday())


def plan_day(day: date, hours: float, entries: Iterable[Entry], off: str = "") -> Day:
    """A day from its entries: what has a time by time, then what has none.

    Meetings and tasks, open or done, take their minutes; two at one time take both, for one of them will need another.
    """
    ordered = tuple(sorted(entries, key=_order))
    takes = [entry for entry in ordered if entry.kind in TAKES_TIME]
    planned = sum(entry.minutes or 0 for entry in takes)
    unsized = sum(entry.kind == TASK and not entry.done and entry.minutes is None for entry in takes)
    return Day(day, hours, ordered, planned, unsized, off)


def _order(entry: Entry) -> tuple[object, ...]:
    untimed = entry.start is None
    return (
        untimed and entry.done, untimed and entry.kind in (TASK, COMING, PROMISE), entry.start or 0, _RANK[entry.kind],
        not entry.late, not entry.high, entry.due or date.max, entry.ref,
    )  # fmt: skip


def slots(day: Day, opens: int, closes: int) -> list[Slot]:
    """What has a time of the day, in order, with the free gaps of the working hours (`opens`…`closes`) between.

    A day off has no free gaps; all-day entries and deadlines block nothing.
    """
    found = [
        Slot(entry.start, entry.end, entry)
        for entry in day.entries
        if entry.start is not None and entry.end is not None
    ]
    busy = [slot for slot in found if slot.end > slot.start]
    if day.hours > 0:
        at = opens
        for slot in busy:
            if min(slot.start, closes) - at >= LEAST_GAP:
                found.append(Slot(at, min(slot.start, closes), None))
            at = max(at, slot.end)
        if closes - at >= LEAST_GAP:
            found.append(Slot(at, closes, None))
    return sorted(found, key=lambda slot: (slot.start, slot.end))


def slots_from(found: list[Slot], now: int, most: int) -> list[Slot]:
    """The slots that `most` lines are for, which may be more than fit.

    When there are too many, free gaps go first, then what is over by the minute `now` as far as the rest fills them.
    """
    if len(found) <= most:
        return found
    found = [slot for slot in found if slot.entry is not None] or found
    over = next((place for place, slot in enumerate(found) if slot.end > now), len(found))
    return found[max(0, min(over, len(found) - most)) :]


def first_gap(day: Day, opens: int, closes: int, minutes: int) -> int | None:
    """The minute where the first free gap of so many minutes begins; None when there is none."""
    for slot in slots(day, opens, closes):
        if slot.entry is None and slot.end - slot.start >= minutes:
            return slot.start
    return None


def clashes(day: Day, start: int, minutes: int | None, ref: str) -> tuple[Entry, ...]:
    """What else of the day is at that time; `ref` is what is being planned itself."""
    end = start + (minutes or ASSUMED)
    return tuple(
        entry
        for entry in day.entries
        if entry.ref != ref
        and entry.kind in TAKES_TIME
        and entry.start is not None
        and entry.start < end
        and (entry.end or 0) > start
    )


def moved_start(start: int, by: int, opens: int, closes: int) -> int | None:
    """Where a task at `start` stands after a move of STEP minutes (`by` −1 or 1): on the next half-hour.

    Earlier it stops at the beginning of the working hours, or of the day when it was before them; later than their
    end, or than the day, it has no time any more.
    """
    place = start // STEP + 1 if by > 0 else -(-start // STEP) - 1
    moved = place * STEP
    if by > 0:
        return moved if moved < (closes if start < closes else _DAY) else None
    return max(moved, min(opens, start) if start >= opens else 0)


def clock(minute: int) -> time:
    """A time of the day from minutes after midnight; that of midnight itself is the last minute."""
    return time(*divmod(min(minute, _DAY - 1), 60))


def minutes_of(at: time) -> int:
    """Minutes after midnight."""
    return at.hour * 60 + at.minute


def hours_number(minutes: int) -> str:
    """Hours with one decimal where it says something: `5.5`, in Russian `5,5`."""
    text = f"{minutes / 60:.1f}".removesuffix(".0")
    return text.replace(".", ",") if language() == "ru" else text


def minutes_words(minutes: int) -> str:
    """Time of work: `45 min`, `2 h`, `1 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{n} min").format(n=rest)
    if not rest:
        return _("{n} h").format(n=hours)
    return _("{hours} h {n} min").format(hours=hours, n=rest)


def off_words(day: Day) -> str:
    """Why there is no work on a day."""
    if day.off == HOLIDAY:
        return _("a public holiday")
    return _("a day off of our own") if day.off == OWN else _("a day off")


def capacity_words(day: Day) -> str:
    """How full a day is: `planned 5.5 h of 9 h, 2 tasks without a length`."""
    planned, there = hours_number(day.planned), hours_number(round(day.hours * 60))
    if day.hours:
        text = _("planned {planned} h of {hours} h").format(planned=planned, hours=there)
        if day.over:
            text += ", " + _("{hours} h too much").format(hours=hours_number(day.over))
    elif day.planned:
        text = _("{why}, planned {planned} h").format(why=off_words(day), planned=planned)
    else:
        text = off_words(day)
    if day.whole:
        text += ", " + ngettext("a meeting all day", "{n} meetings all day", day.whole).format(n=day.whole)
    return text + _unsized(day.unsized)


def week_words(days: Sequence[Day]) -> str:
    """How full a week is: all its days together, how many of them are too full, and which are no days of work."""
    planned, there = sum(day.planned for day in days), sum(round(day.hours * 60) for day in days)
    text = _("planned {planned} h of {hours} h").format(planned=hours_number(planned), hours=hours_number(there))
    full = sum(bool(day.hours and day.over) for day in days)
    if full:
        text += ", " + ngettext("{n} day too full", "{n} days too full", full).format(n=full)
    holidays, own = (sum(day.off == why for day in days) for why in (HOLIDAY, OWN))
    if holidays:
        text += ", " + ngettext("{n} public holiday", "{n} public holidays", holidays).format(n=holidays)
    if own:
        text += ", " + ngettext("{n} day off of our own", "{n} days off of our own", own).format(n=own)
    return text + _unsized(sum(day.unsized for day in days))


def _unsized(count: int) -> str:
    if not count:
        return ""
    return ", " + ngettext("{n} task without a length", "{n} tasks without a length", count).format(n=count)
