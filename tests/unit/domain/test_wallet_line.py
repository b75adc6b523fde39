"""A wallet in one line, as people say it in either language."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from kamtui.domain.wallet import US, WHOLE
from kamtui.domain.wallet_line import parse_amount, parse_wallet_line, power_of
from kamtui.errors import InvalidValue
from kamtui.i18n import set_language

M = 10**6


@pytest.mark.parametrize(
    ("line", "total", "ours"),
    [
        ("40-45 млн 30%", (40, 45), (12.75, None)),
        ("1,2 млрд", (1200, None), None),
        ("40 M ~30 %", (40, None), (12, None)),
        ("40–45M 30-40 %", (40, 45), (12.75, 17)),
        ("от 40 до 45 млн ₽, наша доля около 30 %", (40, 45), (12.75, None)),
        ("900 тыс - 1,2 млн", (0.9, 1.2), None),
        ("12 из 40 млн", (40, None), (12, None)),
        ("900 тыс из 40 млн", (40, None), (0.9, None)),
        ("мы 12 млн из 40 млн", (40, None), (12, None)),
        ("40 млн, наши 12-14 млн", (40, None), (12, 14)),
        ("40 000 000", (40, None), None),
        ("40 500 000 30 %", (40.5, None), (12.15, None)),
        ("40млн.руб. 30%", (40, None), (12, None)),
        ("40 М 30 процентов", (40, None), (12, None)),
        ("40кк, мы 12кк", (40, None), (12, None)),
        ("wallet 1.2 bn, our share 5 percent", (1200, None), (60, None)),
        ("about 40 million of which us 12 million", (40, None), (12, None)),
        ("between 40 and 45 M 30%", (40, 45), (12.75, None)),
        ("40 M - 30%", (40, None), (12, None)),
        ("40 M our 12 M", (40, None), (12, None)),
        ("0 M 0%", (0, None), (0, None)),
        ("40 млн 100%", (40, None), (40, None)),
    ],
)
def test_line(line: str, total: tuple[float, float | None], ours: tuple[float, float | None] | None) -> None:
    def money(ends: tuple[float, float | None]) -> tuple[D, D | None]:
        low, high = (None if end is None else D(str(end)) * M for end in ends)
        assert low is not None
        return low, high

    found = parse_wallet_line(line).amounts()
    assert found[WHOLE] == money(total)
    assert found.get(US) == (ours and money(ours))


def test_share_alone_is_of_the_total_that_is_known() -> None:
    said = parse_wallet_line("30-35%")
    assert said.amounts(D(40)) == {US: (D(12), D(14))}
    with pytest.raises(InvalidValue, match="no total yet") as refused:
        said.amounts()
    assert refused.value.expected == "40-45 M 30%"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "is needed"),
        ("40 млн 130%", "no more than 100 %"),
        ("40 млн 30-130%", "no more than 100 %"),
        ("45-40 млн", "upside down"),
        ("40 M 35-30 %", "upside down"),
        ("-40 млн", "no negative wallet"),
        ("40 млн, мы -5 млн", "no negative wallet"),
        ("40", "thousand or million"),
        ("40 30%", "thousand or million"),
        ("40 млн мы 60 млн", "more than the total"),
        ("40 млн 30% мы 12 млн", "twice"),
        ("40 млн штук", "“штук” is not understood"),
        ("тендер", "“тендер” is not understood"),
    ],
)
def test_line_is_refused_with_reason_and_way_out(line: str, reason: str) -> None:
    with pytest.raises(InvalidValue, match=reason) as refused:
        parse_wallet_line(line)
    assert (refused.value.field, refused.value.expected) == ("line", "40-45 M 30%")


def test_line_in_another_currency_is_refused() -> None:
    with pytest.raises(InvalidValue, match="another currency"):
        parse_wallet_line("$40M 30%")
    assert parse_wallet_line("$40M 30%", "USD").amounts()[US] == (D(12) * M, None)


def test_words_say_how_it_is_understood() -> None:
    assert parse_wallet_line("40-45 M 30%").words() == "wallet 40.0 M–45.0 M; our share 30 % = 12.8 M"
    assert parse_wallet_line("12 of 40 M").words() == "wallet 40.0 M; our part 12.0 M"


def test_amounts_of_single_fields() -> None:
    assert parse_amount("amount", "40-45 млн") == (D(40) * M, D(45) * M)
    assert parse_amount("amount", "40-40 млн") == (D(40) * M, None)
    assert parse_amount("amount", "750") == (D(750), None)
    assert parse_amount("amount", "1 234,56 ₽") == (D("1234.56"), None)
    with pytest.raises(InvalidValue) as refused:
        parse_amount("high", "5-3 млн")
    assert (refused.value.field, refused.value.expected) == ("high", "40-45 M")


def test_comma_before_three_digits_follows_the_language() -> None:
    assert parse_amount("amount", "40,000") == (D(40_000), None)
    set_language("ru")
    assert parse_amount("amount", "40.000") == (D(40_000), None)


@pytest.mark.parametrize(
    ("title", "power"),
    [("Сумма, млн руб.", 6), ("Сумма (тыс. ₽)", 3), ("Amount (M)", 6), ("Amount", 0), ("Объём, м3", 0), ("сумма", 0)],
)
def test_scale_in_a_title(title: str, power: int) -> None:
    assert power_of(title) == power


def test_an_amount_of_an_estimate_is_never_negative() -> None:
    with pytest.raises(InvalidValue, match="no negative wallet"):
        parse_amount("amount", "-5 M")
