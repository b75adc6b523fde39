"""How the map is made to fit: names, widths of columns, lines of cards, the strip, marks."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.contacts import Contact, Link
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import ContactStatus, Function, Influence, LineKind, Role, Strength
from kamtui.ui.paint import Line
from kamtui.ui.screens.account_map_cards import draw_card
from kamtui.ui.screens.account_map_layout import fit, layout, least_width
from kamtui.ui.screens.account_map_lines import CONFLICT, marks, relations, words
from kamtui.ui.screens.account_map_names import fitted_name
from kamtui.ui.screens.account_map_strip import Tab, strip_rows
from kamtui.ui.screens.account_map_tree import OUTSIDE, tree_rows
from kamtui.ui.screens.account_map_verdict import _line as verdict_line
from kamtui.ui.widgets.places import Card, Places, column_widths

TODAY = date(2026, 11, 20)


def person(key: str, level: int = 3, function: Function = Function.FINANCE, **more: object) -> Contact:
    return Contact(key, "nord", f"Person {key}", level=level, function=function, **more)  # type: ignore[arg-type]


def crowd(number: int, functions: int = 10) -> list[Contact]:
    some = list(Function)[:functions]
    return [person(str(n), 5 - n // len(some) % 5, some[n % len(some)]) for n in range(number)]


def test_names_give_way_from_the_given_ones() -> None:
    assert fitted_name("Ivan Petrov", 11) == "Ivan Petrov"
    assert fitted_name("Ivan Petrov", 10) == "I. Petrov"
    assert fitted_name("Ivan Petrov", 8) == "Petrov"
    assert fitted_name("Петров Иван Ильич", 14) == "Петров И. И."
    assert fitted_name("Мария Ильинична Ким", 10) == "М. И. Ким"
    assert fitted_name("Мария Ильинична", 10) == "Мария Ильинична"  # no family name to keep
    assert fitted_name("[b]Ева[/b] 红", 5) == "[b]Ева[/b] 红"


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(0, 300), st.integers(1, 20))
def test_columns_fill_the_room_and_none_is_below_the_least(wanted: list[int], room: int, least: int) -> None:
    widths = column_widths(wanted, room, least)
    if widths is None:
        assert (least + 1) * len(wanted) > room
    else:
        assert sum(widths) + len(widths) == room
        assert min(widths) >= least


def test_few_people_have_full_cards_and_sixty_are_all_in_view() -> None:
    few = fit(layout(crowd(4, 4)), 120, 26, single=False)
    assert set(few.lines.values()) == {3}
    placed = layout(crowd(60))
    many = fit(placed, 150, 26, single=False)
    assert min(many.lines.values()) >= 2
    assert 10 * (many.min_column + 1) <= 150 - many.row_width - 9


def test_ten_functions_fit_beside_a_narrow_panel() -> None:
    assert least_width(10) <= 200 - 27 - 37


def test_alone_each_function_has_cards_of_its_own_height() -> None:
    people = [*crowd(4, 4), *(person(f"x{n}", 2, Function.FINANCE) for n in range(12))]
    fitted = fit(layout(people), 80, 12, single=True)
    assert fitted.lines["2", "finance"] == 1
    assert fitted.lines["5", "management"] == 3


def test_what_room_is_left_goes_to_the_highest_levels() -> None:
    people = [person("boss", 5), *(person(f"x{n}", 2) for n in range(8))]
    fitted = fit(layout(people), 120, 14, single=False)
    assert fitted.lines["5", "finance"] == 2
    assert fitted.lines["2", "finance"] == 1


def test_places_of_a_single_column_close_up() -> None:
    cards = {("5", "a"): [Card(str(n), n, 3) for n in range(3)], ("4", "b"): [Card("b", 0, 1)]}
    together = Places(("a", "b"), ("5", "4"), cards)
    alone = Places(("a", "b"), ("5", "4"), cards, single=True)
    assert together.bands() == [(0, 9), (10, 1)]
    assert alone.bands(1) == [(0, 1), (2, 1)]
    spot = alone.of_card("b")
    assert spot is not None
    assert alone.at_line(1, 2) == spot
    beside = alone.beside(alone.spots[spot], -1)
    assert beside is not None
    assert alone.spots[beside].card is not None  # to somebody, not to the empty cell of the same level


def test_strip_has_long_names_where_they_fit_on_one_line() -> None:
    tabs = [Tab(function.value, 3, False) for function in Function]
    assert strip_rows(tabs, 200) == (False, [tabs])
    short, rows = strip_rows(tabs, 70)
    assert short
    assert len(rows) == 2
    assert Tab("finance", 2, True).words(False) == "finance 2!"


def test_facts_of_the_foot_end_in_an_ellipsis_where_they_are_cut() -> None:
    spans = [("first words", "text"), ("   ", "text"), ("→", "good"), (" more", "text")]
    for width in range(17, 34):
        text = verdict_line(("lines", spans), width).text.rstrip()
        whole = width >= 15 + len("first words   → more")
        assert text.endswith("more" if whole else "…")
        assert "……" not in text


def test_lines_to_others_by_kind_without_who_left() -> None:
    boss, me, below, foe = person("boss"), person("me", reports_to="boss"), person("b", reports_to="me"), person("foe")
    gone = person("gone", reports_to="me", status=ContactStatus.LEFT)
    links = [Link("1", "foe", "me", LineKind.CONFLICT), Link("2", "me", "boss", LineKind.INFLUENCES)]
    found = relations(me, {c.id: c for c in (boss, me, below, foe, gone)}, links)
    assert [relation.kind for relation in found] == [CONFLICT, "boss", "report", "influences"]
    assert {key: sign for key, (sign, _style) in marks(found).items()} == {"foe": "✕", "boss": "↑", "b": "↓"}
    text = "".join(part for part, _style in words(found))
    assert "in conflict with Person foe" in text
    assert "influences Person boss" in text


def test_who_is_in_no_tree_comes_last_under_a_heading() -> None:
    rows = tree_rows([person("loose"), person("boss"), person("me", reports_to="boss")])
    assert [row.id for row in rows] == ["boss", "me", OUTSIDE, "loose"]
    assert [row.heading for row in rows] == [False, False, True, False]


@given(
    width=st.integers(6, 70),
    height=st.integers(1, 3),
    name=st.sampled_from(("Ева", "Gulnara Safina", "Северо-Западная Ирина 红")),
    days=st.none() | st.integers(0, 400),
    known=st.sampled_from(Strength),
    wanted=st.none() | st.sampled_from(Strength),
    influence=st.none() | st.sampled_from(Influence),
    guessed=st.booleans(),
    placeholder=st.booleans(),
)
def test_a_card_of_any_size_is_drawn_within_it(
    width: int,
    height: int,
    name: str,
    days: int | None,
    known: Strength,
    wanted: Strength | None,
    influence: Influence | None,
    guessed: bool,
    placeholder: bool,
) -> None:
    touched = None if days is None else TODAY - timedelta(days=days)
    contact = Contact(
        "1", "a", name, "CFO", 4, Function.FINANCE, (Role.DECIDER,), strength=known, target_strength=wanted,
        influence=influence, last_touch=touched, level_guessed=guessed, placeholder=placeholder,
    )  # fmt: skip
    lines = [Line(width) for _line in range(height)]
    draw_card(contact, lines, MethodSettings(), TODAY)
    assert [line.strip().cell_length for line in lines] == [width] * height
