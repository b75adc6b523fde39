"""People at an account: add, change, move on the map, delete; one person with all that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamtui.db import contacts as reads
from kamtui.domain.contacts import Contact
from kamtui.domain.text import resolve
from kamtui.domain.words import ContactStatus, Function
from kamtui.errors import InvalidValue, NotFound, Refused
from kamtui.i18n import _
from kamtui.workspace.contact_changes import ContactChanges
from kamtui.workspace.contact_map import ContactMaps
from kamtui.workspace.contact_ties import ContactTies
from kamtui.workspace.contact_writes import add_guesses, new_contact, seen, write_contact

if TYPE_CHECKING:
    from kamtui.domain.contact_twins import Twin
    from kamtui.workspace.person_view import PersonView


KEPT = 48  # accounts whose people are kept: those of a screen, and of the one before


class Contacts(ContactMaps, ContactChanges, ContactTies):
    """`workspace.contacts`."""

    def of(self, account_id: str, *, left: bool = True) -> list[Contact]:
        """Contacts of an account, highest level first; `left` says whether those who left are among them."""
        found = self.by_account([account_id]).get(account_id, [])
        return found if left else [c for c in found if c.status is not ContactStatus.LEFT]

    def by_account(self, account_ids: Sequence[str] | None = None) -> dict[str, list[Contact]]:
        """Contacts by account id: of these accounts (kept until anybody commits), or of all that are not archived."""
        if account_ids is None:
            return self._read(None)
        kept: dict[str, list[Contact]] = self._ws.cached("contacts.by_account", dict)
        found = {key: people for key in account_ids if (people := kept.get(key)) is not None}
        missing = [key for key in account_ids if key not in found]
        if missing:
            read = self._read(missing)
            if len(kept) + len(missing) > KEPT:
                kept.clear()
            for key in missing:
                found[key] = kept[key] = read.get(key, [])
        return {key: list(people) for key, people in found.items() if people}

    def _read(self, account_ids: Sequence[str] | None) -> dict[str, list[Contact]]:
        found: dict[str, list[Contact]] = {}
        for contact in reads.contacts(self._reader, account_ids):
            found.setdefault(contact.account_id, []).append(contact)
        return found

    def get(self, contact_id: str) -> Contact:
        """One contact. Raises NotFound."""
        found = reads.contacts(self._reader, ids=[contact_id])
        if not found:
            raise NotFound(_("contact"), contact_id)
        return found[0]

    def find(self, account_id: str, ref: str) -> Contact:
        """The contact of an account by name or part of it. Raises NotFound or Ambiguous."""
        return resolve(ref, [("", c.name, c) for c in self.of(account_id)], _("contact"))

    def person(self, contact_id: str) -> PersonView:
        """Everything about one person. Raises NotFound."""
        from kamtui.workspace.person_view import read

        return read(self._ws, self.get(contact_id))

    def twins(
        self, account_id: str, name: str, phones: Sequence[str] = (), emails: Sequence[str] = (), skip_id: str = ""
    ) -> tuple[Twin, ...]:
        """Contacts of an account who may be the person of this name, these phones or e-mails, each with the reason."""
        from kamtui.domain.contact_twins import twins

        with self._reader.snapshot():
            found = twins(reads.reachable(self._reader, account_id), name, phones, emails, skip_id)
            whole = {contact.id: contact for contact in reads.contacts(self._reader, ids=[t.contact.id for t in found])}
        return tuple(twin._replace(contact=whole[twin.contact.id]) for twin in found)

    def add(self, account_id: str, **fields: object) -> Contact:
        """Add a contact; fields of `inputs.ContactInput`. Raises InvalidFields.

        Level and function that are not given are guessed from the position, and marked as guessed.
        """
        from kamtui.db import tables

        values = self.validated({"name": "", **fields})
        add_guesses(values)
        with self._ws.step("contact.add", values["name"]) as step:
            account = step.get(tables.Account, account_id, _("account"))
            row = new_contact(step, account.id, values)
        return self.get(row.id)

    def change(self, contact_id: str, version: int | None = None, **fields: object) -> Contact:
        """Change some fields. What was guessed from the position follows it until somebody says otherwise.

        Raises InvalidFields; Refused when a person would become somebody to meet; Conflict when another session changed
        the contact since.
        """
        values = self.validated(fields, partial=True)
        with self._ws.step("contact.change") as step:
            row = seen(self._reader, step, contact_id, version)
            if values.get("placeholder") and not row.placeholder:
                raise Refused(_("{name} is known already and cannot be somebody to meet again").format(name=row.name))
            add_guesses(values, row)
            write_contact(step, row, values)
            step.subject = row.name
        return self.get(contact_id)

    def validated(self, fields: Mapping[str, object], *, partial: bool = False) -> dict[str, Any]:
        """Fields of `inputs.ContactInput`, checked and converted. Raises InvalidFields, InvalidValue."""
        from kamtui.workspace.inputs import ContactInput, validated

        values = validated(ContactInput, fields, partial=partial)
        if values.get("birthday") and values["birthday"] > self._ws.today_date:
            raise InvalidValue("birthday", values["birthday"], reason=_("lies in the future"))
        return values

    def move(self, contact_id: str, *, level: int | None, function: Function | None) -> Contact:
        """Put a contact into another cell of the map."""
        return self.change(contact_id, level=level, function=function)

    def remove(self, contact_id: str, version: int | None = None) -> None:
        """Delete a contact with all that belongs to it; touches keep the name, tasks and reports lose the link.

        Whoever had the contact as successor has none any more. Undo brings all of it back. Raises Conflict.
        """
        from sqlmodel import or_, select

        from kamtui.db import tables as t

        with self._ws.step("contact.delete") as step:
            row = seen(self._reader, step, contact_id, version)
            session = step.session
            self._ws.progress.forget_witness(step, row)
            self._ws.initiatives.forget_contact(step, row)
            loosened: tuple[tuple[type[Any], str, str | None], ...] = (
                (t.TouchPerson, "contact_id", None),
                (t.Task, "contact_id", None),
                (t.Opportunity, "contact_id", None),
                (t.Escalation, "contact_id", None),
                (t.Escalation, "confirmed_by_id", None),
                (t.Promise, "contact_id", None),
                (t.MeetingPerson, "contact_id", None),
                (t.Note, "contact_id", None),
                (t.Contact, "reports_to_id", row.reports_to_id),
                (t.Contact, "successor_id", None),
                (t.Contact, "former_id", row.former_id),
            )
            for table, column, value in loosened:
                for other in session.exec(select(table).where(getattr(table, column) == contact_id)).all():
                    setattr(other, column, value)
            owned: list[Any] = []
            for table in (t.ContactRole, t.ContactCategory, t.ContactWay, t.ContactTie):
                owned += session.exec(select(table).where(table.contact_id == contact_id)).all()
            line = t.ContactLine
            owned += session.exec(select(line).where(or_(line.from_id == contact_id, line.to_id == contact_id))).all()
            for child in [*owned, row]:
                session.delete(child)
