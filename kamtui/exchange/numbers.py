"""Columns of numbers, read many cells at a time: a million order lines leave a microsecond or two for each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kamtui.domain.money import parse_number
from kamtui.errors import InvalidValue
from kamtui.exchange.values import cell_text
from kamtui.i18n import _

LIMIT = 2**63 - 1
BAD = -(2**80)  # an impossible value: the cell cannot be read; why is found out for the few rows that need it
_CACHED = 20_000
_WHOLE = re.compile(r"(?:-?\d{1,12}\n)*+")
_CENTS = re.compile(r"(?:-?\d{1,12}\.\d\d\n)*+")
_GROUPED_CENTS = re.compile(r"(?:-?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})++|\d{1,12}+),\d\d\n)*+")
# One separator before exactly three digits: 1,234 may be a thousand or one and a bit.
_UNCLEAR = re.compile(r"\D*[1-9]\d{0,2}[.,]\d{3}\D*")


class NumberReader:
    """Reads numbers of one file into integers of a 10**-`places` part.

    `cells` gives every raw number of the file; it is asked for once, at the first number like `1,234`, to see which
    decimal separator the other numbers use. With `scaled` a number may be written as `4.2 M`.
    """

    def __init__(self, currency: str, cells: Callable[[], Iterable[Any]], *, scaled: bool = False) -> None:
        self._currency, self._cells, self._scaled = currency, cells, scaled
        self._decimal: str | None = None
        self._decided = False

    def read(self, field: str, raw: Any, places: int) -> int:
        """The number in a cell in 10**-`places`, half rounded away from zero. Raises InvalidValue."""
        value = self.decimal(field, raw)
        whole = int(value.scaleb(places).quantize(Decimal(1), rounding=ROUND_HALF_UP)) if abs(value) < 10**18 else LIMIT
        if abs(whole) >= LIMIT:
            raise InvalidValue(field, cell_text(raw), reason=_("the number is too large"))
        return whole

    def decimal(self, field: str, raw: Any) -> Decimal:
        """The number in a cell, exactly. Raises InvalidValue."""
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            number = Decimal(repr(raw))
            if not number.is_finite():
                raise InvalidValue(field, cell_text(raw))
            return number
        text = cell_text(raw)
        if not self._decided and _UNCLEAR.fullmatch(text):
            self._decimal, self._decided = _separator(self._cells()), True
        return parse_number(text, currency=self._currency, decimal=self._decimal, field=field, scaled=self._scaled)


def _separator(cells: Iterable[Any]) -> str | None:
    """The decimal separator that unambiguous numbers of a file show; None when they show none, or both."""
    found: set[str] = set()
    for cell in cells:
        if isinstance(cell, str):
            dot, comma = cell.rfind("."), cell.rfind(",")
            if dot >= 0 and comma >= 0:
                found.add("." if dot > comma else ",")
            elif dot >= 0 or comma >= 0:
                mark, other = (".", ",") if dot >= 0 else (",", ".")
                tail = re.match(r"\d*", cell[max(dot, comma) + 1 :])
                if cell.count(mark) > 1:
                    found.add(other)
                elif tail and len(tail[0]) not in (0, 3):
                    found.add(mark)
        if len(found) == 2:
            return None
    return found.pop() if found else None


class NumberColumn(dict[Any, int | None]):
    """One column of numbers; as a mapping, from a raw cell to its value: None for a blank, BAD for the unreadable."""

    def __init__(self, reader: NumberReader, field: str, places: int) -> None:
        super().__init__()
        self._reader, self._field, self._places = reader, field, places
        self._unit = 10**places

    def read(self, cells: Sequence[Any]) -> list[int | None]:
        """The values of many cells; at once when all are written the same plain way."""
        try:
            joined = "\n".join(cells) + "\n"
        except TypeError:  # typed cells of a sheet
            return list(map(self.__getitem__, cells))
        if _WHOLE.fullmatch(joined):
            unit = self._unit
            return [value * unit for value in map(int, cells)]
        if self._places >= 2:
            if _CENTS.fullmatch(joined):
                return self._hundredths(joined.replace(".", ""))
            if _GROUPED_CENTS.fullmatch(joined):
                for mark in " \u00a0\u202f,":
                    joined = joined.replace(mark, "")
                return self._hundredths(joined)
        return list(map(self.__getitem__, cells))

    def checked(self, raw: Any) -> int | None:
        """The value of one cell, None for a blank. Raises InvalidValue."""
        return self._reader.read(self._field, raw, self._places) if cell_text(raw) else None

    def _hundredths(self, digits: str) -> list[int | None]:
        values = map(int, digits.split())
        if self._places == 2:
            return list(values)
        unit = self._unit // 100
        return [value * unit for value in values]

    def __missing__(self, raw: Any) -> int | None:
        if len(self) > _CACHED:
            self.clear()
        try:
            value = self.checked(raw)
        except InvalidValue:
            value = BAD
        self[raw] = value
        return value
