"""Minutes read back from text."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.touch_minutes import filled, read_minutes
from kamtui.domain.words import PromiseSide

TODAY = date(2026, 11, 20)
TEXT = """# Meeting, Nord, 20 Nov 2026

People: Ivan Petrov, a guest

## What was said
Likes the sample.


Wants a second drum: as a gift
## Nothing here
##  Nor here

- we: samples by 15.12; price list
* they: volumes by Friday
Next: send the offer by 1.12
<!-- we: nothing
of this -->
"""


def test_minutes_are_outcome_people_promises_and_next_step() -> None:
    minutes = read_minutes(TEXT, TODAY)
    assert minutes.outcome == "## What was said\nLikes the sample.\n\nWants a second drum: as a gift"
    assert minutes.people == ("Ivan Petrov", "a guest")
    assert minutes.next_step == "send the offer by 1.12"
    assert [(one.side, one.text, one.due) for one in minutes.promises] == [
        (PromiseSide.OURS, "samples", date(2026, 12, 15)),
        (PromiseSide.OURS, "price list", None),
        (PromiseSide.THEIRS, "volumes", date(2026, 11, 27)),
    ]


def test_russian_minutes() -> None:
    minutes = read_minutes("участники: Петров\nдоволен\nмы: образцы до 15.12\nони:\nдалее: договор", TODAY)
    assert (minutes.outcome, minutes.people, minutes.next_step) == ("доволен", ("Петров",), "договор")
    assert [one.text for one in minutes.promises] == ["образцы"]


def test_a_template_that_was_left_alone_says_nothing() -> None:
    assert read_minutes("# Meeting\n\npeople:\n\nwe:\nthey:\nnext:\n<!-- help", TODAY) == ("", (), "", ())


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    minutes = read_minutes(text, TODAY)
    assert minutes.outcome == minutes.outcome.strip()


def test_unknown_placeholders_stay() -> None:
    assert filled("{account} {what} {", {"account": "{date}", "date": "x"}) == "{date} {what} {"
