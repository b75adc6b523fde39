"""Rows of accounts and contacts as values, with every fault of a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kamtui.domain.words import Attitude, Category, Function, Influence, Role, Strength
from kamtui.errors import InvalidValue
from kamtui.exchange.columns import Header
from kamtui.exchange.dates import DateReader
from kamtui.exchange.fields import fields_of
from kamtui.exchange.report import Reject, fault
from kamtui.exchange.tables import Row
from kamtui.exchange.values import cell_text, inn_of, short_text, whole, words
from kamtui.i18n import _
from kamtui.labels import parse_word

CODE_LIMIT, NAME_LIMIT = 40, 200
Reader = Callable[[Any], Any]


class Record(NamedTuple):
    """A row: its line, the values of its cells that are not blank and can be read, by field; faults of the others."""

    line: int
    values: Mapping[str, Any]
    faults: Sequence[Reject]


class RecordReader:
    """Reads the rows of one file of accounts or contacts.

    `years` are the last years that two digits may mean: of a birthday, of other days.
    """

    def __init__(self, header: Header, again: Callable[[], Iterator[Row]], years: tuple[int, int]) -> None:
        self._header = header
        self._readers = {name: self._reader(name, again, years) for name in header.at}
        self._needed = [one.name for one in fields_of(header.kind) if one.needed and one.name in header.at]
        if "last_name" in header.at:
            self._needed.append("last_name")

    def _reader(self, name: str, again: Callable[[], Iterator[Row]], years: tuple[int, int]) -> Reader:
        if name in ("since", "birthday"):
            place = self._header.at[name]
            dates = DateReader(
                name,
                self._header.title(name),
                self._header.hints.get(name, ""),
                lambda: (cells[place] for _line, cells in again() if place < len(cells)),
                years[0] if name == "birthday" else years[1],
            )
            return dates.read
        return _READERS.get(name) or (lambda raw: short_text(name, raw, NAME_LIMIT))

    def read(self, line: int, cells: Sequence[Any]) -> Record:
        """The record of a row."""
        values: dict[str, Any] = {}
        faults: list[Reject] = []
        for name, reader in self._readers.items():
            raw = self._header.cell(cells, name)
            if not cell_text(raw):
                continue
            try:
                values[name] = reader(raw)
            except InvalidValue as error:
                faults.append(fault(line, self._header, InvalidValue(name, raw, error.expected, error.reason)))
        faults += [
            fault(line, self._header, InvalidValue(name, "", reason=_("is needed")))
            for name in self._needed
            if not cell_text(self._header.cell(cells, name))
        ]
        parts = [values.pop(part, "") for part in ("last_name", "first_name", "middle_name")]
        if any(parts) and not values.get("name"):
            values["name"] = " ".join(part for part in parts if part)
        return Record(line, values, faults)


def _email(raw: Any) -> str:
    text = short_text("email", raw, NAME_LIMIT).removeprefix("mailto:")
    if "@" not in text[1:-1] or " " in text:
        raise InvalidValue("email", text, reason=_("an e-mail address looks like name@company.com"))
    return text


_READERS: dict[str, Reader] = {
    "code": lambda raw: short_text("code", raw, CODE_LIMIT),
    "inn": lambda raw: inn_of(short_text("inn", raw, CODE_LIMIT)),
    "category": lambda raw: parse_word(Category, cell_text(raw)),
    "strategic": lambda raw: whole("strategic", raw, 0, 5),
    "cadence": lambda raw: whole("cadence", raw, 1, 1000),
    "categories": lambda raw: tuple(short_text("categories", part, NAME_LIMIT) for part in words(raw)),
    "level": lambda raw: whole("level", raw, 1, 5),
    "function": lambda raw: parse_word(Function, cell_text(raw)),
    "roles": lambda raw: tuple(dict.fromkeys(parse_word(Role, part) for part in words(raw))),
    "attitude": lambda raw: parse_word(Attitude, cell_text(raw)),
    "influence": lambda raw: parse_word(Influence, cell_text(raw)),
    "strength": lambda raw: parse_word(Strength, cell_text(raw)),
    "email": _email,
}
