"""Whom to call now: contacts beyond their cadence, those beyond the maximum first.

Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from kamtui.domain.contacts import Contact, cadence_state
from kamtui.domain.settings import MethodSettings


class Call(NamedTuple):
    """A contact to call: `days` since the last touch, against the cadence that counts. `beyond`: the maximum is over.

    `by` is the day until when the next touch is due: the end of the maximum, or today when that has passed.
    """

    contact: Contact
    days: int
    ideal: int | None
    maximum: int
    beyond: bool
    by: date


def calls(contacts: Iterable[Contact], settings: MethodSettings, today: date) -> tuple[Call, ...]:
    """Contacts beyond the ideal or the maximum cadence, the longest over (as a share of it) first.

    Of the people that the cadence reminds about. Who was never touched, who left and placeholders are not among them:
    one does not call somebody whom one has yet to meet.
    """
    found = []
    for contact in contacts:
        state = cadence_state(contact, settings, today)
        if state is None or not state.reminds or contact.last_touch is None:
            continue
        if state.days is None or state.state == "fresh":
            continue
        beyond = state.state == "late"
        last = contact.last_touch + timedelta(days=state.maximum)
        found.append(Call(contact, state.days, state.ideal, state.maximum, beyond, max(today, last)))
    return tuple(sorted(found, key=lambda call: (not call.beyond, -_over(call), call.contact.name, call.contact.id)))


def _over(call: Call) -> float:
    limit = call.maximum if call.beyond else call.ideal or call.maximum
    return call.days / limit if limit else float(call.days)
