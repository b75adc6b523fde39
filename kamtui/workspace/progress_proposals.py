"""Progressions that facts propose, and those worth most now. Nothing is applied before the user says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamtui.db import contacts as contact_reads
from kamtui.domain.contacts import map_quality
from kamtui.domain.progress import ProgressItem, barriers
from kamtui.domain.quarters import Quarter
from kamtui.errors import NotFound, Refused
from kamtui.i18n import _
from kamtui.workspace.progress_changes import ProgressChanges, subject_of

if TYPE_CHECKING:
    from kamtui.domain.plans import Task
    from kamtui.domain.progress_facts import FactProposal
    from kamtui.domain.progress_ground import Ground
    from kamtui.domain.progress_next import NextBest


class ProgressProposals(ProgressChanges):
    """The part of `workspace.progress` that says what could be next."""

    def proposals(self, account_id: str, *, outside: bool = False) -> tuple[FactProposal, ...]:
        """What the facts of an account propose, one per item; with `outside` also for items outside the chosen set.

        Kept until anybody commits. Raises NotFound.
        """
        return self._ws.cached(
            f"progress.proposals {account_id} {outside}", lambda: self._proposals(account_id, outside)
        )

    def accept(self, account_id: str, key: str, evidence: str | None = None) -> ProgressItem:
        """Take a proposal, in one step: status, day, touch and drafted evidence, or `evidence` in its place.

        Raises NotFound when the facts propose it no longer.
        """
        proposal = self._proposal(account_id, key)
        state = self.item(account_id, proposal.progression_id).state
        drafted = proposal.evidence if evidence is None else evidence
        noted = state.evidence if evidence is None and state.status is not proposal.status else ""
        return self._change(
            "progress.accept",
            account_id,
            proposal.progression_id,
            status=proposal.status,
            version=state.version,
            evidence="\n".join(text for text in (noted, drafted) if text),
            on=proposal.on,
            touch_id=proposal.touch_id,
            witnesses=proposal.contact_ids if proposal.touch_id is None and proposal.contact_ids else None,
        )

    def wave_off(self, account_id: str, key: str) -> None:
        """Do not propose this again at the account, until there is a new fact. Raises NotFound."""
        from kamtui.db import tables

        proposal = self._proposal(account_id, key)
        with self._ws.step("progress.wave_off") as step:
            account = step.get(tables.Account, account_id, _("account"))
            step.subject = f"{proposal.code}, {account.name}"
            step.session.add(
                tables.WavedOff(account_id=account_id, key=key, on_date=self._ws.today_date, user_id=step.user.id)
            )

    def next_best(self, account_id: str) -> tuple[NextBest, ...]:
        """The three progressions worth most now, best first, each with why. Raises NotFound."""
        from kamtui.db import progress_facts as fact_reads
        from kamtui.domain import progress_next as rules
        from kamtui.domain.progress_offers import offer_needs

        settings, today = self._ws.method, self._ws.today_date
        with self._reader.snapshot():
            items = self.of(account_id).items
            people = self._ws.contacts.of(account_id)
            linked = fact_reads.linked(self._reader, account_id)
            initiatives = self._ws.initiatives.of(account_id)
            bought = [purchase.category for purchase in fact_reads.first_purchases(self._reader, account_id)]
        weakest = rules.weakest_of(barriers(items, map_quality(people).value or 0))
        needs = rules.plan_needs(
            items, self._ws.quarter, settings, today, linked=linked, weakest=weakest, gaps=rules.map_gaps(people)
        )
        needs += offer_needs(items, initiatives, self._ws.quarter, bought)
        return rules.next_best(items, needs, settings, today)

    def next_best_task(self, account_id: str, ref: str, quarter: Quarter | str | None = None) -> Task:
        """Make a task of a quarter (the present one) out of a progression, and plan that for it if it had no plan.

        Raises NotFound, Refused when an open task was made from it already, InvalidValue.
        """
        from kamtui.db import progress_facts as fact_reads
        from kamtui.domain.progress import check_quarter
        from kamtui.workspace.base import apply
        from kamtui.workspace.inputs import TaskInput, validated

        item = self.item(account_id, ref)
        progression = item.progression
        wanted = Quarter.parse(quarter) if isinstance(quarter, str) else quarter or self._ws.quarter
        check_quarter(wanted, self._ws.quarter)
        origin = f"progress:{progression.code}"
        if fact_reads.has_open_task(self._reader, account_id, origin):
            raise Refused(_("{code} already has an open task").format(code=progression.code))
        given = {"title": progression.title, "account_id": account_id, "quarter": wanted}
        values = validated(TaskInput, {**given, "progression_id": progression.id})
        with self._ws.step("progress.task") as step:
            row = self._ws.tasks.create(step, {**values, "origin": origin})
            step.subject = subject_of(step, account_id, progression)
            state = self._row(step, account_id, progression, None)
            if state.planned_quarter is None:
                apply(state, {"planned_quarter": str(wanted)})
                step.session.add(state)
        return self._ws.tasks.get(row.id)

    def _proposal(self, account_id: str, key: str) -> FactProposal:
        for proposal in self.proposals(account_id, outside=True):
            if proposal.key == key:
                return proposal
        raise NotFound(_("proposal"), key)

    def _proposals(self, account_id: str, outside: bool) -> tuple[FactProposal, ...]:
        from kamtui.db import progress_facts as fact_reads
        from kamtui.domain import progress_facts as rules

        today = self._ws.today_date
        with self._reader.snapshot():
            items = self.of(account_id).items
            ground = self._ground(account_id)
            undone = fact_reads.undone_since(self._reader, account_id)
            waved = fact_reads.waved_off(self._reader, account_id)
        found = rules.facts(ground, self._ws.method.fiscal_start, today)
        return rules.proposals(items, found, waved, undone, today, outside=outside)

    def _ground(self, account_id: str) -> Ground:
        """All of an account that facts are looked for in."""
        from kamtui.db import progress_facts as fact_reads
        from kamtui.db import touches as touch_reads
        from kamtui.domain.progress_ground import Ground

        reader = self._reader
        return Ground(
            contacts=self._ws.contacts.of(account_id),
            touches=touch_reads.touches(reader, account_id),
            links=contact_reads.links(reader, [account_id]),
            units=fact_reads.units(reader, account_id),
            purchases=fact_reads.first_purchases(reader, account_id),
            tasks=fact_reads.closed_tasks(reader, account_id),
            open_tasks=fact_reads.linked(reader, account_id),
        )
