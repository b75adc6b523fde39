"""Cells as values: text made harmless, whole numbers, words, lists, tax numbers."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from kamtui.domain.text import clean
from kamtui.errors import InvalidValue
from kamtui.i18n import _

_YES = frozenset(("yes", "y", "true", "1", "x", "+", "да", "д", "истина", "х", "v", "✓"))
_NO = frozenset(("", "no", "n", "false", "0", "-", "–", "нет", "н", "ложь"))
# A text that a spreadsheet would take for a formula; numbers and phones with their sign are none.
_FORMULA = re.compile(r"[=@]|[+-](?![\d\s().-]*$)")
_INN_WEIGHTS = {
    10: ((2, 4, 10, 3, 5, 9, 4, 6, 8),),
    12: ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)),
}


def cell_text(raw: Any) -> str:
    """A cell as one line of clean text: whole numbers without a fraction, dates in ISO, nothing as empty."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return " ".join(clean(raw).split())
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else format(Decimal(repr(raw)), "f")
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time(0) else raw.isoformat(" ", "seconds")
    if isinstance(raw, date):
        return raw.isoformat()
    return " ".join(clean(str(raw)).split())


def short_text(field: str, raw: Any, limit: int) -> str:
    """Clean text of at most `limit` characters. Raises InvalidValue when it is longer."""
    text = cell_text(raw)
    if len(text) > limit:
        raise InvalidValue(
            field, text, reason=_("longer than {limit} characters: “{start}…”").format(limit=limit, start=text[:40])
        )
    return text


def whole(field: str, raw: Any, first: int, last: int) -> int:
    """A whole number between `first` and `last`; a word may follow it (`5 — owners`). Raises InvalidValue."""
    text = cell_text(raw)
    found = re.fullmatch(r"([+-]?\d{1,12})(?:[.,]0+)?(?:[^\d.,].*)?", text.replace("−", "-"))
    if found is None or not first <= int(found[1]) <= last:
        raise InvalidValue(field, text, expected=f"{first}…{last}")
    return int(found[1])


def yes_no(field: str, raw: Any) -> bool:
    """Yes or no in either language, or a mark; an empty cell is no. Raises InvalidValue."""
    text = cell_text(raw).casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise InvalidValue(field, cell_text(raw), expected=_("yes, no"))


def harmless(text: str) -> str:
    """A text for CSV; a blank in front keeps what a spreadsheet would take for a formula a text."""
    return f" {text}" if _FORMULA.match(text) else text


def words(raw: Any) -> list[str]:
    """The parts of a cell that lists several things, by comma, semicolon, bar or line break."""
    text = str(raw) if raw is not None else ""
    parts = (cell_text(part) for part in re.split(r"[,;|\n\r]", text))
    return list(dict.fromkeys(part for part in parts if part))


def phones(raw: Any) -> list[str]:
    """The phones of a cell that holds several; what is too short for one (an extension) stays with the one before."""
    found: list[str] = []
    for part in re.split(r"[;|\n\r]", str(raw) if isinstance(raw, str) else cell_text(raw)):
        begun = len(found)
        for piece in re.split(r"[,/]", part):
            text = cell_text(piece)
            if len(found) > begun and len(re.sub(r"\D", "", text)) < 5:
                found[-1] = f"{found[-1]}, {text}" if text else found[-1]
            elif text:
                found.append(text)
    return list(dict.fromkeys(found))


def inn_of(raw: Any) -> str:
    """A tax number as stored: its digits without КПП, with the zero back that a number format swallowed.

    Anything that is not digits (a foreign number) stays as it is.
    """
    text = cell_text(raw)
    first = re.split(r"[/\\]", text)[0].strip()
    digits = re.sub(r"[\s\u00a0-]", "", first)
    if not digits.isdigit():
        return first
    if len(digits) in (9, 11) and inn_sound("0" + digits):
        return "0" + digits
    return digits


def inn_sound(inn: str) -> bool:
    """Whether a Russian tax number has 10 or 12 digits and fits its check digits."""
    rows = _INN_WEIGHTS.get(len(inn)) if inn.isascii() and inn.isdigit() else None
    if not rows:
        return False
    digits = [int(char) for char in inn]
    for weights in rows:
        check = sum(w * d for w, d in zip(weights, digits, strict=False)) % 11 % 10
        if digits[len(weights)] != check:
            return False
    return True
