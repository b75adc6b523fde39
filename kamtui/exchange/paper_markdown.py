"""A paper as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kamtui.exchange.paper import Beside, Bullets, Card, Circles, Facts, Grid, Heading, Paper, Piece, Row, Table, Text

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&$!])")
_STARTS = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def render(paper: Paper) -> str:
    """The whole text."""
    parts = [
        f"# {_safe(paper.name)}",
        f"**{_safe(paper.kind)}**",
        "\n".join(f"- {_safe(one.name)}: {_safe(one.text)}" for one in paper.facts),
        "\n".join(["> **" + _safe(paper.lead[0]) + "**", *(f">\n> {_safe(text)}" for text in paper.lead[1:])]),
        *_pieces(paper.pieces),
        f"*{_safe(paper.foot)}*",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _safe(text: str) -> str:
    """The text with nothing in it that Markdown or HTML would read as a mark."""
    return _STARTS.sub(r"\1\\\2" if not text[:1].isdigit() else r"\1\2", _MARKS.sub(r"\\\1", text.replace("\n", " ")))


def _pieces(pieces: Iterable[Piece]) -> Iterable[str]:
    for piece in pieces:
        match piece:
            case Heading(text, level, note):
                yield f"{'#' * level} {_safe(text)}" + (f" ({_safe(note)})" if note else "")
            case Text(text):
                yield _safe(text)
            case Bullets(items):
                yield "\n".join(
                    f"{'  ' * one.depth}- {'' if one.mark == '•' else _safe(one.mark) + ' '}{_safe(one.text)}"
                    for one in items
                )
            case Facts(facts):
                yield "\n".join(f"- {_safe(one.name)}: {_safe(one.text)}" for one in facts)
            case Table():
                yield from _table(piece)
            case Circles(discs):
                yield "\n".join(f"- {_safe(one.title)}: {_safe(' · '.join(one.lines))}" for one in discs)
            case Grid():
                yield _grid(piece)
            case Beside(left, right):
                yield from _pieces((*left, *right))


def _table(table: Table) -> Iterable[str]:
    if table.caption:
        yield f"*{_safe(table.caption)}*"
    lines = [
        _line([_safe(one.text) for one in table.columns]),
        _line(["---:" if one.right else "---" for one in table.columns]),
    ]
    yield "\n".join([*lines, *(_line(_cells(row, len(table.columns))) for row in table.rows)])


def _cells(row: Row, width: int) -> list[str]:
    bold = row.look in ("total", "group")
    cells = [_safe(text) for text in row.cells]
    return [f"**{text}**" if bold and text else text for text in cells] + [""] * (width - len(cells))


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _grid(grid: Grid) -> str:
    heads = ["", *(_safe(one) for one in (*grid.columns, grid.cover))]
    lines = [_line(heads), _line(["---"] * len(heads))]
    for row in grid.rows:
        cells = ["<br>".join(_card(one) for one in cell) for cell in row.cells]
        lines.append(_line([_safe(row.head), *cells, _safe(row.cover)]))
    return "\n".join(lines)


def _card(card: Card) -> str:
    head = " ".join(part for part in (_safe(card.sign), f"**{_safe(card.name)}**") if part)
    return ", ".join([head, *(_safe(one) for one in card.lines)])
