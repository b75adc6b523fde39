"""A plan as a workbook: numbers are numbers, days are days, every sheet can be filtered and printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamtui.domain.wallet import US, YearWallet
from kamtui.exchange.paper import line, plain
from kamtui.exchange.plan_document import PlanDocument, lead, title_facts
from kamtui.exchange.workbook import saved
from kamtui.i18n import _, language, pgettext
from kamtui.labels import label

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Cells = Sequence[object]
_WIDEST = 60
_MONEY, _SHARE = "#,##0", "0%"
_DAYS = {"ru": "dd.mm.yyyy", "en": "d mmm yyyy"}  # as `date_words` writes them
_ACCENT = "1F4E79"


class _Share(float):
    """A share 0…1, shown in per cent."""


def render(document: PlanDocument) -> bytes:
    """The whole workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    _summary(book.create_sheet(_("Summary")), document)
    for title, heads, rows in (
        (_("Wallet"), _wallet_heads(), _wallet(document)),
        (_("Initiatives"), _initiative_heads(), _initiatives(document)),
        (_("Forecast"), *_forecast(document)),
        (_("Tasks"), _task_heads(), _tasks(document)),
        (_("Goals"), (_("Goal"), _("Above it"), _("Quarter"), pgettext("goal", "Reached")), _goals(document)),
        (_("Progressions"), _item_heads(), _items(document)),
        (_("Target contacts"), _target_heads(), _targets(document)),
    ):
        _sheet(book.create_sheet(title), heads, list(rows))
    book.properties.title = line(f"{document.row.account.name} · {document.title}")
    book.properties.creator = "kamtui"
    return saved(book)


def _sheet(sheet: Worksheet, heads: Cells, rows: Sequence[Cells]) -> None:
    """A head that stays, rows, filters, columns as wide as what stands in them."""
    for column, head in enumerate(heads, 1):
        _put(sheet, 1, column, head, bold=True)
    for number, cells in enumerate(rows, 2):
        for column, value in enumerate(cells, 1):
            _put(sheet, number, column, value)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{_letter(len(heads))}{len(rows) + 1}"
    for column, head in enumerate(heads):
        longest = max((len(_shown(row[column])) for row in rows), default=0)
        sheet.column_dimensions[_letter(column + 1)].width = min(_WIDEST, max(len(str(head)) + 4, longest + 3))
    _on_paper(sheet)


