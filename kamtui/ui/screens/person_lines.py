"""The person's screen, piece by piece: facts, ways, our side, lines to others. Each piece says what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact, Tie
from kamtui.domain.words import TieKind
from kamtui.i18n import _, ngettext, pgettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens.account_map_cards import influence_sign
from kamtui.ui.screens.account_parts import attitude_span, fact, name_span
from kamtui.ui.screens.account_person import (
    Fact,
    Person,
    cadence_facts,
    known_facts,
    more_facts,
    way_facts,
)
from kamtui.ui.widgets.walk import Piece
from kamtui.workspace.contact_map import MapAccount

NAME_WIDTH = 15
_TITLE_ROOM = 54  # cells of the texts in a title of 80 that stand beside signs and the place among the others


class Other(NamedTuple):
    """A person at the other end of something; `link_id` of a line that can be taken away."""

    contact: Contact
    link_id: str = ""


class Asked(NamedTuple):
    """Something that the screen asks: `succeed` who takes over, `merge` whether two records are one."""

    what: str


def heading(title: str, hint: str = "", first: bool = False) -> Piece:
    """A section's title on a rule, after a blank line; `hint` names a key at the right."""

    def draw(width: int, on: str) -> list[Strip]:
        line = Line(width, on).add(title, "muted").space()
        if hint:
            line.right(f" {hint}", "faint")
        strip = line.fill(G.hline).strip()
        return [strip] if first else [paint.blank(width, on), strip]

    return Piece("", draw)


def words(text: str, style: str = "faint") -> Piece:
    """A remark that is not stood on."""
    return Piece("", lambda width, on: paint.paragraph(text, width, style, on=on))


def fact_piece(place: str, one: Fact) -> Piece:
    """A labelled fact."""
    return Piece(place, lambda width, on: fact(one.name, one.spans, width, NAME_WIDTH, on=on), one)


def fact_pieces(facts: Iterable[Fact]) -> list[Piece]:
    """Facts under each other; a name repeated is given once."""
    pieces, before = [], ""
    for number, one in enumerate(facts):
        name = "" if one.name == before else one.name
        before = one.name
        pieces.append(fact_piece(f"fact:{one.field}:{number}", one._replace(name=name)))
    return pieces


def person_piece(place: str, name: str, other: Other, note: str = "") -> Piece:
    """A person who can be gone to, under the name of what joins the two."""
    contact = other.contact

    def draw(width: int, on: str) -> list[Strip]:
        line = Line(width, on).cell(name, NAME_WIDTH, "muted")
        glyph, style = attitude_span(contact)
        if contact.placeholder:
            glyph, style = G.dot, "faint"
        elif not rules.at_company(contact):
            glyph, style = G.off, "faint"
        line.add(f"{glyph} ", style).add(*name_span(contact))
        if rules.is_key_player(contact):
            line.add(f" {influence_sign(contact)}", "accent")
        return _with_more(line.add(f"  {contact.position}", "muted"), note, NAME_WIDTH + 2)

    return Piece(place, draw, other)


def _with_more(line: Line, text: str, indent: int) -> list[Strip]:
    """The line with `text` at its end, or under it when it does not fit there."""
    if cell_len(text) + 3 <= line.left:
        return [line.add(f" {G.dot} {text}" if text else "", "muted").strip()]
    return [line.strip(), *paint.paragraph(text, line.width, "muted", indent, line.on)]


def facts_part(person: Person) -> list[Piece]:
    """Who the person is and how they stand; then the cadence; how to reach them."""
    pieces = fact_pieces([*_title_facts(person), *known_facts(person)])
    pieces += fact_pieces(more_facts(person))
    rhythm = cadence_facts(person)
    if rhythm:
        here = rules.at_company(person.contact)
        title, hint = (_("rhythm"), _("c logs a touch")) if here else (_("not here any more"), _("L brings back"))
        pieces += [heading(title, hint), *fact_pieces(rhythm)]
    ways = way_facts(person.contact)
    if ways or not person.contact.placeholder:
        pieces.append(heading(_("how to reach"), _("y copies") if ways else ""))
        pieces += fact_pieces(ways)
    if not ways and not person.contact.placeholder:
        pieces.append(words(_("no phone, no mail: e adds them")))
    return pieces


def _title_facts(person: Person) -> list[Fact]:
    """Name and position, which the title says, in full where it may have to cut them."""
    contact, account = person.contact, person.view.account
    sizes = [cell_len(text) for text in (contact.name, contact.position, account.name, account.code)]
    if sum(sizes) <= _TITLE_ROOM:
        return []
    name = Fact("name", pgettext("person", "name"), [(contact.name, "text")])
    place = Fact("position", _("position"), [(contact.position, "text")])
    return [*([name] if sizes[0] > _TITLE_ROOM - 16 else []), *([place] if contact.position else [])]


