"""Moves snapshots of plans to another day: what they hold goes to the days and quarters where the records went.

A plan keeps its snapshots. Where its year takes in quarters that were those of another year, they are empty in them:
nobody had planned them yet.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from kamtui.db.sample.alive_plans import day_of, instant, month_of
from kamtui.db.sample.days import HOME, Calendar
from kamtui.domain.quarters import Quarter, year_quarters

Json = dict[str, Any]
_EMPTY_REVIEW = {"tasks_planned": 0, "tasks_done": 0, "items_planned": 0, "items_done": 0}


class TaskMoved(NamedTuple):
    """Where a task stood and was due in the sample, and in the copy."""

    before: Quarter
    after: Quarter
    due: tuple[str | None, str | None]
    by: tuple[str | None, str | None]


@contextmanager
def changeable(connection: sqlite3.Connection) -> Iterator[None]:
    """Within the block snapshots may be changed: the copy is not anybody's record yet."""
    kept = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    ours = [(name, sql) for name, sql in kept if name == "plan_snapshot_stays"]
    for name, _sql in ours:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for _name, sql in ours:
        connection.execute(sql)


class SnapshotsMove:
    """The snapshots of one copy. Wants tasks moved; `instants` are the old and new instants of events by plan."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        calendar: Calendar,
        tasks: Mapping[str, TaskMoved],
        instants: Mapping[tuple[str, str], tuple[str, str]],
    ) -> None:
        self._connection, self._calendar = connection, calendar
        self._tasks, self._instants = tasks, instants
        self._years = calendar.here.year - HOME.year
        self._facts: dict[tuple[str, str], str | None] = {}

    def everything(self) -> None:
        """Move all; a snapshot of a quarter that belongs to another year now goes to the plan of that year."""
        years = dict(self._connection.execute("SELECT id, year FROM plan").fetchall())
        self._facts = self._revenue()
        moved, gone = [], []
        found = "SELECT id, plan_id, at, kind, number, content FROM plan_snapshot"
        for key, plan, at, kind, number, text in self._connection.execute(found).fetchall():
            target, new = self._instants.get((plan, at), (plan, None))
            if target not in years:
                gone.append((key,))
                continue
            if kind == "kept":
                new = instant(min(day_of(at) + self._calendar.weeks, self._yesterday), at)
            content = json.loads(text)
            if number is not None:
                number = self._calendar.quarter(Quarter(content["year"], number)).number
            content = json.dumps(self._content(content, years[target]), ensure_ascii=False)
            moved.append((target, new or at, number, content, key))
        self._connection.executemany(
            "UPDATE plan_snapshot SET plan_id = ?, at = ?, number = ?, content = ? WHERE id = ?", moved
        )
        self._connection.executemany("DELETE FROM plan_snapshot WHERE id = ?", gone)

    @property
    def _yesterday(self) -> date:
        return self._calendar.today - timedelta(days=1)

    def _revenue(self) -> dict[tuple[str, str], str | None]:
        """What closed quarters brought, by account code and quarter."""
        found = self._connection.execute(
            "SELECT a.code, p.year || '-Q' || q.number, q.revenue_fact FROM plan_quarter q"
            " JOIN plan p ON p.id = q.plan_id JOIN account a ON a.id = p.account_id WHERE q.closed_at IS NOT NULL"
        )
        return {(code, text): None if fact is None else _decimal(Decimal(fact) / 100) for code, text, fact in found}

    def _content(self, content: Json, year: int) -> Json:
        old = content["year"]
        forecast = dict(content["forecast"])
        goals = [moved for goal in content["goals"] if (moved := self._goal(goal, year)) is not None]
        known = {goal["id"] for goal in goals}
        planned = [{**item, "quarter": str(self._quarter(item["quarter"]))} for item in content["progress"]["planned"]]
        quarters = self._quarters(content, old, year)
        figures = {}
        for quarter in year_quarters(year):
            before = self._before(quarter)
            figures[f"Q{quarter.number}"] = forecast.get(f"Q{before.number}") if before.year == old else None
        sums = [Decimal(amount) for amount in figures.values() if amount is not None]
        return {
            **content,
            "year": year,
            "blocks": [{**block, "touched_on": self._weeks(block["touched_on"])} for block in content["blocks"]],
            "progress": {**content["progress"], "planned": [i for i in planned if i["quarter"][:4] == str(year)]},
            "circle": {
                **content["circle"],
                "categories": [
                    {**each, "year": each["year"] + self._years} for each in content["circle"]["categories"]
                ],
            },
            "initiatives": [{**one, "noted_on": self._weeks(one["noted_on"])} for one in content["initiatives"]],
            "opportunities": [self._opportunity(one) for one in content["opportunities"]],
            "forecast": {**figures, "year": _decimal(sum(sums, Decimal(0))) if sums else None},
            "goals": [{**goal, "parent": goal["parent"] if goal["parent"] in known else None} for goal in goals],
            "quarters": quarters,
            "events": [self._event(event) for event in content["events"]],
        }

    def _before(self, quarter: Quarter) -> Quarter:
        """Which quarter of the sample lies here now."""
        away = (quarter.year - self._calendar.here.year) * 4 + quarter.number - self._calendar.here.number
        return HOME.shifted(away)

    def _quarter(self, text: str) -> Quarter:
        return self._calendar.quarter(Quarter.parse(text))

    def _weeks(self, text: str | None) -> str | None:
        return None if text is None else (day_of(text) + self._calendar.weeks).isoformat()

    def _goal(self, goal: Json, year: int) -> Json | None:
        if goal["quarter"] is None:
            return goal
        quarter = self._quarter(goal["quarter"])
        return {**goal, "quarter": str(quarter)} if quarter.year == year else None

    def _opportunity(self, one: Json) -> Json:
        return {
            **one,
            "starts": month_of(self._calendar, one["starts"]),
            "quarter": str(self._quarter(one["quarter"])) if one["quarter"] else None,
            "decided_on": self._calendar.within(day_of(one["decided_on"])).isoformat() if one["decided_on"] else None,
        }

    def _event(self, event: Json) -> Json:
        moved = min(day_of(event["at"]) + self._calendar.weeks, self._yesterday)
        quarter = str(self._quarter(event["quarter"])) if event["quarter"] else None
        return {**event, "at": instant(moved, event["at"]), "quarter": quarter}

    def _quarters(self, content: Json, old: int, year: int) -> Json:
        tasks: dict[Quarter, list[Json]] = {}
        for name, board in content["quarters"].items():
            for task in board["tasks"]:
                quarter, moved = self._task(Quarter(old, int(name[1])), task)
                tasks.setdefault(quarter, []).append(moved)
        found = {}
        for quarter in year_quarters(year):
            before = self._before(quarter)
            board = content["quarters"][f"Q{before.number}"] if before.year == old else None
            found[f"Q{quarter.number}"] = self._board(content["account"], quarter, board, tasks.get(quarter, []))
        return found

    def _board(self, code: str, quarter: Quarter, board: Json | None, tasks: list[Json]) -> Json:
        counts = {
            "planned": sum(task["status"] in ("open", "done") for task in tasks),
            "done": sum(task["status"] == "done" for task in tasks),
        }
        if board is None:
            money = dict.fromkeys(("revenue_plan", "revenue_fact", "base", "forecast"))
            review = dict.fromkeys(("next_forecast", "cause", "kam_comment", "head_comment", "closed_on", "closed_by"))
            return {
                "tasks": tasks,
                **counts,
                **money,
                "closed": False,
                "carried": [],
                "review": {**_EMPTY_REVIEW, **review, "tasks_planned": counts["planned"]},
            }
        review = board["review"]
        if review["closed_on"]:
            closed = quarter.last_day() + (day_of(review["closed_on"]) - self._before(quarter).last_day())
            review = {**review, "closed_on": min(closed, self._yesterday).isoformat()}
        return {
            **board,
            **counts,
            "tasks": tasks,
            "revenue_fact": self._facts.get((code, str(quarter))) if board["closed"] else board["revenue_fact"],
            "carried": [
                {**each, "to": str(self._quarter(each["to"])), "on": self._carried_on(quarter, each["on"])}
                for each in board["carried"]
            ],
            "review": review,
        }

    def _carried_on(self, quarter: Quarter, on: str) -> str:
        day = quarter.last_day() + (day_of(on) - self._before(quarter).last_day())
        return min(day, self._yesterday).isoformat()

    def _task(self, before: Quarter, task: Json) -> tuple[Quarter, Json]:
        """The quarter and the task; where it stood and was due as in the sample, it is as in the copy."""
        record = self._tasks.get(task["id"])
        quarter = record.after if record and record.before == before else self._calendar.quarter(before)
        moved = dict(task)
        for name, known in (("due", record and record.due), ("resource_by", record and record.by)):
            if task[name] is None:
                continue
            same = known is not None and known[0] == task[name]
            moved[name] = known[1] if known and same else self._calendar.within(day_of(task[name])).isoformat()
        return quarter, moved


def _decimal(amount: Decimal) -> str:
    return format(amount.quantize(Decimal("0.01")), "f")
