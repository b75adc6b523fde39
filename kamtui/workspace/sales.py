"""Money of accounts from imported orders: last 12 months, LTV to date, rhythm of orders, falling orders."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kamtui.db import sales as reads
from kamtui.domain import sales as rules
from kamtui.domain.explained import Explained
from kamtui.domain.money import from_minor
from kamtui.domain.quarters import Quarter, months_before
from kamtui.domain.sales import SalesFigures
from kamtui.workspace.base import Feature


class Sales(Feature):
    """`workspace.sales`. Figures are kept until orders change or the day turns: other writes leave them alone."""

    _of: tuple[object, ...] = ()
    _seen_version = -1
    _seen_step = 0
    _known: dict[str, SalesFigures]
    _complete = False
    _total: tuple[Decimal | None] | None = None
    _categories: dict[tuple[str, int], dict[str | None, Decimal] | None]

    def figures(self, account_ids: Sequence[str] | None = None) -> dict[str, SalesFigures]:
        """Figures as of today by account id: of all accounts with orders, or of the given ones (empty without)."""
        with self._reader.snapshot():
            self._refresh()
            if account_ids is None:
                if not self._complete:
                    self._known, self._complete = self._read(None), True
                return dict(self._known)
            if not self._complete:
                missing = [key for key in account_ids if key not in self._known]
                if missing:
                    found = self._read(missing)
                    self._known |= {key: found.get(key, SalesFigures()) for key in missing}
            return {key: self._known.get(key, SalesFigures()) for key in account_ids}

    def of(self, account_id: str) -> SalesFigures:
        """Figures of one account as of today; all None without orders."""
        return self.figures([account_id])[account_id]

    def falling(self, account_id: str) -> Explained[bool]:
        """Whether the orders of an account fall, with the facts; None where it cannot be known."""
        return rules.falling(self.of(account_id), self._ws.method, self._ws.today_date)

    def total_12m(self) -> Decimal | None:
        """Revenue of all imported orders in the last 12 months, archived accounts with them; None without orders."""
        with self._reader.snapshot():
            self._refresh()
            if self._total is None:
                today = self._ws.today_date
                amount = reads.revenue_between(self._reader, months_before(today, 12), today)
                self._total = (None if amount is None else from_minor(amount),)
            return self._total[0]

    def by_quarter(self, account_id: str, year: int) -> dict[Quarter, Decimal]:
        """Revenue of the begun quarters of a fiscal year; empty when the account never had orders."""
        amounts = reads.revenue_by_quarter(
            self._reader, account_id, year, self._ws.method.fiscal_start, self._ws.today_date
        )
        return {quarter: from_minor(amount) for quarter, amount in amounts.items()}

    def by_category(self, account_ids: Sequence[str], year: int) -> dict[str, dict[str | None, Decimal] | None]:
        """Revenue of a fiscal year until today by account and category (None: lines without one).

        None for an account without orders in that year. Archived accounts have theirs too.
        """
        method = self._ws.method
        with self._reader.snapshot():
            self._refresh()
            missing = [key for key in account_ids if (key, year) not in self._categories]
            if missing:
                found = reads.revenue_by_category(self._reader, missing, year, method.fiscal_start, self._ws.today_date)
                for key in missing:
                    amounts = {name: from_minor(amount) for name, amount in found.get(key, {}).items()}
                    self._categories[key, year] = amounts or None
            return {key: self._categories[key, year] for key in account_ids}

    def of_year(self, account_ids: Sequence[str], year: int) -> dict[str, Decimal]:
        """Revenue of a fiscal year until today by account; accounts without orders in it are not there."""
        start = self._ws.method.fiscal_start
        amounts = reads.revenue_of_year(self._reader, account_ids, year, start, self._ws.today_date)
        return {key: from_minor(amount) for key, amount in amounts.items()}

    def _read(self, account_ids: Sequence[str] | None) -> dict[str, SalesFigures]:
        return reads.figures(self._reader, account_ids, self._ws.today_date, self._ws.method.ltv_basis)

    def _refresh(self) -> None:
        """Forget what is kept when orders, the day or the basis of LTV have changed."""
        version = self._reader.data_version()
        changed = False
        if version != self._seen_version:
            changed = reads.orders_changed_since(self._reader, self._seen_step) if self._of else True
            self._seen_version, self._seen_step = version, reads.newest_step(self._reader)
        state: tuple[object, ...] = (self._ws.today_date, self._ws.method.ltv_basis, self._ws.method.fiscal_start)
        if changed or state != self._of:
            self._of, self._known, self._complete, self._total = state, {}, False, None
            self._categories = {}
