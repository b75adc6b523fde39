"""Rows of a file of wallet estimates as values, with every fault of a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from kamtui.domain.wallet_line import Range, parse_amount, power_of
from kamtui.domain.wallet_rules import supplier_of
from kamtui.errors import InvalidValue
from kamtui.exchange.columns import Header
from kamtui.exchange.dates import DateReader
from kamtui.exchange.fields import fields_of
from kamtui.exchange.numbers import NumberReader
from kamtui.exchange.records import NAME_LIMIT, Record
from kamtui.exchange.report import fault
from kamtui.exchange.tables import Row
from kamtui.exchange.values import cell_text, short_text, whole
from kamtui.i18n import _

FIRST_YEAR, LAST_YEAR = 2000, 2100


class WalletReader:
    """Reads the rows of one file; `again` gives all rows once more, `last_year` is the last that two digits may mean.

    Values by field: account, category, supplier (as `supplier_of` has it), year, amount, high, source, date.
    """

    def __init__(self, header: Header, again: Callable[[], Iterator[Row]], currency: str, last_year: int) -> None:
        self._header, self._currency = header, currency
        self._needed = [one.name for one in fields_of(header.kind) if one.needed and one.name in header.at]
        places = [header.at[name] for name in ("amount", "high") if name in header.at]
        self._powers = {name: power_of(header.title(name)) for name in ("amount", "high")}
        self._numbers = NumberReader(currency, lambda: (_at(cells, at) for _line, cells in again() for at in places))
        date_at = header.at.get("date", -1)
        self._dates = DateReader(
            "date",
            header.title("date"),
            header.hints.get("date", ""),
            lambda: (_at(cells, date_at) for _line, cells in again()),
            last_year,
        )

    def read(self, line: int, cells: Sequence[Any]) -> Record:
        """The record of a row."""
        values: dict[str, Any] = {}
        faults = []
        for name in self._header.at:
            raw = self._header.cell(cells, name)
            if not cell_text(raw):
                if name in self._needed:
                    faults.append(fault(line, self._header, _lacking(name)))
                continue
            try:
                values[name] = self._value(name, raw)
            except InvalidValue as error:
                faults.append(fault(line, self._header, InvalidValue(name, raw, error.expected, error.reason)))
        if "amount" in values:
            values["amount"], upper = values["amount"]
            values.setdefault("high", (upper, None))
        if "high" in values:
            values["high"] = values["high"][0]
        return Record(line, values, faults)

    def _value(self, name: str, raw: Any) -> Any:
        if name in ("amount", "high"):
            return self._amount(name, raw)
        if name == "date":
            return self._dates.read(raw)
        if name == "year":
            return whole("year", raw, FIRST_YEAR, LAST_YEAR)
        text = short_text(name, raw, NAME_LIMIT)
        return supplier_of(text) if name == "supplier" else text

    def _amount(self, name: str, raw: Any) -> tuple[Decimal | None, Decimal | None] | Range:
        """A plain number as the whole file writes them, in the unit that the header may name, else `40-45 млн`."""
        try:
            return self._numbers.decimal(name, raw).scaleb(self._powers[name]), None
        except InvalidValue as error:
            try:
                return parse_amount(name, cell_text(raw), self._currency)
            except InvalidValue as worse:
                raise worse if worse.reason else error from error


def _at(cells: Sequence[Any], place: int) -> Any:
    return cells[place] if 0 <= place < len(cells) else None


def _lacking(name: str) -> InvalidValue:
    if name == "supplier":
        hint = _("“us”, the name of a competitor, or “all” for what is bought from everybody")
        return InvalidValue(name, "", reason=_("is needed"), expected=hint)
    return InvalidValue(name, "", reason=_("is needed"))
