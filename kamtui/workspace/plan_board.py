"""The portfolio of plans: the quarter board over all accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kamtui.db import plan_board as reads
from kamtui.db import plan_facts, tasks
from kamtui.domain import plan_board as rules
from kamtui.domain import plan_completeness
from kamtui.domain.quarters import Quarter, year_quarters
from kamtui.domain.text import search_key
from kamtui.workspace.base import Feature

if TYPE_CHECKING:
    from kamtui.db.plan_board import AccountHead
    from kamtui.domain.plan_board import PlanBoard, PlanRow
    from kamtui.domain.plans import Task


class PlanPortfolio(Feature):
    """The part of `workspace.plans` that looks at all accounts at once."""

    def board(
        self,
        year: int,
        *,
        quarter: Quarter | str | None = None,
        account_ids: Sequence[str] | None = None,
        owner: str | None = None,
        department: str | None = None,
        late: bool = False,
    ) -> PlanBoard:
        """The plans of a fiscal year of these accounts, or (None) of all not archived; with `quarter` of it alone.

        The filters choose tasks: of an `owner` (login), those that ask a `department` for help, `late` ones. Figures
        count the tasks that are left; accounts without any are left out, but not the owner's own.
        """
        wanted = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
        today, start, now = self._ws.today_date, self._ws.method.fiscal_start, self._ws.quarter
        shown = year_quarters(year) if wanted is None else (wanted,)
        with self._reader.snapshot():
            accounts = reads.accounts(self._reader, account_ids)
            keys = [account.id for account in accounts]
            stored = reads.plans(self._reader, keys, year)
            carried = reads.carried(self._reader, keys, year)
            facts = plan_facts.facts(self._reader, keys, year, start)
            money = self._ws.opportunities.forecasts(keys, year)
            everything: dict[tuple[str | None, Quarter | None], list[Task]] = {}
            for task in tasks.boards(self._reader, keys, year):
                everything.setdefault((task.account_id, task.quarter), []).append(task)

        department_key = search_key(department or "")

        def passes(task: Task) -> bool:
            return (
                (owner is None or task.owner == owner)
                and (not department_key or search_key(task.resource) == department_key)
                and (not late or rules.is_late(task, today, start))
            )

        def row(account: AccountHead) -> PlanRow:
            plan = stored.get(account.id)
            cells = []
            for each in shown:
                found = everything.get((account.id, each), [])
                sums = money[account.id].quarters[each.number - 1]
                cells.append(
                    rules.cell(
                        each,
                        [task for task in found if passes(task)] if filtered else found,
                        today,
                        start,
                        carried=carried.get((account.id, each), 0),
                        money=(sums.target, sums.fact, sums.total),
                        closed=plan is not None and each.number in plan.closed,
                        whole=found,
                    )
                )
            states = plan_completeness.blocks(facts[account.id], year, now)
            completeness = plan_completeness.completeness(states)
            return rules.PlanRow(*account, plan.state if plan else None, completeness, tuple(cells))

        filtered = bool(owner or department_key or late)
        rows = tuple(row(account) for account in accounts)
        if filtered:
            mine = owner if not (department_key or late) else None
            rows = tuple(one for one in rows if one.tasks or (mine is not None and one.owner == mine))
        return rules.PlanBoard(year, shown, now, today, rows, len(accounts) - len(rows))
