"""The week: seven days with tasks, meetings, promises and reviews, and how full each day is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from kamtui.domain.explained import Explained
from kamtui.domain.meetings import Meeting
from kamtui.domain.plans import Task
from kamtui.domain.today import date_words, day_words, written_day
from kamtui.domain.week import (
    COMING,
    CONTRACT,
    ESCALATION,
    MEETING,
    PROMISE,
    QUARTER_END,
    REVIEW,
    TASK,
    TENDER,
    Day,
    Entry,
    capacity_words,
    monday,
    week_words,
)
from kamtui.i18n import _
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens import quick, task_verbs, week_verbs
from kamtui.ui.screens.week_days import SIGNS, DayColumns, DayLines
from kamtui.ui.view import Subject, View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.grid import CardGrid
from kamtui.ui.widgets.header import short_date
from kamtui.ui.widgets.linelist import LineList

COLUMNS_FROM = 100  # cells of the screen from which the days stand beside each other


class WeekView(View):
    """Seven columns; in a narrow terminal the days stand below each other."""

    CONTEXTS = ("week",)
    ENTITIES = frozenset(
        (
            "task",
            "meeting",
            "promise",
            "escalation",
            "tender",
            "contract",
            "plan_quarter",
            "setting",
            "account",
            "snooze",
        )
    )

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._first: date | None = None
        self._cursor = ""  # what the cursor goes to with the next load
        self.teach = ""  # what a week with nothing in it says

    def compose(self) -> ComposeResult:
        """What week it is and how full; the days."""
        self._head = Document(self._draw_head, focusable=False, id="week-head")
        self.columns = DayColumns(self, id="week-columns")
        self.lines = DayLines(self, id="week-lines")
        self.lines.display = False
        yield self._head
        yield self.columns
        yield self.lines

    # reading

    def enter(self, **where: Any) -> None:
        """`day`: the week of this day, the cursor there; without it the week last seen, at first that of today."""
        day = where.get("day")
        if day is not None or self._first is None:
            self._turn_to(day or self.workspace.today_date)

    def ahead(self) -> Callable[[], object]:
        """The week."""
        workspace, day = self.workspace, self._first or self.workspace.today_date
        return lambda: workspace.week.of(day)

    def reload(self) -> None:
        """Read the week; show it as there is room."""
        beside = self.kam.size.width >= COLUMNS_FROM
        self.days = self.workspace.week.of(self._first or self.workspace.today_date).days
        shown: Widget = self.columns if beside else self.lines
        if not shown.display:
            had_focus = self.columns.has_focus or self.lines.has_focus
            self.columns.display, self.lines.display = beside, not beside
            if had_focus:
                self.screen.set_focus(shown, scroll_visible=False)
        self.teach = "" if any(day.entries for day in self.days) else _teaching()
        cursor, self._cursor = self._cursor, ""
        (self.columns if beside else self.lines).set_days(self.days, cursor)
        self._head.redraw()

    def on_resize(self, event: events.Resize) -> None:
        """Columns or lines, as there is room."""
        if (event.size.width >= COLUMNS_FROM) != self.columns.display and not self.stale:
            self.reload()

    def focus_first(self) -> None:
        """The days as they are shown now."""
        self.screen.set_focus(self.columns if self.columns.display else self.lines, scroll_visible=False)

    @property
    def entry(self) -> Entry | None:
        """What is under the cursor."""
        return self.columns.entry if self.columns.display else self.lines.entry

    @property
    def day(self) -> Day:
        """The day under the cursor."""
        at = self.columns.day if self.columns.display else self.lines.day
        return next((day for day in self.days if day.day == at), self.days[0])

    def chosen_task(self) -> Task | None:
        """The task under the cursor."""
        entry = self.entry
        return self.workspace.tasks.get(entry.ref) if entry is not None and entry.kind == TASK else None

    @on(CardGrid.Highlighted)
    @on(LineList.Highlighted)
    def _moved(self) -> None:
        self._head.redraw()

    # drawing

    def _draw_head(self, width: int) -> list[Strip]:
        first, last = self.days[0].day, self.days[-1].day
        number = first.isocalendar().week
        head = Line(width).space().add(_("Week {number}").format(number=number), "title")
        head.add(f" {G.dot} {date_words(first)} – {date_words(last)}", "muted")
        head.add(f" {G.dot} {week_words(self.days)}", "muted")
        day = self.day
        ahead = (day.day - self.workspace.today_date).days
        when = day_words(day.day, self.workspace.today_date) if 0 <= ahead < 2 or ahead > 6 else ""
        line = Line(width).space().add(short_date(day.day), "text").add(f", {when}" if when else "", "muted")
        line.add(": ", "muted").add(capacity_words(day), "bad" if day.over else "text")
        return [head.strip(), line.strip()]

    def legend(self) -> list[tuple[str, str]]:
        """The signs before entries."""
        kinds = (
            (TASK, _("task")),
            (COMING, _("a task that will come back")),
            (MEETING, _("meeting")),
            (PROMISE, _("promise")),
            (ESCALATION, _("escalation: the SLA ends")),
            (TENDER, _("day of a tender")),
            (CONTRACT, _("day of a contract")),
            (REVIEW, _("quarter to review")),
            (QUARTER_END, _("end of a quarter")),
        )
        found = [(getattr(G, SIGNS[kind]), words) for kind, words in kinds]
        return [*found, (G.done, _("done")), (G.again, _("comes back")), (G.late, _("late, or of high priority"))]

    # what is selected

    def subject(self) -> Subject | None:
        """The account and the task under the cursor."""
        entry = self.entry
        if entry is None or entry.account_id is None:
            return None
        return Subject(entry.account_id, task_id=entry.ref if entry.kind == TASK else None, title=entry.title)

    def why(self) -> tuple[str, Explained[Any]]:
        """What the hours of the day are made of."""
        return short_date(self.day.day), self.workspace.week.why(self.day)

    def copy_text(self) -> str:
        """The entry in words."""
        entry = self.entry
        if entry is None:
            return ""
        return " — ".join(part for part in (entry.title, entry.account_name, date_words(entry.day)) if part)

    # actions

    @on(CardGrid.Selected)
    @on(LineList.Selected)
    def _open(self) -> None:
        entry = self.entry
        if entry is None:
            self.action_week_new()
        elif entry.kind == MEETING:
            from kamtui.ui.screens.meeting_form import meeting_verbs

            meeting_verbs(self.kam, self.workspace.meetings.get(entry.ref))
        elif where := week_verbs.place_of(self.workspace, entry):
            self.kam.show("account", account_id=entry.account_id, **where)
        else:
            week_verbs.edit(self.kam, entry)

    def action_week_done(self) -> None:
        """Close the task or open it again; a promise is kept, a meeting took place."""
        entry, task = self.entry, self.chosen_task()
        if task is not None:
            quick.advance_task(self.kam, task)
        elif entry is not None and entry.kind == PROMISE:
            task_verbs.keep_promise(self.kam, entry.ref)
        elif entry is not None and entry.kind == MEETING:
            from kamtui.ui.screens.meeting_form import take_place

            take_place(self.kam, self.workspace.meetings.get(entry.ref))
        else:
            self._open()

    def action_week_new(self) -> None:
        """New task on the day under the cursor."""

        def made(task: Task) -> None:
            if task.due is not None:
                self._follow(TASK, task.id, task.due)

        quick.task_form(self.kam, due=written_day(self.day.day), then=made)

    def action_week_meeting(self) -> None:
        """New meeting on the day under the cursor."""
        self.plan_meeting()

    def plan_meeting(self) -> None:
        """Plan a meeting on the day under the cursor, with the account under it; the cursor goes there."""
        from kamtui.ui.screens.meeting_form import meeting_form

        def made(meeting: Meeting) -> None:
            self._follow(MEETING, meeting.id, meeting.day)

        meeting_form(self.kam, subject=self.subject(), day=self.day.day, then=made)

    def action_week_edit(self) -> None:
        """Change the task or the meeting; the rest where it is kept."""
        self._with_entry(lambda entry: week_verbs.edit(self.kam, entry))

    def action_week_delete(self) -> None:
        """Delete the task, the meeting or the promise."""
        self._with_entry(lambda entry: week_verbs.delete(self.kam, entry))

    def action_week_slot(self) -> None:
        """Give the task or the meeting a time of the day, and a length."""
        self._with_entry(lambda entry: week_verbs.plan_slot(self.kam, entry))

    def action_week_day(self) -> None:
        """Give it another day."""
        self._with_entry(lambda entry: week_verbs.pick_day(self.kam, entry, lambda day: self._moved_to(entry, day)))

    def action_week_hand(self) -> None:
        """Hand the task to somebody else."""
        self._with_task(lambda task: task_verbs.hand_over(self.kam, task))

    def action_week_priority(self) -> None:
        """High priority, or normal again."""
        self._with_task(lambda task: task_verbs.turn_priority(self.kam, task))

    def action_week_sooner(self) -> None:
        """One day earlier."""
        self._move(lambda entry: self.workspace.week.move(entry, -1))

    def action_week_later(self) -> None:
        """One day later."""
        self._move(lambda entry: self.workspace.week.move(entry, 1))

    def action_week_lower(self) -> None:
        """Half an hour later."""
        self._move(lambda entry: self.workspace.week.shift(entry, 1))

    def action_week_raise(self) -> None:
        """Half an hour earlier, or into the first gap."""
        self._move(lambda entry: self.workspace.week.shift(entry, -1))

    def _move(self, work: Callable[[Entry], date]) -> None:
        def start(entry: Entry) -> None:
            self.kam.write(lambda: work(entry), lambda day: self._moved_to(entry, day), entities=week_verbs.ENTITIES)

        self._with_entry(start)

    def _moved_to(self, entry: Entry, day: date) -> None:
        self._follow(entry.kind, entry.ref, day)
        week_verbs.told(self.kam, entry, day)

    def _follow(self, kind: str, ref: str, day: date) -> None:
        """The cursor goes with what was moved, into another week too; what is late stands on today."""
        if kind != MEETING:
            day = max(day, self.workspace.today_date)
        self._turn_to(day, f"{kind}:{ref}")
        self.reload()

    def _with_entry(self, work: Callable[[Entry], None]) -> None:
        entry = self.entry
        if entry is None:
            self.kam.say(_("There is nothing on this day yet; n makes a task, N a meeting."))
        else:
            work(entry)

    def _with_task(self, work: Callable[[Task], None]) -> None:
        task = self.chosen_task()
        if task is None:
            self.kam.say(_("This is no task; n makes one on this day."))
        else:
            work(task)

    def action_week_day_before(self) -> None:
        """To the day before, where the days stand below each other."""
        self._step(-1)

    def action_week_day_after(self) -> None:
        """To the next day, where the days stand below each other."""
        self._step(1)

    def _step(self, days: int) -> None:
        day = self.day.day + timedelta(days=days)
        if self.days[0].day <= day <= self.days[-1].day:
            self.lines.to_day(day)
        else:
            self._turn_to(day)
            self.reload()

    def action_week_before(self) -> None:
        """The week before."""
        self._turn(-1)

    def action_week_after(self) -> None:
        """The next week."""
        self._turn(1)

    def _turn(self, weeks: int) -> None:
        self._turn_to(self.day.day + timedelta(weeks=weeks))
        self.reload()

    def action_week_this(self) -> None:
        """The week of today."""
        self._turn_to(self.workspace.today_date)
        self.reload()

    def _turn_to(self, day: date, cursor: str = "") -> None:
        self._first, self._cursor = monday(day), cursor or day.isoformat()

    def action_week_back(self) -> None:
        """Back to Today."""
        self.kam.show("today")


def _teaching() -> str:
    return _(
        "Nothing is planned in this week. n plans a task on the day under the cursor, N a meeting, a writes "
        "anything down in one line; H and L then move it by days, J and K by half-hours. Meetings of another calendar "
        "come in by: kamtui import meetings FILE.ics"
    )
