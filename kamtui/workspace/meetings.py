"""Meetings: planned here or brought in from a calendar, changed, cancelled, and held, which logs a touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from kamtui.db import meetings as reads
from kamtui.domain.contacts import Contact
from kamtui.domain.meetings import OWN, Meeting, Participant, account_of, to_utc
from kamtui.domain.text import resolve
from kamtui.domain.words import MeetingStatus, TouchKind
from kamtui.errors import InvalidValue, NotFound, Refused
from kamtui.i18n import _
from kamtui.workspace.base import Feature, apply

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.domain.touches import Touch

_WHEN = ("on", "at", "minutes", "days")


class Meetings(Feature):
    """`workspace.meetings`."""

    def between(self, first: date, last: date, *, cancelled: bool = False) -> list[Meeting]:
        """Meetings that touch the days from `first` to `last`, in order: one's own, and those of one's accounts."""
        found = reads.on_days(self._reader, first, last, self._ws.login)
        return [one for one in found if cancelled or one.status is not MeetingStatus.CANCELLED]

    def of(self, account_id: str) -> list[Meeting]:
        """All meetings with an account, the earliest first, cancelled ones too."""
        return reads.of_account(self._reader, account_id)

    def get(self, meeting_id: str) -> Meeting:
        """One meeting. Raises NotFound."""
        found = reads.meeting(self._reader, meeting_id)
        if found is None:
            raise NotFound(_("meeting"), meeting_id)
        return found

    def find(self, ref: str, first: date, last: date) -> Meeting:
        """The meeting of those days that a part of its title, or the end of its id, means.

        Raises NotFound, Ambiguous.
        """
        from kamtui.workspace.tasks import short_id

        known = [(short_id(one.id), one.title, one) for one in self.between(first, last)]
        return resolve(ref, known, _("meeting"))

    def add(self, **fields: object) -> Meeting:
        """Add a meeting; fields of `inputs.MeetingInput`. Without `account_id` it is with whom most of the people are.

        People are matched to contacts by e-mail, and by name at the account. Raises InvalidFields, NotFound.
        """
        from kamtui.db import tables
        from kamtui.db.ids import new_id
        from kamtui.workspace.inputs import MeetingInput, validated

        values = validated(MeetingInput, {"title": "", "on": None, **fields})
        starts, ends, all_day = _span(values)
        with self._ws.step("meeting.add", values["title"]) as step:
            row = tables.Meeting(
                title=values["title"],
                starts_at=starts,
                ends_at=ends,
                all_day=all_day,
                uid=f"{new_id()}{OWN}",
                user_id=step.user.id,
            )
            self._write(step, row, values)
        return self.get(row.id)

    def change(self, meeting_id: str, version: int | None = None, **fields: object) -> Meeting:
        """Change fields of `inputs.MeetingInput`; a new day alone keeps the time. Raises InvalidFields, Conflict."""
        from kamtui.workspace.inputs import MeetingInput, validated

        values = validated(MeetingInput, fields, partial=True)
        with self._ws.step("meeting.change") as step:
            row = self._row(step, meeting_id, version)
            before = row.version
            if any(name in values for name in _WHEN):
                starts, ends, all_day = _span(_when(self.get(meeting_id)) | values)
                apply(row, {"starts_at": starts, "ends_at": ends, "all_day": all_day})
            self._write(step, row, values)
            step.session.flush()
            if row.version != before and row.uid.endswith(OWN):
                row.sequence += 1
            step.subject = row.title
        return self.get(meeting_id)

    def cancel(self, meeting_id: str, version: int | None = None) -> Meeting:
        """Cancel a planned meeting; it stays in the records. Raises Refused when it was held, Conflict."""
        with self._ws.step("meeting.cancel") as step:
            row = self._row(step, meeting_id, version)
            if row.status == MeetingStatus.HELD:
                raise Refused(_("“{title}” was held; delete its touch first").format(title=row.title))
            if row.status != MeetingStatus.CANCELLED:
                apply(row, {"status": MeetingStatus.CANCELLED, "sequence": row.sequence + 1})
        return self.get(meeting_id)

    def hold(
        self,
        meeting_id: str,
        outcome: str = "",
        next_step: str = "",
        *,
        kind: TouchKind | str = TouchKind.MEETING,
        version: int | None = None,
        **more: Any,
    ) -> Touch:
        """Say that a meeting took place: it is logged as a touch of its day with its people, in one step with it.

        `more` goes to `touches.log`. Raises InvalidValue (no account, a day that is still to come), Refused when it was
        held before or is cancelled, Conflict.
        """
        meeting = self.get(meeting_id)
        if meeting.account_id is None:
            raise InvalidValue("account_id", "", reason=_("say with which account the meeting was"))
        if meeting.status is not MeetingStatus.PLANNED:
            raise Refused(_("“{title}” is not planned any more").format(title=meeting.title))
        known = [one.contact_id for one in meeting.people if one.contact_id]
        strangers = [one.name for one in meeting.people if not one.contact_id and one.name and "@" not in one.name]
        given = {"people": strangers, "contact_ids": known, "on": meeting.day, **more}
        with self._ws.together("touch.log"):
            touch = self._ws.touches.log(
                meeting.account_id, kind=kind, outcome=outcome or meeting.title, next_step=next_step, **given
            )
            with self._ws.step("meeting.hold") as step:
                row = self._row(step, meeting_id, version)
                apply(row, {"status": MeetingStatus.HELD, "touch_id": touch.id})
        return self._ws.touches.get(touch.id)

    def remove(self, meeting_id: str, version: int | None = None) -> None:
        """Delete a meeting; the touch it was logged as stays. Raises NotFound, Conflict."""
        with self._ws.step("meeting.delete") as step:
            delete(step, self._row(step, meeting_id, version))

    def _row(self, step: Step, meeting_id: str, version: int | None) -> tables.Meeting:
        from kamtui.db import tables

        row = step.get(tables.Meeting, meeting_id, _("meeting"))
        step.check_version(row, version, row.title)
        step.subject = row.title
        return row

    def _write(self, step: Step, row: tables.Meeting, values: Mapping[str, Any]) -> None:
        """Write validated fields but the time; people are looked up again when they are given."""
        from kamtui.db import tables

        people = None
        if "people" in values:
            people = self._participants(values["people"], values.get("account_id", row.account_id))
        account_id = values.get("account_id", row.account_id)
        if account_id is None and "account_id" not in values and people:
            account_id = self._account_of(people)
            people = self._participants(values["people"], account_id)
        if account_id is not None:
            step.get(tables.Account, account_id, _("account"))
        plain = {name: values[name] for name in ("title", "place", "note") if name in values}
        apply(row, {**plain, "account_id": account_id})
        step.session.add(row)
        step.session.flush()
        if people is not None:
            write_people(step, row, people)

    def _participants(self, typed: Sequence[str], account_id: str | None) -> list[Participant]:
        """Who is meant by names and addresses as typed: by e-mail anybody, by name people of the account."""
        from kamtui.workspace.touches import meant

        addresses = reads.addresses(self._reader)
        contacts: Sequence[Contact] = self._ws.contacts.of(account_id) if account_id else ()
        found = []
        for text in typed:
            mail = text.strip("<> ") if "@" in text else ""
            known = addresses.get(mail.casefold(), ())
            here = [one for one in known if one[1] == account_id] or list(known)
            contact = None if mail else meant(text, contacts)
            if len({one[0] for one in here}) == 1:
                found.append(Participant(here[0][2], mail, here[0][0]))
            elif contact is not None:
                found.append(Participant(contact.name, contact.email, contact.id))
            else:
                found.append(Participant(text, mail))
        return found

    def _account_of(self, people: Iterable[Participant]) -> str | None:
        owners = {
            contact: account for known in reads.addresses(self._reader).values() for contact, account, _n in known
        }
        pairs = [(one.contact_id, owners[one.contact_id]) for one in people if one.contact_id in owners]
        return account_of((contact, account) for contact, account in pairs if contact)


def write_people(step: Step, row: tables.Meeting, people: Iterable[Participant]) -> bool:
    """Within a step: make these the people of a meeting, each once; whether anything changed."""
    from kamtui.db import tables

    wanted = {(one.name[:200], one.email[:200]): one for one in people}
    present = {(one.name, one.email): one for one in people_of(step, row)}
    changed = False
    for key, one in present.items():
        if key not in wanted:
            step.session.delete(one)
            changed = True
        elif one.contact_id != wanted[key].contact_id:
            apply(one, {"contact_id": wanted[key].contact_id})
            changed = True
    for (name, email), person in wanted.items():
        if (name, email) not in present:
            step.session.add(
                tables.MeetingPerson(meeting_id=row.id, contact_id=person.contact_id, name=name, email=email)
            )
            changed = True
    if changed and present:
        step.mark_changed(row)
    return changed


def people_of(step: Step, row: tables.Meeting) -> list[tables.MeetingPerson]:
    """Within a step: the rows of the people of a meeting."""
    from sqlmodel import select

    from kamtui.db import tables

    return list(step.session.exec(select(tables.MeetingPerson).where(tables.MeetingPerson.meeting_id == row.id)))


def delete(step: Step, row: tables.Meeting) -> None:
    """Within a step: take a meeting away with its people."""
    for person in people_of(step, row):
        step.session.delete(person)
    step.session.flush()
    step.session.delete(row)


def _when(meeting: Meeting) -> dict[str, Any]:
    days = (meeting.last_day - meeting.day).days + 1
    return {"on": meeting.day, "at": meeting.time, "minutes": meeting.minutes or 60, "days": days}


def _span(values: Mapping[str, Any]) -> tuple[datetime, datetime, bool]:
    """(start, end, whether it takes whole days) from day, time and length."""
    at: time | None = values.get("at")
    if at is None:
        first = datetime.combine(values["on"], time())
        return first, first + timedelta(days=values.get("days", 1)), True
    starts = to_utc(datetime.combine(values["on"], at))
    return starts, starts + timedelta(minutes=values.get("minutes", 60)), False
