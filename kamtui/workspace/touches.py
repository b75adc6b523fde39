"""Touches: logged by a form or in one line, with people of the map and a next step that becomes a task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Any

from kamtui.db import touches as reads
from kamtui.domain.contacts import Contact, at_company
from kamtui.domain.quarters import Quarter
from kamtui.domain.text import search_key
from kamtui.domain.touches import Touch
from kamtui.domain.words import MeetingStatus, TaskStatus, TouchKind
from kamtui.errors import Conflict, InvalidValue, NotFound
from kamtui.i18n import _
from kamtui.workspace.base import apply
from kamtui.workspace.touch_whole import WholeTouches

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.domain.promise_line import PromiseDraft
    from kamtui.domain.touchline import TouchDraft


class Touches(WholeTouches):
    """`workspace.touches`."""

    def of(self, account_id: str, limit: int | None = None, text: str | None = None, *, skip: int = 0) -> list[Touch]:
        """Touches of an account, newest first; with `text` those that have it in outcome, next step or people.

        At most `limit`, after the first `skip` of them (which has no effect on a search).
        """
        key = search_key(text or "")
        if not key:
            return reads.touches(self._reader, account_id, limit, skip)
        texts = self._ws.cached(f"touches.texts:{account_id}", lambda: self._texts(account_id))
        return [touch for touch, said in texts if key in said][:limit]

    def days(self, account_id: str) -> list[tuple[date, int]]:
        """The days with touches of an account, the latest first, with how many there are."""
        return reads.days(self._reader, account_id)

    def place(self, account_id: str, touch_id: str) -> int | None:
        """How many touches come before one in the order of `of`; None when the account has no such touch."""
        return reads.place(self._reader, account_id, touch_id)

    def _texts(self, account_id: str) -> list[tuple[Touch, str]]:
        """Touches with all that is written in them as it is searched; a line each, so that nothing is found across."""
        found = []
        for touch in reads.touches(self._reader, account_id):
            parts = (touch.outcome, touch.next_step, *touch.people)
            found.append((touch, "\n".join(search_key(part) for part in parts if part)))
        return found

    def proved(self, touch_id: str) -> list[str]:
        """Codes of the progressions that a touch proves."""
        return reads.proved(self._reader, touch_id)

    def _known(self, account_id: str) -> list[Contact]:
        """Contacts that a line may name, kept until anybody commits: a line is read again at every letter."""
        return self._ws.cached(f"touches.known:{account_id}", lambda: self._ws.contacts.of(account_id))

    def get(self, touch_id: str) -> Touch:
        """One touch. Raises NotFound."""
        found = reads.touch(self._reader, touch_id)
        if found is None:
            raise NotFound(_("touch"), touch_id)
        return found

    def log(
        self,
        account_id: str,
        *,
        on: date | None = None,
        kind: TouchKind | str = TouchKind.CALL,
        people: Sequence[str] = (),
        outcome: str = "",
        next_step: str = "",
        next_due: date | None = None,
        next_time: time | None = None,
        next_quarter: Quarter | str | None = None,
        proactive: bool = True,
        contact_ids: Sequence[str] = (),
        promises: Sequence[PromiseDraft] = (),
    ) -> Touch:
        """Log a touch of a day (today). A next step becomes a task, `promises` are noted with it.

        `people` are names; one that means exactly one contact of the account is linked to it. `contact_ids` links
        contacts whatever their names. Raises InvalidFields, InvalidValue (a day in the future).
        """
        from kamtui.db import tables
        from kamtui.workspace.inputs import TouchInput, validated

        given = {"on": on or self._ws.today_date, "kind": kind, "people": tuple(people), "outcome": outcome}
        values = validated(TouchInput, {**given, "next_step": next_step, "proactive": proactive})
        self._check_day(values["on"])
        contacts = self._ws.contacts.of(account_id)
        with self._ws.step("touch.log") as step:
            account = step.get(tables.Account, account_id, _("account"))
            step.subject = account.name
            row = tables.Touch(
                account_id=account.id,
                on_date=values["on"],
                kind=values["kind"].value,
                outcome=values["outcome"],
                next_step=values["next_step"],
                proactive=values["proactive"],
                user_id=step.user.id,
            )
            step.session.add(row)
            step.session.flush()
            present = self._write_people(step, row, values["people"], contacts, contact_ids)
            if row.next_step:
                self._make_task(step, row, present, next_due, next_time, next_quarter)
            self._ws.promises.create_drafts(step, account.id, promises, row.id, present[0] if present else None)
        return self.get(row.id)

    def log_line(self, account_id: str, line: str) -> Touch:
        """Log a touch written in one line. Raises InvalidValue when it is empty."""
        from kamtui.domain.text import clean

        draft = self.draft(account_id, line)
        if not clean(line):
            raise InvalidValue("text", line, reason=_("is needed"))
        return self.log(
            account_id,
            on=draft.on,
            kind=draft.kind,
            people=draft.people,
            contact_ids=draft.contact_ids,
            outcome=draft.outcome,
            next_step=draft.next_step,
            next_due=draft.next_due,
            next_time=draft.next_time,
            next_quarter=draft.next_quarter,
            proactive=draft.proactive,
            promises=draft.promises,
        )

    def draft(self, account_id: str | None, line: str) -> TouchDraft:
        """What a line says; never fails. Without an account nobody in it is known."""
        from kamtui.domain.text import clean
        from kamtui.domain.touchline import parse_touch_line

        known = self._known(account_id) if account_id else ()
        return parse_touch_line(clean(line), known, self._ws.today_date, self._ws.method.fiscal_start)

    def understand(self, account_id: str, line: str) -> str:
        """How a line will be logged, in words; empty for an empty line."""
        from kamtui.domain.today import exact_ago_words, exact_day_words
        from kamtui.labels import label

        if not line.strip():
            return ""
        draft = self.draft(account_id, line)
        today = self._ws.today_date
        known = {contact.name for contact in self._known(account_id) if contact.id in draft.contact_ids}
        people = [
            name if name in known or draft.unclear else _("{name} (not on the map)").format(name=name)
            for name in draft.people
        ]
        parts = [label(draft.kind), exact_ago_words(draft.on, today), ", ".join(people), draft.outcome]
        if draft.next_step:
            when = [exact_day_words(draft.next_due, today)] if draft.next_due else []
            when += [f"{draft.next_time:%H:%M}"] if draft.next_time else []
            when += [str(draft.next_quarter)] if draft.next_quarter else []
            step = f"{draft.next_step} ({' '.join(when)})" if when else draft.next_step
            parts.append(_("next: {step}").format(step=step))
        for promise in draft.promises:
            due = f" ({exact_day_words(promise.due, today)})" if promise.due else ""
            parts.append(f"{label(promise.side)}: {promise.text}{due}")
        if not draft.proactive:
            parts.append(_("they began it"))
        if draft.unclear:
            parts.append(_("who is meant? {names}").format(names=", ".join(draft.unclear)))
        return " · ".join(part for part in parts if part)

    def change(self, touch_id: str, version: int | None = None, **fields: object) -> Touch:
        """Change fields of `inputs.TouchInput`. A next step first written now makes a task.

        A reworded one renames the task while that is open and has the old words; one taken away takes such a task
        along. Raises InvalidFields, InvalidValue, Conflict.
        """
        from kamtui.workspace.inputs import TouchInput, validated

        values = validated(TouchInput, fields, partial=True)
        if "on" in values:
            self._check_day(values["on"])
            values["on_date"] = values.pop("on")
        with self._ws.step("touch.change") as step:
            row = self._seen(step, touch_id, version)
            names = values.pop("people", None)
            if names is not None:
                before = {person.name for person in self._people(step, touch_id)}
                self._write_people(step, row, names, self._ws.contacts.of(row.account_id), ())
                if {person.name for person in self._people(step, touch_id)} != before:
                    # People are rows of their own: the version of the touch tells other sessions all the same.
                    step.mark_changed(row)
            worded = row.next_step
            apply(row, values)
            if row.next_step != worded:
                self._reword_task(step, row, worded)
        return self.get(touch_id)

    def remove(self, touch_id: str, version: int | None = None) -> None:
        """Delete a touch. Its task, promises and findings stay; an initiative known from it says so in words.

        A progression that it alone proved is in progress again, a meeting logged by it planned again. Raises Conflict.
        """
        from sqlmodel import select

        from kamtui.db import tables

        with self._ws.step("touch.delete") as step:
            row = self._seen(step, touch_id, version)
            self._ws.progress.forget_touch(step, touch_id)
            self._ws.initiatives.forget_touch(step, row)
            for table in (tables.Promise, tables.Finding):
                for made in step.session.exec(select(table).where(table.touch_id == touch_id)).all():
                    made.touch_id = None
            for meeting in step.session.exec(select(tables.Meeting).where(tables.Meeting.touch_id == touch_id)).all():
                meeting.touch_id, meeting.status = None, MeetingStatus.PLANNED.value
            for person in self._people(step, touch_id):
                step.session.delete(person)
            step.session.flush()
            step.session.delete(row)

    def _seen(self, step: Step, touch_id: str, version: int | None) -> tables.Touch:
        """The touch, about which the step is. Raises Conflict when it, or its people, are not those of `version`."""
        from kamtui.db import tables

        row = step.get(tables.Touch, touch_id, _("touch"))
        step.subject = step.get(tables.Account, row.account_id, _("account")).name
        if version is not None and row.version != version:
            what = _("a touch of {account}").format(account=step.subject)
            raise Conflict(what, reads.last_editor(self._reader, touch_id))
        return row

    def _check_day(self, day: date) -> None:
        if day > self._ws.today_date:
            raise InvalidValue("on", day, reason=_("the day lies in the future"))

    def _people(self, step: Step, touch_id: str) -> list[tables.TouchPerson]:
        from sqlmodel import select

        from kamtui.db import tables

        return list(step.session.exec(select(tables.TouchPerson).where(tables.TouchPerson.touch_id == touch_id)))

    def _write_people(
        self,
        step: Step,
        row: tables.Touch,
        names: Iterable[str],
        contacts: Sequence[Contact],
        contact_ids: Sequence[str],
    ) -> list[str]:
        """Make these the people of the touch; returns the ids of the contacts among them, in order."""
        from kamtui.db import tables

        present = {person.name: person for person in self._people(step, row.id)}
        wanted: dict[str, str | None] = {}
        for contact in contacts:
            if contact.id in contact_ids:
                wanted[contact.name] = contact.id
        for name in names:
            if name in present and present[name].contact_id:
                # Whoever the name meant when it was written, renamed or merged since.
                wanted.setdefault(name, present[name].contact_id)
            elif name not in wanted:
                known = meant(name, contacts)
                wanted[known.name if known else name] = known.id if known else None
        for name, contact_id in wanted.items():
            if name in present:
                apply(present[name], {"contact_id": contact_id})
            else:
                step.session.add(tables.TouchPerson(touch_id=row.id, contact_id=contact_id, name=name))
        for name, person in present.items():
            if name not in wanted:
                step.session.delete(person)
        step.session.flush()
        return [contact_id for contact_id in wanted.values() if contact_id]

    def _make_task(
        self,
        step: Step,
        row: tables.Touch,
        contact_ids: Sequence[str],
        due: date | None = None,
        due_time: time | None = None,
        quarter: Quarter | str | None = None,
    ) -> None:
        from kamtui.workspace.inputs import TaskInput, validated

        values: dict[str, Any] = {"title": row.next_step, "account_id": row.account_id, "due": due}
        values |= {"due_time": due_time, "contact_id": contact_ids[0] if contact_ids else None}
        if quarter is not None:
            values["quarter"] = quarter
        row.task_id = self._ws.tasks.create(step, validated(TaskInput, values)).id

    def _reword_task(self, step: Step, row: tables.Touch, worded: str) -> None:
        from kamtui.db import tables

        task = step.session.get(tables.Task, row.task_id) if row.task_id else None
        same = task is not None and task.status == TaskStatus.OPEN and task.title == worded
        if task is None:
            if row.next_step:
                self._make_task(step, row, [p.contact_id for p in self._people(step, row.id) if p.contact_id])
        elif row.next_step:
            if same:
                task.title = row.next_step
        else:
            row.task_id = None
            if same:
                self._ws.tasks.delete(step, task)


def meant(name: str, contacts: Sequence[Contact]) -> Contact | None:
    """The one contact that a typed name means: the same name, else part of the name of somebody at the company."""
    key = search_key(name)
    same = [contact for contact in contacts if search_key(contact.name) == key]
    if same:
        return same[0] if len(same) == 1 else None
    like = [contact for contact in contacts if at_company(contact) and f" {key}" in f" {search_key(contact.name)}"]
    return like[0] if len(like) == 1 else None
