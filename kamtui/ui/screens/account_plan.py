"""Plan: the ADP of a year. Seven blocks at the left, the block at the right; block 7 is the board of quarters."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip
from textual.widget import Widget

from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import format_amount
from kamtui.domain.plans import Block, Goal, Plan, QuarterBoard, Task
from kamtui.domain.quarters import Quarter
from kamtui.domain.today import ago_words, day_words
from kamtui.domain.words import Priority, TaskStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _, language
from kamtui.labels import label
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.text import TextDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, blank, paragraph
from kamtui.ui.screens import quick
from kamtui.ui.screens.pane import Pane
from kamtui.ui.screens.plan_facts import block_facts
from kamtui.ui.view import Subject
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.grid import Card, CardGrid
from kamtui.ui.widgets.linelist import LineList, Row

BOARD, GOALS = 7, 6
ROW = "tasks"
LATER = "none"  # the column of tasks without a quarter


class PlanPane(Pane):
    """The tab Plan."""

    CONTEXTS = ("plan",)
    ENTITIES = frozenset(
        {"plan", "plan_block", "plan_quarter", "goal", "task", "order_line", "progress_state", "contact"}
    )

    def compose(self) -> ComposeResult:
        """The blocks; the text of the one selected, with goals in block 6; the board."""
        self._year = 0
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
        """The plan of this year, on the board; `task_id`: stand on it."""
        if account_id != self.account_id or not self._year:
            self._year = self.workspace.quarter.year
        self.account_id = account_id
        self._wanted = where.get("task_id")
        self.reload()

    def reload(self) -> None:
        """Read the plan."""
        plan = self._plan = self.workspace.plans.year(self.account_id, self._year)
        first = not self._blocks.rows
        self._blocks.set_rows([Row(str(block.number), block) for block in plan.blocks], cursor="7" if first else None)
        self._board.set_plan(plan, self.workspace.tasks.open(self.account_id), self._wanted)
        self._goals.set_rows([Row(goal.id, goal) for goal in in_tree(plan.goals)])
        self._wanted = None
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
            self._blocks.display = not narrow or number != BOARD or self._blocks.has_focus
            self._board.display = number == BOARD
            self._text.display = number != BOARD
            self._goals.display = number == GOALS
            self._text.redraw(to_top=True)

    def first_focus(self) -> Widget | None:
        """The board, else the blocks."""
        return self._board if self.block.number == BOARD else self._blocks

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
        line.right("< > ", "faint")

    def _draw_block(self, row: Row[Block], line: Line) -> None:
        block = row.item
        touched = block.touched_on
        line.space().add(str(block.number), "muted").space()
        if touched is not None:
            line.right(" " + ago_words(touched.date(), self.workspace.today_date, short=True) + " ", "faint")
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
        return str(board.quarter), Explained(None, parts)

    # actions

    @on(LineList.Selected, "#blocks")
    def _enter_block(self) -> None:
        target = self._board if self.block.number == BOARD else self._text
        target.focus()
        if self.block.number != BOARD:
            self.action_plan_edit()

    def action_plan_blocks(self) -> None:
        """From the board to the list of blocks, and back."""
        target: Widget
        if self._blocks.has_focus:
            target = self._board if self.block.number == BOARD else self._text
        else:
            target = self._blocks
            target.display = True
        target.focus()
        self.call_after_refresh(self._show_block)

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
        self._turn(-1)

    def action_plan_later(self) -> None:
        """The plan of the next year."""
        self._turn(1)

    def _turn(self, years: int) -> None:
        self._year += years
        self.reload()


class GoalList(LineList[Goal]):
    """The goals of a plan, sub-goals under theirs."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("list", "goals")

    def __init__(self, pane: PlanPane, *, id: str) -> None:
        self._pane = pane
        empty = _("Goals stand above the tasks. Press n to set the first one for this year.")
        super().__init__(self._draw_goal, header=self._draw_head, empty=empty, id=id)

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

        def save(text: str) -> object:
            if goal is not None:
                return plans.change_goal(goal.id, goal.version, title=text)
            return plans.add_goal(account_id, year, title=text, parent_id=parent_id)

        value = goal.title if goal else ""
        self.kam.open(LineDialog(title, save, value=value, history="goal", entities={"goal", "plan"}))

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
            self.kam.write(lambda: plans.change_goal(goal.id, goal.version, done=not goal.done), entities={"goal"})

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


def in_tree(goals: tuple[Goal, ...]) -> list[Goal]:
    """Goals with those below each right after it."""
    tops = [goal for goal in goals if goal.parent_id is None]
    return [goal for top in tops for goal in (top, *(g for g in goals if g.parent_id == top.id))]


