"""Lines from one person to others: who is above and below, who influences whom, who is in conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kamtui.domain.contacts import Contact, Link
from kamtui.domain.words import ContactStatus, LineKind
from kamtui.i18n import _
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Span

BOSS, REPORT, INFLUENCES, INFLUENCED, CONFLICT = "boss", "report", "influences", "influenced", "conflict"
# what tells most comes first: a card has room for one sign
KINDS = (CONFLICT, BOSS, REPORT, INFLUENCES, INFLUENCED)
_STYLES = {CONFLICT: "bad", BOSS: "accent", REPORT: "accent", INFLUENCES: "good", INFLUENCED: "good"}


_NAMED = 3  # people named of each kind


class Relation(NamedTuple):
    """What another person is to the one under the cursor."""

    kind: str
    other: Contact


def relations(contact: Contact, people: Mapping[str, Contact], links: Iterable[Link]) -> list[Relation]:
    """Everybody on the map whom a line joins to `contact`, by kind; who left is not among them."""
    found = [Relation(REPORT, other) for other in people.values() if other.reports_to == contact.id]
    boss = people.get(contact.reports_to or "")
    if boss is not None:
        found.append(Relation(BOSS, boss))
    for link in links:
        if contact.id not in (link.source, link.target):
            continue
        outward = link.source == contact.id
        other = people.get(link.target if outward else link.source)
        if other is not None:
            kind = CONFLICT if link.kind is LineKind.CONFLICT else INFLUENCES if outward else INFLUENCED
            found.append(Relation(kind, other))
    here = [relation for relation in found if relation.other.status is not ContactStatus.LEFT]
    return sorted(here, key=lambda relation: KINDS.index(relation.kind))


def marks(found: Sequence[Relation]) -> dict[str, Span]:
    """The sign for the card of each person who is joined."""
    signs: dict[str, Span] = {}
    for relation in found:
        signs.setdefault(relation.other.id, (sign(relation.kind), _STYLES[relation.kind]))
    return signs


def sign(kind: str) -> str:
    """The sign of a kind of line."""
    return {BOSS: G.up, REPORT: G.down, INFLUENCES: G.right, INFLUENCED: G.left, CONFLICT: G.conflict}[kind]


def words(found: Sequence[Relation]) -> list[Span]:
    """All lines in words, each kind with its sign."""
    spans: list[Span] = []
    for kind in KINDS:
        names = _names(found, kind, _NAMED)
        if names:
            spans += [
                ("   " if spans else "", "text"),
                (sign(kind), _STYLES[kind]),
                (f" {_phrase(kind, names)}", "text"),
            ]
    return spans


def short_words(found: Sequence[Relation]) -> list[Span]:
    """All lines as signs with names: for the end of a line of the tree."""
    spans: list[Span] = []
    for kind in (CONFLICT, INFLUENCES, INFLUENCED):
        names = _names(found, kind, _NAMED)
        if names:
            spans.append((f"  {sign(kind)} {names}", _STYLES[kind]))
    return spans


def _names(found: Sequence[Relation], kind: str, most: int) -> str:
    """Who they are: the names of the first, then how many more."""
    names = [relation.other.name for relation in found if relation.kind == kind]
    rest = [f"+{len(names) - most}"] if len(names) > most + 1 else []
    return ", ".join([*names[: most if rest else None], *rest])


def _phrase(kind: str, names: str) -> str:
    return {
        BOSS: _("reports to {names}"),
        REPORT: _("leads {names}"),
        INFLUENCES: _("influences {names}"),
        INFLUENCED: _("influenced by {names}"),
        CONFLICT: _("in conflict with {names}"),
    }[kind].format(names=names)
