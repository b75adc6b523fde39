"""The key screens on the sample, at two sizes and in both languages, as they look.

After a wanted change: `make test ARGS="tests/ui/test_snapshots.py --snapshot-update"`, and read the difference.
"""

from __future__ import annotations

from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion

from kamtui.clock import Clock
from kamtui.i18n import set_language
from kamtui.workspace import Workspace
from kamtui.workspace.demo import prepare_demo
from tests.ui.card import app_of, application, still, until

TODAY = date(2026, 11, 20)
SIZES = [(80, 24), (120, 36)]
SCREENS = ["today", "accounts", "overview", "map", "progress", "plan", "log"]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("screen", SCREENS)
async def test_screen(screen: str, language: str, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    set_language(language)
    workspace = Workspace(prepare_demo(language, TODAY), Clock(TODAY), "anna")
    nord = next(key for code, _name, key in workspace.accounts.refs() if code == "NORD")
    where = {} if screen in ("today", "accounts") else {"account_id": nord, "tab": screen}
    view = "account" if where else screen
    async with application(workspace, size, view, **where) as pilot:
        app = app_of(pilot)
        if where:
            await until(pilot, lambda: app.focused is not None and app.focused.query_ancestor(f"#pane-{screen}"))
        else:
            await until(pilot, lambda: app.view.name == screen)
        assert await still(pilot) == snapshot
