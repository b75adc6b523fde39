"""How a person is drawn on the map: a card of one to three lines, more in it the more room there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len

from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import Influence, Role
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens.account_map_names import fitted_name
from kamtui.ui.screens.account_parts import attitude_span, freshness, name_span

# The roles that a card names first, when it has no room for all.
_TELLING = (Role.DECIDER, Role.SPONSOR, Role.CHAMPION, Role.BLOCKER)
WIDE_CARD = 52  # cells from which on a card has all facts
CODED = 26  # cells of a card with room for the code of every account
_TIGHT = 13  # cells of a card too tight for days


def role_words(contact: Contact) -> str:
    """The roles in words, the telling ones first."""
    order = [*(role for role in _TELLING if role in contact.roles)]
    order += [role for role in contact.roles if role not in _TELLING]
    return ", ".join(label(role) for role in order)


def influence_sign(contact: Contact) -> str:
    """The star of a key player: full in the inner circle, open for who takes part."""
    if contact.influence is Influence.INNER_CIRCLE:
        return G.star
    return G.star_open if contact.influence is Influence.TAKES_PART else ""


def guess_sign(contact: Contact) -> str:
    """The sign of a place on the map that was guessed from the position."""
    return G.guess if contact.level_guessed or contact.function_guessed else ""


def strength_spans(contact: Contact, short: bool = False) -> list[Span]:
    """The relationship now, and where it should be: `▰▰▱▱→3`, or `2→3`; nothing where neither is known."""
    wanted = contact.target_strength
    goal = f"{G.arrow}{int(wanted)}" if wanted is not None and wanted > contact.strength else ""
    if not contact.strength and not goal:
        return []
    if short:
        return [(str(int(contact.strength)), "accent"), (goal, "muted")]
    filled, rest = paint.bar(contact.strength / 4, 4)
    return [(filled, "accent"), (rest, "faint"), (goal, "muted")]


def natural_width(contact: Contact, lines: int) -> int:
    """Cells that a card would like, with the mark before it; positions and roles are not asked for in full."""
    name = 5 + cell_len(name_span(contact)[0]) + (2 if influence_sign(contact) else 0)
    if lines == 1:
        return name + 8
    position = 3 + cell_len(contact.position) + 9
    roles = 3 + cell_len(role_words(contact)) + 8 if contact.roles and lines == 3 else 0
    return max(name, min(34, position), min(34, roles))


def draw_card(contact: Contact, lines: Sequence[Line], settings: MethodSettings, today: date, code: str = "") -> None:
    """Attitude, name, star and roles; position, touch and strength; `code` of the account on the map of a group."""
    fresh = ("", "") if contact.placeholder else freshness(contact, settings, today)
    if lines[0].width >= WIDE_CARD and len(lines) > 1:
        _draw_wide(contact, lines, fresh, code)
        return
    if lines[0].width < _TIGHT and len(lines) == 3:
        _draw_tall(contact, lines, fresh, code)
        return
    head, foot = lines[0], lines[-1]
    quiet = not rules.at_company(contact) and not contact.placeholder
    words, tone = role_words(contact), "faint" if quiet else "accent"
    if len(lines) == 1:
        tight = head.width < CODED
        if code:
            head.right(f" {code[:5] if tight else code}", "muted")
        _put_fresh(head, fresh, short=tight and bool(code))
    elif len(lines) == 2 and words and _head_width(contact) + 1 + cell_len(words) <= head.left:
        head.right(f" {words}", tone)
    _head(contact, head)
    if len(lines) == 1:
        if contact.position and head.left > 8:
            head.add(f"  {contact.position}", "muted")
        return
    where = f" {G.dot} ".join(part for part in (code, contact.position) if part)
    if len(lines) == 3:
        _put_fresh(lines[1], fresh)
        lines[1].space(2).add(where, "faint" if quiet else "muted")
        _put_right(foot, strength_spans(contact, short=foot.width < 22))
        foot.space(2).add(words or (_("to meet") if contact.placeholder else ""), tone)
        return
    _put_fresh(foot, fresh)
    if foot.left > 24:
        _put_right(foot, [*strength_spans(contact), (" ", "muted")] if strength_spans(contact) else [])
    foot.space(2).add(where, "faint" if quiet else "muted")


def _draw_wide(contact: Contact, lines: Sequence[Line], fresh: Span, code: str) -> None:
    """A card with all facts: the only column there is, or a wide one."""
    head, under = lines[0], lines[1]
    _put_fresh(head, fresh)
    _head(contact, head)
    head.add("   " + role_words(contact) if contact.roles else "", "accent")
    strength = strength_spans(contact)
    words = [(f" {label(contact.strength)}", "muted")] if strength else []
    _put_right(under, [*strength[:2], *words, *strength[2:]])
    parts = [contact.position, contact.unit, code]
    under.space(2).add(f" {G.dot} ".join(part for part in parts if part), "muted")
    if len(lines) < 3:
        return
    stance = "" if contact.placeholder else label(contact.attitude)
    facts = [stance, label(contact.influence) if contact.influence else "", contact.phone, contact.email]
    if guess_sign(contact):
        facts.append(f"{G.guess} " + _("place guessed"))
    lines[2].space(2).add(f" {G.dot} ".join(fact for fact in facts if fact), "muted")


def _draw_tall(contact: Contact, lines: Sequence[Line], fresh: Span, code: str) -> None:
    """A card in a tight column: name and position have a line each, all signs and figures stand under them."""
    _head(contact, lines[0], signs=False)
    quiet = not rules.at_company(contact) and not contact.placeholder
    lines[1].space(2).add(code or contact.position, "faint" if quiet else "muted")
    foot = lines[2].space(2)
    foot.right(*fresh)
    foot.add(influence_sign(contact), "accent").add(guess_sign(contact), "warn")
    strength = strength_spans(contact, short=True)
    while strength and foot.left <= sum(cell_len(text) for text, _style in strength):
        strength.pop()
    foot.spans(strength)


def _head_width(contact: Contact) -> int:
    signs = (influence_sign(contact), guess_sign(contact))
    return 2 + cell_len(name_span(contact)[0]) + sum(2 for sign in signs if sign)


def _head(contact: Contact, line: Line, signs: bool = True) -> None:
    """The sign of the attitude, the name, and with `signs` the star and the mark of a guess."""
    here = rules.at_company(contact)
    if contact.placeholder:
        line.add(f"{G.dot} ", "faint")
    elif here:
        glyph, style = attitude_span(contact)
        line.add(f"{glyph} ", style)
    else:
        line.add(f"{G.off} ", "faint")
    star = influence_sign(contact) if signs and (here or contact.placeholder) else ""
    guess = guess_sign(contact) if signs else ""
    name, style = name_span(contact)
    room = line.left - sum(2 if line.width >= _TIGHT else 1 for sign in (star, guess) if sign)
    if cell_len(name) > room:
        name = contact.position or contact.name if contact.placeholder else fitted_name(contact.name, room)
        name = name if cell_len(name) <= room else paint.cells(name, room).rstrip()
    line.add(name, style)
    gap = " " * (line.left > 2 * bool(star) + 2 * bool(guess) - 1)
    if star:
        line.add(f"{gap}{star}", "accent")
    if guess:
        line.add(f"{gap}{guess}", "warn")


def _put_fresh(line: Line, fresh: Span, short: bool = False) -> None:
    """When the last touch was, at the right; on a tight card only that it was too long ago."""
    text, style = fresh
    if short or line.width < _TIGHT:
        text = G.late if G.late in text else ""
    if text:
        line.right(f" {text}", style)


def _put_right(line: Line, spans: Sequence[Span]) -> None:
    if not spans:
        return
    for text, style in reversed(spans):
        line.right(text, style)
    line.right(" ")
