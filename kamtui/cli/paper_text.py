"""A paper as plain text for a terminal or a pipe."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from kamtui.cli import output
from kamtui.exchange.paper import Bullets, Facts, Heading, Paper, Piece, Table, Text

_LEAST = 12  # cells to which a column of words may be cut


def paper_text(paper: Paper) -> str:
    """The whole paper, no wider than the terminal; tables are cut to fit, everything else is wrapped."""
    width = output.width()
    lines = [f"{paper.kind}: {paper.name}"]
    lines += _wrapped(" · ".join(f"{one.name}: {one.text}" for one in paper.facts), width)
    lines += ["", *(line for text in paper.lead for line in _wrapped(text, width)), *_pieces(paper.pieces, width)]
    return "\n".join(lines)


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [""]


def _pieces(pieces: Iterable[Piece], width: int) -> list[str]:
    lines: list[str] = []
    for piece in pieces:
        match piece:
            case Heading(text, _, note):
                lines += ["", f"{text.upper()}{f' ({note})' if note else ''}"]
            case Text(text):
                lines += _wrapped(text, width, "  ", "  ")
            case Bullets(items):
                for one in items:
                    indent = "  " * one.depth
                    lines += _wrapped(one.text, width, f"{indent}{one.mark} ", f"{indent}  ")
            case Facts(facts):
                lines += [line for one in facts for line in _wrapped(f"{one.name}: {one.text}", width, "  ", "    ")]
            case Table():
                columns = [output.Column(one.text, one.right, 0 if one.right else _LEAST) for one in piece.columns]
                lines.append(output.table(columns, [row.cells for row in piece.rows]))
    return lines
