"""Writes the promises, findings and notes of the sample, after all else."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from kamtui.db import tables
from kamtui.db.sample.claims import day
from kamtui.db.sample.days import BASE, workday
from kamtui.db.sample.learnt_told import LEARNT, MEMOS, VOWS, Learnt, Memo, Vow
from kamtui.db.sample.story import english
from kamtui.db.writer import make_engine


def write_learnt(path: Path) -> None:
    """Write all of it into the sample at `path`, which has accounts, people and touches."""
    engine = make_engine(path)
    try:
        with Session(engine) as session:
            writer = _Writer(session)
            for vow in VOWS:
                writer.vow(vow)
            for learnt in LEARNT:
                writer.learnt(learnt)
            for memo in MEMOS:
                writer.memo(memo)
            session.commit()
    finally:
        engine.dispose()


class _Writer:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._owner = session.exec(select(tables.User.id).where(tables.User.login == "anna")).one()

    def vow(self, told: Vow) -> None:
        account = self._account(told.account)
        row = tables.Promise(
            account_id=account,
            contact_id=self._person(account, told.who),
            touch_id=self._touch(account, told.ago),
            side=told.side,
            text=english(told.text),
            due=None if told.due is None else day(told.due),
            status=told.status,
            settled_on=None if told.settled is None else day(told.settled),
            user_id=self._owner,
        )
        self._add(row, told.ago)

    def learnt(self, told: Learnt) -> None:
        account = self._account(told.account)
        unit = None
        if told.unit:
            where = (tables.Unit.account_id == account, tables.Unit.name == told.unit)
            unit = self._session.exec(select(tables.Unit.id).where(*where)).one()
        row = tables.Finding(
            account_id=account,
            touch_id=self._touch(account, told.ago),
            unit_id=unit,
            kind=told.kind,
            product=english(told.product),
            text=english(told.text),
            result=english(told.result),
            improvement=english(told.improvement),
            department=english(told.department),
            asked_on=None if told.asked is None else day(-told.asked),
            answer=english(told.answer),
            answered_on=None if told.answered is None else day(-told.answered),
            told_on=None if told.told is None else day(-told.told),
        )
        self._add(row, told.ago)

    def memo(self, told: Memo) -> None:
        account = self._account(told.account)
        row = tables.Note(
            account_id=account,
            contact_id=self._person(account, told.who) if told.who else None,
            text=english(told.text),
            on_date=day(-told.ago),
            user_id=self._owner,
        )
        self._add(row, told.ago)

    def _account(self, code: str) -> str:
        return self._session.exec(select(tables.Account.id).where(tables.Account.code == code)).one()

    def _person(self, account: str, name: str) -> str:
        contact = tables.Contact
        where = (contact.account_id == account, contact.name == name)
        return self._session.exec(select(contact.id).where(*where)).one()

    def _touch(self, account: str, ago: int) -> str:
        """The touch of that day, of which there is one."""
        touch = tables.Touch
        where = (touch.account_id == account, touch.on_date == workday(BASE - timedelta(days=ago)))
        return self._session.exec(select(touch.id).where(*where)).one()

    def _add(self, row: Any, ago: int) -> None:
        row.created_at = row.updated_at = datetime.combine(day(-ago), time(17, 30))
        self._session.add(row)
        self._session.flush()
