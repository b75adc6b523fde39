"""What the KAM writes into a plan: texts of blocks, revenue plans and base business of quarters."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamtui.domain import plans as rules
from kamtui.domain.money import to_minor
from kamtui.domain.plans import Block, QuarterBoard
from kamtui.domain.quarters import Quarter
from kamtui.domain.text import clean
from kamtui.domain.words import PlanEventKind, PlanState
from kamtui.errors import Conflict, InvalidValue, Refused
from kamtui.i18n import _
from kamtui.workspace.base import apply
from kamtui.workspace.plan_views import PlanViews

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step

_LONGEST_TEXT = 20_000
_YEARS = range(2000, 2101)


class PlanTexts(PlanViews):
    """The part of `workspace.plans` that writes blocks and quarters."""

    def write_block(
        self, account_id: str, year: int, number: int, text: str, version: int | None = None, *, continued: bool = False
    ) -> Block:
        """Save the text of a block (1…7); the first text starts the plan as a draft.

        `version` is that of the block seen, 0 where none was stored; `continued`: the save before was of the same
        editing, and undo takes both back at once. Raises InvalidValue, Conflict.
        """
        from kamtui.db import tables

        if number not in rules.BLOCKS:
            raise InvalidValue("block", number, expected="1…7")
        written = clean(text, multiline=True)
        if len(written) > _LONGEST_TEXT:
            raise InvalidValue("text", "", reason=_("is longer than {limit} characters").format(limit=_LONGEST_TEXT))
        title = rules.block_titles()[number]
        with self._ws.step("plan.block") as step:
            step.continues = continued
            row = self._child(step, tables.PlanBlock, self._stored(step, account_id, year), number, version, title)
            if row is not None:
                apply(row, {"text": written})
            elif written:
                plan = self._plan(step, account_id, year)
                step.session.add(tables.PlanBlock(plan_id=plan.id, number=number, text=written))
            step.subject = self._subject(step, account_id, year)
        return self.year(account_id, year).blocks[number - 1]

    def set_quarter(
        self, account_id: str, quarter: Quarter | str, *, version: int | None = None, **amounts: Decimal | str | None
    ) -> QuarterBoard:
        """Set `revenue_plan` and `base` of a quarter, in major units, or (None) take them away; others stay.

        `version` is that of the quarter seen, 0 where none was stored. Raises InvalidFields, InvalidValue, Conflict;
        Refused when the quarter is closed, and for the revenue plan when the plan is approved.
        """
        from kamtui.db import tables
        from kamtui.workspace.inputs import QuarterInput, validated

        wanted = parsed(quarter)
        values: dict[str, int | None] = {
            name: minor_amount(name, amount) for name, amount in validated(QuarterInput, amounts).items()
        }
        with self._ws.step("plan.quarter") as step:
            plan = self._stored(step, account_id, wanted.year)
            row = self._child(step, tables.PlanQuarter, plan, wanted.number, version, str(wanted))
            if row is not None and row.closed_at is not None:
                raise Refused(_("{quarter} is closed; reopen it in its review to change it").format(quarter=wanted))
            planned = values.get("revenue_plan", row and row.revenue_plan)
            if plan is not None and plan.state == PlanState.APPROVED and planned != (row and row.revenue_plan):
                raise Refused(
                    _("the revenue plan of {quarter} is approved; reopen the plan to change it").format(quarter=wanted)
                )
            if row is None and any(value is not None for value in values.values()):
                row = self._quarter_row(step, account_id, wanted)
            if row is not None:
                apply(row, values)
            step.subject = self._quarter_subject(step, account_id, wanted)
        return self.year(account_id, wanted.year).quarters[wanted.number - 1]

    def _stored(self, step: Step, account_id: str, year: int) -> tables.Plan | None:
        from sqlmodel import select

        from kamtui.db import tables

        step.get(tables.Account, account_id, _("account"))
        return step.session.exec(
            select(tables.Plan).where(tables.Plan.account_id == account_id, tables.Plan.year == year)
        ).first()

    def _plan(self, step: Step, account_id: str, year: int) -> tables.Plan:
        """The plan row of the year, started when there is none. Raises InvalidValue for a year out of range."""
        from kamtui.db import tables

        plan = self._stored(step, account_id, year)
        if plan is None:
            if year not in _YEARS:
                raise InvalidValue("year", year, expected=f"{_YEARS[0]}…{_YEARS[-1]}")
            plan = tables.Plan(account_id=account_id, year=year)
            step.session.add(plan)
            step.session.flush()
            self._happened(step, plan, PlanEventKind.STARTED)
        return plan

    def _quarter_row(self, step: Step, account_id: str, quarter: Quarter) -> tables.PlanQuarter:
        """The row of a quarter, made when there is none."""
        from sqlmodel import select

        from kamtui.db import tables

        plan = self._plan(step, account_id, quarter.year)
        row = step.session.exec(
            select(tables.PlanQuarter).where(
                tables.PlanQuarter.plan_id == plan.id, tables.PlanQuarter.number == quarter.number
            )
        ).first()
        if row is None:
            row = tables.PlanQuarter(plan_id=plan.id, number=quarter.number)
            step.session.add(row)
        return row

    def _child(
        self, step: Step, table: type[Any], plan: tables.Plan | None, number: int, version: int | None, what: str
    ) -> Any:
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

    def _happened(
        self, step: Step, plan: tables.Plan, kind: PlanEventKind, number: int | None = None, note: str = ""
    ) -> None:
        """Note in the life of a plan what happened to it: who, when, and what they said."""
        from kamtui.db import tables

        step.session.add(
            tables.PlanEvent(
                plan_id=plan.id,
                at=self._ws.clock.now(),
                user_id=step.user.id,
                kind=kind.value,
                number=number,
                note=note,
            )
        )

    def _subject(self, step: Step, account_id: str, year: int) -> str:
        from kamtui.db import tables

        return f"{step.get(tables.Account, account_id, _('account')).name} {year}"

    def _quarter_subject(self, step: Step, account_id: str, quarter: Quarter) -> str:
        from kamtui.db import tables

        return f"{step.get(tables.Account, account_id, _('account')).name} {quarter}"


def parsed(quarter: Quarter | str) -> Quarter:
    """A quarter as such, or as written. Raises InvalidValue."""
    return Quarter.parse(quarter) if isinstance(quarter, str) else quarter


def minor_amount(field: str, amount: Decimal | None) -> int | None:
    """An amount in minor units. Raises InvalidValue when it is negative or no number."""
    if amount is None:
        return None
    if not amount.is_finite() or amount < 0:
        raise InvalidValue(field, amount, expected="≥ 0")
    return to_minor(amount)
