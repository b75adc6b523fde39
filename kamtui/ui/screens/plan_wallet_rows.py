"""The lines under the circles: what is bought by category and supplier in two years, and all estimates ever made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from kamtui.domain.money import format_amount, format_share
from kamtui.domain.text import search_key
from kamtui.domain.today import date_words
from kamtui.domain.wallet import US, WHOLE, Circle, Estimate, YearWallet
from kamtui.domain.wallet_rules import latest
from kamtui.i18n import _, language
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line

AMOUNT, SHARE = 10, 5
SOURCE_FROM = 78  # width from which the source of a figure has room
REST = "-"  # stands for the suppliers nobody has named


class Cell(NamedTuple):
    """What one year says of a line; `estimate` is what it rests on, None where it is computed or unknown."""

    category: str | None = None
    supplier: str = WHOLE
    amount: Decimal | None = None
    share: float | None = None
    computed: bool = False
    estimate: Estimate | None = None


class Bought(NamedTuple):
    """One category, or one supplier in it, in both years. `white`: bought, but not from us."""

    category: str | None
    supplier: str
    cells: tuple[Cell, Cell]
    white: bool = False


class Made(NamedTuple):
    """An estimate in the list of all; `counts` while it is the latest of its kind."""

    estimate: Estimate
    counts: bool


Key = tuple[str, str]


def bought_lines(circle: Circle) -> list[Bought]:
    """All categories together, then each; under each its suppliers, we first; then what nobody is named for."""
    years = (circle.now, circle.next)
    found = [_cells(year) for year in years]
    whites = {search_key(one.category or "") for year in years for one in year.categories if one.white}
    lines = []
    for key in _ordered({key for cells in found for key in cells}):
        pair = (found[0].get(key, Cell()), found[1].get(key, Cell()))
        known = found[0].get(key) or found[1][key]
        if key != ("", WHOLE) or any(cell.amount is not None for cell in pair):
            lines.append(Bought(known.category, known.supplier, pair, key[1] == WHOLE and key[0] in whites))
    return lines


def _cells(year: YearWallet) -> dict[Key, Cell]:
    counting = latest(year.estimates)
    cells: dict[Key, Cell] = {}

    def put(category: str | None, supplier: str, amount: Decimal | None, share: float | None, computed: bool) -> None:
        key = (search_key(category or ""), search_key(supplier))
        cells[key] = Cell(category, supplier, amount, share, computed, counting.get(key))

    put(None, WHOLE, year.total, None, False)
    for part in year.parts:
        put(None, part.supplier, part.amount, part.share, part.computed)
    if year.rest and year.total:
        put(None, REST, year.rest, float(year.rest / year.total), True)
    for one in year.categories:
        put(one.category, WHOLE, one.total, None, False)
        for part in one.parts:
            put(one.category, part.supplier, part.amount, part.share, part.computed)
        if one.rest and one.total:
            put(one.category, REST, one.rest, float(one.rest / one.total), True)
    return cells


def _ordered(keys: Iterable[Key]) -> list[Key]:
    places = {WHOLE: 0, US: 1, REST: 3}
    return sorted(keys, key=lambda key: (key[0], places.get(key[1], 2), key[1]))


def made_lines(estimates: Sequence[Estimate]) -> list[Made]:
    """All estimates, newest first, each with whether it still counts."""
    counting = {
        one.id
        for year in {estimate.year for estimate in estimates}
        for one in latest(estimate for estimate in estimates if estimate.year == year).values()
    }
    return [Made(estimate, estimate.id in counting) for estimate in estimates]


def supplier_words(supplier: str) -> str:
    """A supplier as people name it."""
    return {WHOLE: _("everybody"), US: _("we"), REST: _("others, not named")}.get(supplier, supplier)


def amount_words(estimate: Estimate) -> str:
    """An amount, or its range."""
    low = format_amount(estimate.amount, language(), short=True)
    if estimate.high is None:
        return low
    return f"{low} – {format_amount(estimate.high, language(), short=True)}"


def draw_titles(line: Line, years: tuple[int, int]) -> None:
    """The titles of the table."""
    line.space().cell(_("category, supplier"), _label_width(line.width), "faint")
    for year in years:
        line.cell(str(year), AMOUNT, "faint", "right").cell("%", SHARE, "faint", "right").space(2)
    if line.width >= SOURCE_FROM:
        line.add(_("source"), "faint")


def draw_bought(row: Bought, line: Line, column: int) -> None:
    """A line of the table; `column` is the year under the cursor, marked while the line is selected."""
    whole = row.supplier == WHOLE
    width = _label_width(line.width)
    name = (row.category or _("all categories")) if whole else supplier_words(row.supplier)
    tone = ("strong" if whole else "accent" if row.supplier == US else "text") if row.supplier != REST else "faint"
    start = line.used
    line.space(1 if whole else 3)
    if row.white:
        mark = f" {G.star_open} " + _("white space")
        room = width - (line.used - start) - len(mark)
        line.cell(name, min(max(6, room), len(name)), tone).add(mark, "warn")
    else:
        line.cell(name, width - (line.used - start), tone)
    line.to(start + width + 1)
    for place, cell in enumerate(row.cells):
        here = line.selected and place == column
        amount = "" if cell.amount is None else format_amount(cell.amount, language(), short=True)
        if cell.computed and row.supplier == US:
            amount = f"{G.guess}{amount}"
        text = f"{G.prompt}{amount or '–'}" if here else amount
        line.cell(text, AMOUNT, "mark" if here else tone, "right")
        share = format_share(cell.share) if cell.share is not None else ""
        line.cell(share.replace(" ", ""), SHARE, "accent" if whole else "muted", "right").space(2)
    if line.width >= SOURCE_FROM:
        line.add(_source(row, column), "faint")


def _source(row: Bought, column: int) -> str:
    cell = row.cells[column]
    if cell.estimate is None:
        return _("our orders") if cell.computed and row.supplier == US else ""
    parts = (cell.estimate.source, date_words(cell.estimate.on))
    return ", ".join(part for part in parts if part)


def draw_made(row: Made, line: Line) -> None:
    """One of all estimates; those that no longer count are faint and hollow."""
    estimate = row.estimate
    tone = "text" if row.counts else "faint"
    line.space().add(f"{G.done if row.counts else G.open} ", "accent" if row.counts else "faint")
    line.cell(date_words(estimate.on), 12, tone).cell(str(estimate.year), 6, tone)
    what = f"{estimate.category or _('all categories')} {G.dot} {supplier_words(estimate.supplier)}"
    line.cell(what, max(18, min(40, line.width - 52)), tone).space()
    line.cell(amount_words(estimate), 18, tone, "right").space(2).add(
        estimate.source, "muted" if row.counts else "faint"
    )


def _label_width(width: int) -> int:
    return max(20, min(37, width - 2 * (AMOUNT + SHARE + 2) - (20 if width >= SOURCE_FROM else 2)))
