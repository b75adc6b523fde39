"""How vCards are written, 2.1 to 4.0: a file as cards, a card as properties, and a property as folded lines.

Everything is bytes until a property is whole: a line may be folded in the middle of a letter, and each property of an
old card may name its own character set.
"""

from __future__ import annotations

import binascii
import codecs
import quopri
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kamtui.exchange.values import cell_text
from kamtui.i18n import _

Line = tuple[int, bytes]

_BREAK = re.compile(rb"\r\n|\r|\n")
_BEGIN = re.compile(rb"begin[ \t]*:[ \t]*vcard[ \t]*", re.IGNORECASE)
_END = re.compile(rb"end[ \t]*:[ \t]*vcard[ \t]*", re.IGNORECASE)
_AGENT = re.compile(rb"(?:[\w-]+\.)?agent(?:;[^:]*)?:[ \t]*", re.IGNORECASE)
_AGENT_BEGINS = re.compile(rb"(?:[\w-]+\.)?agent(?:;[^:]*)?:[ \t]*begin:vcard", re.IGNORECASE)
_NAMED = re.compile(rb"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)[ \t]*(?=[;:])")
_QP = re.compile(rb";(?:encoding=)?\"?quoted-printable\"?[;:]", re.IGNORECASE)
_BASE64 = re.compile(rb";(?:encoding=)?\"?(?:base64|b)\"?[;:]", re.IGNORECASE)
_HEX = re.compile(rb"=[0-9A-Fa-f]{2}")
_PERSON = re.compile(rb"(?:[\w-]+\.)?(?:fn|n)[;:]", re.IGNORECASE)
# What is never read, and what may go on for lines of its own without being marked so.
_UNREAD = frozenset(("PHOTO", "LOGO", "SOUND", "KEY", "LABEL", "ADR", "AGENT"))
_NO_CHARSETS = frozenset(("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"))
_WIDTH = 75


class RawCard(NamedTuple):
    """One card as the file has it: the line where it begins, its bytes, its own lines, and why it is broken if so."""

    line: int
    raw: bytes
    lines: Sequence[Line]
    broken: str = ""

    @property
    def title(self) -> str:
        """Its line with the name, or its first one: by what to find it in the file."""
        named = [line for _number, line in self.lines if _PERSON.match(line)]
        return cell_text(_guessed((named or [self.raw[:200]])[0]))[:80]


class Property(NamedTuple):
    """One property: NAME, its group, parameters by upper-case name, and its value, decoded but still escaped.

    `types` are the TYPEs and the parameters without a name (`TEL;CELL:`), in upper case; `rank` is 1 for the preferred.
    """

    line: int
    group: str
    name: str
    params: dict[str, list[str]]
    value: str

    @property
    def types(self) -> frozenset[str]:
        """See above."""
        return frozenset(word.upper() for key in ("TYPE", "") for word in self.params.get(key, ()))

    @property
    def rank(self) -> int:
        """1…100 for PREF, 101 without one."""
        if "PREF" in self.types:
            return 1
        number = "".join(self.params.get("PREF", ()))
        return int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 101


class BrokenCard(Exception):
    """A card that cannot be read; the text says why."""


def has_cards(data: bytes) -> bool:
    """Whether bytes begin like a file of vCards, in any encoding."""
    start = _as_utf8(data[:2000]).lstrip(b"\xef\xbb\xbf \t\r\n")
    return _BEGIN.match(start) is not None


