"""Lines between people, and our own people who stand to them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kamtui.db import contacts as reads
from kamtui.db.contact_map import group
from kamtui.domain.contacts import Contact, Link
from kamtui.domain.text import clean, search_key
from kamtui.domain.words import LineKind, Strength, TieKind
from kamtui.errors import InvalidValue
from kamtui.i18n import _
from kamtui.workspace.base import Feature, apply
from kamtui.workspace.contact_writes import seen

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step

E = TypeVar("E", bound=Enum)
_LONGEST = 200


class Colleague(NamedTuple):
    """One of our own people; `user_id` when they also work in this workspace."""

    id: str
    name: str
    position: str = ""
    user_id: str | None = None


class ContactTies(Feature):
    """The part of `workspace.contacts` that joins people: with each other, and with ours."""

    def link(self, source_id: str, target_id: str, kind: LineKind | str, note: str = "") -> Link:
        """Draw a line: `source_id` influences `target_id`, or the two are in conflict, whichever is named first.

        Both are of one account, or of one account group. A line that is there already gets the `note`, if there is one.
        Raises InvalidValue for a line to oneself or into another group, or an unknown kind.
        """
        from kamtui.db import tables

        drawn, said = _member(LineKind, "kind", kind), _line("note", note)
        with self._ws.step("contact.link") as step:
            source = step.get(tables.Contact, source_id, _("contact"))
            target = step.get(tables.Contact, target_id, _("contact"))
            self._check_link(source, target)
            row = _drawn(step, source.id, target.id, drawn)
            if row is None:
                row = tables.ContactLine(from_id=source.id, to_id=target.id, kind=drawn.value, note=said)
                step.session.add(row)
            elif said:
                apply(row, {"note": said})
            step.subject = f"{source.name} → {target.name}"
            found = Link(row.id, row.from_id, row.to_id, drawn, row.note)
        return found

    def unlink(self, link_id: str) -> None:
        """Take a line away. Raises NotFound."""
        from kamtui.db import tables

        with self._ws.step("contact.unlink") as step:
            row = step.get(tables.ContactLine, link_id, _("line between people"))
            names = [step.get(tables.Contact, key, _("contact")).name for key in (row.from_id, row.to_id)]
            step.subject = " → ".join(names)
            step.session.delete(row)

    def tie(
        self,
        contact_id: str,
        colleague: str,
        kind: TieKind | str,
        *,
        strength: Strength | int | None = None,
        position: str = "",
        note: str = "",
    ) -> Contact:
        """How one of our people stands to a contact; one who has a tie already gets this one.

        `colleague` is a name: that of a user (or a login) is this user, another one is noted with the first tie.
        `position` is what the colleague is with us. A contact has one owner: the one before then only knows them.
        Strength, position and note that are not given stay. Raises InvalidValue.
        """
        from sqlmodel import select

        from kamtui.db import tables

        wanted, name = _member(TieKind, "kind", kind), _line("colleague", colleague)
        if not name:
            raise InvalidValue("colleague", colleague, reason=_("is needed"))
        values: dict[str, object] = {"kind": wanted}
        if strength is not None:
            values["strength"] = _member(Strength, "strength", strength)
        if note:
            values["note"] = _line("note", note)
        with self._ws.step("contact.tie") as step:
            contact = seen(self._reader, step, contact_id)
            ours = _colleague(step, name)
            if position:
                apply(ours, {"position": _line("position", position)})
            ties = {
                tie.colleague_id: tie
                for tie in step.session.exec(
                    select(tables.ContactTie).where(tables.ContactTie.contact_id == contact_id)
                ).all()
            }
            if wanted is TieKind.OWNER:
                for tie in ties.values():
                    if tie.kind == TieKind.OWNER and tie.colleague_id != ours.id:
                        apply(tie, {"kind": TieKind.KNOWS})
            row = ties.get(ours.id)
            if row is None:
                row = tables.ContactTie(contact_id=contact.id, colleague_id=ours.id, kind=wanted.value)
                step.session.add(row)
            apply(row, values)
        return self._ws.contacts.get(contact_id)

    def untie(self, tie_id: str) -> Contact:
        """One of our people has nothing to do with a contact any more; returns that contact. Raises NotFound."""
        from kamtui.db import tables

        with self._ws.step("contact.untie") as step:
            row = step.get(tables.ContactTie, tie_id, _("tie"))
            contact = seen(self._reader, step, row.contact_id)
            step.session.delete(row)
        return self._ws.contacts.get(contact.id)

    def colleagues(self) -> tuple[Colleague, ...]:
        """Our own people who were named so far, by name."""
        return tuple(Colleague(*row) for row in reads.colleagues(self._reader))

    def _check_link(self, source: tables.Contact, target: tables.Contact) -> None:
        if source.id == target.id:
            raise InvalidValue("target", target.name, reason=_("is the person whom the line begins at"))
        if source.account_id == target.account_id:
            return
        if target.account_id not in [row[0] for row in group(self._reader, source.account_id)]:
            raise InvalidValue(
                "target",
                target.name,
                reason=_("is at an account of another group; lines join people of one account or one group"),
            )


def _drawn(step: Step, source_id: str, target_id: str, kind: LineKind) -> tables.ContactLine | None:
    """The line that is there already; a conflict is the same from either end."""
    from sqlmodel import select

    from kamtui.db.tables import ContactLine as Row

    ends = [(source_id, target_id), (target_id, source_id)] if kind is LineKind.CONFLICT else [(source_id, target_id)]
    for source, target in ends:
        wanted = select(Row).where(Row.from_id == source, Row.to_id == target, Row.kind == kind.value)
        found = step.session.exec(wanted).first()
        if found is not None:
            return found
    return None


def _colleague(step: Step, name: str) -> tables.Colleague:
    """Our colleague of this name or login, made when new. A user is one colleague, by whatever name."""
    from sqlmodel import select

    from kamtui.db.tables import Colleague as Row
    from kamtui.db.tables import User

    key = search_key(name)
    users = step.session.exec(select(User)).all()
    same = [user for user in users if search_key(user.login) == key] or [u for u in users if search_key(u.name) == key]
    user = same[0] if len(same) == 1 else None
    if user is not None:
        found = step.session.exec(select(Row).where(Row.user_id == user.id)).first()
        if found is not None:
            return found
        name, key = user.name, search_key(user.name)
    found = step.session.exec(select(Row).where(Row.search_key == key)).first()
    if found is None:
        found = Row(name=name, search_key=key)
        step.session.add(found)
    if user is not None and found.user_id is None:
        apply(found, {"user_id": user.id})
    step.session.flush()
    return found


def _member(enum: type[E], field: str, value: object) -> E:
    try:
        return enum(value)
    except ValueError:
        expected = ", ".join(str(member.value) for member in enum)
        raise InvalidValue(field, value, expected=expected) from None


def _line(field: str, text: str) -> str:
    said = clean(text)
    if len(said) > _LONGEST:
        raise InvalidValue(field, text, reason=_("is longer than {limit} characters").format(limit=_LONGEST))
    return said
