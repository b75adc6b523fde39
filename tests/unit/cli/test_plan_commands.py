"""`kamtui plan`, `plans`, `review`, `wallet`, `initiative`, `opportunity`, `resource`: a year of an account."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamtui.cli.output import cell_len
from kamtui.clock import Clock
from kamtui.workspace import Workspace

Run = Callable[..., Any]


@pytest.fixture
def planned(seeded: Run) -> Run:
    """NORD with a wallet of two years, an initiative with an opportunity, a goal in words and a target for Q4."""
    for line in (
        ("wallet", "NORD", "118M 36%", "--source", "M. Sokolova"),
        ("wallet", "NORD", "--year", "2027", "140-155M 41%"),
        ("initiative", "NORD", "New plant", "--source", "Trade press", "--relevant"),
        ("opportunity", "NORD", "Cleaning for the plant", "--initiative", "New plant", "--amount", "1.2M",
            "--probability", "60", "--quarter", "2026-Q4", "--next", "Send the offer", "--needs", "I09"),
        ("plan", "NORD", "--block", "6", "--text", "Be the supplier of choice"),
        ("plan", "NORD", "--quarter", "2026-Q4", "--revenue", "10.1M", "--base", "8.5 M"),
    ):  # fmt: skip
        done = seeded(*line)
        assert done.code == 0, (line, done.err)
    return seeded


def document(run: Run) -> Any:
    return run("plan", "NORD", "--json").data


def test_plan_document_has_circle_offers_and_forecast(planned: Run) -> None:
    found = document(planned)
    circle = found["circle"]
    assert (circle["wallet_now"], circle["wallet_next"], circle["verdict"]) == ("118000000.00", "147500000.00", "up_up")
    assert circle["share_now"] == pytest.approx(0.36)
    parts = [circle[name] for name in ("delta_circle", "delta_share", "delta_both")]
    assert sum(map(float, parts)) == pytest.approx(float(circle["delta"]))
    assert [one["title"] for one in found["initiatives"]] == ["New plant"]
    (offer,) = found["opportunities"]
    assert (offer["amount"], offer["probability"], offer["quarter"]) == ("1200000.00", 0.6, "2026-Q4")
    assert found["forecast"]["Q4"] == "9220000.00"
    assert found["quarters"]["Q4"]["revenue_plan"] == "10100000.00"


def test_plan_is_printed_within_80_cells(planned: Run) -> None:
    printed = planned("plan", "NORD").out
    assert all(cell_len(line) <= 80 for line in printed.splitlines())
    for text in ("Be the supplier of choice", "verdict: double effect", "New plant", "Send packaging offer", "9.2 M"):
        assert text in printed


def test_why_explains_every_figure(planned: Run) -> None:
    reasons = planned("plan", "NORD", "--json", "--why").data["why"]
    assert set(reasons) == {"completeness", "circle", "forecast", "Q1", "Q2", "Q3", "Q4"}
    assert all(figure["parts"] or figure["rule"] for figure in reasons.values())


def test_block_from_the_standard_input(planned: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("First line\nSecond line\n"))
    assert planned("plan", "NORD", "--block", "7", "--text", "-").code == 0
    assert document(planned)["blocks"][6]["text"] == "First line\nSecond line"


def test_submitted_approved_reopened_with_a_snapshot(planned: Run) -> None:
    assert planned("plan", "NORD", "--submit", "--note", "Ready").code == 0
    assert planned("plan", "NORD", "--approve", "--json").data["state"] == "approved"
    assert planned("plan", "NORD", "--reopen").code == 1
    assert planned("plan", "NORD", "--reopen", "--note", "Packaging is won").code == 0
    kinds = [event["kind"] for event in document(planned)["events"]]
    assert kinds[:3] == ["reopened", "approved", "submitted"]
    (kept,) = planned("plan", "NORD", "--snapshots", "--json").data
    assert kept["kind"] == "approved"
    planned("plan", "NORD", "--block", "6", "--text", "Be the only supplier of choice")
    found = planned("plan", "NORD", "--compare", "approved", "--json").data["differences"]
    (words,) = [one["words"] for one in found if one["words"]]
    assert [run["text"] for run in words if run["sign"] == "+"] == ["only "]
    printed = planned("plan", "NORD", "--compare", kept["id"][-6:])
    assert "{+only +}" in printed.out


def test_what_a_plan_lacks_is_said_when_it_is_submitted(seeded: Run) -> None:
    refused = seeded("plan", "NORD", "--submit")
    assert refused.code == 1
    assert "3 " in refused.err
    assert document(seeded)["state"] is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("--submit", "--approve"),
        ("--text", "Without a block"),
        ("--with", "approved"),
        ("--block", "8", "--text", "x"),
        ("--year", "1066"),
    ],
    ids=" ".join,
)
def test_wrong_usage_of_plan(planned: Run, arguments: tuple[str, ...]) -> None:
    before = document(planned)
    assert planned("plan", "NORD", *arguments).code == 2
    assert document(planned) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("wallet", "NORD", "--amount", "200M", "--supplier", "Hygienix"),
        ("wallet", "NORD", "10M 120%"),
        ("wallet", "NORD", "--category", "Packaging"),
        ("wallet", "NORD", "--remove", "nothing"),
        ("opportunity", "NORD", "Cleaning", "--probability", "1.5"),
        ("opportunity", "NORD", "Cleaning", "--lose"),
        ("opportunity", "NORD", "Something new", "--amount", "1M"),
        ("opportunity", "NORD", "Something new", "--initiative", "New plant"),
        ("opportunity", "NORD", "Something new", "--lose", "--reason", "x"),
        ("initiative", "NORD", "Something new", "--remove"),
        ("plan", "NORD", "--compare", "approved"),
        ("plan", "NORD", "--block", "3"),
        ("plan", "NORD", "--quarter", "Q4"),
        ("review", "NORD", "2026-Q4", "--close"),
        ("review", "NORD", "Q4", "--drop", "packaging"),
        ("resource", "packaging", "--answer", "given"),
    ],
    ids=" ".join,
)
def test_refused_with_a_reason_and_nothing_changed(planned: Run, arguments: tuple[str, ...]) -> None:
    before = document(planned)
    refused = planned(*arguments)
    assert refused.code == 1
    assert len(refused.err) > 15
    assert document(planned) == before


def test_quarter_is_settled_and_closed_in_one_line(planned: Run, db: Path) -> None:
    workspace = Workspace(db, Clock(date(2026, 11, 21)), "anna")
    nord = workspace.accounts.find("NORD").id
    workspace.tasks.add(title="Left behind", account_id=nord, quarter="2026-Q3")
    workspace.close()
    refused = planned("review", "NORD", "Q3", "--close")
    assert refused.code == 1
    assert "Left behind" in refused.err
    closed = planned("review", "NORD", "Q3", "--move", "Left behind", "--reason", "No machine time", "--cause",
        "external", "--comment", "A bad season", "--next-forecast", "9M", "--close", "--json").data  # fmt: skip
    assert (closed["tasks_planned"], closed["tasks_done"], closed["cause"]) == (1, 0, "external")
    assert closed["next_forecast"] == "9000000.00"
    assert [(one["title"], one["to"], one["reason"]) for one in closed["moved"]] == [
        ("Left behind", "2026-Q4", "No machine time")
    ]
    assert closed["closed_at"] is not None
    printed = planned("review", "NORD", "Q3").out
    assert "A bad season" in printed
    assert all(cell_len(line) <= 80 for line in printed.splitlines())
    assert planned("review", "NORD", "Q3", "--comment", "Later").code == 1
    assert planned("undo").code == 0
    assert planned("review", "NORD", "Q3", "--json").data["closed_at"] is None
    assert [task["title"] for task in planned("review", "NORD", "Q3", "--json").data["unfinished"]] == ["Left behind"]


def test_dropping_a_task_that_repeats_wants_to_know_how_much_of_it(planned: Run, db: Path) -> None:
    workspace = Workspace(db, Clock(date(2026, 11, 20)), "anna")
    key = workspace.accounts.find("NORD").id
    for title in ("Weekly call", "Monthly report"):
        workspace.tasks.add(title=title, account_id=key, due=date(2026, 9, 28), repeats="weekly:mon")
    refused = planned("review", "NORD", "Q3", "--drop", "Weekly", "--reason", "plant shut")
    assert refused.code == 1
    assert "--once" in refused.err
    assert "--series" in refused.err
    assert planned("review", "NORD", "Q3", "--drop", "Weekly", "--reason", "plant shut", "--once").code == 0
    assert planned("review", "NORD", "Q3", "--drop", "Monthly", "--reason", "unread", "--series").code == 0
    left = [task.title for task in workspace.tasks.open(key)]
    assert "Weekly call" in left
    assert "Monthly report" not in left
    workspace.close()


def test_a_quarter_opened_again_says_who_and_why(planned: Run, db: Path) -> None:
    assert planned("review", "NORD", "Q2", "--close").code == 0
    assert planned("review", "NORD", "Q2", "--reopen", "--note", "a late invoice").code == 0
    assert re.search("opened again .*: a late invoice", planned("review", "NORD", "Q2").out)


def test_a_quarter_alone_is_the_last_that_has_begun(seeded: Run) -> None:
    assert seeded("review", "NORD", "Q3", "--json").data["quarter"] == "2026-Q3"
    assert seeded("review", "NORD", "Q4", "--json").data["quarter"] == "2026-Q4"
    assert seeded("review", "NORD", "--json").data["quarter"] == "2026-Q4"
    assert seeded("review", "NORD", "2027-Q1", "--json").data["quarter"] == "2027-Q1"


def test_head_alone_sees_the_head_s_own_cause(planned: Run, db: Path) -> None:
    assert planned("review", "NORD", "Q4", "--head-cause", "kam_fit").code == 1
    assert "head_cause" not in planned("review", "NORD", "Q4", "--json").data


def test_wallet_by_category_and_supplier(planned: Run) -> None:
    planned("wallet", "NORD", "--amount", "42M", "--category", "Packaging", "--source", "D. Orlov")
    found = planned("wallet", "NORD", "--amount", "26M", "--category", "Packaging", "--supplier", "Polyfilm", "--on",
        "2026-11-20", "--json").data  # fmt: skip
    (packaging,) = [each for each in found["now"]["categories"] if each["category"] == "Packaging"]
    assert packaging["total"] == "42000000.00"
    assert [part["supplier"] for part in packaging["suppliers"]] == ["Polyfilm"]
    assert len(found["estimates"]) == 4
    assert found["next"]["low"] == "140000000.00"
    key = next(one["id"] for one in found["estimates"] if one["supplier"] == "Polyfilm")
    assert planned("wallet", "NORD", "--remove", key[-6:]).code == 0
    assert len(planned("wallet", "NORD", "--json").data["estimates"]) == 3
    printed = planned("wallet", "NORD", "--why").out
    assert all(cell_len(line) <= 80 for line in printed.splitlines())
    assert "Packaging" in printed


def test_initiative_from_one_line_and_changed(seeded: Run) -> None:
    made = seeded("initiative", "NORD", "New line relevant 4.2M 30% Q1 vs Hygienix", "--quick", "--json").data
    assert made["relevant"] is True
    assert [one["amount"] for one in made["opportunities"]] == ["4200000.00"]
    changed = seeded("initiative", "NORD", "new line", "--not-relevant", "--reason", "Sold out", "--json").data
    assert (changed["relevant"], changed["why"]) == (False, "Sold out")
    assert seeded("initiative", "NORD", "new line", "--undecided", "--json").data["relevant"] is None
    assert "New line" in seeded("initiative", "NORD").out
    assert seeded("initiative", "NORD", "new line", "--remove").code == 0
    assert seeded("initiative", "NORD", "--json").data == []


def test_life_of_an_opportunity(planned: Run) -> None:
    def said(*arguments: str) -> Any:
        return planned("opportunity", "NORD", "cleaning", *arguments, "--json").data

    made = said("--task", "--due", "2026-12-01")
    assert made["task"] is not None
    assert "Send the offer" in [task["title"] for task in document(planned)["quarters"]["Q4"]["tasks"]]
    assert said("--postpone", "2027-Q1", "--reason", "Budget")["quarter"] == "2027-Q1"
    later = said("--postpone", "later", "--reason", "Budget")
    assert (later["status"], later["times_postponed"]) == ("postponed", 2)
    assert said("--reopen")["status"] == "open"
    lost = said("--lose", "--reason", "Too dear", "--on", "2026-11-20")
    assert (lost["status"], lost["reason"], lost["decided_on"]) == ("lost", "Too dear", "2026-11-20")
    assert said("--reopen")["status"] == "open"
    won = said("--amount", "1.5M", "--win")
    assert (won["status"], won["amount"]) == ("won", "1500000.00")
    assert "won" in planned("opportunity", "NORD").out
    assert planned("opportunity", "NORD", "cleaning", "--remove").code == 0
    assert planned("opportunity", "NORD", "--json").data == []


def test_help_is_asked_for_and_answered(planned: Run) -> None:
    added = planned("task", "NORD", "Trial of film", "--quarter", "Q1", "--resource", "Laboratory", "--person",
        "Igor", "--by", "2027-01-20", "--json").data  # fmt: skip
    assert (added["resource"], added["resource_person"], added["resource_by"]) == ("Laboratory", "Igor", "2027-01-20")
    asked = planned("resource", "Send packaging", "--ask", "Logistics", "--by", "2026-12-01", "--json").data
    assert (asked["resource"], asked["resource_answer"]) == ("Logistics", "waiting")
    assert [one["resource"] for one in planned("resource", "--json").data] == ["Laboratory", "Logistics"]
    answered = planned("resource", "Send packaging", "--answer", "given", "--note", "Two days", "--json").data
    assert (answered["resource_answer"], answered["resource_note"]) == ("given", "Two days")
    assert [one["title"] for one in planned("resource", "--department", "lab", "--json").data] == ["Trial of film"]
    assert all(cell_len(line) <= 80 for line in planned("resource", "--all").out.splitlines())


def test_board_of_all_accounts_with_its_filters(planned: Run) -> None:
    board = planned("plans", "--json").data
    rows = {row["code"]: row for row in board["accounts"]}
    assert set(rows) == {"NORD", "DAIRY", "PACK"}
    assert rows["NORD"]["state"] == "draft"
    assert (rows["NORD"]["quarters"]["Q4"]["planned"], rows["NORD"]["quarters"]["Q4"]["late"]) == (1, 1)
    assert rows["NORD"]["quarters"]["Q4"]["forecast"] == "9220000.00"
    assert [row["code"] for row in planned("plans", "--late", "--json").data["accounts"]] == ["NORD"]
    assert list(planned("plans", "--quarter", "Q4", "--json").data["total"]) == ["Q4"]
    assert planned("plans", "--department", "Logistics", "--json").data["accounts"] == []
    assert [row["code"] for row in planned("plans", "--account", "PACK", "--json").data["accounts"]] == ["PACK"]
    printed = planned("plans", "--tasks", "--why").out
    assert "Send packaging offer" in printed
    assert all(cell_len(line) <= 80 for line in printed.splitlines())


def test_new_year_is_started_with_the_goals_that_are_left(planned: Run, db: Path) -> None:
    workspace = Workspace(db, Clock(date(2026, 11, 21)), "anna")
    nord = workspace.accounts.find("NORD").id
    workspace.plans.add_goal(nord, 2026, title="Supplier of choice")
    workspace.close()
    started = planned("plan", "NORD", "--year", "2027", "--start", "--json").data
    assert [goal["title"] for goal in started["goals"]] == ["Supplier of choice"]
    assert [block["text"] for block in started["blocks"]] == [""] * 7
