"""People at an account: add, change, move on the map, mark as left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kamtui.db import contacts as reads
from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact, Way
from kamtui.domain.text import resolve, search_key
from kamtui.domain.words import ContactStatus, Function, Role
from kamtui.errors import InvalidValue, NotFound
from kamtui.i18n import _
from kamtui.workspace.base import apply
from kamtui.workspace.contact_map import ContactMaps

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step


class Contacts(ContactMaps):
    """`workspace.contacts`."""

    def of(self, account_id: str, *, left: bool = True) -> list[Contact]:
        """Contacts of an account, highest level first; `left` says whether those who left are among them."""
        found = reads.contacts(self._reader, [account_id])
        return found if left else [c for c in found if c.status is not ContactStatus.LEFT]

    def by_account(self, account_ids: Sequence[str] | None = None) -> dict[str, list[Contact]]:
        """Contacts by account id: of these accounts, or of all that are not archived."""
        found: dict[str, list[Contact]] = {}
        for contact in reads.contacts(self._reader, account_ids):
            found.setdefault(contact.account_id, []).append(contact)
        return found

    def get(self, contact_id: str) -> Contact:
        """One contact. Raises NotFound."""
        found = reads.contacts(self._reader, contact_id=contact_id)
        if not found:
            raise NotFound(_("contact"), contact_id)
        return found[0]

    def find(self, account_id: str, ref: str) -> Contact:
        """The contact of an account by name or part of it. Raises NotFound or Ambiguous."""
        return resolve(ref, [("", c.name, c) for c in self.of(account_id)], _("contact"))

    def add(self, account_id: str, **fields: object) -> Contact:
        """Add a contact; fields of `inputs.ContactInput`. Raises InvalidFields."""
        from kamtui.db import tables

        values = self._validated({"name": "", **fields})
        with self._ws.step("contact.add", values["name"]) as step:
            account = step.get(tables.Account, account_id, _("account"))
            row = tables.Contact(account_id=account.id, name=values["name"], search_key="")
            step.session.add(row)
            write_contact(step, row, values, self.of(account_id))
        return self.get(row.id)

    def change(self, contact_id: str, version: int | None = None, **fields: object) -> Contact:
        """Change some fields. Raises InvalidFields; Conflict when another session changed the contact since."""
        from kamtui.db import tables

        values = self._validated(fields, partial=True)
        with self._ws.step("contact.change") as step:
            row = step.get(tables.Contact, contact_id, _("contact"))
            step.check_version(row, version, row.name)
            write_contact(step, row, values, self.of(row.account_id))
            step.subject = row.name
        return self.get(contact_id)

    def _validated(self, fields: Mapping[str, object], *, partial: bool = False) -> dict[str, Any]:
        from kamtui.workspace.inputs import ContactInput, validated

        values = validated(ContactInput, fields, partial=partial)
        if values.get("birthday") and values["birthday"] > self._ws.today_date:
            raise InvalidValue("birthday", values["birthday"], reason=_("lies in the future"))
        return values

    def move(self, contact_id: str, *, level: int | None, function: Function | None) -> Contact:
        """Put a contact into another cell of the map."""
        return self.change(contact_id, level=level, function=function)

    def mark_left(self, contact_id: str, on: date | None = None, version: int | None = None) -> Contact:
        """The person left the company: kept, marked, and no longer anybody's cover.

        A progression proved by a touch with this person alone goes back to in progress.
        """
        from kamtui.db import tables

        day = on or self._ws.today_date
        if day > self._ws.today_date:
            raise InvalidValue("left_on", day, reason=_("lies in the future"))
        with self._ws.step("contact.left") as step:
            row = step.get(tables.Contact, contact_id, _("contact"))
            step.check_version(row, version, row.name)
            step.subject = row.name
            row.status, row.left_on = ContactStatus.LEFT.value, day
            for progression_id in reads.proved_by_alone(self._reader, contact_id):
                self._ws.progress.reopen(
                    step, row.account_id, progression_id, day, _("{name} left").format(name=row.name)
                )
        return self.get(contact_id)

    def bring_back(self, contact_id: str, version: int | None = None) -> Contact:
        """The person is at the company after all."""
        from kamtui.db import tables

        with self._ws.step("contact.change") as step:
            row = step.get(tables.Contact, contact_id, _("contact"))
            step.check_version(row, version, row.name)
            step.subject = row.name
            row.status, row.left_on = ContactStatus.ACTIVE.value, None
        return self.get(contact_id)

    def remove(self, contact_id: str, version: int | None = None) -> None:
        """Delete a contact; touches keep the name, tasks and reports lose the link. Undo brings all of it back."""
        from sqlmodel import select

        from kamtui.db import tables

        with self._ws.step("contact.delete") as step:
            row = step.get(tables.Contact, contact_id, _("contact"))
            step.check_version(row, version, row.name)
            step.subject = row.name
            session = step.session
            for person in session.exec(
                select(tables.TouchPerson).where(tables.TouchPerson.contact_id == contact_id)
            ).all():
                person.contact_id = None
            for task in session.exec(select(tables.Task).where(tables.Task.contact_id == contact_id)).all():
                task.contact_id = None
            for report in session.exec(select(tables.Contact).where(tables.Contact.reports_to_id == contact_id)).all():
                report.reports_to_id = row.reports_to_id
            owned: list[Any] = list(
                session.exec(select(tables.ContactRole).where(tables.ContactRole.contact_id == contact_id))
            )
            owned += session.exec(
                select(tables.ContactCategory).where(tables.ContactCategory.contact_id == contact_id)
            ).all()
            for child in [*owned, row]:
                session.delete(child)


def write_contact(step: Step, row: tables.Contact, values: Mapping[str, Any], people: Sequence[Contact]) -> None:
    """Write validated fields into a contact row and its children; `people` are the account's contacts."""
    plain = dict(values)
    roles, categories, ways = (plain.pop(name, None) for name in ("roles", "categories", "ways"))
    for name in ("level", "function"):  # what somebody says is no longer a guess
        if name in plain:
            plain.setdefault(f"{name}_guessed", False)
    if "unit" in plain:
        plain["unit_id"] = unit_id(step, row.account_id, plain.pop("unit"))
    if "reports_to" in plain:
        boss = plain.pop("reports_to")
        if boss is not None and all(c.id != boss for c in people):
            raise InvalidValue("reports_to", boss, reason=_("is no contact of this account"))
        rules.check_reports_to(people, row.id, boss)
        plain["reports_to_id"] = boss
    if "name" in plain:
        plain["search_key"] = search_key(plain["name"])
    apply(row, plain)
    step.session.flush()
    if roles is not None:
        _write_roles(step, row.id, roles)
    if categories is not None:
        _write_categories(step, row.id, categories)
    if ways is not None:
        _write_ways(step, row.id, ways)


