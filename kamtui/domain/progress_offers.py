"""Which progressions open opportunities need: the more money waits for an item, the more it is worth.

Rules: section "Progressions" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from kamtui.domain.initiatives import Initiative, Opportunity, counts, format_probability
from kamtui.domain.money import format_amount
from kamtui.domain.progress import ProgressItem
from kamtui.domain.progress_next import Need
from kamtui.domain.quarters import Quarter
from kamtui.domain.text import search_key
from kamtui.domain.words import ProgressStatus
from kamtui.i18n import _, language

# An item that an opportunity names is wanted by this much, and by as much again when all expected money waits for it.
NAMED, BY_MONEY = 0.25, 0.5
# What its state only suggests counts half.
SUGGESTED = 0.5
# "Soon" is this many quarters from now: then it has to be known how the client decides.
_SOON = 2
_YEAR = 12
_LACKING = (ProgressStatus.NOT_STARTED, ProgressStatus.IN_PROGRESS)


def yearly(opportunity: Opportunity) -> Decimal:
    """Expected money of an opportunity: of a monthly one that of its first twelve months."""
    months = min(opportunity.months or _YEAR, _YEAR) if opportunity.monthly else 1
    return opportunity.expected * months


class Wanted(NamedTuple):
    """An item that an opportunity wants, and why; `named` when somebody said so, else its state suggests it."""

    item: ProgressItem
    label: str
    named: bool

    @property
    def lacking(self) -> bool:
        """Whether it has still to be gained."""
        return self.item.status in _LACKING


def wanted(
    items: Iterable[ProgressItem], initiative: Initiative, offer: Opportunity, quarter: Quarter, bought: Collection[str]
) -> list[Wanted]:
    """What an opportunity wants: the items it names, gained ones too, then what it lacks besides.

    That is the item through which its initiative became known, and what its state suggests: see `_suggested`. `bought`
    are search keys of the categories that the account has bought from us.
    """
    by_id = {item.progression.id: item for item in items}
    lacking = {
        item.progression.code if item.progression.account_id is None else key: key
        for key, item in by_id.items()
        if item.status in _LACKING
    }
    labels = dict(_suggested(offer, quarter, bought, lacking)) if offer.is_open else {}
    if initiative.progression_id is not None and initiative.progression_id in lacking.values():
        labels[initiative.progression_id] = _("Its initiative became known through this")
    named = dict.fromkeys((key for key in offer.progressions if key in by_id), _("An opportunity needs it"))
    return [Wanted(by_id[key], label, key in named) for key, label in {**named, **labels, **named}.items()]


def offer_needs(
    items: Iterable[ProgressItem], initiatives: Iterable[Initiative], quarter: Quarter, bought: Collection[str]
) -> list[Need]:
    """One need per open opportunity in the forecast and item that it lacks, greatest money first: see `wanted`.

    `bought` are names of the categories that the account has bought from us.
    """
    known_items = tuple(items)
    open_now = [
        (initiative, offer)
        for initiative in initiatives
        for offer in initiative.opportunities
        if offer.is_open and counts(offer)
    ]
    total = sum((yearly(offer) for _initiative, offer in open_now), Decimal(0))
    known = frozenset(search_key(name) for name in bought)
    needs = []
    for initiative, offer in sorted(open_now, key=lambda pair: -yearly(pair[1])):
        share = NAMED + BY_MONEY * float(yearly(offer) / total) if total else NAMED
        amount = format_amount(offer.amount, language(), short=True)
        if offer.monthly:
            amount = _("{amount} per month").format(amount=amount)
        note = f"{offer.title}: {amount} × {format_probability(offer.probability)}"
        for one in wanted(known_items, initiative, offer, quarter, known):
            if one.lacking:
                worth = round(share if one.named else share * SUGGESTED, 2)
                needs.append(Need(one.item.progression.id, one.label, worth, note))
    return needs


def _suggested(
    offer: Opportunity, quarter: Quarter, bought: Collection[str], lacking: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """What the state of an opportunity plainly lacks, as (id, why) by items of the library.

    Decided soon: how the client buys (K06). Against somebody: their share (K02). Nobody named: who decides (C01).
    A category that is new for this client: a trial (I06).
    """
    lacks = {
        "K06": (
            offer.quarter is not None and offer.quarter < quarter.shifted(_SOON),
            _("An opportunity is decided soon"),
        ),
        "K02": (bool(offer.competitor), _("An opportunity has a competitor")),
        "C01": (offer.contact_id is None, _("An opportunity has no contact")),
        "I06": (
            offer.category is not None and search_key(offer.category) not in bought,
            _("An opportunity is in a category that is new here"),
        ),
    }
    for code, (lacks_it, label) in lacks.items():
        if lacks_it and code in lacking:
            yield lacking[code], label