def split(data: bytes) -> Iterator[RawCard]:
    """The cards of a file. A card that does not end is cut where the next begins; what stands between cards is left
    out, unless it is a card that lost its first line. Cards within cards (AGENT) are left out too."""
    start, depth, before = 0, 0, b""
    raw: list[bytes] = []
    own: list[Line] = []
    for number, line in enumerate(_BREAK.split(_as_utf8(data)), start=1):
        bare = line.removeprefix(codecs.BOM_UTF8).rstrip()
        bare = bare if start else bare.lstrip()
        begins = _BEGIN.fullmatch(bare) is not None
        if begins and not (start and _AGENT.fullmatch(before)):
            yield from _cut(start, raw, own)
            start, depth, raw, own = number, 0, [bare], []
        else:
            raw.append(line)
            ends = _END.fullmatch(bare) is not None
            if begins or (start and _AGENT_BEGINS.fullmatch(bare)):
                depth += 1
            elif ends and depth:
                depth -= 1
            elif ends:
                yield from [RawCard(start, b"\r\n".join(raw), own)] if start else _cut(start, raw, own)
                start, raw, own = 0, [], []
            elif not depth:
                own.append((number, line))
        before = bare or before
    yield from _cut(start, raw, own)


def _cut(start: int, raw: Sequence[bytes], own: Sequence[Line]) -> Iterator[RawCard]:
    """What lies between two cards: a card without its end, or without its beginning, or nothing."""
    if start:
        yield RawCard(start, b"\r\n".join(raw).rstrip(), own, _("the card has no END:VCARD; it may be cut off"))
    elif any(_PERSON.match(line) for _number, line in own):
        first = next(number for number, line in own if line.strip())
        yield RawCard(first, b"\r\n".join(raw), own, _("the card has no BEGIN:VCARD"))


def _as_utf8(data: bytes) -> bytes:
    """UTF-16, with a mark or without, as UTF-8; anything else as it is."""
    for name, marks in (
        ("utf-16-le", (codecs.BOM_UTF16_LE, "BEGIN".encode("utf-16-le"), "begin".encode("utf-16-le"))),
        ("utf-16-be", (codecs.BOM_UTF16_BE, "BEGIN".encode("utf-16-be"), "begin".encode("utf-16-be"))),
    ):
        if data.startswith(marks):
            return data.decode(name, errors="replace").encode("utf-8", errors="replace")
    return data


def properties(card: RawCard, encoding: str = "") -> tuple[str, list[Property]]:
    """The version of a card ("2.1" when it only looks so) and its properties; `encoding` stands for a missing CHARSET.

    Raises BrokenCard with the line that is no property.
    """
    version = next(
        (
            line.partition(b":")[2].strip().decode("latin-1")
            for _n, line in card.lines
            if line[:8].upper() == b"VERSION:"
        ),
        "2.1" if any(_QP.search(line.partition(b":")[0] + b":") for _n, line in card.lines) else "3.0",
    )
    return version, [_property(line, encoding) for line in _logical(card.lines, version)]


def _logical(lines: Sequence[Line], version: str) -> Iterator[Line]:
    """Lines put together again; pictures, sounds and keys are left out."""
    start, name = 0, ""
    pieces: list[bytes] = []
    quoted = soft = base64 = False
    for number, line in lines:
        found = None if soft or line[:1] in (b" ", b"\t") else _NAMED.match(line)
        if found is not None:
            if name and name not in _UNREAD:
                yield start, b"".join(pieces)
            start, name, pieces = number, found[2].decode("ascii").upper(), []
            head = line.partition(b":")[0] + b":"
            quoted, base64 = bool(_QP.search(head)), bool(_BASE64.search(head))
        elif name in _UNREAD or not (soft or line.strip()):
            soft = soft and line.endswith(b"=")
            continue
        elif not name:
            raise BrokenCard(_no_property(number, line))
        elif base64:
            line = line.strip()
        elif not soft and line[:1] in (b" ", b"\t"):
            line = line if version == "2.1" else line[1:]
        elif not soft and not (quoted and _HEX.match(line)):  # else a soft line break that may have lost its sign
            if name != "NOTE" and not name.startswith("X-"):
                raise BrokenCard(_no_property(number, line))
            line = (b"=0D=0A" if quoted else b"\n") + line
        soft = quoted and line.endswith(b"=")
        pieces.append(line[:-1] if soft else line)
    if name and name not in _UNREAD:
        yield start, b"".join(pieces)


def _no_property(number: int, line: bytes) -> str:
    text = _guessed(line).strip()
    return _("line {line} is no property: “{text}”").format(line=number, text=text[:60])


