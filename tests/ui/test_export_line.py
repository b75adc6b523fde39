"""`x` on the map: a path in one line becomes a file, or the reason why not stands under it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.screens.export import export_map
from kamtui.workspace import Workspace
from tests.ui.card import TODAY, card, new_workspace, nord, screen_text, until


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    made = new_workspace(tmp_path)
    made.contacts.add(nord(made), name="Ivan Petrov", position="CTO", level=4)
    return made


def line(pilot: Pilot[Any]) -> LineDialog[Any]:
    assert isinstance(pilot.app.screen, LineDialog)
    return pilot.app.screen


async def test_the_path_proposed_is_written_with_enter(workspace: Workspace, tmp_path: Path) -> None:
    async with card(workspace, "map") as pilot:
        await pilot.press("x")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineDialog))
        assert line(pilot).entry.value == f"~/NORD-map-{TODAY}.html"
        await until(pilot, lambda: "looks like the map" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "written:" in screen_text(pilot))
    page = tmp_path / "home" / f"NORD-map-{TODAY}.html"
    assert "Ivan Petrov" in page.read_text(encoding="utf-8")


async def test_what_cannot_be_written_is_said_and_the_text_stays(workspace: Workspace, tmp_path: Path) -> None:
    async with card(workspace, "map") as pilot:
        export_map(pilot.app, nord(workspace))  # type: ignore[arg-type]
        await until(pilot, lambda: isinstance(pilot.app.screen, LineDialog))
        entry = line(pilot).entry
        entry.take("map.doc")
        line(pilot).entry_changed("map.doc")
        await until(pilot, lambda: ".xlsx" in screen_text(pilot))
        entry.take(str(tmp_path / "none" / "map.md"))
        await pilot.press("enter")
        await until(pilot, lambda: "there is no folder" in screen_text(pilot))
        assert entry.value.endswith("map.md")
        entry.take(str(tmp_path / "map.md"))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, LineDialog))
    assert (tmp_path / "map.md").is_file()
