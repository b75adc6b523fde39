"""Names short enough for a card, and short words for levels and functions."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len

from kamtui.domain.words import Function
from kamtui.i18n import pgettext

_PATRONYMIC = ("ич", "вна", "ична", "оглы", "кызы", "vich", "vna")


@lru_cache(2048)
def fitted_name(name: str, room: int) -> str:
    """A name in `room` cells: given names become initials, then go, before the family name is cut."""
    for candidate in (name, *_shorter(name)):
        if cell_len(candidate) <= room:
            return candidate
    return candidate


def _shorter(name: str) -> list[str]:
    """`Ivan Petrov` → `I. Petrov`, `Petrov`; `Петров Иван Ильич` → `Петров И. И.`, `Петров`."""
    words = name.split()
    patronymic = next((i for i, word in enumerate(words) if i and word.casefold().endswith(_PATRONYMIC)), 0)
    if not 2 <= len(words) <= 3 or (len(words) == 2 and patronymic) or not all(word[0].isalpha() for word in words):
        return []
    at = 0 if patronymic == 2 else len(words) - 1
    family = words[at]
    initials = " ".join(f"{word[0]}." for index, word in enumerate(words) if index != at)
    return [f"{family} {initials}" if at == 0 else f"{initials} {family}", family]


def level_short(level: int) -> str:
    """Who stands on a DMP level, in one word."""
    return {
        5: pgettext("level, short", "owners"),
        4: pgettext("level, short", "directors"),
        3: pgettext("level, short", "heads"),
        2: pgettext("level, short", "specialists"),
        1: pgettext("level, short", "users"),
    }[level]


def function_short(function: Function) -> str:
    """A function in at most five letters."""
    return {
        Function.MANAGEMENT: pgettext("function, short", "mgmt"),
        Function.PROCUREMENT: pgettext("function, short", "purch"),
        Function.TECHNICAL: pgettext("function, short", "tech"),
        Function.PRODUCTION: pgettext("function, short", "prod"),
        Function.FINANCE: pgettext("function, short", "fin"),
        Function.QUALITY: pgettext("function, short", "qual"),
        Function.LOGISTICS: pgettext("function, short", "logis"),
        Function.IT: pgettext("function, short", "IT"),
        Function.LEGAL: pgettext("function, short", "legal"),
        Function.SALES: pgettext("function, short", "sales"),
    }[function]
