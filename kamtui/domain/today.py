"""The day of a KAM: what wants doing, most urgent first, each with its reason in words.

Urgency is a sum of named parts; priority is the user's and is only one of them. Rules: section "A KAM's day" of
docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from types import MappingProxyType
from typing import NamedTuple

from kamtui.domain.accounts import AccountFacts, is_unmapped, quarters_to_review, recently_left, silence
from kamtui.domain.contacts import Contact, at_company, cadence_state, is_reminded, single_thread
from kamtui.domain.plans import Task
from kamtui.domain.quarters import Quarter
from kamtui.domain.sales import falling
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import AgendaKind, Category, Priority, TaskStatus
from kamtui.i18n import _, language, ngettext, pgettext


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line of Today. `urgency` is the sum of `parts`; `ref` is the id of the record it is about.

    `days`: for how long it has been so, of what has no day of its own. `repeats`: a task that comes again.
    """

    kind: AgendaKind
    urgency: float
    parts: tuple[tuple[str, float], ...]
    title: str
    reason: str
    account_id: str | None = None
    account_code: str | None = None
    account_name: str = ""
    due: date | None = None
    due_time: time | None = None
    ref: str = ""
    mark: str = ""
    days: int | None = None
    repeats: bool = False

    @property
    def key(self) -> str:
        """What tells the line from all others, today and on other days."""
        return f"{self.kind}:{self.ref}:{self.account_id or ''}"


@dataclass(frozen=True, slots=True)
class AccountBrief:
    """What a KAM needs on one account before a call, in about six lines."""

    account_id: str
    code: str
    name: str
    category: str | None
    last_touch: str
    next_step: str
    quarter_done: int
    quarter_planned: int
    progress: float | None
    people: tuple[str, ...]
    careful: tuple[str, ...]
    open_now: str = ""


# Restraint: no more than so many lines of a kind, the worst first.
CADENCE_PER_ACCOUNT = 2
CADENCE_LINES = 7
PROGRESS_PER_ACCOUNT = 3
_MARKS = ((60.0, "!!"), (40.0, "!"), (15.0, "·"))
_CATEGORY_WEIGHT = {Category.KEY: 6.0, Category.ACTIVE: 4.0, Category.PROBLEM: 2.0, Category.NEW: 2.0}
_PRIORITY_WEIGHT = {Priority.HIGH: 15.0, Priority.LOW: -10.0}


class Line(NamedTuple):
    """A line before its account is known: the named part of urgency that made it, and its texts."""

    kind: AgendaKind
    parts: tuple[tuple[str, float], ...]
    title: str
    reason: str
    ref: str
    due: date | None = None
    due_time: time | None = None
    days: int | None = None
    repeats: bool = False


def mark(urgency: float) -> str:
    """The sign before a line: `!!` from 60, `!` from 40, `·` from 15, else a blank."""
    return next((sign for limit, sign in _MARKS if urgency >= limit), " ")


def agenda(
    facts: Iterable[AccountFacts],
    settings: MethodSettings,
    today: date,
    tasks: Sequence[Task] = (),
    horizon_days: int = 7,
    more: Mapping[str | None, Sequence[Line]] = MappingProxyType({}),
) -> tuple[AgendaItem, ...]:
    """What wants doing, most urgent first, over all accounts and the `tasks` that belong to none of them.

    `more` are lines of other sources, by account, under None those of no account.
    Open tasks are listed when overdue, due within `horizon_days`, or without both date and quarter. Of contacts
    beyond their maximum cadence come the most overdue, CADENCE_PER_ACCOUNT of an account and CADENCE_LINES in all,
    none with whom a task is open already; an account without any active contact has one line instead.
    """
    elsewhere = {task.id: task for task in tasks}
    found = [_item(line, None, elsewhere[line.ref]) for line in _task_lines(tasks, frozenset(), today, horizon_days)]
    found += [_item(line, None) for line in more.get(None, ())]
    cadence: list[AgendaItem] = []
    for account in facts:
        for line in _account_lines(account, settings, today, horizon_days):
            (cadence if line.kind is AgendaKind.CADENCE else found).append(_item(line, account))
        found += [_item(line, account) for line in more.get(account.account.id, ())]
    cadence.sort(key=_order)
    return tuple(sorted(found + cadence[:CADENCE_LINES], key=_order))


