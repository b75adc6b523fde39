"""Block 7 of a plan: the quarters of the year as columns of tasks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.strip import Strip

from kamtui.domain.money import format_amount, parse_number
from kamtui.domain.plans import Plan, QuarterBoard, Task
from kamtui.domain.quarters import Quarter
from kamtui.domain.today import day_words
from kamtui.domain.words import Priority, TaskStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _, language
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, blank, paragraph, wrap
from kamtui.ui.screens import quick
from kamtui.ui.screens.account_parts import quarter_words
from kamtui.ui.widgets.grid import Card, CardGrid

if TYPE_CHECKING:
    from kamtui.ui.screens.account_plan import PlanPane

ROW = "tasks"
LATER = "none"  # the column of tasks without a quarter
TITLE_LINES = 2
SIGNS = {
    TaskStatus.OPEN: ("open", "muted"),
    TaskStatus.DONE: ("done", "good"),
    TaskStatus.MOVED: ("arrow", "faint"),
    TaskStatus.DROPPED: ("off", "faint"),
}


class Board(CardGrid[Task]):
    """The quarter board: four columns of tasks; a fifth for open tasks that have no quarter, when there are any.

    A title that is too long for its column takes two lines.
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
        self._today = pane.workspace.today_date

    def set_plan(self, plan: Plan, open_tasks: Sequence[Task], cursor: str | None, column: str | None = None) -> None:
        """Show the tasks of a plan, the cursor on the task `cursor` or in the quarter `column`."""
        workspace = self._pane.workspace
        self._today = workspace.today_date
        self._quarters = {str(board.quarter): board for board in plan.quarters}
        self._tasks = {key: board.tasks for key, board in self._quarters.items()}
        loose = tuple(task for task in open_tasks if task.quarter is None)
        if loose:
            self._tasks[LATER] = loose
        place = self.place
        if cursor is None and (column or (self.cursor_id is None and place is None)):
            tasks = self._tasks.get(column or str(workspace.quarter), ())
            cursor = next((task.id for task in tasks if task.status is TaskStatus.OPEN), None)
            cursor = cursor or next((task.id for task in tasks), None)
        self._arrange(cursor)
        if column and cursor is None:
            self.move_into(ROW, column)

    def _arrange(self, cursor: str | None = None) -> None:
        """Cards as high as the width of the columns asks for."""
        cards = {
            (ROW, key): [Card(task.id, task, len(self._titles(task)) + self._has_foot(task)) for task in tasks]
            for key, tasks in self._tasks.items()
        }
        self.set_grid(list(self._tasks), [ROW], cards, cursor)

    def on_resize(self, event: events.Resize) -> None:
        """Titles are wrapped anew."""
        self.area = event.size
        if self._tasks:
            self.columns = list(self._tasks)
            self._arrange()

    def _titles(self, task: Task) -> list[str]:
        """The title in lines of the column, the last one with all that is left."""
        lines = wrap(task.title, max(4, self._column_width - 4))
        return lines if len(lines) <= TITLE_LINES else [*lines[: TITLE_LINES - 1], " ".join(lines[TITLE_LINES - 1 :])]

    @staticmethod
    def _has_foot(task: Task) -> bool:
        return task.status is TaskStatus.OPEN and bool(task.due or task.resource or task.times_moved > 1)

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
            line.add("  " + _("closed"), "faint")

    def _draw_task(self, task: Task, lines: Sequence[Line]) -> None:
        name, tone = SIGNS[task.status]
        is_open = task.status is TaskStatus.OPEN
        late = is_open and task.due is not None and task.due < self._today
        titles = self._titles(task)
        shown = "strong" if lines[0].selected else "text" if is_open else "muted"
        lines[0].add(getattr(G, name), "bad" if late else tone).add(*((G.late, "warn") if _is_urgent(task) else (" ",)))
        for place, (line, text) in enumerate(zip(lines, titles, strict=False)):
            if place:
                line.space(2)
            line.add(text, shown)
        if self._has_foot(task):
            foot = lines[-1].space(2)
            if task.times_moved > 1:
                foot.right(f" {G.arrow}{task.times_moved}", "warn")
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
        line.add(fact, "good" if reached else "text").add(f" / {plan}", "muted")

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
        if event.item is None:
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
        task = self.item
        if task is not None:
            self.kam.write(
                lambda: self._pane.workspace.tasks.remove(task.id, version=task.version),
                lambda _none: self.kam.say(_("deleted: {title} — u brings it back").format(title=task.title)),
                entities={"task"},
            )

    def action_board_advance(self) -> None:
        """Done, or open again."""
        if self.item is not None:
            quick.advance_task(self.kam, self.item)

    def action_board_drop(self) -> None:
        """Not to be done after all; says why."""
        task = self.item
        if task is None:
            return
        tasks = self._pane.workspace.tasks

        def told(now: Task) -> None:
            self.kam.say(_("dropped: {title} — u takes it back").format(title=now.title))

        def drop(reason: str) -> Task:
            if not reason.strip():
                raise InvalidValue("result", reason, reason=_("say in a few words why it is dropped"))
            return tasks.drop(task.id, reason.strip(), version=task.version)

        title = _("Why is “{title}” dropped?").format(title=task.title)
        self.kam.open(
            LineDialog(title, drop, history="drop", draft=f"drop:{task.id}", empty=True, entities={"task"}), told
        )

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
            return
        workspace = self._pane.workspace

        def move() -> Task:
            now = workspace.tasks.get(task.id)  # keys come in bursts: from where it stands when their turn comes
            return workspace.tasks.move(now.id, now.quarter.shifted(step) if now.quarter else workspace.quarter)

        def moved(now: Task) -> None:
            text = _("{title}: to {quarter}")
            if task.due and not now.due:
                text = _("{title}: to {quarter}, its day is free again")
            where = quarter_words(now.quarter, workspace.quarter)
            self.kam.say(text.format(title=now.title, quarter=where), "good")

        self.kam.write(move, moved, entities={"task"})

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

        account_id = pane.account_id

        def read(text: str) -> Decimal | None:
            currency = pane.workspace.method.currency
            return parse_number(text, currency=currency, field="revenue_plan", scaled=True) if text else None

        def understand(text: str) -> str:
            return f"{format_amount(read(text), language())} {pane.workspace.method.currency}"

        def save(text: str) -> QuarterBoard:
            amount = read(text)
            return pane.workspace.plans.set_quarter(account_id, quarter, revenue_plan=amount, version=board.version)

        value = format_amount(board.revenue_plan, language()) if board.revenue_plan is not None else ""
        self.kam.open(
            LineDialog(
                _("Revenue plan of {quarter} (3.4 M; empty: none)").format(
                    quarter=quarter_words(quarter, pane.workspace.quarter)
                ),
                save,
                understand=understand,
                value=value,
                history="money",
                draft=f"money:{account_id}:{quarter}",
                empty=True,
                entities={"plan", "plan_quarter"},
            )
        )


def _is_urgent(task: Task) -> bool:
    return task.priority is Priority.HIGH and task.status is TaskStatus.OPEN
