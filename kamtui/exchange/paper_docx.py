"""A paper as a Word document: styles one can change, heads repeated over pages, page numbers at the foot."""

from __future__ import annotations

import io
from typing import Any

from kamtui.exchange import circles
from kamtui.exchange.paper import (
    Beside,
    Bullets,
    Card,
    Circles,
    Facts,
    Grid,
    Heading,
    Paper,
    Piece,
    Row,
    Table,
    Text,
    shares,
)
from kamtui.exchange.paper_docx_parts import (
    COLOURS,
    INDENT,
    TONES,
    add_run,
    at_page_foot,
    borders,
    fixed_table,
    landscape,
    new_document,
    page_width,
    paragraph,
    portrait,
    repeat_head,
    row_in_one_piece,
    shade,
)

_DISC, _SMALL_DISC = 48.0, 30.0  # millimetres


def render(paper: Paper) -> bytes:
    """The whole file."""
    document = new_document(paper)
    _head(document, paper)
    for piece in paper.pieces:
        _piece(document, document, piece, paper.one_page)
    at_page_foot(document, paper.foot)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _head(document: Any, paper: Paper) -> None:
    """The title block, and the message in a box."""
    paragraph(document, paper.kind, style="Subtitle")
    paragraph(document, paper.name, style="Title")
    rows = [paper.facts[at : at + 3] for at in range(0, len(paper.facts), 3)]
    table = fixed_table(document, [1 / 3] * 3, page_width(document))
    for facts in rows:
        cells = table.add_row().cells
        for cell, fact in zip(cells, facts, strict=False):
            name = cell.paragraphs[0]
            add_run(name, fact.name, "muted", size=8)
            name.paragraph_format.space_after = 0
            paragraph(cell, fact.text, fact.tone, bold=True)
    _gap(document)
    box = fixed_table(document, [1.0], page_width(document))
    cell = box.add_row().cells[0]
    shade(cell, COLOURS["ground"])
    borders(cell, left=(24, TONES.get(paper.tone, COLOURS["muted"])))
    first = cell.paragraphs[0]
    add_run(first, paper.lead[0], bold=True, size=11 if paper.one_page else 14)
    words = [first, *([paragraph(cell, " ".join(paper.lead[1:]))] if len(paper.lead) > 1 else [])]
    for one in words:
        one.paragraph_format.left_indent = one.paragraph_format.right_indent = INDENT // 2
    _gap(document)
    first.paragraph_format.space_before = words[-1].paragraph_format.space_after = INDENT // (
        4 if paper.one_page else 2
    )


def _piece(document: Any, place: Any, piece: Piece, small: bool, width: int | None = None) -> None:
    """Write a piece into `place`: the document, or a cell that is `width` wide."""
    width = page_width(document) if width is None else width
    match piece:
        case Heading(text, level, note):
            heading = paragraph(place, text, style=f"Heading {level - 1}")
            if note:
                add_run(heading, f"   {note}", "muted", size=8, plain=True)
        case Text(text, tone, judgement):
            paragraph(place, text, tone, style="Quote" if judgement else None)
        case Bullets(items):
            for bullet in items:
                item = paragraph(place, f"{bullet.mark}\t{bullet.text}", bullet.tone, style="List")
                item.paragraph_format.left_indent = INDENT * (bullet.depth + 1)
        case Facts():
            _facts(place, piece, width)
        case Table():
            _table(place, piece, width)
        case Circles():
            _circles(place, piece, width, _SMALL_DISC if small else _DISC)
        case Grid():
            if piece.wide:
                landscape(document)
                _grid(document, piece, page_width(document))
                portrait(document)
            else:
                _grid(place, piece, width)
        case Beside(left, right, part):
            table = fixed_table(place, [part, 1 - part], width)
            cells = table.add_row().cells
            for cell, half, wide in zip(cells, (left, right), (part, 1 - part), strict=True):
                first = cell.paragraphs[0]
                for one in half:
                    _piece(document, cell, one, small, round(width * wide) - 140_000)
                if not cell.paragraphs[1:]:
                    _gap(cell)  # a cell ends with a paragraph, whatever it holds
                first._element.getparent().remove(first._element)
            _gap(place)


