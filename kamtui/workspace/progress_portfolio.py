"""Progressions over accounts and over time: the matrix, progress by quarter, time taken, and growth beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kamtui.db import progress as reads
from kamtui.domain import progress as rules
from kamtui.domain.explained import Explained
from kamtui.domain.words import ContactStatus
from kamtui.errors import NotFound
from kamtui.i18n import _
from kamtui.workspace.progress_checklist import Checklists

if TYPE_CHECKING:
    from kamtui.domain.contacts import Contact
    from kamtui.domain.progress_history import AccountHistory, QuarterShare
    from kamtui.domain.progress_matrix import ProgressMatrix


class ProgressPortfolio(Checklists):
    """The part of `workspace.progress` that looks at many accounts, or at the past."""

    def matrix(self, account_ids: Sequence[str] | None = None, *, sort: str = "code") -> ProgressMatrix:
        """Progressions × accounts: these, in their order, or all not archived, by name.

        Rows are sorted by `code`, `stalled`, `weight` or `category`. Raises InvalidValue for another order.
        """
        from kamtui.db import accounts as account_reads
        from kamtui.domain import progress_matrix

        with self._reader.snapshot():
            named = {key: (key, code, name) for code, name, key in account_reads.refs(self._reader, True)}
            if account_ids is None:
                accounts = [named[key] for _code, _name, key in account_reads.refs(self._reader, False)]
            else:
                accounts = [named[key] for key in account_ids if key in named]
            people = self._people() if account_ids is None else None
            items = self.by_account(people, None if account_ids is None else list(account_ids))
        return progress_matrix.matrix(accounts, items, self._ws.method.fiscal_start, self._ws.today_date, sort)

    def dynamics(self, account_id: str | None = None) -> tuple[QuarterShare, ...]:
        """Progress at the end of each of the last eight quarters, today's in the present one, which comes last.

        Of one account, or of all that are not archived, taken together. It is read from events, not from where
        accounts stand today. Raises NotFound.
        """
        return self._ws.cached(f"progress.dynamics {account_id}", lambda: self._dynamics(account_id))

    def dynamics_by_account(self) -> dict[str, tuple[QuarterShare, ...]]:
        """`dynamics` of each account that is not archived, per id, all read at once."""
        return self._ws.cached("progress.dynamics_by_account", self._dynamics_by_account)

    def durations(self, account_id: str) -> dict[str, int]:
        """Days from first in progress to first done after that, per id of the progressions that were ever done."""
        from kamtui.db import progress_history as history_reads
        from kamtui.domain.progress_history import days_taken, stretches

        events = history_reads.events(self._reader, [account_id]).get(account_id, {})
        found = {key: days_taken(stretches(steps)) for key, steps in events.items()}
        return {key: days for key, days in found.items() if days is not None}

    def growth_by_progress(self) -> Explained[Mapping[str, Decimal | None]]:
        """Margin growth (12 months against the 12 before) beyond and below the mark of progress; a correlation.

        The value has shares of growth under `beyond` and `below`, None where a group is empty; the whole is None when
        no account has a margin in both years.
        """
        from kamtui.db import progress_history as history_reads
        from kamtui.domain.progress_growth import growth_by_progress

        with self._reader.snapshot():
            shares = {key: rules.share(items).value for key, items in self.by_account(self._people()).items()}
            margins = history_reads.margins(self._reader, self._ws.today_date)
        return growth_by_progress(shares, margins, self._ws.method.progress_goal)

    def _people(self) -> dict[str, list[Contact]]:
        """Contacts per account that is not archived; matrix, dynamics and growth are looked at together."""
        return self._ws.cached("progress.people", self._ws.contacts.by_account)

    def _dynamics(self, account_id: str | None) -> tuple[QuarterShare, ...]:
        accounts, measure = self._ws.cached(f"progress.past {account_id}", lambda: self._past(account_id))
        if account_id is not None and not accounts:
            raise NotFound(_("account"), account_id)
        return measure(list(accounts.values()))

    def _dynamics_by_account(self) -> dict[str, tuple[QuarterShare, ...]]:
        accounts, measure = self._ws.cached("progress.past None", lambda: self._past(None))
        return {key: measure([account]) for key, account in accounts.items()}

    def _past(
        self, account_id: str | None
    ) -> tuple[dict[str, AccountHistory], Callable[[list[AccountHistory]], tuple[QuarterShare, ...]]]:
        """Histories per account, and what makes the shares by quarter of some of them."""
        from kamtui.db import progress_history as history_reads
        from kamtui.domain import progress_history as history

        settings, today = self._ws.method, self._ws.today_date
        quarters = history.quarters_until(self._ws.quarter)
        days = [min(quarter.last_day(settings.fiscal_start), today) for quarter in quarters]
        with self._reader.snapshot():
            library = reads.library(self._reader, account_id, retired=True)
            pasts = history_reads.pasts(self._reader)
            accounts = self._histories(None if account_id is None else [account_id], library, days)
        shared = [progression for progression in library if progression.account_id is None]
        return accounts, lambda some: history.quarter_shares(
            shared, pasts, some, quarters, settings.fiscal_start, today
        )

    def _histories(
        self, account_ids: Sequence[str] | None, library: Sequence[rules.Progression], days: Sequence[date]
    ) -> dict[str, AccountHistory]:
        from kamtui.db import progress_history as history_reads
        from kamtui.domain.contacts import completeness
        from kamtui.domain.progress_history import AccountHistory, stretches

        settings = self._ws.method
        accounts = history_reads.account_days(self._reader, account_ids)
        keys = [key for key, _chosen, _made in accounts]
        events = history_reads.events(self._reader, keys)
        plans = history_reads.plans(self._reader, keys)
        touched = history_reads.last_touches(self._reader, keys, days)
        people = self._people() if account_ids is None else self._ws.contacts.by_account(keys)
        own: dict[str, list[rules.Progression]] = {}
        for progression in library:
            if progression.account_id is not None:
                own.setdefault(progression.account_id, []).append(progression)
        found = {}
        for key, chosen, made in accounts:
            steps = events.get(key, {})
            first = min((event[0] for row in steps.values() for event in row), default=made)
            complete = [
                bool(completeness(_people_on(people.get(key, ()), touched, at, day), settings, day).value)
                for at, day in enumerate(days)
            ]
            held = {progression: stretches(row) for progression, row in steps.items()}
            found[key] = AccountHistory(chosen, min(made, first), own.get(key, ()), held, plans.get(key, {}), complete)
        return found


def _people_on(
    people: Sequence[Contact], touched: Mapping[str, Sequence[date | None]], at: int, day: date
) -> list[Contact]:
    """The people of a map as of a day: those known by then, with their last touch of then, who had not left yet."""
    there = []
    for contact in people:
        last = touched[contact.id][at]
        if last == date.max:
            continue
        later = contact.left_on is not None and contact.left_on > day
        status = ContactStatus.ACTIVE if later else contact.status
        if status is not ContactStatus.LEFT:
            there.append(contact._replace(last_touch=last, status=status))
    return there
