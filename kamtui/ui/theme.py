"""Colours for Textual's stylesheet, made of the palette that everything is drawn with."""

from __future__ import annotations

from textual.theme import Theme

from kamtui.ui import paint


def variables() -> dict[str, str]:
    """Variables of the stylesheet: Textual's own, and those that kamtui.tcss uses."""
    plain = paint.text_colour("text") == "ansi_default"
    made = Theme(
        name="kamtui",
        dark=paint.is_dark(),
        primary="#6fb3ff" if plain else paint.text_colour("accent"),
        background="#14161b" if plain else paint.ground_colour(""),
        surface="#1c2029" if plain else paint.ground_colour("panel"),
        foreground="#d4d8e0" if plain else paint.text_colour("text"),
    )
    own = {
        "page": paint.ground_colour(""),
        "panel-ground": paint.ground_colour("panel"),
        "field-ground": paint.ground_colour("field"),
        "ink": paint.text_colour("text"),
        "ink-muted": paint.text_colour("muted"),
        "ink-accent": paint.text_colour("accent"),
        "selection": paint.ground_colour("cursor"),
    }
    return {**made.to_color_system().generate(), **own}
