"""A week or a month in numbers: touches, proactive work, tasks, people, progressions; attention beside potential.

Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from kamtui.domain.words import TouchKind

WEEK, MONTH = "week", "month"
BY_WALLET, BY_REVENUE = "wallet", "revenue"
COURSE = 12  # periods that are shown one after another
FAR_OFF = 0.1  # difference of the two shares from which attention is said to go elsewhere


class Period(NamedTuple):
    """A calendar week, Monday to Sunday, or a calendar month; both days belong to it."""

    kind: str
    first: date
    last: date

    @classmethod
    def of(cls, day: date, kind: str) -> Period:
        """The period that a day lies in."""
        if kind == WEEK:
            first = day - timedelta(days=day.weekday())
            return cls(kind, first, first + timedelta(days=6))
        following = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        return cls(kind, day.replace(day=1), following - timedelta(days=1))

    @property
    def before(self) -> Period:
        """The period before."""
        return Period.of(self.first - timedelta(days=1), self.kind)

    def run(self, length: int) -> tuple[Period, ...]:
        """So many periods, this one the last."""
        found = [self]
        while len(found) < length:
            found.append(found[-1].before)
        return tuple(reversed(found))

    def same_days(self, until: date) -> Period:
        """The days of the period before that stand against this one's up to `until`: all of them once it is over."""
        whole = self.before
        if until >= self.last:
            return whole
        return whole._replace(last=min(whole.last, whole.first + (until - self.first)))


class Scope(NamedTuple):
    """Whose figures: of one account (id), of the accounts that an owner (login) serves, or, both empty, of all."""

    account_id: str = ""
    owner: str = ""


class What(StrEnum):
    """What is counted. `GAINED`: people whose first touch it was; `PROGRESSIONS`: those done."""

    TOUCHES = "touches"
    PROACTIVE = "proactive"
    DONE = "done"
    MOVED = "moved"
    DROPPED = "dropped"
    GAINED = "gained"
    PROGRESSIONS = "progressions"


class Tally(NamedTuple):
    """So much of something on a day at an account (None: at none); `kind` and `proactive` are of touches."""

    on: date
    what: What
    account_id: str | None
    number: int = 1
    kind: TouchKind | None = None
    proactive: bool = False


class Pick(NamedTuple):
    """A part of what is counted: of one kind of touch, or at one account."""

    what: What
    kind: TouchKind | None = None
    account_id: str = ""

    def takes(self, one: Tally) -> bool:
        """Whether a tally counts."""
        if self.account_id and self.account_id != one.account_id:  # most often: tried first
            return False
        begun = self.what is What.PROACTIVE
        fits = one.what is (What.TOUCHES if begun else self.what) and (one.proactive or not begun)
        return fits and self.kind in (None, one.kind)


class Happening(NamedTuple):
    """One of the things that a figure counts: when, at whom, what, and more of it. `ref` names its record."""

    on: date
    account_id: str | None
    account: str
    text: str
    note: str
    ref: str


class Figures(NamedTuple):
    """Figures of one period. `gained`: people whose first touch lies in it; `progressions` done in it."""

    touches: int = 0
    proactive: int = 0
    kinds: Mapping[TouchKind, int] = {}
    done: int = 0
    moved: int = 0
    dropped: int = 0
    gained: int = 0
    progressions: int = 0

    @property
    def proactive_share(self) -> float | None:
        """The share of touches that we began, 0…1; None without touches."""
        return self.proactive / self.touches if self.touches else None


class Potential(NamedTuple):
    """What an account could still bring: `amount` in major units, None while unknown; `basis` says from what."""

    account_id: str
    code: str
    name: str
    amount: Decimal | None
    basis: str


class Attention(NamedTuple):
    """An account's share of all touches beside its share of all potential, 0…1; None where it cannot be known."""

    account_id: str
    code: str
    name: str
    touches: int
    share: float | None
    potential: Decimal | None
    potential_share: float | None
    basis: str

    @property
    def gap(self) -> float | None:
        """Attention less potential: below zero the account gets less than it is worth."""
        if self.share is None or self.potential_share is None:
            return None
        return self.share - self.potential_share


def figures(tallies: Iterable[Tally]) -> Figures:
    """The figures of a period from all that was counted in it."""
    counts = dict.fromkeys(What, 0)
    kinds: dict[TouchKind, int] = {}
    for one in tallies:
        counts[one.what] += one.number
        if one.what is What.TOUCHES:
            counts[What.PROACTIVE] += one.number if one.proactive else 0
            if one.kind is not None:
                kinds[one.kind] = kinds.get(one.kind, 0) + one.number
    return Figures(kinds={kind: kinds[kind] for kind in TouchKind if kind in kinds}, **counts)


def within(tallies: Iterable[Tally], first: date, last: date) -> list[Tally]:
    """What was counted from one day to another."""
    return [one for one in tallies if first <= one.on <= last]


def by_period(tallies: Iterable[Tally], periods: Sequence[Period]) -> list[Tally]:
    """The same counts put together by periods, which follow each other: each on the first day of its own."""
    firsts = [period.first for period in periods]
    sums: dict[tuple[date, What, str | None, TouchKind | None, bool], int] = {}
    for on, what, account_id, number, kind, proactive in tallies:
        if firsts and firsts[0] <= on <= periods[-1].last:
            key = (firsts[bisect_right(firsts, on) - 1], what, account_id, kind, proactive)
            sums[key] = sums.get(key, 0) + number
    return [
        Tally(on, what, account_id, number, kind, proactive)
        for (on, what, account_id, kind, proactive), number in sums.items()
    ]


def course(tallies: Iterable[Tally], periods: Sequence[Period], pick: Pick) -> list[int]:
    """How many of a part there were in each of the periods, which follow each other."""
    counts = [0] * len(periods)
    firsts = [period.first for period in periods]
    for one in tallies:
        if pick.takes(one) and firsts and firsts[0] <= one.on <= periods[-1].last:
            counts[bisect_right(firsts, one.on) - 1] += one.number
    return counts


def potential_of(wallet_next: Decimal | None, revenue: Decimal | None) -> tuple[Decimal | None, str]:
    """What an account could still bring: its wallet of next year less our last 12 months, never below nought.

    While that wallet is unknown, our last 12 months stand for it.
    """
    if wallet_next is not None:
        return max(Decimal(0), wallet_next - (revenue or 0)), BY_WALLET
    return revenue, BY_REVENUE


def attention(touches: Mapping[str, int], potentials: Iterable[Potential]) -> tuple[Attention, ...]:
    """Every account that has touches (by account) or potential, the largest potential first.

    Touches of accounts that are not among `potentials` (archived ones) are left out of both shares.
    """
    known = list(potentials)
    whole = sum(touches.get(one.account_id, 0) for one in known)
    worth = sum((one.amount for one in known if one.amount is not None), Decimal(0))
    rows = [
        Attention(
            account_id=one.account_id,
            code=one.code,
            name=one.name,
            touches=touches.get(one.account_id, 0),
            share=touches.get(one.account_id, 0) / whole if whole else None,
            potential=one.amount,
            potential_share=float(one.amount / worth) if one.amount is not None and worth else None,
            basis=one.basis,
        )
        for one in known
        if touches.get(one.account_id) or one.amount
    ]
    return tuple(sorted(rows, key=lambda row: (-(row.potential or Decimal(0)), -row.touches, row.code)))
