"""The keys of a place, in two columns."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.i18n import _
from kamtui.ui import paint
from kamtui.ui.actions import shown_key
from kamtui.ui.dialogs.panel import ReadDialog
from kamtui.ui.keymap import Action
from kamtui.ui.paint import Line

KEY_WIDTH = 15


class HelpDialog(ReadDialog):
    """All actions that work here; those of the place first, then those of everywhere."""

    WIDTH = 108

    def __init__(self, actions: Sequence[Action]) -> None:
        self.actions = actions
        super().__init__(_("Keys"))

    def content(self, width: int) -> Sequence[Strip]:
        """Two columns where there is room, else one."""
        here = [action for action in self.actions if action.contexts != "app"]
        everywhere = [action for action in self.actions if action.contexts == "app"]
        columns = [(_("Here"), here), (_("Everywhere"), everywhere)]
        if width < 76:
            return [strip for title, actions in columns for strip in self._column(title, actions, width)]
        half = (width - 2) // 2
        left, right = (self._column(title, actions, half) for title, actions in columns)
        blank, gap = paint.blank(half, "panel"), paint.blank(2, "panel")
        height = max(len(left), len(right))
        left += [blank] * (height - len(left))
        right += [blank] * (height - len(right))
        return [Strip.join([first, gap, second]) for first, second in zip(left, right, strict=True)]

    def _column(self, title: str, actions: Sequence[Action], width: int) -> list[Strip]:
        lines = [Line(width, "panel").add(title, "muted").strip()]
        for action in actions:
            keys = " ".join(shown_key(key) for key in action.keys)
            line = Line(width, "panel").add(keys, "accent").to(max(KEY_WIDTH, cell_len(keys) + 1))
            lines.append(line.add(_(action.help), "text").strip())
        lines.append(paint.blank(width, "panel"))
        return lines