def _order(item: AgendaItem) -> tuple[float, date, time, str, str]:
    return -item.urgency, item.due or date.max, item.due_time or time.max, item.account_name, item.ref


def _item(line: Line, facts: AccountFacts | None, task: Task | None = None) -> AgendaItem:
    parts = line.parts
    account_id, code, name = (task.account_id, task.account_code, task.account_name) if task else (None, None, "")
    if facts is not None:
        account_id, code, name = facts.account.id, facts.account.code, facts.account.name
        category = facts.account.category
        weight = (
            facts.score / 10 if facts.score is not None else _CATEGORY_WEIGHT.get(category, 0.0) if category else 0.0
        )
        if weight:
            parts = (*parts, ("account", weight))
    urgency = round(sum(value for _name, value in parts), 2)
    return AgendaItem(
        kind=line.kind,
        urgency=urgency,
        parts=parts,
        title=line.title,
        reason=line.reason,
        account_id=account_id,
        account_code=code,
        account_name=name,
        due=line.due,
        due_time=line.due_time,
        ref=line.ref,
        mark=mark(urgency),
        days=line.days,
        repeats=line.repeats,
    )


def _task_lines(tasks: Iterable[Task], next_steps: frozenset[str], today: date, horizon_days: int) -> Iterator[Line]:
    for task in tasks:
        if task.status is not TaskStatus.OPEN:
            continue
        if task.due is None:
            if task.quarter is not None:
                continue
            due, reason = 5.0, _("no date")
        else:
            days = (task.due - today).days
            if days > horizon_days:
                continue
            due = 60.0 + min(-days, 20) if days < 0 else 40.0 if days == 0 else max(1.0, 16.0 - 2 * days)
            reason = day_words(task.due, today)
        parts = [("due", due)]
        if task.priority in _PRIORITY_WEIGHT:
            parts.append(("priority", _PRIORITY_WEIGHT[task.priority]))
        kind = AgendaKind.NEXT_STEP if task.id in next_steps else AgendaKind.TASK
        yield Line(kind, tuple(parts), task.title, reason, task.id, task.due, task.due_time, repeats=bool(task.repeats))


def _account_lines(facts: AccountFacts, settings: MethodSettings, today: date, horizon_days: int) -> Iterator[Line]:
    yield from _task_lines(facts.tasks, facts.next_step_ids, today, horizon_days)
    yield from _people_lines(facts, settings, today)
    yield from _progress_lines(facts, settings, today)
    fall = falling(facts.figures, settings, today)
    if fall.value:
        year_ago, now = facts.figures.quarter_year_ago, facts.figures.quarter
        parts = [("risk", 35.0)]
        if year_ago and now is not None and year_ago > now:
            parts.append(("money", round(10 * float((year_ago - now) / year_ago), 2)))
        yield Line(AgendaKind.FALLING_ORDERS, tuple(parts), _("Orders are falling"), fall.rule, facts.account.id)
    yield from _quarter_lines(facts, settings, today)


