"""One undo step for one piece of writing: a later save of the same text takes in the save before it."""

from __future__ import annotations

from sqlmodel import Session, col, select

from kamtui.db.tables import JournalChange, JournalStep


def take_in(session: Session, step: JournalStep) -> None:
    """Let a journaled step take in the user's step before it, when that is the same use case of the same session.

    What it changed then counts from before that step, which is gone. Any other step in between keeps the two apart.
    """
    before = session.exec(
        select(JournalStep)
        .where(JournalStep.user_id == step.user_id, col(JournalStep.id) < step.id)
        .order_by(col(JournalStep.id).desc())
        .limit(1)
    ).first()
    if before is None or before.undone or before.kind != "do" or before.session != step.session:
        return
    if (before.action, before.subject) != (step.action, step.subject):
        return
    mine = {(change.table_name, change.row_id): change for change in _changes(session, step)}
    earlier = list(_changes(session, before))
    if not {(change.table_name, change.row_id) for change in earlier} >= mine.keys():
        return  # another text, or another record
    for change in earlier:
        later = mine.get((change.table_name, change.row_id))
        if later is None:
            change.step_id = step.id or 0
        else:
            change.step_id, change.after = step.id or 0, later.after
            session.delete(later)
    step.entities = " ".join(sorted({*before.entities.split(), *step.entities.split()}))
    session.flush()
    session.delete(before)


def _changes(session: Session, step: JournalStep) -> list[JournalChange]:
    found = session.exec(
        select(JournalChange).where(JournalChange.step_id == step.id).order_by(col(JournalChange.id))
    ).all()
    return list(found)
