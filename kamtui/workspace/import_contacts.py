"""Import of contacts: a row is a person at an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamtui.db import accounts as account_reads
from kamtui.db.ids import new_id
from kamtui.domain.contacts import Way
from kamtui.domain.text import regrouped, search_key
from kamtui.domain.words import WayKind
from kamtui.errors import InvalidValue
from kamtui.exchange.records import Record
from kamtui.exchange.report import SKIP, ImportResult, Reject, fault
from kamtui.workspace.base import apply
from kamtui.workspace.import_accounts import in_step, read_records
from kamtui.workspace.import_names import AccountNames, create_account
from kamtui.workspace.import_people import Person, Plan, Planned, person_key
from kamtui.workspace.import_ways import Reach, joined, joined_note

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.workspace import Workspace
    from kamtui.workspace.imports import Source

_PLAIN = (
    "name", "position", "level", "function", "attitude", "influence", "strength", "birthday", "language", "favours",
    "competitor",
)  # fmt: skip


def import_contacts(ws: Workspace, source: Source, file_name: str) -> ImportResult:
    """Import contacts. Raises like `Imports.run`."""
    records, rejects = _read_cards(source) if source.cards else read_records(ws, source)
    result: list[ImportResult] = []

    def work(step: Step) -> None:
        accounts = account_reads.accounts(ws.reader, archived=True)
        names = AccountNames(accounts, create=source.options.create_accounts)
        rejects.extend(_unknown_accounts(source, names, records))
        counts = _Import(step, source, names, rejects).write(records)
        result.append(source.result(counts, rejects, ()))

    in_step(ws, source, "import.contacts", file_name, work, rejects)
    return result[0]


def _read_cards(source: Source) -> tuple[list[Record], list[Reject]]:
    assert source.cards is not None
    records = source.cards.records()
    source.show(len(records))
    return records, [one for record in records for one in record.faults]


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


def _says_less(name: str, known: str) -> bool:
    """Whether an address book only leaves out a part of the name that is known, as the patronymic."""
    return set(person_key(name).split()) < set(person_key(known).split())


class _Import:
    """One import of contacts within a step: rows find their people, then all are written."""

    def __init__(self, step: Step, source: Source, names: AccountNames, rejects: list[Reject]) -> None:
        from sqlmodel import select

        from kamtui.db import tables

        self._step, self._source, self._names, self._rejects = step, source, names, rejects
        session = step.session
        self._adds = source.cards is not None
        self._ways: dict[str, list[tables.ContactWay]] = {}
        for way in session.exec(select(tables.ContactWay).order_by("position")).all():
            self._ways.setdefault(way.contact_id, []).append(way)
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
        lost = {person_key(str(one.values.get("name", ""))) for one in records if one.faults}
        records = [one for one in records if not one.faults]
        refused: dict[int, InvalidValue] = {}
        # A row that is refused may take away the person that another row reports to: plan again.
        while True:
            lost |= {person_key(one.values["name"]) for one in records if one.line in refused}
            plan = Plan(self._people, self._ways, self._names, self._source, lost)
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

    def _update(self, one: Planned, boss: Person | None) -> bool:
        """Write the values of a row; whether anything changed."""
        row, values = one.person.row, one.record.values
        plain: dict[str, Any] = {name: values[name] for name in _PLAIN if name in values}
        if self._adds and not one.makes and _says_less(plain["name"], row.name):
            plain["name"] = row.name
        plain["search_key"] = search_key(plain["name"])
        plain |= _guesses(values) if one.makes else {}
        for name in ("level", "function"):
            if name in values:  # what a file says is no longer a guess
                plain[f"{name}_guessed"] = False
        if "note" in values:
            plain["note"] = joined_note(row.note, values["note"])
        reach = joined(Reach(row.phone, row.email, self._ways_of(row.id)), values, self._adds)
        plain["phone"], plain["email"] = reach.phone, reach.email
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
        return self._write_ways(row.id, reach.ways) or changed

    def _ways_of(self, contact_id: str) -> tuple[Way, ...]:
        return tuple(Way(WayKind(way.kind), way.value, way.label) for way in self._ways.get(contact_id, ()))

    def _write_ways(self, contact_id: str, wanted: Sequence[Way]) -> bool:
        """Take away and add what makes the ways the wanted ones; whether there was anything to do."""
        from kamtui.db.tables import ContactWay

        rows = self._ways.setdefault(contact_id, [])
        present = {(row.kind, row.value): row for row in rows}
        gone = [row for key, row in present.items() if key not in {(way.kind.value, way.value) for way in wanted}]
        for row in gone:
            self._step.session.delete(row)
            rows.remove(row)
        new = [way for way in wanted if (way.kind.value, way.value) not in present]
        for position, way in enumerate(new, start=max((row.position for row in rows), default=-1) + 1):
            kind = way.kind.value
            row = ContactWay(contact_id=contact_id, kind=kind, value=way.value, label=way.label, position=position)
            self._step.session.add(row)
            rows.append(row)
        return bool(gone or new)

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
        ids = list(dict.fromkeys(self._category(name) for name in regrouped(names, self._categories)))
        wanted = {key: ContactCategory(contact_id=contact_id, category_id=key) for key in ids if key not in present}
        return self._replace(present, wanted, set(ids))

    def _replace(self, present: dict[str, Any], new: Mapping[str, Any], wanted: set[str]) -> bool:
        gone = present.keys() - wanted
        for key in gone:
            self._step.session.delete(present.pop(key))
        self._step.session.add_all(new.values())
        present.update(new)
        return bool(gone or new)


def _guesses(values: Mapping[str, Any]) -> dict[str, Any]:
    """Level and function of a new person by the position, where the file is silent."""
    from kamtui.domain.contact_guess import guess

    found = guess(values.get("position", ""))
    guessed = {"level": found.level, "function": found.function}
    given = {name: value for name, value in guessed.items() if value is not None and name not in values}
    return given | {f"{name}_guessed": True for name in given}
