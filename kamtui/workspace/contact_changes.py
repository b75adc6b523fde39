"""What happens to people: met, left, succeeded, moved to another account, found to be one and the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from kamtui.domain.contacts import Contact
from kamtui.domain.words import ContactStatus
from kamtui.errors import InvalidValue, Refused
from kamtui.i18n import _
from kamtui.workspace.base import Feature, apply
from kamtui.workspace.contact_writes import AT_THE_COMPANY, add_guesses, new_contact, seen, write_contact

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step

# What a new person takes over from the one who left, and a person who moves takes along.
_OF_THE_PLACE = ("position", "level", "function", "level_guessed", "function_guessed", "unit_id", "reports_to_id")
_OF_THE_PERSON = ("name", "search_key", "email", "phone", "birthday", "language", "note")


class ContactChanges(Feature):
    """The part of `workspace.contacts` that follows people through what happens to them."""

    def become(self, contact_id: str, name: str, *, version: int | None = None, **fields: object) -> Contact:
        """A placeholder turns out to be a person; `fields` of `inputs.ContactInput` that are known now, too.

        It stays the same contact: tasks, lines and its place on the map stay. Raises Refused when it is a person
        already, InvalidFields, Conflict.
        """
        values = self._checked({**fields, "name": name, "placeholder": False})
        with self._ws.step("contact.become") as step:
            row = seen(self._reader, step, contact_id, version)
            if not row.placeholder:
                raise Refused(
                    _("{name} is a person already; change the name in the form of the person").format(name=row.name)
                )
            add_guesses(values, row)
            write_contact(step, row, values)
            step.subject = row.name
        return self._ws.contacts.get(contact_id)

    def mark_left(
        self, contact_id: str, on: date | None = None, version: int | None = None, left_to: str = ""
    ) -> Contact:
        """The person left the company: kept, marked, and no longer anybody's cover. `left_to` says where they went.

        A progression proved by a touch with this person alone goes back to in progress. Raises InvalidValue for a day
        in the future, Refused for somebody to meet, Conflict.
        """
        day, where = self._past(on), self._checked({"left_to": left_to})["left_to"]
        with self._ws.step("contact.left") as step:
            row = seen(self._reader, step, contact_id, version)
            if row.placeholder:
                raise Refused(
                    _("{name} is somebody to meet and cannot leave; say first who it is").format(name=row.name)
                )
            self._leave(step, row, day, where)
        return self._ws.contacts.get(contact_id)

    def bring_back(self, contact_id: str, version: int | None = None) -> Contact:
        """The person is at the company after all; nobody has taken over from them."""
        with self._ws.step("contact.back") as step:
            apply(seen(self._reader, step, contact_id, version), AT_THE_COMPANY)
        return self._ws.contacts.get(contact_id)

    def succeed(
        self, contact_id: str, *, successor_id: str | None = None, name: str = "", placeholder: bool = False
    ) -> Contact | None:
        """Who takes over from somebody who left; returns the successor.

        Another contact of the account, or a new one of this name, or a new placeholder; with none of these: nobody
        will, and that is settled. A new one gets position, level, function, unit, boss, roles and categories of the
        one who left. Whoever reported to that one reports to the successor. Raises Refused when the person has not
        left, InvalidValue for a successor who cannot be.
        """
        given = self._checked({"name": name})["name"] if name else ""
        if bool(successor_id) + bool(given) + placeholder > 1:
            raise InvalidValue(
                "successor", given or successor_id, reason=_("say one: a contact, a new name, or somebody to meet")
            )
        with self._ws.step("contact.succeed") as step:
            row = seen(self._reader, step, contact_id)
            if row.status != ContactStatus.LEFT:
                raise Refused(_("{name} has not left; mark that first, then say who takes over").format(name=row.name))
            heir: tables.Contact | None = None
            if successor_id:
                heir = self._heir(step, row, successor_id)
            elif given or placeholder:
                heir = _new_heir(step, row, given)
            apply(row, {"successor_id": heir.id if heir else None, "left_settled": heir is None})
            if heir is not None:
                step.session.flush()
                _hand_over_reports(step, row, heir)
        return self._ws.contacts.get(heir.id) if heir is not None else None

    def move_away(
        self,
        contact_id: str,
        account_id: str,
        *,
        on: date | None = None,
        position: str = "",
        version: int | None = None,
    ) -> Contact:
        """The person went to another of our accounts; returns the record there, whose `former` is the old one.

        The old record is marked as left. The new one has the person's own facts (name, ways to reach them, birthday,
        language, note) and knows the same of our people; level and function are guessed from the new `position`.
        Raises InvalidValue for the same account or where the person is already, Refused for a placeholder, Conflict.
        """
        from kamtui.db import tables as t

        day, values = self._past(on), self._checked({"position": position})
        add_guesses(values)
        with self._ws.step("contact.move") as step:
            row = seen(self._reader, step, contact_id, version)
            account = step.get(t.Account, account_id, _("account"))
            self._check_move(step, row, account)
            if row.status != ContactStatus.LEFT or on is not None:
                self._leave(step, row, day, account.name)
            apply(row, {"left_to": account.name})
            own = {name: getattr(row, name) for name in _OF_THE_PERSON}
            new = new_contact(step, account.id, values, former_id=row.id, **own)
            _copy(step, t.ContactWay, row.id, new.id, ("kind", "value", "label", "position"))
            _copy(step, t.ContactTie, row.id, new.id, ("colleague_id", "kind", "strength", "note"))
            step.subject = f"{row.name} → {account.name}"
        return self._ws.contacts.get(new.id)

    def merge(self, keep_id: str, other_id: str) -> Contact:
        """Two contacts of one account are the same person: `keep_id` stays, with all that the other had.

        Touches, tasks, roles, categories, ways, lines, ties, reports and evidence come over, none of them twice. A fact
        that the kept one has stays; one that it lacks comes from the other, whose note is appended. Raises InvalidValue
        for the same contact twice or contacts of two accounts.
        """
        from kamtui.db import tables
        from kamtui.workspace.contact_merge import merge_rows

        with self._ws.step("contact.merge") as step:
            keep = seen(self._reader, step, keep_id)
            other = step.get(tables.Contact, other_id, _("contact"))
            if keep.id == other.id:
                raise InvalidValue("other", other.name, reason=_("is the same contact; choose the other one"))
            if keep.account_id != other.account_id:
                company = step.get(tables.Account, other.account_id, _("account")).name
                raise InvalidValue(
                    "other",
                    other.name,
                    reason=_("is at another account, {account}; say that the person moved there instead").format(
                        account=company
                    ),
                )
            step.subject = f"{other.name} → {keep.name}"
            merge_rows(step, keep, other)
        return self._ws.contacts.get(keep_id)

    def _checked(self, fields: Mapping[str, object]) -> dict[str, Any]:
        return self._ws.contacts.validated(fields, partial=True)

    def _past(self, on: date | None) -> date:
        day = on or self._ws.today_date
        if day > self._ws.today_date:
            raise InvalidValue("left_on", day, reason=_("lies in the future"))
        return day

    def _leave(self, step: Step, row: tables.Contact, day: date, where: str) -> None:
        apply(row, {"status": ContactStatus.LEFT, "left_on": day, "left_to": where or row.left_to})
        self._ws.progress.shake(step, row)

    def _heir(self, step: Step, row: tables.Contact, successor_id: str) -> tables.Contact:
        from kamtui.db import tables

        heir = step.get(tables.Contact, successor_id, _("contact"))
        reason = ""
        if heir.id == row.id:
            reason = _("nobody takes over from themselves; choose somebody else")
        elif heir.account_id != row.account_id:
            reason = _("is no contact of this account")
        elif heir.status == ContactStatus.LEFT:
            reason = _("has left too; choose somebody at the company")
        if reason:
            raise InvalidValue("successor", heir.name, reason=reason)
        return heir

    def _check_move(self, step: Step, row: tables.Contact, account: tables.Account) -> None:
        from sqlmodel import select

        from kamtui.db.tables import Contact as Row

        if row.placeholder:
            raise Refused(_("{name} is somebody to meet and cannot move; say first who it is").format(name=row.name))
        if account.id == row.account_id:
            raise InvalidValue("account", account.name, reason=_("is where {name} is now").format(name=row.name))
        there = step.session.exec(select(Row).where(Row.former_id == row.id)).first()
        if there is not None:
            company = there.account_id == account.id
            raise InvalidValue(
                "account",
                account.name,
                reason=_("{name} is there already").format(name=row.name)
                if company
                else _("{name} has moved on already; move the newest record").format(name=row.name),
            )


def _new_heir(step: Step, row: tables.Contact, name: str) -> tables.Contact:
    """A new contact in the place of the one who left: of this name, or somebody to meet."""
    from kamtui.db import tables as t
    from kamtui.domain.text import search_key

    placeholder = not name
    if placeholder:
        place = row.position or _("successor of {name}").format(name=row.name)
        name = _("{position}, to meet").format(position=place)[:200]
    heir = t.Contact(
        account_id=row.account_id,
        name=name,
        search_key=search_key(name),
        placeholder=placeholder,
        **{field: getattr(row, field) for field in _OF_THE_PLACE},
    )
    step.session.add(heir)
    step.session.flush()
    _copy(step, t.ContactRole, row.id, heir.id, ("role",))
    _copy(step, t.ContactCategory, row.id, heir.id, ("category_id",))
    return heir


def _copy(step: Step, table: type[Any], contact_id: str, to_id: str, columns: tuple[str, ...]) -> None:
    from sqlmodel import select

    for row in step.session.exec(select(table).where(table.contact_id == contact_id)).all():
        step.session.add(table(contact_id=to_id, **{column: getattr(row, column) for column in columns}))


def _hand_over_reports(step: Step, row: tables.Contact, heir: tables.Contact) -> None:
    """Those who reported to `row` report to `heir`, who goes up to its place when it stood below it."""
    from sqlmodel import select

    from kamtui.db.tables import Contact as Row

    above, passed = heir.reports_to_id, {heir.id}
    while above is not None and above != row.id and above not in passed:
        passed.add(above)
        above = step.get(Row, above, _("contact")).reports_to_id
    if above == row.id:
        apply(heir, {"reports_to_id": row.reports_to_id})
    for report in step.session.exec(select(Row).where(Row.reports_to_id == row.id)).all():
        if report.id != heir.id:
            apply(report, {"reports_to_id": heir.id})
