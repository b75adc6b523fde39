"""The palette: in its place every action is offered, and goes to what takes it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from kamtui.clock import Clock
from kamtui.ui.app import KamApp
from kamtui.ui.bound import Bound
from kamtui.ui.dialogs.palette import PaletteDialog
from kamtui.ui.keymap import ACTIONS
from kamtui.workspace import Workspace
from tests.ui.card import app_of, application, drawn

SAMPLE = Path(__file__).parents[2] / "sample.db"
PLACES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("today", {}),
    ("week", {}),
    ("accounts", {}),
    *(("account", {"tab": tab}) for tab in ("overview", "map", "progress", "log")),
    *(("account", {"tab": "plan", "block": block}) for block in range(1, 8)),
    ("person", {}),
    ("library", {}),
    ("progress", {}),
    ("plans", {}),
    ("review", {"quarter": "2026-Q3"}),
    ("versions", {}),
    ("preparation", {}),
    ("numbers", {}),
)


def works_here(app: KamApp) -> set[str]:
    """Every registered action that something between the focus and the application takes, as the palette runs it."""
    nodes = [one for one in (app.screen.focused or app.screen).ancestors_with_self if isinstance(one, Bound)]
    return {
        action.id
        for action in ACTIONS
        for one in nodes
        if set(action.contexts.split()) & set(one.CONTEXTS) and one.check_action(action.method, ())
    }


async def palettes(pilot: Pilot[Any]) -> None:
    """Wherever the focus can be on this screen, the palette has just what works there."""
    app = app_of(pilot)
    for widget in list(app.screen.focus_chain):
        app.screen.set_focus(widget)
        await drawn(pilot)
        dialog = PaletteDialog(app.actions_here(without_key=True))
        assert {choice.id for choice in dialog.choices} == works_here(app) - {"app.palette"}, (app.view.name, widget)


async def test_the_palette_has_every_action_that_works_in_a_place(tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLE, tmp_path / "kamtui.db"))
    workspace = Workspace(path, Clock(date(2026, 11, 20)), login="anna")
    key = next(key for code, _name, key in workspace.accounts.refs() if code == "NORD")
    account, person = {"account_id": key}, {"contact_id": workspace.contacts.of(key)[0].id}
    async with application(workspace) as pilot:
        for view, where in PLACES:
            known = {"person": person, **dict.fromkeys(("account", "review", "versions", "preparation"), account)}
            app_of(pilot).show(view, **known.get(view, {}), **where)
            await drawn(pilot)
            await palettes(pilot)
