"""Plan: the ADP of a year. Seven blocks at the left, the block at the right; block 7 is the board of quarters.

In every block data stand at the top and what the KAM writes under them.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip
from textual.widget import Widget

from kamtui.clock import user_day
from kamtui.domain.explained import Explained
from kamtui.domain.plans import Block, Plan
from kamtui.domain.quarters import Quarter
from kamtui.errors import NotFound
from kamtui.i18n import _
from kamtui.ui.paint import Line, blank, paragraph
from kamtui.ui.screens import plan_state
from kamtui.ui.screens.account_board import Board
from kamtui.ui.screens.account_goals import GoalList, goal_lines, in_tree
from kamtui.ui.screens.pane import Pane
from kamtui.ui.screens.plan_blocks import OwnBlocks
from kamtui.ui.screens.plan_facts import Fact, block_facts
from kamtui.ui.screens.plan_text import TextEditor
from kamtui.ui.screens.plan_writing import BlockText
from kamtui.ui.view import Subject
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row

BOARD, GOALS = 7, 6
NEW_IN = (3, 4, GOALS, BOARD)  # blocks to which n adds
YEARS = range(2000, 2101)
MOST_FACTS = 0.6  # of the height of a block
ROOMY = 26  # lines of a block in which facts may take more of them


class PlanPane(Pane):
    """The tab Plan."""

    CONTEXTS = ("plan",)
    ENTITIES = frozenset(
        {"plan", "plan_block", "plan_quarter", "plan_event", "plan_snapshot", "goal", "task", "task_move"}
        | {"order_line", "progress_state", "contact", "wallet_estimate", "initiative", "opportunity"}
    )

    def compose(self) -> ComposeResult:
        """The blocks and the state of the plan; the data of the block selected, and its text under them."""
        self._year = 0
        self._wanted: str | None = None
        self._went_in = False  # the keys worked in the block, not in the list of blocks
        self._column: str | None = None
        self._plan: Plan | None = None
        self._shown_block = 0
        self._known: Sequence[Fact] = ()  # facts of the block `_known_of`
        self._known_of = (0, False)
        self._back_to: Widget | None = None  # where the focus was before a text was edited
        self._blocks: LineList[Block] = LineList(self._draw_block, header=self._draw_year, id="blocks")
        self._state = Document(self._draw_state, focusable=False, id="plan-state")
        self._facts = Document(self._draw_facts, id="block-facts")
        self._above = Document(self._draw_above, focusable=False, id="board-goals")
        self._goals = GoalList(self, id="goals")
        self._board = Board(self, id="board")
        self._own = OwnBlocks(self)
        self._text = BlockText(self)
        self._left = Container(self._blocks, self._state, id="plan-left")
        self._block = Container(
            *(self._facts, self._above, self._goals, self._board, self._text.head, self._text.body), id="block"
        )
        yield Container(self._left, VRule(classes="split", id="plan-rule"), self._block, classes="columns")

    def show(self, account_id: str, **where: Any) -> None:
        """The plan of this year; `task_id`, `quarter` or `block`: that of its year, and stand on it.

        `row_id`: of the goals, initiatives or opportunities of that block.
        """
        if account_id != self.account_id or not self._year:
            self._text.leave()
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
        if where.get("year"):
            self._year = int(where["year"])
        self.reload()
        if where.get("block"):
            self._blocks.move_to(str(where["block"]))
            self._own.wanted = where.get("row_id", "")
            self._show_block()
            if where.get("row_id"):
                self._goals.move_to(where["row_id"])
                self.call_after_refresh(self.action_plan_into)

    def reload(self) -> None:
        """Read the plan; data of a block are read when it is shown."""
        plan = self._plan = self.workspace.plans.year(self.account_id, self._year)
        first = not self._blocks.rows
        self._blocks.set_rows([Row(str(block.number), block) for block in plan.blocks], cursor="7" if first else None)
        self._board.set_plan(plan, self.workspace.tasks.open(self.account_id), self._wanted, self._column)
        self._goals.set_rows([Row(goal.id, goal) for goal in in_tree(plan.goals)])
        self._wanted = self._column = None
        self._own.stale, self._known = True, ()
        self._known_of = (0, False)
        if not self._text.editing:
            self._text.read()
        self._state.redraw()
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
        if number != self._shown_block:
            self._text.leave()
            self._shown_block = number
        narrow, height = self.kam.width_class == "narrow", self._height
        with self.kam.batch_update():
            self._left.display = not narrow or self._in_list
            self._state.display = not narrow
            self._board.display = number == BOARD
            self._goals.display = number == GOALS
            own = self._own.show(number, self._block, self._text.head)
            self._fit(number, own, height)
            self._facts.redraw(to_top=True)
            self._above.redraw()
            self._text.redraw(to_top=True)
        self.screen.refresh_bindings()  # what n does depends on the block

    @property
    def _height(self) -> int:
        """Lines that there are for the block."""
        return max(8, self.size.height - (8 if self.kam.width_class == "narrow" and self._left.display else 0))

    def _fit(self, number: int, own: bool, height: int) -> None:
        """Share out the lines of the block: its data as they need it, the text what it needs or what is left."""
        width = max(20, self._block.size.width or self.size.width)
        text, editing = self._text, self._text.editing
        above = len(self._draw_above(width - 1)) if number == BOARD else 0
        self._above.display = bool(above)
        self._above.styles.height = max(1, above)
        facts = 0 if number == BOARD else len(self._draw_facts(width - 1))
        self._facts.display = bool(facts)
        whole = not (own or number in (BOARD, GOALS))
        wanted = text.lines_wanted(width - 1)
        room = max(1, height // 4) if not editing else max(4, height // 2)
        if number == BOARD and not editing:
            room = 1 if height < 24 else min(room, 4)
        most = int(height * (MOST_FACTS if whole else 0.4))
        if whole and not editing:
            most = max(most, height - 1 - wanted)
        if number == GOALS:  # what the goals, with their title, and the text, with its own, leave
            most = max(most, height - max(3, len(self._goals.rows) + 1) - 1 - min(wanted, room))
        self._facts.styles.height = max(1, min(facts, most))
        hidden = number == BOARD and height < 24 and not editing and not self.block.text.strip()
        text.head.display = not hidden
        text.body.display = not hidden and not editing
        text.body.styles.height = "1fr" if whole else min(wanted, room)
        if text.editor is not None:
            text.editor.styles.height = "1fr" if whole else room

    def first_focus(self) -> Widget | None:
        """The board, or the block that one was in before another tab was gone to; else the blocks."""
        if self.block.number == BOARD:
            return self._board
        return self._inside if self._went_in else self._blocks

    @property
    def _in_list(self) -> bool:
        return self.screen.focused is self._blocks

    @property
    def _inside(self) -> Widget:
        """Where the keys of the block work."""
        if self._text.editing and self._text.editor is not None:
            return self._text.editor
        places: dict[int, Widget] = {BOARD: self._board, GOALS: self._goals}
        number = self.block.number
        return self._own.focus_of(number) or places.get(number, self._text.body)

    @on(LineList.Highlighted, "#blocks")
    def _moved(self) -> None:
        self._show_block()

    def on_resize(self) -> None:
        """On a narrow screen the board has the whole width."""
        if self._plan is not None:
            self._show_block()

    # drawing

    def _draw_year(self, line: Line) -> None:
        plan_state.draw_year(self.plan, line, turns=self._in_list, whole=not self._state.display)

    def _draw_block(self, row: Row[Block], line: Line) -> None:
        touched = row.item.touched_on
        days = (self.workspace.today_date - user_day(touched)).days if touched is not None else None
        plan_state.draw_block(row.item, line, days)

    def _draw_state(self, width: int) -> list[Strip]:
        to_carry = 0
        if self.plan.state is None:
            last_year = self.workspace.plans.year(self.account_id, self._year - 1)
            to_carry = sum(not goal.done for goal in last_year.goals)
        return plan_state.state_lines(self.plan, width, to_carry)

    def _draw_above(self, width: int) -> list[Strip]:
        return goal_lines(self.plan.goals, width, 1 if self._height < 24 else 2)

    def _draw_facts(self, width: int) -> list[Strip]:
        block = self.block
        lines = [Line(width).space().add(f"{block.number} {block.title}", "title").strip()]
        wanted = (block.number, self._height >= ROOMY)
        if self._known_of != wanted:
            self._known_of = wanted
            self._known = block_facts(self.workspace, self.account_id, block.number, self._year, wanted[1])
        for name, text, tone in self._known:
            head = Line(width).space().cell(name, 20, "muted")
            first, *rest = paragraph(text, max(10, width - 22), tone)
            lines.append(Strip.join([head.strip().crop(0, 22), first]))
            lines += [Strip.join([Line(22).strip(), more]) for more in rest]
        return lines if block.number not in (1, 2) else [*lines[:1], blank(width), *lines[1:], blank(width)]

    # what is selected

    def subject(self) -> Subject | None:
        """The task of the board, what the block has selected, or the account."""
        number = self.block.number
        task = self._board.item if number == BOARD else None
        if task is not None:
            return Subject(self.account_id, contact_id=task.contact_id, task_id=task.id, title=task.title)
        return self._own.subject(number) or Subject(self.account_id)

    def copy_text(self) -> str:
        """The task, what the block has selected, or its text."""
        if self.block.number == BOARD:
            return self._board.item.title if self._board.item else ""
        return (not self._in_list and self._own.copy_text(self.block.number)) or self.block.text

    def why(self) -> tuple[str, Explained[Any]] | None:
        """In the list of blocks, how complete the plan is; inside, what the block explains, else that too."""
        if not self._in_list:
            if self.block.number == BOARD:
                return self._board.why()
            found = self._own.why(self.block.number)
            if found is not None:
                return found
        name = self.workspace.accounts.row(self.account_id).account.name
        return _("{name}, plan of {year}: complete").format(name=name, year=self._year), plan_state.why(self.plan)

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the block; in the others, of blocks, tasks and answers."""
        return self._own.legend(self.block.number) or plan_state.legend()

    # actions

    @on(LineList.Selected, "#blocks")
    def _enter_block(self) -> None:
        if self.block.number in (1, 2):
            self.action_plan_edit()
        else:
            self.action_plan_into()

    def action_plan_blocks(self) -> None:
        """From the block to the list of blocks, and back."""
        if self._in_list:
            self.action_plan_into()
        else:
            self.action_plan_out()

    def action_plan_into(self) -> None:
        """Into the block: to its tasks, goals, figures, or its text."""
        self._went_in = True
        self._show_block()  # keys come in bursts: the cursor may have come here a moment ago
        self.screen.set_focus(self._inside, scroll_visible=False)
        self._show_block()
        self._blocks.redraw()

    def action_plan_out(self) -> None:
        """To the list of blocks."""
        self._went_in = False
        self._left.display = True
        self.screen.set_focus(self._blocks, scroll_visible=False)
        self._show_block()
        self._blocks.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Left and right lead out of and into a block; what it is made of is added from the list of blocks too."""
        plain = self.block.number in (1, 2) if self._plan is not None else False
        allowed = {
            "plan_into": self._in_list,
            "plan_out": not self._in_list,
            "plan_new": self._plan is not None and self.block.number in NEW_IN,
            "plan_edit": self._in_list or plain,
            "plan_text": not plain,
        }
        return allowed.get(action, True) and super().check_action(action, parameters)

    def action_plan_new(self) -> None:
        """A task in the quarter under the cursor of the board, a goal of the year, or what the block is made of."""
        if self.block.number == BOARD:
            self._board.action_board_new()
        elif self.block.number == GOALS:
            self._goals.action_goals_new()
        else:
            self.action_plan_into()
            self._own.add(self.block.number)

    def action_plan_edit(self) -> None:
        """Write in the block."""
        self._back_to = self.screen.focused
        self._text.edit(self._block)
        self._show_block()

    def action_plan_text(self) -> None:
        """Write in the block, from among its tasks, goals or figures."""
        self.action_plan_edit()

    @on(TextEditor.Said)
    def _text_said(self, event: TextEditor.Said) -> None:
        if event.begun:
            self._show_block()
        else:
            self._text.redraw()

    @on(TextEditor.Left)
    def _text_left(self, event: TextEditor.Left) -> None:
        self._text.left(event.text)
        if self.screen.focused in (None, self._text.editor):
            back = self._back_to
            self.screen.set_focus(back if back is not None and back.display else self._blocks, scroll_visible=False)
        self._show_block()

    def action_plan_state(self) -> None:
        """Start, submit, approve or reopen."""
        plan_state.next_state(self)

    def action_plan_review(self) -> None:
        """The review of the quarter under the cursor, else of this quarter."""
        quarter = self._board.quarter if self.block.number == BOARD else None
        if quarter is None:
            now = self.workspace.quarter
            quarter = now if now.year == self._year else Quarter(self._year, 4 if now.year > self._year else 1)
        self.kam.show("review", account_id=self.account_id, quarter=str(quarter))

    def action_plan_versions(self) -> None:
        """Snapshots of the plan."""
        self.kam.show("versions", account_id=self.account_id, year=self._year)

    def action_plan_export(self) -> None:
        """Write the plan of the year to a file."""
        from kamtui.ui.screens.export import export_plan

        export_plan(self.kam, self.account_id, self._year)

    def action_plan_earlier(self) -> None:
        """The plan of the year before."""
        self.turn(-1)

    def action_plan_later(self) -> None:
        """The plan of the next year."""
        self.turn(1)

    def turn(self, years: int) -> None:
        """Show the plan of another year."""
        if self._year + years in YEARS:
            self._text.leave()
            self._year += years
            self.reload()
