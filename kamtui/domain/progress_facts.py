"""Facts that propose a progression: people met, roles held, visits, first purchases, words of outcomes.

Nothing here changes a status: a proposal is accepted or waved off. Rules: section "Progressions" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain import progress_events as events
from kamtui.domain import progress_people as people
from kamtui.domain.contacts import at_company
from kamtui.domain.progress import COMPUTED, ProgressItem
from kamtui.domain.progress_ground import MET, Fact, Ground
from kamtui.domain.progress_words import fell_through
from kamtui.domain.quarters import months_after
from kamtui.domain.words import ProgressCategory, ProgressStatus

_DONE, _BEGUN = ProgressStatus.DONE, ProgressStatus.IN_PROGRESS
_CATEGORY_OF = dict(zip("KCIG", ProgressCategory, strict=True))


class FactProposal(NamedTuple):
    """An item that a fact speaks for: the status and the evidence it would get when the user accepts.

    `key` names item and fact, so that what was waved off stays away until something new happens; `on` is the day of
    the fact.
    """

    key: str
    progression_id: str
    code: str
    title: str
    reason: str
    status: ProgressStatus
    evidence: str
    touch_id: str | None
    contact_ids: tuple[str, ...]
    on: date


def facts(ground: Ground, fiscal_start: int, today: date) -> list[Fact]:
    """Every fact that speaks for an item; a meeting that did not take place is none, but its words still count."""
    told = sorted(ground.touches, key=lambda touch: (touch.on, touch.id))
    touches = [touch for touch in told if touch.kind not in MET or not fell_through(touch.outcome)]
    there = {contact.id: contact for contact in ground.contacts if at_company(contact)}
    return [
        *people.people_met(there, touches),
        *people.roles(there, touches, today),
        *people.new_units(there, touches),
        *people.introductions(there, touches),
        *people.pairs(there, touches, today),
        *people.structure(ground.units),
        *people.politics(there, ground.links, today),
        *events.visits(touches),
        *events.rhythm(touches, today),
        *events.reviews(there, touches, fiscal_start),
        *events.new_categories(ground.purchases, today),
        *events.words_of(told),
        *events.tasks(ground.tasks, ground.open_tasks),
    ]


def proposals(
    items: Iterable[ProgressItem],
    found: Iterable[Fact],
    waved: Collection[str],
    undone: Mapping[str, date],
    today: date,
    *,
    outside: bool = False,
) -> tuple[FactProposal, ...]:
    """The best fact for each item that it would take further, in the order of the library.

    Items outside the chosen set only with `outside`; what does not apply, and C12, never. A fact as old as the day on
    which the item was last done, or was taken back (`undone`), or one that has expired by now, says nothing new. What
    was waved off takes older and weaker facts for the same item along.
    """
    by_item: dict[str, list[Fact]] = {}
    for fact in found:
        by_item.setdefault(fact.progression_id or fact.code, []).append(fact)
    made = []
    for item in items:
        if not (item.in_set or outside) or item.status in (_DONE, ProgressStatus.NOT_APPLICABLE):
            continue
        progression = item.progression
        among = list(by_item.get(progression.id, ()))
        if progression.account_id is None:
            # A company's own library may use a code for something else.
            standard = _CATEGORY_OF.get(progression.code[:1]) is progression.category
            among += by_item.get(progression.code, ()) if standard and progression.code != COMPUTED else ()
        best = _best(item, among, waved, undone.get(progression.id), today)
        if best is not None:
            made.append(
                FactProposal(
                    key_of(progression.code, best),
                    progression.id,
                    progression.code,
                    progression.title,
                    best.reason,
                    best.status,
                    best.evidence,
                    best.touch_id,
                    best.contact_ids,
                    best.on,
                )
            )
    return tuple(made)


def key_of(code: str, fact: Fact) -> str:
    """The key of a proposal: the item, what it would become, and the fact."""
    return f"fact:{code}:{fact.status}:{fact.source}"


def _best(
    item: ProgressItem, among: Sequence[Fact], waved: Collection[str], undone: date | None, today: date
) -> Fact | None:
    code, expires = item.progression.code, item.progression.expires_months
    refused = [fact for fact in among if key_of(code, fact) in waved]
    since = max((day for day in (undone, item.state.done_on if item.expired else None) if day), default=None)

    def stands(fact: Fact) -> bool:
        if fact.status is _BEGUN and item.status is _BEGUN:
            return False
        if since is not None and fact.on <= since:
            return False
        if expires and fact.status is _DONE and months_after(fact.on, expires) <= today:
            return False
        return not any(
            (fact.source, fact.status) == (no.source, no.status)
            or (fact.on < no.on and not (fact.status is _DONE and no.status is _BEGUN))
            for no in refused
        )

    standing = [fact for fact in among if fact.on <= today and stands(fact)]
    return max(standing, key=lambda fact: (fact.status is _DONE, fact.on, fact.source), default=None)
