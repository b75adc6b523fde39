"""The language a contact likes to be spoken to in."""

from __future__ import annotations

import re

from kamtui.errors import InvalidValue
from kamtui.i18n import pgettext

_CODE = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{2}))?", re.IGNORECASE)
_NAMES = {
    "ru": ("русский", "russian", "рус"),
    "en": ("английский", "english", "англ"),
    "de": ("немецкий", "german", "deutsch", "нем"),
    "fr": ("французский", "french", "français"),
    "it": ("итальянский", "italian", "italiano"),
    "es": ("испанский", "spanish", "español"),
    "tr": ("турецкий", "turkish", "türkçe"),
    "zh": ("китайский", "chinese", "中文"),
    "kk": ("казахский", "kazakh", "қазақша"),
    "be": ("белорусский", "belarusian", "беларуская"),
    "uz": ("узбекский", "uzbek", "oʻzbekcha"),
}


def language_code(text: str) -> str:
    """The code of a language (`ru`, `pt-BR`) given as a code or by its name; empty for nothing. Raises InvalidValue."""
    word = text.strip().casefold()
    if not word:
        return ""
    for code, names in _NAMES.items():
        if word in names:
            return code
    found = _CODE.fullmatch(word)
    if found is None:
        raise InvalidValue("language", text, expected=", ".join(_NAMES))
    return found[1] + (f"-{found[2].upper()}" if found[2] else "")


def language_label(code: str) -> str:
    """The name of a language in the chosen language, or the code itself when it has none here."""
    return {
        "ru": pgettext("language", "Russian"),
        "en": pgettext("language", "English"),
        "de": pgettext("language", "German"),
        "fr": pgettext("language", "French"),
        "it": pgettext("language", "Italian"),
        "es": pgettext("language", "Spanish"),
        "tr": pgettext("language", "Turkish"),
        "zh": pgettext("language", "Chinese"),
        "kk": pgettext("language", "Kazakh"),
        "be": pgettext("language", "Belarusian"),
        "uz": pgettext("language", "Uzbek"),
    }.get(code, code)
