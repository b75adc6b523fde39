from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.text import clean, regrouped, resolve, search_key
from kamtui.errors import Ambiguous, NotFound

ACCOUNTS = [("NORD", "Норд Фудс", 1), ("NORDW", "Норд Лес", 2), ("VOLGA", "Волжский молзавод", 3), ("", "Нордлайн", 4)]


def test_search_key_folds_case_yo_and_blanks() -> None:
    assert search_key("  ФЁДОР \u00a0 Пётр\t") == "федор петр"
    assert search_key("е\u0308лка") == "елка"


@given(st.text())
def test_search_key_is_its_own_key(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


def test_clean_strips_escapes_and_control_characters() -> None:
    assert clean("\x1b[31mred\x1b[0m\x07 \x1b]0;title\x07x\x00") == "red x"
    assert clean("a\u202eb\ud800c") == "abc"
    assert clean("one\ttwo\r\nthree") == "one two three"
    assert clean("one\r\ntwo\x1b[2J\n", multiline=True) == "one\ntwo"


@given(st.text(st.characters()))
def test_clean_text_is_harmless(text: str) -> None:
    for char in clean(text):
        assert char >= " "
        assert char != "\x7f"
        assert not "\x80" <= char <= "\x9f"


def test_resolve_prefers_code_then_name_then_part() -> None:
    assert resolve("nord", ACCOUNTS, "account") == 1
    assert resolve("норд лес", ACCOUNTS, "account") == 2
    assert resolve("молзавод", ACCOUNTS, "account") == 3
    assert resolve("нордлайн", ACCOUNTS, "account") == 4


def test_resolve_names_candidates() -> None:
    with pytest.raises(Ambiguous) as ambiguous:
        resolve("Норд", ACCOUNTS, "account")
    assert ambiguous.value.candidates == ("Норд Фудс (NORD)", "Норд Лес (NORDW)", "Нордлайн")
    with pytest.raises(NotFound) as missing:
        resolve("молзовод", ACCOUNTS, "account")
    assert missing.value.near == ("Волжский молзавод (VOLGA)",)
    with pytest.raises(NotFound):
        resolve(" ", ACCOUNTS, "account")


def test_names_divided_at_their_commas_are_one_again() -> None:
    known = {"насосы, арматура", "a, b, c", "a, b", "x", "y", "x, y"}
    assert regrouped(["Насосы", "арматура", "Мойка"], known) == ["Насосы, арматура", "Мойка"]
    assert regrouped(["A", "B", "C"], known) == ["A, B, C"]
    assert regrouped(["A", "B"], known) == ["A, B"]
    assert regrouped(["x", "y"], known) == ["x", "y"]
    assert regrouped(["A, B", "z"], known) == ["A, B", "z"]
    assert regrouped([], known) == []
