"""`log` with promises, `promises`, `promise`, `note`, `findings`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kamtui.workspace import Workspace
from tests.unit.cli.conftest import Kamtui


@pytest.fixture
def nord(kamtui: Kamtui, db: Path) -> None:
    kamtui("init", "--kam", "Anna")
    workspace = Workspace(db, login="anna")
    nord = workspace.accounts.add(name="Nord Foods", code="NORD")
    workspace.contacts.add(nord.id, name="Ivan Petrov")
    workspace.close()


@pytest.mark.usefixtures("nord")
def test_log_notes_promises_and_proves(kamtui: Kamtui) -> None:
    logged = kamtui(
        "log", "NORD", "likes it", "--with", "Petrov", "--we", "samples by 15.12; price list", "--they", "volumes",
        "--proves", "k01", "--json",
    ).data  # fmt: skip
    assert [(one["side"], one["text"], one["due"], one["contact"]) for one in logged["promises"]] == [
        ("ours", "samples", "2026-12-15", "Ivan Petrov"),
        ("ours", "price list", None, "Ivan Petrov"),
        ("theirs", "volumes", None, "Ivan Petrov"),
    ]
    items = {item["code"]: item["status"] for item in kamtui("progress", "NORD", "--json").data["items"]}
    assert items["K01"] == "done"
    kamtui("undo")
    assert kamtui("promises", "--json").data == kamtui("log", "NORD", "--json").data == []
    assert kamtui("log", "NORD", "x", "--proves", "K99").code == 1


@pytest.mark.usefixtures("nord")
def test_a_promise_is_noted_listed_and_kept(kamtui: Kamtui) -> None:
    made = kamtui("promise", "NORD", "volumes by 2026-11-18", "--they", "--with", "petrov", "--json").data
    assert (made["account"], made["side"], made["text"], made["due"], made["status"]) == (
        "NORD", "theirs", "volumes", "2026-11-18", "open",
    )  # fmt: skip
    text = kamtui("promises", "nord")
    assert "3 d late" in text.out
    assert all(len(line) <= 80 for line in text.out.splitlines())
    assert kamtui("today", "--json").data[0]["kind"] == "promise"
    kept = kamtui("promise", "NORD", "VOLUMES", "--kept", "--on", "2026-11-20", "--json").data
    assert (kept["status"], kept["settled_on"]) == ("kept", "2026-11-20")
    assert kamtui("promises").out.strip() == "no promise is open"
    assert [one["id"] for one in kamtui("promises", "--all", "--json").data] == [made["id"]]
    assert kamtui("promise", "NORD", "volumes", "--kept").code == 1  # none open of that text
    assert kamtui("promise", "NORD", "volumes", "--remove").code == 0
    assert kamtui("promises", "--all", "--json").data == []


@pytest.mark.usefixtures("nord")
def test_wrong_usage_of_promises(kamtui: Kamtui) -> None:
    assert kamtui("promise", "NORD", "x", "--kept", "--broken").code == 2
    assert kamtui("promise", "NORD", "x", "--on", "2026-11-20").code == 2
    assert kamtui("promise", "NORD", " ; ").code == 1
    assert kamtui("promise", "NORD", "x", "--with", "Nobody").code == 1
    assert kamtui("promises", "--all", "--json").data == []


@pytest.mark.usefixtures("nord")
def test_notes_are_written_and_read(kamtui: Kamtui) -> None:
    assert "no notes yet" in kamtui("note", "NORD").out
    written = kamtui("note", "NORD", "likes tea", "--with", "Petrov", "--on", "1.11", "--json").data
    assert (written["text"], written["contact"], written["date"], written["account"]) == (
        "likes tea", "Ivan Petrov", "2026-11-01", "NORD",
    )  # fmt: skip
    assert "likes tea" in kamtui("note", "NORD").out
    assert [one["id"] for one in kamtui("note", "NORD", "--json").data] == [written["id"]]
    assert kamtui("note", "NORD", "--with", "Petrov").code == 2
    assert kamtui("note", "NORD", " ").code == 1


@pytest.mark.usefixtures("nord")
def test_findings_are_read(kamtui: Kamtui, db: Path) -> None:
    assert "nothing was learnt yet" in kamtui("findings").out
    workspace = Workspace(db, login="anna")
    key = workspace.accounts.find("NORD").id
    workspace.findings.add(key, kind="usage", text="foam", unit="Plant 1", improvement="less of it")
    workspace.findings.add(
        key, kind="insight", text="a second plant", department="Production", asked_on=date(2026, 1, 9)
    )
    workspace.close()
    waiting = kamtui("findings", "NORD", "--waiting", "--json").data
    assert [(one["text"], one["next_step"], one["asked_on"]) for one in waiting] == [
        ("a second plant", "answer", "2026-01-09")
    ]
    text = kamtui("findings").out
    assert "To improve: less of it" in text
    assert "Asked: Production, 9 Jan 2026" in text
