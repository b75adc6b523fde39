"""Drawing: named styles, lines of exact width in terminal cells, bars and sparklines.

Who draws names a style, never a colour: `text muted faint accent good warn bad rule strong title mark link`, on a
ground: "" (the page), `cursor`, `blur` (cursor without focus), `panel` (dialogs), `bar` (header and footer), `field`
(the field being edited), and the blocks of a heat-map: `full part none white` (`ink` is written on white). Theme and
colour depth are chosen once at start by `use`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, Self

from rich.cells import cell_len, get_character_cell_size, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from kamtui.ui.glyphs import G

Align = Literal["left", "right", "center"]
Depth = Literal["truecolor", "256", "16", "none"]
Span = tuple[str, str]


class Tone(NamedTuple):
    """One colour at the three depths."""

    rgb: str
    indexed: int
    ansi: str


# Each theme: foregrounds by style name, then grounds. Foregrounds are colours of the fixed palette of 256, which are
# written by their number: half as many bytes.
_DARK = {
    "text": Tone("#d7d7d7", 188, "default"),
    "strong": Tone("#eeeeee", 255, "default"),
    "title": Tone("#eeeeee", 255, "default"),
    "muted": Tone("#949494", 246, "bright_black"),
    "faint": Tone("#626262", 241, "bright_black"),
    "rule": Tone("#3a3a3a", 237, "bright_black"),
    "accent": Tone("#5fafff", 75, "bright_blue"),
    "good": Tone("#87d787", 114, "green"),
    "warn": Tone("#d7af5f", 179, "yellow"),
    "bad": Tone("#ff8787", 210, "red"),
    "": Tone("#14161b", 233, "default"),
    "cursor": Tone("#273349", 237, "default"),
    "blur": Tone("#1e232d", 235, "default"),
    "panel": Tone("#1c2029", 235, "default"),
    "bar": Tone("#1c2029", 235, "default"),
    "field": Tone("#2a3242", 238, "default"),
    "full": Tone("#245a3a", 22, "green"),
    "part": Tone("#5e4a1c", 58, "yellow"),
    "none": Tone("#64302f", 52, "red"),
    "white": Tone("#c6ccd8", 252, "white"),
    "ink": Tone("#14161b", 233, "black"),
}
_LIGHT = {
    "text": Tone("#303030", 236, "default"),
    "strong": Tone("#121212", 233, "default"),
    "title": Tone("#121212", 233, "default"),
    "muted": Tone("#6c6c6c", 242, "bright_black"),
    "faint": Tone("#9e9e9e", 247, "bright_black"),
    "rule": Tone("#d0d0d0", 252, "bright_black"),
    "accent": Tone("#005faf", 25, "blue"),
    "good": Tone("#008700", 28, "green"),
    "warn": Tone("#875f00", 94, "magenta"),
    "bad": Tone("#af0000", 124, "red"),
    "": Tone("#fbfbfa", 231, "default"),
    "cursor": Tone("#d8e6fb", 189, "default"),
    "blur": Tone("#ebeef3", 255, "default"),
    "panel": Tone("#f0f2f5", 255, "default"),
    "bar": Tone("#eef0f4", 255, "default"),
    "field": Tone("#dfe8f6", 253, "default"),
    "full": Tone("#b7e0c1", 151, "green"),
    "part": Tone("#f2dda6", 223, "yellow"),
    "none": Tone("#f3c0bb", 217, "red"),
    "white": Tone("#ffffff", 231, "white"),
    "ink": Tone("#667080", 242, "black"),
}
_ALIASES = {"mark": "accent", "link": "accent"}
_BOLD = {"strong", "title", "mark"}
_LOUD = {"accent", "warn", "bad"}
_BLOCKS = ("full", "part", "none", "white")

_theme = _DARK
_depth: Depth = "truecolor"


def colour_depth(environ: Mapping[str, str] = os.environ) -> Depth:
    """What the terminal can show, told by NO_COLOR, COLORTERM and TERM."""
    term = environ.get("TERM", "")
    if "NO_COLOR" in environ or term == "dumb":
        return "none"
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith("-direct"):
        return "truecolor"
    return "256" if "256" in term or "kitty" in term else "16"


def use(theme: str = "dark", depth: Depth = "truecolor") -> None:
    """Choose the theme (`dark`, `light`) and colour depth of everything drawn from now on."""
    global _theme, _depth
    _theme = _LIGHT if theme == "light" else _DARK
    _depth = depth
    style.cache_clear()
    blank.cache_clear()


def is_dark() -> bool:
    """Whether the dark theme is in force."""
    return _theme is _DARK


def ground_colour(on: str) -> str:
    """The colour of a ground as Textual's stylesheet wants it."""
    return (
        _theme[on].rgb if _depth == "truecolor" else "ansi_default" if _depth != "256" else _xterm(_theme[on].indexed)
    )


