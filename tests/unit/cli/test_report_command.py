"""`report`."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamtui.workspace import Workspace
from tests.unit.cli.conftest import Kamtui


@pytest.fixture
def nord(kamtui: Kamtui, db: Path) -> None:
    kamtui("init", "--kam", "Anna")
    workspace = Workspace(db, login="anna")
    workspace.accounts.add(name="Nord Foods, the largest maker of frozen and chilled ready meals", code="NORD")
    workspace.close()
    kamtui("log", "NORD", "call: likes it")


@pytest.mark.usefixtures("nord")
def test_the_report_is_shown_in_80_columns_as_json_and_as_a_file(kamtui: Kamtui, tmp_path: Path) -> None:
    shown = kamtui("report")
    assert shown.code == 0, shown.err
    assert "Month in numbers" in shown.out
    assert all(len(line) <= 80 for line in shown.out.splitlines())
    data = kamtui("report", "--week", "--json").data
    assert (data["kind"], data["first"], data["now"]["touches"], data["before"]["touches"]) == (
        "week",
        "2026-11-16",
        1,
        0,
    )
    assert data["attention"][0]["account"] == "NORD"
    assert kamtui("report", "--week", "--of", "2026-11-10", "--json").data["now"]["touches"] == 0
    path = tmp_path / "report.md"
    assert kamtui("report", "--to", str(path), "--json").data["file"] == str(path)
    assert "Nord Foods" in path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("nord")
def test_of_one_account_of_an_owner_or_of_all(kamtui: Kamtui) -> None:
    own = kamtui("report", "--json").data
    one = kamtui("report", "--account", "nord", "--json").data
    everything = kamtui("report", "--all", "--json").data
    assert [(each["owner"], each["account"]) for each in (own, one, everything)] == [
        ("anna", None), (None, "NORD"), (None, None),
    ]  # fmt: skip
    assert [each["now"]["touches"] for each in (own, one, everything)] == [1, 1, 1]
    assert (own["before_first"], own["before_last"]) == ("2026-10-01", "2026-10-21")
    assert [period["touches"] for period in own["course"]] == [0] * 11 + [1]
    assert kamtui("report", "--account", "nord", "--all").code == 2
    assert kamtui("report", "--owner", "nobody").code == 1


@pytest.mark.usefixtures("nord")
def test_wrong_wishes_are_refused(kamtui: Kamtui, tmp_path: Path) -> None:
    assert kamtui("report", "--week", "--month").code == 2
    assert kamtui("report", "--of", "2027-03-01").code == 1
    assert kamtui("report", "--to", str(tmp_path / "report.xlsx")).code == 1
