"""The values of the options of `kamtui contact`, read before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamtui.errors import InvalidValue
from kamtui.i18n import _

if TYPE_CHECKING:
    from kamtui.domain.contacts import Contact, Way


def word(enum: Any, text: str | None) -> Any:
    """The member that an option means; None when it was not given, empty when it is to be cleared.

    Raises InvalidValue that lists the words that would do.
    """
    from kamtui.labels import parse_word

    return parse_word(enum, text) if text else text


def level(text: str | None) -> int | str | None:
    """A level by its number or by the words for who stands on it. Raises InvalidValue that lists them all."""
    from kamtui.domain.text import search_key
    from kamtui.domain.words import DMP_LEVELS
    from kamtui.labels import level_label

    if not text:
        return text
    key = search_key(text)
    for number in DMP_LEVELS:
        if key in (str(number), search_key(level_label(number)), search_key(f"{number} {level_label(number)}")):
            return number
    raise InvalidValue("level", text, expected=", ".join(f"{n} {level_label(n)}" for n in DMP_LEVELS))


def cadence(text: str | None) -> dict[str, int | None]:
    """The person's own cadence from `IDEAL/MAX`, either of which may be empty: the level's own holds then.

    Raises InvalidValue.
    """
    if text is None:
        return {}
    ideal, slash, maximum = (part.strip() for part in text.partition("/"))
    if (text.strip() and not slash) or not all(part.isdigit() for part in (ideal, maximum) if part):
        raise InvalidValue("cadence", text, expected="30/60")
    days = {"cadence_ideal": int(ideal) if ideal else None, "cadence_maximum": int(maximum) if maximum else None}
    if ideal and maximum and int(ideal) > int(maximum):
        raise InvalidValue("cadence", text, reason=_("the ideal is longer than the maximum"), expected="30/60")
    return days


def ways(known: Contact | None, added: Mapping[str, Sequence[str] | None]) -> dict[str, tuple[Way, ...]]:
    """The further ways to reach somebody with those added, by kind; an empty text takes away all of its kind.

    A word before a colon says which: `mobile: +7 916 …`, `Telegram: @olga`.
    """
    from kamtui.domain.contacts import Way
    from kamtui.domain.words import WayKind

    if all(texts is None for texts in added.values()):
        return {}
    found = list(known.ways) if known else []
    for kind, texts in added.items():
        for text in texts or ():
            if not text.strip():
                found = [way for way in found if way.kind != kind]
                continue
            label, colon, value = text.partition(": ")
            way = Way(WayKind(kind), value.strip(), label.strip()) if colon else Way(WayKind(kind), text.strip())
            found = [one for one in found if (one.kind, one.value) != (way.kind, way.value)] + [way]
    return {"ways": tuple(found)}


def guessed(position: str, given: Mapping[str, object]) -> dict[str, object]:
    """Level and function as the position says, marked as guessed; nothing of what was given. May be empty."""
    from kamtui.domain.contact_guess import guess

    found = guess(position)
    fields: dict[str, object] = {}
    for name, value in (("level", found.level), ("function", found.function)):
        if value is not None and name not in given:
            fields |= {name: value, f"{name}_guessed": True}
    return fields
