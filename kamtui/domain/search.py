"""Finding by words: texts and queries in one form, word forms by stems, slips of the keyboard, order, excerpts.

A text is kept as ` word word … `, folded, with blanks at both ends: what begins a word follows a blank.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from threading import Lock, local
from typing import TYPE_CHECKING, Any, NamedTuple

from kamtui.domain.text import search_key

if TYPE_CHECKING:
    from datetime import date

Marks = tuple[tuple[int, int], ...]  # from, to: places in a text


class Kind(StrEnum):
    """What can be found, in the order in which it is shown."""

    ACCOUNT = "account"
    CONTACT = "contact"
    TASK = "task"
    ESCALATION = "escalation"
    OPPORTUNITY = "opportunity"
    INITIATIVE = "initiative"
    TENDER = "tender"
    CONTRACT = "contract"
    MEETING = "meeting"
    PROMISE = "promise"
    GOAL = "goal"
    PLAN = "plan"
    REVIEW = "review"
    PROGRESSION = "progression"
    TOUCH = "touch"
    NOTE = "note"
    FINDING = "finding"
    WALLET = "wallet"


NAMES = (Kind.ACCOUNT, Kind.CONTACT)
ORDER = {kind: place for place, kind in enumerate(Kind)}


class Doc(NamedTuple):
    """A record as it is searched: `names` are what it is called, `fields` all its texts by the name of the field.

    `day` is an ISO date or "". `ref` is what leads to it.
    """

    kind: Kind
    row_id: str
    account_id: str | None
    day: str
    names: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    ref: Mapping[str, Any]


class Hit(NamedTuple):
    """A record that was found. `snippet` is of the field `where` ("": what it is called); marks are the words found."""

    kind: Kind
    account_id: str | None
    account_code: str
    account_name: str
    title: str
    title_marks: Marks
    snippet: str
    marks: Marks
    where: str
    on: date | None
    ref: Mapping[str, Any]


class Term(NamedTuple):
    """A word of a query as typed, and what any form of it begins with; with a blank at its end a form is the word."""

    word: str
    stems: tuple[str, ...]


class Tier(StrEnum):
    """How a record answers a query, best first."""

    EXACT = "a"  # an account or a person of just that name
    START = "b"  # an account or a person whose name begins so
    NAMED = "c"  # words of its name begin so
    WORDS = "d"  # words of its texts begin so
    NAMED_FORM = "e"  # other forms of the words, in its name
    FORM = "f"  # other forms of the words
    INSIDE = "g"  # within words
    LIKE = "h"  # words that are spelled much like it


LOOSE = (Tier.INSIDE, Tier.LIKE)
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\+?\d[\d\s()\-\u2011.]{4,}\d")
_DOMAIN = re.compile(r"@[\w.-]+")
_FEWEST_DIGITS = 6
_FLEETING = re.compile(r"(?<=[бвгджзйклмнпрстфхцчшщ])[ое](?=[кцнлр]$)")
_LATIN, _CYRILLIC = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё"
_OTHER_LAYOUT = str.maketrans(_LATIN + _CYRILLIC, _CYRILLIC + _LATIN)
_CLUSTER = re.compile(r"(?<=[бвгджзйклмнпрстфхцчшщь])(?=[кцнлр]$)")


def words_of(text: str) -> list[str]:
    """The words of a text, folded: letters and digits only."""
    return _WORD.findall(search_key(text))


def plain(text: str) -> str:
    """A text as it is searched and compared: ` word word `."""
    return f" {' '.join(words_of(text))} "


@cache
def _languages() -> tuple[Callable[[], Any], Callable[[], Any]]:
    name = "snowballstemmer"
    spec = None if name in sys.modules else find_spec(name)
    if spec is not None:  # of its thirty languages two are loaded: the others are 2 MB
        sys.modules[name] = module_from_spec(spec)
    try:
        russian = import_module(f"{name}.russian_stemmer").RussianStemmer
        english = import_module(f"{name}.english_stemmer").EnglishStemmer
    finally:
        if spec is not None:
            del sys.modules[name]
    return russian, english


_LOADING = Lock()
_own = local()


def _stemmers() -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Of this thread alone: a stemmer keeps the word it works on. The index is made in a thread while one types."""
    try:
        found: tuple[Callable[[str], str], Callable[[str], str]] = _own.stemmers
    except AttributeError:
        with _LOADING:
            russian, english = _languages()
        found = _own.stemmers = russian().stemWord, english().stemWord
    return found


