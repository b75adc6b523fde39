"""A long text edited where it stands: saved by itself a moment after the last letter, and on leaving."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import SuspendNotSupported
from textual.message import Message
from textual.widgets import TextArea

from kamtui.errors import Conflict, KamtuiError
from kamtui.i18n import _
from kamtui.ui.bound import Bound
from kamtui.ui.dialogs.text import edit_outside

AUTOSAVE_AFTER = 0.8  # seconds after the last letter

Save = Callable[[str, int | None, bool], int]


class Text(NamedTuple):
    """A text to edit. `save(text, version, continued)` runs in the writer thread and gives the new version.

    `continued`: a save of the same editing went before, and undo takes both back at once. Under `draft` a text that
    could not be saved is kept; `entities` are what a save changes.
    """

    text: str
    version: int
    save: Save
    draft: str
    entities: frozenset[str]


class TextEditor(Bound, TextArea, inherit_css=False):
    """The editor. `begin` starts with a text, esc ends; `said` is a line about it to draw beside."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("text",)
    COMPONENT_CLASSES: ClassVar[set[str]] = set(TextArea.COMPONENT_CLASSES)
    DEFAULT_CSS = ""

    class Said(Message):
        """There is something else to say of the text; `begun`: it has taken its place."""

        def __init__(self, begun: bool = False) -> None:
            super().__init__()
            self.begun = begun

    class Left(Message):
        """The editing has ended; `text` is on its way to the disk, or refused and kept."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, first: Text, *, id: str) -> None:
        super().__init__(id=id, classes="in-place", soft_wrap=True, compact=True, show_line_numbers=False)
        self.cursor_blink = False
        self.display = False
        self.said: tuple[str, str] = ("", "muted")
        self._first = first
        self._about: Text | None = None
        self._kept = ""  # what is on the disk
        self._version: int | None = 0
        self._continued = self._saving = False
        self._rest: str | None = None  # typed while the save before was on its way, and left
        self._refused: KamtuiError | None = None
        self._pending: asyncio.TimerHandle | None = None

    @property
    def editing(self) -> bool:
        """Whether a text is being edited."""
        return self._about is not None

    @property
    def is_modal(self) -> bool:
        """While one writes, keys of the places around are letters or nothing."""
        return True

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Enter is a letter too."""
        return key == "enter" or super().check_consume_key(key, character)

    # beginning and ending

    def on_mount(self) -> None:
        """Begin with what it was made for."""
        self.begin(self._first)

    def begin(self, about: Text) -> None:
        """Edit a text from its end; one that could not be saved the last time comes back."""
        self._about, self._kept, self._version = about, about.text, about.version
        self._continued, self._refused = False, None
        draft = self.kam.drafts.pop(about.draft, None)
        self._say("", "muted")
        if draft is not None:
            self._say(_("What you wrote the last time, not saved yet."), "warn")
        self.load_text(str(draft["text"]) if draft is not None else about.text)
        self.display = True
        self.move_cursor(self.document.end)
        self.screen.set_focus(self, scroll_visible=False)
        self.post_message(self.Said(begun=True))

    def action_text_leave(self) -> None:
        """End the editing; what was typed is saved."""
        about = self._about
        if about is None:
            return
        if isinstance(self._refused, Conflict) and self.text != self._kept:
            self._keep_draft(about, self.text)
        else:
            self._rest = self.text if self._saving else None
            self._save_now()
        self._about = None
        self.post_message(self.Left(self.text))

    def _keep_draft(self, about: Text, text: str) -> None:
        self.kam.drafts[about.draft] = {"text": text}
        self.kam.say(_("not saved, but kept: e brings back what you wrote"), "warn")

    # saving

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Save soon, once the typing stops."""
        event.stop()
        if self._about is None:
            return
        if self._refused is not None and not isinstance(self._refused, Conflict):
            self._refused = None
            self._say("", "muted")
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None
        if self.text == self._kept or isinstance(self._refused, Conflict):
            self.kam.show_unsaved(self.text != self._kept)
            return
        self.kam.show_unsaved(True)
        self._pending = asyncio.get_running_loop().call_later(AUTOSAVE_AFTER, self._save_now)

    def _save_now(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None
        about, text = self._about, self.text
        if about is None or self._saving or text == self._kept:
            return
        self._saving = True
        version, continued = self._version, self._continued
        self.kam.write(
            lambda: about.save(text, version, continued),
            lambda now: self._saved(about, text, now),
            lambda error: self._not_saved(about, text, error),
            about.entities,
        )

    def _saved(self, about: Text, text: str, version: int) -> None:
        self._saving = False
        if self._about is not about:
            rest, self._rest = self._rest, None
            if rest not in (None, text):
                self._save_rest(about, rest or "", version)
            return
        self._kept, self._version, self._continued, self._refused = text, version, True, None
        self._say("", "muted")
        if self.text != text:
            self._save_now()

    def _save_rest(self, about: Text, text: str, version: int) -> None:
        self.kam.write(
            lambda: about.save(text, version, True),
            None,
            lambda error: self._not_saved(about, text, error),
            about.entities,
        )

    def _not_saved(self, about: Text, text: str, error: KamtuiError) -> None:
        self._saving = False
        if self._about is not about:
            self._keep_draft(about, text)
            self.kam.say(_("{error} What you wrote is kept: e brings it back.").format(error=_ended(error)), "bad")
            return
        self._refused = error
        hint = _("ctrl+s puts yours in its place, esc keeps yours for later.") if isinstance(error, Conflict) else ""
        self._say(f"{_ended(error)} {hint}".strip(), "bad")

    def _say(self, text: str, tone: str) -> None:
        if (text, tone) != self.said:
            self.said = (text, tone)
            self.post_message(self.Said())

    def action_text_save(self) -> None:
        """Save now; once somebody else's text was in the way, over it."""
        if isinstance(self._refused, Conflict):
            self._refused, self._version = None, None
        if self.text == self._kept:
            self.kam.show_unsaved(False)
        self._save_now()

    def action_text_outside(self) -> None:
        """Write in $VISUAL or $EDITOR."""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        try:
            with self.app.suspend():
                text = edit_outside(self.text, editor)
        except SuspendNotSupported:
            self._say(_("This terminal cannot lend itself to an editor."), "warn")
        except KamtuiError as error:
            self._say(str(error), "bad")
        else:
            self.load_text(text)
            self.move_cursor(self.document.end)
        self.app.refresh()

    # events

    def on_blur(self, event: events.Blur) -> None:
        """The focus went elsewhere: that ends the editing; or to another window: what was typed is safe first."""
        if self.screen.focused not in (None, self):
            self.action_text_leave()
        elif not isinstance(self._refused, Conflict):
            self._save_now()

    def on_unmount(self) -> None:
        """The application ends: nothing typed is lost."""
        if not isinstance(self._refused, Conflict):
            self._save_now()


def _ended(error: KamtuiError) -> str:
    """A refusal as a sentence."""
    text = str(error)
    return text if text.endswith((".", "!", "?")) else text + "."
