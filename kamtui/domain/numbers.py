"""A week or a month in numbers: touches, proactive work, tasks, people, progressions; attention beside potential.

Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from kamtui.domain.words import TouchKind

WEEK, MONTH = "week", "month"
BY_WALLET, BY_REVENUE = "wallet", "revenue"
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


class TouchFact(NamedTuple):
    """What counts of a touch."""

    account_id: str
    kind: TouchKind
    proactive: bool


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


def figures(touches: Iterable[TouchFact], **counts: int) -> Figures:
    """The figures of a period from its touches; `counts` are the others."""
    kinds: dict[TouchKind, int] = {}
    whole = proactive = 0
    for one in touches:
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
        whole, proactive = whole + 1, proactive + one.proactive
    ordered = {kind: kinds[kind] for kind in TouchKind if kind in kinds}
    return Figures(whole, proactive, ordered, **counts)


def potential_of(wallet_next: Decimal | None, revenue: Decimal | None) -> tuple[Decimal | None, str]:
    """What an account could still bring: its wallet of next year less our last 12 months, never below nought.

    While that wallet is unknown, our last 12 months stand for it.
    """
    if wallet_next is not None:
        return max(Decimal(0), wallet_next - (revenue or 0)), BY_WALLET
    return revenue, BY_REVENUE


def attention(touches: Iterable[TouchFact], potentials: Iterable[Potential]) -> tuple[Attention, ...]:
    """Every account that has touches or potential, the largest potential first.

    Touches of accounts that are not among `potentials` (archived ones) are left out of both shares.
    """
    known = list(potentials)
    counts = dict.fromkeys((one.account_id for one in known), 0)
    for touch in touches:
        if touch.account_id in counts:
            counts[touch.account_id] += 1
    whole = sum(counts.values())
    worth = sum((one.amount for one in known if one.amount is not None), Decimal(0))
    rows = [
        Attention(
            code=one.code,
            name=one.name,
            touches=counts[one.account_id],
            share=counts[one.account_id] / whole if whole else None,
            potential=one.amount,
            potential_share=float(one.amount / worth) if one.amount is not None and worth else None,
            basis=one.basis,
        )
        for one in known
        if counts[one.account_id] or one.amount
    ]
    return tuple(sorted(rows, key=lambda row: (-(row.potential or Decimal(0)), -row.touches, row.code)))
