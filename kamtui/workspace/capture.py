"""One line that becomes a task, a touch, a note, an initiative or an escalation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kamtui.db import capture as reads
from kamtui.domain.capture import CaptureKind, Draft, parse_capture
from kamtui.domain.capture_names import Book
from kamtui.domain.text import clean
from kamtui.domain.words import Priority, Severity
from kamtui.errors import InvalidValue, Refused
from kamtui.i18n import _
from kamtui.workspace.base import Feature

if TYPE_CHECKING:
    from kamtui.domain.capture_complete import Completion


_UNKNOWN = re.compile(r"(?<!\S)@([^\W_][^\s,.;:!?]*)")


class Captured(NamedTuple):
    """What a line became: the kind, id and title of the record, and its account."""

    kind: CaptureKind
    id: str
    title: str
    account_id: str | None = None
    account_name: str = ""


class Capture(Feature):
    """`workspace.capture`. `here` is everywhere the id of the account that a line without one belongs to."""

    def read(self, line: str, here: str | None = None) -> Draft:
        """What a line says, with the people of touches and the quarter of offers. Raises InvalidValue when it is empty.

        The due date of a touch is that of its next step.
        """
        text = clean(line)
        if not text:
            raise InvalidValue("text", line, reason=_("is needed"))
        code = next((code for code, _name, key in self._refs() if key == here), None)
        method = self._ws.method
        draft = parse_capture(text, self.book(), self._ws.today_date, method.fiscal_start, code)
        if draft.kind is CaptureKind.TOUCH:
            return self._with_touch(draft)
        if draft.kind is CaptureKind.INITIATIVE:
            return self._with_offer(draft)
        return draft

    def understand(self, line: str, here: str | None = None) -> str:
        """How a line is taken, in words; empty for an empty line."""
        return self.words(self.read(line, here)) if line.strip() else ""

    def words(self, draft: Draft) -> str:
        """A draft in words; after a line break what keeps it from being written, or what a mark may mean."""
        return " · ".join(part for part in self._said(draft) if part) + "".join(
            f"\n{warning}" for warning in self._warnings(draft)
        )

    def add(self, line: str, here: str | None = None) -> Captured:
        """Write down what a line says, in one step.

        Raises InvalidValue or InvalidFields, Refused for what needs an account and has none.
        """
        draft = self.read(line, here)
        account_id = self._id(draft.account)
        person = draft.person_ids[0] if draft.person_ids else None
        if draft.kind is CaptureKind.TASK:
            return self._add_task(draft, account_id, person)
        if draft.kind is CaptureKind.NOTE:
            note = self._ws.notes.add(draft.title, account_id=account_id, contact_id=person)
            return Captured(draft.kind, note.id, draft.title, note.account_id, note.account_name)
        if account_id is None:
            raise Refused(_account_needed(draft.kind))
        name = self.book().names[str(draft.account)]
        if draft.kind is CaptureKind.TOUCH:
            touch = self._ws.touches.log_line(account_id, draft.text)
            return Captured(draft.kind, touch.id, draft.title, account_id, name)
        if draft.kind is CaptureKind.ESCALATION:
            made = self._ws.escalations.open(
                account_id, title=draft.title, severity=draft.severity.value, contact_id=person
            )
            return Captured(draft.kind, made.id, made.title, account_id, name)
        with self._ws.together("initiative.change"):
            initiative = self._ws.initiatives.quick(account_id, draft.text)
            if person:
                self._ws.initiatives.change(initiative.id, contact_id=person)
        return Captured(draft.kind, initiative.id, initiative.title, account_id, name)

    def complete(self, text: str, cursor: int, here: str | None = None) -> Completion | None:
        """What the word at the cursor may become; None where nothing is offered."""
        from kamtui.domain.capture_complete import complete
        from kamtui.labels import label

        code = next((code for code, _name, key in self._refs() if key == here), None)
        words = tuple((label(each), "") for each in (Priority.HIGH, Priority.LOW))
        return complete(text, cursor, self.book(), self._ws.quarter, words, code)

    def book(self) -> Book:
        """The names of accounts and people, kept until anybody commits."""
        return self._ws.cached(
            "capture.book",
            lambda: Book([(code, name) for code, name, _key in self._refs()], reads.people(self._reader)),
        )

    def _refs(self) -> list[tuple[str, str, str]]:
        return self._ws.cached("capture.accounts", self._ws.accounts.refs)

    def _id(self, code: str | None) -> str | None:
        return next((key for each, _name, key in self._refs() if each == code), None)

    def _add_task(self, draft: Draft, account_id: str | None, person: str | None) -> Captured:
        fields = {"minutes": draft.minutes, "repeats": draft.repeats, "quarter": draft.quarter, "contact_id": person}
        task = self._ws.tasks.add(
            title=draft.title,
            account_id=account_id,
            due=draft.due,
            due_time=draft.time,
            priority=draft.priority,
            **{name: value for name, value in fields.items() if value},
        )
        return Captured(draft.kind, task.id, task.title, task.account_id, task.account_name)

    def _with_touch(self, draft: Draft) -> Draft:
        """With what the line of a touch says of people, outcome and next step."""
        touch = self._ws.touches.draft(self._id(draft.account), draft.text)
        return draft._replace(
            title=touch.outcome or touch.next_step or draft.title,
            due=touch.next_due,
            time=touch.next_time,
            quarter=touch.next_quarter,
            people=touch.people or draft.people,
            person_ids=touch.contact_ids,
            unclear=draft.unclear or touch.unclear,
        )

    def _with_offer(self, draft: Draft) -> Draft:
        """With the title and the quarter that the line of an initiative says."""
        initiative = self._ws.initiatives.draft(draft.text)
        return draft._replace(title=initiative.title, quarter=initiative.offer.quarter if initiative.offer else None)

    def _said(self, draft: Draft) -> list[str]:
        account_id = self._id(draft.account)
        where = self.book().names[draft.account] if draft.account else _("no account")
        if draft.kind is CaptureKind.TOUCH and account_id:
            return [_("touch"), where, self._ws.touches.understand(account_id, draft.text)]
        if draft.kind is CaptureKind.INITIATIVE and account_id:
            return [self._ws.initiatives.understand(account_id, draft.text), where, *draft.people]
        # The title stands last: it grows with every letter, and what stands after it would be sent again each time.
        *facts, last = filter(None, (_kind_word(draft.kind), where, *self._when(draft), *self._more(draft)))
        return [*facts, f"{last}: {draft.title}"]

    def _when(self, draft: Draft) -> list[str]:
        from kamtui.domain import recurrence_words
        from kamtui.domain.today import exact_day_words
        from kamtui.domain.week import minutes_words

        today = self._ws.today_date
        return [
            exact_day_words(draft.due, today) if draft.due else "",
            f"{draft.time:%H:%M}" if draft.time else "",
            recurrence_words.words(draft.repeats) if draft.repeats else "",
            minutes_words(draft.minutes) if draft.minutes else "",
            _quarter_words(draft, self._ws.quarter.year),
        ]

    def _more(self, draft: Draft) -> list[str]:
        from kamtui.labels import label

        if draft.kind is CaptureKind.ESCALATION:
            mark = "" if draft.severity is Severity.NORMAL else "!" + label(draft.severity)
        else:
            mark = "" if draft.priority is Priority.NORMAL else "!" + label(draft.priority)
        return [mark, ", ".join(draft.people)]

    def _warnings(self, draft: Draft) -> list[str]:
        found = []
        name = self.book().names[draft.account] if draft.account else ""
        if draft.guessed:
            found.append(_("“{typed}” is taken for {name}").format(typed=draft.guessed, name=name))
        unknown = _UNKNOWN.search(draft.title)
        if unknown and not draft.account and not draft.unclear:
            found.append(_("no account is called “{typed}”").format(typed=unknown[1]))
        elif not draft.account and not draft.unclear and (hint := self.book().hinted_account(draft.title)):
            found.append(_("{name}? With @ before it the line belongs to that account").format(name=hint))
        if draft.unclear and draft.kind is not CaptureKind.TOUCH:
            found.append(_("several are called that: {names}").format(names=", ".join(draft.unclear)))
        if draft.account is None and draft.kind not in (CaptureKind.TASK, CaptureKind.NOTE):
            found.append(_account_needed(draft.kind))
        return found


def _account_needed(kind: CaptureKind) -> str:
    return {
        CaptureKind.TOUCH: _("a touch needs its account: write @ and its name"),
        CaptureKind.INITIATIVE: _("an initiative needs its account: write @ and its name"),
        CaptureKind.ESCALATION: _("an escalation needs its account: write @ and its name"),
    }[kind]


def _kind_word(kind: CaptureKind) -> str:
    return {
        CaptureKind.TASK: _("task"),
        CaptureKind.TOUCH: _("touch"),
        CaptureKind.NOTE: _("note"),
        CaptureKind.INITIATIVE: _("initiative"),
        CaptureKind.ESCALATION: _("escalation"),
    }[kind]


def _quarter_words(draft: Draft, year: int) -> str:
    """The quarter without its year when that is the present one."""
    if draft.quarter is None:
        return ""
    return f"Q{draft.quarter.number}" if draft.quarter.year == year else str(draft.quarter)
