"""The foot of the map: what it says as a whole, what lacks, what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain.contact_advice import Proposal
from kamtui.domain.contacts import quality_words
from kamtui.domain.explained import Explained, Part
from kamtui.domain.words import ContactStatus
from kamtui.i18n import _, ngettext, pgettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.workspace.contact_map import ContactMap

_HEAD = 15
TWO_COLUMNS = 110  # cells from which on facts stand in two columns

Fact = tuple[str, list[Span]]


class Verdict(NamedTuple):
    """What the foot tells: `proposals` None while not read; `lines` of the person under the cursor, None: not here."""

    found: ContactMap
    former_shown: bool
    proposals: Sequence[Proposal] | None
    lines: Sequence[Span] | None
    short: bool


def verdict(said: Verdict, width: int) -> list[Strip]:
    """One line per fact, two side by side where there is room; as many whatever is under the cursor."""
    told = _facts(said)
    strips: list[Strip] = []
    if width >= TWO_COLUMNS:
        rows = (len(told) + 1) // 2
        left = _left_width(told[:rows], told[rows:], width - 2)
        right = width - 2 - left
        for index in range(rows):
            other = told[rows + index] if rows + index < len(told) else None
            beside = _line(other, right) if other else paint.blank(right)
            strips.append(Strip.join([_line(told[index], left), paint.blank(2), beside]))
    else:
        strips = [_line(fact, width) for fact in told]
    if said.lines is not None:
        strips.append(_line((_("lines"), list(said.lines) or [("–", "faint")]), width))
    return strips


def explained(found: ContactMap) -> Explained[Any]:
    """The judgement over the map with all its facts."""
    complete = found.completeness
    risk = "; ".join(found.single_thread) or (_("no active contact at all") if found.no_active else "")
    bare = "; ".join(f"{one.contact.name}: {one.reason}" for one in found.uncovered)
    parts = (
        *found.quality.parts,
        Part(_("Map complete"), bool(complete.value), complete.rule),
        *complete.parts,
        Part(_("Single thread"), bool(risk), risk),
        Part(_("Key players not covered"), len(found.uncovered), bare),
    )
    return Explained(found.quality.value, parts, found.quality.rule)


def _left_width(left: Sequence[Fact], right: Sequence[Fact], width: int) -> int:
    """Cells of the left one of two columns: half of them, but as much more or less as lets both be read in full."""
    first, second = (
        _HEAD + max((sum(cell_len(text) for text, _style in spans) for _name, spans in facts), default=0)
        for facts in (left, right)
    )
    half = width // 2
    return min(max(half, first), width - second) if first + second <= width else half


def _line(fact: Fact, width: int) -> Strip:
    line = Line(width).cell(fact[0], _HEAD, "muted")
    over = sum(cell_len(text) for text, _style in fact[1]) - line.left
    for text, style in fact[1]:
        rest = line.left - cell_len(text)
        if over > 0 and rest <= 0:  # the ellipsis is the end, also where a span ends just at the edge
            line.add(text if rest < 0 else f"{text} ", style)
            break
        line.add(text, style)
    return line.strip()


def _facts(said: Verdict) -> list[Fact]:
    found = said.found
    told = [(_("map quality"), _quality(found)), (_("missing"), _missing(found))]
    if not found.completeness.value and not told[1][1]:
        told.pop()
    risk, bare = _risk(found), _uncovered(found)
    if said.short and risk and bare:
        risk = (risk[0], [*risk[1], ("   ", "text"), *_uncovered_count(found)])
        bare = None
    told += [fact for fact in (risk, bare) if fact]
    former = _former(found, said.former_shown)
    if former and not said.short:
        told.append((_("former"), former))
    told.append((pgettext("proposal", "next"), _next(said.proposals)))
    return told


def _quality(found: ContactMap) -> list[Span]:
    quality = found.quality.value or 0
    filled, rest = paint.bar(quality / 3, 3)
    style = ("bad", "bad", "warn", "good")[quality]
    return [(filled + rest, style), (f" {quality}/3 ", style), (quality_words(quality), "text")]


def _missing(found: ContactMap) -> list[Span]:
    if found.completeness.value:
        return [(_("nothing: roles are held, levels covered"), "good")]
    lacks = [label(role) for role in found.missing_roles]
    short = sum(
        max(0, cover.wanted - cover.active) for cover in found.coverage.values() if cover.in_use and cover.wanted
    )
    if short:
        lacks.append(ngettext("{n} active contact", "{n} active contacts", short).format(n=short))
    return [(f" {G.dot} ".join(lacks), "warn")] if lacks else []


def _risk(found: ContactMap) -> Fact | None:
    if found.no_active:
        text = _("nobody touched within the cadence")
        return _("no contact"), [(f"{G.late} {text}", "bad")]
    if found.single_thread:
        return _("single thread"), [(f"{G.late} " + f" {G.dot} ".join(found.single_thread), "bad")]
    return None


def _uncovered(found: ContactMap) -> Fact | None:
    if not found.uncovered:
        return None
    first = found.uncovered[0]
    count = len(found.uncovered)
    if count == 1:
        return _("not covered"), [(f"{G.late} {first.contact.name}", "warn"), (f"  {first.reason}", "muted")]
    names = ", ".join(one.contact.name for one in found.uncovered)
    text = ngettext("{n} key player: {names}", "{n} key players: {names}", count).format(n=count, names=names)
    return _("not covered"), [(f"{G.late} {text}", "warn")]


def _uncovered_count(found: ContactMap) -> list[Span]:
    number = len(found.uncovered)
    text = ngettext("{n} key player not covered", "{n} key players not covered", number).format(n=number)
    return [(f"{G.late} {text}", "warn")]


def _former(found: ContactMap, shown: bool) -> list[Span]:
    gone = sum(contact.status is ContactStatus.LEFT for contact in found.contacts)
    if not gone:
        return []
    text = ngettext("{n} person has left", "{n} people have left", gone).format(n=gone)
    return [(text + ", " + (_("shown: f hides them") if shown else _("hidden: f shows them")), "faint")]


def _next(proposals: Sequence[Proposal] | None) -> list[Span]:
    if proposals is None:
        return []
    if not proposals:
        return [(_("no blind spot that is not dealt with"), "good")]
    spans: list[Span] = [("b ", "accent"), (proposals[0].title, "text")]
    rest = len(proposals) - 1
    if rest:
        spans.append((" " + ngettext("and {n} more", "and {n} more", rest).format(n=rest), "muted"))
    return spans
