"""A paper in the terminal: its headings, paragraphs, lists, facts and tables as pieces that one walks through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.exchange import paper
from kamtui.exchange.paper import BAR, Bullet, Bullets, Facts, Heading, Table, Text
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, blank, paragraph, rule, wrap
from kamtui.ui.widgets.walk import Piece

_LOOKS = {"total": "strong", "group": "title", "muted": "muted", "bad": "bad", "": "text"}
_LONGEST = 16  # cells beyond which a word may be broken


def paper_pieces(
    pieces: Iterable[paper.Piece], hints: Mapping[str, str] | None = None, *, first: bool = True
) -> list[Piece]:
    """The pieces one below another; a line that has a `ref` is stood on, and has it as its item.

    `hints` say what can be done about a text that says that something is not there yet, by its ref. With `first` they
    begin at the top, without a blank line. Pictures are left out.
    """
    found: list[Piece] = []
    for piece in pieces:
        match piece:
            case Heading(text, _, note):
                found.append(heading(text, note, first=first and not found))
            case Text(text, tone, _, ref):
                more = (hints or {}).get(ref, "") if ref else ""
                found.append(_piece(ref, piece, _paragraph(text, tone or "text", more)))
            case Bullets(items):
                for one in items:
                    mark = G.dot if one.mark == "•" else one.mark
                    draw = _hanging(mark, one.text, one.tone or "text", 2 * one.depth)
                    found.append(_piece(one.ref, one, draw))
            case Facts():
                found.append(Piece("", _facts(piece)))
            case Table():
                found += _table(piece)
    return found


def heading(text: str, note: str = "", *, first: bool = False) -> Piece:
    """A title on a rule, with a blank line above all but the first."""

    def draw(width: int, on: str) -> list[Strip]:
        line = rule(width, f"{text}{f'  {note}' if note else ''}", on)
        return [line] if first else [blank(width, on), line]

    return Piece("", draw)


def piece_id(one: Text | Bullet | paper.Row) -> str:
    """The id of the piece of a line; empty for one that is about nothing. Several lines may be about one record."""
    text = one.cells[0] if isinstance(one, paper.Row) else one.text
    return f"{one.ref} {text}" if one.ref else ""


def _piece(ref: str, one: Text | Bullet | paper.Row, draw: Callable[[int, str], Sequence[Strip]]) -> Piece:
    return Piece(piece_id(one), draw, ref or None)


def _paragraph(text: str, tone: str, hint: str) -> Callable[[int, str], list[Strip]]:
    def draw(width: int, on: str) -> list[Strip]:
        lines = paragraph(text, width, tone, on=on)
        return lines + paragraph(hint, width, "accent", on=on) if hint else lines

    return draw


def _hanging(mark: str, text: str, tone: str, indent: int) -> Callable[[int, str], list[Strip]]:
    def draw(width: int, on: str) -> list[Strip]:
        found = []
        for place, part in enumerate(wrap(text, max(10, width - indent - 2))):
            line = Line(width, on).space(indent).cell("" if place else mark, 2, "accent" if tone == "text" else tone)
            found.append(line.add(part, tone).strip())
        return found

    return draw


def _facts(facts: Facts) -> Callable[[int, str], list[Strip]]:
    def draw(width: int, on: str) -> list[Strip]:
        lines = []
        room = max((cell_len(one.name) for one in facts.facts), default=0) + 2
        for fact in facts.facts:
            for place, text in enumerate(wrap(fact.text, max(10, width - room))):
                head = Line(width, on).cell("" if place else fact.name, room, "muted")
                lines.append(head.add(text, fact.tone or "text").strip())
        return lines

    return draw


def _table(table: Table) -> Iterator[Piece]:
    """The head, then a piece per row; all share the widths of the columns, found once per width of the screen."""
    known: dict[int, list[int]] = {}

    def room(width: int) -> list[int]:
        if width not in known:
            known[width] = _widths(table, width)
        return known[width]

    def head(width: int, on: str) -> list[Strip]:
        line = Line(width, on)
        for column, cells in zip(table.columns, room(width), strict=True):
            line.cell(column.text, cells, "faint", "right" if column.right else "left").space(2 if cells else 0)
        return [line.strip()]

    if any(column.text for column in table.columns):
        yield Piece("", head)
    for row in table.rows:
        yield _piece(row.ref, row, _row(table, row, room))


def _row(table: Table, row: paper.Row, room: Callable[[int], list[int]]) -> Callable[[int, str], list[Strip]]:
    """A row as high as its highest cell; numbers are never broken."""

    def draw(width: int, on: str) -> list[Strip]:
        widths = room(width)
        texts = [
            [text] if column.right or cell_len(text) <= cells else wrap(text, max(1, cells))
            for column, text, cells in zip(table.columns, row.cells, widths, strict=False)
        ]
        found = []
        for place in range(max((len(one) for one in texts), default=1)):
            line = Line(width, on)
            for column, text, cells in zip(table.columns, texts, widths, strict=False):
                if cells:
                    shown = text[place].replace(BAR, G.full) if place < len(text) else ""
                    line.cell(shown, cells, _LOOKS[row.look], "right" if column.right else "left").space(2)
            found.append(line.strip())
        return found

    return draw


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
