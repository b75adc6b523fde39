"""Rows of the list of accounts. A screen shows a few of a thousand, so a row is judged when somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamtui.domain import accounts as rules
from kamtui.domain import contacts as contact_rules
from kamtui.domain.accounts import Account, AccountFacts, AccountRow

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

# Accounts read together: a dozen cost little more than one, and are a third of a screen.
_TOGETHER = 12


def rows(ws: Workspace, accounts: Sequence[Account]) -> list[AccountRow]:
    """A row of each account, in the same order. The first look at a figure of a row reads those of its neighbours."""
    return [
        row for start in range(0, len(accounts), _TOGETHER) for row in _page(ws, accounts[start : start + _TOGETHER])
    ]


def is_read(row: AccountRow) -> bool:
    """Whether the figures of a row are there already."""
    try:
        object.__getattribute__(row, "alerts")
    except AttributeError:
        return False
    return True


def _page(ws: Workspace, accounts: Sequence[Account]) -> list[_Row]:
    def fill() -> None:
        facts, total = ws.accounts.facts_of(accounts, [account.id for account in accounts]), ws.sales.total_12m()
        for row in page:
            row.set(_figures(ws, facts[row.account.id], total))

    def fill_shares() -> None:
        shares = ws.wallet.shares([account.id for account in accounts])
        for row in page:
            row.set({"wallet_share": shares[row.account.id]})

    page = [_Row(account, fill, fill_shares) for account in accounts]
    return page


def _figures(ws: Workspace, facts: AccountFacts, total: Decimal | None) -> dict[str, Any]:
    settings, figures = ws.method, facts.figures
    return {
        "revenue_12m": figures.revenue_12m,
        "margin_12m": figures.margin_12m,
        "revenue_share": rules.revenue_share(figures.revenue_12m, settings, total).value,
        "ltv": figures.to_date,
        "score": None,
        "progress": ws.progress.share_of(facts.items),
        "map_quality": contact_rules.map_quality(facts.contacts).value or 0,
        "last_touch": facts.last_touch,
        "next_step": rules.next_step(facts.tasks),
        "alerts": rules.alerts(facts, settings, ws.today_date),
        "months": figures.months,
    }


class _Row(AccountRow):
    """A row that has its account; the other fields are empty slots until one of them is asked for.

    The wallet share is asked for by itself: only a wide list shows it, and it needs orders by category.
    """

    __slots__ = ("_fill", "_fill_shares")

    def __init__(self, account: Account, fill: Callable[[], None], fill_shares: Callable[[], None]) -> None:
        self.set({"account": account, "_fill": fill, "_fill_shares": fill_shares})

    def set(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        # Only a slot that is empty leads here.
        if name not in AccountRow.__slots__:
            raise AttributeError(name)
        if name == "wallet_share":
            self._fill_shares()
        else:
            self._fill()
        return object.__getattribute__(self, name)
