"""Writes the potential of an account: wallet estimates, initiatives, opportunities and the progressions they need."""

from __future__ import annotations

from datetime import timedelta

from kamtui.db import tables
from kamtui.db.sample.book import Book, Page
from kamtui.db.sample.days import BASE, HOME, workday
from kamtui.db.sample.potential import Guess, Intent, Offer
from kamtui.db.sample.story import Story, english

_MINOR = 100_000  # kopecks in a thousand roubles


def write_potential(book: Book, page: Page, story: Story) -> None:
    """Wallet, initiatives and opportunities. Wants people, tasks and touches."""
    for guess in story.potential.wallet:
        estimate = _estimate(book, page, guess)
        book.add(estimate, estimate.on_date)
    for place, intent in enumerate(story.potential.intents):
        initiative = _initiative(book, page, place, intent)
        book.add(initiative, initiative.noted_on)
        book.session.flush()
        for order, offer in enumerate(intent.offers):
            row = _opportunity(book, page, initiative, order, offer)
            written = row.decided_on or initiative.noted_on
            book.add(row, max(written, initiative.noted_on))
            book.session.flush()
            for code in offer.needs.split():
                link = tables.OpportunityProgression(opportunity_id=row.id, progression_id=book.library[code])
                book.session.add(link)


def _estimate(book: Book, page: Page, guess: Guess) -> tables.WalletEstimate:
    return tables.WalletEstimate(
        account_id=page.account,
        year=HOME.year + guess.year,
        category_id=book.categories[guess.category] if guess.category else None,
        supplier=english(guess.supplier),
        amount=guess.thousands * _MINOR,
        amount_to=None if guess.upto is None else guess.upto * _MINOR,
        source=english(guess.source),
        on_date=workday(BASE - timedelta(days=guess.ago)),
    )


def _initiative(book: Book, page: Page, place: int, intent: Intent) -> tables.Initiative:
    return tables.Initiative(
        account_id=page.account,
        title=english(intent.title),
        source=english(intent.source),
        touch_id=None if intent.talk is None else page.talks[intent.talk],
        contact_id=page.people[intent.who] if intent.who else None,
        progression_id=book.library[intent.item] if intent.item else None,
        relevant=intent.relevant,
        why=english(intent.why),
        noted_on=workday(BASE - timedelta(days=intent.ago)),
        status=intent.status,
        position=place,
    )


def _opportunity(book: Book, page: Page, initiative: tables.Initiative, place: int, offer: Offer) -> tables.Opportunity:
    return tables.Opportunity(
        account_id=page.account,
        initiative_id=initiative.id,
        title=english(offer.title),
        category_id=book.categories[offer.category],
        product=english(offer.product),
        amount=offer.thousands * _MINOR,
        monthly=offer.monthly,
        starts=None if offer.starts is None else HOME.shifted(offer.starts).first_day(),
        months=offer.months,
        probability=offer.chance * 100,
        quarter=None if offer.quarter is None else str(HOME.shifted(offer.quarter)),
        competitor=english(offer.rival),
        next_step=english(offer.then),
        task_id=page.jobs[offer.job] if offer.job else None,
        contact_id=page.people[offer.who] if offer.who else None,
        status=offer.status,
        decided_on=None if offer.ago is None else workday(BASE - timedelta(days=offer.ago)),
        reason=english(offer.reason),
        times_postponed=offer.postponed,
        position=place,
    )
