"""The account development plan: block texts, revenue plans of quarters, goals, and the state of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamtui.db import plans as reads
from kamtui.domain import plans as rules
from kamtui.domain.money import from_minor, to_minor
from kamtui.domain.plans import Block, Goal, Plan, QuarterBoard
from kamtui.domain.quarters import Quarter, year_quarters
from kamtui.domain.text import clean
from kamtui.domain.words import PlanState
from kamtui.errors import Conflict, InvalidValue, NotFound, Refused
from kamtui.i18n import _
from kamtui.workspace.base import Feature, apply

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step

_LONGEST_TEXT = 20_000
_GOALS_BLOCK, _ACTIONS_BLOCK = 6, 7
_YEARS = range(2000, 2101)


class Plans(Feature):
    """`workspace.plans`."""

    def year(self, account_id: str, year: int) -> Plan:
        """The plan of a fiscal year; `state` None, and nothing is written, while there is none.

        Always seven blocks and four quarters with their tasks; revenue fact None for quarters to come, and for an
        account that never had orders.
        """
        with self._reader.snapshot():
            stored = reads.plan(self._reader, account_id, year)
            board = self._ws.tasks.of(account_id, year)
            facts = self._ws.sales.by_quarter(account_id, year)
        blocks = stored.blocks if stored else {}
        quarters = stored.quarters if stored else {}
        return Plan(
            account_id=account_id,
            year=year,
            state=stored.state if stored else None,
            blocks=tuple(
                Block(number, title, written.text, written.touched_on, written.version)
                if (written := blocks.get(number))
                else Block(number, title)
                for number, title in rules.block_titles().items()
            ),
            quarters=tuple(
                _board(quarter, board[quarter], quarters.get(quarter.number), facts.get(quarter))
                for quarter in year_quarters(year)
            ),
            goals=stored.goals if stored else (),
            version=stored.version if stored else 0,
        )

    def open_quarters(self, account_ids: Sequence[str] | None = None) -> dict[str, tuple[Quarter, ...]]:
        """Quarters with open tasks that are not closed, oldest first, by account; None: of all not archived."""
        with self._reader.snapshot():
            found = reads.open_quarters(self._reader, account_ids)
        return {key: tuple(quarters) for key, quarters in found.items()}

    def write_block(self, account_id: str, year: int, number: int, text: str, version: int | None = None) -> Block:
        """Save the text of a block (1…7); the first text starts the plan as a draft.

        `version` is that of the block seen, 0 where none was stored. Raises InvalidValue, Conflict.
        """
        from kamtui.db import tables

        if number not in rules.BLOCKS:
            raise InvalidValue("block", number, expected="1…7")
        written = clean(text, multiline=True)
        if len(written) > _LONGEST_TEXT:
            raise InvalidValue("text", "", reason=_("is longer than {limit} characters").format(limit=_LONGEST_TEXT))
        title = rules.block_titles()[number]
        with self._ws.step("plan.block") as step:
            row = _child(step, tables.PlanBlock, self._stored(step, account_id, year), number, version, title)
            if row is not None:
                apply(row, {"text": written})
            elif written:
                plan = self._plan(step, account_id, year)
                step.session.add(tables.PlanBlock(plan_id=plan.id, number=number, text=written))
            step.subject = _subject(step, account_id, year)
        return self.year(account_id, year).blocks[number - 1]

    def set_quarter(
        self, account_id: str, quarter: Quarter | str, *, revenue_plan: Decimal | str | None, version: int | None = None
    ) -> QuarterBoard:
        """Set the revenue plan of a quarter, in major units, or (None) take it away.

        `version` is that of the quarter seen, 0 where none was stored. Raises InvalidFields, InvalidValue, Conflict;
        Refused when the quarter is closed.
        """
        from kamtui.db import tables
        from kamtui.workspace.inputs import QuarterInput, validated

        wanted = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
        amount: Decimal | None = validated(QuarterInput, {"revenue_plan": revenue_plan})["revenue_plan"]
        if amount is not None and (not amount.is_finite() or amount < 0):
            raise InvalidValue("revenue_plan", amount, expected="≥ 0")
        minor = None if amount is None else to_minor(amount)
        with self._ws.step("plan.quarter") as step:
            plan = self._stored(step, account_id, wanted.year)
            row = _child(step, tables.PlanQuarter, plan, wanted.number, version, str(wanted))
            if row is not None:
                if row.closed_at is not None:
                    raise Refused(_("{quarter} is closed").format(quarter=wanted))
                apply(row, {"revenue_plan": minor})
            elif minor is not None:
                plan = self._plan(step, account_id, wanted.year)
                step.session.add(tables.PlanQuarter(plan_id=plan.id, number=wanted.number, revenue_plan=minor))
            step.subject = f"{step.get(tables.Account, account_id, _('account')).name} {wanted}"
        return self.year(account_id, wanted.year).quarters[wanted.number - 1]

    def set_state(self, account_id: str, year: int, state: PlanState | str, version: int | None = None) -> Plan:
        """Submit, approve or reopen (to draft) a plan.

        Submitting needs blocks 3, 6 (or a goal) and 7 (or a task). Raises InvalidValue, Refused, Conflict.
        """
        if state not in tuple(PlanState):
            raise InvalidValue("state", state, expected=", ".join(PlanState))
        wanted = PlanState(state)
        with self._ws.step("plan.state") as step:
            row = self._stored(step, account_id, year)
            step.subject = _subject(step, account_id, year)
            if row is None and version:
                raise Conflict(_("the plan"), "")
            if row is None:
                row = self._plan(step, account_id, year)
            step.check_version(row, version if version else None, _("the plan"))
            if row.state != wanted:
                if wanted is PlanState.SUBMITTED:
                    self._check_complete(row.state, self.year(account_id, year))
                if wanted is PlanState.APPROVED and row.state != PlanState.SUBMITTED:
                    raise Refused(_("only a submitted plan can be approved"))
                row.state = wanted.value
        return self.year(account_id, year)

    def add_goal(self, account_id: str, year: int, **fields: object) -> Goal:
        """Add a goal; fields of `inputs.GoalInput`. Raises InvalidFields, InvalidValue (a third level)."""
        from kamtui.db import tables
        from kamtui.workspace.inputs import GoalInput, validated

        values = validated(GoalInput, {"title": "", **fields})
        with self._ws.step("goal.add", values["title"]) as step:
            plan = self._plan(step, account_id, year)
            goals = reads.goals(self._reader, plan.id)
            rules.check_goal_parent(goals, None, values.get("parent_id"))
            _check_year(values, year)
            row = tables.Goal(plan_id=plan.id, title=values["title"])
            row.position = max((goal.position + 1 for goal in goals), default=0)
            apply(row, values)
            step.session.add(row)
        return self._goal(row.id, plan.id)

    def change_goal(self, goal_id: str, version: int | None = None, **fields: object) -> Goal:
        """Change some fields of a goal. Raises InvalidFields, InvalidValue, Conflict."""
        from kamtui.db import tables
        from kamtui.workspace.inputs import GoalInput, validated

        values = validated(GoalInput, fields, partial=True)
        with self._ws.step("goal.change") as step:
            row = step.get(tables.Goal, goal_id, _("goal"))
            step.check_version(row, version, row.title)
            plan = step.get(tables.Plan, row.plan_id, _("plan"))
            if "parent_id" in values:
                rules.check_goal_parent(reads.goals(self._reader, plan.id), goal_id, values["parent_id"])
            _check_year(values, plan.year)
            apply(row, values)
            step.subject = row.title
        return self._goal(goal_id, plan.id)

    def remove_goal(self, goal_id: str, version: int | None = None) -> None:
        """Delete a goal; goals below it come to the upper level, its tasks lose it. Raises NotFound, Conflict."""
        from sqlmodel import select

        from kamtui.db import tables

        with self._ws.step("goal.delete") as step:
            row = step.get(tables.Goal, goal_id, _("goal"))
            step.check_version(row, version, row.title)
            step.subject = row.title
            for goal in step.session.exec(select(tables.Goal).where(tables.Goal.parent_id == goal_id)).all():
                goal.parent_id = None
            for task in step.session.exec(select(tables.Task).where(tables.Task.goal_id == goal_id)).all():
                task.goal_id = None
            step.session.flush()
            step.session.delete(row)

    def _goal(self, goal_id: str, plan_id: str) -> Goal:
        for goal in reads.goals(self._reader, plan_id):
            if goal.id == goal_id:
                return goal
        raise NotFound(_("goal"), goal_id)

    def _stored(self, step: Step, account_id: str, year: int) -> tables.Plan | None:
        from sqlmodel import select

        from kamtui.db import tables

        step.get(tables.Account, account_id, _("account"))
        return step.session.exec(
            select(tables.Plan).where(tables.Plan.account_id == account_id, tables.Plan.year == year)
        ).first()

    def _plan(self, step: Step, account_id: str, year: int) -> tables.Plan:
        """The plan row of the year, made when there is none. Raises InvalidValue for a year out of range."""
        from kamtui.db import tables

        plan = self._stored(step, account_id, year)
        if plan is None:
            if year not in _YEARS:
                raise InvalidValue("year", year, expected=f"{_YEARS[0]}…{_YEARS[-1]}")
            plan = tables.Plan(account_id=account_id, year=year)
            step.session.add(plan)
            step.session.flush()
        return plan

    def _check_complete(self, state: str, plan: Plan) -> None:
        """Raise Refused unless the plan is a draft with all that submitting needs."""
        if state == PlanState.APPROVED:
            raise Refused(_("the plan is approved already; reopen it first"))
        filled = {block.number for block in plan.blocks if block.text}
        if plan.goals:
            filled.add(_GOALS_BLOCK)
        if any(board.tasks for board in plan.quarters):
            filled.add(_ACTIONS_BLOCK)
        empty = [number for number in rules.BLOCKS_TO_SUBMIT if number not in filled]
        if empty:
            titles = rules.block_titles()
            names = "; ".join(f"{number} {titles[number]}" for number in empty)
            raise Refused(_("these blocks are needed to submit: {blocks}").format(blocks=names))


def _child(step: Step, table: type[Any], plan: tables.Plan | None, number: int, version: int | None, what: str) -> Any:
    """The stored block or quarter of a plan, if any. Raises Conflict when it is not the version seen."""
    from sqlmodel import select

    row = None
    if plan is not None:
        row = step.session.exec(select(table).where(table.plan_id == plan.id, table.number == number)).first()
    if row is not None:
        step.check_version(row, version, what)
    elif version:
        raise Conflict(what, "")
    return row


def _board(
    quarter: Quarter, tasks: Sequence[rules.Task], stored: reads.QuarterRow | None, fact: Decimal | None
) -> QuarterBoard:
    plan = stored.revenue_plan if stored else None
    return QuarterBoard(
        quarter=quarter,
        tasks=tuple(tasks),
        revenue_plan=None if plan is None else from_minor(plan),
        revenue_fact=fact,
        closed=stored.closed if stored else False,
        version=stored.version if stored else 0,
    )


def _subject(step: Step, account_id: str, year: int) -> str:
    from kamtui.db import tables

    return f"{step.get(tables.Account, account_id, _('account')).name} {year}"


def _check_year(values: dict[str, Any], year: int) -> None:
    quarter = values.get("quarter")
    if quarter is not None and Quarter.parse(quarter).year != year:
        raise InvalidValue("quarter", quarter, reason=_("lies outside the plan of {year}").format(year=year))
