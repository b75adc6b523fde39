"""The signs kamtui draws with, all one cell wide, and an ASCII set for terminals that lack them.

Read `G.name` when drawing, never at import: the set is chosen at start.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

_UNICODE = {
    "open": "○",
    "half": "◐",
    "done": "●",
    "off": "⊘",
    "enemy": "▼",
    "sceptic": "▽",
    "neutral": "·",
    "supporter": "△",
    "ally": "▲",
    "full": "▰",
    "empty": "▱",
    "sparks": "▁▂▃▄▅▆▇█",
    "hline": "─",
    "thick": "━",
    "vline": "│",
    "cross": "┼",
    "tee_up": "┴",
    "tee_down": "┬",
    "corner_tl": "╭",
    "corner_tr": "╮",
    "corner_bl": "╰",
    "corner_br": "╯",
    "ghost": "┄",
    "ellipsis": "…",
    "dot": "·",
    "late": "!",
    "star": "★",
    "star_open": "☆",
    "conflict": "✕",
    "guess": "~",
    "arrow": "→",
    "prompt": "›",
    "cursor": "▎",
    "thumb": "▐",
    "check": "✓",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "lock": "▣",
    "due": "□",
    "again": "↻",
}
_ASCII = {
    "open": "o",
    "half": "%",
    "done": "@",
    "off": "x",
    "enemy": "=",
    "sceptic": "-",
    "neutral": ".",
    "supporter": "+",
    "ally": "#",
    "full": "#",
    "empty": "-",
    "sparks": "_.,-=+*#",
    "hline": "-",
    "thick": "=",
    "vline": "|",
    "cross": "+",
    "tee_up": "+",
    "tee_down": "+",
    "corner_tl": "+",
    "corner_tr": "+",
    "corner_bl": "+",
    "corner_br": "+",
    "ghost": "-",
    "ellipsis": "~",
    "dot": ".",
    "late": "!",
    "star": "*",
    "star_open": "'",
    "conflict": "X",
    "guess": "?",
    "arrow": ">",
    "prompt": ">",
    "cursor": ">",
    "thumb": "|",
    "check": "v",
    "up": "^",
    "down": "v",
    "left": "<",
    "right": ">",
    "lock": "L",
    "due": "R",
    "again": "&",
}
# typography inside texts, for terminals without it
_PLAIN = str.maketrans(
    {"…": "~", "—": "-", "–": "-", "−": "-", "·": ".", "“": '"', "”": '"', "«": '"', "»": '"', "’": "'", "→": ">"}
    | {"←": "<", "↑": "^", "↓": "v", "≤": "<", "≥": ">", "×": "x", "Δ": "d", "Σ": "S", "½": "h"}
)


class Glyphs:
    """The set in force. `plain(text)` puts the typography of a text into the same set."""

    open: str
    half: str
    done: str
    off: str
    enemy: str
    sceptic: str
    neutral: str
    supporter: str
    ally: str
    full: str
    empty: str
    sparks: str
    hline: str
    thick: str
    vline: str
    cross: str
    tee_up: str
    tee_down: str
    corner_tl: str
    corner_tr: str
    corner_bl: str
    corner_br: str
    ghost: str
    ellipsis: str
    dot: str
    late: str
    star: str
    star_open: str
    conflict: str
    guess: str
    arrow: str
    prompt: str
    cursor: str
    thumb: str
    check: str
    up: str
    down: str
    left: str
    right: str
    lock: str
    due: str
    again: str

    def __init__(self) -> None:
        self.ascii = False
        self.use(ascii_only=False)

    def use(self, ascii_only: bool) -> None:
        """Choose the set."""
        self.ascii = ascii_only
        self.__dict__.update(_ASCII if ascii_only else _UNICODE)

    def plain(self, text: str) -> str:
        """`text` with signs that the set has."""
        return text.translate(_PLAIN) if self.ascii else text


G = Glyphs()


def wants_ascii(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal should get ASCII signs, told by LC_ALL, LC_CTYPE, LANG and TERM.

    No locale, C and POSIX mean UTF-8, as on bare servers, unless TERM is a Linux console; a dumb terminal gets ASCII.
    """
    term = environ.get("TERM", "")
    if term == "dumb":
        return True
    locale = next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")
    if locale.split(".")[0] in ("", "C", "POSIX") and "." not in locale:
        return term == "linux"
    encoding = locale.partition(".")[2].partition("@")[0].lower().replace("-", "")
    return encoding != "utf8"


def attitude_glyph(attitude: int) -> str:
    """The sign of an attitude −2…+2."""
    return (G.enemy, G.sceptic, G.neutral, G.supporter, G.ally)[attitude + 2]
