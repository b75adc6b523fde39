"""Reads of tasks that were carried over from a quarter to a later one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kamtui.db.reader import Reader, as_date, in_list
from kamtui.domain.plan_review import MovedTask
from kamtui.domain.quarters import Quarter


def carried(reader: Reader, account_id: str, quarters: Sequence[Quarter]) -> dict[Quarter, tuple[MovedTask, ...]]:
    """Tasks that were carried over from these quarters and stand elsewhere now, by quarter, each as it last left it."""
    among, params = in_list("q", [str(quarter) for quarter in quarters])
    rows = reader.rows(
        "SELECT m.from_quarter, m.task_id, t.title, m.to_quarter, m.on_date, m.reason, t.times_moved"
        "  FROM task_move m JOIN task t ON t.id = m.task_id"
        f" WHERE t.account_id = :account AND m.from_quarter IN ({among})"
        "   AND (t.quarter IS NULL OR t.quarter <> m.from_quarter) ORDER BY m.on_date, m.id",
        account=account_id,
        **params,
    )
    found: dict[Quarter, dict[str, MovedTask]] = {}
    for left, key, title, to, on, reason, times in rows:
        moved = MovedTask(key, title, Quarter.parse(to), as_date(on) or date.min, reason, times)
        found.setdefault(Quarter.parse(left), {})[key] = moved
    return {quarter: tuple(moved.values()) for quarter, moved in found.items()}
