"""Moves plans with all that hangs on them, wallets and opportunities of a copy of the sample to another day.

Plans stay last year's, this and next year's; quarters go where they lie now, with what was planned and said of them.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from kamtui.db.sample.days import HOME, Calendar, workday
from kamtui.domain.quarters import Quarter, months_after

# Before this quarter of the year nobody has begun to plan the next one.
_NEXT_YEAR_FROM = 4
_DAY = timedelta(days=1)


class PlansMove:
    """The plans of one copy. `everything` wants the days of orders moved: closed quarters show what they brought.

    `instants`: for a plan and the instant of one of its events in the sample, the plan and the instant in the copy.
    """

    def __init__(self, connection: sqlite3.Connection, calendar: Calendar) -> None:
        self._connection, self._calendar = connection, calendar
        self._years = calendar.here.year - HOME.year
        self.instants: dict[tuple[str, str], tuple[str, str]] = {}
        plans = self._rows("SELECT id, account_id, year FROM plan")
        early = calendar.here.number < _NEXT_YEAR_FROM
        self._dropped = [(key,) for key, _account, year in plans if early and year > HOME.year]
        self._was = {key: (account, year) for key, account, year in plans}
        self._plan_of = {
            (account, year + self._years): key for key, account, year in plans if (key,) not in self._dropped
        }

    def everything(self) -> None:
        """Move all; goals before the plans in which they stood are gone."""
        self._quarters()
        self._goals()
        self._events()
        for table in ("plan_block", "plan_event", "plan_snapshot"):
            self._write(f"DELETE FROM {table} WHERE plan_id = ?", self._dropped)
        self._write("DELETE FROM plan WHERE id = ?", self._dropped)
        # One year after the other, so that no account has two plans of a year in between.
        in_turn = sorted(self._plan_of.items(), key=lambda plan: plan[0][1], reverse=self._years > 0)
        self._write("UPDATE plan SET year = ? WHERE id = ?", [(year, key) for (_account, year), key in in_turn])
        self._connection.execute("UPDATE wallet_estimate SET year = year + ?", (self._years,))
        self._opportunities()

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()

    def _write(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        self._connection.executemany(sql, rows)

    def _quarter_of(self, plan: str, number: int) -> tuple[Quarter, Quarter, str | None]:
        """A quarter of a plan as it was, where it lies now, and the plan that it stands in now."""
        account, year = self._was[plan]
        before = Quarter(year, number)
        quarter = self._calendar.quarter(before)
        return before, quarter, self._plan_of.get((account, quarter.year))

    def _quarters(self) -> None:
        names = [row[1] for row in self._rows("PRAGMA table_info(plan_quarter)")]
        found = [dict(zip(names, row, strict=True)) for row in self._rows("SELECT * FROM plan_quarter")]
        self._connection.execute("DELETE FROM plan_quarter")
        placed = []
        for row in found:
            account = self._was[row["plan_id"]][0]
            before, quarter, plan = self._quarter_of(row["plan_id"], row["number"])
            if plan is None:
                continue
            row.update(plan_id=plan, number=quarter.number)
            if row["closed_at"]:
                row["closed_at"] = self._closed(before, quarter, row["closed_at"])
                row["revenue_fact"] = self._revenue(account, quarter)
            placed.append(tuple(row.values()))
        marks = ", ".join("?" * len(names))
        self._write(f"INSERT INTO plan_quarter ({', '.join(names)}) VALUES ({marks})", placed)

    def _revenue(self, account: str, quarter: Quarter) -> int | None:
        bounds = quarter.first_day().isoformat(), quarter.last_day().isoformat()
        sql = "SELECT sum(revenue) FROM sales_day WHERE account_id = ? AND day BETWEEN ? AND ?"
        found: int | None = self._connection.execute(sql, (account, *bounds)).fetchone()[0]
        return found

    def _closed(self, before: Quarter, quarter: Quarter, closed: str) -> str:
        """As many days after the end of the quarter as it was, but no later than yesterday."""
        day = quarter.last_day() + (day_of(closed) - before.last_day())
        return instant(min(day, self._calendar.today - _DAY), closed)

    def _goals(self) -> None:
        """A goal with a quarter goes to the plan of its year; where there is none, to this year's."""
        gone = {key for (key,) in self._dropped}
        found = self._rows(
            "SELECT g.id, g.plan_id, g.parent_id, g.quarter, p.account_id FROM goal g JOIN plan p ON p.id = g.plan_id"
        )
        plans = {}
        for key, plan, _parent, text, account in found:
            quarter = self._calendar.quarter(Quarter.parse(text)) if text else None
            target = self._plan_of.get((account, quarter.year)) if quarter else None if plan in gone else plan
            fallback = self._plan_of[account, self._calendar.here.year]
            plans[key] = (target or fallback, str(quarter) if target and quarter else None)
        self._write(
            "UPDATE goal SET plan_id = ?, quarter = ?, parent_id = ? WHERE id = ?",
            [
                (*plans[key], parent if parent and plans[parent][0] == plans[key][0] else None, key)
                for key, _plan, parent, _text, _account in found
            ],
        )

    def _events(self) -> None:
        """What was done before its year began keeps its distance from that, the rest moves by weeks; all in order."""
        by_plan: dict[str, list[tuple[str, str]]] = defaultdict(list)
        moved: list[tuple[str, str, int | None, str]] = []
        gone = []
        for key, plan, at, number in self._rows("SELECT id, plan_id, at, number FROM plan_event ORDER BY at"):
            if number is None:
                by_plan[plan].append((key, at))
                continue
            before, quarter, target = self._quarter_of(plan, number)
            if target is None:
                gone.append((key,))
            else:
                closed = self._closed(before, quarter, at)
                moved.append((target, closed, quarter.number, key))
                self.instants[plan, at] = target, closed
        for plan, events in by_plan.items():
            limit = self._calendar.today - _DAY
            for key, at in reversed(events):
                day = workday(min(limit, self._of_year(self._was[plan][1], day_of(at))))
                moved.append((plan, instant(day, at), None, key))
                self.instants[plan, at] = plan, instant(day, at)
                limit = day - _DAY
        self._write("UPDATE plan_event SET plan_id = ?, at = ?, number = ? WHERE id = ?", moved)
        self._write("DELETE FROM plan_event WHERE id = ?", gone)

    def _of_year(self, year: int, day: date) -> date:
        begins = Quarter(year, 1).first_day()
        if day < begins:
            return Quarter(year + self._years, 1).first_day() + (day - begins)
        return day + self._calendar.weeks

    def _opportunities(self) -> None:
        """They stay in their quarters; what is monthly begins in the same month of its quarter."""
        placed = []
        for key, text, starts, decided in self._rows("SELECT id, quarter, starts, decided_on FROM opportunity"):
            quarter = str(self._calendar.quarter(Quarter.parse(text))) if text else None
            decided = self._calendar.within(day_of(decided)).isoformat() if decided else None
            placed.append((quarter, month_of(self._calendar, starts), decided, key))
        self._write("UPDATE opportunity SET quarter = ?, starts = ?, decided_on = ? WHERE id = ?", placed)


def day_of(text: str) -> date:
    """The day of a stored day or instant."""
    return date.fromisoformat(text[:10])


def month_of(calendar: Calendar, starts: str | None) -> str | None:
    """The first day of the same month of the quarter where it lies now."""
    if starts is None:
        return None
    day = day_of(starts)
    before = Quarter.of(day)
    return months_after(calendar.quarter(before).first_day(), day.month - before.first_day().month).isoformat()


def instant(day: date, like: str) -> str:
    """An instant of a day at the time of another one."""
    return day.isoformat() + like[10:]
