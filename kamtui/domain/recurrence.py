"""How often a task comes back, as a rule: `daily`, `weekdays`, `weekly:mon,thu`, `2 weekly:fri`, `monthly:15`,
`monthly:last`, `quarterly`, `yearly:03-15`. A number before a rule (not before `weekdays`) counts its periods.

A day that falls on a weekend or a holiday stays where it is; only `weekdays` leaves out Saturday and Sunday. A month
that is too short has its last day instead. Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from kamtui.errors import InvalidValue

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EXAMPLES = "daily, weekdays, weekly:mon,thu, 2 weekly:fri, monthly:15, monthly:last, quarterly, yearly:03-15"
_MOST = 99
_LAST = 0  # the day of the month that stands for its last one
_RULE = re.compile(
    r"(?:(?P<every>[1-9]\d?) )?(?:(?P<plain>daily|weekdays|quarterly)|weekly:(?P<days>[a-z]{3}(?:,[a-z]{3})*)"
    r"|monthly:(?P<day>last|\d{1,2})|yearly:(?P<month>\d{2})-(?P<of>\d{2}))"
)


class Rule(NamedTuple):
    """A rule in parts. `kind` is daily, weekdays, weekly, monthly, quarterly or yearly; `every` counts its periods.

    `days` are weekdays (0 Monday … 6 Sunday) of a weekly rule; `day` is the day of the month, 0 for its last.
    """

    kind: str
    every: int = 1
    days: tuple[int, ...] = ()
    day: int = 0
    month: int = 0

    def __str__(self) -> str:
        lead = f"{self.every} " if self.every > 1 else ""
        if self.kind == "weekly":
            return f"{lead}weekly:{','.join(DAYS[number] for number in self.days)}"
        if self.kind == "monthly":
            return f"{lead}monthly:{self.day or 'last'}"
        if self.kind == "yearly":
            return f"{lead}yearly:{self.month:02}-{self.day:02}"
        return f"{lead}{self.kind}"


def parse(text: str) -> Rule:
    """The rule that a rule text writes. Raises InvalidValue for anything else."""
    match = _RULE.fullmatch(text.strip().lower())
    rule = None if match is None else _checked(match)
    if rule is None:
        raise InvalidValue("repeats", text, expected=EXAMPLES)
    return rule


def _checked(match: re.Match[str]) -> Rule | None:
    every = int(match["every"] or 1)
    if match["plain"]:
        return None if match["plain"] == "weekdays" and every > 1 else Rule(match["plain"], every)
    if match["days"]:
        names = match["days"].split(",")
        known = set(names) <= set(DAYS)
        return Rule("weekly", every, tuple(n for n, name in enumerate(DAYS) if name in names)) if known else None
    if match["day"]:
        day = _LAST if match["day"] == "last" else int(match["day"])
        return Rule("monthly", every, day=day) if match["day"] == "last" or 1 <= day <= 31 else None
    month, day = int(match["month"]), int(match["of"])
    fits = 1 <= month <= 12 and 1 <= day <= monthrange(2024, month)[1]
    return Rule("yearly", every, day=day, month=month) if fits else None


def next_after(rule: Rule | str, day: date) -> date:
    """The first day after `day` on which the rule falls, when `day` is one of its days or stands for one.

    With a number before it a rule counts from the period of `day`: of `2 weekly:fri` a Wednesday is followed by the
    Friday of its week, that Friday by the one in two weeks. `quarterly` keeps the day of the month; a last day stays
    one.
    """
    rule = parse(rule) if isinstance(rule, str) else rule
    if rule.kind == "daily":
        return day + timedelta(days=rule.every)
    if rule.kind == "weekdays":
        return day + timedelta(days=max(1, 7 - day.weekday()) if day.weekday() >= 4 else 1)
    if rule.kind == "weekly":
        monday = day - timedelta(days=day.weekday())
        later = [number for number in rule.days if number > day.weekday()]
        return monday + timedelta(days=later[0] if later else 7 * rule.every + rule.days[0])
    if rule.kind == "monthly":
        here = _in_month(day.year, day.month, rule.day)
        return here if here > day else _in_month(day.year, day.month + rule.every, rule.day)
    if rule.kind == "quarterly":
        is_last = day.day == monthrange(day.year, day.month)[1]
        return _in_month(day.year, day.month + 3 * rule.every, _LAST if is_last else day.day)
    here = _in_month(day.year, rule.month, rule.day)
    return here if here > day else _in_month(day.year + rule.every, rule.month, rule.day)


def first_from(rule: Rule | str, today: date) -> date:
    """The first day of the rule that is not past; of `quarterly`, which has no day of its own, today."""
    rule = parse(rule) if isinstance(rule, str) else rule
    return today if rule.kind == "quarterly" else next_after(rule._replace(every=1), today - timedelta(days=1))


def following(rule: Rule | str, stands_for: date, due: date, today: date) -> date:
    """The day of the next task: after the one this task stands for and after its due date, and not past.

    A task moved off its day still `stands_for` it, so that moving one neither shifts the others nor doubles one.
    """
    rule = parse(rule) if isinstance(rule, str) else rule
    day = next_after(rule, stands_for)
    while day <= due or day < today:
        day = next_after(rule, day)
    return day


def _in_month(year: int, month: int, day: int) -> date:
    """A day of a month, which may be counted beyond December; the last one for 0 and in a month that is too short."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = monthrange(year, month)[1]
    return date(year, month, min(day or last, last))
