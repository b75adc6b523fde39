"""The last line: the keys that work here and now, or for a few keys a message."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.i18n import _
from kamtui.ui.actions import shown_key
from kamtui.ui.glyphs import G
from kamtui.ui.keymap import Action
from kamtui.ui.paint import Line
from kamtui.ui.widgets.drawn import Drawn

MESSAGE_KEYS = 3
_STYLES = {"info": "text", "good": "good", "warn": "warn", "bad": "bad"}


def message_sign(kind: str) -> str:
    """What stands before a message of a kind, in the set of signs that the terminal has."""
    return {"info": G.dot, "good": G.check}.get(kind, "!")


def footer_entries(actions: Sequence[Action]) -> list[tuple[str, str]]:
    """(keys, label) pairs of the actions a footer shows; neighbours with one label share an entry."""
    entries: list[tuple[str, str]] = []
    previous = ""
    for action in actions:
        key = shown_key(action.keys[0])
        if action.label == previous:
            entries[-1] = (f"{entries[-1][0]} {key}", entries[-1][1])
        else:
            entries.append((key, _(action.label)))
        previous = action.label
    return entries


class Footer(Drawn):
    """Keys in the order of importance: what does not fit is left out, `? help` always stays."""

    def __init__(self) -> None:
        super().__init__(id="footer")
        self._entries: list[tuple[str, str]] = []
        self._help: tuple[str, str] | None = None
        self._message: tuple[str, str] | None = None
        self._keys_left = 0

    def show_actions(self, actions: Sequence[Action]) -> None:
        """Show the keys of these actions; `app.help` goes last. A refusal of an earlier key goes with its place."""
        shown = [action for action in actions if action.show]
        entries = footer_entries([action for action in shown if action.id != "app.help"])
        help_entry = next(iter(footer_entries([action for action in shown if action.id == "app.help"])), None)
        if (entries, help_entry) != (self._entries, self._help):
            self._entries, self._help = entries, help_entry
            if self._message and self._message[1] in ("warn", "bad") and self._keys_left < MESSAGE_KEYS:
                self._message = None
            if self._message is None:
                self.refresh()

    def show_message(self, text: str, kind: str = "info") -> None:
        """Show a message until a few keys later."""
        self._message, self._keys_left = (text, kind), MESSAGE_KEYS
        self.refresh()

    def count_key(self) -> None:
        """A key was pressed: an old message goes."""
        if self._message is not None:
            self._keys_left -= 1
            if self._keys_left <= 0:
                self._message = None
                self.refresh()

    @property
    def message(self) -> str:
        """The message shown, if any."""
        return self._message[0] if self._message else ""

    def render_line(self, y: int) -> Strip:
        """The footer's line."""
        line = Line(self.area.width, "bar")
        line.right(" ")
        if self._help:
            line.right(f" {self._help[1]}", "muted").right(f"  {self._help[0]}", "accent")
        if self._message:
            text, kind = self._message
            return line.space().add(f"{message_sign(kind)} {text}", _STYLES[kind]).strip()
        line.space()
        for key, label in self._entries:
            if cell_len(key) + cell_len(label) + 3 > line.left:
                break
            line.add(key, "accent").add(f" {label}  ", "muted")
        return line.strip()
