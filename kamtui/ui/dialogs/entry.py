"""The one text input that a dialog overlays on its drawn lines."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.widgets import Input

from kamtui.domain.text import harmless
from kamtui.ui.bound import Bound
from kamtui.ui.dialogs.panel import Dialog


class Entry(Bound, Input, inherit_css=False):
    """A borderless, non-blinking input, placed by `place` over a line of the panel."""

    DEFAULT_CSS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(Input.COMPONENT_CLASSES)

    def __init__(self, value: str = "", *, id: str = "entry") -> None:
        self._taking = False  # told of already when Textual sets the first value
        super().__init__(value, select_on_focus=False, compact=True, id=id)
        self.cursor_blink = False

    def watch_value(self, value: str) -> None:
        """Tell the dialog at once: a message to it would come after keys typed ahead."""
        if not self._taking and self.is_running:
            dialog = self.screen
            if isinstance(dialog, Dialog):
                dialog.entry_changed(value)

    async def action_submit(self) -> None:
        """Enter is the dialog's."""
        dialog = self.screen
        if isinstance(dialog, Dialog):
            dialog.action_dialog_accept()

    def _on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted as one, not the first alone; and nothing that a terminal would obey."""
        event.prevent_default()  # Textual's own, which comes after this
        event.stop()
        self.replace(harmless(event.text.strip("\r\n")), *sorted(self.selection))

    def place(self, x: int, y: int, width: int) -> None:
        """Lie at column x, line y of the panel, `width` cells wide."""
        self.styles.offset = (x, y)
        self.styles.width = width

    def take(self, text: str) -> None:
        """Edit `text`, from its end, without telling anybody that it changed."""
        self._taking = True
        self.value = text
        self._taking = False
        self.cursor_position = len(text)
