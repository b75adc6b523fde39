"""One line that makes a contact."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.contact_entry import QuickContact, parse_contact_line
from kamtui.domain.contacts import Way
from kamtui.domain.text import clean, search_key
from kamtui.domain.words import Attitude, Function, Role, WayKind
from kamtui.i18n import set_language


def test_name_position_and_attitude_are_enough() -> None:
    assert parse_contact_line("Ivan Petrov, CEO, +") == QuickContact(
        "Ivan Petrov", "CEO", 5, Function.MANAGEMENT, True, True, Attitude.SUPPORTER
    )
    assert parse_contact_line("Иванов Пётр Петрович, начальник ОТК, скептик") == QuickContact(
        "Иванов Пётр Петрович", "начальник ОТК", 3, Function.QUALITY, True, True, Attitude.SCEPTIC
    )


@pytest.mark.parametrize(
    ("said", "attitude"),
    [
        ("+", 1), ("++", 2), ("-", -1), ("--", -2), ("−", -1), ("—", -1), ("+1", 1), ("+2", 2), ("-2", -2), ("−1", -1),
        ("0", 0), ("▲", 2), ("△", 1), ("▽", -1), ("▼", -2), ("ally", 2), ("союзник", 2), ("Противник", -2),
        ("нейтральна", 0), ("SKEPTIC", -1),
    ],
)  # fmt: skip
def test_attitudes(said: str, attitude: int) -> None:
    assert parse_contact_line(f"Ivan Petrov, {said}, CEO").attitude == attitude
    assert parse_contact_line(f"Ivan Petrov, {said}, CEO").position == "CEO"
    assert parse_contact_line(f"Ivan Petrov, CEO, {said}").name == "Ivan Petrov"


def test_a_sign_may_stand_at_the_end_of_any_part() -> None:
    assert parse_contact_line("Ivan Petrov ++").name == "Ivan Petrov"
    assert parse_contact_line("Ivan Petrov ++").attitude is Attitude.ALLY
    found = parse_contact_line("Ivan Petrov, C++ developer --")
    assert (found.position, found.attitude) == ("C++ developer", Attitude.ENEMY)


def test_parts_in_any_order() -> None:
    found = parse_contact_line("Орлова Анна, p@nord.ru, ЛПР, +7 (921) 555-01-02, +, гл. бухгалтер, адвокат")
    assert found == QuickContact(
        "Орлова Анна", "гл. бухгалтер", 3, Function.FINANCE, True, True, Attitude.SUPPORTER,
        (Role.DECIDER, Role.CHAMPION), "+7 (921) 555-01-02", "p@nord.ru",
    )  # fmt: skip


@pytest.mark.parametrize("said", ["level 4", "Level: 4", "lvl 4", "ур 4", "ур. 4", "уровень 4", "4 уровень"])
def test_level_and_function_may_be_said_and_are_no_guess(said: str) -> None:
    found = parse_contact_line(f"Ivan Petrov, CEO, {said}, закупки", level=2, function=Function.IT)
    assert (found.level, found.function) == (4, Function.PROCUREMENT)
    assert (found.level_guessed, found.function_guessed, found.position) == (False, False, "CEO")


def test_the_cell_goes_before_the_guess() -> None:
    found = parse_contact_line("Ivan Petrov, CEO", level=4)
    assert (found.level, found.level_guessed) == (4, False)
    assert (found.function, found.function_guessed) == (Function.MANAGEMENT, True)
    silent = parse_contact_line("Ivan Petrov, expert in nothing", function=Function.IT)
    assert (silent.level, silent.level_guessed, silent.function, silent.function_guessed) == (
        2,
        True,
        Function.IT,
        False,
    )


def test_a_word_that_is_a_role_and_a_position_is_both_when_no_other_is_there() -> None:
    assert parse_contact_line("Ivan, buyer").position == "buyer"
    assert parse_contact_line("Ivan, buyer").roles == (Role.BUYER,)
    assert parse_contact_line("Ivan, buyer, head of supply").position == "head of supply"


def test_противник_is_an_attitude_first_and_then_a_role() -> None:
    found = parse_contact_line("Иванов, противник, противник")
    assert (found.attitude, found.roles) == (Attitude.ENEMY, (Role.BLOCKER,))


def test_further_phones_and_mails_become_ways() -> None:
    found = parse_contact_line("Ivan, a@b.ru, c@d.ru, 8 921 555-01-02, тел. 23-45-67 доб. 12")
    assert (found.phone, found.email) == ("8 921 555-01-02", "a@b.ru")
    assert found.ways == (Way(WayKind.PHONE, "23-45-67 доб. 12"), Way(WayKind.EMAIL, "c@d.ru"))


def test_way_within_a_part_leaves_the_rest() -> None:
    found = parse_contact_line("Ivan Petrov <p@nord.ru> — buyer for 2026-2027 programme\n+79215550102")
    assert (found.name, found.email, found.phone) == ("Ivan Petrov", "p@nord.ru", "+79215550102")
    assert found.position == "buyer for 2026-2027 programme"


def test_somebody_to_meet_needs_no_name() -> None:
    for line in (", CFO, ++", "CFO, to meet, ++"):
        found = parse_contact_line(line)
        assert (found.placeholder, found.name, found.position) == (True, "CFO, to meet", "CFO")
        assert (found.level, found.function, found.attitude) == (4, Function.FINANCE, Attitude.ALLY)
    assert parse_contact_line("CFO, ++", placeholder=True) == parse_contact_line(", CFO, ++")
    empty = parse_contact_line("", level=4, function=Function.FINANCE, placeholder=True)
    assert (empty.name, empty.position) == (
        "somebody in finance, level 4, to meet",
        "somebody in finance, level 4",
    )
    assert parse_contact_line("", placeholder=True).name == "to meet"
    assert parse_contact_line("Ivan Petrov, to meet").name == "Ivan Petrov"


def test_an_empty_line_is_nobody() -> None:
    assert parse_contact_line(" ") == QuickContact("")
    assert parse_contact_line("p@nord.ru").name == ""


SIGNS = st.sampled_from(["+", "--", "скептик", "decider", "ЛПР", "level 4", "закупки", "p@nord.ru", "+7 921 555-01-02"])
FREE = st.text(alphabet="abжя ёQ07.-+()@—'«»", max_size=18)


@given(st.lists(SIGNS | FREE, min_size=1, max_size=7).map(", ".join), st.booleans())
def test_no_word_is_lost(line: str, placeholder: bool) -> None:
    set_language("en")
    found = parse_contact_line(line, placeholder=placeholder)
    kept = search_key(" ".join([found.name, found.position, found.phone, found.email, *(w.value for w in found.ways)]))
    understood = {
        "скептик": found.attitude is Attitude.SCEPTIC,
        "decider": Role.DECIDER in found.roles,
        "лпр": Role.DECIDER in found.roles,
        "level": found.level == 4,
        "4": found.level == 4,
        "закупки": found.function is Function.PROCUREMENT,
    }
    signs = {"0", "1", "2"}  # of +1, -2, 0
    for word in re.findall(r"[^\W_]+", search_key(clean(line))):
        assert word in kept or understood.get(word) or (word in signs and found.attitude is not None), word


def test_a_long_paste_is_read_at_once() -> None:
    started = time.perf_counter()
    assert parse_contact_line("x" * 100_000).email == ""
    assert time.perf_counter() - started < 5  # seconds; every letter against all the rest took minutes
