"""Which row of a file of contacts is which person: found by e-mail, phone or name, or new."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kamtui.domain.phones import phone_key
from kamtui.errors import InvalidValue
from kamtui.exchange.records import Record
from kamtui.exchange.report import ERROR
from kamtui.exchange.values import phones
from kamtui.i18n import _
from kamtui.workspace.import_names import AccountNames, name_key

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.workspace.imports import Source

_STEPS = ("email", "phone", "name")
# By its key, a Russian number of a place, not of a person.
_SWITCHBOARD = re.compile(r"[348]\d{9}")


class Person:
    """A contact of the database, or one that the file makes: then `row` is new."""

    def __init__(self, row: tables.Contact, known: bool, ways: Sequence[tables.ContactWay]) -> None:
        self.row, self.known, self.ways = row, known, ways
        self.claimed = ""  # the name that a row of the file gave it
        self.mails: set[str] = set()  # the e-mails that rows of the file gave it

    def keys(self, field: str) -> set[str]:
        """What the person can be found by."""
        return _keys(field, getattr(self.row, field), *(way.value for way in self.ways if way.kind == field))


def _keys(field: str, *texts: str) -> set[str]:
    if field == "phone":
        found = {phone_key(part) for text in texts for part in phones(text)}
    else:
        found = {person_key(text) if field == "name" else text.casefold() for text in texts}
    return found - {""}


def person_key(name: str) -> str:
    """A person's name as it is compared: «Петров Иван» is «Иван Петров»."""
    return " ".join(sorted(name_key(name).split()))


def _row_keys(field: str, values: Mapping[str, Any]) -> set[str]:
    """By what a row finds its person: any of its phones or e-mails, or its name."""
    further = (way.value for way in values.get("ways", ()) if way.kind == field)
    return _keys(field, values.get(field, ""), *further)


def _alike(name: str, other: str) -> bool:
    """Whether two names have a word in common, in whichever letters."""
    from kamtui.domain.contact_twins import name_words

    return not set(name_words(name)).isdisjoint(name_words(other))


class Planned(NamedTuple):
    """A row with its person, whom it `makes` when they are new; `account` is the number of the account."""

    record: Record
    account: int
    person: Person
    makes: bool


class Plan:
    """Which row of the file is which person, and who is whose boss. Nothing is written yet.

    `rows` are those that can be written, `bosses` whom they report to, by line. `lost` are the keys of the names that
    rejected rows have.
    """

    def __init__(
        self,
        people: Sequence[tables.Contact],
        ways: Mapping[str, Sequence[tables.ContactWay]],
        names: AccountNames,
        source: Source,
        lost: Collection[str],
    ) -> None:
        self._lost = lost
        self._names, self._options, self._match = names, source.options, source.match
        self._cards = source.cards is not None
        self._given = names.number_of(source.account_id) if source.account_id else None
        self._index: dict[tuple[str, str, str], list[Person]] = {}
        self._by_id: dict[str, Person] = {}
        self.rows: list[Planned] = []
        self.bosses: dict[int, Person] = {}
        for row in people:
            self._note(Person(row, True, ways.get(row.id, ())))

    def _note(self, person: Person) -> None:
        self._by_id[person.row.id] = person
        for field in _STEPS:
            self._put(person, field, person.keys(field))

    def _put(self, person: Person, field: str, keys: set[str]) -> None:
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
        self._in_file = {(account_id, person_key(record.values["name"])) for record, _n, account_id in placed}
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
                person = Person(new, False, ())
                self._note(person)
            for field in ("email", "phone"):
                self._put(person, field, _row_keys(field, values))
            self._put(person, "name", _keys("name", values["name"]))
            person.claimed = person_key(values["name"])
            person.mails |= _row_keys("email", values)
            self.rows.append(Planned(record, number, person, makes))
        return refused or self._link_bosses()

    def _find(self, account_id: str, values: Mapping[str, Any]) -> Person | None:
        """The person of a row: by e-mail, phone, then name, or only by what --match says."""
        name = person_key(values["name"])
        if self._match and not _row_keys(self._match, values):
            raise InvalidValue(self._match, "", reason=_("is needed: rows are matched by it"))
        for field in (self._match,) if self._match else _STEPS:
            found = [
                person
                for key in sorted(_row_keys(field, values))
                for person in self._index.get((account_id, field, key), ())
                if self._match or self._may_be(person, account_id, values["name"], key if field == "phone" else "")
                if field != "name" or self._match or not self._is_namesake(person, values)
            ]
            found = list(dict.fromkeys(found))
            if len(found) > 1:
                found = [person for person in found if name in person.keys("name")] or found
            if len(found) == 1:
                return found[0]
            if len(found) > 1 and field in ("name", self._match):
                raise InvalidValue(field, values.get(field, ""), reason=_("several contacts of this account match"))
        return None

    def _may_be(self, person: Person, account_id: str, given: str, phone: str) -> bool:
        """Whether a shared mailbox or phone may lead here: not to somebody whom the file names otherwise, and from a
        signature with the number of the switchboard only to somebody of a like name."""
        name, own = person_key(given), person_key(person.row.name)
        if name in (own, person.claimed):
            return True
        if self._cards and _SWITCHBOARD.fullmatch(phone) and not _alike(given, person.row.name):
            return False
        return not person.claimed and (account_id, own) not in self._in_file

    def _is_namesake(self, person: Person, values: Mapping[str, Any]) -> bool:
        """Whether another row of a table has this name with another e-mail: two people, else one of them would go."""
        mails = _row_keys("email", values)
        return not self._cards and bool(mails and person.mails) and mails.isdisjoint(person.mails)

    def _link_bosses(self) -> dict[int, InvalidValue]:
        """Find whom rows report to, among all contacts of the account and the later rows; the rows with a fault."""
        refused: dict[int, InvalidValue] = {}
        above = {person.row.id: self._by_id.get(person.row.reports_to_id or "") for person in self._by_id.values()}
        for one in self.rows:
            ref = one.record.values.get("reports_to")
            if ref is None:
                continue
            found = self._index.get((one.person.row.account_id, "name", person_key(ref)), [])
            if len(found) != 1:
                reason = _("several contacts of this name") if found else _("there is no such contact at the account")
                if not found and person_key(ref) in self._lost:
                    reason = _("the row of this contact is rejected; mend that one first")
                refused[one.record.line] = InvalidValue("reports_to", ref, reason=reason)
                continue
            boss: Person | None = found[0]
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
