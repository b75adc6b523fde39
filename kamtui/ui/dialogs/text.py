"""Long text: an editor that saves when it is left, or the user's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from textual.app import SuspendNotSupported
from textual.strip import Strip
from textual.widgets import TextArea

from kamtui.errors import KamtuiError
from kamtui.i18n import _
from kamtui.ui import paint
from kamtui.ui.dialogs.line import in_one_line
from kamtui.ui.dialogs.panel import Dialog
from kamtui.ui.paint import Line

T = TypeVar("T")


def edit_outside(text: str, editor: str) -> str:
    """`text` as it comes back from an editor command; of one that was killed, what it had saved.

    Raises KamtuiError when the editor cannot be run, gives up (`:cq`), or leaves no text behind.
    """
    with tempfile.TemporaryDirectory(prefix="kamtui-") as folder:
        file = Path(folder) / "text.md"
        file.write_text(text, encoding="utf-8")
        try:
            status = subprocess.run([*shlex.split(editor), str(file)], check=False).returncode
            written = file.read_text(encoding="utf-8").rstrip("\n")
        except (OSError, ValueError) as error:  # a text that is not UTF-8 is a ValueError
            raise KamtuiError(_("the editor “{editor}” failed: {error}").format(editor=editor, error=error)) from error
    killed = status < 0
    if status > 0 or (killed and written == text.rstrip("\n")):
        name = Path(shlex.split(editor)[0]).name
        if killed:
            raise KamtuiError(_("the editor “{editor}” was stopped: nothing was taken over").format(editor=name))
        said = _("the editor “{editor}” ended with status {n}: nothing was taken over")
        raise KamtuiError(said.format(editor=name, n=status))
    return written


def editor_command() -> str:
    """What the user writes texts with."""
    named = (os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
    return next((command for command in named if command), "vi")


class TextDialog(Dialog[T], Generic[T]):
    """`save(text)` runs in the writer thread when the dialog is left with another text than it was opened with.

    A refusal (somebody else has written meanwhile, say) is shown and the text stays; leaving it then keeps the text for
    the next time under `draft`. Dismisses with what `save` gives.
    """

    WIDTH = 92

    def __init__(
        self,
        title: str,
        text: str,
        save: Callable[[str], T],
        *,
        note: str = "",
        draft: str = "",
        entities: Iterable[str] | None = None,
    ) -> None:
        self._text, self._save, self._entities = text, save, entities
        self._draft = f"text:{draft or title}"
        self._was_refused = self._saving = False
        self._said: tuple[str, str] = (note, "muted")
        self.area = TextArea(text, id="long-text", soft_wrap=True, compact=True, show_line_numbers=False)
        self.area.cursor_blink = False
        super().__init__(title)

    def hints(self) -> list[tuple[str, str]]:
        """Without enter, which is a letter of the text."""
        return [hint for hint in super().hints() if hint[0] != "enter"]

    def on_mount(self) -> None:
        """Lay the text area over the panel, with what could not be saved the last time."""
        draft = self.kam.drafts.pop(self._draft, None)
        if draft is not None:
            self.area.load_text(str(draft["text"]))
            self._said = (_("What you wrote the last time, not saved yet."), "warn")
            self.redraw()
        self.panel.mount(self.area)
        self._place()
        self.area.move_cursor(self.area.document.end)
        self.set_focus(self.area)

    def content(self, width: int) -> Sequence[Strip]:
        """Room for the text, and a line for a note or an error."""
        room = max(5, min(18, self.app.size.height - 6))
        text, name = self._said
        return [paint.blank(width, "panel")] * room + [Line(width, "panel").add(text, name).strip()]

    def _place(self) -> None:
        width = self.inner_width
        self.area.styles.offset = (2, 1)
        self.area.styles.width = width
        self.area.styles.height = len(self.content(width)) - 1

    def redraw(self) -> None:
        """The text area follows the panel."""
        super().redraw()
        self._place()

    def action_dialog_editor(self) -> None:
        """Write in $VISUAL or $EDITOR."""
        try:
            with self.app.suspend():
                text = edit_outside(self.area.text, editor_command())
        except SuspendNotSupported:
            self._said = (_("This terminal cannot lend itself to an editor."), "warn")
        except KamtuiError as error:
            self._said = (str(error), "bad")
        else:
            self.area.load_text(text)
        self.redraw()
        self.app.refresh()

    def action_dialog_save(self) -> None:
        """Save and close."""
        text = self.area.text
        if text == self._text or not (text.strip() or self._text.strip()):
            self.dismiss(None)
            return
        if self._saving:
            return
        self._saving = True
        self.kam.write(
            lambda: self._save(text),
            self._saved,
            self._refused,
            self._entities,
        )

    def _saved(self, result: T) -> None:
        self.dismiss(result)

    def action_dialog_accept(self) -> None:
        """Enter is a letter of the text."""

    def _refused(self, error: KamtuiError) -> None:
        self._saving = False
        self._was_refused = True
        self._said = (in_one_line(error), "bad")
        self.redraw()

    def action_dialog_close(self) -> None:
        """Leaving saves; once that was refused, it keeps the text for the next time."""
        if self._was_refused and self.area.text != self._text:
            self.kam.drafts[self._draft] = {"text": self.area.text}
            self.dismiss(None)
            return
        self.action_dialog_save()
