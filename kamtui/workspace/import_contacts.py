"""Import of contacts: a row is a person at an account."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kamtui.db import accounts as account_reads
from kamtui.db.ids import new_id
from kamtui.domain.text import search_key
from kamtui.errors import InvalidValue
from kamtui.exchange.records import Record
from kamtui.exchange.report import ERROR, SKIP, ImportResult, Reject, fault
from kamtui.exchange.values import phone_key
from kamtui.i18n import _
from kamtui.workspace.base import apply
from kamtui.workspace.import_accounts import in_step, read_records
from kamtui.workspace.import_names import AccountNames, create_account, name_key

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.workspace import Workspace
    from kamtui.workspace.imports import Source

_PLAIN = (
    "name", "position", "level", "function", "attitude", "influence", "strength", "email", "phone", "birthday",
)  # fmt: skip
_STEPS = ("email", "phone", "name")


def import_contacts(ws: Workspace, source: Source, file_name: str) -> ImportResult:
    """Import contacts. Raises like `Imports.run`."""
    records, rejects = read_records(ws, source)
    result: list[ImportResult] = []

    def work(step: Step) -> None:
        accounts = account_reads.accounts(ws.reader, archived=True)
        names = AccountNames(accounts, create=source.options.create_accounts)
        rejects.extend(_unknown_accounts(source, names, records))
        counts = _Import(step, source, names, rejects).write([one for one in records if not one.faults])
        result.append(source.result(counts, rejects, ()))

    in_step(ws, source, "import.contacts", file_name, work, rejects)
    return result[0]


def _unknown_accounts(source: Source, names: AccountNames, records: Sequence[Record]) -> list[Reject]:
    """Of rows that are rejected anyway, the fault that their account is unknown too."""
    found = []
    for one in records:
        if one.faults and "account" in one.values and not (source.account_id or source.options.create_accounts):
            try:
                names.find(one.values["account"])
            except InvalidValue as error:
                found.append(fault(one.line, source.header, error))
    return found


class _Person:
    """A contact of the database, or one that the file makes: then `row` is new."""

    def __init__(self, row: tables.Contact, known: bool) -> None:
        self.row, self.known = row, known
        self.claimed = ""  # the name that a row of the file gave it

    def keys(self, field: str) -> set[str]:
        """What the person can be found by."""
        return _keys(field, getattr(self.row, field))


def _keys(field: str, text: str) -> set[str]:
    if field == "phone":
        return {key for part in re.split(r"[,;]", text) if (key := phone_key(part))}
    key = name_key(text) if field == "name" else text.casefold()
    return {key} if key else set()


class _Planned(NamedTuple):
    record: Record
    account: int
    person: _Person
    makes: bool


class _Import:
    """One import of contacts within a step: rows find their people, then all are written."""

    def __init__(self, step: Step, source: Source, names: AccountNames, rejects: list[Reject]) -> None:
        from sqlmodel import select

        from kamtui.db import tables

        self._step, self._source, self._names, self._rejects = step, source, names, rejects
        session = step.session
        self._people = session.exec(select(tables.Contact)).all()
        self._units = {(u.account_id, u.search_key): u.id for u in session.exec(select(tables.Unit)).all()}
        self._categories = {c.search_key: c.id for c in session.exec(select(tables.ProductCategory)).all()}
        self._roles: dict[str, dict[str, Any]] = {}
        for role in session.exec(select(tables.ContactRole)).all():
            self._roles.setdefault(role.contact_id, {})[role.role] = role
        self._bought: dict[str, dict[str, Any]] = {}
        for bought in session.exec(select(tables.ContactCategory)).all():
            self._bought.setdefault(bought.contact_id, {})[bought.category_id] = bought

    def write(self, records: Sequence[Record]) -> tuple[int, int, int]:
        """Write all records that can be; the rows created, updated and unchanged."""
        refused: dict[int, InvalidValue] = {}
        # A row that is refused may take away the person that another row reports to: plan again.
        while True:
            plan = _Plan(self._people, self._names, self._source)
            found = plan.make([one for one in records if one.line not in refused])
            if not found:
                break
            refused |= found
        self._rejects += [fault(line, self._source.header, error) for line, error in sorted(refused.items())]
        counts = [0, 0, 0]
        for number in dict.fromkeys(one.account for one in plan.rows):
            if number in self._names.new:
                create_account(self._step, self._names, number)
        for one in plan.rows:
            if one.makes:
                self._step.session.add(one.person.row)
            elif one.person.known and self._source.options.on_duplicate == SKIP:
                counts[2] += 1
                continue
            changed = self._update(one, plan.bosses.get(one.record.line))
            counts[0 if one.makes else 1 if changed else 2] += 1
        return counts[0], counts[1], counts[2]

    def _update(self, one: _Planned, boss: _Person | None) -> bool:
        """Write the values of a row; whether anything changed."""
        row, values = one.person.row, one.record.values
        plain: dict[str, Any] = {name: values[name] for name in _PLAIN if name in values}
        plain["search_key"] = search_key(plain["name"])
        if "unit" in values:
            plain["unit_id"] = self._unit(row.account_id, values["unit"])
        if boss is not None:
            plain["reports_to_id"] = boss.row.id
        changed = any(getattr(row, name) != getattr(value, "value", value) for name, value in plain.items())
        apply(row, plain)
        if "roles" in values:
            changed |= self._write_roles(row.id, [role.value for role in values["roles"]])
        if "categories" in values:
            changed |= self._write_categories(row.id, values["categories"])
        return changed

    def _unit(self, account_id: str, name: str) -> str:
        from kamtui.db.tables import Unit

        key = (account_id, search_key(name))
        if key not in self._units:
            self._units[key] = new_id()
            self._step.session.add(Unit(id=self._units[key], account_id=account_id, name=name, search_key=key[1]))
        return self._units[key]

    def _category(self, name: str) -> str:
        from kamtui.db.tables import ProductCategory

        key = search_key(name)
        if key not in self._categories:
            self._categories[key] = new_id()
            self._step.session.add(ProductCategory(id=self._categories[key], name=name, search_key=key))
        return self._categories[key]

    def _write_roles(self, contact_id: str, roles: Sequence[str]) -> bool:
        from kamtui.db.tables import ContactRole

        present = self._roles.setdefault(contact_id, {})
        wanted = {role: ContactRole(contact_id=contact_id, role=role) for role in roles if role not in present}
        return self._replace(present, wanted, set(roles))

    def _write_categories(self, contact_id: str, names: Sequence[str]) -> bool:
        from kamtui.db.tables import ContactCategory

        present = self._bought.setdefault(contact_id, {})
        ids = list(dict.fromkeys(self._category(name) for name in names))
        wanted = {key: ContactCategory(contact_id=contact_id, category_id=key) for key in ids if key not in present}
        return self._replace(present, wanted, set(ids))

    def _replace(self, present: dict[str, Any], new: Mapping[str, Any], wanted: set[str]) -> bool:
        gone = present.keys() - wanted
        for key in gone:
            self._step.session.delete(present.pop(key))
        self._step.session.add_all(new.values())
        present.update(new)
        return bool(gone or new)


class _Plan:
    """Which row of the file is which person. Nothing is written yet."""

    def __init__(self, people: Sequence[tables.Contact], names: AccountNames, source: Source) -> None:
        self._names, self._options, self._match = names, source.options, source.match
        self._given = names.number_of(source.account_id) if source.account_id else None
        self._index: dict[tuple[str, str, str], list[_Person]] = {}
        self._by_id: dict[str, _Person] = {}
        self.rows: list[_Planned] = []
        self.bosses: dict[int, _Person] = {}
        for row in people:
            self._note(_Person(row, True))

    def _note(self, person: _Person) -> None:
        self._by_id[person.row.id] = person
        for field in _STEPS:
            self._put(person, field, person.keys(field))

    def _put(self, person: _Person, field: str, keys: set[str]) -> None:
        for key in keys:
            found = self._index.setdefault((person.row.account_id, field, key), [])
            if person not in found:
                found.append(person)

    def make(self, records: Sequence[Record]) -> dict[int, InvalidValue]:
        """Find or make the person of each record; the records that have to be refused, by line."""
        from kamtui.db.tables import Contact

        refused: dict[int, InvalidValue] = {}
        placed: list[tuple[Record, int, str]] = []
        for record in records:
            try:
                number = self._given or self._names.find(record.values["account"])
                placed.append((record, number, self._names.id_of(number)))
            except InvalidValue as error:
                refused[record.line] = error
        self._in_file = {(account_id, name_key(record.values["name"])) for record, _n, account_id in placed}
        for record, number, account_id in placed:
            values = record.values
            try:
                person = self._find(account_id, values)
                if person is not None and person.known and self._options.on_duplicate == ERROR:
                    raise InvalidValue("name", values["name"], reason=_("this contact exists already"))
            except InvalidValue as error:
                refused[record.line] = error
                continue
            makes = person is None
            if person is None:
                new = Contact(account_id=account_id, name=values["name"], search_key="")
                person = _Person(new, False)
                self._note(person)
            for field in ("email", "phone"):
                self._put(person, field, _keys(field, values.get(field, "")))
            self._put(person, "name", _keys("name", values["name"]))
            person.claimed = name_key(values["name"])
            self.rows.append(_Planned(record, number, person, makes))
        return refused or self._link_bosses()

    def _find(self, account_id: str, values: Mapping[str, Any]) -> _Person | None:
        """The person of a row: by e-mail, phone, then name, or only by what --match says."""
        name = name_key(values["name"])
        if self._match and self._match not in values:
            raise InvalidValue(self._match, "", reason=_("is needed: rows are matched by it"))
        for field in (self._match,) if self._match else _STEPS:
            found = [
                person
                for key in _keys(field, values.get(field, ""))
                for person in self._index.get((account_id, field, key), ())
                if self._match or self._may_be(person, account_id, name)
            ]
            found = list(dict.fromkeys(found))
            if len(found) > 1:
                found = [person for person in found if name in person.keys("name")] or found
            if len(found) == 1:
                return found[0]
            if len(found) > 1 and field in ("name", self._match):
                raise InvalidValue(field, values[field], reason=_("several contacts of this account match"))
        return None

    def _may_be(self, person: _Person, account_id: str, name: str) -> bool:
        """Whether a shared mailbox or phone may lead here: not to somebody whom the file names otherwise."""
        own = name_key(person.row.name)
        if name in (own, person.claimed):
            return True
        return not person.claimed and (account_id, own) not in self._in_file

    def _link_bosses(self) -> dict[int, InvalidValue]:
        """Find whom rows report to, among all contacts of the account and the later rows; the rows with a fault."""
        refused: dict[int, InvalidValue] = {}
        above = {person.row.id: self._by_id.get(person.row.reports_to_id or "") for person in self._by_id.values()}
        for one in self.rows:
            ref = one.record.values.get("reports_to")
            if ref is None:
                continue
            found = self._index.get((one.person.row.account_id, "name", name_key(ref)), [])
            if len(found) != 1:
                reason = _("several contacts of this name") if found else _("there is no such contact at the account")
                refused[one.record.line] = InvalidValue("reports_to", ref, reason=reason)
                continue
            boss: _Person | None = found[0]
            chain = [one.record.values["name"]]
            while boss is not None and len(chain) <= len(self._by_id):
                chain.append(boss.row.name)
                if boss is one.person:
                    reason = _("would make a circle: {chain}").format(chain=" → ".join(chain))
                    refused[one.record.line] = InvalidValue("reports_to", ref, reason=reason)
                    break
                boss = above.get(boss.row.id)
            else:
                self.bosses[one.record.line] = found[0]
                above[one.person.row.id] = found[0]
        return refused
