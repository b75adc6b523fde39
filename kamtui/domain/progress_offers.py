"""Which progressions open opportunities need: the more money waits for an item, the more it is worth.

Rules: section "Progressions" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

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


def yearly(opportunity: Opportunity) -> Decimal:
    """Expected money of an opportunity: of a monthly one that of its first twelve months."""
    months = min(opportunity.months or _YEAR, _YEAR) if opportunity.monthly else 1
    return opportunity.expected * months


def offer_needs(
    items: Iterable[ProgressItem], initiatives: Iterable[Initiative], quarter: Quarter, bought: Collection[str]
) -> list[Need]:
    """One need per open opportunity in the forecast and item that it lacks, greatest money first.

    An opportunity names items itself, its initiative may have become known through one, and its state suggests others:
    see `_suggested`. `bought` are names of the categories that the account has bought from us.
    """
    lacking = {
        item.progression.code if item.progression.account_id is None else item.progression.id: item.progression.id
        for item in items
        if item.status in (ProgressStatus.NOT_STARTED, ProgressStatus.IN_PROGRESS)
    }
    ids = frozenset(lacking.values())
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
        wanted = dict(_suggested(offer, quarter, known, lacking))
        if initiative.progression_id in ids and initiative.progression_id is not None:
            wanted[initiative.progression_id] = _("Its initiative became known through this")
        named = dict.fromkeys((key for key in offer.progressions if key in ids), _("An opportunity needs it"))
        share = NAMED + BY_MONEY * float(yearly(offer) / total) if total else NAMED
        amount = format_amount(offer.amount, language(), short=True)
        if offer.monthly:
            amount = _("{amount} per month").format(amount=amount)
        note = f"{offer.title}: {amount} × {format_probability(offer.probability)}"
        for key, label in {**wanted, **named}.items():
            needs.append(Need(key, label, round(share if key in named else share * SUGGESTED, 2), note))
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
