"""Words in outcomes of touches and results of tasks that speak of a progression, in English and in Russian.

A sentence that names the matter proposes the item as in progress; one that also says it is accomplished, as done. Words
like "not", "will", "wants to", and Russian infinitives after them, say that it is not accomplished yet. What is asked,
was called off, or is a competitor's proposes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from kamtui.domain.progress_stems import STEMS
from kamtui.domain.progress_vocabulary import RULES, Rule
from kamtui.domain.text import search_key
from kamtui.domain.words import ProgressStatus

_NOT_YET = (
    r"\b(not|no|never|will|won't|plans? to|planned to|planning to|wants?|would|should|could|to be|need to|draft|wait\w*"
    r"|later|if|soon|refus\w*|declin\w*|promised?|cannot|unknown|hardly|scheduled|postpone\w*|moved to|tomorrow"
    r"|next (week|month))\b|n't\b"
    r"|\b(не|нет|ни|будет|будут|будем|планиру(ем|ют|ет)|запланир\w+|хо(тят|чет|тим|тел\w*)|черновик\w*|жд(ем|ут|ет)"
    r"|позже|если|собира\w+|отказ\w*|обеща\w+|пообеща\w+|скоро|надо|нужно|предстоит|нельзя|неизвест\w+|завтра"
    r"|назначил\w*|назначен\w*|перенес\w*|перенос\w*|отложил\w*|отложен\w*|утвер(дят|дим|дит)|подтвер(дят|дит)"
    r"|узна(ют|ем|ет)|да(дут|дим|ст)|пришл(ют|ет)|пройдет|пройдут|состоится|(на|в) следующ\w+ (недел\w+|месяц\w*))\b"
)
_CALLED_OFF = (
    r"\b(cancel\w*|called off|fell through|did(n't| not) take place)\b"
    r"|\b(отмен(а|ы|у|ой|ил\w*|ен|ен[аоы]|яет\w*)|не состоял\w*|сорван\w*|сорвал(ся|ась|ось|ись))\b"
)
_ELSEWHERE = (
    r"\b(with|at|of|by|from) (a|the|their|our|another|other) ([a-z]+ )?(competitor|rival|supplier)\w*"
    r"|\b(с|со|у|от) (\w+ )?(конкурент|други[мхе]\w* поставщик)\w*"
)
_MISSED = (
    r"\b(did(n't| not)|could(n't| not)) (go|come|take place|happen|show up|get there)\b|\b(no show|nobody came)\b"
    r"|\bне (поехал|приехал|доехал|состоял|встретил|пришел|пришл[иа]|попал|пустил|добрал)\w*"
)
_GATHERING = r"visit|meeting|trip|tour\b|review|qbr|визит|встреч|поездк|выезд|совещан|обзор"
_OFF = rf"{_CALLED_OFF}|\bpostpone\w*|\b(перенес|перенос|отложил|отложен)\w*"
_ANOTHER = rf"\b(next|another|new|last|следующ\w+|друг\w+|нов\w+|прошл\w+) ({_GATHERING})"
# Good news that holds a "no", and numbers of documents.
_HARMLESS = r"\bno (remarks|complaints|problems|issues|defects)|замечаний нет|нет замечаний|проблем нет|нет проблем"
_SENTENCE = r"[;!\n]+|(?<=\?)|\.(?=\s|$)"
_WORD_END = r"\w*"
REMEMBERED = 4096  # texts that are read again after every commit


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=REMEMBERED)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, folded for comparison; questions say nothing, and are left out."""
    if "ТУ" in text:
        text = _compiled(r"\bТУ\b").sub("техусловия", text)  # folded, it would be a pronoun
    if "." in text:
        text = _compiled(r"(?i)\bno\.\s*(?=\d)").sub("№", text)
    parts = (search_key(part) for part in _compiled(_SENTENCE).split(text))
    return tuple(part for part in parts if part and not part.endswith("?"))


def says(pattern: str, text: str) -> bool:
    """Whether a sentence of the text matches, and speaks of something that has happened."""
    return any(_compiled(pattern).search(part) and not _not_yet(part) for part in sentences(text))


def fell_through(text: str) -> bool:
    """Whether an outcome says that the meeting itself did not take place: called off, put off, nobody came."""
    return any(
        not _compiled(_ANOTHER).search(part)
        and (
            _compiled(_MISSED).search(part)
            or (
                (off := _compiled(_OFF).search(part)) is not None
                and (off.start() == 0 or _compiled(_GATHERING).search(part))
            )
        )
        for part in sentences(text)
    )


def names(code: str, text: str) -> bool:
    """Whether a sentence names the matter of an item, accomplished or not, but not as something to come."""
    matter = next(rule.matter for rule in RULES if rule.code == code)
    return says(matter, text)


def mentions(parts: Iterable[str]) -> Iterator[tuple[str, ProgressStatus]]:
    """(code, status) for each item that these folded sentences speak of; the farthest status of each."""
    found: dict[str, ProgressStatus] = {}
    for part in parts:
        for code, status in _spoken_of(part):
            if found.get(code) is not ProgressStatus.DONE:
                found[code] = status
    yield from found.items()


def _near(sentence: str) -> list[Rule]:
    """The items that a sentence may speak of: it holds a piece that their matter needs."""
    found = []
    for rule in RULES:
        for stem in STEMS[rule.code]:
            if stem in sentence:
                found.append(rule)
                break
    return found


@lru_cache(maxsize=REMEMBERED)
def _spoken_of(sentence: str) -> tuple[tuple[str, ProgressStatus], ...]:
    """What one sentence speaks of."""
    named = [rule for rule in _near(sentence) if _compiled(rule.matter).search(sentence)]
    if not named or _compiled(_CALLED_OFF).search(sentence):
        return ()
    elsewhere = _compiled(_ELSEWHERE).search(sentence) is not None
    not_yet = _not_yet(sentence)
    found = []
    for rule in named:
        if elsewhere and rule.code[0] != "K":
            continue
        if not not_yet and (not rule.done or _accomplished(rule.done, sentence)):
            found.append((rule.code, ProgressStatus.DONE))
        elif rule.begun:
            found.append((rule.code, ProgressStatus.IN_PROGRESS))
    return tuple(found)


def _not_yet(sentence: str) -> bool:
    return _compiled(_NOT_YET).search(_compiled(_HARMLESS).sub("", sentence)) is not None


def _accomplished(done: str, sentence: str) -> bool:
    """Whether a word says so that is no Russian infinitive ("подписать")."""
    for match in _compiled(done).finditer(sentence):
        rest = _compiled(_WORD_END).match(sentence, match.end())
        word = sentence[match.start() : rest.end() if rest else match.end()]
        if not word.endswith(("ть", "ться", "чь")):
            return True
    return False
