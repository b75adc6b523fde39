"""`make locale`: collect the texts of the program into the catalogues, and compile these; `--check` only looks.

English needs no translations: an empty one falls back on the text itself. Russian must be complete.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parents[1] / "kamtui"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("en", "ru")
_KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def po_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / "kamtui.po"


def texts_of_program() -> Catalog:
    """Every text that the code marks for translation."""
    texts = Catalog(domain="kamtui", charset="utf-8")
    found = extract_from_dir(
        PACKAGE, method_map=[("**.py", "python")], keywords=_KEYWORDS, comment_tags=["Translators:"]
    )
    for _file, _line, text, comments, context in found:
        texts.add(text, auto_comments=comments, context=context)
    return texts


def read_catalogue(language: str) -> Catalog:
    """The catalogue as it lies there, or an empty one of that language."""
    path = po_path(language)
    if not path.exists():
        return Catalog(
            locale=language,
            domain="kamtui",
            project="kamtui",
            version="",
            header_comment="# Texts of kamtui.",
            last_translator="the kamtui contributors",
            msgid_bugs_address="",
            charset="utf-8",
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="kamtui")


def update(language: str, texts: Catalog) -> None:
    """Bring the catalogue of a language to the texts of the program: new ones empty, vanished ones gone."""
    catalogue = read_catalogue(language)
    catalogue.update(texts, no_fuzzy_matching=True, update_creation_date=False)
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    path.with_suffix(".mo").write_bytes(compiled(language))


def compiled(language: str) -> bytes:
    """The catalogue of a language as gettext loads it."""
    buffer = io.BytesIO()
    write_mo(buffer, read_catalogue(language))
    return buffer.getvalue()


def faults(language: str, texts: Catalog) -> Iterator[str]:
    """What is wrong with the catalogue of a language, a line each."""
    catalogue = read_catalogue(language)
    keys = {(message.id, message.context) for message in texts if message.id}
    held = {(message.id, message.context): message for message in catalogue if message.id}
    yield from (f"{language}: not in the catalogue: {key[0]!r}" for key in keys - held.keys())
    yield from (f"{language}: no longer in the program: {key[0]!r}" for key in held.keys() - keys)
    for message in held.values():
        if message.fuzzy:
            yield f"{language}: fuzzy: {message.id!r}"
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if language != "en" and not all(strings):
            yield f"{language}: not translated: {message.id!r}"
        elif any(strings) and not _same_placeholders(message, strings):
            yield f"{language}: other placeholders than in {message.id!r}"
    binary = po_path(language).with_suffix(".mo")
    if not binary.exists() or binary.read_bytes() != compiled(language):
        yield f"{language}: {binary.name} is not what {po_path(language).name} compiles to: run make locale"


def _same_placeholders(message: Message, strings: list[str]) -> bool:
    ids = (message.id,) if isinstance(message.id, str) else message.id
    wanted = [set(_PLACEHOLDER.findall(text)) for text in ids]
    return all(set(_PLACEHOLDER.findall(text)) in wanted for text in strings)


def main(arguments: list[str]) -> int:
    """Update both catalogues, or with `--check` print their faults and return 1 where there are any."""
    texts = texts_of_program()
    if "--check" not in arguments:
        for language in LANGUAGES:
            update(language, texts)
    found = [fault for language in LANGUAGES for fault in faults(language, texts)]
    print("\n".join(found) or f"{len(texts)} texts, complete in {', '.join(LANGUAGES)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
