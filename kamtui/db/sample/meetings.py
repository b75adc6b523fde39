"""Writes the meetings of the sample, and which of its tasks repeat, after all else."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlmodel import Session, select

from kamtui.db import tables
from kamtui.db.ids import new_id
from kamtui.db.sample.claims import day
from kamtui.db.sample.days import BASE
from kamtui.db.sample.meetings_told import RHYTHMS, TALKS, Rhythm, Talk
from kamtui.db.sample.story import english
from kamtui.db.writer import make_engine
from kamtui.domain.meetings import OWN

_MADE = datetime.combine(BASE - timedelta(days=4), time(9))


def write_meetings(path: Path) -> None:
    """Write all of it into the sample at `path`. Times are those of the wall: a copy takes them into its zone."""
    engine = make_engine(path)
    try:
        with Session(engine) as session:
            for talk in TALKS:
                _meeting(session, talk)
            for rhythm in RHYTHMS:
                _repeat(session, rhythm)
            session.commit()
    finally:
        engine.dispose()


def _meeting(session: Session, told: Talk) -> None:
    account = session.exec(select(tables.Account.id).where(tables.Account.code == told.account)).one()
    starts = datetime.combine(day(told.ahead), time.fromisoformat(told.at) if told.at else time())
    row = tables.Meeting(
        account_id=account,
        title=english(told.title),
        starts_at=starts,
        ends_at=starts + (timedelta(minutes=told.minutes) if told.at else timedelta(days=2)),
        all_day=not told.at,
        place=english(told.place),
        uid=f"{new_id()}{OWN}",
        user_id=session.exec(select(tables.User.id).where(tables.User.login == "anna")).one(),
        created_at=_MADE,
        updated_at=_MADE,
    )
    session.add(row)
    session.flush()
    contact = tables.Contact
    for name in told.who:
        found = session.exec(select(contact).where(contact.account_id == account, contact.name == name)).one()
        person = tables.MeetingPerson(meeting_id=row.id, contact_id=found.id, name=name, email=found.email)
        session.add(person)
        session.flush()


def _repeat(session: Session, told: Rhythm) -> None:
    account = session.exec(select(tables.Account.id).where(tables.Account.code == told.account)).one()
    task = session.exec(
        select(tables.Task).where(tables.Task.account_id == account, tables.Task.title == told.title)
    ).one()
    assert task.due is not None
    task.repeats, task.series_id, task.minutes = rule_on(told.rule, task.due), new_id(), told.minutes
    session.add(task)


def rule_on(rule: str, due: date) -> str:
    """A rule whose own day is a due date."""
    return f"monthly:{due.day}" if rule.startswith("monthly") else rule
