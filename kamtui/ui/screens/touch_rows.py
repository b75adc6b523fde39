"""Rows of a log of any length: laid out from how many touches each day has, read page by page where one looks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import overload

from kamtui.domain.touches import Touch
from kamtui.i18n import pgettext
from kamtui.ui.widgets.linelist import PagedRows, Row

PAGE = 100  # touches read at once


class TouchRows(PagedRows[Touch | str]):
    """Touches, newest first, under a heading per month.

    `read(skip, count)` gives touches in this order, `place(id)` how many come before one (None: it is not there).
    """

    def __init__(
        self,
        days: Sequence[tuple[date, int]],
        read: Callable[[int, int], Sequence[Touch]],
        place: Callable[[str], int | None],
    ) -> None:
        self._read, self._place = read, place
        self._pages: dict[int, Sequence[Touch]] = {}
        self._months: list[date] = []
        self._heads: list[int] = []  # the row of the heading of each month
        self.stops: list[int] = []
        at = 0
        for _month, among in groupby(days, lambda day: (day[0].year, day[0].month)):
            counted = list(among)
            self._months.append(counted[0][0])
            self._heads.append(at)
            end = at + 1 + sum(count for _day, count in counted)
            self.stops.extend(range(at + 1, end))
            at = end
        self._length = at

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> Row[Touch | str]: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row[Touch | str]]: ...
    def __getitem__(self, index: int | slice) -> Row[Touch | str] | list[Row[Touch | str]]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self._length))]
        at = index + self._length if index < 0 else index
        if not 0 <= at < self._length:
            raise IndexError(index)
        month = bisect_right(self._heads, at) - 1
        if self._heads[month] == at:
            day = self._months[month]
            return Row(f"month:{day.year}-{day.month}", month_words(day), heading=True)
        touch = self._touch(at - month - 1)
        if touch is None:  # deleted by somebody else a moment ago: the list is about to be loaded anew
            return Row(f"gone:{at}", "")
        return Row(touch.id, touch)

    def place_of(self, row_id: str) -> int | None:
        """The row of a touch."""
        for page, touches in self._pages.items():
            for within, touch in enumerate(touches):
                if touch.id == row_id:
                    return self.stops[page * PAGE + within]
        number = self._place(row_id)
        return self.stops[number] if number is not None and number < len(self.stops) else None

    def _touch(self, number: int) -> Touch | None:
        page, within = divmod(number, PAGE)
        if page not in self._pages:
            self._pages[page] = self._read(page * PAGE, PAGE)
        touches = self._pages[page]
        return touches[within] if within < len(touches) else None


def month_words(day: date) -> str:
    """A month as a heading: `November 2026`."""
    months = (
        pgettext("heading", "January"),
        pgettext("heading", "February"),
        pgettext("heading", "March"),
        pgettext("heading", "April"),
        pgettext("heading", "May"),
        pgettext("heading", "June"),
        pgettext("heading", "July"),
        pgettext("heading", "August"),
        pgettext("heading", "September"),
        pgettext("heading", "October"),
        pgettext("heading", "November"),
        pgettext("heading", "December"),
    )
    return f"{months[day.month - 1]} {day.year}"
