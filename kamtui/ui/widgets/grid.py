"""A drawn grid of rows × columns whose cells hold stacked cards: the contact map, the quarter board.

The cursor walks card by card; a move repaints two cards. Columns that do not fit scroll sideways.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.widgets.places import Card, Places, Spot, column_widths
from kamtui.ui.widgets.resting import Resting

__all__ = ["Card", "CardGrid"]

T = TypeVar("T")


class CardGrid(Resting, Generic[T], can_focus=True):
    """See the module. `draw_card(item, lines)` fills the lines of a card; `draw_column(column, line)` a column's title;
    `draw_row(row, lines)` the gutter at the left (`row_width` cells), `draw_side(row, lines)` the one at the right;
    `draw_foot(column, line, index)` the `foot_lines` fixed lines under each column; `draw_mark(item)` a sign before a
    card, where the cursor has its own.

    With `skip_empty` the cursor stands on cards only; otherwise on empty cells too. `single`: one column at a time.
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
        draw_mark: Callable[[T], Span | None] | None = None,
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
        self.draw_mark = draw_mark
        self.foot_lines = foot_lines
        self.row_width, self.side_width, self.min_column = row_width, side_width, min_column
        self.row_height, self.row_gap = row_height, 1
        self.skip_empty, self.single = skip_empty, False
        self.head_lines = 1  # above the rule; further ones are a subclass's
        self.empty = empty
        self.columns: Sequence[str] = ()
        self.row_ids: Sequence[str] = ()
        self._places: Places[T] = Places()
        self._wanted: Sequence[int] = ()  # widths that the columns would like
        self._fitted: tuple[tuple[int, int], list[int]] | None = None
        self._at = 0  # index of the cursor among the spots
        self._first_column = 0
        self._drawn: dict[tuple[int, bool], list[Strip]] = {}
        self._gutters: dict[tuple[int, int], tuple[list[Strip], list[Strip]]] = {}
        self._announced: object = self

    # contents

    def set_grid(
        self,
        columns: Sequence[str],
        rows: Sequence[str],
        cards: Mapping[tuple[str, str], Sequence[Card[T]]],
        cursor: str | None = None,
        widths: Sequence[int] = (),
    ) -> None:
        """Show cards by (row, column). The cursor goes to the card `cursor`, else stays on its card or near.

        `widths` are those that the columns would like: they get them as far as there is room for all columns.
        """
        wanted, place = cursor or self.cursor_id, self._spot
        self.columns, self.row_ids, self._wanted, self._fitted = columns, rows, widths, None
        self._places = Places(
            columns,
            rows,
            cards,
            row_height=self.row_height,
            row_gap=self.row_gap,
            skip_empty=self.skip_empty,
            single=self.single,
        )
        self._drawn.clear()
        self._gutters.clear()
        self._first_column = max(0, min(self._first_column, len(columns) - self._shown_columns))
        found = self._places.of_card(wanted or "")
        if found is None and place is not None:
            found = self._places.near(place)
        self._at = found or 0
        if self.single and self._spot:
            self._first_column = self._spot.column
        self.top = max(0, min(self.top, self.line_count - self.page))
        if self.area.height:
            self._reveal_cursor()
        self.refresh()
        self.announce()

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
    def _spot(self) -> Spot | None:
        spots = self._places.spots
        return spots[self._at] if spots else None

    def move_to(self, card_id: str) -> bool:
        """Put the cursor on a card; whether there is one of that id."""
        return self._go_if(self._places.of_card(card_id))

    def move_into(self, row: str, column: str) -> bool:
        """Put the cursor into a cell, on its first card if it has one; whether it can stand there."""
        return self._go_if(self._places.of_cell(row, column))

    def redraw(self) -> None:
        """Draw all cards anew, after something that the drawing depends on has changed."""
        self._drawn.clear()
        self._gutters.clear()
        self.refresh()

    def redraw_cards(self, card_ids: Iterable[str]) -> None:
        """Draw some cards anew; only those in view are painted."""
        for card_id in card_ids:
            index = self._places.of_card(card_id)
            if index is not None:
                for key in ((index, True), (index, False), (-1 - index, False)):
                    self._drawn.pop(key, None)
                self._repaint(self._places.spots[index])

    # geometry

    @property
    def line_count(self) -> int:
        """Lines of the body."""
        return sum(self._bands[-1]) if self._bands else 0

    @property
    def _bands(self) -> list[tuple[int, int]]:
        """First line and height of every row, as shown now."""
        return self._places.bands(self._first_column)

    @property
    def page(self) -> int:
        """Lines of the body shown at once, between column titles and feet."""
        return max(1, self.area.height - self.head_lines - 1 - (self.foot_lines + 1 if self.foot_lines else 0))

    @property
    def _room(self) -> int:
        """Cells for the columns; one is left for the scroll mark."""
        return self.area.width - self.row_width - self.side_width - 1

    @property
    def _fit(self) -> list[int] | None:
        """The widths of all columns, when all are shown at widths of their own."""
        if not self._wanted or self.single:
            return None
        key = (self._room, self.min_column)
        if self._fitted is None or self._fitted[0] != key:
            self._fitted = (key, column_widths(self._wanted, *key) or [])
        return self._fitted[1] or None

    @property
    def _shown_columns(self) -> int:
        if self.single:
            return 1
        return len(self.columns) if self._fit else max(1, min(len(self.columns), self._room // (self.min_column + 1)))

    @property
    def _column_width(self) -> int:
        """Width of a column where all are alike."""
        return max(1, self._room // self._shown_columns - 1)

    def _width_of(self, column: int) -> int:
        fit = self._fit
        return fit[column] if fit else self._column_width

    def _shown(self) -> list[tuple[int, int]]:
        """The columns shown, each with its width."""
        fit = self._fit
        width = self._column_width
        return [(column, fit[column] if fit else width) for column in self._visible()]

    def _column_x(self, column: int) -> int:
        fit = self._fit
        if fit:
            return self.row_width + sum(fit[:column]) + column
        return self.row_width + (column - self._first_column) * (self._column_width + 1)

    def _row_at(self, line: int) -> int | None:
        """The index of the row that has this line of the body."""
        bands = self._bands
        row = bisect_right(bands, (line, self.line_count)) - 1
        return row if row >= 0 and line < sum(bands[row]) else None

    # drawing

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        width, height = self.area
        if not self.columns or not self.row_ids or (self.empty and not any(self._places.cards.values())):
            return self._empty_line(y, width)
        foot, head = height - self.foot_lines, self.head_lines
        if y < head:
            return self._head_line(y, width)
        if y == head or (self.foot_lines and y == foot - 1):
            return paint.rule(width)
        if self.foot_lines and y >= foot:
            return self._across(width, self._foot_strips(y - foot))
        return self._body_line(self.top + y - head - 1, width, y - head - 1)

    def _head_line(self, y: int, width: int) -> Strip:
        """A line above the rule: the titles of the columns."""
        return self._across(width, self._column_strips())

    def _across(self, width: int, parts: list[Strip]) -> Strip:
        strips = [paint.blank(self.row_width)]
        for part in parts:
            strips += (part, paint.blank(1))
        return Strip.join(strips).adjust_cell_length(width, paint.style())

    def _visible(self) -> range:
        return range(self._first_column, min(len(self.columns), self._first_column + self._shown_columns))

    def _column_strips(self) -> list[Strip]:
        strips = []
        for column, width in self._shown():
            line = Line(width).space()  # in line with the text of the cards
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
        for column, width in self._shown():
            line = Line(width).space()
            if self.draw_foot:
                self.draw_foot(self.columns[column], line, index)
            strips.append(line.strip())
        return strips

    def _body_line(self, at: int, width: int, page_y: int) -> Strip:
        row = self._row_at(at)
        if row is None:
            return self._with_thumb(paint.blank(width - 1), width, page_y)
        first, height = self._bands[row]
        head, side = self._gutter(row, height)
        strips = [head[at - first]]
        used, spots = self.row_width, self._places.spots
        for column, cell in self._shown():
            index = self._places.at_line(column, at)
            used += cell + 1
            strips += (
                paint.blank(cell) if index is None else self._spot_strips(index, cell)[at - spots[index].y],
                paint.blank(1),
            )
        strips += (paint.blank(max(0, width - used - self.side_width - 1)), side[at - first])
        return self._with_thumb(Strip.join(strips), width, page_y)

    def _with_thumb(self, strip: Strip, width: int, page_y: int) -> Strip:
        mark = G.thumb if self.overflows and self.thumb(page_y) else " "
        return Strip.join([strip, Line(1).add(mark, "rule").strip()]).adjust_cell_length(width, paint.style())

    def _gutter(self, row: int, height: int) -> tuple[list[Strip], list[Strip]]:
        found = self._gutters.get((row, height))
        if found is None:
            heads = [Line(self.row_width) for _ in range(height)]
            sides = [Line(self.side_width) for _ in range(height)]
            if self.draw_row:
                self.draw_row(self.row_ids[row], heads)
            if self.draw_side:
                self.draw_side(self.row_ids[row], sides)
            found = self._gutters[row, height] = ([line.strip() for line in heads], [line.strip() for line in sides])
        return found

    def _spot_strips(self, index: int, width: int) -> list[Strip]:
        selected = index == self._at
        focused = selected and self.has_focus
        key = (index, focused) if selected else (-1 - index, False)
        strips = self._drawn.get(key)
        if strips is None:
            spot = self._places.spots[index]
            on = "cursor" if focused else "blur" if selected else ""
            lines = [Line(width - 1, on, selected) for _ in range(spot.height)]
            if spot.card:
                self.draw_card(spot.card.item, lines)
            elif selected:
                lines[0].add(G.dot, "faint")
            cursor = Line(1, on).add(G.cursor if focused else " ", "accent").strip()
            mark = self.draw_mark(spot.card.item) if self.draw_mark and spot.card and not focused else None
            leads = [Line(1, on).add(*mark).strip() if mark else cursor, *([cursor] * (spot.height - 1))]
            strips = [Strip.join([lead, line.strip()]) for lead, line in zip(leads, lines, strict=True)]
            self._drawn[key] = strips
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
            self._repaint(self._places.spots[index])
        self.announce()

    def _go_if(self, index: int | None) -> bool:
        if index is not None:
            self._go(index)
        return index is not None

    def _repaint(self, spot: Spot) -> None:
        if spot.column not in self._visible():
            return
        x, width = self._column_x(spot.column), self._width_of(spot.column)
        first = self.head_lines + 1
        y = spot.y - self.top + first
        top, bottom = max(first, y), min(first + self.page, y + spot.height)
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
            self.top = max(0, min(self.top, self.line_count - self.page))
            self.refresh()
        return self.reveal(spot.y, spot.y + spot.height - 1) or moved

    def _step(self, where: Callable[[Spot, int], int | None], by: int) -> None:
        if self._spot is not None:
            self._go_if(where(self._spot, by))

    def _page_step(self, by: int) -> None:
        spot = self._spot
        if spot is not None:
            self._go(self._places.lines_away(spot, by * max(1, self.page - spot.height)))

    def action_grid_up(self) -> None:
        """One card up."""
        self._step(self._places.below, -1)

    def action_grid_down(self) -> None:
        """One card down."""
        self._step(self._places.below, 1)

    def action_grid_left(self) -> None:
        """One column left."""
        self._step(self._places.beside, -1)

    def action_grid_right(self) -> None:
        """One column right."""
        self._step(self._places.beside, 1)

    def action_grid_page_up(self) -> None:
        """One page up."""
        self._page_step(-1)

    def action_grid_page_down(self) -> None:
        """One page down."""
        self._page_step(1)

    def action_grid_first(self) -> None:
        """To the first card."""
        self._go(0)

    def action_grid_last(self) -> None:
        """To the last card."""
        self._go(max(0, len(self._places.spots) - 1))

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
        line = self.top + event.y - self.head_lines - 1
        for column in self._visible():
            x = self._column_x(column)
            index = self._places.at_line(column, line) if event.y > self.head_lines else None
            if index is not None and x <= event.x < x + self._width_of(column):
                self._go(index)
                if event.chain == 2:
                    self.action_grid_open()
