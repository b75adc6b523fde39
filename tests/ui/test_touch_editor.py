"""Editors as they are: with arguments, giving up, killed, leaving nothing or no text behind."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.app import App

from kamtui.errors import KamtuiError
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import PickDialog
from kamtui.ui.dialogs.text import edit_outside, editor_command
from kamtui.workspace import Workspace
from tests.ui.card import card, new_workspace, nord, screen_text, shown, until


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path)
    workspace.contacts.add(nord(workspace), name="Ivan Petrov", level=5)
    return workspace


def script(folder: Path, body: str) -> str:
    """An editor command with an argument of its own; the file to edit is `$2`."""
    file = folder / "my editor"
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(0o700)
    return f"'{file}' --wait"


@pytest.mark.parametrize(
    ("body", "text"),
    [('echo "новое" > "$2"', "новое"), (':> "$2"', ""), ('echo "saved" > "$2"; kill -9 $$', "saved"), ("true", "old")],
)
def test_what_an_editor_leaves_is_taken(tmp_path: Path, body: str, text: str) -> None:
    assert edit_outside("old\n", script(tmp_path, body)) == text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('echo "half" > "$2"; exit 1', "ended with status 1"),
        ("kill -9 $$", "was stopped"),
        ('rm "$2"', "failed"),
        ("printf '\\377\\376' > \"$2\"", "failed"),
    ],
)
def test_an_editor_that_leaves_nothing_is_told_in_words(tmp_path: Path, body: str, said: str) -> None:
    with pytest.raises(KamtuiError, match=said):
        edit_outside("old", script(tmp_path, body))


def test_an_empty_editor_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "  ")
    monkeypatch.setenv("EDITOR", "nano -w")
    assert editor_command() == "nano -w"
    monkeypatch.delenv("EDITOR")
    assert editor_command() == "vi"


@pytest.mark.parametrize(
    ("body", "said"), [(':> "$2"', "came back empty"), ("exit 3", "ended with status 3"), ("kill -9 $$", "was stopped")]
)
@pytest.mark.parametrize("keys", [("enter",), ("down", "enter")], ids=["minutes", "agenda"])
async def test_the_line_of_a_touch_stays_when_the_editor_gives_nothing(
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    body: str,
    said: str,
    keys: tuple[str, ...],
) -> None:
    monkeypatch.setenv("VISUAL", script(tmp_path, body))
    monkeypatch.setattr(App, "suspend", lambda _app: nullcontext())
    async with card(workspace, "log") as pilot:
        await pilot.press("c")
        line = await shown(pilot, LineDialog)
        line.entry.take("met Petrov: fine")
        await pilot.press("ctrl+e")
        await shown(pilot, PickDialog)
        await pilot.press(*keys)
        await until(pilot, lambda: said in screen_text(pilot))
        assert line.entry.value == "met Petrov: fine"
        assert not workspace.notes.of(nord(workspace))
