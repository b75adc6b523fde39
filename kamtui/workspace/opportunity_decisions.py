"""What becomes of an opportunity: its probability, won, lost, postponed, open again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamtui.domain import forecast as forecasts
from kamtui.domain import initiatives as rules
from kamtui.domain.initiatives import Opportunity
from kamtui.domain.money import to_minor
from kamtui.domain.quarters import Quarter
from kamtui.domain.text import clean
from kamtui.domain.words import OpportunityStatus
from kamtui.errors import InvalidValue, Refused
from kamtui.i18n import _
from kamtui.workspace.base import apply
from kamtui.workspace.opportunity_views import OpportunityViews

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step


class OpportunityDecisions(OpportunityViews):
    """The part of `workspace.opportunities` that decides."""

    def set_probability(
        self, opportunity_id: str, probability: Decimal | str, version: int | None = None
    ) -> Opportunity:
        """Set the probability, 0…1. Raises InvalidValue, Refused for a decided one, Conflict."""
        given = isinstance(probability, str)
        value = rules.parse_probability(str(probability)) if given else rules.check_probability(Decimal(probability))
        with self._ws.step("opportunity.change") as step:
            row = self._seen(step, opportunity_id, version)
            _check_undecided(row)
            apply(row, {"probability": to_minor(value, 4)})
        return self.get(opportunity_id)

    def win(
        self,
        opportunity_id: str,
        *,
        on: date | None = None,
        amount: Decimal | str | None = None,
        reason: str = "",
        version: int | None = None,
    ) -> Opportunity:
        """It is ours from a day (today) on, perhaps for another amount: it counts whole.

        Without a quarter, or past it, it comes to the quarter of that day. Its initiative is relevant from then on.
        Raises InvalidValue, Conflict.
        """
        from kamtui.db import tables
        from kamtui.workspace.inputs import OpportunityInput, validated

        values: dict[str, Any] = {
            "status": OpportunityStatus.WON,
            "decided_on": self._past(on),
            "reason": _said(reason),
        }
        if amount is not None:
            values["amount"] = in_minor(validated(OpportunityInput, {"amount": amount}, partial=True)["amount"])
        with self._ws.step("opportunity.won") as step:
            row = self._seen(step, opportunity_id, version)
            decided = str(Quarter.of(values["decided_on"], self._fiscal_start))
            if row.quarter is None or row.quarter < decided:
                values["quarter"] = decided
            apply(row, values)
            apply(step.get(tables.Initiative, row.initiative_id, _("initiative")), {"relevant": True})
        return self.get(opportunity_id)

    def lose(
        self, opportunity_id: str, reason: str, *, on: date | None = None, version: int | None = None
    ) -> Opportunity:
        """It went to somebody else, or to nobody, on a day (today), and why. Raises InvalidValue, Conflict."""
        said, day = _said(reason), self._past(on)
        if not said:
            raise InvalidValue("reason", reason, reason=_("say why the opportunity is lost"))
        with self._ws.step("opportunity.lost") as step:
            row = self._seen(step, opportunity_id, version)
            apply(row, {"status": OpportunityStatus.LOST, "decided_on": day, "reason": said})
        return self.get(opportunity_id)

    def postpone(
        self, opportunity_id: str, quarter: Quarter | str | None, reason: str = "", version: int | None = None
    ) -> Opportunity:
        """Put it off to another quarter, where it stays open, or (None) for nobody knows how long: it counts nowhere.

        What runs per month starts as much later. Raises InvalidValue, Refused for a decided one, Conflict.
        """
        wanted = Quarter.parse(quarter) if isinstance(quarter, str) and quarter.strip() else quarter or None
        assert wanted is None or isinstance(wanted, Quarter)
        start = self._fiscal_start
        with self._ws.step("opportunity.postpone") as step:
            row = self._seen(step, opportunity_id, version)
            _check_undecided(row)
            old = Quarter.parse(row.quarter) if row.quarter else None
            if wanted is not None and wanted < self._ws.quarter:
                raise InvalidValue(
                    "quarter", wanted, reason=_("{quarter} has ended").format(quarter=wanted), expected=str(old or "")
                )
            if wanted == old and row.status == OpportunityStatus.OPEN and wanted is not None:
                return self.get(opportunity_id)
            values: dict[str, Any] = {
                "status": OpportunityStatus.OPEN if wanted else OpportunityStatus.POSTPONED,
                "quarter": str(wanted) if wanted else None,
                "reason": _said(reason),
            }
            if wanted and row.starts is not None:
                values["starts"] = forecasts.shifted_start(row.starts, old, wanted, start)
            if wanted is None or old is None or wanted > old:
                values["times_postponed"] = row.times_postponed + 1
            apply(row, values)
        return self.get(opportunity_id)

    def reopen(self, opportunity_id: str, version: int | None = None) -> Opportunity:
        """Open a won, lost or postponed one again, with the probability it had. Raises NotFound, Conflict."""
        with self._ws.step("opportunity.reopen") as step:
            row = self._seen(step, opportunity_id, version)
            apply(row, {"status": OpportunityStatus.OPEN, "decided_on": None, "reason": ""})
        return self.get(opportunity_id)

    def _past(self, on: date | None) -> date:
        today = self._ws.today_date
        if on is not None and on > today:
            raise InvalidValue("on", on, reason=_("the day lies in the future"))
        return on or today

    def _seen(self, step: Step, opportunity_id: str, version: int | None) -> tables.Opportunity:
        from kamtui.db import tables

        row = step.get(tables.Opportunity, opportunity_id, _("opportunity"))
        step.check_version(row, version, row.title)
        step.subject = row.title
        return row


def in_minor(amount: Decimal) -> int:
    """An amount in minor units. Raises InvalidValue for a negative one."""
    if not amount.is_finite() or amount < 0:
        raise InvalidValue("amount", amount, expected="≥ 0")
    return to_minor(amount)


def _check_undecided(row: tables.Opportunity) -> None:
    if row.status in (OpportunityStatus.WON, OpportunityStatus.LOST):
        raise Refused(_("“{title}” is decided; reopen it first").format(title=row.title))


def _said(text: str) -> str:
    return clean(text)[:200]
