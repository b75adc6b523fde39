"""The day of a KAM: what to do, most urgent first, and what was done."""

from __future__ import annotations

from kamtui.domain import today as rules
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
        with self._reader.snapshot():
            facts = list(self._ws.accounts.facts().values())
            loose = self._ws.tasks.open_by_account().get(None, [])
        own = {None, self._ws.login}
        if any(fact.account.owner == self._ws.login for fact in facts):
            facts = [fact for fact in facts if fact.account.owner in own or fact.account.deputy == self._ws.login]
        mine: list[Task] = [task for task in loose if task.owner in own]
        return rules.agenda(facts, self._ws.method, self._ws.today_date, mine)

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
