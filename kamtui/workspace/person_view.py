"""Everything about one person on one screen, and how it is read: by the person, never by all of the account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kamtui.db import contacts as contact_reads
from kamtui.db import person as reads
from kamtui.db import promises as promise_reads
from kamtui.db import tasks as task_reads
from kamtui.db import touches as touch_reads
from kamtui.domain import contacts as rules
from kamtui.domain.contact_twins import Twin
from kamtui.domain.contacts import CadenceState, Contact, Link
from kamtui.domain.plans import Task
from kamtui.domain.promises import Promise
from kamtui.domain.touches import Touch
from kamtui.domain.words import LineKind, TaskStatus, WayKind
from kamtui.workspace.contact_map import MapAccount
from kamtui.workspace.person_history import PersonChange, history

if TYPE_CHECKING:
    from kamtui.workspace import Workspace


class ProvedItem(NamedTuple):
    """A progression that this person helped to prove: its code and title, since when it is done, the evidence."""

    code: str
    title: str
    on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """One contact with all that is known.

    `influences`, `influenced_by` and `conflicts` are lines with the person at the other end. `touches` are newest
    first, with those of `former`: the records of the same person at other accounts, the latest first. `predecessor`
    are those whom this person took over from. `history` is newest first, without what was undone.
    `promises` are open ones, given to or by the person.
    """

    contact: Contact
    account: MapAccount
    boss: Contact | None
    reports: tuple[Contact, ...]
    influences: tuple[tuple[Link, Contact], ...]
    influenced_by: tuple[tuple[Link, Contact], ...]
    conflicts: tuple[tuple[Link, Contact], ...]
    touches: tuple[Touch, ...]
    open_tasks: tuple[Task, ...]
    closed_tasks: tuple[Task, ...]
    evidence: tuple[ProvedItem, ...]
    twins: tuple[Twin, ...]
    successor: Contact | None
    predecessor: tuple[Contact, ...]
    former: tuple[tuple[Contact, MapAccount], ...]
    cadence: CadenceState | None
    active: bool
    history: tuple[PersonChange, ...]
    promises: tuple[Promise, ...] = ()


def read(workspace: Workspace, contact: Contact) -> PersonView:
    """All about a contact who is read already, as of today."""
    reader = workspace.reader
    with reader.snapshot():
        former, links = reads.former(reader, contact.id), reads.links_of(reader, contact.id)
        reports, before = reads.near(reader, contact.id)
        ends = {link.target if link.source == contact.id else link.source for link in links}
        one = [key for key in (contact.reports_to, contact.successor) if key is not None]
        wanted = dict.fromkeys([*one, *former, *reports, *before, *ends])
        people = {found.id: found for found in contact_reads.contacts(reader, ids=list(wanted))}
        companies = {
            key: MapAccount(key, code, name)
            for key, (code, name) in reads.companies(
                reader, [contact.account_id, *(people[key].account_id for key in former)]
            ).items()
        }
        tasks = task_reads.with_contact(reader, contact.id)
        lines = [(link, people[link.target if link.source == contact.id else link.source]) for link in links]
        everywhere = [contact.id, *former]
        return PersonView(
            contact=contact,
            account=companies[contact.account_id],
            boss=people.get(contact.reports_to or ""),
            reports=tuple(found for found in people.values() if found.id in reports),
            influences=tuple(
                line for line in lines if line[0].kind is LineKind.INFLUENCES and line[0].source == contact.id
            ),
            influenced_by=tuple(
                line for line in lines if line[0].kind is LineKind.INFLUENCES and line[0].target == contact.id
            ),
            conflicts=tuple(line for line in lines if line[0].kind is LineKind.CONFLICT),
            touches=tuple(touch_reads.touches_with(reader, everywhere)),
            open_tasks=tuple(task for task in tasks if task.status is TaskStatus.OPEN),
            closed_tasks=tuple(task for task in tasks if task.status is not TaskStatus.OPEN),
            evidence=tuple(
                ProvedItem(code, title, on, text or outcome)
                for code, title, on, text, outcome in reads.evidence(reader, everywhere)
            ),
            twins=workspace.contacts.twins(
                contact.account_id,
                "" if contact.placeholder else contact.name,
                contact.all_of(WayKind.PHONE),
                contact.all_of(WayKind.EMAIL),
                contact.id,
            ),
            successor=people.get(contact.successor or ""),
            predecessor=tuple(found for found in people.values() if found.id in before),
            former=tuple((people[key], companies[people[key].account_id]) for key in former),
            cadence=rules.cadence_state(contact, workspace.method, workspace.today_date),
            active=rules.is_active(contact, workspace.method, workspace.today_date),
            history=history(reader, everywhere),
            promises=tuple(promise_reads.with_contact(reader, contact.id)),
        )
