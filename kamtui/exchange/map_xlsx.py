"""The contact map as a workbook: the map as it looks, the people with all facts to filter and sort, the coverage."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact
from kamtui.domain.languages import language_label
from kamtui.domain.text import clean
from kamtui.domain.words import DMP_LEVELS, ContactStatus, Function, WayKind
from kamtui.exchange.map_document import (
    MapDocument,
    attitude_sign,
    cell_tone,
    cover_words,
    freshness,
    function_words,
    level_words,
    lines,
    role_words,
    state_words,
    verdict,
)
from kamtui.exchange.workbook import saved
from kamtui.i18n import _, pgettext
from kamtui.labels import label

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_INK = {"good": "1C7A37", "warn": "8F5F00", "bad": "C4232F", "muted": "667080", "accent": "1763C6", "head": "0D1117"}
_GROUND = {"good": "DDF1E1", "warn": "FBF0D8", "bad": "FBE2E0", "muted": "F0F2F5", "accent": "E6EFFB", "head": "E4E8EE"}
_WIDEST = 46


def render(document: MapDocument) -> bytes:
    """The whole workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, fill in (
        (_("Map"), _map_sheet),
        (pgettext("map", "People"), _people_sheet),
        (_("Coverage"), _coverage_sheet),
    ):
        fill(book.create_sheet(title), document)
    book.properties.title = clean(document.title)
    book.properties.creator = "kamtui"
    return saved(book)


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: object,
    tone: str = "",
    *,
    bold: bool = False,
    size: int = 0,
    ground: bool = False,
    dashed: bool = False,
) -> Any:
    """Write one cell. Texts stay texts, whatever they begin with."""
    text = isinstance(value, str)
    cell: Any = sheet.cell(row, column)
    cell.value = clean(value, multiline=True) if isinstance(value, str) else value
    if text and cell.value:
        cell.data_type = "s"
    looks = _LOOKS.setdefault(sheet.parent, {})
    look = (tone, bold, size, ground, dashed, text, isinstance(value, date))
    if look in looks:
        cell._style = copy(looks[look])
    else:
        _dress(cell, *look)
        looks[look] = copy(cell._style)
    return cell


# Looks are put together once in each workbook: a map of hundreds of people has thousands of cells.
_LOOKS: WeakKeyDictionary[Any, dict[tuple[object, ...], Any]] = WeakKeyDictionary()


def _dress(cell: Any, tone: str, bold: bool, size: int, ground: bool, dashed: bool, text: bool, day: bool) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    if day:
        cell.number_format = "yyyy-mm-dd"
    cell.alignment = Alignment(vertical="top", wrap_text=text)
    cell.font = Font(bold=bold, color=_INK.get(tone), size=size or 11)
    if ground:
        cell.fill = PatternFill("solid", fgColor=_GROUND[tone])
    if dashed:
        side = Side("dashed", color=_INK["accent"])
        cell.border = Border(side, side, side, side)


