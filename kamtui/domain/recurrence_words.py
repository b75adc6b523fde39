"""Rules of repeating in words, both ways: `every 2 weeks on Fridays`, `по понедельникам и четвергам`."""

from __future__ import annotations

import re
from datetime import date

from kamtui.domain.capture_work import find_repeat
from kamtui.domain.recurrence import EXAMPLES, Rule, parse
from kamtui.domain.today import date_words
from kamtui.domain.when_words import MONTHS, WEEKDAYS
from kamtui.errors import InvalidValue
from kamtui.i18n import _, ngettext, pgettext

_PERIODS = {
    "daily": r"days?|день|дня|дней",
    "weekly": r"weeks?|недел[юия]|недель",
    "monthly": r"months?|месяц|месяца|месяцев",
    "quarterly": r"quarters?|квартал|квартала|кварталов",
    "yearly": r"years?|год|года|лет",
}
_SINGLE = {
    "daily": "ежедневно",
    "weekly": "weekly|еженедельно",
    "monthly": "monthly|ежемесячно",
    "quarterly": "once a quarter|ежеквартально",
    "yearly": "yearly|annually|ежегодно",
}
_HEADS = [
    (kind, re.compile(rf"(?:(?:every|each|кажд\w+|раз в)\s+(?:(\d\d?)\s+)?(?:{words})|{_SINGLE[kind]})(?=\s|$)\s*(.*)"))
    for kind, words in _PERIODS.items()
]
_LAST_DAY = re.compile(
    r"(?:on the last day(?: of (?:every|each|the) month)?|в последний день(?: каждого)?(?: месяца)?"
    r"|(?:every |each )?last day of (?:the|every|each) month|последний день (?:каждого )?месяца)"
)
_DAY = re.compile(r"(?:on )?(?:the )?(?:day )?(\d{1,2})(?:st|nd|rd|th|-?го|-?е)?(?: числа)?")
_DATE = re.compile(
    r"(?:on )?(?:the )?(?:(\d{1,2})(?:st|nd|rd|th|-?го)? (?:of )?([^\W\d]+)|([^\W\d]+) (\d{1,2})|(\d\d?)\.(\d\d?))"
)
_WORKING = re.compile(
    r"(?:every |on )?(?:working day|workday|weekday)s?|(?:по|кажд\w+) (?:будням|(?:рабочи[йм]|будний) дн?е?н?[ья]м?)"
)
_DATIVES = ("понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям")
_DAY_WORDS = {word: n for n, words in enumerate(WEEKDAYS) for word in (*words, f"{words[0]}s", _DATIVES[n])}
_LINKS = re.compile(r"\b(?:on|every|each|and|и|по|в|во|кажд\w+)\b|,")


def words(rule: Rule | str) -> str:
    """A rule as people say it."""
    rule = parse(rule) if isinstance(rule, str) else rule
    n = rule.every
    if rule.kind == "daily":
        return ngettext("every {n} day", "every {n} days", n).format(n=n) if n > 1 else _("every day")
    if rule.kind == "weekdays":
        return _("every working day")
    if rule.kind == "weekly":
        days = _listed([_names()[number] for number in rule.days])
        if n == 1:
            return pgettext("repeats", "on {days}").format(days=days)
        return ngettext("every {n} week on {days}", "every {n} weeks on {days}", n).format(n=n, days=days)
    if rule.kind == "quarterly":
        return ngettext("every {n} quarter", "every {n} quarters", n).format(n=n) if n > 1 else _("every quarter")
    if rule.kind == "yearly":
        year = 2024  # a leap year: the rule may say 29 February
        day = date_words(date(year, rule.month, rule.day)).removesuffix(str(year)).strip(" .")
        if n == 1:
            return _("every year on {day}").format(day=day)
        return ngettext("every {n} year on {day}", "every {n} years on {day}", n).format(n=n, day=day)
    if not rule.day:
        if n == 1:
            return _("on the last day of every month")
        return ngettext("every {n} month on the last day", "every {n} months on the last day", n).format(n=n)
    if n == 1:
        return _("every month on day {n}").format(n=rule.day)
    return ngettext("every {n} month on day {day}", "every {n} months on day {day}", n).format(n=n, day=rule.day)


def read(text: str, today: date) -> Rule:
    """The rule that a rule text, or words in either language, say; without a day that of `today`.

    Raises InvalidValue.
    """
    said = " ".join(text.lower().replace("ё", "е").split()).strip(" .;")
    try:
        return parse(said)
    except InvalidValue:
        pass
    found = _WORKING.fullmatch(said) and Rule("weekdays")
    found = found or (Rule("monthly", 1, day=0) if _LAST_DAY.fullmatch(said) else None) or _weekly(said, 1)
    for kind, head in _HEADS:
        match = head.fullmatch(said)
        if match and not found:
            found = _periodic(kind, int(match[1] or 1), match[2].strip(" ,"), today)
    if not found:
        whole = find_repeat(said, today)
        found = parse(whole.rule) if whole and not (said[: whole.span[0]] + said[whole.span[1] :]).strip() else None
    if not found or not found.every:
        raise InvalidValue("repeats", text, expected=EXAMPLES)
    return found


def _periodic(kind: str, every: int, rest: str, today: date) -> Rule | None:
    """The rule of a period and what is said after it."""
    if kind in ("daily", "quarterly"):
        return None if rest else Rule(kind, every)
    if kind == "weekly":
        return _weekly(rest, every) if rest else Rule(kind, every, (today.weekday(),))
    if kind == "monthly":
        if _LAST_DAY.fullmatch(rest):
            return Rule(kind, every, day=0)
        match = _DAY.fullmatch(rest)
        day = today.day if not rest else int(match[1]) if match else 0
        return Rule(kind, every, day=day) if 1 <= day <= 31 else None
    return _yearly(rest, every) if rest else Rule(kind, every, day=today.day, month=today.month)


def _weekly(said: str, every: int) -> Rule | None:
    names = _LINKS.sub(" ", said).split()
    if not names or not set(names) <= _DAY_WORDS.keys():
        return None
    return Rule("weekly", every, tuple(sorted({_DAY_WORDS[name] for name in names})))


def _yearly(said: str, every: int) -> Rule | None:
    match = _DATE.fullmatch(said.rstrip("."))
    if match is None:
        return None
    day, month = match[1] or match[4] or match[5], MONTHS.get(match[2] or match[3] or "", int(match[6] or 0))
    try:
        return parse(f"{every} yearly:{month:02}-{int(day):02}")
    except InvalidValue:
        return None


def _names() -> tuple[str, ...]:
    return (
        pgettext("repeats", "Mondays"),
        pgettext("repeats", "Tuesdays"),
        pgettext("repeats", "Wednesdays"),
        pgettext("repeats", "Thursdays"),
        pgettext("repeats", "Fridays"),
        pgettext("repeats", "Saturdays"),
        pgettext("repeats", "Sundays"),
    )


def _listed(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) == 1:
        return names[0]
    return pgettext("list", "{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])
