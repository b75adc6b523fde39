"""Notes: written, changed, read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kamtui.db import notes as reads
from kamtui.domain.notes import Note
from kamtui.errors import InvalidValue, NotFound
from kamtui.i18n import _
from kamtui.workspace.base import Feature, apply

if TYPE_CHECKING:
    from typing import Any

    from kamtui.db import tables
    from kamtui.db.writer import Step


class Notes(Feature):
    """`workspace.notes`."""

    def of(self, account_id: str) -> list[Note]:
        """Notes of an account, newest first."""
        return reads.notes(self._reader, account_id)

    def of_contact(self, contact_id: str) -> list[Note]:
        """Notes of a contact, newest first."""
        return reads.notes(self._reader, contact_id=contact_id)

    def all(self) -> list[Note]:
        """Notes of all accounts and of none, newest first."""
        return reads.notes(self._reader)

    def get(self, note_id: str) -> Note:
        """One note. Raises NotFound."""
        found = reads.note(self._reader, note_id)
        if found is None:
            raise NotFound(_("note"), note_id)
        return found

    def add(
        self, text: str, *, account_id: str | None = None, contact_id: str | None = None, on: date | None = None
    ) -> Note:
        """Write a note of a day (today). That of a contact belongs to the contact's account.

        Raises InvalidFields, InvalidValue (no text, a day in the future, a contact of another account).
        """
        from kamtui.db import tables
        from kamtui.workspace.inputs import NoteInput, validated

        given = {"text": text, "account_id": account_id, "contact_id": contact_id, "on": on or self._ws.today_date}
        values = validated(NoteInput, given)
        with self._ws.step("note.add") as step:
            row = tables.Note(text=values["text"], on_date=values["on"], user_id=step.user.id)
            self._write(step, row, values)
            step.session.add(row)
            step.subject = _title(row)
        return self.get(row.id)

    def change(self, note_id: str, version: int | None = None, **fields: object) -> Note:
        """Change fields of `inputs.NoteInput`. Raises InvalidFields, InvalidValue, NotFound, Conflict."""
        from kamtui.workspace.inputs import NoteInput, validated

        values = validated(NoteInput, fields, partial=True)
        with self._ws.step("note.change") as step:
            row = self._seen(step, note_id, version)
            self._write(step, row, values)
            step.subject = _title(row)
        return self.get(note_id)

    def remove(self, note_id: str, version: int | None = None) -> None:
        """Delete a note. Raises NotFound, Conflict."""
        with self._ws.step("note.delete") as step:
            row = self._seen(step, note_id, version)
            step.subject = _title(row)
            step.session.delete(row)

    def _seen(self, step: Step, note_id: str, version: int | None) -> tables.Note:
        from kamtui.db import tables

        row = step.get(tables.Note, note_id, _("note"))
        step.check_version(row, version, _title(row))
        return row

    def _write(self, step: Step, row: tables.Note, values: dict[str, Any]) -> None:
        from kamtui.db import tables

        plain = dict(values)
        if "on" in plain:
            plain["on_date"] = plain.pop("on") or self._ws.today_date
            if plain["on_date"] > self._ws.today_date:
                raise InvalidValue("on", plain["on_date"], reason=_("the day lies in the future"))
        account_id = plain.get("account_id", row.account_id)
        contact_id = plain.get("contact_id", row.contact_id)
        if plain.get("account_id"):
            step.get(tables.Account, account_id, _("account"))
        if contact_id:
            person = step.get(tables.Contact, contact_id, _("contact"))
            if account_id not in (None, person.account_id):
                raise InvalidValue("contact_id", person.name, reason=_("belongs to another account"))
            plain["account_id"] = person.account_id
        apply(row, plain)


def _title(row: tables.Note) -> str:
    return row.text.split("\n", 1)[0][:200]
