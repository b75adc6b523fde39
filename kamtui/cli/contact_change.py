"""What `kamtui contact` does: everything is read and found first, then done, so that a refusal changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kamtui.cli import output
from kamtui.domain.contacts import Contact
from kamtui.domain.text import resolve
from kamtui.domain.words import ContactStatus, LineKind, TieKind, WayKind
from kamtui.errors import InvalidValue, NotFound
from kamtui.i18n import _

if TYPE_CHECKING:
    from kamtui.cli.session import Run
    from kamtui.workspace.contact_map import ContactMap

_REACHED_BY = frozenset({"name", "phone", "email", "ways"})
# What says less about a change than what else happened in it.
_MINOR = ("contact.change", "contact.link", "contact.unlink", "contact.tie", "contact.untie")


class Change:
    """A change of one contact of an account. `person` is None while it is a new one.

    With `must_exist` a name that nobody has raises NotFound, else it is somebody new.
    """

    def __init__(self, run: Run, account_id: str, name: str, *, must_exist: bool) -> None:
        self._run, self._account_id, self._name = run, account_id, name
        self._people = run.workspace.contacts
        self._steps: list[Callable[[Contact], Contact]] = []
        self._said: list[str] = []
        try:
            self.person: Contact | None = self._people.find(account_id, name)
        except NotFound:
            if must_exist:
                raise
            self.person = None

    @cached_property
    def _map(self) -> ContactMap:
        """Everybody to whom there may be a line: the account group."""
        return self._people.map(self._account_id, group=True)

    def other(self, ref: str, *, field: str, group: bool = False) -> Contact:
        """Another contact of the account, or of its group, by name. Raises NotFound, Ambiguous or InvalidValue."""
        try:
            found = self._people.find(self._account_id, ref)
        except NotFound:
            if not group:
                raise
            found = resolve(ref, [("", one.name, one) for one in self._map.contacts], _("contact"))
        if self.person and found.id == self.person.id:
            raise InvalidValue(field, ref, reason=_("is the person themselves"))
        return found

    def draw(self, kind: LineKind, refs: Sequence[str] | None) -> None:
        """Lines from the person to others; an empty name takes all the person's lines of this kind away."""
        for ref in refs or ():
            if ref.strip():
                target = self.other(ref, field=kind.value, group=True)
                self._steps.append(lambda person, target=target: self._link(person, target, kind))  # type: ignore[misc]
            else:
                self._steps.append(lambda person: self._unlink(person, kind))

    def _link(self, person: Contact, target: Contact, kind: LineKind) -> Contact:
        ends = [(person.id, target.id), *([(target.id, person.id)] if kind is LineKind.CONFLICT else [])]
        if not any(link.kind is kind and (link.source, link.target) in ends for link in self._map.links):
            self._people.link(person.id, target.id, kind)
        return person

    def _unlink(self, person: Contact, kind: LineKind) -> Contact:
        for link in self._map.links:
            ends = (link.source, link.target) if kind is LineKind.CONFLICT else (link.source,)
            if link.kind is kind and person.id in ends:
                self._people.unlink(link.id)
        return person

    def join(self, kind: TieKind, colleague: str | None) -> None:
        """One of our people stands to the person so; an empty name: nobody does any more."""
        if colleague is None:
            return

        def step(person: Contact) -> Contact:
            if colleague.strip():
                return self._people.tie(person.id, colleague, kind)
            for tie in person.ties:
                if tie.kind is kind:
                    person = self._people.untie(tie.id)
            return person

        self._steps.append(step)

    def leave(self, left: bool | None, on: date | None, to: str | None, successor: str | None) -> None:
        """Left the company (with a day, a place, a successor: empty for nobody), or is back."""
        gone = self.person is not None and self.person.status is ContactStatus.LEFT
        if not left and (left is False or not gone):
            for field, value in (("left_on", on), ("left_to", to), ("successor", successor)):
                if value is not None:
                    raise InvalidValue(field, value, reason=_("the person is at the company; add --left"))
        if on is not None and on > self._run.today:
            raise InvalidValue("left_on", on, reason=_("lies in the future"))
        if left is False:
            if gone:
                self._steps.append(lambda person: self._people.bring_back(person.id))
            return
        if (left and not gone) or on is not None:
            self._steps.append(lambda person: self._people.mark_left(person.id, on, left_to=to or ""))
        elif to is not None:
            self._steps.append(lambda person: self._people.change(person.id, left_to=to))
        if successor is not None:
            self._succeed(successor)

    def _succeed(self, ref: str) -> None:
        fields: dict[str, Any] = {}
        if ref.strip():
            try:
                fields["successor_id"] = self.other(ref, field="successor").id
            except NotFound:
                fields["name"] = ref

        def step(person: Contact) -> Contact:
            heir = self._people.succeed(person.id, **fields)
            if heir is not None:
                self._said.append(_("{heir} takes over from {name}").format(heir=heir.name, name=person.name))
            return self._people.get(person.id)

        self._steps.append(step)

    def move(self, ref: str, on: date | None, position: str) -> None:
        """Now at another of our accounts."""
        account = self._run.account(ref)
        if account.id == self._account_id:
            raise InvalidValue("moved_to", ref, reason=_("is where the person is already"))

        def step(person: Contact) -> Contact:
            self._said.append(_("{name} is now at {account}").format(name=person.name, account=account.name))
            return self._people.move_away(person.id, account.id, on=on, position=position)

        self._steps.append(step)

    def merge(self, ref: str) -> None:
        """A duplicate is taken in."""
        other = self.other(ref, field="merge")

        def step(person: Contact) -> Contact:
            self._said.append(_("{other} is one with {name} now").format(other=other.name, name=person.name))
            return self._people.merge(person.id, other.id)

        self._steps.append(step)

    def apply(self, fields: dict[str, Any], becomes: str) -> tuple[Contact, str]:
        """Do it all in one step; the contact as it is then, and what is to be said.

        Possible duplicates are told on stderr.
        """
        if self.person is not None and not (fields or becomes or self._steps):
            return self.person, _("{name} is as it was").format(name=self.person.name)
        with self._run.workspace.together(*_MINOR):
            person = self._done(fields, becomes)
        came = self.person is None or person.account_id != self.person.account_id
        if came or becomes or _REACHED_BY & fields.keys():
            self._tell_twins(person)
        return person, "\n".join(self._said)

    def _done(self, fields: dict[str, Any], becomes: str) -> Contact:
        before = self.person
        if before is None:
            person = self._people.add(self._account_id, **{"name": self._name, **fields})
            self._said.insert(0, _("added {name}").format(name=person.name))
        elif becomes:
            person = self._people.become(before.id, becomes, version=before.version, **fields)
            self._said.insert(0, _("{placeholder} is {name} now").format(placeholder=before.name, name=person.name))
        else:
            person = self._people.change(before.id, before.version, **fields) if fields else before
            said = _("changed {name}") if self._steps or person.version != before.version else _("{name} is as it was")
            self._said.insert(0, said.format(name=person.name))
        for step in self._steps:
            person = step(person)
        return person

    def _tell_twins(self, person: Contact) -> None:
        phones, emails = person.all_of(WayKind.PHONE), person.all_of(WayKind.EMAIL)
        for twin in self._people.twins(person.account_id, person.name, phones, emails, skip_id=person.id):
            text = _("perhaps the same person: {name} ({reason}); to make one of them, add --merge “{name}”")
            output.message(text.format(name=twin.contact.name, reason=twin.reason))
