"""How the lines of Today are drawn: how urgent, when, what, why, whose."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from kamtui.domain.today import AgendaItem, day_words
from kamtui.domain.today_done import Finished
from kamtui.domain.today_groups import LATE, TASK_KINDS
from kamtui.domain.words import AgendaKind
from kamtui.i18n import _, pgettext
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, cells
from kamtui.ui.widgets.linelist import Row

WHEN_CELLS = 12
REASON_FROM = 96  # cells of a line that has a column for the reason
REASON_LEAST = 14  # cells that are left after the title and worth a reason
MARK_STYLE = {"!!": "bad", "!": "warn"}
# Their day says all that there is to say about why they are here.
_DAY_SAYS_IT = (*TASK_KINDS, AgendaKind.PROMISE, AgendaKind.BIRTHDAY, AgendaKind.ANSWER)


class Heading(NamedTuple):
    """The name of a group; `lines`, how many it has, unless the title says it."""

    name: str
    title: str
    lines: int = 0


class PutOff(NamedTuple):
    """A line that the user put off, shown on demand."""

    line: AgendaItem
    until: date


Entry = AgendaItem | Finished | PutOff | Heading


def draw(row: Row[Entry], line: Line, today: date, title_width: int) -> None:
    """Draw a line; `title_width` is that of the longest title."""
    item = row.item
    if isinstance(item, Heading):
        line.space().add(item.title, "bad" if item.name == LATE else "faint")
        line.add(f" {item.lines}" if item.lines else "", "faint").space().fill(G.hline)
        return
    account_width = 0 if line.width < 60 else 16 if line.width < 90 else 24
    if isinstance(item, Finished):
        line.space().cell(G.done, 3, "good")
        _draw_account(line, item.account_name, account_width)
        line.add(item.title, "muted")
        return
    if isinstance(item, PutOff):
        line.space(4).cell(day_words(item.until, today, short=True), WHEN_CELLS, "muted").space()
        _draw_account(line, item.line.account_name, account_width)
        line.add(item.line.title, "muted")
        return
    tone = MARK_STYLE.get(item.mark, "muted")
    since = when(item, today)
    line.space().cell(item.mark, 3, tone).cell(since, WHEN_CELLS, tone).space()
    _draw_account(line, item.account_name, account_width)
    reason = "" if (item.due and item.kind in _DAY_SAYS_IT) or item.reason == since else item.reason
    if line.width >= REASON_FROM:
        room, start = min(title_width, line.left * 3 // 5), line.used
        _draw_title(line, item, room)
        line.to(start + room + 2).add(reason, "muted")
        return
    _draw_title(line, item, line.left)
    if reason and line.left >= REASON_LEAST:
        line.space(2).add(reason, "faint")


def legend() -> list[tuple[str, str]]:
    """The signs of the lines."""
    return [
        ("!!", _("presses: urgency of 60 and more")),
        ("!", _("wants doing: urgency of 40 and more")),
        (G.dot, _("can wait: urgency of 15 and more")),
        (G.again, _("a task that comes again")),
        (G.done, _("finished today")),
    ]


def _draw_title(line: Line, item: AgendaItem, room: int) -> None:
    """The title in so many cells, with the sign of what comes again, which is never cut off."""
    room -= 2 * item.repeats
    line.cell(item.title, min(cell_len(item.title), room), "strong" if line.selected else "text")
    if item.repeats:
        line.add(f" {G.again}", "accent")


def when(item: AgendaItem, today: date) -> str:
    """The day or the hour of a line, for how long it has been so, else what it is about; in WHEN_CELLS or so."""
    if item.kind is AgendaKind.ESCALATION:
        return item.reason if cell_len(item.reason) <= WHEN_CELLS else pgettext("agenda", "SLA")
    if item.due is not None and not (item.kind is AgendaKind.EXPIRING and item.due < today):
        if item.due_time is not None and item.due == today:
            return item.due_time.strftime("%H:%M")
        return day_words(item.due, today, short=True)
    if item.kind in (AgendaKind.TASK, AgendaKind.NEXT_STEP):
        return item.reason  # that it has no day
    if item.days is not None and item.kind is AgendaKind.CADENCE:
        return _("{n} d").format(n=item.days)
    return {
        AgendaKind.STALLED: pgettext("agenda", "stalled"),
        AgendaKind.EXPIRING: pgettext("agenda", "expires"),
        AgendaKind.SINGLE_THREAD: pgettext("agenda", "risk"),
        AgendaKind.NO_TOUCH: pgettext("agenda", "risk"),
        AgendaKind.CONTACT_LEFT: pgettext("agenda", "left us"),
        AgendaKind.FALLING_ORDERS: pgettext("agenda", "orders"),
        AgendaKind.PROMISE: pgettext("agenda", "promise"),
    }.get(item.kind, pgettext("agenda", "soon"))


def _draw_account(line: Line, name: str, width: int) -> None:
    if width and name:
        line.right(cells(name, width) + " ", "muted").right("  ")
