"""A week or a month in numbers, beside the one before."""

from __future__ import annotations

from datetime import date, timedelta

from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.numbers import MONTH, WEEK, Period
from kamtui.exchange.numbers_paper import numbers_paper
from kamtui.i18n import _
from kamtui.ui.paint import Line, rule
from kamtui.ui.screens.export import export_report
from kamtui.ui.screens.paper_lines import paper_lines
from kamtui.ui.view import View
from kamtui.ui.widgets.document import Document
from kamtui.workspace.reports import Report


class NumbersView(View):
    """The report of one period."""

    CONTEXTS = ("numbers",)
    ENTITIES = frozenset(
        {"touch", "touch_person", "task", "task_move", "contact", "progress_state", "account", "order_line"}
        | {"sales_day", "wallet_estimate", "setting"}
    )

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._kind = MONTH
        self._day: date | None = None  # of an earlier period; None: the present one, whatever the day
        self._report: Report | None = None

    def compose(self) -> ComposeResult:
        """Which days; the report."""
        self._head = Document(self._draw_head, focusable=False, id="numbers-head")
        self._text = Document(self._draw, id="numbers-text")
        yield Container(self._head, self._text, classes="column")

    def reload(self) -> None:
        """Read the figures."""
        self._report = self.workspace.reports.numbers(self._kind, self._day)
        self._head.redraw()
        self._text.redraw()

    @property
    def period(self) -> Period:
        """The days shown."""
        return Period.of(self._day or self.workspace.today_date, self._kind)

    def _draw_head(self, width: int) -> list[Strip]:
        if self._report is None:
            return []
        paper = numbers_paper(self._report)
        line = Line(width).space().add(paper.kind, "title").add(f"  {paper.name}", "strong")
        told = Line(width).space().add(" ".join((f"{paper.lead[0]}.", *paper.lead[1:])), "muted")
        return [line.strip(), told.strip(), rule(width)]

    def _draw(self, width: int) -> list[Strip]:
        return paper_lines(numbers_paper(self._report).pieces, width) if self._report is not None else []

    def copy_text(self) -> str:
        """The report in a few sentences."""
        return " ".join(numbers_paper(self._report).lead) if self._report is not None else ""

    def _turn(self, day: date) -> None:
        today = self.workspace.today_date
        if Period.of(day, self._kind).first > today:
            self.kam.say(_("Nothing later has happened yet."))
            return
        self._day = None if Period.of(day, self._kind) == Period.of(today, self._kind) else day
        self.refresh_data()

    def action_numbers_kind(self) -> None:
        """The week instead of the month, or the other way round; the last day shown stays in it."""
        last = min(self.period.last, self.workspace.today_date)
        self._kind = MONTH if self._kind == WEEK else WEEK
        self._turn(last)

    def action_numbers_earlier(self) -> None:
        """The period before."""
        self._turn(self.period.before.first)

    def action_numbers_later(self) -> None:
        """The next period."""
        self._turn(self.period.last + timedelta(days=1))

    def action_numbers_export(self) -> None:
        """Write the report to a file."""
        export_report(self.kam, self._kind, self._day)

    def action_numbers_back(self) -> None:
        """Back to where one came from."""
        self.kam.back()
