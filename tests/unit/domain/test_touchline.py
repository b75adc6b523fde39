from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.contacts import Contact
from kamtui.domain.quarters import Quarter
from kamtui.domain.touchline import TouchDraft, parse_touch_line
from kamtui.domain.words import ContactStatus, TouchKind

TODAY = date(2026, 11, 21)
YESTERDAY = date(2026, 11, 20)


def people(*names: str) -> list[Contact]:
    return [Contact(str(number), "a", name) for number, name in enumerate(names)]


ENGLISH = people("Ivan Petrov", "Anna Orlova", "John Smith")
RUSSIAN = people("Пётр Петров", "Орлова Анна Сергеевна", "А. Соколова", "Павел Ким")


def test_an_english_line() -> None:
    line = "met with Petrov and Orlova yesterday, discussed trial -> next meeting tomorrow 15:00 #Q1"
    assert parse_touch_line(line, ENGLISH, TODAY) == TouchDraft(
        TouchKind.MEETING,
        YESTERDAY,
        ("Ivan Petrov", "Anna Orlova"),
        ("0", "1"),
        "discussed trial",
        "next meeting",
        date(2026, 11, 22),
        time(15),
        Quarter(2027, 1),
    )


def test_a_russian_line() -> None:
    line = "встреча с Орловой и Соколовой 19.11 обсудили цены далее: подготовить договор до 15.12"
    assert parse_touch_line(line, RUSSIAN, TODAY) == TouchDraft(
        TouchKind.MEETING,
        date(2026, 11, 19),
        ("Орлова Анна Сергеевна", "А. Соколова"),
        ("1", "2"),
        "обсудили цены",
        "подготовить договор",
        date(2026, 12, 15),
    )


@pytest.mark.parametrize(
    ("line", "kind", "ids", "outcome"),
    [
        ("звонок Петрову: договорились", TouchKind.CALL, ("0",), "договорились"),
        ("позвонил Киму", TouchKind.CALL, ("3",), ""),
        ("Павлу написал про цены", TouchKind.MESSAGE, ("3",), "про цены"),
        ("Анне Орловой звонок", TouchKind.CALL, ("1",), ""),
        ("звонок А. Соколовой. Просит скидку", TouchKind.CALL, ("2",), "Просит скидку"),
        ("письмо отправил Петрову", TouchKind.EMAIL, ("0",), "отправил Петрову"),
        ("обсудили с Петровым цену", TouchKind.CALL, ("0",), "обсудили с Петровым цену"),
    ],
)
def test_people_in_any_case_of_russian(line: str, kind: TouchKind, ids: tuple[str, ...], outcome: str) -> None:
    draft = parse_touch_line(line, RUSSIAN, TODAY)
    assert (draft.kind, draft.contact_ids, draft.outcome) == (kind, ids, outcome)
    assert draft.on == TODAY


def test_strangers_keep_their_name_as_typed() -> None:
    draft = parse_touch_line("met with Bob Brown and Orlova: ok", ENGLISH, TODAY)
    assert (draft.people, draft.contact_ids, draft.outcome) == (("Bob Brown", "Anna Orlova"), ("1",), "ok")
    draft = parse_touch_line("called Brown 19.11 no answer", ENGLISH, TODAY)
    assert (draft.people, draft.on, draft.outcome) == (("Brown",), date(2026, 11, 19), "no answer")


def test_two_of_one_surname_are_unclear_until_more_is_written() -> None:
    twins = people("Ivan Petrov", "Oleg Petrov")
    draft = parse_touch_line("call Petrov: ok", twins, TODAY)
    assert (draft.people, draft.contact_ids, draft.unclear) == (("Petrov",), (), ("Ivan Petrov", "Oleg Petrov"))
    assert parse_touch_line("call O. Petrov: ok", twins, TODAY).contact_ids == ("1",)
    assert parse_touch_line("call Petrov Ivan: ok", twins, TODAY).contact_ids == ("0",)


def test_those_still_there_go_before_those_who_left() -> None:
    gone = Contact("9", "a", "Oleg Petrov", status=ContactStatus.LEFT)
    assert parse_touch_line("call Petrov", [gone, *ENGLISH], TODAY).contact_ids == ("0",)
    assert parse_touch_line("call Petrov", [gone], TODAY).contact_ids == ("9",)
    assert parse_touch_line("call Petrov", [Contact("8", "a", "Petrov", placeholder=True)], TODAY).contact_ids == ()


def test_the_day_comes_from_head_or_end_only_and_is_not_future() -> None:
    assert parse_touch_line("call Petrov: price sent yesterday", ENGLISH, TODAY).on == YESTERDAY
    middle = parse_touch_line("call Petrov: price of yesterday is too high", ENGLISH, TODAY)
    assert (middle.on, middle.outcome) == (TODAY, "price of yesterday is too high")
    ahead = parse_touch_line("call Petrov: meets us tomorrow", ENGLISH, TODAY)
    assert (ahead.on, ahead.outcome) == (TODAY, "meets us tomorrow")


