"""Which column of a file is which field of the import."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kamtui.errors import InvalidValue, Refused
from kamtui.exchange.fields import fields_of
from kamtui.i18n import _

_HINTS = ("dmy", "mdy")
# A header may end in the currency or the unit that its numbers are in.
_TAILS = frozenset(("руб", "рублей", "р", "rub", "rur", "usd", "eur", "шт", "кг", "kg", "pcs"))
_NUMBER_WORDS = frozenset(("no", "nr", "num", "number", "номер", "№", "#"))


@dataclass(frozen=True)
class Header:
    """The columns of one file. `at` is the place of each field found, `hints` the order of day and month by field."""

    kind: str
    titles: tuple[str, ...]
    at: Mapping[str, int]
    hints: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    def title(self, name: str) -> str:
        """How the file calls a field; our own name where it has no such column."""
        place = self.at.get(name)
        return self.titles[place] if place is not None else name

    def cell(self, cells: Sequence[Any], name: str) -> Any:
        """The cell of a field in a row; None where the column or the cell is missing."""
        place = self.at.get(name)
        return cells[place] if place is not None and place < len(cells) else None


def fold(text: str) -> str:
    """A header as it is compared: words and signs only, any case, ё as е, `No.`, `№` and `Номер` alike."""
    spaced = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", " ", text)
    words = re.findall(r"[^\W_]+|[%№#]", spaced.casefold().replace("ё", "е"))
    return " ".join("no" if word in _NUMBER_WORDS else word for word in words)


@cache
def _ranked(kind: str) -> Mapping[str, tuple[tuple[int, str], ...]]:
    """For each folded name the fields that it may mean, with its rank among the names of that field."""
    found: dict[str, list[tuple[int, str]]] = {}
    for one in fields_of(kind):
        for rank, name in enumerate(one.names):
            found.setdefault(fold(name), []).append((rank, one.name))
    return {name: tuple(sorted(fields)) for name, fields in found.items()}


def _meanings(kind: str, title: str) -> tuple[tuple[int, str], ...]:
    known = _ranked(kind)
    words = fold(title).split()
    if "%" in words:  # a share is not the amount that the rest of the header names
        return known.get(" ".join(words), ())
    bare = fold(re.sub(r"\([^)]*\)|\[[^]]*\]|,.*$", "", title))
    trimmed = " ".join(words[:-1]) if len(words) > 1 and words[-1] in _TAILS else ""
    for name in (" ".join(words), trimmed, bare):
        if name in known:
            return known[name]
    return ()


def likeness(kind: str, cells: Sequence[Any]) -> int:
    """How many cells of a row are names of columns of this kind."""
    return len({cell for cell in cells if isinstance(cell, str) and cell.strip() and _meanings(kind, cell)})


def read_header(kind: str, titles: Sequence[str], mapping: Sequence[str] = (), given: Sequence[str] = ()) -> Header:
    """Find the fields of `kind` in the headers of a file.

    `mapping` has texts `Field=Column`, also `Field=Column:dmy` (or `:mdy`) for dates; `given` are fields that the
    caller supplies for every row. Raises Refused when a needed column is missing or a mapping names nothing.
    """
    at: dict[str, int] = {}
    hints: dict[str, str] = {}
    for text in mapping:
        name, place, hint = _mapped(kind, titles, text)
        if place is not None:
            at[name] = place
        if hint:
            hints[name] = hint
    mapped = set(at.values())
    needed = {one.name for one in fields_of(kind) if one.needed}
    offers = sorted(
        # A column that is needed may take what would also do for another.
        (rank - 1000 * (name in needed), place, name)
        for place, title in enumerate(titles)
        if title and place not in mapped
        for rank, name in _meanings(kind, title)
    )
    taken = set(mapped)
    for _rank, place, name in _parts_of_names_first(offers):
        if name not in at and place not in taken:
            at[name] = place
            taken.add(place)
    _check_needed(kind, titles, {*at, *given})
    unknown = tuple(title for place, title in enumerate(titles) if title and place not in taken)
    return Header(kind, tuple(titles), at, hints, unknown)


def _parts_of_names_first(offers: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Where a surname has a column of its own, `имя` is the first name, not the whole."""
    if any(name == "last_name" for _rank, _place, name in offers):
        return sorted(offers, key=lambda offer: offer[2] not in ("first_name", "last_name", "middle_name"))
    return [offer for offer in offers if offer[2] not in ("first_name", "middle_name")]


def _check_needed(kind: str, titles: Sequence[str], present: set[str]) -> None:
    missing = [one for one in fields_of(kind) if one.needed and one.name not in present]
    if kind == "contacts" and "last_name" in present:
        missing = [one for one in missing if one.name != "name"]
    if kind == "orders" and "inn" in present:
        missing = [one for one in missing if one.name != "account"]
    wanted = [f"{one.name} ({one.names[1]})" for one in missing]
    example = missing[0].name if missing else ""
    if kind == "orders" and "amount" not in present and not {"quantity", "price"} <= present:
        wanted.append(_("amount (сумма), or quantity and price"))
        example = example or "amount"
    if wanted:
        raise Refused(
            _("no column for: {wanted}. The headers found: {found}. Name one with --map “{example}=Column”").format(
                wanted=", ".join(wanted), found=", ".join(title for title in titles if title), example=example
            )
        )


def _mapped(kind: str, titles: Sequence[str], text: str) -> tuple[str, int | None, str]:
    field_text, equals, column = text.partition("=")
    name = field_named(kind, field_text)
    if not equals or not name:
        names = ", ".join(one.name for one in fields_of(kind))
        raise InvalidValue("map", text, expected=_("Field=Column, where Field is one of: {names}").format(names=names))
    place, hint = _place(titles, column), ""
    if place is None and column.lower().endswith(tuple(f":{hint}" for hint in _HINTS)):
        column, _colon, hint = column.rpartition(":")
        place = _place(titles, column)
    # `date=:dmy` gives only the order and leaves the column to be found.
    if place is None and (column.strip() or not hint):
        raise InvalidValue(
            "map",
            text,
            reason=_("the file has no column “{column}”").format(column=column.strip()),
            expected=", ".join(title for title in titles if title),
        )
    return name, place, hint.lower()


def field_named(kind: str, text: str) -> str:
    """The field that a user means by one of its names; empty when there is none."""
    meanings = _ranked(kind).get(fold(text), ())
    return meanings[0][1] if meanings else ""


def _place(titles: Sequence[str], column: str) -> int | None:
    wanted = " ".join(column.split())
    for same in (str, str.casefold, fold):
        for place, title in enumerate(titles):
            if wanted and same(title) == same(wanted):
                return place
    return None
