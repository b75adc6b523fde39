"""Values that nobody means: each command refuses them in one short line and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
TOO_LONG = "x" * 300  # for a name of a file


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--db", TOO_LONG, "today"), "there is no database at"),
        (("restore", TOO_LONG), "there is no file"),
        (("backup", TOO_LONG), "cannot write"),
        (("import", "accounts", TOO_LONG), "cannot read"),
        (("import", "accounts", "README.md", "--rejects", f"{TOO_LONG}/rejects.csv"), "there is no such folder"),
        (("import", "orders", TOO_LONG), "cannot read"),
    ],
)
def test_a_name_too_long_for_a_file_is_refused(seeded: Run, arguments: tuple[str, ...], said: str) -> None:
    refused = seeded(*arguments)
    assert refused.code == 1
    assert said in refused.err
    assert "unexpected" not in refused.err


def test_a_config_with_a_name_too_long_is_no_config(seeded: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMTUI_CONFIG", TOO_LONG)
    assert seeded("accounts").code == 0


def test_an_unknown_home_folder_is_no_file(seeded: Run) -> None:
    refused = seeded("--db", "~nobody-here/kam.db", "accounts")
    assert (refused.code, "there is no database at" in refused.err) == (1, True)
    refused = seeded("config", "set", "calendar_file", "~nobody-here/kam.ics")
    assert (refused.code, "unexpected" in refused.err) == (1, False)


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
@pytest.mark.parametrize("command", [("today",), ("report",), ("accounts",)])
def test_a_day_to_work_on_has_years_around_it(seeded: Run, day: str, command: tuple[str, ...]) -> None:
    refused = seeded("--today", day, *command)
    assert refused.code == 2
    assert "2000-01-01…2100-12-31" in refused.err


@pytest.mark.parametrize("day", ["2000-01-01", "2100-12-31"])
@pytest.mark.parametrize(
    "command", [("today",), ("report",), ("accounts",), ("plan", "NORD"), ("prepare", "NORD"), ("review", "NORD")]
)
def test_the_first_and_the_last_day_to_work_on(seeded: Run, day: str, command: tuple[str, ...]) -> None:
    assert "unexpected" not in seeded("--today", day, *command).err


def test_a_refusal_repeats_a_long_text_cut_and_control_characters_blanked(seeded: Run) -> None:
    refused = seeded("findings", "y" * 5000)
    assert refused.code == 1
    assert len(refused.err) < 300
    refused = seeded("findings", "a\tb\x1b[31m")
    assert "\x1b" not in refused.err
    assert "\t" not in refused.err


def test_no_file_is_left_by_a_refused_backup(seeded: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    seeded("backup", str(tmp_path / TOO_LONG))
    assert sorted(tmp_path.rglob("*")) == before