def test_a_comparison_is_no_next_step() -> None:
    assert parse_touch_line("margin > 10 %", ENGLISH, TODAY).outcome == "margin > 10 %"


@given(st.lists(st.text("bdfghjklqz", min_size=4, max_size=7), max_size=8))
def test_strange_words_are_the_outcome(words: list[str]) -> None:
    draft = parse_touch_line(" ".join(words), ENGLISH, TODAY)
    assert draft.outcome == " ".join(words)


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("met Petrov: wants samples, next: send samples", "wants samples"),
        ("met Petrov: wants samples; > send samples", "wants samples"),
        ("met Petrov: wants samples.  next: send samples", "wants samples."),
    ],
)
def test_the_outcome_ends_before_what_parts_it_from_the_next_step(line: str, outcome: str) -> None:
    draft = parse_touch_line(line, ENGLISH, TODAY)
    assert (draft.outcome, draft.next_step) == (outcome, "send samples")


PIECES = "call звонок с with Petrov Орловой вчера 19.11 > -> : , . next: #Q1 tomorrow и"
pieces = st.sampled_from(PIECES.split())


@given(st.lists(pieces | st.text(max_size=5), max_size=10).map(" ".join))
def test_any_line_is_taken(line: str) -> None:
    draft = parse_touch_line(f"{line} ксенон", [*ENGLISH, *RUSSIAN], TODAY)
    assert "ксенон" in draft.outcome + draft.next_step
    assert draft.on <= TODAY


@pytest.mark.parametrize(
    ("line", "kind", "outcome", "theirs"),
    [
        ("Ivan Petrov: they called, want 20 t more", "call", "want 20 t more", True),
        ("Ivan Petrov: he visited us on Friday: liked the lab", "visit", "liked the lab", True),
        ("Ivan Petrov: met yesterday: ok", "meeting", "ok", False),
        ("Ivan Petrov: met Petrov yesterday: ok", "meeting", "ok", False),
        ("Ivan Petrov: yesterday we met, ok", "meeting", "ok", False),
        ("Ivan Petrov: call, no answer", "call", "no answer", False),
        ("Ivan Petrov: wrote on telegram: prices", "message", "prices", False),
        ("Ivan Petrov: wrote by email: prices", "email", "prices", False),
        ("Ivan Petrov: likes the samples", "call", "likes the samples", False),
        ("Ivan Petrov: they called off the tender", "call", "they called off the tender", False),
        ("Ivan Petrov: meeting moved to Friday", "call", "meeting moved to Friday", False),
        ("Ivan Petrov: yesterday's price is high", "call", "yesterday's price is high", False),
        ("Ivan Petrov: had a short call on Friday, fine", "call", "fine", False),
        ("Petrov called yesterday, wants prices", "call", "wants prices", True),
        ("called Petrov, wants prices", "call", "wants prices", False),
        ("email from Petrov: wants prices", "email", "wants prices", True),
    ],
)
def test_what_follows_the_person_that_c_has_written(line: str, kind: str, outcome: str, theirs: bool) -> None:
    draft = parse_touch_line(line, ENGLISH, TODAY)
    assert (draft.people, draft.kind.value, draft.outcome, not draft.proactive) == (
        ("Ivan Petrov",),
        kind,
        outcome,
        theirs,
    )


@pytest.mark.parametrize(
    ("line", "kind", "who", "outcome", "theirs"),
    [
        ("Пётр Петров: они звонили, просят цены", "call", "Пётр Петров", "просят цены", True),
        ("Пётр Петров: созвон вчера, договорились", "call", "Пётр Петров", "договорились", False),
        ("Пётр Петров: вчера созвонились, ок", "call", "Пётр Петров", "ок", False),
        ("Пётр Петров: была встреча вчера, ок", "meeting", "Пётр Петров", "ок", False),
        ("звонил Петров: цены", "call", "Пётр Петров", "цены", True),
        ("звонил Петрову: цены", "call", "Пётр Петров", "цены", False),
        ("Петров звонил: цены", "call", "Пётр Петров", "цены", True),
        ("Петрову звонил: цены", "call", "Пётр Петров", "цены", False),
        ("позвонил Ким: цены", "call", "Павел Ким", "цены", False),
        ("письмо от Орловой: просит счёт", "email", "Орлова Анна Сергеевна", "просит счёт", True),
        ("написал Орловой в телеграм: прайс", "message", "Орлова Анна Сергеевна", "прайс", False),
        ("по телефону с Орловой: прайс", "call", "Орлова Анна Сергеевна", "прайс", False),
        ("звонок Петрову: перенесли на пятницу", "call", "Пётр Петров", "перенесли на пятницу", False),
    ],
)
def test_who_began_it_in_russian(line: str, kind: str, who: str, outcome: str, theirs: bool) -> None:
    draft = parse_touch_line(line, RUSSIAN, TODAY)
    assert (draft.people, draft.kind.value, draft.outcome, not draft.proactive) == ((who,), kind, outcome, theirs)
