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
    "touch.log": N_("logged a touch: {subject}"),
    "touch.change": N_("changed the touch {subject}"),
    "touch.delete": N_("deleted the touch {subject}"),
    "import.accounts": N_("imported accounts from {subject}"),
    "import.contacts": N_("imported contacts from {subject}"),
    "import.orders": N_("imported orders from {subject}"),
}


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
                if before.get(name) != after.get(name) and name not in ("version", "updated_at", "created_at", "id")
            }
            found.append((row["table_name"], columns))
        return tuple(found)
