"""Possible duplicates and the reason given for each."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.contact_twins import SHARED, name_words, twins
from kamtui.domain.contacts import Contact, Way
from kamtui.domain.words import WayKind


def person(id: str, name: str, **fields: Any) -> Contact:
    return Contact(id=id, account_id="a", name=name, **fields)


@pytest.mark.parametrize(
    ("known", "entered", "reason"),
    [
        ("Ivan Petrov", "ivan petrov", "same name"),
        ("Петров Пётр", "петров петр", "same name"),
        ("Ivan Petrov", "Petrov Ivan", "same name in another order"),
        ("Петров Иван Сергеевич", "Иван Сергеевич Петров", "same name in another order"),
        ("Юрий Щербаков", "Yuriy Shcherbakov", "same name in other letters"),
        ("Щербаков Юрий", "Iurii Scherbakov", "same name in other letters"),
        ("Дмитрий Кузнецов", "Dmitry Kuznetsov", "same name in other letters"),
        ("Петров И. С.", "Петров Иван Сергеевич", "same name with initials"),
        ("Иван Петров", "И. Петров", "same name with initials"),
        ("Ivan Petrov", "Петров И.", "same name with initials"),
        ("Ivan Petrov", "Ivan Pertov", "the name differs by one letter"),
        ("Марина Орлова", "Марина Орлва", "the name differs by one letter"),
        ("Alexander Petrov", "Александр Петров", "the name differs by one letter"),
        ("Петров Иван Сергеевич", "Иван Петров", "the name is a part of the other"),
        ("Ivan Petrov", "Petrov", "the name is a part of the other"),
    ],
)
def test_names_that_may_be_one_person(known: str, entered: str, reason: str) -> None:
    for one, other in ((known, entered), (entered, known)):
        assert [(t.contact.id, t.reason) for t in twins([person("p", one)], other)] == [("p", reason)]


@pytest.mark.parametrize(
    ("known", "entered"),
    [
        ("Ivan Petrov", "Ivan Sidorov"),
        ("Ivan Petrov", "Anna Petrova"),
        ("Иван Петров", "Сергей Петров"),
        ("Петров И. С.", "Петров Пётр Сергеевич"),
        ("Anna Kim", "Anna Kin"),
        ("И. С.", "Иван Сергеевич"),
        ("Ivan Petrov", ""),
        ("Ivan", "Iv"),
    ],
)
def test_names_of_two_people(known: str, entered: str) -> None:
    assert twins([person("p", known)], entered) == ()


def test_a_word_that_several_share_is_no_reason() -> None:
    people = [person("1", "Ivan Petrov"), person("2", "Sergey Petrov")]
    assert twins(people, "Petrov") == ()


def test_phones_are_compared_by_digits_and_mails_in_any_case() -> None:
    known = person("p", "A B", phone="+7 (921) 555-01-02", ways=(Way(WayKind.EMAIL, "Second@Nord.ru"),))
    assert twins([known], "C D", phones=("8 921 5550102",))[0].reason == "same phone: +7 (921) 555-01-02"
    assert twins([known], "C D", emails=(" second@nord.RU",))[0].reason == "same e-mail: Second@Nord.ru"
    assert twins([known], "C D", phones=("8 921 5550102 ext 5", "12"), emails=("x@nord.ru",)) == ()


def test_a_switchboard_is_no_reason() -> None:
    people = [person(str(n), f"Person {n}", phone="555-01-02", email="office@nord.ru") for n in range(SHARED + 1)]
    assert len(twins(people[1:], "C D", phones=("5550102",))) == SHARED
    assert twins(people, "C D", phones=("5550102",), emails=("office@nord.ru",)) == ()


def test_the_surest_come_first_each_once_with_all_reasons() -> None:
    people = [
        person("part", "Petrov Ivan Sergeevich"),
        person("name", "Ivan Petrov"),
        person("mail", "Petrov I.", email="p@nord.ru"),
        person("self", "Ivan Petrov"),
        person("target", "Ivan Petrov", placeholder=True),
    ]
    found = twins(people, "Ivan Petrov", emails=("p@nord.ru",), skip_id="self")
    assert [twin.contact.id for twin in found] == ["mail", "name", "part"]
    assert found[0].reason == "same e-mail: p@nord.ru; same name with initials"


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    there = [twin.reason for twin in twins([person("p", one)], other)]
    back = [twin.reason for twin in twins([person("p", other)], one)]
    assert there == back
    assert bool(twins([person("p", one)], one)) is bool(name_words(one))


def test_five_hundred_contacts_are_searched_at_once() -> None:
    people = [
        person(str(n), f"Name{n % 40} Surname{n} Middle{n % 7}", phone=f"+7 921 555 {n:04}", email=f"n{n}@nord.ru")
        for n in range(500)
    ]
    best = 1.0
    for _attempt in range(5):
        begin = perf_counter()
        found = twins(people, "Surname77 Name37", phones=("89215550077",), emails=("n77@nord.ru",))
        best = min(best, perf_counter() - begin)
    assert [twin.contact.id for twin in found] == ["77"]
    assert best < 0.02, f"{best * 1000:.1f} ms"
