"""How long something takes and how often it comes back, said in words, English and Russian."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from kamtui.domain.recurrence import Rule, first_from, next_after
from kamtui.domain.when import MONTH_WORD, Span
from kamtui.domain.when_words import MONTHS, WEEKDAYS


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
_ORDINALS = {
    **dict.fromkeys(("first", "перв"), 1),
    **dict.fromkeys(("second", "втор"), 2),
    **dict.fromkeys(("fifth", "пят"), 5),
    **dict.fromkeys(("tenth", "десят"), 10),
    **dict.fromkeys(("fifteenth", "пятнадцат"), 15),
    **dict.fromkeys(("twentieth", "двадцат"), 20),
    **dict.fromkeys(("twenty-fifth", "двадцать пят"), 25),
}
_ORDINAL_EN = r"(?:twenty-fifth|twentieth|fifteenth|tenth|fifth|second|first)"
_ORDINAL_RU = r"(?:двадцать пят|двадцат|пятнадцат|десят|пят|втор|перв)(?:ое|ого|ым)"
_DAY_OF_MONTH = rf"(?:{_NUMBER}{_NTH}|{_ORDINAL_EN})"
_OF_MONTH = r"\s+of\s+(?:the|each|every)\s+month"
_OTHER = r"(?:second|other|2nd|втор(?:ой|ую|ое)|2-?(?:й|ой|ю|ую))"
_COUNTS = {
    **dict.fromkeys(("two", "couple of", "две", "два", "второй", "вторую", "other", "second"), 2),
    **dict.fromkeys(("three", "три"), 3),
    **dict.fromkeys(("four", "четыре"), 4),
    **dict.fromkeys(("five", "пять"), 5),
    **dict.fromkeys(("six", "шесть"), 6),
}
_COUNT = rf"(?:[1-9]\d?|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
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
    rf"{_EVERY}\s+(?:(?P<other>{_OTHER})\s+)?(?P<days>{_ANY_DAY}(?:{_LINK}(?:{_EVERY}\s+)?{_ANY_DAY})*)(?![\w'’-])"
    r"(?!\s+(?:of\s+(?:the|each|every)\s+month|(?:каждого\s+)?месяца)(?!\w))"
    rf"|(?:(?:on|по)\s+)?(?P<many>{_MANY_DAY}(?:{_LINK}(?:(?:on|по)\s+)?{_MANY_DAY})*)(?!\w)"
    rf"|(?P<working>every\s+(?:working\s+day|workday|weekday)|on\s+weekdays|по\s+будням"
    r"|каждый\s+(?:рабочий|будний)\s+день)(?!\w)"
    r"|(?P<lastday>(?:on\s+)?(?:the\s+)?last\s+day\s+of\s+(?:every|each)\s+month|(?:at\s+)?(?:the\s+)?end\s+of\s+(?:every|each)\s+month"
    r"|(?:every|each)\s+last\s+day\s+of\s+(?:the\s+)?month|(?:every\s+month|monthly)\s+on\s+the\s+last\s+day"
    r"|в\s+(?:последний\s+день|конце)\s+каждого\s+месяца"
    r"|кажд(?:ый|ое)\s+последн(?:ий\s+день|ее\s+число)\s+месяца|кажд\w+\s+месяц\s+(?:в\s+последний\s+день|в\s+конце))(?!\w)"
    rf"|(?:on\s+)?(?:the\s+)?(?P<mq>{_DAY_OF_MONTH}){_OF_MONTH}(?!\w)"
    rf"|(?:кажд(?:ое|ого)\s+(?P<mw>{_ORDINAL_RU})\s+числ[оа](?:\s+месяца)?|(?P<mv>{_ORDINAL_RU})\s+числа\s+каждого\s+месяца"
    r"|по\s+(?P<mu>перв|пят|десят|пятнадцат|двадцат)ым\s+числам(?:\s+месяца)?)(?!\w)"
    rf"|(?:{_EVERY}\s+(?:year|год)|yearly|annually|ежегодно)\s+(?:on\s+)?(?:(?P<yd>{_NUMBER}){_NTH}?\s+(?P<ym>{MONTH_WORD})"
    rf"|(?P<yn>{MONTH_WORD})\s+(?P<ye>{_NUMBER}){_NTH}?)(?!\w)"
    rf"|(?P<xd>{_NUMBER}){_NTH}?\s+(?P<xm>{MONTH_WORD})\s+(?:каждого\s+года|ежегодно|every\s+year)(?!\w)"
    rf"|(?:{_EVERY}\s+(?:month|месяц)|monthly|ежемесячно)\s*,?\s+(?:on\s+)?(?:the\s+)?"
    rf"(?P<mn>{_ORDINAL_EN}|{_ORDINAL_RU}(?=\s+числ))(?:\s+числ[оа])?(?!\w)"
    rf"|(?:{_EVERY}\s+(?:month|месяц)|monthly|ежемесячно)\s*,?\s+(?:on\s+)?(?:the\s+)?"
    rf"(?P<md>{_NUMBER})(?:{_NTH}(?:\s+числа)?|\s+числа|{_END})(?![\w:%/])"
    rf"|(?:every|each)\s+(?P<mo>{_NUMBER})(?:st|nd|rd|th)(?:\s+of\s+(?:the\s+)?month)?(?!\w)"
    rf"|кажд(?:ое|ого)\s+(?P<mk>{_NUMBER}){_NTH}?\s+числ[оа](?!\w)"
    rf"|(?P<mg>{_NUMBER}){_NTH}?\s+числа\s+(?:каждого\s+месяца|ежемесячно)(?!\w)"
    r"|(?P<fortnight>every\s+fortnight|once\s+a\s+fortnight|fortnightly)(?!\w)"
    r"|(?P<halfyear>раз\s+в\s+полгода|каждые\s+полгода|every\s+half[-\s]year)(?!\w)"
    rf"|(?<!\bof )(?:(?:every|each|кажд\w+|раз\s+в)\s+(?:(?P<n>{_COUNT})\s+)?"
    rf"|once\s+(?:a|every(?:\s+(?P<n2>{_COUNT}))?)\s+)(?P<period>{_PERIOD})(?!\w)"
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
    if match["fortnight"]:
        return Rule("weekly", 2, days=(base.weekday(),))
    if match["halfyear"]:
        return Rule("monthly", 6, day=base.day)
    days = match["days"] or match["many"]
    if days:
        words = re.findall(r"[^\W\d_]+", days.lower())
        every = 2 if match["other"] else 1
        return Rule("weekly", every, days=tuple(sorted({_DAY_NUMBER[word] for word in words if word in _DAY_NUMBER})))
    day = match["md"] or match["mo"] or match["mk"] or match["mg"]
    if day:
        return Rule("monthly", day=int(day))
    said = match["mq"] or match["mw"] or match["mv"] or match["mu"] or match["mn"]
    if said:
        return Rule("monthly", day=_day_of_month(said))
    for in_month, month in ((match["yd"], match["ym"]), (match["ye"], match["yn"]), (match["xd"], match["xm"])):
        if in_month and month:
            number = MONTHS[month.lower()]
            fits = int(in_month) <= monthrange(2024, number)[1]
            return Rule("yearly", day=int(in_month), month=number) if fits else None
    of = match["of"]
    kind = _period(match)
    if of and kind != "weekly":
        return None
    count = " ".join((match["n"] or match["n2"] or "1").lower().split())
    every = _COUNTS.get(count) or int(count)
    if kind == "weekly":
        return Rule(kind, every, days=(_DAY_NUMBER[of.lower()] if of else base.weekday(),))
    if kind == "monthly":
        return Rule(kind, every, day=base.day)
    return Rule(kind, every, day=base.day, month=base.month) if kind == "yearly" else Rule(kind, every)


def _day_of_month(said: str) -> int:
    """The number of `5th`, `1-го`, `first`, `пятнадцатое`."""
    number = re.match(r"\d+", said)
    if number:
        return int(number[0])
    word = " ".join(said.lower().split())
    return _ORDINALS[word] if word in _ORDINALS else _ORDINALS[re.sub(r"(?:ое|ого|ым)$", "", word)]


def _period(match: re.Match[str]) -> str:
    word = (match["period"] or match["adverb"] or match["ending"]).lower()
    if match["period"]:
        return next(kind for kind, words in _PERIODS.items() if re.fullmatch(words, word))
    return _ADVERBS.get(word, word)
