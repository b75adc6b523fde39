"""Names of people in parts: which word is the surname, which the patronymic, in either order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kamtui.domain.text import search_key


class NameParts(NamedTuple):
    """A name as address books keep it; any part may be empty."""

    family: str
    given: str
    middle: str = ""


# Feminine ones are nothing else; masculine ones may also be surnames (Войнович).
_PATRONYMIC = re.compile(
    r".+(?:[ое]вич|[ое]вна|ична|[oe]vich|[oe]vna|ichna)|(?:ильи|кузьми|фоми|луки|никити|савви)ч|оглы|кызы",
    re.IGNORECASE,
)
_TURKIC = frozenset(("оглы", "кызы"))
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,3}")
_PARTICLE_WORDS = "van von der den de di da del la le el al bin ibn фон ван де ди дер аль ибн"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_SURNAME = re.compile(
    r".+(?:[ое]в|[ёе]ва|ова|[иы]н|[иы]на|[сц]кий|[сц]кая|[сц]кой|енко|чук|щук|юк|ук|[яа]н|дзе|швили|ых|их|ич|ец|як)",
    re.IGNORECASE,
)
_GIVEN_NAMES = """
александр алексей анатолий андрей антон аркадий арсений артем артур богдан борис вадим валентин валерий василий
виктор виталий владимир владислав вячеслав геннадий георгий герман глеб григорий даниил данила денис дмитрий евгений
егор иван игорь илья ильдар камиль кирилл константин лев леонид максим марат марк михаил наиль никита николай олег
павел петр роман рустам руслан рамиль ринат семен сергей станислав степан тарас тимофей тимур федор филипп эдуард
юрий яков ярослав
алена алина александра алла альбина анастасия ангелина анна антонина валентина валерия варвара василиса вера
вероника виктория галина дарья диана евгения екатерина елена елизавета жанна зинаида зоя инна ирина карина кира
клавдия кристина ксения лариса лидия лилия любовь людмила майя маргарита марина мария марьям надежда наталия
наталья нина оксана олеся ольга полина раиса регина римма светлана софия софья тамара татьяна ульяна эльвира
эльмира юлия яна ярослава
"""
_GIVEN = frozenset(_GIVEN_NAMES.split())


def split_name(name: str) -> NameParts:
    """The parts of a name as it is written: «Фамилия Имя Отчество», «Имя Отчество Фамилия», `John Smith`.

    A patronymic tells the order; without one a known first name does, then the look of a surname.
    """
    before, comma, after = name.partition(",")
    words = name.split()
    if comma and before.strip() and after.strip():
        given, middle = _given_and_middle(after.split())
        return NameParts(" ".join(before.split()), given, middle)
    if len(words) < 2:
        return NameParts("", name.strip())
    place = _patronymic(words)
    if place:
        last = place + 1
        if last < len(words):  # Иван Петрович Сидоров
            return NameParts(" ".join(words[last:]), " ".join(words[:place]), words[place])
        turkic = words[-1].lower() in _TURKIC and place > 2
        first = place - (2 if turkic else 1)  # Сидоров Иван Петрович; Алиев Вагиф Гасан оглы
        return NameParts(" ".join(words[:first]), words[first], " ".join(words[first + 1 :]))
    for at, word in enumerate(words[1:], start=1):
        if word.lower() in _PARTICLES:
            return NameParts(" ".join(words[at:]), " ".join(words[:at]))
    if _surname_first(words):
        return NameParts(words[0], " ".join(words[1:]))
    return NameParts(words[-1], " ".join(words[:-1]))


def joined_name(parts: Sequence[str]) -> str:
    """A name of the parts of an address book (surname, first name, further names): Russian ones with a patronymic in
    the Russian order, all others the first name first."""
    family, given, middle = (*parts[:3], "", "", "")[:3]
    last = middle.split()[-1:]
    if last and _PATRONYMIC.fullmatch(last[0]) and not middle.isascii():
        return " ".join(part for part in (family, given, middle) if part)
    return " ".join(part for part in (given, middle, family) if part)


def _given_and_middle(words: Sequence[str]) -> tuple[str, str]:
    if len(words) > 1 and _PATRONYMIC.fullmatch(words[-1]):
        return " ".join(words[:-1]), words[-1]
    return " ".join(words), ""


def _patronymic(words: Sequence[str]) -> int:
    """Where the patronymic stands; 0 for nowhere. Of two words the last one may as well be a surname."""
    place = next((at for at, word in enumerate(words) if at and _PATRONYMIC.fullmatch(word)), 0)
    if len(words) == 2 and words[1].lower().endswith(("ич", "ich")):
        first, second = search_key(words[0]), search_key(words[1])
        male = first in _GIVEN and (not first.endswith(("а", "я")) or first in ("илья", "никита", "данила"))
        return place if male and any(second.startswith(name[:-1]) for name in _GIVEN) else 0
    return place


def _surname_first(words: Sequence[str]) -> bool:
    if _INITIALS.fullmatch(words[0]):
        return False
    if _INITIALS.fullmatch("".join(words[1:])):
        return True
    if _is_given(words[0]):
        return False
    if _is_given(words[1]):
        return True
    return bool(_SURNAME.fullmatch(words[0]) and not _SURNAME.fullmatch(words[-1]))


def _is_given(word: str) -> bool:
    return search_key(word) in _GIVEN
