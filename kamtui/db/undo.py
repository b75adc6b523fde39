"""Undo and redo over the journal. Undo is a step of its own, so history keeps every turn."""

from __future__ import annotations

from sqlalchemy import text
from sqlmodel import Session, col, func, select

from kamtui.db import journal
from kamtui.db.tables import JournalChange, JournalStep, User
from kamtui.db.writer import Step, Writer
from kamtui.errors import Refused
from kamtui.i18n import _


def undo(writer: Writer) -> tuple[str, str]:
    """Take back the current user's last step; returns its action and subject.

    Raises Refused when there is none, or when somebody changed the same rows since.
    """
    with writer.step("undo") as step:
        target = step.session.exec(
            _own_steps(step).where(col(JournalStep.undone).is_(False)).order_by(col(JournalStep.id).desc()).limit(1)
        ).first()
        if target is None:
            raise Refused(_("nothing to undo"))
        step.kind = "undo"
        _turn(step, target, back=True)
        return target.action, target.subject


def redo(writer: Writer) -> tuple[str, str]:
    """Do again the step that was undone last; returns its action and subject. Raises Refused like `undo`.

    A new step ends what could be redone, and stays its end when it is undone itself.
    """
    with writer.step("redo") as step:
        newest = step.session.exec(
            select(func.max(JournalStep.id)).where(JournalStep.user_id == step.user.id, JournalStep.kind == "do")
        ).one()
        taken_back = select(JournalStep.id).where(col(JournalStep.undone).is_(True))
        last_undo = step.session.exec(
            select(JournalStep)
            .where(
                JournalStep.user_id == step.user.id,
                JournalStep.kind == "undo",
                col(JournalStep.id) > (newest or 0),
                col(JournalStep.target_id).in_(taken_back),
            )
            .order_by(col(JournalStep.id).desc())
            .limit(1)
        ).first()
        target = step.session.get(JournalStep, last_undo.target_id) if last_undo is not None else None
        if target is None:
            raise Refused(_("nothing to redo"))
        step.kind = "redo"
        _turn(step, target, back=False)
        return target.action, target.subject


def _own_steps(step: Step):  # type: ignore[no-untyped-def]
    return select(JournalStep).where(JournalStep.user_id == step.user.id, JournalStep.kind == "do")


def _turn(step: Step, target: JournalStep, *, back: bool) -> None:
    session = step.session
    step.action, step.subject, step.target_id = target.action, target.subject, target.id
    changes = session.exec(
        select(JournalChange).where(JournalChange.step_id == target.id).order_by(col(JournalChange.id))
    ).all()
    rows = journal.read_all(session, [(change.table_name, change.row_id) for change in changes])
    for change in reversed(changes) if back else changes:
        expected, wanted = (change.after, change.before) if back else (change.before, change.after)
        table, key = change.table_name, change.row_id
        present = rows.get((table, key))
        if not journal.same(present, journal.load(table, expected)):
            raise Refused(_refusal(session, target, change, back))
        step.recorder.note(table, key, present)
        journal.write_image(session, table, key, journal.load(table, wanted), present)
    if target.batch_id is not None:
        from kamtui.db import bulk

        connection = session.connection()
        (bulk.undo_batch if back else bulk.redo_batch)(connection, target.batch_id)
        step.batch_id = target.batch_id
    target.undone = back


def _refusal(session: Session, target: JournalStep, change: JournalChange, back: bool) -> str:
    who = session.exec(
        select(User.name)
        .join(JournalStep, JournalStep.user_id == User.id)  # type: ignore[arg-type]
        .join(JournalChange, JournalChange.step_id == JournalStep.id)  # type: ignore[arg-type]
        .where(JournalChange.row_id == change.row_id, col(JournalStep.id) > (target.id or 0))
        .order_by(text("journal_change.id DESC"))
    ).first()
    image = journal.load(change.table_name, change.after or change.before) or {}
    # Rows without a name of their own (a quarter of a plan, a role) go by what the step was about.
    own = next((str(image[k]) for k in ("name", "title", "code") if image.get(k)), "")
    name = own or target.subject or change.table_name
    template = (
        _("cannot undo: {who} changed “{name}” since; change it by hand")
        if back
        else _("cannot redo: {who} changed “{name}” since; change it by hand")
    )
    return template.format(who=who or _("another session"), name=name)
