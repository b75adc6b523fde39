"""Dates, times and quarters said in words, English and Russian: a small grammar for one captured line.

It would rather leave a word alone than take one that is no date: numbers without a form of a date stay words, weak
words ("sun", "ср", "at 9") count only where a date would stand. Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from functools import partial
from typing import NamedTuple

from kamtui.domain.quarters import Quarter, months_after
from kamtui.domain.when_clock import TIMES, UNIT, Slot, find_slot, time_of
from kamtui.domain.when_words import COUNTS, MONTHS, ONE_AND_A_HALF, RELATIVE, WEAK, WEEKDAY

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


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_FLAGS = re.IGNORECASE
_B, _E = r"(?<![\w.,:/-])", r"(?![\w/])(?![.,:-]\d)"
_LEAD = r"(?:(?:by|due|before|until|till|after|до|к|ко|после|on|in|at|на|в|во)\s+)?"
# "с понедельника": the day on which something begins.
_SINCE = r"(?:(?:from|since|starting|с|со|начиная\s+с)\s+)?"
_ANY_WEEKDAY = _words(WEEKDAY)
MONTH_WORD = rf"(?:{_words(MONTHS)})"
_YEAR = r"20\d\d(?:\s*г(?:\.|ода)?(?!\w))?(?!\w)"
_NUMBER = rf"\d{{1,3}}|{_words((*COUNTS, *ONE_AND_A_HALF))}"
_DAYS = re.compile(
    "|".join(
        f"(?:{_B}{_LEAD}{pattern})"
        for pattern in (
            rf"(?P<iso>(?P<iy>20\d\d)-(?P<im>\d\d)-(?P<id>\d\d)){_E}",
            rf"(?P<dd>\d{{1,2}})\.(?P<dm>\d{{2}})(?:\.(?P<dy>20\d\d|\d\d)(?!\d))?{_E}{UNIT}",
            rf"(?P<nd>\d{{1,2}})(?:st|nd|rd|th|-?го)?\s+(?:of\s+)?(?P<nm>{MONTH_WORD})\b\.?"
            rf"(?:,?\s+(?P<ny>{_YEAR}))?{_E}",
            rf"(?P<mm>{MONTH_WORD})\b\.?\s+(?P<md>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<my>{_YEAR}))?{_E}(?!\s*%)",
            rf"(?P<us>(?P<ud>\d{{1,2}})(?P<sign>[-/])(?P<um>\d{{1,2}})(?P=sign)(?P<uy>20\d\d)){_E}",
            rf"{_SINCE}(?P<relative>{_words(RELATIVE)})(?![\w'’-])",
            r"(?:a\s+week\s+on|через\s+неделю,?\s+(?:во?|на))\s+"
            rf"(?P<weekon>{_ANY_WEEKDAY})(?![\w'’-])",
            rf"(?P<weekaway>{_ANY_WEEKDAY}),?\s+(?:через\s+неделю|week)(?!\w)",
            rf"{_SINCE}(?P<which>next|this|last|след\.|следующ\w+|эт[уоа]т?|прошл\w+)?\s*"
            rf"\b(?P<weekday>{_ANY_WEEKDAY})(?![\w'’-])"
            r"(?!\s+(?:of\s+(?:the|each|every)\s+month|(?:каждого\s+)?месяца)(?!\w))"
            r"(?:,?\s+(?:на\s+)?(?P<weekof>next\s+week|следующей\s+неделе)(?!\w))?",
            r"(?P<nextweek>(?:next|следующей|след\.?)\s+(?:week|неделе|неделю))(?!\w)"
            rf"(?:,?\s+(?:(?:on|в|во)\s+)?(?P<dayof>{_ANY_WEEKDAY})(?![\w'’-]))?",
            r"(?:this\s+(?P<thiswhat>week|month|quarter|year)"
            r"|(?:эт(?:ой|ом)\s+)(?P<ruwhat>недел|месяц|квартал|год)[еу])(?![\w'’-])",
            r"(?P<nextmonth>next\s+month|следующем\s+месяце|след\.?\s+месяце)(?!\w)",
            r"(?:the\s+)?(?:(?P<eo>eod|cob|eow|eom|eoq|eoy)"
            r"|(?:end\s+of\s+(?:the\s+)?|close\s+of\s+(?=business)|кон(?:ец|ца|цу|це)\s+)"
            r"(?P<endnext>next\s+|следующ(?:ей|его)\s+|след\.?\s+)?"
            r"(?P<end>day|business|week|month|quarter|year|(?:рабочего\s+)?дня|недели|месяца|квартала|года))(?!\w)",
        )
    )
    + rf"|{_B}(?:in|через)\s+(?:(?P<half>half\s+a\s+year|пол-?\s?года)(?!\w)|(?:(?P<n>{_NUMBER})\s+)?"
    r"(?P<unit>days?|weeks?|fortnights?|months?|years?|день|дня|дней|недел[юьи]|месяц(?:а|ев)?|год(?:а)?|лет)(?!\w))"
    rf"|{_B}(?:(?P<an>{_NUMBER})\s+)?"
    r"(?P<aunit>days?|weeks?|months?|день|дня|дней|недел[юьи]|месяц(?:а|ев)?)\s+(?:ago|назад)(?!\w)"
    rf"|{_B}(?:(?:by|due|before|until|till|after|on|до|к|ко|после)\s+)?(?:the\s+)?(?P<nth>\d{{1,2}})(?:(?P<suffix>st|nd|rd|th|-?го|-?му)(?!\w)|"
    r"(?P<number>(?:-?(?:го|му|е))?\s+числ[ауо](?!\w)))",
    _FLAGS,
)
# "contract of 10.10.2025": the date names a paper, it is nothing to be done by.
# ... and so does "с 10 по 20 декабря": it is how long something lasts.
_OF_A_PAPER = re.compile(
    r"(?<!\w)(?:от|за|с|со|по|dated|from|since|(?:с|from)\s+\d{1,2}(?:\s+(?:до|по|to|till|until))?)\s+$", _FLAGS
)
_OF_A_TIME = re.compile(r"(?<!\w)(?:for|of|за)\s+$", _FLAGS)  # "the report for this week"
_AFTER = re.compile(r"(?:after|после)\s", _FLAGS)
_THIS = {"недел": "week", "месяц": "month", "квартал": "quarter", "год": "year"}
_DUE = re.compile(r"(?:by|due|before|until|till|до|к|ко)\s", _FLAGS)
# What may follow a weak word or a bare hour: the end, punctuation, a mark of the capture line, or a date.
_BOUNDARY = re.compile(r"\s*(?:$|[.,;:!?)>→](?:\s|$)|[@#№!>→]|\+(?!\s|\d)|->|(?:with|с|со|at|в|on|by|до|к)\s)", _FLAGS)
_PREPOSITION = re.compile(
    r"(?:by|due|before|until|till|after|до|к|ко|после|on|на|в|во|next|this|last|след|эт|прош|from|since|с|со)", _FLAGS
)

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


def find_stretch(text: str, today: date, fiscal_start: int = 1) -> Slot | None:
    """From when to when something is, `9-11` and the like only beside a day."""
    days = [found.span for found in _fit(text, today, False, True, fiscal_start)]
    return find_slot(text, days, partial(_follows_boundary, text))


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
        if _AFTER.match(match[0]) and not past:
            day = _shifted(day, 1) or day
        full = bool(match["iso"] or match["us"] or match["dy"] or match["ny"] or match["my"])
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
    if match["us"]:
        return _unmistakable(int(match["uy"]), int(match["um"]), int(match["ud"]), match["sign"]), 1
    if match["relative"]:
        return _shifted(today, RELATIVE[" ".join(match["relative"].lower().split())]), 2
    if match["weekday"]:
        return _weekday(match, text, today, past), 2
    if match["weekon"] or match["weekaway"]:
        number = WEEKDAY[(match["weekon"] or match["weekaway"]).lower()]
        return _shifted(today, (number - today.weekday() - 1) % 7 + 8), 2
    if match["half"]:
        return _counted(today, "6", "months", 1), 2
    if match["unit"]:
        return _counted(today, match["n"], match["unit"], 1), 2
    if match["aunit"]:
        return _counted(today, match["an"], match["aunit"], -1), 2
    if match["nextweek"]:
        return _shifted(today, 7 - today.weekday() + (WEEKDAY[match["dayof"].lower()] if match["dayof"] else 0)), 2
    if match["thiswhat"] or match["ruwhat"]:
        if _OF_A_TIME.search(text, 0, match.start()):
            return None, 0
        return _ending(_THIS.get((match["ruwhat"] or "").lower(), match["thiswhat"]).lower(), today, fiscal_start), 2
    if match["nextmonth"]:
        return months_after(today.replace(day=1), 1), 2
    if match["nth"]:
        sure = match["number"] or _follows_boundary(text, match.end())
        return (_numbered(int(match["nth"]), today, past) if sure else None), 1
    what = (match["eo"] or match["end"]).lower()
    return _ending(what, _next_one(what, today, fiscal_start) if match["endnext"] else today, fiscal_start), 2


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _unmistakable(year: int, month: int, day: int, sign: str) -> date | None:
    """The day of `15-12-2026`; with slashes only where it cannot be the month that stands first: `15/12/2026`."""
    if sign == "/" and day <= 12 and day != month:
        return None
    return _valid(year, month, day)


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
    if word in WEAK and abbreviated:
        return None
    if word in WEAK and not _PREPOSITION.match(match[0]) and not _follows_boundary(text, match.end()):
        return None
    number = WEEKDAY[word]
    if which.startswith(("next", "след")) or match["weekof"]:
        return _shifted(today, 7 - today.weekday() + number)
    if past or which.startswith(("last", "прош")):
        return _shifted(today, -((today.weekday() - number - 1) % 7 + 1))
    return _shifted(today, (number - today.weekday() - 1) % 7 + 1)


def _counted(today: date, count: str | None, unit: str, sign: int) -> date | None:
    """`count` units from today; a unit alone ("через неделю") is one of it, a number must stand before days."""
    if count is None and unit.lower() not in ("неделю", "месяц", "год", "день"):
        return None
    kind = unit.lower()
    if count and count.lower() in ONE_AND_A_HALF:
        return _one_and_a_half(today, kind, sign)
    number = 1 if count is None else COUNTS.get(" ".join(count.lower().split())) or int(count)
    if kind.startswith(("day", "д")):
        return _shifted(today, sign * number)
    if kind.startswith(("week", "нед", "fortnight")):
        return _shifted(today, sign * number * (14 if kind.startswith("fort") else 7))
    months = number * (12 if kind.startswith(("year", "год", "лет")) else 1)
    try:
        return months_after(today, sign * months)
    except ValueError:
        return None


def _one_and_a_half(today: date, kind: str, sign: int) -> date | None:
    """A month and a half is one month and 15 days, a week and a half ten days, a year and a half 18 months."""
    if kind.startswith("год"):
        return _counted(today, "18", "months", sign)
    if kind.startswith("нед"):
        return _shifted(today, sign * 10)
    month = _counted(today, "1", "месяц", sign) if kind.startswith("мес") else None
    return _shifted(month, sign * 15) if month else None


def _next_one(what: str, today: date, fiscal_start: int) -> date | None:
    """A day of the week, month, quarter or year after the present one, such that its end is that of the next one."""
    if what in ("week", "недели"):
        return _shifted(today, 7 - today.weekday())
    if what in ("month", "месяца"):
        return months_after(today.replace(day=1), 1)
    last = _ending(what, today, fiscal_start)
    return _shifted(last, 1) if last else None


def _ending(what: str, today: date | None, fiscal_start: int) -> date | None:
    """Today, or the last day of its week (Friday, once past it the next), month, fiscal quarter or fiscal year."""
    if today is None or what in ("eod", "cob", "day", "business") or what.endswith("дня"):
        return today
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
    found = TIMES.match(text, rest)
    if found and not found["hour"]:
        return True
    dated = _DAYS.match(text, rest)
    return dated is not None and not (dated["weekday"] or dated["nth"])


def _times(text: str, taken: Sequence[Span]) -> Iterator[tuple[time, Span]]:
    """Every time of day in the text that lies outside the days already taken."""
    for match in TIMES.finditer(text):
        start, end = match.span()
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        beside = any(not text[b:start].strip() for _a, b in taken if b <= start)
        moment = time_of(match, beside, partial(_follows_boundary, text, end))
        if moment is not None:
            yield moment, (start, end)
