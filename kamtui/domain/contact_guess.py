"""What a position says about the level and the function of a person, in English and in Russian.

How positions are read is in section "Contact map" of docs/method.md, their words in `position_words.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from kamtui.domain import position_words as table
from kamtui.domain.text import search_key
from kamtui.domain.words import Function


class Guess(NamedTuple):
    """Level 1…5 and function that a position speaks of; None where it says nothing."""

    level: int | None
    function: Function | None


class _Rank(NamedTuple):
    """The rank of one title; `lowered`: a deputy, adviser or assistant of it."""

    level: int | None
    function: Function | None
    lowered: bool = False


_BELOW, _ASSISTANT, _SAME = object(), object(), object()
_LONGEST = 300
# Endings of a Russian noun or adjective: "бухгалтера" is a rank, "бухгалтерия" is not.
_CASES = (
    "а я у ю е ы и ь ом ем ой ей ов ев ам ям ах ях ами ями ью ый ий ого его ому ему ым им ых их ыми ими"
    " ая яя ую юю ое ее ые ие"
)
_SEPARATOR = re.compile(r"[,;/|+&()]| (?:and|и) | [-–—] ")
_SOLE_DIRECTOR = _Rank(5, Function.MANAGEMENT)


@lru_cache(maxsize=2048)
def guess(position: str) -> Guess:
    """The level and the function that a position speaks of; None for what it does not say.

    Of several ranks the highest counts ("founder and CTO"), within one title the first ("engineer of the CEO's
    office"). A deputy or adviser stands one level lower, an assistant on level 1. A field of work that is named ("for
    procurement") goes before the function that a lowered rank implies.
    """
    titles = _titles(position)
    field = _field([word for title in titles for word in title])
    ranks = [rank for title in titles if (rank := _rank(title, field)) is not None]
    if not ranks:
        return Guess(None, field)
    top = max(ranks, key=lambda rank: rank.level or 0)
    if top.level == 5 or (not top.lowered and top.function not in (None, Function.MANAGEMENT)):
        return Guess(top.level, top.function)
    implied = [rank.function for rank in ranks if rank.function is not None]
    telling = next((function for function in implied if function is not Function.MANAGEMENT), None)
    return Guess(top.level, field or telling or next(iter(implied), None))


def _titles(position: str) -> list[list[str]]:
    """The titles in a position as small words, abbreviations written out."""
    text = search_key(position)[:_LONGEST].replace("r&d", "rnd").replace("асу тп", "асутп")
    parts = (re.findall(r"[^\W_]+", part) for part in _SEPARATOR.split(f" {text} "))
    return [[table.WRITTEN_OUT.get(word, word) for word in _apart(words)] for words in parts if words]


def _apart(words: Iterable[str]) -> Iterator[str]:
    """The words, those that join abbreviations ("замгендиректора") taken apart."""
    for word in words:
        rest = word
        for begin, ends in table.JOINED:
            if rest.startswith(begin) and rest[len(begin) :].startswith(tuple(ends.split())):
                yield begin
                rest = rest[len(begin) :]
        yield rest


def _rank(title: Sequence[str], field: Function | None) -> _Rank | None:
    """The rank of one title, or None when it names none; `field` is what the whole position speaks of."""
    found = list(_found(_ranks(), title))
    ranks = [meaning for _start, _end, meaning in found if isinstance(meaning, _Rank)]
    if any(meaning is _ASSISTANT for _start, _end, meaning in found):
        return _Rank(1, ranks[0].function if ranks else None, lowered=True)
    lowered, begin = 0, 0
    for start, end, meaning in found:
        if isinstance(meaning, _Rank):
            if (
                start == begin
                and title[start].startswith(("директор", "director"))
                and _of_the_firm(title[end:], field)
            ):
                meaning = _SOLE_DIRECTOR
            if not lowered:
                return meaning
            return _Rank(max(1, (meaning.level or 1) - lowered), meaning.function, lowered=True)
        lowered, begin = lowered + (meaning is _BELOW), end
    return _Rank(None, None, lowered=True) if lowered else None


def _of_the_firm(rest: Sequence[str], field: Function | None) -> bool:
    """Whether the word "director" stands alone, or nothing but the company follows."""
    if not rest:
        return field is None
    return next((start for start, _end, _meaning in _found(_firms(), rest)), -1) == 0


def _field(words: Sequence[str]) -> Function | None:
    """The field of work that comes first, of the most telling group that has any."""
    for lexicon in _fields():
        for _start, _end, meaning in _found(lexicon, words):
            if isinstance(meaning, Function):
                return meaning
    return None


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    endings: frozenset[str] | None
    meaning: object

    def fits(self, words: Sequence[str]) -> bool:
        """Whether `words` begin with the phrase; `endings` None: whatever follows a stem."""
        if len(words) < len(self.words):
            return False
        for wanted, word in zip(self.words, words, strict=False):
            stem = wanted.removesuffix("*")
            if not word.startswith(stem) or (stem == wanted and word != stem):
                return False
            if self.endings is not None and stem and word[len(stem) :] not in self.endings:
                return False
        return True


_Lexicon = Mapping[str, Sequence[_Phrase]]


def _found(lexicon: _Lexicon, words: Sequence[str]) -> Iterator[tuple[int, int, object]]:
    """(start, end, meaning) of the phrases among the words, none within another, longer phrases first."""
    at = 0
    while at < len(words):
        phrase = next((p for p in lexicon.get(words[at][:2], ()) if p.fits(words[at:])), None)
        if phrase is None:
            at += 1
            continue
        yield at, at + len(phrase.words), phrase.meaning
        at += len(phrase.words)


def _lexicon(entries: Iterable[tuple[str, object]], endings: frozenset[str] | None = None) -> _Lexicon:
    """Phrases by the first two letters, longer ones first."""
    found: dict[str, list[_Phrase]] = {}
    for text, meaning in entries:
        for piece in text.split(";"):
            words = tuple(piece.split())
            if words:
                found.setdefault(words[0][:2], []).append(_Phrase(words, endings, meaning))
    for phrases in found.values():
        phrases.sort(key=lambda phrase: (-len(phrase.words), -sum(map(len, phrase.words))))
    return found


@cache
def _ranks() -> _Lexicon:
    ranks: list[tuple[str, object]] = [(words, _Rank(level, function)) for level, function, words in table.RANKS]
    below = [(table.DEPUTIES, _BELOW), (table.ASSISTANTS, _ASSISTANT), (table.ACTING, _SAME)]
    return _lexicon([*ranks, *below], frozenset(["", *_CASES.split()]))


@cache
def _firms() -> _Lexicon:
    return _lexicon([(table.FIRMS, None)])


@cache
def _fields() -> tuple[_Lexicon, ...]:
    return tuple(
        _lexicon([(table.NO_FIELD, None), *((words, function) for function, words in group.items())])
        for group in table.FIELDS
    )
