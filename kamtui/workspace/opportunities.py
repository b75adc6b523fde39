"""Opportunities: our offers into client initiatives; written, made into tasks, deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamtui.domain.forecast import shifted_start
from kamtui.domain.initiatives import Opportunity
from kamtui.domain.money import to_minor
from kamtui.domain.plans import Task
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import TaskStatus
from kamtui.errors import InvalidValue, Refused
from kamtui.i18n import _
from kamtui.workspace.base import apply
from kamtui.workspace.opportunity_decisions import OpportunityDecisions, in_minor

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step

YEARS = range(2000, 2101)  # in which an opportunity can begin to bring money


class Opportunities(OpportunityDecisions):
    """`workspace.opportunities`."""

    def add(self, initiative_id: str, **fields: object) -> Opportunity:
        """Add an offer into an initiative; fields of `inputs.OpportunityInput`.

        An initiative whose relevance was not decided is relevant from then on: that is what an offer says. Raises
        InvalidFields, InvalidValue, NotFound.
        """
        from kamtui.workspace.inputs import OpportunityInput, validated

        values = validated(OpportunityInput, {"title": "", "amount": "", "probability": "", **fields})
        with self._ws.step("opportunity.add", values["title"]) as step:
            row = self.create(step, initiative_id, values)
        return self.get(row.id)

    def create(self, step: Step, initiative_id: str, values: Mapping[str, Any]) -> tables.Opportunity:
        """Within a step: a new opportunity of validated fields."""
        from kamtui.db import tables

        initiative = step.get(tables.Initiative, initiative_id, _("initiative"))
        places = (offer.position for offer in self._siblings(step, initiative_id))
        row = self.make(step, initiative, values, 1 + max(places, default=-1))
        step.session.flush()
        return row

    def make(
        self, step: Step, initiative: tables.Initiative, values: Mapping[str, Any], position: int
    ) -> tables.Opportunity:
        """As `create`, at a place of the initiative that is known: of many, the caller flushes."""
        from kamtui.db import tables

        if initiative.relevant is None:
            initiative.relevant = True
        row = tables.Opportunity(
            account_id=initiative.account_id,
            initiative_id=initiative.id,
            title=values["title"],
            amount=0,
            probability=0,
            position=position,
        )
        self._write(step, row, values)
        return row

    def rewrite(self, step: Step, row: tables.Opportunity, values: Mapping[str, Any]) -> bool:
        """Within a step: write validated fields of a stored opportunity; whether anything changed."""
        step.session.flush()
        self._write(step, row, values)
        return step.session.is_modified(row)

    def change(self, opportunity_id: str, version: int | None = None, **fields: object) -> Opportunity:
        """Change some fields. What runs per month never starts before a later quarter given alone: it moves along.

        Raises InvalidFields, InvalidValue, NotFound, Conflict.
        """
        from kamtui.workspace.inputs import OpportunityInput, validated

        values = validated(OpportunityInput, fields, partial=True)
        with self._ws.step("opportunity.change") as step:
            self._put(step, self._seen(step, opportunity_id, version), values)
        return self.get(opportunity_id)

    def shift(self, opportunity_id: str, quarters: int) -> Opportunity:
        """Decide it some quarters later, or (negative) earlier, than it stands now; without a quarter, in the present.

        Raises NotFound, and Refused where that would take it back into a quarter that has ended.
        """
        with self._ws.step("opportunity.change") as step:
            row = self._seen(step, opportunity_id, None)
            now = self._ws.quarter
            wanted = Quarter.parse(row.quarter).shifted(quarters) if row.quarter else now
            if quarters < 0 and wanted < now:
                raise Refused(_("{quarter} has ended; what is open is decided later").format(quarter=wanted))
            self._put(step, row, {"quarter": str(wanted)})
        return self.get(opportunity_id)

    def _put(self, step: Step, row: tables.Opportunity, values: dict[str, Any]) -> None:
        """Write fields; with a later quarter alone, what runs per month begins later too."""
        if values.get("quarter") and "starts" not in values and row.starts is not None:
            start = self._fiscal_start
            old, new = Quarter.parse(row.quarter) if row.quarter else None, Quarter.parse(values["quarter"])
            if row.starts < new.first_day(start):
                values["starts"] = shifted_start(row.starts, old, new, start)
        self._write(step, row, values)

    def make_task(self, opportunity_id: str, version: int | None = None, **fields: object) -> Task:
        """Make a task of its next step: fields of `inputs.TaskInput`, the title by default the next step in words.

        It stands in the quarter of its due date, else in the present one. Raises Refused without a next step, or while
        the task made before is open; InvalidFields, InvalidValue, Conflict.
        """
        from kamtui.db import tables
        from kamtui.workspace.inputs import TaskInput, validated

        with self._ws.step("opportunity.task") as step:
            row = self._seen(step, opportunity_id, version)
            given = {"title": row.next_step, "account_id": row.account_id, "contact_id": row.contact_id, **fields}
            if not str(given["title"] or "").strip():
                raise Refused(_("“{title}” has no next step; write it first").format(title=row.title))
            made = step.session.get(tables.Task, row.task_id) if row.task_id else None
            if made is not None and made.status == TaskStatus.OPEN:
                raise Refused(
                    _("its next step is a task already: “{title}”; close that one first").format(title=made.title)
                )
            if given.get("due") in (None, "") and "quarter" not in fields:
                given["quarter"] = str(self._ws.quarter)
            values = validated(TaskInput, given)
            task = self._ws.tasks.create(step, values)
            task.origin = f"opportunity:{row.id}"
            apply(row, {"task_id": task.id, "next_step": row.next_step or values["title"]})
        return self._ws.tasks.get(task.id)

    def remove(self, opportunity_id: str, version: int | None = None) -> None:
        """Delete an opportunity; the task of its next step stays. Raises NotFound, Conflict."""
        with self._ws.step("opportunity.delete") as step:
            self.delete(step, self._seen(step, opportunity_id, version))

    def delete(self, step: Step, row: tables.Opportunity) -> None:
        """Within a step: take an opportunity away with what hangs on it."""
        for need in _needs(step, row.id):
            step.session.delete(need)
        self._ws.tenders.forget_opportunity(step, row.id)
        step.session.flush()
        step.session.delete(row)
        step.session.flush()

    def _siblings(self, step: Step, initiative_id: str) -> list[tables.Opportunity]:
        from sqlmodel import select

        from kamtui.db import tables

        return list(
            step.session.exec(select(tables.Opportunity).where(tables.Opportunity.initiative_id == initiative_id))
        )

    def _write(self, step: Step, row: tables.Opportunity, values: Mapping[str, Any]) -> None:
        """Write validated fields after checking what they point to. Raises InvalidValue, NotFound."""
        from kamtui.db import tables
        from kamtui.workspace.contact_writes import category_id

        plain = dict(values)
        if "amount" in plain:
            plain["amount"] = in_minor(plain["amount"])
        if "probability" in plain:
            plain["probability"] = to_minor(plain["probability"], 4)
        if "category" in plain:
            name = plain.pop("category")
            plain["category_id"] = category_id(step, name) if name else None
        if plain.get("starts") is not None:
            if plain["starts"].year not in YEARS:
                raise InvalidValue("starts", plain["starts"], expected=f"{YEARS[0]}…{YEARS[-1]}")
            plain["starts"] = plain["starts"].replace(day=1)
        if plain.get("contact_id") is not None:
            contact = step.get(tables.Contact, plain["contact_id"], _("contact"))
            if contact.account_id != row.account_id:
                raise InvalidValue("contact_id", contact.name, reason=_("belongs to another account"))
        needs = plain.pop("progressions", None)
        apply(row, plain)
        step.session.add(row)
        if needs is not None:
            step.session.flush()
            self._write_needs(step, row, needs)

    def _write_needs(self, step: Step, row: tables.Opportunity, progression_ids: Sequence[str]) -> None:
        from kamtui.db import tables

        wanted = dict.fromkeys(progression_ids)
        for need in _needs(step, row.id):
            if need.progression_id in wanted:
                del wanted[need.progression_id]
            else:
                step.session.delete(need)
                step.mark_changed(row)
        for key in wanted:
            progression = step.get(tables.Progression, key, _("progression"))
            if progression.account_id not in (None, row.account_id):
                raise InvalidValue("progressions", progression.code, reason=_("belongs to another account"))
            step.session.add(tables.OpportunityProgression(opportunity_id=row.id, progression_id=key))
            step.mark_changed(row)


def _needs(step: Step, opportunity_id: str) -> list[tables.OpportunityProgression]:
    from sqlmodel import select

    from kamtui.db.tables import OpportunityProgression as Need

    return list(step.session.exec(select(Need).where(Need.opportunity_id == opportunity_id)))