def _facts(place: Any, piece: Facts, width: int) -> None:
    table = fixed_table(place, [0.34, 0.66] if piece.columns == 1 else [0.2, 0.3] * 2, width)
    for at in range(0, len(piece.facts), piece.columns):
        cells = table.add_row().cells
        for column, fact in enumerate(piece.facts[at : at + piece.columns]):
            add_run(cells[2 * column].paragraphs[0], fact.name, "muted")
            add_run(cells[2 * column + 1].paragraphs[0], fact.text, fact.tone)
    _gap(place)


def _table(place: Any, piece: Table, width: int) -> None:
    if piece.caption:
        paragraph(place, piece.caption, style="Caption").paragraph_format.keep_with_next = True
    table = fixed_table(place, shares([one.weight for one in piece.columns]), width)
    head = table.add_row()
    repeat_head(head)
    for cell, column in zip(head.cells, piece.columns, strict=True):
        words = cell.paragraphs[0]
        add_run(words, column.text, "accent", bold=True)
        _to_the_right(words, column.right)
        words.paragraph_format.keep_with_next = True
        borders(cell, bottom=(8, COLOURS["accent"]))
    for row in piece.rows:
        _row(table, row, piece)
    _gap(place)


def _row(table: Any, row: Row, piece: Table) -> None:
    made = table.add_row()
    row_in_one_piece(made)
    if row.look == "group":
        cell = made.cells[0].merge(made.cells[-1])
        add_run(cell.paragraphs[0], row.cells[0], bold=True)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        shade(cell, COLOURS["ground"])
        return
    total = row.look == "total"
    for cell, column, text in zip(made.cells, piece.columns, row.cells, strict=True):
        add_run(cell.paragraphs[0], text, row.look, bold=total)
        _to_the_right(cell.paragraphs[0], column.right)
        borders(cell, bottom=(8, COLOURS["accent"]) if total else (4, COLOURS["rule"]))


def _to_the_right(words: Any, right: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if right:
        words.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _circles(place: Any, piece: Circles, width: int, millimetres: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    table = fixed_table(place, [1 / len(piece.discs)] * len(piece.discs), width)
    made = table.add_row()
    row_in_one_piece(made)
    for cell, disc in zip(made.cells, piece.discs, strict=True):
        picture = cell.paragraphs[0]
        picture.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shape = picture.add_run().add_picture(io.BytesIO(circles.png(disc, millimetres)), width=Mm(millimetres))
        shape._inline.docPr.set("descr", " · ".join([disc.title, *disc.lines]))
        for text, bold in ((disc.title, True), *((one, False) for one in disc.lines)):
            paragraph(cell, text, bold=bold).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _gap(place)


def _grid(place: Any, piece: Grid, width: int) -> None:
    table = fixed_table(place, shares([1.2, *[1.4] * len(piece.columns), 0.6]), width)
    head = table.add_row()
    repeat_head(head)
    line = (4, COLOURS["rule"])
    for cell, text in zip(head.cells, ("", *piece.columns, piece.cover), strict=True):
        add_run(cell.paragraphs[0], text, "accent", bold=True, size=7.5)
        shade(cell, COLOURS["ground"])
        borders(cell, line, line, line, line)
    for row in piece.rows:
        made = table.add_row()
        row_in_one_piece(made)
        for cell in made.cells:
            borders(cell, line, line, line, line)
        add_run(made.cells[0].paragraphs[0], row.head, "muted", size=7.5)
        add_run(made.cells[-1].paragraphs[0], row.cover, row.tone, size=7.5)
        for cell, cards in zip(made.cells[1:-1], row.cells, strict=True):
            for at, card in enumerate(cards):
                _card(cell.paragraphs[0] if not at else cell.add_paragraph(), card)
    _gap(place)


def _card(words: Any, card: Card) -> None:
    if card.sign:
        add_run(words, f"{card.sign} ", card.tone, size=7.5)
    add_run(words, card.name, "accent" if card.ghost else "", bold=not card.ghost, size=7.5)
    for text in card.lines:
        words.add_run().add_break()
        add_run(words, text, "muted", size=7)


def _gap(place: Any) -> None:
    """Word joins tables that touch."""
    from docx.shared import Pt

    gap = place.add_paragraph()
    gap.paragraph_format.space_after = Pt(0)
    gap.paragraph_format.line_spacing = Pt(6)
