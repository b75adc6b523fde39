"""A one-line prompt that offers how the word at the cursor may go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain.capture_complete import Completion
from kamtui.ui.dialogs.entry import Entry
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.paint import Line

T = TypeVar("T")


class CompletedEntry(Entry):
    """At the end of the text, right takes what is offered."""

    def action_cursor_right(self, select: bool = False) -> None:
        """The next character, else the choice."""
        dialog = self.screen
        at_end = self.cursor_position >= len(self.value)
        if not (at_end and not select and isinstance(dialog, CompletedLine) and dialog.take_choice()):
            super().action_cursor_right(select)


class CompletedLine(LineDialog[T]):
    """A line with a row of choices under it: tab takes the first one, right at the end of the text too.

    `complete(text, cursor)` gives them; `legend` stands there while nothing is offered. The row is always there, so
    that nothing jumps, and follows with what is understood, so that no letter waits for it.
    """

    CONTEXTS = ("line", "dialog")

    def __init__(
        self,
        prompt: str,
        submit: Callable[[str], T],
        *,
        complete: Callable[[str, int], Completion | None],
        legend: str = "",
        **more: Any,
    ) -> None:
        self._complete, self._legend = complete, legend
        self.offered: Completion | None = None
        super().__init__(prompt, submit, **more)

    def new_entry(self) -> Entry:
        """An input that knows of the choices."""
        return CompletedEntry()

    def content(self, width: int) -> Sequence[Strip]:
        """The prompt, the choices, then how the text is understood."""
        prompt, *said = super().content(width)
        return [prompt, self._choices_line(width), *said]

    def _choices_line(self, width: int) -> Strip:
        line = Line(width, "panel").space(2)
        if self.offered is None:
            return line.add(self._legend, "faint").strip()
        for index, choice in enumerate(self.offered.choices):
            detail = f" {choice.detail}" if choice.detail else ""
            if index and line.left < cell_len(choice.text) + cell_len(detail):
                break
            line.add(choice.text, "muted" if index else "accent").add(detail, "faint").space(2)
        return line.strip()

    def _understand_now(self) -> None:
        """Say how the text is understood, and how it may go on."""
        offered, said = self._complete(self.entry.value, self.entry.cursor_position), self._said
        changed, self.offered = offered != self.offered, offered
        super()._understand_now()
        if changed and self._said == said:
            self.redraw()

    def _say(self, text: str, name: str) -> None:
        """While a word is being written, what to beware of can wait."""
        super()._say(text.partition("\n")[0] if self.offered else text, name)

    def take_choice(self) -> bool:
        """Put the first choice into the text; whether there was one."""
        offered = self._complete(self.entry.value, self.entry.cursor_position)
        if offered is None:
            return False
        text, cursor = offered.taken(self.entry.value, offered.choices[0])
        self.entry.value = text
        self.entry.cursor_position = cursor
        return True

    def action_line_complete(self) -> None:
        """Take the first choice."""
        self.take_choice()
