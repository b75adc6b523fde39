"""Today: what to do, most urgent first, each line with its reason; beside it the account, ready for a call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.explained import Explained
from kamtui.domain.plans import Task
from kamtui.domain.today import AgendaItem, written_day
from kamtui.domain.today_done import Finished, FinishedKind
from kamtui.domain.today_groups import CONTACT_KINDS, LATE, PROGRESSION_KINDS, TASK_KINDS, group_titles, grouped
from kamtui.domain.words import AgendaKind
from kamtui.i18n import _, ngettext, pgettext
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, paragraph
from kamtui.ui.paint import blank as blank_line
from kamtui.ui.screens import today_lines
from kamtui.ui.screens.today_lines import Entry, Heading, PutOff
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
FINISHED_AT = {
    FinishedKind.TASK: ("plan", "task_id"),
    FinishedKind.PROMISE: ("log", "promise_id"),
    FinishedKind.ESCALATION: ("log", "escalation_id"),
    FinishedKind.TOUCH: ("log", "touch_id"),
}
OF_A_LINE = frozenset(
    {
        "today_done", "today_edit", "today_sooner", "today_later", "today_slot", "today_snooze", "today_day",
        "today_hand", "today_delete", "today_priority",
    }
)  # fmt: skip
MINUTE = 60.0  # seconds


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
        self._gone: str | None = None
        self._has_lines = True
        self._ageing: asyncio.TimerHandle | None = None

    def compose(self) -> ComposeResult:
        """The agenda, the brief of the selected account, the line for capture."""
        self._agenda: LineList[Entry] = LineList(
            self._draw, header=self._draw_title, empty=self._empty, id="agenda", classes="main"
        )
        self._brief = Document(self._draw_brief, focusable=False, id="brief", classes="side")
        yield Container(self._agenda, VRule(classes="split"), self._brief, classes="columns")
        yield Document(self._draw_capture, focusable=False, id="capture-line")

    # reading

    def ahead(self) -> Callable[[], object]:
        """The agenda, the hours of the day, and the account beside it."""
        workspace, account_id = self.workspace, self.account_id

        def read() -> None:
            workspace.today.agenda()
            workspace.today.done_today()
            workspace.week.day(workspace.today_date)
            if account_id is not None:
                workspace.accounts.brief(account_id)

        return read

    def reload(self) -> None:
        """Read the agenda."""
        today = self.workspace.today_date
        items = self.workspace.today.agenda()
        done = self.workspace.today.done_today()
        groups = grouped(items, today)
        self._count = len(items)
        self._late = sum(len(lines) for name, lines in groups if name == LATE)
        self._put_off = self.workspace.today.put_off()
        self._title_width = max((cell_len(item.title) + 2 * item.repeats for item in items), default=0)
        titles = group_titles()
        rows: list[Row[Entry]] = []
        for name, lines in groups:
            rows.append(Row(f"-{name}", Heading(name, titles[name], len(lines)), heading=True))
            rows.extend(Row(item.key, item) for item in lines)
        if done:
            title = ngettext("{n} done today", "{n} done today", len(done)).format(n=len(done))
            rows.append(Row("-done", Heading("done", title), heading=True))
            rows.extend(Row(f"done:{one.ref}", one) for one in done)
        if self._put_off and self._shows_put_off:
            count = len(self._put_off)
            rows.append(Row("-off", Heading("off", pgettext("agenda", "put off"), count), heading=True))
            rows.extend(Row(f"off:{item.key}", PutOff(item, until)) for item, until in self._put_off)
        self._agenda.set_rows(rows, cursor=self._followed({row.id for row in rows}))
        if bool(rows) != self._has_lines:
            self._has_lines = bool(rows)
            self.screen.refresh_bindings()
        self._brief.redraw()
        self._age(items)

    def _followed(self, ids: set[str]) -> str | None:
        """The line that went from under the cursor the last time, if it is back, as after an undo."""
        here, gone = self._agenda.cursor_id, self._gone
        if here is not None and here not in ids:
            self._gone = here
        elif gone in ids:
            self._gone = None
        return gone if gone in ids else None

    def _age(self, items: list[AgendaItem]) -> None:
        """Look again in a minute while an SLA runs: its words change by themselves."""
        if self._ageing is not None:
            self._ageing.cancel()
            self._ageing = None
        if any(item.kind is AgendaKind.ESCALATION and item.due for item in items):
            self._ageing = asyncio.get_running_loop().call_later(MINUTE, self._aged)

    def _aged(self) -> None:
        self._ageing = None
        if self.is_running:
            self.refresh_data()

    def on_unmount(self) -> None:
        """Leave nothing scheduled."""
        if self._ageing is not None:
            self._ageing.cancel()

    @property
    def selected(self) -> AgendaItem | None:
        """The line of the agenda under the cursor, put off or not."""
        item = self._agenda.item
        if isinstance(item, PutOff):
            return item.line
        return item if isinstance(item, AgendaItem) else None

    @property
    def put_off_until(self) -> date | None:
        """The day when the line under the cursor comes back, if it is put off."""
        item = self._agenda.item
        return item.until if isinstance(item, PutOff) else None

    @property
    def account_id(self) -> str | None:
        """The account of the line under the cursor."""
        item = self._agenda.item
        if isinstance(item, Finished):
            return item.account_id
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
        today_lines.draw(row, line, self.workspace.today_date, self._title_width)

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

    def legend(self) -> list[tuple[str, str]]:
        """The signs before and after the lines."""
        return today_lines.legend()

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
            contact_id=item.ref if item.kind in CONTACT_KINDS else None,
            progression_id=item.ref if item.kind in PROGRESSION_KINDS else None,
            task_id=item.ref if item.kind in TASK_KINDS else None,
            title=item.title if item.kind in TASK_KINDS else self.workspace.today.task_title(item),
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
        """The task under the cursor: open, put off, or done today."""
        item, line = self._agenda.item, self.selected
        if isinstance(item, Finished) and item.kind is FinishedKind.TASK:
            return self.workspace.tasks.get(item.ref)
        if line is not None and line.kind in TASK_KINDS:
            return self.workspace.tasks.get(line.ref)
        return None

    # actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is done to a line needs one."""
        if action in OF_A_LINE and not self._has_lines:
            return False
        return super().check_action(action, parameters)

    @on(LineList.Selected, "#agenda")
    def _open(self) -> None:
        item, line = self._agenda.item, self.selected
        if isinstance(item, Finished) and item.account_id:
            tab, where = FINISHED_AT[item.kind]
            self.kam.show("account", account_id=item.account_id, tab=tab, **{where: item.ref})
        elif line is not None and line.account_id:
            key = WHERE_OF.get(line.kind)
            where_of = {key: line.ref} if key else {}
            self.kam.show("account", account_id=line.account_id, tab=TAB_OF.get(line.kind, "overview"), **where_of)
        elif self.selected_task() is not None:
            self.action_today_edit()

    def action_today_done(self) -> None:
        """Close the task, or open it again; of other lines the step that settles them, else the place of it."""
        from kamtui.ui.screens import quick, task_verbs, today_verbs

        task, line, item = self.selected_task(), self.selected, self._agenda.item
        if task is not None:
            quick.advance_task(self.kam, task)
        elif isinstance(item, Finished) and item.kind is FinishedKind.PROMISE:
            task_verbs.keep_promise(self.kam, item.ref)
        elif line is None or not today_verbs.done(self, line):
            self._open()

    def action_today_new(self) -> None:
        """New task, for the account of the line."""
        from kamtui.ui.screens import quick

        quick.task_form(self.kam, account_id=self.account_id, due=written_day(self.workspace.today_date))

    def action_today_edit(self) -> None:
        """Edit the task, or what the line is about."""
        from kamtui.ui.screens import quick, today_verbs

        def other(line: AgendaItem) -> None:
            if not today_verbs.edit(self, line):
                self.kam.say(_("This line has no form; enter opens the place where it is settled."))

        self._with_task(lambda task: quick.task_form(self.kam, task), other)

    def action_today_delete(self) -> None:
        """Delete the task."""
        from kamtui.ui.screens import task_verbs

        task = self.selected_task()
        if task is not None:
            task_verbs.delete(self.kam, task)
        elif self._agenda.item is not None:
            self.kam.say(_("No task: this line goes when its cause is settled; z puts it off, enter opens it."))

    def action_today_later(self) -> None:
        """To tomorrow, or one day later than it is."""
        self._shift(1)

    def action_today_sooner(self) -> None:
        """One day earlier, not before today."""
        self._shift(-1)

    def _shift(self, days: int) -> None:
        from kamtui.ui.screens import task_verbs, today_verbs

        task, line = self.selected_task(), self.selected
        if task is not None and self.put_off_until is None:
            task_verbs.shift(self.kam, task, days)
        elif line is not None:
            today_verbs.shift(self, line, days)
        else:
            self._say_done()

    def action_today_day(self) -> None:
        """Give the task another day; put off what is none."""
        from kamtui.ui.screens import task_verbs, today_snooze

        task, line = self.selected_task(), self.selected
        if task is not None and self.put_off_until is None:
            task_verbs.pick_day(self.kam, task)
        elif line is not None:
            today_snooze.put_off(self.kam, line)
        else:
            self._say_done()

    def action_today_slot(self) -> None:
        """Give the task a time of the day, and a length; what is none becomes one."""
        from kamtui.ui.screens import task_verbs, today_verbs

        self._with_task(lambda task: task_verbs.plan_slot(self.kam, task), lambda line: today_verbs.slot(self, line))

    def action_today_hand(self) -> None:
        """Hand the task to somebody else; what is none becomes a task of theirs."""
        from kamtui.ui.screens import task_verbs, today_verbs

        self._with_task(lambda task: task_verbs.hand_over(self.kam, task), lambda line: today_verbs.hand(self, line))

    def action_today_priority(self) -> None:
        """High priority, or normal again."""
        from kamtui.ui.screens import task_verbs

        def told(_line: AgendaItem) -> None:
            self.kam.say(_("Priority is given to tasks; t makes one out of this line, i says why it is urgent."))

        self._with_task(lambda task: task_verbs.turn_priority(self.kam, task), told)

    def _with_task(self, work: Callable[[Task], None], other: Callable[[AgendaItem], None]) -> None:
        """Do the work for a task, or the other for a line that is none."""
        task, line = self.selected_task(), self.selected
        if task is not None:
            work(task)
        elif line is not None:
            other(line)
        else:
            self._say_done()

    def _say_done(self) -> None:
        if self._agenda.item is not None:
            self.kam.say(_("It is done; space opens a task or a promise again."))

    def action_today_snooze(self) -> None:
        """Put the line off until a day; one that is put off comes back."""
        from kamtui.ui.screens import today_snooze

        line = self.selected
        if line is None:
            self._say_done()
        elif self.put_off_until is not None:
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
