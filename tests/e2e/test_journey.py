"""The main job in a real terminal: from spreadsheets to a day, a map, progress and a plan kept by keys."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.terminal import Terminal

FILES = Path(__file__).parents[1] / "data" / "journey"
Run = Callable[..., subprocess.CompletedProcess[str]]


def read(run_kamtui: Run, *args: str) -> Any:
    return json.loads(run_kamtui(*args, "--json").stdout)


@pytest.fixture
def imported(run_kamtui: Run) -> None:
    """Three spreadsheets in: accounts, contacts, and orders as an accounting system exports them."""
    run_kamtui("init", "--kam", "Anna")
    for kind, name, created, rejected in (
        ("accounts", "accounts.csv", 3, 0),
        ("contacts", "contacts.csv", 3, 0),
        ("orders", "orders_1c.csv", 5, 1),
    ):
        result = read(run_kamtui, "import", kind, str(FILES / name))
        assert (result["read"], result["rejected"]) == (created + rejected, rejected), result


def find_account(kam: Terminal) -> None:
    kam.wait_for("1 Today")
    kam.press("/")
    kam.wait_for("Find anything")
    kam.type("nord")
    kam.wait_for("Nord Foods")
    kam.press("enter")
    kam.wait_for("Overview")


def add_person(kam: Terminal) -> None:
    kam.press("tab")
    kam.wait_for("Olga Kim")
    kam.press("n")
    kam.wait_for("New person")
    kam.type("Peter Weiss, chief engineer")
    kam.press("enter")
    kam.wait_for("added: Peter Weiss")


def prove_progression(kam: Terminal) -> None:
    kam.press("tab")
    kam.wait_for("K01")
    kam.press("space")
    kam.wait_for(lambda t: any("K01" in line and "◐" in line for line in t.lines))
    kam.press("space")
    kam.wait_for("›")
    kam.type("420 M in 2026, annual report")
    kam.press("enter")
    kam.wait_for(lambda t: any("K01" in line and "●" in line for line in t.lines))


def add_task(kam: Terminal) -> None:
    kam.press("tab")
    kam.wait_for("Q4 ›")
    kam.press("end")
    kam.press("n")
    kam.wait_for("New task in Q4")
    kam.type("Tender for the new plant 15.12")
    kam.press("enter")
    kam.wait_for("○ Tender for the")


def log_touch(kam: Terminal) -> None:
    kam.press("tab")
    kam.wait_for("Every two-way contact")
    kam.press("c")
    kam.wait_for("Touch with Nord Foods")
    kam.type("met Petrov yesterday: agreed on a trial > send the offer by 27.11")
    kam.press("enter")
    kam.wait_for("1 touch")


STEPS = (find_account, add_person, prove_progression, add_task, log_touch)


def facts(run_kamtui: Run) -> dict[str, Any]:
    """What the command line says of what the journey did."""
    people = {c["name"] for c in read(run_kamtui, "contacts", "NORD")["contacts"]}
    items = {i["code"]: i for i in read(run_kamtui, "progress", "NORD")["items"]}
    plan = read(run_kamtui, "plan", "NORD")
    return {
        "person": "Peter Weiss" in people,
        "progress": (items["K01"]["status"], items["K01"]["evidence"]),
        "tasks": sorted((t["title"], t["due"]) for t in plan["quarters"]["Q4"]["tasks"]),
        "touches": [(t["kind"], t["outcome"]) for t in read(run_kamtui, "log", "NORD")],
    }


@pytest.mark.usefixtures("imported")
def test_the_journey_and_the_same_facts_on_the_command_line(
    open_kamtui: Callable[..., Terminal], run_kamtui: Run
) -> None:
    account = next(a for a in read(run_kamtui, "accounts") if a["code"] == "NORD")
    assert account["revenue_12m"] == "4674817.50"

    kam = open_kamtui()
    for step in STEPS:
        step(kam)
    assert facts(run_kamtui)["touches"] == [("meeting", "agreed on a trial")]
    kam.press("u")
    kam.wait_for("Every two-way contact")
    kam.press("q")
    assert kam.wait_exit() == 0

    assert facts(run_kamtui) == {
        "person": True,
        "progress": ("done", "420 M in 2026, annual report"),
        "tasks": [("Tender for the new plant", "2026-12-15")],
        "touches": [],
    }


EXPECTED: tuple[dict[str, Any], ...] = (
    {},
    {"person": True},
    {"progress": ("done", "420 M in 2026, annual report")},
    {"tasks": [("Tender for the new plant", "2026-12-15")]},
    {"touches": [("meeting", "agreed on a trial")]},
)


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("steps", range(2, len(STEPS) + 1))
def test_what_was_confirmed_on_screen_survives_a_kill(
    open_kamtui: Callable[..., Terminal], run_kamtui: Run, steps: int
) -> None:
    kam = open_kamtui()
    for step in STEPS[:steps]:
        step(kam)
    kam.kill()
    kam.wait_exit()

    found = facts(run_kamtui)
    for confirmed in EXPECTED[:steps]:
        for key, value in confirmed.items():
            if key == "tasks":
                assert set(value) <= set(found[key])
            else:
                assert found[key] == value
    again = open_kamtui()
    again.wait_for("1 Today")
    again.press("q")
    assert again.wait_exit() == 0


@pytest.mark.usefixtures("imported")
def test_leaving_before_the_first_frame_is_no_error(open_kamtui: Callable[..., Terminal]) -> None:
    kam = open_kamtui()
    kam.press("q")
    assert kam.wait_exit() == 0, kam.text


@pytest.mark.usefixtures("imported")
def test_two_logins_see_each_others_work(open_kamtui: Callable[..., Terminal], run_kamtui: Run) -> None:
    anna, boris = open_kamtui(), open_kamtui(env={"KAMTUI_USER": "boris"})
    boris.wait_for("1 Today")
    boris.press("2")
    boris.wait_for("Volga Dairy")
    find_account(anna)
    anna.press("e")
    anna.wait_for("Code")
    anna.press("end")
    anna.type(" Group")
    anna.press("ctrl+s")
    anna.wait_gone("Code")
    boris.wait_for("Nord Foods Group")
