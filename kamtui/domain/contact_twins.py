"""Possible duplicates: the same person twice on one map.

Rules: section "Contact map" of docs/method.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from kamtui.domain.contacts import Contact
from kamtui.domain.phones import phone_key
from kamtui.domain.text import search_key
from kamtui.domain.words import WayKind
from kamtui.i18n import _

# A phone or address of more people is a switchboard or an office.
SHARED = 3


class Twin(NamedTuple):
    """A contact who may be the same person, and why, translated."""

    contact: Contact
    reason: str


def twins(
    people: Sequence[Contact], name: str, phones: Sequence[str] = (), emails: Sequence[str] = (), skip_id: str = ""
) -> tuple[Twin, ...]:
    """Who of `people` may be the person of this name, phones and e-mails, the surest first; not `skip_id` itself.

    An e-mail or phone tells nothing once more than SHARED people have it. Names are compared with persons, not with
    those yet to meet.
    """
    others = [contact for contact in people if contact.id != skip_id]
    found: dict[str, tuple[int, Contact, list[str]]] = {}

    def note(weight: int, contact: Contact, reason: str) -> None:
        first = found.setdefault(contact.id, (weight, contact, []))
        first[2].append(reason)

    for contact, value in _sharing(others, emails, WayKind.EMAIL, _mail_key):
        note(0, contact, _("same e-mail: {value}").format(value=value))
    for contact, value in _sharing(others, phones, WayKind.PHONE, phone_key):
        note(1, contact, _("same phone: {value}").format(value=value))
    words = name_words(name)
    if words:
        alike = [(likeness, contact) for contact in others if (likeness := _likeness(words, name, contact)) is not None]
        parts = [contact for likeness, contact in alike if likeness == _PART]
        for likeness, contact in alike:
            # One word that several people share is a surname or a first name, and tells nothing.
            if likeness != _PART or len(words) > 1 or len(parts) == 1:
                note(2 + likeness, contact, _reasons()[likeness])
    ranked = sorted(found.values(), key=lambda entry: entry[0])
    return tuple(Twin(contact, "; ".join(reasons)) for _weight, contact, reasons in ranked)


def _sharing(
    people: Sequence[Contact], values: Sequence[str], kind: WayKind, key_of: Callable[[str], str]
) -> Iterable[tuple[Contact, str]]:
    """(contact, value as the contact has it) of those who share one of `values`."""
    wanted = {key for value in values if (key := key_of(value))}
    if not wanted:
        return []
    hits = [
        (key, contact, value)
        for contact in people
        for value in contact.all_of(kind)
        if (key := key_of(value)) in wanted
    ]
    count = Counter(key for key, _contact, _value in hits)
    return [(contact, value) for key, contact, value in hits if count[key] <= SHARED]


def _mail_key(value: str) -> str:
    return value.strip().casefold()


_SAME, _ORDER, _LETTERS, _INITIALS, _TYPO, _PART = range(6)


def _reasons() -> tuple[str, ...]:
    return (
        _("same name"),
        _("same name in another order"),
        _("same name in other letters"),
        _("same name with initials"),
        _("the name differs by one letter"),
        _("the name is a part of the other"),
    )


def _likeness(words: tuple[str, ...], name: str, contact: Contact) -> int | None:
    """How a name is like that of a contact: one of the constants above, the smaller the surer; None when it is not."""
    if contact.placeholder:
        return None
    theirs = name_words(contact.name)
    if words == theirs:
        return _SAME if _folded(name) == _folded(contact.name) else _LETTERS
    rest, others, common = list(words), list(theirs), []
    for word in words:
        if word in others:
            rest.remove(word)
            others.remove(word)
            common.append(word)
    if not rest and not others:
        return _ORDER if sorted(_folded(name)) == sorted(_folded(contact.name)) else _LETTERS
    if all(len(word) < 2 for word in common):
        return None
    if len(rest) == len(others) == 1 and _one_letter_apart(rest[0], others[0]):
        return _TYPO
    if not rest or not others:
        return _PART if len(common) > 1 or len(common[0]) > 3 else None
    return _INITIALS if _initials(rest, others) else None


def _initials(rest: list[str], others: list[str]) -> bool:
    """Whether the words of the shorter side pair with the other's by first letter, one of each pair an initial."""
    shorter, longer = sorted((rest, others), key=len)
    free = list(longer)
    for word in shorter:
        pair = next((o for o in free if o[0] == word[0] and 1 in (len(o), len(word))), None)
        if pair is None:
            return False
        free.remove(pair)
    return True


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether words of four letters or more differ by one letter put in, left out, changed, or two swapped."""
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


@lru_cache(maxsize=4096)
def _folded(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", search_key(name)))


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name in one spelling, Latin, however it was written: Юрий, Yuriy, Iurii and Yury are one."""
    return tuple(word for part in _folded(name) if (word := _spelt(part)))


_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґў"
_LATIN = "a b v g d e zh z i i k l m n o p r s t u f h c ch sh sch . i . e iu ia i i e g u"
# Ways to write one sound in Latin letters, the longer ones first.
_SOUNDS = (
    ("shch", "sh"), ("sch", "sh"), ("tch", "ch"), ("kh", "h"), ("ph", "f"), ("ts", "c"), ("tz", "c"), ("cz", "ch"),
    ("ck", "k"), ("x", "ks"), ("w", "v"), ("q", "k"), ("y", "i"), ("j", "i"), ("io", "e"), ("ie", "e"),
)  # fmt: skip


@cache
def _letters() -> dict[int, str]:
    return {ord(letter): latin for letter, latin in zip(_CYRILLIC, _LATIN.split(), strict=True)}


def _spelt(word: str) -> str:
    latin = word if word.isascii() else word.translate(_letters()).replace(".", "")
    if len(latin) < 2:
        return latin
    for written, sound in _SOUNDS:
        latin = latin.replace(written, sound)
    # What is left of c is the k of Victor, or the ts of Кузнецов; before h it stays.
    latin = re.sub(r"c(?![heiy])(?=[aourlkt]|$)", "k", latin)
    return re.sub(r"(.)\1+", r"\1", latin)