def text_colour(name: str) -> str:
    """The colour of a style as Textual's stylesheet wants it."""
    if _depth in ("16", "none"):
        return "ansi_default"
    return _theme[name].rgb if _depth == "truecolor" else _xterm(_theme[name].indexed)


def _xterm(index: int) -> str:
    """The RGB of an indexed colour, so that it is mapped back to the same index."""
    from rich.color import Color

    return Color.from_ansi(index).get_truecolor().hex


def _colour(tone: Tone) -> str:
    if _depth == "truecolor":
        return tone.rgb
    return f"color({tone.indexed})" if _depth == "256" else tone.ansi


@lru_cache(512)
def style(name: str = "text", on: str = "") -> Style:
    """The Rich style of a named style on a ground."""
    tone = _theme[_ALIASES.get(name, name)]
    bold = name in _BOLD
    if _depth in ("truecolor", "256"):
        return Style(
            color=_colour(tone), bgcolor=_colour(_theme[on]), bold=bold or None, underline=name == "link" or None
        )
    if on in _BLOCKS:
        if _depth == "16":
            return Style(color="black", bgcolor=_theme[on].ansi, bold=bold or None)
        return Style(bold=bold or None, reverse=on == "white" or None)
    if on == "cursor":  # colours on a reversed ground would be patches
        return Style(reverse=True, bold=bold or name in _LOUD)
    if _depth == "none":
        return Style(
            bold=bold or name in _LOUD or on == "blur" or None,
            dim=name in ("faint", "rule") or None,
            underline=name == "link" or on == "field" or None,
        )
    return Style(
        color=_colour(tone), bold=bold or on == "blur" or None, underline=name == "link" or on == "field" or None
    )


_STRIP_CONTROLS = dict.fromkeys((*range(32), *range(127, 160))) | {9: " ", 10: " ", 0xA0: " ", 0x202F: " "}


def clean(text: str) -> str:
    """`text` on one line, without anything that a terminal would obey, in signs the terminal has."""
    if not text.isprintable():
        text = text.translate(_STRIP_CONTROLS)
        if not text.isprintable():
            text = "".join(char for char in text if char.isprintable())
    return G.plain(text)


@lru_cache(4096)
def _cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, with an ellipsis where it was cut."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + G.ellipsis if width > 1 else G.ellipsis[:width]


