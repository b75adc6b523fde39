"""A line of Today that is no task becomes one, to be planned into a time or handed to somebody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kamtui.domain.plans import Task
from kamtui.domain.today import AgendaItem
from kamtui.domain.today_groups import CONTACT_KINDS, PROGRESSION_KINDS, TASK_KINDS
from kamtui.domain.words import AgendaKind, PromiseSide
from kamtui.errors import Refused
from kamtui.i18n import _

if TYPE_CHECKING:
    from kamtui.domain.contacts import Contact
    from kamtui.domain.slot_line import SlotLine
    from kamtui.workspace import Workspace

_TITLE = 200  # characters of a task's


def contact_of(ws: Workspace, item: AgendaItem) -> Contact | None:
    """Whom a line is about, with phones; None where it is about nobody, or a placeholder."""
    contact_id: str | None = None
    if item.kind in CONTACT_KINDS:
        contact_id = item.ref
    elif item.kind is AgendaKind.PROMISE:
        contact_id = ws.promises.get(item.ref).contact_id
    elif item.kind is AgendaKind.ESCALATION:
        contact_id = ws.escalations.get(item.ref).contact_id
    elif item.kind in TASK_KINDS:
        contact_id = ws.tasks.get(item.ref).contact_id
    contact = ws.contacts.get(contact_id) if contact_id else None
    return None if contact is None or contact.placeholder else contact


def title_of(ws: Workspace, item: AgendaItem) -> str:
    """What is to be done about a line, as the title of a task."""
    kind = item.kind
    if kind in CONTACT_KINDS:
        name = ws.contacts.get(item.ref).name
        if kind is AgendaKind.CADENCE:
            return _("Get in touch with {name}").format(name=name)
        if kind is AgendaKind.BIRTHDAY:
            return _("Congratulate {name}").format(name=name)
        return _("Find out who replaces {name}").format(name=name)
    if kind is AgendaKind.PROMISE:
        promise = ws.promises.get(item.ref)
        if promise.side is PromiseSide.OURS:
            return promise.text
        return _("Ask {name}: {text}").format(name=promise.contact or promise.account_name, text=promise.text)
    if kind is AgendaKind.FALLING_ORDERS:
        return _("Find out why orders are falling")
    if kind is AgendaKind.SINGLE_THREAD:
        return _("Find another contact: the relation hangs on one thread")
    return item.title


def make(
    ws: Workspace,
    item: AgendaItem,
    *,
    owner: str | None = None,
    on: date | None = None,
    at: SlotLine | None = None,
) -> Task:
    """A task of a line, for a day (that of the line, at the earliest today), handed to `owner` if there is one.

    One step. The line is put off until the day after, so that it does not stand beside its task; not an escalation,
    whose clock runs on: it gets the owner. Raises Refused for a line that is a task; as `tasks.add` and `tasks.hand`.
    """
    if item.kind in TASK_KINDS:
        raise Refused(_("“{title}” is a task already").format(title=item.title))
    day = on or max(item.due or ws.today_date, ws.today_date)
    links: dict[str, object] = {"account_id": item.account_id}
    if item.kind in CONTACT_KINDS:
        links["contact_id"] = item.ref
    elif item.kind in PROGRESSION_KINDS:
        links["progression_id"] = item.ref
    elif item.kind is AgendaKind.PROMISE:
        links["contact_id"] = ws.promises.get(item.ref).contact_id
    slot = {} if at is None else {"due_time": at.start, "minutes": at.minutes}
    with ws.together():
        task = ws.tasks.add(title=title_of(ws, item)[:_TITLE], due=day, **links, **slot)
        if owner is not None:
            task = ws.tasks.hand(task.id, owner)
        if item.kind is not AgendaKind.ESCALATION:
            ws.today.snooze(item, day + timedelta(days=1))
        elif owner is not None:
            ws.escalations.change(item.ref, owner=task.owner)
    return task
