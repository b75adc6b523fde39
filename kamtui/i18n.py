"""Language: gettext catalogues, chosen once before the UI modules load (their bindings hold texts).

`_` marks and translates a text, `ngettext` one with a number, `N_` only marks it.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("en", "ru")
_LOCALE_DIR = Path(__file__).parent / "locale"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def language() -> str:
    """The language in force: `en` or `ru`."""
    return _language


def set_language(code: str) -> None:
    """Choose the language of every later `_()`; an unknown code means English."""
    global _catalogue, _language
    _language = code if code in LANGUAGES else "en"
    _catalogue = gettext.translation("kamtui", _LOCALE_DIR, [_language], fallback=True)


def language_from_environment(environ: Mapping[str, str] = os.environ) -> str:
    """The language of the locale (LC_ALL, LC_MESSAGES, LANG), else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name)
        if value:
            return "ru" if value.lower().startswith("ru") else "en"
    return "en"


def _(text: str) -> str:
    """Translate `text`."""
    return _catalogue.gettext(text)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a text that depends on the number `n`."""
    return _catalogue.ngettext(singular, plural, n)


def pgettext(context: str, text: str) -> str:
    """Translate `text` where the same English word needs two translations."""
    return _catalogue.pgettext(context, text)


def N_(text: str) -> str:
    """Mark `text` for translation without translating it yet."""
    return text
