"""Words of the vocabulary in refusals: those that may be written, in the language of the session."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

import pytest

from kamtui.domain import words
from kamtui.domain.initiatives import format_probability
from kamtui.errors import InvalidValue
from kamtui.i18n import speaking
from kamtui.labels import parse_word


@pytest.mark.parametrize("enum", [words.TaskStatus, words.Priority, words.Attitude, words.Cause, words.Role])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_word_that_a_refusal_names_would_do(enum: type[Enum], language: str) -> None:
    with speaking(language):
        with pytest.raises(InvalidValue) as refused:
            parse_word(enum, "whatever")
        named = refused.value.expected.split(", ")
        assert [parse_word(enum, word) for word in named] == list(enum)


def test_a_russian_refusal_names_russian_words() -> None:
    with speaking("ru"), pytest.raises(InvalidValue, match="ожидается: открыта, сделана"):
        parse_word(words.TaskStatus, "whatever")


def test_a_probability_has_the_decimal_sign_of_the_language() -> None:
    for language, text in (("en", "12.5 %"), ("ru", "12,5 %")):
        with speaking(language):
            assert format_probability(Decimal("0.125")) == text
