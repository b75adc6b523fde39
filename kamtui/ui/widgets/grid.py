"""A drawn grid of rows × columns whose cells hold stacked cards: the contact map, the quarter board.

The cursor walks card by card; a move repaints two cards. Columns that do not fit scroll sideways.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.widgets.resting import Resting

T = TypeVar("T")


class Card(NamedTuple, Generic[T]):
    """A card of `height` lines; `id` is what the cursor stays on when the grid is reloaded."""

    id: str
    item: T
    height: int = 1


class _Spot(NamedTuple):
    """A place of the cursor: a card, or an empty cell (`card` None). Lines count from the top of the body."""

    row: int
    column: int
    y: int
    height: int
    card: Card[Any] | None


class CardGrid(Resting, Generic[T], can_focus=True):
    """See the module. `draw_card(item, lines)` fills the lines of a card; `draw_column(column, line)` a column's title;
    `draw_row(row, lines)` the gutter at the left (`row_width` cells), `draw_side(row, lines)` the one at the right;
    `draw_foot(column, line, index)` the `foot_lines` fixed lines under each column.

    With `skip_empty` the cursor stands on cards only; otherwise on empty cells too.
    """

    CONTEXTS: ClassVar[tuple[str, ...]] = ("grid",)

    class Highlighted(Message):
        """The cursor has rested on another card or cell; `item` None: an empty cell."""

        def __init__(self, sender: CardGrid[Any], item: Any) -> None:
            super().__init__()
            self.grid, self.item = sender, item

        @property
        def control(self) -> CardGrid[Any]:
            """The grid, for `@on(…, "#id")`."""
            return self.grid

    class Selected(Message):
        """The card was opened, by enter or a double click; `item` None: an empty cell."""

        def __init__(self, sender: CardGrid[Any], item: Any) -> None:
            super().__init__()
            self.grid, self.item = sender, item

        @property
        def control(self) -> CardGrid[Any]:
            """The grid, for `@on(…, "#id")`."""
            return self.grid

    def __init__(
        self,
        draw_card: Callable[[T, Sequence[Line]], None],
        *,
        draw_column: Callable[[str, Line], None],
        draw_row: Callable[[str, Sequence[Line]], None] | None = None,
        draw_side: Callable[[str, Sequence[Line]], None] | None = None,
        draw_foot: Callable[[str, Line, int], None] | None = None,
        foot_lines: int = 0,
        row_width: int = 0,
        side_width: int = 0,
        min_column: int = 20,
        row_height: int = 1,
        skip_empty: bool = False,
        empty: str | Callable[[int], Sequence[Strip]] = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.draw_card, self.draw_column = draw_card, draw_column
        self.draw_row, self.draw_side, self.draw_foot = draw_row, draw_side, draw_foot
        self.foot_lines = foot_lines
        self.row_width, self.side_width, self.min_column, self.row_height = (
            row_width,
            side_width,
            min_column,
            row_height,
        )
        self.skip_empty = skip_empty
        self.empty = empty
        self.columns: Sequence[str] = ()
        self.row_ids: Sequence[str] = ()
        self._cards: Mapping[tuple[str, str], Sequence[Card[T]]] = {}
        self._spots: list[_Spot] = []
        self._bands: list[tuple[int, int]] = []  # per row: first line, height
        self._at = 0  # index of the cursor in _spots
        self._first_column = 0
        self._drawn: dict[tuple[int, bool], list[Strip]] = {}
        self._gutters: dict[int, tuple[list[Strip], list[Strip]]] = {}
        self._announced: object = self

    # contents

    def set_grid(
        self,
        columns: Sequence[str],
        rows: Sequence[str],
        cards: Mapping[tuple[str, str], Sequence[Card[T]]],
        cursor: str | None = None,
    ) -> None:
        """Show cards by (row, column). The cursor goes to the card `cursor`, else stays on its card or near."""
        wanted = cursor or self.cursor_id
        place = self._spots[self._at] if self._spots else None
        self.columns, self.row_ids, self._cards = columns, rows, cards
        self._layout()
        self._drawn.clear()
        self._gutters.clear()
        self._first_column = max(0, min(self._first_column, len(columns) - self._shown_columns))
        found = next((i for i, spot in enumerate(self._spots) if spot.card and spot.card.id == wanted), None)
        if found is None and place is not None and self._spots:
            found = min(range(len(self._spots)), key=lambda i: _distance(self._spots[i], place))
        self._at = found or 0
        self.top = max(0, min(self.top, self.line_count - self.page))
        if self.area.height:
            self._reveal_cursor()
        self.refresh()
        self.announce()

    def _layout(self) -> None:
        """Place every card, column by column within each row."""
        self._spots, self._bands = [], []
        y = 0
        for row, row_id in enumerate(self.row_ids):
            height = self.row_height
            for column, column_id in enumerate(self.columns):
                at = y
                stack = self._cards.get((row_id, column_id), ())
                for card in stack:
                    self._spots.append(_Spot(row, column, at, card.height, card))
                    at += card.height
                if not stack and not self.skip_empty:
                    self._spots.append(_Spot(row, column, y, 1, None))
                height = max(height, at - y)
            self._bands.append((y, height))
            y += height + 1

    @property
    def item(self) -> T | None:
        """The item under the cursor."""
        spot = self._spot
        return spot.card.item if spot and spot.card else None

    @property
    def cursor_id(self) -> str | None:
        """The id of the card under the cursor."""
        spot = self._spot
        return spot.card.id if spot and spot.card else None

    @property
    def place(self) -> tuple[str, str] | None:
        """(row, column) of the cursor."""
        spot = self._spot
        return (self.row_ids[spot.row], self.columns[spot.column]) if spot else None

    @property
    def _spot(self) -> _Spot | None:
        return self._spots[self._at] if self._spots else None

    def move_to(self, card_id: str) -> bool:
        """Put the cursor on a card; whether there is one of that id."""
        for index, spot in enumerate(self._spots):
            if spot.card and spot.card.id == card_id:
                self._go(index)
                return True
        return False

    def redraw(self) -> None:
        """Draw all cards anew, after something that the drawing depends on has changed."""
        self._drawn.clear()
        self._gutters.clear()
        self.refresh()

    # geometry

    @property
    def line_count(self) -> int:
        """Lines of the body."""
        return self._bands[-1][0] + self._bands[-1][1] if self._bands else 0

    @property
    def page(self) -> int:
        """Lines of the body shown at once, between column titles and feet."""
        return max(1, self.area.height - 2 - (self.foot_lines + 1 if self.foot_lines else 0))

    @property
    def _shown_columns(self) -> int:
        room = self.area.width - self.row_width - self.side_width - 1
        return max(1, min(len(self.columns), room // (self.min_column + 1)))

    @property
    def _column_width(self) -> int:
        room = self.area.width - self.row_width - self.side_width - 1
        return max(1, room // self._shown_columns - 1)

    def _column_x(self, column: int) -> int:
        return self.row_width + (column - self._first_column) * (self._column_width + 1)

    # drawing

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        width, height = self.area
        if not self.columns or not self.row_ids or (self.empty and not any(self._cards.values())):
            return self._empty_line(y, width)
        foot = height - self.foot_lines
        if y == 0:
            return self._across(width, self._column_strips())
        if y == 1 or (self.foot_lines and y == foot - 1):
            return paint.rule(width)
        if self.foot_lines and y >= foot:
            return self._across(width, self._foot_strips(y - foot))
        return self._body_line(self.top + y - 2, width, y - 2)

    def _across(self, width: int, parts: list[Strip]) -> Strip:
        strips = [paint.blank(self.row_width)]
        for part in parts:
            strips += (part, paint.blank(1))
        return Strip.join(strips).adjust_cell_length(width, paint.style())

    def _visible(self) -> range:
        return range(self._first_column, min(len(self.columns), self._first_column + self._shown_columns))

    def _column_strips(self) -> list[Strip]:
        strips = []
        for column in self._visible():
            line = Line(self._column_width).space()  # in line with the text of the cards
            last = column == self._first_column + self._shown_columns - 1
            if column == self._first_column and column > 0:
                line.add(f"{G.left} ", "faint")
            if last and column < len(self.columns) - 1:
                line.right(f" {G.right}", "faint")
            self.draw_column(self.columns[column], line)
            strips.append(line.strip())
        return strips

    def _foot_strips(self, index: int) -> list[Strip]:
        strips = []
        for column in self._visible():
            line = Line(self._column_width).space()
            if self.draw_foot:
                self.draw_foot(self.columns[column], line, index)
            strips.append(line.strip())
        return strips

    def _body_line(self, at: int, width: int, page_y: int) -> Strip:
        row = next((index for index, (y, height) in enumerate(self._bands) if y <= at < y + height), None)
        if row is None:
            return paint.blank(width)
        first, height = self._bands[row]
        head, side = self._gutter(row, height)
        cell = self._column_width
        strips = [head[at - first]]
        here = {spot.column: index for index, spot in enumerate(self._spots) if spot.y <= at < spot.y + spot.height}
        for column in self._visible():
            index = here.get(column)
            strips += (
                paint.blank(cell) if index is None else self._spot_strips(index, cell)[at - self._spots[index].y],
                paint.blank(1),
            )
        gap = width - sum(strip.cell_length for strip in strips) - self.side_width - 1
        strips += (paint.blank(max(0, gap)), side[at - first])
        if self.overflows:
            strips.append(Line(1).add(G.thumb if self.thumb(page_y) else " ", "rule").strip())
        return Strip.join(strips).adjust_cell_length(width, paint.style())

    def _gutter(self, row: int, height: int) -> tuple[list[Strip], list[Strip]]:
        found = self._gutters.get(row)
        if found is None:
            heads = [Line(self.row_width) for _ in range(height)]
            sides = [Line(self.side_width) for _ in range(height)]
            if self.draw_row:
                self.draw_row(self.row_ids[row], heads)
            if self.draw_side:
                self.draw_side(self.row_ids[row], sides)
            found = self._gutters[row] = ([line.strip() for line in heads], [line.strip() for line in sides])
        return found

    def _spot_strips(self, index: int, width: int) -> list[Strip]:
        selected = index == self._at
        focused = selected and self.has_focus
        key = (index, focused) if selected else (-1 - index, False)
        strips = self._drawn.get(key)
        if strips is None:
            spot = self._spots[index]
            on = "cursor" if focused else "blur" if selected else ""
            lines = [Line(width - 1, on, selected) for _ in range(spot.height)]
            if spot.card:
                self.draw_card(spot.card.item, lines)
            elif selected:
                lines[0].add(G.dot, "faint")
            lead = Line(1, on).add(G.cursor if focused else " ", "accent").strip()
            strips = self._drawn[key] = [Strip.join([lead, line.strip()]) for line in lines]
        return strips

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = self.empty(width) if callable(self.empty) else paint.paragraph(self.empty, width - 2, "muted", 2)
        if 0 < y <= len(lines):
            return lines[y - 1].adjust_cell_length(width, paint.style())
        return paint.blank(width)

    # moving

    def _go(self, index: int) -> None:
        old = self._spot
        if index == self._at or old is None:
            return
        self._at = index
        if not self._reveal_cursor():
            self._repaint(old)
            self._repaint(self._spots[index])
        self.announce()

    def _repaint(self, spot: _Spot) -> None:
        x, width = self._column_x(spot.column), self._column_width
        y = spot.y - self.top + 2
        top, bottom = max(2, y), min(2 + self.page, y + spot.height)
        if top < bottom:
            self.refresh(Region(x, top, width, bottom - top))

    def _reveal_cursor(self) -> bool:
        spot = self._spot
        if spot is None:
            return False
        shown = self._shown_columns
        first = max(min(self._first_column, spot.column), spot.column - shown + 1)
        moved = first != self._first_column
        self._first_column = first
        if moved:
            self.refresh()
        return self.reveal(spot.y, spot.y + spot.height - 1) or moved

    def _column_step(self, by: int) -> None:
        spot = self._spot
        if spot is None:
            return
        column = spot.column + by
        while 0 <= column < len(self.columns):
            near = [i for i, s in enumerate(self._spots) if s.column == column]
            same_row = [i for i in near if self._spots[i].row == spot.row]
            if same_row or near:
                self._go(min(same_row or near, key=lambda i: abs(self._spots[i].y - spot.y)))
                return
            column += by

    def _row_step(self, by: int) -> None:
        spot = self._spot
        if spot is None:
            return
        beyond = [i for i, s in enumerate(self._spots) if (s.y - spot.y) * by > 0]
        same_column = [i for i in beyond if self._spots[i].column == spot.column]
        other_row = [i for i in beyond if self._spots[i].row != spot.row]
        if same_column:
            self._go(min(same_column, key=lambda i: abs(self._spots[i].y - spot.y)))
        elif other_row:
            self._go(
                min(
                    other_row,
                    key=lambda i: (abs(self._spots[i].row - spot.row), abs(self._spots[i].column - spot.column)),
                )
            )

    def action_grid_up(self) -> None:
        """One card up."""
        self._row_step(-1)

    def action_grid_down(self) -> None:
        """One card down."""
        self._row_step(1)

    def action_grid_left(self) -> None:
        """One column left."""
        self._column_step(-1)

    def action_grid_right(self) -> None:
        """One column right."""
        self._column_step(1)

    def action_grid_first(self) -> None:
        """To the first card."""
        self._go(0)

    def action_grid_last(self) -> None:
        """To the last card."""
        self._go(max(0, len(self._spots) - 1))

    def action_grid_open(self) -> None:
        """Open the card."""
        if self._spot is not None:
            self.post_message(self.Selected(self, self.item))

    # events

    def rested(self) -> None:
        """Say which card or cell is highlighted."""
        now = (self.place, self.cursor_id)
        if now != self._announced:
            self._announced = now
            self.post_message(self.Highlighted(self, self.item))

    def on_resize(self, event: events.Resize) -> None:
        """Cards of another width are drawn anew; the cursor stays in view."""
        self.area = event.size
        self._drawn.clear()
        self._gutters.clear()
        self._first_column = max(0, min(self._first_column, len(self.columns) - self._shown_columns))
        self.top = max(0, min(self.top, self.line_count - self.page))
        self._reveal_cursor()

    def on_focus(self) -> None:
        """The card under the cursor looks different with the focus."""
        if self._spot:
            self._repaint(self._spot)

    def on_blur(self) -> None:
        """The card under the cursor looks different without the focus."""
        if self._spot:
            self._repaint(self._spot)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click opens."""
        at = self.top + event.y - 2
        for index, spot in enumerate(self._spots):
            x = self._column_x(spot.column)
            if spot.y <= at < spot.y + spot.height and x <= event.x < x + self._column_width:
                self._go(index)
                if event.chain == 2:
                    self.action_grid_open()


def _distance(spot: _Spot, place: _Spot) -> tuple[int, int, int]:
    return abs(spot.row - place.row), abs(spot.column - place.column), abs(spot.y - place.y)
