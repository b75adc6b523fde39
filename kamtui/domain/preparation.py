"""Before a meeting: what is not known yet, or may no longer be true, as questions to the client.

Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from kamtui.clock import user_day
from kamtui.domain.contacts import WANTED_ROLES, Contact, at_company, is_key_player
from kamtui.domain.initiatives import Initiative, Opportunity
from kamtui.domain.plans import Block
from kamtui.domain.progress import ProgressItem
from kamtui.domain.promises import Promise, is_late
from kamtui.domain.settings import MethodSettings
from kamtui.domain.tenders import BEFORE_SUBMISSION, Tender
from kamtui.domain.today import date_words
from kamtui.domain.wallet import Circle
from kamtui.domain.words import ContactStatus, InitiativeStatus, PromiseSide, Role
from kamtui.i18n import _

MOST, MOST_OF_A_KIND = 12, 3
PEOPLE, TOUCHES = 8, 5
_CIRCLE = "plan:3"


class About(StrEnum):
    """What a question is about, the most pressing first."""

    PROMISE = "promise"
    TENDER = "tender"
    OPPORTUNITY = "opportunity"
    INITIATIVE = "initiative"
    WALLET = "wallet"
    MAP = "map"
    PROGRESS = "progress"
    PLAN = "plan"


class Question(NamedTuple):
    """What to ask, and the fact that lacks (`why`); both translated. `ref` is the record that the answer belongs to."""

    about: About
    text: str
    why: str
    ref: str = ""


class Known(NamedTuple):
    """What is known of an account. `contacts` are all of it, `here` the ids of those the meeting is with."""

    contacts: Sequence[Contact] = ()
    here: Collection[str] = ()
    circle: Circle | None = None
    initiatives: Sequence[Initiative] = ()
    tenders: Sequence[Tender] = ()
    promises: Sequence[Promise] = ()
    items: Sequence[ProgressItem] = ()
    blocks: Sequence[Block] = ()


def questions(known: Known, settings: MethodSettings, today: date) -> tuple[Question, ...]:
    """What to ask at a meeting: at most MOST, MOST_OF_A_KIND of each kind, the most pressing first."""
    kinds = (
        _promises(known.promises, today),
        _tenders(known.tenders),
        _opportunities(known.initiatives),
        _initiatives(known.initiatives),
        _wallet(known.circle, settings, today),
        _map(known.contacts, known.here),
        _progress(known.items, settings, today),
        _plan(known.blocks),
    )
    found = [question for kind in kinds for question in [*kind][:MOST_OF_A_KIND]]
    return tuple(found[:MOST])


def open_offers(initiatives: Iterable[Initiative]) -> list[Opportunity]:
    """Open opportunities of initiatives that go on and are not irrelevant, the largest first."""
    offers = [
        offer
        for initiative in initiatives
        if initiative.status is InitiativeStatus.ACTIVE and initiative.relevant is not False
        for offer in initiative.opportunities
        if offer.is_open
    ]
    return sorted(offers, key=_worth, reverse=True)


def people_for(contacts: Iterable[Contact], here: Collection[str]) -> list[Contact]:
    """Whom the page shows: those the meeting is with; then key players and role holders, the highest level first."""
    there = [one for one in contacts if at_company(one)]

    def order(one: Contact) -> tuple[bool, bool, bool, int, str]:
        return one.id not in here, not is_key_player(one), not one.roles, -(one.level or 0), one.name

    return sorted(there, key=order)


def _worth(offer: Opportunity) -> tuple[float, str]:
    return float(offer.expected) * (min(offer.months or 12, 12) if offer.monthly else 1), offer.id


def _promises(promises: Iterable[Promise], today: date) -> Iterator[Question]:
    late = [one for one in promises if one.side is PromiseSide.THEIRS and is_late(one, today)]
    for one in sorted(late, key=lambda promise: (promise.due or today, promise.id)):
        day = date_words(one.due or today)
        if one.contact:
            why = _("{name} promised it for {day}").format(name=one.contact, day=day)
        else:
            why = _("they promised it for {day}").format(day=day)
        yield Question(About.PROMISE, _("What has become of “{text}”?").format(text=one.text), why, f"promise:{one.id}")


def _tenders(tenders: Iterable[Tender]) -> Iterator[Question]:
    for one in tenders:
        ref = f"tender:{one.id}"
        if one.status not in BEFORE_SUBMISSION:
            if one.decision_on is None:
                text = _("When will “{title}” be decided?")
                yield Question(About.TENDER, text.format(title=one.title), _("the tender has no day of decision"), ref)
            continue
        if not one.criteria:
            text = _("By what will “{title}” be decided: price, terms, quality?")
            yield Question(
                About.TENDER, text.format(title=one.title), _("the criteria of the tender are not known"), ref
            )
        if one.submit_until is None:
            text = _("Until when are offers taken for “{title}”?")
            yield Question(About.TENDER, text.format(title=one.title), _("the tender has no day of submission"), ref)
        if not one.competitors:
            text = _("Who else has been invited to “{title}”?")
            yield Question(
                About.TENDER, text.format(title=one.title), _("competitors in the tender are not known"), ref
            )


def _opportunities(initiatives: Iterable[Initiative]) -> Iterator[Question]:
    for one in open_offers(initiatives):
        ref = f"opportunity:{one.id}"
        if one.quarter is None:
            text = _("When will “{title}” be decided?")
            yield Question(About.OPPORTUNITY, text.format(title=one.title), _("the opportunity has no quarter"), ref)
        if one.contact_id is None:
            text = _("Who decides on “{title}”?")
            yield Question(About.OPPORTUNITY, text.format(title=one.title), _("the opportunity has no person"), ref)
        if not one.competitor:
            text = _("Whom else do you consider for “{title}”?")
            yield Question(About.OPPORTUNITY, text.format(title=one.title), _("the competitor is not known"), ref)


def _initiatives(initiatives: Sequence[Initiative]) -> Iterator[Question]:
    active = [one for one in initiatives if one.status is InitiativeStatus.ACTIVE]
    if not active:
        text = _("What is the company going to do this year and the next: investments, launches, cuts?")
        yield Question(About.INITIATIVE, text, _("no initiative of the client is noted"), "plan:4")
    for one in active:
        ref = f"initiative:{one.id}"
        if one.relevant is None:
            text = _("What will be needed for “{title}”, and from whom?")
            yield Question(
                About.INITIATIVE, text.format(title=one.title), _("whether it is relevant is not decided"), ref
            )
        elif one.relevant and not one.opportunities:
            text = _("Where could we help with “{title}”?")
            yield Question(About.INITIATIVE, text.format(title=one.title), _("we have no offer into it yet"), ref)


def _wallet(circle: Circle | None, settings: MethodSettings, today: date) -> Iterator[Question]:
    if circle is None:
        return
    now, after = circle.now, circle.next
    if now.total is None:
        text = _("How much do you buy a year in our categories, from all suppliers together?")
        yield Question(About.WALLET, text, _("the wallet of {year} is not estimated").format(year=now.year), _CIRCLE)
    elif now.on is not None and (today - now.on).days > settings.stale_block_days:
        text = _("Do you still buy in {year} as much as you told us?").format(year=now.year)
        yield Question(
            About.WALLET, text, _("the wallet was last estimated on {day}").format(day=date_words(now.on)), _CIRCLE
        )
    for one in now.categories:
        if one.category is not None and one.total is None:
            text = _("How much {category} do you buy, and from whom?").format(category=one.category)
            yield Question(About.WALLET, text, _("the wallet of the category is not known"), _CIRCLE)
        elif one.category is not None and one.white and not any(part.amount for part in one.parts):
            text = _("From whom do you buy {category}, and why from them?").format(category=one.category)
            yield Question(About.WALLET, text, _("a white space: all of it comes from others"), _CIRCLE)
    if after.total is None:
        text = _("Will you buy more or less in {year}, and why?").format(year=after.year)
        yield Question(About.WALLET, text, _("the wallet of {year} is not estimated").format(year=after.year), _CIRCLE)


def _map(contacts: Sequence[Contact], here: Collection[str]) -> Iterator[Question]:
    for one in contacts:
        if one.status is ContactStatus.LEFT and one.successor is None and not one.left_settled and one.roles:
            yield Question(
                About.MAP,
                _("Who has taken over from {name}?").format(name=one.name),
                _("{name} left, and no successor is known").format(name=one.name),
                f"contact:{one.id}",
            )
    there = [one for one in contacts if at_company(one)]
    held = {role for one in there for role in one.roles}
    asked = {
        Role.DECIDER: (_("Who takes the final decision on suppliers?"), _("no decider is known")),
        Role.SPONSOR: (
            _("Who in the management stands behind our work together?"),
            _("no sponsor is known"),
        ),
        Role.CHAMPION: (_("Who gains most from working with us?"), _("no champion is known")),
    }
    for role in WANTED_ROLES:
        if role not in held:
            yield Question(About.MAP, *asked[role], "map:")
    for one in there:
        if one.id in here and one.influence is None:
            text = _("What part does {name} have in decisions on purchases?")
            yield Question(About.MAP, text.format(name=one.name), _("the influence is not known"), f"contact:{one.id}")
    for one in contacts:
        if one.placeholder and one.status is not ContactStatus.LEFT:
            text = _("Who is your “{position}”, and could we be introduced?")
            yield Question(
                About.MAP,
                text.format(position=one.position or one.name),
                _("the person is still to be met"),
                f"contact:{one.id}",
            )


def _progress(items: Iterable[ProgressItem], settings: MethodSettings, today: date) -> Iterator[Question]:
    soon = today + timedelta(days=settings.expiry_notice_days)
    ending = [one for one in items if one.in_set and one.expires_on is not None and one.expires_on <= soon]
    for one in sorted(ending, key=lambda item: (item.expires_on or today, item.progression.code)):
        day = date_words(one.expires_on or today)
        text = _("Is it still so: {code} {title}?").format(code=one.progression.code, title=one.progression.title)
        why = _("what we knew expired on {day}") if one.expired else _("what we know expires on {day}")
        yield Question(About.PROGRESS, text, why.format(day=day), f"progression:{one.progression.id}")


def _plan(blocks: Iterable[Block]) -> Iterator[Question]:
    """Of the blocks that only the client can fill: how they stand (1) and what they want (4)."""
    empty = {
        1: (
            _("What matters most to you this year, and what worries you?"),
            _("nothing is written in the plan on how the client stands"),
        ),
        4: (
            _("What do you want to have reached in a year?"),
            _("nothing is written in the plan on what the client is after"),
        ),
    }
    for block in blocks:
        if block.number not in empty:
            continue
        if not block.text.strip():
            yield Question(About.PLAN, *empty[block.number], f"plan:{block.number}")
        elif block.stale and block.touched_on is not None:
            day = date_words(user_day(block.touched_on))
            why = _("the block “{title}” of the plan has not changed since").format(title=block.title)
            yield Question(About.PLAN, _("What has changed since {day}?").format(day=day), why, f"plan:{block.number}")
