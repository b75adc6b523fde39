"""Plans as they are: blocks with their freshness and completeness, quarters, goals, events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from kamtui.clock import user_day
from kamtui.db import plans as reads
from kamtui.domain import plans as rules
from kamtui.domain.money import from_minor
from kamtui.domain.plans import Block, Plan, QuarterBoard, Task
from kamtui.domain.quarters import Quarter, year_quarters
from kamtui.domain.words import PlanState
from kamtui.workspace.base import Feature

if TYPE_CHECKING:
    from decimal import Decimal

    from kamtui.domain.explained import Explained
    from kamtui.domain.plan_completeness import BlockState


class PlanViews(Feature):
    """The part of `workspace.plans` that looks at plans."""

    def year(self, account_id: str, year: int) -> Plan:
        """The plan of a fiscal year; `state` None, and nothing is written, while there is none.

        Always seven blocks and four quarters with their tasks; revenue fact None for quarters to come, and for an
        account that never had orders. A closed quarter has the revenue fact of the day of its closing.
        """
        from kamtui.db import plan_facts, plan_moves, plan_touched
        from kamtui.domain import plan_completeness

        ws, fiscal_start = self._ws, self._ws.method.fiscal_start
        with self._reader.snapshot():
            stored = reads.plan(self._reader, account_id, year)
            board = ws.tasks.of(account_id, year)
            facts = ws.sales.by_quarter(account_id, year)
            forecast = ws.opportunities.forecast(account_id, year)
            carried = plan_moves.carried(self._reader, account_id, year_quarters(year))
            known = plan_facts.facts(self._reader, [account_id], year, fiscal_start)
            touched = plan_touched.touched(self._reader, account_id, year)
            previous = reads.texts(self._reader, account_id, year - 1)
            moved = {one.task_id: self._task(one.task_id, board) for gone in carried.values() for one in gone}
        states = plan_completeness.blocks(known.get(account_id, plan_completeness.PlanFacts()), year, ws.quarter)
        quarters = stored.quarters if stored else {}
        plan = Plan(
            account_id=account_id,
            year=year,
            state=stored.state if stored else None,
            blocks=self._blocks(year, stored, states, touched, previous),
            quarters=tuple(
                _board(
                    quarter,
                    board[quarter],
                    quarters.get(quarter.number, reads.QuarterRow()),
                    facts.get(quarter),
                    forecast.quarters[quarter.number - 1].total,
                    tuple(moved[one.task_id] for one in carried.get(quarter, ())),
                )
                for quarter in year_quarters(year)
            ),
            goals=stored.goals if stored else (),
            version=stored.version if stored else 0,
            completeness=plan_completeness.completeness(states),
            events=stored.events if stored else (),
        )
        return self._with_changes(plan, stored)

    def completeness(self, account_ids: Sequence[str], year: int) -> dict[str, Explained[float]]:
        """Completeness of the plans of these accounts, in few queries for all of them; unknown ids are left out."""
        from kamtui.db import plan_facts
        from kamtui.domain import plan_completeness as rules

        known = plan_facts.facts(self._reader, account_ids, year, self._ws.method.fiscal_start)
        return {key: rules.completeness(rules.blocks(facts, year, self._ws.quarter)) for key, facts in known.items()}

    def _task(self, task_id: str, board: dict[Quarter, tuple[Task, ...]]) -> Task:
        for tasks in board.values():
            for task in tasks:
                if task.id == task_id:
                    return task
        return self._ws.tasks.get(task_id)

    def _blocks(
        self,
        year: int,
        stored: reads.PlanRow | None,
        states: dict[int, BlockState],
        touched: dict[int, datetime],
        previous: dict[int, str],
    ) -> tuple[Block, ...]:
        """Blocks of a plan. Only a plan that was begun, and whose year is not over, can go stale."""
        ws = self._ws
        ends = Quarter(year, 4).last_day(ws.method.fiscal_start)
        alive = stored is not None and ends >= ws.today_date
        blocks = []
        for number, title in rules.block_titles().items():
            written = stored.blocks.get(number) if stored else None
            instants = [at for at in (written.touched_on if written else None, touched.get(number)) if at is not None]
            at = max(instants, default=None)
            age = (ws.today_date - user_day(at)).days if at is not None else 0
            blocks.append(
                Block(
                    number=number,
                    title=title,
                    text=written.text if written else "",
                    touched_on=at,
                    version=written.version if written else 0,
                    filled=states[number].filled,
                    stale=alive and age > ws.method.stale_block_days,
                    share=states[number].share,
                    previous=previous.get(number, ""),
                )
            )
        return tuple(blocks)

    def _with_changes(self, plan: Plan, stored: reads.PlanRow | None) -> Plan:
        """The plan with the number of things that differ from what was approved last, while it is approved."""
        if stored is None or stored.state is not PlanState.APPROVED:
            return plan
        from dataclasses import replace

        from kamtui.db import plan_snapshots
        from kamtui.domain.plan_compare import changed_since

        approved = plan_snapshots.approved(self._reader, stored.id)
        if approved is None or approved.content is None:
            return plan
        return replace(plan, changed=changed_since(approved.content, plan))


def _board(
    quarter: Quarter,
    tasks: Sequence[Task],
    stored: reads.QuarterRow,
    fact: Decimal | None,
    forecast: Decimal | None,
    carried: tuple[Task, ...],
) -> QuarterBoard:
    closed = stored.closed_at is not None
    if closed and stored.tasks_planned is not None:
        fact = _money(stored.revenue_fact)
    return QuarterBoard(
        quarter=quarter,
        tasks=tuple(tasks),
        revenue_plan=_money(stored.revenue_plan),
        revenue_fact=fact,
        closed=closed,
        version=stored.version,
        base=_money(stored.base),
        forecast=forecast,
        carried=carried,
    )


def _money(minor: int | None) -> Decimal | None:
    return None if minor is None else from_minor(minor)
