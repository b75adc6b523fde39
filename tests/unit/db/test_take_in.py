"""One undo step for one piece of writing: a later save takes in the one before it, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kamtui import workspace as workspaces
from kamtui.clock import Clock
from kamtui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = workspaces.create(tmp_path / "k.db", Clock(date(2026, 11, 20)), login="anna")
    made.accounts.add(name="Nord", code="NORD")
    return made


def text(workspace: Workspace, number: int = 1) -> str:
    return workspace.plans.year(workspace.accounts.find("NORD").id, 2026).blocks[number - 1].text


def write(workspace: Workspace, words: str, number: int = 1, *, continued: bool = True) -> None:
    workspace.plans.write_block(workspace.accounts.find("NORD").id, 2026, number, words, continued=continued)


def test_saves_of_one_editing_are_one_step(workspace: Workspace) -> None:
    before = len(workspace.history.steps())
    for place, words in enumerate(("a", "ab", "abc")):
        write(workspace, words, continued=place > 0)
    assert len(workspace.history.steps()) == before + 1
    workspace.history.undo()
    assert text(workspace) == ""
    assert workspace.plans.year(workspace.accounts.find("NORD").id, 2026).state is None
    workspace.history.redo()
    assert text(workspace) == "abc"


def test_another_step_between_keeps_them_apart(workspace: Workspace) -> None:
    write(workspace, "a", continued=False)
    workspace.tasks.add(title="Call")
    write(workspace, "ab")
    workspace.history.undo()
    assert text(workspace) == "a"


def test_another_block_is_another_step(workspace: Workspace) -> None:
    write(workspace, "a", continued=False)
    write(workspace, "b", 2)
    workspace.history.undo()
    assert (text(workspace), text(workspace, 2)) == ("a", "")


def test_what_was_undone_is_not_taken_in(workspace: Workspace) -> None:
    write(workspace, "a", continued=False)
    write(workspace, "b", continued=False)
    workspace.history.undo()
    write(workspace, "c")
    workspace.history.undo()
    assert text(workspace) == "a"


def test_another_session_of_the_same_user_is_another_step(workspace: Workspace) -> None:
    write(workspace, "a", continued=False)
    other = Workspace(workspace.path, workspace.clock, "anna")
    write(other, "ab")
    other.history.undo()
    assert text(workspace) == "a"
    other.close()
    assert workspace.poll() >= {"plan_block"}
