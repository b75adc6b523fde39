"""Days of a week that other people's clocks set: ends of SLAs, days of tenders, last days for a notice.

What was missed stands on today, as late tasks do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kamtui.domain import contracts as contract_rules
from kamtui.domain import tenders as tender_rules
from kamtui.domain.contracts import Contract
from kamtui.domain.escalations import Escalation
from kamtui.domain.tenders import BEFORE_SUBMISSION, Tender, TenderDate
from kamtui.domain.week import CONTRACT, ESCALATION, TENDER, Entry, minutes_of
from kamtui.domain.words import EscalationStatus, Severity
from kamtui.domain.workhours import WorkHours
from kamtui.i18n import _, pgettext


def escalation_entries(escalations: Iterable[Escalation], work: WorkHours, today: date) -> Iterator[Entry]:
    """Open escalations where their SLA ends; solved ones that the client has not confirmed, today."""
    for one in escalations:
        if one.status is EscalationStatus.RESOLVED:
            what = _("to be confirmed")
            yield Entry(ESCALATION, one.id, one.title, today, one.account_id, one.account_name, what=what)
        elif one.is_open:
            due = work.local(one.due_at)
            late = due.date() < today
            yield Entry(
                ESCALATION, one.id, one.title, max(due.date(), today), one.account_id, one.account_name,
                start=None if late else minutes_of(due.time()), late=late or one.hours_left < 0, due=due.date(),
                high=one.severity is Severity.CRITICAL, what=one.clock,
            )  # fmt: skip


def tender_entries(tenders: Iterable[Tender], today: date) -> Iterator[Entry]:
    """The days of open tenders that are to come, and the one that was missed."""
    for one in tenders:
        if not one.is_open:
            continue
        fields = ("questions_until", "submit_until") if one.status in BEFORE_SUBMISSION else ()
        days = [
            TenderDate(field, day)
            for field in (*fields, "decision_on")
            if (day := getattr(one, field)) is not None and day >= today
        ]
        missed = tender_rules.next_date(one, today)
        if missed is not None and missed.day < today:
            days.append(missed)
        for each in days:
            late = each.day < today
            yield Entry(
                TENDER, one.id, one.title, max(each.day, today), one.account_id, one.account_name,
                late=late, due=each.day, what=each.words,
            )  # fmt: skip


def contract_entries(contracts: Iterable[Contract], today: date) -> Iterator[Entry]:
    """The last days for a notice, and the ends, of contracts in force; one that ended unsettled is late."""
    for one in contracts:
        if not one.is_active or one.ends_on is None or one.notice_on is None:
            continue
        days = []
        if one.notice_on >= today and (one.notice_days or one.renews):
            days.append((one.notice_on, pgettext("contract day", "last day for a notice")))
        missed = contract_rules.next_date(one, today)
        if one.ends_on >= today or (missed is not None and missed.day < today):
            days.append((one.ends_on, pgettext("contract day", "it ends")))
        for day, words in days:
            yield Entry(
                CONTRACT, one.id, one.title, max(day, today), one.account_id, one.account_name,
                late=day < today, due=day, what=words,
            )  # fmt: skip
