"""The contact map in a real terminal: people entered, moved, linked, met, merged, gone; seen by the command line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.terminal import Terminal

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def nord(run_kamtui: Run, tmp_path: Path) -> None:
    """An account that nobody knows yet."""
    run_kamtui("init", "--kam", "Anna")
    file = tmp_path / "accounts.csv"
    file.write_text("name,code,category\nNord Foods,NORD,K\nVolga Dairy,VOLGA,A\n", encoding="utf-8")
    run_kamtui("import", "accounts", str(file))


def people(run_kamtui: Run, account: str = "NORD") -> dict[str, dict[str, Any]]:
    found = json.loads(run_kamtui("contacts", account, "--json").stdout)
    return {contact["name"]: contact for contact in found["contacts"]}


def open_map(kam: Terminal) -> None:
    kam.wait_for("1 Today")
    kam.press("2")
    kam.wait_for("Nord Foods")
    kam.press("home")
    kam.press("enter")
    kam.wait_for("Overview")
    kam.press("tab")
    kam.wait_for("Who decides here?")


def line(kam: Terminal, key: str, text: str, said: str) -> None:
    """Open a line by its key, type it, and wait for what the foot says."""
    kam.press(key)
    kam.wait_for("›")
    kam.type(text)
    kam.press("enter")
    kam.wait_for(said)


@pytest.mark.usefixtures("nord")
def test_a_map_made_by_keys_alone(open_kamtui: Callable[..., Terminal], run_kamtui: Run) -> None:
    kam = open_kamtui()
    open_map(kam)
    line(kam, "n", "Ivan Petrov, CEO, +", "added: Ivan Petrov")
    line(kam, "n", "Olga Kim, chief engineer, ally", "added: Olga Kim")
    found = people(run_kamtui)
    assert (found["Ivan Petrov"]["level"], found["Ivan Petrov"]["attitude"]) == (5, "supporter")
    assert (found["Olga Kim"]["level"], found["Olga Kim"]["function"]) == (3, "technical")
    assert found["Olga Kim"]["level_guessed"] is True

    kam.press("shift+up")  # moved by hand: no guess any more
    kam.wait_for("saved")
    kam.wait_for(lambda _t: people(run_kamtui)["Olga Kim"]["level"] == 4)
    assert people(run_kamtui)["Olga Kim"]["level_guessed"] is False

    line(kam, "p", "CFO", "to meet")
    placeholder = next(contact for contact in people(run_kamtui).values() if contact["placeholder"])
    assert (placeholder["level"], placeholder["function"]) == (4, "finance")
    kam.press("t")
    kam.wait_for("Q4")
    kam.wait_for(lambda _t: len(tasks(run_kamtui)) == 1)
    line(kam, "m", "Anna Orlova, -", "Orlova")
    found = people(run_kamtui)
    assert (found["Anna Orlova"]["placeholder"], found["Anna Orlova"]["attitude"]) == (False, "sceptic")
    assert len(tasks(run_kamtui)) == 1, "the task stays with the person"

    for _undone in range(2):
        kam.press("u")
    kam.wait_for(lambda _t: not tasks(run_kamtui))
    kam.press("q")
    assert kam.wait_exit() == 0


def tasks(run_kamtui: Run) -> list[str]:
    plan = json.loads(run_kamtui("plan", "NORD", "--json").stdout)
    return [task["title"] for task in plan["quarters"]["Q4"]["tasks"]]


@pytest.mark.usefixtures("nord")
def test_the_views_in_a_narrow_terminal_and_an_export(
    open_kamtui: Callable[..., Terminal], run_kamtui: Run, tmp_path: Path
) -> None:
    for name, options in (
        ("Ivan Petrov", ("--position", "CEO", "--attitude", "ally", "--influence", "inner_circle")),
        ("Olga Kim", ("--position", "Head of quality", "--reports-to", "Petrov", "--influences", "Petrov")),
    ):
        run_kamtui("contact", "NORD", name, *options)
    kam = open_kamtui(cols=80, rows=24)
    kam.wait_for("1 Today")
    kam.press("2")
    kam.wait_for("Nord Foods")
    kam.press("home")
    kam.press("enter")
    kam.wait_for("Overview")
    kam.press("tab")
    kam.wait_for("Ivan Petrov")
    kam.press("right")
    kam.wait_for("Olga Kim")
    kam.press("v")
    kam.wait_for(lambda t: any("Ivan Petrov" in row for row in t.lines) and any("Olga Kim" in row for row in t.lines))
    kam.press("v")
    kam.wait_for("0/1")
    file = tmp_path / "map.html"
    kam.press("x")
    kam.wait_for("›")
    kam.press("ctrl+u")
    kam.type(str(file))
    kam.press("enter")
    kam.wait_for("map.html")
    kam.wait_for(lambda _t: file.exists())
    assert "Olga Kim" in file.read_text(encoding="utf-8")
    kam.press("q")
    assert kam.wait_exit() == 0
