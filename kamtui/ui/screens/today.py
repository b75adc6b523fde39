"""Today: what to do, most urgent first, each line with its reason; beside it the account, ready for a call."""

from __future__ import annotations

from typing import Any, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.explained import Explained
from kamtui.domain.money import format_share
from kamtui.domain.plans import Task
from kamtui.domain.today import AccountBrief, AgendaItem, day_words
from kamtui.domain.words import AgendaKind, Priority
from kamtui.errors import KamtuiError
from kamtui.i18n import _, ngettext, pgettext
from kamtui.labels import label
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, bar, cells, paragraph, rule, wrap
from kamtui.ui.paint import blank as blank_line
from kamtui.ui.view import Subject, View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row

TASK_KINDS = (AgendaKind.TASK, AgendaKind.NEXT_STEP)
TAB_OF = {
    AgendaKind.CADENCE: "map",
    AgendaKind.BIRTHDAY: "map",
    AgendaKind.SINGLE_THREAD: "map",
    AgendaKind.NO_TOUCH: "map",
    AgendaKind.CONTACT_LEFT: "map",
    AgendaKind.STALLED: "progress",
    AgendaKind.EXPIRING: "progress",
    AgendaKind.FALLING_ORDERS: "overview",
    AgendaKind.QUARTER_CLOSING: "plan",
    AgendaKind.TASK: "plan",
    AgendaKind.NEXT_STEP: "plan",
}
WHERE_OF = {
    AgendaKind.CADENCE: "contact_id",
    AgendaKind.BIRTHDAY: "contact_id",
    AgendaKind.CONTACT_LEFT: "contact_id",
    AgendaKind.STALLED: "progression_id",
    AgendaKind.EXPIRING: "progression_id",
    AgendaKind.QUARTER_CLOSING: "quarter",
    AgendaKind.TASK: "task_id",
    AgendaKind.NEXT_STEP: "task_id",
}
REASON_FROM = 96  # cells of a line that has room for the reason too
MARK_STYLE = {"!!": "bad", "!": "warn"}


class DoneToday(NamedTuple):
    """A task finished today, kept in sight until midnight."""

    task: Task


Entry = AgendaItem | DoneToday | str


