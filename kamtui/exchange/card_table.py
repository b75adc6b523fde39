"""A file of vCards as an import reads it: records like those of a table of contacts, and rows for its rejects."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping
from pathlib import Path
from typing import Any

from kamtui.domain.contacts import Way
from kamtui.domain.words import WayKind
from kamtui.exchange import sniff
from kamtui.exchange.columns import Header
from kamtui.exchange.records import NAME_LIMIT, NOTE_LIMIT, Record
from kamtui.exchange.report import Reject
from kamtui.exchange.tables import Chunk, Table, UnreadableFile
from kamtui.exchange.vcards import REASON, Card, read
from kamtui.i18n import _

# Our fields, and the properties that they are read from.
_FIELDS = {
    "account": "ORG", "name": "FN", "position": "TITLE", "unit": "ORG", "phone": "TEL", "email": "EMAIL",
    "messenger": "IMPP", "birthday": "BDAY", "language": "LANG", "note": "NOTE",
}  # fmt: skip


class CardTable(Table):
    """A file of vCards, read as a whole. Raises UnreadableFile when there is no card in it."""

    def __init__(self, path: Path, data: bytes, encoding: str = "", *, account_given: bool = False) -> None:
        self.path, self.headers, self.header_line = path, tuple(_FIELDS), 0
        self.header = Header("contacts", tuple(_FIELDS.values()), {name: at for at, name in enumerate(_FIELDS)})
        self._account_given = account_given
        self._cards = {card.line: card for card in read(data, sniff.check_encoding(encoding) if encoding else "")}
        if not self._cards:
            raise UnreadableFile(_("{path} has no vCard: no line BEGIN:VCARD").format(path=path))

    def records(self) -> list[Record]:
        """All cards, with every fault."""
        return [self._record(card) for card in self._cards.values()]

    def _record(self, card: Card) -> Record:
        values: dict[str, Any] = {
            "account": card.company, "name": card.name, "position": card.position, "unit": card.unit,
            "phone": card.phone, "email": card.email, "ways": card.ways, "birthday": card.birthday,
            "language": card.language, "note": card.note,
        }  # fmt: skip
        faults = [Reject(card.line, *one) for one in card.faults]
        if not faults and not (card.company or self._account_given):
            reason = _("the card names no company: say whose people these are with --account")
            faults.append(Reject(card.line, "ORG", card.name, reason))
        texts = {**values, **{f"way {at}": way.value for at, way in enumerate(card.ways)}}
        for name, text in texts.items():
            limit = NOTE_LIMIT if name == "note" else NAME_LIMIT
            if isinstance(text, str) and len(text) > limit:
                reason = _("longer than {limit} characters: “{start}…”").format(limit=limit, start=text[:40])
                faults.append(Reject(card.line, _FIELDS.get(name, "TEL"), text[:80], reason))
        return Record(card.line, {name: value for name, value in values.items() if value}, faults)

    def _all_chunks(self) -> Generator[Chunk, None, None]:
        yield [*self._cards], [_cells(card) for card in self._cards.values()]

    def position(self) -> float:
        """See Table: a file of cards is read at once."""
        return 1.0

    def rejected(self, reasons: Mapping[int, Collection[str]]) -> bytes:
        """The cards of these lines as they were, with the reasons in a property of our own."""
        return b"".join(_with_reasons(card.raw, reasons[line]) for line, card in self._cards.items() if line in reasons)


def _with_reasons(raw: bytes, reasons: Collection[str]) -> bytes:
    first, *lines = raw.split(b"\r\n")
    if first.upper() != b"BEGIN:VCARD":  # what was lost stays lost: a mended card has it again
        first, lines = b"", [first, *lines]
    said = REASON.encode()
    kept = [line for line in lines if not line.startswith(said)]
    text = "; ".join(reasons).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    added = said + b";CHARSET=UTF-8:" + " ".join(text.split()).encode()
    return b"\r\n".join([first or added, *([added] if first else []), *kept, b"", b""])


def _cells(card: Card) -> list[str]:
    def listed(main: str, kind: WayKind) -> str:
        return "; ".join([*([main] if main else ()), *(way.value for way in card.ways if way.kind is kind)])

    messengers = "; ".join(_messenger(way) for way in card.ways if way.kind is WayKind.MESSENGER)
    birthday = card.birthday.isoformat() if card.birthday else ""
    return [
        card.company, card.name or card.faults[0].value, card.position, card.unit, listed(card.phone, WayKind.PHONE),
        listed(card.email, WayKind.EMAIL), messengers, birthday, card.language, card.note,
    ]  # fmt: skip


def _messenger(way: Way) -> str:
    return f"{way.label}: {way.value}" if way.label else way.value