@lru_cache(32768)
def stem(word: str) -> str:
    """The stem of a folded Russian or English word; anything else is its own."""
    if len(word) < 3 or not word.isalpha():
        return word
    russian, english = _stemmers()
    return english(word) if word.isascii() else russian(word)


@lru_cache(32768)
def _odd_stem(word: str) -> str:
    """The stem of a word that does not begin with it (`dying`: die), else ""; Russian words begin with theirs."""
    found = stem(word) if word.isascii() else ""
    return "" if word.startswith(found) else found


def searchable(fields: Iterable[str]) -> str:
    """What is kept of the texts of a record: words, numbers written with blanks as one, stems unlike their words."""
    text = _DOMAIN.sub(_one_word, "\n".join(fields))
    words = words_of(text)
    found = [*words]
    for number in _NUMBER.findall(text):
        digits = re.sub(r"\D", "", number)
        if len(digits) >= _FEWEST_DIGITS:
            found += [digits, digits[-10:]] if len(digits) > 10 else [digits]
    found += [odd for odd in dict.fromkeys(map(_odd_stem, words)) if odd]
    return f" {' '.join(found)} "


def _one_word(domain: re.Match[str]) -> str:
    """The domain of an address as the inside of a word: a client is not found by everybody's e-mail before its name."""
    return f" at{''.join(words_of(domain[0]))} "


def _forms(word: str) -> tuple[str, ...]:
    """What forms of a word begin with: its stem as far as the word has it, without a vowel that comes and goes; and the
    form that has one (`бочка`: бочек)."""
    found = stem(word)
    if len(found) < 3:
        return (word,)
    forms = [found]
    same = next((i for i, (one, other) in enumerate(zip(found, word, strict=False)) if one != other), None)
    if same is not None and same >= 4:
        forms.append(found[:same])
    if len(found) >= 4 and not found.isascii():
        forms.append(_FLEETING.sub("", found))
        forms += [f"{_CLUSTER.sub(vowel, found)} " for vowel in "ое" if _CLUSTER.search(found)]
    forms = sorted({form for form in forms if len(form) >= 3}, key=len)
    return tuple(form for at, form in enumerate(forms) if not any(form.startswith(one) for one in forms[:at]))


def terms_of(text: str) -> tuple[Term, ...]:
    """The words of a query. A single letter beside other words says nothing yet and is left out."""
    words = list(dict.fromkeys(words_of(text)))
    longer = [word for word in words if len(word) > 1]
    return tuple(Term(word, _forms(word)) for word in (longer or words)[:8])


def number_of(text: str) -> tuple[str, ...]:
    """A query that is one number (a phone, ИНН): its digits, without and with the prefix of the country; else ()."""
    digits = re.sub(r"\D", "", text)
    if len(digits) < _FEWEST_DIGITS or re.sub(r"[\d\s()+\-.]", "", text):
        return ()
    return (digits, digits[1:]) if digits[0] in "78" else (digits,)


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, drop or swap with the next to make `other` of `one`; `most + 1` for more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row = row, [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = last
    return row[-1]


def swapped(word: str) -> list[str]:
    """The words of which two neighbours changed places to make this one: they may have no three letters in common."""
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]


def alike(word: str, candidates: Iterable[str], limit: int = 8) -> list[str]:
    """Those of `candidates` that `word` was probably meant to be, or to begin: nearest first."""
    most = 1 if len(word) < 6 else 2
    found = []
    for place, candidate in enumerate(candidates):
        heads = {candidate[: len(word) + by] for by in (-1, 0, 1)} | {candidate}
        nearest = min(distance(word, head, most) for head in heads)
        if nearest <= most and set(candidate[:2]) & set(word[:2]):  # few miss both letters that a word begins with
            found.append((nearest, place, candidate))
    return [candidate for _nearest, _place, candidate in sorted(found)[:limit]]


