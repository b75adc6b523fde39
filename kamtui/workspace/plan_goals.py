"""Goals above the tasks of a plan."""

from __future__ import annotations

from typing import Any

from kamtui.db import plans as reads
from kamtui.domain import plans as rules
from kamtui.domain.plans import Goal
from kamtui.domain.quarters import Quarter
from kamtui.errors import InvalidValue, NotFound
from kamtui.i18n import _
from kamtui.workspace.base import apply
from kamtui.workspace.plan_texts import PlanTexts


class PlanGoals(PlanTexts):
    """The part of `workspace.plans` that keeps goals."""

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


def _check_year(values: dict[str, Any], year: int) -> None:
    quarter = values.get("quarter")
    if quarter is not None and Quarter.parse(quarter).year != year:
        raise InvalidValue("quarter", quarter, reason=_("lies outside the plan of {year}").format(year=year))
