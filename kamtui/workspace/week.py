"""The days of a week: tasks, meetings, promises, reviews and ends of quarters, against the hours there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from kamtui.db import plans as plan_reads
from kamtui.db import tenders as tender_reads
from kamtui.db import today as today_reads
from kamtui.db import week as reads
from kamtui.domain import week as rules
from kamtui.domain import week_claims
from kamtui.domain.accounts import Account
from kamtui.domain.explained import Explained, Part
from kamtui.domain.quarters import Quarter
from kamtui.domain.today_groups import is_in_day
from kamtui.domain.week import Day, Entry
from kamtui.domain.words import AgendaKind
from kamtui.i18n import _
from kamtui.workspace.base import Feature


class Week(Feature):
    """`workspace.week`."""

    def of(self, day: date) -> rules.Week:
        """The week of a day, from Monday."""
        first = rules.monday(day)
        return self._ws.cached(self._name(first), lambda: rules.Week(tuple(self._days(first, 7))))

    def day(self, day: date) -> Day:
        """One day."""
        return self._ws.cached(f"day {self._name(day)}", lambda: self._days(day, 1)[0])

    def _name(self, day: date) -> str:
        now = self._ws.clock.now()
        return f"week:{day} {now:%d.%H}.{now.minute // 5}"  # an SLA runs

    def move(self, entry: Entry, days: int) -> date:
        """Move an entry some days later, or (negative) earlier and never into the past; the day it is on now.

        Raises Refused for what is closed, and for what has a day that is not the user's to set; the text says why.
        """
        from kamtui.workspace import week_moves

        return week_moves.move(self._ws, entry, days)

    def put(self, entry: Entry, day: date) -> date:
        """Put an entry on a day, which may be any. Raises Refused as `move` does."""
        from kamtui.workspace import week_moves

        return week_moves.put(self._ws, entry, day)

    def shift(self, entry: Entry, by: int) -> date:
        """Move an entry half an hour later (`by` 1) or earlier (−1) within its day; the day it is on now.

        Raises Refused for what has no time of the day, or none that the user sets; the text says why.
        """
        from kamtui.workspace import week_moves

        return week_moves.shift(self._ws, entry, by)

    def first_gap(self, day: date, minutes: int) -> int | None:
        """Where the first free gap of so many minutes of a day begins; None without one."""
        return rules.first_gap(self.day(day), *self.hours, minutes)

    def why(self, day: Day) -> Explained[float]:
        """The hours planned into a day with what takes them."""
        parts = [
            Part(entry.title, _("{n} h").format(n=rules.hours_number(entry.minutes)), entry.account_name)
            for entry in day.entries
            if entry.minutes and entry.kind in rules.TAKES_TIME
        ]
        if day.unsized:
            parts.append(Part(_("Tasks without a length"), day.unsized))
        if day.whole:
            parts.append(Part(_("Meetings of the whole day, not counted"), day.whole))
        there = rules.hours_number(round(day.hours * 60))
        why_none = rules.off_words(day) if day.off else ""
        parts.append(Part(_("Working hours of the day"), _("{n} h").format(n=there), why_none))
        return Explained(day.planned / 60, tuple(parts), _("hours of meetings and tasks, against the working hours"))

    @property
    def hours(self) -> tuple[int, int]:
        """When work begins and ends, in minutes after midnight."""
        work = self._ws.settings.work_hours
        return work.opens, work.closes

    def _days(self, first: date, count: int) -> list[Day]:
        ws, last = self._ws, first + timedelta(days=count - 1)
        today, work = ws.today_date, ws.settings.work_hours
        with self._reader.snapshot():
            accounts = today_reads.accounts(self._reader, ws.login)
            keys = [account.id for account in accounts]
            tasks = reads.tasks(self._reader, keys, ws.login, first, last, today)
            entries = [entry for entry, owner, of in tasks if is_in_day(owner, ws.login, of)]
            entries += reads.promises(self._reader, keys, first, last, today)
            entries += self._meetings(first, last)
            if last >= today:  # what is past has no clock any more
                entries += self._claims(keys)
            entries += self._reviews(accounts, first, last)
        found: dict[date, list[Entry]] = {first + timedelta(days=step): [] for step in range(count)}
        for entry in entries:
            if entry.day in found:
                found[entry.day].append(entry)
        return [rules.plan_day(day, work.hours_of(day), on, work.off_reason(day)) for day, on in found.items()]

    def _claims(self, account_ids: Sequence[str]) -> Iterator[Entry]:
        """Days of escalations, tenders and contracts of these accounts, of all weeks."""
        ws, today = self._ws, self._ws.today_date
        for escalations in ws.escalations.unfinished(account_ids).values():
            yield from week_claims.escalation_entries(escalations, ws.settings.work_hours, today)
        yield from week_claims.tender_entries(tender_reads.open_among(self._reader, account_ids), today)
        for contracts in ws.contracts.ending(account_ids).values():
            yield from week_claims.contract_entries(contracts, today)

    def _meetings(self, first: date, last: date) -> Iterator[Entry]:
        """Meetings day by day: one that goes over midnight takes its part of each day."""
        work = self._ws.settings.work_hours
        for one in reads.meetings(self._reader, first, last, self._ws.login):
            begins, ends = one.starts_at, one.ends_at
            if not one.all_day:
                begins, ends = work.local(begins), work.local(ends)
            day = max(first, begins.date())
            while day <= min(last, ends.date()):
                midnight = datetime.combine(day, time())
                opens, closes = max(begins, midnight), min(ends, midnight + timedelta(days=1))
                minutes = int((closes - opens).total_seconds() // 60)
                if minutes > 0 or day == begins.date():
                    yield Entry(
                        rules.MEETING,
                        one.id,
                        one.title,
                        day,
                        one.account_id,
                        one.account_name,
                        None if one.all_day else rules.minutes_of(opens.time()),
                        None if one.all_day else minutes,
                        one.held,
                        repeats=one.repeats,
                    )
                day += timedelta(days=1)

    def _reviews(self, accounts: Sequence[Account], first: date, last: date) -> Iterator[Entry]:
        """Quarters to review: of each account the first that has ended, on today; each on its last day; and ends."""
        ws, today, start = self._ws, self._ws.today_date, self._ws.method.fiscal_start
        quarter = Quarter.of(first, start)
        end = quarter.last_day(start)
        if first <= end <= last:
            title = _("Q{number} {year} ends").format(number=quarter.number, year=quarter.year)
            yield Entry(rules.QUARTER_END, str(quarter), title, end)
        if not first <= today <= last and not max(first, today) <= end <= last:
            return
        found = plan_reads.open_quarters(self._reader, [one.id for one in accounts], ws.quarter)
        put_off = today_reads.snoozes(self._reader, ws.login, today)
        for account in accounts:
            ended = [one for one in found.get(account.id, ()) if one < ws.quarter][:1]
            for one in (*ended, ws.quarter) if ws.quarter in found.get(account.id, ()) else ended:
                due = one.last_day(start)
                day = max(due, today)
                if first <= day <= last and f"{AgendaKind.QUARTER_CLOSING}:{one}:{account.id}" not in put_off:
                    yield Entry(
                        rules.REVIEW, str(one), _("Review {quarter}").format(quarter=one), day, account.id,
                        account.name, late=due < today, due=due,
                    )  # fmt: skip
