"""Two contacts that are one person become one: nothing that belongs to either is lost, nothing is there twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kamtui.domain.phones import phone_key
from kamtui.domain.words import ContactStatus, LineKind, TieKind, WayKind
from kamtui.errors import InvalidValue
from kamtui.i18n import _
from kamtui.workspace.base import apply
from kamtui.workspace.contact_writes import AT_THE_COMPANY

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step

# Facts that the other contact fills where the kept one has none; 0 is "neutral" and "none".
_FACTS = (
    "position", "attitude", "influence", "strength", "target_strength", "unit_id", "birthday", "language", "favours",
    "chosen",
)  # fmt: skip
_LONG = 20_000


def merge_rows(step: Step, keep: tables.Contact, other: tables.Contact) -> None:
    """Give `keep` all that belongs to `other`, and delete that one. Raises InvalidValue when the notes are too long."""
    _merge_facts(keep, other)
    _merge_presence(keep, other)
    _merge_ways(step, keep, other)
    _merge_references(step, keep, other)
    _merge_lines(step, keep, other)
    _merge_ties(step, keep, other)
    _merge_touches(step, keep, other)
    _merge_marks(step, keep, other)
    step.mark_changed(keep)
    step.session.flush()
    step.session.delete(other)


def _merge_facts(keep: tables.Contact, other: tables.Contact) -> None:
    if keep.placeholder and not other.placeholder:  # the name of a person is a fact, that of a placeholder is not
        apply(keep, {"name": other.name, "search_key": other.search_key, "placeholder": False})
    for name in _FACTS:
        if not getattr(keep, name):
            apply(keep, {name: getattr(other, name)})
    if keep.favours == other.favours and not keep.competitor:
        apply(keep, {"competitor": other.competitor})
    ideal, maximum = keep.cadence_ideal or other.cadence_ideal, keep.cadence_maximum or other.cadence_maximum
    if not (ideal and maximum and ideal > maximum):  # marks of two records need not fit together
        apply(keep, {"cadence_ideal": ideal, "cadence_maximum": maximum})
    for name in ("level", "function"):
        guessed = f"{name}_guessed"
        value, said = getattr(other, name), not getattr(other, guessed)
        if value is not None and (getattr(keep, name) is None or (getattr(keep, guessed) and said)):
            apply(keep, {name: value, guessed: not said})
    if other.note and other.note not in keep.note:
        note = "\n".join(part for part in (keep.note, other.note) if part)
        if len(note) > _LONG:
            reason = _("the two notes together are longer than {limit} characters; shorten one, then merge")
            raise InvalidValue("note", other.name, reason=reason.format(limit=_LONG))
        apply(keep, {"note": note})


def _merge_presence(keep: tables.Contact, other: tables.Contact) -> None:
    """Whoever is at the company by one of the records is there; two who left have left as one."""
    if ContactStatus.LEFT not in (keep.status, other.status):
        return
    if keep.status != other.status:
        apply(keep, AT_THE_COMPANY)
        return
    for name in ("left_on", "left_to", "left_settled"):
        if not getattr(keep, name):
            apply(keep, {name: getattr(other, name)})


def _merge_ways(step: Step, keep: tables.Contact, other: tables.Contact) -> None:
    """The other's main phone and e-mail are main where there are none, further ways else."""
    from kamtui.db.tables import ContactWay

    present = _rows(step, ContactWay, "contact_id", keep.id)
    have = {_way(way.kind, way.value) for way in present}
    place = max((way.position for way in present), default=-1) + 1
    for column, kind in (("phone", WayKind.PHONE), ("email", WayKind.EMAIL)):
        value = getattr(other, column)
        have.add(_way(kind, getattr(keep, column)))
        if not value or _way(kind, value) in have:
            continue
        have.add(_way(kind, value))
        if getattr(keep, column):
            step.session.add(ContactWay(contact_id=keep.id, kind=kind.value, value=value, position=place))
            place += 1
        else:
            apply(keep, {column: value})
    for way in _rows(step, ContactWay, "contact_id", other.id):
        if _way(way.kind, way.value) in have:
            step.session.delete(way)
            continue
        have.add(_way(way.kind, way.value))
        apply(way, {"contact_id": keep.id, "position": place})
        place += 1


def _way(kind: str, value: str) -> tuple[str, str]:
    """What tells two ways apart: a phone by its digits."""
    return str(kind), (phone_key(value) if kind == WayKind.PHONE else "") or value.casefold()


def _merge_references(step: Step, keep: tables.Contact, other: tables.Contact) -> None:
    """Reports, successors and former records of either are those of the kept one; a circle is opened where it closes.

    Who stands between the two in the tree goes up to the boss of the upper one.
    """
    from kamtui.db.tables import Contact

    for column in ("reports_to_id", "successor_id", "former_id"):
        above = getattr(other, column)
        if getattr(keep, column) == other.id:
            apply(keep, {column: None if above == keep.id else above})
        # Of records of one person that name each other as former the merged one is the latest: it takes the link.
        elif getattr(keep, column) is None and (
            (column == "former_id" and above != keep.id) or keep.id not in _chain(step, above, column)
        ):
            apply(keep, {column: above})
        for row in _rows(step, Contact, column, other.id):
            apply(row, {column: keep.id})
        step.session.flush()
        chain = _chain(step, getattr(keep, column), column)
        if keep.id in chain:
            last = step.get(Contact, chain[chain.index(keep.id) - 1], _("contact"))
            apply(last, {column: above if column == "reports_to_id" and above not in chain else None})
            step.session.flush()
    if keep.status != ContactStatus.LEFT:
        apply(keep, {"successor_id": None})
    elif keep.successor_id is not None:
        apply(keep, {"left_settled": False})


