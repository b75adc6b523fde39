"""How progressions are drawn in a list: bars with the mark of the goal, a line per item, headings of groups."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from kamtui.domain.money import format_share
from kamtui.domain.progress import CategoryShare, ProgressItem
from kamtui.domain.progress_proof import Proofs
from kamtui.domain.quarters import Quarter
from kamtui.domain.settings import MethodSettings
from kamtui.domain.today import date_words
from kamtui.domain.words import ProgressCategory, ProgressStatus
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens.account_parts import quarter_words

NAME = 16  # cells of the name of a group
TIME = 16
EVIDENCE_FROM = 112
STYLES = {
    ProgressStatus.NOT_STARTED: "muted",
    ProgressStatus.IN_PROGRESS: "accent",
    ProgressStatus.DONE: "good",
    ProgressStatus.NOT_APPLICABLE: "faint",
}


class Group(NamedTuple):
    """The heading of a category; `figure` None: an empty line between groups."""

    category: ProgressCategory
    figure: CategoryShare | None


class Look(NamedTuple):
    """What the lines of items are drawn with, beside the items.

    `proposed` are ids of progressions that facts propose, `shaken` those whose only witness left, `proofs` per id.
    """

    quarter: Quarter
    settings: MethodSettings
    today: date
    proposed: Collection[str] = ()
    shaken: Collection[str] = ()
    proofs: Mapping[str, Proofs] = {}


def status_glyph(status: ProgressStatus) -> str:
    """The sign of a status."""
    return {
        ProgressStatus.NOT_STARTED: G.open,
        ProgressStatus.IN_PROGRESS: G.half,
        ProgressStatus.DONE: G.done,
        ProgressStatus.NOT_APPLICABLE: G.off,
    }[status]


def status_span(item: ProgressItem) -> Span:
    """The sign of the status, in its colour."""
    return status_glyph(item.status), "warn" if item.stalled or item.expired else STYLES[item.status]


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


def expires_soon(item: ProgressItem, settings: MethodSettings, today: date) -> int | None:
    """Days until a done item expires, once a reminder of it is due."""
    if item.status is not ProgressStatus.DONE or item.expires_on is None:
        return None
    days = (item.expires_on - today).days
    return days if days <= settings.expiry_notice_days else None


def time_span(item: ProgressItem, look: Look) -> Span:
    """How long in progress, stalled or without its witness; when done; when knowledge expires."""
    days = item.days_in_progress
    if item.progression.id in look.shaken:
        return _("witness left") + f" {G.late}", "bad"
    if item.expired:
        return _("expired {n} d").format(n=days or 0) + f" {G.late}", "warn"
    if item.stalled:
        return _("stalled {n} d").format(n=days) + f" {G.late}", "bad"
    if days is not None:
        return _("{n} d").format(n=days), "muted"
    left = expires_soon(item, look.settings, look.today)
    if left is not None:
        return _("expires in {n} d").format(n=left), "warn"
    if item.status is ProgressStatus.DONE and item.state.done_on:
        return date_words(item.state.done_on), "faint"
    return "", "faint"


def quarter_span(item: ProgressItem, quarter: Quarter) -> Span:
    """The planned quarter; `!` when it has ended without the item."""
    planned = item.state.planned_quarter
    over = item.status in (ProgressStatus.DONE, ProgressStatus.NOT_APPLICABLE)
    missed = planned is not None and planned < quarter and not over
    words = quarter_words(planned, quarter) + (f" {G.late}" if missed else "")
    return words, "bad" if missed else "accent" if planned == quarter and not over else "muted"


def evidence_span(item: ProgressItem, look: Look) -> Span:
    """What proves the item, in one line; while nothing does, what is asked."""
    words = proof_words(look.proofs.get(item.progression.id))
    if words:
        return words, "muted"
    if item.status in (ProgressStatus.DONE, ProgressStatus.NOT_APPLICABLE):
        return item.state.evidence.replace("\n", " "), "muted"
    return item.progression.evidence_hint, "faint"


def proof_words(proofs: Proofs | None) -> str:
    """Text, touch, people and documents that prove an item, in one line."""
    if proofs is None:
        return ""
    parts = [proofs.text.replace("\n", " ")] if proofs.text else []
    if proofs.touch and not parts:
        parts.append(f"{date_words(proofs.touch.on)} {label(proofs.touch.kind)} {proofs.touch.outcome}".rstrip())
    parts += [contact.name for contact in proofs.witnesses]
    parts += proofs.documents
    return f" {G.dot} ".join(parts)


def draw_header(line: Line) -> None:
    """Titles of the columns."""
    weight, quarter, time, evidence = _columns(line.width)
    if evidence:
        line.right(paint.cells(_("evidence, or what is asked"), evidence), "muted").right("  ")
    line.right(paint.cells(_("since"), time, "right"), "muted").right(" ")
    line.right(paint.cells(_("quarter"), quarter, "right"), "muted")
    line.right(paint.cells(_("weight"), weight, "right"), "muted")
    line.space(2).add(_("progression"), "muted")


def _columns(width: int) -> tuple[int, int, int, int]:
    """Widths of weight, quarter, time and evidence; what does not fit has none."""
    evidence = min(60, width - 88) if width >= EVIDENCE_FROM else 0
    return 7, 9 if width < 100 else 10, TIME, evidence


def draw_item(item: ProgressItem, line: Line, look: Look) -> None:
    """A progression on one line."""
    weight, quarters, time, evidence = _columns(line.width)
    off = item.status is ProgressStatus.NOT_APPLICABLE
    if evidence:
        words, style = evidence_span(item, look)
        line.right(paint.cells(words, evidence), style).right("  ")
    words, style = time_span(item, look)
    line.right(paint.cells(words, time, "right"), style).right(" ")
    words, style = quarter_span(item, look.quarter)
    line.right(paint.cells(words, quarters, "right"), style)
    line.right(paint.cells(str(item.progression.weight), weight, "right"), "faint" if off else "muted")
    glyph, style = status_span(item)
    line.add(f"{glyph} ", style).cell(item.progression.code, 4, "muted")
    line.add(f"{G.prompt} " if item.progression.id in look.proposed else "  ", "mark")
    done = item.status is ProgressStatus.DONE
    line.add(item.progression.title, "faint" if off else "muted" if done else "text")


def draw_group(group: Group, line: Line, goal: float) -> None:
    """The name of a category, its bar with the goal, its share and count."""
    if group.figure is None:
        return
    share, done, applicable = group.figure
    line.cell(label(group.category).capitalize(), NAME, "title")
    line.spans(goal_bar(share, bar_width(line.width), goal)).add(f" {format_share(share):>6}", "strong")
    if applicable:
        line.add("   " + _("{done} of {n} done").format(done=done, n=applicable), "muted")
    else:
        line.add("   " + _("nothing applies"), "muted")
