from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.money import format_amount, format_share, from_minor, parse_number, to_minor
from kamtui.errors import InvalidValue


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,56 ₽", "1234.56"),
        ("1\u00a0234,56\u202f₽", "1234.56"),
        ("1\u2009234\u2009567", "1234567"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("-1 234.5", "-1234.5"),
        ("−7", "-7"),
        ("5-", "-5"),
        ("(1 234)", "-1234"),
        ("1'234.50", "1234.50"),
        ("руб.100", "100"),
        ("RUB 12", "12"),
        (".5", "0.5"),
        ("1,234", "1.234"),
        ("1.234", "1.234"),
        ("1,234,567", "1234567"),
    ],
)
def test_numbers_as_people_write_them(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


def test_hint_settles_a_single_separator_before_three_digits() -> None:
    assert parse_number("1,234", decimal=".") == 1234
    assert parse_number("1.234", decimal=",") == 1234
    assert parse_number("1,23", decimal=".") == Decimal("1.23")
    assert parse_number("0,123", decimal=".") == Decimal("0.123")
    assert parse_number("1 234,567", decimal=".") == Decimal("1234.567")


@pytest.mark.parametrize("text", ["", "abc", "1 23", "12,34,567", "1.2.3", "5,", "100-200", "(-5)", "1e5", "١٢", "--5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        parse_number(text, field="price")
    assert refused.value.field == "price"


def test_foreign_currency_is_refused_and_own_is_taken() -> None:
    with pytest.raises(InvalidValue, match="RUB"):
        parse_number("5 €")
    with pytest.raises(InvalidValue):
        parse_number("100 ₽", currency="EUR")
    assert parse_number("$5", currency="USD") == 5


def test_scale_words_only_where_asked() -> None:
    assert parse_number("4,2 млн", scaled=True) == 4_200_000
    assert parse_number("830 K", scaled=True) == 830_000
    with pytest.raises(InvalidValue):
        parse_number("100 m")


@pytest.mark.parametrize(("amount", "minor"), [("1.005", 101), ("-1.005", -101), ("1.004", 100), ("0", 0)])
def test_half_a_kopeck_rounds_up(amount: str, minor: int) -> None:
    assert to_minor(Decimal(amount)) == minor


def test_amount_too_large_is_refused() -> None:
    with pytest.raises(InvalidValue):
        to_minor(Decimal("1e17"))
    with pytest.raises(InvalidValue):
        to_minor(Decimal("1e400"))


@given(st.integers(-(2**63) + 1, 2**63 - 1), st.sampled_from(["ru", "en"]))
def test_money_survives_writing_and_reading(minor: int, language: str) -> None:
    amount = from_minor(minor)
    assert to_minor(amount) == minor
    assert parse_number(format_amount(amount, language)) == amount


@given(st.text())
def test_reading_never_breaks(text: str) -> None:
    with contextlib.suppress(InvalidValue):
        assert isinstance(parse_number(text, scaled=True), Decimal)


@pytest.mark.parametrize(
    ("amount", "ru", "en"),
    [
        ("4200000", "4,2 млн", "4.2 M"),
        ("123456789", "123 млн", "123 M"),
        ("83100", "83,1 тыс.", "83.1 K"),
        ("999960", "1,0 млн", "1.0 M"),
        ("640", "640", "640"),
        ("-5300", "-5,3 тыс.", "-5.3 K"),
    ],
)
def test_short_amounts(amount: str, ru: str, en: str) -> None:
    assert format_amount(Decimal(amount), "ru", short=True) == ru
    assert format_amount(Decimal(amount), "en", short=True) == en


def test_long_amounts_and_shares() -> None:
    assert format_amount(Decimal("1234.56"), "ru") == "1\u00a0234,56"
    assert format_amount(Decimal("1234.56"), "en") == "1,234.56"
    assert format_amount(None, "en") == "–"
    assert (format_share(0.62), format_share(0.285), format_share(None)) == ("62 %", "29 %", "–")


@pytest.mark.parametrize("text", ["9" * 40, "9999999999999 млрд", "1" + "0" * 18])
def test_a_number_that_cannot_be_kept_is_refused_and_its_message_stays_short(text: str) -> None:
    with pytest.raises(InvalidValue, match="too large"):
        parse_number(text, scaled=True)
    with pytest.raises(InvalidValue) as caught:
        parse_number("x" * 5000)
    assert len(str(caught.value)) < 200
