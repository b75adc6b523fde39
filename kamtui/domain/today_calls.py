"""Whom to call now: contacts beyond their cadence, those beyond the maximum first, who was never touched last.

Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from kamtui.domain.contacts import Contact, cadence_state
from kamtui.domain.settings import MethodSettings


class Call(NamedTuple):
    """A contact to call: `days` since the last touch (None: never touched), against the cadence that counts.

    `beyond`: the maximum is over. `by` is the day until when the next touch is due: the end of the maximum, today when
    that has passed or there was none.
    """

    contact: Contact
    days: int | None
    ideal: int | None
    maximum: int
    beyond: bool
    by: date


def calls(contacts: Iterable[Contact], settings: MethodSettings, today: date) -> tuple[Call, ...]:
    """Contacts beyond the ideal or the maximum cadence, the longest over (as a share of it) first.

    Of the people that the cadence reminds about. Who was never touched comes after them, the highest level first. Who
    left and placeholders are not among them: one does not call somebody whom one has yet to meet.
    """
    found = []
    for contact in contacts:
        state = cadence_state(contact, settings, today)
        if state is None or not state.reminds or state.state == "fresh":
            continue
        last = today if contact.last_touch is None else contact.last_touch + timedelta(days=state.maximum)
        late = state.state == "late"
        found.append(Call(contact, state.days, state.ideal, state.maximum, late, max(today, last)))
    return tuple(sorted(found, key=lambda call: (*_order(call), call.contact.name, call.contact.id)))


def _order(call: Call) -> tuple[int, float]:
    if call.days is None:
        return 2, -(call.contact.level or 0)
    limit = call.maximum if call.beyond else call.ideal or call.maximum
    return int(not call.beyond), -(call.days / limit if limit else float(call.days))
