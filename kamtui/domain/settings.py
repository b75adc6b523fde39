"""Settings of the method: defaults of domain rules that a workspace may change. All days are calendar days."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cadence:
    """Ideal and maximum days between touches; None means no cadence."""

    ideal: int | None
    maximum: int | None


def default_cadence() -> dict[int, Cadence]:
    """Cadence per DMP level."""
    return {5: Cadence(90, 180), 4: Cadence(45, 90), 3: Cadence(30, 45), 2: Cadence(30, 60), 1: Cadence(None, None)}


@dataclass(frozen=True, slots=True)
class MethodSettings:
    """What a workspace may set. `company_revenue` in major units as text, None while unknown."""

    currency: str = "RUB"
    fiscal_start: int = 1
    ltv_basis: str = "margin"
    stalled_days: int = 90
    expiry_notice_days: int = 30
    progress_goal: float = 0.7
    dependence_share: float = 0.2
    company_revenue: str | None = None
    falling_gaps: int = 5
    falling_sd: float = 2.0
    falling_ratio: float = 0.7
    low_margin: float = 0.1
    quarter_closing_days: int = 14
    birthday_days: int = 7
    cover_goal: dict[int, int] = field(default_factory=lambda: {5: 1, 4: 2, 3: 2, 2: 2})
    cadence: dict[int, Cadence] = field(default_factory=default_cadence)
