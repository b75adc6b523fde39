"""The contact map as one JSON document: the same for `kamtui contacts --json` and for an export."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact, Link
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import LineKind

if TYPE_CHECKING:
    from kamtui.exchange.map_document import MapDocument


def render(document: MapDocument) -> str:
    """The document as text."""
    return json.dumps(map_json(document), ensure_ascii=False, indent=2) + "\n"


def map_json(document: MapDocument) -> dict[str, Any]:
    """Everybody on the map, also those who left, and what the map says. Unknown is null, days are ISO dates."""
    found = document.found
    lines: dict[str, list[Link]] = {}
    for link in found.links:
        lines.setdefault(link.source, []).append(link)
        lines.setdefault(link.target, []).append(link)
    people = [
        {
            **contact_json(one, lines.get(one.id, ()), document.names, document.settings, document.today),
            "account": document.account_of(one).code,
        }
        for one in found.contacts
    ]
    return {
        "contacts": people,
        "coverage": {
            str(level): {"known": cover.known, "active": cover.active, "placeholders": cover.placeholders}
            for level, cover in found.coverage.items()
        },
        "cells": [
            {
                "level": level,
                "function": function.value if function else None,
                "known": cell.known,
                "active": cell.active,
                "placeholders": cell.placeholders,
                "attitude": cell.attitude,
            }
            for (level, function), cell in found.cells.items()
        ],
        "map_quality": found.quality.value,
        "complete": bool(found.completeness.value),
        "missing_roles": [role.value for role in found.missing_roles],
        "single_thread": bool(found.single_thread),
        "reasons": list(found.single_thread),
        "uncovered": [{"name": one.contact.name, "reason": one.reason} for one in found.uncovered],
        "proposals": [
            {"key": one.key, "title": one.title, "reason": one.reason, "kind": one.kind, "account": account.code}
            for account, one in document.proposals
        ],
        "unit": found.unit or None,
        "accounts": [{"code": one.code, "name": one.name} for one in found.accounts],
    }


def contact_json(
    contact: Contact, links: Sequence[Link], names: Mapping[str, str], settings: MethodSettings, today: date
) -> dict[str, Any]:
    """A contact as the contract of the command line names it; other people by name, colleagues too."""
    owner = contact.owner
    return {
        "name": contact.name,
        "position": contact.position or None,
        "unit": contact.unit or None,
        "function": contact.function.value if contact.function else None,
        "function_guessed": contact.function_guessed,
        "level": contact.level,
        "level_guessed": contact.level_guessed,
        "roles": [role.value for role in contact.roles],
        "attitude": contact.attitude.name.lower(),
        "influence": contact.influence.value if contact.influence else None,
        "strength": contact.strength.name.lower(),
        "target_strength": None if contact.target_strength is None else contact.target_strength.name.lower(),
        "status": contact.status.value,
        "placeholder": contact.placeholder,
        "last_touch": _day(contact.last_touch),
        "active": rules.is_active(contact, settings, today),
        "email": contact.email or None,
        "phone": contact.phone or None,
        "ways": [{"kind": way.kind.value, "value": way.value, "label": way.label or None} for way in contact.ways],
        "language": contact.language or None,
        "birthday": _day(contact.birthday),
        "favours": contact.favours.value if contact.favours else None,
        "competitor": contact.competitor or None,
        "categories": list(contact.categories),
        "owner": owner.name if owner else None,
        "ties": [
            {
                "name": tie.name,
                "position": tie.position or None,
                "kind": tie.kind.value,
                "strength": None if tie.strength is None else tie.strength.name.lower(),
                "note": tie.note or None,
            }
            for tie in contact.ties
        ],
        "reports_to": names.get(contact.reports_to or ""),
        "lines": _lines(contact, links, names),
        "cadence": _cadence(contact, settings, today),
        "left_on": _day(contact.left_on),
        "left_to": contact.left_to or None,
        "successor": names.get(contact.successor or ""),
        "note": contact.note or None,
        "id": contact.id,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _lines(contact: Contact, links: Sequence[Link], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The lines of one person: `influences`, `influenced_by` or `conflict`, and with whom."""
    found = []
    for link in links:
        if contact.id not in (link.source, link.target):
            continue
        outward = link.source == contact.id
        kind = link.kind.value if outward or link.kind is LineKind.CONFLICT else "influenced_by"
        other = names.get(link.target if outward else link.source)
        found.append({"kind": kind, "name": other, "note": link.note or None})
    return found


def _cadence(contact: Contact, settings: MethodSettings, today: date) -> dict[str, Any] | None:
    """The marks in days that hold for a person, whether they are the person's own, and how it stands."""
    state = rules.cadence_state(contact, settings, today)
    if state is None:
        return None
    return {
        "ideal": state.ideal,
        "maximum": state.maximum,
        "own": contact.cadence_ideal is not None or contact.cadence_maximum is not None,
        "chosen": contact.chosen,
        "reminds": state.reminds,
        "state": state.state,
        "days": state.days,
    }
