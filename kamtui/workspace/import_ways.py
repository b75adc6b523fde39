"""How the phones, e-mails and messengers of a row or card join those that are known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from kamtui.domain.contacts import Way
from kamtui.domain.words import WayKind
from kamtui.exchange.vcard_ways import way_key


class Reach(NamedTuple):
    """All ways to reach a person: the main phone and e-mail, and the others."""

    phone: str = ""
    email: str = ""
    ways: tuple[Way, ...] = ()


def joined(known: Reach, values: Mapping[str, Any], adds: bool) -> Reach:
    """`known` with what `values` (`phone`, `email`, `ways`) bring; nothing but a main phone or e-mail ever goes.

    A table says which phone is the main one, so another one there takes its place. An address book (`adds`) only knows
    some of them: what is new there becomes the main one and the old one stays as a further way; what was known already
    stays where the user has it.
    """
    given_ways: tuple[Way, ...] = values.get("ways", ())
    kept = list(known.ways)
    mains: list[Way] = []
    for kind, main in ((WayKind.PHONE, known.phone), (WayKind.EMAIL, known.email)):
        others = [way for way in given_ways if way.kind is kind]
        given = values.get(kind.value, "") or ("" if main or not others else others[0].value)
        old, new = Way(kind, main), Way(kind, given)
        if given and main and way_key(old) != way_key(new):
            if adds and way_key(new) in map(way_key, kept):
                new = old
            elif adds or way_key(old) in map(way_key, others):
                kept.append(next((way for way in others if way_key(way) == way_key(old)), old)._replace(value=main))
        elif main and (adds or not given):
            new = old
        if new.value != main:
            kept = [way for way in kept if way_key(way) != way_key(new)]
        mains.append(new)
    seen = set(map(way_key, [*mains, *kept]))
    for way in given_ways:
        if way_key(way) not in seen:
            kept.append(way)
            seen.add(way_key(way))
    return Reach(mains[0].value, mains[1].value, tuple(kept))


def joined_note(known: str, given: str) -> str:
    """The note with what `given` adds to it; what is there already is not said twice."""
    if not known or given in known:
        return known or given
    return f"{known}\n{given}"
