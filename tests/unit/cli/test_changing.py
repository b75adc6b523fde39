"""Commands that change something: what they do, and that undo takes it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def item(run: Run, code: str) -> Any:
    return next(each for each in run("progress", "NORD", "--json").data["items"] if each["code"] == code)


def person(run: Run, name: str) -> Any:
    return next(each for each in run("contacts", "NORD", "--json").data["contacts"] if each["name"] == name)


def test_init_makes_a_workspace_with_its_settings(kamtui: Run, db: Path) -> None:
    made = kamtui("init", "--kam", "Анна", "--currency", "EUR", "--fiscal-start", "4", "--json").data
    assert made == {"path": str(db), "kam": "Анна", "currency": "EUR", "fiscal_start": 4}
    assert db.stat().st_mode & 0o777 == 0o600
    assert db.parent.stat().st_mode & 0o777 == 0o700
    assert kamtui("accounts", "--json").data == []


def test_init_refuses_to_overwrite(seeded: Run, db: Path) -> None:
    before = db.read_bytes()
    again = seeded("init")
    assert again.code == 1
    assert str(db) in again.err
    assert db.read_bytes() == before


def test_init_with_a_wrong_setting_makes_nothing(kamtui: Run, db: Path) -> None:
    assert kamtui("init", "--fiscal-start", "13").code == 1
    assert not db.exists()


def test_contact_adds_then_changes_by_part_of_the_name(seeded: Run) -> None:
    seeded("contact", "NORD", "Ivan Petrov", "--role", "decider,sponsor", "--attitude", "союзник", "--level", "4")
    added = person(seeded, "Ivan Petrov")
    assert (added["roles"], added["attitude"], added["level"]) == (["decider", "sponsor"], "ally", 4)
    seeded("contact", "nord", "ivan", "--attitude", "-2", "--position", "CTO", "--reports-to", "петр")
    changed = person(seeded, "Ivan Petrov")
    assert (changed["attitude"], changed["position"], changed["level"]) == ("enemy", "CTO", 4)
    assert len(seeded("contacts", "NORD", "--json").data["contacts"]) == 3


def test_contact_marked_as_left_is_kept(seeded: Run) -> None:
    assert seeded("contact", "NORD", "Olga", "--left").code == 0
    assert person(seeded, "Olga Kim")["status"] == "left"
    assert seeded("undo").code == 0
    assert person(seeded, "Olga Kim")["status"] == "active"


def test_a_name_too_long_is_refused_with_the_limit(seeded: Run) -> None:
    refused = seeded("contact", "NORD", "x" * 201)
    assert (refused.code, refused.err) == (1, "kamtui: name: is longer than 200 characters\n")


def test_contact_with_an_unknown_word_lists_the_allowed_ones(seeded: Run) -> None:
    refused = seeded("contact", "NORD", "Olga", "--role", "boss")
    assert refused.code == 1
    assert "decider" in refused.err
    assert person(seeded, "Olga Kim")["roles"] == []


def test_progress_needs_evidence_to_be_done(seeded: Run) -> None:
    assert seeded("progress", "NORD", "K01", "--status", "done").code == 1
    assert item(seeded, "K01")["status"] == "not_started"


def test_progress_changes_status_and_quarter_in_one_step(seeded: Run) -> None:
    change = ("--status", "сделано", "--evidence", "annual report", "--quarter", "Q4", "--on", "2026-11-20")
    assert seeded("progress", "NORD", "k01", *change).code == 0
    done = item(seeded, "K01")
    assert (done["status"], done["evidence"], done["done_on"]) == ("done", "annual report", "2026-11-20")
    assert done["planned_quarter"] == "2026-Q4"
    seeded("undo")
    back = item(seeded, "K01")
    assert (back["status"], back["planned_quarter"]) == ("not_started", None)


def test_progress_is_planned_and_taken_off_the_plan(seeded: Run) -> None:
    assert seeded("progress", "NORD", "K02", "--quarter", "2027-Q1", "--json").data["planned_quarter"] == "2027-Q1"
    assert seeded("progress", "NORD", "K02", "--quarter", "", "--json").data["planned_quarter"] is None


def test_progress_chooses_the_set(seeded: Run) -> None:
    full = seeded("progress", "NORD", "--set", "full", "--json").data
    assert full["set"] == "full"
    assert all(each["in_set"] for each in full["items"])
    assert seeded("progress", "NORD", "--set", "half").code == 1


def test_log_makes_the_next_step_a_task_in_the_same_step(seeded: Run) -> None:
    seeded("log", "NORD", "Pilot agreed", "--kind", "звонок", "--next", "Send a sample", "--due", "2026-11-27")
    tasks = seeded("plan", "NORD", "--json").data["quarters"]["Q4"]["tasks"]
    assert [(task["title"], task["due"]) for task in tasks][-1] == ("Send a sample", "2026-11-27")
    seeded("undo")
    assert seeded("log", "NORD", "--json").data == []
    assert len(seeded("plan", "NORD", "--json").data["quarters"]["Q4"]["tasks"]) == 1


@pytest.mark.parametrize("named", ["title", "id", "end"])
def test_done_takes_a_title_or_an_id(seeded: Run, named: str) -> None:
    (task,) = seeded("plan", "NORD", "--json").data["quarters"]["Q4"]["tasks"]
    ref = {"title": "packaging", "id": task["id"], "end": task["id"][-6:]}[named]
    assert seeded("done", ref, "--result", "sent").code == 0
    (closed,) = seeded("plan", "NORD", "--json").data["quarters"]["Q4"]["tasks"]
    assert (closed["status"], closed["result"]) == ("done", "sent")


def test_task_lands_in_the_quarter_of_its_due_date(seeded: Run) -> None:
    added = seeded("task", "DAIRY", "Present cleaners", "--due", "2027-02-10", "--priority", "высокий", "--json").data
    assert (added["quarter"], added["priority"], added["account"]) == ("2027-Q1", "high", "DAIRY")
    assert seeded("task", "DAIRY", "Tender", "--quarter", "2027-Q4", "--json").data["quarter"] == "2027-Q4"


def test_undo_and_redo_say_what_they_did(seeded: Run) -> None:
    seeded("task", "DAIRY", "Present cleaners")
    assert "Present cleaners" in seeded("undo").out
    assert "Present cleaners" in seeded("redo").out
    assert seeded("redo").code == 1


def test_nothing_to_undo_is_said(kamtui: Run) -> None:
    kamtui("init")
    refused = kamtui("undo")
    assert refused.code == 1
    assert refused.err.strip()


def test_stamps_follow_the_given_day(seeded: Run) -> None:
    seeded("--today", "2027-03-05", "log", "NORD", "Annual meeting")
    assert seeded("log", "NORD", "--json").data[0]["date"] == "2027-03-05"
    assert seeded("history", "--json").data[0]["at"].startswith("2027-03-05")


def test_setting_that_cannot_be_is_refused(seeded: Run) -> None:
    for key, value in (("nonsense", "1"), ("fiscal_start", "13"), ("cadence", "[1]"), ("progress_goal", "2")):
        assert seeded("config", "set", key, value).code == 1, key
    assert seeded("config", "set", "cadence", '{"5": [60, 120]}', "--json").data == {"cadence": {"5": [60, 120]}}


def test_config_init_writes_a_file_that_says_nothing_until_edited(kamtui: Run, db: Path) -> None:
    path = Path(kamtui("config", "path").out.strip())
    before = kamtui("config", "show", "--json").data
    assert kamtui("config", "init").code == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert kamtui("config", "show", "--json").data == before
    text = path.read_text(encoding="utf-8")
    assert kamtui("config", "init").code == 1
    assert path.read_text(encoding="utf-8") == text


def test_every_line_of_the_written_config_may_be_taken_into_use(kamtui: Run) -> None:
    kamtui("config", "init")
    path = Path(kamtui("config", "path").out.strip())
    lines = path.read_text(encoding="utf-8").splitlines()
    used = [line[2:] if " = " in line or line.startswith("# [") else line for line in lines]
    path.write_text("\n".join(used), encoding="utf-8")
    shown = kamtui("config", "show", "--json")
    assert shown.err == ""
    assert shown.data["theme"]["source"] == str(path)
