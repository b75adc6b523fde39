"""Accounts and people that a captured line names: marked by `@` and `+`, or in passing, in any Russian case.

What is named in passing is taken only without doubt: a word that is a name by accident stays a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from kamtui.domain.text import search_key
from kamtui.domain.touchline import stems
from kamtui.domain.when import Span


class KnownPerson(NamedTuple):
    """Somebody on a map; `account` is the code."""

    id: str
    name: str
    account: str


class FoundAccount(NamedTuple):
    """An account by its code and the place in the line; without a code `unclear` are the names it may mean.

    `guessed`: what was typed, when that is no form of the name but spelled much like it.
    """

    code: str | None
    span: Span
    unclear: tuple[str, ...] = ()
    guessed: str = ""


class FoundPerson(NamedTuple):
    """A person and the place in the line; `person` None for a stranger or when `unclear` names may be meant."""

    person: KnownPerson | None
    span: Span
    typed: str
    unclear: tuple[str, ...] = ()


class _Words(NamedTuple):
    """The words of one name, each as its forms without case endings."""

    key: str  # code of the account, id of the person
    words: tuple[str, ...]
    forms: tuple[frozenset[str], ...]


_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_MARK = re.compile(r"(?<!\S)@(?:\"(?P<quoted>[^\"]+)\"|«(?P<angled>[^»]+)»|(?P<plain>[^\s@+]\S*))")
_PLUS = re.compile(r"(?<!\S)\+(?:\"(?P<quoted>[^\"]+)\"|«(?P<angled>[^»]+)»|(?P<plain>[^\W\d_]\S*))")
_LONGEST_NAME = 5
_SHORTEST_BEGINNING = 4
_SHOWN = 8
_MOST_PEOPLE = 20
_INDEXED = 3  # letters
_KEPT = 500  # words
# How a last letter changes before an ending that makes another word.
_SOFTENED = {"г": "ж", "к": "ч", "х": "ш", "ц": "ч"}
_TO_BLANKS = str.maketrans("«»\"'(),.-", " " * 9)
# Legal forms and words that say what a company is: nobody calls a client by them.
_FORMS = frozenset(
    re.findall(r"\w+", "ооо оао зао пао ао ип гк тк тд нпо llc ltd inc gmbh ag co corp plc jsc the and и")
)
_GENERIC = frozenset(
    re.findall(
        r"\w+",
        "group holding company companies trade trading foods food dairy milk cheese fish meat grain wood pack "
        "packaging plant works mill factory bakery brewery breweries catering logistics service services oil gas "
        "energy steel bank market retail store first new best our central national "
        "группа холдинг компания компании торговля торговый дом продукты молоко сыр рыба мясо зерно хлеб вода масло "
        "лес завод комбинат фабрика цех мельница пекарня пивзавод молзавод логистика сервис нефть газ энергия сталь "
        "банк рынок магазин первый новый центр союз мир век наш",
    )
)
# An adjective alone describes other things, too: "сибирские заводы", "Baltic states".
_ADJECTIVE = re.compile(
    r"(?:[а-я]*(?:ск|цк|ов|ев|н|ч|ш|щ)(?:ий|ый|ой|ая|яя|ое|ее|ие|ые|ого|его|ому|ему|ую|юю|ом|ем|им|ым|их|ых)|[a-z]+(?:ian|ean|ic|ern|ish|ese))$"
)
_SURNAME = re.compile(
    r"(?:(?:[оеи]в|[иы]н)(?:а|у|ым|е|ой|ы)?|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)|(?:ен|чен)ко|[уюа]к(?:а|у|ом|е)?"
    r"|(?:[oe]v|[iy]n)a?(?:['’]s)?|sk(?:iy?|y|aya)(?:['’]s)?|enko(?:['’]s)?)$"
)
_SEPARATOR = re.compile(r"\s*(?:[:—–]|[,-]\s)")
_LEGAL = "(?:ооо|оао|зао|пао|ао|гк|тд|llc|ltd)"
_BEFORE = re.compile(rf"(?:{_LEGAL}\s+)?[«\"]?$", re.IGNORECASE)
_AFTER = re.compile(rf"[»\"]?(?:,?\s+{_LEGAL}(?!\w)\.?)?", re.IGNORECASE)


@lru_cache(maxsize=4096)
def forms(word: str) -> frozenset[str]:
    """A word, also without its case ending."""
    key = search_key(word)
    return stems(key) | {key}


class Book:
    """The names of a workspace, to find them in lines: `accounts` are (code, name)."""

    def __init__(self, accounts: Sequence[tuple[str, str]] = (), people: Iterable[KnownPerson] = ()) -> None:
        self.accounts = accounts
        self.people = tuple(people)
        self._words_of_people: dict[str, _Words] = {}
        self._called_so: dict[str, list[tuple[KnownPerson, _Words]]] = {}

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of accounts by code."""
        return dict(self.accounts)

    @cached_property
    def _keyed(self) -> list[tuple[str, str, str]]:
        return [(search_key(code), search_key(name), code) for code, name in self.accounts]

    @cached_property
    def _account_words(self) -> list[_Words]:
        return [_words(code, name) for code, name in self.accounts]

    @cached_property
    def people_keys(self) -> list[tuple[KnownPerson, str]]:
        """People with their names as they are searched."""
        return [(person, search_key(person.name)) for person in self.people]

    # accounts

    def marked_account(self, text: str) -> FoundAccount | None:
        """The first `@account` that is known: by code, name or part of it, in any case; the longest name wins.

        What nothing is called may be misspelt. Without any, the first one that may mean several.
        """
        unclear: FoundAccount | None = None
        for match in _MARK.finditer(text):
            start = match.start()
            quoted = match["quoted"] or match["angled"]
            readings = [(quoted, match.end())] if quoted else list(_readings(text, start + 1))
            for look in (self._named, self._inflected, self._begun, self._in_other_letters, self._misspelt):
                for ref, end in readings:
                    codes = look(ref)
                    if len(codes) == 1:
                        guessed = ref if look in (self._in_other_letters, self._misspelt) else ""
                        return FoundAccount(codes[0], (start, end), guessed=guessed)
                    if codes and unclear is None:
                        unclear = FoundAccount(None, (start, end), tuple(self._shown(code) for code in codes[:_SHOWN]))
        return unclear

    def accounts_like(self, typed: str) -> list[tuple[str, str]]:
        """(name, code) of the accounts that a beginning may mean though no name begins so: `Волга`, `Metropl`."""
        looks = (self._inflected, self._begun, self._in_other_letters, self._misspelt)
        codes = next((codes for look in looks if (codes := look(typed))), [])
        return [(self.names[code], code) for code in codes]

    def named_account(self, text: str) -> FoundAccount | None:
        """The one account that the line names in passing, by its whole name or by a word that is its own.

        A capital letter is needed; a single word at the beginning of the line needs a colon or a comma after it. Of
        two accounts in one line neither is meant.
        """
        words = [(match[0], match.span()) for match in _WORD.finditer(text)]
        found: list[FoundAccount] = []
        at = 0
        while at < len(words):
            hit = self._named_at(text, words, at) if words[at][0][:1].isupper() else None
            if hit is None:
                at += 1
                continue
            code, length = hit
            found.append(FoundAccount(code, _whole(text, words[at][1][0], words[at + length - 1][1][1])))
            at += length
        return found[0] if len({each.code for each in found}) == 1 else None

    def _named(self, ref: str) -> list[str]:
        """Codes of the accounts of this code, else of this name, else with this part of a name."""
        key = search_key(ref)
        if not key:
            return []
        for fitting in (
            [code for short, _name, code in self._keyed if short == key],
            [code for _short, name, code in self._keyed if name == key],
            [code for _short, name, code in self._keyed if f" {key} " in f" {name.translate(_TO_BLANKS)} "],
            [code for _short, name, code in self._keyed if f" {key}" in f" {name.translate(_TO_BLANKS)}"],
            [code for _short, name, code in self._keyed if key in name],
        ):
            if fitting:
                return fitting
        return []

    def _inflected(self, ref: str) -> list[str]:
        """Codes of the accounts whose name has these words, in any case, one after another."""
        wanted = [forms(match[0]) for match in _WORD.finditer(ref)]
        if not wanted:
            return []
        fitting = [
            name
            for name in self._account_words
            if any(_fits(wanted, name.forms[at:]) for at in range(len(name.forms) - len(wanted) + 1))
        ]
        whole = [name.key for name in fitting if len(name.forms) == len(wanted)]
        return whole if len(whole) == 1 else [name.key for name in fitting]

    def _begun(self, ref: str) -> list[str]:
        """Codes of the accounts with a word that begins as this one does without its ending: `Кубань`, Кубанские;
        `Волга`, Волжское."""
        if len(_WORD.findall(ref)) != 1:
            return []
        beginnings = [begun for form in forms(ref) if len(begun := form.rstrip("ь")) >= _SHORTEST_BEGINNING]
        begins = (*beginnings, *(begun[:-1] + _SOFTENED.get(begun[-1], begun[-1]) for begun in beginnings))
        return [name.key for name in self._account_words if any(word.startswith(begins) for word in name.words)]

    def _in_other_letters(self, ref: str) -> list[str]:
        """Codes of the accounts with a word that begins as this one sounds: `Норду`, Nord Foods; `Lenta`, Лента."""
        if len(_WORD.findall(ref)) != 1:
            return []
        sounds = tuple(sound for form in forms(ref) if len(sound := _sound(form.rstrip("ь"))) >= _INDEXED)
        return [
            name.key
            for name in self._account_words
            if any(word not in _GENERIC and _sound(word).startswith(sounds) for word in name.words)
        ]

    def _misspelt(self, ref: str) -> list[str]:
        """Codes of the accounts with a word that is spelled as this one but for a letter: `Metropl`, `Нрод`."""
        from kamtui.domain.search import distance

        key = search_key(ref)
        if len(_WORD.findall(ref)) != 1 or len(key) < _SHORTEST_BEGINNING:
            return []
        near = [
            (min(distance(key, word[: len(key) + 1], 1) for word in name.words if word not in _GENERIC), name.key)
            for name in self._account_words
            if any(word not in _GENERIC for word in name.words)
        ]
        return [code for away, code in near if away <= 1]

    def _named_at(self, text: str, words: Sequence[tuple[str, Span]], at: int) -> tuple[str, int] | None:
        """(code, number of words) of the account that is named from word `at` on."""
        said = [forms(word) for word, _span in words[at : at + _LONGEST_NAME]]
        whole = [
            (len(name.forms), name.key)
            for name in self._account_words
            if len(name.forms) > 1 and len(said) >= len(name.forms) and _fits(name.forms, said)
        ]
        if whole:
            longest = max(length for length, _code in whole)
            codes = [code for length, code in whole if length == longest]
            return (codes[0], longest) if len(codes) == 1 else None
        word, (start, end) = words[at]
        if len(word) >= 4 and word.isupper():
            codes = [code for short, _name, code in self._keyed if short == search_key(word)]
            if codes:
                return codes[0], 1
        if not self._stands_alone(text, words, at):
            return None
        if not text[:start].strip(' «"') and not _SEPARATOR.match(text, end):
            return None
        having = [name for name in self._account_words if any(each & said[0] for each in name.forms)]
        if len(having) == 1 and having[0].forms[0] & said[0] and self._is_own(word, having[0]):
            return having[0].key, 1
        return None

    def _is_own(self, word: str, name: _Words) -> bool:
        """Whether a word of a name is that name's own, neither a common word nor somebody's surname."""
        key = search_key(word)
        if len(key) < 3 or {key, name.words[0]} & _GENERIC or self._meant([word], None)[0]:
            return False
        return len(name.words) == 1 or not (_ADJECTIVE.match(key) or _ADJECTIVE.match(name.words[0]))

    def _stands_alone(self, text: str, words: Sequence[tuple[str, Span]], at: int) -> bool:
        """Whether no other capital word stands beside: of "Nord Stream" or "Metro Nord" our Nord is no part."""
        _word, (start, end) = words[at]
        after = words[at + 1] if at + 1 < len(words) else None
        if after and after[0][:1].isupper() and not text[end : after[1][0]].strip(" "):
            return False
        before = words[at - 1] if at > 1 else None  # the first word of a line has its capital from there
        return not (before and before[0][:1].isupper() and not text[before[1][1] : start].strip(" "))

    def _shown(self, code: str) -> str:
        return f"{self.names[code]} ({code})"

    def hinted_account(self, text: str) -> str:
        """The name of the one account that the line may mean by a word in small letters; "" for none."""
        words = [match[0] for match in _WORD.finditer(text) if match[0].islower() and len(match[0]) >= 3]
        hits = {
            name.key
            for word in words
            for name in self._account_words
            if word not in _GENERIC and forms(word) & name.forms[0] and self._is_own(word, name)
        }
        return self.names[hits.pop()] if len(hits) == 1 else ""

    # people

    def marked_people(self, text: str, account: str | None) -> list[FoundPerson]:
        """Everybody after a `+`: of the account, or without one of any, in any case; strangers by what was typed."""
        found = []
        for match in islice(_PLUS.finditer(text), _MOST_PEOPLE):
            quoted = match["quoted"] or match["angled"]
            start = match.start() + 1
            stop = match.end() if quoted else _next_mark(text, start)
            words = [(word[0], word.span()) for word in _WORD.finditer(text, start, stop)][:_LONGEST_NAME]
            if not words:
                continue
            found.append(self._person_at(text, match.start(), words, account, match.end() if quoted else None))
        return _apart(found)

    def _person_at(
        self, text: str, start: int, words: Sequence[tuple[str, Span]], account: str | None, closed: int | None
    ) -> FoundPerson:
        people, length = self._meant([word for word, _span in words], account)
        if len({person.id for person in people}) == 1:
            end = closed or words[length - 1][1][1]
            return FoundPerson(people[0], (start, end), text[start + 1 : end])
        length = max(length, 1)
        while not people and length < len(words) and words[length][0][:1].isupper() and words[0][0][:1].isupper():
            length += 1
        end = closed or words[length - 1][1][1]
        typed = text[start + 1 : end].strip('«»"')
        unclear = tuple(dict.fromkeys(self._with_account(person) for person in people[:_SHOWN]))
        return FoundPerson(None, (start, end), typed, unclear)

    def named_people(self, text: str, account: str) -> list[KnownPerson]:
        """People of the account whom the line names with a capital letter and without doubt.

        Of a single word that begins the line the capital says nothing: it must look like a surname.
        """
        words = [(match[0], match.span()) for match in _WORD.finditer(text)]
        found: list[KnownPerson] = []
        at = 0
        while at < len(words):
            word, (start, end) = words[at]
            people, length = self._meant([each for each, _span in words[at : at + 3]], account)
            first = length == 1 and not text[:start].strip() and not _SEPARATOR.match(text, end)
            sure = word[:1].isupper() and len(word) >= 3 and (not first or _is_surname(word))
            if sure and len(people) == 1:
                found.append(people[0])
            at += length or 1
        return list(dict.fromkeys(found))

    def named_first(self, text: str, account: str) -> int:
        """Where the name of somebody of the account ends that begins the text; 0 for none."""
        words = [(match[0], match.end()) for match in islice(_WORD.finditer(text), 3)]
        if not words or not text.startswith(words[0][0]):
            return 0
        people, length = self._meant([word for word, _end in words], account)
        return words[length - 1][1] if people else 0

    def _meant(self, said: Sequence[str], account: str | None) -> tuple[list[KnownPerson], int]:
        """(people, number of words): whom the first words name equally well; as many words as possible."""
        given = [forms(word.rstrip(".")) for word in said]
        best: list[tuple[int, int, KnownPerson]] = []
        for person, name in self._called(said[0].rstrip(".")):
            if account not in (None, person.account):
                continue
            length = exact = 0
            free = list(range(len(name.forms)))
            for key, each in zip(said, given, strict=True):
                hit = next((n for n in free if each & name.forms[n] and _agrees(key, name.words[n])), None)
                if hit is None and length and len(key.rstrip(".")) == 1:
                    hit = next((n for n in free if name.words[n].startswith(search_key(key.rstrip(".")))), None)
                if hit is None:
                    break
                free.remove(hit)
                length += 1
                exact += search_key(key) == name.words[hit]
            best.append((length * 10 + exact, length, person))
        if not best:
            return [], 0
        top = max(score for score, _length, _person in best)
        return [person for score, _length, person in best if score == top], top // 10

    def people_with(self, start: str) -> Sequence[tuple[KnownPerson, str]]:
        """People with a word in their name whose first letters are those of `start`, and their names as searched."""
        return self._by_start.get(start[:_INDEXED], ()) if len(start) > 1 else self.people_keys

    def _called(self, word: str) -> list[tuple[KnownPerson, _Words]]:
        """People with this word in their name, in any form; kept, for a line is read again at every letter."""
        found = self._called_so.get(word)
        if found is None:
            if len(self._called_so) > _KEPT:
                self._called_so.clear()
            given = forms(word)
            likely = ((person, self._person_words(person)) for person, _key in self.people_with(search_key(word)))
            found = [(person, name) for person, name in likely if any(given & each for each in name.forms)]
            self._called_so[word] = found
        return found

    @cached_property
    def _by_start(self) -> dict[str, list[tuple[KnownPerson, str]]]:
        """People by the first two and three letters of each word of their names; no form of a word changes those."""
        found: dict[str, list[tuple[KnownPerson, str]]] = {}
        for entry in self.people_keys:
            words = entry[1].translate(_TO_BLANKS).split()
            for start in {word[:length] for word in words for length in (2, _INDEXED)}:
                found.setdefault(start, []).append(entry)
        return found

    def _person_words(self, person: KnownPerson) -> _Words:
        known = self._words_of_people.get(person.id)
        if known is None:
            known = self._words_of_people[person.id] = _words(person.id, person.name, legal=False)
        return known

    def _with_account(self, person: KnownPerson) -> str:
        return f"{person.name} ({self.names.get(person.account, person.account)})"