def _property(line: Line, encoding: str) -> Property:
    number, data = line
    found = _NAMED.match(data)
    assert found is not None  # _logical gives no other lines
    at, params = _params(data, found.end())
    group = (found[1] or b"").decode("ascii").lower()
    value = data[at:]
    coding = {word.lower() for key in ("ENCODING", "") for word in params.get(key, ())}
    if "quoted-printable" in coding:
        value = quopri.decodestring(value)
    elif coding & {"base64", "b"}:
        try:
            value = binascii.a2b_base64(value)
        except binascii.Error:
            value = b""
    charset = "".join(params.get("CHARSET", ()))
    text = _decoded(value, charset or encoding)
    return Property(number, group, found[2].decode("ascii").upper().replace("_", "-"), params, text)


def _params(data: bytes, start: int) -> tuple[int, dict[str, list[str]]]:
    """The parameters from `start` on, and where the value begins. Quotes hide colons, semicolons and commas."""
    pieces: list[tuple[str, bytes]] = []
    at, quoted, begun, sign = start, False, start + 1, b";"
    while at < len(data):
        char = data[at : at + 1]
        if char == b'"' and (quoted or data.find(b'"', at + 1) > 0):
            quoted = not quoted
        elif not quoted and char in b":;,":
            if at > start:
                pieces.append((sign.decode(), data[begun:at]))
            sign, begun = char, at + 1
            if char == b":":
                break
        at += 1
    params: dict[str, list[str]] = {}
    name = ""
    for before, piece in pieces:
        text = _guessed(piece).strip()
        if before == ";":
            name, _equals, text = text.partition("=") if "=" in text else ("", "", text)
            name = name.strip().upper()
        words = text.strip().strip('"').split(",") if name == "TYPE" else [text.strip().strip('"')]
        params.setdefault(name, []).extend(word.strip() for word in words if word.strip())
    return at + 1, params


def _decoded(data: bytes, charset: str) -> str:
    try:
        if charset and codecs.lookup(charset).name not in _NO_CHARSETS:
            return data.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        pass  # a charset that is not known or not true: the bytes tell more
    return _guessed(data)


def _guessed(data: bytes) -> str:
    """UTF-8, even with a few bad bytes, else CP1251."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        kept = data.decode("utf-8", errors="ignore")
        lost = len(data) - len(kept.encode())
        if sum(not char.isascii() for char in kept) >= 3 * lost:
            return kept
        return data.decode("cp1251", errors="replace")


def unescape(text: str, version: str) -> str:
    r"""A value as people read it. Old cards escape only `;`, `,` and `\`: there `\n` may be part of a path."""
    if "\\" not in text:
        return text
    marks = r"[;,:\\]" if version == "2.1" else r"[;,:\\nN]"
    return re.sub(rf"\\({marks})", lambda found: "\n" if found[1] in "nN" else found[1], text)


def parts(text: str, version: str) -> list[str]:
    """The parts of a value like N and ORG, separated by semicolons."""
    pieces = re.findall(r"((?:\\.|[^;\\]|\\\Z)*)(?:;|\Z)", text, flags=re.DOTALL)
    return [unescape(piece, version).strip() for piece in pieces[: max(1, len(pieces) - 1)]]


def escape(text: str) -> str:
    """A text as a value of a 3.0 card."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def line_value(text: str) -> str:
    """A text of one line as a value of a 3.0 card."""
    return escape(cell_text(text))


def folded(lines: Iterable[str]) -> str:
    """Lines ended by CRLF, none above 75 octets, no letter broken."""
    found = []
    for line in lines:
        room, piece, pieces = _WIDTH, "", []
        for char in line:
            size = len(char.encode())
            if size > room:
                pieces.append(piece)
                room, piece = _WIDTH - 1, ""
            piece += char
            room -= size
        found.append("\r\n ".join([*pieces, piece]))
    return "".join(f"{line}\r\n" for line in found)
