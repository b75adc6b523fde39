"""Days with points are taken wherever a form or a command gives a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kamtui import workspace as workspaces
from kamtui.clock import Clock
from kamtui.errors import InvalidFields
from kamtui.i18n import speaking
from kamtui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspaces.create(tmp_path / "k.db", Clock(date(2026, 11, 20)), login="anna", name="Anna")


def test_a_day_with_points_is_a_day(workspace: Workspace) -> None:
    account = workspace.accounts.add(name="Nord Foods", since="31.05.2020")
    assert account.since == date(2020, 5, 31)


@pytest.mark.parametrize("text", ["31.02.2020", "31.05.20", "5.31.2020", "31.05"])
def test_what_is_no_day_is_refused_with_one_as_its_reader_writes_it(workspace: Workspace, text: str) -> None:
    with speaking("ru"), pytest.raises(InvalidFields, match=r"21\.11\.2026"):
        workspace.accounts.add(name="Nord Foods", since=text)
