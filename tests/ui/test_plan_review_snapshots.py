"""The board, the review of a quarter and the versions of a plan as they look; also in ASCII.

After a wanted change: `make test ARGS="tests/ui/test_plan_review_snapshots.py --snapshot-update"`, and read the
difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.workspace import Workspace
from tests.ui.card import app_of, application, new_workspace, nord, still, until

SCREENS = {
    "board": ("account", {"tab": "plan"}),
    "tasks": ("review", {"quarter": "2026-Q3", "step": 0}),
    "close": ("review", {"quarter": "2026-Q3", "step": 7}),
    "versions": ("versions", {"year": 2026}),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An approved plan that has changed since: a task carried over, one that waits for help."""
    made = new_workspace(tmp_path)
    key, plans, tasks = nord(made), made.plans, made.tasks
    plans.write_block(key, 2026, 3, "They buy from three suppliers and want one.")
    plans.write_block(key, 2026, 7, "One buyer only; the plant may be sold.")
    plans.add_goal(key, 2026, title="Second supplier of drums", quarter="2026-Q4")
    offer = tasks.add(title="Send the packaging offer", account_id=key, quarter="2026-Q4", due="2026-11-18")
    tasks.ask(offer.id, department="laboratory", by=date(2026, 12, 1))
    tasks.carry(tasks.add(title="Pilot at plant 2", account_id=key, quarter="2026-Q3").id, "2026-Q4", "late lab")
    tasks.add(title="Meet the head of quality", account_id=key, quarter="2026-Q3")
    tasks.done(tasks.add(title="Present cleaners", account_id=key, quarter="2026-Q3").id, "they liked it")
    plans.set_quarter(key, "2026-Q3", revenue_plan="3400000")
    plans.set_quarter(key, "2026-Q4", revenue_plan="5200000", base="2000000")
    plans.write_review(key, "2026-Q3", cause="support", kam_comment="The lab was late.")
    plans.close(key, "2026-Q2")
    plans.submit(key, 2026)
    plans.approve(key, 2026)
    plans.write_block(key, 2026, 3, "They buy from four suppliers and want two.")
    return made


@pytest.fixture
def ascii_signs() -> Iterator[None]:
    """Signs for terminals that lack the others."""
    for ascii_only in (True, False):
        G.use(ascii_only=ascii_only)
        paint._cut.cache_clear()  # texts cut with the other ellipsis
        if ascii_only:
            yield


async def shown(workspace: Workspace, screen: str, size: tuple[int, int]) -> str:
    view, where = SCREENS[screen]
    async with application(workspace, size, view, account_id=nord(workspace), **where) as pilot:  # type: ignore[arg-type]
        app = app_of(pilot)
        await until(
            pilot,
            lambda: (
                app.focused is not None and app.focused.id in ("board", "review-list", "review-text", "versions-list")
            ),
        )
        return await still(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", SCREENS)
async def test_screen(workspace: Workspace, screen: str, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    assert await shown(workspace, screen, size) == snapshot


@pytest.mark.usefixtures("ascii_signs")
@pytest.mark.parametrize("screen", SCREENS)
async def test_screen_in_ascii(workspace: Workspace, screen: str) -> None:
    assert (await shown(workspace, screen, (80, 24))).isascii()
