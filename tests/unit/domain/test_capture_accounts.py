"""Accounts behind an `@`: word forms, beginnings, slips of the finger; of several none is taken."""

from __future__ import annotations

from datetime import date

import pytest

from kamtui.domain.capture import parse_capture
from kamtui.domain.capture_complete import complete
from kamtui.domain.capture_names import Book, KnownPerson
from kamtui.domain.quarters import Quarter

TODAY = date(2026, 11, 21)
BOOK = Book(
    [
        ("1", "Волжское"),
        ("2", "Норд Фудс"),
        ("3", "Nordic Wood"),
        ("4", "Кубанские консервы"),
        ("5", "Metropol Catering"),
        ("6", "Заволжский сыр"),
        ("7", "Ural Meat"),
        ("8", "Ural Milk"),
        ("9", "Рижский хлеб"),
    ],
    [KnownPerson("p1", "Пётр Волков", "1"), KnownPerson("p2", "Анна Волкова", "2"), KnownPerson("p3", "Li Wei", "5")],
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Волга", "1"),
        ("Волжского", "1"),
        ("Волжск", "1"),
        ("норд", "2"),
        ("Кубань", "4"),
        ("кубанских", "4"),
        ("Фуд", "2"),
        ("Заволга", "6"),
    ],
)
def test_forms_and_beginnings_of_a_name(typed: str, code: str) -> None:
    found = BOOK.marked_account(f"@{typed} позвонить")
    assert found is not None
    assert (found.code, found.guessed) == (code, "")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Metropl", "5"),
        ("Нрод", "2"),
        ("Фдус", "2"),
        ("Nrodic", "3"),
        ("Метрополю", "5"),
        ("Kubanskie", "4"),
        ("Нордик", "3"),
        ("Zavolzhskiy", "6"),
    ],
)
def test_a_slip_of_the_finger_is_taken_and_told(typed: str, code: str) -> None:
    draft = parse_capture(f"@{typed} call tomorrow", BOOK, TODAY)
    assert (draft.account, draft.guessed, draft.title) == (code, typed, "call")


@pytest.mark.parametrize("typed", ["Ural", "Uarl", "Урал"])
def test_of_several_none_is_taken(typed: str) -> None:
    draft = parse_capture(f"@{typed} call", BOOK, TODAY)
    assert (draft.account, draft.title) == (None, f"@{typed} call")
    assert draft.unclear == ("Ural Meat (7)", "Ural Milk (8)")


@pytest.mark.parametrize("typed", ["Рига", "Wood5", "хле", "abcd"])
def test_what_is_no_name_stays(typed: str) -> None:
    draft = parse_capture(f"@{typed}x call", BOOK, TODAY)
    assert (draft.account, draft.guessed, draft.unclear) == (None, "", ())


def test_small_letters_are_a_hint_not_an_account() -> None:
    assert parse_capture("позвонить в норд", BOOK, TODAY).account is None
    assert BOOK.hinted_account("позвонить в норд") == "Норд Фудс"
    assert BOOK.hinted_account("позвонить ural") == ""  # there are two
    assert BOOK.hinted_account("позвонить сыр") == ""


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("@Волга", "@Волжское"),
        ("@Metrpol", "@Metropol Catering"),
        ("+Волк", "+Пётр Волков"),
        ("+li", "+Li Wei"),
        ("+норд", "+Анна Волкова"),
    ],
)
def test_completion_knows_them_too(text: str, choice: str) -> None:
    offered = complete(text, len(text), BOOK, Quarter(2026, 4))
    assert offered is not None
    assert choice in [one.text for one in offered.choices]
