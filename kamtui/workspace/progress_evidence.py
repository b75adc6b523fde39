"""What proves progressions: shown, picked from, and what happens when a person or a touch that proves is gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kamtui.db import progress as reads
from kamtui.domain.progress import ProgressItem
from kamtui.domain.words import ContactStatus, ProgressStatus
from kamtui.errors import InvalidValue
from kamtui.i18n import _
from kamtui.workspace.base import apply
from kamtui.workspace.progress_checklist import Checklists

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.domain.progress_proof import Candidates, Proofs

_TOUCHES_OFFERED = 50


class Evidence(Checklists):
    """The part of `workspace.progress` about proofs."""

    def proofs(self, account_id: str, ref: str) -> Proofs:
        """What proves a progression (id or code), with who marked it done and when. Raises NotFound."""
        from kamtui.domain.progress_proof import Proofs

        item = self.item(account_id, ref)
        return self.all_proofs(account_id, [item]).get(item.progression.id, Proofs())

    def all_proofs(self, account_id: str, items: Iterable[ProgressItem]) -> dict[str, Proofs]:
        """What proves each of these items of an account, by id of the progression; those with nothing are left out."""
        from kamtui.db import progress_history
        from kamtui.db import touches as touch_reads
        from kamtui.domain.progress_proof import Proofs

        reader = self._reader
        with reader.snapshot():
            people = {contact.id: contact for contact in self._ws.contacts.of(account_id)}
            witnesses = reads.witnesses(reader, account_id)
            documents = reads.documents_by_item(reader, account_id)
            done_by = progress_history.done_by(reader, account_id)
            touches = {touch.id: touch for touch in touch_reads.touches_proving(reader, account_id)}
            found = {}
            for progression, state, *_rest in items:
                key, done = progression.id, state.status is ProgressStatus.DONE
                proofs = Proofs(
                    text=state.evidence,
                    touch=touches.get(state.touch_id) if state.touch_id else None,
                    witnesses=tuple(people[c] for c in witnesses.get(key, ())),
                    documents=tuple(documents.get(key, ())),
                    done_by=done_by.get(key, "") if done else "",
                    done_on=state.done_on,
                )
                if proofs != Proofs():
                    found[key] = proofs
        return found

    def candidates(self, account_id: str, ref: str) -> Candidates:
        """What evidence of a progression can be picked from. Raises NotFound."""
        from kamtui.db import touches as touch_reads
        from kamtui.domain.contacts import at_company
        from kamtui.domain.progress_proof import Candidates

        self.item(account_id, ref)
        return Candidates(
            touches=tuple(touch_reads.touches(self._reader, account_id, _TOUCHES_OFFERED)),
            contacts=tuple(filter(at_company, self._ws.contacts.of(account_id))),
            documents=tuple(reads.documents(self._reader, account_id)),
        )

    def shaken(self, account_id: str) -> tuple[ProgressItem, ...]:
        """Items that were done, and are in progress again as all who proved them left. Raises NotFound."""
        from kamtui.db import progress_facts as fact_reads

        people = {contact.id: contact for contact in self._ws.contacts.of(account_id)}
        gone = {key for key, contact in people.items() if contact.status is ContactStatus.LEFT}
        witnesses = reads.witnesses(self._reader, account_id)
        undone = fact_reads.undone_since(self._reader, account_id)
        return tuple(
            item
            for item in self.of(account_id).items
            if item.state.status is ProgressStatus.IN_PROGRESS
            and item.progression.id in undone
            and (named := witnesses.get(item.progression.id))
            and gone.issuperset(named)
        )

    def shake(self, step: Step, contact: tables.Contact) -> None:
        """Within the step that marks a contact as left: what nobody else proves is in progress again from that day.

        The one who left stays noted as its witness, so that `shaken` can say why.
        """
        on = contact.left_on or self._ws.today_date
        reason = _("{name} left").format(name=contact.name)
        for row in self._hanging(step, contact):
            self.reopen(step, row.account_id, row.progression_id, on, reason)
            self._write_proofs(step, row.account_id, row.progression_id, witnesses=[contact.id])

    def forget_witness(self, step: Step, contact: tables.Contact) -> None:
        """Within the step that deletes a contact: it proves nothing any more; what stood on it alone is in progress."""
        reason = _("{name} was deleted").format(name=contact.name)
        for row in self._hanging(step, contact):
            if not row.evidence and row.touch_id is None:
                self.reopen(step, row.account_id, row.progression_id, self._ws.today_date, reason)
        for proof in self._proof_rows(step, contact_id=contact.id):
            if proof.document:
                proof.contact_id = None
            else:
                step.session.delete(proof)
        step.session.flush()

    def forget_touch(self, step: Step, touch_id: str) -> None:
        """Within the step that deletes a touch: what it alone proved is in progress again; it proves nothing more."""
        from sqlmodel import select

        from kamtui.db import tables

        reason = _("the touch that proved it was deleted")
        proved = select(tables.ProgressState).where(tables.ProgressState.touch_id == touch_id)
        for row in step.session.exec(proved).all():
            others = self._proof_rows(step, row.account_id, row.progression_id)
            if row.status == ProgressStatus.DONE and not row.evidence and not others:
                self.reopen(step, row.account_id, row.progression_id, self._ws.today_date, reason)
            row.touch_id = None
        step.session.flush()

    def reopen(self, step: Step, account_id: str, progression_id: str, on: date, reason: str) -> None:
        """Within another step: what proved a progression is gone, so it is in progress again from `on`."""
        row = self._stored(step, account_id, progression_id)
        if row is None or row.status != ProgressStatus.DONE:
            return
        self._note(step, row, ProgressStatus.IN_PROGRESS, on, reason)
        apply(
            row,
            {"status": ProgressStatus.IN_PROGRESS, "started_on": on, "done_on": None, "evidence": "", "touch_id": None},
        )
        self._write_proofs(step, account_id, progression_id)

    def _hanging(self, step: Step, contact: tables.Contact) -> list[tables.ProgressState]:
        """What is done and proved by nobody who stays once this contact is gone; documents stay."""
        from sqlmodel import select

        from kamtui.db import tables
        from kamtui.domain.progress_proof import hangs_on

        session = step.session
        contacts = session.exec(select(tables.Contact).where(tables.Contact.account_id == contact.account_id))
        gone = {contact.id, *(c.id for c in contacts if c.status == ContactStatus.LEFT)}
        people: dict[str, set[str | None]] = {}
        for touch_id, contact_id in session.exec(
            select(tables.TouchPerson.touch_id, tables.TouchPerson.contact_id)
            .join(tables.ProgressState, tables.ProgressState.touch_id == tables.TouchPerson.touch_id)  # type: ignore[arg-type]
            .where(tables.ProgressState.account_id == contact.account_id)
        ):
            people.setdefault(touch_id, set()).add(contact_id)
        proofs: dict[str, list[tables.ProgressProof]] = {}
        for proof in self._proof_rows(step, contact.account_id):
            proofs.setdefault(proof.progression_id, []).append(proof)
        hanging = []
        for row in session.exec(
            select(tables.ProgressState).where(
                tables.ProgressState.account_id == contact.account_id,
                tables.ProgressState.status == ProgressStatus.DONE.value,
            )
        ):
            present = people.get(row.touch_id or "", set())
            found = proofs.get(row.progression_id, [])
            witnesses = {proof.contact_id for proof in found if proof.contact_id}
            documents = sum(not proof.contact_id for proof in found)
            if contact.id in present | witnesses and hangs_on(present, witnesses, gone, documents):
                hanging.append(row)
        return hanging

    def _stored(self, step: Step, account_id: str, progression_id: str) -> tables.ProgressState | None:
        from sqlmodel import select

        from kamtui.db import tables

        return step.session.exec(
            select(tables.ProgressState).where(
                tables.ProgressState.account_id == account_id, tables.ProgressState.progression_id == progression_id
            )
        ).first()

    def _proof_rows(
        self,
        step: Step,
        account_id: str | None = None,
        progression_id: str | None = None,
        contact_id: str | None = None,
    ) -> list[tables.ProgressProof]:
        from sqlmodel import select

        from kamtui.db import tables

        query = select(tables.ProgressProof)
        if account_id is not None:
            query = query.where(tables.ProgressProof.account_id == account_id)
        if progression_id is not None:
            query = query.where(tables.ProgressProof.progression_id == progression_id)
        if contact_id is not None:
            query = query.where(tables.ProgressProof.contact_id == contact_id)
        return list(step.session.exec(query))

    def _write_proofs(
        self,
        step: Step,
        account_id: str,
        progression_id: str,
        witnesses: Iterable[str] = (),
        documents: Iterable[str] = (),
    ) -> None:
        """Make these the witnesses and documents of a progression."""
        from kamtui.db import tables

        wanted: dict[tuple[str | None, str], None] = dict.fromkeys((contact_id, "") for contact_id in witnesses)
        wanted |= dict.fromkeys((None, document) for document in documents)
        present = {(p.contact_id, p.document): p for p in self._proof_rows(step, account_id, progression_id)}
        for contact_id, document in wanted.keys() - present.keys():
            values: dict[str, Any] = {"account_id": account_id, "progression_id": progression_id}
            step.session.add(tables.ProgressProof(**values, contact_id=contact_id, document=document))
        for key, proof in present.items():
            if key not in wanted:
                step.session.delete(proof)
        step.session.flush()

    def _check_witnesses(self, step: Step, account_id: str, witnesses: Sequence[str]) -> None:
        """Raise InvalidValue unless these are people of the account."""
        from kamtui.db import tables

        for contact_id in witnesses:
            row = step.get(tables.Contact, contact_id, _("contact"))
            if row.account_id != account_id:
                raise InvalidValue("witnesses", row.name, reason=_("is no contact of this account"))
            if row.placeholder:
                raise InvalidValue("witnesses", row.name, reason=_("is somebody to meet, and can prove nothing yet"))

    def _note(self, step: Step, row: tables.ProgressState, to: ProgressStatus, on: date, evidence: str) -> None:
        """Write a change of status into the history of the progression."""
        from kamtui.db import tables

        step.session.add(
            tables.ProgressEvent(
                account_id=row.account_id,
                progression_id=row.progression_id,
                user_id=step.user.id,
                at=self._ws.clock.now(),
                on_date=on,
                from_status=row.status,
                to_status=to.value,
                evidence=evidence,
            )
        )
