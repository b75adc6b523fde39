"""The people of a contact map as CSV with the columns of the import, so that it imports back."""

from __future__ import annotations

import csv
import io

from kamtui.domain.contacts import Contact
from kamtui.domain.words import WayKind
from kamtui.exchange.fields import fields_of
from kamtui.exchange.map_document import MapDocument
from kamtui.exchange.values import harmless
from kamtui.exchange.vcard_ways import mobile_label


def render(document: MapDocument) -> str:
    """The whole file: UTF-8 with its mark, for Excel, a header and a line per person shown."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    rows = [_values(one, document) for one in document.people]
    names = [field.name for field in fields_of("contacts") if not rows or field.name in rows[0]]
    writer.writerow(names)
    # the blank in front of a formula is taken off by the import
    writer.writerows([harmless(row[name]) for name in names] for row in rows)
    return "\ufeff" + text.getvalue()


def _values(one: Contact, document: MapDocument) -> dict[str, str]:
    """What the import reads, by the name of its column."""
    mobile = [way.value for way in one.ways if way.kind is WayKind.PHONE and way.label == mobile_label()]
    return {
        "account": document.account_of(one).code,
        "name": one.name,
        "categories": "; ".join(one.categories),
        "position": one.position,
        "unit": one.unit,
        # a guess is left out: what a file says would no longer be one, and the import guesses the same
        "level": "" if one.level_guessed else str(one.level or ""),
        "function": one.function.value if one.function and not one.function_guessed else "",
        "roles": ", ".join(role.value for role in one.roles),
        "attitude": one.attitude.name.lower(),
        "influence": one.influence.value if one.influence else "",
        "strength": one.strength.name.lower(),
        "email": "; ".join(one.all_of(WayKind.EMAIL)),
        "phone": "; ".join(number for number in one.all_of(WayKind.PHONE) if number not in mobile),
        "mobile": "; ".join(mobile),
        "birthday": one.birthday.isoformat() if one.birthday else "",
        "reports_to": document.names.get(one.reports_to or "", ""),
        "messenger": "; ".join(
            f"{way.label}: {way.value}" if way.label else way.value for way in one.ways if way.kind is WayKind.MESSENGER
        ),
        "language": one.language,
        "favours": one.favours.value if one.favours else "",
        "competitor": one.competitor,
        "note": one.note,
    }
