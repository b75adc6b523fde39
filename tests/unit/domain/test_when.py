from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.quarters import Quarter
from kamtui.domain.when import find_date, find_day, find_month, find_quarter, without

TODAY = date(2026, 11, 21)  # a Saturday


def day_of(text: str, **options: bool) -> str | None:
    found = find_date(text, TODAY, **options)
    return found and found.day.isoformat()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", "2026-11-22"),
        ("завтра", "2026-11-22"),
        ("послезавтра", "2026-11-23"),
        ("day after tomorrow", "2026-11-23"),
        ("yesterday", "2026-11-20"),
        ("on Friday", "2026-11-27"),
        ("в пятницу", "2026-11-27"),
        ("к пятнице", "2026-11-27"),
        ("saturday", "2026-11-28"),
        ("next mon", "2026-11-23"),
        ("в след. среду", "2026-11-25"),
        ("во вторник", "2026-11-24"),
        ("in 3 days", "2026-11-24"),
        ("in a week", "2026-11-28"),
        ("через неделю", "2026-11-28"),
        ("через 3 дня", "2026-11-24"),
        ("через 2 недели", "2026-12-05"),
        ("через месяц", "2026-12-21"),
        ("15.12", "2026-12-15"),
        ("20.11", "2027-11-20"),
        ("до 15.12.2026", "2026-12-15"),
        ("15.12.27", "2027-12-15"),
        ("2026-12-15", "2026-12-15"),
        ("15 Dec", "2026-12-15"),
        ("Dec 15, 2027", "2027-12-15"),
        ("15 декабря", "2026-12-15"),
        ("15-го декабря 2027 г.", "2027-12-15"),
        ("29.02", "2028-02-29"),
        ("eom", "2026-11-30"),
        ("к концу месяца", "2026-11-30"),
        ("end of the quarter", "2026-12-31"),
        ("на следующей неделе", "2026-11-23"),
        ("3 дня назад", "2026-11-18"),
    ],
)
def test_days_in_words(text: str, day: str) -> None:
    assert day_of(text) == day
    found = find_date(f"call Petrov {text}", TODAY)
    assert found is not None
    assert without(f"call Petrov {text}", found.spans) == "call Petrov"


@pytest.mark.parametrize(
    "text",
    [
        "price list 2026",
        "tender for 12 months",
        "тендер на 12 месяцев",
        "15/12",
        "31.02",
        "2.10 т",
        "12.05 млн",
        "10.5%",
        "версия 1.5",
        "в 9 филиалах",
        "at 9 plants",
        "в 10 раз",
        "ср. чек",
        "sun oil delivery",
        "may come",
        "yesterday's notes",
        "договор от 10.10.2025",
        "+7 999 123-45-67",
        "ИНН 7701234567",
        "10-15 items",
        "",
    ],
)
def test_what_is_no_date_stays_words(text: str) -> None:
    assert find_date(text, TODAY) is None


def test_past_turns_to_the_nearest_not_future() -> None:
    assert day_of("19.11", past=True) == "2026-11-19"
    assert day_of("15.12", past=True) == "2025-12-15"
    assert day_of("в пятницу", past=True) == "2026-11-20"
    assert day_of("21.11", past=True) == day_of("21.11") == "2026-11-21"


def test_strict_leaves_the_wrong_side_of_today() -> None:
    assert day_of("tomorrow", past=True, strict=True) is None
    assert day_of("вчера", strict=True) is None
    assert day_of("01.10.2026", strict=True) == "2026-10-01"


def test_after_by_wins_then_words_then_the_first() -> None:
    assert day_of("Prepare Monday report by 15.12") == "2026-12-15"
    assert day_of("invoice 15.12 tomorrow") == "2026-11-22"
    assert day_of("15.12 or 16.12") == "2026-12-15"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("tomorrow 15:00", time(15)),
        ("завтра в 9", time(9)),
        ("в 15:30", time(15, 30)),
        ("call at 9", time(9)),
        ("9am", time(9)),
        ("at 9:30 pm", time(21, 30)),
        ("12 am", time(0)),
        ("в 3 часа дня", time(15)),
        ("пт 10:00", time(10)),
        ("15 Dec 15:00", time(15)),
    ],
)
def test_times(text: str, moment: time) -> None:
    found = find_date(text, TODAY)
    assert found is not None
    assert found.time == moment


def test_a_time_alone_is_today_and_no_day() -> None:
    found = find_date("call at 9", TODAY)
    assert found is not None
    assert found.day == TODAY
    assert find_day("call at 9", TODAY) is None


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("#Q1", Quarter(2027, 1)),
        ("№К4", Quarter(2026, 4)),
        ("plan Q3", Quarter(2027, 3)),
        ("к1", Quarter(2027, 1)),
        ("2026-Q2", Quarter(2026, 2)),
        ("IV кв. 2027", Quarter(2027, 4)),
        ("1 квартал", Quarter(2027, 1)),
    ],
)
def test_quarters(text: str, quarter: Quarter) -> None:
    found = find_quarter(text, TODAY)
    assert found is not None
    assert found.quarter == quarter


def test_quarter_follows_the_fiscal_year_and_the_mark() -> None:
    # From April: 21 November 2026 lies in Q3 of 2027.
    found = find_quarter("#Q2", TODAY, fiscal_start=4)
    assert found is not None
    assert found.quarter == Quarter(2028, 2)
    assert find_quarter("Q1 report", TODAY, marked=True) is None
    assert find_quarter("Q5 K1 SQ1", TODAY) is None


