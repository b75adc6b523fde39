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
    """What a workspace may set. `company_revenue` in major units as text, None while unknown.

    `working_days` are ISO weekdays, `holidays` the code of a country whose public holidays are kept ("" for none),
    `days_off` further ISO dates, `sla_hours` working hours by severity of an escalation. `calendar_days_…`: how far
    meetings of a calendar that come back are taken in; `calendar_alarm_minutes` before meetings and tasks at a time
    of the day a calendar that takes ours reminds of them (0: never).
    """

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
    flat_wallet: float = 0.02
    flat_share: float = 0.01
    stale_block_days: int = 90
    probabilities: tuple[float, ...] = (0.1, 0.3, 0.6, 0.9)
    tender_ahead_days: int = 14
    contract_ahead_days: int = 30
    calendar_days_back: int = 30
    calendar_days_ahead: int = 180
    calendar_alarm_minutes: int = 15
    working_hours: str = "09:00-18:00"
    working_days: tuple[int, ...] = (1, 2, 3, 4, 5)
    holidays: str = ""
    days_off: tuple[str, ...] = ()
    sla_hours: dict[str, float] = field(default_factory=lambda: {"critical": 4, "high": 8, "normal": 24})
    cover_goal: dict[int, int] = field(default_factory=lambda: {5: 1, 4: 2, 3: 2, 2: 2})
    cadence: dict[int, Cadence] = field(default_factory=default_cadence)
