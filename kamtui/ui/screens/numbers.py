"""A week or a month in numbers: figures, the course of the one under the cursor, and what it counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.explained import Explained, Part
from kamtui.domain.numbers import MONTH, WEEK, Figures, Happening, Period, Scope, What
from kamtui.domain.today import ago_words, date_words
from kamtui.errors import NotFound
from kamtui.exchange.numbers_paper import (
    against_words,
    kind_words,
    lead,
    numbers_paper,
    of_words,
    potential_amount,
    potential_words,
)
from kamtui.exchange.plan_document import share
from kamtui.i18n import _, ngettext
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, rule
from kamtui.ui.screens import numbers_lines as lines
from kamtui.ui.screens.export import export_report
from kamtui.ui.screens.numbers_lines import Figure
from kamtui.ui.screens.numbers_scope import choose_scope
from kamtui.ui.screens.paper_places import open_ref
from kamtui.ui.view import Subject, View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row
from kamtui.workspace.reports import Report

WIDE_FROM = 110  # cells of the screen from which the plot and what is counted stand beside the figures
SHOWN, HIGH_FROM = 12, 30  # periods of the plot, half of them below so many lines of the screen


class NumbersView(View):
    """Figures at the left; their course and the records behind them at the right, in a narrow terminal by enter."""

    CONTEXTS = ("numbers",)
    ENTITIES = frozenset(
        {"touch", "touch_person", "task", "task_move", "contact", "progress_state", "account", "order_line"}
        | {"sales_day", "wallet_estimate", "setting"}
    )

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._kind = MONTH
        self._day: date | None = None  # of an earlier period; None: the present one, whatever the day
        self._scope: Scope | None = None  # None: the user's own
        self._report: Report | None = None
        self._facts: tuple[Happening, ...] = ()
        self._inside = False  # a narrow terminal shows what is behind the figure

    def compose(self) -> ComposeResult:
        """Which days and whose; the figures; the plot over what is counted."""
        self._head = Document(self._draw_head, focusable=False, id="numbers-head")
        self._list: LineList[Figure] = LineList(self._draw_figure, empty=_("nothing yet"), id="numbers-list")
        self._rule = VRule()
        self._plot = Document(self._draw_plot, focusable=False, id="numbers-plot")
        self._behind: LineList[Happening] = LineList(self._draw_fact, empty=self._teach, id="numbers-facts")
        self._side = Container(self._plot, self._behind, classes="column", id="numbers-side")
        yield Container(self._head, Container(self._list, self._rule, self._side, classes="row"), classes="column")

    def on_mount(self) -> None:
        """As wide as there is room."""
        self._fit()
        super().on_mount()

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room."""
        self._fit()
        self._show_plot()

    @property
    def _wide(self) -> bool:
        return self.kam.size.width >= WIDE_FROM

    def _fit(self) -> None:
        beside = self._wide
        self._list.display = beside or not self._inside
        self._side.display = beside or self._inside
        self._rule.display = beside

    def reload(self) -> None:
        """Read the figures; of an account or owner that is gone, one's own."""
        reports = self.workspace.reports
        try:
            self._report = reports.numbers(self._kind, self._day, self._scope)
        except NotFound:
            self._scope = None
            self._report = reports.numbers(self._kind, self._day)
        self._list.set_rows(lines.rows(self._report))
        self._list.redraw()
        self._fit()
        self._head.redraw()
        self._read_facts()

    @on(LineList.Highlighted, "#numbers-list")
    def _moved(self) -> None:
        self._read_facts(to_top=True)

    def _read_facts(self, *, to_top: bool = False) -> None:
        """What the figure under the cursor counts."""
        one = self._list.item
        if one is None or self._report is None:
            return
        self._facts = self.workspace.reports.happenings(one.pick, self._kind, self._day, self._report.scope)
        self._behind.set_rows([Row(f"{fact.ref}:{fact.on}", fact) for fact in self._facts])
        if to_top:
            self._behind.action_list_first()
        self._show_plot()

    def _show_plot(self) -> None:
        self._plot.styles.height = len(self._draw_plot(WIDE_FROM))
        self._plot.redraw()

    @property
    def period(self) -> Period:
        """The days shown."""
        return Period.of(self._day or self.workspace.today_date, self._kind)

    # drawing

    def _draw_head(self, width: int) -> list[Strip]:
        report = self._report
        if report is None:
            return []
        line = Line(width).space().add(kind_words(report), "title").add(f"  {numbers_paper(report).name}", "strong")
        line.right(f" {of_words(report)} ", "accent")
        said = lead(report)
        told = Line(width).space().add(" ".join((f"{said[0]}.", *said[1:])), "text")
        if all(figures == Figures() for _period, figures in report.course):
            told.add("  " + _("Nothing to count yet: c logs a touch, space on a task closes it."), "accent")
        else:
            told.add(f"  {against_words(report)}", "muted")
        return [line.strip(), told.strip(), rule(width)]

    def _draw_figure(self, row: Row[Figure], line: Line) -> None:
        if self._report is not None:
            lines.draw(row, line, self._report)

    def _draw_plot(self, width: int) -> list[Strip]:
        report, one = self._report, self._list.item
        if report is None or one is None:
            return []
        count = len(self._facts)
        title = ngettext("{n} record", "{n} records", count).format(n=count)
        shown = SHOWN if self.kam.size.height >= HIGH_FROM else SHOWN // 2
        return [*lines.plot(one, report, width, shown), rule(width, f" {title}")]

    def _draw_fact(self, row: Row[Happening], line: Line) -> None:
        one = row.item
        line.cell(ago_words(one.on, self.workspace.today_date, short=True), 13, "muted")
        if one.account and not (self._report and self._report.scope.account_id):
            line.add(f"{one.account}  ", "strong" if line.selected else "text")
        line.add(one.text, "text")
        if one.note:
            line.add(f": {one.note}", "muted")

    def _teach(self, width: int) -> list[Strip]:
        one = self._list.item
        texts = {
            What.TOUCHES: _("No touch in these days: c logs one in a line, from any place."),
            What.PROACTIVE: _("Touches that we begin count here: c logs one."),
            What.DONE: _("No task was closed: space on a task closes it."),
            What.MOVED: _("No task was carried over to another quarter."),
            What.DROPPED: _("No task was given up."),
            What.GAINED: _("Nobody was met for the first time: a touch with a new person counts."),
            What.PROGRESSIONS: _("No progression was proved: space on one asks for the evidence."),
        }
        return paint.paragraph(texts[one.pick.what], width - 2, "muted", indent=1) if one is not None else []

    # what is selected

    def subject(self) -> Subject | None:
        """The account of the line, for a touch or a task."""
        if self._behind.has_focus and (fact := self._behind.item) is not None:
            kind, _colon, key = fact.ref.partition(":")
            return Subject(fact.account_id, key if kind == "contact" else None) if fact.account_id else None
        one = self._list.item
        account = one.attention.account_id if one is not None and one.attention is not None else ""
        account = account or (self._report.scope.account_id if self._report is not None else "")
        return Subject(account) if account else None

    def why(self) -> tuple[str, Explained[Any]] | None:
        """The figure with what it counts."""
        one, report = self._list.item, self._report
        if one is None or report is None:
            return None
        if one.attention is not None:
            found = one.attention
            parts = [
                Part(_("Touches"), found.touches),
                Part(_("Share of all touches"), share(found.share)),
                Part(_("Potential"), potential_amount(found, report.currency)),
                Part(_("Share of all potential"), share(found.potential_share)),
            ]
            return one.name, Explained(share(found.share), tuple(parts), potential_words())
        parts = [Part(f"{date_words(fact.on)} {fact.account}".strip(), fact.text) for fact in self._facts[:40]]
        value = share(report.now.proactive_share) if one.share else one.now
        return lines.plot_title(one, report), Explained(value, tuple(parts), against_words(report))

    def copy_text(self) -> str:
        """The report in a few sentences."""
        if self._report is None:
            return ""
        head, *sentences = lead(self._report)
        return " ".join([f"{head}.", *sentences])

    def legend(self) -> list[tuple[str, str]]:
        """The signs."""
        return [
            (f"{G.full}{G.empty}", _("touches that we began; that they began")),
            (G.vline, _("share of potential, on the bar of attention")),
            ("*", _("potential is only our revenue of 12 months: the wallet is not estimated")),
        ]

    # actions

    @on(LineList.Selected, "#numbers-list")
    def _opened(self, event: LineList.Selected) -> None:
        """Into what the figure counts."""
        event.stop()
        self._read_facts()
        self._inside = True
        self._fit()
        self.screen.set_focus(self._behind, scroll_visible=False)

    @on(LineList.Selected, "#numbers-facts")
    def _fact_opened(self, event: LineList.Selected) -> None:
        event.stop()
        fact: Happening = event.row.item
        open_ref(self.kam, fact.account_id or "", fact.ref)

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

    def action_numbers_whose(self) -> None:
        """One's own, one account, or all."""
        if self._report is not None:
            choose_scope(self.kam, self._report.scope, self._chosen)

    def _chosen(self, scope: Scope) -> None:
        self._scope = scope
        self.refresh_data()

    def action_numbers_export(self) -> None:
        """Write the report to a file."""
        export_report(self.kam, self._kind, self._day, self._scope)

    def action_numbers_back(self) -> None:
        """From what is counted to the figures; from these back to where one came from."""
        if self._behind.has_focus:
            self._inside = False
            self._fit()
            self.screen.set_focus(self._list, scroll_visible=False)
            return
        self.kam.back()
