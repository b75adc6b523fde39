"""Opportunities as they are read: of one account or of all, and the forecast from them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kamtui.db import opportunities as reads
from kamtui.domain import forecast as forecasts
from kamtui.domain.forecast import Forecast
from kamtui.domain.initiatives import Opportunity
from kamtui.domain.money import from_minor
from kamtui.domain.quarters import year_quarters
from kamtui.domain.text import resolve
from kamtui.domain.words import OpportunityStatus
from kamtui.errors import NotFound
from kamtui.i18n import _
from kamtui.workspace.base import Feature

if TYPE_CHECKING:
    from kamtui.domain.progress_offers import Wanted
    from kamtui.workspace.opportunity_history import OfferChange


class OpportunityViews(Feature):
    """The part of `workspace.opportunities` that reads."""

    def of(self, account_id: str, year: int | None = None, *, closed: bool = True) -> tuple[Opportunity, ...]:
        """Opportunities of an account in the order of its initiatives; without `closed` open ones only.

        With a year: those of its quarters, those that bring money to it, and those that have no quarter.
        """
        found = reads.opportunities(self._reader, [account_id], statuses=() if closed else (OpportunityStatus.OPEN,))
        start = self._fiscal_start
        return tuple(each for each in found if year is None or forecasts.concerns(each, year, start))

    def all(self, *, open_only: bool = True) -> tuple[Opportunity, ...]:
        """Opportunities of all accounts that are not archived, by account; or only the open ones."""
        statuses = (OpportunityStatus.OPEN,) if open_only else ()
        return tuple(reads.opportunities(self._reader, None, statuses=statuses))

    def get(self, opportunity_id: str) -> Opportunity:
        """One opportunity. Raises NotFound."""
        found = reads.opportunity(self._reader, opportunity_id)
        if found is None:
            raise NotFound(_("opportunity"), opportunity_id)
        return found

    def find(self, account_id: str, ref: str) -> Opportunity:
        """The opportunity by id, by the end of it as printed, or by part of its title, open ones first.

        Raises NotFound or Ambiguous.
        """
        known = self.of(account_id)
        for each in known:
            if each.id == ref.strip():
                return each
        rows = [(each.id[-6:], each.title, each) for each in known]
        try:
            return resolve(ref, [row for row in rows if row[2].is_open], _("opportunity"))
        except NotFound:
            return resolve(ref, rows, _("opportunity"))

    def forecast(self, account_id: str, year: int) -> Forecast:
        """The forecast of an account for a fiscal year, beside targets, fact and history."""
        return self._forecasts([account_id], year, explained=True)[account_id]

    def forecasts(self, account_ids: Sequence[str] | None = None, year: int | None = None) -> dict[str, Forecast]:
        """Forecasts of a fiscal year (None: of the present one) by account: of these, or of all not archived.

        They are those of `forecast` without the parts of `why`.
        """
        with self._reader.snapshot():
            keys = reads.account_ids(self._reader) if account_ids is None else account_ids
            return self._forecasts(keys, self._ws.quarter.year if year is None else year, explained=False)

    def _forecasts(self, keys: Sequence[str], year: int, *, explained: bool) -> dict[str, Forecast]:
        start, today = self._fiscal_start, self._ws.today_date
        counted = (OpportunityStatus.OPEN, OpportunityStatus.WON)
        with self._reader.snapshot():
            # The reasons tell of open ones without a quarter too; sums alone need only what pays in the year.
            offers = reads.opportunities(self._reader, keys, statuses=counted, paying_in=None if explained else year)
            planned = reads.planned(self._reader, keys, year)
            years = range(year - forecasts.PAST_YEARS, year + 1)
            quarters = [quarter for each in years for quarter in year_quarters(each)]
            revenue = reads.revenue(self._reader, keys, quarters, start, today)
        by_account: dict[str, list[Opportunity]] = {key: [] for key in keys}
        for offer in offers:
            by_account[offer.account_id].append(offer)
        return {
            key: forecasts.forecast(
                year,
                by_account[key],
                base={n: _major(q.base) for n, q in planned.get(key, {}).items()},
                targets={n: _major(q.target) for n, q in planned.get(key, {}).items()},
                revenue=revenue.get(key, {}),
                fiscal_start=start,
                today=today,
                explained=explained,
            )
            for key in keys
        }

    def wanted(self, account_id: str) -> dict[str, tuple[Wanted, ...]]:
        """What the opportunities of an account want of its checklist, by opportunity: see `domain.progress_offers`."""
        from kamtui.db.progress_facts import first_purchases
        from kamtui.domain.progress_offers import wanted
        from kamtui.domain.text import search_key

        with self._reader.snapshot():
            items = self._ws.progress.of(account_id).items
            initiatives = self._ws.initiatives.of(account_id)
            bought = frozenset(search_key(one.category) for one in first_purchases(self._reader, account_id))
        quarter = self._ws.quarter
        return {
            offer.id: tuple(wanted(items, initiative, offer, quarter, bought))
            for initiative in initiatives
            for offer in initiative.opportunities
        }

    def history(self, record: str) -> tuple[OfferChange, ...]:
        """The last changes of an opportunity or an initiative, newest first, in words."""
        from kamtui.workspace.opportunity_history import offer_history

        return offer_history(self._ws, record)

    @property
    def _fiscal_start(self) -> int:
        return self._ws.method.fiscal_start


def _major(minor: int | None) -> Decimal | None:
    return None if minor is None else from_minor(minor)
