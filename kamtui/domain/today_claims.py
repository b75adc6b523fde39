"""Lines of Today with other people's clocks: escalations, tenders, contracts, colleagues who owe an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from kamtui.domain.accounts import Alert
from kamtui.domain.contracts import Contract, wants_attention
from kamtui.domain.escalations import Escalation, worst
from kamtui.domain.plans import Task
from kamtui.domain.settings import MethodSettings
from kamtui.domain.tenders import Tender, next_date
from kamtui.domain.today import Line, ago_words, day_words
from kamtui.domain.words import AgendaKind, AlertKind, EscalationStatus, Priority, Severity
from kamtui.domain.workhours import WorkHours
from kamtui.i18n import _, ngettext

# A decision is the client's: it is looked out for, not prepared.
DECISION_AHEAD_DAYS = 3
_SEVERITY_WEIGHT = {Severity.CRITICAL: 15.0, Severity.HIGH: 8.0}


def escalation_lines(escalations: Iterable[Escalation], work: WorkHours, today: date) -> Iterator[Line]:
    """Open escalations against their SLA, and solved ones that the client has not confirmed."""
    for one in escalations:
        title = _("Escalation: {title}").format(title=one.title)
        if one.status is EscalationStatus.RESOLVED:
            solved = work.local_day(one.resolved_at) if one.resolved_at else today
            reason = _("solved {day}, the client has not confirmed it").format(day=ago_words(solved, today))
            yield Line(AgendaKind.ESCALATION, (("sla", 20.0),), title, reason, one.id)
        elif one.is_open:
            left = one.hours_left
            urgency = 70.0 + min(20.0, -left) if left < 0 else max(40.0, 66.0 - 2 * left)
            parts = [("sla", round(urgency, 2))]
            if one.severity in _SEVERITY_WEIGHT:
                parts.append(("severity", _SEVERITY_WEIGHT[one.severity]))
            due = work.local(one.due_at)
            yield Line(AgendaKind.ESCALATION, tuple(parts), title, one.clock, one.id, due.date(), due.time())


def tender_lines(tenders: Iterable[Tender], settings: MethodSettings, today: date) -> Iterator[Line]:
    """Tenders whose next day is near or past, a line each."""
    for one in tenders:
        found = next_date(one, today)
        if found is None:
            continue
        days, theirs = (found.day - today).days, found.field == "decision_on"
        if days > (DECISION_AHEAD_DAYS if theirs else settings.tender_ahead_days):
            continue
        reason = _("{what}: {day}").format(what=found.words, day=day_words(found.day, today))
        if theirs:  # to be asked for once it should be known
            urgency = 30.0 + min(15, -days) if days <= 0 else 12.0 - days
            if days < 0:
                reason = _("decision was due {day}: ask for it").format(day=ago_words(found.day, today))
        else:
            urgency = 60.0 + min(20, -days) if days < 0 else max(15.0, 55.0 - 4 * days)
        title = _("Tender: {title}").format(title=one.title)
        yield Line(AgendaKind.TENDER, (("due", float(urgency)),), title, reason, one.id, found.day)


def contract_lines(contracts: Iterable[Contract], settings: MethodSettings, today: date) -> Iterator[Line]:
    """Contracts whose notice day or end is near or past, a line each."""
    for one in contracts:
        found = wants_attention(one, today, settings.contract_ahead_days)
        if found is None:
            continue
        days = (found.day - today).days
        urgency = 45.0 + min(15, -days) if days < 0 else max(10.0, 40.0 - days)
        title = _("Contract: {title}").format(title=one.title)
        reason = contract_words(one, settings, today)
        yield Line(AgendaKind.CONTRACT, (("due", urgency),), title, reason, one.id, found.day)


def contract_words(contract: Contract, settings: MethodSettings, today: date) -> str:
    """Why a contract wants attention, in words; "" when it does not."""
    found = wants_attention(contract, today, settings.contract_ahead_days)
    if found is None or contract.ends_on is None:
        return ""
    if not found.ends:
        told = _("notice due {day}, or it renews") if contract.renews else _("notice due {day}")
        return told.format(day=day_words(found.day, today))
    if found.day >= today:
        return _("ends {day}").format(day=day_words(found.day, today))
    if contract.renews:
        return _("renewed {day}: write its new end").format(day=ago_words(found.day, today))
    return _("ended {day}: agree a new one or close it").format(day=ago_words(found.day, today))


def answer_lines(tasks: Iterable[Task], today: date) -> Iterator[Line]:
    """Colleagues who were asked for help with an open task and have not answered by the day they were to."""
    for task in tasks:
        if not task.waits or task.resource_by is None or task.resource_by >= today:
            continue
        days = (today - task.resource_by).days
        who = f"{task.resource}, {task.resource_person}" if task.resource_person else task.resource
        parts = [("answer", 25.0 + min(15, days))]
        if task.priority is Priority.HIGH:
            parts.append(("priority", 10.0))
        title = _("{who} owes an answer: {title}").format(who=who, title=task.title)
        reason = ngettext("{n} day without an answer", "{n} days without an answer", days).format(n=days)
        yield Line(AgendaKind.ANSWER, tuple(parts), title, reason, task.id, task.resource_by)


def alerts(
    escalations: Mapping[str, Sequence[Escalation]],
    contracts: Mapping[str, Sequence[Contract]],
    settings: MethodSettings,
    today: date,
) -> dict[str, list[Alert]]:
    """Alerts of open escalations and of contracts that want a decision, by account, one of a kind."""
    found: dict[str, list[Alert]] = {}
    for account_id, known in escalations.items():
        pressing = worst(known)
        if pressing is not None:
            count = sum(one.is_open for one in known)
            more = ngettext("and {n} more", "and {n} more", count - 1).format(n=count - 1) if count > 1 else ""
            text = "; ".join(part for part in (f"{pressing.title}: {pressing.clock}", more) if part)
            found.setdefault(account_id, []).append(Alert(AlertKind.ESCALATION, text))
    for account_id, ending in contracts.items():
        said = [(one.title, words) for one in ending if (words := contract_words(one, settings, today))]
        if said:
            text = "; ".join(f"{title}: {words}" for title, words in said)
            found.setdefault(account_id, []).append(Alert(AlertKind.CONTRACT_NOTICE, text))
    return found
