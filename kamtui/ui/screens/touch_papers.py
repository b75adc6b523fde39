"""Agenda and minutes in the user's own editor."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from kamtui.errors import KamtuiError
from kamtui.i18n import _
from kamtui.ui.dialogs.text import edit_outside

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp


def edit_paper(kam: KamApp, text: str, take: Callable[[str], object], refuse: Callable[[str], object]) -> None:
    """`text` in $VISUAL or $EDITOR; `take` gets what comes back, `refuse` why nothing does."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        with kam.suspend():
            written = edit_outside(text, editor)
    except SuspendNotSupported:
        refuse(_("This terminal cannot lend itself to an editor."))
    except KamtuiError as error:
        refuse(str(error))
    else:
        take(written)
    kam.refresh()
