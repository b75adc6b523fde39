"""Rows of accounts, contacts, tasks and the like as values, with every fault of a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from kamtui.domain.contacts import Way
from kamtui.domain.initiatives import check_probability, parse_probability
from kamtui.domain.languages import language_code
from kamtui.domain.money import to_minor
from kamtui.domain.text import clean
from kamtui.domain.words import (
    DMP_LEVELS,
    Attitude,
    Category,
    Favours,
    Function,
    Influence,
    Priority,
    Role,
    Strength,
    TaskStatus,
    TouchKind,
    WayKind,
)
from kamtui.errors import InvalidValue
from kamtui.exchange.columns import Header
from kamtui.exchange.dates import DateReader
from kamtui.exchange.fields import fields_of
from kamtui.exchange.numbers import NumberReader
from kamtui.exchange.report import Reject, fault
from kamtui.exchange.tables import Row
from kamtui.exchange.values import cell_text, inn_of, phones, short_text, whole, words, yes_no
from kamtui.exchange.vcard_ways import LABEL_LIMIT, SERVICES, bare_email, is_email, mobile_label
from kamtui.i18n import _
from kamtui.labels import level_label, parse_word

CODE_LIMIT, NAME_LIMIT, NOTE_LIMIT = 40, 200, 20_000
Reader = Callable[[Any], Any]


class Record(NamedTuple):
    """A row: its line, the values of its cells that are not blank and can be read, by field; faults of the others."""

    line: int
    values: Mapping[str, Any]
    faults: Sequence[Reject]


class RecordReader:
    """Reads the rows of one file.

    `years` are the last years that two digits may mean: of a birthday, of other days. `currency` is that of amounts.
    """

    def __init__(
        self, header: Header, again: Callable[[], Iterator[Row]], years: tuple[int, int], currency: str = "RUB"
    ) -> None:
        self._header, self._currency = header, currency
        self._readers = {name: self._reader(name, again, years) for name in header.at}
        self._needed = [one.name for one in fields_of(header.kind) if one.needed and one.name in header.at]
        if "last_name" in header.at:
            self._needed.append("last_name")

    def _reader(self, name: str, again: Callable[[], Iterator[Row]], years: tuple[int, int]) -> Reader:
        if name in ("since", "birthday", "due", "date"):
            place = self._header.at[name]
            dates = DateReader(
                name,
                self._header.title(name),
                self._header.hints.get(name, ""),
                lambda: (cells[place] for _line, cells in again() if place < len(cells)),
                years[0] if name == "birthday" else years[1],
            )
            return dates.read
        if name == "messenger":
            service = SERVICES.get(self._header.title(name).lower(), "")
            return lambda raw: _messengers(raw, service)
        if name == "amount":
            place = self._header.at[name]
            numbers = NumberReader(
                self._currency, lambda: (cells[place] for _line, cells in again() if place < len(cells)), scaled=True
            )
            return lambda raw: _amount(numbers.decimal(name, raw))
        own = _OWN.get(self._header.kind, {})
        return own.get(name) or _READERS.get(name) or (lambda raw: short_text(name, raw, NAME_LIMIT))

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
        _reach(values)
        if "competitor" in values:
            values.setdefault("favours", Favours.COMPETITOR)
        return Record(line, values, faults)


def _reach(values: dict[str, Any]) -> None:
    """Of several phones and e-mails the first is the main one, all else goes to `ways`; a lone mobile is the phone."""
    mobile = values.pop("mobile", ())
    if "phone" not in values and mobile:
        values["phone"], mobile = mobile, ()
    ways = []
    for name in ("phone", "email"):
        if name in values:
            values[name], *more = values[name]
            ways += [Way(WayKind(name), value) for value in more]
    ways += [Way(WayKind.PHONE, value, mobile_label()) for value in mobile]
    ways += values.pop("messenger", ())
    if ways:
        values["ways"] = tuple(ways)


def _phones(raw: Any) -> tuple[str, ...]:
    return tuple(short_text("phone", one, NAME_LIMIT) for one in phones(raw))


def _emails(raw: Any) -> tuple[str, ...]:
    found = []
    for one in words(raw):
        text = bare_email(short_text("email", one, NAME_LIMIT))
        if not is_email(text):
            raise InvalidValue("email", text, reason=_("an e-mail address looks like name@company.com"))
        found.append(text)
    return tuple(found)


def _messengers(raw: Any, column: str) -> tuple[Way, ...]:
    """`Telegram: @olga; +7 900…`: a label before a colon, a messenger before the address, or that of the `column`."""
    found = []
    for part in re.split(r"[;|\n\r]", str(raw)):
        label, colon, value = part.partition(": ")
        for one in [part] if colon else words(part):
            first, _blank, rest = cell_text(one).partition(" ")
            service = SERVICES.get(first.lower(), "") if rest else ""
            address = short_text("messenger", value if colon else rest if service else one, NAME_LIMIT)
            known = SERVICES.get(cell_text(label).lower(), cell_text(label[:LABEL_LIMIT])) if colon else service
            if address:
                found.append(Way(WayKind.MESSENGER, address, known or column))
    return tuple(found)


def _amount(value: Decimal) -> Decimal:
    if value < 0:
        raise InvalidValue("amount", value, expected="≥ 0")
    to_minor(value)
    return value


def _probability(raw: Any) -> Decimal:
    """A probability 0…1 or in per cent; a sheet gives what it shows as 30 % as the number 0.3."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        number = Decimal(repr(raw))
        return parse_probability(f"{number:f}") if number.is_finite() else check_probability(number)
    return parse_probability(cell_text(raw))