def _people_lines(facts: AccountFacts, settings: MethodSettings, today: date) -> Iterator[Line]:
    quiet = silence(facts, settings, today)
    if quiet:
        title = _("Put people on the map") if is_unmapped(facts) else _("Get in touch")
        yield Line(AgendaKind.NO_TOUCH, (("cadence", 30.0),), title, quiet, facts.account.id)
    else:
        thread = single_thread(facts.contacts, settings, today)
        if thread:
            title = _("Relation hangs on one thread")
            yield Line(AgendaKind.SINGLE_THREAD, (("risk", 20.0),), title, "; ".join(thread), facts.account.id)
        yield from _cadence_lines(facts, settings, today)
    for contact in recently_left(facts.contacts, today):
        title = _("{name} left").format(name=contact.name)
        yield Line(
            AgendaKind.CONTACT_LEFT, (("risk", 25.0),), title, _("who replaces them, where did they go?"), contact.id
        )
    for contact in facts.contacts:
        if contact.birthday is not None and at_company(contact) and is_reminded(contact):
            day = _next_birthday(contact.birthday, today)
            days = (day - today).days
            if days <= settings.birthday_days and not (days == 0 and contact.last_touch == today):
                title = _("Birthday: {name}").format(name=_called(contact))
                urgency = 30.0 if days == 0 else 8.0 - days / 2
                yield Line(AgendaKind.BIRTHDAY, (("birthday", urgency),), title, day_words(day, today), contact.id, day)


def _cadence_lines(facts: AccountFacts, settings: MethodSettings, today: date) -> list[Line]:
    """The most overdue contacts; who was never touched is a matter of the account, not of the day."""
    planned = {task.contact_id for task in facts.tasks if task.status is TaskStatus.OPEN and task.contact_id}
    late = []
    for contact in facts.contacts:
        state = cadence_state(contact, settings, today)
        if state is None or not state.reminds or state.state != "late" or state.days is None or contact.id in planned:
            continue
        over = state.days / state.maximum - 1 if state.maximum else 1.0
        late.append((-round(15 + min(15.0, 15 * over), 2), _called(contact), contact.id, state.days, state.maximum))
    lines = []
    for urgency, name, contact_id, days, maximum in sorted(late)[:CADENCE_PER_ACCOUNT]:
        reason = ngettext(
            "{n} day without a touch, maximum {maximum}", "{n} days without a touch, maximum {maximum}", days
        ).format(n=days, maximum=maximum)
        title = _("No touch with {name}").format(name=name)
        lines.append(Line(AgendaKind.CADENCE, (("cadence", -urgency),), title, reason, contact_id, days=days))
    return lines


def _called(contact: Contact) -> str:
    return f"{contact.name}, {contact.position}" if contact.position else contact.name


def _progress_lines(facts: AccountFacts, settings: MethodSettings, today: date) -> Iterator[Line]:
    counted = [item for item in facts.items if item.in_set]
    stalled = sorted(
        (item for item in counted if item.stalled),
        key=lambda item: (-(item.days_in_progress or 0), item.progression.code),
    )
    for item in stalled[:PROGRESS_PER_ACCOUNT]:
        days = item.days_in_progress or 0
        reason = ngettext("{n} day in progress", "{n} days in progress", days).format(n=days)
        parts = (("stalled", round(15 + min(10.0, (days - settings.stalled_days) / 9), 2)),)
        yield Line(
            AgendaKind.STALLED,
            parts,
            _titled(item.progression.code, item.progression.title),
            reason,
            item.progression.id,
            days=days,
        )
    notice = today + timedelta(days=settings.expiry_notice_days)
    ending = sorted(
        (item.expires_on, item.progression.code, item)
        for item in counted
        if item.expires_on is not None and item.expires_on <= notice and not item.stalled
    )
    for expires_on, _code, item in ending[:PROGRESS_PER_ACCOUNT]:
        reason = (
            _("expired {day}").format(day=ago_words(expires_on, today))
            if item.expired
            else _("expires {day}").format(day=day_words(expires_on, today))
        )
        yield Line(
            AgendaKind.EXPIRING,
            (("expiry", 14.0 if item.expired else 10.0),),
            _titled(item.progression.code, item.progression.title),
            reason,
            item.progression.id,
            expires_on,
        )


def _titled(code: str, title: str) -> str:
    return f"{code} {title}"


