"""The plan in a real terminal: written by keys until it is approved, and a quarter reviewed and closed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.terminal import Terminal
from kamtui import workspace as workspaces
from kamtui.clock import Clock
from kamtui.workspace import Workspace

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def made(kamtui_env: dict[str, str]) -> Workspace:
    clock = Clock(date.fromisoformat(kamtui_env["KAMTUI_TODAY"]))
    workspace = workspaces.create(Path(kamtui_env["KAMTUI_DB"]), clock, login="anna", name="Anna")
    workspace.accounts.add(name="Nord Foods", code="NORD", category="K")
    return workspace


def plan(run_kamtui: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run_kamtui("plan", "NORD", "--json").stdout)
    return found


def to_the_plan(kam: Terminal) -> None:
    kam.wait_for("1 Today")
    kam.press("2")
    kam.wait_for("Nord Foods")
    kam.press("home")
    kam.press("enter")
    kam.wait_for("Overview")
    for _tab in range(3):
        kam.press("tab")
    kam.wait_for("ADP 2026")


def line(kam: Terminal, text: str) -> None:
    kam.wait_for("enter accept")
    kam.type(text)
    kam.press("enter")
    kam.wait_gone("enter accept")


def test_a_plan_written_until_it_is_approved(
    made: Workspace, open_kamtui: Callable[..., Terminal], run_kamtui: Run
) -> None:
    made.close()
    kam = open_kamtui()
    to_the_plan(kam)
    kam.press("n")
    kam.wait_for("New task in Q4")
    line(kam, "Meet the chief engineer")
    kam.wait_for("○ Meet the chief")
    kam.press("S")
    kam.wait_for("the plan of 2026 is begun")
    kam.press("S")
    kam.wait_for("needed to submit")

    kam.press("b")
    for _block in range(4):
        kam.press("up")
    kam.wait_for("Press n")
    kam.press("right")
    kam.press("n")
    line(kam, "40-44 M 25%")
    kam.wait_for("42")
    kam.press("n")
    line(kam, "52 M 32%")
    kam.wait_for("Double effect")
    kam.press("b")
    kam.press("down")
    kam.press("right")
    kam.press("n")
    line(kam, "New plant in another region yes 4.2M 30% Q4 vs ChemCo")
    kam.wait_for("vs ChemCo")
    kam.press("b")
    kam.press("down")
    kam.press("down")
    kam.wait_for("6 Goals")
    kam.press("right")
    kam.press("n")
    line(kam, "Supplier of choice for the new plant")
    kam.wait_for("Supplier of choice")
    kam.press("S")
    kam.wait_for("submitted")
    kam.press("S")
    kam.wait_for("approve")
    kam.press("enter")
    kam.wait_for("approved")
    kam.press("q")
    assert kam.wait_exit() == 0

    found = plan(run_kamtui)
    assert found["state"] == "approved"
    assert found["circle"]["verdict"] == "up_up"
    assert (found["circle"]["wallet_now"], found["circle"]["wallet_next"]) == ("42000000.00", "52000000.00")
    assert [one["relevant"] for one in found["initiatives"]] == [True]
    assert [goal["title"] for goal in found["goals"]] == ["Supplier of choice for the new plant"]
    assert [task["title"] for task in found["quarters"]["Q4"]["tasks"]] == ["Meet the chief engineer"]


def test_a_quarter_reviewed_and_closed(made: Workspace, open_kamtui: Callable[..., Terminal], run_kamtui: Run) -> None:
    account = made.accounts.find("NORD").id
    for title in ("Send the offer", "Run the pilot"):
        made.tasks.add(title=title, account_id=account, quarter="2026-Q3")
    made.tasks.done(made.tasks.add(title="Meet the buyer", account_id=account, quarter="2026-Q3").id)
    made.plans.set_quarter(account, "2026-Q3", revenue_plan="3400000")
    made.close()
    kam = open_kamtui()
    kam.wait_for("1 Today")
    kam.press("5")
    kam.wait_for("1 review due")
    kam.press("r")
    kam.press("r")
    kam.wait_for("2 tasks are open")
    kam.press("S")
    kam.wait_for("2 tasks of 2026-Q3 are open")
    kam.press("enter")
    kam.press(">")
    kam.wait_for("1 task is open")
    kam.press("w")
    line(kam, "they bought elsewhere")
    kam.wait_for("Every task has its place")
    kam.press("S")
    kam.wait_for("closed")
    kam.press("q")
    assert kam.wait_exit() == 0

    closed = plan(run_kamtui)["quarters"]
    assert closed["Q3"]["closed"] is True
    assert [task["title"] for task in closed["Q4"]["tasks"]] == ["Send the offer"]
    assert {task["status"] for task in closed["Q3"]["tasks"]} == {"done", "dropped"}
    review = json.loads(run_kamtui("review", "NORD", "2026-Q3", "--json").stdout)
    assert (review["tasks_planned"], review["tasks_done"], review["closed_by"]) == (
        2,
        1,
        "Anna",
    )  # a dropped one counts not
