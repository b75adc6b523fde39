"""Fiscal years and quarters. A fiscal year is named by the calendar year in which it ends."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from kamtui.errors import InvalidValue

_PATTERN = re.compile(r"^(\d{4})-?[QqКк]([1-4])$")


class Quarter(NamedTuple):
    """A fiscal quarter, ordered by time; `str()` gives `2026-Q4`."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read `2026-Q4` (also `2026Q4`). Raises InvalidValue on anything else."""
        match = _PATTERN.match(text.strip())
        if not match:
            raise InvalidValue("quarter", text, expected="2026-Q4")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date, fiscal_start: int = 1) -> Quarter:
        """The quarter in which `day` lies, for a year starting in month `fiscal_start` (1…12)."""
        months = (day.month - fiscal_start) % 12
        year = day.year + (1 if fiscal_start > 1 and day.month >= fiscal_start else 0)
        return cls(year, months // 3 + 1)

    def shifted(self, quarters: int) -> Quarter:
        """The quarter `quarters` later (or earlier, when negative)."""
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter(index // 4, index % 4 + 1)

    def first_day(self, fiscal_start: int = 1) -> date:
        """The first calendar day of the quarter."""
        month = fiscal_start - 1 + (self.number - 1) * 3
        base = self.year - (1 if fiscal_start > 1 else 0)
        return date(base + month // 12, month % 12 + 1, 1)

    def last_day(self, fiscal_start: int = 1) -> date:
        """The last calendar day of the quarter."""
        return self.shifted(1).first_day(fiscal_start) - timedelta(days=1)


def year_quarters(year: int) -> tuple[Quarter, ...]:
    """The four quarters of a fiscal year."""
    return tuple(Quarter(year, number) for number in (1, 2, 3, 4))


def months_before(day: date, months: int) -> date:
    """The same day `months` earlier, cut to the end of a shorter month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def months_after(day: date, months: int) -> date:
    """The same day `months` later, cut to the end of a shorter month."""
    return months_before(day, -months)
