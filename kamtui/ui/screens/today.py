"""Today: what to do, most urgent first, each line with its reason; beside it the account, ready for a call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.explained import Explained
from kamtui.domain.plans import Task
from kamtui.domain.today import AgendaItem, day_words
from kamtui.domain.today_groups import LATE, TASK_KINDS, group_titles, grouped
from kamtui.domain.words import AgendaKind
from kamtui.i18n import _, ngettext, pgettext
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, cells, paragraph
from kamtui.ui.paint import blank as blank_line
from kamtui.ui.view import Subject, View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row

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
    AgendaKind.ANSWER: "plan",
    AgendaKind.PROMISE: "log",
    AgendaKind.ESCALATION: "log",
    AgendaKind.TENDER: "log",
    AgendaKind.CONTRACT: "log",
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
    AgendaKind.ANSWER: "task_id",
    AgendaKind.PROMISE: "promise_id",
    AgendaKind.ESCALATION: "escalation_id",
    AgendaKind.TENDER: "tender_id",
    AgendaKind.CONTRACT: "contract_id",
}
WHEN_CELLS = 12
REASON_FROM = 96  # cells of a line that has room for the reason too
MARK_STYLE = {"!!": "bad", "!": "warn"}


class DoneToday(NamedTuple):
    """A task finished today, kept in sight until midnight."""

    task: Task


class PutOff(NamedTuple):
    """A line that the user put off, shown on demand."""

    line: AgendaItem
    until: date


Entry = AgendaItem | DoneToday | PutOff | str


class TodayView(View):
    """Workspace 1."""

    CONTEXTS = ("today",)
    ENTITIES = frozenset(
        {
            "task", "touch", "contact", "account", "progress_state", "plan_quarter", "setting", "order_line",
            "initiative", "opportunity", "promise", "escalation", "tender", "contract", "meeting", "snooze",
        }
    )  # fmt: skip

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._shows_put_off = False

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
        groups = grouped(items, today)
        self._count = len(items)
        self._late = sum(len(lines) for name, lines in groups if name == LATE)
        self._put_off = self.workspace.today.put_off()
        self._title_width = max((cell_len(item.title) for item in items), default=0)
        titles = group_titles()
        rows: list[Row[Entry]] = []
        for name, lines in groups:
            rows.append(Row(f"-{name}", titles[name], heading=True))
            rows.extend(Row(item.key, item) for item in lines)
        if done:
            title = ngettext("{n} done today", "{n} done today", len(done)).format(n=len(done))
            rows.append(Row("-done", title, heading=True))
            rows.extend(Row(f"done:{task.id}", DoneToday(task)) for task in done)
        if self._put_off and self._shows_put_off:
            rows.append(Row("-off", pgettext("agenda", "put off"), heading=True))
            rows.extend(Row(f"off:{item.key}", PutOff(item, until)) for item, until in self._put_off)
        self._agenda.set_rows(rows)
        self._brief.redraw()

    @property
    def selected(self) -> AgendaItem | None:
        """The line of the agenda under the cursor, put off or not."""
        item = self._agenda.item
        if isinstance(item, PutOff):
            return item.line
        return item if isinstance(item, AgendaItem) else None

    @property
    def is_put_off(self) -> bool:
        """Whether the line under the cursor is put off."""
        return isinstance(self._agenda.item, PutOff)

    @property
    def account_id(self) -> str | None:
        """The account of the line under the cursor."""
        item = self._agenda.item
        if isinstance(item, DoneToday):
            return item.task.account_id
        return self.selected.account_id if self.selected else None

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
        if self._put_off:
            count = len(self._put_off)
            line.add(f" {G.dot} " + ngettext("{n} put off", "{n} put off", count).format(n=count), "faint")

    def _draw(self, row: Row[Entry], line: Line) -> None:
        item = row.item
        if isinstance(item, str):
            line.space().add(item, "bad" if row.id == f"-{LATE}" else "faint").space().fill(G.hline)
            return
        account_width = 0 if line.width < 60 else 16 if line.width < 90 else 24
        if isinstance(item, DoneToday):
            line.space().cell(G.done, 3, "good")
            self._draw_account(line, item.task.account_name, account_width)
            line.add(item.task.title, "muted")
            return
        if isinstance(item, PutOff):
            line.space(4).cell(day_words(item.until, self.workspace.today_date, short=True), 12, "muted").space()
            self._draw_account(line, item.line.account_name, account_width)
            line.add(item.line.title, "muted")
            return
        short = self._when(item)
        line.space().cell(item.mark, 3, MARK_STYLE.get(item.mark, "faint"))
        line.cell(short, WHEN_CELLS, MARK_STYLE.get(item.mark, "muted")).space()
        self._draw_account(line, item.account_name, account_width)
        if line.width < REASON_FROM:
            line.add(item.title, "strong" if line.selected else "text")
            return
        room = min(self._title_width, line.left * 3 // 5)
        line.cell(item.title, room, "strong" if line.selected else "text").space(2)
        line.add("" if item.kind in TASK_KINDS and item.due else item.reason, "muted")

    def _when(self, item: AgendaItem) -> str:
        today = self.workspace.today_date
        if item.due is not None and item.kind in TASK_KINDS:
            if item.due_time is not None and item.due == today:
                return item.due_time.strftime("%H:%M")
            return day_words(item.due, today, short=True)
        if item.kind is AgendaKind.ESCALATION and cell_len(item.reason) <= WHEN_CELLS:
            return item.reason
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
            AgendaKind.PROMISE: pgettext("agenda", "promise"),
            AgendaKind.ESCALATION: pgettext("agenda", "SLA"),
            AgendaKind.TENDER: pgettext("agenda", "tender"),
            AgendaKind.CONTRACT: pgettext("agenda", "contract"),
            AgendaKind.ANSWER: pgettext("agenda", "answer"),
        }.get(item.kind, pgettext("agenda", "soon"))

    @staticmethod
    def _draw_account(line: Line, name: str, width: int) -> None:
        if width and name:
            line.right(cells(name, width) + " ", "muted").right("  ")

    def _empty(self, width: int) -> list[Strip]:
        if self._put_off:
            text = _("All that there is to do is put off. Press Z to see it.")
        elif self.workspace.accounts.refs():
            text = _("Nothing is due and nobody waits. Press a and write down what comes next.")
        else:
            text = _(
                "This is your day: tasks, people you have not spoken to for too long, progress that stands still, "
                "orders that fall. It fills itself from your accounts. Press 2, then n, to add the first account."
            )
        return [blank_line(width), *paragraph(text, min(width - 2, 72), "muted", indent=1)]

    def _draw_brief(self, width: int) -> list[Strip]:
        from kamtui.ui.screens import today_brief

        return today_brief.side_lines(self, width, self._brief.page)

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
            account_id = self.account_id
            task = self.selected_task()
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

    def selected_task(self) -> Task | None:
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
        item, line = event.row.item, self.selected
        if isinstance(item, DoneToday) and item.task.account_id:
            self.kam.show("account", account_id=item.task.account_id, tab="plan", task_id=item.task.id)
        elif line is not None and line.account_id:
            key = WHERE_OF.get(line.kind)
            where = {key: line.ref} if key else {}
            self.kam.show("account", account_id=line.account_id, tab=TAB_OF.get(line.kind, "overview"), **where)
        elif self.selected_task() is not None:
            self.action_today_edit()

    def action_today_done(self) -> None:
        """Close the task, or open it again; a promise is kept; else a touch, or its own screen, does it."""
        from kamtui.ui.screens import quick, task_verbs

        task, line = self.selected_task(), self.selected
        if task is not None:
            quick.advance_task(self.kam, task)
        elif line is None:
            return
        elif line.kind is AgendaKind.PROMISE:
            task_verbs.keep_promise(self.kam, line.ref)
        elif line.kind in (AgendaKind.CADENCE, AgendaKind.BIRTHDAY, AgendaKind.NO_TOUCH):
            quick.log_touch(self.kam, self.subject())
        else:
            self._open(LineList.Selected(self._agenda, self._agenda.row))  # type: ignore[arg-type]

    def action_today_new(self) -> None:
        """New task, for the account of the line."""
        from kamtui.ui.screens import quick

        quick.task_form(self.kam, account_id=self.account_id, due=self.workspace.today_date.isoformat())

    def action_today_edit(self) -> None:
        """Edit the task."""
        from kamtui.ui.screens import quick

        self._with_task(lambda task: quick.task_form(self.kam, task))

    def action_today_delete(self) -> None:
        """Delete the task."""
        from kamtui.ui.screens import task_verbs

        self._with_task(lambda task: task_verbs.delete(self.kam, task))

    def action_today_later(self) -> None:
        """To tomorrow, or one day later than it is."""
        self._shift(1)

    def action_today_sooner(self) -> None:
        """One day earlier, not before today."""
        self._shift(-1)

    def _shift(self, days: int) -> None:
        from kamtui.ui.screens import task_verbs

        self._with_task(lambda task: task_verbs.shift(self.kam, task, days))

    def action_today_day(self) -> None:
        """Give the task another day."""
        from kamtui.ui.screens import task_verbs

        self._with_task(lambda task: task_verbs.pick_day(self.kam, task))

    def action_today_slot(self) -> None:
        """Give the task a time of the day, and a length."""
        from kamtui.ui.screens import task_verbs

        self._with_task(lambda task: task_verbs.plan_slot(self.kam, task))

    def action_today_hand(self) -> None:
        """Hand the task to somebody else."""
        from kamtui.ui.screens import task_verbs

        self._with_task(lambda task: task_verbs.hand_over(self.kam, task))

    def action_today_priority(self) -> None:
        """High priority, or normal again."""
        from kamtui.ui.screens import task_verbs

        self._with_task(lambda task: task_verbs.turn_priority(self.kam, task))

    def _with_task(self, work: Callable[[Task], None]) -> None:
        task = self.selected_task()
        if task is None:
            self.kam.say(_("This line is no task; press t to make one out of it, z to put it off."))
        else:
            work(task)

    def action_today_snooze(self) -> None:
        """Put the line off until a day; one that is put off comes back."""
        from kamtui.ui.screens import today_snooze

        line = self.selected
        if line is None:
            self.kam.say(_("What is done needs no putting off."))
        elif self.is_put_off:
            today_snooze.wake(self.kam, line)
        else:
            today_snooze.put_off(self.kam, line)

    def action_today_put_off(self) -> None:
        """Show or hide what is put off."""
        if not self._put_off:
            self.kam.say(_("Nothing is put off."))
            return
        self._shows_put_off = not self._shows_put_off
        self.reload()
        if self._shows_put_off:
            self._agenda.move_to(f"off:{self._put_off[0][0].key}")

    def action_today_calls(self) -> None:
        """Whom to call now."""
        from kamtui.ui.screens import today_calls

        today_calls.whom_to_call(self.kam)

    def action_today_week(self) -> None:
        """The week."""
        self.kam.show("week")
