"""Rules by which events of a calendar come back (RRULE of RFC 5545), as days, within a budget.

Whoever wrote the file decides how long a rule runs: each period looked at costs a step, and a file has so many.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kamtui.i18n import _

_WEEKDAYS = {name: number for number, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_YEAR_COSTS = 12


class RuleFault(Exception):
    """A rule that cannot be followed; the text says why."""


class Budget:
    """Steps that the rules of one file may take in all."""

    def __init__(self, steps: int = 2_000_000) -> None:
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        """Take steps. Raises RuleFault when there are no more."""
        self.left -= steps
        if self.left < 0:
            raise RuleFault(_("the file asks for too much counting"))


class Repeat(NamedTuple):
    """An RRULE. `days` are (which of the month or year, or 0 for all; weekday), `until` is left as the file has it."""

    freq: str
    interval: int = 1
    times: int | None = None
    until: str = ""
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    week_start: int = 0


def parse(text: str) -> Repeat:
    """The rule that an RRULE says. Raises RuleFault for one that is broken, or of a kind that is not followed."""
    given: dict[str, str] = {}
    for piece in text.strip().strip(";").split(";"):
        name, equals, value = piece.partition("=")
        if not equals or not value:
            raise RuleFault(_("the rule has a part without a value: “{text}”").format(text=piece[:40]))
        given[name.strip().upper()] = value.strip().upper()
    freq = given.get("FREQ", "")
    if freq in ("HOURLY", "MINUTELY", "SECONDLY"):
        raise RuleFault(_("it repeats more than once a day"))
    if freq not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        raise RuleFault(_("the rule does not say how often it repeats"))
    for name in ("BYWEEKNO", "BYYEARDAY", "BYHOUR", "BYMINUTE", "BYSECOND"):
        if name in given and not (name in ("BYHOUR", "BYMINUTE", "BYSECOND") and "," not in given[name]):
            raise RuleFault(_("rules with {name} are not followed").format(name=name))
    days = []
    for word in given.get("BYDAY", "").split(",") if "BYDAY" in given else ():
        match = _BY_DAY.fullmatch(word.strip())
        if match is None:
            raise RuleFault(_("the rule names no day: “{text}”").format(text=word[:20]))
        days.append((int(match[1] or 0), _WEEKDAYS[match[2]]))
    if freq in ("DAILY", "WEEKLY"):
        days = [(0, day) for _n, day in days]
    start = given.get("WKST", "MO")
    return Repeat(
        freq,
        _numbers(given, "INTERVAL", 1, 10_000)[0] if "INTERVAL" in given else 1,
        _numbers(given, "COUNT", 1, 1_000_000)[0] if "COUNT" in given else None,
        given.get("UNTIL", ""),
        tuple(days),
        _numbers(given, "BYMONTHDAY", -31, 31),
        _numbers(given, "BYMONTH", 1, 12),
        _numbers(given, "BYSETPOS", -366, 366),
        _WEEKDAYS.get(start, 0),
    )


def _numbers(given: dict[str, str], name: str, least: int, most: int) -> tuple[int, ...]:
    if name not in given:
        return ()
    try:
        found = tuple(int(word) for word in given[name].split(",")[:400])
    except ValueError:
        found = (most + 1,)
    if any(not least <= number <= most or number == 0 for number in found):
        raise RuleFault(_("the rule has a number out of range: {name}={text}").format(name=name, text=given[name][:40]))
    return found


def days_of(rule: Repeat, start: date, first: date, last: date, budget: Budget) -> Iterator[date]:
    """The days of a rule that began on `start`, from `first` to `last`, in order.

    `rule.until` is the caller's: it may be an instant. Raises RuleFault when the budget is spent.
    """
    seen = 0
    # Without a count nothing depends on what was before the window.
    number = 0 if rule.times is not None else _periods_before(rule, start, first)
    while True:
        budget.spend(_YEAR_COSTS if rule.freq == "YEARLY" else 1)
        begins, found = _period(rule, start, number)
        if begins is None or begins > last:
            return
        for day in found:
            if day < start:
                continue
            seen += 1
            if rule.times is not None and seen > rule.times:
                return
            if first <= day <= last:
                yield day
        number += rule.interval


def _periods_before(rule: Repeat, start: date, first: date) -> int:
    """How many whole periods, a multiple of the interval, lie before the window."""
    if first <= start:
        return 0
    gone = {
        "DAILY": (first - start).days,
        "WEEKLY": (first - start).days // 7 - 1,
        "MONTHLY": (first.year - start.year) * 12 + first.month - start.month - 1,
        "YEARLY": first.year - start.year - 1,
    }[rule.freq]
    return max(0, gone) // rule.interval * rule.interval


def _period(rule: Repeat, start: date, number: int) -> tuple[date | None, Sequence[date]]:
    """(first day, days of the rule) of the period `number` after that of `start`; None beyond the last year."""
    try:
        if rule.freq == "DAILY":
            day = start + timedelta(days=number)
            return day, _placed(rule, [day] if _fits(rule, day) else [])
        if rule.freq == "WEEKLY":
            begins = start - timedelta(days=(start.weekday() - rule.week_start) % 7) + timedelta(days=7 * number)
            wanted = {day for _n, day in rule.days} or {start.weekday()}
            week = [begins + timedelta(days=step) for step in range(7)]
            days = [day for day in week if day.weekday() in wanted and (not rule.months or day.month in rule.months)]
            return begins, _placed(rule, days)
        if rule.freq == "MONTHLY":
            year, month = start.year + (start.month - 1 + number) // 12, (start.month - 1 + number) % 12 + 1
            begins = date(year, month, 1)
            if rule.months and month not in rule.months:
                return begins, ()
            return begins, _placed(rule, _in_month(rule, year, month, start))
        return date(start.year + number, 1, 1), _placed(rule, _in_year(rule, start.year + number, start))
    except (OverflowError, ValueError):
        return None, ()


def _fits(rule: Repeat, day: date) -> bool:
    length = monthrange(day.year, day.month)[1]
    return (
        (not rule.months or day.month in rule.months)
        and (not rule.month_days or day.day in rule.month_days or day.day - length - 1 in rule.month_days)
        and (not rule.days or day.weekday() in {each for _n, each in rule.days})
    )


def _in_month(rule: Repeat, year: int, month: int, start: date) -> list[date]:
    length = monthrange(year, month)[1]
    days = [date(year, month, number) for number in range(1, length + 1)]
    if rule.days:
        days = _named(rule, days)
    if rule.month_days:
        days = [day for day in days if day.day in rule.month_days or day.day - length - 1 in rule.month_days]
    return days if rule.days or rule.month_days else [day for day in days if day.day == start.day]


def _in_year(rule: Repeat, year: int, start: date) -> list[date]:
    if rule.days and not rule.months and not rule.month_days:
        first = date(year, 1, 1)
        count = (date(year, 12, 31) - first).days + 1
        return _named(rule, [first + timedelta(days=step) for step in range(count)])
    months = rule.months or (range(1, 13) if rule.month_days else (start.month,))
    return [day for month in sorted(set(months)) for day in _in_month(rule, year, month, start)]


def _named(rule: Repeat, days: Sequence[date]) -> list[date]:
    """Those of the days of a month or year that the weekdays of the rule name, all or by their number."""
    found = set()
    for place, weekday in rule.days:
        same = [day for day in days if day.weekday() == weekday]
        if not place:
            found.update(same)
        elif abs(place) <= len(same):
            found.add(same[place - 1 if place > 0 else place])
    return sorted(found)


def _placed(rule: Repeat, days: Sequence[date]) -> Sequence[date]:
    """Those of the days of a period that BYSETPOS names."""
    if not rule.places:
        return days
    picked = {place - 1 if place > 0 else len(days) + place for place in rule.places}
    return [day for number, day in enumerate(days) if number in picked]
