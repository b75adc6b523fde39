"""Dates, times and quarters said in words, English and Russian: a small grammar for one captured line.

It would rather leave a word alone than take one that is no date: numbers without a form of a date stay words, weak
words ("sun", "ср", "at 9") count only where a date would stand. Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from kamtui.domain.quarters import Quarter, months_after

Span = tuple[int, int]


class When(NamedTuple):
    """A day, perhaps with a time, and the pieces of the text that said so."""

    day: date
    time: time | None
    spans: tuple[Span, ...]


class FoundDay(NamedTuple):
    """A day and the piece of the text that said so."""

    day: date
    span: Span


class FoundQuarter(NamedTuple):
    """A quarter and the piece of the text that said so."""

    quarter: Quarter
    span: Span


class _Day(NamedTuple):
    """A candidate: its day, its place, its rank (higher wins), whether the year was written out."""

    day: date
    span: Span
    rank: int
    full: bool


_RELATIVE = {
    "day after tomorrow": 2,
    "day before yesterday": -2,
    "tomorrow": 1,
    "tmrw": 1,
    "tmr": 1,
    "today": 0,
    "yesterday": -1,
    "послезавтра": 2,
    "позавчера": -2,
    "завтра": 1,
    "сегодня": 0,
    "вчера": -1,
}
WEEKDAYS = (
    ("monday", "mon", "понедельник", "понедельника", "понедельнику", "пн"),
    ("tuesday", "tue", "tues", "вторник", "вторника", "вторнику", "вт"),
    ("wednesday", "wed", "среда", "среду", "среды", "среде", "ср"),
    ("thursday", "thu", "thur", "thurs", "четверг", "четверга", "четвергу", "чт"),
    ("friday", "fri", "пятница", "пятницу", "пятницы", "пятнице", "пт"),
    ("saturday", "sat", "суббота", "субботу", "субботы", "субботе", "сб"),
    ("sunday", "sun", "воскресенье", "воскресенья", "воскресенью", "вс"),
)
_MONTH_NAMES = (
    ("january", "jan", "января", "янв"),
    ("february", "feb", "февраля", "фев"),
    ("march", "mar", "марта", "мар"),
    ("april", "apr", "апреля", "апр"),
    ("may", "мая"),
    ("june", "jun", "июня", "июн"),
    ("july", "jul", "июля", "июл"),
    ("august", "aug", "августа", "авг"),
    ("september", "sept", "sep", "сентября", "сент", "сен"),
    ("october", "oct", "октября", "окт"),
    ("november", "nov", "ноября", "ноя", "нояб"),
    ("december", "dec", "декабря", "дек"),
)
_WEEKDAY = {word: number for number, words in enumerate(WEEKDAYS) for word in words}
MONTHS = {word: number for number, words in enumerate(_MONTH_NAMES, 1) for word in words}
# Short weekdays that are words of their own, too.
_WEAK = frozenset(("sun", "sat", "wed", "mon", "ср", "вс", "сб", "вт", "пт", "чт", "пн"))
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "пару": 2, "два": 2, "две": 2, "три": 3, "полтора": 1}


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_FLAGS = re.IGNORECASE
_B, _E = r"(?<![\w.,:/-])", r"(?![\w/])(?![.,:-]\d)"
_LEAD = r"(?:(?:by|due|until|till|до|к|ко|on|in|at|на|в|во)\s+)?"
MONTH_WORD = rf"(?:{_words(MONTHS)})"
_YEAR = r"20\d\d(?:\s*г(?:\.|ода)?(?!\w))?(?!\w)"
_NUMBER = rf"\d{{1,3}}|{_words(_COUNTS)}"
# Units after a number like 2.10 that say it is no date.
_UNIT = (
    r"(?!\s*(?:%|₽|€|\$|(?:руб|р|тыс|млн|млрд|т|тн|тонн\w*|кг|г|л|литр\w*|м|м2|м3|мм|см|шт|штук\w*|раз\w*"
    r"|usd|eur|rub|k|m|bn|t|kg|l|pcs|tons?|times?)(?!\w)))"
)
_DAYS = re.compile(
    "|".join(
        f"(?:{_B}{_LEAD}{pattern})"
        for pattern in (
            rf"(?P<iso>(?P<iy>20\d\d)-(?P<im>\d\d)-(?P<id>\d\d)){_E}",
            rf"(?P<dd>\d{{1,2}})\.(?P<dm>\d{{2}})(?:\.(?P<dy>20\d\d|\d\d)(?!\d))?{_E}{_UNIT}",
            rf"(?P<nd>\d{{1,2}})(?:st|nd|rd|th|-?го)?\s+(?:of\s+)?(?P<nm>{MONTH_WORD})\b\.?"
            rf"(?:,?\s+(?P<ny>{_YEAR}))?{_E}",
            rf"(?P<mm>{MONTH_WORD})\b\.?\s+(?P<md>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<my>{_YEAR}))?{_E}(?!\s*%)",
            rf"(?P<relative>{_words(_RELATIVE)})(?![\w'’-])",
            r"(?P<which>next|this|last|след\.|следующ\w+|эт[уоа]т?|прошл\w+)?\s*"
            rf"\b(?P<weekday>{_words(_WEEKDAY)})(?![\w'’-])"
            r"(?:,?\s+(?:на\s+)?(?P<weekof>next\s+week|следующей\s+неделе)(?!\w))?",
            r"(?P<nextweek>(?:next|следующей|след\.?)\s+(?:week|неделе|неделю))(?!\w)"
            rf"(?:,?\s+(?:(?:on|в|во)\s+)?(?P<dayof>{_words(_WEEKDAY)})(?![\w'’-]))?",
            r"(?P<nextmonth>next\s+month|следующем\s+месяце)(?!\w)",
            r"(?:the\s+)?(?:(?P<eo>eow|eom|eoq|eoy)|(?:end\s+of\s+(?:the\s+)?|кон(?:ец|ца|цу|це)\s+)"
            r"(?P<end>week|month|quarter|year|недели|месяца|квартала|года))(?!\w)",
        )
    )
    + rf"|{_B}(?:in|через)\s+(?:(?P<n>{_NUMBER})\s+)?"
    r"(?P<unit>days?|weeks?|fortnights?|months?|years?|день|дня|дней|недел[юьи]|месяц(?:а|ев)?|год(?:а)?|лет)(?!\w)"
    rf"|{_B}(?:(?P<an>{_NUMBER})\s+)?"
    r"(?P<aunit>days?|weeks?|months?|день|дня|дней|недел[юьи]|месяц(?:а|ев)?)\s+(?:ago|назад)(?!\w)"
    rf"|{_B}(?:(?:by|due|until|till|on|до|к|ко)\s+)(?:the\s+)?(?P<nth>\d{{1,2}})(?:(?:st|nd|rd|th|-?го|-?му)(?!\w)|"
    r"(?P<number>(?:-?(?:го|му|е))?\s+числ[ауо](?!\w)))",
    _FLAGS,
)
# "contract of 10.10.2025": the date names a paper, it is nothing to be done by.
_OF_A_PAPER = re.compile(r"(?<!\w)(?:от|за|dated|from|since)\s+$", _FLAGS)
_DUE = re.compile(r"(?:by|due|until|till|до|к|ко)\s", _FLAGS)
_TIMES = re.compile(
    r"(?<![\w.,:/-])(?:(?:at|by|в|к|на)\s+)?(?:"
    r"(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?:\s?(?P<half>am|pm))?"
    r"|(?P<h12>1[0-2]|0?[1-9])(?::(?P<m12>[0-5]\d))?\s?(?P<half12>am|pm|a\.m\.|p\.m\.)"
    r")(?![\w:])"
    # "в 14.30": no month has that number.
    r"|(?<![\w.,:/-])(?:в|к)\s+(?P<hdot>[01]?\d|2[0-3])\.(?P<mdot>00|1[3-9]|[2-5]\d)(?![\w:/%]|[.,]\d|-\d)"
    rf"{_UNIT}"
    r"|(?<![\w.,:/-])(?:at|в|к)\s+(?P<hour>[01]?\d|2[0-3])(?:-(?P<dash>[0-5]\d)|"
    r"\s*(?P<oclock>o'clock|ч|час|часа|часов)(?!\w)\.?)?(?:\s+(?P<part>утра|дня|вечера|ночи)(?!\w))?"
    r"(?![\w:/%]|[.,]\d|-\d)"
    r"|(?<!\w)(?P<noon>(?:at|by)\s+(?:noon|midday)|в\s+полдень|к\s+полудню)(?!\w)",
    _FLAGS,
)
# What may follow a weak word or a bare hour: the end, punctuation, a mark of the capture line, or a date.
_BOUNDARY = re.compile(r"\s*(?:$|[.,;:!?)>→](?:\s|$)|[@#№!>→]|\+(?!\s|\d)|->|(?:with|с|со|at|в|on|by|до|к)\s)", _FLAGS)
_PREPOSITION = re.compile(r"(?:by|due|until|till|до|к|ко|on|на|в|во|next|this|last|след|эт|прош)", _FLAGS)

_POINT = re.compile(r"[:;.!?](?:\s|$)")

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTERS = re.compile(
    r"(?<![\w#№])(?P<mark>[#№])?(?:(?P<y1>20\d\d)-?(?:q|к|кв)(?P<q1>[1-4])"
    r"|(?:q|к|кв)\.?(?P<q2>[1-4])(?:[-\s'’]+(?P<y2>20\d\d))?"
    r"|(?P<q3>[1-4]|iv|i{1,3})(?:-?й)?\s+кв(?:\.|артал\w*)?(?:\s+(?P<y3>20\d\d))?)(?!\w)",
    _FLAGS,
)

_MONTHS_FROM = re.compile(
    r"(?<!\w)(?:from|since|starting(?:\s+(?:in|from))?|начиная\s+с|со?)\s+(?:"
    rf"(?:1(?:st)?\s+)?(?P<word>{MONTH_WORD})(?!\w)\.?(?:,?\s+(?P<y>{_YEAR}))?"
    r"|(?:0?1\.)?(?P<m1>\d{1,2})\.(?P<y1>20\d\d)|(?P<y2>20\d\d)-(?P<m2>\d\d)(?:-01)?)(?![\w-])(?!\.\d)",
    _FLAGS,
)


def find_date(text: str, today: date, past: bool = False, strict: bool = False, fiscal_start: int = 1) -> When | None:
    """The day (and time) that `text` speaks of, or None.

    A date without a year, or a weekday, is the nearest one not past; with `past` the nearest one not future. A
    weekday never means today. `strict` leaves out what lies on the wrong side of today, unless its year is written.
    Of several days the one after by/due/до/к wins, then words, then the first. A time alone means today.
    """
    days = _fit(text, today, past, strict, fiscal_start)
    clock = next(_times(text, [found.span for found in days]), None)
    if not days:
        return None if clock is None else When(today, clock[0], (clock[1],))
    best = max(days, key=_preference)
    if clock is None:
        return When(best.day, None, (best.span,))
    return When(best.day, clock[0], tuple(sorted((best.span, clock[1]))))


def find_day(
    text: str, today: date, past: bool = False, strict: bool = False, fiscal_start: int = 1
) -> FoundDay | None:
    """The day that `text` speaks of, as `find_date` finds it, leaving times of day alone."""
    best = max(_fit(text, today, past, strict, fiscal_start), key=_preference, default=None)
    return None if best is None else FoundDay(best.day, best.span)


def find_quarter(text: str, today: date, fiscal_start: int = 1, marked: bool = False) -> FoundQuarter | None:
    """The first quarter in `text`: `#Q1`, `Q1`, `К1`, `2026-Q4`, `1 квартал`; `marked`: only those after # or №.

    Without a year it is the nearest quarter of that name that has not ended.
    """
    for match in _QUARTERS.finditer(text):
        if marked and not match["mark"]:
            continue
        name = (match["q1"] or match["q2"] or match["q3"]).lower()
        number = _ROMAN.get(name) or int(name)
        year = match["y1"] or match["y2"] or match["y3"]
        if year:
            quarter = Quarter(int(year), number)
        else:
            now = Quarter.of(today, fiscal_start)
            quarter = Quarter(now.year + (number < now.number), number)
        return FoundQuarter(quarter, match.span())
    return None


def find_month(text: str, today: date) -> FoundDay | None:
    """The first day of the month that something runs from: `from Mar`, `с марта 2027`, `с 03.2027`, `from 2027-03`.

    Without a year it is the nearest month of that name that has not ended.
    """
    for match in _MONTHS_FROM.finditer(text):
        month = MONTHS[match["word"].lower()] if match["word"] else int(match["m1"] or match["m2"])
        year = match["y"] or match["y1"] or match["y2"]
        if not 1 <= month <= 12:
            continue
        number = int(year[:4]) if year else today.year + (month < today.month)
        return FoundDay(date(number, month, 1), match.span())
    return None


def without(text: str, spans: Sequence[Span]) -> str:
    """`text` without the pieces at `spans`, blanks folded; what stood before a piece takes the punctuation after it."""
    kept, at = "", 0
    for start, end in (*sorted(spans), (len(text), len(text))):
        piece = text[at:start]
        kept = kept.rstrip() + piece if at and _POINT.match(piece) else f"{kept} {piece}" if at else piece
        at = max(at, end)
    return " ".join(kept.split()).replace(" ,", ",")


def _preference(found: _Day) -> tuple[int, int]:
    return found.rank, -found.span[0]


def _fit(text: str, today: date, past: bool, strict: bool, fiscal_start: int) -> list[_Day]:
    """The days of the text; with `strict` only those on the right side of today or with a written year."""
    return [
        found
        for found in _days(text, today, past, fiscal_start)
        if not strict or found.full or (found.day <= today if past else found.day >= today)
    ]


def _days(text: str, today: date, past: bool, fiscal_start: int) -> Iterator[_Day]:
    """Every day the text names, in its order."""
    at = 0
    while match := _DAYS.search(text, at):
        day, rank = _day(match, text, today, past, fiscal_start)
        if day is None or (rank == 1 and _OF_A_PAPER.search(text, 0, match.start())):
            at = match.start() + 1
            continue
        due = 4 if _DUE.match(match[0]) else 0
        full = bool(match["iso"] or match["dy"] or match["ny"] or match["my"])
        yield _Day(day, match.span(), rank + due, full)
        at = match.end()


def _day(match: re.Match[str], text: str, today: date, past: bool, fiscal_start: int) -> tuple[date | None, int]:
    """The day a match means (None: no date after all) and its rank."""
    if match["iso"]:
        return _valid(int(match["iy"]), int(match["im"]), int(match["id"])), 1
    if match["dd"]:
        return _dated(_year(match["dy"]), int(match["dm"]), int(match["dd"]), today, past), 1
    if match["nd"]:
        return _dated(_year(match["ny"]), MONTHS[match["nm"].lower()], int(match["nd"]), today, past), 1
    if match["md"]:
        return _dated(_year(match["my"]), MONTHS[match["mm"].lower()], int(match["md"]), today, past), 1
    if match["relative"]:
        return _shifted(today, _RELATIVE[" ".join(match["relative"].lower().split())]), 2
    if match["weekday"]:
        return _weekday(match, text, today, past), 2
    if match["unit"]:
        return _counted(today, match["n"], match["unit"], 1), 2
    if match["aunit"]:
        return _counted(today, match["an"], match["aunit"], -1), 2
    if match["nextweek"]:
        return _shifted(today, 7 - today.weekday() + (_WEEKDAY[match["dayof"].lower()] if match["dayof"] else 0)), 2
    if match["nextmonth"]:
        return months_after(today.replace(day=1), 1), 2
    if match["nth"]:
        sure = match["number"] or _follows_boundary(text, match.end())
        return (_numbered(int(match["nth"]), today, past) if sure else None), 1
    return _ending((match["eo"] or match["end"]).lower(), today, fiscal_start), 2


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(written: str | None) -> int | None:
    """A written year of four digits, or of two in this century; "2026 г." keeps its figures only."""
    if written is None:
        return None
    year = int(written[:4]) if len(written) >= 4 else int(written)
    return year + 2000 if year < 100 else year


def _dated(year: int | None, month: int, day: int, today: date, past: bool) -> date | None:
    """The date in `year`, else the nearest one on the right side of today."""
    if year is not None:
        return _valid(year, month, day)
    # 29 February comes back within eight years.
    for distance in range(9):
        found = _valid(today.year + (-distance if past else distance), month, day)
        if found is not None and (found <= today if past else found >= today):
            return found
    return None


def _numbered(day: int, today: date, past: bool) -> date | None:
    """The nearest day of this number in its month that is not past, or with `past` not future."""
    first = today.replace(day=1)
    for distance in range(3):  # of two months in a row one has 31 days
        month = months_after(first, -distance if past else distance)
        found = _valid(month.year, month.month, day)
        if found is not None and (found <= today if past else found >= today):
            return found
    return None


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _weekday(match: re.Match[str], text: str, today: date, past: bool) -> date | None:
    word, which = match["weekday"].lower(), (match["which"] or "").lower()
    abbreviated = text.startswith(".", match.end()) and text[match.end() + 1 :].strip()
    if word in _WEAK and abbreviated:
        return None
    if word in _WEAK and not _PREPOSITION.match(match[0]) and not _follows_boundary(text, match.end()):
        return None
    number = _WEEKDAY[word]
    if which.startswith(("next", "след")) or match["weekof"]:
        return _shifted(today, 7 - today.weekday() + number)
    if past or which.startswith(("last", "прош")):
        return _shifted(today, -((today.weekday() - number - 1) % 7 + 1))
    return _shifted(today, (number - today.weekday() - 1) % 7 + 1)


def _counted(today: date, count: str | None, unit: str, sign: int) -> date | None:
    """`count` units from today; a unit alone ("через неделю") is one of it, a number must stand before days."""
    if count is None and unit.lower() not in ("неделю", "месяц", "год", "день"):
        return None
    number = 1 if count is None else _COUNTS.get(count.lower()) or int(count)
    kind = unit.lower()
    if kind.startswith(("day", "д")):
        return _shifted(today, sign * number)
    if kind.startswith(("week", "нед", "fortnight")):
        return _shifted(today, sign * number * (14 if kind.startswith("fort") else 7))
    months = number * (12 if kind.startswith(("year", "год", "лет")) else 1)
    try:
        return months_after(today, sign * months)
    except ValueError:
        return None


def _ending(what: str, today: date, fiscal_start: int) -> date | None:
    """The last day of the present week (Friday, once past it the next), month, fiscal quarter or fiscal year."""
    quarter = Quarter.of(today, fiscal_start)
    if what in ("eow", "week", "недели"):
        return _shifted(today, (4 - today.weekday()) % 7)
    if what in ("eom", "month", "месяца"):
        return months_after(today.replace(day=1), 1) - timedelta(days=1)
    if what in ("eoq", "quarter", "квартала"):
        return quarter.last_day(fiscal_start)
    return Quarter(quarter.year, 4).last_day(fiscal_start)


def _follows_boundary(text: str, at: int) -> bool:
    """Whether nothing but the end, a mark, a time or a date follows the place."""
    if _BOUNDARY.match(text, at):
        return True
    rest = at + len(text[at:]) - len(text[at:].lstrip())
    found = _TIMES.match(text, rest)
    if found and not found["hour"]:
        return True
    dated = _DAYS.match(text, rest)
    return dated is not None and not (dated["weekday"] or dated["nth"])


def _times(text: str, taken: Sequence[Span]) -> Iterator[tuple[time, Span]]:
    """Every time of day in the text that lies outside the days already taken."""
    for match in _TIMES.finditer(text):
        start, end = match.span()
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        moment = _time(match, text, taken)
        if moment is not None:
            yield moment, (start, end)


def _time(match: re.Match[str], text: str, taken: Sequence[Span]) -> time | None:
    if match["noon"]:
        return time(12)
    beside = any(text[end : match.start()].strip() == "" for _start, end in taken if end <= match.start())
    if match["hdot"]:
        clear = beside or _follows_boundary(text, match.end())
        return time(int(match["hdot"]), int(match["mdot"])) if clear else None
    if match["hour"] is None:
        hour, minute = int(match["h"] or match["h12"]), int(match["m"] or match["m12"] or 0)
        half = (match["half"] or match["half12"] or "").lower()
        if half and hour > 12:
            return None
    else:
        hour, minute = int(match["hour"]), int(match["dash"] or 0)
        half = {"дня": "pm", "вечера": "pm", "утра": "am", "ночи": "am"}.get((match["part"] or "").lower(), "")
        sure = match["dash"] or match["oclock"] or match["part"]
        if not (sure or beside or _follows_boundary(text, match.end())):
            return None
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    return time(hour, minute)
