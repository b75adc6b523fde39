"""Where the cards of a grid are: a place per card or empty cell, found by line, by cell, or from another place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Card(NamedTuple, Generic[T]):
    """A card of `height` lines; `id` is what the cursor stays on when the grid is reloaded."""

    id: str
    item: T
    height: int = 1


class Spot(NamedTuple):
    """A place of the cursor: a card, or an empty cell (`card` None). Lines count from the top of the body."""

    row: int
    column: int
    y: int
    height: int
    card: Card[Any] | None


class Places(Generic[T]):
    """The places of cards by (row, column), rows below each other with `row_gap` lines between.

    Rows are `row_height` lines high, or as high as the highest of their cells; `single`: of each column alone, for
    columns are then shown one at a time. With `skip_empty` there is no place in an empty cell.
    """

    def __init__(
        self,
        columns: Sequence[str] = (),
        rows: Sequence[str] = (),
        cards: Mapping[tuple[str, str], Sequence[Card[T]]] | None = None,
        *,
        row_height: int = 1,
        row_gap: int = 1,
        skip_empty: bool = False,
        single: bool = False,
    ) -> None:
        self.columns, self.rows, self.cards = columns, rows, cards or {}
        self.skip_empty, self.single = skip_empty, single
        self.spots: list[Spot] = []
        self._index: dict[str, int] = {}
        self._stacks: list[list[int]] = [[] for _ in columns]  # per column: its spots, downwards
        self._tops: list[list[int]] = [[] for _ in columns]  # per column: the first line of each of them
        self._bands: list[list[tuple[int, int]]] = []  # per column shown alone, else one for all: line and height
        everything = list(range(len(columns)))
        for together in [[column] for column in everything] if single else [everything]:
            self._bands.append(self._stack_up(together, row_height, row_gap))

    def _stack_up(self, columns: Sequence[int], row_height: int, row_gap: int) -> list[tuple[int, int]]:
        bands: list[tuple[int, int]] = []
        y = 0
        for row, row_id in enumerate(self.rows):
            height = row_height
            for column in columns:
                at = y
                stack = self.cards.get((row_id, self.columns[column]), ())
                for card in stack:
                    self._index[card.id] = len(self.spots)
                    self._add(Spot(row, column, at, card.height, card))
                    at += card.height
                if not stack and not self.skip_empty:
                    self._add(Spot(row, column, y, 1, None))
                height = max(height, at - y)
            bands.append((y, height))
            y += height + row_gap
        return bands

    def _add(self, spot: Spot) -> None:
        self._stacks[spot.column].append(len(self.spots))
        self._tops[spot.column].append(spot.y)
        self.spots.append(spot)

    def bands(self, column: int = 0) -> list[tuple[int, int]]:
        """First line and height of every row, as they are with `column` in view."""
        if not self._bands:
            return []
        return self._bands[column if self.single else 0]

    def of_card(self, card_id: str) -> int | None:
        """The index of the spot of a card."""
        return self._index.get(card_id)

    def of_cell(self, row: str, column: str) -> int | None:
        """The index of the first spot of a cell."""
        if row not in self.rows or column not in self.columns:
            return None
        at = self.rows.index(row)
        return next((i for i in self._stacks[self.columns.index(column)] if self.spots[i].row == at), None)

    def at_line(self, column: int, line: int) -> int | None:
        """The index of the spot that has this line of the body in a column."""
        place = bisect_right(self._tops[column], line) - 1
        if place < 0:
            return None
        index = self._stacks[column][place]
        spot = self.spots[index]
        return index if line < spot.y + spot.height else None

    def near(self, place: Spot) -> int | None:
        """The index of the spot nearest to where another one was."""
        if not self.spots:
            return None

        def distance(index: int) -> tuple[int, int, int]:
            spot = self.spots[index]
            return abs(spot.row - place.row), abs(spot.column - place.column), abs(spot.y - place.y)

        return min(range(len(self.spots)), key=distance)

    def beside(self, spot: Spot, by: int) -> int | None:
        """The index of the spot in the next column that has one, in the same row where that is possible."""
        column = spot.column + by
        while 0 <= column < len(self.columns):
            near = self._stacks[column]
            if self.single:  # the cell beside cannot be seen: to somebody, if there is anybody
                near = [i for i in near if self.spots[i].card] or near
            same_row = [i for i in near if self.spots[i].row == spot.row]
            if same_row or near:
                return min(same_row or near, key=lambda i: abs(self.spots[i].y - spot.y))
            column += by
        return None

    def below(self, spot: Spot, by: int) -> int | None:
        """The index of the spot `by` places down (up, if negative) in the column, else of one in another row."""
        stack = self._stacks[spot.column]
        place = bisect_right(self._tops[spot.column], spot.y) - 1 + by
        if 0 <= place < len(stack):
            return stack[place]
        if not self.skip_empty:
            return None
        others = [i for i, other in enumerate(self.spots) if (other.row - spot.row) * by > 0]

        def distance(index: int) -> tuple[int, int]:
            other = self.spots[index]
            return abs(other.row - spot.row), abs(other.column - spot.column)

        return min(others, key=distance, default=None)

    def lines_away(self, spot: Spot, lines: int) -> int:
        """The index of the spot so many lines down (up, if negative) in the column."""
        place = bisect_right(self._tops[spot.column], max(0, spot.y + lines)) - 1
        return self._stacks[spot.column][max(0, place)]


def column_widths(wanted: Sequence[int], room: int, least: int) -> list[int] | None:
    """Widths of columns side by side, a blank after each, in `room` cells; None when `least` for each is too much.

    Who wants more than there is gives way, the widest first; what is left over is shared out evenly.
    """
    space = room - len(wanted)
    if least * len(wanted) > space:
        return None
    widths = [max(least, width) for width in wanted]
    over = sum(widths) - space
    while over > 0:
        widest = max(widths)
        next_widest = max((width for width in widths if width < widest), default=least)
        at = [index for index, width in enumerate(widths) if width == widest]
        take = min(over, (widest - next_widest) * len(at))
        for place, index in enumerate(at):
            widths[index] -= take // len(at) + (place < take % len(at))
        over -= take
    spare, more = divmod(-over, len(widths)) if widths else (0, 0)
    return [width + spare + (index < more) for index, width in enumerate(widths)]
