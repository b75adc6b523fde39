"""The day of the sample, and its calendar moved to the day on which a copy is opened.

History moves by whole weeks, so that weekdays stay. What lies ahead keeps its distance from today. Quarters keep their
distance from the quarter of today, and what was planned in one stays within it.
"""

from __future__ import annotations

from datetime import date, timedelta

from kamtui.domain.quarters import Quarter

BASE = date(2026, 11, 21)
HOME = Quarter.of(BASE)
# The plans tell of so many quarters around the quarter of the sample: whatever quarter a copy is opened in, this year
# and the last one are whole.
QUARTERS_BACK, QUARTERS_AHEAD = -7, 4
# What was done in the quarter of today began at least so many days ago, even when the quarter has just begun.
_RECENT_DAYS = 14


def workday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def after_weekend(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def distance(quarter: Quarter) -> int:
    """How many quarters after the quarter of the sample."""
    return (quarter.year - HOME.year) * 4 + quarter.number - HOME.number


class Calendar:
    """Days and quarters of the sample as they are told on `today`."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.here = Quarter.of(today)
        self.days = (today - BASE).days
        self.weeks = timedelta(weeks=self.days // 7)

    def quarter(self, quarter: Quarter) -> Quarter:
        """The quarter as far from today as it was from the day of the sample."""
        return self.here.shifted(distance(quarter))

    def ahead(self, day: date) -> date:
        """A due date around today: as many days away, on a working day, and not before the quarter of today."""
        moved = day + timedelta(days=self.days)
        if day == BASE:
            return moved
        return after_weekend(moved) if day > BASE else max(workday(moved), self.here.first_day())

    def within(self, day: date) -> date:
        """A day of another quarter at its place in the quarter; one of this quarter that is over, still over."""
        quarter = Quarter.of(day)
        if quarter == HOME:
            return self._over(day)
        target = self.quarter(quarter)
        first, last = target.first_day(), target.last_day()
        moved = workday(min(first + (day - quarter.first_day()), last))
        return moved if moved >= first else after_weekend(first)

    def _over(self, day: date) -> date:
        """A past day of the quarter, spread over what has gone of the quarter of today."""
        first = min(self.here.first_day(), self.today - timedelta(days=_RECENT_DAYS))
        last = self.today - timedelta(days=1)
        gone = (BASE - timedelta(days=1) - HOME.first_day()).days
        return workday(first + timedelta(days=(last - first).days * (day - HOME.first_day()).days // gone))

    def birthday(self, born: date) -> date:
        """The birth date whose anniversary is as far from today as it was from the day of the sample."""
        year = BASE.year if (born.month, born.day) >= (BASE.month, BASE.day) else BASE.year + 1
        day = _in_year(born, year) + timedelta(days=self.days)
        return _in_year(day, born.year)


def _in_year(day: date, year: int) -> date:
    """The day in another year; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
