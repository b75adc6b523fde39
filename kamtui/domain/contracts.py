"""Contracts with clients: when they end, and until when notice has to be given.

Rules: section "A KAM's day" of docs/method.md.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from kamtui.domain.words import ContractStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _


class Contract(NamedTuple):
    """One contract. Notice is given `notice_days` before it ends; `renews`: without notice it goes on by itself."""

    id: str
    account_id: str
    account_code: str
    account_name: str
    title: str
    number: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    notice_days: int = 0
    renews: bool = False
    status: ContractStatus = ContractStatus.ACTIVE
    note: str = ""
    version: int = 1

    @property
    def is_active(self) -> bool:
        """In force."""
        return self.status is ContractStatus.ACTIVE

    @property
    def notice_on(self) -> date | None:
        """The last day for a notice; None for a contract without an end."""
        return None if self.ends_on is None else self.ends_on - timedelta(days=self.notice_days)


class ContractDate(NamedTuple):
    """A day of a contract that wants a decision: the last for a notice, or (`ends`) its end."""

    day: date
    ends: bool


def next_date(contract: Contract, today: date) -> ContractDate | None:
    """The day of a contract to mind now; None for one that is not in force or has no end.

    First the last day for a notice. Once that is past, a contract that renews is settled until its end is past and a
    new one has to be written down; any other ends, and what comes after it is to be agreed before.
    """
    if not contract.is_active or contract.ends_on is None or contract.notice_on is None:
        return None
    if today <= contract.notice_on and (contract.renews or contract.notice_days):
        return ContractDate(contract.notice_on, False)
    if contract.renews and today <= contract.ends_on:
        return None
    return ContractDate(contract.ends_on, True)


def wants_attention(contract: Contract, today: date, ahead_days: int) -> ContractDate | None:
    """The day to mind, when it is no more than `ahead_days` away or past."""
    found = next_date(contract, today)
    return found if found is not None and (found.day - today).days <= ahead_days else None


def check_days(starts_on: date | None, ends_on: date | None) -> None:
    """Raise InvalidValue when a contract would end before it starts."""
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise InvalidValue(
            "ends_on", ends_on, reason=_("ends before it starts on {day}").format(day=starts_on.isoformat())
        )
