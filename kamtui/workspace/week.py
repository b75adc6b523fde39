"""The days of a week: tasks, meetings, promises, reviews and ends of quarters, against the hours there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from kamtui.db import today as today_reads
from kamtui.db import week as reads
from kamtui.domain import week as rules
from kamtui.domain.explained import Explained, Part
from kamtui.domain.plans import Task
from kamtui.domain.quarters import Quarter
from kamtui.domain.today_groups import is_in_day
from kamtui.domain.week import Day, Entry
from kamtui.domain.words import AgendaKind, TaskStatus
from kamtui.errors import Refused
from kamtui.i18n import _
from kamtui.workspace.base import Feature


class Week(Feature):
    """`workspace.week`."""

    def of(self, day: date) -> rules.Week:
        """The week of a day, from Monday."""
        first = rules.monday(day)
        return self._ws.cached(f"week:{first}", lambda: rules.Week(tuple(self._days(first, 7))))

    def day(self, day: date) -> Day:
        """One day."""
        return self._ws.cached(f"week.day:{day}", lambda: self._days(day, 1)[0])

    def shift_time(self, task_id: str, by: int) -> Task:
        """Move an open task half an hour later (`by` 1) or earlier (−1) within its day; a late one comes to today.

        Later than the working hours it has no time any more; earlier, when it has none, is the first free gap of the
        day. Raises Refused for a task that is closed, or a day without such a gap, and for what has no time and no way
        to be later.
        """
        task, today = self._ws.tasks.get(task_id), self._ws.today_date
        if task.status is not TaskStatus.OPEN:
            raise Refused(_("“{title}” is closed; reopen it to move it").format(title=task.title))
        day = max(task.due or today, today)
        opens, closes = self.hours
        if task.due_time is not None:
            start = rules.moved_start(rules.minutes_of(task.due_time), by, opens, closes)
        elif by > 0:
            raise Refused(_("“{title}” has no time yet; K takes it into the first gap").format(title=task.title))
        else:
            start = rules.first_gap(self._days(day, 1)[0], opens, closes, task.minutes or rules.ASSUMED)
            if start is None:
                raise Refused(_("the day has no free gap of that length"))
        at = None if start is None else rules.clock(start)
        return self._ws.tasks.change(task_id, due=day, due_time=at)

    def why(self, day: Day) -> Explained[float]:
        """The hours planned into a day with what takes them."""
        parts = [
            Part(entry.title, _("{n} h").format(n=rules.hours_number(entry.minutes)), entry.account_name)
            for entry in day.entries
            if entry.minutes and entry.kind in (rules.TASK, rules.MEETING)
        ]
        if day.unsized:
            parts.append(Part(_("Tasks without a length"), day.unsized))
        there = rules.hours_number(round(day.hours * 60))
        parts.append(Part(_("Working hours of the day"), _("{n} h").format(n=there)))
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
            keys = [account.id for account in today_reads.accounts(self._reader, ws.login)]
            tasks = reads.tasks(self._reader, keys, ws.login, first, last, today)
            entries = [entry for entry, owner, of in tasks if is_in_day(owner, ws.login, of)]
            entries += reads.promises(self._reader, keys, first, last, today)
            entries += self._meetings(first, last)
        entries += self._reviews(first, last)
        days = [first + timedelta(days=step) for step in range(count)]
        return [
            rules.plan_day(day, work.hours_of(day), [entry for entry in entries if entry.day == day]) for day in days
        ]

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
                    )
                day += timedelta(days=1)

    def _reviews(self, first: date, last: date) -> Iterator[Entry]:
        """Quarters to review: those that have ended on today, one that closes on its last day; and ends of quarters."""
        ws = self._ws
        for line in ws.today.agenda():
            if line.kind is AgendaKind.QUARTER_CLOSING and line.due is not None:
                day = max(line.due, ws.today_date)
                if first <= day <= last:
                    late = line.due < day
                    yield Entry(
                        rules.REVIEW,
                        line.ref,
                        line.title,
                        day,
                        line.account_id,
                        line.account_name,
                        late=late,
                        due=line.due,
                    )
        start = ws.method.fiscal_start
        quarter = Quarter.of(first, start)
        end = quarter.last_day(start)
        if first <= end <= last:
            title = _("Q{number} {year} ends").format(number=quarter.number, year=quarter.year)
            yield Entry(rules.QUARTER_END, str(quarter), title, end)
