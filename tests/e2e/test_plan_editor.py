"""The text of a plan written in one's own editor, in a real terminal: the screen comes back whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.terminal import Terminal


def test_screen_is_whole_after_the_own_editor(open_kamtui: Callable[..., Terminal], tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text("#!/bin/sh\nprintf 'They bake <b>[red]bread' > \"$1\"\n", encoding="utf-8")
    editor.chmod(0o755)
    kam = open_kamtui("demo", cols=80, rows=24, env={"EDITOR": str(editor)})
    kam.wait_for("? help")
    kam.press("5")
    kam.wait_for("Plans 2026")
    kam.press("enter")
    kam.wait_for("Overview")
    kam.wait_quiet()
    kam.press("b", "e")
    kam.wait_for("you are writing")
    kam.press("ctrl+e")
    kam.wait_for("They bake <b>[red]bread")
    kam.wait_quiet()
    assert "Overview" in kam.text
    assert "you are writing" in kam.text
    assert "ctrl+e editor" in kam.text
    kam.press("esc")
    kam.wait_for("e edit text")
    kam.press("q")
    assert kam.wait_exit() == 0
