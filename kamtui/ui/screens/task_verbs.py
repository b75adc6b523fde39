"""What can be done to a task from the day and from the week: another day, a time, another owner, gone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.plans import Task
from kamtui.domain.promises import Promise
from kamtui.domain.slot_line import SlotLine, parse_slot
from kamtui.domain.today import day_words
from kamtui.domain.week import clashes, minutes_of, minutes_words
from kamtui.domain.words import Priority, PromiseStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import Choice, PickDialog

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp
    from kamtui.workspace import Workspace


def read_day(workspace: Workspace, text: str) -> date:
    """A day in words. Raises InvalidValue."""
    from kamtui.domain.when import find_date

    found = find_date(text, workspace.today_date, fiscal_start=workspace.method.fiscal_start)
    if found is None or found.day is None:
        raise InvalidValue("due", text, expected=_("15.12, tomorrow, Friday, in 2 weeks"))
    return found.day


def day_preview(workspace: Workspace, text: str) -> str:
    """How a day in words is understood."""
    day = read_day(workspace, text)
    return f"{day.isoformat()}, {day_words(day, workspace.today_date)}"


def shift(kam: KamApp, task: Task, days: int) -> None:
    """Some days later or earlier, never into the past."""
    kam.write(lambda: kam.workspace.tasks.postpone(task.id, days), lambda now: tell_day(kam, now), entities={"task"})


def tell_day(kam: KamApp, task: Task) -> None:
    """Say on which day a task is now."""
    if task.due is not None:
        day = day_words(task.due, kam.workspace.today_date)
        at = f" {task.due_time:%H:%M}" if task.due_time else ""
        kam.say(_("{title}: {day}").format(title=task.title, day=day + at), "good")


def pick_day(kam: KamApp, task: Task) -> None:
    """Ask for the day of a task in words."""
    workspace = kam.workspace

    def move(text: str) -> Task:
        return workspace.tasks.change(task.id, due=read_day(workspace, text))

    kam.open(
        LineDialog(
            _("On which day? {title}").format(title=task.title),
            move,
            understand=lambda text: day_preview(workspace, text),
            hint=_("15.12, tomorrow, Friday, in 2 weeks"),
            history="day",
            draft=f"day:{task.id}",
            entities={"task"},
        ),
        lambda now: tell_day(kam, now),
    )


def plan_slot(kam: KamApp, task: Task) -> None:
    """Ask for the time of a task, and for its length; a late task comes to today by it."""
    workspace = kam.workspace
    today = workspace.today_date
    day = max(task.due or today, today)

    def understand(text: str) -> str:
        slot = parse_slot(text)
        if slot.start is None:
            return "" if slot.minutes is None else minutes_words(slot.minutes)
        start, minutes = minutes_of(slot.start), slot.minutes or task.minutes
        words = f"{day_words(day, today)} {slot.start:%H:%M}"
        if minutes:
            words += f", {minutes_words(minutes)}"
        others = clashes(workspace.week.day(day), start, minutes, task.id)
        if others:
            names = "; ".join(other.title for other in others)
            words += "\n" + _("at that time: {names}").format(names=names)
        return words

    def plan(text: str) -> Task:
        slot = parse_slot(text)
        if slot == SlotLine(None, None):
            return workspace.tasks.change(task.id, version=task.version, due_time=None)
        fields: dict[str, object] = {"minutes": slot.minutes} if slot.minutes else {}
        if slot.start is not None:
            fields |= {"due": day, "due_time": slot.start}
        return workspace.tasks.change(task.id, version=task.version, **fields)

    value = f"{task.due_time:%H:%M}" if task.due_time else ""
    if value and task.minutes:
        value += f" {minutes_words(task.minutes)}"
    kam.open(
        LineDialog(
            _("At what time? (15:00, 15:00 30 min; empty: no time)"),
            plan,
            understand=understand,
            value=value,
            history="slot",
            draft=f"slot:{task.id}",
            empty=True,
            entities={"task"},
        )
    )


def hand_over(kam: KamApp, task: Task) -> None:
    """Choose who does a task: one who works here, or another of our people."""
    workspace = kam.workspace
    users = [user for user in workspace.users.all() if user.login != task.owner]
    known = {user.id for user in workspace.users.all()}
    choices = [Choice(user.login, user.name, user.login) for user in users]
    choices += [
        Choice(one.name, one.name, one.position)
        for one in workspace.contacts.colleagues()
        if one.user_id is None or one.user_id not in known
    ]
    if not choices:
        kam.say(_("There is nobody else yet: colleagues are added in the contact map, by o."))
        return
    names = {choice.id: choice.label for choice in choices}

    def told(chosen: str) -> None:
        text = _("handed to {name}: {title} — u takes it back")
        kam.say(text.format(name=names[chosen], title=task.title), "good")

    title = _("Who does it? {title}").format(title=task.title)
    submit = workspace.tasks.hand
    kam.open(PickDialog(title, choices, submit=lambda chosen: submit(task.id, chosen), entities={"task"}), told)


def turn_priority(kam: KamApp, task: Task) -> None:
    """High priority, or normal again."""
    tasks = kam.workspace.tasks

    def turn() -> Task:
        high = tasks.get(task.id).priority is Priority.HIGH
        return tasks.change(task.id, priority=Priority.NORMAL if high else Priority.HIGH)

    def told(now: Task) -> None:
        kam.say(f"{now.title}: " + _("priority {name}").format(name=label(now.priority)), "good")

    kam.write(turn, told, entities={"task"})


def delete(kam: KamApp, task: Task) -> None:
    """Delete a task."""
    kam.write(
        lambda: kam.workspace.tasks.remove(task.id, version=task.version),
        lambda _none: kam.say(_("deleted: {title} — u brings it back").format(title=task.title)),
        entities={"task"},
    )


def keep_promise(kam: KamApp, promise_id: str) -> None:
    """A promise was kept."""

    def told(now: Promise) -> None:
        kam.say(_("kept: {text} — u takes it back").format(text=now.text), "good")

    settle = kam.workspace.promises.settle
    kam.write(lambda: settle(promise_id, PromiseStatus.KEPT), told, entities={"promise"})
