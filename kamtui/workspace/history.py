"""Undo, redo and what happened: the journal in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kamtui.db.reader import as_datetime
from kamtui.i18n import N_, _
from kamtui.workspace.base import Feature

# Every action that a step may carry, in words.
ACTIONS = {
    "workspace.init": N_("made the workspace"),
    "settings.set": N_("changed the setting {subject}"),
    "account.add": N_("added the account {subject}"),
    "account.change": N_("changed the account {subject}"),
    "account.archive": N_("archived the account {subject}"),
    "account.delete": N_("deleted the account {subject}"),
    "contact.add": N_("added the contact {subject}"),
    "contact.change": N_("changed the contact {subject}"),
    "contact.become": N_("found out who it is: {subject}"),
    "contact.left": N_("marked {subject} as left"),
    "contact.back": N_("marked {subject} as back at the company"),
    "contact.succeed": N_("settled who takes over from {subject}"),
    "contact.move": N_("moved to another account: {subject}"),
    "contact.merge": N_("merged two records of one person: {subject}"),
    "contact.link": N_("drew a line: {subject}"),
    "contact.unlink": N_("took a line away: {subject}"),
    "contact.tie": N_("noted who of us knows {subject}"),
    "contact.untie": N_("took one of us away from {subject}"),
    "contact.delete": N_("deleted the contact {subject}"),
    "contact.accept": N_("took up a proposal: {subject}"),
    "contact.wave_off": N_("waved off a proposal: {subject}"),
    "progress.set": N_("chose the set of progressions for {subject}"),
    "progress.change": N_("changed the progression {subject}"),
    "progress.accept": N_("took a proposed progression: {subject}"),
    "progress.wave_off": N_("waved off a proposed progression: {subject}"),
    "progress.task": N_("made a task of the progression {subject}"),
    "progress.plan": N_("planned the progression {subject}"),
    "progression.add": N_("added the progression {subject}"),
    "progression.change": N_("changed the wording or weight of the progression {subject}"),
    "progression.move": N_("moved the progression {subject} in the library"),
    "progression.back": N_("brought the progression {subject} back"),
    "progression.import": N_("imported a library of progressions: {subject}"),
    "progression.retire": N_("retired the progression {subject}"),
    "plan.block": N_("wrote in the plan of {subject}"),
    "plan.quarter": N_("set the revenue plan of {subject}"),
    "plan.state": N_("changed the state of the plan of {subject}"),
    "plan.start": N_("started the plan of {subject}"),
    "plan.snapshot": N_("kept a snapshot of the plan of {subject}"),
    "plan.review": N_("wrote in the review of {subject}"),
    "plan.close": N_("closed the quarter {subject}"),
    "plan.open": N_("reopened the quarter {subject}"),
    "wallet.add": N_("estimated the wallet of {subject}"),
    "wallet.change": N_("changed an estimate of the wallet of {subject}"),
    "wallet.delete": N_("deleted an estimate of the wallet of {subject}"),
    "initiative.add": N_("added the initiative {subject}"),
    "initiative.change": N_("changed the initiative {subject}"),
    "initiative.move": N_("moved the initiative {subject}"),
    "initiative.delete": N_("deleted the initiative {subject}"),
    "opportunity.add": N_("added the opportunity {subject}"),
    "opportunity.change": N_("changed the opportunity {subject}"),
    "opportunity.won": N_("won the opportunity {subject}"),
    "opportunity.lost": N_("lost the opportunity {subject}"),
    "opportunity.postpone": N_("postponed the opportunity {subject}"),
    "opportunity.reopen": N_("reopened the opportunity {subject}"),
    "opportunity.task": N_("made a task of the next step of {subject}"),
    "opportunity.delete": N_("deleted the opportunity {subject}"),
    "goal.add": N_("added the goal {subject}"),
    "goal.change": N_("changed the goal {subject}"),
    "goal.delete": N_("deleted the goal {subject}"),
    "task.add": N_("added the task {subject}"),
    "task.change": N_("changed the task {subject}"),
    "task.move": N_("moved the task {subject}"),
    "task.done": N_("closed the task {subject}"),
    "task.reopen": N_("reopened the task {subject}"),
    "task.drop": N_("dropped the task {subject}"),
    "task.delete": N_("deleted the task {subject}"),
    "task.ask": N_("asked for help with the task {subject}"),
    "task.answer": N_("noted the answer to the task {subject}"),
    "task.hand": N_("handed over the task {subject}"),
    "today.snooze": N_("put off: {subject}"),
    "today.wake": N_("showed again: {subject}"),
    "promise.add": N_("noted the promise {subject}"),
    "promise.change": N_("changed the promise {subject}"),
    "promise.settle": N_("settled the promise {subject}"),
    "promise.delete": N_("deleted the promise {subject}"),
    "escalation.open": N_("opened the escalation {subject}"),
    "escalation.change": N_("changed the escalation {subject}"),
    "escalation.resolve": N_("resolved the escalation {subject}"),
    "escalation.confirm": N_("the client confirmed the solution of {subject}"),
    "escalation.reopen": N_("reopened the escalation {subject}"),
    "escalation.delete": N_("deleted the escalation {subject}"),
    "tender.add": N_("added the tender {subject}"),
    "tender.change": N_("changed the tender {subject}"),
    "tender.delete": N_("deleted the tender {subject}"),
    "contract.add": N_("added the contract {subject}"),
    "contract.change": N_("changed the contract {subject}"),
    "contract.delete": N_("deleted the contract {subject}"),
    "note.add": N_("wrote the note {subject}"),
    "note.change": N_("changed the note {subject}"),
    "note.delete": N_("deleted the note {subject}"),
    "finding.add": N_("noted what was learnt: {subject}"),
    "finding.change": N_("changed what was learnt: {subject}"),
    "finding.delete": N_("deleted what was learnt: {subject}"),
    "meeting.add": N_("added the meeting {subject}"),
    "meeting.change": N_("changed the meeting {subject}"),
    "meeting.cancel": N_("cancelled the meeting {subject}"),
    "meeting.hold": N_("held the meeting {subject}"),
    "meeting.delete": N_("deleted the meeting {subject}"),
    "import.meetings": N_("imported meetings from {subject}"),
    "touch.log": N_("logged a touch: {subject}"),
    "touch.change": N_("changed the touch {subject}"),
    "touch.delete": N_("deleted the touch {subject}"),
    "import.accounts": N_("imported accounts from {subject}"),
    "import.contacts": N_("imported contacts from {subject}"),
    "import.orders": N_("imported orders from {subject}"),
    "import.wallet": N_("imported wallet estimates from {subject}"),
    "import.initiatives": N_("imported initiatives from {subject}"),
    "import.tasks": N_("imported tasks from {subject}"),
    "import.touches": N_("imported touches from {subject}"),
}


# What heads alone may see, in the journal too.
_HEADS_OWN = "head_cause"


def describe(action: str, subject: str) -> str:
    """A step in words, in the chosen language."""
    return _(ACTIONS.get(action, action)).format(subject=subject)


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One step of the journal. `kind` is do, undo or redo; `text` says it in words; `undone` for a step taken back."""

    id: int
    at: datetime
    user: str
    kind: str
    action: str
    text: str
    undone: bool
    changes: tuple[tuple[str, Mapping[str, tuple[Any, Any]]], ...] = field(default=())


