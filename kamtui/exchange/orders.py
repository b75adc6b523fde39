"""Order lines: rows of a file into values ready to be stored, many at a time.

A million rows have to pass, so a batch is turned into columns, each column is read in one go with what was read before
remembered by its raw cell, and only rows with a fault are looked at again one by one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import sub
from typing import Any, NamedTuple

from kamtui.errors import InvalidValue
from kamtui.exchange.columns import Header
from kamtui.exchange.dates import DateReader
from kamtui.exchange.numbers import BAD, LIMIT, NumberColumn, NumberReader
from kamtui.exchange.report import Reject, fault
from kamtui.exchange.tables import Row, is_blank
from kamtui.exchange.values import cell_text, short_text, whole
from kamtui.i18n import _

ORDER_LIMIT, NAME_LIMIT, UOM_LIMIT = 200, 200, 40
_CACHED = 50_000
_LINE_MAX = 2**31 - 1
_CENT = 10**10  # quantity and price in millionths, their product in hundredths


class OrderNames(NamedTuple):
    """How names become numbers of staged records. Each raises InvalidValue for a name that cannot be taken."""

    account: Callable[[str, str], int]  # (name or code, ИНН) as written
    category: Callable[[str], int]
    unit: Callable[[int, str], int]  # (account, name)


class StagedLine(NamedTuple):
    """An order line as it is staged: amounts in minor units, quantity and price in millionths, None where unknown."""

    id: int
    source: int
    account: int
    unit: int | None
    order_no: str
    line_no: int | None
    date: str
    category: int | None
    product: str
    quantity: int | None
    uom: str
    price: int | None
    amount: int
    margin: int | None
    via: str


class OrderBatch(NamedTuple):
    """What became of some rows: `lines` in the order of StagedLine; `bad` rows as (id, place, order number), and why."""

    size: int
    lines: Sequence[tuple[Any, ...]]
    bad: Sequence[tuple[int, int, str]]
    rejects: Sequence[Reject]


class _Cache(dict[Any, Any]):
    """From a raw cell to what `read` makes of it, `bad` where it raises InvalidValue."""

    def __init__(self, read: Callable[[Any], Any], bad: Any) -> None:
        super().__init__()
        self._read, self._bad = read, bad

    def __missing__(self, raw: Any) -> Any:
        if len(self) > _CACHED:
            self.clear()
        try:
            value = self._read(raw)
        except InvalidValue:
            value = self._bad
        self[raw] = value
        return value


class OrderReader:
    """Reads the order lines of one file; `accounts`, `units`, `categories` are the numbers that accepted lines use.

    `again` gives all rows once more, for columns that decide as a whole. `account` is the staged number of the account
    that every row belongs to, None where each row says its own.
    """

    def __init__(
        self,
        header: Header,
        again: Callable[[], Iterator[Row]],
        names: OrderNames,
        *,
        currency: str,
        last_year: int,
        account: int | None = None,
    ) -> None:
        self._header, self._names, self._given = header, names, account
        self._width = len(header.titles)
        # Numbers that accepted lines use.
        self.accounts: set[int] = set()
        self.units: set[int] = set()
        self.categories: set[int] = set()
        self._seen = 0
        at = header.at

        def cells_of(*fields: str) -> Iterable[Any]:
            places = [at[field] for field in fields if field in at]
            return (row[1][place] for row in again() for place in places if place < len(row[1]))

        self._numbers = NumberReader(currency, lambda: cells_of("quantity", "price", "amount", "margin", "cost"))
        self._dates = DateReader(
            "date", header.title("date"), header.hints.get("date", ""), lambda: cells_of("date"), last_year
        )
        self._columns = {
            field: NumberColumn(self._numbers, field, places)
            for field, places in (("quantity", 6), ("price", 6), ("amount", 2), ("margin", 2), ("cost", 2))
            if field in at
        }
        self._day = _Cache(lambda raw: self._dates.read(raw).isoformat(), "")
        self._line = _Cache(_line_no, BAD)
        self._account = _Cache(lambda pair: names.account(cell_text(pair[0]), cell_text(pair[1])), BAD)
        self._category = _Cache(self._read_category, BAD)
        self._unit = _Cache(self._read_unit, BAD)

    def batch(self, sources: Sequence[int], rows: Sequence[Sequence[Any]]) -> OrderBatch:
        """The order lines of some rows of the file; `sources` are their places in it."""
        size = len(rows)
        uneven = [row for row in range(size) if len(rows[row]) != self._width] if self._ragged(rows) else []
        columns = list(zip(*(map(self._even, rows) if uneven else rows), strict=True))
        first = self._seen + 1
        self._seen += size

        def texts(field: str, limit: int) -> list[str]:
            place = self._header.at.get(field)
            return text_column(columns[place], limit) if place is not None else [""] * size

        def cached(field: str, cache: _Cache) -> list[Any]:
            place = self._header.at.get(field)
            return list(map(cache.__getitem__, columns[place])) if place is not None else [None] * size

        def numbers(field: str) -> list[int | None]:
            column = self._columns.get(field)
            return column.read(columns[self._header.at[field]]) if column is not None else [None] * size

        accounts = self._accounts(columns, size)
        units: list[int | None] = [None] * size
        if "unit" in self._header.at:
            units = [self._unit[pair] for pair in zip(accounts, columns[self._header.at["unit"]], strict=True)]
        orders = texts("order", ORDER_LIMIT + 1)
        lines = cached("line", self._line)
        days = cached("date", self._day)
        quantities, prices = numbers("quantity"), numbers("price")
        amounts = numbers("amount")
        if None in amounts:
            amounts = [_amount(*three) for three in zip(amounts, quantities, prices, strict=True)]
        margins = self._margins(amounts, numbers("margin"), numbers("cost"))
        categories = cached("category", self._category)
        products, uoms, vias = texts("product", NAME_LIMIT), texts("uom", UOM_LIMIT), texts("via", NAME_LIMIT)
        bad = {row for row in uneven if not is_blank(rows[row][self._width :])}
        for column in (accounts, units, lines, quantities, prices, amounts, margins, categories):
            if BAD in column:
                bad.update(row for row, value in enumerate(column) if value == BAD)
        if "" in orders or "" in days or None in amounts or max(map(len, orders)) > ORDER_LIMIT:
            bad.update(
                row
                for row in range(size)
                if not orders[row] or not days[row] or amounts[row] is None or len(orders[row]) > ORDER_LIMIT
            )
        staged = zip(
            range(first, first + size), sources, accounts, units, orders, lines, days, categories, products,
            quantities, uoms, prices, amounts, margins, vias, strict=True,
        )  # fmt: skip
        if not bad:
            self._note_used(accounts, units, categories)
            return OrderBatch(size, list(staged), (), ())
        rejects = [one for row in sorted(bad) for one in self._faults(sources[row], rows[row])]
        kept = [line for row, line in enumerate(staged) if row not in bad]
        self._note_used(*([line[place] for line in kept] for place in (2, 3, 7)))
        return OrderBatch(size, kept, [(first + row, sources[row], orders[row]) for row in sorted(bad)], rejects)

    def _note_used(
        self, accounts: Sequence[int], units: Sequence[int | None], categories: Sequence[int | None]
    ) -> None:
        for found, column in ((self.accounts, accounts), (self.units, units), (self.categories, categories)):
            found.update(number for number in set(column) if number is not None)

    def _ragged(self, rows: Sequence[Sequence[Any]]) -> bool:
        return set(map(len, rows)) != {self._width}

    def _even(self, cells: Sequence[Any]) -> Sequence[Any]:
        return (*cells[: self._width], *("" for _cell in range(self._width - len(cells))))

    def _accounts(self, columns: Sequence[Sequence[Any]], size: int) -> list[int]:
        if self._given is not None:
            return [self._given] * size
        empty = [""] * size
        place, inn = self._header.at.get("account"), self._header.at.get("inn")
        names = columns[place] if place is not None else empty
        inns = columns[inn] if inn is not None else empty
        return list(map(self._account.__getitem__, zip(names, inns, strict=True)))

    def _margins(
        self, amounts: list[int | None], margins: list[int | None], costs: list[int | None]
    ) -> list[int | None]:
        if "cost" not in self._columns:
            return margins
        if "margin" not in self._columns and None not in costs and None not in amounts:
            plain = min(amounts) >= 0 and min(costs) > BAD  # type: ignore[type-var, operator]
            if plain:
                return list(map(sub, amounts, costs))
        return [_margin(*three) for three in zip(amounts, margins, costs, strict=True)]

    def _read_category(self, raw: Any) -> int | None:
        text = short_text("category", raw, NAME_LIMIT)
        return self._names.category(text) if text else None

    def _read_unit(self, pair: tuple[int, Any]) -> int | None:
        text = short_text("unit", pair[1], NAME_LIMIT)
        return self._names.unit(pair[0], text) if text and pair[0] != BAD else None

    def _faults(self, line: int, cells: Sequence[Any]) -> list[Reject]:
        """Every fault of one row."""
        found: list[InvalidValue] = []

        def check(read: Callable[[], object]) -> object:
            try:
                return read()
            except InvalidValue as error:
                found.append(error)
                return BAD

        def cell(field: str) -> Any:
            return self._header.cell(cells, field)

        extra = cells[self._width :]
        if not is_blank(extra):
            reason = _("the row has more cells than there are headers; look for a delimiter inside a text")
            found.append(InvalidValue(self._header.titles[-1], " ".join(map(cell_text, extra)), reason=reason))
        if self._given is None:
            check(lambda: self._names.account(cell_text(cell("account")), cell_text(cell("inn"))))
        check(lambda: _needed("order", short_text("order", cell("order"), ORDER_LIMIT)))
        check(lambda: self._dates.read(_needed("date", cell("date"))))
        check(lambda: _line_no(cell("line")))
        check(lambda: self._read_category(cell("category")))
        check(lambda: short_text("unit", cell("unit"), NAME_LIMIT))
        values = {
            field: check(lambda field=field, column=column: column.checked(cell(field)))  # type: ignore[misc]
            for field, column in self._columns.items()
        }
        if BAD not in values.values():
            check(lambda: self._checked_amount(*(values.get(field) for field in ("amount", "quantity", "price"))))
        return [fault(line, self._header, error) for error in found]

    def _checked_amount(self, amount: Any, quantity: Any, price: Any) -> None:
        found = _amount(amount, quantity, price)
        if found is None:
            raise InvalidValue("amount", "", reason=_("is needed, or quantity and price"))
        if found == BAD:
            raise InvalidValue("amount", "", reason=_("the amount is too large"))


def _needed(field: str, raw: Any) -> Any:
    if not cell_text(raw):
        raise InvalidValue(field, "", reason=_("is needed"))
    return raw


def _line_no(raw: Any) -> int | None:
    return whole("line", raw, 0, _LINE_MAX) if cell_text(raw) else None


def _amount(amount: int | None, quantity: int | None, price: int | None) -> int | None:
    """The amount in minor units, from quantity and price where it is not given; half a unit away from zero."""
    if amount is not None or quantity is None or price is None:
        return amount
    if BAD in (quantity, price):
        return BAD
    product = quantity * price
    whole_units = (2 * abs(product) + _CENT) // (2 * _CENT)
    if whole_units > LIMIT:
        return BAD
    return whole_units if product >= 0 else -whole_units


def _margin(amount: int | None, margin: int | None, cost: int | None) -> int | None:
    """The margin, from the cost where it is not given. What a returned thing cost comes back with it."""
    if margin is not None or cost is None or amount is None:
        return margin
    if BAD in (amount, cost):
        return BAD
    return amount - (-cost if amount < 0 < cost else cost)


def text_column(cells: Sequence[Any], limit: int) -> list[str]:
    """Many cells as clean texts, cut at `limit` characters."""
    try:
        joined = "\n".join(["", *cells, ""])
    except TypeError:  # typed cells of a sheet
        joined = "\x00"
    clean = (
        joined.count("\n") == len(cells) + 1
        and joined.replace("\n", "").isprintable()
        and not ("  " in joined or "\n " in joined or " \n" in joined)
        and unicodedata.is_normalized("NFC", joined)
    )
    texts = list(cells) if clean else [cell_text(cell) for cell in cells]
    if len(joined) > limit and max(map(len, texts)) > limit:
        return [text[:limit].rstrip() for text in texts]
    return texts
