from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from kamtui.domain.words import Attitude, Category, Function, Influence, Role, Strength, TouchKind
from kamtui.errors import InvalidValue
from kamtui.exchange.dates import AmbiguousDates, DateReader
from kamtui.exchange.numbers import BAD, NumberColumn, NumberReader
from kamtui.exchange.values import cell_text, inn_of, inn_sound, whole, words
from kamtui.i18n import set_language
from kamtui.labels import label, level_label, parse_word

THE_DAY = date(2026, 11, 21)


def reader(column: list[Any], order: str = "", last_year: int = 2046) -> DateReader:
    return DateReader("date", "Дата", order, lambda: column, last_year)


@pytest.mark.parametrize(
    "raw",
    ["2026-11-21", "21.11.2026", "21.11.26", "21.11.2026 г.", "2026/11/21", "20261121", "2026-11-21T10:30:00",
     "21.11.2026 0:00:00", "21 ноября 2026 г.", "21 Nov 2026", "21-Nov-26", " 21.11.2026 ", "46347", 46347, 46347.0,
     datetime(2026, 11, 21, 9), THE_DAY],
)  # fmt: skip
def test_dates_as_files_write_them(raw: Any) -> None:
    assert reader([raw]).read(raw) == THE_DAY


def test_the_column_decides_what_a_cell_cannot() -> None:
    assert reader(["01/02/2026", "21/11/2026"]).read("01/02/2026") == date(2026, 2, 1)
    assert reader(["01/02/2026", "11/21/2026"]).read("01/02/2026") == date(2026, 1, 2)
    assert reader(["01/02/26", "11/21/26 10:15 PM"]).read("01/02/26") == date(2026, 1, 2)
    assert reader(["05/05/2026"]).read("05/05/2026") == date(2026, 5, 5)


@pytest.mark.parametrize("column", [["01/02/2026", "03/04/2026"], ["21/11/2026", "11/21/2026", "01/02/2026"]])
def test_undecided_columns_ask(column: list[str]) -> None:
    with pytest.raises(AmbiguousDates) as caught:
        reader(column).read("01/02/2026")
    assert "--map “date=Дата:dmy”" in str(caught.value)
    assert reader(column, "dmy").read("01/02/2026") == date(2026, 2, 1)
    assert reader(column, "mdy").read("01/02/2026") == date(2026, 1, 2)


@pytest.mark.parametrize("raw", ["31.02.2026", "soon", "2026-13-01", "21.11", "99999", "01.01.0026", "12/2026", True])
def test_no_dates(raw: Any) -> None:
    with pytest.raises(InvalidValue):
        reader([raw]).read(raw)


def test_two_digit_years_of_birthdays_lie_in_the_past() -> None:
    assert reader([], last_year=2026).read("15.03.70") == date(1970, 3, 15)
    assert reader([], last_year=2026).read("15.03.27") == date(1927, 3, 15)
    assert reader([]).read("15.03.27") == date(2027, 3, 15)


def column(cells: list[Any], places: int = 2) -> list[int | None]:
    return NumberColumn(NumberReader("RUB", lambda: cells), "amount", places).read(cells)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "-20", "0"], [100, -2000, 0]),
        (["1.50", "-20.05", "0.01"], [150, -2005, 1]),
        (["1,50", "1 234,56", "-12\u00a0345\u202f678,90"], [150, 123456, -1234567890]),
        (["1 234,56 ₽", "1,234.56", "(5,00)", "5", ""], [123456, 123456, -500, 500, None]),
        ([1, 2.5, 1234.565, None, "3"], [100, 250, 123457, None, 300]),
        (["$5", "abc", "5 €", "1.2.3"], [BAD, BAD, BAD, BAD]),
        (["0.005", "-0.005", "2.675"], [1, -1, 268]),
        (["9" * 30], [BAD]),
        (["12 34,50"], [BAD]),
    ],
)
def test_columns_of_numbers(cells: list[Any], expected: list[int | None]) -> None:
    assert column(cells) == expected


def test_quick_and_slow_reading_agree() -> None:
    cells = ["7", "7.25", "1 007,25", "-7.00", "0.10", "123456789012.99"]
    for cell in cells:
        assert column([cell]) == column([cell, ""])[:1]
        assert column([cell], 6) == column([cell, ""], 6)[:1]


def test_three_digits_after_one_separator_follow_the_file() -> None:
    assert column(["1,234", "12,500"]) == [123, 1250]
    assert column(["1,234", "2,500.75"]) == [123400, 250075]
    assert column(["1.234", "2.500,75"]) == [123400, 250075]
    assert column(["1,000", "0,5"]) == [100, 50]


def test_cells_as_text() -> None:
    assert cell_text(7701234567.0) == "7701234567"
    assert cell_text("  a\x1b[31mb\n\tc\u202e ") == "ab c"
    assert cell_text(datetime(2026, 11, 21)) == "2026-11-21"
    assert cell_text(None) == ""
    assert words("decider, champion;buyer\nuser") == ["decider", "champion", "buyer", "user"]


def test_tax_numbers() -> None:
    assert inn_sound("7707083893")
    assert inn_sound("500100732259")
    assert not inn_sound("7707083894")
    assert not inn_sound("12345")
    assert inn_of("7707083893/770701001") == "7707083893"
    assert inn_of(7707083893.0) == "7707083893"
    assert inn_of(" 77 0708 3893 ") == "7707083893"
    # Excel took the leading zero away.
    assert inn_of("276000014") == ("0276000014" if inn_sound("0276000014") else "276000014")
    assert inn_of("DE 123") == "DE 123"


def test_whole_numbers() -> None:
    assert whole("level", "5 — owners", 1, 5) == 5
    assert whole("level", 3.0, 1, 5) == 3
    for raw in ("9", "2.5", "five", "-1"):
        with pytest.raises(InvalidValue):
            whole("level", raw, 1, 5)


def test_words_of_both_languages() -> None:
    assert parse_word(Category, "Ключевой") is Category.KEY
    assert parse_word(Category, "к") is Category.KEY
    assert parse_word(Category, "k") is Category.KEY
    assert parse_word(Attitude, "+1") is Attitude.SUPPORTER
    assert parse_word(Attitude, "−2") is Attitude.ENEMY
    assert parse_word(Attitude, "Союзник") is Attitude.ALLY
    assert parse_word(Attitude, "нейтрал") is Attitude.NEUTRAL
    assert parse_word(Role, "ЛПР") is Role.DECIDER
    assert parse_word(Role, "economic buyer") is Role.ECONOMIC_BUYER
    assert parse_word(Influence, "Inner-circle") is Influence.INNER_CIRCLE
    assert parse_word(Strength, "3") is Strength.CLOSE
    assert parse_word(Function, "закупки") is Function.PROCUREMENT
    assert parse_word(TouchKind, "письмо") is TouchKind.EMAIL
    with pytest.raises(InvalidValue, match="K, A, R, N, P"):
        parse_word(Category, "X")


def test_equal_values_of_different_enums_have_their_own_labels() -> None:
    set_language("en")
    assert label(Attitude.NEUTRAL) == "neutral"
    assert label(Strength.NONE) == "none"
    assert label(Attitude.SUPPORTER) == "supporter"
    assert label(Strength.ACQUAINTED) == "acquainted"
    assert level_label(5) == "owners and CEO"
