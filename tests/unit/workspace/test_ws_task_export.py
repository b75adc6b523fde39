"""Tasks for calendars and tables, read back with a calendar library and with our own import."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from kamtui.workspace import Workspace

HOSTILE = "=1+1; BEGIN:VEVENT, «ёлка» 😀\\n end"


@pytest.fixture
def nord(workspace: Workspace) -> str:
    """An account with a task all day, one at a time, one done, one dropped, one of another year."""
    key = workspace.accounts.add(name="Nord Foods", code="NORD").id
    tasks = workspace.tasks
    tasks.add(title=HOSTILE, account_id=key, quarter="2026-Q4", due=date(2026, 12, 1), priority="high", owner="anna")
    tasks.add(title="At three", account_id=key, quarter="2026-Q4", due=date(2026, 12, 2), due_time=time(15))
    done = tasks.add(title="Is done", account_id=key, quarter="2026-Q4")
    tasks.done(done.id, "it went\nwell", on=date(2026, 11, 19))
    tasks.drop(tasks.add(title="Is dropped", account_id=key, quarter="2026-Q4").id, "no longer")
    tasks.add(title="Next year", account_id=key, quarter="2027-Q1")
    return key


def todos(path: Path) -> dict[str, Any]:
    """The to-dos of a calendar by the beginning of their titles."""
    calendar = Calendar.from_ical(path.read_bytes())
    assert not list(calendar.walk("VEVENT"))
    return {str(one["summary"]).split(" · ")[0]: one for one in calendar.walk("VTODO")}


def test_all_day_timed_and_done(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    path, count = workspace.exports.tasks(nord, tmp_path / "tasks.ics")
    found = todos(path)
    assert count == len(found) == 5
    assert found[HOSTILE].decoded("due") == date(2026, 12, 1)
    assert found[HOSTILE]["priority"] == 1
    assert "owner: Anna" in found[HOSTILE]["description"]
    assert found["At three"].decoded("due") == datetime(2026, 12, 2, 15)  # of the wall clock, wherever that is
    done = found["Is done"]
    assert (str(done["status"]), done["percent-complete"]) == ("COMPLETED", 100)
    assert done.decoded("completed") == datetime(2026, 11, 19, 12, tzinfo=UTC)
    assert "it went\nwell" in done["description"]
    assert str(found["Is dropped"]["status"]) == "CANCELLED"
    assert "due" not in found["Next year"]


def test_ids_stay_and_changes_count_up(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    first = todos(workspace.exports.tasks(nord, tmp_path / "a.ics")[0])["At three"]
    task = next(one for one in workspace.tasks.open(nord) if one.title == "At three")
    workspace.tasks.change(task.id, due=date(2026, 12, 3))
    second = todos(workspace.exports.tasks(nord, tmp_path / "b.ics")[0])["At three"]
    assert first["uid"] == second["uid"]
    assert second["sequence"] > first["sequence"]


def test_lines_are_folded_as_the_format_wants(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    workspace.tasks.add(title="длинное " * 20, account_id=nord, quarter="2026-Q4")
    data = workspace.exports.tasks(nord, tmp_path / "a.ics")[0].read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_a_plan_has_the_tasks_of_its_year(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    assert "Next year" not in todos(workspace.exports.plan(nord, tmp_path / "plan.ics"))
    assert list(todos(workspace.exports.plan(nord, tmp_path / "next.ics", year=2027))) == ["Next year"]


def test_without_an_account_all_open_tasks(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    workspace.tasks.add(title="Of nobody")
    found = todos(workspace.exports.tasks(None, tmp_path / "all.ics")[0])
    assert set(found) == {HOSTILE, "At three", "Next year", "Of nobody"}


def test_csv_comes_back_in_unchanged(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    path, count = workspace.exports.tasks(nord, tmp_path / "tasks.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count == 5
    assert rows[0]["title"] == f" {HOSTILE}"
    result = workspace.imports.run("tasks", path)
    assert (result.read, result.unchanged, result.rejects) == (5, 5, ())


def test_a_workbook_has_days_and_no_formulas(workspace: Workspace, nord: str, tmp_path: Path) -> None:
    sheet = load_workbook(workspace.exports.tasks(nord, tmp_path / "tasks.xlsx")[0]).active
    assert sheet is not None
    assert sheet["B2"].value == HOSTILE
    assert sheet["B2"].data_type == "s"
    assert sheet["D2"].value == datetime(2026, 12, 1)
