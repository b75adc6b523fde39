"""Agenda and minutes in the user's own editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from kamtui.errors import KamtuiError
from kamtui.i18n import _
from kamtui.ui.dialogs.text import edit_outside, editor_command

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp


def edit_paper(kam: KamApp, text: str, take: Callable[[str], object], refuse: Callable[[str], object]) -> None:
    """`text` in $VISUAL or $EDITOR; `take` gets what comes back, `refuse` why nothing does."""
    try:
        with kam.suspend():
            written = edit_outside(text, editor_command())
    except SuspendNotSupported:
        refuse(_("This terminal cannot lend itself to an editor."))
    except KamtuiError as error:
        refuse(str(error))
    else:
        if written.strip():
            take(written)
        else:
            refuse(_("The text came back empty: nothing was taken over."))
    kam.refresh()
