"""Reads of plans: blocks, quarters and goals of an account's fiscal year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kamtui.db.reader import Reader, as_datetime, in_list
from kamtui.domain.plans import Block, Goal
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import PlanState


class QuarterRow(NamedTuple):
    """What is stored of a quarter of a plan; `revenue_plan` in minor units."""

    revenue_plan: int | None
    closed: bool
    version: int


class PlanRow(NamedTuple):
    """What is stored of a plan; blocks and quarters by number, titles of blocks left empty."""

    id: str
    state: PlanState
    version: int
    blocks: dict[int, Block]
    quarters: dict[int, QuarterRow]
    goals: tuple[Goal, ...]


def plan(reader: Reader, account_id: str, year: int) -> PlanRow | None:
    """The stored plan of a year; None when nothing was written."""
    with reader.snapshot():
        row = reader.row(
            "SELECT id, state, version FROM plan WHERE account_id = :account AND year = :year",
            account=account_id,
            year=year,
        )
        if row is None:
            return None
        blocks = {
            block["number"]: Block(
                block["number"], "", block["text"], as_datetime(block["updated_at"]), block["version"]
            )
            for block in reader.rows(
                "SELECT number, text, updated_at, version FROM plan_block WHERE plan_id = :plan", plan=row["id"]
            )
        }
        quarters = {
            quarter["number"]: QuarterRow(quarter["revenue_plan"], quarter["closed_at"] is not None, quarter["version"])
            for quarter in reader.rows(
                "SELECT number, revenue_plan, closed_at, version FROM plan_quarter WHERE plan_id = :plan",
                plan=row["id"],
            )
        }
        return PlanRow(row["id"], PlanState(row["state"]), row["version"], blocks, quarters, goals(reader, row["id"]))


def goals(reader: Reader, plan_id: str) -> tuple[Goal, ...]:
    """Goals of a plan, each followed by the goals below it."""
    rows = reader.rows(
        """
        SELECT g.id, g.title, g.quarter, g.parent_id, g.done, g.position, g.version
          FROM goal g LEFT JOIN goal p ON p.id = g.parent_id
         WHERE g.plan_id = :plan
         ORDER BY coalesce(p.position, g.position), coalesce(p.id, g.id), g.parent_id IS NOT NULL, g.position, g.id
        """,
        plan=plan_id,
    )
    return tuple(
        Goal(
            id=row["id"],
            title=row["title"],
            quarter=Quarter.parse(row["quarter"]) if row["quarter"] else None,
            parent_id=row["parent_id"],
            done=bool(row["done"]),
            position=row["position"],
            version=row["version"],
        )
        for row in rows
    )


def open_quarters(reader: Reader, account_ids: Sequence[str] | None) -> dict[str, list[Quarter]]:
    """Quarters with open tasks that are not closed, oldest first, by account; None: of all not archived."""
    among, params = in_list("a", account_ids or ())
    wanted, closed = "a.archived_at IS NULL", ""
    if account_ids is not None:
        wanted, closed = f"t.account_id IN ({among})", f" AND p.account_id IN ({among})"
    found: dict[str, list[Quarter]] = {}
    for row in reader.rows(
        "SELECT DISTINCT t.account_id, t.quarter FROM task t JOIN account a ON a.id = t.account_id"
        f" WHERE t.status NOT IN ('done', 'moved', 'dropped') AND t.quarter IS NOT NULL AND {wanted}"
        " ORDER BY t.account_id, t.quarter",
        **params,
    ):
        found.setdefault(row["account_id"], []).append(Quarter.parse(row["quarter"]))
    for row in reader.rows(
        "SELECT p.account_id, p.year, q.number FROM plan_quarter q JOIN plan p ON p.id = q.plan_id"
        f" WHERE q.closed_at IS NOT NULL{closed}",
        **params,
    ):
        quarter = Quarter(row["year"], row["number"])
        if quarter in found.get(row["account_id"], ()):
            found[row["account_id"]].remove(quarter)
    return found
