"""A person of the map in full: facts, last touches, open tasks; beside the map or as a dialog."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.strip import Strip

from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact
from kamtui.domain.plans import Task
from kamtui.domain.settings import MethodSettings
from kamtui.domain.today import ago_words, date_words
from kamtui.domain.touches import Touch
from kamtui.i18n import _, pgettext
from kamtui.labels import label, level_label
from kamtui.ui import paint
from kamtui.ui.dialogs.panel import ReadDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens.account_contact_form import reports_of
from kamtui.ui.screens.account_map_cards import role_words
from kamtui.ui.screens.account_parts import attitude_span, fact, name_span, section, task_line, touch_lines

if TYPE_CHECKING:
    from datetime import date

    from kamtui.workspace import Workspace

LAST_TOUCHES = 5


class Person(NamedTuple):
    """All that the panel shows of a contact."""

    contact: Contact
    boss: str
    reports: tuple[str, ...]
    touches: tuple[Touch, ...]
    tasks: tuple[Task, ...]
    settings: MethodSettings
    today: date


def read_person(workspace: Workspace, contact: Contact, people: Sequence[Contact]) -> Person:
    """Read what the panel shows; `people` are the contacts of the account."""
    names = {person.id: person.name for person in people}
    touches = [touch for touch in workspace.touches.of(contact.account_id) if contact.id in touch.contact_ids]
    tasks = [task for task in workspace.tasks.open(contact.account_id) if task.contact_id == contact.id]
    return Person(
        contact,
        names.get(contact.reports_to or "", ""),
        tuple(person.name for person in reports_of(contact, people)),
        tuple(touches[:LAST_TOUCHES]),
        tuple(tasks),
        workspace.method,
        workspace.today_date,
    )


def person_lines(person: Person, width: int, on: str = "", title: bool = True) -> list[Strip]:
    """The panel in `width` cells; `title`: with the name above."""
    contact = person.contact
    strips: list[Strip] = []
    if title:
        head = Line(width, on).add(*name_span(contact))
        if rules.is_key_player(contact):
            head.add(f" {G.star}", "accent")
        strips.append(head.strip())
    under = f" {G.dot} ".join(part for part in (contact.position, contact.unit) if part)
    if under:
        strips += paint.paragraph(under, width, "muted", on=on)
    strips.append(paint.blank(width, on))
    for name, spans in _facts(person):
        strips += fact(name, spans, width, on=on)
    if contact.note:
        strips += [*section(_("note"), width, on), *paint.paragraph(contact.note, width, on=on)]
    if not contact.placeholder:
        strips += section(_("last touches"), width, on)
        for touch in person.touches:
            strips += touch_lines(touch, person.today, width, on)
        if not person.touches:
            strips += paint.paragraph(_("none yet: c logs the first"), width, "muted", on=on)
    strips += section(_("open tasks"), width, on)
    for task in person.tasks:
        line = Line(width, on)
        task_line(task, person.today, line)
        strips.append(line.strip())
    if not person.tasks:
        strips += paint.paragraph(_("none: t makes one"), width, "muted", on=on)
    return strips


def _facts(person: Person) -> list[tuple[str, list[Span]]]:
    contact = person.contact
    unknown: Span = (_("unknown"), "faint")
    level = f"{contact.level} {G.dot} {level_label(contact.level)}" if contact.level else ""
    facts: list[tuple[str, list[Span]]] = [
        (_("level"), [(level, "text") if level else unknown]),
        (_("function"), [(label(contact.function), "text") if contact.function else unknown]),
        (_("roles"), [(role_words(contact), "accent") if contact.roles else (_("none known"), "faint")]),
    ]
    if not contact.placeholder:
        glyph, style = attitude_span(contact)
        facts.append((_("attitude"), [(f"{glyph} {label(contact.attitude)}", style)]))
    influence: Span = (label(contact.influence), "text") if contact.influence else unknown
    facts.append((_("influence"), [influence]))
    if not contact.placeholder:
        facts += [(_("relationship"), _relationship(contact)), (_("last touch"), [_touch(person)])]
    more = (
        (_("reports to"), person.boss),
        (_("reports"), ", ".join(person.reports)),
        (_("buys"), ", ".join(contact.categories)),
        (_("phone"), contact.phone),
        (pgettext("person", "e-mail"), contact.email),
        (_("birthday"), date_words(contact.birthday) if contact.birthday else ""),
    )
    facts += [(name, [(text, "text")]) for name, text in more if text]
    return facts


def _relationship(contact: Contact) -> list[Span]:
    filled, rest = paint.bar(contact.strength / 4, 4)
    spans: list[Span] = [(filled, "accent"), (rest, "faint"), (f" {label(contact.strength)}", "text")]
    wanted = contact.target_strength
    if wanted is not None and wanted > contact.strength:
        spans.append((f" {G.arrow} {label(wanted)}", "muted"))
    return spans


def _touch(person: Person) -> Span:
    contact, today = person.contact, person.today
    if not rules.at_company(contact):
        day = contact.left_on
        return _("left {day}").format(day=date_words(day)) if day else label(contact.status), "faint"
    words = ago_words(contact.last_touch, today) if contact.last_touch else _("never")
    state = rules.cadence_state(contact, person.settings, today)
    if state is None:
        return words, "text"
    if state.state == "late":
        mark = _("{words} {mark} at most every {n} days").format(words=words, mark=G.late, n=state.maximum)
        return mark, "bad" if state.reminds else "warn"
    return words, "warn" if state.state == "due" else "good"


class PersonDialog(ReadDialog):
    """A person, to read."""

    def __init__(self, person: Person) -> None:
        self.person = person
        super().__init__(person.contact.name)

    def content(self, width: int) -> Sequence[Strip]:
        """Facts, touches, tasks."""
        return person_lines(self.person, width, "panel", title=False)
