"""One line that logs a touch: `met Petrov and Orlova yesterday: agreed the trial > send the offer by 15.12`.

The head of the line gives kind, people and day in any order; what follows is the outcome; after `>` (or `->`,
`next:`, `далее:`) comes the next step with its own date. `we: …` and `they: …` are promises. Who began it is told by
`they called`, `wrote us`, `позвонили нам`. Words that are not understood stay in the outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import NamedTuple

from kamtui.domain.contacts import Contact
from kamtui.domain.promise_line import PromiseDraft, take_promises
from kamtui.domain.quarters import Quarter
from kamtui.domain.text import search_key
from kamtui.domain.touch_words import (
    AND,
    BY,
    FROM,
    KINDS,
    LEADING,
    MEANS,
    ONE_SIDED,
    OURS,
    THEIRS,
    TO_US,
    VERBS,
    WITH,
)
from kamtui.domain.when import find_date, find_day, find_quarter, without
from kamtui.domain.words import ContactStatus, TouchKind


class TouchDraft(NamedTuple):
    """A touch as understood from one line.

    `people` are names (of contacts as on the map, of others as typed), `contact_ids` those on the map. `unclear` names
    the contacts that an ambiguous word may mean; that word is in `people` as typed. `proactive`: we began it.
    """

    kind: TouchKind
    on: date
    people: tuple[str, ...] = ()
    contact_ids: tuple[str, ...] = ()
    outcome: str = ""
    next_step: str = ""
    next_due: date | None = None
    next_time: time | None = None
    next_quarter: Quarter | None = None
    unclear: tuple[str, ...] = ()
    promises: tuple[PromiseDraft, ...] = ()
    proactive: bool = True


NEXT_STEP = re.compile(
    r"\s*(?:->|=>|→|(?:(?<=\s)|^)>(?!\s*[\d.,]+\s*(?:%|$))|(?<!\w)(?:next(?:\s+steps?)?|далее|дальше|след(?:\.|ующий)\s*шаг)\s*:)\s*",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*\.?|\S")
_ENDINGS = tuple(
    re.findall(
        r"\w+",
        "ыми ими ого его ому ему ых их ые ие ое ее ой ей ым им ом ем ам ям ах ях ою ею ую юю ая яя "
        "ый ий а я у ю е ы и о й ь",
    )
)


class _Token(NamedTuple):
    text: str
    start: int
    end: int


class _Matched(NamedTuple):
    """Contacts that the next `length` words of the line name equally well."""

    contacts: tuple[Contact, ...]
    length: int


def parse_touch_line(text: str, contacts: Sequence[Contact], today: date, fiscal_start: int = 1) -> TouchDraft:
    """What the line says; never fails. Without a kind word it is a call, without a day it was today.

    People are found by surname or first name in any Russian case. The day is taken from the head or the end of the
    outcome, never from its middle. People who are named only within the outcome are taken, and their words stay.
    """
    text, promises = take_promises(text, today, NEXT_STEP, fiscal_start)
    cut = NEXT_STEP.search(text)
    said, planned = (text[: cut.start()], text[cut.end() :]) if cut else (text, "")
    directory = _directory(contacts)
    head = _Head(said, directory, today, fiscal_start)
    outcome = said[head.end :].strip().lstrip(":.,;–—- ").strip()
    if cut:
        outcome = outcome.rstrip(" ,;")
    on, people = head.day, head.people
    if on is None:
        found = find_day(outcome, today, past=True, strict=True, fiscal_start=fiscal_start)
        if (
            found
            and found.day <= today
            and not outcome[found.span[1] :].strip(" .")
            and not _AHEAD.search(outcome[: found.span[1]], max(0, found.span[0] - 6))
        ):
            on, outcome = found.day, outcome[: found.span[0]].rstrip(" ,;")
    if not people:
        people = _mentioned(outcome, directory)
    step = read_next_step(planned, today, fiscal_start)
    known = [contact for name, contact in people if contact is not None]
    return TouchDraft(
        kind=head.kind or TouchKind.CALL,
        on=on or today,
        people=tuple(dict.fromkeys(contact.name if contact else name for name, contact in people)),
        contact_ids=tuple(dict.fromkeys(contact.id for contact in known)),
        outcome=" ".join(outcome.split()),
        next_step=step.title,
        next_due=step.due,
        next_time=step.time,
        next_quarter=step.quarter,
        unclear=tuple(dict.fromkeys(head.unclear)),
        promises=promises,
        proactive=not head.theirs,
    )


# "moved to Friday", "перенесли на пятницу": a day ahead, whatever it is called.
_AHEAD = re.compile(r"(?<!\w)(?:to|for|until|till|by|на|до|к|ко|по)\s+[^\s]+(?:\s+\S+)?$", re.IGNORECASE)


class NextStep(NamedTuple):
    """What comes next, when, or in which quarter."""

    title: str
    due: date | None = None
    time: time | None = None
    quarter: Quarter | None = None


def read_next_step(text: str, today: date, fiscal_start: int = 1) -> NextStep:
    """A next step with its day in words: `send the offer by 15.12`, `tender #Q1`."""
    due = find_date(text, today, strict=True, fiscal_start=fiscal_start)
    quarter = find_quarter(text, today, fiscal_start, marked=True)
    spans = (*(due.spans if due else ()), *((quarter.span,) if quarter else ()))
    title = without(text, spans) or " ".join(text.split())
    return NextStep(title, due and due.day, due and due.time, quarter and quarter.quarter)


class _Head:
    """The leading words of a line, read for kind, day, people and who began it (`theirs`) until something else begins
    at `end`."""

    def __init__(self, text: str, directory: _Directory, today: date, fiscal_start: int) -> None:
        self.kind: TouchKind | None = None
        self.theirs = False
        self.day: date | None = None
        self.people: list[tuple[str, Contact | None]] = []
        self.unclear: list[str] = []
        self.end = 0
        tokens = [_Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]
        words = [search_key(token.text) for token in tokens]
        introduced = sent = False
        named_until = -1  # the token after a name in the nominative
        at = 0
        while at < len(tokens):
            token, word = tokens[at], words[at]
            after = words[at + 1] if at + 1 < len(words) else ""
            # "met with Petrov and agreed": what joins is of the head only when a person follows.
            if word in WITH or (word in AND and (self.people or self.kind or self.day)):
                introduced = introduced or word in ("with", "с", "со") or (bool(self.people) and word in AND)
                sent = word in FROM and self.kind in ONE_SIDED
                at += 1
                continue
            if word == ":" and self.people and self.kind is None and self._goes_on(text, tokens, words, at + 1, today):
                at += 1
                continue
            if self.kind is None and word in LEADING | OURS and self._leads(words, at + 1):
                at = self._past(tokens, at + 1)
                continue
            announced = word in THEIRS and self.kind is None and self._leads(words, at + 1)
            if (announced and not self.theirs) or (word in TO_US and self.kind is not None):
                self.theirs = True
                at = self._past(tokens, at + 1)
                continue
            if self.kind is None and word in KINDS and not (word in VERBS and after == "off"):
                self.kind = KINDS[word]
                self.theirs = self.theirs or (at == named_until and word in VERBS and self.kind in ONE_SIDED)
                at = self._past(tokens, at + 1)
                continue
            if word in BY and after in MEANS:
                wrote_mail = self.kind is TouchKind.MESSAGE and MEANS[after] is TouchKind.EMAIL
                self.kind = MEANS[after] if self.kind is None or wrote_mail else self.kind
                at = self._past(tokens, at + 2)
                continue
            found = None
            if self.day is None:
                found = find_day(text[token.start :], today, past=True, strict=True, fiscal_start=fiscal_start)
            if found and found.span[0] == 0 and found.day <= today:
                self.day = found.day
                stop = token.start + found.span[1]
                at = self._past(tokens, next((n for n, other in enumerate(tokens) if other.start >= stop), len(tokens)))
                continue
            matched = _match([other.text for other in tokens[at:]], directory)
            if matched:
                typed = text[token.start : tokens[at + matched.length - 1].end]
                if len(matched.contacts) == 1:
                    self.people.append((typed, matched.contacts[0]))
                else:
                    self.people.append((typed, None))
                    self.unclear += [contact.name for contact in matched.contacts]
                subject = _is_subject(words[at : at + matched.length], matched.contacts[0])
                wrote_us = at > 0 and words[at - 1] in VERBS and subject and bool(_CASES.search(word))
                self.theirs = self.theirs or sent or (wrote_us and self.kind in ONE_SIDED)
                at = self._past(tokens, at + matched.length)
                named_until = at if subject else -1
                continue
            if token.text[:1].isupper() and (introduced or sent or self._ends_head(text, tokens, at, today)):
                length = 1
                while at + length < len(tokens) and tokens[at + length].text[:1].isupper():
                    length += 1
                typed = text[token.start : tokens[at + length - 1].end].rstrip(".,")
                self.people.append((typed, None))
                self.theirs = self.theirs or sent
                at = self._past(tokens, at + length)
                introduced = False
                continue
            break

    def _leads(self, words: Sequence[str], at: int) -> bool:
        """Whether the word for a kind stands at a place, perhaps after words that say no more; not "called off"."""
        while at < len(words) and words[at] in LEADING:
            at += 1
        return at < len(words) and words[at] in KINDS and not (at + 1 < len(words) and words[at + 1] == "off")

    def _goes_on(self, text: str, tokens: Sequence[_Token], words: Sequence[str], at: int, today: date) -> bool:
        """Whether the head goes on after the colon behind a name: "Kim: they called", "Kim: call, no answer"."""
        if at >= len(words):
            return False
        word, rest = words[at], words[at + 1 :]
        if word in VERBS or (word in THEIRS | OURS | LEADING and self._leads(words, at + 1)):
            return rest[:1] != ["off"]
        day = find_day(text[tokens[at + (word in KINDS)].start :], today, past=True, strict=True) if rest else None
        dated = day is not None and day.span[0] == 0
        if word in KINDS:
            return dated or not rest or rest[0] in (":", ",", ".", ";")
        # "Kim: yesterday we met", but "Kim: yesterday's price".
        return dated and any(other in KINDS for other in rest[:3])

    def _ends_head(self, text: str, tokens: Sequence[_Token], at: int, today: date) -> bool:
        """Whether a strange word after the kind must be a name: a colon, a comma or the day follows."""
        if self.kind is None or at + 1 >= len(tokens) or self.people:
            return False
        after = tokens[at + 1]
        found = find_day(text[after.start :], today, past=True, strict=True) if self.day is None else None
        return after.text in (":", ",") or bool(found and found.span[0] == 0)

    def _past(self, tokens: Sequence[_Token], at: int) -> int:
        """Note that everything before token `at` is understood."""
        self.end = tokens[at - 1].end
        return at


# A surname of two endings tells who did it: "звонил Петров" from "звонил Петрову"; Ким is one and the other.
_CASES = re.compile(r"(?:[оеи]в|[иы]н|[сц]кий|[ое]ва|[иы]на|[сц]кая)$")


def _is_subject(said: Sequence[str], contact: Contact) -> bool:
    """Whether a name stands in the nominative: as it is written on the map."""
    written = re.split(r"[\s.,]+", search_key(contact.name))
    return all(word.strip(".") in written for word in said)


class _Name(NamedTuple):
    contact: Contact
    words: tuple[str, ...]
    stems: tuple[frozenset[str], ...]


_Directory = Sequence[_Name]


def _directory(contacts: Iterable[Contact]) -> _Directory:
    """Names to look people up by: persons, those who have not left first."""
    people = sorted(
        (contact for contact in contacts if not contact.placeholder), key=lambda c: c.status is ContactStatus.LEFT
    )
    names = []
    for contact in people:
        words = tuple(word for word in re.split(r"[\s.,]+", search_key(contact.name)) if word)
        names.append(_Name(contact, words, tuple(stems(word) for word in words)))
    return names


def stems(word: str) -> frozenset[str]:
    """The word without its Russian case ending, also with a fleeting vowel dropped (Павел, Павлу)."""
    word = word.removesuffix("'s").removesuffix("’s")
    stem = word
    if re.search("[а-я]", word):
        stem = next(
            (word.removesuffix(end) for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 3), word
        )
    forms = {stem}
    if len(stem) >= 5 and stem[-2] in "ео":
        forms.add(stem[:-2] + stem[-1])
    return frozenset(forms)


def _match(words: Sequence[str], directory: _Directory) -> _Matched | None:
    """Whom the first words name: as many words of one name as possible, at least one of three letters or more."""
    best: list[tuple[int, int, Contact]] = []
    keys = [search_key(word.rstrip(".,")) for word in words[:4]]
    dotted = [word.endswith(".") for word in words[:4]]
    for name in directory:
        length, exact, solid = 0, 0, False
        free = list(range(len(name.words)))
        for key, dot in zip(keys, dotted, strict=True):
            hit = _hit(key, name, free)
            if hit is None:
                break
            free.remove(hit)
            length += 1
            exact += key == name.words[hit]
            solid = solid or len(key) >= 3 or (len(key) > 1 and key == name.words[hit])
            if dot and len(key) > 1:
                break
        if length and solid:
            present = name.contact.status is not ContactStatus.LEFT
            best.append((length * 10 + exact * 2 + present, length, name.contact))
    if not best:
        return None
    top = max(score for score, _length, _contact in best)
    length = next(length for score, length, _contact in best if score == top)
    return _Matched(tuple(contact for score, _length, contact in best if score == top), length)


def _hit(key: str, name: _Name, free: Sequence[int]) -> int | None:
    """The word of the name (by index) that `key` is: a form of it, or its initial."""
    if not key:
        return None
    forms = stems(key)
    for index in free:
        if key == name.words[index] or forms & name.stems[index]:
            return index
    for index in free:
        word = name.words[index]
        if (len(key) == 1 and word.startswith(key)) or (len(word) == 1 and len(key) > 1 and key.startswith(word)):
            return index if len(name.words) > 1 and len(key) == 1 else None
    return None


def _mentioned(text: str, directory: _Directory) -> list[tuple[str, Contact | None]]:
    """People whom a free text names with a capital letter and without doubt."""
    people: list[tuple[str, Contact | None]] = []
    words = [match[0] for match in _TOKEN.finditer(text)]
    at = 0
    while at < len(words):
        matched = _match(words[at:], directory) if words[at][:1].isupper() else None
        if matched and len(matched.contacts) == 1:
            people.append((words[at], matched.contacts[0]))
        at += matched.length if matched else 1
    return people