def cells(text: str, width: int, align: Align = "left") -> str:
    """`text` in exactly `width` terminal cells: cut with an ellipsis, or padded."""
    if width <= 0:
        return ""
    text = _cut(clean(text), width)
    pad = width - (len(text) if text.isascii() else cell_len(text))
    if align == "left":
        return text + " " * pad
    if align == "right":
        return " " * pad + text
    return " " * (pad // 2) + text + " " * (pad - pad // 2)


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken at spaces; its own line breaks are kept."""
    lines: list[str] = []
    for paragraph_text in text.splitlines() or [""]:
        line, used = "", 0
        for word in clean(paragraph_text).split(" "):
            size = cell_len(word)
            if line and used + 1 + size > width:
                lines.append(line)
                line, used = "", 0
            while size > width > 0:
                head = _head(word, width)
                lines.append(head)
                word = word[len(head) :]
                size = cell_len(word)
            line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
        lines.append(line)
    return lines


def _head(word: str, width: int) -> str:
    used = 0
    for index, char in enumerate(word):
        used += get_character_cell_size(char)
        if used > width:
            return word[: max(1, index)]
    return word


class Line:
    """One line, built from the left (and from the right edge), always `width` cells wide when done."""

    __slots__ = ("_parts", "_tail", "_tail_width", "on", "selected", "used", "width")

    def __init__(self, width: int, on: str = "", selected: bool = False) -> None:
        self.width, self.on, self.selected = width, on, selected
        self.used = 0
        self._parts: list[Segment] = []
        self._tail: list[Segment] = []
        self._tail_width = 0

    @property
    def left(self) -> int:
        """Cells still free."""
        return max(0, self.width - self.used - self._tail_width)

    def add(self, text: str, name: str = "text") -> Self:
        """Append `text`; what does not fit is cut with an ellipsis, and nothing comes after that."""
        room = self.width - self.used - self._tail_width
        if room > 0 and text:
            whole = clean(text)
            text = _cut(whole, room)
            size = len(text) if text.isascii() else cell_len(text)
            if text != whole and size < room:
                text, size = text + " " * (room - size), room
            self._parts.append(Segment(text, style(name, self.on)))
            self.used += size
        return self

    def spans(self, spans: Sequence[Span]) -> Self:
        """Append several (text, style) pairs."""
        for text, name in spans:
            self.add(text, name)
        return self

    def cell(self, text: str, width: int, name: str = "text", align: Align = "left") -> Self:
        """Append `text` in exactly `width` cells (fewer only at the right edge)."""
        return self.add(cells(text, min(width, self.left), align), name)

    def space(self, count: int = 1) -> Self:
        """Append blanks."""
        return self.add(" " * min(count, self.left))

    def to(self, column: int) -> Self:
        """Blanks up to `column`."""
        return self.space(max(0, column - self.used))

    def fill(self, char: str, name: str = "rule", until: int | None = None) -> Self:
        """Repeat `char` up to column `until`, or to the right edge."""
        end = self.width - self._tail_width if until is None else until
        return self.add(char * max(0, min(end - self.used, self.left)), name)

    def right(self, text: str, name: str = "text") -> Self:
        """Put `text` at the right edge, left of what is there already; text from the left is cut to make room."""
        text = _cut(clean(text), max(0, self.width - self._tail_width))
        if not text:
            return self
        size = cell_len(text)
        self._tail.insert(0, Segment(text, style(name, self.on)))
        self._tail_width += size
        over = self.used - (self.width - self._tail_width)
        if over > 0:
            self._trim(self.used - over)
        return self

    def _trim(self, width: int) -> None:
        kept: list[Segment] = []
        self.used = 0
        for segment in self._parts:
            size = segment.cell_length
            if self.used + size <= width:
                kept.append(segment)
                self.used += size
                continue
            text = _cut(segment.text.rstrip(), width - self.used) if width > self.used else ""
            if text:
                kept.append(Segment(text, segment.style))
                self.used += cell_len(text)
            break
        self._parts = kept

    def strip(self) -> Strip:
        """The finished line."""
        gap = self.width - self.used - self._tail_width
        parts = self._parts
        if gap > 0:
            parts.append(Segment(" " * gap, style("text", self.on)))
        return Strip(parts + self._tail, self.width)


class _Blank(Strip):
    """An empty line. It is cut without a look at its text, which the lines of containers are for every frame."""

    __slots__ = ("_on",)

    def __init__(self, width: int, on: str) -> None:
        super().__init__([Segment(" " * width, style("text", on))], width)
        self._on = on

    def divide(self, cuts: Iterable[int]) -> list[Strip]:
        """The pieces between the cuts."""
        ends = [cut for cut in cuts if cut <= self.cell_length]
        return [blank(end - start, self._on) for start, end in pairwise((0, *ends))]


@lru_cache(1024)
def blank(width: int, on: str = "") -> Strip:
    """An empty line."""
    return _Blank(width, on)


def rule(width: int, title: str = "", on: str = "") -> Strip:
    """A thin rule, with a title at its left end if given."""
    line = Line(width, on)
    if title:
        line.add(title, "muted").space()
    return line.fill(G.hline).strip()


def paragraph(text: str, width: int, name: str = "text", indent: int = 0, on: str = "") -> list[Strip]:
    """`text` wrapped to `width` cells, `indent` of them blank at the left."""
    return [Line(width, on).space(indent).add(line, name).strip() for line in wrap(text, width - indent)]


def bar(share: float | None, width: int) -> tuple[str, str]:
    """The filled and the empty part of a bar for a share 0…1 (None: all empty)."""
    filled = 0 if share is None else max(0, min(width, int(share * width + 0.5)))
    return G.full * filled, G.empty * (width - filled)


def spark(values: Sequence[float]) -> str:
    """A sparkline, one cell per value, from nought to the largest; negative counts as nought."""
    top = max(values, default=0.0)
    if top <= 0:
        return G.sparks[0] * len(values)
    last = len(G.sparks) - 1
    return "".join(G.sparks[max(0, min(last, int(value / top * last + 0.5)))] for value in values)
