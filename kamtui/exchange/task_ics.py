"""Tasks as a calendar of to-dos: all-day or timed, each with an id that stays, done ones as completed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from kamtui.domain.plans import Task
from kamtui.domain.words import Priority, TaskStatus
from kamtui.exchange.paper import line, plain
from kamtui.i18n import _
from kamtui.labels import label

if TYPE_CHECKING:
    from icalendar import Todo

_STATUS = {
    TaskStatus.OPEN: "NEEDS-ACTION",
    TaskStatus.DONE: "COMPLETED",
    TaskStatus.MOVED: "CANCELLED",
    TaskStatus.DROPPED: "CANCELLED",
}
_PRIORITY = {Priority.HIGH: 1, Priority.NORMAL: 5, Priority.LOW: 9}


def render(tasks: Iterable[Task], names: Mapping[str, str], now: datetime) -> bytes:
    """The whole calendar. `names` are those of users by login. A time is that of the clock on the wall, in no zone."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//kamtui//tasks//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Tasks"))
    for task in tasks:
        calendar.add_component(_todo(task, names, now))
    made: bytes = calendar.to_ical()
    return made


def _todo(task: Task, names: Mapping[str, str], now: datetime) -> Todo:
    from icalendar import Todo

    todo = Todo()
    todo.add("uid", f"{task.id}@kamtui")
    todo.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    todo.add("sequence", max(0, task.version - 1))
    company = line(task.account_name)
    todo.add("summary", f"{line(task.title)} · {company}" if company else line(task.title))
    if task.due is not None:
        todo.add("due", task.due if task.due_time is None else datetime.combine(task.due, task.due_time))
    todo.add("status", _STATUS[task.status])
    todo.add("priority", _PRIORITY[task.priority])
    if task.status is TaskStatus.DONE:
        todo.add("percent-complete", 100)
        if task.done_on is not None:
            # the format wants an instant; noon is that day in most zones
            todo.add("completed", datetime.combine(task.done_on, time(12), UTC))
    categories = [name for name in (company, str(task.quarter) if task.quarter else "") if name]
    if categories:
        todo.add("categories", categories)
    description = _description(task, names)
    if description:
        todo.add("description", description)
    return todo


def _description(task: Task, names: Mapping[str, str]) -> str:
    found = []
    if task.owner:
        found.append(_("owner: {name}").format(name=line(names.get(task.owner, task.owner))))
    if task.resource:
        who = ", ".join(line(part) for part in (task.resource, task.resource_person) if part)
        answer = f", {label(task.resource_answer)}" if task.resource_answer else ""
        found.append(_("help asked from: {who}").format(who=f"{who}{answer}"))
    if task.result:
        found.append(_("result: {text}").format(text=plain(task.result)))
    return "\n".join(found)
