"""What is pressed in each session, as data: (key, text that must come; `!text`: that must go)."""

from __future__ import annotations

from typing import NamedTuple

READY = "1 Today"


class Step(NamedTuple):
    """Keys pressed in turn, `times` rounds; `figure` names what they measure, empty: they only lead there."""

    keys: tuple[tuple[str, str], ...]
    figure: str = ""
    times: int = 1


def to(key: str, shown: str) -> Step:
    """A key that leads to a place."""
    return Step(((key, shown),))


DOWN_UP = (*((("down", ""),) * 4), *((("up", ""),) * 4))

# A working session on the sample: what a KAM does in a few minutes, without writing.
SAMPLE = (
    Step(DOWN_UP, "cursor_today", 5),
    Step((("2", "12 months"), ("1", "›")), "switch", 5),
    to("2", "12 months"),
    Step(DOWN_UP, "cursor_accounts", 5),
    to("enter", "Overview"),
    Step((("]", ""), ("[", "")), "switch", 5),
    Step((("tab", ""),), "switch", 10),
    Step((("?", "Keys"), ("esc", "!Keys")), "dialog", 5),
    to("1", "›"),
    Step((("/", "Find anything"), ("esc", "!Find anything")), "dialog", 5),
    Step((("a", "Write it down"), ("esc", "!Write it down")), "dialog", 5),
    to("a", "Write it down"),
    Step(tuple((letter, "") for letter in "call petrov tomorrow"), "letter"),
    to("esc", "!Write it down"),
)
# A list longer than the screen: the last visible line is reached first, then every key scrolls sooner or later.
LONG = (
    to("2", "Account 0000"),
    Step((("down", ""),), times=30),
    Step((("down", ""),), "scroll", 120),
    Step((("pagedown", ""), ("pageup", "")), "page", 5),
)
# The contact map of an account with 500 people: walking, scrolling a column, the three views.
MAP = (
    to("2", "Account 0000"),
    to("enter", "Overview"),
    Step((("tab", "map quality"), ("shift+tab", "!map quality")), "map_switch", 5),
    to("tab", "map quality"),
    Step((("right", ""), ("right", ""), ("left", ""), ("left", ""), ("down", ""), ("up", "")), "map_cursor", 10),
    Step((("down", ""),), times=12),
    Step((("down", ""),), "map_scroll", 30),
    Step((("v", "reports to whom"), ("v", "white: we know nobody"), ("v", "grid:")), "map_switch", 4),
)
# The same on workspaces of different size.
SCALE = (
    Step((("2", "Account 0000"), ("1", "›")), "switch", 5),
    to("2", "Account 0000"),
    Step(DOWN_UP, "cursor_accounts", 5),
    to("enter", "Overview"),
    Step((("]", ""), ("[", "")), "switch", 5),
    Step((("tab", ""),), "switch", 10),
)
