"""Block 7 of a plan: the quarters of the year as columns of tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events, on
from textual.strip import Strip

from kamtui.domain.explained import Explained
from kamtui.domain.money import format_amount
from kamtui.domain.plan_board import is_late
from kamtui.domain.plans import Plan, QuarterBoard, Task
from kamtui.domain.quarters import Quarter
from kamtui.domain.today import day_words
from kamtui.domain.words import Priority, TaskStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _, language
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span, blank, paragraph, wrap
from kamtui.ui.screens import plan_board_verbs as verbs
from kamtui.ui.screens import quick, task_verbs
from kamtui.ui.screens.account_parts import quarter_words
from kamtui.ui.screens.plan_board_verbs import drop_task, help_spans
from kamtui.ui.widgets.grid import Card, CardGrid

if TYPE_CHECKING:
    from kamtui.ui.screens.account_plan import PlanPane

ROW = "tasks"
OF_A_TASK = {f"board_{verb}" for verb in ("edit", "delete", "advance", "drop", "lower", "raise")}
LATER = "none"  # the column of tasks without a quarter
TITLE_LINES = (4, 3, 2)  # of a title at most: as many as let the whole column be seen, else the last
SIGNS = {
    TaskStatus.OPEN: ("open", "muted"),
    TaskStatus.DONE: ("done", "good"),
    TaskStatus.MOVED: ("arrow", "faint"),
    TaskStatus.DROPPED: ("off", "faint"),
}


class Ghost(NamedTuple):
    """What a task leaves in the quarter that it was carried over from."""

    task: Task


class Board(CardGrid[Any]):
    """The quarter board: four columns of tasks; a fifth for open tasks that have no quarter, when there are any.

    A title that is too long for its column takes two lines, more where the column has room for them. Tasks that were
    carried over leave a ghost behind.
    """

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
        self._tasks: dict[str, tuple[Task, ...]] = {}
        self._title_lines: dict[str, int] = {}  # by task
        self._today = pane.workspace.today_date

    def set_plan(self, plan: Plan, open_tasks: Sequence[Task], cursor: str | None, column: str | None = None) -> None:
        """Show the tasks of a plan, the cursor on the task `cursor` or in the quarter `column`."""
        workspace = self._pane.workspace
        self._today = workspace.today_date
        self._quarters = {str(board.quarter): board for board in plan.quarters}
        self._tasks = {key: board.tasks for key, board in self._quarters.items()}
        self.foot_lines = 2 if any(board.forecast or board.base for board in plan.quarters) else 1
        loose = tuple(task for task in open_tasks if task.quarter is None)
        if loose:
            self._tasks[LATER] = loose
        place = self.place
        if cursor is None and (column or (self.cursor_id is None and place is None)):
            tasks = self._tasks.get(column or str(workspace.quarter), ())
            cursor = next((task.id for task in tasks if task.status is TaskStatus.OPEN), None)
            cursor = cursor or next((task.id for task in tasks), None)
        first = place is None
        self._arrange(cursor)
        if cursor is None and (column or first):
            self.move_into(ROW, column or str(workspace.quarter))

    def _arrange(self, cursor: str | None = None) -> None:
        """Cards as high as the width of the columns asks for."""
        self._title_lines = {}
        for tasks in self._tasks.values():
            self._title_lines |= dict.fromkeys([task.id for task in tasks], self._most(tasks))
        cards: dict[tuple[str, str], list[Card[Any]]] = {
            (ROW, key): [Card(task.id, task, len(self._titles(task)) + len(self._feet(task))) for task in tasks]
            for key, tasks in self._tasks.items()
        }
        for key, board in self._quarters.items():
            here = {task.id for task in board.tasks}
            cards[ROW, key] += [Card(f"{key}:{t.id}", Ghost(t), 1) for t in board.carried if t.id not in here]
        self.set_grid(list(self._tasks), [ROW], cards, cursor)

    @property
    def item(self) -> Task | None:
        """The task under the cursor; a ghost is none."""
        found = super().item
        return found if isinstance(found, Task) else None

    def on_resize(self, event: events.Resize) -> None:
        """Titles are wrapped anew."""
        self.area = event.size
        if self._tasks:
            self.columns = list(self._tasks)
            self._arrange()

    def _titles(self, task: Task) -> list[str]:
        """The title in lines of the column, the last one with all that is left."""
        lines, most = self._wrapped(task), self._title_lines.get(task.id, TITLE_LINES[-1])
        return lines if len(lines) <= most else [*lines[: most - 1], " ".join(lines[most - 1 :])]

    def _wrapped(self, task: Task) -> list[str]:
        return wrap(task.title, max(4, self._column_width - 4))

    def _most(self, tasks: Sequence[Task]) -> int:
        """Lines that a title may take in a column of these tasks."""
        sizes = [(len(self._wrapped(task)), len(self._feet(task))) for task in tasks]
        fitting = (most for most in TITLE_LINES if sum(min(most, title) + feet for title, feet in sizes) <= self.page)
        return next(fitting, TITLE_LINES[-1])

    def _feet(self, task: Task) -> list[list[Span]]:
        """Lines under the title: when it is due and whose help is asked, in one line where both fit."""
        if task.status is not TaskStatus.OPEN:
            return []
        due: list[Span] = []
        if task.due:
            due = [(day_words(task.due, self._today, short=True), "bad" if self._is_late(task) else "muted")]
        elif self._is_late(task):
            due = [(_("left behind"), "bad")]
        asked = help_spans(task, self._today) if task.resource else []
        room = self._column_width - 3 - (4 if task.times_moved > 1 else 0) - (2 if task.repeats else 0)
        if due and asked:
            together = [*due, (f" {G.dot} ", "muted"), *asked]
            return [together] if sum(cell_len(text) for text, _tone in together) <= room else [due, asked]
        return [due or asked] if due or asked or task.times_moved > 1 or task.repeats else []

    def _is_late(self, task: Task) -> bool:
        return is_late(task, self._today, self._pane.workspace.method.fiscal_start)

    @property
    def _ghost(self) -> Task | None:
        found = super().item
        return found.task if isinstance(found, Ghost) else None

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
        if board is None:
            line.add(_("no quarter"), "muted")
            return
        current = board.quarter == self._pane.workspace.quarter
        line.add(_("Q{number}").format(number=board.quarter.number), "mark" if current else "strong")
        if current:
            line.add(f" {G.prompt}", "accent")
        glyph = G.open if not board.done else G.done if board.done == board.planned else G.half
        if board.planned:
            line.add(f"  {board.done}/{board.planned} ", "muted").add(glyph, "good" if glyph == G.done else "muted")
        if board.closed:
            line.add(f"  {G.lock} ", "accent").add(_("closed") if cell_len(_("closed")) <= line.left else "", "faint")

    def _draw_task(self, task: Task | Ghost, lines: Sequence[Line]) -> None:
        if isinstance(task, Ghost):
            where = quarter_words(task.task.quarter, self._pane.workspace.quarter)
            lines[0].right(f" {G.right} {where}", "faint").add(f"{G.ghost} {task.task.title}", "faint")
            return
        name, tone = SIGNS[task.status]
        is_open = task.status is TaskStatus.OPEN
        late = self._is_late(task)
        titles = self._titles(task)
        shown = "strong" if lines[0].selected else "text" if is_open else "muted"
        lines[0].add(getattr(G, name), "bad" if late else tone).add(*((G.late, "warn") if _is_urgent(task) else (" ",)))
        for place, (line, text) in enumerate(zip(lines, titles, strict=False)):
            if place:
                line.space(2)
            line.add(text, shown)
        for place, (line, spans) in enumerate(zip(lines[len(titles) :], self._feet(task), strict=False)):
            again = f" {G.again}" if task.repeats else ""
            if place == 0 and task.times_moved > 1:
                line.right(f"{again} {G.arrow}{task.times_moved}", "warn")
            elif place == 0 and again:
                line.right(again, "muted")
            line.space(2).spans(spans)

    def _draw_money(self, column: str, line: Line, index: int) -> None:
        board = self._quarters.get(column)
        if board is None:
            return
        if index:
            self._draw_forecast(board, line)
            return
        if board.revenue_fact is None and board.revenue_plan is None:
            return
        fact = format_amount(board.revenue_fact, language(), short=True)
        plan = format_amount(board.revenue_plan, language(), short=True)
        reached = board.revenue_plan is not None and (board.revenue_fact or 0) >= board.revenue_plan
        number, _space, unit = fact.rpartition(" ")
        if cell_len(f"{fact} / {plan}") > line.left and unit and plan.endswith(f" {unit}"):
            fact = number  # the unit is said once: 10,6 / 8,6 млн
        line.add(fact, "good" if reached else "text").add(f" / {plan}", "muted")

    def _draw_forecast(self, board: QuarterBoard, line: Line) -> None:
        """What is expected of a quarter that has not ended; the base business where there is room for it."""
        if board.closed or board.quarter < self._pane.workspace.quarter or not (board.forecast or board.base):
            return
        lang = language()
        line.add(_("forecast") + " ", "muted").add(format_amount(board.forecast, lang, short=True), "text")
        base = _("base {amount}").format(amount=format_amount(board.base, lang, short=True))
        if board.base is not None and cell_len(base) + 3 <= line.left:
            line.add(f" {G.dot} {base}", "faint")

    def _body_line(self, at: int, width: int, page_y: int) -> Strip:
        if any(self._tasks.values()) or at < 2:
            return super()._body_line(at, width, page_y)
        text = _(
            "The year in four quarters. Press n to write the first task into the quarter under the cursor, one line "
            "each; L and H move a task to another quarter, space marks it done. m sets the revenue plan of a quarter."
        )
        lines = paragraph(text, min(width - 2, 76), "muted", indent=2)
        return lines[at - 2].adjust_cell_length(width) if at - 2 < len(lines) else blank(width)

    # actions

    @on(CardGrid.Selected)
    def _open(self, event: CardGrid.Selected) -> None:
        event.stop()
        if self._ghost is not None:
            if not self.move_to(self._ghost.id):
                self._pane.show(self._pane.account_id, task_id=self._ghost.id)
        elif self.item is None:
            self.action_board_new()
        else:
            self.action_board_edit()

    def action_board_new(self) -> None:
        """A task in this quarter, in one line."""
        from kamtui.domain.capture import parse_task_line

        account_id, quarter, workspace = self._pane.account_id, self.quarter, self._pane.workspace

        def submit(text: str) -> Task:
            draft = parse_task_line(text, (), workspace.today_date, workspace.method.fiscal_start)
            if not draft.title:
                raise InvalidValue("title", text, reason=_("is needed"))
            wanted = draft.quarter or (None if draft.due else quarter)  # a day tells its quarter
            return workspace.tasks.add(
                title=draft.title,
                account_id=account_id,
                due=draft.due,
                due_time=draft.time,
                priority=draft.priority,
                **({"quarter": wanted} if wanted or not draft.due else {}),
            )

        def understand(text: str) -> str:
            draft = parse_task_line(text, (), workspace.today_date, workspace.method.fiscal_start)
            wanted = draft.quarter or (None if draft.due else quarter)
            parts = [draft.title, quarter_words(wanted, workspace.quarter)]
            if draft.due:
                parts.append(day_words(draft.due, workspace.today_date))
            if draft.time:
                parts.append(f"{draft.time:%H:%M}")
            return f" {G.dot} ".join(part for part in parts if part)

        title = _("New task")
        if quarter:
            title = _("New task in {quarter}").format(quarter=quarter_words(quarter, workspace.quarter))
        self.kam.open(
            LineDialog(
                title, submit, understand=understand, history="task", draft=f"task:{account_id}", entities={"task"}
            ),
            self._added,
        )

    def _added(self, task: Task) -> None:
        if not self.move_to(task.id):
            where = quarter_words(task.quarter, self._pane.workspace.quarter)
            self.kam.say(_("added: {title} — {where}").format(title=task.title, where=where), "good")

    def action_board_edit(self) -> None:
        """The form of the task."""
        if self.item is not None:
            quick.task_form(self.kam, self.item)

    def action_board_delete(self) -> None:
        """Delete the task."""
        if self.item is not None:
            task_verbs.delete(self.kam, self.item)

    def action_board_advance(self) -> None:
        """Done, or open again."""
        if self.item is not None:
            quick.advance_task(self.kam, self.item)

    def action_board_drop(self) -> None:
        """Not to be done after all; says why."""
        if self.item is not None:
            drop_task(self._pane, self.item)

    def action_board_sooner(self) -> None:
        """To the quarter before."""
        self._shift(-1)

    def action_board_later(self) -> None:
        """To the next quarter."""
        self._shift(1)

    def _shift(self, step: int) -> None:
        task = self.item
        if task is None:  # nothing to move: the year is turned
            self._pane.turn(step)
        else:
            verbs.move_task(self._pane, task, step)

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
        self._ask_money("revenue_plan")

    def action_board_base(self) -> None:
        """The base business of the quarter."""
        self._ask_money("base")

    def _ask_money(self, field: str) -> None:
        board = self.quarter_board
        if board is not None:
            verbs.ask_money(self._pane, board, field)

    def action_board_ask(self) -> None:
        """Ask a department for help with the task."""
        if self.item is not None:
            verbs.ask_help(self._pane, self.item)

    def action_board_answer(self) -> None:
        """What the department answered."""
        if self.item is not None:
            verbs.answer_help(self._pane, self.item)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Verbs of a task need one; help is asked for open tasks, and answered once it was asked for."""
        if action in OF_A_TASK and self.item is None:
            return False
        if action == "board_ask":
            return self.item is not None and self.item.status is TaskStatus.OPEN
        if action == "board_answer":
            return self.item is not None and bool(self.item.resource)
        return super().check_action(action, parameters)

    @on(CardGrid.Highlighted)
    def _rested(self) -> None:
        self.screen.refresh_bindings()  # whether there is an answer to note depends on the task

    def why(self) -> tuple[str, Explained[Any]] | None:
        """The quarter under the cursor: tasks and revenue."""
        board, workspace = self.quarter_board, self._pane.workspace
        if board is None:
            return None
        name = workspace.accounts.row(self._pane.account_id).account.name
        return f"{name}, {quarter_words(board.quarter, workspace.quarter)}", verbs.quarter_why(board, workspace)


def _is_urgent(task: Task) -> bool:
    return task.priority is Priority.HIGH and task.status is TaskStatus.OPEN