def _agrees(said: str, word: str) -> bool:
    """Whether a surname as said may be of the sex of the name: "Орловой" is no Орлов, "Орловым" no Орлова."""
    said = search_key(said)
    if word.endswith(("ов", "ев", "ин", "ын")):
        return not said.endswith(("вой", "вою", "ной", "ною"))
    return not (word.endswith(("ова", "ева")) and said.endswith(("вым", "ве")))


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    """A word of either alphabet as it sounds, roughly: in capital Latin letters, each sound by one sign."""
    from kamtui.domain.accounts import in_latin

    said = in_latin(search_key(word))
    for written, sound in (("CK", "K"), ("CH", "5"), ("KH", "H"), ("C", "K"), ("Y", "I"), ("J", "I"), ("W", "V")):
        said = said.replace(written, sound)
    return said.replace("X", "KS")


def _is_surname(word: str) -> bool:
    return _SURNAME.search(search_key(word)) is not None


def _words(key: str, name: str, legal: bool = True) -> _Words:
    """The words of a name; of a company without its legal form, unless nothing else is left."""
    words = [search_key(match[0]) for match in _WORD.finditer(name)]
    kept = [word for word in words if word not in _FORMS] if legal else words
    words = kept or words
    return _Words(key, tuple(words), tuple(forms(word) for word in words))


