"""What can be done to what is in a week, of any kind: another day, a time, changed, deleted, shown where it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from kamtui.domain.slot_line import SlotLine
from kamtui.domain.week import (
    COMING,
    MEETING,
    PROMISE,
    REVIEW,
    TASK,
    Entry,
    clashes,
    clock,
    minutes_words,
)
from kamtui.i18n import _, ngettext
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.screens import quick, task_verbs
from kamtui.ui.screens.paper_places import LOGGED

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp
    from kamtui.workspace import Workspace

ENTITIES = frozenset({"task", "meeting", "promise"})
Moved = Callable[[date], None]


def place_of(workspace: Workspace, entry: Entry) -> dict[str, Any]:
    """Where on the card of its account an entry is kept; empty for what is on none."""
    if entry.account_id is None:
        return {}
    if entry.kind in (TASK, COMING):
        on_board = workspace.tasks.get(entry.ref).quarter is not None
        return {"tab": "plan", "task_id": entry.ref} if on_board else {}
    if entry.kind == REVIEW:
        return {"tab": "plan", "quarter": entry.ref}
    return {"tab": "log", f"{entry.kind}_id": entry.ref} if entry.kind in LOGGED else {}


def edit(kam: KamApp, entry: Entry) -> None:
    """Change a task or a meeting in its form; of the rest show the record."""
    if entry.kind in (TASK, COMING):
        quick.task_form(kam, kam.workspace.tasks.get(entry.ref))
    elif entry.kind == MEETING:
        from kamtui.ui.screens.meeting_form import meeting_form

        meeting_form(kam, kam.workspace.meetings.get(entry.ref))
    elif where := place_of(kam.workspace, entry):
        kam.show("account", account_id=entry.account_id, **where)
    else:
        kam.say(_("There is nothing to change about the end of a quarter."))


def delete(kam: KamApp, entry: Entry) -> None:
    """Delete a task, a meeting or a promise."""
    workspace = kam.workspace
    if entry.kind == TASK:
        task_verbs.delete(kam, workspace.tasks.get(entry.ref))
        return
    if entry.kind not in (MEETING, PROMISE):
        kam.say(_("This is not deleted here; enter leads to where it is kept."))
        return
    remove = workspace.meetings.remove if entry.kind == MEETING else workspace.promises.remove
    text = _("deleted: {title} — u brings it back").format(title=entry.title)
    kam.write(lambda: remove(entry.ref), lambda _none: kam.say(text), entities=ENTITIES)


def told(kam: KamApp, entry: Entry, day: date) -> None:
    """Say where an entry is now, and what else is at that time."""
    from kamtui.domain.today import day_words

    workspace = kam.workspace
    plan = workspace.week.day(day)
    now = next((one for one in plan.entries if (one.kind, one.ref) == (entry.kind, entry.ref)), None)
    at = f" {clock(now.start):%H:%M}" if now is not None and now.start is not None else ""
    text = _("{title}: {day}").format(title=entry.title, day=day_words(day, workspace.today_date) + at)
    others = clashes(plan, now.start, now.minutes, entry.ref) if now is not None and now.start is not None else ()
    if others:
        names = others[0].title
        if len(others) > 1:
            names += " " + ngettext("and {n} more", "and {n} more", len(others) - 1).format(n=len(others) - 1)
        text += "; " + _("at that time: {names}").format(names=names)
    kam.say(text, "warn" if others else "good")


def pick_day(kam: KamApp, entry: Entry, then: Moved) -> None:
    """Ask for the day of an entry in words."""
    workspace = kam.workspace
    kam.open(
        LineDialog(
            _("On which day? {title}").format(title=entry.title),
            lambda text: workspace.week.put(entry, task_verbs.read_day(workspace, text)),
            understand=lambda text: task_verbs.day_preview(workspace, text, full=True),
            hint=_("15.12, tomorrow, Friday, in 2 weeks"),
            history="day",
            draft=f"day:{entry.ref}",
            entities=ENTITIES,
        ),
        then,
    )


def plan_slot(kam: KamApp, entry: Entry) -> None:
    """Ask for the time of a task or a meeting, and for its length."""
    workspace = kam.workspace
    if entry.kind == TASK:
        task_verbs.plan_slot(kam, workspace.tasks.get(entry.ref))
        return
    if entry.kind == COMING:
        kam.say(_("It comes when the one before it is done; e changes its rule and its time."))
        return
    if entry.kind != MEETING:
        kam.say(_("Only tasks and meetings have a time of the day."))
        return
    meeting = workspace.meetings.get(entry.ref)

    def plan(slot: SlotLine) -> object:
        if slot == SlotLine(None, None):
            return workspace.meetings.change(meeting.id, meeting.version, at=None)
        fields = {name: value for name, value in (("at", slot.start), ("minutes", slot.minutes)) if value is not None}
        return workspace.meetings.change(meeting.id, meeting.version, **fields)

    value = f"{meeting.time:%H:%M} {minutes_words(meeting.minutes)}" if meeting.time else ""
    prompt = _("At what time? (15:00, 15:00 30 min; empty: the whole day)")
    task_verbs.ask_slot(kam, prompt, meeting.day, plan, value=value, length=meeting.minutes, key=meeting.id, empty=True)
