"""`kamtui today`: grouped lines in 80 columns, and how full the day is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kamtui.cli.output import cell_len

Run = Callable[..., Any]


def test_the_day_in_groups(seeded: Run) -> None:
    for title, due in (("Send the packaging offer to everybody who asked for it", "2026-11-18"), ("Meet", "today")):
        assert seeded("task", "NORD", title, "--due", due).code == 0
    done = seeded("today")
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert max(map(cell_len, lines)) <= 80
    late, today = lines.index("Late"), lines.index("Today")
    assert "Send the packaging" in lines[late + 1]
    assert late < today
    assert any("Meet" in line for line in lines[today:])
    assert lines[-1].startswith("A day off")  # a Saturday


def test_json_names_the_group(seeded: Run) -> None:
    seeded("task", "NORD", "Send the offer", "--due", "2026-11-18")
    groups = {line["title"]: line["group"] for line in seeded("today", "--json").data}
    assert groups["Send the offer"] == "late"
    assert set(groups.values()) <= {"late", "today", "week", "rest"}
