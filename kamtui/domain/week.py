"""Days of a week: what is planned into them, how much of their hours it takes, and where there is room.

Rules: section "A KAM's day" of docs/method.md. Times of a day are minutes after midnight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from kamtui.i18n import _, language, ngettext

KINDS = TASK, MEETING, REVIEW, QUARTER_END, PROMISE = "task", "meeting", "review", "quarter_end", "promise"
LEAST_GAP = 15  # minutes; a shorter gap between two appointments is a breath, not room
ASSUMED = 30  # minutes that a task at a time of the day blocks when nobody said how long it takes
STEP = 30  # minutes that a task moves within a day
_DAY = 24 * 60
_RANK = {QUARTER_END: 0, REVIEW: 1, MEETING: 2, TASK: 3, PROMISE: 4}


class Entry(NamedTuple):
    """Something of a day. `start` None: at no time of the day; `minutes` None: nobody said how long it takes.

    `late`: it was to be done on an earlier day, `due`. `ref` is the id of the record, of a review its quarter.
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

    @property
    def key(self) -> str:
        """What tells it from all other entries of a week."""
        return f"{self.kind}:{self.ref}:{self.account_id}:{self.day}"

    @property
    def end(self) -> int | None:
        """The minute when it ends, or blocks the day no longer; None at no time of the day."""
        return None if self.start is None else min(_DAY, self.start + (self.minutes or ASSUMED))


class Day(NamedTuple):
    """A day with its entries in order. `hours` there are for work, 0 on a day off; `planned` minutes are taken.

    `unsized`: open tasks of which nobody said how long they take.
    """

    day: date
    hours: float
    entries: tuple[Entry, ...]
    planned: int
    unsized: int

    @property
    def over(self) -> int:
        """Minutes planned beyond the hours of the day."""
        return max(0, self.planned - round(self.hours * 60))


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


def plan_day(day: date, hours: float, entries: Iterable[Entry]) -> Day:
    """A day from its entries: what has a time by time, then what has none.

    Meetings and tasks, open or done, take their minutes; two at one time take both, for one of them will need another.
    """
    ordered = tuple(sorted(entries, key=_order))
    takes = [entry for entry in ordered if entry.kind in (TASK, MEETING)]
    planned = sum(entry.minutes or 0 for entry in takes)
    unsized = sum(entry.kind == TASK and not entry.done and entry.minutes is None for entry in takes)
    return Day(day, hours, ordered, planned, unsized)


def _order(entry: Entry) -> tuple[object, ...]:
    untimed = entry.start is None
    return (
        untimed and entry.done, untimed and entry.kind in (TASK, PROMISE), entry.start or 0, _RANK[entry.kind],
        not entry.late, not entry.high, entry.due or date.max, entry.ref,
    )  # fmt: skip


def slots(day: Day, opens: int, closes: int) -> list[Slot]:
    """What has a time of the day, in order, with the free gaps of the working hours (`opens`…`closes`) between.

    A day off has no free gaps; all-day entries block nothing.
    """
    busy = [
        Slot(entry.start, entry.end, entry)
        for entry in day.entries
        if entry.start is not None and entry.end is not None
    ]
    found = list(busy)
    if day.hours > 0:
        at = opens
        for slot in busy:
            if min(slot.start, closes) - at >= LEAST_GAP:
                found.append(Slot(at, min(slot.start, closes), None))
            at = max(at, slot.end)
        if closes - at >= LEAST_GAP:
            found.append(Slot(at, closes, None))
    return sorted(found, key=lambda slot: (slot.start, slot.end))


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
        if entry.ref != ref and entry.start is not None and entry.start < end and (entry.end or 0) > start
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


def capacity_words(day: Day) -> str:
    """How full a day is: `planned 5.5 h of 9 h, 2 tasks without a length`."""
    planned, there = hours_number(day.planned), hours_number(round(day.hours * 60))
    if day.hours:
        text = _("planned {planned} h of {hours} h").format(planned=planned, hours=there)
        if day.over:
            text += ", " + _("{hours} h too much").format(hours=hours_number(day.over))
    else:
        text = _("a day off") if not day.planned else _("planned {planned} h on a day off").format(planned=planned)
    if day.unsized:
        unsized = ngettext("{n} task without a length", "{n} tasks without a length", day.unsized)
        text += ", " + unsized.format(n=day.unsized)
    return text


def week_words(days: Sequence[Day]) -> str:
    """How full a week is, all its days together."""
    planned, there = sum(day.planned for day in days), sum(round(day.hours * 60) for day in days)
    return _("planned {planned} h of {hours} h").format(planned=hours_number(planned), hours=hours_number(there))
