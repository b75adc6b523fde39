"""What has happened with a person: tasks, touches, evidence, changes; and why they count as active."""

from __future__ import annotations

from datetime import timedelta

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.clock import user_day
from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact
from kamtui.domain.explained import Explained, Part
from kamtui.domain.plans import Task
from kamtui.domain.promises import Promise, is_late
from kamtui.domain.today import ago_words, date_words, day_words, written_day
from kamtui.domain.touches import Touch
from kamtui.domain.words import TaskStatus, WayKind
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens.account_parts import task_line
from kamtui.ui.screens.account_person import Fact, Person
from kamtui.ui.screens.person_lines import Other, heading, words
from kamtui.ui.widgets.walk import Piece
from kamtui.workspace.person_history import PersonChange
from kamtui.workspace.person_view import ProvedItem

_OUTCOME_LINES = 3


def tasks_part(person: Person, *, first: bool = False) -> list[Piece]:
    """Open tasks."""
    tasks = [_task_piece(task, person) for task in person.view.open_tasks]
    return [heading(_("open tasks"), _("t makes one"), first), *(tasks or [words(_("none"))])]


def done_part(person: Person) -> list[Piece]:
    """Closed tasks, if any."""
    tasks = [_task_piece(task, person) for task in person.view.closed_tasks]
    return [heading(_("closed tasks")), *tasks] if tasks else []


def _task_piece(task: Task, person: Person) -> Piece:
    def draw(width: int, on: str) -> list[Strip]:
        line = Line(width, on)
        if task.status is TaskStatus.OPEN:
            task_line(task, person.today, line)
        else:
            day = ago_words(task.done_on, person.today, short=True) if task.done_on else label(task.status)
            done = task.status is TaskStatus.DONE
            line.right(f" {day}", "faint").add(f"{G.done if done else G.off} ", "good" if done else "faint")
            line.add(task.title, "text" if done else "faint")
        strips = [line.strip()]
        return strips + paint.paragraph(task.result, width, "muted", 2, on)[:2] if task.result else strips

    return Piece(f"task:{task.id}", draw, task)


def touches_part(person: Person, *, first: bool = False) -> list[Piece]:
    """Every touch, newest first."""
    if person.contact.placeholder:
        return []
    touches = person.view.touches
    count = ngettext("{n} touch", "{n} touches", len(touches)).format(n=len(touches)) if touches else _("touches")
    found = [_touch_piece(touch, person) for touch in touches]
    return [
        heading(count, _("c logs one"), first),
        *(found or [words(_("none yet: the first one makes an active contact"))]),
    ]


def _touch_piece(touch: Touch, person: Person) -> Piece:
    names = {person.contact.name, *(one.name for one, _account in person.view.former)}
    accounts = {account.id: account.name for _one, account in person.view.former}

    def draw(width: int, on: str) -> list[Strip]:
        line = Line(width, on).add(ago_words(touch.on, person.today), "strong").add(f"  {label(touch.kind)}", "accent")
        others = [name for name in touch.people if name not in names]
        if others:
            line.add("  " + _("with {names}").format(names=", ".join(others)), "muted")
        if touch.account_id != person.contact.account_id and touch.account_id in accounts:
            line.add(f"  {accounts[touch.account_id]}", "faint")
        strips = [line.strip()]
        if touch.outcome:
            strips += paint.paragraph(touch.outcome, width, "text", 2, on)[:_OUTCOME_LINES]
        if touch.next_step:
            strips += paint.paragraph(f"{G.arrow} {touch.next_step}", width, "muted", 2, on)[:2]
        return strips

    return Piece(f"touch:{touch.id}", draw, touch)


def promises_part(person: Person) -> list[Piece]:
    """What is promised, by us to the person and by the person to us."""
    promises = [_promise_piece(one, person) for one in person.view.promises]
    return [heading(_("open promises"), _("space keeps one")), *promises] if promises else []


def _promise_piece(promise: Promise, person: Person) -> Piece:
    def draw(width: int, on: str) -> list[Strip]:
        line = Line(width, on)
        if promise.due is not None:
            line.right(f" {day_words(promise.due, person.today)}", "bad" if is_late(promise, person.today) else "muted")
        line.add(f"{G.open} ", "muted").add(f"{label(promise.side)}: ", "accent")
        return [line.add(promise.text).strip()]

    return Piece(f"promise:{promise.id}", draw, promise)


