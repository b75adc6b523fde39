"""Days in tables for people are written as they write them; JSON has them in ISO 8601."""

from __future__ import annotations

import re

import pytest

from tests.unit.cli.conftest import Kamtui

_ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")


@pytest.fixture
def worked(seeded: Kamtui) -> Kamtui:
    """A workspace in which each list has a line with a day."""
    for line in (
        ("log", "NORD", "agreed on samples", "--with", "Kim", "--on", "2026-11-10"),
        ("task", "NORD", "Send samples", "--due", "2026-12-04", "--resource", "Lab", "--by", "2026-12-01"),
        ("meeting", "Samples", "--account", "NORD", "--on", "2026-11-25"),
        ("wallet", "NORD", "40-45 M 30%"),
        ("progress", "NORD", "K01", "--status", "done", "--evidence", "their budget"),
    ):
        done = seeded(*line)
        assert done.code == 0, (line, done.err)
    return seeded


COMMANDS = (
    (("log", "NORD"), "10.11.2026"),
    (("resource",), "01.12.2026"),
    (("meetings",), "25.11.2026"),
    (("wallet", "NORD"), "21.11.2026"),
    (("progress", "NORD", "K01"), "21.11.2026"),
    (("plan", "NORD"), "04.12.2026"),
    (("history",), "21.11.2026"),
)


@pytest.mark.parametrize(("command", "day"), COMMANDS)
def test_days_in_russian(worked: Kamtui, command: tuple[str, ...], day: str) -> None:
    out = worked("--lang", "ru", *command).out
    assert day in out
    assert not _ISO.search(out)


def test_days_in_json_stay_iso(worked: Kamtui) -> None:
    assert "2026-11-10" in worked("--lang", "ru", "log", "NORD", "--json").out
