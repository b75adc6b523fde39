"""`kamtui add`: one line becomes a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kamtui import workspace as workspaces

Kamtui = Callable[..., Any]

LINE = "call Kim tomorrow 15:00 @NORD #Q1 !high"
KEYS = ["kind", "title", "due", "time", "account", "people", "quarter", "priority"]


def understood(kamtui: Kamtui, *arguments: str) -> dict[str, Any]:
    data: dict[str, Any] = kamtui("add", *arguments, "--json").data
    return data


def test_json_says_what_was_understood(seeded: Kamtui) -> None:
    data = understood(seeded, LINE)
    assert list(data)[: len(KEYS)] == KEYS
    assert [data[key] for key in KEYS] == [
        *("task", "call Kim", "2026-11-22", "15:00", "NORD", ["Olga Kim"], "2027-Q1", "high"),
    ]
    assert (data["minutes"], data["repeats"]) == (None, None)
    assert "call Kim" in seeded("today").out


def test_a_dry_run_writes_nothing(seeded: Kamtui) -> None:
    assert understood(seeded, LINE, "--dry-run")["title"] == "call Kim"
    history = seeded("history").out
    assert "call Kim" not in history


def test_text_says_the_same_as_the_line_on_the_screen(seeded: Kamtui) -> None:
    done = seeded("add", LINE)
    assert (done.code, done.err) == (0, "")
    assert done.out == "task · Северный Мёд · tomorrow · 15:00 · 2027-Q1 · !high · Olga Kim: call Kim\n"


def test_it_speaks_russian(seeded: Kamtui) -> None:
    done = seeded("--lang", "ru", "add", "звонок +Ким завтра в 15 @NORD", "--dry-run")
    assert done.out.startswith("задача · ")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("met Kim yesterday @NORD: agreed", "touch"),
        ("заметка: любит рыбалку @NORD", "note"),
        ("initiative: new plant @NORD", "initiative"),
        ("эскалация: брак @NORD", "escalation"),
    ],
)
def test_every_kind_is_one_step(seeded: Kamtui, line: str, kind: str) -> None:
    assert understood(seeded, line)["kind"] == kind
    assert seeded("undo").code == 0
    assert seeded("undo").code == 0  # the next one is what the fixture did last
    assert "Send packaging offer" not in seeded("today").out


def test_words_may_stand_apart(seeded: Kamtui) -> None:
    assert understood(seeded, "buy", "paper", "!low")["title"] == "buy paper"


def test_what_needs_an_account_is_refused(seeded: Kamtui) -> None:
    done = seeded("add", "met Smith: ok")
    assert (done.code, done.out) == (1, "")
    assert "needs its account" in done.err
    assert seeded("add", "met Smith: ok", "--dry-run").code == 0


def test_what_a_mark_may_mean_is_said_and_stays_in_the_title(seeded: Kamtui) -> None:
    done = seeded("add", "call @volga")
    assert done.code == 0
    assert "Volga Dairy (DAIRY), Volga Pack (PACK)" in done.err
    assert "call @volga" in done.out


@pytest.mark.parametrize("line", ["", "   ", "\x1b[0m"])
def test_an_empty_line_is_refused(seeded: Kamtui, line: str) -> None:
    done = seeded("add", line)
    assert (done.code, done.out) == (1, "")


def test_without_a_line_it_is_wrong_usage(seeded: Kamtui) -> None:
    assert seeded("add").code == 2


def test_a_task_added_is_stored_whole(seeded: Kamtui, db: Any) -> None:
    assert seeded("add", "report every Monday at 9 30 min +Kim @NORD").code == 0
    workspace = workspaces.Workspace(db)
    row = workspace.reader.row("SELECT minutes, repeats FROM task WHERE title = 'report Kim'")
    workspace.close()
    assert row is not None
    assert (row["minutes"], row["repeats"]) == (30, "weekly:mon")