def _on_paper(sheet: Worksheet, title_rows: str) -> None:
    """A4 on its side, as wide as the page, the header on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = title_rows


def _map_sheet(sheet: Worksheet, document: MapDocument) -> None:
    """Levels down, functions across, a cell per person; below them the verdict, lines and proposals."""
    cells, functions = document.cells(), document.functions
    _put(sheet, 1, 1, document.title, "head", bold=True, size=15).alignment = None
    _put(sheet, 2, 1, document.subtitle, "muted").alignment = None
    heads = [_("Level"), *(function_words(one) for one in functions), _("cover")]
    for column, text in enumerate(heads, 1):
        _put(sheet, 4, column, text, "head", bold=True, ground=True)
    row = 5
    for level in document.levels:
        stacks = [cells.get((level, function), ()) for function in functions]
        _put(sheet, row, 1, level_words(level), "head", bold=True)
        for column, stack in enumerate(stacks, 2):
            for place, one in enumerate(stack):
                _person(sheet, row + place, column, one, document)
        if level is not None:
            words, tone = cover_words(document.found, level)
            _put(sheet, row, len(heads), words, tone, bold=True)
        row += max(1, *map(len, stacks), 1)
    row += 1
    for fact in verdict(document.found):
        row = _told(sheet, row, fact.name, fact.text, fact.tone)
    for drawn in lines(document):
        text = f"{drawn.source} {drawn.words} {drawn.target}" + (f": {drawn.note}" if drawn.note else "")
        row = _told(sheet, row, _("line"), text, "bad" if drawn.conflict else "")
    for account, advice in document.proposals:
        where = f" ({account.name})" if document.is_group else ""
        reason = f": {advice.reason}" if advice.reason else ""
        row = _told(sheet, row, _("proposed"), f"{advice.title}{where}{reason}", "accent")
    sheet.column_dimensions["A"].width = 24
    for column in range(2, len(heads)):
        sheet.column_dimensions[_letter(column)].width = 27
    sheet.column_dimensions[_letter(len(heads))].width = 10
    sheet.freeze_panes = "B5"
    sheet.sheet_view.showGridLines = False
    _on_paper(sheet, "4:4")


def _told(sheet: Worksheet, row: int, name: str, text: str, tone: str) -> int:
    _put(sheet, row, 1, name, "muted")
    _put(sheet, row, 2, text, tone).alignment = None  # runs on over the empty cells beside it
    return row + 1


def _person(sheet: Worksheet, row: int, column: int, one: Contact, document: MapDocument) -> None:
    fresh = freshness(one, document.settings, document.today)[0]
    if one.placeholder:
        text = "\n".join(part for part in (one.name, one.position, _("to meet")) if part)
        _put(sheet, row, column, text, "accent", dashed=True)
        return
    sign, tone = attitude_sign(one)
    star = " ★" if rules.is_key_player(one) else ""
    foot = " · ".join(part for part in (role_words(one), fresh) if part)
    text = "\n".join(part for part in (f"{sign} {one.name}{star}", one.position, foot) if part)
    here = rules.at_company(one)
    _put(sheet, row, column, text, tone if here else "muted", ground=True).font = _font("head" if here else "muted")


def _font(tone: str) -> Any:
    from openpyxl.styles import Font

    return Font(color=_INK[tone])


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def _people_sheet(sheet: Worksheet, document: MapDocument) -> None:
    """A row per person shown, a column per fact; headers that the import of contacts knows where it knows the fact."""
    rows = [_facts(one, document) for one in document.people]
    heads = [name for name, _value in _facts(Contact("", "", ""), document)]
    for column, text in enumerate(heads, 1):
        _put(sheet, 1, column, text, "head", bold=True, ground=True)
    for number, facts in enumerate(rows, 2):
        for column, (_name, value) in enumerate(facts, 1):
            if value not in (None, ""):
                _put(sheet, number, column, value)
    _fit(sheet, heads, [[value for _name, value in facts] for facts in rows])
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{_letter(len(heads))}{len(rows) + 1}"
    _on_paper(sheet, "1:1")


def _facts(one: Contact, document: MapDocument) -> list[tuple[str, object]]:
    """Everything about one person, under the headers of the sheet."""
    names, settings, today = document.names, document.settings, document.today
    known = not one.placeholder
    state = rules.cadence_state(one, settings, today)
    return [
        (_("Account"), document.account_of(one).code),
        (pgettext("person", "Name"), one.name),
        (_("Position"), one.position),
        (_("Unit"), one.unit),
        (_("Level"), one.level),
        (_("Function"), label(one.function) if one.function else ""),
        (_("Roles"), role_words(one)),
        (_("Attitude"), label(one.attitude) if known else ""),
        (_("Attitude, number"), int(one.attitude) if known else None),
        (_("Influence"), label(one.influence) if one.influence else ""),
        (_("Key player"), _("yes") if rules.is_key_player(one) else ""),
        (_("Strength"), int(one.strength) if known else None),
        (_("Strength wanted"), None if one.target_strength is None else int(one.target_strength)),
        (_("Active"), state_words(one, settings, today)),
        (_("Last touch"), one.last_touch),
        (_("Days since"), (today - one.last_touch).days if one.last_touch else None),
        (_("Maximum days"), state.maximum if state else None),
        (_("Phone"), one.phone),
        (_("Email"), one.email),
        (_("Other phones"), ", ".join(one.all_of(WayKind.PHONE)[1 if one.phone else 0 :])),
        (_("Other e-mails"), ", ".join(one.all_of(WayKind.EMAIL)[1 if one.email else 0 :])),
        (_("Messenger"), ", ".join(one.all_of(WayKind.MESSENGER))),
        (_("Language"), language_label(one.language) if one.language else ""),
        (_("Birthday"), one.birthday),
        (_("Reports to"), names.get(one.reports_to or "", "")),
        (_("Categories"), ", ".join(one.categories)),
        (_("Favours"), label(one.favours) if one.favours else ""),
        (_("Competitor"), one.competitor),
        (_("Our side"), one.owner.name if one.owner else ""),
        (_("Left on"), one.left_on if one.status is ContactStatus.LEFT else None),
        (_("Left to"), one.left_to),
        (_("Successor"), names.get(one.successor or "", "")),
        (_("Note"), one.note),
    ]


def _fit(sheet: Worksheet, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Columns as wide as what stands in them, within reason."""
    for column, head in enumerate(heads):
        longest = max((max(map(len, str(row[column] or "").split("\n"))) for row in rows), default=0)
        sheet.column_dimensions[_letter(column + 1)].width = min(_WIDEST, max(len(head) + 4, longest + 2))


def _coverage_sheet(sheet: Worksheet, document: MapDocument) -> None:
    """Levels × functions: active of known in colour, white where nobody is known; then the levels in numbers."""
    found = document.found
    functions = [*Function, *([None] if any(function is None for _level, function in found.cells) else [])]
    levels = [*DMP_LEVELS, *([None] if any(level is None for level, _function in found.cells) else [])]
    heads = [
        _("Level"),
        *(function_words(one) for one in functions),
        *(pgettext("coverage", "Active"), _("Wanted"), _("Known"), _("To meet")),
    ]
    for column, text in enumerate(heads, 1):
        _put(sheet, 1, column, text, "head", bold=True, ground=True)
    for row, level in enumerate(levels, 2):
        _put(sheet, row, 1, level_words(level), "head", bold=True)
        for column, function in enumerate(functions, 2):
            cell = found.cells.get((level, function))
            if cell is None or not (cell.known or cell.placeholders):
                continue
            more = f"+{cell.placeholders}" if cell.placeholders else ""
            if not cell.known:
                _put(sheet, row, column, more, "accent", dashed=True)
                continue
            _put(sheet, row, column, f"{cell.active}/{cell.known}{more}", cell_tone(cell), ground=True)
        if level is not None:
            cover = found.coverage[level]
            wanted = cover.wanted if cover.in_use and cover.wanted else None
            for place, number in enumerate((cover.active, wanted, cover.known, cover.placeholders)):
                _put(sheet, row, len(functions) + 2 + place, number)
    sheet.column_dimensions["A"].width = 26
    for column in range(2, len(heads) + 1):
        sheet.column_dimensions[_letter(column)].width = 13
    sheet.freeze_panes = "B2"
    _on_paper(sheet, "1:1")
