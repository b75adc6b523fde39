"""A document for people, whatever its format: a title block, a lead, and pieces one below another.

Texts are final: translated, numbers and dates written as the language writes them, harmless in any format. A `ref`
says what a line is about, `promise:ID`, for faces on which it can be opened; documents take no notice of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain.money import NBSP
from kamtui.domain.text import clean

BAR = "▰"  # what bars in tables are made of


class Fact(NamedTuple):
    """What is known under a name; `tone` is "", good, warn, bad or muted."""

    name: str
    text: str
    tone: str = ""


class Heading(NamedTuple):
    """A heading of level 2 (a part) or 3, with a small note beside it."""

    text: str
    level: int = 2
    note: str = ""


class Text(NamedTuple):
    """One paragraph. `judgement` is what a person wrote, else it is what the data say."""

    text: str
    tone: str = ""
    judgement: bool = False
    ref: str = ""


class Bullet(NamedTuple):
    """An item of a list, `depth` 0 or 1; `mark` stands for the bullet."""

    text: str
    depth: int = 0
    mark: str = "•"
    tone: str = ""
    ref: str = ""


class Bullets(NamedTuple):
    """A list."""

    items: tuple[Bullet, ...]


class Facts(NamedTuple):
    """Names and what is known under them, in one or two columns."""

    facts: tuple[Fact, ...]
    columns: int = 1


class Column(NamedTuple):
    """A column of a table; `weight` is its width beside the others, numbers stand at the `right`."""

    text: str
    weight: float = 1
    right: bool = False


class Row(NamedTuple):
    """A row of a table. `look`: "", total, group (its first cell runs over all columns), muted or bad."""

    cells: tuple[str, ...]
    look: str = ""
    ref: str = ""


class Table(NamedTuple):
    """A table whose head is repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""


class Disc(NamedTuple):
    """A circle: `size` is its diameter beside that of the larger one (0…1), our slice a share 0…1, None if unknown."""

    title: str
    size: float
    share: float | None
    lines: tuple[str, ...] = ()


class Circles(NamedTuple):
    """Circles side by side, to scale: area is in proportion to the wallet."""

    discs: tuple[Disc, ...]


class Card(NamedTuple):
    """A person on the map; a ghost is still to be met."""

    name: str
    lines: tuple[str, ...] = ()
    sign: str = ""
    tone: str = ""
    ghost: bool = False


class GridRow(NamedTuple):
    """A level of the map: who stands in each column, and how well it is covered."""

    head: str
    cells: tuple[tuple[Card, ...], ...]
    cover: str = ""
    tone: str = ""


class Grid(NamedTuple):
    """The contact map: functions across, levels down. A wide one wants a page on its side."""

    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    cover: str = ""

    @property
    def wide(self) -> bool:
        """Whether it wants a page on its side."""
        return len(self.columns) > 7


class Beside(NamedTuple):
    """Pieces side by side, the left ones over `part` of the width."""

    left: tuple[Heading | Text | Bullets | Facts | Table | Circles, ...]
    right: tuple[Heading | Text | Bullets | Facts | Table | Circles, ...]
    part: float = 0.5


Piece = Heading | Text | Bullets | Facts | Table | Circles | Grid | Beside


class Paper(NamedTuple):
    """A document. `kind` says what it is, `name` of whom; `lead` is its message, the title first, then sentences,
    and `tone` how good that is. `foot` is said at the foot of every page, `day` when it was made.
    """

    language: str
    kind: str
    name: str
    facts: tuple[Fact, ...]
    lead: tuple[str, ...]
    pieces: tuple[Piece, ...]
    foot: str
    day: date
    tone: str = ""
    one_page: bool = False


def plain(text: str) -> str:
    """Text from outside, harmless in XML and on paper: no control characters, nothing that is no character."""
    return "".join(
        char for char in clean(text, multiline=True) if unicodedata.category(char) != "Cn" or _is_emoji(char)
    )


def _is_emoji(char: str) -> bool:
    # Newer than the tables of this Python, but not one of the code points that are no characters for ever.
    code = ord(char)
    return code >= 0x1F000 and code & 0xFFFE != 0xFFFE


def line(text: str, limit: int = 0) -> str:
    """The same in one line, cut with `…` after `limit` characters."""
    found = " ".join(plain(text).split())
    return found if not limit or len(found) <= limit else found[: limit - 1].rstrip() + "…"


def written(text: str) -> Iterable[Text | Bullets]:
    """What a person wrote, as paragraphs and lists: lines that begin with a dash or a bullet are a list."""
    bullets: list[Bullet] = []
    for raw in plain(text).split("\n"):
        stripped = raw.strip()
        if stripped[:2] in ("- ", "* ", "• ", "– ", "— "):
            bullets.append(Bullet(stripped[2:].strip(), 1 if raw[:2].isspace() else 0))
            continue
        if bullets:
            yield Bullets(tuple(bullets))
            bullets = []
        if stripped:
            yield Text(stripped, judgement=True)
    if bullets:
        yield Bullets(tuple(bullets))


def unbroken(text: str) -> str:
    """A number that no line end cuts apart."""
    return text.replace(" ", NBSP)


def shares(weights: Sequence[float]) -> list[float]:
    """Widths of columns as parts of 1."""
    whole = sum(weights) or 1
    return [weight / whole for weight in weights]
