"""Reads of client initiatives, each with its opportunities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from kamtui.db import opportunities as offers
from kamtui.db.reader import Reader, as_date, in_list
from kamtui.domain.initiatives import Initiative, Opportunity
from kamtui.domain.words import InitiativeStatus
from kamtui.i18n import language

_INITIATIVE = """
SELECT i.id, i.account_id, i.title, i.noted_on, i.source, i.touch_id, i.contact_id, i.progression_id, i.relevant,
       i.why, i.status, i.note, i.position, i.version, t.kind, t.on_date, t.outcome, c.name, p.title_{tongue}
  FROM initiative i
  LEFT JOIN touch t ON t.id = i.touch_id
  LEFT JOIN contact c ON c.id = i.contact_id
  LEFT JOIN progression p ON p.id = i.progression_id
"""


class Pointed(NamedTuple):
    """What the source of an initiative points to; `kind`, `on` and `outcome` are of the touch."""

    kind: str | None
    on: date | None
    outcome: str
    contact: str
    progression: str


def initiative(reader: Reader, initiative_id: str) -> tuple[Initiative, Pointed] | None:
    """One initiative."""
    with reader.snapshot():
        found = _read(reader, "i.id = :one", one=initiative_id)
        if not found:
            return None
        one, pointed = found[0]
        return replace(one, opportunities=tuple(offers.of_initiative(reader, initiative_id))), pointed


def initiatives(reader: Reader, account_ids: Sequence[str]) -> list[tuple[Initiative, Pointed]]:
    """Initiatives of accounts in their order."""
    among, params = in_list("a", account_ids)
    with reader.snapshot():
        found = _read(reader, f"i.account_id IN ({among})", **params)
        by_initiative: dict[str, list[Opportunity]] = {}
        for offer in offers.opportunities(reader, account_ids):
            by_initiative.setdefault(offer.initiative_id, []).append(offer)
    return [(replace(one, opportunities=tuple(by_initiative.get(one.id, ()))), pointed) for one, pointed in found]


def titles(reader: Reader, account_id: str) -> list[tuple[str, str]]:
    """(id, title) of the initiatives of an account in their order."""
    rows = reader.rows(
        "SELECT id, title FROM initiative WHERE account_id = :account ORDER BY position, id", account=account_id
    )
    return [(row[0], row[1]) for row in rows]


def category_names(reader: Reader) -> list[str]:
    """Names of all product categories."""
    return [row[0] for row in reader.rows("SELECT name FROM product_category ORDER BY search_key")]


def competitors(reader: Reader) -> list[str]:
    """Names of competitors that are known from opportunities, wallets and people, each once."""
    rows = reader.rows(
        "SELECT competitor AS name FROM opportunity WHERE competitor <> ''"
        " UNION SELECT supplier FROM wallet_estimate WHERE supplier NOT IN ('', 'us')"
        " UNION SELECT competitor FROM contact WHERE competitor <> '' ORDER BY 1"
    )
    return [row[0] for row in rows]


def _read(reader: Reader, where: str, **params: object) -> list[tuple[Initiative, Pointed]]:
    tongue = "ru" if language() == "ru" else "en"
    found = []
    for row in reader.rows(
        f"{_INITIATIVE.format(tongue=tongue)} WHERE {where} ORDER BY i.account_id, i.position, i.id", **params
    ):
        (
            key, account_id, title, noted_on, source, touch_id, contact_id, progression_id, relevant,
            why, status, note, position, version, kind, on, outcome, contact, progression,
        ) = row  # fmt: skip
        one = Initiative(
            id=key,
            account_id=account_id,
            title=title,
            noted_on=as_date(noted_on) or date.min,
            source=source,
            touch_id=touch_id,
            contact_id=contact_id,
            progression_id=progression_id,
            relevant=None if relevant is None else bool(relevant),
            why=why,
            status=InitiativeStatus(status),
            note=note,
            position=position,
            version=version,
        )
        found.append((one, Pointed(kind, as_date(on), outcome or "", contact or "", progression or "")))
    return found