def unit_id(step: Step, account_id: str, name: str) -> str | None:
    """Id of the unit of this name, made when there is none; None for an empty name."""
    from sqlmodel import select

    from kamtui.db.tables import Unit

    if not name:
        return None
    key = search_key(name)
    unit = step.session.exec(select(Unit).where(Unit.account_id == account_id, Unit.search_key == key)).first()
    if unit is None:
        unit = Unit(account_id=account_id, name=name, search_key=key)
        step.session.add(unit)
        step.session.flush()
    return unit.id


def category_id(step: Step, name: str) -> str:
    """Id of the product category of this name, made when there is none."""
    from sqlmodel import select

    from kamtui.db.tables import ProductCategory

    key = search_key(name)
    category = step.session.exec(select(ProductCategory).where(ProductCategory.search_key == key)).first()
    if category is None:
        category = ProductCategory(name=name, search_key=key)
        step.session.add(category)
        step.session.flush()
    return category.id


def _write_roles(step: Step, contact_id: str, roles: Sequence[Role]) -> None:
    from sqlmodel import select

    from kamtui.db.tables import ContactRole

    present = {r.role: r for r in step.session.exec(select(ContactRole).where(ContactRole.contact_id == contact_id))}
    for role in dict.fromkeys(roles):
        if role.value not in present:
            step.session.add(ContactRole(contact_id=contact_id, role=role.value))
    for value, row in present.items():
        if value not in [role.value for role in roles]:
            step.session.delete(row)


def _write_categories(step: Step, contact_id: str, names: Sequence[str]) -> None:
    from sqlmodel import select

    from kamtui.db.tables import ContactCategory

    wanted = {category_id(step, name) for name in names}
    present = {
        c.category_id: c
        for c in step.session.exec(select(ContactCategory).where(ContactCategory.contact_id == contact_id))
    }
    for key in sorted(wanted - present.keys()):
        step.session.add(ContactCategory(contact_id=contact_id, category_id=key))
    for key in present.keys() - wanted:
        step.session.delete(present[key])


def _write_ways(step: Step, contact_id: str, ways: Sequence[Way]) -> None:
    from sqlmodel import select

    from kamtui.db.tables import ContactWay

    present = {
        (w.kind, w.value): w for w in step.session.exec(select(ContactWay).where(ContactWay.contact_id == contact_id))
    }
    for position, way in enumerate(ways):
        row = present.pop((way.kind.value, way.value), None)
        if row is None:
            row = ContactWay(contact_id=contact_id, kind=way.kind.value, value=way.value)
            step.session.add(row)
        apply(row, {"label": way.label, "position": position})
    for row in present.values():
        step.session.delete(row)
