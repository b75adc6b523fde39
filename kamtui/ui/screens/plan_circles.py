"""Circles drawn to scale: the area is what a client buys, the slice from twelve o'clock on is what it buys from us.

A circle lies in a square of dots, two across and four down in each cell, so that a dot is about as high as it is wide.
Our slice is drawn solid, the rest as a grey: they differ without any colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import atan2, pi, sqrt

from kamtui.ui.glyphs import G
from kamtui.ui.paint import Span

OUTSIDE, REST, OURS = 0, 1, 2
DOTS_ACROSS, DOTS_DOWN = 2, 4  # of one cell

_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"  # by the bits: 1 upper left, 2 upper right, 4 lower left, 8 lower right
_WHOLE = 15

Dots = list[list[int]]


def diameters(totals: Sequence[Decimal | None]) -> tuple[float, ...]:
    """Diameters of circles whose areas are to each other as `totals`; the largest is 1, an unknown one 0."""
    top = max((total for total in totals if total), default=Decimal(0))
    return tuple(sqrt(total / top) if total and total > 0 else 0.0 for total in totals)


def disc(size: int, diameter: float, share: float | None) -> Dots:
    """A circle of `diameter` dots in the middle of a square of `size` dots; `share` (0…1) of it is OURS."""
    middle, radius = size / 2, diameter / 2
    slice_end = 2 * pi * min(1.0, max(0.0, share or 0.0))
    dots = []
    for y in range(size):
        line = []
        for x in range(size):
            across, up = x + 0.5 - middle, middle - y - 0.5
            if across * across + up * up > radius * radius:
                line.append(OUTSIDE)
            else:
                line.append(OURS if atan2(across, up) % (2 * pi) < slice_end else REST)
        dots.append(line)
    return dots


def picture(lines: int, diameter: float, share: float | None) -> list[list[Span]]:
    """`lines` lines of twice as many cells: a circle of `diameter` (of that height, 0…1) with our share in it."""
    size = lines * DOTS_DOWN
    dots = disc(size, max(diameter * size, 1.0 if diameter else 0.0), share)
    return [_merged([_cell(dots, row, column) for column in range(size // DOTS_ACROSS)]) for row in range(lines)]


def _cell(dots: Dots, row: int, column: int) -> Span:
    left, top = column * DOTS_ACROSS, row * DOTS_DOWN
    inside = [dots[top + y][left + x] for y in range(DOTS_DOWN) for x in range(DOTS_ACROSS)]
    ours, rest = inside.count(OURS), inside.count(REST)
    if not ours and not rest:
        return " ", "text"
    if G.ascii:
        if ours + rest < len(inside) // 2 and len(dots) > DOTS_DOWN:
            return " ", "text"
        return ("#", "accent") if ours >= rest else (".", "muted")
    mine, bits = ours >= rest, 0
    for place in range(4):
        y, x = top + place // 2 * 2, left + place % 2
        bits |= ((OURS if mine else REST) in (dots[y][x], dots[y + 1][x])) << place
    if mine:
        return _QUADRANTS[bits], "accent"
    return ("░", "muted") if ours or bits == _WHOLE else (_QUADRANTS[bits], "rule")  # a quarter of "muted" is as grey


def _merged(cells: Sequence[Span]) -> list[Span]:
    """Neighbours of one style as one span."""
    spans: list[Span] = []
    for text, name in cells:
        if spans and spans[-1][1] == name:
            spans[-1] = (spans[-1][0] + text, name)
        else:
            spans.append((text, name))
    return spans
