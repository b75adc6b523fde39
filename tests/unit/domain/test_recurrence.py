"""Rules of repeating: every rule moves on, never repeats a day, keeps to its month ends, and is said in words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.recurrence import DAYS, Rule, first_from, following, next_after, parse
from kamtui.domain.recurrence_words import read, words
from kamtui.errors import InvalidValue
from kamtui.i18n import set_language

SUNDAY = date(2026, 11, 22)
EVERY = st.integers(1, 12)
DAY = st.dates(date(2000, 1, 1), date(2100, 12, 31))
RULES = st.one_of(
    st.builds(lambda n: Rule("daily", n), EVERY),
    st.just(Rule("weekdays")),
    st.builds(lambda n, days: Rule("weekly", n, tuple(sorted(days))), EVERY, st.sets(st.integers(0, 6), min_size=1)),
    st.builds(lambda n, day: Rule("monthly", n, day=day), EVERY, st.integers(0, 31)),
    st.builds(lambda n: Rule("quarterly", n), EVERY),
    st.builds(lambda n, on: Rule("yearly", n, day=on.day, month=on.month), EVERY, DAY),
)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("daily", ["2026-11-23", "2026-11-24", "2026-11-25"]),
        ("3 daily", ["2026-11-25", "2026-11-28", "2026-12-01"]),
        ("weekdays", ["2026-11-23", "2026-11-24", "2026-11-25"]),
        ("weekly:mon", ["2026-11-23", "2026-11-30", "2026-12-07"]),
        ("weekly:mon,thu", ["2026-11-23", "2026-11-26", "2026-11-30"]),
        ("2 weekly:sun", ["2026-12-06", "2026-12-20", "2027-01-03"]),
        ("monthly:15", ["2026-12-15", "2027-01-15", "2027-02-15"]),
        ("monthly:31", ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]),
        ("monthly:last", ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]),
        ("quarterly", ["2027-02-22", "2027-05-22", "2027-08-22"]),
        ("yearly:03-15", ["2027-03-15", "2028-03-15"]),
        ("yearly:02-29", ["2027-02-28", "2028-02-29", "2029-02-28"]),
    ],
)
def test_days_of_a_rule(rule: str, expected: list[str]) -> None:
    found, day = [], SUNDAY
    for _each in expected:
        day = next_after(rule, day)
        found.append(day.isoformat())
    assert found == expected


def test_weekdays_pass_over_the_weekend() -> None:
    assert next_after("weekdays", date(2026, 11, 27)) == date(2026, 11, 30)
    assert next_after("weekdays", date(2026, 11, 28)) == date(2026, 11, 30)


def test_a_quarter_after_a_last_day_is_a_last_day() -> None:
    assert next_after("quarterly", date(2026, 11, 30)) == date(2027, 2, 28)
    assert next_after("quarterly", date(2027, 2, 28)) == date(2027, 5, 31)


@given(RULES, DAY)
def test_rules_move_on_and_fall_on_their_days(rule: Rule, day: date) -> None:
    seen = [day]
    for _each in range(6):
        seen.append(next_after(rule, seen[-1]))
    assert all(later > earlier for earlier, later in pairwise(seen))
    for found in seen[1:]:
        last = monthrange(found.year, found.month)[1]
        if rule.kind == "weekly":
            assert found.weekday() in rule.days
        if rule.kind == "weekdays":
            assert found.weekday() < 5
        if rule.kind in ("monthly", "yearly"):
            assert found.day == min(rule.day or last, last)


@given(RULES, DAY)
def test_the_first_day_is_the_nearest_that_is_not_past(rule: Rule, today: date) -> None:
    first = first_from(rule, today)
    assert first >= today
    if rule.kind == "weekly":
        assert first - today < timedelta(days=7)


@given(RULES, DAY, st.integers(-20, 20), st.integers(-40, 40))
def test_the_next_task_comes_after_this_one_and_is_not_past(rule: Rule, own: date, moved: int, late: int) -> None:
    due, today = own + timedelta(days=moved), own + timedelta(days=late)
    found = following(rule, own, due, today)
    assert found > own
    assert found > due
    assert found >= today
    days = [next_after(rule, own)]
    while days[-1] < found:
        days.append(next_after(rule, days[-1]))
    assert found == days[-1], "a moved task shifts no other day of its rule"


def test_a_task_moved_a_little_does_not_come_twice() -> None:
    """A Monday done on the Sunday before is followed by the Monday a week later."""
    monday = date(2026, 11, 23)
    assert following("weekly:mon", monday, SUNDAY, SUNDAY) == date(2026, 11, 30)
    assert following("2 weekly:mon", monday, date(2026, 12, 1), SUNDAY) == date(2026, 12, 7)


@given(RULES)
def test_a_rule_reads_what_it_writes(rule: Rule) -> None:
    assert parse(str(rule)) == rule


@pytest.mark.parametrize("language", ["en", "ru"])
@given(rule=RULES)
def test_words_are_read_back(language: str, rule: Rule) -> None:
    set_language(language)
    assert read(words(rule), SUNDAY) == rule


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sometimes",
        "0 daily",
        "2 weekdays",
        "weekly:",
        "weekly:xyz",
        "monthly:0",
        "monthly:32",
        "yearly:02-30",
        "yearly:13-01",
        "100 daily",
        "every 0 days",
        "daily until forever",
    ],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        parse(text)
    with pytest.raises(InvalidValue):
        read(text, SUNDAY)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("every Monday", "weekly:mon"),
        ("Mon, Thu", "weekly:mon,thu"),
        ("every 2 weeks on Friday", "2 weekly:fri"),
        ("weekly", "weekly:sun"),
        ("every month on the 15th", "monthly:15"),
        ("on the last day of every month", "monthly:last"),
        ("every quarter", "quarterly"),
        ("every year on March 15", "yearly:03-15"),
        ("по понедельникам и четвергам", "weekly:mon,thu"),
        ("каждый вторник", "weekly:tue"),
        ("каждые 2 недели по пятницам", "2 weekly:fri"),
        ("раз в 2 недели", "2 weekly:sun"),
        ("ежемесячно 15-го", "monthly:15"),
        ("каждое 15-е число", "monthly:15"),
        ("в последний день месяца", "monthly:last"),
        ("раз в квартал", "quarterly"),
        ("ежегодно 15 марта", "yearly:03-15"),
        ("по будням", "weekdays"),
        ("каждый рабочий день", "weekdays"),
        ("ежедневно", "daily"),
    ],
)
def test_rules_as_people_say_them(text: str, rule: str) -> None:
    assert str(read(text, SUNDAY)) == rule


def test_days_are_named_as_capture_names_them() -> None:
    from kamtui.domain.capture_work import find_repeat

    for number, name in enumerate(DAYS):
        day = SUNDAY + timedelta(days=number + 1)
        found = find_repeat(f"call {day:%A}s", SUNDAY)
        assert found is not None
        assert parse(found.rule) == Rule("weekly", days=(number,))
        assert name in found.rule