class Board(CardGrid[Task]):
    """The quarter board: four columns of tasks; a fifth for open tasks that have no quarter, when there are any."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("grid", "board")

    def __init__(self, pane: PlanPane, *, id: str) -> None:
        super().__init__(
            self._draw_task,
            draw_column=self._draw_quarter,
            draw_foot=self._draw_money,
            foot_lines=1,
            min_column=18,
            id=id,
        )
        self._pane = pane
        self._quarters: dict[str, QuarterBoard] = {}

    def set_plan(self, plan: Plan, open_tasks: list[Task], cursor: str | None) -> None:
        """Show the tasks of a plan."""
        today = self._pane.workspace.today_date
        self._quarters = {str(board.quarter): board for board in plan.quarters}
        cards = {
            (ROW, key): [Card(task.id, task, self._height(task)) for task in board.tasks]
            for key, board in self._quarters.items()
        }
        columns = list(self._quarters)
        loose = [task for task in open_tasks if task.quarter is None]
        if loose:
            columns.append(LATER)
            cards[ROW, LATER] = [Card(task.id, task, self._height(task)) for task in loose]
        first = not self.columns or (cursor is None and self.cursor_id is None)
        if first and cursor is None and plan.year == self._pane.workspace.quarter.year:
            current = cards.get((ROW, str(self._pane.workspace.quarter)), [])
            still_open = [card for card in current if card.item.status is TaskStatus.OPEN]
            cursor = next((card.id for card in still_open or current), None)
        self._today = today
        self.set_grid(columns, [ROW], cards, cursor)

    @staticmethod
    def _height(task: Task) -> int:
        return 2 if task.status is TaskStatus.OPEN and (task.due or task.resource) else 1

    @property
    def quarter(self) -> Quarter | None:
        """The quarter under the cursor; None in the column of tasks without one."""
        place = self.place
        return Quarter.parse(place[1]) if place and place[1] != LATER else None

    @property
    def quarter_board(self) -> QuarterBoard | None:
        """The column under the cursor."""
        return self._quarters.get(str(self.quarter))

    # drawing

    def _draw_quarter(self, column: str, line: Line) -> None:
        board = self._quarters.get(column)
        line.space()
        if board is None:
            line.add(_("no quarter"), "muted")
            return
        current = board.quarter == self._pane.workspace.quarter
        line.add(f"Q{board.quarter.number}", "mark" if current else "strong")
        if current:
            line.add(f" {G.prompt}", "accent")
        glyph = G.open if not board.done else G.done if board.done == board.planned else G.half
        if board.planned:
            line.add(f"  {board.done}/{board.planned} ", "muted").add(glyph, "good" if glyph == G.done else "muted")
        if board.closed:
            line.add("  " + _("closed"), "faint")

    def _draw_task(self, task: Task, lines: Any) -> None:
        head = lines[0]
        glyph, tone = {
            TaskStatus.OPEN: (G.open, "muted"),
            TaskStatus.DONE: (G.done, "good"),
            TaskStatus.MOVED: (G.arrow, "faint"),
            TaskStatus.DROPPED: (G.off, "faint"),
        }[task.status]
        late = task.status is TaskStatus.OPEN and task.due is not None and task.due < self._today
        head.add(glyph, "bad" if late else tone).space()
        if task.priority is Priority.HIGH and task.status is TaskStatus.OPEN:
            head.add("! ", "warn")
        if task.times_moved > 1 and task.status is TaskStatus.OPEN:
            head.right(f" {G.arrow}{task.times_moved}", "warn")
        shown = "strong" if head.selected else "text" if task.status is TaskStatus.OPEN else "muted"
        head.add(task.title, shown)
        if len(lines) > 1:
            foot = lines[1].space(2)
            if task.due:
                foot.add(day_words(task.due, self._today, short=True), "bad" if late else "muted")
            if task.resource:
                foot.add(f" {G.dot} " if task.due else "", "muted").add(task.resource, "muted")

    def _draw_money(self, column: str, line: Line, _index: int) -> None:
        board = self._quarters.get(column)
        if board is None or (board.revenue_fact is None and board.revenue_plan is None):
            return
        fact = format_amount(board.revenue_fact, language(), short=True)
        plan = format_amount(board.revenue_plan, language(), short=True)
        reached = board.revenue_plan is not None and (board.revenue_fact or 0) >= board.revenue_plan
        line.space().add(fact, "good" if reached else "text").add(f" / {plan}", "muted")

    # actions

    @on(CardGrid.Selected)
    def _open(self, event: CardGrid.Selected) -> None:
        event.stop()
        if event.item is None:
            self.action_board_new()
        else:
            self.action_board_edit()

    def action_board_new(self) -> None:
        """A task in this quarter, in one line."""
        from kamtui.domain.capture import parse_task_line

        pane, quarter = self._pane, self.quarter
        workspace = pane.workspace

        def submit(text: str) -> Task:
            draft = parse_task_line(text, (), workspace.today_date, workspace.method.fiscal_start)
            if not draft.title:
                raise InvalidValue("title", text, reason=_("is needed"))
            return workspace.tasks.add(
                title=draft.title,
                account_id=pane.account_id,
                quarter=draft.quarter or quarter,
                due=draft.due,
                due_time=draft.time,
                priority=draft.priority,
            )

        def understand(text: str) -> str:
            draft = parse_task_line(text, (), workspace.today_date, workspace.method.fiscal_start)
            parts = [draft.title, str(draft.quarter or quarter or "")]
            if draft.due:
                parts.append(day_words(draft.due, workspace.today_date))
            return f" {G.dot} ".join(part for part in parts if part)

        title = _("New task in {quarter}").format(quarter=quarter) if quarter else _("New task")
        self.kam.open(
            LineDialog(title, submit, understand=understand, history="task", entities={"task", "plan"}),
            lambda task: self._stand_on(task.id),
        )

    def _stand_on(self, task_id: str) -> None:
        self.move_to(task_id)

    def action_board_edit(self) -> None:
        """The form of the task."""
        if self.item is not None:
            quick.task_form(self.kam, self.item)

    def action_board_delete(self) -> None:
        """Delete the task."""
        task = self.item
        if task is not None:
            self.kam.write(
                lambda: self._pane.workspace.tasks.remove(task.id, version=task.version),
                lambda _none: self.kam.say(_("deleted: {title} — u brings it back").format(title=task.title)),
                entities={"task"},
            )

    def action_board_advance(self) -> None:
        """Done, or open again."""
        task = self.item
        if task is None:
            return
        tasks = self._pane.workspace.tasks
        if task.status is TaskStatus.OPEN:
            quick.close_task(self.kam, task)
        else:
            self.kam.write(lambda: tasks.reopen(task.id), entities={"task"})

    def action_board_drop(self) -> None:
        """Not to be done after all; says why."""
        task = self.item
        if task is None:
            return
        tasks = self._pane.workspace.tasks

        def drop(reason: str) -> Task:
            if not reason.strip():
                raise InvalidValue("result", reason, reason=_("say in a few words why it is dropped"))
            return tasks.drop(task.id, reason.strip())

        self.kam.open(LineDialog(_("Why is it dropped?"), drop, history="drop", entities={"task"}))

    def action_board_sooner(self) -> None:
        """To the quarter before."""
        self._shift(-1)

    def action_board_later(self) -> None:
        """To the next quarter."""
        self._shift(1)

    def _shift(self, step: int) -> None:
        task = self.item
        if task is None:
            return
        target = task.quarter.shifted(step) if task.quarter else self._pane.workspace.quarter

        def moved(_task: Task) -> None:
            if target.year != self._pane.plan.year:
                self.kam.say(_("moved to {quarter}").format(quarter=target), "good")

        self.kam.write(lambda: self._pane.workspace.tasks.move(task.id, target), moved, entities={"task", "plan"})

    def action_board_raise(self) -> None:
        """One place up."""
        self._reorder(-1)

    def action_board_lower(self) -> None:
        """One place down."""
        self._reorder(1)

    def _reorder(self, step: int) -> None:
        task = self.item
        if task is not None:
            self.kam.write(lambda: self._pane.workspace.tasks.reorder(task.id, step), entities={"task"})

    def action_board_money(self) -> None:
        """The revenue plan of the quarter."""
        quarter, pane = self.quarter, self._pane
        if quarter is None:
            return
        board = self._quarters[str(quarter)]

        def save(text: str) -> object:
            from kamtui.domain.money import parse_number

            currency = pane.workspace.method.currency
            amount = parse_number(text, currency=currency, field="revenue_plan", scaled=True) if text.strip() else None
            return pane.workspace.plans.set_quarter(pane.account_id, quarter, revenue_plan=amount)

        value = format_amount(board.revenue_plan, language()) if board.revenue_plan is not None else ""
        self.kam.open(
            LineDialog(
                _("Revenue plan of {quarter} (3.4 M)").format(quarter=quarter),
                save,
                value=value,
                history="money",
                entities={"plan", "plan_quarter"},
            )
        )
