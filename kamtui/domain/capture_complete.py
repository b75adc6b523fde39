"""Completion of a captured line: what the word at the cursor may become."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import NamedTuple

from kamtui.domain.capture_names import Book
from kamtui.domain.quarters import Quarter
from kamtui.domain.text import search_key


class Choice(NamedTuple):
    """One way to go on: `text` takes the place of what was typed, `detail` tells it from others."""

    text: str
    detail: str = ""


class Completion(NamedTuple):
    """Choices for the piece of the line from `start` to `end`, the best first."""

    start: int
    end: int
    choices: tuple[Choice, ...]

    def taken(self, text: str, choice: Choice) -> tuple[str, int]:
        """(line, cursor) with the choice in place, a blank after it."""
        rest = text[self.end :]
        done = text[: self.start] + choice.text + ("" if rest.startswith(" ") else " ")
        return done + rest, len(done) + rest.startswith(" ")


SHOWN = 5
_MARKED = re.compile(r"(?<!\S)(?P<mark>[@+])(?P<typed>[«\"]?[^@#№!+>:]*)$")
_SIGNED = re.compile(r"(?<!\S)(?P<mark>[#№!])(?P<typed>\w*)$")
_BARE = re.compile(r"(?<![\w@+#№!«\"'’-])[^\W\d_]{3,}$")


def complete(
    text: str,
    cursor: int,
    book: Book,
    quarter: Quarter,
    priorities: Sequence[tuple[str, str]] = (),
    account: str | None = None,
) -> Completion | None:
    """What may stand at the cursor: after `@` accounts, `+` people, `#`, `№` quarters, `!` priorities; else accounts.

    `quarter` is the present one, `priorities` are (word, word as shown), `account` the code of the account that the
    line belongs to without another. None where nothing fits, or where what is typed is all there is.
    """
    before = text[:cursor]
    if text[cursor : cursor + 1].strip():
        return None  # within a word
    marked = _MARKED.search(before)
    if marked:
        typed = marked["typed"].lstrip('«"')
        if marked["mark"] == "@":
            found = _fitting(_accounts(book), typed) or book.accounts_like(typed.rstrip())
        else:
            found = _fitting(_people(text, book, account, search_key(typed)), typed)
        choices = [Choice(marked["mark"] + _quoted(name), detail) for name, detail in found]
        return _offer(marked.start(), cursor, choices, before)
    signed = _SIGNED.search(before)
    if signed:
        known = _quarters(quarter) if signed["mark"] in "#№" else priorities
        typed = search_key(signed["typed"]).replace("к", "q") if signed["mark"] != "!" else search_key(signed["typed"])
        choices = [Choice(signed["mark"] + word, detail) for word, detail in known if word.lower().startswith(typed)]
        return _offer(signed.start(), cursor, choices, before)
    bare = _BARE.search(before)
    if bare and not book.marked_account(text):
        found = _fitting(_accounts(book), bare[0])
        return _offer(
            bare.start(), cursor, [_bare(name, detail, text, bare.start(), book) for name, detail in found], before
        )
    return None


def _offer(start: int, end: int, choices: Sequence[Choice], before: str) -> Completion | None:
    """The choices, unless what is typed is the only one of them already."""
    choices = choices[:SHOWN]
    typed = before[start:end].rstrip()
    if not choices or search_key(typed) in [search_key(choice.text) for choice in choices[:1]]:
        return None
    return Completion(start, end, tuple(choices))


def _bare(name: str, detail: str, text: str, start: int, book: Book) -> Choice:
    """An account by its name alone where that is understood, else after an `@`."""
    said = f"{text[:start]}{name}"
    found = book.named_account(said)
    alone = found is not None and found.code is not None and book.names[found.code] == name
    return Choice(name if alone else f"@{_quoted(name)}", detail)


def _quoted(name: str) -> str:
    """A name as it can stand after a mark."""
    words = name.split()
    plain = len(words) <= 5 and not re.search(r"[,.;:!?]$|\s[@#№!+>]|\"|«", name)
    return name if plain else f"«{name}»" if "»" not in name else name


def _accounts(book: Book) -> Iterable[tuple[str, str, str]]:
    return ((name, code, search_key(name)) for code, name in book.accounts)


def _people(text: str, book: Book, account: str | None, typed: str) -> Iterable[tuple[str, str, str]]:
    """People of the account of the line, or without one all, with their account; those who may fit what was typed."""
    marked = book.marked_account(text)
    code = (marked and marked.code) or account
    if marked is None or not marked.code:
        named = book.named_account(text)
        code = named.code if named else code
    likely = book.people_with(typed.split(" ")[0])
    if code:
        return ((person.name, "", key) for person, key in likely if person.account == code)
    everybody = ((person.name, book.names.get(person.account, ""), key) for person, key in likely)
    if len(typed) < 2:
        return everybody
    homes = {key for key, name in book.accounts if search_key(name).startswith(typed)}
    neighbours = ((one.name, book.names[one.account], key) for one, key in book.people_keys if one.account in homes)
    return chain(everybody, islice(neighbours, SHOWN)) if homes else everybody


def _quarters(quarter: Quarter) -> list[tuple[str, str]]:
    """The present quarter and the three after it."""
    ahead = [quarter.shifted(step) for step in range(4)]
    return [(f"Q{each.number}", str(each)) for each in ahead]


def _fitting(names: Iterable[tuple[str, str, str]], typed: str) -> list[tuple[str, str]]:
    """(name, detail) of the (name, detail, key) that begin with what was typed, then those with such a word or code."""
    key = search_key(typed)
    first, later = [], []
    for name, detail, known in names:
        if known.startswith(key):
            first.append((name, detail))
            if len(first) >= SHOWN:
                break
        elif (key in known and f" {key}" in known.translate(_TO_BLANKS)) or search_key(detail).startswith(key):
            later.append((name, detail))
    return [*first, *later][:SHOWN]


_TO_BLANKS = str.maketrans("«»\"'(-.", "       ")