def evidence_part(person: Person) -> list[Piece]:
    """The progressions that a touch with this person proved."""
    proofs = [_proof_piece(item) for item in person.view.evidence]
    return [heading(_("evidence given")), *proofs] if proofs else []


def _proof_piece(item: ProvedItem) -> Piece:
    def draw(width: int, on: str) -> list[Strip]:
        line = Line(width, on).add(f"{G.done} ", "good").add(f"{item.code} ".lstrip(), "muted")
        if item.on is not None:
            line.right(f" {date_words(item.on)}", "faint")
        strips = [line.add(item.title).strip()]
        return strips + paint.paragraph(item.text, width, "muted", 2, on)[:2] if item.text else strips

    return Piece(f"proof:{item.code}:{item.title}", draw, item)


def history_part(person: Person) -> list[Piece]:
    """Who changed what, and when."""
    changes = [_change_piece(number, change, person) for number, change in enumerate(person.view.history)]
    return [heading(_("changes")), *changes] if changes else []


def _change_piece(number: int, change: PersonChange, person: Person) -> Piece:
    def draw(width: int, on: str) -> list[Strip]:
        day = user_day(change.at)
        head = f"{ago_words(day, person.today, short=True)}  "
        start = max(13, cell_len(head))
        lines = paint.wrap(change.text, max(12, width - start - cell_len(change.user) - 2))
        strips = [Line(width, on).cell(head, start, "muted").right(f" {change.user}", "faint").add(lines[0]).strip()]
        return strips + [Line(width, on).space(start).add(text).strip() for text in lines[1:]]

    return Piece(f"change:{number}", draw, change)


def copied(item: object, contact: Contact) -> str:
    """What `y` takes from a line; where that has nothing, the name and all ways to reach the person."""
    if isinstance(item, Fact):
        return item.text
    if isinstance(item, Touch):
        return f"{written_day(item.on)} {label(item.kind)} {', '.join(item.people)}: {item.outcome}"
    if isinstance(item, Task):
        return item.title
    if isinstance(item, Promise):
        return f"{label(item.side)}: {item.text} {item.due or ''}".strip()
    person = item.contact if isinstance(item, Other) else contact
    ways = [value for kind in WayKind for value in person.all_of(kind)]
    return ", ".join(part for part in (person.name, person.position, *ways) if part)


def why_active(person: Person) -> tuple[str, Explained[bool]]:
    """Why the person counts as an active contact or not, and when the next touch is due, as an explanation."""
    contact, state = person.contact, person.view.cadence
    own = contact.cadence_maximum is not None or contact.cadence_ideal is not None
    last = contact.last_touch
    maximum = state.maximum if state else rules.NO_CADENCE_DAYS
    here = rules.at_company(contact)
    note = _("their own") if own else _("none is set for this level: {n} days hold").format(n=maximum)
    if state is not None and not own:
        note = _("of level {n}").format(n=contact.level)
    why = [name for name, holds in _reasons(person) if holds]
    parts = [
        Part(_("At the company"), here, "" if here else _("placeholders and people who left are never active")),
        Part(_("Last touch"), last, ago_words(last, person.today) if last else _("never touched")),
        Part(_("Most days between touches"), maximum, note),
        Part(_("Active until"), last + timedelta(days=maximum) if last and here else None),
        Part(_("Ideal days between touches"), state.ideal if state else None),
        Part(_("Reminds on Today"), bool(why) and state is not None, ", ".join(why) or _("no role, no influence")),
    ]
    rule = _("at the company, and the last touch is within the maximum of the level, or of the person")
    return _("Active contact: {name}").format(name=contact.name), Explained(person.view.active, tuple(parts), rule)


def _reasons(person: Person) -> tuple[tuple[str, bool], ...]:
    contact = person.contact
    return (
        (_("key player"), rules.is_key_player(contact)),
        (_("holds a role"), bool(contact.roles)),
        (_("chosen"), contact.chosen),
    )