def note_part(person: Person) -> list[Piece]:
    """The note, if there is one."""
    text = person.contact.note
    if not text:
        return []
    note = Piece("fact:note", lambda width, on: paint.paragraph(text, width, on=on), Fact("note", "", [(text, "text")]))
    return [heading(_("note")), note]


def sides_part(person: Person, *, first: bool = False) -> list[Piece]:
    """Our people: who owns the relationship, the executive's pair, who knows them."""
    ties = sorted(person.contact.ties, key=lambda tie: list(TieKind).index(tie.kind))
    pieces = [heading(_("our side"), _("o adds"), first)]
    pieces += [_tie_piece(tie) for tie in ties]
    if person.contact.owner is None:
        pieces.append(words(_("nobody of ours owns this relationship yet")))
    return pieces


def _tie_piece(tie: Tie) -> Piece:
    def draw(width: int, on: str) -> list[Strip]:
        line = Line(width, on)
        strength = label(tie.strength) if tie.strength is not None else ""
        line.right(f" {strength}", "muted").add(tie.name, "strong").add(f"  {label(tie.kind)}", "accent")
        return _with_more(line, f" {G.dot} ".join(part for part in (tie.position, tie.note) if part), 2)

    return Piece(f"tie:{tie.id}", draw, tie)


def lines_part(person: Person) -> list[Piece]:
    """Who the person is joined with: reports, influence, conflict."""
    view = person.view
    pieces = [heading(_("lines"), _("r draws one"))]
    found: list[Piece] = []
    if view.boss is not None:
        found.append(person_piece("boss", _("reports to"), Other(view.boss, "boss:")))
    named: Sequence[tuple[str, Sequence[tuple[str, Other, str]]]] = (
        (_("reports"), [(f"report:{one.id}", Other(one, f"report:{one.id}"), "") for one in view.reports]),
        (_("influences"), [(f"line:{line.id}", Other(one, line.id), line.note) for line, one in view.influences]),
        (_("influenced by"), [(f"line:{line.id}", Other(one, line.id), line.note) for line, one in view.influenced_by]),
        (_("in conflict"), [(f"line:{line.id}", Other(one, line.id), line.note) for line, one in view.conflicts]),
    )
    for name, others in named:
        for number, (place, other, note) in enumerate(others):
            found.append(person_piece(place, name if number == 0 else "", other, note))
    return [*pieces, *(found or [words(_("none known"))])]


def records_part(person: Person) -> list[Piece]:
    """Before and after: successor, predecessors, records at other accounts, possible duplicates."""
    contact, view = person.contact, person.view
    pieces: list[Piece] = []
    if person.later is not None:
        pieces.append(person_piece("later", _("is now"), Other(person.later[0]), person.later[1]))
    if view.successor is not None:
        pieces.append(person_piece("successor", _("taken over by"), Other(view.successor)))
    elif contact.left_on is not None and not contact.left_settled:
        pieces.append(_question("succeed", _("who takes over? enter says"), "warn"))
    elif contact.left_on is not None:
        pieces.append(words(_("nobody takes over")))
    for one in view.predecessor:
        pieces.append(person_piece(f"before:{one.id}", _("took over from"), Other(one)))
    for one, account in view.former:
        pieces.append(_record(one, account))
    for twin in view.twins:
        name = f"{twin.contact.name}, {twin.contact.position}" if twin.contact.position else twin.contact.name
        text = _("looks like {name}: {reason}; D merges").format(name=name, reason=twin.reason)
        pieces.append(_question(f"merge:{twin.contact.id}", text, "warn"))
    return [heading(_("other records")), *pieces] if pieces else []


def _record(contact: Contact, account: MapAccount) -> Piece:
    note = account.name
    return person_piece(f"former:{contact.id}", _("was before"), Other(contact), note)


def _question(what: str, text: str, style: str) -> Piece:
    return Piece(
        f"ask:{what}",
        lambda width, on: paint.paragraph(f"{G.late} {text}", width, style, on=on),
        Asked(what.partition(":")[0]),
    )


def place_words(person: Person, people: Sequence[Contact]) -> str:
    """Where on the map the person stands among the others: `3 of 8`."""
    ids = [one.id for one in people]
    if person.contact.id not in ids:
        return ngettext("{n} person", "{n} people", len(ids)).format(n=len(ids))
    return _("{n} of {all}").format(n=ids.index(person.contact.id) + 1, all=len(ids))