def tier(kind: Kind, head: str, query: str, terms: Sequence[Term], stage: Tier) -> Tier:
    """How well a record answers. `head` are its names as `plain`, one a line; `stage` is how it was found."""
    if stage is Tier.WORDS:
        if kind in NAMES and f"\n {query} \n" in f"\n{head}\n":
            return Tier.EXACT
        if kind in NAMES and f"\n {query}" in f"\n{head}":
            return Tier.START
        return Tier.NAMED if all(f" {term.word}" in head for term in terms) else stage
    if stage is Tier.FORM and all(any(f" {form}" in head for form in term.stems) for term in terms):
        return Tier.NAMED_FORM
    return stage


def order(kind: Kind, found: Tier, row: int, far: int = 0) -> tuple[object, ...]:
    """By what hits are ordered: just that name first, then accounts, people and the other kinds, newest first.

    Of what is only spelled alike the nearest name comes before all: `far` as `farness` counts it, else 0.
    """
    strength = 0 if found is Tier.EXACT else 2 if found in LOOSE else 1
    return strength, far, ORDER[kind], found, -row


def farness(head: str, terms: Sequence[Term]) -> int:
    """How many letters the nearest whole words of a name are away from those of a query; more than 2 count as 3."""
    words = head.split()
    return sum(min((distance(term.word, word, 2) for word in words), default=3) for term in terms)


def naming(terms: Sequence[Term], name: str) -> frozenset[Term]:
    """Those of the words of a query that a name has, in any form."""
    head = plain(name)
    return frozenset(
        term for term in terms if f" {term.word}" in head or any(f" {form}" in f"{head} " for form in term.stems)
    )


def other_layout(text: str) -> str:
    """A text as the other keyboard layout would have written it: `gtnhjd` is петров."""
    return text.lower().translate(_OTHER_LAYOUT)


def share_out(kinds: Sequence[Kind], limit: int) -> list[int]:
    """Places of the hits to show, of all in their order, when `limit` is shared fairly among their kinds."""
    counts = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
    allowed, room = dict.fromkeys(counts, 0), min(limit, len(kinds))
    while room:
        for kind in counts:
            if room and allowed[kind] < counts[kind]:
                allowed[kind] += 1
                room -= 1
    shown = []
    for place, kind in enumerate(kinds):
        if allowed[kind]:
            allowed[kind] -= 1
            shown.append(place)
    return shown


@lru_cache(32768)
def _folded(word: str) -> str:
    return search_key(word)


def marks(text: str, forms: Sequence[str], inside: bool = False) -> Marks:
    """Where words of `text` begin with one of `forms` (or have it, `inside`)."""
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        folded = _folded(match[0])
        best = max((form for form in forms if f"{folded} ".startswith(form)), key=len, default="").rstrip()
        at = 0
        if not best and inside:
            best = max((form for form in forms if form in folded), key=len, default="")
            at = folded.find(best) if best else 0
        if not best and any(form == _odd_stem(folded) for form in forms):
            best = folded
        if best:
            exact = len(folded) == len(match[0])  # else letters do not stand where they stood
            found.append(
                (match.start() + at, match.start() + at + len(best)) if exact else (match.start(), match.end())
            )
    return tuple(found)


def excerpt(text: str, found: Marks, room: int = 120) -> tuple[str, Marks]:
    """The part of `text` around the first mark, on one line, with the marks that are in it."""
    first = found[0][0] if found else 0
    start = 0
    if first > room // 2:
        start = text.rfind(" ", 0, first - room // 4) + 1 or first
    end = min(len(text), start + room)
    lead = "…" if start else ""
    piece = "".join(" " if char.isspace() else char for char in text[start:end])
    shift = len(lead) - start
    kept = tuple((a + shift, min(b, end) + shift) for a, b in found if a >= start and a < end)
    return lead + piece.rstrip() + ("…" if end < len(text) else ""), kept


def in_sight(text: str, found: Marks, room: int, size: Callable[[str], int]) -> tuple[str, Marks]:
    """A text, or the part around its first mark where that would not be seen in `room` cells; `size` counts cells."""
    if not found or size(text[: found[0][1]]) <= room - (found[0][1] < len(text)):
        return text, found
    return excerpt(text, found, max(4, room - 2))
