"""What can be done to a task from the day and from the week: another day, a time, another owner, gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from kamtui.domain.plans import Task
from kamtui.domain.promises import Promise
from kamtui.domain.slot_line import SlotLine, parse_slot
from kamtui.domain.today import day_words, written_day
from kamtui.domain.week import capacity_words, clashes, minutes_of, minutes_words
from kamtui.domain.words import Priority, PromiseStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import Choice, PickDialog
from kamtui.ui.screens.task_repeats import ask_scope

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


def day_preview(workspace: Workspace, text: str, *, full: bool = False) -> str:
    """How a day in words is understood; with `full` also how full the day is."""
    day = read_day(workspace, text)
    words = f"{written_day(day)}, {day_words(day, workspace.today_date)}"
    return f"{words}: {capacity_words(workspace.week.day(day))}" if full else words


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
            understand=lambda text: day_preview(workspace, text, full=True),
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

    def plan(slot: SlotLine) -> Task:
        if slot == SlotLine(None, None):
            return workspace.tasks.change(task.id, version=task.version, due_time=None)
        fields: dict[str, object] = {"minutes": slot.minutes} if slot.minutes else {}
        if slot.start is not None:
            fields |= {"due": day, "due_time": slot.start}
        return workspace.tasks.change(task.id, version=task.version, **fields)

    value = f"{task.due_time:%H:%M}" if task.due_time else ""
    if value and task.minutes:
        value += f" {minutes_words(task.minutes)}"
    prompt = _("At what time? (15:00, 15:00 30 min; empty: no time)")
    ask_slot(kam, prompt, day, plan, value=value, length=task.minutes, key=task.id, empty=True)


def ask_slot(
    kam: KamApp,
    prompt: str,
    day: date,
    plan: Callable[[SlotLine], object],
    *,
    value: str = "",
    length: int | None = None,
    key: str = "",
    empty: bool = False,
) -> None:
    """Ask for a time of a day and a length (`length` is known without asking), and say what else is at that time.

    `key` is the task or meeting that is planned, if there is one, and tells the draft from others.
    """
    kam.open(
        LineDialog(
            prompt,
            lambda text: plan(parse_slot(text)),
            understand=lambda text: slot_words(kam.workspace, day, text, length, key),
            value=value,
            history="slot",
            draft=f"slot:{key}",
            empty=empty,
            entities={"task", "meeting", "snooze"},
        )
    )


def slot_words(workspace: Workspace, day: date, text: str, length: int | None, key: str) -> str:
    """How a time is understood, and after a line break what else there is then; `key` is what is being planned."""
    slot = parse_slot(text)
    if slot.start is None:
        return "" if slot.minutes is None else minutes_words(slot.minutes)
    start, minutes = minutes_of(slot.start), slot.minutes or length
    words = f"{day_words(day, workspace.today_date)} {slot.start:%H:%M}"
    if minutes:
        words += f", {minutes_words(minutes)}"
    others = clashes(workspace.week.day(day), start, minutes, key)
    if others:
        words += "\n" + _("at that time: {names}").format(names="; ".join(other.title for other in others))
    return words


def hand_over(kam: KamApp, task: Task) -> None:
    """Choose who does a task."""
    hand = kam.workspace.tasks.hand
    pick_doer(kam, task.title, task.owner, lambda chosen: hand(task.id, chosen))


def pick_doer(kam: KamApp, title: str, but: str | None, hand: Callable[[str], Task]) -> None:
    """Choose who does what `title` says: one who works here, `but` not this one, or another of our people."""
    workspace = kam.workspace
    users = [user for user in workspace.users.all() if user.login != but]
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
        kam.say(text.format(name=names[chosen], title=title), "good")

    prompt = _("Who does it? {title}").format(title=title)
    entities = {"task", "snooze", "escalation"}
    kam.open(PickDialog(prompt, choices, submit=hand, entities=entities), told)


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
    """Delete a task; of one that repeats it alone, and the next one comes, or its series."""

    def remove(series: bool) -> None:
        kam.workspace.tasks.remove(task.id, version=task.version, series=series)

    def told(_none: None) -> None:
        kam.say(_("deleted: {title} — u brings it back").format(title=task.title))

    ask_scope(kam, task, lambda series: kam.write(lambda: remove(series), told, entities={"task"}))


def keep_promise(kam: KamApp, promise_id: str) -> None:
    """A promise was kept; one that was kept is open again, as it stands when its turn comes."""
    promises = kam.workspace.promises

    def turn() -> Promise:
        is_open = promises.get(promise_id).status is PromiseStatus.OPEN
        return promises.settle(promise_id, PromiseStatus.KEPT if is_open else PromiseStatus.OPEN)

    def told(now: Promise) -> None:
        kept = now.status is PromiseStatus.KEPT
        text = _("kept: {text} — u takes it back") if kept else _("open again: {text}")
        kam.say(text.format(text=now.text), "good")

    kam.write(turn, told, entities={"promise"})
