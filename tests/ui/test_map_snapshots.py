"""The three views of the map of a group on the sample, as they look at two sizes in both languages.

After a wanted change: `make test ARGS="tests/ui/test_map_snapshots.py --snapshot-update"`, and read the difference.
"""

from __future__ import annotations

from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion

from kamtui.clock import Clock
from kamtui.i18n import set_language
from kamtui.ui.screens.account_map_widgets import MODES
from kamtui.workspace import Workspace
from kamtui.workspace.demo import prepare_demo
from tests.ui.card import app_of, application, still, until

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("mode", MODES)
async def test_view(mode: str, language: str, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    set_language(language)
    workspace = Workspace(prepare_demo(language, TODAY), Clock(TODAY), "anna")
    volga = next(key for code, _name, key in workspace.accounts.refs() if code == "VOLGA")
    async with application(workspace, size, "account", account_id=volga, tab="map") as pilot:
        app = app_of(pilot)
        await until(pilot, lambda: app.focused is not None and app.focused.query_ancestor("#pane-map"))
        await pilot.press("w", *["v"] * MODES.index(mode), *["right", "left"] * (mode != "tree"))
        assert await still(pilot) == snapshot
    workspace.close()