def _quarter_lines(facts: AccountFacts, settings: MethodSettings, today: date) -> Iterator[Line]:
    """One line: the earliest quarter to review, else the present one when it closes soon with tasks open."""
    for quarter in quarters_to_review(facts, settings, today)[:1]:
        last = quarter.last_day(settings.fiscal_start)
        reason = _("ended {day}").format(day=ago_words(last, today))
        title = _("Review {quarter}").format(quarter=quarter)
        yield Line(AgendaKind.QUARTER_CLOSING, (("quarter", 30.0),), title, reason, str(quarter), last)
        return
    quarter = Quarter.of(today, settings.fiscal_start)
    days = (quarter.last_day(settings.fiscal_start) - today).days
    left = sum(task.status is TaskStatus.OPEN and task.quarter == quarter for task in facts.tasks)
    if days <= settings.quarter_closing_days and left:
        reason = ngettext("{n} task open", "{n} tasks open", left).format(n=left)
        title = _("{quarter} closes {day}").format(
            quarter=quarter, day=day_words(quarter.last_day(settings.fiscal_start), today)
        )
        urgency = 15.0 + settings.quarter_closing_days - days
        last = quarter.last_day(settings.fiscal_start)
        yield Line(AgendaKind.QUARTER_CLOSING, (("quarter", urgency),), title, reason, str(quarter), last)


def _next_birthday(birthday: date, today: date) -> date:
    """The next time the day comes."""
    day = _in_year(birthday, today.year)
    return day if day >= today else _in_year(birthday, today.year + 1)


def _in_year(day: date, year: int) -> date:
    """The day in another year; 29 February is kept on the 28th of a shorter one."""
    if (day.month, day.day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return day.replace(year=year)


def day_words(day: date, today: date, short: bool = False) -> str:
    """A due day as people say it: today, tomorrow, Friday (within a week), in 9 days, 3 days late, else the date."""
    days = (day - today).days
    if days < 0:
        if short:
            return _("{n} d late").format(n=-days)
        return ngettext("{n} day late", "{n} days late", -days).format(n=-days)
    if days < 2:
        return _("tomorrow") if days else _("today")
    if days < 7:
        return _weekdays(short)[day.weekday()]
    if days <= 30:
        if short:
            return _("in {n} d").format(n=days)
        return ngettext("in {n} day", "in {n} days", days).format(n=days)
    return date_words(day)


def exact_day_words(day: date, today: date) -> str:
    """A due day in words with its date, where the words leave one to count: `Friday, 27 Nov 2026`."""
    said, exact = day_words(day, today), date_words(day)
    return said if -1 < (day - today).days < 2 or said == exact else f"{said}, {exact}"


def ago_words(day: date, today: date, short: bool = False) -> str:
    """A past day as people say it: today, yesterday, 12 days ago, else the date."""
    days = (today - day).days
    if days < 0:
        return date_words(day)
    if days < 2 and not (short and days):
        return _("yesterday") if days else _("today")
    if days <= 90:
        return _("{n} d ago").format(n=days) if short else ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    return date_words(day)


def exact_ago_words(day: date, today: date) -> str:
    """A past day in words with its date, where the words leave one to count: `12 days ago, 8 Nov 2026`."""
    said, exact = ago_words(day, today), date_words(day)
    return said if -1 < (today - day).days < 2 or said == exact else f"{said}, {exact}"


def date_words(day: date) -> str:
    """The exact date: `15 Jan 2027`, in Russian `15.01.2027`."""
    if language() == "ru":
        return f"{day:%d.%m.%Y}"
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day.day} {months[day.month - 1]} {day.year}"


def written_day(day: date) -> str:
    """A day as a form shows it to be changed: `2027-01-15`, in Russian `15.01.2027`; forms read either."""
    return f"{day:%d.%m.%Y}" if language() == "ru" else day.isoformat()


def _weekdays(short: bool) -> tuple[str, ...]:
    """Names of the days, Monday first; the long ones in the form that says when."""
    if short:
        return _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")
    return (
        pgettext("when", "Monday"),
        pgettext("when", "Tuesday"),
        pgettext("when", "Wednesday"),
        pgettext("when", "Thursday"),
        pgettext("when", "Friday"),
        pgettext("when", "Saturday"),
        pgettext("when", "Sunday"),
    )
