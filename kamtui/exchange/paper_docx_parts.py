"""The small parts of a Word document that its library does not do in one call."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime, time
from typing import Any

from kamtui.exchange.paper import Paper
from kamtui.exchange.paper_docx_fit import LARGEST, letters

COLOURS = {"accent": "1F4E79", "ink": "1F2933", "muted": "667080", "rule": "D5DAE1", "ground": "F4F6F9"}
TONES = {"good": "1C7A37", "warn": "8F5F00", "bad": "B3261E", "muted": "667080", "accent": "1F4E79"}
_TWIP = 635  # units of the library in a twentieth of a point
INDENT = 12 * 20 * _TWIP  # twelve points
_FACE = "Calibri"


def new_document(paper: Paper) -> Any:
    """An empty A4 document with our styles and the properties of `paper`."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    edge = 13 if paper.one_page else 18
    section.left_margin = section.right_margin = Mm(edge)
    section.top_margin = section.bottom_margin = Mm(edge)
    section.footer_distance = Mm(8)
    _styles(document, letters(paper) if paper.one_page else None)
    _properties(document, paper)
    _language(document, paper.language)
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # a picture of another document
            del package.rels[key]
    return document


def _properties(document: Any, paper: Paper) -> None:
    properties = document.core_properties
    # the format takes 255 characters
    properties.title, properties.subject = f"{paper.name} · {paper.kind}"[:255], paper.kind[:255]
    properties.author = properties.last_modified_by = "kamtui"
    properties.comments, properties.language = "", paper.language
    properties.created = properties.modified = datetime.combine(paper.day, time())


def _language(document: Any, language: str) -> None:
    """The language in which Word checks the spelling."""
    for found in document.styles.element.iter(_name("w:lang")):
        found.set(_name("w:val"), {"ru": "ru-RU", "en": "en-US"}.get(language, language))


def _defaults(document: Any, points: float) -> None:
    """Our letters also where a program passes over the style of a paragraph, not those of the library's theme."""
    letters = document.styles.element.find(f"{_name('w:docDefaults')}/{_name('w:rPrDefault')}/{_name('w:rPr')}")
    _set_face(letters.find(_name("w:rFonts")))
    for size in (*letters.findall(_name("w:sz")), *letters.findall(_name("w:szCs"))):
        size.set(_name("w:val"), str(round(2 * points)))


