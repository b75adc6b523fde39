"""Pick one of many: type to filter, enter takes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.strip import Strip

from kamtui.i18n import _
from kamtui.ui import paint
from kamtui.ui.dialogs.entry import Entry
from kamtui.ui.dialogs.panel import Dialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line

SHOWN = 14
SCATTERED = 3  # rank of a text that has only the letters; shown when nothing fits better


class Choice(NamedTuple):
    """One thing to pick: `detail` is shown muted at the right; `also` is found by, not shown."""

    id: str
    label: str
    detail: str = ""
    also: str = ""


def folded(text: str) -> str:
    """Text as it is compared: without case, ё as е."""
    return text.casefold().replace("ё", "е")


def rank(text: str, query: str) -> int | None:
    """How well folded `text` answers the folded `query`: 0 best; None not at all.

    All words must be found: at the start of the text, at the start of a word, inside a word, or letter by letter.
    """
    if not query:
        return 0
    if text.startswith(query):
        return 0
    words = query.split()
    if all(f" {word}" in f" {text}" for word in words):
        return 1
    if all(word in text for word in words):
        return 2
    letters = iter(text)
    return SCATTERED if len(query) > 1 and all(letter in letters for letter in query.replace(" ", "")) else None


class PickDialog(Dialog[str]):
    """Dismisses with the id of the choice."""

    def __init__(self, title: str, choices: Sequence[Choice], *, hint: str = "") -> None:
        self.choices = choices
        self.hint = hint
        self._folded = [folded(f"{choice.label} {choice.detail} {choice.also}") for choice in choices]
        self.found: list[Choice] = list(choices)
        self.cursor = 0
        self._first = 0
        self.entry = Entry()
        super().__init__(title)

    def compose(self) -> ComposeResult:
        """The panel with the input over its first line."""
        yield from super().compose()
        self.entry.place(4, 1, self.inner_width - 2)

    def on_mount(self) -> None:
        """Lay the input over the panel."""
        self.panel.mount(self.entry)
        self.set_focus(self.entry)

    def content(self, width: int) -> Sequence[Strip]:
        """The filter, then what it found; the height stays, so that nothing jumps."""
        lines = [Line(width, "panel").add(f"{G.prompt} ", "accent").strip(), Line(width, "panel").fill(G.hline).strip()]
        room = min(SHOWN, len(self.choices), max(3, self.app.size.height - 6))
        self._first = max(min(self._first, self.cursor), self.cursor - room + 1)
        for index in range(self._first, self._first + room):
            lines.append(self._choice_line(index, width))
        if not self.found:
            lines[2] = Line(width, "panel").add(_("Nothing is called that."), "muted").strip()
        elif self.hint:
            lines.append(Line(width, "panel").add(self.hint, "faint").strip())
        return lines

    def _choice_line(self, index: int, width: int) -> Strip:
        if index >= len(self.found):
            return paint.blank(width, "panel")
        choice = self.found[index]
        line = Line(width, "cursor" if index == self.cursor else "panel", index == self.cursor)
        line.add(f"{G.cursor if index == self.cursor else ' '} ", "accent").add(choice.label)
        if choice.detail:
            line.right(f" {choice.detail} ", "muted")
        return line.strip()

    def entry_changed(self, value: str) -> None:
        """Show what fits, best first."""
        query = folded(value.strip())
        ranked = [(place, index) for index, text in enumerate(self._folded) if (place := rank(text, query)) is not None]
        if any(place < SCATTERED for place, _index in ranked):
            ranked = [(place, index) for place, index in ranked if place < SCATTERED]
        self.found = [self.choices[index] for _place, index in sorted(ranked)]
        self.cursor = self._first = 0
        self.redraw()

    def action_dialog_accept(self) -> None:
        """Take the choice under the cursor."""
        if self.found:
            self.dismiss(self.found[self.cursor].id)

    def action_dialog_next(self) -> None:
        """One choice down, from the last to the first."""
        self._step(1)

    def action_dialog_previous(self) -> None:
        """One choice up, from the first to the last."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.found:
            self.cursor = (self.cursor + by) % len(self.found)
            self.redraw()
