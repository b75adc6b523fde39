"""The days of a week, drawn: as seven columns, or below each other in lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import events

from kamtui.domain.week import (
    MEETING,
    PROMISE,
    QUARTER_END,
    REVIEW,
    Day,
    Entry,
    capacity_words,
    clock,
    hours_number,
    minutes_words,
)
from kamtui.i18n import _
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span, bar, wrap
from kamtui.ui.widgets.grid import Card, CardGrid
from kamtui.ui.widgets.header import short_date
from kamtui.ui.widgets.linelist import LineList, Row

if TYPE_CHECKING:
    from kamtui.ui.screens.week import WeekView

ROW = "days"
TITLE_LINES = 2
ACCOUNT_FROM = 50  # cells of a line that has room for the account


def sign(entry: Entry) -> Span:
    """The sign before an entry."""
    if entry.done:
        return G.done, "good"
    tone = "bad" if entry.late else "accent"
    if entry.kind == MEETING:
        return G.due, tone
    if entry.kind == PROMISE:
        return G.arrow, tone
    if entry.kind == REVIEW:
        return G.half, tone
    if entry.kind == QUARTER_END:
        return G.thick, "warn"
    return G.open, "bad" if entry.late else "muted"


def when_spans(entry: Entry) -> list[Span]:
    """The time and the length of an entry, as far as they are known."""
    spans: list[Span] = []
    if entry.start is not None:
        spans.append((f"{clock(entry.start):%H:%M}", "strong"))
    if entry.minutes:
        spans.append((f"{' ' if spans else ''}{minutes_words(entry.minutes)}", "muted"))
    return spans


class DayColumns(CardGrid[Entry]):
    """Seven columns, at the foot of each how full the day is."""

    def __init__(self, view: WeekView, *, id: str) -> None:
        super().__init__(
            self._draw_entry, draw_column=self._draw_day, draw_foot=self._draw_foot, foot_lines=2, min_column=12, id=id
        )
        self._view = view
        self._days: dict[str, Day] = {}

    @property
    def entry(self) -> Entry | None:
        """What is under the cursor."""
        return self.item

    @property
    def day(self) -> date | None:
        """The day under the cursor."""
        return self._days[self.place[1]].day if self.place else None

    def set_days(self, days: Sequence[Day], cursor: str = "") -> None:
        """Show these days; the cursor goes to the entry whose key begins so, or to the day."""
        self._days = {day.day.isoformat(): day for day in days}
        self._arrange(next((e.key for day in days for e in day.entries if cursor and e.key.startswith(cursor)), None))
        if cursor in self._days:
            self.move_into(ROW, cursor)

    def _arrange(self, cursor: str | None = None) -> None:
        cards = {
            (ROW, key): [Card(entry.key, entry, len(self._texts(entry))) for entry in day.entries]
            for key, day in self._days.items()
        }
        self.columns = list(self._days)
        self.set_grid(self.columns, [ROW], cards, cursor)

    def on_resize(self, event: events.Resize) -> None:
        """Titles are wrapped anew."""
        self.area = event.size
        if self._days:
            self._arrange()

    def _texts(self, entry: Entry) -> list[list[Span]]:
        """The lines of a card: when, what, with whom."""
        room = max(4, self._column_width - 4)
        tone = "muted" if entry.done else "text"
        titles = wrap(entry.title, room)
        if len(titles) > TITLE_LINES:
            titles = [*titles[: TITLE_LINES - 1], " ".join(titles[TITLE_LINES - 1 :])]
        when = when_spans(entry)
        lines: list[list[Span]] = [when] if when else []
        lines += [[(title, tone)] for title in titles]
        if entry.account_name:
            lines.append([(entry.account_name, "faint")])
        return lines

    def _draw_entry(self, entry: Entry, lines: Sequence[Line]) -> None:
        mark, tone = sign(entry)
        for place, (line, spans) in enumerate(zip(lines, self._texts(entry), strict=False)):
            urgent = entry.high and not entry.done
            if place == 0:
                line.add(mark, tone).add(G.late if urgent else " ", "warn")
            else:
                line.space(2)
            line.spans([(text, "strong" if line.selected and name == "text" else name) for text, name in spans])

    def _draw_day(self, column: str, line: Line) -> None:
        day = self._days[column]
        today = self._view.workspace.today_date
        style = "mark" if day.day == today else "faint" if not day.hours or day.day < today else "text"
        line.add(short_date(day.day), style)
        if day.day == today:
            line.add(f" {G.prompt}", "accent")

    def _draw_foot(self, column: str, line: Line, index: int) -> None:
        day = self._days[column]
        there = round(day.hours * 60)
        if not there and not day.planned:
            line.add("" if index else _("day off"), "faint")
        elif index:
            full, empty = bar(day.planned / there if there else 1.0, max(0, min(12, line.left - 1)))
            line.add(full, "bad" if day.over else "accent").add(empty, "rule")
        else:
            words = _("{planned} of {hours} h").format(planned=hours_number(day.planned), hours=hours_number(there))
            line.add(words, "bad" if day.over else "muted")


class DayLines(LineList[Entry | Day | str]):
    """The days below each other; one with nothing in it has a line of its own, so that something can be put there."""

    def __init__(self, view: WeekView, *, id: str) -> None:
        super().__init__(self._draw_row, id=id)
        self._view = view
        self._days: dict[str, Day] = {}

    @property
    def entry(self) -> Entry | None:
        """What is under the cursor."""
        return self.item if isinstance(self.item, Entry) else None

    @property
    def day(self) -> date | None:
        """The day under the cursor."""
        return self.item.day if isinstance(self.item, Entry | Day) else None

    def set_days(self, days: Sequence[Day], cursor: str = "") -> None:
        """Show these days; the cursor goes to the entry whose key begins so, or to the day."""
        self._days = {day.day.isoformat(): day for day in days}
        rows: list[Row[Entry | Day | str]] = []
        found = None
        for key, day in self._days.items():
            rows.append(Row(f"-{key}", key, heading=True))
            own: list[Row[Entry | Day | str]] = [Row(entry.key, entry) for entry in day.entries]
            own = own or [Row(f"empty:{key}", day)]
            rows += own
            if cursor == key:
                found = own[0].id
            elif cursor and found is None:
                found = next((row.id for row in own if row.id.startswith(cursor)), None)
        self.set_rows(rows, found)

    def _draw_row(self, row: Row[Entry | Day | str], line: Line) -> None:
        item = row.item
        if isinstance(item, str):
            self._draw_day(self._days[item], line)
        elif isinstance(item, Day):
            line.space(4).add(_("nothing planned"), "faint")
        else:
            mark, tone = sign(item)
            line.space().add(mark, tone).add(G.late if item.high and not item.done else " ", "warn").space()
            if line.width >= ACCOUNT_FROM and item.account_name:
                line.right(f"  {item.account_name} ", "muted")
            when = when_spans(item)
            line.spans(when).space(2 if when else 0)
            line.add(item.title, "strong" if line.selected else "muted" if item.done else "text")

    def _draw_day(self, day: Day, line: Line) -> None:
        today = self._view.workspace.today_date
        style = "mark" if day.day == today else "faint" if not day.hours or day.day < today else "text"
        line.space().add(short_date(day.day), style).space()
        words = f" {capacity_words(day)} "
        line.right(words, "bad" if day.over else "muted" if day.planned else "faint").fill(G.hline)
