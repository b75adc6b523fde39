"""The contact map: the people of an account, or of its whole group, with the judgement over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kamtui.db import contacts as reads
from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact, LevelCover, Link
from kamtui.domain.explained import Explained
from kamtui.domain.words import Role
from kamtui.workspace.base import Feature


class MapAccount(NamedTuple):
    """An account whose people are on a map."""

    id: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ContactMap:
    """The people of an account and what the map says: cover per level, quality 0…3, what lacks.

    `accounts` are those whose people are on it: one, or the account group with the parent first. `links` are the lines
    of influence and conflict between them. `units` are the sites, plants and branches that can be chosen, `unit` the
    one that is; then `contacts` are its people only.
    """

    contacts: tuple[Contact, ...]
    coverage: Mapping[int, LevelCover]
    quality: Explained[int]
    completeness: Explained[bool]
    missing_roles: tuple[Role, ...]
    single_thread: tuple[str, ...]
    no_active: bool
    accounts: tuple[MapAccount, ...] = ()
    links: tuple[Link, ...] = ()
    units: tuple[str, ...] = ()
    unit: str = ""


class ContactMaps(Feature):
    """The part of `workspace.contacts` that looks at the map as a whole."""

    def map(self, account_id: str) -> ContactMap:
        """The contact map of an account."""
        people = reads.contacts(self._reader, [account_id])
        settings, today = self._ws.method, self._ws.today_date
        return ContactMap(
            contacts=tuple(people),
            coverage=rules.coverage(people, settings, today),
            quality=rules.map_quality(people),
            completeness=rules.completeness(people, settings, today),
            missing_roles=rules.missing_roles(people),
            single_thread=rules.single_thread(people, settings, today),
            no_active=rules.no_active_contact(people, settings, today),
        )
