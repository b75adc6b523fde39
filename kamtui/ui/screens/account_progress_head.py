"""What stands above and below the progressions: figures, barriers, what facts propose, what is worth most now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain.explained import Part
from kamtui.domain.money import format_share
from kamtui.domain.progress import MAP_QUALITY_TOP, Barriers, CategoryShare, ProgressItem
from kamtui.domain.progress_next import NextBest, weakest_of
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressCategory, ProgressSet, ProgressStatus
from kamtui.i18n import _, ngettext, pgettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens.account_progress_lines import NAME, Look, bar_width, evidence_span, goal_bar, status_span
from kamtui.workspace.progress import Checklist

_BARS_FROM = 110
_BARRIER_BAR = 6


def figures(found: Checklist, quarter: Quarter, goal: float, width: int) -> Strip:
    """Progress by weight with the mark, by count, the set, and the figure of the quarter."""
    line = Line(width).space().cell(pgettext("share", "Progress"), NAME, "title")
    line.spans(goal_bar(found.share.value, bar_width(width), goal))
    line.add(f" {format_share(found.share.value):>6}", "strong")
    done, whole = (part.value for part in found.share_by_count.parts[:2])
    chosen = _("core set") if found.set is ProgressSet.CORE else _("full library")
    counted = _("{done} of {n} done").format(done=done, n=whole) + f" {G.dot} {chosen}"
    if width >= _BARS_FROM:
        counted += f" {G.dot} " + _("{share} by count").format(share=format_share(found.share_by_count.value))
    planned, kept = found.quarter
    mark = f"  {G.vline} {format_share(goal)}"
    ways = [(mark, ""), ("", "")]  # by their worth
    if planned:
        named = {"number": quarter.number, "done": kept, "n": planned}
        text = _("Q{number}: {done} of {n} planned done").format(**named)
        short = _("Q{number}: {done}/{n}").format(**named)
        ways = [(mark, text), (mark, short), ("", short), *ways]
    room = line.left - cell_len(counted) - 3
    sign, tail = next((way for way in ways if cell_len(way[0]) + cell_len(way[1]) <= room), ("", ""))
    line.add(sign, "faint").add(f"  {counted}", "muted")
    if tail:
        line.right(tail, "good" if kept == planned else "muted")
    return line.strip()


def barrier_line(barriers: Barriers, width: int) -> Strip:
    """Barriers to competitors side by side; the weakest is named and marked."""
    line = Line(width).space().cell(_("Barriers"), NAME, "title")
    weakest = weakest_of(barriers)
    quality = barriers.map_quality / MAP_QUALITY_TOP
    named = (
        ("knowledge", label(ProgressCategory.KNOWLEDGE), barriers.knowledge, format_share(barriers.knowledge)),
        ("integration", label(ProgressCategory.INTEGRATION), barriers.integration, format_share(barriers.integration)),
        ("map_quality", _("map"), quality, f"{barriers.map_quality}/{MAP_QUALITY_TOP}"),
    )
    for place, (field, name, share, value) in enumerate(named):
        weak = field == weakest
        line.add("   " if place else "", "muted")
        line.add(f"{G.late} " if weak else "", "warn").add(f"{name} ", "warn" if weak else "muted")
        if width >= _BARS_FROM:
            filled, rest = paint.bar(share, _BARRIER_BAR)
            line.add(filled, "warn" if weak else "accent").add(rest, "faint").space()
        line.add(value, "strong")
        if weak:
            line.add(f" {_('weakest')}", "warn")
    return line.strip()


def barrier_parts(barriers: Barriers | None) -> list[Part]:
    """The three barriers to competitors, the weakest named."""
    if barriers is None:
        return []
    weakest = weakest_of(barriers)
    named = (
        ("knowledge", label(ProgressCategory.KNOWLEDGE), format_share(barriers.knowledge)),
        ("integration", label(ProgressCategory.INTEGRATION), format_share(barriers.integration)),
        ("map_quality", _("map"), f"{barriers.map_quality}/{MAP_QUALITY_TOP}"),
    )
    title = _("Barrier: {name}")
    return [Part(title.format(name=name), value, _("weakest") if key == weakest else "") for key, name, value in named]


def group_line(categories: Mapping[ProgressCategory, CategoryShare], goal: float, width: int) -> Strip:
    """The four groups side by side, for where the list with its headings is not shown."""
    line = Line(width).space()
    cells = max(3, min(10, (width - 60) // 5))
    for place, (category, figure) in enumerate(categories.items()):
        line.add("   " if place else "").add(f"{label(category).capitalize()} ", "muted")
        if width >= _BARS_FROM:
            line.spans(goal_bar(figure.share, cells, goal)).space()
        reached = figure.share is not None and figure.share >= goal
        line.add(format_share(figure.share), "good" if reached else "strong")
    return line.strip()


def proposals_rule(proposed: int | None, width: int) -> Strip:
    """The rule under the head; it says how many items facts propose."""
    if not proposed:
        return paint.rule(width)
    text = ngettext("{n} proposed by facts", "{n} proposed by facts", proposed).format(n=proposed)
    line = Line(width).add(G.hline, "rule").add(f" {G.prompt} {text} ", "accent").add("— ", "muted")
    return line.add("p ", "mark").fill(G.hline).strip()


def item_line(item: ProgressItem, look: Look, reason: str, width: int) -> Strip:
    """The item under the cursor where no panel is: what facts propose, else its evidence or what it asks."""
    line = Line(width).space()
    if reason:
        line.right(" A ", "mark")
        return line.add(f"{G.prompt} {item.progression.code} ", "accent").add(reason, "text").strip()
    line.add(*status_span(item)).add(f" {item.progression.code} ", "muted")
    proofs = look.proofs.get(item.progression.id)
    words, style = evidence_span(item, look)
    if words and style == "faint":
        words, style = _("asks: {hint}").format(hint=words), "muted"
    if proofs and proofs.done_by:
        line.right(f" {proofs.done_by} ", "faint")
    return line.add(words or item.progression.title, style if words else "muted").strip()


def teaching_line(width: int) -> Strip:
    """How to begin, while nothing is."""
    text = _("space starts an item, space again marks it done with its evidence")
    return Line(width).space().add(text, "muted").strip()


def best_line(best: Sequence[NextBest] | None, width: int) -> Strip:
    """The progression that is worth most now."""
    line = Line(width).space()
    if not best:
        return line.strip()
    first = best[0]
    line.right(" b ", "mark")
    spans: list[Span] = [
        (_("next best") + "  ", "muted"),
        (f"{first.item.progression.code} ", "accent"),
        (first.item.progression.title, "text"),
        (f"  {best_reason(first)}", "muted"),
    ]
    return line.spans(spans).strip()


def best_reason(best: NextBest) -> str:
    """Why an item is worth much, in a few words: what the plan asks, else how long it waits."""
    needs = [part.label.lower() for part in best.parts.parts[3:]]
    if needs:
        return ", ".join(needs)
    return best.parts.parts[1].note


def untouched(items: Sequence[ProgressItem]) -> bool:
    """Whether nothing was begun yet."""
    return all(item.status is ProgressStatus.NOT_STARTED for item in items)
