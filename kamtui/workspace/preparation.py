"""What a KAM wants to have before a meeting, of one moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kamtui.domain import preparation as rules
from kamtui.domain.accounts import AccountRow
from kamtui.domain.contacts import Contact
from kamtui.domain.escalations import Escalation
from kamtui.domain.findings import Finding, next_step
from kamtui.domain.initiatives import Opportunity
from kamtui.domain.meetings import Meeting
from kamtui.domain.plans import Task
from kamtui.domain.preparation import Question
from kamtui.domain.progress_next import NextBest
from kamtui.domain.promises import Promise
from kamtui.domain.tenders import Tender
from kamtui.domain.touches import Touch
from kamtui.domain.words import EscalationStatus, MeetingStatus
from kamtui.errors import NotFound
from kamtui.i18n import _
from kamtui.workspace.base import Feature


class Page(NamedTuple):
    """The page for a meeting with an account.

    `people` are whom it shows, `more_people` how many others are at the company; `here` the ids of those the meeting is
    with: chosen, or invited to `meeting`, the next planned one. `touches` are the last ones, newest first: with chosen
    people theirs. `tell` are answers of our departments that the client waits for.
    """

    row: AccountRow
    people: tuple[Contact, ...]
    more_people: int
    here: frozenset[str]
    chosen: tuple[Contact, ...]
    meeting: Meeting | None
    touches: tuple[Touch, ...]
    promises: tuple[Promise, ...]
    tasks: tuple[Task, ...]
    best: tuple[NextBest, ...]
    opportunities: tuple[Opportunity, ...]
    escalations: tuple[Escalation, ...]
    tenders: tuple[Tender, ...]
    tell: tuple[Finding, ...]
    questions: tuple[Question, ...]


class Preparation(Feature):
    """`workspace.preparation`."""

    def page(self, account_id: str, contact_ids: Sequence[str] = ()) -> Page:
        """The page for a meeting with these people of an account, or with whoever is invited to the next one.

        Raises NotFound for an account that is unknown or archived, and for people of other accounts.
        """
        ws = self._ws
        today, year = ws.today_date, ws.quarter.year
        with self._reader.snapshot():
            row = ws.accounts.row(account_id)
            contacts = ws.contacts.of(account_id)
            known = {one.id: one for one in contacts}
            for key in contact_ids:
                if key not in known:
                    raise NotFound(_("contact"), key)
            chosen = tuple(known[key] for key in dict.fromkeys(contact_ids))
            meeting = self._next_meeting(account_id, contact_ids)
            invited = [one.contact_id for one in meeting.people if one.contact_id in known] if meeting else []
            here = frozenset(key for key in (contact_ids or invited) if key)
            people = list(chosen) or rules.people_for(contacts, here)
            promises = ws.promises.of(account_id, open_only=True)
            initiatives = ws.initiatives.of(account_id)
            tenders = [one for one in ws.tenders.of(account_id) if one.is_open]
            asked = rules.questions(
                rules.Known(
                    contacts=contacts,
                    here=here,
                    circle=ws.wallet.circle(account_id, year),
                    initiatives=initiatives,
                    tenders=tenders,
                    promises=promises,
                    items=ws.progress.of(account_id).items,
                    blocks=ws.plans.year(account_id, year).blocks,
                ),
                ws.method,
                today,
            )
            return Page(
                row=row,
                people=tuple(people[: max(rules.PEOPLE, len(here))]),
                more_people=max(0, len(people) - max(rules.PEOPLE, len(here))),
                here=here,
                chosen=chosen,
                meeting=meeting,
                touches=self._touches(account_id, contact_ids),
                promises=tuple(promises),
                tasks=tuple(ws.tasks.open(account_id)),
                best=ws.progress.next_best(account_id),
                opportunities=tuple(rules.open_offers(initiatives)),
                escalations=tuple(
                    one for one in ws.escalations.of(account_id) if one.status is not EscalationStatus.CONFIRMED
                ),
                tenders=tuple(tenders),
                tell=tuple(one for one in ws.findings.of(account_id) if next_step(one) == "tell"),
                questions=asked,
            )

    def _next_meeting(self, account_id: str, contact_ids: Sequence[str]) -> Meeting | None:
        """The next planned one, with people chosen one that any of them is invited to."""
        today = self._ws.today_date
        for one in self._ws.meetings.of(account_id):
            invited = {person.contact_id for person in one.people}
            meets = not contact_ids or not invited.isdisjoint(contact_ids)
            if meets and one.status is MeetingStatus.PLANNED and one.ends.date() >= today:
                return one
        return None

    def _touches(self, account_id: str, contact_ids: Sequence[str]) -> tuple[Touch, ...]:
        if not contact_ids:
            return tuple(self._ws.touches.of(account_id, rules.TOUCHES))
        from kamtui.db import touches as reads

        return tuple(reads.touches_with(self._reader, contact_ids)[: rules.TOUCHES])
