"""Pieces that the tabs of the account card draw alike: labelled facts, section titles, touches, tasks, freshness."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact
from kamtui.domain.plans import Task
from kamtui.domain.quarters import Quarter
from kamtui.domain.settings import MethodSettings
from kamtui.domain.today import ago_words, date_words, day_words
from kamtui.domain.touches import Touch
from kamtui.domain.words import TaskStatus
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G, attitude_glyph
from kamtui.ui.paint import Line, Span

LABEL_WIDTH = 18
_ATTITUDES = ("bad", "warn", "muted", "good", "good")


def attitude_span(contact: Contact) -> Span:
    """The sign of a contact's attitude, in its colour."""
    return attitude_glyph(contact.attitude), _ATTITUDES[contact.attitude + 2]


def name_span(contact: Contact) -> Span:
    """The name, as strong as the person is there: a placeholder between dotted lines, faint once gone."""
    if contact.placeholder:
        return f"{G.ghost} {contact.name} {G.ghost}", "accent"
    return contact.name, "strong" if rules.at_company(contact) else "faint"


def freshness(contact: Contact, settings: MethodSettings, today: date) -> Span:
    """How long ago the last touch was; `!` when that is beyond the maximum of the level."""
    if not rules.at_company(contact):
        if contact.left_on is None:
            return "", "faint"
        return _("left {day}").format(day=date_words(contact.left_on)), "faint"
    state = rules.cadence_state(contact, settings, today)
    words = _("never")
    if contact.last_touch is not None:
        days = (today - contact.last_touch).days
        words = _("{n} d").format(n=days) if days > 0 else _("today")
    if state is None:
        return words, "muted"
    if state.state == "late":
        return f"{words} {G.late}", "bad" if state.reminds else "warn"
    return words, "warn" if state.state == "due" else "good"


def quarter_words(quarter: Quarter | None, today_quarter: Quarter) -> str:
    """`Q4` within the current year, `Q1 2027` outside it, nothing for none."""
    if quarter is None:
        return ""
    if quarter.year == today_quarter.year:
        return _("Q{number}").format(number=quarter.number)
    return _("Q{number} {year}").format(number=quarter.number, year=quarter.year)


def fact(
    name: str, spans: Sequence[Span], width: int, label_width: int = LABEL_WIDTH, indent: int = 0, on: str = ""
) -> list[Strip]:
    """A fact under its label. Spans are kept on one line while they fit; otherwise their text is wrapped."""
    start = indent + label_width
    text = "".join(part for part, _style in spans)
    if cell_len(text) <= width - start:
        return [Line(width, on).space(indent).cell(name, label_width, "muted").spans(spans).strip()]
    style = spans[0][1] if len(spans) == 1 else "text"
    strips = []
    for index, part in enumerate(paint.wrap(text, max(8, width - start))):
        head = name if index == 0 else ""
        strips.append(Line(width, on).space(indent).cell(head, label_width, "muted").add(part, style).strip())
    return strips


def section(title: str, width: int, on: str = "") -> list[Strip]:
    """A blank line and the title of a section on a thin rule."""
    return [paint.blank(width, on), paint.rule(width, title, on)]


def touch_lines(touch: Touch, today: date, width: int, on: str = "") -> list[Strip]:
    """A touch in two or three lines: when and how, what came of it, what is next."""
    head = Line(width, on).add(ago_words(touch.on, today), "text").add(f"  {label(touch.kind)}", "muted")
    if touch.people:
        head.add("  " + ", ".join(touch.people), "faint")
    strips = [head.strip()]
    if touch.outcome:
        strips += paint.paragraph(touch.outcome, width, "text", indent=2, on=on)[:3]
    if touch.next_step:
        strips.append(Line(width, on).space(2).add(f"{G.arrow} {touch.next_step}", "accent").strip())
    return strips


def due_span(due: date | None, today: date) -> Span:
    """When a task is due, in words; late ones are marked by colour and words."""
    if due is None:
        return "", "muted"
    return day_words(due, today, short=True), "bad" if due < today else "warn" if due == today else "muted"


def task_line(task: Task, today: date, line: Line) -> None:
    """A task on one line: status, title, when."""
    done = task.status is TaskStatus.DONE
    line.add(f"{G.done if done else G.open} ", "good" if done else "muted")
    words, style = due_span(task.due, today)
    if words:
        line.right(f" {words}", style)
    line.add(task.title, "muted" if done else "text")
