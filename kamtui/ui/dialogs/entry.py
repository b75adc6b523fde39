"""The one text input that a dialog overlays on its drawn lines."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import Input


class Entry(Input, inherit_css=False):
    """A borderless, non-blinking input, placed by `place` over a line of the panel."""

    DEFAULT_CSS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(Input.COMPONENT_CLASSES)

    def __init__(self, value: str = "", *, id: str = "entry") -> None:
        super().__init__(value, select_on_focus=False, compact=True, id=id)
        self.cursor_blink = False

    def place(self, x: int, y: int, width: int) -> None:
        """Lie at column x, line y of the panel, `width` cells wide."""
        self.styles.offset = (x, y)
        self.styles.width = width

    def take(self, text: str) -> None:
        """Edit `text`, from its end, without telling anybody that it changed."""
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)
