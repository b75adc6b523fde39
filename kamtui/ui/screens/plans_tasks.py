"""Tasks of all accounts in lines: of a quarter, of a year, or by the department that is asked for help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.strip import Strip

from kamtui.domain.plan_board import is_late
from kamtui.domain.plans import Task
from kamtui.domain.text import search_key
from kamtui.domain.today import day_words
from kamtui.domain.words import Answer, Priority, TaskStatus
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens import quick, task_verbs
from kamtui.ui.screens.account_board import SIGNS
from kamtui.ui.screens.account_parts import due_span, quarter_words
from kamtui.ui.screens.plan_board_verbs import (
    answer_help,
    answer_span,
    ask_help,
    drop_task,
    help_spans,
    move_task,
)
from kamtui.ui.widgets.linelist import LineList, Row

if TYPE_CHECKING:
    from kamtui.ui.screens.plans import PlansView

DUE, ACCOUNT_FROM, HELP_FROM, OWNER_FROM = 12, 60, 100, 140
LEAST_TITLE = 20
WORDS_FROM = 6  # cells of a column from which it has words


def asked_spans(tasks: Sequence[Task]) -> list[Span]:
    """How often help was asked, and how often nobody has answered."""
    spans = [(ngettext("{n} asked", "{n} asked", len(tasks)).format(n=len(tasks)), "muted")]
    silent = sum(task.resource_answer in (None, Answer.WAITING) for task in tasks)
    if silent:
        text = ngettext("{n} without an answer", "{n} without an answer", silent).format(n=silent)
        spans += [(f" {G.dot} ", "faint"), (text, "warn")]
    return spans


class TaskLines(LineList[Task | str]):
    """Tasks with their verbs. `departments`: under the departments asked, with who, by when and the answer first."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("list", "plantasks")

    def __init__(self, view: PlansView, *, id: str) -> None:
        super().__init__(self._draw_row, header=self._draw_titles, empty=self._draw_empty, id=id)
        self._view = view
        self.departments = self.wholly = False
        self._names = 0
        self._shape: tuple[bool, bool, bool, int] | None = None

    @property
    def chosen(self) -> Task | None:
        """The task under the cursor."""
        return self.item if isinstance(self.item, Task) else None

    def show_tasks(self, tasks: Iterable[Task], *, wholly: bool, cursor: str | None = None) -> None:
        """Tasks in their order, late ones first and closed ones last; `wholly`: the list has the screen to itself."""
        self.departments, self.wholly = False, wholly
        today, start = self._view.today, self._view.workspace.method.fiscal_start

        def order(task: Task) -> tuple[bool, bool, bool, object]:
            is_open = task.status is TaskStatus.OPEN
            return not is_open, not is_late(task, today, start), task.due is None, (task.quarter, task.due or today)

        self._set([Row(task.id, task) for task in sorted(tasks, key=order)], cursor)

    def show_departments(self, tasks: Iterable[Task], cursor: str | None = None) -> None:
        """Tasks that ask for help, in the order given, under their departments."""
        self.departments = self.wholly = True
        rows: list[Row[Task | str]] = []
        last = None
        for task in tasks:
            if search_key(task.resource) != last:
                last = search_key(task.resource)
                rows.append(Row(f"-{last}", task.resource, heading=True))
            rows.append(Row(task.id, task))
        self._set(rows, cursor)

    def _set(self, rows: Sequence[Row[Task | str]], cursor: str | None) -> None:
        names = [cell_len(row.item.account_name) for row in rows if isinstance(row.item, Task)]
        self._names = min(24, max([8, *names])) + 1
        shape = (self.departments, self.wholly, self._view.whole, self._names)
        if shape[:2] == (self._shape or shape)[:2]:
            self.set_rows(rows, cursor)
        else:  # another list: from its start, unless it has the same task
            cursor, self.cursor = cursor or self.cursor_id, 0
            self.set_rows(rows, cursor)
        if shape != self._shape:  # what is painted has other columns
            self._shape = shape
            self.refresh()

    # drawing

    def _columns(self, width: int) -> list[tuple[str, int]]:
        """Columns and their widths for a line; the title takes what is left."""
        if self.departments:
            wide = width >= HELP_FROM
            found = [("who", 18 if wide else 13), ("by", DUE), ("answer", 17 if wide else 3)]
            found += [("account", min(self._names, 24 if wide else 15)), ("title", 0)]
            found += [("quarter", 8)] if width >= HELP_FROM else []
        else:
            found = [("title", 0)]
            if self.wholly and width >= ACCOUNT_FROM:
                found.append(("account", self._names))
            if self.wholly and self._view.whole:
                found.append(("quarter", 4))
            if width >= OWNER_FROM:
                found.append(("owner", 12))
            if width >= HELP_FROM:
                found.append(("help", 32))
            found.append(("due", DUE))
        left = width - 3 - sum(size for _name, size in found)
        return [(name, size or max(LEAST_TITLE, left)) for name, size in found]

    def _draw_titles(self, line: Line) -> None:
        titles = {
            "title": _("task"),
            "account": _("account"),
            "quarter": _("quarter") if self.departments else "",
            "owner": _("owner"),
            "help": _("help asked"),
            "due": _("due"),
            "who": _("who"),
            "by": _("by when"),
            "answer": _("answer"),
        }
        line.space(3)
        for name, width in self._columns(line.width):
            title = titles[name] if width >= WORDS_FROM or name == "quarter" else ""
            line.cell(title, width - 1, "muted", "right" if name == "due" else "left").space()

    def _draw_row(self, row: Row[Task | str], line: Line) -> None:
        task = row.item
        if not isinstance(task, Task):
            own = [one.item for one in self.rows if isinstance(one.item, Task) and self._of(one.item, row)]
            line.space().add(task, "title").add("  ").spans(asked_spans(own)).space().fill(G.hline)
            return
        today, start = self._view.today, self._view.workspace.method.fiscal_start
        glyph, tone = SIGNS[task.status]
        is_open = task.status is TaskStatus.OPEN
        late = is_late(task, today, start)
        urgent = is_open and task.priority is Priority.HIGH
        line.add(getattr(G, glyph), "bad" if late else tone).add(*((G.late, "warn") if urgent else (" ",))).space()
        for name, width in self._columns(line.width):
            self._draw_column(name, task, line, width - 1, late)
            line.space()

    @staticmethod
    def _of(task: Task, heading: Row[Task | str]) -> bool:
        return f"-{search_key(task.resource)}" == heading.id

    def _draw_column(self, name: str, task: Task, line: Line, width: int, late: bool) -> None:
        today, current = self._view.today, self._view.workspace.quarter
        is_open = task.status is TaskStatus.OPEN
        if name == "title":
            carried = f" {G.again}" if task.repeats else ""
            carried += f" {G.arrow}{task.times_moved}" if task.times_moved > 1 else ""
            line.cell(
                task.title, width - cell_len(carried), "strong" if line.selected else "text" if is_open else "muted"
            )
            line.add(carried, "warn")
        elif name == "account":
            line.cell(task.account_name, width, "muted")
        elif name == "quarter":
            line.cell(quarter_words(task.quarter, current), width, "muted")
        elif name == "owner":
            line.cell(task.owner or "", width, "muted")
        elif name == "help":
            part = Line(width, line.on)
            if task.resource:
                part.spans(help_spans(task, today))
            end = line.used + width
            line.spans([(segment.text, "muted") for segment in part.strip()]).to(end)
        elif name == "due":
            words, style = due_span(task.due, today) if is_open else (label(task.status), "faint")
            if not words and late:
                words, style = _("left behind"), "bad"
            line.cell(words, width, style, "right")
        elif name == "who":
            line.cell(task.resource_person or "–", width, "text" if task.resource_person else "faint")
        elif name == "by":
            when = task.resource_by
            words = day_words(when, today, short=True) if when and task.waits else ""
            line.cell(words or "–", width, "bad" if words and when and when < today else "muted")
        else:
            answer = label(task.resource_answer) if task.resource_answer else _("no answer yet")
            sign, style = answer_span(task.resource_answer)
            line.cell(sign if width < WORDS_FROM else f"{sign} {answer}", width, style)

    def _draw_empty(self, width: int) -> Sequence[Strip]:
        return self._view.draw_nothing(width)

    # verbs

    @on(LineList.Selected)
    def _open(self, event: LineList.Selected) -> None:
        event.stop()
        task = self.chosen
        if task is not None and task.account_id and task.quarter:
            self.kam.show("account", account_id=task.account_id, tab="plan", task_id=task.id)
        elif task is not None:
            quick.task_form(self.kam, task)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Verbs need a task; an answer needs a question."""
        if action.startswith("board_") and self.chosen is None:
            return False
        if action == "board_answer" and self.chosen is not None and not self.chosen.resource:
            return False
        return super().check_action(action, parameters)

    def action_board_edit(self) -> None:
        """The form of the task."""
        if self.chosen is not None:
            quick.task_form(self.kam, self.chosen)

    def action_board_advance(self) -> None:
        """Done, or open again."""
        if self.chosen is not None:
            quick.advance_task(self.kam, self.chosen)

    def action_board_delete(self) -> None:
        """Delete the task."""
        if self.chosen is not None:
            task_verbs.delete(self.kam, self.chosen)

    def action_board_drop(self) -> None:
        """Not to be done after all; says why."""
        if self.chosen is not None:
            drop_task(self._view, self.chosen)

    def action_board_sooner(self) -> None:
        """To the quarter before."""
        self._shift(-1)

    def action_board_later(self) -> None:
        """To the next quarter."""
        self._shift(1)

    def _shift(self, step: int) -> None:
        if self.chosen is not None:
            move_task(self._view, self.chosen, step)

    def action_board_ask(self) -> None:
        """Ask a department for help."""
        if self.chosen is not None:
            ask_help(self._view, self.chosen)

    def action_board_answer(self) -> None:
        """What the department answered."""
        if self.chosen is not None:
            answer_help(self._view, self.chosen)
