"""Reads of plans: blocks, quarters, goals and events of an account's fiscal year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from kamtui.db.reader import Reader, Row, as_datetime, in_list
from kamtui.domain.plan_review import is_reviewable
from kamtui.domain.plans import Block, Goal, PlanEvent
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import Cause, PlanEventKind, PlanState


class QuarterRow(NamedTuple):
    """What is stored of a quarter of a plan; money in minor units, the figures None until the quarter is closed."""

    revenue_plan: int | None = None
    version: int = 0
    closed_at: datetime | None = None
    closed_by: str = ""
    base: int | None = None
    next_forecast: int | None = None
    cause: Cause | None = None
    head_cause: Cause | None = None
    kam_comment: str = ""
    head_comment: str = ""
    tasks_planned: int | None = None
    tasks_done: int | None = None
    items_planned: int | None = None
    items_done: int | None = None
    revenue_fact: int | None = None


class PlanRow(NamedTuple):
    """What is stored of a plan; blocks and quarters by number, titles of blocks left empty, newest event first."""

    id: str
    state: PlanState
    version: int
    blocks: dict[int, Block]
    quarters: dict[int, QuarterRow]
    goals: tuple[Goal, ...]
    events: tuple[PlanEvent, ...]


_QUARTER = """
SELECT q.number, q.revenue_plan, q.version, q.closed_at, u.name, q.base, q.next_forecast, q.cause, q.head_cause,
       q.kam_comment, q.head_comment, q.tasks_planned, q.tasks_done, q.items_planned, q.items_done, q.revenue_fact
  FROM plan_quarter q LEFT JOIN user_ u ON u.id = q.closed_by_id
"""


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
        key, state, version = row
        blocks = {
            block["number"]: Block(
                block["number"], "", block["text"], as_datetime(block["updated_at"]), block["version"]
            )
            for block in reader.rows(
                "SELECT number, text, updated_at, version FROM plan_block WHERE plan_id = :plan", plan=key
            )
        }
        quarters = {found[0]: _quarter(found) for found in reader.rows(f"{_QUARTER} WHERE q.plan_id = :plan", plan=key)}
        return PlanRow(key, PlanState(state), version, blocks, quarters, goals(reader, key), events(reader, key))


def quarter(reader: Reader, account_id: str, wanted: Quarter) -> QuarterRow:
    """What is stored of a quarter; a row of version 0 where nothing is."""
    row = reader.row(
        f"{_QUARTER} JOIN plan p ON p.id = q.plan_id"
        " WHERE p.account_id = :account AND p.year = :year AND q.number = :number",
        account=account_id,
        year=wanted.year,
        number=wanted.number,
    )
    return QuarterRow() if row is None else _quarter(row)


def _quarter(row: Row) -> QuarterRow:
    _number, planned, version, closed_at, closed_by, base, expected, cause, head_cause, kam, head, *figures = row
    return QuarterRow(
        planned,
        version,
        as_datetime(closed_at),
        closed_by or "",
        base,
        expected,
        Cause(cause) if cause else None,
        Cause(head_cause) if head_cause else None,
        kam,
        head,
        *figures,
    )


def texts(reader: Reader, account_id: str, year: int) -> dict[int, str]:
    """Texts of the blocks of a plan by number; without those that are empty."""
    rows = reader.rows(
        "SELECT b.number, b.text FROM plan_block b JOIN plan p ON p.id = b.plan_id"
        " WHERE p.account_id = :account AND p.year = :year AND b.text <> ''",
        account=account_id,
        year=year,
    )
    return {row[0]: row[1] for row in rows}


def events(reader: Reader, plan_id: str) -> tuple[PlanEvent, ...]:
    """What happened to a plan, newest first."""
    rows = reader.rows(
        "SELECT e.at, u.name, e.kind, e.number, e.note FROM plan_event e LEFT JOIN user_ u ON u.id = e.user_id"
        " WHERE e.plan_id = :plan ORDER BY e.at DESC, e.id DESC",
        plan=plan_id,
    )
    return tuple(
        PlanEvent(as_datetime(at) or datetime.min, user or "", PlanEventKind(kind), number, note)
        for at, user, kind, number, note in rows
    )


def reopened(reader: Reader, account_id: str, wanted: Quarter) -> PlanEvent | None:
    """Who opened the quarter again last, and why; None when nobody ever did."""
    row = reader.row(
        "SELECT e.at, u.name, e.note FROM plan_event e JOIN plan p ON p.id = e.plan_id"
        "  LEFT JOIN user_ u ON u.id = e.user_id"
        " WHERE p.account_id = :account AND p.year = :year AND e.number = :number AND e.kind = :kind"
        " ORDER BY e.at DESC, e.id DESC LIMIT 1",
        account=account_id,
        year=wanted.year,
        number=wanted.number,
        kind=PlanEventKind.QUARTER_REOPENED.value,
    )
    if row is None:
        return None
    at, user, note = row
    return PlanEvent(as_datetime(at) or datetime.min, user or "", PlanEventKind.QUARTER_REOPENED, wanted.number, note)


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


def open_quarters(reader: Reader, account_ids: Sequence[str] | None, now: Quarter) -> dict[str, list[Quarter]]:
    """Quarters that are not closed and hold something to review (`is_reviewable`), oldest first, by account.

    None: of all accounts that are not archived.
    """
    among, params = in_list("a", account_ids or ())
    wanted, of_plans = "a.archived_at IS NULL", ""
    if account_ids is not None:
        wanted, of_plans = f"t.account_id IN ({among})", f" AND p.account_id IN ({among})"
    tasks: dict[tuple[str, Quarter], tuple[bool, bool]] = {
        (account_id, Quarter.parse(quarter)): (bool(left_open), bool(done))
        for account_id, quarter, left_open, done in reader.rows(
            "SELECT t.account_id, t.quarter, max(t.status = 'open'), max(t.status = 'done')"
            "  FROM task t JOIN account a ON a.id = t.account_id"
            f" WHERE t.quarter IS NOT NULL AND {wanted} GROUP BY t.account_id, t.quarter",
            **params,
        )
    }
    stored = {
        (account_id, Quarter(year, number)): (bool(closed), bool(planned))
        for account_id, year, number, closed, planned in reader.rows(
            "SELECT p.account_id, p.year, q.number, q.closed_at IS NOT NULL, q.revenue_plan IS NOT NULL"
            "  FROM plan_quarter q JOIN plan p ON p.id = q.plan_id JOIN account a ON a.id = p.account_id"
            f" WHERE a.archived_at IS NULL{of_plans}",
            **params,
        )
    }
    found: dict[str, list[Quarter]] = {}
    for account_id, quarter in sorted(tasks.keys() | stored.keys()):
        left_open, done = tasks.get((account_id, quarter), (False, False))
        closed, planned = stored.get((account_id, quarter), (False, False))
        if not closed and is_reviewable(quarter, now, left_open=left_open, done=done, planned=planned):
            found.setdefault(account_id, []).append(quarter)
    return found
