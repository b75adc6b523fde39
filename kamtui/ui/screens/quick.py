"""What can be done from anywhere: capture a line, log a touch, make a task."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kamtui.domain.plans import Task
from kamtui.domain.quarters import Quarter
from kamtui.domain.today import day_words, written_day
from kamtui.domain.words import Priority, TaskStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.screens.account_parts import quarter_words
from kamtui.ui.view import Subject

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp
    from kamtui.workspace.capture import Captured

BY_DATE = ""  # the choice that leaves the quarter of a new task to its due date


def capture(kam: KamApp, subject: Subject | None) -> None:
    """One line becomes a record; without an account in it, it belongs to the one that is selected, if any."""
    from kamtui.ui.dialogs.complete import CompletedLine

    lines = kam.workspace.capture
    here = subject.account_id if subject else None

    def told(made: Captured) -> None:
        where = made.account_name or (_("Today") if made.kind == "task" else _("no account"))
        kam.say(_("added: {title} — {where}").format(title=made.title, where=where), "good")

    kam.open(
        CompletedLine(
            _("Write it down"),
            lambda line: lines.add(line, here),
            complete=lambda text, cursor: lines.complete(text, cursor, here),
            understand=lambda line: lines.understand(line, here),
            legend=_("@ account  # quarter  ! priority  + who  note: initiative: escalation:"),
            hint=_("call Petrov tomorrow 15:00 @Nord #Q1 !high"),
            history="capture",
            entities={"task", "touch", "contact", "note", "initiative", "opportunity", "escalation"},
        ),
        told,
    )


def log_touch(kam: KamApp, subject: Subject | None) -> None:
    """One line becomes a touch with the account that is selected, else with one that is picked first."""
    if subject is None:
        pick_account(kam, _("Log a touch with …"), lambda account_id: log_touch(kam, Subject(account_id)))
        return
    from kamtui.ui.screens import touch_line

    touch_line.log_touch(kam, subject)


def task_from(kam: KamApp, subject: Subject | None) -> None:
    """A task out of what is selected: its title, account, contact and progression are taken over; of somebody to meet,
    and of a progression that is worth most now, at once."""
    if subject is None:
        task_form(kam)
        return
    contact_id = subject.contact_id
    if subject.target and contact_id:
        target_task(kam, contact_id)
        return
    if subject.target and subject.progression_id:
        progression_task(kam, subject.account_id, subject.progression_id)
        return
    title = subject.title if subject.task_id is None else ""  # a task out of a task is another one
    opportunity_id = subject.opportunity_id
    task_form(
        kam,
        account_id=subject.account_id,
        title=title,
        contact_id=subject.contact_id,
        progression_id=subject.progression_id,
        quarter=str(kam.workspace.quarter),
        make=(lambda **fields: kam.workspace.opportunities.make_task(opportunity_id, **fields))
        if opportunity_id
        else None,
    )


def target_task(kam: KamApp, contact_id: str) -> None:
    """Meeting somebody whom we do not know yet becomes a task of this quarter at once."""

    def told(task: Task) -> None:
        when = quarter_words(task.quarter, kam.workspace.quarter)
        kam.say(_("task of {quarter}: {title} — u takes it back").format(quarter=when, title=task.title), "good")

    kam.write(lambda: kam.workspace.contacts.target_task(contact_id), told, entities={"task"})


def progression_task(kam: KamApp, account_id: str, progression_id: str) -> None:
    """A progression that is worth most now becomes a task of this quarter at once."""

    def told(task: Task) -> None:
        when = quarter_words(task.quarter, kam.workspace.quarter)
        kam.say(_("task of {quarter}: {title} — u takes it back").format(quarter=when, title=task.title), "good")

    progress = kam.workspace.progress
    kam.write(lambda: progress.next_best_task(account_id, progression_id), told, entities={"task", "progress_state"})


def task_form(
    kam: KamApp,
    task: Task | None = None,
    *,
    account_id: str | None = None,
    title: str = "",
    quarter: str = "",
    due: str = "",
    contact_id: str | None = None,
    progression_id: str | None = None,
    then: Callable[[Task], None] | None = None,
    make: Callable[..., Task] | None = None,
) -> None:
    """The form of a task, for a new one (with what is known of it) and for an existing one; `make` adds a new one."""
    from kamtui.ui.dialogs.form import Field, FormDialog
    from kamtui.ui.screens import task_repeats

    workspace = kam.workspace
    known = task or Task(id="", title=title, account_id=account_id, owner=workspace.login)
    today, fiscal_start = workspace.today_date, workspace.method.fiscal_start

    def read_day(text: str) -> str:
        from kamtui.domain.when import find_date

        found = find_date(text, today, fiscal_start=fiscal_start)
        if found is None or found.day is None:
            raise InvalidValue("due", text, expected=_("15.12, tomorrow, Friday, in 2 weeks"))
        return found.day.isoformat()

    def preview(text: str) -> str:
        from datetime import date

        if not text.strip():
            return ""
        day = date.fromisoformat(read_day(text))
        return f"{written_day(day)}, {day_words(day, today)}"

    users = [(user.login, user.name) for user in workspace.users.all()]
    accounts = [(key, name) for _code, name, key in workspace.accounts.refs()]
    quarters = [workspace.quarter.shifted(step) for step in range(-1, 5)]
    chosen = known.quarter or (Quarter.parse(quarter) if quarter else None)
    if chosen and chosen not in quarters:
        quarters = sorted([*quarters, chosen])
    choices: list[tuple[str | None, str]] = [(str(one), quarter_words(one, workspace.quarter)) for one in quarters]
    choices.insert(0, (None, _("none")))
    if task is None:
        choices.insert(0, (BY_DATE, _("by the date")))
    asked = str(chosen) if chosen else BY_DATE if task is None else None
    fields = [
        Field("title", _("Task"), value=known.title),
        Field("account_id", _("Account"), "choice", known.account_id, ((None, "–"), *accounts)),
        Field(
            "due",
            _("Due"),
            value=written_day(known.due) if known.due else due,
            hint=_("15.12, tomorrow, Friday, in 2 weeks"),
            preview=preview,
        ),
        Field("due_time", _("Time"), value=known.due_time.strftime("%H:%M") if known.due_time else "", hint="15:00"),
        Field("quarter", _("Quarter"), "choice", asked, tuple(choices)),
        Field("owner", _("Owner"), "choice", known.owner, ((None, "–"), *users)),
        Field(
            "priority",
            _("Priority"),
            "choice",
            known.priority.value,
            tuple((p.value, label(p)) for p in (Priority.LOW, Priority.NORMAL, Priority.HIGH)),
        ),
        *task_repeats.fields(known, today),
        Field("resource", _("Resource asked"), value=known.resource, hint=_("laboratory, logistics, legal")),
        Field("result", _("Result"), "long", known.result),
    ]

    def read(values: dict[str, object]) -> dict[str, object]:
        values = dict(values)
        if "due_time" in values:
            values["due_time"] = clock_time(str(values["due_time"]))
        text = str(values.get("due", "")).strip()
        if text:
            values["due"] = read_day(text)
        return task_repeats.taken(values, today)

    def save(values: dict[str, object]) -> Task:
        if task is not None:  # only what was changed: a new day alone takes the task to its quarter
            given = {field.name: field.value for field in fields}
            changed = {name: value for name, value in values.items() if value != given[name]}
            alone = changed.pop("scope", "") == task_repeats.ONE
            change = workspace.tasks.change_once if alone and changed else workspace.tasks.change
            return change(task.id, task.version, **read(changed))
        values = read(values)
        if values["quarter"] == BY_DATE:
            del values["quarter"]
        links = {"contact_id": contact_id, "progression_id": progression_id}
        add = make or workspace.tasks.add
        return add(**values, **{key: value for key, value in links.items() if value})

    heading = _("New task") if task is None else _("Task")
    draft = f"task:{known.id}" if task else f"task:new:{account_id}:{contact_id}:{progression_id}:{title}"

    def over(changed: dict[str, object]) -> Task:
        assert task is not None
        alone = changed.pop("scope", "") == task_repeats.ONE
        change = workspace.tasks.change_once if alone and changed else workspace.tasks.change
        return change(task.id, None, **read(changed))

    overwrite = over if task else None
    kam.open(FormDialog(heading, fields, save, draft=draft, overwrite=overwrite, entities={"task"}), then)


def advance_task(kam: KamApp, task: Task) -> None:
    """An open task is done, any other is open again; as it stands when its turn comes, for keys come in bursts."""
    from kamtui.ui.screens import task_repeats

    tasks = kam.workspace.tasks

    def advance() -> Task:
        is_open = tasks.get(task.id).status is TaskStatus.OPEN
        return tasks.done(task.id) if is_open else tasks.reopen(task.id)

    def told(now: Task) -> None:
        is_done = now.status is TaskStatus.DONE
        again = _("open again: {title}").format(title=now.title)
        kam.say(task_repeats.done_words(kam, now) if is_done else again, "good")

    kam.write(advance, told, entities={"task"})


def clock_time(text: str) -> str:
    """A time as people type it (`9`, `9.30`, `0930`, `15:00`, nothing) in the form that inputs take."""
    if not text.strip():
        return ""
    hour, colon, minute = text.strip().replace(".", ":").replace("-", ":").partition(":")
    if not colon and len(hour) > 2:
        hour, minute = hour[:-2], hour[-2:]
    if hour.isdecimal() and (minute or "0").isdecimal() and int(hour) < 24 and int(minute or 0) < 60:
        return f"{int(hour):02}:{int(minute or 0):02}"
    raise InvalidValue("due_time", text, expected="15:00, 9.30, 9")


def pick_account(kam: KamApp, title: str, then: Callable[[str], None]) -> None:
    """Choose an account by typing a part of its name."""
    from kamtui.ui.dialogs.pick import Choice, PickDialog

    choices = [Choice(key, name, code) for code, name, key in kam.workspace.accounts.refs()]
    kam.open(PickDialog(title, choices), then)
