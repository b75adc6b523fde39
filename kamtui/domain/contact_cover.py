"""Coverage of the contact map cell by cell, and key players without cover.

Rules: section "Contact map" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from kamtui.domain.contacts import Contact, at_company, cadence_of, is_active, is_key_player
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import ContactStatus, Function, Influence, Strength
from kamtui.i18n import _, ngettext

Cell = tuple[int | None, Function | None]


class CellCover(NamedTuple):
    """People of one cell of the map: known (not left), active among them, placeholders.

    `attitude` is the mean attitude −2…+2 of those known, None while nobody is.
    """

    known: int
    active: int
    placeholders: int
    attitude: float | None


class Uncovered(NamedTuple):
    """A key player without cover, and why, translated."""

    contact: Contact
    reason: str


def cells(contacts: Iterable[Contact], settings: MethodSettings, today: date) -> dict[Cell, CellCover]:
    """Every cell, level × function, with somebody in it who has not left; None where either is unknown."""
    found: dict[Cell, list[Contact]] = {}
    for contact in contacts:
        if contact.status is not ContactStatus.LEFT:
            found.setdefault((contact.level, contact.function), []).append(contact)
    return {cell: _cell(people, settings, today) for cell, people in found.items()}


def _cell(contacts: list[Contact], settings: MethodSettings, today: date) -> CellCover:
    people = [contact for contact in contacts if not contact.placeholder]
    return CellCover(
        known=len(people),
        active=sum(is_active(contact, settings, today) for contact in people),
        placeholders=len(contacts) - len(people),
        attitude=sum(contact.attitude for contact in people) / len(people) if people else None,
    )


def uncovered(contacts: Iterable[Contact], settings: MethodSettings, today: date) -> tuple[Uncovered, ...]:
    """Key players at the company who are not active, or whose relationship is below "working".

    The inner circle first, then those who are not active, then higher levels, then as given.
    """
    found = []
    for contact in contacts:
        if not at_company(contact) or not is_key_player(contact):
            continue
        reasons = []
        if not is_active(contact, settings, today):
            reasons.append(silence_words(contact, settings, today))
        if contact.strength < Strength.WORKING:
            reasons.append(_("the relationship is below working"))
        if reasons:
            found.append(Uncovered(contact, "; ".join(reasons)))
    return tuple(
        sorted(
            found,
            key=lambda u: (
                u.contact.influence is not Influence.INNER_CIRCLE,
                is_active(u.contact, settings, today),
                -(u.contact.level or 0),
            ),
        )
    )


def silence_words(contact: Contact, settings: MethodSettings, today: date) -> str:
    """For how long somebody was not touched, in words, against the maximum of their cadence."""
    if contact.last_touch is None:
        return _("no touch yet")
    days, maximum = (today - contact.last_touch).days, cadence_of(contact, settings).maximum
    return ngettext(
        "{n} day without a touch, maximum {maximum}", "{n} days without a touch, maximum {maximum}", days
    ).format(n=days, maximum=maximum)