def _chain(step: Step, start: str | None, column: str) -> list[str]:
    """The ids that `column` leads to from `start`, which is the first; each once."""
    from kamtui.db.tables import Contact

    chain: list[str] = []
    at = start
    while at is not None and at not in chain:
        chain.append(at)
        at = getattr(step.get(Contact, at, _("contact")), column)
    return chain


def _merge_lines(step: Step, keep: tables.Contact, other: tables.Contact) -> None:
    from sqlmodel import col, or_, select

    from kamtui.db.tables import ContactLine

    def ends(line: ContactLine) -> tuple[str, ...]:
        source, target = (keep.id if end == other.id else end for end in (line.from_id, line.to_id))
        # A conflict is the same from either end.
        return (line.kind, *(sorted((source, target)) if line.kind == LineKind.CONFLICT else (source, target)))

    both = (keep.id, other.id)
    lines = step.session.exec(
        select(ContactLine).where(or_(col(ContactLine.from_id).in_(both), col(ContactLine.to_id).in_(both)))
    ).all()
    present = {ends(line): line for line in lines if other.id not in (line.from_id, line.to_id)}
    for line in sorted(lines, key=lambda line: line.id):
        if other.id not in (line.from_id, line.to_id):
            continue
        twin = present.get(ends(line))
        if twin is not None or keep.id in (line.from_id, line.to_id):
            if twin is not None and not twin.note:
                apply(twin, {"note": line.note})
            step.session.delete(line)
            continue
        present[ends(line)] = line
        apply(line, {"from_id" if line.from_id == other.id else "to_id": keep.id})


def _merge_ties(step: Step, keep: tables.Contact, other: tables.Contact) -> None:
    """Of two ties with one colleague the nearer holds; the owner of the kept one stays its only owner."""
    from kamtui.db.tables import ContactTie

    order = [kind.value for kind in TieKind]
    present = {tie.colleague_id: tie for tie in _rows(step, ContactTie, "contact_id", keep.id)}
    owned = any(tie.kind == TieKind.OWNER for tie in present.values())
    for tie in _rows(step, ContactTie, "contact_id", other.id):
        mine = present.get(tie.colleague_id)
        owns = mine is not None and mine.kind == TieKind.OWNER
        kind = TieKind.KNOWS.value if tie.kind == TieKind.OWNER and owned and not owns else tie.kind
        owned = owned or kind == TieKind.OWNER
        if mine is None:
            apply(tie, {"contact_id": keep.id, "kind": kind})
            continue
        apply(mine, {"kind": min(mine.kind, kind, key=order.index), "note": mine.note or tie.note})
        if mine.strength is None:
            apply(mine, {"strength": tie.strength})
        step.session.delete(tie)


def _merge_touches(step: Step, keep: tables.Contact, other: tables.Contact) -> None:
    """Touches of the other are touches of the kept one; one with both of them has the person once."""
    from sqlmodel import col, select

    from kamtui.db.tables import Touch, TouchPerson

    with_other = select(TouchPerson.touch_id).where(TouchPerson.contact_id == other.id)
    touches = {touch.id: touch for touch in step.session.exec(select(Touch).where(col(Touch.id).in_(with_other))).all()}
    taken = {person.touch_id for person in _rows(step, TouchPerson, "contact_id", keep.id)}
    for person in _rows(step, TouchPerson, "contact_id", other.id):
        if person.touch_id in taken:
            step.session.delete(person)
        else:
            apply(person, {"contact_id": keep.id})
            taken.add(person.touch_id)
        step.mark_changed(touches[person.touch_id])


def _merge_marks(step: Step, keep: tables.Contact, other: tables.Contact) -> None:
    """Tasks, initiatives, opportunities, roles, categories, evidence, and proposals that name the contact."""
    from sqlmodel import col, select

    from kamtui.db import tables as t

    for table in (t.Task, t.Initiative, t.Opportunity, t.Escalation, t.Note, t.Promise):
        for row in _rows(step, table, "contact_id", other.id):
            apply(row, {"contact_id": keep.id})
    for escalation in _rows(step, t.Escalation, "confirmed_by_id", other.id):
        apply(escalation, {"confirmed_by_id": keep.id})
    for task in step.session.exec(select(t.Task).where(col(t.Task.origin).contains(other.id))).all():
        apply(task, {"origin": task.origin.replace(other.id, keep.id)})
    _move(step, t.ContactRole, keep.id, other.id, lambda row: row.role)
    _move(step, t.MeetingPerson, keep.id, other.id, lambda row: row.meeting_id)
    _move(step, t.ContactCategory, keep.id, other.id, lambda row: row.category_id)
    _move(step, t.ProgressProof, keep.id, other.id, lambda row: (row.account_id, row.progression_id, row.document))
    waved = _rows(step, t.WavedOff, "account_id", keep.account_id)
    keys = {row.key for row in waved}
    for row in waved:
        key = row.key.replace(other.id, keep.id)
        if key != row.key and key in keys:
            step.session.delete(row)
        else:
            apply(row, {"key": key})


def _move(step: Step, table: type[Any], keep_id: str, other_id: str, what: Callable[[Any], object]) -> None:
    """Rows of the other become rows of the kept one, but those that say what one of it says already."""
    present = {what(row) for row in _rows(step, table, "contact_id", keep_id)}
    for row in _rows(step, table, "contact_id", other_id):
        if what(row) in present:
            step.session.delete(row)
        else:
            apply(row, {"contact_id": keep_id})
            present.add(what(row))


def _rows(step: Step, table: type[Any], column: str, key: str) -> list[Any]:
    """The rows with this key in `column`, in the order of their ids."""
    from sqlmodel import select

    found = step.session.exec(select(table).where(getattr(table, column) == key)).all()
    return sorted(found, key=lambda row: row.id)
