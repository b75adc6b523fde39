"""`prepare` and `export meeting`."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamtui.workspace import Workspace
from tests.unit.cli.conftest import Kamtui


@pytest.fixture
def nord(kamtui: Kamtui, db: Path) -> None:
    kamtui("init", "--kam", "Anna")
    workspace = Workspace(db, login="anna")
    nord = workspace.accounts.add(name="Nord Foods", code="NORD")
    workspace.contacts.add(nord.id, name="Ivan Petrov", position="Head of the procurement of packaging and of films")
    workspace.close()
    kamtui("log", "NORD", "likes it", "--with", "Petrov", "--we", "samples by 2026-12-15")


@pytest.mark.usefixtures("nord")
def test_the_page_is_shown_in_80_columns_and_as_json(kamtui: Kamtui) -> None:
    shown = kamtui("prepare", "nord")
    assert shown.code == 0, shown.err
    assert "WHAT TO ASK" in shown.out
    assert "samples" in shown.out
    assert all(len(line) <= 80 for line in shown.out.splitlines())
    data = kamtui("prepare", "nord", "--with", "petrov", "--json").data
    assert [(one["name"], one["here"]) for one in data["people"]] == [("Ivan Petrov", True)]
    assert [one["text"] for one in data["promises"]] == ["samples"]
    assert data["touches"][0]["outcome"] == "likes it"
    assert {"about", "text", "why"} == set(data["questions"][0])


@pytest.mark.usefixtures("nord")
def test_the_page_is_written_to_a_file(kamtui: Kamtui, tmp_path: Path) -> None:
    for number, command in enumerate((("prepare", "NORD"), ("export", "meeting", "NORD"))):
        path = tmp_path / f"{number}.md"
        assert kamtui(*command, "--to", str(path), "--json").data["file"] == str(path)
        assert "samples" in path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("nord")
def test_wrong_names_and_files_are_refused(kamtui: Kamtui, tmp_path: Path) -> None:
    assert kamtui("prepare", "nobody").code == 1
    assert kamtui("prepare", "NORD", "--with", "zzz").code == 1
    assert kamtui("prepare", "NORD", "--to", str(tmp_path / "page.xlsx")).code == 1
    assert kamtui("export", "meeting", "--to", str(tmp_path / "page.md")).code == 2
