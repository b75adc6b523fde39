"""The board by status, what facts propose, what is worth most and the question for evidence, on the sample.

After a wanted change: `make test ARGS="tests/ui/test_progress_snapshots.py --snapshot-update"`, and read what differs.
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
PARTS = {"board": ["v"], "facts": ["p"], "best": ["b"], "evidence": ["down", "space"]}


@pytest.mark.parametrize("size", [(80, 24), (200, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("part", PARTS)
async def test_part(part: str, language: str, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    set_language(language)
    workspace = Workspace(prepare_demo(language, TODAY), Clock(TODAY), "anna")
    account = next(key for code, _name, key in workspace.accounts.refs() if code == "SIBBREW")
    async with application(workspace, size, "account", account_id=account, tab="progress") as pilot:
        app = app_of(pilot)
        await until(pilot, lambda: app.focused is not None and app.focused.query_ancestor("#pane-progress"))
        await still(pilot)
        await pilot.press(*PARTS[part])
        assert await still(pilot) == snapshot
    workspace.close()
