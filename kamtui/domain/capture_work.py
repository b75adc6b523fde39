"""How long something takes and how often it comes back, said in words, English and Russian."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from kamtui.domain.recurrence import Rule, first_from, next_after
from kamtui.domain.when import MONTH_WORD, MONTHS, WEEKDAYS, Span


class FoundMinutes(NamedTuple):
    """Minutes of work, and the piece of the text that said so."""

    minutes: int
    span: Span


class FoundRepeat(NamedTuple):
    """A rule of repeating as `domain.recurrence` writes it, its first day, and the piece of the text that said so."""

    rule: str
    first: date
    span: Span


_FLAGS = re.IGNORECASE
_LONGEST = 24 * 60
_END = r"(?=\s*(?:$|[.,;!?)](?:\s|$))|\s+[@#№!+>])"
_HOURS = r"(?:hours?|hrs?|h|часов|часа|час|ч\.?)"
_MINUTES = r"(?:minutes?|mins?|min|минуты|минуту|минут|мин\.?)"
# "within 4 h", "in 30 min", "after 2 hours" are no work.
_LIMIT = "".join(
    rf"(?<!\b{word} )"
    for word in ("within", "in", "after", "every", "sla", "at", "за", "через", "после", "каждые", "до", "в", "к", "с")
)
_AMOUNT = (
    rf"(?:(?P<hours>\d{{1,2}}(?:[.,]\d{{1,2}})?)\s?{_HOURS}(?:\s?(?P<rest>[0-5]?\d)\s?{_MINUTES})?"
    rf"|(?P<minutes>\d{{1,4}})\s?{_MINUTES}"
    r"|(?P<half>half\s+an\s+hour|полчаса)|(?P<more>полтора\s+часа|an\s+hour\s+and\s+a\s+half)"
    r"|(?P<one>an\s+hour|one\s+hour))(?!\w)"
)
_ONE = r"(?:for\s+an|на)\s+(?:hour|час)(?!\w)(?!\s+(?:earlier|later|раньше|позже|вперёд|назад))"


def _groups_apart(pattern: str) -> str:
    """A pattern for a second place of the same alternative: names of groups may stand once only."""
    return re.sub(r"\(\?P<(\w+)>", r"(?P<\g<1>2>", pattern)


_WORK = re.compile(
    rf"(?<![\w.,:/-])(?:(?:for|на|~|≈)\s*{_AMOUNT}|{_LIMIT}{_groups_apart(_AMOUNT)}{_END}|{_ONE})",
    _FLAGS,
)

_CLOCK = r"(?:[01]?\d|2[0-3])(?::[0-5]\d)?"
_FROM_TO = re.compile(
    rf"(?<![\w.,:/-])(?P<a>{_CLOCK})\s?(?P<ahalf>am|pm)?\s?[-–—]\s?(?P<b>{_CLOCK})\s?(?P<bhalf>am|pm)?(?![\w:.,/-])",
    _FLAGS,
)


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DATIVES = ("понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям")
_PLURALS = tuple(f"{words[0]}s" for words in WEEKDAYS)
_DAY_NUMBER = {
    word: number for number, words in enumerate(WEEKDAYS) for word in (*words, _PLURALS[number], _DATIVES[number])
}
_ANY_DAY = rf"(?:{_either(_DAY_NUMBER)})"
_MANY_DAY = rf"(?:{_either([*_PLURALS, *_DATIVES])})"
_EVERY = r"(?:every|each|кажд(?:ый|ую|ое))"
_LINK = r"\s*(?:,|&|\band\b|\bи\b)\s*"
_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
_NTH = r"(?:st|nd|rd|th|-?го|-?е)"
_PERIODS = {
    "daily": "days?|день|дня|дней",
    "weekly": "weeks?|недел[юи]|недель",
    "monthly": "months?|месяц|месяца|месяцев",
    "quarterly": "quarters?|квартал|квартала|кварталов",
    "yearly": "years?|год|года|лет",
}
_PERIOD = "|".join(_PERIODS.values())
_ADVERBS = {
    "ежедневно": "daily",
    "еженедельно": "weekly",
    "ежемесячно": "monthly",
    "ежеквартально": "quarterly",
    "ежегодно": "yearly",
    "annually": "yearly",
}
_REPEAT = re.compile(
    r"(?<![\w-])(?:"
    rf"{_EVERY}\s+(?P<days>{_ANY_DAY}(?:{_LINK}(?:{_EVERY}\s+)?{_ANY_DAY})*)(?![\w'’-])"
    rf"|(?:(?:on|по)\s+)?(?P<many>{_MANY_DAY}(?:{_LINK}(?:(?:on|по)\s+)?{_MANY_DAY})*)(?!\w)"
    rf"|(?P<working>every\s+(?:working\s+day|workday|weekday)|on\s+weekdays|по\s+будням"
    r"|каждый\s+(?:рабочий|будний)\s+день)(?!\w)"
    rf"|(?P<lastday>(?:on\s+)?the\s+last\s+day\s+of\s+(?:every|each)\s+month|в\s+последний\s+день\s+каждого\s+месяца)(?!\w)"
    rf"|(?:{_EVERY}\s+(?:year|год)|yearly|annually|ежегодно)\s+(?:on\s+)?(?:(?P<yd>{_NUMBER}){_NTH}?\s+(?P<ym>{MONTH_WORD})"
    rf"|(?P<yn>{MONTH_WORD})\s+(?P<ye>{_NUMBER}){_NTH}?)(?!\w)"
    rf"|(?P<xd>{_NUMBER}){_NTH}?\s+(?P<xm>{MONTH_WORD})\s+(?:каждого\s+года|ежегодно|every\s+year)(?!\w)"
    rf"|(?:{_EVERY}\s+(?:month|месяц)|monthly|ежемесячно)\s*,?\s+(?:on\s+)?(?:the\s+)?"
    rf"(?P<md>{_NUMBER})(?:{_NTH}(?:\s+числа)?|\s+числа|{_END})(?![\w:%/])"
    rf"|(?:every|each)\s+(?P<mo>{_NUMBER})(?:st|nd|rd|th)(?:\s+of\s+(?:the\s+)?month)?(?!\w)"
    rf"|кажд(?:ое|ого)\s+(?P<mk>{_NUMBER}){_NTH}?\s+числ[оа](?!\w)"
    rf"|(?P<mg>{_NUMBER}){_NTH}?\s+числа\s+(?:каждого\s+месяца|ежемесячно)(?!\w)"
    rf"|(?:(?:every|each|кажд\w+|раз\s+в)\s+(?:(?P<n>[1-9]\d?)\s+)?|once\s+a\s+)(?P<period>{_PERIOD})(?!\w)"
    rf"(?:\s+(?:on|по|в|во)\s+(?P<of>{_ANY_DAY})(?![\w'’-]))?"
    r"|(?P<adverb>ежедневно|еженедельно|ежемесячно|ежеквартально|ежегодно)(?!\w)"
    rf"|(?P<ending>daily|weekly|monthly|quarterly|yearly|annually){_END}"
    r")",
    _FLAGS,
)


def find_minutes(text: str) -> FoundMinutes | None:
    """The time that something takes: `30 min`, `1 ч 30 мин`, `1.5 h`, `полчаса`, `на 2 часа`; a day at most.

    It stands after "for" (на) or at the end of what is said: "call back within 4 hours" is no work of four hours.
    """
    for match in _WORK.finditer(text):
        said = {name.rstrip("2"): value for name, value in match.groupdict().items() if value}
        if "hours" in said:
            minutes = round(float(said["hours"].replace(",", ".")) * 60) + int(said.get("rest", 0))
        elif "minutes" in said:
            minutes = int(said["minutes"])
        else:
            minutes = 30 if "half" in said else 90 if "more" in said else 60
        if 0 < minutes <= _LONGEST:
            return FoundMinutes(minutes, match.span())
    return None


def find_length(text: str) -> FoundMinutes | None:
    """How long something is that is said from when to when: `10:00-11:30`, `9am-10am`; the place is that of the end."""
    for match in _FROM_TO.finditer(text):
        if (":" in match["a"] and ":" in match["b"]) or (match["ahalf"] and match["bhalf"]):
            start, end = (_minute(match[name], match[f"{name}half"]) for name in ("a", "b"))
            if start < end:
                return FoundMinutes(end - start, (match.end("ahalf" if match["ahalf"] else "a"), match.end()))
    return None


def _minute(clock: str, half: str | None) -> int:
    """The minute of the day of a time as written, `half` am or pm."""
    hour, _colon, minute = clock.partition(":")
    late = (half or "").lower() == "pm"
    return (int(hour) % 12 + 12 * late if half else int(hour)) * 60 + int(minute or 0)


def find_repeat(text: str, today: date, due: date | None = None) -> FoundRepeat | None:
    """How often something comes back: `every Monday`, `по вторникам и пятницам`, `ежемесячно 15-го`, `every 2 weeks`.

    `due` is the day that the rest of the line names; "every week" repeats on its day of the week, or on today's. The
    first day is the nearest not past, a named weekday never today.
    """
    for match in _REPEAT.finditer(text):
        rule = _rule(match, due or today)
        if rule is not None:
            named = match["days"] or match["many"] or match["of"]
            first = due or (next_after(rule, today) if named and rule.every == 1 else first_from(rule, today))
            return FoundRepeat(str(rule), first, match.span())
    return None


def _rule(match: re.Match[str], base: date) -> Rule | None:
    """The rule of a match; what it leaves open is that of the day `base`. None for a day that no month has."""
    if match["working"]:
        return Rule("weekdays")
    if match["lastday"]:
        return Rule("monthly")
    days = match["days"] or match["many"]
    if days:
        words = re.findall(r"[^\W\d_]+", days.lower())
        return Rule("weekly", days=tuple(sorted({_DAY_NUMBER[word] for word in words if word in _DAY_NUMBER})))
    day = match["md"] or match["mo"] or match["mk"] or match["mg"]
    if day:
        return Rule("monthly", day=int(day))
    for in_month, month in ((match["yd"], match["ym"]), (match["ye"], match["yn"]), (match["xd"], match["xm"])):
        if in_month and month:
            number = MONTHS[month.lower()]
            fits = int(in_month) <= monthrange(2024, number)[1]
            return Rule("yearly", day=int(in_month), month=number) if fits else None
    of = match["of"]
    kind = _period(match)
    if of and kind != "weekly":
        return None
    every = int(match["n"] or 1)
    if kind == "weekly":
        return Rule(kind, every, days=(_DAY_NUMBER[of.lower()] if of else base.weekday(),))
    if kind == "monthly":
        return Rule(kind, every, day=base.day)
    return Rule(kind, every, day=base.day, month=base.month) if kind == "yearly" else Rule(kind, every)


def _period(match: re.Match[str]) -> str:
    word = (match["period"] or match["adverb"] or match["ending"]).lower()
    if match["period"]:
        return next(kind for kind, words in _PERIODS.items() if re.fullmatch(words, word))
    return _ADVERBS.get(word, word)
