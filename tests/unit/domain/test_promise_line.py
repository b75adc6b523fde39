"""Promises within a line, and of which stored promise a new text is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.contacts import Contact
from kamtui.domain.promise_line import PromiseDraft, paired, promise_text, read_promises, take_promises
from kamtui.domain.promises import Promise
from kamtui.domain.touchline import NEXT_STEP, parse_touch_line
from kamtui.domain.words import PromiseSide

TODAY = date(2026, 11, 20)
OURS, THEIRS = PromiseSide.OURS, PromiseSide.THEIRS
FRIDAY, MID_DECEMBER = date(2026, 11, 27), date(2026, 12, 15)


def stored(key: str, text: str, due: date | None = None) -> Promise:
    return Promise(key, "a", OURS, text, due)


@pytest.mark.parametrize(
    ("line", "rest", "promises"),
    [
        ("we: send samples by 15.12", "", [(OURS, "send samples", MID_DECEMBER)]),
        ("likes it; they: volumes by Friday", "likes it", [(THEIRS, "volumes", FRIDAY)]),
        (
            "ok. We: samples by 15.12; price list, they: volumes",
            "ok.",
            [(OURS, "samples", MID_DECEMBER), (OURS, "price list", None), (THEIRS, "volumes", None)],
        ),
        ("мы: образцы до пятницы", "", [(OURS, "образцы", FRIDAY)]),
        ("всё хорошо. С нас: образцы; с них: объёмы к 15.12", "всё хорошо.", [
            (OURS, "образцы", None), (THEIRS, "объёмы", MID_DECEMBER),
        ]),
        ("они обещали: прайс 2026 года", "", [(THEIRS, "прайс 2026 года", None)]),
        ("we promised: a visit > call Friday", "> call Friday", [(OURS, "a visit", None)]),
        ("we: tomorrow", "", [(OURS, "tomorrow", date(2026, 11, 21))]),
        ("the power: we said so", "the power: we said so", []),
        ("we agreed: all is well", "we agreed: all is well", []),
        ("we:", "we:", []),
    ],
)  # fmt: skip
def test_promises_are_taken_out(line: str, rest: str, promises: list[tuple[PromiseSide, str, date | None]]) -> None:
    taken = take_promises(line, TODAY, NEXT_STEP)
    assert taken.rest == rest
    assert [tuple(one) for one in taken.promises] == promises


def test_touch_line_has_outcome_promises_and_next_step() -> None:
    draft = parse_touch_line("met Petrov: likes it; we: samples by 15.12; they: volumes > call Friday", [], TODAY)
    assert (draft.outcome, draft.next_step, draft.next_due) == ("likes it", "call", FRIDAY)
    assert [one.text for one in draft.promises] == ["samples", "volumes"]
    late = parse_touch_line("call Petrov > call Friday; we: samples", [], TODAY)
    assert (late.next_step, [one.text for one in late.promises]) == ("call", ["samples"])


@pytest.mark.parametrize(
    ("line", "proactive"),
    [
        ("they called: want a discount", False),
        ("Petrov called us yesterday: a leak", False),
        ("wrote us: thanks", False),
        ("incoming call: a leak", False),
        ("позвонили нам: просят отсрочку", False),
        ("нам написала Орлова: просит", False),
        ("входящий звонок: отсрочка", False),
        ("они приехали: смотрели склад", False),
        ("called Petrov: fine", True),
        ("they called off the tender", True),
        ("call Petrov: they called off the tender", True),
        ("позвонил Петрову: он нам рад", True),
    ],
)
def test_who_began_it(line: str, proactive: bool) -> None:
    assert parse_touch_line(line, [Contact("1", "a", "Ivan Petrov")], TODAY).proactive is proactive


WORDS = st.lists(
    st.text(alphabet="abcdефгхyz", min_size=1, max_size=8).filter(
        lambda word: word not in ("we", "they", "by")  # words of the line itself; `by` belongs to the day after it
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(st.lists(st.tuples(WORDS, st.none() | st.dates(date(2026, 11, 21), date(2030, 1, 1))), max_size=4))
def test_what_is_written_is_read_back(given_: list[tuple[str, date | None]]) -> None:
    promises = [stored(str(number), text, due) for number, (text, due) in enumerate(given_)]
    read = read_promises(promise_text(promises), OURS, TODAY)
    assert [(one.text, one.due) for one in read] == given_


@given(st.text(max_size=80))
def test_no_word_is_lost(text: str) -> None:
    taken = take_promises(text, TODAY, NEXT_STEP)
    if not taken.promises:
        assert taken.rest == text
    for one in taken.promises:
        assert one.text
        assert len(one.text) <= 200


@given(st.lists(WORDS, max_size=5), st.lists(WORDS, max_size=5))
def test_every_old_and_new_text_is_in_one_pair(old: list[str], new: list[str]) -> None:
    promises = [stored(str(number), text) for number, text in enumerate(old)]
    drafts = [PromiseDraft(OURS, text) for text in new]
    pairs = paired(promises, drafts)
    assert sorted(one.id for one, _new in pairs if one) == sorted(one.id for one in promises)
    assert [draft for _old, draft in pairs if draft] == drafts
    for one, draft in pairs:
        assert one is not None or draft is not None
    kept = sum(one is not None and draft is not None for one, draft in pairs)
    assert kept == min(len(old), len(new))


def test_the_same_words_stay_the_same_promise() -> None:
    old = [stored("1", "samples"), stored("2", "price list")]
    pairs = paired(old, [PromiseDraft(OURS, "price list", FRIDAY), PromiseDraft(OURS, "drums")])
    assert [(one and one.id, draft and draft.text) for one, draft in pairs] == [("2", "price list"), ("1", "drums")]
