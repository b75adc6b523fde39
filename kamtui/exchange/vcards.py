"""Contacts as vCards: what a card of any version says about a person, and people as a file of 3.0 cards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from kamtui.domain.contacts import Contact, Way
from kamtui.domain.languages import language_code
from kamtui.domain.text import clean
from kamtui.domain.words import ContactStatus, WayKind
from kamtui.errors import InvalidValue
from kamtui.exchange.dates import FIRST_YEAR, LAST_YEAR
from kamtui.exchange.person_names import joined_name, split_name
from kamtui.exchange.values import cell_text
from kamtui.exchange.vcard_lines import (
    BrokenCard,
    Property,
    RawCard,
    escape,
    folded,
    line_value,
    parts,
    properties,
    split,
    unescape,
)
from kamtui.exchange.vcard_ways import rank_of, way_key, way_lines, way_of, with_label
from kamtui.i18n import _

# The property that a file of rejected cards has, and a reading takes no notice of.
REASON = "X-KAMTUI-REASON"
_FULL_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?")
_DOTTED_DAY = re.compile(r"()(\d{1,2})\.(\d{1,2})\.(\d{4})")
_NO_YEARS = (1, 1604)  # what Outlook and Apple write for a year that is not known
_YEARLESS_DAY = re.compile(r"--(\d{2})-?(\d{2})")


class Fault(NamedTuple):
    """Why a card cannot be taken: property, value, reason."""

    column: str
    value: str
    reason: str


class Card(NamedTuple):
    """What a card says about a person. `line` is where it begins in the file, `raw` its bytes; `company` and `unit`
    come from ORG, `phone` and `email` are the preferred ones, `ways` the others. With `faults` it cannot be taken."""

    line: int
    raw: bytes
    name: str = ""
    company: str = ""
    unit: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""
    ways: tuple[Way, ...] = ()
    birthday: date | None = None
    language: str = ""
    note: str = ""
    faults: tuple[Fault, ...] = ()


def read(data: bytes, encoding: str = "") -> Iterator[Card]:
    """The cards of a file, good and broken; `encoding` is that of properties that name no CHARSET (empty: guess)."""
    if encoding and "A".encode(encoding) != b"A":
        encoding = ""  # the whole file is in it, and was read by its mark
    for raw in split(data):
        if raw.broken:
            yield _broken(raw, raw.broken)
            continue
        try:
            version, found = properties(raw, encoding)
        except BrokenCard as error:
            yield _broken(raw, str(error))
        else:
            yield _Reader(version, found).card(raw)


def _broken(raw: RawCard, reason: str) -> Card:
    return Card(raw.line, raw.raw, faults=(Fault("VCARD", raw.title, reason),))


class _Reader:
    """Understands the properties of one card."""

    def __init__(self, version: str, found: Sequence[Property]) -> None:
        self._version = version
        self._all: dict[str, list[Property]] = {}
        self._labels: dict[str, str] = {}
        for one in found:
            if one.name == "X-ABLABEL":
                self._labels[one.group] = self._text(one)
            elif one.value.strip():
                self._all.setdefault(one.name, []).append(one)
        self._found = found
        self._kept: list[str] = []

    def card(self, raw: RawCard) -> Card:
        """The card."""
        name, faults = self._name()
        org = next((texts for one in self._ranked("ORG") if any(texts := parts(one.value, self._version))), [])
        company, unit = (*(cell_text(part) for part in org[:2]), "", "")[:2]
        position = next(
            (text for key in ("TITLE", "ROLE") for one in self._ranked(key) if (text := self._line(one))), ""
        )
        phone, email, ways = self._ways()
        birthday = self._birthday()
        notes = [clean(self._text(one), multiline=True) for one in self._all.get("NOTE", ())]
        return Card(
            raw.line, raw.raw, name, company, unit, position, phone, email, ways, birthday, self._language(),
            "\n".join([*(note for note in notes if note), *self._kept]), faults,
        )  # fmt: skip

    def _ranked(self, name: str) -> list[Property]:
        return sorted(self._all.get(name, ()), key=lambda one: one.rank)

    def _text(self, one: Property) -> str:
        return unescape(one.value, self._version)

    def _line(self, one: Property) -> str:
        return cell_text(self._text(one))

    def _name(self) -> tuple[str, tuple[Fault, ...]]:
        full = [cell_text(" ".join(parts(one.value, self._version))) for one in self._ranked("FN")]
        by_parts = [
            cell_text(joined_name([cell_text(part) for part in parts(one.value, self._version)]))
            for one in self._all.get("N", ())
        ]
        nick = [self._line(one) for one in self._all.get("NICKNAME", ())]
        kind = "".join(one.value.strip().lower() for one in self._all.get("KIND", ())[:1])
        company = kind in ("org", "group", "location", "application") or any(
            one.value.strip().upper() == "COMPANY" for one in self._all.get("X-ABSHOWAS", ())
        )
        order = by_parts if company else [*full, *by_parts, *nick]
        for name in order:
            if any(char.isalpha() for char in name):
                return name, ()
        named = next((name for name in full if name), "")
        if company:
            return named, (Fault("FN", named, _("this is the card of a company, not of a person")),)
        return named, () if named else (Fault("FN", "", _("the card names nobody")),)

    def _language(self) -> str:
        for one in (*self._ranked("LANG"), *self._ranked("X-LANG")):
            try:
                return language_code(self._line(one))
            except InvalidValue:
                continue  # not a language that anybody could be spoken to in
        return ""

    def _birthday(self) -> date | None:
        for one in self._all.get("BDAY", ())[:1]:
            text = self._line(one)
            omitted = "".join(one.params.get("X-APPLE-OMIT-YEAR", ()))
            if found := _FULL_DAY.fullmatch(text):
                year, month, day = (int(part) for part in found.groups())
            elif found := _DOTTED_DAY.fullmatch(text):
                day, month, year = (int(part) for part in found.groups()[1:])
            elif found := _YEARLESS_DAY.fullmatch(text):
                year, month, day = 0, int(found[1]), int(found[2])
            else:
                year = month = day = 0
            if not year or year in _NO_YEARS or str(year) == omitted:
                text = f"{day:02}.{month:02}" if day else text
            elif FIRST_YEAR <= year <= LAST_YEAR:
                try:
                    return date(year, month, day)
                except ValueError:
                    pass  # the 31st of February is kept as it is written
            self._kept.append(_("Birthday: {value}").format(value=text))
        return None

    def _ways(self) -> tuple[str, str, tuple[Way, ...]]:
        """Main phone, main e-mail, the others in the order of the file, each once."""
        found: dict[tuple[WayKind, str], tuple[Way, int]] = {}
        for one in self._found:
            text = self._line(one)
            way = way_of(one, text, self._labels.get(one.group, "") if one.group else "")
            if way is not None:
                known = found.get(way_key(way))
                found[way_key(way)] = (with_label(known[0], way.label), known[1]) if known else (way, rank_of(one))
            elif one.name == "EMAIL" and text:
                self._kept.append(_("E-mail: {value}").format(value=text))
        main = {}
        for kind in (WayKind.PHONE, WayKind.EMAIL):
            key = min((key for key in found if key[0] is kind), key=lambda key: found[key][1], default=None)
            main[kind] = found.pop(key)[0].value if key else ""
        return main[WayKind.PHONE], main[WayKind.EMAIL], tuple(way for way, _rank in found.values())


def write(
    contacts: Iterable[Contact],
    company: str | Mapping[str, str],
    *,
    left: bool = False,
    made: datetime | None = None,
) -> str:
    """A file of 3.0 cards with CRLF, as phones and Outlook read it; UTF-8 when it is written out.

    `company` is the name of the account, or names by account id. Placeholders are left out, and those who left unless
    `left`. `made`, when given, is the revision of every card (an instant in UTC).
    """
    return "".join(
        folded(_card_lines(one, company if isinstance(company, str) else company.get(one.account_id, ""), made))
        for one in contacts
        if not one.placeholder and (left or one.status is not ContactStatus.LEFT)
    )


def _card_lines(contact: Contact, company: str, made: datetime | None) -> Iterator[str]:
    name = split_name(contact.name)
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"N:{';'.join(escape(part) for part in (*name, '', ''))}"
    yield f"FN:{line_value(contact.name)}"
    if company or contact.unit:
        yield "ORG:" + ";".join(line_value(part) for part in (company, contact.unit)[: 2 if contact.unit else 1])
    if contact.position:
        yield f"TITLE:{line_value(contact.position)}"
    yield from way_lines(contact)
    if contact.birthday:
        yield f"BDAY:{contact.birthday.isoformat()}"
    if contact.language:
        yield f"X-LANG:{line_value(contact.language)}"
    if contact.note:
        yield f"NOTE:{escape(clean(contact.note, multiline=True))}"
    yield f"UID:{line_value(contact.id)}"
    if made is not None:
        yield f"REV:{made:%Y%m%dT%H%M%SZ}"
    yield "END:VCARD"
