"""The keys of a place and the signs it draws, in two columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
    """All actions that work here, those of the place first; then what its signs say; then the keys of everywhere."""

    WIDTH = 108

    def __init__(self, actions: Sequence[Action], signs: Sequence[tuple[str, str]] = ()) -> None:
        self.actions, self.signs = actions, signs
        super().__init__(_("Keys"))

    def content(self, width: int) -> Sequence[Strip]:
        """Two columns where there is room, else one."""
        here = _keys(action for action in self.actions if action.contexts != "app")
        everywhere = _keys(action for action in self.actions if action.contexts == "app")
        half = width if width < 76 else (width - 2) // 2
        left, right = self._column(_("Here"), here, half), self._column(_("Everywhere"), everywhere, half)
        if self.signs:
            right = self._column(_("Signs"), self.signs, half) + right
        if half == width:
            return left + right
        blank, gap = paint.blank(half, "panel"), paint.blank(2, "panel")
        height = max(len(left), len(right))
        left += [blank] * (height - len(left))
        right += [blank] * (height - len(right))
        return [Strip.join([first, gap, second]) for first, second in zip(left, right, strict=True)]

    def _column(self, title: str, rows: Sequence[tuple[str, str]], width: int) -> list[Strip]:
        lines = [Line(width, "panel").add(title, "muted").strip()]
        for head, text in rows:
            start = max(KEY_WIDTH, cell_len(head) + 1)
            for number, part in enumerate(paint.wrap(text, width - start)):
                line = Line(width, "panel").add("" if number else head, "accent")
                lines.append(line.to(start).add(part).strip())
        lines.append(paint.blank(width, "panel"))
        return lines


def _keys(actions: Iterable[Action]) -> list[tuple[str, str]]:
    return [(" ".join(shown_key(key) for key in action.keys), _(action.help)) for action in actions]
