"""One line that makes a contact: `Ivan Petrov, CEO, +`, `Иванов Пётр Петрович, начальник ОТК, скептик`.

The name comes first, then in any order what is known, between commas: position, attitude, roles, phone, e-mail, level,
function. What is not understood belongs to the position; no word is lost.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple, TypeVar

from kamtui.domain.contact_guess import guess
from kamtui.domain.contact_twins import Twin
from kamtui.domain.contacts import Way
from kamtui.domain.text import clean, search_key
from kamtui.domain.words import Attitude, Function, Role, WayKind
from kamtui.errors import InvalidValue
from kamtui.i18n import _

E = TypeVar("E", bound=Enum)


class QuickContact(NamedTuple):
    """A contact as understood from one line.

    `level_guessed`, `function_guessed`: taken from the position. `duplicates` are people of the map who may be the
    same; `ways` further phones and e-mails.
    """

    name: str
    position: str = ""
    level: int | None = None
    function: Function | None = None
    level_guessed: bool = False
    function_guessed: bool = False
    attitude: Attitude = Attitude.NEUTRAL
    roles: tuple[Role, ...] = ()
    phone: str = ""
    email: str = ""
    placeholder: bool = False
    duplicates: tuple[Twin, ...] = ()
    ways: tuple[Way, ...] = ()


# It begins where a word does: looked for at every letter, a long text without one would take the square of its length.
_MAIL = re.compile(r"(?<![^\s,;<>()\"«»@])[^\s,;<>()\"«»@]+@[^\s,;<>()\"«»@]+\.[^\s,;<>()\"«»@.]+")
_EXTENSION = r"(?:\s*(?:ext|x|доб|вн|#)\.?\s*\d{1,6}(?!\d))?"
_PHONE = re.compile(r"(?<![\w+])\+?\(?\d[\d\s().–-]{4,}\d" + _EXTENSION, re.IGNORECASE)
_WAY_WORD = re.compile(
    r"(?<!\w)(?:тел|телефон|моб|мобильный|сот|раб|почта|e-?mail|mail|phone|tel|mobile|cell|work)(?!\w)[.:]*",
    re.IGNORECASE,
)
_LEVEL_WORD = r"(?:level|lvl|уровень|уровня|ур)\.?"
_LEVEL = re.compile(rf"{_LEVEL_WORD}\s*:?\s*([1-5])|([1-5])(?:-?й)?\s*{_LEVEL_WORD}", re.IGNORECASE)
_SIGN = re.compile(r"(?:^|(?<=\s))(?:\+\+?|[-−–—]{1,2}|[+−–-][0-2]|0|[▲△▼▽])$")
_GLYPHS = {"▲": Attitude.ALLY, "△": Attitude.SUPPORTER, "▽": Attitude.SCEPTIC, "▼": Attitude.ENEMY}
_TO_MEET = frozenset(
    ("to meet", "somebody to meet", "к знакомству", "познакомиться", "для знакомства", "нужно познакомиться")
)
# Fewer digits are a phone only where nothing else stands between the commas.
_SURE_DIGITS = 10


def parse_contact_line(
    line: str, *, level: int | None = None, function: Function | None = None, placeholder: bool = False
) -> QuickContact:
    """What the line says; never fails, and loses no word.

    What the line says of level and function goes first, then `level` and `function` as given, then what the position
    tells (marked as guessed). A line without a name but with a position is somebody to meet; with `placeholder` the
    whole line is about such a person.
    """
    parts = [clean(part) for part in re.split(r"[,;\t\r\n]", line)]
    read = _Facts()
    name = "" if placeholder else read.name(parts.pop(0))
    for part in parts:
        read.take(part)
    position = ", ".join(read.position)
    if not position:
        position = next((text for text in read.role_words if guess(text) != (None, None)), "")
    placeholder = placeholder or read.to_meet or (not name and bool(position))
    if placeholder and name and not position and not read.role_words:
        # "CFO, to meet": what stood in the place of the name is the position.
        name, position = ("", name) if guess(name) != (None, None) else (name, "")
    said = (level if read.level is None else read.level, function if read.function is None else read.function)
    if placeholder and not name:
        position = position or somebody(*said)
        name = to_meet(position)
    told = guess(position)
    return QuickContact(
        name=name,
        position=position,
        level=told.level if said[0] is None else said[0],
        function=told.function if said[1] is None else said[1],
        level_guessed=said[0] is None and told.level is not None,
        function_guessed=said[1] is None and told.function is not None,
        attitude=Attitude.NEUTRAL if read.attitude is None else read.attitude,
        roles=tuple(read.roles),
        phone=read.phones[0] if read.phones else "",
        email=read.mails[0] if read.mails else "",
        placeholder=placeholder,
        ways=(
            *(Way(WayKind.PHONE, phone) for phone in read.phones[1:]),
            *(Way(WayKind.EMAIL, mail) for mail in read.mails[1:]),
        ),
    )


def to_meet(position: str) -> str:
    """The name of somebody to meet, of whom the position is known."""
    return _("{position}, to meet").format(position=position) if position else _("to meet")


def somebody(level: int | None, function: Function | None) -> str:
    """The position of somebody of whom level and function are known, or one of them; "" for neither."""
    from kamtui.labels import label

    if level is not None and function is not None:
        return _("somebody in {function}, level {level}").format(function=label(function), level=level)
    if function is not None:
        return _("somebody in {function}").format(function=label(function))
    return "" if level is None else _("somebody on level {level}").format(level=level)


class _Facts:
    """What was understood so far."""

    def __init__(self) -> None:
        self.position: list[str] = []
        self.attitude: Attitude | None = None
        self.roles: dict[Role, None] = {}
        self.role_words: list[str] = []
        self.level: int | None = None
        self.function: Function | None = None
        self.phones: list[str] = []
        self.mails: list[str] = []
        self.to_meet = False

    def name(self, part: str) -> str:
        """The name at the beginning of the line; what a dash divides from it is read as a part of its own."""
        name, dash, rest = part.partition(" - ")
        for sign in (" – ", " — "):
            if not dash:
                name, dash, rest = part.partition(sign)
        name = self._sign(self._ways(name))
        if rest.strip():
            self.take(rest.strip())
        return name

    def take(self, part: str) -> None:
        """Understand one part of the line."""
        text = self._sign(self._ways(part))
        key = search_key(text)
        if not key:
            return
        if key in _TO_MEET and not self.to_meet:
            self.to_meet = True
            return
        level = _LEVEL.fullmatch(text)
        if level and self.level is None:
            self.level = int(level[1] or level[2])
            return
        if not any(char.isdigit() for char in text):
            attitude = _word(Attitude, text) if self.attitude is None else None
            if attitude is not None:
                self.attitude = attitude
                return
            roles = _roles(text)
            if roles:
                self.roles.update(dict.fromkeys(roles))
                self.role_words.append(text)
                return
            function = _word(Function, text) if self.function is None else None
            if function is not None:
                self.function = function
                return
        self.position.append(text)

    def _ways(self, part: str) -> str:
        """The part without its e-mails and phones, which are kept."""
        mails = _MAIL.findall(part)
        text = _MAIL.sub(" ", part)
        bare = _WAY_WORD.sub(" ", text).strip(" .:<>()")
        whole = _PHONE.fullmatch(bare)
        phones = [found[0] for found in _PHONE.finditer(text) if whole or _digits(found[0]) >= _SURE_DIGITS]
        if not mails and not phones:
            return part
        for phone in phones:
            text = text.replace(phone, " ", 1)
        self.mails += [mail for mail in mails if mail not in self.mails]
        self.phones += [" ".join(phone.split()) for phone in phones if phone not in self.phones]
        return " ".join(_WAY_WORD.sub(" ", text).replace("<", " ").replace(">", " ").split()).strip(" .:()")

    def _sign(self, text: str) -> str:
        """The text without the sign of an attitude at its end."""
        found = _SIGN.search(text) if self.attitude is None else None
        if found is None:
            return text
        self.attitude = _attitude(found[0])
        return text[: found.start()].strip()


def _attitude(sign: str) -> Attitude:
    if sign in _GLYPHS:
        return _GLYPHS[sign]
    size = int(sign[-1]) if sign[-1].isdigit() else len(sign)
    return Attitude(size if sign[0] == "+" else -size)


def _digits(text: str) -> int:
    return sum(char.isdigit() for char in text)


def _roles(text: str) -> tuple[Role, ...]:
    """The roles that all the words of a text name; empty when one of them names none."""
    whole = _word(Role, text)
    if whole is not None:
        return (whole,)
    for pieces in (re.split(r"\s*[/+&]\s*|\s+(?:and|и)\s+", text), text.split()):
        roles = [_word(Role, piece) for piece in pieces]
        if len(roles) > 1 and all(roles):
            return tuple(role for role in roles if role is not None)
    return ()


def _word(enum: type[E], text: str) -> E | None:
    from kamtui.labels import parse_word

    try:
        return parse_word(enum, text)
    except InvalidValue:
        return None
