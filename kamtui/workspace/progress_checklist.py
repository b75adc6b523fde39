"""Progressions of accounts as they stand today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kamtui.db import progress as reads
from kamtui.domain import progress as rules
from kamtui.domain.contacts import Contact, map_quality
from kamtui.domain.explained import Explained
from kamtui.domain.progress import (
    Barriers,
    CategoryShare,
    ProgressEvent,
    Progression,
    ProgressItem,
    ProgressState,
    QuarterFigure,
)
from kamtui.domain.text import search_key
from kamtui.domain.words import ProgressCategory, ProgressSet, ProgressStatus
from kamtui.errors import NotFound
from kamtui.i18n import _
from kamtui.workspace.base import Feature


class Checklist(NamedTuple):
    """The progressions of an account today. `items` are all in use, `in_set` says which count.

    Shares 0…1 over the chosen set; `quarter` is the figure of the current quarter.
    """

    account_id: str
    set: ProgressSet
    items: tuple[ProgressItem, ...]
    share: Explained[float]
    share_by_count: Explained[float]
    categories: Mapping[ProgressCategory, CategoryShare]
    quarter: QuarterFigure


class Checklists(Feature):
    """The part of `workspace.progress` that looks at accounts as they are."""

    def of(self, account_id: str) -> Checklist:
        """The checklist of an account, archived or not. Raises NotFound."""
        with self._reader.snapshot():
            chosen = reads.chosen_sets(self._reader, [account_id])
            if account_id not in chosen:
                raise NotFound(_("account"), account_id)
            library = reads.library(self._reader, account_id)
            states = reads.states(self._reader, [account_id])
            people = self._ws.contacts.of(account_id)
        items = self._items(library, states[account_id], chosen[account_id], people, {})
        return Checklist(
            account_id=account_id,
            set=ProgressSet(chosen[account_id]),
            items=items,
            share=rules.share(items),
            share_by_count=rules.share_by_count(items),
            categories=rules.by_category(items),
            quarter=rules.quarter_figure(items, self._ws.quarter, self._ws.method.fiscal_start),
        )

    def by_account(
        self, people: Mapping[str, Sequence[Contact]] | None = None, account_ids: Sequence[str] | None = None
    ) -> dict[str, tuple[ProgressItem, ...]]:
        """Items of these accounts, or of all not archived; `people` are their contacts where the caller has them."""
        with self._reader.snapshot():
            if people is None:
                people = self._ws.contacts.by_account(account_ids)
            chosen = reads.chosen_sets(self._reader, account_ids)
            library = self._ws.cached("progress.library", lambda: reads.library(self._reader))
            states = reads.states(self._reader, account_ids)
        shared = [progression for progression in library if progression.account_id is None]
        own: dict[str, list[Progression]] = {}
        for progression in library[len(shared) :]:
            own.setdefault(progression.account_id or "", []).append(progression)
        untouched: dict[tuple[str, str], ProgressItem] = self._ws.cached("progress.untouched", dict)
        return {
            key: self._items(
                [*shared, *own.get(key, ())], states.get(key, {}), chosen[key], people.get(key, ()), untouched
            )
            for key in chosen
        }

    def share_of(self, items: Iterable[ProgressItem]) -> float | None:
        """Progress 0…1 by weight over the chosen set; None when nothing applies."""
        return rules.share(items).value

    def item(self, account_id: str, ref: str) -> ProgressItem:
        """One item of an account by id or code of its progression. Raises NotFound."""
        for item in self.of(account_id).items:
            if item.progression.id == ref or search_key(item.progression.code) == search_key(ref):
                return item
        raise NotFound(_("progression"), ref)

    def history(self, account_id: str, ref: str) -> tuple[ProgressEvent, ...]:
        """What happened to a progression at an account, newest first. Raises NotFound."""
        return reads.events(self._reader, account_id, self.item(account_id, ref).progression.id)

    def funnel(self, account_id: str) -> dict[ProgressStatus, tuple[ProgressItem, ...]]:
        """The board: items of the chosen set under each status, in the order of the library. Raises NotFound."""
        columns: dict[ProgressStatus, list[ProgressItem]] = {status: [] for status in ProgressStatus}
        for item in self.of(account_id).items:
            if item.in_set:
                columns[item.status].append(item)
        return {status: tuple(items) for status, items in columns.items()}

    def barriers(self, account_id: str) -> Barriers:
        """Barriers to competitors, side by side; the weakest is named. Raises NotFound."""
        quality = map_quality(self._ws.contacts.of(account_id)).value or 0
        return rules.barriers(self.of(account_id).items, quality)

    def _items(
        self,
        library: Sequence[Progression],
        states: Mapping[str, ProgressState],
        chosen: str,
        people: Sequence[Contact],
        untouched: dict[tuple[str, str], ProgressItem],
    ) -> tuple[ProgressItem, ...]:
        """Items of one account; `untouched` keeps those without a state, alike at all accounts of a set."""
        settings, today = self._ws.method, self._ws.today_date
        items = []
        for progression in library:
            state = states.get(progression.id)
            if progression.code == rules.COMPUTED and progression.account_id is None:
                state = rules.computed_c12(state, people, settings, today)
            if state is not None:
                inside = rules.in_set(progression, chosen)
                items.append(rules.item(progression, state, inside, settings, today))
                continue
            key = (progression.id, chosen)
            if key not in untouched:
                inside = rules.in_set(progression, chosen)
                untouched[key] = rules.item(progression, None, inside, settings, today)
            items.append(untouched[key])
        return tuple(items)
