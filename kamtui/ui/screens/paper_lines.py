"""A paper drawn in the terminal: headings, paragraphs, lists, facts and tables in lines of a given width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.exchange.paper import BAR, Bullets, Facts, Heading, Piece, Table, Text
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, blank, paragraph, rule, wrap

_LOOKS = {"total": "strong", "group": "title", "muted": "muted", "bad": "bad", "": "text"}
_LONGEST = 16  # cells beyond which a word may be broken


def paper_lines(pieces: Iterable[Piece], width: int) -> list[Strip]:
    """The pieces one below another, a blank line before each heading but the first; pictures are left out."""
    lines: list[Strip] = []
    for piece in pieces:
        match piece:
            case Heading(text, _, note):
                lines += [blank(width)] * bool(lines)
                lines.append(rule(width, f" {text}{f'  {note}' if note else ''}"))
            case Text(text, tone):
                lines += paragraph(text, width, tone or "text", indent=1)
            case Bullets(items):
                for one in items:
                    mark = G.dot if one.mark == "•" else one.mark
                    lines += _hanging(mark, one.text, width, one.tone or "text", 2 * one.depth)
            case Facts(facts):
                room = max((cell_len(one.name) for one in facts), default=0) + 2
                for fact in facts:
                    for place, text in enumerate(wrap(fact.text, max(10, width - room - 1))):
                        head = Line(width).space().cell("" if place else fact.name, room, "muted")
                        lines.append(head.add(text, fact.tone or "text").strip())
            case Table():
                lines += _table(piece, width)
    return lines


def _hanging(mark: str, text: str, width: int, tone: str, indent: int) -> list[Strip]:
    found = []
    for place, part in enumerate(wrap(text, max(10, width - indent - 4))):
        line = Line(width).space(indent + 1).cell("" if place else mark, 2, "accent" if tone == "text" else tone)
        found.append(line.add(part, tone).strip())
    return found


def _table(table: Table, width: int) -> list[Strip]:
    room = _widths(table, width - 1)
    lines = []
    if any(column.text for column in table.columns):
        head = Line(width).space()
        for column, cells in zip(table.columns, room, strict=True):
            head.cell(column.text, cells, "faint", "right" if column.right else "left").space(2 if cells else 0)
        lines.append(head.strip())
    for row in table.rows:
        lines += _row(table, row.cells, room, width, _LOOKS[row.look])
    return lines


def _row(table: Table, cells: Sequence[str], room: Sequence[int], width: int, tone: str) -> list[Strip]:
    """A row as high as its highest cell; numbers are never broken."""
    texts = [
        [text] if column.right or cell_len(text) <= cells_ else wrap(text, max(1, cells_))
        for column, text, cells_ in zip(table.columns, cells, room, strict=False)
    ]
    found = []
    for place in range(max((len(one) for one in texts), default=1)):
        line = Line(width).space()
        for column, text, cells_ in zip(table.columns, texts, room, strict=False):
            if cells_:
                shown = text[place].replace(BAR, G.full) if place < len(text) else ""
                line.cell(shown, cells_, tone, "right" if column.right else "left").space(2)
        found.append(line.strip())
    return found


def _widths(table: Table, width: int) -> list[int]:
    """Cells of each column: what it needs where there is room, else by its weight, but no word is broken.

    Numbers stay whole; columns that find no room, the last ones, are left out with 0.
    """
    texts = [
        [column.text, *(row.cells[n] for row in table.rows if n < len(row.cells))]
        for n, column in enumerate(table.columns)
    ]
    needed = [max(map(cell_len, column)) for column in texts]
    least = [
        needed[n]
        if table.columns[n].right
        else min(_LONGEST, max(cell_len(w) for text in column for w in [*text.split(" "), ""]))
        for n, column in enumerate(texts)
    ]
    shown = list(range(len(needed)))
    while len(shown) > 1 and sum(least[n] + 2 for n in shown) > width + 2:
        shown.pop()
    given = {n: least[n] for n in shown}
    spare = max(0, width - sum(cells + 2 for cells in given.values()) + 2)
    while spare and (wanting := [n for n in shown if given[n] < needed[n]]):
        whole = sum(table.columns[n].weight for n in wanting)
        for n in wanting:
            more = min(needed[n] - given[n], spare, max(1, int(spare * table.columns[n].weight / whole)))
            given[n], spare = given[n] + more, spare - more
    return [given.get(n, 0) for n in range(len(needed))]
