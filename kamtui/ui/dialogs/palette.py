"""The command palette: every action of this place, by name."""

from __future__ import annotations

from collections.abc import Sequence

from kamtui.i18n import _
from kamtui.ui.actions import shown_key
from kamtui.ui.dialogs.pick import Choice, PickDialog
from kamtui.ui.keymap import Action

_MOVING = ("list", "grid", "document")


class PaletteDialog(PickDialog):
    """Dismisses with the id of the action."""

    def __init__(self, actions: Sequence[Action]) -> None:
        choices = [
            Choice(action.id, _(action.help), shown_key(action.keys[0]), f"{_(action.label)} {action.id}")
            for action in actions
            if action.contexts not in _MOVING and action.id != "app.palette"
        ]
        super().__init__(_("Commands"), choices)
