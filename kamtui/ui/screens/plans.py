"""Plans: the quarter board over all accounts, its tasks in one list, and who is asked for help."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import format_share
from kamtui.domain.plan_board import PlanBoard, PlanCell, PlanRow, Total, help_is_late, is_late, why_cell
from kamtui.domain.plans import Task
from kamtui.domain.quarters import Quarter, year_quarters
from kamtui.i18n import _, ngettext
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, blank, cells, rule
from kamtui.ui.screens import plans_empty as empty
from kamtui.ui.screens import plans_lines as lines
from kamtui.ui.screens import quick
from kamtui.ui.screens.account_parts import quarter_words
from kamtui.ui.screens.plan_board_verbs import help_legend
from kamtui.ui.screens.plans_filter import BOARD, DEPARTMENTS, MODES, TASKS, Filter, choose
from kamtui.ui.screens.plans_tasks import TaskLines, asked_spans
from kamtui.ui.view import Subject, View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import Box, VRule
from kamtui.ui.widgets.grid import Card, CardGrid

YEARS = range(2000, 2101)
BESIDE_FROM = 118  # cells of the screen from which tasks stand beside the board
LEAST_SIDE, MOST_SIDE = 40, 72
BELOW_FROM, BELOW, WORDS = 34, 10, 3  # lines of the screen from which tasks stand below it
PANEL = 7
# Cells of the titles of accounts, by those of the screen; columns need 13 for all that their heads say.
GUTTERS = ((160, 32), (132, 22), (BESIDE_FROM, 20), (100, 22), (0, 19))


class PlanGrid(CardGrid[PlanCell]):
    """Accounts × quarters."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("grid", "plangrid")

    def action_plans_sooner(self) -> None:
        """The year before."""
        self.query_ancestor(PlansView).turn_year(-1)

    def action_plans_after(self) -> None:
        """The next year."""
        self.query_ancestor(PlansView).turn_year(1)


