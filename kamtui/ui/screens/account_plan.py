"""Plan: the ADP of a year. Seven blocks at the left, the block at the right; block 7 is the board of quarters."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip
from textual.widget import Widget

from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import format_amount
from kamtui.domain.plans import Block, Plan
from kamtui.domain.quarters import Quarter
from kamtui.errors import NotFound
from kamtui.i18n import _, language
from kamtui.labels import label
from kamtui.ui.dialogs.text import TextDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, blank, paragraph
from kamtui.ui.screens.account_board import Board
from kamtui.ui.screens.account_goals import GoalList, in_tree
from kamtui.ui.screens.account_parts import quarter_words
from kamtui.ui.screens.pane import Pane
from kamtui.ui.screens.plan_facts import block_facts
from kamtui.ui.view import Subject
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row

BOARD, GOALS = 7, 6
YEARS = range(2000, 2101)


class PlanPane(Pane):
    """The tab Plan."""

    CONTEXTS = ("plan",)
    ENTITIES = frozenset(
        {"plan", "plan_block", "plan_quarter", "goal", "task", "order_line", "progress_state", "contact"}
    )

    def compose(self) -> ComposeResult:
        """The blocks; the text of the one selected, with goals in block 6; the board."""
        self._year = 0
        self._wanted: str | None = None
        self._column: str | None = None
        self._plan: Plan | None = None
        self._blocks: LineList[Block] = LineList(self._draw_block, header=self._draw_year, id="blocks")
        self._goals = GoalList(self, id="goals")
        self._text = Document(self._draw_text, id="block-text")
        self._board = Board(self, id="board")
        yield Container(
            self._blocks,
            VRule(classes="split", id="plan-rule"),
            Container(self._goals, self._text, self._board, id="block"),
            classes="columns",
        )

    def show(self, account_id: str, **where: Any) -> None:
        """The plan of this year; `task_id` or `quarter`: that of its year, and stand on it."""
        if account_id != self.account_id or not self._year:
            self._year = self.workspace.quarter.year
        self.account_id = account_id
        quarter = Quarter.parse(where["quarter"]) if where.get("quarter") else None
        self._wanted = where.get("task_id")
        if self._wanted:
            with suppress(NotFound):  # deleted a moment ago
                quarter = self.workspace.tasks.get(self._wanted).quarter
        self._column = str(quarter) if where.get("quarter") else None
        if quarter is not None:
            self._year = quarter.year
        if self._wanted or self._column:
            self._blocks.move_to(str(BOARD))
        self.reload()

    def reload(self) -> None:
        """Read the plan."""
        plan = self._plan = self.workspace.plans.year(self.account_id, self._year)
        first = not self._blocks.rows
        self._blocks.set_rows([Row(str(block.number), block) for block in plan.blocks], cursor="7" if first else None)
        self._board.set_plan(plan, self.workspace.tasks.open(self.account_id), self._wanted, self._column)
        self._goals.set_rows([Row(goal.id, goal) for goal in in_tree(plan.goals)])
        self._wanted = self._column = None
        self._show_block()

    @property
    def plan(self) -> Plan:
        """The plan shown."""
        assert self._plan is not None
        return self._plan

    @property
    def block(self) -> Block:
        """The block selected."""
        return self._blocks.item or self.plan.blocks[-1]

    def _show_block(self) -> None:
        number = self.block.number
        narrow = self.kam.width_class == "narrow"
        with self.kam.batch_update():
            self._blocks.display = not narrow or number != BOARD or self._in_list
            self._board.display = number == BOARD
            self._text.display = number != BOARD
            self._goals.display = number == GOALS
            self._text.redraw(to_top=True)
        self.screen.refresh_bindings()  # what n does depends on the block

    def first_focus(self) -> Widget | None:
        """The board, else the blocks."""
        return self._board if self.block.number == BOARD else self._blocks

    @property
    def _in_list(self) -> bool:
        return self.screen.focused is self._blocks

    @property
    def _inside(self) -> Widget:
        """Where the keys of the block work."""
        return {BOARD: self._board, GOALS: self._goals}.get(self.block.number, self._text)

    @on(LineList.Highlighted, "#blocks")
    def _moved(self) -> None:
        self._show_block()

    def on_resize(self) -> None:
        """On a narrow screen the board has the whole width."""
        if self._plan is not None:
            self._show_block()

    # drawing

    def _draw_year(self, line: Line) -> None:
        state = _("not begun") if self.plan.state is None else label(self.plan.state)
        line.space().add(_("ADP {year}").format(year=self._year), "title").add(f" {G.dot} {state}", "muted")
        if self._in_list:
            line.right(" < > ", "faint")

    def _draw_block(self, row: Row[Block], line: Line) -> None:
        block = row.item
        touched = block.touched_on
        line.space().add(str(block.number), "muted").space()
        if touched is not None:
            days = (self.workspace.today_date - touched.date()).days
            line.right(" " + (_("{n} d").format(n=days) if days > 0 else _("today")) + " ", "faint")
        written = bool(block.text.strip()) or (block.number == BOARD and any(q.tasks for q in self.plan.quarters))
        line.add(G.done if written else G.open, "good" if written else "faint").space()
        line.add(block.title, "strong" if line.selected else "text")

    def _draw_text(self, width: int) -> list[Strip]:
        block = self.block
        lines = [Line(width).space().add(f"{block.number} {block.title}", "title").strip(), blank(width)]
        facts = block_facts(self.workspace, self.account_id, block.number)
        for name, text, tone in facts:
            head = Line(width).space().cell(name, 20, "muted")
            first, *rest = paragraph(text, max(10, width - 22), tone)
            lines.append(Strip.join([head.strip().crop(0, 22), first]))
            lines += [Strip.join([Line(22).strip(), more]) for more in rest]
        if facts:
            lines.append(blank(width))
        if block.text.strip():
            lines += paragraph(block.text, min(width - 1, 100), "text", indent=1)
        else:
            lines += paragraph(_("Nothing is written here yet; press e to write."), width, "muted", indent=1)
        return lines

    # what is selected

    def subject(self) -> Subject | None:
        """The task of the board, or the account."""
        task = self._board.item if self.block.number == BOARD else None
        if task is not None:
            return Subject(self.account_id, contact_id=task.contact_id, task_id=task.id, title=task.title)
        return Subject(self.account_id)

    def copy_text(self) -> str:
        """The task, or the text of the block."""
        if self.block.number == BOARD:
            return self._board.item.title if self._board.item else ""
        return self.block.text

    def why(self) -> tuple[str, Explained[Any]] | None:
        """The quarter under the cursor: tasks and revenue."""
        if self.block.number != BOARD:
            return None
        board = self._board.quarter_board
        if board is None:
            return None
        currency, lang = self.workspace.method.currency, language()
        parts = (
            Part(_("tasks planned"), board.planned, _("open and done; moved and dropped ones do not count")),
            Part(_("tasks done"), board.done),
            Part(_("revenue plan"), format_amount(board.revenue_plan, lang), currency),
            Part(
                _("revenue fact"),
                format_amount(board.revenue_fact, lang),
                _("orders of the quarter, {currency}").format(currency=currency),
            ),
        )
        title = quarter_words(board.quarter, self.workspace.quarter)
        return f"{self.workspace.accounts.row(self.account_id).account.name}, {title}", Explained(None, parts)

    # actions

    @on(LineList.Selected, "#blocks")
    def _enter_block(self) -> None:
        if self.block.number in (BOARD, GOALS):
            self.action_plan_into()
        else:
            self.action_plan_edit()

    def action_plan_blocks(self) -> None:
        """From the block to the list of blocks, and back."""
        if self._in_list:
            self.action_plan_into()
        else:
            self.action_plan_out()

    def action_plan_into(self) -> None:
        """Into the block: to its tasks, goals, or its text."""
        self.screen.set_focus(self._inside, scroll_visible=False)
        self._show_block()
        self._blocks.redraw()

    def action_plan_out(self) -> None:
        """To the list of blocks."""
        self._blocks.display = True
        self.screen.set_focus(self._blocks, scroll_visible=False)
        self._show_block()
        self._blocks.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Left and right lead out of and into a block; tasks and goals are added from the list of blocks too."""
        if action == "plan_into":
            return self._in_list
        if action == "plan_out":
            return not self._in_list
        if action == "plan_new":
            return self.block.number in (BOARD, GOALS)
        return super().check_action(action, parameters)

    def action_plan_new(self) -> None:
        """A task in the quarter under the cursor of the board, or a goal of the year."""
        if self.block.number == BOARD:
            self._board.action_board_new()
        else:
            self._goals.action_goals_new()

    def action_plan_edit(self) -> None:
        """Write in the block."""
        block, account_id, year = self.block, self.account_id, self._year
        self.kam.open(
            TextDialog(
                f"{block.number} {block.title}",
                block.text,
                lambda text: self.workspace.plans.write_block(
                    account_id, year, block.number, text, version=block.version
                ),
                draft=f"{account_id}:{year}:{block.number}",
                entities={"plan", "plan_block"},
            )
        )

    def action_plan_earlier(self) -> None:
        """The plan of the year before."""
        self.turn(-1)

    def action_plan_later(self) -> None:
        """The plan of the next year."""
        self.turn(1)

    def turn(self, years: int) -> None:
        """Show the plan of another year."""
        if self._year + years in YEARS:
            self._year += years
            self.reload()
