"""The goals of a plan, in two levels: above the tasks, in block 6."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain.plans import Goal
from kamtui.i18n import _
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, cells, paragraph
from kamtui.ui.widgets.linelist import LineList, Row

if TYPE_CHECKING:
    from kamtui.ui.screens.account_plan import PlanPane


class GoalList(LineList[Goal]):
    """The goals of a plan, sub-goals under theirs."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("list", "goals")

    def __init__(self, pane: PlanPane, *, id: str) -> None:
        self._pane = pane
        super().__init__(self._draw_goal, header=self._draw_head, empty=self._teach, id=id)

    @staticmethod
    def _teach(width: int) -> list[Strip]:
        text = _("Goals stand above the tasks: what shall be true at the end of the year. Press n to set the first.")
        return paragraph(text, min(width - 2, 76), "muted", indent=2)

    @staticmethod
    def _draw_head(line: Line) -> None:
        line.space().add(_("Goals"), "title")

    @staticmethod
    def _draw_goal(row: Row[Goal], line: Line) -> None:
        goal = row.item
        line.space(3 if goal.parent_id else 1)
        line.add(G.done if goal.done else G.open, "good" if goal.done else "muted").space()
        if goal.quarter:
            line.right(f" Q{goal.quarter.number} ", "muted")
        line.add(goal.title, "strong" if line.selected else "text")

    def _ask(self, title: str, goal: Goal | None, parent_id: str | None = None) -> None:
        pane = self._pane
        plans, account_id, year = pane.workspace.plans, pane.account_id, pane.plan.year

        def save(text: str) -> Goal:
            if goal is not None:
                return plans.change_goal(goal.id, goal.version, title=text)
            return plans.add_goal(account_id, year, title=text, parent_id=parent_id)

        self.kam.open(
            LineDialog(
                title,
                save,
                value=goal.title if goal else "",
                history="goal",
                draft=f"goal:{goal.id if goal else parent_id or account_id}",
                entities={"goal", "plan"},
            ),
            self._stand_on,
        )

    def _stand_on(self, goal: Goal) -> None:
        self.move_to(goal.id)

    def action_goals_new(self) -> None:
        """A goal of the year."""
        self._ask(_("New goal"), None)

    def action_goals_below(self) -> None:
        """A goal under the selected one."""
        goal = self.item
        if goal is not None:
            self._ask(_("New goal under “{title}”").format(title=goal.title), None, goal.parent_id or goal.id)

    def action_goals_edit(self) -> None:
        """Reword the goal."""
        if self.item is not None:
            self._ask(_("Goal"), self.item)

    def action_goals_done(self) -> None:
        """Reached, or open again."""
        goal = self.item
        if goal is not None:
            plans = self._pane.workspace.plans
            text = _("open again: {title}") if goal.done else _("reached: {title}")
            self.kam.write(
                lambda: plans.change_goal(goal.id, goal.version, done=not goal.done),
                lambda _goal: self.kam.say(text.format(title=goal.title), "good"),
                entities={"goal"},
            )

    def action_goals_delete(self) -> None:
        """Delete the goal."""
        goal = self.item
        if goal is not None:
            plans = self._pane.workspace.plans
            self.kam.write(
                lambda: plans.remove_goal(goal.id, goal.version),
                lambda _none: self.kam.say(_("goal deleted — u brings it back")),
                entities={"goal", "task"},
            )


def goal_lines(goals: tuple[Goal, ...], width: int, most: int) -> list[Strip]:
    """The goals in at most so many lines, for above the tasks: uppermost ones only, those not reached first."""
    tops = sorted((goal for goal in goals if goal.parent_id is None), key=lambda goal: goal.done)
    if not tops:
        return []
    lines = [Line(width).space().add(_("Goals"), "title").space(2)]
    for place, goal in enumerate(tops):
        quarter = f" Q{goal.quarter.number}" if goal.quarter else ""
        size = cell_len(goal.title) + cell_len(quarter) + 5
        line = lines[-1]
        if size > line.left - 8 and line.used > 9:
            if len(lines) == most:
                line.add(_("+{n} more").format(n=len(tops) - place), "faint")
                break
            line = Line(width).space(9)
            lines.append(line)
        line.add(G.done if goal.done else G.open, "good" if goal.done else "muted")
        line.add(f" {cells(goal.title, min(cell_len(goal.title), max(8, line.left - 8)))}", "text")
        line.add(quarter, "muted").space(3)
    return [line.strip() for line in lines]


def in_tree(goals: tuple[Goal, ...]) -> list[Goal]:
    """Goals with those below each right after it."""
    tops = [goal for goal in goals if goal.parent_id is None]
    return [goal for top in tops for goal in (top, *(g for g in goals if g.parent_id == top.id))]
