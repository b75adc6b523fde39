"""The life of a plan: started from what last year left open, submitted, approved, reopened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kamtui.domain.plans import Plan
from kamtui.domain.words import PlanEventKind, PlanState, SnapshotKind, UserRole
from kamtui.errors import Conflict, InvalidValue, Refused
from kamtui.i18n import _
from kamtui.workspace.plan_goals import PlanGoals

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step

_LONGEST_NOTE = 2_000
_EVENTS = {
    PlanState.DRAFT: PlanEventKind.REOPENED,
    PlanState.SUBMITTED: PlanEventKind.SUBMITTED,
    PlanState.APPROVED: PlanEventKind.APPROVED,
}


class PlanStates(PlanGoals):
    """The part of `workspace.plans` that leads plans through their states."""

    def start(self, account_id: str, year: int, version: int | None = None) -> Plan:
        """Start the plan of a year with the goals that last year's plan left unreached; texts are not copied.

        A draft without goals may be started too. `version` is that of the plan seen, 0 where there was none. Raises
        Refused when the plan is further than that, or the account is archived; InvalidValue, Conflict.
        """
        from sqlmodel import col, select

        from kamtui.db import tables
        from kamtui.domain.plan_carry import carried_goals

        last = self.year(account_id, year - 1)
        with self._ws.step("plan.start") as step:
            row = self._stored(step, account_id, year)
            self._check_seen(step, row, version)
            self._check_alive(step, account_id)
            if row is not None and row.state != PlanState.DRAFT:
                raise Refused(_("the plan of {year} is started already").format(year=year))
            row = self._plan(step, account_id, year)
            if step.session.exec(select(tables.Goal.id).where(col(tables.Goal.plan_id) == row.id)).first():
                raise Refused(_("the plan of {year} has goals already").format(year=year))
            made: list[tables.Goal] = []
            for position, goal in enumerate(carried_goals(last.goals)):
                above = made[goal.below].id if goal.below is not None else None
                made.append(tables.Goal(plan_id=row.id, title=goal.title, parent_id=above, position=position))
            step.session.add_all(made)
            step.subject = self._subject(step, account_id, year)
        return self.year(account_id, year)

    def submit(self, account_id: str, year: int, note: str = "", version: int | None = None) -> Plan:
        """Submit a draft. Raises Refused, saying which of the blocks 3, 6 and 7 is empty; Conflict."""
        return self.set_state(account_id, year, PlanState.SUBMITTED, version, note)

    def approve(self, account_id: str, year: int, note: str = "", version: int | None = None) -> Plan:
        """Approve a submitted plan, and keep a snapshot of it. Raises Refused, Conflict.

        A head approves; in a workspace without one, anybody does.
        """
        return self.set_state(account_id, year, PlanState.APPROVED, version, note)

    def reopen(self, account_id: str, year: int, note: str, version: int | None = None) -> Plan:
        """Take a submitted or approved plan back to a draft, saying why.

        Raises InvalidValue without a note; Refused, Conflict.
        """
        return self.set_state(account_id, year, PlanState.DRAFT, version, note)

    def set_state(
        self, account_id: str, year: int, state: PlanState | str, version: int | None = None, note: str = ""
    ) -> Plan:
        """Submit, approve or reopen (to draft) a plan; a plan that is in that state already stays as it is.

        Raises InvalidValue, Refused, Conflict.
        """
        if state not in tuple(PlanState):
            raise InvalidValue("state", state, expected=", ".join(PlanState))
        wanted, said = PlanState(state), note_text(note)
        with self._joined():
            with self._ws.step("plan.state") as step:
                row = self._stored(step, account_id, year)
                self._check_seen(step, row, version)
                step.subject = subject = self._subject(step, account_id, year)
                if row is not None and row.state == wanted:
                    return self.year(account_id, year)
                self._check_change(step, account_id, row, year, wanted, said)
                row = self._plan(step, account_id, year)
                row.state = wanted.value
                self._happened(step, row, _EVENTS[wanted], note=said)
            if wanted is PlanState.APPROVED:
                with self._ws.step("plan.state", subject) as step:
                    self._snapshot(step, account_id, year, SnapshotKind.APPROVED, note=said)
        return self.year(account_id, year)

    def may_approve(self) -> bool:
        """Whether the current user may approve plans: a head, or anybody where there is no head."""
        heads = self._heads()
        return not heads or self.is_head()

    def approvers(self) -> tuple[str, ...]:
        """Names of those who approve when the current user may not; empty when they may."""
        return () if self.may_approve() else tuple(self._heads())

    def is_head(self) -> bool:
        """Whether the current user is a head."""
        return self._ws.users.current().role == UserRole.HEAD

    def _heads(self) -> list[str]:
        return [user.name for user in self._ws.users.all() if user.role == UserRole.HEAD]

    def _check_change(
        self, step: Step, account_id: str, row: tables.Plan | None, year: int, wanted: PlanState, note: str
    ) -> None:
        """Raise Refused or InvalidValue unless the plan may come into the state."""
        now = PlanState(row.state) if row is not None else None
        if wanted is PlanState.DRAFT:
            if now is None:
                raise Refused(_("there is no plan of {year} yet").format(year=year))
            if not note:
                raise InvalidValue("note", "", reason=_("say why the plan is reopened"))
            return
        self._check_alive(step, account_id)
        if wanted is PlanState.SUBMITTED:
            if now is PlanState.APPROVED:
                raise Refused(_("the plan is approved already; reopen it first"))
            self._check_complete(account_id, year)
            return
        if now is not PlanState.SUBMITTED:
            raise Refused(_("only a submitted plan can be approved; submit it first"))
        if not self.may_approve():
            raise Refused(_("a head approves plans: {names}").format(names=", ".join(self._heads())))

    def _check_complete(self, account_id: str, year: int) -> None:
        """Raise Refused unless the plan has all that submitting needs."""
        from kamtui.db import plan_facts
        from kamtui.domain import plan_completeness as rules

        facts = plan_facts.facts(self._reader, [account_id], year, self._ws.method.fiscal_start)[account_id]
        needed = rules.needed(rules.blocks(facts, year, self._ws.quarter))
        if needed:
            raise Refused(_("these blocks are needed to submit: {blocks}").format(blocks="; ".join(needed)))

    def _check_seen(self, step: Step, row: tables.Plan | None, version: int | None) -> None:
        if row is None and version:
            raise Conflict(_("the plan"), "")
        if row is not None and version is not None:
            step.check_version(row, version, _("the plan"))

    def _check_alive(self, step: Step, account_id: str) -> None:
        from kamtui.db import tables

        account = step.get(tables.Account, account_id, _("account"))
        if account.archived_at is not None:
            raise Refused(_("{name} is archived; bring the account back first").format(name=account.name))

    @contextmanager
    def _joined(self) -> Iterator[None]:
        """All steps within are one, and reads see them; within a step of several already, they are a part of it."""
        if self._reader.unsettled:
            yield
        else:
            with self._ws.together():
                yield

    def _snapshot(
        self,
        step: Step,
        account_id: str,
        year: int,
        kind: SnapshotKind,
        *,
        number: int | None = None,
        note: str = "",
    ) -> str:
        """Keep the plan as it is, with all that the step has changed before; the id of the snapshot."""
        import json

        from kamtui.db import tables
        from kamtui.workspace.plan_content import content

        row = self._stored(step, account_id, year)
        if row is None:
            raise Refused(_("there is no plan of {year} yet").format(year=year))
        snapshot = tables.PlanSnapshot(
            plan_id=row.id,
            at=self._ws.clock.now(),
            user_id=step.user.id,
            kind=kind.value,
            number=number,
            note=note[:200],
            content=json.dumps(content(self._ws, account_id, year), ensure_ascii=False),
        )
        step.session.add(snapshot)
        return snapshot.id


def note_text(note: str) -> str:
    """What somebody said of a change of state, cleaned. Raises InvalidValue when it is too long."""
    from kamtui.domain.text import clean

    said = clean(note, multiline=True).strip()
    if len(said) > _LONGEST_NOTE:
        raise InvalidValue("note", "", reason=_("is longer than {limit} characters").format(limit=_LONGEST_NOTE))
    return said
