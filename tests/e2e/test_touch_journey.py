"""A touch with promises, minutes from the user's own editor, and a promise kept, in a real terminal."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.terminal import Terminal
from kamtui import workspace as workspaces
from kamtui.clock import Clock

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def nord(kamtui_env: dict[str, str]) -> None:
    """An account with one person, to whom a promise is late."""
    clock = Clock(date.fromisoformat(kamtui_env["KAMTUI_TODAY"]))
    workspace = workspaces.create(Path(kamtui_env["KAMTUI_DB"]), clock, login="anna", name="Anna")
    account = workspace.accounts.add(name="Nord Foods", code="NORD", category="K")
    person = workspace.contacts.add(account.id, name="Ivan Petrov", position="Chief engineer")
    workspace.promises.add(account.id, side="ours", text="samples", due=date(2026, 11, 18), contact_id=person.id)
    workspace.close()


def read(run_kamtui: Run, *args: str) -> Any:
    return json.loads(run_kamtui(*args, "--json").stdout)


@pytest.mark.usefixtures("nord")
def test_a_touch_with_all_that_came_of_it(
    open_kamtui: Callable[..., Terminal], run_kamtui: Run, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf 'people: Petrov\\nfoam is fine\\nwe: drums by 1.12\\n' > \"$1\"\n")
    editor.chmod(0o755)
    kam = open_kamtui(cols=80, rows=24, env={"VISUAL": str(editor)})
    kam.wait_for("We promised: samples")
    kam.press("space")
    kam.wait_for("kept: samples")

    kam.press("2")
    kam.wait_for("Nord Foods")
    kam.press("c")
    kam.wait_for("Touch with Nord Foods")
    kam.type("they called: a leak; they: photos by Friday > call tomorrow")
    kam.wait_for("they began it")
    kam.press("enter")
    kam.wait_for("logged: call")
    kam.press("c")
    kam.wait_for("Touch with Nord Foods")
    kam.press("ctrl+e")
    kam.wait_for("What to write")
    kam.press("enter")
    kam.wait_for("foam is fine")  # the form, with what the minutes say
    kam.press("ctrl+s")
    kam.wait_for("logged: call Ivan Petrov")
    kam.press("q")
    assert kam.wait_exit() == 0

    touches = read(run_kamtui, "log", "NORD")
    assert sorted((one["outcome"], one["proactive"]) for one in touches) == [("a leak", False), ("foam is fine", True)]
    promises = read(run_kamtui, "promises", "--all")
    assert [(one["side"], one["text"], one["due"], one["status"]) for one in promises] == [
        ("theirs", "photos", "2026-11-27", "open"),
        ("ours", "drums", "2026-12-01", "open"),
        ("ours", "samples", "2026-11-18", "kept"),
    ]
