"""Dates as files write them. A column of `11/12/2026` is read as a whole: one cell cannot say which is the day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from kamtui.errors import InvalidValue, Refused
from kamtui.exchange.values import cell_text
from kamtui.i18n import _

_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:\s*г\.?)?")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_WORDED = re.compile(r"(\d{1,2})[ .-]([^\W\d_]{3,})\.?,?[ .-](\d{4}|\d{2})(?:\s*г(?:\.|ода)?)?")
_TIME = re.compile(r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?\s*(?:Z|[+-]\d{2}:?\d{2})?)$")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RUSSIAN = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTHS = {name: place % 12 + 1 for place, name in enumerate((*_ENGLISH, *_RUSSIAN))}
# A day count of Excel (from 1900) that falls into 1954…2119.
_SERIAL = re.compile(r"([2-7]\d{4})(?:[.,]\d+)?")
_EPOCH = date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1900, 2199


class AmbiguousDates(Refused):
    """Dates like 03/04/2026 in a whole column where nothing tells the day from the month; the user has to say."""

    def __init__(self, field: str, column: str, example: str) -> None:
        self.field, self.column, self.example = field, column, example
        super().__init__(
            _(
                "column “{column}”: “{example}” may be day/month or month/day, and no other date settles it. "
                "Say which: --map “{field}={column}:dmy” or --map “{field}={column}:mdy”"
            ).format(column=column, example=example, field=field)
        )


class DateReader:
    """Reads the dates of one column. `order` is "dmy", "mdy" or empty: then the column decides when it has to.

    `column` gives all raw cells of the column; it is asked for once, at the first date with slashes. A year of two
    digits lies in the hundred years up to `last_year`.
    """

    def __init__(self, field: str, title: str, order: str, column: Callable[[], Iterable[Any]], last_year: int) -> None:
        self._field, self._title, self._order, self._column, self._last_year = field, title, order, column, last_year

    def read(self, raw: Any) -> date:
        """The day in a cell. Raises InvalidValue, or AmbiguousDates for the column."""
        if isinstance(raw, datetime):
            return self._checked(raw, raw.year, raw.month, raw.day)
        if isinstance(raw, date):
            return raw
        text = cell_text(raw)
        body = _TIME.sub("", text).strip()
        if found := _ISO.fullmatch(body) or _COMPACT.fullmatch(body):
            year, month, day = (int(part) for part in found.groups())
            return self._checked(text, year, month, day)
        if found := _DOTTED.fullmatch(body):
            return self._checked(text, self._year(found[3]), int(found[2]), int(found[1]))
        if found := _SLASHED.fullmatch(body):
            one, two = int(found[1]), int(found[2])
            if one != two and not self._order:
                self._order = self._decide(text)
            day, month = (two, one) if self._order == "mdy" else (one, two)
            return self._checked(text, self._year(found[3]), month, day)
        if (found := _WORDED.fullmatch(body)) and (number := _MONTHS.get(found[2].lower().replace("ё", "е")[:3])):
            return self._checked(text, self._year(found[3]), number, int(found[1]))
        if found := _SERIAL.fullmatch(body):
            return _EPOCH + timedelta(days=int(found[1]))
        raise _unreadable(self._field, text)

    def _decide(self, example: str) -> str:
        """The order that the whole column shows: some number above 12 stands where the day stands."""
        day_first = day_second = False
        for raw in self._column():
            if isinstance(raw, str) and (found := _SLASHED.fullmatch(_TIME.sub("", raw.strip()).strip())):
                one, two = int(found[1]), int(found[2])
                day_first = day_first or (12 < one <= 31 and two <= 12)
                day_second = day_second or (12 < two <= 31 and one <= 12)
        if day_first == day_second:
            raise AmbiguousDates(self._field, self._title, example)
        return "dmy" if day_first else "mdy"

    def _year(self, digits: str) -> int:
        if len(digits) == 4:
            return int(digits)
        year = self._last_year - self._last_year % 100 + int(digits)
        return year if year <= self._last_year else year - 100

    def _checked(self, raw: Any, year: int, month: int, day: int) -> date:
        try:
            found = date(year, month, day)
        except ValueError as error:
            raise InvalidValue(
                self._field, raw, reason=_("there is no such day: “{value}”").format(value=raw)
            ) from error
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise InvalidValue(
                self._field,
                raw,
                reason=_("the year of “{value}” is out of {first}…{last}").format(
                    value=raw, first=FIRST_YEAR, last=LAST_YEAR
                ),
            )
        return found


def _unreadable(field: str, text: str) -> InvalidValue:
    return InvalidValue(field, text, expected="2026-11-21, 21.11.2026, 11/21/2026")