class History(Feature):
    """`workspace.history`."""

    def undo(self) -> str:
        """Take back the current user's last step; returns it in words. Raises Refused when that cannot be."""
        from kamtui.db.undo import undo

        text = describe(*undo(self._ws.writer))
        self._ws.settings.reload()
        return text

    def redo(self) -> str:
        """Do the last undone step again; returns it in words. Raises Refused when that cannot be."""
        from kamtui.db.undo import redo

        text = describe(*redo(self._ws.writer))
        self._ws.settings.reload()
        return text

    def steps(self, limit: int = 50, record: str | None = None) -> list[HistoryStep]:
        """Steps, newest first; with `record` (an id) those that touched it, with the columns that changed."""
        where = (
            "WHERE s.id IN (SELECT step_id FROM journal_change WHERE row_id = :record)" if record is not None else ""
        )
        rows = self._reader.rows(
            "SELECT s.id, s.at, u.name, s.kind, s.action, s.subject, s.undone FROM journal_step s"
            f" JOIN user_ u ON u.id = s.user_id {where} ORDER BY s.id DESC LIMIT :limit",
            limit=limit,
            **({"record": record} if record is not None else {}),
        )
        return [
            HistoryStep(
                id=row["id"],
                at=as_datetime(row["at"]) or datetime.min,
                user=row["name"],
                kind=row["kind"],
                action=row["action"],
                text=describe(row["action"], row["subject"]),
                undone=bool(row["undone"]),
                changes=self._changes(row["id"], record) if record is not None else (),
            )
            for row in rows
        ]

    def _changes(self, step_id: int, record: str) -> tuple[tuple[str, Mapping[str, tuple[Any, Any]]], ...]:
        found = []
        for row in self._reader.rows(
            "SELECT table_name, before, after FROM journal_change WHERE step_id = :step AND row_id = :record",
            step=step_id,
            record=record,
        ):
            before, after = (json.loads(row[k]) if row[k] else {} for k in ("before", "after"))
            columns = {
                name: (before.get(name), after.get(name))
                for name in sorted(before.keys() | after.keys())
                if before.get(name) != after.get(name)
                and name not in ("version", "updated_at", "created_at", "id")
                and (name != _HEADS_OWN or self._ws.plans.is_head())
            }
            found.append((row["table_name"], columns))
        return tuple(found)
