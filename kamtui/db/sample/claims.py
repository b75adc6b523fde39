"""Writes the escalations, tenders and contracts of the sample, after all else."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from kamtui.db import tables
from kamtui.db.sample.claims_told import BIDS, CLAIMS, DEEDS, Bid, Claim, Deed
from kamtui.db.sample.days import BASE, after_weekend, workday
from kamtui.db.sample.story import english
from kamtui.db.writer import make_engine
from kamtui.domain.escalations import sla_due
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import ContractStatus, EscalationStatus
from kamtui.domain.workhours import WorkHours

# One that is open was raised in the afternoon of the last working day, so that its SLA ends today or on Monday.
RAISED = time(15, 0)


def write_claims(path: Path) -> None:
    """Write all of it into the sample at `path`, which has accounts, people and opportunities."""
    engine = make_engine(path)
    try:
        with Session(engine) as session:
            writer = _Writer(session)
            for claim in CLAIMS:
                writer.claim(claim)
            for bid in BIDS:
                writer.bid(bid)
            for deed in DEEDS:
                writer.deed(deed)
            session.commit()
    finally:
        engine.dispose()


def day(ahead: int) -> date:
    """So many days after (before, when negative) the day of the sample, on a working day."""
    moved = BASE + timedelta(days=ahead)
    return after_weekend(moved) if ahead > 0 else workday(moved)


class _Writer:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._owner = session.exec(select(tables.User.id).where(tables.User.login == "anna")).one()

    def claim(self, told: Claim) -> None:
        account = self._account(told.account)
        contact = tables.Contact
        who = self._session.exec(
            select(contact.id).where(contact.account_id == account, contact.name == english(told.who))
        ).one()
        opened = datetime.combine(workday(day(-told.ago) - timedelta(days=not told.ago)), RAISED)
        row = tables.Escalation(
            account_id=account,
            contact_id=who,
            title=english(told.title),
            severity=told.severity,
            opened_at=opened,
            due_at=sla_due(opened, told.severity, MethodSettings(), WorkHours(zone=UTC)),
            owner_id=self._owner,
            cause=english(told.cause),
            resolution=english(told.resolution),
            note=english(told.note),
        )
        if told.solved is not None:
            row.status = EscalationStatus.RESOLVED.value
            row.resolved_at = datetime.combine(workday(opened.date() + timedelta(days=told.solved)), time(17, 30))
        if told.confirmed is not None:
            row.status = EscalationStatus.CONFIRMED.value
            row.confirmed_on = workday(opened.date() + timedelta(days=told.confirmed))
            row.confirmed_by_id = who
        self._add(row, opened)
        self._session.flush()
        for name, department in told.ours:
            person = tables.EscalationPerson(escalation_id=row.id, name=english(name), department=english(department))
            self._session.add(person)

    def bid(self, told: Bid) -> None:
        account = self._account(told.account)
        offer = None
        if told.offer:
            table = tables.Opportunity
            found = select(table.id).where(table.account_id == account, table.title == told.offer)
            offer = self._session.exec(found).one()
        row = tables.Tender(
            account_id=account,
            opportunity_id=offer,
            title=english(told.title),
            platform=english(told.platform),
            announced_on=day(told.announced),
            questions_until=day(told.questions),
            submit_until=day(told.submit),
            decision_on=day(told.decision),
            criteria=english(told.criteria),
            competitors=english(told.rivals),
            status=told.status,
            reason=english(told.reason),
            owner_id=self._owner,
        )
        self._add(row, datetime.combine(day(told.announced), time(17)))

    def deed(self, told: Deed) -> None:
        row = tables.Contract(
            account_id=self._account(told.account),
            title=english(told.title),
            number=told.number,
            starts_on=day(told.begins),
            ends_on=BASE + timedelta(days=told.ends),
            notice_days=told.notice,
            renews=told.renews,
            status=ContractStatus.ENDED if told.over else ContractStatus.ACTIVE,
        )
        self._add(row, datetime.combine(day(told.begins), time(17)))

    def _account(self, code: str) -> str:
        return self._session.exec(select(tables.Account.id).where(tables.Account.code == code)).one()

    def _add(self, row: Any, at: datetime) -> None:
        row.created_at = row.updated_at = at
        self._session.add(row)
