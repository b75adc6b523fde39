"""Circles of wallets: areas are to each other as the amounts, the slice is our share."""

from __future__ import annotations

from decimal import Decimal
from math import pi

from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.screens.plan_circles import OURS, REST, diameters, disc, picture

SIZE = 160  # dots; fine enough that the rim weighs little


def areas(diameter: float, share: float | None, size: int = SIZE) -> tuple[int, int]:
    """Dots of the circle, and those of our slice."""
    dots = [dot for line in disc(size, diameter * size, share) for dot in line]
    return dots.count(REST) + dots.count(OURS), dots.count(OURS)


@settings(deadline=None, max_examples=60)
@given(st.integers(10, 1000), st.integers(10, 1000))
def test_areas_are_to_each_other_as_the_wallets(now: int, after: int) -> None:
    first, second = diameters((Decimal(now), Decimal(after)))
    before, later = areas(first, None)[0], areas(second, None)[0]
    smaller = pi * (min(first, second) * SIZE / 2) ** 2
    rim = 4 * min(first, second) * SIZE  # of dots that the edge may take or leave
    assert max(first, second) == 1
    assert abs(min(before, later) - smaller) <= rim
    assert abs(later * now - before * after) <= rim * max(now, after) + 0.02 * before * after


@settings(deadline=None, max_examples=60)
@given(st.floats(0, 1), st.floats(0.4, 1))
def test_slice_is_our_share(share: float, diameter: float) -> None:
    whole, ours = areas(diameter, share)
    assert abs(ours / whole - share) <= 0.02


def test_slice_begins_at_twelve_and_goes_with_the_clock() -> None:
    quarter = disc(40, 40, 0.25)
    assert {quarter[y][x] for y in range(20) for x in range(20, 40)} <= {0, OURS}
    assert all(quarter[y][x] != OURS for y in range(20, 40) for x in range(40))
    assert all(quarter[y][x] != OURS for y in range(20) for x in range(20))


def test_unknown_and_empty_wallets_have_no_circle() -> None:
    assert diameters((None, Decimal(0))) == (0, 0)
    assert diameters((Decimal(40), None)) == (1, 0)
    assert [text for line in picture(4, 0.0, 0.3) for text, _name in line] == [" " * 8] * 4


def test_picture_is_twice_as_wide_as_it_is_high_and_differs_without_colour() -> None:
    lines = ["".join(text for text, _name in line) for line in picture(10, 1.0, 0.5)]
    assert [len(line) for line in lines] == [20] * 10
    assert lines[5][:10].count("░") >= 9
    assert lines[5][10:] == "█" * 10


def test_ascii_picture_has_plain_signs_only() -> None:
    G.use(ascii_only=True)
    lines = ["".join(text for text, _name in line) for line in picture(9, 0.9, 0.4)]
    assert set("".join(lines)) == {" ", ".", "#"}
    inside = "".join(lines).replace(" ", "")
    assert abs(inside.count("#") / len(inside) - 0.4) < 0.08


def test_every_style_of_a_picture_is_one_of_the_theme() -> None:
    for line in picture(7, 0.8, 0.3):
        for _text, name in line:
            paint.style(name)
