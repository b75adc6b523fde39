"""Order lines: rows of a file into values ready to be stored, many at a time.

A million rows have to pass, so a batch is turned into columns, each column is read in one go with what was read before
remembered by its raw cell, and only rows with a fault are looked at again one by one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
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
_CACHED = 20_000
_LINE_MAX = 2**31 - 1
_CENT = 10**10  # quantity and price in millionths, their product in hundredths


class OrderNames(NamedTuple):
    """How names become numbers of staged records. Each raises InvalidValue for a name that cannot be taken."""

    account: Callable[[str, str], int]  # (name or code, ИНН) as written
    category: Callable[[str], int]
    unit: Callable[[int, str], int]  # (account, name)


class OrderBatch(NamedTuple):
    """What became of some rows: the lines by column, `bad` rows as (id, order number), and why.

    Columns are those that the file has of: id (place in the file), account, unit, category (numbers), order_no,
    line_no, date (ISO), product, uom, via, amount, margin (minor units), quantity, price (millionths); None where
    unknown.
    """

    size: int
    columns: Mapping[str, Sequence[Any]]
    bad: Sequence[tuple[int, str]]
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
        self._account = _Cache(lambda raw: names.account(cell_text(raw), ""), BAD)
        self._account_inn = _Cache(lambda pair: names.account(cell_text(pair[0]), cell_text(pair[1])), BAD)
        self._unit = _Cache(self._read_unit, BAD)
        caches = {
            "line": _Cache(_line_no, BAD),
            "date": _Cache(lambda raw: self._dates.read(raw).isoformat(), BAD),
            "category": _Cache(self._read_category, BAD),
            "product": _Cache(lambda raw: cell_text(raw)[:NAME_LIMIT].rstrip(), BAD),
            "uom": _Cache(lambda raw: cell_text(raw)[:UOM_LIMIT].rstrip(), BAD),
            "via": _Cache(lambda raw: cell_text(raw)[:NAME_LIMIT].rstrip(), BAD),
        }
        self._caches = {field: cache for field, cache in caches.items() if field in at}

    def batch(self, sources: Sequence[int], rows: Sequence[Sequence[Any]]) -> OrderBatch:
        """The order lines of some rows of the file; `sources` are their places in it."""
        bad: set[int] = set()
        even = rows
        if set(map(len, rows)) != {self._width}:
            even = [self._even(cells) for cells in rows]
            bad.update(row for row, cells in enumerate(rows) if not is_blank(cells[self._width :]))
        read = self._read(sources, list(zip(*even, strict=True)))
        for column in read.values():
            if BAD in column:
                bad.update(row for row, value in enumerate(column) if value == BAD)
        read.pop("cost", None)
        if not bad:
            self._note_used(read)
            return OrderBatch(len(rows), read, (), ())
        rejected = sorted(bad)
        good = [row not in bad for row in range(len(rows))]
        noted = [(sources[row], cell_text(self._header.cell(rows[row], "order"))) for row in rejected]
        rejects = [one for row in rejected for one in self._faults(sources[row], rows[row])]
        read = {name: list(compress(column, good)) for name, column in read.items()}
        self._note_used(read)
        return OrderBatch(len(rows), read, noted, rejects)

    def _read(self, sources: Sequence[int], cells: Sequence[Sequence[Any]]) -> dict[str, Sequence[Any]]:
        """The columns of OrderBatch, with BAD for what cannot be read, and `cost`."""
        at = self._header.at
        accounts = self._accounts(cells, len(sources))
        read: dict[str, Sequence[Any]] = {
            "id": sources,
            "account": accounts,
            "order_no": order_column(cells[at["order"]]),
        }
        for field, cache in self._caches.items():
            name = "line_no" if field == "line" else field
            read[name] = list(map(cache.__getitem__, cells[at[field]]))
        for field, column in self._columns.items():
            read[field] = column.read(cells[at[field]])
        if "unit" in at:
            read["unit"] = [self._unit[pair] for pair in zip(accounts, cells[at["unit"]], strict=True)]
        if None in read.get("amount", (None,)):
            nothing = [None] * len(sources)
            three = (read.get(name, nothing) for name in ("amount", "quantity", "price"))
            read["amount"] = [_amount(*values) for values in zip(*three, strict=True)]
        if "cost" in read:
            read["margin"] = _margins(read["amount"], read.get("margin"), read["cost"])
        return read

    def _note_used(self, read: Mapping[str, Sequence[Any]]) -> None:
        for found, name in ((self.accounts, "account"), (self.units, "unit"), (self.categories, "category")):
            found.update(number for number in set(read.get(name, ())) if number is not None)

    def _even(self, cells: Sequence[Any]) -> Sequence[Any]:
        return (*cells[: self._width], *("" for _cell in range(self._width - len(cells))))

    def _accounts(self, columns: Sequence[Sequence[Any]], size: int) -> list[int]:
        if self._given is not None:
            return [self._given] * size
        place, inn = self._header.at.get("account"), self._header.at.get("inn")
        named = columns[place] if place is not None else [""] * size
        if inn is None:
            return list(map(self._account.__getitem__, named))
        return list(map(self._account_inn.__getitem__, zip(named, columns[inn], strict=True)))

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
        if amount is None and (quantity is None or price is None):
            raise InvalidValue("amount", "", reason=_("is needed, or quantity and price"))
        if _amount(amount, quantity, price) == BAD:
            raise InvalidValue("amount", "", reason=_("the amount is too large"))


def _needed(field: str, raw: Any) -> Any:
    if not cell_text(raw):
        raise InvalidValue(field, "", reason=_("is needed"))
    return raw


def _line_no(raw: Any) -> int | None:
    return whole("line", raw, 0, _LINE_MAX) if cell_text(raw) else None


def _amount(amount: int | None, quantity: int | None, price: int | None) -> int:
    """The amount in minor units, from quantity and price where it is not given; half a unit away from zero."""
    if amount is not None:
        return amount
    if quantity is None or price is None or BAD in (quantity, price):
        return BAD
    product = quantity * price
    whole_units = (2 * abs(product) + _CENT) // (2 * _CENT)
    if whole_units > LIMIT:
        return BAD
    return whole_units if product >= 0 else -whole_units


def _margins(
    amounts: Sequence[int], margins: Sequence[int | None] | None, costs: Sequence[int | None]
) -> Sequence[int | None]:
    """Margins, from the cost where they are not given."""
    if margins is None and None not in costs and min(amounts) >= 0:
        return list(map(sub, amounts, costs))
    given = margins or [None] * len(costs)
    return [_margin(*three) for three in zip(amounts, given, costs, strict=True)]


def _margin(amount: int, margin: int | None, cost: int | None) -> int | None:
    """The margin, from the cost where it is not given. What a returned thing cost comes back with it."""
    if margin is not None or cost is None or BAD in (amount, cost):
        return margin
    return amount - (-cost if amount < 0 < cost else cost)


def order_column(cells: Sequence[Any]) -> list[Any]:
    """Order numbers as clean texts, BAD where there is none or it is too long."""
    try:
        joined = "\n".join(["", *cells, ""])
    except TypeError:  # typed cells of a sheet
        joined = "\x00"
    clean = (
        joined.count("\n") == len(cells) + 1
        and joined.replace("\n", "").isprintable()
        and not ("\n\n" in joined or "  " in joined or "\n " in joined or " \n" in joined)
        and max(map(len, cells)) <= ORDER_LIMIT
        and unicodedata.is_normalized("NFC", joined)
    )
    if clean:
        return list(cells)
    texts = map(cell_text, cells)
    return [text if 0 < len(text) <= ORDER_LIMIT else BAD for text in texts]
