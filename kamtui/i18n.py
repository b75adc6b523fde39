"""Language: gettext catalogues, chosen once before the UI modules load (their bindings hold texts).

`_` marks and translates a text, `ngettext` one with a number, `N_` only marks it. A document may speak another
language than the screens: `speaking`.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

LANGUAGES = ("en", "ru")
_LOCALE_DIR = Path(__file__).parent / "locale"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"
# What a block within `speaking` uses instead; each thread has its own.
_spoken: ContextVar[tuple[str, gettext.NullTranslations] | None] = ContextVar("spoken", default=None)


def language() -> str:
    """The language in force: `en` or `ru`."""
    spoken = _spoken.get()
    return spoken[0] if spoken else _language


def _texts() -> gettext.NullTranslations:
    spoken = _spoken.get()
    return spoken[1] if spoken else _catalogue


@contextmanager
def speaking(code: str | None) -> Iterator[None]:
    """Translate into another language within the block, in this thread alone; None leaves it as it is."""
    if code is None or code == language():
        yield
        return
    code = code if code in LANGUAGES else "en"
    token = _spoken.set((code, gettext.translation("kamtui", _LOCALE_DIR, [code], fallback=True)))
    try:
        yield
    finally:
        _spoken.reset(token)


def is_speaking() -> bool:
    """Whether a block of `speaking` is under way in this thread."""
    return _spoken.get() is not None


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
    return _texts().gettext(text)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a text that depends on the number `n`."""
    return _texts().ngettext(singular, plural, n)


def pgettext(context: str, text: str) -> str:
    """Translate `text` where the same English word needs two translations."""
    return _texts().pgettext(context, text)


def N_(text: str) -> str:
    """Mark `text` for translation without translating it yet."""
    return text
