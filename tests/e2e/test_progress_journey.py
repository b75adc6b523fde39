"""Progressions in a real terminal: started, proved, planned, proposed, made a task; seen by the command line."""

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

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def nord(kamtui_env: dict[str, str]) -> None:
    """A new account with one person and a visit to the plant."""
    clock = Clock(date.fromisoformat(kamtui_env["KAMTUI_TODAY"]))
    workspace = workspaces.create(Path(kamtui_env["KAMTUI_DB"]), clock, login="anna", name="Anna")
    account = workspace.accounts.add(name="Nord Foods", code="NORD", category="K")
    person = workspace.contacts.add(account.id, name="Ivan Petrov", position="Chief engineer")
    workspace.touches.log(
        account.id, kind="visit", on=date(2026, 11, 19), outcome="saw the plant", contact_ids=[person.id]
    )
    workspace.close()


def shown(run_kamtui: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run_kamtui("progress", "NORD", "--json").stdout)
    return found


def item(run_kamtui: Run, code: str) -> dict[str, Any]:
    return next(one for one in shown(run_kamtui)["items"] if one["code"] == code)


@pytest.mark.usefixtures("nord")
def test_a_checklist_worked_by_keys_alone(open_kamtui: Callable[..., Terminal], run_kamtui: Run) -> None:
    kam = open_kamtui(cols=80, rows=24)
    kam.wait_for("1 Today")
    kam.press("2")
    kam.wait_for("Nord Foods")
    kam.press("home")
    kam.press("enter")
    kam.wait_for("Overview")
    kam.press("tab")
    kam.press("tab")
    kam.wait_for("0 of 12 done")

    kam.press("space")
    kam.wait_for("K01 · in progress")
    kam.press("space")
    kam.wait_for("what proves it?")
    kam.press("enter")
    kam.wait_for("done needs evidence")
    for _line in range(3):  # past the day and the search to the first touch
        kam.press("down")
    kam.press("space")
    kam.wait_for("day of the touch")
    kam.press("ctrl+s")
    kam.wait_for("K01 · done")
    kam.press("down")
    kam.press("0")
    kam.wait_for("does not apply: why?")
    kam.type("one supplier by law")
    kam.press("enter")
    kam.wait_for("K02 · not applicable")
    kam.press("down")
    kam.press(">")
    kam.wait_for("K03 · planned for Q4")
    kam.press("p")
    kam.wait_for("Proposed by facts")
    kam.wait_for("Chief engineer")
    kam.press("space")
    kam.wait_for("C03 · done — u takes it back")
    kam.press("space")
    kam.wait_for("I01 · done — u takes it back")
    kam.press("esc")
    kam.wait_for("since")  # the checklist again

    kam.press("b")
    kam.wait_for("Worth most now")
    kam.press("space")
    kam.wait_for("task of Q4: Client's development plan")
    kam.press("esc")
    kam.wait_for("since")
    found = {one["code"]: one for one in shown(run_kamtui)["items"]}
    assert (found["K01"]["status"], found["K01"]["done_on"]) == ("done", "2026-11-19")
    assert (found["K02"]["status"], found["K02"]["evidence"]) == ("not_applicable", "one supplier by law")
    assert (found["K03"]["status"], found["K03"]["planned_quarter"]) == ("not_started", "2026-Q4")
    assert (found["C03"]["status"], found["I01"]["status"]) == ("done", "done")
    assert tasks(run_kamtui) == [found["K03"]["title"]]

    kam.press("v")
    kam.wait_for("In progress")
    kam.press("4")
    kam.wait_for("progress, % by weight")
    kam.press("down")
    kam.press("down")
    kam.wait_for("planned for Q4")
    kam.press("space")
    kam.wait_for("K03 · in progress")
    kam.press("E")
    kam.wait_for("Library of progressions")
    kam.press("-")
    kam.wait_for("K03: weight 4 of 5")
    now = item(run_kamtui, "K03")
    assert (now["status"], now["weight"]) == ("in_progress", 4)
    kam.press("u")
    kam.wait_for("undone")
    kam.press("u")
    kam.wait_for("undone: changed the progression K03, Nord Foods")
    now = item(run_kamtui, "K03")
    assert (now["status"], now["weight"]) == ("not_started", 5)
    kam.press("q")
    assert kam.wait_exit() == 0


def tasks(run_kamtui: Run) -> list[str]:
    plan = json.loads(run_kamtui("plan", "NORD", "--json").stdout)
    return [task["title"] for task in plan["quarters"]["Q4"]["tasks"]]
