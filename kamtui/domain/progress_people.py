"""Facts about people and units that speak for a progression: met, in a role, new, introduced, paired, minded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from kamtui.domain import progress_words as words
from kamtui.domain.contacts import WANTED_ROLES, Contact, Link, is_key_player
from kamtui.domain.progress_ground import MET, QUOTED, Fact, UnitPeople, quote, titled
from kamtui.domain.today import date_words
from kamtui.domain.touches import Touch
from kamtui.domain.words import SUPPORTIVE, Attitude, Function, LineKind, ProgressStatus, Role, TieKind
from kamtui.i18n import _, ngettext

_DONE, _BEGUN = ProgressStatus.DONE, ProgressStatus.IN_PROGRESS


def _is(contact: Contact, function: Function | None, level: int, position: str) -> bool:
    """Whether the contact stands high enough in the function, or the position says so."""
    if function is not None and contact.function is function and (contact.level or 0) >= level:
        return True
    if function is None and contact.level == level and contact.function in (Function.MANAGEMENT, None):
        return True
    return bool(position and contact.position and words.says(position, contact.position))


_WHO: tuple[tuple[str, Function | None, int, str], ...] = (
    (
        "C02",
        Function.PROCUREMENT,
        3,
        r"(head|director|manager) of (procurement|purchasing|supply)|(procurement|purchasing) (director|manager)"
        r"|chief procurement|\bcpo\b|(начальник|руководител|директор)\w* (\w+ )?(закуп|снабжени|мтс)\w*",
    ),
    (
        "C03",
        Function.TECHNICAL,
        4,
        r"technical director|chief engineer|\bcto\b|главн\w+ инженер|техническ\w+ директор|техдиректор",
    ),
    (
        "C04",
        Function.PRODUCTION,
        2,
        r"plant (director|manager)|workshop (manager|head)|process engineer|head of production|production director"
        r"|production head|директор\w* (завода|производства|по производству)|начальник\w* (цеха|производства)|технолог",
    ),
    ("C05", Function.FINANCE, 4, r"\bcfo\b|financial? director|финансов\w+ директор"),
    (
        "C06",
        None,
        5,
        r"\bceo\b|\bowner\b|general director|managing director|генеральн\w+ директор|гендиректор|собственник|владелец"
        r"|учредител",
    ),
    (
        "C07",
        Function.QUALITY,
        3,
        r"(head|director|manager) of quality|quality (director|manager|head)"
        r"|(начальник|руководител|директор)\w* (\w+ )?(отк|качеств)\w*",
    ),
)


def people_met(people: Mapping[str, Contact], touches: Sequence[Touch]) -> Iterator[Fact]:
    """C02–C07: somebody of that function and level was there at a meeting, a visit or an event."""
    codes = {
        contact.id: [code for code, function, level, position in _WHO if _is(contact, function, level, position)]
        for contact in people.values()
    }
    for touch in touches:
        if touch.kind not in MET:
            continue
        for contact_id in touch.contact_ids:
            for code in codes.get(contact_id, ()):
                contact = people[contact_id]
                yield Fact(
                    code,
                    f"{touch.id}:{contact_id[-12:]}",
                    _DONE,
                    _("met {name} on {day}").format(name=titled(contact), day=date_words(touch.on)),
                    quote(touch.on, [titled(contact)], touch.outcome),
                    touch.on,
                    touch.id,
                    (contact_id,),
                )


def _latest(contact_ids: Collection[str], touches: Sequence[Touch]) -> Touch | None:
    """The last touch with any of these people."""
    return next((touch for touch in reversed(touches) if not set(contact_ids).isdisjoint(touch.contact_ids)), None)


def roles(people: Mapping[str, Contact], touches: Sequence[Touch], today: date) -> Iterator[Fact]:
    """C01: sponsor, decider and champion are on the map. C09: a champion or coach is, and has shown it."""
    from kamtui.labels import label

    held: dict[Role, Contact] = {}
    for contact in people.values():
        for role in contact.roles:
            held.setdefault(role, contact)
    named = [(role, held[role]) for role in WANTED_ROLES if role in held]
    if named:
        who = {contact.id: None for _role, contact in named}
        evidence = "; ".join(f"{label(role)}: {titled(contact)}" for role, contact in named)
        missing = ", ".join(label(role) for role in WANTED_ROLES if role not in held)
        yield Fact(
            "C01",
            ":".join(f"{role}-{contact.id[-12:]}" for role, contact in named),
            _BEGUN if missing else _DONE,
            _("on the map; still missing: {roles}").format(roles=missing) if missing else _("all three are on the map"),
            evidence,
            max((contact.last_touch for _role, contact in named if contact.last_touch), default=today),
            None,
            tuple(who),
        )
    for contact in people.values():
        advocate = next((role for role in contact.roles if role in (Role.CHAMPION, Role.COACH)), None)
        if advocate is None:
            continue
        touch = _latest((contact.id,), touches)
        tested = contact.attitude in SUPPORTIVE and touch is not None
        yield Fact(
            "C09",
            f"{contact.id}:{advocate}",
            _DONE if tested else _BEGUN,
            _("{name} is marked on the map as our champion or coach").format(name=titled(contact)),
            quote(touch.on, [titled(contact)], touch.outcome) if touch else titled(contact),
            touch.on if touch else today,
            touch.id if tested and touch else None,
            (contact.id,),
        )


def new_units(people: Mapping[str, Contact], touches: Sequence[Touch]) -> Iterator[Fact]:
    """C08: the first touch with anybody in a unit, after people elsewhere had been touched on an earlier day."""
    reached: dict[str, tuple[Touch, Contact]] = {}
    for touch in touches:
        for contact_id in touch.contact_ids:
            contact = people.get(contact_id)
            if contact is None or contact.unit in reached:
                continue
            if contact.unit and any(earlier.on < touch.on for earlier, _who in reached.values()):
                yield Fact(
                    "C08",
                    touch.id,
                    _DONE,
                    _("first contact in {unit}: {name}").format(unit=contact.unit, name=titled(contact)),
                    quote(touch.on, [contact.unit, titled(contact)], touch.outcome),
                    touch.on,
                    touch.id,
                    (contact_id,),
                )
            reached[contact.unit] = touch, contact


def introductions(people: Mapping[str, Contact], touches: Sequence[Touch]) -> Iterator[Fact]:
    """C10: somebody on level 4 or 5 was touched for the first time together with somebody known who stands lower."""
    known: set[str] = set()
    for touch in touches:
        present = [people[key] for key in touch.contact_ids if key in people]
        low = next((person for person in present if person.id in known and person.level), None)
        for person in present:
            if person.id in known or (person.level or 0) < 4 or low is None or (low.level or 0) >= (person.level or 0):
                continue
            yield Fact(
                "C10",
                f"{touch.id}:{person.id[-12:]}",
                _DONE,
                _("first met {name} together with {other}").format(name=titled(person), other=titled(low)),
                quote(touch.on, [f"{titled(low)} → {titled(person)}"], touch.outcome),
                touch.on,
                touch.id,
                (low.id, person.id),
            )
        known.update(touch.contact_ids)


def pairs(people: Mapping[str, Contact], touches: Sequence[Touch], today: date) -> Iterator[Fact]:
    """C11: an executive pair is on the map: in progress; done once the client's half of it was met."""
    for contact in people.values():
        tie = next((tie for tie in contact.ties if tie.kind is TieKind.EXECUTIVE_PAIR), None)
        if tie is None:
            continue
        met = _latest((contact.id,), [touch for touch in touches if touch.kind in MET])
        pair = f"{tie.name} – {titled(contact)}"
        yield Fact(
            "C11",
            f"{tie.id}:{met.id if met else ''}",
            _DONE if met else _BEGUN,
            _("the pair {pair} is on the map").format(pair=pair),
            quote(met.on, [pair], met.outcome) if met else pair,
            met.on if met else today,
            met.id if met else None,
            (contact.id,),
        )


