"""Pick one of many: type to filter, enter takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.errors import InvalidValue, KamtuiError
from kamtui.i18n import _
from kamtui.ui import paint
from kamtui.ui.dialogs.shortlist import ShortList
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


class PickDialog(ShortList[str]):
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
        self._submitting = False
        self._folded = [folded(f"{choice.label} {choice.detail} {choice.also}") for choice in choices]
        super().__init__(title)
        self._show(list(choices))

    def content(self, width: int) -> Sequence[Strip]:
        """The filter, then what it found; the height stays, so that nothing jumps."""
        room = min(SHOWN, len(self.choices) + bool(self._other), max(3, self.app.size.height - 6))
        lines = [self._choice_line(index, width) for index in self.window(room, len(self.found))]
        if not self.found:
            lines = [Line(width, "panel").add(_("Nothing is called that."), "muted").strip()]
        return [*self.prompt(width), *lines, *[paint.blank(width, "panel")] * (room - len(lines))]

    def foot(self, width: int) -> Sequence[Strip]:
        """Why the choice was refused, else the hint."""
        if self._refusal:
            return paint.paragraph(self._refusal, width, "bad", on="panel")
        return paint.paragraph(self.hint, width, "faint", on="panel") if self.hint else ()

    def _choice_line(self, index: int, width: int) -> Strip:
        choice, line = self.found[index], self.lead(index, width)
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
        found = [self.choices[index] for _place, index in sorted(ranked)]
        if self._other and query:
            found.append(Choice(TYPED + value.strip(), self._other.format(text=value.strip())))
        self._refusal = ""
        self._show(found)
        self.redraw()

    def _show(self, found: list[Choice]) -> None:
        self.found: list[Choice] = found
        self.stops = range(len(found))
        self.to_first()

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

        if self._submitting:
            return
        self._submitting = True
        self.kam.write(lambda: submit(chosen), taken, self._refused, self._entities)

    def _refused(self, error: KamtuiError) -> None:
        self._submitting = False
        text = str(error)
        if not self.is_open:  # left meanwhile
            self.kam.say(text, "bad")
            return
        self._refusal = text.removeprefix(f"{error.field}: ") if isinstance(error, InvalidValue) else text
        self.redraw()

    def step(self, by: int) -> None:
        """Move the cursor; what was said of the choice before is no longer true."""
        self._refusal = ""
        super().step(by)