class TodayView(View):
    """Workspace 1."""

    CONTEXTS = ("today",)
    ENTITIES = frozenset(
        {"task", "touch", "contact", "account", "progress_state", "plan_quarter", "setting", "order_line"}
    )

    def compose(self) -> ComposeResult:
        """The agenda, the brief of the selected account, the line for capture."""
        self._agenda: LineList[Entry] = LineList(
            self._draw, header=self._draw_title, empty=self._empty, id="agenda", classes="main"
        )
        self._brief = Document(self._draw_brief, focusable=False, id="brief", classes="side")
        yield Container(self._agenda, VRule(classes="split"), self._brief, classes="columns")
        yield Document(self._draw_capture, focusable=False, id="capture-line")

    # reading

    def reload(self) -> None:
        """Read the agenda."""
        today = self.workspace.today_date
        items = self.workspace.today.agenda()
        done = self.workspace.today.done_today()
        self._count, self._late = (
            len(items),
            sum(item.kind in TASK_KINDS and item.due is not None and item.due < today for item in items),
        )
        self._title_width = max((cell_len(item.title) for item in items), default=0)
        rows: list[Row[Entry]] = [Row(f"{item.kind}:{item.ref}", item) for item in items]
        if done:
            rows.append(Row("done-heading", ngettext("{n} done today", "{n} done today", len(done)), heading=True))
            rows.extend(Row(f"done:{task.id}", DoneToday(task)) for task in done)
        self._agenda.set_rows(rows)
        self._brief.redraw()

    @property
    def selected(self) -> AgendaItem | None:
        """The line of the agenda under the cursor."""
        item = self._agenda.item
        return item if isinstance(item, AgendaItem) else None

    def _account_id(self) -> str | None:
        item = self._agenda.item
        if isinstance(item, AgendaItem):
            return item.account_id
        return item.task.account_id if isinstance(item, DoneToday) else None

    @on(LineList.Highlighted, "#agenda")
    def _moved(self) -> None:
        self._brief.redraw(to_top=True)

    # drawing

    def _draw_title(self, line: Line) -> None:
        line.add(f" {_('Today')}", "title")
        if self._count:
            line.add(f" {G.dot} " + ngettext("{n} to do", "{n} to do", self._count).format(n=self._count), "muted")
        if self._late:
            line.add(f" {G.dot} " + ngettext("{n} late", "{n} late", self._late).format(n=self._late), "bad")

    def _draw(self, row: Row[Entry], line: Line) -> None:
        item = row.item
        if isinstance(item, str):
            line.space().add(item.format(n=self._done_count()), "muted").space().fill(G.hline)
            return
        account_width = 0 if line.width < 60 else 16 if line.width < 90 else 24
        if isinstance(item, DoneToday):
            line.space().cell(G.done, 3, "good")
            self._draw_account(line, item.task.account_name, account_width)
            line.add(item.task.title, "muted")
            return
        short = self._when(item)
        line.space().cell(item.mark, 3, MARK_STYLE.get(item.mark, "faint"))
        line.cell(short, 12, MARK_STYLE.get(item.mark, "muted")).space()
        self._draw_account(line, item.account_name, account_width)
        if line.width < REASON_FROM:
            line.add(item.title, "strong" if line.selected else "text")
            return
        room = min(self._title_width, line.left * 3 // 5)
        line.cell(item.title, room, "strong" if line.selected else "text").space(2)
        line.add("" if item.kind in TASK_KINDS and item.due else item.reason, "muted")

    def _done_count(self) -> int:
        return sum(isinstance(row.item, DoneToday) for row in self._agenda.rows)

    def _when(self, item: AgendaItem) -> str:
        today = self.workspace.today_date
        if item.due is not None and item.kind in TASK_KINDS:
            if item.due_time is not None and item.due == today:
                return item.due_time.strftime("%H:%M")
            return day_words(item.due, today, short=True)
        return {
            AgendaKind.CADENCE: pgettext("agenda", "contact"),
            AgendaKind.STALLED: pgettext("agenda", "stalled"),
            AgendaKind.EXPIRING: pgettext("agenda", "expires"),
            AgendaKind.SINGLE_THREAD: pgettext("agenda", "risk"),
            AgendaKind.NO_TOUCH: pgettext("agenda", "risk"),
            AgendaKind.CONTACT_LEFT: pgettext("agenda", "left us"),
            AgendaKind.FALLING_ORDERS: pgettext("agenda", "orders"),
            AgendaKind.QUARTER_CLOSING: pgettext("agenda", "quarter"),
            AgendaKind.BIRTHDAY: pgettext("agenda", "birthday"),
        }.get(item.kind, pgettext("agenda", "soon"))

    @staticmethod
    def _draw_account(line: Line, name: str, width: int) -> None:
        if width and name:
            line.right(cells(name, width) + " ", "muted").right("  ")

    def _empty(self, width: int) -> list[Strip]:
        if self.workspace.accounts.refs():
            text = _("Nothing is due and nobody waits. Press a and write down what comes next.")
        else:
            text = _(
                "This is your day: tasks, people you have not spoken to for too long, progress that stands still, "
                "orders that fall. It fills itself from your accounts. Press 2, then n, to add the first account."
            )
        return [blank_line(width), *paragraph(text, min(width - 2, 72), "muted", indent=1)]

    def _draw_brief(self, width: int) -> list[Strip]:
        account_id = self._account_id()
        item = self.selected
        lines = [rule(width)] if self.kam.width_class == "narrow" else []
        narrow = self.kam.width_class == "narrow"
        if item is not None and narrow:
            head = Line(width).space().add(item.title, "strong")
            lines.append(head.add(f"  {item.reason}", MARK_STYLE.get(item.mark, "muted")).strip())
        elif item is not None:
            lines += paragraph(item.title, width, "strong", indent=1)
            lines += paragraph(item.reason, width, MARK_STYLE.get(item.mark, "text"), indent=1)
            lines.append(blank_line(width))
        if account_id is None:
            return lines
        try:
            brief = self.workspace.accounts.brief(account_id)
        except KamtuiError:  # deleted a moment ago
            return lines
        return lines + brief_lines(brief, width, short=narrow)

    def _draw_capture(self, width: int) -> list[Strip]:
        hint = _("a  write it down: call Petrov tomorrow 15:00 @Nord !high")
        return [
            Line(width).fill(G.hline).strip(),
            Line(width).space().add(G.prompt, "accent").space().add(hint, "faint").strip(),
        ]

    # what is selected

    def subject(self) -> Subject | None:
        """The account, contact, progression or task of the line."""
        item = self.selected
        if item is None or item.account_id is None:
            account_id = self._account_id()
            task = self._selected_task()
            return Subject(account_id, task_id=task.id if task else None) if account_id else None
        return Subject(
            item.account_id,
            contact_id=item.ref
            if item.kind in (AgendaKind.CADENCE, AgendaKind.BIRTHDAY, AgendaKind.CONTACT_LEFT)
            else None,
            progression_id=item.ref if item.kind in (AgendaKind.STALLED, AgendaKind.EXPIRING) else None,
            task_id=item.ref if item.kind in TASK_KINDS else None,
            title=item.title,
        )

    def why(self) -> tuple[str, Explained[Any]] | None:
        """The urgency of the line."""
        item = self.selected
        return (item.title, self.workspace.today.why(item)) if item else None

    def copy_text(self) -> str:
        """The line in words."""
        item = self.selected
        return f"{item.title} — {item.account_name} — {item.reason}" if item else ""

    def _selected_task(self) -> Task | None:
        """The task under the cursor, open or done today."""
        item = self._agenda.item
        if isinstance(item, DoneToday):
            return item.task
        if isinstance(item, AgendaItem) and item.kind in TASK_KINDS:
            return self.workspace.tasks.get(item.ref)
        return None

    # actions

    @on(LineList.Selected, "#agenda")
    def _open(self, event: LineList.Selected) -> None:
        item = event.row.item
        if isinstance(item, DoneToday) and item.task.account_id:
            self.kam.show("account", account_id=item.task.account_id, tab="plan", task_id=item.task.id)
        elif isinstance(item, AgendaItem) and item.account_id:
            tab = TAB_OF.get(item.kind, "overview")
            key = WHERE_OF.get(item.kind)
            where = {key: item.ref} if key else {}
            self.kam.show("account", account_id=item.account_id, tab=tab, **where)
        elif self._selected_task() is not None:
            self.action_today_edit()

    def action_today_done(self) -> None:
        """Close the task, or open it again; anything else is done by a touch or on its own screen."""
        from kamtui.ui.screens import quick

        task = self._selected_task()
        if task is not None:
            quick.advance_task(self.kam, task)
        elif self.selected is not None and self.selected.kind in (
            AgendaKind.CADENCE,
            AgendaKind.BIRTHDAY,
            AgendaKind.NO_TOUCH,
        ):
            quick.log_touch(self.kam, self.subject())
        elif self.selected is not None:
            self._open(LineList.Selected(self._agenda, self._agenda.row))  # type: ignore[arg-type]

    def action_today_new(self) -> None:
        """New task, for the account of the line."""
        from kamtui.ui.screens import quick

        account_id = self._account_id()
        quick.task_form(self.kam, account_id=account_id, due=self.workspace.today_date.isoformat())

    def action_today_edit(self) -> None:
        """Edit the task."""
        from kamtui.ui.screens import quick

        task = self._selected_task()
        if task is None:
            self.kam.say(_("This line is no task; press t to make one out of it."))
        else:
            quick.task_form(self.kam, task)

    def action_today_delete(self) -> None:
        """Delete the task."""
        task = self._selected_task()
        if task is None:
            self.kam.say(_("Only tasks can be deleted here."))
            return
        self.kam.write(
            lambda: self.workspace.tasks.remove(task.id, version=task.version),
            lambda _none: self.kam.say(_("deleted: {title} — u brings it back").format(title=task.title)),
            entities={"task"},
        )

    def action_today_later(self) -> None:
        """To tomorrow, or one day later than it is."""
        self._shift(1)

    def action_today_sooner(self) -> None:
        """One day earlier, not before today."""
        self._shift(-1)

    def _shift(self, days: int) -> None:
        task = self._selected_task()
        if task is None:
            self.kam.say(_("This line is no task; press t to make one out of it."))
            return

        def told(now: Task) -> None:
            if now.due is not None:
                day = day_words(now.due, self.workspace.today_date)
                self.kam.say(_("{title}: {day}").format(title=now.title, day=day), "good")

        self.kam.write(lambda: self.workspace.tasks.postpone(task.id, days), told, entities={"task"})

    def action_today_slot(self) -> None:
        """Give the task a time of the day."""
        from kamtui.ui.dialogs.line import LineDialog
        from kamtui.ui.screens import quick

        task = self._selected_task()
        if task is None:
            self.kam.say(_("This line is no task; press t to make one out of it."))
            return

        def plan(text: str) -> Task:
            slot = quick.clock_time(text)
            if not slot:
                return self.workspace.tasks.change(task.id, version=task.version, due_time=None)
            today = self.workspace.today_date
            day = max(task.due or today, today)
            return self.workspace.tasks.change(task.id, version=task.version, due=day, due_time=slot)

        value = task.due_time.strftime("%H:%M") if task.due_time else ""
        self.kam.open(
            LineDialog(
                _("At what time? (15:00; empty: no time)"),
                plan,
                value=value,
                history="slot",
                draft=f"slot:{task.id}",
                empty=True,
                entities={"task"},
            )
        )

    def action_today_priority(self) -> None:
        """High priority, or normal again."""
        task = self._selected_task()
        if task is None:
            self.kam.say(_("This line is no task; press t to make one out of it."))
            return
        tasks = self.workspace.tasks

        def turn() -> Task:
            high = tasks.get(task.id).priority is Priority.HIGH
            return tasks.change(task.id, priority=Priority.NORMAL if high else Priority.HIGH)

        def told(now: Task) -> None:
            self.kam.say(f"{now.title}: " + _("priority {name}").format(name=label(now.priority)), "good")

        self.kam.write(turn, told, entities={"task"})


def brief_lines(brief: AccountBrief, width: int, *, short: bool = False) -> list[Strip]:
    """The account in about six lines: who, last touch, what is next, the plan of this quarter, what to mind.

    `short`: no fact takes more than a line, but for the last touch.
    """
    head = Line(width).space()
    if brief.category:
        head.right(f" {brief.category} ", "accent")
    lines = [head.add(brief.name, "title").strip()]
    labels = (_("last touch"), _("next"), _("this quarter"), _("progress"), _("people"), _("careful"))
    label_width = max(cell_len(text) for text in labels) + 1
    touched, next_step, this_quarter, progress, people, careful = labels

    def fact(name: str, text: str, tone: str = "text", most: int = 3) -> None:
        room = width - label_width - 2
        shown = wrap(text, room)
        if len(shown) > most:
            shown = [*shown[: most - 1], " ".join(shown[most - 1 :])]
        for place, part in enumerate(shown):
            line = Line(width).space().cell("" if place else name, label_width, "muted")
            lines.append(line.add(part, tone).strip())

    fact(touched, brief.last_touch or _("none yet"), most=2 if short else 3)
    fact(next_step, brief.next_step or _("nothing agreed"), "text" if brief.next_step else "warn", 1 if short else 2)
    tasks = _("{done}/{planned} tasks").format(done=brief.quarter_done, planned=brief.quarter_planned)
    quarter = Line(width).space().cell(this_quarter, label_width, "muted")
    quarter.add(tasks if brief.quarter_planned else _("no tasks planned"))
    full, empty = bar(brief.progress, 10)
    if brief.progress is not None and short:
        quarter.add(f" {G.dot} {progress} ", "muted").add(f"{format_share(brief.progress)} ")
        quarter.add(full, "accent").add(empty, "rule")
    lines.append(quarter.strip())
    if brief.progress is not None and not short:
        line = Line(width).space().cell(progress, label_width, "muted").add(f"{format_share(brief.progress)} ")
        lines.append(line.add(full, "accent").add(empty, "rule").strip())
    if brief.people:
        fact(people, "; ".join(brief.people), most=1 if short else 3)
    if brief.careful and short:
        fact(careful, "; ".join(brief.careful), "warn", 1)
    for place, text in enumerate(brief.careful[:4] if not short else ()):
        fact("" if place else careful, text, "warn", 2)
    return lines