def _fits(wanted: Sequence[frozenset[str]], said: Sequence[frozenset[str]]) -> bool:
    return bool(wanted) and all(one & other for one, other in zip(wanted, said, strict=False))


def _readings(text: str, start: int) -> Iterable[tuple[str, int]]:
    """(reference, its end) from a place on: up to five words, the longest first, without punctuation at the end."""
    stop = _next_mark(text, start)
    words = list(re.finditer(r"\S+", text[start:stop]))[:_LONGEST_NAME]
    for word in reversed(words):
        ref = text[start : start + word.end()].rstrip(",.;:!?")
        if ref:
            yield ref, start + len(ref)


def _next_mark(text: str, start: int) -> int:
    """Where the next mark after a blank begins, or the line ends."""
    found = re.compile(r"\s[@#№!+>]").search(text, start)
    return found.start() if found else len(text)


def _whole(text: str, start: int, end: int) -> Span:
    """The place of a name with its quotes and legal form."""
    before = _BEFORE.search(text[:start])
    after = _AFTER.match(text, end)
    return (before.start() if before else start, after.end() if after else end)


def _apart(found: Iterable[FoundPerson]) -> list[FoundPerson]:
    """Those whose places do not overlap an earlier one."""
    kept: list[FoundPerson] = []
    for each in found:
        if not kept or each.span[0] >= kept[-1].span[1]:
            kept.append(each)
    return kept
