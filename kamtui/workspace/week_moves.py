"""Moving what is in a week, by days and by half-hours: of every kind what can be moved, and why the rest cannot."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kamtui.domain import week as rules
from kamtui.domain.week import Entry
from kamtui.domain.words import MeetingStatus, TaskStatus
from kamtui.errors import Refused
from kamtui.i18n import _

if TYPE_CHECKING:
    from kamtui.domain.meetings import Meeting
    from kamtui.domain.plans import Task
    from kamtui.workspace import Workspace

_DAY = 24 * 60


def move(ws: Workspace, entry: Entry, days: int) -> date:
    """See `Week.move`."""
    today = ws.today_date
    if entry.kind == rules.TASK:
        return ws.tasks.postpone(entry.ref, days).due or today
    if entry.kind == rules.MEETING:
        meeting = _movable(ws, entry.ref)
        day = meeting.day + timedelta(days=days)
        if days < 0 and day < today:
            raise Refused(_("“{title}” cannot be moved into the past").format(title=meeting.title))
        return ws.meetings.change(entry.ref, meeting.version, on=day).day
    if entry.kind == rules.PROMISE:
        promise = ws.promises.get(entry.ref)  # keys come in bursts: from where it stands when their turn comes
        day = max(today, max(promise.due or today, today) + timedelta(days=days))
        return ws.promises.change(promise.id, promise.version, due=day).due or day
    raise Refused(_why_not(entry))


def put(ws: Workspace, entry: Entry, day: date) -> date:
    """See `Week.put`."""
    if entry.kind == rules.TASK:
        task = _open_task(ws, entry.ref)
        return ws.tasks.change(task.id, task.version, due=day).due or day
    if entry.kind == rules.MEETING:
        return ws.meetings.change(entry.ref, _movable(ws, entry.ref).version, on=day).day
    if entry.kind == rules.PROMISE:
        return ws.promises.change(entry.ref, due=day).due or day
    raise Refused(_why_not(entry))


def shift(ws: Workspace, entry: Entry, by: int) -> date:
    """See `Week.shift`."""
    if entry.kind == rules.TASK:
        return _shift_task(ws, entry.ref, by).due or ws.today_date
    if entry.kind == rules.MEETING:
        return _shift_meeting(ws, entry.ref, by).day
    if entry.kind == rules.PROMISE:
        raise Refused(_("a promise has a day and no time; H and L move it"))
    raise Refused(_why_not(entry))


def _shift_task(ws: Workspace, task_id: str, by: int) -> Task:
    """A late one comes to today.

    Later than the working hours it has no time any more; earlier, when it has none, is the first free gap of the day.
    """
    task, today = _open_task(ws, task_id), ws.today_date
    day = max(task.due or today, today)
    if task.due_time is not None:
        start = rules.moved_start(rules.minutes_of(task.due_time), by, *ws.week.hours)
    elif by > 0:
        raise Refused(_("“{title}” has no time yet; K takes it into the first gap").format(title=task.title))
    else:
        start = ws.week.first_gap(day, task.minutes or rules.ASSUMED)
        if start is None:
            raise Refused(_("the day has no free gap of that length"))
    at = None if start is None else rules.clock(start)
    return ws.tasks.change(task_id, task.version, due=day, due_time=at)


def _open_task(ws: Workspace, task_id: str) -> Task:
    task = ws.tasks.get(task_id)
    if task.status is not TaskStatus.OPEN:
        raise Refused(_("“{title}” is closed; reopen it to move it").format(title=task.title))
    return task


def _shift_meeting(ws: Workspace, meeting_id: str, by: int) -> Meeting:
    """A meeting keeps a time, in or out of working hours, and stays on its day."""
    meeting = _movable(ws, meeting_id)
    if meeting.time is None:
        raise Refused(_("“{title}” takes the whole day; p gives it a time").format(title=meeting.title))
    start = rules.minutes_of(meeting.time)
    moved = rules.moved_start(start, by, 0, _DAY)
    if moved is None or moved == start:
        raise Refused(_("the day ends there; H and L move it to another day"))
    return ws.meetings.change(meeting_id, meeting.version, at=rules.clock(moved))


def _movable(ws: Workspace, meeting_id: str) -> Meeting:
    meeting = ws.meetings.get(meeting_id)
    if meeting.status is MeetingStatus.HELD:
        raise Refused(_("“{title}” was held; it stays where it was").format(title=meeting.title))
    if not meeting.own:
        raise Refused(_("it is from another calendar: move it there; e changes it only here"))
    return meeting


def _why_not(entry: Entry) -> str:
    """Why an entry has the day that it has."""
    reasons = {
        rules.COMING: _("it comes when the one before it is done; move that one"),
        rules.REVIEW: _("a quarter is reviewed when it ends; enter leads to it"),
        rules.QUARTER_END: _("a quarter ends when it ends; move what has to be done by then"),
        rules.ESCALATION: _("the SLA sets this time; enter leads to the escalation"),
        rules.TENDER: _("the client sets the days of a tender; enter leads to them"),
        rules.CONTRACT: _("the contract sets this day; enter leads to it"),
    }
    return reasons[entry.kind]
