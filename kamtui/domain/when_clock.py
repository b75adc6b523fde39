"""Times of day and stretches of a day in words: `15:00`, `at half past 9`, `в половине десятого`, `9-11`, `с 10 до 12`.

A bare hour from one to six is one of the afternoon: nobody calls a client at three in the night.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import time
from typing import NamedTuple

_FLAGS = re.IGNORECASE
# Units after a number like 2.10 that say it is neither a date nor a time.
UNIT = (
    r"(?!\s*(?:%|₽|€|\$|(?:руб|р|тыс|млн|млрд|т|тн|тонн\w*|кг|г|л|литр\w*|м|м2|м3|мм|см|шт|штук\w*|раз\w*"
    r"|usd|eur|rub|k|m|bn|t|kg|l|pcs|tons?|times?)(?!\w)))"
)
_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_OF_HOUR = (
    "первого",
    "второго",
    "третьего",
    "четвёртого",
    "пятого",
    "шестого",
    "седьмого",
    "восьмого",
    "девятого",
    "десятого",
    "одиннадцатого",
    "двенадцатого",
)
_LESS = ("час", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать")
_HOUR_OF = {
    **{word: number for number, word in enumerate(_HOURS, 1)},
    **{word.replace("ё", "е"): number - 1 for number, word in enumerate(_OF_HOUR, 1)},
    **{word: number for number, word in enumerate((*_LESS, "двенадцать"), 1)},
}
_ANY_HOUR = rf"(?:1[0-2]|[1-9]|{'|'.join(sorted(_HOURS, key=len, reverse=True))})"
_ANY_OF_HOUR = "|".join(word.replace("ё", "[её]") for word in _OF_HOUR)
_ANY_LESS = "|".join(sorted((*_LESS, "двенадцать"), key=len, reverse=True))
_AM_PM = r"(?:am|pm|a\.m\.|p\.m\.)"
_EARLIEST = 7  # a bare hour below it belongs to the afternoon

TIMES = re.compile(
    r"(?<![\w.,:/-])(?:(?:at|by|before|until|till|в|к|ко|на|до)\s+)?(?:"
    r"(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?:\s?(?P<half>am|pm))?"
    rf"|(?P<h12>1[0-2]|0?[1-9])(?::(?P<m12>[0-5]\d))?\s?(?P<half12>{_AM_PM})"
    r")(?![\w:])"
    # "в 14.30": no month has that number.
    r"|(?<![\w.,:/-])(?:в|к|до)\s+(?P<hdot>[01]?\d|2[0-3])\.(?P<mdot>00|1[3-9]|[2-5]\d)(?![\w:/%]|[.,]\d|-\d)"
    rf"{UNIT}"
    r"|(?<![\w.,:/-])(?P<at>at|by|в|к|до)\s+(?P<hour>[01]?\d|2[0-3])(?:-(?P<dash>[0-5]\d)|"
    r"\s*(?P<oclock>o'clock|ч|час|часа|часов|часам)(?!\w)\.?)?(?:\s+(?P<part>утра|дня|вечера|ночи)(?!\w))?"
    r"(?![\w:/%]|[.,]\d|-\d)"
    r"|(?<!\w)(?P<noon>(?:at|by)\s+(?:noon|midday)|в\s+полдень|к\s+полудню)(?!\w)"
    rf"|(?<!\w)(?:(?:at|by)\s+)?(?:(?P<half_past>half\s+past)|(?P<past>quarter\s+past)|(?P<to>quarter\s+to))\s+"
    rf"(?P<words>{_ANY_HOUR})(?:\s?(?P<half_words>{_AM_PM}))?(?!\w)"
    rf"|(?<!\w)(?:(?:в|к)\s+)?(?:(?P<ru_half>половин[еуа]|пол-?\s?)\s*|(?P<ru_past>четверть\s+))(?P<ru_of>{_ANY_OF_HOUR})"
    rf"(?:\s+(?P<ru_part>утра|дня|вечера|ночи))?(?!\w)"
    rf"|(?<!\w)без\s+четверти\s+(?P<ru_to>{_ANY_LESS})(?:\s+(?P<ru_to_part>утра|дня|вечера|ночи))?(?!\w)",
    _FLAGS,
)
_PARTS = {"дня": "pm", "вечера": "pm", "утра": "am", "ночи": "am"}


def time_of(match: re.Match[str], beside: bool, clear: Callable[[], bool]) -> time | None:
    """The time of a match of TIMES; `beside`: a day stands before it, `clear`: nothing that it could belong to follows.

    A bare number needs one of both; after до both, for "до 5" is a quantity as well.
    """
    if match["noon"]:
        return time(12)
    if match["words"] or match["ru_of"] or match["ru_to"]:
        return _in_words(match)
    if match["hdot"]:
        return time(int(match["hdot"]), int(match["mdot"])) if beside or clear() else None
    if match["hour"] is None:
        hour, minute = int(match["h"] or match["h12"]), int(match["m"] or match["m12"] or 0)
        half = (match["half"] or match["half12"] or "").lower()
        return None if half and hour > 12 else time(_of_day(hour, half), minute)
    part = _PARTS.get((match["part"] or "").lower(), "")
    sure = match["dash"] or match["oclock"] or part
    if not sure and not (beside and clear() if match["at"].lower() in ("до", "by") else beside or clear()):
        return None
    hour, bare = int(match["hour"]), len(match["hour"]) == 1 and not (match["dash"] or part)
    return time(_of_day(hour, part or _likely(hour) if bare else part), int(match["dash"] or 0))


def _in_words(match: re.Match[str]) -> time:
    said = (match["words"] or match["ru_of"] or match["ru_to"]).lower().replace("ё", "е")
    hour = int(said) if said.isdecimal() else _HOUR_OF[said]
    minute = 30 if match["half_past"] or match["ru_half"] else 15 if match["past"] or match["ru_past"] else 45
    hour = (hour - 1) % 12 if minute == 45 else hour
    part = _PARTS.get((match["ru_part"] or match["ru_to_part"] or "").lower(), match["half_words"] or "").lower()
    return time(_of_day(hour or 12, part or _likely(hour or 12)), minute)


def _likely(hour: int) -> str:
    return "pm" if hour < _EARLIEST or hour == 12 else ""


def _of_day(hour: int, half: str) -> int:
    if half.startswith("p") and hour < 12:
        return hour + 12
    return 0 if half.startswith("a") and hour == 12 else hour


class Slot(NamedTuple):
    """A stretch of a day and the piece of the text that said so."""

    start: time
    minutes: int
    span: tuple[int, int]


_CLOCK = r"(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?"
_MONTH_NEXT = (
    r"(?!\s*(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
_SLOT = re.compile(
    rf"(?<![\w.,:/-])(?:(?P<from>from|between|с|at|в)\s+)?(?P<a>{_CLOCK})\s?(?P<ahalf>am|pm)?"
    rf"(?:\s?[-–—]\s?|\s+(?P<till>to|till|until|and|до)\s+)"
    rf"(?P<b>{_CLOCK})\s?(?P<bhalf>am|pm)?(?P<hours>\s*(?:ч|час\w*|o'clock)(?!\w)\.?)?(?![\w:/%])(?![.,-]\d){UNIT}{_MONTH_NEXT}",
    _FLAGS,
)


def find_slot(text: str, days: Sequence[tuple[int, int]], clear: Callable[[int], bool]) -> Slot | None:
    """From when to when something is: `10:00-11:30`, `9am-10am`, beside one of the `days` also `9-11`, `с 10 до 12`.

    `clear(place)`: nothing that a number before that place could count follows it.
    """
    for match in _SLOT.finditer(text):
        start, end = match.span()
        lead = (match["from"] or "").lower()
        if bool(match["till"]) != (lead in ("from", "between", "с")):
            continue
        dots = [one for one in (match["a"], match["b"]) if "." in one]
        if any(1 <= int(one.partition(".")[2]) <= 12 for one in dots) and not lead:
            continue  # two dates
        sure = ":" in match["a"] + match["b"] or match["ahalf"] or match["bhalf"] or match["hours"] or len(dots) == 2
        after_day = any(not text[b:start].strip(" ,") for _a, b in days if b <= start)
        before_day = any(not text[end:a].strip(" ,") for a, _b in days if a >= end)
        likely = lead or clear(end) or int(match["a"]) >= _EARLIEST if not (sure or dots) else True
        if not (sure or (likely and (after_day or (lead and before_day)))):
            continue
        slot = _between(match)
        if slot:
            return slot
    return None


def _between(match: re.Match[str]) -> Slot | None:
    a, b, ahalf, bhalf = (match[name] for name in ("a", "b", "ahalf", "bhalf"))
    last = _minute(b, bhalf)
    first = _minute(a, ahalf or bhalf)
    if first >= last:  # "10-2pm" begins in the morning
        first = _minute(a, ahalf)
    if last <= first and (a + b).isdecimal() and not (ahalf or bhalf):
        last += 12 * 60  # "11-1" ends after noon
    return Slot(time(first // 60, first % 60), last - first, match.span()) if first < last < 24 * 60 else None


def _minute(clock: str, half: str | None) -> int:
    """The minute of the day of a time as written, `half` am or pm."""
    hour, _sign, minute = clock.replace(".", ":").partition(":")
    number = int(hour)
    bare = not minute and len(hour) == 1 and number
    half = (half or (_likely(number) if bare else "")).lower()
    return _of_day(number, half if number <= 12 else "") * 60 + int(minute or 0)
