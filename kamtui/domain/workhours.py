"""Working time: hours of the day, days of the week, public holidays and days off.

SLA clocks and the capacity of a week are counted in it. Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from kamtui.domain.settings import MethodSettings
from kamtui.errors import InvalidValue
from kamtui.i18n import _

# Holidays of a year, and those of its weekend days that are working days.
PublicDays = Callable[[int], tuple[Collection[date], Collection[date]]]

# Why no work is done on a day.
OFF = WEEKEND, HOLIDAY, OWN = "weekend", "holiday", "own"

_HOURS = re.compile(r"^(\d{1,2})(?:[:.]([0-5]\d))?\s*[-\N{EN DASH}]\s*(\d{1,2})(?:[:.]([0-5]\d))?$")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{1,2})\.(\d{1,2})\.(\d{4})")
# Between the days of a span: a dash with room around it, or one after a year that ends a day.
_TO = re.compile(r"\s+-\s+|\s*[\N{EN DASH}\N{HORIZONTAL ELLIPSIS}]\s*|(?<=\.\d{4})-")
_LONGEST_SPAN = 366
_LAST_YEAR = 9990


class WorkHours(NamedTuple):
    """When work is done. `opens` and `closes` in minutes after midnight, `days` ISO weekdays (1 Monday … 7 Sunday).

    `off` are days off of one's own; `public` gives the public holidays of a year. `zone` None is that of the machine.
    All instants are UTC without tzinfo.
    """

    opens: int = 9 * 60
    closes: int = 18 * 60
    days: frozenset[int] = frozenset((1, 2, 3, 4, 5))
    off: frozenset[date] = frozenset()
    public: PublicDays = lambda year: ((), ())
    zone: tzinfo | None = None

    @classmethod
    def of(cls, settings: MethodSettings, public: PublicDays | None = None, zone: tzinfo | None = None) -> WorkHours:
        """The working time that the settings say."""
        opens, closes = parse_hours(settings.working_hours)
        off = frozenset(date.fromisoformat(day) for day in settings.days_off)
        made = cls(opens, closes, frozenset(settings.working_days), off, zone=zone)
        return made if public is None else made._replace(public=public)

    @property
    def opening(self) -> time:
        """When a working day begins."""
        return time(self.opens // 60, self.opens % 60)

    def is_working(self, day: date) -> bool:
        """Whether work is done on a day: days off go before what the state says, that before the weekday."""
        return not self.off_reason(day)

    def off_reason(self, day: date) -> str:
        """Why no work is done on a day, one of OFF; "" for a working day. A holiday on a weekend is a holiday."""
        if day in self.off:
            return OWN
        holidays, worked = self.public(day.year)
        if day in worked:
            return ""
        return HOLIDAY if day in holidays else "" if day.isoweekday() in self.days else WEEKEND

    def hours_of(self, day: date) -> float:
        """Hours that a day has for work, 0 for a day off."""
        if not self.is_working(day):
            return 0.0
        start, end = self._span(day)
        return (end - start) / timedelta(hours=1)

    def add(self, instant: datetime, hours: float) -> datetime:
        """The instant when so many working hours (> 0) have passed; it lies within working time, or ends a day of it.

        Raises InvalidValue when there is no such time, for want of working days.
        """
        left = timedelta(hours=hours)
        day = self.local_day(instant)
        while day.year < _LAST_YEAR:
            if self.is_working(day):
                start, end = self._span(day)
                start = max(start, instant)
                if start < end and left <= end - start:
                    return start + left
                left -= max(end - start, timedelta())
            day += timedelta(days=1)
        raise InvalidValue("working_days", "", reason=_("there are no working days"))

    def between(self, start: datetime, end: datetime) -> float:
        """Working hours from one instant to another; negative when the second is the earlier one."""
        if end < start:
            return -self.between(end, start)
        total, day, last = timedelta(), self.local_day(start), self.local_day(end)
        while day <= last:
            if self.is_working(day):
                opens, closes = self._span(day)
                total += max(min(end, closes) - max(start, opens), timedelta())
            day += timedelta(days=1)
        return total / timedelta(hours=1)

    def local_day(self, instant: datetime) -> date:
        """The calendar day of an instant in the zone."""
        return self.local(instant).date()

    def local(self, instant: datetime) -> datetime:
        """An instant as the clock on the wall shows it, without tzinfo."""
        return instant.replace(tzinfo=UTC).astimezone(self.zone).replace(tzinfo=None)

    def instant(self, day: date, at: time) -> datetime:
        """The instant at which the clock on the wall shows a time of a day."""
        return datetime.combine(day, at, self.zone).astimezone(UTC).replace(tzinfo=None)

    def _span(self, day: date) -> tuple[datetime, datetime]:
        return self._edge(day, self.opens), self._edge(day, self.closes)

    def _edge(self, day: date, minutes: int) -> datetime:
        return self.instant(day + timedelta(days=minutes // 1440), time(minutes % 1440 // 60, minutes % 60))


def parse_hours(text: str) -> tuple[int, int]:
    """Minutes after midnight from `09:00-18:00` or `9-18`; the day may end at 24:00. Raises InvalidValue."""
    match = _HOURS.match(str(text).strip())
    if match:
        opens, closes = (int(hour) * 60 + int(minute or 0) for hour, minute in (match.group(1, 2), match.group(3, 4)))
        if opens < closes <= 1440:
            return opens, closes
    raise InvalidValue("working_hours", text, expected="09:00-18:00")


def hours_text(opens: int, closes: int) -> str:
    """Working hours as they are written to be set."""
    return f"{opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}"


def parse_days(value: object) -> tuple[int, ...]:
    """ISO weekdays from a list of numbers, `1-5` or `1, 2, 3`. Raises InvalidValue."""
    days: set[int] = set()
    parts = value if isinstance(value, list | tuple) else str(value).strip("()[] ").split(",")
    for part in parts:
        first, dash, last = str(part).strip().partition("-")
        if not re.fullmatch("[1-7]", first) or (dash and not re.fullmatch(f"[{first}-7]", last)):
            raise InvalidValue("working_days", value, expected="1-5")
        days.update(range(int(first), int(last or first) + 1))
    if not days:
        raise InvalidValue("working_days", value, expected="1-5")
    return tuple(sorted(days))


def parse_days_off(value: object) -> tuple[str, ...]:
    """ISO dates from a list of days, or from text with commas; none from nothing. Raises InvalidValue.

    A day is `2026-12-31` or `31.12.2026`, a span of them `28.12.2026-31.12.2026`.
    """
    parts = value if isinstance(value, list | tuple) else str(value).split(",")
    days: set[date] = set()
    try:
        for part in parts:
            if not str(part).strip():
                continue
            first, *rest = [_day(text) for text in _TO.split(str(part).strip())]
            length = (rest[-1] - first).days if rest else 0
            if len(rest) > 1 or not 0 <= length < _LONGEST_SPAN:
                raise ValueError(part)
            days.update(first + timedelta(days=step) for step in range(length + 1))
    except ValueError as error:
        raise InvalidValue("days_off", value, expected="2026-12-31, 28.12.2026-31.12.2026") from error
    return tuple(day.isoformat() for day in sorted(days))


def _day(text: str) -> date:
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    year, month, day = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
    return date(int(year), int(month), int(day))


def hours_words(hours: float) -> str:
    """A length of working time, short and never more than there is: `4 h`, under an hour in minutes."""
    minutes = int(abs(hours) * 60 + 1e-6)
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    return _("{n} h").format(n=minutes // 60)


def sla_words(hours_left: float) -> str:
    """An SLA clock: `SLA 4 h left`, `SLA 3 h over`."""
    if hours_left >= 0:
        return _("SLA {time} left").format(time=hours_words(hours_left))
    return _("SLA {time} over").format(time=hours_words(hours_left))
