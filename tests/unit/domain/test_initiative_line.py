"""One line that makes an initiative and its opportunity, and probabilities as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.initiative_line import Known, parse_initiative_line
from kamtui.domain.initiatives import check_probability, format_probability, parse_probability
from kamtui.domain.quarters import Quarter
from kamtui.errors import InvalidValue

TODAY = date(2026, 11, 22)
KNOWN = Known(("Моющие средства", "Cleaning chemicals", "Cleaning", "Упаковка"), ("ХимКо", "Химпром"))
CASES: list[tuple[str, str, bool | None, dict[str, Any] | None]] = [
    (
        "Новый завод в Липецке, моющие средства 4,2 млн 30% Q3 против ХимКо",
        "Новый завод в Липецке",
        True,
        {
            "title": "Моющие средства",
            "category": "Моющие средства",
            "amount": Decimal(4_200_000),
            "probability": Decimal("0.3"),
            "quarter": Quarter(2027, 3),
            "competitor": "ХимКо",
        },
    ),
    (
        "cleaning chemicals for the new plant 350k/month from Mar 60%",
        "cleaning chemicals for the new plant",
        True,
        {
            "category": "Cleaning chemicals",
            "amount": Decimal(350_000),
            "monthly": True,
            "starts": date(2027, 3, 1),
            "quarter": Quarter(2027, 1),
            "probability": Decimal("0.6"),
        },
    ),
    (
        "New plant in Lipetsk ! relevant cleaning 4.2M 30% Q3 vs ChemCo",
        "New plant in Lipetsk",
        True,
        {"category": "Cleaning", "competitor": "ChemCo", "amount": Decimal(4_200_000)},
    ),
    (
        "Новый стандарт, моющих средств 1 200 000 ₽ 10 % 2027-Q2 против Химпрома -> показать премиум",
        "Новый стандарт",
        True,
        {
            "category": "Моющие средства",
            "competitor": "Химпром",
            "amount": Decimal(1_200_000),
            "next_step": "показать премиум",
            "quarter": Quarter(2027, 2),
        },
    ),
    (
        "упаковка 300 тыс. в месяц с марта 2027 на 18 месяцев",
        "Упаковка",
        True,
        {"amount": Decimal(300_000), "monthly": True, "months": 18, "starts": date(2027, 3, 1), "probability": None},
    ),
    (
        'packaging 1,200,000 per month for 12 months vs "Big Pack Ltd"',
        "packaging",
        True,
        {"amount": Decimal(1_200_000), "months": 12, "competitor": "Big Pack Ltd"},
    ),
    ("Новый цех 4200000 30% Q3", "Новый цех", True, {"amount": Decimal(4_200_000)}),
    ("Новый склад 2 млн нерелевантна", "Новый склад", False, {"amount": Decimal(2_000_000)}),
    ("Protect against corrosion 2 bn 200%", "Protect against corrosion 200%", True, {"competitor": ""}),
    ("new warehouse not relevant", "new warehouse", False, None),
    ("! новый склад", "новый склад", True, None),
    ("тендер на 12 месяцев", "тендер на 12 месяцев", None, None),
    ("price list 2026", "price list 2026", None, None),
    ("Новый цех 5 к Петрову 30% Q3 против ХимКо", "Новый цех 5 к Петрову 30% Q3 против ХимКо", None, None),
    ("tank 50000 kg, 5 m long > ask Petrov", "tank 50000 kg, 5 m long > ask Petrov", None, None),
    ("Упаковка $300k Q1", "Упаковка $300k Q1", None, None),
]


@pytest.mark.parametrize(("line", "title", "relevant", "offer"), CASES, ids=[case[0] for case in CASES])
def test_what_a_line_says(line: str, title: str, relevant: bool | None, offer: dict[str, Any] | None) -> None:
    draft = parse_initiative_line(line, KNOWN, TODAY)
    assert (draft.title, draft.relevant) == (title, relevant)
    if offer is None:
        assert draft.offer is None
    else:
        assert draft.offer is not None
        assert {name: getattr(draft.offer, name) for name in offer} == offer


SAID = (
    "Новый завод, моющие средства 4,2 млн 30% Q3 против ХимКо ! relevant не релевантна с марта /month 350k 1 200 000 ₽"
    " -> звонок «ХимКо» vs for 12 months 2027-Q2 Упаковка — ( ) ; \x00"
)
WORDS = st.sampled_from(SAID.split(" "))


@given(st.lists(WORDS, min_size=1, max_size=12).map(" ".join))
def test_any_line_gives_a_title(line: str) -> None:
    draft = parse_initiative_line(line, KNOWN, TODAY)
    assert draft.title.strip()
    if draft.offer is not None:
        assert draft.offer.title.strip()
        assert draft.offer.amount >= 0
    else:
        # Nothing is lost but the mark of relevance.
        kept = set(draft.title.replace(",", " ").split())
        lost = set(line.replace(",", " ").split()) - kept
        assert lost <= {"!", "relevant", "не", "релевантна", ";", "—", "("} | kept


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30", "0.3"),
        ("30%", "0.3"),
        ("30 %", "0.3"),
        ("0,3", "0.3"),
        ("0.125", "0.125"),
        ("12,5 %", "0.125"),
        ("1", "1"),
        ("1 %", "0.01"),
        ("100", "1"),
        ("0", "0"),
    ],
)
def test_probabilities_as_people_write_them(text: str, value: str) -> None:
    assert parse_probability(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "abc", "-0.1", "-5%", "101", "150 %", "1.5", "1,01"])
def test_a_probability_outside_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        parse_probability(text)
    assert refused.value.field == "probability"
    assert "0…100 %" in str(refused.value)


@given(st.decimals(0, 1, places=4))
def test_a_written_probability_reads_back(value: Decimal) -> None:
    assert parse_probability(format_probability(value)) == value


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_only_0_to_1_passes(value: Decimal) -> None:
    if value.is_finite() and 0 <= value <= 1:
        assert abs(check_probability(value) - value) <= Decimal("0.0001")
    else:
        with pytest.raises(InvalidValue):
            check_probability(value)
