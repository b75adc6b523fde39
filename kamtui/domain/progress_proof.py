"""What proves a progression: a text, a touch, witnesses, documents; and when a proof falls with a person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from kamtui.domain.contacts import Contact
from kamtui.domain.touches import Touch


class Proofs(NamedTuple):
    """What proves a progression at an account, and who marked it done when ("" and None while it is not)."""

    text: str = ""
    touch: Touch | None = None
    witnesses: tuple[Contact, ...] = ()
    documents: tuple[str, ...] = ()
    done_by: str = ""
    done_on: date | None = None


class Candidates(NamedTuple):
    """What evidence can be picked from: touches, newest first; people at the company; documents used before."""

    touches: tuple[Touch, ...] = ()
    contacts: tuple[Contact, ...] = ()
    documents: tuple[str, ...] = ()


def hangs_on(
    present: Collection[str | None], witnesses: Collection[str], gone: Collection[str], documents: int
) -> bool:
    """Whether a proof stands on nobody but people who are gone.

    `present` are the contacts at its touch (None: somebody who is not on the map, and counts as there), `witnesses`
    those named beside it, `gone` those who left. A document stands by itself; a proof without people does not hang.
    """
    people = {*present, *witnesses}
    return bool(people) and not documents and all(person in gone for person in people)
