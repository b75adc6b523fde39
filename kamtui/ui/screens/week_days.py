"""The days of a week, drawn: as seven columns, or below each other in lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import events
from textual.strip import Strip

from kamtui.domain.week import (
    COMING,
    CONTRACT,
    ESCALATION,
    MEETING,
    PROMISE,
    QUARTER_END,
    REVIEW,
    TASK,
    TENDER,
    Day,
    Entry,
    capacity_words,
    clock,
    hours_number,
    minutes_words,
)
from kamtui.domain.workhours import HOLIDAY
from kamtui.i18n import _
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span, bar, paragraph, style, wrap
from kamtui.ui.widgets.grid import Card, CardGrid
from kamtui.ui.widgets.header import short_date
from kamtui.ui.widgets.linelist import LineList, Row

if TYPE_CHECKING:
    from kamtui.ui.screens.week import WeekView

ROW = "days"
TEACH_AT, TEACH_WIDTH = 2, 76  # where in a week with nothing in it the text is that teaches, and how wide
TITLE_LINES = (4, 3, 2)  # of a card at most: the most with which all days fit
ACCOUNT_FROM = 50  # cells of a line that has room for the account


# The sign of each kind, by its name among the glyphs.
SIGNS = {
    TASK: "open", COMING: "ghost", MEETING: "due", PROMISE: "arrow", REVIEW: "half", QUARTER_END: "thick",
    ESCALATION: "conflict", TENDER: "star", CONTRACT: "lock",
}  # fmt: skip
_TONES = {TASK: "muted", COMING: "faint", QUARTER_END: "warn", ESCALATION: "warn"}


def sign(entry: Entry) -> Span:
    """The sign before an entry."""
    if entry.done:
        return G.done, "good"
    return getattr(G, SIGNS[entry.kind]), "bad" if entry.late else _TONES.get(entry.kind, "accent")


def when_spans(entry: Entry) -> list[Span]:
    """The time, the length and what the day is for, as far as they are known, and whether it comes back."""
    spans: list[Span] = []
    if entry.start is not None:
        spans.append((f"{clock(entry.start):%H:%M}", "strong"))
    if entry.minutes and entry.start is not None and entry.end is not None:
        spans.append((f"-{clock(entry.end):%H:%M}", "muted"))
    elif entry.minutes:
        spans.append((minutes_words(entry.minutes), "muted"))
    if entry.what:
        spans.append((f" {entry.what}" if spans else entry.what, "bad" if entry.late else "muted"))
    if entry.repeats:
        spans.append((f" {G.again}" if spans else G.again, "muted"))
    return spans


class DayColumns(CardGrid[Entry]):
    """Seven columns, at the foot of each how full the day is."""

    def __init__(self, view: WeekView, *, id: str) -> None:
        super().__init__(
            self._draw_entry, draw_column=self._draw_day, draw_foot=self._draw_foot, foot_lines=2, min_column=12, id=id
        )
        self._view = view
        self._days: dict[str, Day] = {}
        self._most = TITLE_LINES[-1]

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
        room = self.area.height - self.head_lines - self.foot_lines - 2  # and two rules
        for self._most in TITLE_LINES:
            if all(sum(len(self._texts(entry)) for entry in day.entries) <= room for day in self._days.values()):
                break
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
        tone = "muted" if entry.done or entry.kind == COMING else "text"
        when = when_spans(entry)
        alone = entry.repeats and len(when) == 1  # that sign alone is worth no line
        titles = wrap(f"{G.again} {entry.title}" if alone else entry.title, room)
        if len(titles) > self._most:
            titles = [*titles[: self._most - 1], " ".join(titles[self._most - 1 :])]
        lines: list[list[Span]] = [when] if when and not alone else []
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
        tone = "mark" if day.day == today else "faint" if not day.hours or day.day < today else "text"
        line.add(short_date(day.day), tone)
        if day.day == today:
            line.add(f" {G.prompt}", "accent")

    def _body_line(self, at: int, width: int, page_y: int) -> Strip:
        """A line of the days; of a week with nothing in it, what it teaches."""
        if self._view.teach and page_y >= TEACH_AT:
            lines = paragraph(self._view.teach, min(width - 4, TEACH_WIDTH), "muted", indent=1)
            if page_y - TEACH_AT < len(lines):
                return lines[page_y - TEACH_AT].adjust_cell_length(width, style())
        return super()._body_line(at, width, page_y)

    def _draw_foot(self, column: str, line: Line, index: int) -> None:
        day = self._days[column]
        there = round(day.hours * 60)
        if not there and not day.planned:
            short = _("holiday") if day.off == HOLIDAY else _("day off")
            line.add("" if index else short, "faint")
        elif index:
            full, empty = bar(day.planned / there if there else 1.0, max(0, min(12, line.left - 1)))
            line.add(full, "bad" if day.over else "accent").add(empty, "rule")
        else:
            words = _("{planned} of {hours} h").format(planned=hours_number(day.planned), hours=hours_number(there))
            line.add(words, "bad" if day.over else "muted")


class DayLines(LineList[Entry | Day | str]):
    """The days below each other; the line of an empty one takes the cursor, so that something can be put there."""

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
            rows.append(Row(f"day:{key}", day, heading=bool(day.entries)))
            rows += [Row(entry.key, entry) for entry in day.entries]
            if cursor == key:
                found = self._first_of(day)
            elif cursor and found is None:
                found = next((entry.key for entry in day.entries if entry.key.startswith(cursor)), None)
        if self._view.teach:
            text = wrap(self._view.teach, min(TEACH_WIDTH, (self.area.width or TEACH_WIDTH) - 4))
            rows += [Row(f"-{place}", line, heading=True) for place, line in enumerate(["", *text])]
        self.set_rows(rows, found)

    def to_day(self, day: date) -> None:
        """Put the cursor on the first line of a day."""
        self.move_to(self._first_of(self._days[day.isoformat()]))

    @staticmethod
    def _first_of(day: Day) -> str:
        return day.entries[0].key if day.entries else f"day:{day.day.isoformat()}"

    def _draw_row(self, row: Row[Entry | Day | str], line: Line) -> None:
        item = row.item
        if isinstance(item, str):
            line.space().add(item, "muted")
        elif isinstance(item, Day):
            self._draw_day(item, line)
        else:
            mark, tone = sign(item)
            line.space().add(mark, tone).add(G.late if item.high and not item.done else " ", "warn").space()
            if line.width >= ACCOUNT_FROM and item.account_name:
                line.right(f"  {item.account_name} ", "muted")
            when = when_spans(item)
            line.spans(when).space(2 if when else 0)
            line.add(item.title, "strong" if line.selected else "muted" if item.done or item.kind == COMING else "text")

    def _draw_day(self, day: Day, line: Line) -> None:
        today = self._view.workspace.today_date
        tone = "mark" if day.day == today else "faint" if not day.hours or day.day < today else "text"
        line.space().add(short_date(day.day), "strong" if line.selected else tone).space()
        words = f" {capacity_words(day)} "
        line.right(words, "bad" if day.over else "muted" if day.planned else "faint").fill(G.hline)
