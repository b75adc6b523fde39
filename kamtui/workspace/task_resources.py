"""Internal resources that tasks ask for: which department, who, by when, and what they answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from kamtui.db import tasks as reads
from kamtui.domain.plans import Task
from kamtui.domain.words import Answer, TaskStatus
from kamtui.errors import InvalidValue, Refused
from kamtui.i18n import _
from kamtui.workspace.base import Feature, apply

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step

_NOTHING: Mapping[str, Any] = {
    "resource_person": "",
    "resource_asked_on": None,
    "resource_by": None,
    "resource_answer": None,
    "resource_answered_on": None,
    "resource_note": "",
}


class TaskResources(Feature):
    """The part of `workspace.tasks` that asks other departments for help."""

    def asked(self, open_only: bool = True) -> tuple[Task, ...]:
        """Tasks of all accounts that ask for an internal resource, by department, then by when it is needed."""
        return tuple(reads.asked(self._reader, open_only=open_only))

    def departments(self) -> list[str]:
        """Departments that were ever asked, the most asked first."""
        return reads.departments(self._reader)

    def ask(
        self,
        task_id: str,
        *,
        department: str,
        person: str = "",
        by: date | None = None,
        on: date | None = None,
        note: str = "",
        version: int | None = None,
    ) -> Task:
        """Ask a department for help with an open task, on a day (today); what was asked before is replaced.

        Raises InvalidFields, InvalidValue (no department, days that do not fit), Refused for a closed task, Conflict.
        """
        from kamtui.workspace.inputs import TaskInput, validated

        fields = {
            "resource": department,
            "resource_person": person,
            "resource_by": by,
            "resource_asked_on": on or self._ws.today_date,
            "resource_note": note,
            "resource_answer": Answer.WAITING,
            "resource_answered_on": None,
        }
        values = validated(TaskInput, fields, partial=True)
        if not values["resource"]:
            raise InvalidValue("resource", "", reason=_("say which department is asked"))
        with self._ws.step("task.ask") as step:
            row = self._helped(step, task_id, version)
            if row.status != TaskStatus.OPEN:
                raise Refused(_("“{title}” is closed; reopen it to ask for help").format(title=row.title))
            apply(row, help_asked(row, values, self._ws.today_date))
        return self._task(task_id)

    def answer(
        self,
        task_id: str,
        answer: Answer | str,
        *,
        on: date | None = None,
        note: str | None = None,
        version: int | None = None,
    ) -> Task:
        """Note what the department answered, on a day (today); `waiting` takes an answer back, a note None stays.

        Raises InvalidFields, InvalidValue, Refused when nobody was asked, Conflict.
        """
        from kamtui.workspace.inputs import TaskInput, validated

        fields: dict[str, object] = {"resource_answer": answer}
        if on is not None:
            fields["resource_answered_on"] = on
        if note is not None:
            fields["resource_note"] = note
        values = validated(TaskInput, fields, partial=True)
        if values["resource_answer"] is None:
            raise InvalidValue("answer", answer, expected=", ".join(Answer))
        with self._ws.step("task.answer") as step:
            row = self._helped(step, task_id, version)
            if not row.resource:
                raise Refused(_("nobody was asked for help with “{title}”").format(title=row.title))
            apply(row, help_asked(row, values, self._ws.today_date))
        return self._task(task_id)

    def _helped(self, step: Step, task_id: str, version: int | None) -> tables.Task:
        from kamtui.db import tables

        row = step.get(tables.Task, task_id, _("task"))
        step.check_version(row, version, row.title)
        step.subject = row.title
        return row

    def _task(self, task_id: str) -> Task:
        found = reads.task(self._reader, task_id)
        assert found is not None
        return found


def help_asked(row: tables.Task, values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Validated fields of a task with what follows for the help it asks for.

    A department named anew has been asked today and has not answered; without a department nothing is asked. Raises
    InvalidValue when the days do not fit, or when somebody is asked without a department.
    """
    values = dict(values)
    given = {name for name in _NOTHING if name in values}
    if "resource" not in values and not given:
        return values
    department = values.get("resource", row.resource)
    if not department:
        wrong = next((name for name in _NOTHING if values.get(name)), "")
        if wrong:
            raise InvalidValue(wrong, values[wrong], reason=_("say in “resource” which department is asked"))
        return {**values, **_NOTHING}
    if department != row.resource:
        values.setdefault("resource_asked_on", today)
        values.setdefault("resource_answer", Answer.WAITING)
        if row.resource:
            values = {**_NOTHING, **values}
    if "resource_answer" in values and "resource_answered_on" not in values:
        answered = values["resource_answer"] not in (None, Answer.WAITING)
        changed = values["resource_answer"] != row.resource_answer
        values["resource_answered_on"] = (today if changed else row.resource_answered_on) if answered else None
    _check_days({name: values.get(name, getattr(row, name)) for name in _NOTHING}, given, today)
    return values


def _check_days(days: Mapping[str, Any], given: set[str], today: date) -> None:
    asked, answered, by = days["resource_asked_on"], days["resource_answered_on"], days["resource_by"]
    for name, day in (("resource_asked_on", asked), ("resource_answered_on", answered)):
        if name in given and day is not None and day > today:
            raise InvalidValue(name, day, reason=_("the day lies in the future"))
    if asked is None:
        return
    if by is not None and by < asked and "resource_by" in given:
        raise InvalidValue("resource_by", by, reason=_("lies before the day of asking, {day}").format(day=asked))
    if answered is not None and answered < asked and given & {"resource_answered_on", "resource_asked_on"}:
        raise InvalidValue(
            "resource_answered_on", answered, reason=_("lies before the day of asking, {day}").format(day=asked)
        )