def _open_flag(raw: Any) -> bool | None:
    """Yes or no, or (`?`) not decided."""
    return None if cell_text(raw) in ("?", "-", "–") else yes_no("relevant", raw)


def _level(raw: Any) -> int:
    try:
        return whole("level", raw, 1, 5)
    except InvalidValue as error:
        allowed = ", ".join(f"{level} {level_label(level)}" for level in DMP_LEVELS)
        raise InvalidValue("level", raw, expected=allowed) from error


def _note(raw: Any) -> str:
    text = clean(raw, multiline=True) if isinstance(raw, str) else cell_text(raw)
    if len(text) > NOTE_LIMIT:
        raise InvalidValue("note", text[:40], reason=_("longer than {limit} characters").format(limit=NOTE_LIMIT))
    return text


_READERS: dict[str, Reader] = {
    "code": lambda raw: short_text("code", raw, CODE_LIMIT),
    "inn": lambda raw: inn_of(short_text("inn", raw, CODE_LIMIT)),
    "category": lambda raw: parse_word(Category, cell_text(raw)),
    "strategic": lambda raw: whole("strategic", raw, 0, 5),
    "cadence": lambda raw: whole("cadence", raw, 1, 1000),
    "categories": lambda raw: tuple(short_text("categories", part, NAME_LIMIT) for part in words(raw)),
    "level": _level,
    "function": lambda raw: parse_word(Function, cell_text(raw)),
    "roles": lambda raw: tuple(dict.fromkeys(parse_word(Role, part) for part in words(raw))),
    "attitude": lambda raw: parse_word(Attitude, cell_text(raw)),
    "influence": lambda raw: parse_word(Influence, cell_text(raw)),
    "strength": lambda raw: parse_word(Strength, cell_text(raw)),
    "email": _emails,
    "phone": _phones,
    "mobile": _phones,
    "language": lambda raw: language_code(cell_text(raw)),
    "favours": lambda raw: parse_word(Favours, cell_text(raw)),
    "note": _note,
    "result": _note,
    "priority": lambda raw: parse_word(Priority, cell_text(raw)),
    "status": lambda raw: parse_word(TaskStatus, cell_text(raw)),
}
# Where one kind of file means something else by a column.
_OWN: dict[str, dict[str, Reader]] = {
    "initiatives": {
        "category": lambda raw: short_text("category", raw, NAME_LIMIT),
        "relevant": _open_flag,
        "probability": _probability,
    },
    "touches": {
        "kind": lambda raw: parse_word(TouchKind, cell_text(raw)),
        "people": lambda raw: tuple(dict.fromkeys(short_text("people", part, NAME_LIMIT) for part in words(raw))),
        "outcome": _note,
        "proactive": lambda raw: yes_no("proactive", raw),
    },
    "wallet": {"category": lambda raw: short_text("category", raw, NAME_LIMIT)},
}
