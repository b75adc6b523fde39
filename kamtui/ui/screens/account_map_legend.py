"""What the signs of people say, for the help of the map and of a person."""

from __future__ import annotations

from kamtui.i18n import _
from kamtui.ui.glyphs import G, attitude_glyph

Legend = tuple[tuple[str, str], ...]


def people_legend() -> Legend:
    """The signs beside a name."""
    attitudes = " ".join(attitude_glyph(value) for value in range(-2, 3))
    return (
        (attitudes, _("attitude: enemy, sceptic, neutral, supporter, ally")),
        (f"{G.star} {G.star_open}", _("key player: inner circle, or takes part")),
        (G.late, _("the last touch is longer ago than the cadence allows")),
        (G.off, _("left the company")),
    )


def map_legend() -> Legend:
    """The signs of the cards, at their edge, and of the levels."""
    return (
        *people_legend(),
        (f"{G.ghost} {G.ghost}", _("somebody to meet")),
        (G.guess, _("level or function was guessed from the position; e sets it")),
        (f"{G.full}{G.empty}{G.arrow}3", _("relationship now, 0 to 4, and the one wanted")),
        (
            f"{G.up} {G.down}",
            _("lines of the person under the cursor: reports to; leads"),
        ),
        (f"{G.right} {G.left}", _("influences; is influenced by")),
        (G.conflict, _("in conflict with")),
        (
            f"{G.full}{G.empty} 1/2",
            _("cover: active contacts of those that the level asks for; one number alone: it asks for no more"),
        ),
    )
