"""Lists of any length: what is not looked at is neither read nor laid out, and is there when it is."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from kamtui.domain.touches import Touch
from kamtui.domain.words import TouchKind
from kamtui.ui import paint
from kamtui.ui.screens.touch_rows import PAGE, TouchRows
from kamtui.ui.widgets.linelist import LineList
from kamtui.ui.widgets.walk import AT_ONCE, Piece, Walk
from kamtui.workspace import Workspace
from tests.ui.card import app_of, card, new_workspace, nord, screen_text, until

COUNT = 2 * PAGE + 30
LATEST = date(2026, 11, 20)


def made(count: int) -> list[Touch]:
    """So many touches, newest first, five of each day."""
    return [
        Touch(f"t{n}", "nord", LATEST - timedelta(days=n // 5), TouchKind.CALL, f"outcome {n}", "", (), ())
        for n in range(count)
    ]


def rows_of(touches: list[Touch], asked: list[int]) -> TouchRows:
    def read(skip: int, count: int) -> list[Touch]:
        asked.append(skip)
        return touches[skip : skip + count]

    days = [(day, 5) for day in dict.fromkeys(touch.on for touch in touches)]
    return TouchRows(days, read, {touch.id: n for n, touch in enumerate(touches)}.get)


def test_rows_are_those_of_all_touches_under_their_months() -> None:
    touches = made(COUNT)
    rows = list(rows_of(touches, []))
    assert [row.item for row in rows if not row.heading] == touches
    assert [row.id for row in rows if row.heading] == ["month:2026-11", "month:2026-10"]
    under = [row.item.on.month for row in rows[1 : rows.index(next(r for r in rows if r.id == "month:2026-10"))]]
    assert set(under) == {11}


def test_only_what_is_looked_at_is_read() -> None:
    asked: list[int] = []
    rows = rows_of(made(COUNT), asked)
    assert (len(rows), len(rows.stops)) == (COUNT + 2, COUNT)
    assert not asked
    assert rows[1].id == "t0"
    assert rows[-1].id == f"t{COUNT - 1}"
    assert asked == [0, 2 * PAGE]
    assert rows.place_of(f"t{PAGE + 3}") == rows.stops[PAGE + 3]
    assert asked == [0, 2 * PAGE]


def test_touches_that_went_meanwhile_leave_an_empty_line() -> None:
    touches = made(COUNT)
    rows = TouchRows([(LATEST, COUNT)], lambda skip, count: touches[skip : skip + count - 20], lambda _id: None)
    assert rows[rows.stops[PAGE - 1]].item == ""
    assert rows.place_of("nobody") is None


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    with workspace.together():
        for touch in made(COUNT):
            workspace.touches.log(nord(workspace), on=touch.on, outcome=touch.outcome)
    return workspace


def test_pages_days_and_places_follow_one_order(workspace: Workspace) -> None:
    key = nord(workspace)
    whole = workspace.touches.of(key)
    pages = [one for skip in range(0, COUNT, 70) for one in workspace.touches.of(key, 70, skip=skip)]
    assert [touch.id for touch in pages] == [touch.id for touch in whole]
    for skip in (1, 4, 5, COUNT - 1, COUNT, COUNT + 1):
        assert workspace.touches.of(key, 7, skip=skip) == whole[skip : skip + 7]
    assert sum(count for _day, count in workspace.touches.days(key)) == COUNT
    assert [day for day, _count in workspace.touches.days(key)] == list(dict.fromkeys(touch.on for touch in whole))
    assert workspace.touches.place(key, whole[150].id) == 150
    assert workspace.touches.place(key, "nobody") is None


def log(pilot: Pilot[Any]) -> LineList[Any]:
    return pilot.app.screen_stack[0].query_one("#log", LineList)


async def test_the_end_of_a_long_log_is_a_key_away_and_stays_under_the_cursor(workspace: Workspace) -> None:
    whole = workspace.touches.of(nord(workspace))
    async with card(workspace, "log") as pilot:
        assert f"{COUNT} touches" in screen_text(pilot)
        await pilot.press("end")
        await until(pilot, lambda: log(pilot).cursor_id == whole[-1].id and whole[-1].outcome in screen_text(pilot))
        await pilot.press("up", "d")
        await until(pilot, lambda: f"{COUNT - 1} touches" in screen_text(pilot))
        assert log(pilot).cursor_id == whole[-1].id
        app_of(pilot).show("account", account_id=nord(workspace), tab="log", touch_id=whole[PAGE + 40].id)
        await until(pilot, lambda: log(pilot).cursor_id == whole[PAGE + 40].id)
        assert whole[PAGE + 40].outcome in screen_text(pilot)


async def test_a_long_page_is_laid_out_as_far_as_one_looks(workspace: Workspace) -> None:
    drawn: list[int] = []

    def piece(number: int) -> Piece:
        def draw(width: int, on: str) -> list[Strip]:
            drawn.append(number)
            return [*paint.paragraph(f"piece {number}", width, "text", 0, on), paint.blank(width)]

        return Piece(f"p{number}", draw)

    count = AT_ONCE * 4
    async with card(workspace, "overview") as pilot:
        walk = Walk(id="long")
        await pilot.app.screen.mount(walk)
        await until(pilot, lambda: walk.area.height)
        walk.set_pieces([piece(number) for number in range(count)])
        assert AT_ONCE <= len(set(drawn)) < count
        assert walk.length == 2 * count
        assert walk.move_to(f"p{count - 1}")
        assert walk.line_count == 2 * count
        assert walk.piece is not None
        assert walk.piece.id == f"p{count - 1}"
        assert walk.top == 2 * count - walk.page


async def test_the_rest_of_a_long_page_is_laid_out_while_nothing_is_pressed(workspace: Workspace) -> None:
    async with card(workspace, "overview") as pilot:
        walk = Walk(id="long")
        await pilot.app.screen.mount(walk)
        await until(pilot, lambda: walk.area.height)
        count = AT_ONCE * 3
        walk.set_pieces([Piece(f"p{n}", lambda width, on: [paint.blank(width, on)]) for n in range(count)])
        assert walk.line_count < count
        await until(pilot, lambda: walk.line_count == count)
