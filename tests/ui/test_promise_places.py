"""Promises where they are met: on Today, and on the screen of the person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kamtui.domain.words import PromiseStatus
from kamtui.ui.widgets.walk import Walk
from kamtui.workspace import Workspace
from tests.ui.card import app_of, application, card, new_workspace, nord, screen_text, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    key = nord(workspace)
    ivan = workspace.contacts.add(key, name="Ivan Petrov", level=5)
    workspace.touches.log(key, people=("Ivan Petrov",), outcome="fine")
    workspace.promises.add(key, side="ours", text="samples", due=date(2026, 11, 17), contact_id=ivan.id)
    workspace.promises.add(key, side="theirs", text="volumes", due=date(2026, 12, 17), contact_id=ivan.id)
    return workspace


async def test_space_on_today_keeps_a_promise_and_enter_goes_to_it(workspace: Workspace) -> None:
    async with application(workspace) as pilot:
        await until(pilot, lambda: "We promised: samples" in screen_text(pilot))
        assert "volumes" not in screen_text(pilot)  # theirs, and not late
        await pilot.press("enter")
        await until(pilot, lambda: "Promised by" in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: app_of(pilot).view.name == "today")
        await pilot.press("space")
        await until(pilot, lambda: len(workspace.promises.all(open_only=True)) == 1)
        await until(pilot, lambda: "We promised" not in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: "We promised: samples" in screen_text(pilot))


@pytest.mark.parametrize("size", [(80, 50), (120, 36), (200, 50)])
async def test_a_person_has_promises_of_both_sides(workspace: Workspace, size: tuple[int, int]) -> None:
    person = workspace.contacts.of(nord(workspace))[0]
    ours = next(one for one in workspace.promises.of(nord(workspace)) if one.text == "samples")
    async with card(workspace, "overview", size) as pilot:
        app_of(pilot).show("person", contact_id=person.id)
        await until(pilot, lambda: "they: volumes" in screen_text(pilot))
        assert "we: samples" in screen_text(pilot)
        assert "3 days late" in screen_text(pilot)
        for walk in app_of(pilot).view.query(Walk):
            if walk.move_to(f"promise:{ours.id}"):
                app_of(pilot).screen.set_focus(walk)
        await until(pilot, lambda: "space" in screen_text(pilot))
        await pilot.press("space")
        await until(pilot, lambda: workspace.promises.get(ours.id).status is PromiseStatus.KEPT)
        await until(pilot, lambda: "we: samples" not in screen_text(pilot))
