"""The shapes in which the potential of an account is told: its wallet, what it is going to do, our offers, reviews.

Texts, days and quarters as in `story`. Amounts are in thousands of roubles; years count from that of the sample.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Ask(NamedTuple):
    """Help asked of a department: what for, whom, and the answer; `ago` days since it was asked for (tasks ahead)."""

    department: str
    note: str = ""
    person: str = ""
    answer: str = ""
    ago: int = 12


class Guess(NamedTuple):
    """A wallet estimate: of everybody's part, of ours (`us`) or of a competitor's; `upto` makes it a range."""

    year: int
    ago: int
    thousands: int
    category: str = ""
    supplier: str = ""
    source: str = ""
    upto: int | None = None


class Offer(NamedTuple):
    """An opportunity; `chance` in per cent. A monthly one begins in the first month of quarter `starts`.

    `job` is the key of the task of its next step, `needs` are codes of progressions, `ago` days since it was decided.
    """

    title: str
    category: str
    thousands: int
    chance: int
    quarter: int | None
    monthly: bool = False
    starts: int | None = None
    months: int | None = None
    rival: str = ""
    then: str = ""
    job: str = ""
    who: str = ""
    needs: str = ""
    status: str = "open"
    ago: int | None = None
    reason: str = ""
    postponed: int = 0
    product: str = ""


class Intent(NamedTuple):
    """An initiative of the client, noted `ago` days ago. `talk` is how many days ago the touch was that tells of it."""

    title: str
    source: str
    ago: int
    relevant: bool | None
    offers: tuple[Offer, ...] = ()
    why: str = ""
    who: str = ""
    item: str = ""
    talk: int | None = None
    status: str = "active"


class Review(NamedTuple):
    """What was said when a quarter was closed: cause and comments. `next` forecasts the quarter after it."""

    said: str
    cause: str = ""
    head: str = ""
    head_cause: str = ""
    next: int | None = None


class Potential(NamedTuple):
    """`base` is the confirmed base business of a quarter against the same quarter a year before, None while nothing is
    confirmed. `reopened`: why this year's plan was reopened after its approval. `behind`: the last quarter is over,
    and nobody has closed it. `approved` are blocks of this year's plan as they were approved, where that was another
    text; `kept` a snapshot that the KAM made: so many days ago, and why.
    """

    wallet: tuple[Guess, ...] = ()
    intents: tuple[Intent, ...] = ()
    reviews: Mapping[int, Review] = {}
    base: float | None = 0.96
    reopened: str = ""
    behind: bool = False
    approved: Mapping[int, str] = {}
    kept: tuple[int, str] | None = None
