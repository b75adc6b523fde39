"""Pick one of many: type to filter, enter takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.strip import Strip

from kamtui.errors import InvalidValue, KamtuiError
from kamtui.i18n import _
from kamtui.ui import paint
from kamtui.ui.dialogs.entry import Entry
from kamtui.ui.dialogs.panel import Dialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line

SHOWN = 14
TYPED = "typed:"  # what was typed, as a choice of its own
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
    """Dismisses with the id of the choice.

    `other` ("new person: {text}") makes what was typed the last choice; its id is TYPED and the text. `submit(id)` runs
    in the writer thread before the dialog closes; a refusal is said at the foot, for another choice.
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        hint: str = "",
        other: str = "",
        submit: Callable[[str], object] | None = None,
        entities: Iterable[str] | None = None,
    ) -> None:
        self.choices = choices
        self.hint = hint
        self._other, self._submit, self._entities = other, submit, entities
        self._refusal = ""
        self._folded = [folded(f"{choice.label} {choice.detail} {choice.also}") for choice in choices]
        self.found: list[Choice] = list(choices)
        self.cursor = 0
        self._first = 0
        self.entry = Entry()
        super().__init__(title)

    def compose(self) -> ComposeResult:
        """The panel with the input over its first line."""
        yield from super().compose()
        self.place_entry()

    def place_entry(self) -> None:
        """Over the first line, after the prompt."""
        self.entry.place(4, 1, self.inner_width - 2)

    def on_mount(self) -> None:
        """Lay the input over the panel."""
        self.panel.mount(self.entry)
        self.set_focus(self.entry)

    def content(self, width: int) -> Sequence[Strip]:
        """The filter, then what it found; the height stays, so that nothing jumps."""
        lines = [Line(width, "panel").add(f"{G.prompt} ", "accent").strip(), Line(width, "panel").fill(G.hline).strip()]
        room = min(SHOWN, len(self.choices) + bool(self._other), max(3, self.app.size.height - 6))
        self._first = max(min(self._first, self.cursor), self.cursor - room + 1)
        for index in range(self._first, self._first + room):
            lines.append(self._choice_line(index, width))
        if not self.found:
            lines[2:] = [Line(width, "panel").add(_("Nothing is called that."), "muted").strip(), *lines[3:]]
        return lines

    def foot(self, width: int) -> Sequence[Strip]:
        """Why the choice was refused, else the hint."""
        if self._refusal:
            return paint.paragraph(self._refusal, width, "bad", on="panel")
        return paint.paragraph(self.hint, width, "faint", on="panel") if self.hint else ()

    def _choice_line(self, index: int, width: int) -> Strip:
        if index >= len(self.found):
            return paint.blank(width, "panel")
        choice = self.found[index]
        line = Line(width, "cursor" if index == self.cursor else "panel", index == self.cursor)
        line.add(f"{G.cursor if index == self.cursor else ' '} ", "accent")
        detail = min(cell_len(choice.detail), max(line.left // 3, line.left - cell_len(choice.label) - 4))
        if choice.detail:
            line.right(f"  {paint.cells(choice.detail, detail)} ", "muted")
        return line.add(choice.label).strip()

    def entry_changed(self, value: str) -> None:
        """Show what fits, best first."""
        query = folded(value.strip())
        ranked = [
            (place, index) for index, text in enumerate(self._folded) if (place := self.rank(text, query)) is not None
        ]
        if self._other or any(place < SCATTERED for place, _index in ranked):
            ranked = [(place, index) for place, index in ranked if place < SCATTERED]
        self.found = [self.choices[index] for _place, index in sorted(ranked)]
        if self._other and query:
            self.found.append(Choice(TYPED + value.strip(), self._other.format(text=value.strip())))
        self._refusal = ""
        self.cursor = self._first = 0
        self.redraw()

    def rank(self, text: str, query: str) -> int | None:
        """How well a choice answers what was typed, both folded; see `rank`."""
        return rank(text, query)

    def action_dialog_accept(self) -> None:
        """Take the choice under the cursor."""
        if not self.found:
            return
        chosen, submit = self.found[self.cursor].id, self._submit
        if submit is None:
            self.dismiss(chosen)
            return

        def taken(_result: object) -> None:
            self.dismiss(chosen)

        self.kam.write(lambda: submit(chosen), taken, self._refused, self._entities)

    def _refused(self, error: KamtuiError) -> None:
        text = str(error)
        self._refusal = text.removeprefix(f"{error.field}: ") if isinstance(error, InvalidValue) else text
        self.redraw()

    def action_dialog_next(self) -> None:
        """One choice down, from the last to the first."""
        self._step(1)

    def action_dialog_previous(self) -> None:
        """One choice up, from the first to the last."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.found:
            self.cursor = (self.cursor + by) % len(self.found)
            self._refusal = ""
            self.redraw()