def _set_face(fonts: Any) -> None:
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(_name(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(_name(f"w:{script}"), _FACE)


def _styles(document: Any, points: float | None) -> None:
    """`points`: the size of letters on one page, whose other sizes keep step with it."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    small, size = points is not None, 10 if points is None else points
    _defaults(document, size)
    for name, large, colour, bold, before, after in (
        ("Normal", size, "ink", False, 0, 3 if small else 4),
        ("Subtitle", size + 1, "accent", True, 0, 0),
        ("Title", size * 16 / LARGEST if small else 24, "ink", True, 0, 4 if small else 8),
        ("Heading 1", 11 if small else 14, "accent", True, 8 if small else 18, 3 if small else 5),
        ("Heading 2", size + 0.5, "ink", True, 8, 3),
        ("Caption", size - 1.5, "muted", False, 4, 2),
        ("Quote", size, "ink", False, 0, 3),
        ("List", size, "ink", False, 0, 2),
    ):
        style = document.styles[name]
        font, block = style.font, style.paragraph_format
        font.name, font.size, font.bold, font.italic = _FACE, Pt(large), bold, False
        font.color.rgb = RGBColor.from_string(COLOURS[colour])
        _set_face(style.element.get_or_add_rPr().get_or_add_rFonts())
        _match_linked(document, style)
        block.space_before, block.space_after, block.line_spacing = Pt(before), Pt(after), 1.0
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
    document.styles["List"].paragraph_format.left_indent = INDENT
    document.styles["List"].paragraph_format.first_line_indent = -INDENT
    document.styles["Quote"].paragraph_format.left_indent = Pt(9)
    _edge(document.styles["Quote"].element.get_or_add_pPr(), "left", COLOURS["rule"], 12, 6)
    _edge(document.styles["Heading 1"].element.get_or_add_pPr(), "bottom", COLOURS["rule"], 4, 2)


def _match_linked(document: Any, style: Any) -> None:
    """The style for letters that goes with one for paragraphs looks like it: some programs take both together."""
    link = style.element.find(_name("w:link"))
    if link is None:
        return
    found = next(one for one in document.styles.element if one.get(_name("w:styleId")) == link.get(_name("w:val")))
    if found.rPr is not None:
        found.remove(found.rPr)
    found.append(deepcopy(style.element.rPr))


def _edge(properties: Any, side: str, colour: str, eighths: int, space: int) -> None:
    """A line along one side of paragraphs."""
    borders = _element("w:pBdr")
    borders.append(_element(f"w:{side}", val="single", sz=eighths, space=space, color=colour))
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc")


def _element(tag: str, **values: object) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def paragraph(place: Any, text: str, tone: str = "", *, style: str | None = None, bold: bool = False) -> Any:
    """A paragraph at the end of the document or of a cell."""
    made = place.add_paragraph(style=style)
    if text:
        add_run(made, text, tone, bold=bold)
    return made


def add_run(
    words: Any, text: str, tone: str = "", *, bold: bool = False, size: float | None = None, plain: bool = False
) -> None:
    """Letters at the end of a paragraph. `plain` undoes the boldness of its style."""
    from docx.shared import Pt, RGBColor

    run = words.add_run(text)
    if tone in TONES:
        run.font.color.rgb = RGBColor.from_string(TONES[tone])
    if bold or plain:
        run.font.bold = bold
    if size is not None:
        run.font.size = Pt(size)


def page_width(document: Any) -> int:
    """The width between the margins of the last section, in the units of the library."""
    section = document.sections[-1]
    return int(section.page_width - section.left_margin - section.right_margin)


def fixed_table(place: Any, parts: Sequence[float], width: int) -> Any:
    """A table without rows and lines, its columns `parts` of the width."""
    table = place.add_table(0, len(parts))
    table.autofit = False
    for column, part in zip(table.columns, parts, strict=True):
        column.width = round(width * part)
    margins = _element("w:tblCellMar")
    for side, twips in (("top", 30), ("left", 60), ("bottom", 30), ("right", 60)):
        margins.append(_element(f"w:{side}", w=twips, type="dxa"))
    properties = table._tbl.tblPr
    properties.find(_name("w:tblW")).set(_name("w:type"), "dxa")
    properties.find(_name("w:tblW")).set(_name("w:w"), str(width // _TWIP))
    properties.find(_name("w:tblLook")).addprevious(margins)  # Word minds the order
    return _Compact(table)


class _Compact:
    """A table whose rows come without space below their words."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def add_row(self) -> Any:
        """A row at the end."""
        made = self._table.add_row()
        for cell in made.cells:
            cell.paragraphs[0].paragraph_format.space_after = 0
        return made


def repeat_head(row: Any) -> None:
    """Say the row again at the top of every page."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))
    row_in_one_piece(row)


def row_in_one_piece(row: Any) -> None:
    """Let no page end within the row."""
    properties = row._tr.get_or_add_trPr()
    properties.insert(0, _element("w:cantSplit", val="true"))


def shade(cell: Any, colour: str) -> None:
    """Fill a cell."""
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=colour))


Edge = tuple[int, str]


def borders(
    cell: Any, left: Edge | None = None, top: Edge | None = None, right: Edge | None = None, bottom: Edge | None = None
) -> None:
    """Lines around a cell: width in eighths of a point, colour."""
    made = _element("w:tcBorders")
    for side, edge in (("top", top), ("left", left), ("bottom", bottom), ("right", right)):
        if edge is not None:
            made.append(_element(f"w:{side}", val="single", sz=edge[0], space=0, color=edge[1]))
    properties = cell._tc.get_or_add_tcPr()
    shading = properties.find(_name("w:shd"))
    if shading is None:
        properties.append(made)
    else:
        shading.addprevious(made)


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(tag))


def landscape(document: Any) -> None:
    """Go on on pages that lie on their side."""
    _turn(document, True)


def portrait(document: Any) -> None:
    """Go on on upright pages."""
    _turn(document, False)


def _turn(document: Any, on_its_side: bool) -> None:
    from docx.enum.section import WD_ORIENT, WD_SECTION

    section = document.add_section(WD_SECTION.NEW_PAGE)
    short, long = sorted((section.page_width, section.page_height))
    section.orientation = WD_ORIENT.LANDSCAPE if on_its_side else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if on_its_side else (short, long)


def at_page_foot(document: Any, text: str) -> None:
    """What the paper is, and at the right the page of how many, at the foot of every page."""
    from docx.enum.text import WD_TAB_ALIGNMENT

    for section in document.sections:
        footer = section.footer
        footer.is_linked_to_previous = False
        words = footer.paragraphs[0]
        words.style = document.styles["Caption"]
        width = section.page_width - section.left_margin - section.right_margin
        words.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
        add_run(words, f"{text}\t")
        for at, field in enumerate(("PAGE", "NUMPAGES")):
            if at:
                add_run(words, " / ")
            simple = _element("w:fldSimple", instr=field)
            run = _element("w:r")
            content = _element("w:t")
            content.text = "1"  # until the reader's program counts
            run.append(content)
            simple.append(run)
            words._p.append(simple)
