"""Further ways to reach a contact as one line of text: `+7 921 555-01-02 work; @petrov telegram`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kamtui.domain.contacts import Way
from kamtui.domain.words import WayKind
from kamtui.errors import InvalidValue
from kamtui.i18n import _

_MAIL = re.compile(r"[^\s@]+@[^\s@]+")
_NUMBER = re.compile(r"\+?[\d(][\d\s()./\u2013-]*\d(?:\s*(?:ext\.?|доб\.?|#)\s*\d+)?", re.IGNORECASE)
_MESSENGER = re.compile(
    r"\b(?:telegram|tg|whats ?app|viber|signal|skype|wechat|teams|max|vk|icq|threema|line"
    r"|телеграмм?|тг|в[ао]тсапп?|вайбер|сигнал|скайп|вк|макс)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://)?(?:t\.me|wa\.me|vk\.com|m\.me)/\S+", re.IGNORECASE)
_FEWEST_DIGITS = 4


def parse_ways(text: str, known: Iterable[Way] = ()) -> tuple[Way, ...]:
    """The ways in a text, separated by `;` or line breaks; words beside a number or address are its label.

    A number or name beside the name of a messenger is a messenger. A part that stands for one of `known` is that one.
    Raises InvalidValue for a part that is no way.
    """
    as_known = {_text(way): way for way in known}
    parts = [part for part in (piece.strip(" ,") for piece in re.split(r"[;\n]", text)) if part]
    return tuple(as_known.get(part) or _way(part) for part in parts)


def _way(part: str) -> Way:
    messenger = _MESSENGER.search(part)
    mail, link = _MAIL.search(part), _LINK.search(part)
    number = _NUMBER.search(part)
    handle = re.search(r"(?<!\S)@\S+", part)
    if link or handle:
        found = link or handle
        kind = WayKind.MESSENGER
    elif mail and not messenger:
        found, kind = mail, WayKind.EMAIL
    elif number and sum(char.isdigit() for char in number[0]) >= _FEWEST_DIGITS:
        found, kind = number, WayKind.MESSENGER if messenger else WayKind.PHONE
    elif messenger and part != messenger[0]:
        name = (part[: messenger.start()] + part[messenger.end() :]).strip(" ,:")
        return Way(WayKind.MESSENGER, name, messenger[0])
    else:
        raise InvalidValue("ways", part, expected=_("+7 921 555-01-02 work; @name telegram; second@mail.com"))
    assert found is not None
    label = " ".join((part[: found.start()] + " " + part[found.end() :]).replace(",", " ").replace(":", " ").split())
    return Way(kind, found[0], label)


def ways_text(ways: Iterable[Way]) -> str:
    """Ways as the text that `parse_ways` reads."""
    return "; ".join(_text(way) for way in ways)


def _text(way: Way) -> str:
    return f"{way.value} {way.label}".strip()
