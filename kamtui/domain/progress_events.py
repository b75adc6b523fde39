"""Facts that happened and speak for a progression: visits, rhythm, reviews, first purchases, words, closed tasks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from kamtui.domain import progress_words as words
from kamtui.domain.contacts import Contact
from kamtui.domain.progress_ground import MET, ClosedTask, Fact, FirstPurchase, quote, titled
from kamtui.domain.progress_vocabulary import PLANT, REVIEW
from kamtui.domain.quarters import Quarter, months_before
from kamtui.domain.today import date_words
from kamtui.domain.touches import Touch
from kamtui.domain.words import ProgressStatus, Role, TouchKind
from kamtui.i18n import _, ngettext

FACE = frozenset((TouchKind.MEETING, TouchKind.VISIT))
# What is bought in the first month is the beginning, no new category; what is two years old is no news.
NEW_CATEGORY_DAYS, NEW_CATEGORY_MONTHS = 30, 24
RHYTHM_MONTHS, RHYTHM_MEETINGS, SAME_VISIT_DAYS = 6, 3, 3
REVIEW_DAYS = 60

_DECIDERS = (Role.DECIDER, Role.ECONOMIC_BUYER)
_DONE, _BEGUN = ProgressStatus.DONE, ProgressStatus.IN_PROGRESS


def visits(touches: Sequence[Touch]) -> Iterator[Fact]:
    """I01: a visit, unless it was theirs to us; or a meeting whose outcome speaks of their production."""
    for touch in touches:
        ours = touch.kind is TouchKind.VISIT or (touch.kind in MET and words.says(PLANT, touch.outcome))
        if not ours or words.names("I05", touch.outcome):
            continue
        yield Fact(
            "I01",
            touch.id,
            _DONE,
            _("visit on {day}").format(day=date_words(touch.on)),
            quote(touch.on, touch.people, touch.outcome),
            touch.on,
            touch.id,
            touch.contact_ids,
        )


def rhythm(touches: Sequence[Touch], today: date) -> Iterator[Fact]:
    """I03: three meetings or visits or more in six months, every gap within half of the mean gap, still going on."""
    since = months_before(today, RHYTHM_MONTHS)
    met: list[Touch] = []
    for touch in touches:
        if touch.kind in FACE and since < touch.on <= today:
            if met and (touch.on - met[-1].on).days <= SAME_VISIT_DAYS:
                continue
            met.append(touch)
    for start in range(len(met) - RHYTHM_MEETINGS + 1):
        row = met[start:]
        gaps = [(later.on - earlier.on).days for earlier, later in pairwise(row)]
        mean = sum(gaps) / len(gaps)
        regular = all(mean / 2 <= gap <= mean * 1.5 for gap in gaps)
        if not regular or (today - row[-1].on).days > mean * 1.5:
            continue
        days = ", ".join(date_words(touch.on) for touch in row)
        every = ngettext("about every {n} day", "about every {n} days", round(mean)).format(n=round(mean))
        yield Fact(
            "I03",
            row[-1].id,
            _DONE,
            ngettext("{n} meeting, {every}", "{n} meetings, {every}", len(row)).format(n=len(row), every=every),
            _("meetings {every}: {days}").format(every=every, days=days),
            row[-1].on,
            row[-1].id,
        )
        return


def reviews(people: Mapping[str, Contact], touches: Sequence[Touch], fiscal_start: int) -> Iterator[Fact]:
    """I04: words of a quarterly review within 60 days of a quarter's end; done when a decision maker was there."""
    for touch in touches:
        quarter = Quarter.of(touch.on, fiscal_start)
        if touch.kind not in MET or not words.says(REVIEW, touch.outcome):
            continue
        if touch.on > quarter.first_day(fiscal_start) + timedelta(days=REVIEW_DAYS):
            continue
        deciders = [
            people[key]
            for key in touch.contact_ids
            if key in people and (people[key].level == 5 or not set(_DECIDERS).isdisjoint(people[key].roles))
        ]
        named = [titled(person) for person in deciders] or list(touch.people)
        yield Fact(
            "I04",
            touch.id,
            _DONE if deciders else _BEGUN,
            _("review of {quarter} on {day}").format(quarter=quarter.shifted(-1), day=date_words(touch.on)),
            quote(touch.on, named, touch.outcome),
            touch.on,
            touch.id,
            tuple(person.id for person in deciders) or touch.contact_ids,
        )


def new_categories(purchases: Sequence[FirstPurchase], today: date) -> Iterator[Fact]:
    """I10: a category first bought more than 30 days after the account's first purchase, in the last 24 months."""
    recent = months_before(today, NEW_CATEGORY_MONTHS)
    begun = min((purchase.on for purchase in purchases), default=None)
    for purchase in purchases:
        if begun is not None and (purchase.on - begun).days > NEW_CATEGORY_DAYS and purchase.on > recent:
            order = _("order {number}").format(number=purchase.order_no) if purchase.order_no else ""
            yield Fact(
                "I10",
                purchase.category_id,
                _DONE,
                _("first order of {category} on {day}").format(category=purchase.category, day=date_words(purchase.on)),
                quote(purchase.on, [part for part in (purchase.category, order) if part]),
                purchase.on,
            )


def words_of(touches: Sequence[Touch]) -> Iterator[Fact]:
    """Items that the outcome of a touch speaks of."""
    for touch in touches:
        for code, status in words.mentions(words.sentences(touch.outcome)):
            yield Fact(
                code,
                touch.id,
                status,
                _("the outcome of {day} speaks of it").format(day=date_words(touch.on)),
                quote(touch.on, touch.people, touch.outcome),
                touch.on,
                touch.id,
                touch.contact_ids,
            )


def tasks(closed: Sequence[ClosedTask], open_ones: Collection[str]) -> Iterator[Fact]:
    """A closed task that was about an item proposes it, as in progress while another one about it is open.

    The words of title and result propose further items. `open_ones` are ids of progressions with open tasks.
    """
    for task in closed:
        text = f"{task.title}: {task.result}" if task.result.strip() else task.title
        reason = _("task closed on {day}: {title}").format(day=date_words(task.on), title=task.title)
        who = (task.contact_id,) if task.contact_id else ()
        evidence = quote(task.on, [], text)
        if task.progression_id:
            status = _BEGUN if task.progression_id in open_ones else _DONE
            yield Fact("", task.id, status, reason, evidence, task.on, None, who, task.progression_id)
        said = words.sentences(task.result) or ("",)
        title = " ".join(words.sentences(task.title))
        for code, status in words.mentions([f"{title}: {part}" for part in said]):
            yield Fact(code, task.id, status, reason, evidence, task.on, None, who)
