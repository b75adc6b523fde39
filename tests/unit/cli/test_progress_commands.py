"""`kamtui progress`, and the library of progressions in and out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamtui.cli.output import cell_len
from kamtui.clock import Clock
from kamtui.workspace import Workspace

Run = Callable[..., Any]
TODAY = date(2026, 11, 21)
NEW_KEYS = {"done_by", "witnesses", "documents", "touch", "days_in_progress", "expired", "shaken"}


def keys(found: Any) -> set[str]:
    return set(found)


def item(run: Run, code: str) -> dict[str, Any]:
    return next(each for each in run("progress", "NORD", "--json").data["items"] if each["code"] == code)


@pytest.fixture
def visited(seeded: Run, db: Path) -> Run:
    """A plant was visited, and a task about a progression is old: facts that propose, an item that stalls."""
    workspace = Workspace(db, Clock(date(2026, 6, 1)), "anna")
    nord = workspace.accounts.find("NORD").id
    workspace.progress.change(nord, "K03", status="in_progress")
    workspace.progress.plan_quarter(nord, "K03", "2026-Q2")
    workspace.close()
    workspace = Workspace(db, Clock(TODAY), "anna")
    workspace.touches.log(
        nord, on=date(2026, 11, 10), kind="visit", people=[], contact_ids=[],
        outcome="Walked through the plant with the shift manager, saw the production lines",
    )  # fmt: skip
    workspace.close()
    return seeded


def test_everything_around_the_checklist_is_in_the_document(visited: Run) -> None:
    found = visited("progress", "NORD", "--json").data
    assert found["barriers"] == {"knowledge": 0.0, "integration": 0.0, "map_quality": 3, "weakest": "knowledge"}
    assert all(keys(each) >= NEW_KEYS for each in found["items"])
    assert len(found["dynamics"]) == 8
    assert keys(found["dynamics"][-1]) == {"quarter", "share", "done", "applicable", "planned", "kept"}
    assert found["dynamics"][-1]["quarter"] == "2026-Q4"
    assert found["next_best"][0]["code"] == "K03"
    (proposal,) = (each for each in found["proposals"] if each["code"] == "I01")
    assert keys(proposal) == {"key", "code", "title", "reason", "status", "evidence", "on"}
    assert (proposal["status"], proposal["on"]) == ("done", "2026-11-10")
    stalled = item(visited, "K03")
    assert (stalled["stalled"], stalled["days_in_progress"], stalled["expired"]) == (True, 173, False)


def test_why_has_the_parts_of_what_is_worth_most(visited: Run) -> None:
    why = visited("progress", "NORD", "--json", "--why").data["why"]
    assert keys(why) >= {"share", "share_by_count", "next_best"}
    assert why["next_best"]["K03"]["rule"] == "weight × age × need"
    assert "Planned quarter missed" in visited("progress", "NORD", "--why").out


def test_the_table_says_what_a_kam_wants_to_know(visited: Run) -> None:
    visited("progress", "NORD", "G01", "--status", "done", "--evidence", "frame contract")
    visited("progress", "NORD", "K01", "--status", "done", "--evidence", "40 M", "--on", "2025-11-30")
    visited("progress", "NORD", "K02", "--status", "done", "--evidence", "table", "--on", "2025-01-30")
    out = visited("progress", "NORD").out
    for words in ("the mark is 70 %", "│", "weakest: knowledge", "Expires soon: K01", "anew: K02", "stalled 173 d",
                  "--accept ", "I01", "Worth most now", "2026-Q4"):  # fmt: skip
        assert words in out, words


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("command", [("progress", "NORD", "--why"), ("progress",), ("progress", "NORD", "K03")])
def test_tables_fit_eighty_columns(visited: Run, command: tuple[str, ...], language: str) -> None:
    shown = visited(*command, "--lang", language)
    assert shown.code == 0
    assert max(cell_len(line) for line in shown.out.splitlines()) <= 80


def test_ascii_has_no_other_signs(visited: Run) -> None:
    for command in (("progress",), ("progress", "NORD")):
        out = visited(*command, "--ascii").out
        assert {sign for sign in out if ord(sign) > 127 and not sign.isalpha()} == set()


def test_a_proposal_is_taken_by_its_key_or_its_code(visited: Run) -> None:
    key = next(each for each in visited("progress", "NORD", "--json").data["proposals"] if each["code"] == "I01")["key"]
    done = visited("progress", "NORD", "--accept", key, "--json").data
    assert (done["code"], done["status"], done["done_on"]) == ("I01", "done", "2026-11-10")
    assert done["touch"] is not None
    assert [event["to"] for event in done["history"]] == ["done"]
    visited("undo")
    assert visited("progress", "NORD", "--accept", "i01", "--evidence", "seen", "--json").data["evidence"] == "seen"
    gone = visited("progress", "NORD", "--accept", "I01")
    assert gone.code == 1
    assert "I01" in gone.err


def test_what_is_waved_off_is_not_proposed_again(visited: Run) -> None:
    assert "I01" in visited("progress", "NORD", "--wave-off", "I01").out
    assert "I01" not in [each["code"] for each in visited("progress", "NORD", "--json").data["proposals"]]
    assert item(visited, "I01")["status"] == "not_started"


def test_people_documents_and_touches_are_evidence(visited: Run) -> None:
    done = visited("progress", "NORD", "K01", "--status", "done", "--witness", "Иванов", "--witness", "olga", "--json")
    assert (done.data["witnesses"], done.data["evidence"]) == (["Olga Kim", "Пётр Иванов"], None)
    assert done.data["done_by"] == "Anna"
    papers = visited("progress", "NORD", "K02", "--status", "done", "--document", "report, 2025.pdf", "--json").data
    assert (papers["documents"], papers["done_on"]) == (["report, 2025.pdf"], "2026-11-21")
    assert visited("progress", "NORD", "K04", "--status", "done", "--touch", "last", "--json").data["touch"]
    shown = visited("progress", "NORD", "K01").out
    for words in ("witnesses: Olga Kim", "done by: Anna", "done on: 21 Nov 2026"):
        assert words in shown, words
    assert "documents: report, 2025.pdf" in visited("progress", "NORD", "K02").out
    assert "touch: 10 Nov" in visited("progress", "NORD", "K04").out


def test_the_history_of_an_item_is_told_newest_first(visited: Run) -> None:
    visited("progress", "NORD", "K03", "--status", "done", "--evidence", "the plan itself")
    history = visited("progress", "NORD", "k03", "--json").data["history"]
    assert [(event["on"], event["from"], event["to"], event["user"]) for event in history] == [
        ("2026-11-21", "in_progress", "done", "Anna"),
        ("2026-06-01", "not_started", "in_progress", "Anna"),
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--status", "done"), "evidence"),
        (("--status", "done", "--evidence", " "), "evidence"),
        (("--status", "not_applicable"), "why"),
        (("--status", "done", "--evidence", "x", "--on", "2026-11-22"), "future"),
        (("--quarter", "2040-Q1"), "outside the plans"),
        (("--status", "done", "--evidence", "x", "--quarter", "2020-Q1"), "outside the plans"),
        (("--status", "done", "--witness", "Nobody Known"), "Nobody Known"),
        (("--status", "done", "--touch", "12345"), "12345"),
        (("--status", "finished"), "status: cannot read"),
        (("--on", "2026-11-01"), "on: goes with"),
        (("--document", "report.pdf"), "document: goes with"),
        (("--status", "not_applicable", "--evidence", "why", "--witness", "Olga"), "witness: goes with"),
    ],
)
def test_bad_changes_are_refused_and_change_nothing(seeded: Run, options: tuple[str, ...], said: str) -> None:
    before = seeded("progress", "NORD", "--json").data
    refused = seeded("progress", "NORD", "K01", *options)
    assert (refused.code, refused.out) == (1, "")
    assert said in refused.err
    assert seeded("progress", "NORD", "--json").data == before


def test_an_empty_quarter_takes_the_plan_away_whatever_else_changes(seeded: Run) -> None:
    seeded("progress", "NORD", "K02", "--quarter", "2026-Q4")
    before = item(seeded, "K02")
    changed = seeded("progress", "NORD", "K02", "--status", "in_progress", "--quarter", "", "--json").data
    assert (changed["status"], changed["planned_quarter"]) == ("in_progress", None)
    seeded("undo")
    assert item(seeded, "K02") == before


def test_growth_is_explained_in_words(seeded: Run, tmp_path: Path) -> None:
    rows = "account,order,date,amount,margin\nNORD,1,2025-03-01,100,50\nNORD,2,2026-03-01,200,55\n"
    orders = tmp_path / "orders.csv"
    orders.write_text(f"{rows}NORD,0,2024-03-01,100,50\n", encoding="utf-8")
    assert seeded("import", "orders", str(orders)).code == 0
    shown = seeded("progress", "--why").out
    assert "Margin growth: – at 70 % and beyond, 10 % below\n" in shown


def test_the_computed_item_cannot_be_set(seeded: Run) -> None:
    refused = seeded("progress", "NORD", "C12", "--status", "done", "--evidence", "x")
    assert refused.code == 1
    assert "computed" in refused.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--status", "done"),
        ("--accept", "I01"),
        ("--set", "full"),
        ("NORD", "--sort", "code"),
        ("NORD", "K01", "--accept", "I01"),
        ("NORD", "--wave-off", "I01", "--status", "done"),
        ("NORD", "--witness", "Olga"),
    ],
)
def test_wrong_usage(seeded: Run, arguments: tuple[str, ...]) -> None:
    refused = seeded("progress", *arguments)
    assert (refused.code, refused.out) == (2, "")


def test_all_accounts_side_by_side(visited: Run) -> None:
    visited("progress", "PACK", "--set", "full")
    found = visited("progress", "--json").data
    assert keys(found) == {"accounts", "items", "dynamics", "growth"}
    assert [each["code"] for each in found["accounts"]] == ["DAIRY", "PACK", "NORD"]
    rows = {each["code"]: each for each in found["items"]}
    assert keys(rows["K03"]) >= {"code", "cells", "stalled", "planned", "systematic"}
    assert rows["K03"]["cells"] == {"NORD": "in_progress", "DAIRY": "not_started", "PACK": "not_started"}
    assert (rows["K03"]["stalled"], rows["K03"]["planned"], rows["K03"]["systematic"]) == (1, 1, True)
    assert rows["K05"]["cells"] == {"PACK": "not_started"}
    assert rows["K05"]["systematic"] is None
    assert found["growth"] == {"beyond": None, "below": None, "mark": 0.7, "kind": "correlation"}
    why = visited("progress", "--json", "--why").data["why"]
    assert list(why["systematic"]) == ["K03"]
    assert "growth" in why


def test_the_matrix_as_text_marks_what_is_stuck(visited: Run) -> None:
    lines = visited("progress", "--sort", "stalled").out.splitlines()
    assert lines[1].startswith("K03")
    assert lines[1].endswith("1/1 !!")
    assert visited("progress", "--sort", "colour").code == 1


def test_many_accounts_go_in_blocks(visited: Run, db: Path) -> None:
    workspace = Workspace(db, Clock(TODAY), "anna")
    for number in range(40):
        workspace.accounts.add(name=f"Client {number:02}", code=f"CL{number:02}")
    workspace.close()
    out = visited("progress").out
    assert max(cell_len(line) for line in out.splitlines()) <= 80
    assert out.count("\nK03 ") == 4
    assert "43 " in out


def test_an_empty_workspace_says_what_to_do(kamtui: Run) -> None:
    kamtui("init")
    assert "import accounts" in kamtui("progress").out
    assert kamtui("progress", "--json").data["accounts"] == []


def test_the_library_goes_out_and_comes_back(seeded: Run, tmp_path: Path) -> None:
    path = tmp_path / "library.csv"
    told = seeded("export", "progressions", "--to", str(path), "--json").data
    assert told == {"file": str(path), "progressions": 48}
    found = seeded("import", "progressions", str(path), "--replace", "--json").data
    assert found == {
        "read": 48, "created": 0, "updated": 0, "unchanged": 48, "rejected": 0, "rejects": [], "retired": 0,
    }  # fmt: skip


def test_a_library_of_ones_own_replaces_the_standard_one(seeded: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("code,category,title_en,weight,core\nA1,knowledge,First,3,yes\nA2,contacts,Bad,7,yes\n", "utf-8")
    dry = seeded("import", "progressions", str(path), "--replace", "--dry-run")
    assert "47 items that are not in the file retired" in dry.out
    assert "dry run" in dry.out
    done = seeded("import", "progressions", str(path), "--replace")
    for words in ("created 1", "rejected 1", "line 3, weight “7”", "1…5"):
        assert words in done.out, words
    assert [each["code"] for each in seeded("progress", "NORD", "--json").data["items"]] == ["A1", "C12"]
    assert seeded("undo").code == 0
    assert len(seeded("progress", "NORD", "--json").data["items"]) == 48


def test_items_of_one_account_go_out_and_in(seeded: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("code,category,title_en\nN1,knowledge,Plant map\n", "utf-8")
    assert seeded("import", "progressions", str(path), "--account", "NORD").code == 0
    assert "N1" in [each["code"] for each in seeded("progress", "NORD", "--json").data["items"]]
    assert "N1" not in [each["code"] for each in seeded("progress", "PACK", "--json").data["items"]]
    out = tmp_path / "out.csv"
    assert seeded("export", "progressions", "--account", "NORD", "--to", str(out), "--json").data["progressions"] == 1
    assert out.read_text("utf-8-sig").splitlines()[1].endswith(",NORD")


def test_only_a_library_can_be_replaced(seeded: Run, tmp_path: Path) -> None:
    wrong = seeded("import", "accounts", str(tmp_path / "x.csv"), "--replace")
    assert (wrong.code, wrong.out) == (2, "")
    assert seeded("export", "contacts", "--to", str(tmp_path / "map.md")).code == 2
