"""A workspace on a real file: made once per test process, copied for each test."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from kamtui.clock import Clock
from kamtui.workspace import Workspace, create

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="session")
def template_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty workspace of the user "anna"."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    create(path, Clock(TODAY), "anna", name="Anna").close()
    return path


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets the clock on the wall to a time zone: `in_zone("Europe/Moscow")`."""

    def set_to(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield set_to
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def db_path(template_db: Path, tmp_path: Path) -> Path:
    """A private copy of the empty workspace."""
    path = tmp_path / "kamtui.db"
    shutil.copyfile(template_db, path)
    return path


@pytest.fixture
def open_workspace(db_path: Path) -> Iterator[Callable[..., Workspace]]:
    """Opens sessions on the same file: `open_workspace(login="anna")`."""
    opened: list[Workspace] = []

    def opener(login: str = "anna", today: date = TODAY) -> Workspace:
        workspace = Workspace(db_path, Clock(today), login)
        opened.append(workspace)
        return workspace

    yield opener
    for workspace in opened:
        workspace.close()


@pytest.fixture
def workspace(open_workspace: Callable[..., Workspace]) -> Workspace:
    """An empty workspace, seen by "anna" on TODAY."""
    return open_workspace()
