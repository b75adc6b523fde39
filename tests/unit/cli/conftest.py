"""Commands run in this process on a real database in a private folder, on a day that stands still."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kamtui import workspace as workspaces
from kamtui.__main__ import main
from kamtui.clock import Clock

TODAY = date(2026, 11, 21)


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON document on stdout, which is all that is there."""
        assert self.code == 0, self.err
        return json.loads(self.out)


Kamtui = Callable[..., Done]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where the database of the test lies."""
    return tmp_path / "data" / "kamtui.db"


@pytest.fixture
def kamtui(db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kamtui:
    """Run `kamtui ARGUMENTS`."""
    monkeypatch.setenv("KAMTUI_DB", str(db))
    monkeypatch.setenv("KAMTUI_TODAY", TODAY.isoformat())
    monkeypatch.setenv("KAMTUI_USER", "anna")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "en_US.UTF-8")

    def run(*arguments: str) -> Done:
        code = main(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Done(code, out, err)

    return run


@pytest.fixture
def seeded(kamtui: Kamtui, db: Path) -> Kamtui:
    """`kamtui` on a workspace of three accounts: NORD with two people and a late task, and two Volgas."""
    made = workspaces.create(db, Clock(TODAY), "anna", name="Anna")
    nord = made.accounts.add(name="Северный Мёд", code="NORD", category="K")
    made.accounts.add(name="Volga Dairy", code="DAIRY", category="A")
    made.accounts.add(name="Volga Pack", code="PACK")
    made.contacts.add(
        nord.id,
        name="Пётр Иванов",
        position="CEO",
        level=5,
        function="management",
        roles=("decider",),
        attitude=1,
        influence="inner_circle",
    )
    made.contacts.add(nord.id, name="Olga Kim", position="Head of quality", level=3, function="quality")
    made.tasks.add(title="Send packaging offer", account_id=nord.id, due=date(2026, 11, 19))
    made.close()
    return kamtui
