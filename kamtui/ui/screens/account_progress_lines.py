"""How progressions are drawn: bars with the mark of the goal, a line per item, an item in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from textual.strip import Strip

from kamtui.domain.money import format_share
from kamtui.domain.progress import CategoryShare, ProgressEvent, ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.settings import MethodSettings
from kamtui.domain.today import date_words
from kamtui.domain.touches import Touch
from kamtui.domain.words import ProgressCategory, ProgressStatus
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.dialogs.panel import ReadDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens.account_parts import fact, quarter_words, section

_STYLES = {
    ProgressStatus.NOT_STARTED: "muted",
    ProgressStatus.IN_PROGRESS: "accent",
    ProgressStatus.DONE: "good",
    ProgressStatus.NOT_APPLICABLE: "faint",
}


class Group(NamedTuple):
    """The heading of a category; `figure` None: an empty line between groups."""

    category: ProgressCategory
    figure: CategoryShare | None


class ItemView(NamedTuple):
    """All that the panel shows of a progression."""

    item: ProgressItem
    history: tuple[ProgressEvent, ...]
    touch: Touch | None
    quarter: Quarter
    settings: MethodSettings


def status_span(item: ProgressItem) -> Span:
    """The sign of the status, in its colour."""
    glyph = {
        ProgressStatus.NOT_STARTED: G.open,
        ProgressStatus.IN_PROGRESS: G.half,
        ProgressStatus.DONE: G.done,
        ProgressStatus.NOT_APPLICABLE: G.off,
    }[item.status]
    return glyph, "warn" if item.stalled or item.expired else _STYLES[item.status]


def goal_bar(share: float | None, width: int, goal: float) -> list[Span]:
    """A bar of `width` cells with the goal marked on it (one cell more)."""
    filled, rest = paint.bar(share, width)
    style = "good" if share is not None and share >= goal else "accent"
    at = max(0, min(width, round(goal * width)))
    whole = [(char, style) for char in filled] + [(char, "faint") for char in rest]
    spans: list[Span] = []
    for index, (char, name) in enumerate(whole):
        if index == at:
            spans.append((G.vline, "muted"))
        spans.append((char, name))
    if at == width:
        spans.append((G.vline, "muted"))
    return spans


def bar_width(width: int) -> int:
    """Cells of the bars above the list and of its groups."""
    return 20 if width >= 100 else 14


def time_span(item: ProgressItem, settings: MethodSettings, today: date) -> Span:
    """How long in progress, with `!` when stalled; when done; when knowledge expires."""
    days = item.days_in_progress
    if item.expired:
        return _("expired {n} d").format(n=days or 0), "warn"
    if days is not None:
        text = _("{n} d").format(n=days)
        return (f"{text} {G.late}", "bad") if item.stalled else (text, "muted")
    if item.status is ProgressStatus.DONE:
        if item.expires_on is not None and (item.expires_on - today).days <= settings.expiry_notice_days:
            return _("till {day}").format(day=date_words(item.expires_on)), "warn"
        return date_words(item.state.done_on) if item.state.done_on else "", "faint"
    return "", "faint"


def draw_header(line: Line) -> None:
    """Titles of the columns."""
    weight, quarter, time, evidence = _columns(line.width)
    if evidence:
        line.right(paint.cells(_("evidence"), evidence), "muted").right("  ")
    if time:
        line.right(paint.cells(_("since"), time, "right"), "muted").right(" ")
    line.right(paint.cells(_("quarter"), quarter, "right"), "muted")
    line.right(paint.cells(_("weight"), weight, "right"), "muted")
    line.space(2).add(_("progression"), "muted")


def _columns(width: int) -> tuple[int, int, int, int]:
    """Widths of weight, quarter, time and evidence; what does not fit has none."""
    evidence = min(60, width - 94) if width >= 112 else 0
    return 7, 9 if width < 100 else 10, 15, evidence


def draw_item(item: ProgressItem, line: Line, quarter: Quarter, settings: MethodSettings, today: date) -> None:
    """A progression on one line."""
    weight, quarters, time, evidence = _columns(line.width)
    off = item.status is ProgressStatus.NOT_APPLICABLE
    if evidence:
        line.right(paint.cells(item.state.evidence.replace("\n", " "), evidence), "muted").right("  ")
    words, style = time_span(item, settings, today)
    line.right(paint.cells(words, time, "right"), style).right(" ")
    planned = item.state.planned_quarter
    missed = planned is not None and planned < quarter and item.status is not ProgressStatus.DONE and not off
    now = planned == quarter and item.status is not ProgressStatus.DONE
    text = quarter_words(planned, quarter) + (f" {G.late}" if missed else "")
    line.right(paint.cells(text, quarters, "right"), "bad" if missed else "accent" if now else "muted")
    line.right(paint.cells(str(item.progression.weight), weight, "right"), "faint" if off else "muted")
    glyph, style = status_span(item)
    line.add(f"{glyph} ", style).cell(item.progression.code, 5, "muted")
    done = item.status is ProgressStatus.DONE
    line.add(item.progression.title, "faint" if off else "muted" if done else "text")


def draw_group(group: Group, line: Line, goal: float) -> None:
    """The name of a category, its bar with the goal, its share and count."""
    if group.figure is None:
        return
    share, done, applicable = group.figure
    line.cell(label(group.category).capitalize(), 18, "title")
    line.spans(goal_bar(share, bar_width(line.width), goal)).add(f" {format_share(share):>6}", "strong")
    if applicable:
        line.add("   " + _("{done} of {n} done").format(done=done, n=applicable), "muted")
    else:
        line.add("   " + _("nothing applies"), "muted")


def item_lines(view: ItemView, width: int, on: str = "", title: bool = True) -> list[Strip]:
    """A progression in full: what proves it, where it stands, how it got there."""
    item, quarter = view.item, view.quarter
    state = item.state
    strips: list[Strip] = []
    if title:
        strips.append(Line(width, on).add(item.progression.code, "muted").strip())
    strips += paint.paragraph(item.progression.title, width, "title", on=on)
    strips.append(paint.blank(width, on))
    glyph, style = status_span(item)
    status: list[Span] = [(f"{glyph} {label(item.status)}", style)]
    facts: list[tuple[str, list[Span]]] = [(_("status"), status)]
    if item.days_in_progress is not None and not item.expired:
        days = ngettext("{n} day", "{n} days", item.days_in_progress).format(n=item.days_in_progress)
        late = f" {G.late} " + _("stalls after {n}").format(n=view.settings.stalled_days)
        facts.append((_("in progress"), [(days + (late if item.stalled else ""), "bad" if item.stalled else "text")]))
    if state.done_on:
        facts.append((_("done on"), [(date_words(state.done_on), "text")]))
    if item.expires_on:
        words = _("expired {day}; find out anew") if item.expired else _("{day}, then to find out anew")
        facts.append(
            (_("expires"), [(words.format(day=date_words(item.expires_on)), "warn" if item.expired else "text")])
        )
    elif item.progression.expires_months:
        months = item.progression.expires_months
        text = ngettext("{n} month after it is done", "{n} months after it is done", months).format(n=months)
        facts.append((_("expires"), [(text, "muted")]))
    facts.append((_("planned"), [(quarter_words(state.planned_quarter, quarter) or _("no quarter"), "text")]))
    facts.append((_("weight"), [(f"{item.progression.weight}", "text"), (_(" of 5"), "muted")]))
    for name, spans in facts:
        strips += fact(name, spans, width, on=on)
    strips += section(_("what proves it"), width, on)
    strips += paint.paragraph(item.progression.evidence_hint or _("a short text, or a touch"), width, "muted", on=on)
    if state.evidence or view.touch:
        reason = item.status is ProgressStatus.NOT_APPLICABLE
        strips += section(_("why it does not apply") if reason else _("evidence"), width, on)
        if state.evidence:
            strips += paint.paragraph(state.evidence, width, on=on)
        if view.touch:
            words = f"{date_words(view.touch.on)} {label(view.touch.kind)} {view.touch.outcome}"
            strips += paint.paragraph(words, width, "text", on=on)
    if view.history:
        strips += section(_("history"), width, on)
        for event in view.history:
            strips += _event(event, width, on)
    return strips


def _event(event: ProgressEvent, width: int, on: str) -> Sequence[Strip]:
    head = Line(width, on).cell(date_words(event.at), 13, "muted")
    if event.from_status is not None:
        head.add(f"{label(event.from_status)} {G.arrow} ", "faint")
    head.add(label(event.to_status), "text")
    if event.user:
        head.right(f" {event.user}", "faint")
    return [head.strip(), *(paint.paragraph(event.evidence, width, "muted", indent=2, on=on) if event.evidence else ())]


class ProgressionDialog(ReadDialog):
    """A progression, to read."""

    def __init__(self, view: ItemView) -> None:
        self.view = view
        super().__init__(view.item.progression.code)

    def content(self, width: int) -> Sequence[Strip]:
        """Where it stands and how it got there."""
        return item_lines(self.view, width, "panel", title=False)