def _on_paper(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = "1:1"
    foot: Any = sheet.oddFooter
    foot.left.text, foot.right.text = "&A", "&P / &N"


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def _shown(value: object) -> str:
    return "" if value is None else f"{value:,.0f}" if isinstance(value, Decimal) else str(value)


def _put(sheet: Worksheet, row: int, column: int, value: object, *, bold: bool = False, size: int = 10) -> None:
    """Write one cell. Texts stay texts, whatever they begin with."""
    from openpyxl.styles import Alignment, Font

    if value is None or value == "":
        return
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        # the format takes 32,767 characters in a cell
        cell.value = plain(value)[:32_000]
        cell.data_type = "s"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    else:
        cell.value = value
        cell.alignment = Alignment(vertical="top")
        cell.number_format = (
            _SHARE if isinstance(value, _Share) else _MONEY if isinstance(value, Decimal) else cell.number_format
        )
        if isinstance(value, date):
            cell.number_format = _DAYS[language()]
    cell.font = Font(bold=bold, size=size, color=_ACCENT if bold else None)


def _part(value: float | Decimal | None) -> _Share | None:
    return None if value is None else _Share(value)


def _summary(sheet: Worksheet, document: PlanDocument) -> None:
    """The title block, the message, plan against fact, and the texts of the blocks."""
    sentences = lead(document)
    _put(sheet, 1, 1, document.row.account.name, bold=True, size=16)
    _put(sheet, 2, 1, document.title, bold=True, size=12)
    row = 4
    for fact in title_facts(document):
        _put(sheet, row, 1, fact.name)
        _put(sheet, row, 2, fact.text, bold=True)
        row += 1
    row += 1
    for text in sentences:
        _put(sheet, row, 1, text, bold=text is sentences[0])
        _runs_on(sheet, row)
        row += 1
    row += 1
    currency = document.settings.currency
    heads = (
        _("Quarter"),
        _("Revenue plan"),
        _("Forecast"),
        pgettext("figures", "Fact"),
        _("Tasks planned"),
        _("Tasks done"),
        pgettext("quarter", "Closed"),
    )
    for column, head in enumerate(heads, 1):
        _put(sheet, row, column, f"{head}, {currency}" if column in (2, 3, 4) else head, bold=True)
    for board, forecast in zip(document.plan.quarters, document.whole.forecast.quarters, strict=False):
        row += 1
        cells = (board.revenue_plan, forecast.total, board.revenue_fact, board.planned, board.done, _yes(board.closed))
        for column, value in enumerate((f"Q{board.quarter.number}", *cells), 1):
            _put(sheet, row, column, value)
    row += 2
    for block in document.plan.blocks:
        if block.text.strip():
            _put(sheet, row, 1, f"{block.number}. {block.title}", bold=True)
            _put(sheet, row + 1, 1, block.text)
            sheet.merge_cells(start_row=row + 1, start_column=1, end_row=row + 1, end_column=len(heads))
            lines = sum(1 + len(part) // 120 for part in block.text.split("\n"))
            sheet.row_dimensions[row + 1].height = min(400, 14 * lines + 4)
            row += 3
    sheet.column_dimensions["A"].width = 24
    for column in range(2, len(heads) + 1):
        sheet.column_dimensions[_letter(column)].width = 20
    sheet.sheet_view.showGridLines = False
    _on_paper(sheet)


def _runs_on(sheet: Worksheet, row: int) -> None:
    """Let the first cell of a row run on over the empty ones beside it."""
    cell: Any = sheet.cell(row, 1)
    cell.alignment = None


def _yes(value: bool | None) -> str:
    return "" if value is None else _("yes") if value else _("no")


def _wallet_heads() -> Cells:
    return (_("Year"), _("Category"), _("Supplier"), _("Amount"), _("Share"), _("Computed"), _("Source"), _("Date"))


def _wallet(document: PlanDocument) -> Iterable[Cells]:
    """What is known of a year: in all, ours, and by category and supplier."""
    for wallet in (document.circle.now, document.circle.next):
        if wallet.total is not None:
            yield (wallet.year, _("all categories"), _("everybody"), wallet.total, None, "", wallet.source, wallet.on)
        if wallet.ours is not None:
            ours = _part(wallet.share)
            yield (wallet.year, _("all categories"), _("we"), wallet.ours, ours, _yes(wallet.computed), "", None)
        yield from _by_category(wallet)


def _by_category(wallet: YearWallet) -> Iterable[Cells]:
    for one in wallet.categories:
        if not one.category:
            continue
        if one.total is not None:
            yield (wallet.year, one.category, _("everybody"), one.total, None, "", "", None)
        for part in one.parts:
            name = _("we") if part.supplier == US else part.supplier
            computed = _yes(part.computed)
            yield (wallet.year, one.category, name, part.amount, _part(part.share), computed, part.source, part.on)


def _initiative_heads() -> Cells:
    return (
        _("Initiative"),
        _("Source"),
        _("Relevant"),
        _("Opportunity"),
        _("Category"),
        _("Amount"),
        _("Monthly"),
        _("Probability"),
        _("Weighted"),
        _("Quarter"),
        _("Competitor"),
        _("Next step"),
        _("State"),
        _("Reason"),
    )


def _initiatives(document: PlanDocument) -> Iterable[Cells]:
    """A row for each offer; an initiative without one has a row too."""
    for one in document.whole.initiatives:
        known = (one.title, one.source, _yes(one.relevant))
        if not one.opportunities:
            yield (*known, *[None] * 9, label(one.status), one.why)
        for offer in one.opportunities:
            yield (
                *known,
                offer.title,
                offer.category,
                offer.amount,
                _yes(offer.monthly),
                _part(offer.probability),
                offer.amount * offer.probability,
                str(offer.quarter) if offer.quarter else "",
                offer.competitor,
                offer.next_step,
                label(offer.status),
                offer.reason,
            )


def _forecast(document: PlanDocument) -> tuple[Cells, list[Cells]]:
    quarters = document.whole.forecast.quarters
    years = sorted({year for one in quarters for year, _amount in one.history}, reverse=True)
    heads = (
        _("Quarter"),
        _("Base business"),
        _("Opportunities"),
        _("Opportunities, weighted"),
        _("Forecast"),
        _("Revenue plan"),
        pgettext("figures", "Fact"),
        *(_("Fact {year}").format(year=year) for year in years),
    )
    rows: list[Cells] = []
    for one in quarters:
        past = dict(one.history)
        known = (str(one.quarter), one.base, one.amount, one.weighted, one.total, one.target, one.fact)
        rows.append((*known, *(past.get(year) for year in years)))
    return heads, rows


def _task_heads() -> Cells:
    return (
        pgettext("task", "Task"),
        _("Quarter"),
        _("Due"),
        _("Owner"),
        _("Priority"),
        _("Status"),
        _("Result"),
        _("Department"),
        pgettext("asked", "Person"),
        _("Wanted by"),
        _("Answer"),
        _("Times moved"),
    )


def _tasks(document: PlanDocument) -> Iterable[Cells]:
    for board in document.plan.quarters:
        for task in board.tasks:
            yield (
                task.title,
                str(board.quarter),
                task.due,
                document.person(task.owner),
                label(task.priority),
                label(task.status),
                task.result,
                task.resource,
                task.resource_person,
                task.resource_by,
                label(task.resource_answer) if task.resource and task.resource_answer else "",
                task.times_moved or None,
            )


def _goals(document: PlanDocument) -> Iterable[Cells]:
    titles = {goal.id: goal.title for goal in document.plan.goals}
    for goal in document.plan.goals:
        above = titles.get(goal.parent_id or "", "")
        yield (goal.title, above, str(goal.quarter) if goal.quarter else "", _yes(goal.done))


def _item_heads() -> Cells:
    return (
        _("Code"),
        _("Progression"),
        _("Category"),
        _("Weight"),
        _("Status"),
        _("In the set"),
        _("Planned quarter"),
        _("Done on"),
        _("Evidence"),
        _("Stalled"),
    )


def _items(document: PlanDocument) -> Iterable[Cells]:
    for one in document.whole.checklist.items:
        planned = one.state.planned_quarter
        yield (
            one.progression.code,
            one.progression.title,
            label(one.progression.category),
            one.progression.weight,
            label(one.status),
            _yes(one.in_set),
            str(planned) if planned else "",
            one.state.done_on,
            one.state.evidence,
            _("yes") if one.stalled else "",
        )


def _target_heads() -> Cells:
    return (
        pgettext("person", "Name"),
        _("Position"),
        _("Unit"),
        _("Level"),
        _("Strength"),
        _("Strength wanted"),
        _("Last touch"),
    )


def _targets(document: PlanDocument) -> Iterable[Cells]:
    for one in document.whole.targets:
        now = _("to meet") if one.placeholder else label(one.strength)
        wanted = label(one.target_strength) if one.target_strength is not None else ""
        yield (one.name, one.position, one.unit, one.level, now, wanted, one.last_touch)
