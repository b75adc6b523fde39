"""The day of a KAM: what to do, most urgent first, and what was done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kamtui.db import accounts as account_reads
from kamtui.db import plans as plan_reads
from kamtui.db import today as reads
from kamtui.domain import today as rules
from kamtui.domain.accounts import AccountFacts
from kamtui.domain.explained import Explained, Part
from kamtui.domain.plans import Task
from kamtui.domain.today import AgendaItem
from kamtui.domain.today_done import Finished, FinishedKind
from kamtui.domain.today_groups import is_in_day
from kamtui.errors import InvalidValue, NotFound
from kamtui.i18n import _
from kamtui.workspace import today_claims
from kamtui.workspace.base import Feature

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.domain.contacts import Contact
    from kamtui.domain.slot_line import SlotLine
    from kamtui.domain.today_calls import Call
    from kamtui.domain.touches import Touch


class Today(Feature):
    """`workspace.today`."""

    def agenda(self) -> list[AgendaItem]:
        """What wants doing today, most urgent first.

        For a KAM: the own accounts, those deputised for, and those of nobody; who has none of the own sees all.
        """
        snoozes = self._snoozes()
        return [item for item in self._lines() if item.key not in snoozes]

    def put_off(self) -> list[tuple[AgendaItem, date]]:
        """Lines that the user put off, each with the day when it comes back, the first to come first."""
        snoozes = self._snoozes()
        found = [(item, snoozes[item.key]) for item in self._lines() if item.key in snoozes]
        return sorted(found, key=lambda each: each[1])

    def snooze(self, item: AgendaItem, until: date) -> None:
        """Do not show a line to this user before a day. Raises InvalidValue unless the day is to come."""
        from kamtui.db import tables

        if until <= self._ws.today_date:
            raise InvalidValue("until", until.isoformat(), reason=_("is not a day to come"))
        with self._ws.step("today.snooze", item.title) as step:
            row = self._snooze(step, item)
            if row is None:
                step.session.add(tables.Snooze(user_id=step.user.id, key=item.key, until=until))
            else:
                row.until = until

    def wake(self, item: AgendaItem) -> None:
        """Show a line again that was put off. Raises NotFound."""
        with self._ws.step("today.wake", item.title) as step:
            row = self._snooze(step, item)
            if row is None:
                raise NotFound(_("line put off"), item.title)
            step.session.delete(row)

    @staticmethod
    def _snooze(step: Step, item: AgendaItem) -> tables.Snooze | None:
        from sqlmodel import select

        from kamtui.db.tables import Snooze

        mine = select(Snooze).where(Snooze.user_id == step.user.id, Snooze.key == item.key)
        return step.session.exec(mine).first()

    def as_task(
        self, item: AgendaItem, *, owner: str | None = None, on: date | None = None, at: SlotLine | None = None
    ) -> Task:
        """A task of a line that is none, planned into a day and a time or handed to `owner`; see `today_tasks.make`."""
        from kamtui.workspace import today_tasks

        return today_tasks.make(self._ws, item, owner=owner, on=on, at=at)

    def contact(self, item: AgendaItem) -> Contact | None:
        """Whom a line is about, with phones; None where it is about nobody. Raises NotFound."""
        from kamtui.workspace import today_tasks

        return self._ws.cached(f"today.contact {item.key}", lambda: today_tasks.contact_of(self._ws, item))

    def task_title(self, item: AgendaItem) -> str:
        """What is to be done about a line, as the title of a task. Raises NotFound."""
        from kamtui.workspace import today_tasks

        return today_tasks.title_of(self._ws, item)

    def _lines(self) -> tuple[AgendaItem, ...]:
        kept: dict[str, tuple[AgendaItem, ...]] = self._ws.cached("today.lines", dict)
        minute = f"{self._ws.clock.now():%d.%H:%M}"  # an SLA runs
        lines = kept.get(minute)
        if lines is None:
            lines = self._agenda()
            kept.clear()
            kept[minute] = lines
        return lines

    def _snoozes(self) -> dict[str, date]:
        ws = self._ws
        return ws.cached("today.snoozes", lambda: reads.snoozes(self._reader, ws.login, ws.today_date))

    def calls(self) -> tuple[Call, ...]:
        """Whom to call now: people of the user's accounts beyond their cadence, the longest over first.

        After them those who were never touched.
        """
        from kamtui.db.contacts import contacts
        from kamtui.domain.today_calls import calls

        ws, today = self._ws, self._ws.today_date
        with self._reader.snapshot():
            keys = [account.id for account in reads.accounts(self._reader, ws.login)]
            people = reads.people(self._reader, keys, ws.method, today, untouched=True)
            found = calls((one for each in people.values() for one in each), ws.method, today)
            whole = {one.id: one for one in contacts(self._reader, ids=[call.contact.id for call in found])}
        return tuple(call._replace(contact=whole[call.contact.id]) for call in found)

    def last_touch(self, contact_id: str) -> Touch | None:
        """The last touch with somebody to call."""
        from kamtui.db.touches import touches_with

        return next(iter(touches_with(self._reader, [contact_id])), None)

    def _agenda(self) -> tuple[AgendaItem, ...]:
        ws, settings, today = self._ws, self._ws.method, self._ws.today_date
        with self._reader.snapshot():
            accounts = reads.accounts(self._reader, ws.login)
            keys = [account.id for account in accounts]
            people = reads.people(self._reader, keys, settings, today)
            sets = {account.id: account.progress_set for account in accounts}
            items = reads.progressions(self._reader, sets, settings, today)
            tasks = ws.tasks.open_by_account(keys, ws.login)
            touches = account_reads.last_touches(self._reader, keys)
            figures = ws.sales.figures(keys)
            quarters = plan_reads.open_quarters(self._reader, keys, ws.quarter)
            next_steps = ws.tasks.next_step_ids(keys)
            claims = today_claims.lines(ws, keys, tasks)
        facts = [
            AccountFacts(
                account=account,
                contacts=people.get(account.id, ()),
                tasks=tasks.pop(account.id, ()),
                items=items.get(account.id, ()),
                figures=figures[account.id],
                last_touch=touches.get(account.id),
                open_quarters=quarters.get(account.id, ()),
                next_step_ids=next_steps,
            )
            for account in accounts
        ]
        handed = {
            task.id for each in facts for task in each.tasks if not is_in_day(task.owner, ws.login, each.account.owner)
        }
        loose = [task for rest in tasks.values() for task in rest if is_in_day(task.owner, ws.login, None)]
        lines = rules.agenda(facts, settings, today, loose, more=claims)
        if not handed:
            return lines
        return tuple(line for line in lines if line.ref not in handed)

    def done_today(self) -> list[Finished]:
        """What the user, or somebody for the user's accounts, finished today; the last first."""
        return list(self._ws.cached("today.done", self._done_today))

    def _done_today(self) -> list[Finished]:
        ws, today = self._ws, self._ws.today_date
        keys = [account.id for account in reads.accounts(self._reader, ws.login)]
        work = ws.settings.work_hours
        return [
            one.what
            for one in reads.finished(self._reader, keys, ws.login, today)
            if is_in_day(one.login, ws.login, one.account_owner)
            and (one.what.kind is not FinishedKind.ESCALATION or work.local_day(one.at) == today)
        ]

    def why(self, item: AgendaItem) -> Explained[float]:
        """The urgency of a line with the parts that add up to it."""
        names = part_names()
        parts = tuple(Part(names.get(name, name), value) for name, value in item.parts)
        return Explained(item.urgency, (*parts, Part(_("Reason"), item.reason)), _("urgency is the sum of its parts"))


def part_names() -> dict[str, str]:
    """The translated names of the parts of urgency."""
    return {
        "due": _("Due date"),
        "priority": _("Your priority"),
        "account": _("Weight of the account"),
        "cadence": _("Time without a touch"),
        "stalled": _("Time in progress"),
        "expiry": _("Knowledge that expires"),
        "risk": _("Risk"),
        "money": _("Money at stake"),
        "quarter": _("End of the quarter"),
        "birthday": _("Birthday"),
        "sla": _("SLA clock"),
        "severity": _("Severity"),
        "answer": _("Answer owed"),
    }
