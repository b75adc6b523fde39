"""Block 5 of a plan: the opportunities by quarter, and the forecast that they and the base business make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.strip import Strip

from kamtui.domain.explained import Explained
from kamtui.domain.forecast import Forecast, QuarterForecast, concerns
from kamtui.domain.initiatives import Initiative, Opportunity
from kamtui.domain.money import format_amount
from kamtui.domain.quarters import Quarter
from kamtui.i18n import _, language
from kamtui.ui import paint
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens import plan_offer_forms as forms
from kamtui.ui.screens.account_parts import quarter_words
from kamtui.ui.screens.plan_offer_actions import OfferList
from kamtui.ui.screens.plan_offer_lines import WIDE, Spans, detail_spans, draw_opportunity, offer_signs
from kamtui.ui.widgets.linelist import Row

if TYPE_CHECKING:
    from kamtui.ui.screens.pane import Pane

NAME, MONEY, BAR = 9, 10, 5
PAST = 3


class Year(NamedTuple):
    """The sums of the year under the quarters."""

    forecast: Forecast


Item = QuarterForecast | Opportunity | Year | Spans


class ForecastBlock(OfferList[Item]):
    """A line per quarter with its figures and what is decided in it; the year; what is decided in none of them."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("list", "forecast")
    ENTITIES: ClassVar[frozenset[str]] = forms.ENTITIES | {"plan", "order_line"}
    COMFORT: ClassVar[int] = 92  # with past years

    def __init__(self, pane: Pane, *, id: str) -> None:
        super().__init__(self._draw_item, header=self._draw_titles, id=id)
        self._pane = pane
        self._year = 0
        self._forecast: Forecast | None = None
        self._offers: tuple[Opportunity, ...] = ()
        self._initiatives: tuple[Initiative, ...] = ()
        self._past: list[tuple[int, int]] = []  # years before, newest first, each with the cells its column needs
        self._money = MONEY  # cells of a column of amounts

    def set_data(self, account_id: str, year: int) -> None:
        """Read and show the forecast of an account for a year."""
        fresh = (account_id, year) != (self.account_id, self._year)
        self.account_id, self._year, self._wanted = account_id, year, None
        opportunities = self.workspace.opportunities
        self._forecast = opportunities.forecast(account_id, year)
        everything, start = opportunities.of(account_id), self.workspace.method.fiscal_start
        # What was put off beyond a running year stays in sight: the keys that did it bring it back.
        still = year >= self.workspace.quarter.year
        self._offers = tuple(
            one
            for one in everything
            if concerns(one, year, start) or (still and one.is_open and one.quarter and one.quarter.year > year)
        )
        self._initiatives = self.workspace.initiatives.of(account_id)
        told = [
            (past, 2 + max(4, cell_len(format_amount(amount, language(), short=True))))
            for quarter in self._forecast.quarters
            for past, amount in quarter.history
        ]
        years = sorted({past for past, _width in told}, reverse=True)[:PAST]
        self._past = [(year, max(width for past, width in told if past == year)) for year in years]
        self._arrange(str(self.workspace.quarter) if fresh and year == self.workspace.quarter.year else None)

    def on_resize(self, event: events.Resize) -> None:
        """Competitor and next step on the line, or under it."""
        super().on_resize(event)
        self._arrange()

    def _arrange(self, cursor: str | None = None) -> None:
        forecast = self._forecast
        if forecast is None:
            return
        rows: list[Row[Item]] = []
        placed: set[str] = set()
        for quarter in forecast.quarters:
            rows.append(Row(str(quarter.quarter), quarter))
            here = [one for one in self._offers if one.quarter == quarter.quarter]
            placed |= {one.id for one in here}
            rows += self._lines(here)
        rows.append(Row("year", Year(forecast)))
        others = [one for one in self._offers if one.id not in placed]
        if others:
            title = _("Decided in another year, or in no quarter")
            rows += [Row("gap", (), heading=True), Row("others", ((f" {title}", "faint"),), heading=True)]
            rows += self._lines(others)
        if not self._offers:
            rows.append(Row("gap", (), heading=True))
            width = max(30, min(self.area.width - 3, 90))
            rows += [
                Row(f"taught{place}", ((f" {text}", "muted"),), heading=True)
                for place, text in enumerate(paint.wrap(self._taught, width))
            ]
        self._money = max(_longest(forecast) + 1, MONEY if self.area.width >= WIDE else 0)
        self.set_rows(rows, cursor)

    @property
    def _taught(self) -> str:
        return _(
            "No opportunities yet: they come from relevant client initiatives, block 4. Here each is weighted by its "
            "probability and added to the base business that you confirm with M; past years stand beside, nothing is "
            "extrapolated from them."
        )

    def _lines(self, offers: Sequence[Opportunity]) -> list[Row[Item]]:
        rows: list[Row[Item]] = []
        for one in offers:
            rows.append(Row(one.id, one))
            detail = detail_spans(one, 7) if self.area.width < WIDE + 2 else ()
            if detail:
                rows.append(Row(f"-{one.id}", detail, heading=True))
        return rows

    # drawing

    def _draw_titles(self, line: Line) -> None:
        line.space().cell(_("quarter"), NAME, "faint")
        *before, fact = _titles()
        for title in before:
            line.cell(title, self._money, "faint", "right")
        line.space(1 + BAR).cell(fact, self._money, "faint", "right").space(2 + PAST)
        for year, width in self._past_years(line.left):
            line.cell(str(year), width, "faint", "right")

    def _past_years(self, room: int) -> list[tuple[int, int]]:
        """The years, newest first, whose whole column there is room for; the last cell stays free."""
        return [one for place, one in enumerate(self._past) if sum(w for _y, w in self._past[: place + 1]) < room]

    def _draw_item(self, row: Row[Item], line: Line) -> None:
        item = row.item
        if isinstance(item, QuarterForecast):
            self._draw_quarter(item, line)
        elif isinstance(item, Year):
            self._draw_year(item.forecast, line)
        elif isinstance(item, Opportunity):
            draw_opportunity(item, line, self.workspace.quarter)
        else:
            line.spans(item)

    def _draw_quarter(self, one: QuarterForecast, line: Line) -> None:
        current = one.quarter == self.workspace.quarter
        line.space().cell(
            _("Q{number}").format(number=one.quarter.number) + (f" {G.prompt}" if current else ""),
            NAME,
            "mark" if current else "strong",
        )
        self._draw_figures(one.base, one.weighted, one.total, one.target, one.fact, line)
        line.space(2)
        past = dict(one.history)
        line.cell(paint.spark([float(past[year]) for year in sorted(past)][-PAST:]), PAST, "muted")
        for year, width in self._past_years(line.left):
            told = format_amount(past[year], language(), short=True) if year in past else ""
            line.cell(told, width, "muted", "right")

    def _draw_year(self, forecast: Forecast, line: Line) -> None:
        quarters = forecast.quarters
        line.space().cell(str(forecast.year), NAME, "title")
        weighted = sum((one.weighted for one in quarters), Decimal(0))
        self._draw_figures(
            _sum(one.base for one in quarters), weighted, forecast.total, forecast.target,
            _sum(one.fact for one in quarters), line,
        )  # fmt: skip

    def _draw_figures(
        self,
        base: Decimal | None,
        weighted: Decimal,
        total: Decimal | None,
        target: Decimal | None,
        fact: Decimal | None,
        line: Line,
    ) -> None:
        lang = language()
        line.cell(format_amount(base, lang, short=True), self._money, "text" if base is not None else "faint", "right")
        line.cell(f"+{format_amount(weighted, lang, short=True)}" if weighted else "", self._money, "accent", "right")
        line.cell(
            format_amount(total, lang, short=True), self._money, "strong" if total is not None else "faint", "right"
        )
        line.cell(
            format_amount(target, lang, short=True), self._money, "text" if target is not None else "faint", "right"
        )
        line.space()
        if target and total is not None:
            full, empty = paint.bar(min(1.0, float(total / target)), BAR)
            line.add(full, "good" if total >= target else "warn").add(empty, "faint")
        else:
            line.space(BAR)
        line.cell("" if fact is None else format_amount(fact, lang, short=True), self._money, "text", "right")

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the block."""
        return (
            (G.prompt, _("the present quarter")),
            (G.full * 3 + G.empty * 2, _("forecast against the target")),
            (G.sparks[0] + G.sparks[3] + G.sparks[7], _("revenue of the same quarter in past years, oldest first")),
            *offer_signs(),
        )

    # what is selected

    @property
    def opportunity(self) -> Opportunity | None:
        """The opportunity under the cursor."""
        return self.item if isinstance(self.item, Opportunity) else None

    @property
    def initiative(self) -> Initiative | None:
        """The initiative of the opportunity under the cursor."""
        one = self.opportunity
        return next((each for each in self._initiatives if one and each.id == one.initiative_id), None)

    @property
    def _edits_initiative(self) -> bool:
        return False

    @property
    def quarter(self) -> Quarter | None:
        """The quarter under the cursor, or that of the opportunity."""
        item = self.item
        if isinstance(item, QuarterForecast):
            return item.quarter
        return item.quarter if isinstance(item, Opportunity) else None

    def _figures_of(self, quarter: Quarter | None) -> QuarterForecast | None:
        found = self._forecast.quarters if self._forecast else ()
        return next((one for one in found if one.quarter == quarter), None)

    def why(self) -> tuple[str, Explained[Any]] | None:
        """What the opportunity is worth; elsewhere the arithmetic of the year's forecast."""
        if self.opportunity is not None:
            return super().why()
        forecast = self._forecast
        if forecast is None or not forecast.why.parts:
            return None
        return _("Forecast of {year}").format(year=forecast.year), forecast.why

    def panel_lines(self, width: int) -> list[Strip]:
        """The quarter, the year, or the opportunity under the cursor."""
        from kamtui.ui.screens.plan_forecast_panel import quarter_lines, year_lines

        item, now = self.item, self.workspace.quarter
        if isinstance(item, QuarterForecast):
            return quarter_lines(item, now, width)
        if isinstance(item, Year):
            start = self.workspace.method.fiscal_start
            offers = [one for one in self._offers if concerns(one, self._year, start)]
            return year_lines(item.forecast, offers, now, width)
        return super().panel_lines(width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An opportunity needs an initiative; base and target a quarter of the year."""
        if action == "offer_new":
            return bool(self._initiatives)
        if action in ("forecast_base", "forecast_target"):
            return self._figures_of(self.quarter) is not None
        return super().check_action(action, parameters)

    # actions

    def action_offer_new(self) -> None:
        """An opportunity in the quarter under the cursor; asks for the initiative that it belongs to."""
        from kamtui.ui.dialogs.pick import Choice, PickDialog

        initiatives, quarter = self._initiatives, self.quarter

        def made(initiative_id: str) -> None:
            one = next(one for one in initiatives if one.id == initiative_id)
            form = forms.opportunity_form(self.workspace, self.account_id, one, quarter=quarter)
            self.kam.open(form, self._stand_on)

        choices = [Choice(one.id, one.title, one.source) for one in initiatives]
        self.kam.open(PickDialog(_("New opportunity: in which initiative?"), choices), made)

    def action_forecast_base(self) -> None:
        """The base business of the quarter, as the user confirms it."""
        self._ask(_("Base business of {quarter}: what comes without new offers"), "base", lambda figures: figures.base)

    def action_forecast_target(self) -> None:
        """The revenue plan of the quarter."""
        self._ask(_("Revenue plan of {quarter} (3.4 M; empty: none)"), "revenue_plan", lambda figures: figures.target)

    def _ask(self, prompt: str, field: str, value: Callable[[QuarterForecast], Decimal | None]) -> None:
        figures, workspace, account_id = self._figures_of(self.quarter), self.workspace, self.account_id
        if figures is None:
            return
        currency, quarter, lang = workspace.method.currency, figures.quarter, language()

        def read(text: str) -> Decimal | None:
            return forms.read_amount(text, currency, field) if text else None

        def save(text: str) -> object:
            if field == "base":
                return workspace.plans.set_quarter(account_id, quarter, base=read(text))
            return workspace.plans.set_quarter(account_id, quarter, revenue_plan=read(text))

        past = "; ".join(f"{year} {format_amount(amount, lang, short=True)}" for year, amount in figures.history)
        known = value(figures)
        self.kam.open(
            LineDialog(
                prompt.format(quarter=quarter_words(quarter, workspace.quarter)),
                save,
                understand=lambda text: f"{format_amount(read(text), lang)} {currency}",
                value=format_amount(known, lang) if known is not None else "",
                hint=_("the same quarter of past years: {past}").format(past=past) if past else "",
                history="money",
                draft=f"{field}:{account_id}:{quarter}",
                empty=True,
                entities={"plan", "plan_quarter"},
            )
        )


def _titles() -> tuple[str, ...]:
    """The titles of the columns of amounts; the fact stands after the bar."""
    return _("base"), _("+ offers"), _("forecast"), _("target"), _("fact")


def _longest(forecast: Forecast) -> int:
    """Cells of the longest of titles and amounts."""
    quarters = forecast.quarters
    amounts = [amount for one in quarters for amount in (one.base, one.total, one.target, one.fact)]
    amounts += [_sum(one.base for one in quarters), forecast.total, forecast.target, _sum(one.fact for one in quarters)]
    weighted = [one.weighted for one in quarters]
    told = [format_amount(amount, language(), short=True) for amount in amounts]
    told += [f"+{format_amount(amount, language(), short=True)}" for amount in (*weighted, sum(weighted, Decimal(0)))]
    return max(map(cell_len, (*told, *_titles())))


def _sum(amounts: Any) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
