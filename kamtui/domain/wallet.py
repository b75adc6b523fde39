"""The wallet of an account: what it buys in our categories from everybody, our share in it, and what changes.

Rules: section "ADP" of docs/method.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kamtui.domain.explained import Explained
from kamtui.domain.words import Verdict

US = "us"  # the supplier that is our part; every other is a competitor's name
WHOLE = ""  # the supplier of an estimate of what is bought from everybody


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an account buys in a fiscal year, as estimated on a day. Amounts in major units.

    `category` None: all our categories together. `supplier`: WHOLE, US, or a competitor. `high` None: no range.
    """

    id: str
    year: int
    amount: Decimal
    on: date
    high: Decimal | None = None
    category: str | None = None
    supplier: str = WHOLE
    source: str = ""
    version: int = 1

    @property
    def value(self) -> Decimal:
        """What counts: the amount, of a range its middle."""
        return self.amount if self.high is None else (self.amount + self.high) / 2


@dataclass(frozen=True, slots=True)
class SupplierPart:
    """What is bought from one supplier (US, or a competitor); `computed` from our orders, not estimated."""

    supplier: str
    amount: Decimal
    share: float | None
    computed: bool = False
    source: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class CategoryWallet:
    """One category in a year. `rest` is what nobody is named for; `white`: the client buys, but not from us."""

    category: str | None
    total: Decimal | None
    ours: Decimal | None
    share: float | None
    parts: tuple[SupplierPart, ...] = ()
    rest: Decimal | None = None
    white: bool = False


@dataclass(frozen=True, slots=True)
class YearWallet:
    """The wallet of a year: `total` W, `ours`, `share` s (0…1); None where it cannot be known.

    `low`, `high`: the range of the total, where one was given. `computed`: our part comes from orders. `parts` are
    suppliers over all categories, `rest` what nobody is named for. `estimates` are those that count. `warnings` say in
    words what does not fit together.
    """

    year: int
    total: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    ours: Decimal | None = None
    computed: bool = False
    share: float | None = None
    categories: tuple[CategoryWallet, ...] = ()
    parts: tuple[SupplierPart, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    source: str = ""
    on: date | None = None
    warnings: tuple[str, ...] = ()
    rest: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Circle:
    """The two questions: will the circle grow, will our share grow. Deltas in major units, None where unknown."""

    now: YearWallet
    next: YearWallet
    verdict: Verdict | None = None
    delta: Decimal | None = None
    delta_circle: Decimal | None = None
    delta_share: Decimal | None = None
    delta_both: Decimal | None = None
    why: Explained[Verdict | None] = field(default_factory=lambda: Explained(None))
