"""Values of an account and of its row in the list of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kamtui.domain.words import AlertKind, Category


@dataclass(frozen=True, slots=True)
class LegalEntity:
    """A legal entity of an account, as accounting systems see it."""

    id: str
    name: str
    inn: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A site, plant or branch of an account."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Account:
    """A client company. `owner` and `deputy` are logins, `parent` a code; `version` guards edits."""

    id: str
    code: str
    name: str
    category: Category | None = None
    owner: str | None = None
    deputy: str | None = None
    parent: str | None = None
    industry: str = ""
    region: str = ""
    since: date | None = None
    strategic: int | None = None
    cadence_days: int | None = None
    progress_set: str = "core"
    note: str = ""
    archived: bool = False
    version: int = 1
    legal_entities: tuple[LegalEntity, ...] = ()
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """Something about an account that wants attention; `text` is translated."""

    kind: AlertKind
    text: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is agreed to happen next at an account: the open task that is due first."""

    title: str
    due: date | None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the list of accounts. Money in the workspace's currency, shares 0…1, None = unknown.

    `months` is revenue of the last 12 months, oldest first, for a sparkline.
    """

    account: Account
    revenue_12m: Decimal | None = None
    margin_12m: Decimal | None = None
    revenue_share: float | None = None
    ltv: Decimal | None = None
    score: float | None = None
    wallet_share: float | None = None
    progress: float | None = None
    map_quality: int = 0
    last_touch: date | None = None
    next_step: NextStep | None = None
    alerts: tuple[Alert, ...] = ()
    months: tuple[Decimal, ...] = ()