class PlansView(View):
    """Workspace 5."""

    CONTEXTS = ("plans",)
    ENTITIES = frozenset(
        {
            *("task", "task_move", "plan", "plan_block", "plan_quarter", "goal", "account", "order_line", "setting"),
            *("opportunity", "initiative", "wallet_estimate", "contact", "contact_role", "progress_state", "user_"),
        }
    )

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.mode, self.filter = BOARD, Filter()
        self.year = 0
        self.quarter: Quarter | None = None  # of the list; None: the whole year
        self._board: PlanBoard | None = None
        self._totals: dict[Quarter | None, Total] = {}
        self._wanted: str | None = None
        self._help: list[Task] = []
        self._hiding: list[str] = []

    def compose(self) -> ComposeResult:
        """What is shown and which reviews are due; the board; tasks of the quarter under its cursor, or all."""
        self._head = Document(self._draw_head, focusable=False, id="plans-head")
        self.grid = PlanGrid(
            self._draw_card,
            draw_column=self._draw_column,
            draw_row=self._draw_row,
            row_height=2,
            min_column=12,
            empty=self.draw_nothing,
            id="plans-grid",
        )
        self.grid.row_gap = 0
        self._rule = VRule(id="plans-rule")
        self._panel = Document(self._draw_panel, focusable=False, id="plans-cell")
        self.tasks = TaskLines(self, id="plans-tasks")
        self._side = Box(self._panel, self.tasks, id="plans-side", classes="column")
        self._body = Box(self.grid, self._rule, self._side, classes="row")
        yield self._head
        yield self._body

    # reading

    def enter(self, **where: Any) -> None:
        """`quarter`, `account_id`: stand there on the board; `mode` one of MODES."""
        self.mode = where.get("mode", self.mode)
        if where.get("quarter"):
            quarter = Quarter.parse(str(where["quarter"]))
            self.year, self.quarter = quarter.year, quarter
            if where.get("account_id"):
                self._wanted = _card(where["account_id"], quarter)

    @property
    def today(self) -> date:
        """The user's day."""
        return self.workspace.today_date

    @property
    def whole(self) -> bool:
        """Whether the list has the tasks of the whole year."""
        return self.quarter is None

    def reload(self) -> None:
        """Read the board, and show it."""
        now = self.workspace.quarter
        if not self.year:
            self.year, self.quarter = now.year, now
        self._board = self.read(self.filter)
        self._totals = {
            quarter: self._board.total(quarter, against_plan=True) for quarter in (None, *self._board.quarters)
        }
        self._show()

    def read(self, chosen: Filter) -> PlanBoard:
        """The board of the year, as a filter lets it through."""
        return self.workspace.plans.board(
            self.year,
            account_ids=[chosen.account_id] if chosen.account_id else None,
            owner=chosen.owner or None,
            department=chosen.department or None,
            late=chosen.late,
        )

    @property
    def board(self) -> PlanBoard:
        """The plans shown."""
        assert self._board is not None
        return self._board

    def _show(self) -> None:
        with self.kam.batch_update():
            self._fit()
            if self.mode == BOARD:
                self._hiding = empty.what_hides(self, self.board.rows)
                self._show_board()
            elif self.mode == TASKS:
                tasks = self.board.tasks(self.quarter)
                self._hiding = empty.what_hides(self, tasks)
                self.tasks.show_tasks(tasks, wholly=True)
            else:
                self._help = self.asked(self.filter)
                self._hiding = empty.what_hides(self, self._help)
                self.tasks.show_departments(self._help)
            self._head.styles.height = 1 + bool(self.board.reviews_due)
            self._head.redraw()
        self.screen.refresh_bindings()

    def asked(self, chosen: Filter) -> list[Task]:
        """Tasks that ask for help, as a filter lets them through; late is also one whose help is."""
        start, today = self.workspace.method.fiscal_start, self.today
        found = [task for task in self.workspace.tasks.asked() if chosen.passes(task)]
        if not chosen.late:
            return found
        return [task for task in found if help_is_late(task, today) or is_late(task, today, start)]

    def _show_board(self) -> None:
        board = self.board
        cards = {
            (row.account_id, str(cell.quarter.number)): [Card(_card(row.account_id, cell.quarter), cell, 2)]
            for row in board.rows
            for cell in row.cells
        }
        self._rows = {row.account_id: row for row in board.rows}
        self.grid.row_gap = self._gap()
        cursor, self._wanted = self._wanted, None
        if cursor is None and self.grid.place is None and board.rows:
            cursor = _card(board.rows[0].account_id, Quarter(board.year, board.current.number))
        ids = list(self._rows)
        self.grid.set_grid([str(one.number) for one in board.quarters], ids, cards if ids else {}, cursor)
        self._tell()

    # layout

    def on_resize(self) -> None:
        """Tasks stand beside the board, below it, or are told in two lines."""
        if self._board is not None:
            self._fit()
            if self.mode == BOARD and self.grid.row_gap != self._gap():
                self._show_board()

    def _gap(self) -> int:
        """A blank line between accounts, where all of them are seen nevertheless."""
        room = self._room[1] - 4 - (0 if self._rule.display else BELOW if self.tasks.display else WORDS)
        return int(3 * len(self.board.rows) <= room)

    @property
    def _room(self) -> tuple[int, int]:
        """Cells and lines of the view, also before it has been laid out."""
        size = self.kam.size
        return size.width, size.height - 2

    def _fit(self) -> None:
        width, height = self._room
        grid, beside = self.mode == BOARD, width >= BESIDE_FROM
        below = not beside and height >= BELOW_FROM
        listed = not grid or beside or below
        self.grid.display, self._panel.display = grid, grid
        self._side.display = not grid or bool(self._board and self._board.rows)
        self._rule.display = grid and beside and self._side.display
        self.tasks.display = listed
        self._body.styles.layout = "horizontal" if beside else "vertical"
        side = max(LEAST_SIDE, min(MOST_SIDE, (width - LEAST_SIDE) * 9 // 20))
        self._side.styles.width = side if grid and beside else "1fr"
        self._side.styles.height = "1fr" if beside or not grid else BELOW if below else WORDS
        self._panel.styles.height = PANEL if beside else WORDS
        self.grid.row_width = next(cells for least, cells in GUTTERS if width >= least)

    def first_focus(self) -> Widget:
        """The board, or the list."""
        return self.grid if self.mode == BOARD else self.tasks

    def focus_first(self) -> None:
        """Where the keys of what is shown work."""
        focused = self.screen.focused
        if focused in (self.grid, self.tasks) and focused.display:
            return
        target = self.first_focus()
        if target.is_attached:
            self.screen.set_focus(target, scroll_visible=False)

    # what is under the cursor

    def _here(self) -> tuple[PlanRow, PlanCell] | None:
        """The account and its quarter under the cursor of the board."""
        place = self.grid.place
        row = self._rows.get(place[0]) if place else None
        if row is None or place is None or self.mode != BOARD:
            return None
        return row, next(cell for cell in row.cells if str(cell.quarter.number) == place[1])

    @property
    def _in_list(self) -> bool:
        return self.mode != BOARD or self.screen.focused is self.tasks

    def subject(self) -> Subject | None:
        """The task, or the account."""
        task = self.tasks.chosen if self._in_list else None
        if task is not None:
            return Subject(task.account_id, task_id=task.id, title=task.title) if task.account_id else None
        here = self._here()
        return Subject(here[0].account_id) if here else None

    def why(self) -> tuple[str, Explained[Any]] | None:
        """What the quarter counts, and what the plan lacks."""
        here = self._cell_of(self.tasks.chosen) if self._in_list and self.mode != BOARD else self._here()
        if here is None:
            return None
        row, cell = here
        found = why_cell(cell, self.today, self.workspace.method.fiscal_start)
        plan = Part(_("plan, how complete"), format_share(row.completeness.value), lines.state_span(row)[0])
        blocks = [Part(part.label, format_share(float(str(part.value))), part.note) for part in row.completeness.parts]
        title = f"{row.name} {G.dot} {quarter_words(cell.quarter, self.board.current)}"
        return title, Explained(found.value, (*found.parts, plan, *blocks), found.rule)

    def _cell_of(self, task: Task | None) -> tuple[PlanRow, PlanCell] | None:
        if task is None:
            return None
        found = ((row, cell) for row in self.board.rows if row.account_id == task.account_id for cell in row.cells)
        return next((one for one in found if one[1].quarter == task.quarter), None)

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the board and of answers."""
        return [*lines.legend(), *help_legend()]

    def copy_text(self) -> str:
        """The task, or the quarter in words."""
        task = self.tasks.chosen if self._in_list else None
        if task is not None:
            return f"{task.account_name}: {task.title}"
        here = self._here()
        if here is None:
            return ""
        row, cell = here
        money = "".join(text for text, _style in lines.money_spans(cell, 40))
        return (
            f"{row.name} {quarter_words(cell.quarter, self.board.current)}: {cell.done}/{cell.planned} {money}".strip()
        )

    # drawing

    def _draw_head(self, width: int) -> list[Strip]:
        board = self.board
        year = _("Plans {year}").format(year=board.year)
        quarter = quarter_words(self.quarter, board.current) or str(self.year)
        title = {BOARD: year, TASKS: _("Tasks of {quarter}").format(quarter=quarter), DEPARTMENTS: _("Help asked")}
        line = Line(width).space().add(title[self.mode], "title")
        if self.filter.words:
            line.right(" ").right(f" {G.dot} " + _("esc: all"), "accent")
            words = self.filter.words
            line.right("  " + cells(words, min(cell_len(words), line.left - 2)), "accent")
        else:
            line.right(f" {self._turn_words()} ", "faint")
        if self.mode == DEPARTMENTS:
            line.add("   ").spans(asked_spans(self._help))
        elif board.rows:
            accounts = ngettext("{n} account", "{n} accounts", len(board.rows)).format(n=len(board.rows))
            chosen = self._totals[self.quarter if self.mode == TASKS and self.quarter in self._totals else None]
            line.add("   ").add(accounts, "muted").add(f" {G.dot} ", "faint").spans(lines.total_spans(chosen, width))
        review = lines.review_line(board, width)
        return [line.strip(), review] if review else [line.strip()]

    def _turn_words(self) -> str:
        if self.mode == DEPARTMENTS:
            return ""
        return "[ ] " + (_("year") if self.mode == BOARD or self.whole else _("quarter"))

    def _draw_column(self, column: str, line: Line) -> None:
        quarter = Quarter(self.board.year, int(column))
        lines.draw_quarter(quarter, self._totals[quarter], self.board.current, line)

    def _draw_row(self, row: str, drawn: Sequence[Line]) -> None:
        lines.draw_account(self._rows[row], drawn)

    def _draw_card(self, cell: PlanCell, drawn: Sequence[Line]) -> None:
        lines.draw_cell(cell, self.board.current, drawn)

    def _draw_panel(self, width: int) -> list[Strip]:
        here = self._here()
        if here is None:
            return []
        row, cell = here
        if self._rule.display:
            strips = lines.cell_lines(row, cell, self.board, width - 1)
            return [Strip.join([blank(1), strip]) for strip in strips]
        return [rule(width), *lines.cell_words(row, cell, self.board, width)]

    def draw_nothing(self, width: int) -> list[Strip]:
        """What this place is for, or why nothing is shown."""
        return empty.lines(self, width, self._hiding)

    # events

    def _tell(self) -> None:
        """The quarter under the cursor, and its tasks."""
        here = self._here()
        if self.tasks.display and self.mode == BOARD:
            self.tasks.show_tasks(here[1].tasks if here else (), wholly=False)
        self._panel.redraw(to_top=True)

    @on(CardGrid.Highlighted, "#plans-grid")
    def _moved(self) -> None:
        self._tell()

    @on(CardGrid.Selected, "#plans-grid")
    def _opened(self) -> None:
        here = self._here()
        if here is not None:
            row, cell = here
            self.kam.show("account", account_id=row.account_id, tab="plan", quarter=str(cell.quarter))

    # actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what would do something."""
        if action == "plans_all":
            return bool(self.filter.words)
        if action == "plans_whole":
            return self.mode == TASKS
        if action == "plans_review":
            return self._board is not None and bool(self._board.reviews_due)
        return super().check_action(action, parameters)

    def action_plans_view(self) -> None:
        """The next way to look at it."""
        here = self._here()
        if here is not None:
            self.quarter = here[1].quarter
        self.mode = MODES[(MODES.index(self.mode) + 1) % len(MODES)]
        self._show()
        self.focus_first()

    def action_plans_new(self) -> None:
        """A task for the account, in the quarter under the cursor or shown."""
        subject, here = self.subject(), self._here()
        quarter = here[1].quarter if here else self.quarter or self.workspace.quarter
        account_id = subject.account_id if subject else self.filter.account_id or None
        quick.task_form(self.kam, account_id=account_id, quarter=str(quarter), then=self._added)

    def _added(self, task: Task) -> None:
        """A new task that is not seen here is told where it is."""
        where = quarter_words(task.quarter, self.workspace.quarter) or _("Today")
        text = _("added: {title} — {where}").format(title=task.title, where=where)
        late = is_late(task, self.today, self.workspace.method.fiscal_start)
        if self.filter.passes(task) and (late or not self.filter.late):
            self.kam.say(text, "good")
        else:
            self.kam.say(text + "; " + _("hidden by {filter}, esc shows it").format(filter=self.filter.words), "warn")

    def action_plans_late(self) -> None:
        """Late tasks only, or all again."""
        self.filtered(self.filter._replace(late=not self.filter.late))

    def action_plans_filter(self) -> None:
        """One account, owner or department only."""
        choose(self.kam, self.filter, self.filtered)

    def action_plans_all(self) -> None:
        """Without filters."""
        self.filtered(Filter())

    def filtered(self, wanted: Filter) -> None:
        """Show what a filter lets through."""
        self.filter = wanted
        self.reload()
        self.focus_first()

    def action_plans_whole(self) -> None:
        """The whole year in the list, or the quarter again."""
        now = self.workspace.quarter
        number = now.number if self.year == now.year else 1
        self.quarter = Quarter(self.year, number) if self.quarter is None else None
        self._show()

    def action_plans_earlier(self) -> None:
        """A year back; in the list of a quarter, a quarter."""
        self._turn(-1)

    def action_plans_later(self) -> None:
        """A year on; in the list of a quarter, a quarter."""
        self._turn(1)

    def _turn(self, step: int) -> None:
        if self.mode == TASKS and self.quarter is not None:
            quarter = self.quarter.shifted(step)
            if quarter.year in YEARS:
                same, self.quarter, self.year = quarter.year == self.year, quarter, quarter.year
                (self._show if same else self.reload)()
        elif self.mode != DEPARTMENTS:
            self.turn_year(step)

    def turn_year(self, step: int) -> None:
        """Another year."""
        if self.year + step in YEARS:
            self.year += step
            if self.quarter is not None:
                self.quarter = year_quarters(self.year)[self.quarter.number - 1]
            self.reload()

    def action_plans_review(self) -> None:
        """To the first quarter whose review is due; on one of them, into its review."""
        here, due = self._here(), self.board.reviews_due
        if here is not None and here[1].review_due:
            self.kam.show("review", account_id=here[0].account_id, quarter=str(here[1].quarter))
            return
        if not due:
            return
        row, cell = due[0]
        self.mode, self._wanted = BOARD, _card(row.account_id, cell.quarter)
        self._show()
        self.focus_first()


def _card(account_id: str, quarter: Quarter) -> str:
    return f"{account_id} {quarter.number}"
