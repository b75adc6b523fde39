"""A one-line prompt at the foot of the screen that says how it understands what is typed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.strip import Strip

from kamtui.errors import InvalidFields, InvalidValue, KamtuiError
from kamtui.ui import paint
from kamtui.ui.dialogs.entry import Entry
from kamtui.ui.dialogs.panel import Dialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line

T = TypeVar("T")
UNDERSTAND_DELAY = 0.06  # seconds; understanding never holds up a typed letter


class LineDialog(Dialog[T], Generic[T]):
    """`submit(text)` runs in the writer thread; the dialog dismisses with its result. A refusal leaves
    the text to mend.

    `understand(text)` gives one line in words, and after a line break what to beware of. Arrow up brings back earlier
    lines of the same `history`; what was typed and not submitted is offered again to the next line of the same `draft`
    (else of the same history). With `empty` an empty line is an answer too, not a way out.
    """

    WIDTH = 400  # as wide as the screen
    DIMS = False  # one writes about what one sees

    def __init__(
        self,
        prompt: str,
        submit: Callable[[str], T],
        *,
        understand: Callable[[str], str] | None = None,
        history: str = "",
        value: str = "",
        hint: str = "",
        draft: str = "",
        empty: bool = False,
        entities: Iterable[str] | None = None,
    ) -> None:
        self._submit, self._understand = submit, understand
        self._history_key = history or prompt
        self._draft_key = f"line:{draft or self._history_key}"
        self._own_draft = bool(draft)
        self._empty = empty
        self._entities = entities
        self._hint = hint
        self._said: tuple[str, str] = (hint, "faint")
        self._value = value
        self._place = 0
        self._pending: asyncio.TimerHandle | None = None
        self._submitting = False
        self.entry = self.new_entry()
        super().__init__(prompt)
        self.add_class("line")

    def new_entry(self) -> Entry:
        """The input."""
        return Entry()

    def compose(self) -> ComposeResult:
        """The panel with the input over its first line."""
        yield from super().compose()
        self.place_entry()

    def place_entry(self) -> None:
        """Over the first line, after the prompt."""
        self.entry.place(4, 1, self.inner_width - 2)

    def on_mount(self) -> None:
        """Lay the input over the panel, with what was typed last time and not submitted."""
        self.panel.mount(self.entry)
        draft = str(self.kam.drafts.get(self._draft_key, {}).get("text", ""))
        self.entry.take(draft or self._value if self._own_draft else self._value or draft)
        self.set_focus(self.entry)
        self._understand_soon()

    def content(self, width: int) -> Sequence[Strip]:
        """The prompt, and how the text is understood."""
        text, name = self._said
        first, _break, rest = text.partition("\n")
        prompt = Line(width, "panel").add(f"{G.prompt} ", "accent").strip()
        lines = [prompt, *paint.paragraph(first, width, name, 2, "panel")]
        return [*lines, *paint.paragraph(rest, width, "warn", 2, "panel")] if rest else lines

    def _say(self, text: str, name: str) -> None:
        if (text, name) != self._said:
            self._said = (text, name)
            self.redraw()

    def entry_changed(self, value: str) -> None:
        """Say soon how the text is understood."""
        self._understand_soon()

    def _understand_soon(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
        self._pending = asyncio.get_running_loop().call_later(UNDERSTAND_DELAY, self._understand_now)

    def _understand_now(self) -> None:
        self._pending = None
        text = self.entry.value.strip()
        if not text or self._understand is None:
            self._say(self._hint, "faint")
            return
        try:
            self._say(self._understand(text), "muted")
        except KamtuiError as error:
            self._say(in_one_line(error), "warn")

    def on_unmount(self) -> None:
        """Leave nothing scheduled."""
        if self._pending is not None:
            self._pending.cancel()

    def action_dialog_accept(self) -> None:
        """Do it; a refusal is said under the text."""
        text = self.entry.value.strip()
        if not text and not self._empty:
            self.dismiss(None)
            return
        if self._submitting:
            return
        self._submitting = True
        if self._pending is not None:  # what is said of the text from now on is whether it was taken
            self._pending.cancel()
            self._pending = None
        self.kam.write(
            lambda: self._submit(text),
            lambda result: self._submitted(text, result),
            self._refused,
            self._entities,
        )

    def _refused(self, error: KamtuiError) -> None:
        self._submitting = False
        if self.is_open:
            self._say(in_one_line(error), "bad")
        else:  # left meanwhile; the text is kept for the next time
            self.kam.say(str(error), "bad")

    def _submitted(self, text: str, result: T) -> None:
        if text:
            lines = self.kam.line_history.setdefault(self._history_key, [])
            if text in lines:
                lines.remove(text)
            lines.append(text)
        self.kam.drafts.pop(self._draft_key, None)
        self.dismiss(result)

    def action_dialog_close(self) -> None:
        """Close; the text is kept for the next time."""
        if self.entry.value != self._value:
            self.kam.drafts[self._draft_key] = {"text": self.entry.value}
        else:
            self.kam.drafts.pop(self._draft_key, None)
        self.dismiss(None)

    def action_dialog_previous(self) -> None:
        """The line submitted before."""
        self._recall(1)

    def action_dialog_next(self) -> None:
        """The line submitted after."""
        self._recall(-1)

    def _recall(self, by: int) -> None:
        lines = self.kam.line_history.get(self._history_key, [])
        self._place = max(0, min(self._place + by, len(lines)))
        self.entry.take(lines[-self._place] if self._place else "")
        self._understand_soon()


def in_one_line(error: KamtuiError) -> str:
    """What a refusal says, without the names of fields: there is only this one."""
    errors = error.errors if isinstance(error, InvalidFields) else (error,)
    return "; ".join(
        str(one).removeprefix(f"{one.field}: ") if isinstance(one, InvalidValue) else str(one) for one in errors
    )
