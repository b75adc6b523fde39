"""The command palette: every action of this place, by name, in any form of its words."""

from __future__ import annotations

from collections.abc import Sequence

from kamtui.i18n import _
from kamtui.ui.actions import shown_key
from kamtui.ui.dialogs.pick import SCATTERED, Choice, PickDialog
from kamtui.ui.keymap import Action

_MOVING = ("list", "grid", "document")


class PaletteDialog(PickDialog):
    """Dismisses with the id of the action. Movement comes last; English names are understood in any language."""

    def __init__(self, actions: Sequence[Action]) -> None:
        offered = [action for action in actions if action.id != "app.palette"]
        offered.sort(key=lambda action: action.contexts in _MOVING)
        super().__init__(
            _("Commands"),
            [
                Choice(
                    action.id,
                    _(action.help),
                    shown_key(action.keys[0]),
                    f"{_(action.label)} {action.label} {action.help} {action.id}",
                )
                for action in offered
            ],
        )

    def rank(self, text: str, query: str) -> int | None:
        """As they are typed, else in other forms: `касания` for `касание`."""
        found = super().rank(text, query)
        if found is not None and found < SCATTERED:
            return found
        from kamtui.domain.search import searchable, terms_of

        body, terms = searchable([text]), terms_of(query)
        if terms and all(any(f" {form}" in body for form in term.stems) for term in terms):
            return SCATTERED - 1
        return found