def structure(units: Sequence[UnitPeople]) -> Iterator[Fact]:
    """K05: the units are on the map, at least two with people in each; else in progress."""
    if not units:
        return
    manned = [unit for unit in units if unit.people]
    whole = len(units) >= 2 and len(manned) == len(units)
    text = ", ".join(
        f"{unit.name} ({ngettext('{n} person', '{n} people', unit.people).format(n=unit.people)})" for unit in units
    )
    yield Fact(
        "K05",
        f"{len(units)}:{len(manned)}",
        _DONE if whole else _BEGUN,
        ngettext("{n} unit is on the map", "{n} units are on the map", len(units)).format(n=len(units)),
        text if len(text) <= QUOTED else f"{text[: QUOTED - 1]}…",
        max(unit.on for unit in units),
    )


def politics(people: Mapping[str, Contact], links: Sequence[Link], today: date) -> Iterator[Fact]:
    """K12: half the key players (two at least) minded, and an opponent or a conflict known: done; fewer: begun."""
    key = [contact for contact in people.values() if is_key_player(contact)]
    clear = [contact for contact in key if contact.attitude is not Attitude.NEUTRAL]
    against = [contact for contact in people.values() if contact.attitude < 0]
    conflicts = [
        (people[link.source], people[link.target])
        for link in links
        if link.kind is LineKind.CONFLICT and link.source in people and link.target in people
    ]
    if not clear and not conflicts:
        return
    known = len(clear) >= 2 and 2 * len(clear) >= len(key) and bool(against or conflicts)
    told = [
        (_("Allies"), ", ".join(contact.name for contact in people.values() if contact.attitude > 0)),
        (_("Opponents"), ", ".join(contact.name for contact in against)),
        (_("Conflicts"), ", ".join(f"{one.name} – {other.name}" for one, other in conflicts)),
    ]
    who = [*clear, *(person for pair in conflicts for person in pair)]
    yield Fact(
        "K12",
        f"{len(clear)}:{len(against)}:{len(conflicts)}",
        _DONE if known else _BEGUN,
        _("attitudes of {n} of {all} key players are on the map").format(n=len(clear), all=len(key)),
        "; ".join(f"{name}: {text}" for name, text in told if text),
        max((contact.last_touch for contact in who if contact.last_touch), default=today),
        None,
        tuple(dict.fromkeys(contact.id for contact in clear)),
    )
