"""Import of touches: a row is a touch of an account, known by its day, kind, people and outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamtui.db import accounts as account_reads
from kamtui.domain.contacts import Contact
from kamtui.domain.text import search_key
from kamtui.domain.words import TouchKind
from kamtui.errors import InvalidValue
from kamtui.exchange.records import Record
from kamtui.exchange.report import ERROR, SKIP, ImportResult, Reject, fault
from kamtui.i18n import _
from kamtui.workspace.base import apply
from kamtui.workspace.import_accounts import in_step, read_records
from kamtui.workspace.import_names import AccountNames, create_account
from kamtui.workspace.touches import meant

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.workspace import Workspace
    from kamtui.workspace.imports import Source

_Key = tuple[str, str, str, frozenset[str], str]


def import_touches(ws: Workspace, source: Source, file_name: str) -> ImportResult:
    """Import touches. A next step stays in words: the file tells what was, `tasks` are imported as such.

    Raises like `Imports.run`.
    """
    records, rejects = read_records(ws, source)
    result: list[ImportResult] = []

    def work(step: Step) -> None:
        names = AccountNames(account_reads.accounts(ws.reader, archived=True), create=source.options.create_accounts)
        counts = _Import(ws, step, source, names, rejects).write([one for one in records if not one.faults])
        result.append(source.result(counts, rejects, ()))

    in_step(ws, source, "import.touches", file_name, work, rejects)
    return result[0]


class _Import:
    """One import of touches within a step."""

    def __init__(self, ws: Workspace, step: Step, source: Source, names: AccountNames, rejects: list[Reject]) -> None:
        from sqlmodel import select

        from kamtui.db.tables import Touch, TouchPerson

        self._ws, self._step, self._source, self._names, self._rejects = ws, step, source, names, rejects
        people: dict[str, list[str]] = {}
        for person in step.session.exec(select(TouchPerson)):
            people.setdefault(person.touch_id, []).append(person.contact_id or search_key(person.name))
        self._touches: dict[_Key, tables.Touch] = {}
        for row in step.session.exec(select(Touch).order_by(Touch.id)):
            who = frozenset(people.get(row.id, ()))
            key = (row.account_id, row.on_date.isoformat(), row.kind, who, search_key(row.outcome))
            self._touches.setdefault(key, row)
        self._contacts: dict[str, Sequence[Contact]] = {}
        self._made: set[int] = set()

    def write(self, records: Sequence[Record]) -> tuple[int, int, int]:
        """Write all records that can be; the rows created, updated and unchanged."""
        counts = [0, 0, 0]
        for record in records:
            try:
                counts[self._take(record.values)] += 1
            except InvalidValue as error:
                self._rejects.append(fault(record.line, self._source.header, error))
        return counts[0], counts[1], counts[2]

    def _take(self, values: Mapping[str, Any]) -> int:
        """Write a record; 0 when its touch is new, 1 when it changed, 2 when not. Raises InvalidValue."""
        day, kind = values["date"], values.get("kind", TouchKind.CALL)
        if day > self._ws.today_date:
            raise InvalidValue("date", day, reason=_("the day lies in the future"))
        number = None if self._source.account_id else self._names.find(values["account"])
        account_id = self._source.account_id or self._names.id_of(number or 0)
        people = self._people(account_id, values.get("people", ()))
        outcome = values.get("outcome", "")
        who = frozenset(contact_id or search_key(name) for name, contact_id in people.items())
        key = (account_id, day.isoformat(), kind.value, who, search_key(outcome))
        given = {"next_step": values.get("next"), "proactive": values.get("proactive")}
        given = {name: value for name, value in given.items() if value is not None}
        row = self._touches.get(key)
        if row is not None:
            if self._source.options.on_duplicate == ERROR:
                raise InvalidValue("date", day, reason=_("this touch is logged already"))
            changed = any(getattr(row, name) != value for name, value in given.items())
            if self._source.options.on_duplicate == SKIP or not changed:
                return 2
            apply(row, given)
            return 1
        if number in self._names.new and number not in self._made:
            create_account(self._step, self._names, number)
            self._step.session.flush()
            self._made.add(number)
        self._touches[key] = self._add(
            account_id, people, given | {"on_date": day, "kind": kind.value, "outcome": outcome}
        )
        return 0

    def _people(self, account_id: str, names: Sequence[str]) -> dict[str, str | None]:
        """Names, of contacts as on the map, with the id of the contact."""
        if account_id not in self._contacts:
            self._contacts[account_id] = self._ws.contacts.of(account_id)
        found: dict[str, str | None] = {}
        for name in names:
            contact = meant(name, self._contacts[account_id])
            found[contact.name if contact else name] = contact.id if contact else None
        return found

    def _add(self, account_id: str, people: Mapping[str, str | None], values: Mapping[str, Any]) -> tables.Touch:
        from kamtui.db.tables import Touch, TouchPerson

        row = Touch(account_id=account_id, user_id=self._step.user.id, **values)
        self._step.session.add(row)
        self._step.session.add_all(
            TouchPerson(touch_id=row.id, contact_id=contact_id, name=name) for name, contact_id in people.items()
        )
        return row
