"""How large the letters of a paper on one page may be: Word cannot be asked, so its lines are counted beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from kamtui.exchange.paper import Beside, Bullets, Circles, Facts, Grid, Heading, Paper, Piece, Table, Text, shares

LARGEST, SMALLEST, _STEP = 8.5, 5.5, 0.5
_WIDTH, _HEIGHT = 521.0, 765.0  # points between the margins; the foot and a reserve are taken off
_CHAR, _LINE = 0.47, 1.22  # of the size of letters: a middling width, the height of a line
_CELL = 7.0  # points that a cell has left and right of its words, and a reserve for words that do not break
_DISC = 30 / 25.4 * 72  # as the circles are drawn


def letters(paper: Paper) -> float:
    """Points: the largest size with which the paper fits on its page, else the smallest that can be read."""
    size = LARGEST
    while size > SMALLEST and _head(paper, size) + _all(paper.pieces, _WIDTH, size) > _HEIGHT:
        size -= _STEP
    return size


def _lines(text: str, width: float, size: float) -> int:
    return max(1, ceil(len(text) * _CHAR * size / max(width, size)))


def _head(paper: Paper, size: float) -> float:
    """The title block and the box with the message."""
    title = 16 / LARGEST * size
    found = (size + 1) * _LINE + _lines(paper.name, _WIDTH, title) * title * _LINE + 4
    for at in range(0, len(paper.facts), 3):
        third = _WIDTH / 3 - _CELL
        found += 8 * _LINE + max(_lines(one.text, third, size) for one in paper.facts[at : at + 3]) * size * _LINE + 6
    box = _lines(" ".join(paper.lead[1:]), _WIDTH - 20, size) * size * _LINE if len(paper.lead) > 1 else 0
    return found + 11 * _LINE + box + 24


def _all(pieces: Iterable[Piece], width: float, size: float) -> float:
    return sum(_piece(one, width, size) for one in pieces)


def _piece(piece: Piece, width: float, size: float) -> float:
    line = size * _LINE
    match piece:
        case Heading(_text, level, _note):
            return 11 * _LINE + 11 if level == 2 else line + 11
        case Text(text):
            return _lines(text, width, size) * line + 3
        case Bullets(items):
            return sum(_lines(one.text, width - 12 * (one.depth + 1), size) * line + 2 for one in items)
        case Facts(facts, columns):
            part = width * (0.66 if columns == 1 else 0.3) - _CELL
            return sum(_lines(one.text, part, size) * line + 3 for one in facts[::columns]) + 6
        case Table(columns, rows, caption):
            widths = [width * part - _CELL for part in shares([one.weight for one in columns])]
            texts = [[one.text for one in columns], *(row.cells for row in rows if row.look != "group")]
            groups = sum(row.look == "group" for row in rows) * (line + 3)
            return (line + 4) * bool(caption) + sum(_row(one, widths, size) for one in texts) + groups + 6
        case Circles(discs):
            part = width / len(discs) - _CELL
            words = max(sum(_lines(text, part, size) for text in (one.title, *one.lines)) for one in discs)
            return _DISC + words * (line + 3) + 9
        case Beside(left, right, part):
            halves = (_all(left, width * part - _CELL, size), _all(right, width * (1 - part) - _CELL, size))
            return max(halves) + 9
        case Grid():
            return 0.0  # the map is never on a paper of one page


def _row(cells: Sequence[str], widths: Sequence[float], size: float) -> float:
    found = [_lines(text, width, size) for text, width in zip(cells, widths, strict=False)]
    return max(found, default=1) * size * _LINE + 4
