"""Changes of progressions at accounts: status with its proof and history, planned quarter, chosen set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kamtui.db import progress as reads
from kamtui.domain import progress as rules
from kamtui.domain.progress import Progression, ProgressItem
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressSet, ProgressStatus
from kamtui.errors import Conflict, InvalidValue, Refused
from kamtui.i18n import _
from kamtui.workspace.base import apply
from kamtui.workspace.progress_evidence import Evidence

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step


class ProgressChanges(Evidence):
    """The part of `workspace.progress` that writes where accounts stand."""

    def change(
        self,
        account_id: str,
        ref: str,
        *,
        status: ProgressStatus | str,
        evidence: str | None = None,
        on: date | None = None,
        touch_id: str | None = None,
        version: int | None = None,
        quarter: Quarter | str | None = None,
        witnesses: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
    ) -> ProgressItem:
        """Set the status of a progression (id or code) as of `on` (today); a `quarter` plans it in the same step.

        Evidence is a text, a touch, `witnesses` (ids of contacts) or names of `documents`: any of them is enough for
        done. What is left out keeps what is stored while the item stays or goes forward; going back, or renewing
        knowledge that has expired, starts without. `version` is that of the state seen, 0 where none was stored.
        Raises InvalidFields, InvalidValue (done without evidence), Refused (C12 is computed), Conflict.
        """
        return self._change(
            "progress.change", account_id, ref, status=status, evidence=evidence, on=on, touch_id=touch_id,
            version=version, quarter=quarter, witnesses=witnesses, documents=documents,
        )  # fmt: skip

    def advance(
        self, account_id: str, ref: str, evidence: str | None = None, version: int | None = None
    ) -> ProgressItem:
        """Take a progression one status further: not started, in progress, done. Raises like `change`."""
        item = self.item(account_id, ref)
        wanted = rules.next_status(item.status)
        if wanted is item.status and evidence is None:
            return item
        return self.change(account_id, item.progression.id, status=wanted, evidence=evidence, version=version)

    def plan_quarter(
        self, account_id: str, ref: str, quarter: Quarter | str | None, version: int | None = None
    ) -> ProgressItem:
        """Plan a progression for a quarter, or (None) for none. Raises InvalidValue, Conflict."""
        wanted = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
        item = self.item(account_id, ref)
        rules.check_quarter(wanted, self._ws.quarter)
        with self._ws.step("progress.plan") as step:
            row = self._row(step, account_id, item.progression, version)
            if wanted is not None or row.planned_quarter is not None:
                apply(row, {"planned_quarter": str(wanted) if wanted else None})
                step.session.add(row)
            step.subject = subject_of(step, account_id, item.progression)
        return self.item(account_id, item.progression.id)

    def choose_set(self, account_id: str, chosen: ProgressSet | str, version: int | None = None) -> None:
        """Choose the core or the full set for an account; `version` is the account's. Raises InvalidValue, Conflict."""
        from kamtui.db import tables

        if chosen not in tuple(ProgressSet):
            raise InvalidValue("set", chosen, expected=", ".join(ProgressSet))
        with self._ws.step("progress.set") as step:
            account = step.get(tables.Account, account_id, _("account"))
            step.check_version(account, version, account.name)
            step.subject = account.name
            apply(account, {"progress_set": ProgressSet(chosen)})

    def _change(
        self,
        action: str,
        account_id: str,
        ref: str,
        *,
        status: ProgressStatus | str,
        version: int | None = None,
        quarter: Quarter | str | None = None,
        **given: Any,
    ) -> ProgressItem:
        """`change` as a step of this action."""
        from kamtui.workspace.inputs import ProgressInput, validated

        sent = {name: value for name, value in given.items() if value is not None}
        values = validated(ProgressInput, {"status": status, **sent})
        item = self.item(account_id, ref)
        wanted: ProgressStatus = values.pop("status")
        planned = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
        rules.check_quarter(planned, self._ws.quarter)
        if item.progression.code == rules.COMPUTED and wanted in (ProgressStatus.DONE, ProgressStatus.IN_PROGRESS):
            raise Refused(
                _("{code} is computed from the contact map: add people and log touches").format(code=rules.COMPUTED)
            )
        with self._ws.step(action) as step:
            row = self._row(step, account_id, item.progression, version)
            step.subject = subject_of(step, account_id, item.progression)
            self._set_status(step, row, item, wanted, **values)
            if planned is not None:
                apply(row, {"planned_quarter": str(planned)})
                step.session.add(row)
        return self.item(account_id, item.progression.id)

    def _row(self, step: Step, account_id: str, progression: Progression, version: int | None) -> tables.ProgressState:
        """The stored state, or a new one that the step does not hold yet. Raises Conflict."""
        from kamtui.db import tables

        row = self._stored(step, account_id, progression.id)
        if row is not None:
            step.check_version(row, version, progression.title)
            return row
        if version:
            raise Conflict(progression.title, "")
        return tables.ProgressState(account_id=account_id, progression_id=progression.id)

    def _set_status(
        self,
        step: Step,
        row: tables.ProgressState,
        item: ProgressItem,
        wanted: ProgressStatus,
        *,
        evidence: str | None = None,
        on: date | None = None,
        touch_id: str | None = None,
        witnesses: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
    ) -> None:
        """Write a status into the stored state, with its days, its proofs and a line of history."""
        from kamtui.db import tables

        today = self._ws.today_date
        if touch_id is not None and step.get(tables.Touch, touch_id, _("touch")).account_id != row.account_id:
            raise InvalidValue("touch_id", touch_id, reason=_("is a touch of another account"))
        self._check_witnesses(step, row.account_id, witnesses or ())
        before = ProgressStatus(row.status)
        again = wanted is not before or (item.expired and wanted is ProgressStatus.DONE)
        forward = before is ProgressStatus.IN_PROGRESS and wanted is ProgressStatus.DONE
        if not again or forward:
            evidence = row.evidence if evidence is None else evidence
            touch_id = touch_id or row.touch_id
            witnesses = self._kept_witnesses(row, wanted) if witnesses is None else witnesses
            if documents is None:
                documents = reads.documents(self._reader, row.account_id, row.progression_id)
        if wanted not in (ProgressStatus.DONE, ProgressStatus.IN_PROGRESS):
            touch_id, witnesses, documents = None, (), ()
        evidence = evidence or ""
        proved = bool(witnesses or documents)
        rules.check_change(wanted, today=today, evidence=evidence, touch_id=touch_id, on=on, proved=proved)
        started, done = row.started_on, None
        if wanted is ProgressStatus.IN_PROGRESS:
            started = on or (today if again else row.started_on)
        elif wanted is ProgressStatus.DONE:
            done = on or (today if again else row.done_on)
            started = min(started, done) if started and done else started
        else:
            started = None
        day = done if wanted is ProgressStatus.DONE else started
        stood = row.done_on if wanted is ProgressStatus.DONE else row.started_on
        if again or day != stood:
            # A corrected day is an event too: progress by quarter is read from the events alone.
            self._note(step, row, wanted, day or on or today, evidence)
        if again:
            step.session.add(row)
        apply(
            row,
            {"status": wanted, "started_on": started, "done_on": done, "evidence": evidence, "touch_id": touch_id},
        )
        self._write_proofs(step, row.account_id, row.progression_id, witnesses or (), documents or ())

    def _kept_witnesses(self, row: tables.ProgressState, wanted: ProgressStatus) -> list[str]:
        """Witnesses who still prove: somebody who left does not prove anything new."""
        from kamtui.db import contacts as contact_reads
        from kamtui.domain.contacts import at_company

        named = reads.witnesses(self._reader, row.account_id, row.progression_id).get(row.progression_id, [])
        if not named or wanted is not ProgressStatus.DONE or row.status == ProgressStatus.DONE:
            return named
        there = {c.id for c in contact_reads.contacts(self._reader, [row.account_id]) if at_company(c)}
        return [contact_id for contact_id in named if contact_id in there]


def subject_of(step: Step, account_id: str, progression: Progression) -> str:
    """What a step about a progression at an account says it is about."""
    from kamtui.db import tables

    return f"{progression.code}, {step.get(tables.Account, account_id, _('account')).name}"
