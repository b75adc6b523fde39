"""Escalations: opened, worked on, solved, confirmed by the client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kamtui.db import escalations as reads
from kamtui.domain import escalations as rules
from kamtui.domain.escalations import Escalation, OurPerson
from kamtui.domain.text import clean, resolve
from kamtui.domain.words import EscalationStatus, Severity
from kamtui.errors import InvalidFields, InvalidValue, NotFound, Refused
from kamtui.i18n import _
from kamtui.workspace.base import Feature, apply

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.domain.workhours import WorkHours


class Escalations(Feature):
    """`workspace.escalations`."""

    def of(self, account_id: str) -> list[Escalation]:
        """Escalations of an account: open ones by the end of their SLA, those to be confirmed, those that are over."""
        return self._timed(reads.of_account(self._reader, account_id))

    def all(self, open_only: bool = False) -> list[Escalation]:
        """Escalations of all accounts in the same order; with `open_only` those that are not solved."""
        found = self._timed(reads.everywhere(self._reader))
        return [one for one in found if one.is_open] if open_only else found

    def unfinished(self, account_ids: Sequence[str] | None = None) -> dict[str, list[Escalation]]:
        """Escalations not confirmed yet, by account: of these (None: of all). People of ours are left out."""
        found: dict[str, list[Escalation]] = {}
        for one in self._timed(reads.unfinished(self._reader, account_ids)):
            found.setdefault(one.account_id, []).append(one)
        return found

    def get(self, escalation_id: str) -> Escalation:
        """One escalation. Raises NotFound."""
        found = reads.escalation(self._reader, escalation_id)
        if found is None:
            raise NotFound(_("escalation"), escalation_id)
        return self._timed([found])[0]

    def find(self, account_id: str, ref: str) -> Escalation:
        """The escalation by id, by the end of it as printed, or by part of its title. Raises NotFound or Ambiguous."""
        known = reads.titles(self._reader, account_id)
        exact = next((key for key, _title in known if key == ref.strip()), None)
        return self.get(exact or resolve(ref, [(key[-6:], title, key) for key, title in known], _("escalation")))

    def open(
        self,
        account_id: str,
        *,
        title: str,
        severity: str = Severity.NORMAL,
        contact_id: str | None = None,
        owner: str | None = None,
        people: Sequence[object] = (),
        note: str = "",
        opened_at: datetime | None = None,
    ) -> Escalation:
        """Open an escalation: its SLA runs from now, or from `opened_at` (UTC); it is the user's unless said otherwise.

        `people` are ours who work on it: `name`, `name, department`, or pairs of both. Raises InvalidFields,
        InvalidValue, NotFound.
        """
        from kamtui.db import tables
        from kamtui.workspace.inputs import validated
        from kamtui.workspace.inputs_claims import EscalationInput

        given = {"title": title, "severity": severity, "contact_id": contact_id, "people": people, "note": note}
        values = validated(EscalationInput, given | ({"owner": owner} if owner else {}))
        ours: Sequence[OurPerson] = values.pop("people")
        opened = self._opening(opened_at or self._ws.clock.now())
        with self._ws.step("escalation.open", values["title"]) as step:
            step.get(tables.Account, account_id, _("account"))
            row = tables.Escalation(
                account_id=account_id,
                title=values["title"],
                severity=values["severity"].value,
                opened_at=opened,
                due_at=self._due(opened, values["severity"]),
                owner_id=step.user.id,
            )
            self._write(step, row, values)
            step.session.add(row)
            step.session.flush()
            step.session.add_all(
                tables.EscalationPerson(escalation_id=row.id, name=name, department=department)
                for name, department in ours
            )
        return self.get(row.id)

    def change(
        self,
        escalation_id: str,
        version: int | None = None,
        *,
        opened_at: datetime | None = None,
        **fields: object,
    ) -> Escalation:
        """Change some fields of `inputs_claims.EscalationInput`, or the instant (UTC) when it was opened.

        The SLA runs from the opening, as long as the severity says. What was solved keeps a cause and a resolution.
        Raises InvalidFields, InvalidValue, NotFound, Conflict.
        """
        from kamtui.workspace.inputs import validated
        from kamtui.workspace.inputs_claims import EscalationInput

        values = validated(EscalationInput, fields, partial=True)
        with self._ws.step("escalation.change") as step:
            row = self._seen(step, escalation_id, version)
            opened, severity = row.opened_at, values.get("severity", Severity(row.severity))
            if opened_at is not None:
                opened = values["opened_at"] = self._opening(opened_at, row.resolved_at)
            if (opened, severity) != (row.opened_at, row.severity):
                values["due_at"] = self._due(opened, severity)
            if row.status != EscalationStatus.OPEN:
                _check_solved({name: values.get(name, getattr(row, name)) for name in ("cause", "resolution")})
            self._write(step, row, values)
            step.subject = row.title
        return self.get(escalation_id)

    def resolve(self, escalation_id: str, cause: str, resolution: str, version: int | None = None) -> Escalation:
        """It is solved: what the cause was and what was done. The client has yet to confirm it.

        Raises InvalidFields without a cause or a resolution, Refused when it is solved already, Conflict.
        """
        values = {"cause": _said(cause), "resolution": _said(resolution)}
        _check_solved(values)
        with self._ws.step("escalation.resolve") as step:
            row = self._seen(step, escalation_id, version)
            if row.status != EscalationStatus.OPEN:
                raise Refused(_("“{title}” is solved already; reopen it first").format(title=row.title))
            solved = {"status": EscalationStatus.RESOLVED, "resolved_at": self._ws.clock.now().replace(microsecond=0)}
            due = {"due_at": self._due(row.opened_at, Severity(row.severity))}  # as working time is now, for good
            apply(row, values | solved | due)
        return self.get(escalation_id)

    def confirm(
        self, escalation_id: str, contact_id: str | None = None, on: date | None = None, version: int | None = None
    ) -> Escalation:
        """The client confirms the solution: who (else the person it came from), on a day (today). That is its end.

        Raises InvalidValue without a person or for a day in the future or before the opening, Refused while it is not
        solved, Conflict.
        """
        day = on or self._ws.today_date
        if day > self._ws.today_date:
            raise InvalidValue("on", day, reason=_("the day lies in the future"))
        with self._ws.step("escalation.confirm") as step:
            row = self._seen(step, escalation_id, version)
            if row.status == EscalationStatus.OPEN:
                raise Refused(_("“{title}” is not solved yet; say how it was solved first").format(title=row.title))
            if day < self._work.local_day(row.opened_at):
                raise InvalidValue("on", day, reason=_("the day lies before the escalation"))
            who = contact_id or row.contact_id
            if who is None:
                raise InvalidValue("contact_id", "", reason=_("say who of the client confirmed it"))
            self._check_contact(step, row, "contact_id", who)
            apply(row, {"status": EscalationStatus.CONFIRMED, "confirmed_on": day, "confirmed_by_id": who})
        return self.get(escalation_id)

    def reopen(self, escalation_id: str, version: int | None = None) -> Escalation:
        """It was not solved after all: open again, and the clock has run since the opening.

        Cause and resolution stay as they were written. Raises NotFound, Conflict.
        """
        with self._ws.step("escalation.reopen") as step:
            row = self._seen(step, escalation_id, version)
            nothing = dict.fromkeys(("resolved_at", "confirmed_on", "confirmed_by_id"))
            apply(row, {"status": EscalationStatus.OPEN, **nothing})
        return self.get(escalation_id)

    def remove(self, escalation_id: str, version: int | None = None) -> None:
        """Delete an escalation. Raises NotFound, Conflict."""
        with self._ws.step("escalation.delete") as step:
            row = self._seen(step, escalation_id, version)
            for person in _people(step, row.id):
                step.session.delete(person)
            step.session.flush()
            step.session.delete(row)

    @property
    def _work(self) -> WorkHours:
        return self._ws.settings.work_hours

    def understand_opening(self, text: str) -> datetime:
        """The instant (UTC) at which it was raised, as people say it; nothing is now. Raises InvalidValue."""
        now = self._ws.clock.now()
        return self._opening(rules.read_moment(text, now, self._work)) if text.strip() else now

    def _opening(self, instant: datetime, solved: datetime | None = None) -> datetime:
        """The instant, when it is not in the future nor after the solution. Raises InvalidValue."""
        said = self._work.local(instant).isoformat(" ", "minutes")
        if instant > self._ws.clock.now():
            raise InvalidValue("opened_at", said, reason=_("the moment lies in the future"))
        if solved is not None and instant > solved:
            raise InvalidValue("opened_at", said, reason=_("the moment lies after the solution"))
        return instant.replace(microsecond=0)

    def _due(self, opened_at: datetime, severity: Severity) -> datetime:
        return rules.sla_due(opened_at, severity, self._ws.method, self._work).replace(microsecond=0)

    def _timed(self, found: Sequence[Escalation]) -> list[Escalation]:
        """With the working hours left: of open ones from now, of others from when they were solved.

        The SLA of an open one ends as the settings of working time say now, whatever they said when it was opened.
        """
        if not found:
            return []
        now, work = self._ws.clock.now(), self._work
        timed = []
        for one in found:
            due = self._due(one.opened_at, one.severity) if one.is_open else one.due_at
            left = rules.hours_left(due, now if one.is_open else one.resolved_at or due, work)
            timed.append(one._replace(due_at=due, hours_left=left))
        is_open = [one for one in timed if one.is_open]
        return sorted(is_open, key=lambda one: one.due_at) + [one for one in timed if not one.is_open]

    def _seen(self, step: Step, escalation_id: str, version: int | None) -> tables.Escalation:
        from kamtui.db import tables

        row = step.get(tables.Escalation, escalation_id, _("escalation"))
        step.check_version(row, version, row.title)
        step.subject = row.title
        return row

    def _write(self, step: Step, row: tables.Escalation, values: Mapping[str, Any]) -> None:
        """Write validated fields after checking what they point to. Raises InvalidValue, NotFound."""
        from kamtui.workspace.users import user_id

        plain = dict(values)
        if plain.get("contact_id"):
            self._check_contact(step, row, "contact_id", plain["contact_id"])
        elif "contact_id" in plain:
            plain["contact_id"] = None
        if "owner" in plain:
            plain["owner_id"] = user_id(step, plain.pop("owner"), "owner")
        people = plain.pop("people", None)
        apply(row, plain)
        if people is not None:
            step.session.flush()
            _write_people(step, row, people)

    def _check_contact(self, step: Step, row: tables.Escalation, field: str, contact_id: str) -> None:
        from kamtui.db import tables

        contact = step.get(tables.Contact, contact_id, _("contact"))
        if contact.account_id != row.account_id:
            raise InvalidValue(field, contact.name, reason=_("belongs to another account"))


def _write_people(step: Step, row: tables.Escalation, people: Sequence[OurPerson]) -> None:
    from kamtui.db.tables import EscalationPerson

    wanted = {person.name: person.department for person in people}
    for person in _people(step, row.id):
        if person.name not in wanted:
            step.session.delete(person)
            step.mark_changed(row)
        elif person.department != wanted.pop(person.name):
            person.department = next(each.department for each in people if each.name == person.name)
            step.mark_changed(row)
    step.session.flush()
    for name, department in wanted.items():
        step.session.add(EscalationPerson(escalation_id=row.id, name=name, department=department))
        step.mark_changed(row)


def _people(step: Step, escalation_id: str) -> list[tables.EscalationPerson]:
    from sqlmodel import select

    from kamtui.db.tables import EscalationPerson as Person

    return list(step.session.exec(select(Person).where(Person.escalation_id == escalation_id)))


def _said(text: str) -> str:
    return clean(text, multiline=True).strip()[:20_000]


def _check_solved(values: Mapping[str, str]) -> None:
    """Raise InvalidFields when it is not said what the cause was, or what was done."""
    reasons = {"cause": _("say what the cause was"), "resolution": _("say how it was solved")}
    missing = [InvalidValue(field, "", reason=reasons[field]) for field in reasons if not values[field].strip()]
    if missing:
        raise InvalidFields(missing)
