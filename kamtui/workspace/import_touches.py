"""Import of touches: a row is a touch of an account, known by its day, kind, people and outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamtui.domain.contacts import Contact
from kamtui.domain.text import search_key
from kamtui.domain.words import TouchKind
from kamtui.errors import InvalidValue, Refused
from kamtui.exchange.records import Record
from kamtui.exchange.report import ERROR, SKIP, Reject
from kamtui.i18n import _
from kamtui.workspace.base import apply
from kamtui.workspace.import_rows import RowImport
from kamtui.workspace.touches import meant

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.workspace import Workspace
    from kamtui.workspace.imports import Source

_Key = tuple[str, str, str, frozenset[str], str]


class TouchImport(RowImport):
    """One import of touches within a step.

    A next step that names a day not past becomes a task of that day; any other stays in words, for the file tells what
    was. Days in words are counted from the day of the touch.
    """

    def __init__(self, ws: Workspace, step: Step, source: Source, rejects: list[Reject]) -> None:
        from sqlmodel import select

        from kamtui.db.tables import Touch, TouchPerson

        super().__init__(ws, step, source, rejects)
        people: dict[str, list[str]] = {}
        for person in step.session.exec(select(TouchPerson)):
            people.setdefault(person.touch_id, []).append(person.contact_id or search_key(person.name))
        self._touches: dict[_Key, tables.Touch] = {}
        for row in step.session.exec(select(Touch).order_by(Touch.id)):
            who = frozenset(people.get(row.id, ()))
            key = (row.account_id, row.on_date.isoformat(), row.kind, who, search_key(row.outcome))
            self._touches.setdefault(key, row)
        self._contacts: dict[str, Sequence[Contact]] = {}

    def take(self, record: Record) -> int:
        """See RowImport."""
        values = record.values
        day, kind = values["date"], values.get("kind", TouchKind.CALL)
        if day > self._ws.today_date:
            raise InvalidValue("date", day, reason=_("the day lies in the future"))
        account_id = self._account(values)
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
        self._make_account(account_id)
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
        contact_ids = [contact_id for contact_id in people.values() if contact_id]
        row.task_id = self._task(row, contact_ids[0] if contact_ids else None)
        self._step.session.add(row)
        self._step.session.add_all(
            TouchPerson(touch_id=row.id, contact_id=contact_id, name=name) for name, contact_id in people.items()
        )
        return row

    def _task(self, row: tables.Touch, contact_id: str | None) -> str | None:
        """The id of the task that the next step of a touch makes, if it is still to be done on a day.

        Where the board of that day is closed it stays in words: a touch is not lost for what comes next.
        """
        from kamtui.domain.touchline import read_next_step
        from kamtui.workspace.inputs import TaskInput, validated

        said = read_next_step(row.next_step, row.on_date, self._ws.method.fiscal_start)
        if not said.due or said.due < self._ws.today_date:
            return None
        fields = {"title": said.title, "account_id": row.account_id, "due": said.due, "contact_id": contact_id}
        try:
            return self._ws.tasks.create(self._step, validated(TaskInput, {**fields, "due_time": said.time})).id
        except Refused:
            return None