WORDS = (
    "tomorrow завтра 15.12 15:00 в 9 at Friday ср через 2 недели in a week Dec 2026-12-15 29.02 до by end of month "
    "999 дней конец квартала 0.00 99.99.99 назад ago next 31 февраля Q1 #Q4 call Петрову"
)
words = st.sampled_from(WORDS.split())


@given(st.lists(words | st.text(max_size=6), max_size=10).map(" ".join), st.dates(), st.booleans(), st.booleans())
def test_the_grammar_never_breaks_and_loses_nothing(text: str, today: date, past: bool, strict: bool) -> None:
    found = find_date(text, today, past=past, strict=strict)
    if found is None:
        return
    kept = "".join(without(text, found.spans).split())
    taken = "".join("".join(text[start:end].split()) for start, end in found.spans)
    assert sorted(kept + taken) == sorted("".join(text.split()))


@pytest.mark.parametrize(
    ("text", "month", "taken"),
    [
        ("350k from Mar", date(2027, 3, 1), "from Mar"),
        ("from 1 March 2028 on", date(2028, 3, 1), "from 1 March 2028"),
        ("с ноября", date(2026, 11, 1), "с ноября"),
        ("со 2027-05", date(2027, 5, 1), "со 2027-05"),
        ("начиная с 03.2027", date(2027, 3, 1), "начиная с 03.2027"),
        ("с 01.04.2027", date(2027, 4, 1), "с 01.04.2027"),
        ("from 13.2027", None, ""),
        ("Mar", None, ""),
        ("from Marina", None, ""),
    ],
)
def test_the_month_that_something_runs_from(text: str, month: date | None, taken: str) -> None:
    found = find_month(text, date(2026, 11, 20))
    assert (found.day if found else None) == month
    if found:
        assert text[slice(*found.span)] == taken


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("визит в 14.30", time(14, 30)),
        ("в пятницу в 14.30 визит", time(14, 30)),
        ("созвон к 9.00 завтра", time(9)),
        ("отчёт в 10.12", None),
        ("увеличить в 2.50 раза", None),
        ("продать в 14.30 руб", None),
        ("в 14.30 партии брак", None),
    ],
)
def test_a_time_with_a_point(text: str, moment: time | None) -> None:
    found = find_date(text, date(2026, 11, 20))
    assert (found.time if found else None) == moment


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("EOD", "2026-11-21"),
        ("this week", "2026-11-27"),
        ("на этой неделе", "2026-11-27"),
        ("в этом месяце", "2026-11-30"),
        ("до конца дня", "2026-11-21"),
        ("by close of business", "2026-11-21"),
        ("by end of next week", "2026-11-27"),
        ("до конца следующего месяца", "2026-12-31"),
        ("by the end of next quarter", "2027-03-31"),
        ("до конца следующего года", "2027-12-31"),
        ("before Friday", "2026-11-27"),
        ("after Friday", "2026-11-28"),
        ("после 15 декабря", "2026-12-16"),
        ("с понедельника", "2026-11-23"),
        ("from Monday", "2026-11-23"),
        ("во вторник через неделю", "2026-12-01"),
        ("через неделю во вторник", "2026-12-01"),
        ("a week on Tuesday", "2026-12-01"),
        ("через полтора месяца", "2027-01-05"),
        ("через полгода", "2027-05-21"),
        ("через четыре недели", "2026-12-19"),
        ("in a couple of weeks", "2026-12-05"),
        ("25го", "2026-11-25"),
        ("the 3rd", "2026-12-03"),
        ("15-12-2026", "2026-12-15"),
        ("15/12/2026", "2026-12-15"),
        ("tomorow", "2026-11-22"),
        ("завтар", "2026-11-22"),
        ("в воскресение", "2026-11-22"),
    ],
)
def test_days_as_they_are_typed_in_haste(text: str, day: str) -> None:
    found = find_date(f"call {text}", TODAY, strict=True)
    assert found is not None
    assert (found.day.isoformat(), without(f"call {text}", found.spans)) == (day, "call")


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2026",
        "договор от 15-12-2026",
        "отпуск с 10 декабря",
        "отпуск с 10 по 20 декабря",
        "leave from 10 to 20 December",
        "отпуск с 10 до 20 декабря",
        "the report for this week",
        "второй понедельник месяца",
        "2nd edition",
        "24/7",
        "15/12",
        "завтрак",
        "the third parties",
    ],
)
def test_more_of_what_is_no_day(text: str) -> None:
    assert find_date(text, TODAY, strict=True) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("at half past 9", time(9, 30)),
        ("at half past nine", time(9, 30)),
        ("quarter to 10", time(9, 45)),
        ("quarter past three", time(15, 15)),
        ("half past 7 pm", time(19, 30)),
        ("в половине десятого", time(9, 30)),
        ("в полдесятого", time(9, 30)),
        ("в половине первого", time(12, 30)),
        ("без четверти двенадцать", time(11, 45)),
        ("без четверти час", time(12, 45)),
        ("в четверть четвёртого", time(15, 15)),
        ("до 18:00", time(18)),
        ("at 3", time(15)),
        ("в 3 часа", time(15)),
        ("в 3 утра", time(3)),
        ("в 7", time(7)),
        ("at 3:30", time(3, 30)),
    ],
)
def test_the_clock_in_words(text: str, moment: time) -> None:
    found = find_date(f"завтра {text}", TODAY)
    assert found is not None
    assert found.time == moment
