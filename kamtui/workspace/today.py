"""The day of a KAM: what to do, most urgent first, and what was done."""

from __future__ import annotations

from kamtui.db import accounts as account_reads
from kamtui.db import today as reads
from kamtui.domain import today as rules
from kamtui.domain.accounts import AccountFacts
from kamtui.domain.explained import Explained, Part
from kamtui.domain.plans import Task
from kamtui.domain.today import AgendaItem
from kamtui.i18n import _
from kamtui.workspace.base import Feature


class Today(Feature):
    """`workspace.today`."""

    def agenda(self) -> list[AgendaItem]:
        """What wants doing today, most urgent first.

        For a KAM: the own accounts, those deputised for, and those of nobody; who has none of the own sees all.
        """
        return list(self._ws.cached("today.agenda", self._agenda))

    def _agenda(self) -> tuple[AgendaItem, ...]:
        ws, settings, today = self._ws, self._ws.method, self._ws.today_date
        with self._reader.snapshot():
            accounts = reads.accounts(self._reader, ws.login)
            keys = [account.id for account in accounts]
            people = reads.people(self._reader, keys, settings, today)
            sets = {account.id: account.progress_set for account in accounts}
            items = reads.progressions(self._reader, sets, settings, today)
            tasks = ws.tasks.open_by_account(keys)
            touches = account_reads.last_touches(self._reader, keys)
            figures = ws.sales.figures(keys)
            quarters = ws.plans.open_quarters(keys)
            next_steps = ws.tasks.next_step_ids(keys)
        facts = [
            AccountFacts(
                account=account,
                contacts=people.get(account.id, ()),
                tasks=tasks.get(account.id, ()),
                items=items.get(account.id, ()),
                figures=figures[account.id],
                last_touch=touches.get(account.id),
                open_quarters=quarters.get(account.id, ()),
                next_step_ids=next_steps,
            )
            for account in accounts
        ]
        loose = [task for task in tasks.get(None, ()) if task.owner in (None, ws.login)]
        return rules.agenda(facts, settings, today, loose)

    def done_today(self) -> list[Task]:
        """Tasks closed today, the last closed first."""
        return self._ws.tasks.done_on(self._ws.today_date)

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
    }
