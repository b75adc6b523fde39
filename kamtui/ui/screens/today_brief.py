"""Beside the list of Today: the account of the line, ready for a call, and below it the hours of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain.money import format_share
from kamtui.domain.today import AccountBrief
from kamtui.domain.week import (
    ESCALATION,
    MEETING,
    Day,
    Slot,
    capacity_words,
    clock,
    minutes_of,
    minutes_words,
    slots,
    slots_from,
)
from kamtui.domain.words import WayKind
from kamtui.errors import KamtuiError
from kamtui.i18n import _, ngettext
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, bar, blank, paragraph, rule, wrap
from kamtui.ui.screens.today_lines import MARK_STYLE

if TYPE_CHECKING:
    from kamtui.domain.contacts import Contact
    from kamtui.ui.screens.today import TodayView

LEAST_MEETING = 16  # cells that say something about a meeting
LEAST_SLOTS = 3  # lines of the day that are worth a heading


def side_lines(view: TodayView, width: int, room: int) -> list[Strip]:
    """What stands beside the list, or below it in a narrow terminal, where `room` lines are shown."""
    day = view.workspace.week.day(view.workspace.today_date)
    if view.kam.width_class == "narrow":
        return [_day_line(day, width), *_brief(view, width, narrow=True)]
    lines = _brief(view, width, narrow=False)
    hours = _day_lines(view, width, max(0, room - len(lines) - 1))
    if not hours:
        return lines
    return [*lines, *[blank(width)] * (room - len(lines) - len(hours)), *hours]


def _brief(view: TodayView, width: int, *, narrow: bool) -> list[Strip]:
    item, account_id = view.selected, view.account_id
    lines: list[Strip] = []
    try:
        contact = view.workspace.today.contact(item) if item is not None else None
        brief = view.workspace.accounts.brief(account_id) if account_id is not None else None
    except KamtuiError:  # deleted a moment ago
        contact = brief = None
    if item is not None and narrow:
        head = Line(width).space()
        if contact is not None and phone_of(contact):
            head.right(f"  {phone_of(contact)} ", "accent")
        head.add(item.title, "strong").add(f"  {item.reason}", MARK_STYLE.get(item.mark, "muted"))
        lines.append(head.strip())
    elif item is not None:
        lines += paragraph(item.title, width, "strong", indent=1)
        lines += paragraph(item.reason, width, MARK_STYLE.get(item.mark, "text"), indent=1)
        if contact is not None:
            lines.append(Line(width).space().add(contact.name).add(f"  {phone_of(contact)}", "accent").strip())
        lines.append(blank(width))
    return lines if brief is None else lines + brief_lines(brief, width, short=narrow)


def phone_of(contact: Contact) -> str:
    """The phones of somebody, else how they can be written to; "" when neither is known."""
    others = (*contact.all_of(WayKind.MESSENGER), *contact.all_of(WayKind.EMAIL))
    return ", ".join(contact.all_of(WayKind.PHONE) or others)


def _day_lines(view: TodayView, width: int, room: int) -> list[Strip]:
    """The hours of the day with what fills them, in at most `room` lines; when there are too many, from now on.

    A day off with nothing in it needs no lines.
    """
    week = view.workspace.week
    day = week.day(view.workspace.today_date)
    found = slots(day, *week.hours)
    title = _("hours of the day")
    head = [rule(width, f" {title}"), *paragraph(capacity_words(day), width, _tone(day), indent=1)]
    if not found or room < len(head) + min(LEAST_SLOTS, len(found)):
        return head if room >= len(head) else []
    left = room - len(head)
    now = view.workspace.settings.work_hours.local(view.workspace.clock.now())
    found = slots_from(found, minutes_of(now.time()), left)
    lines = [*head, *(_slot_line(slot, width) for slot in found[:left])]
    if len(found) > left:
        rest = len(found) - left + 1
        more = ngettext("and {n} more", "and {n} more", rest).format(n=rest)
        lines[-1] = Line(width).space(7).add(more, "faint").strip()
    return lines


def _day_line(day: Day, width: int) -> Strip:
    """How full a day is, and its meetings, where there is no room for its hours."""
    line = Line(width).space().add(capacity_words(day), _tone(day)).space()
    meetings = [one for one in day.entries if one.kind == MEETING and one.start is not None and not one.done]
    if meetings and line.left > LEAST_MEETING:
        said = "; ".join(f"{clock(one.start or 0):%H:%M} {one.title}" for one in meetings)
        line.add(f"{G.due} ", "accent").add(said).space()
    return line.fill(G.hline).strip()


def _tone(day: Day) -> str:
    return "warn" if day.over else "muted"


def _slot_line(slot: Slot, width: int) -> Strip:
    line = Line(width).space().cell(f"{clock(slot.start):%H:%M}", 6, "muted")
    entry = slot.entry
    if entry is None:
        line.right(f" {minutes_words(slot.end - slot.start)}", "faint")
        return line.add(_("free"), "faint").strip()
    if entry.minutes:
        line.right(f" {minutes_words(entry.minutes)}", "muted")
    open_sign = {MEETING: G.due, ESCALATION: G.conflict}.get(entry.kind, G.open)
    sign = G.done if entry.done else open_sign
    line.add(f"{sign} ", "good" if entry.done else "accent")
    line.add(entry.title, "muted" if entry.done else "text")
    return line.add(f"  {entry.account_name}" if entry.account_name else "", "faint").strip()


def brief_lines(brief: AccountBrief, width: int, *, short: bool = False) -> list[Strip]:
    """The account in about six lines: who, last touch, what is next, the plan of this quarter, what to mind.

    `short`: no fact takes more than a line, but for the last touch.
    """
    head = Line(width).space()
    if brief.category:
        head.right(f" {brief.category} ", "accent")
    lines = [head.add(brief.name, "title").strip()]
    labels = (
        _("last touch"), _("next"), _("open now"), _("this quarter"), _("progress"), _("people"), _("careful"),
    )  # fmt: skip
    label_width = max(cell_len(text) for text in labels) + 1
    touched, next_step, open_now, this_quarter, progress, people, careful = labels

    def fact(name: str, text: str, tone: str = "text", most: int = 3) -> None:
        room = width - label_width - 2
        shown = wrap(text, room)
        if len(shown) > most:
            shown = [*shown[: most - 1], " ".join(shown[most - 1 :])]
        for place, part in enumerate(shown):
            line = Line(width).space().cell("" if place else name, label_width, "muted")
            lines.append(line.add(part, tone).strip())

    fact(touched, brief.last_touch or _("none yet"), most=3 if not short else 1 if brief.open_now else 2)
    fact(next_step, brief.next_step or _("nothing agreed"), "text" if brief.next_step else "warn", 1 if short else 2)
    if brief.open_now:
        fact(open_now, brief.open_now, most=1 if short else 3)
    tasks = _("{done}/{planned} tasks").format(done=brief.quarter_done, planned=brief.quarter_planned)
    quarter = Line(width).space().cell(this_quarter, label_width, "muted")
    quarter.add(tasks if brief.quarter_planned else _("no tasks planned"))
    full, empty = bar(brief.progress, 10)
    if brief.progress is not None and short:
        quarter.add(f" {G.dot} {progress} ", "muted").add(f"{format_share(brief.progress)} ")
        quarter.add(full, "accent").add(empty, "rule")
    lines.append(quarter.strip())
    if brief.progress is not None and not short:
        line = Line(width).space().cell(progress, label_width, "muted").add(f"{format_share(brief.progress)} ")
        lines.append(line.add(full, "accent").add(empty, "rule").strip())
    if brief.people:
        fact(people, "; ".join(brief.people), most=1 if short else 3)
    if brief.careful and short:
        fact(careful, "; ".join(brief.careful), "warn", 1)
    for place, text in enumerate(brief.careful[:4] if not short else ()):
        fact("" if place else careful, text, "warn", 2)
    return lines
