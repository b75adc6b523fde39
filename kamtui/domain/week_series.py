"""Days to come of tasks that repeat: the next one is made when this one is done, but its hours are taken already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kamtui.domain.recurrence import following, next_after, parse
from kamtui.domain.week import COMING, Entry
from kamtui.errors import InvalidValue

_MOST = 31  # of one task within the days that are looked at


def coming(task: Entry, repeats: str, first: date, last: date, today: date) -> Iterator[Entry]:
    """The days from `first` to `last` on which an open task will come back, as entries that nothing can be done to.

    `repeats` as the record has it: a rule, and after ` @` the day that the task stands for when it was moved off it.
    """
    text, _mark, own = repeats.partition(" @")
    if task.due is None:
        return
    try:
        rule = parse(text)
        day = following(rule, date.fromisoformat(own) if own else task.due, task.due, max(first, today))
        for _number in range(_MOST):
            if day > last:
                return
            if day > task.day:
                yield task._replace(kind=COMING, day=day, due=day, late=False, high=False, repeats=True)
            day = next_after(rule, day)
    except (InvalidValue, OverflowError, ValueError):  # no rule, or beyond the last year that there is
        return
