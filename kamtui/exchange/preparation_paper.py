"""The page for a meeting as a paper: whom one meets, what to ask, what is owed, and what has been."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kamtui.domain.contacts import Contact, cadence_state
from kamtui.domain.initiatives import Opportunity, format_probability
from kamtui.domain.money import DASH, format_amount
from kamtui.domain.plans import Task
from kamtui.domain.preparation import Question
from kamtui.domain.progress import Progression
from kamtui.domain.promises import Promise, is_late
from kamtui.domain.settings import MethodSettings
from kamtui.domain.tenders import Tender
from kamtui.domain.today import ago_words, date_words, day_words
from kamtui.domain.touches import Touch
from kamtui.domain.words import PromiseSide
from kamtui.exchange.paper import Bullet, Bullets, Column, Fact, Heading, Paper, Piece, Row, Table, Text, line
from kamtui.exchange.plan_document import quarter_name
from kamtui.i18n import _, language, ngettext, pgettext
from kamtui.labels import label

if TYPE_CHECKING:
    from kamtui.domain.meetings import Meeting
    from kamtui.workspace.preparation import Page

_MOST, _LONGEST, _OUTCOME = 6, 120, 240


class Prepared(NamedTuple):
    """The page with what its words depend on. `owner` is the name of who serves the account."""

    page: Page
    settings: MethodSettings
    today: date
    owner: str = ""


def preparation_paper(prepared: Prepared) -> Paper:
    """The whole page."""
    page, today = prepared.page, prepared.today
    name = line(page.row.account.name)
    facts = [
        Fact(_("account"), page.row.account.code),
        Fact(_("KAM"), line(prepared.owner) or _("nobody")),
        Fact(_("as of"), date_words(today)),
    ]
    if page.meeting is not None:
        facts.insert(0, Fact(_("meeting"), meeting_words(page.meeting, today)))
    return Paper(
        language=language(),
        kind=_("Before the meeting"),
        name=name,
        facts=tuple(facts),
        lead=lead(prepared),
        pieces=(*people_part(prepared), *first_part(prepared), *second_part(prepared)),
        foot=f"{line(name, 60)} · {_('Before the meeting')} · {date_words(today)}",
        day=today,
        tone=tone(prepared),
    )


def meeting_words(meeting: Meeting, today: date) -> str:
    """`tomorrow 10:00, Quarterly review, their office`."""
    when = day_words(meeting.day, today) + ("" if meeting.all_day else f" {meeting.starts:%H:%M}")
    return ", ".join(part for part in (when, line(meeting.title, 80), line(meeting.place, 60)) if part)


def tone(prepared: Prepared) -> str:
    """How the meeting will begin: bad with an open escalation, warn when we are late with our word."""
    if any(one.is_open for one in prepared.page.escalations):
        return "bad"
    return "warn" if _late(prepared) else "good"


def _late(prepared: Prepared) -> list[Promise]:
    ours = [one for one in prepared.page.promises if one.side is PromiseSide.OURS]
    return [one for one in ours if is_late(one, prepared.today)]


def lead(prepared: Prepared) -> tuple[str, ...]:
    """What weighs most, then what was last and what is next."""
    page, today = prepared.page, prepared.today
    burning = [one for one in page.escalations if one.is_open]
    late = _late(prepared)
    if burning:
        title = _("An escalation is open: {title}").format(title=line(burning[0].title, _LONGEST))
    elif late:
        title = _("We are late with our word: {text}").format(text=line(late[0].text, _LONGEST))
    elif page.promises:
        count = len(page.promises)
        title = ngettext(
            "{n} promise is open, none of ours is late", "{n} promises are open, none of ours is late", count
        )
        title = title.format(n=count)
    else:
        title = _("Nothing is owed on either side")
    found = [title]
    last = page.row.last_touch
    found.append(_("Last touch: {when}.").format(when=ago_words(last, today)) if last else _("There was no touch yet."))
    step = page.row.next_step
    if step is not None:
        when = f", {day_words(step.due, today)}" if step.due else ""
        found.append(_("Next step: {title}{when}.").format(title=line(step.title, _LONGEST), when=when))
    return tuple(found)


def people_groups(page: Page) -> list[tuple[Heading, list[Contact]]]:
    """Whom one meets, and who else there is, each under its heading; the last says how many are not shown."""
    met = [one for one in page.people if one.id in page.here]
    others = [one for one in page.people if one.id not in page.here]
    rest = ngettext("and {n} more", "and {n} more", page.more_people).format(n=page.more_people)
    note = rest if page.more_people else ""
    found = [(Heading(_("Whom you meet"), 2, "" if others else note), met)] if met else []
    if others:
        found.append((Heading(_("Who else is there") if met else _("Who is there"), 2, note), others))
    return found


def people_part(prepared: Prepared) -> Iterator[Piece]:
    """Whom one meets."""
    columns = (
        Column(_("Contact"), 2),
        Column(_("Position"), 2),
        Column(_("Roles"), 1.6),
        Column(_("Attitude"), 1),
        Column(_("Last touch"), 1.3),
    )
    for heading, people in people_groups(prepared.page):
        yield heading
        yield Table(columns, tuple(_person(one, prepared) for one in people))
    if not prepared.page.people:
        yield Heading(_("Who is there"))
        yield Text(_("Nobody is on the map yet."), "warn", ref="map:")


def first_part(prepared: Prepared) -> Iterator[Piece]:
    """What one looks at last before the door: what to ask, what is owed, what burns."""
    page, today = prepared.page, prepared.today
    yield Heading(_("What to ask"))
    if page.questions:
        yield Bullets(tuple(question(one) for one in page.questions))
    else:
        yield Text(_("All that the page looks for is known."), "muted")
    for side, title in ((PromiseSide.OURS, _("We promised")), (PromiseSide.THEIRS, _("They promised"))):
        found = [one for one in page.promises if one.side is side]
        yield Heading(title)
        if found:
            yield Bullets(tuple(_promise(one, today) for one in found))
        else:
            yield Text(_("nothing that is open"), "muted")
    if page.tell:
        yield Heading(_("What they wait to hear"))
        yield Bullets(
            tuple(
                Bullet(f"{line(one.title, _LONGEST)} → {line(one.answer, _OUTCOME)}", ref=f"finding:{one.id}")
                for one in page.tell
            )
        )
    if page.escalations:
        yield Heading(_("Escalations"))
        found_ones = []
        for one in page.escalations:
            text = ", ".join((line(one.title, _LONGEST), label(one.severity), label(one.status), one.clock))
            found_ones.append(Bullet(text, 0, "!", "bad" if one.is_open else "", f"escalation:{one.id}"))
        yield Bullets(tuple(found_ones))
    if page.row.alerts:
        yield Heading(_("What to mind"))
        alerts = page.row.alerts[:_MOST]
        yield Bullets(
            tuple(
                Bullet(f"{label(one.kind)}: {line(one.text, _LONGEST)}", 0, "!", "warn", "account:") for one in alerts
            )
        )


def question(one: Question) -> Bullet:
    """What to ask, with why."""
    return Bullet(f"{line(one.text)} ({line(one.why)})", 0, "?", ref=one.ref)


def second_part(prepared: Prepared) -> Iterator[Piece]:
    """What stands behind it: what has been, what is agreed, and what there is to gain."""
    page, today = prepared.page, prepared.today
    names = ", ".join(line(one.name) for one in page.chosen)
    yield Heading(_("Last touches"), 2, names)
    if page.touches:
        yield Bullets(tuple(_touch(one, today) for one in page.touches))
    else:
        yield Text(_("none yet"), "muted", ref="log:")
    yield Heading(_("Open tasks and next steps"), 2, _more(len(page.tasks), _MOST))
    if page.tasks:
        yield Bullets(tuple(_task(one, today) for one in page.tasks[:_MOST]))
    else:
        yield Text(_("nothing agreed"), "warn", ref="task:")
    yield Heading(_("Progressions to gain"))
    if page.best:
        yield Bullets(tuple(_best(one.item.progression) for one in page.best))
    else:
        yield Text(_("none left"), "muted")
    if page.opportunities:
        yield Heading(_("Open opportunities"), 2, _more(len(page.opportunities), _MOST))
        columns = (
            Column(_("Opportunity"), 2.6),
            Column(_("Amount"), 1.2, True),
            Column(_("Prob."), 0.7, True),
            Column(_("Quarter"), 0.9),
            Column(_("Next step"), 2),
        )
        yield Table(columns, tuple(_offer(one) for one in page.opportunities[:_MOST]))
    if page.tenders:
        yield Heading(_("Tenders"))
        yield Bullets(tuple(_tender(one, today) for one in page.tenders[:_MOST]))


def _more(of: int, shown: int) -> str:
    rest = of - shown
    return ngettext("and {n} more", "and {n} more", rest).format(n=rest) if rest > 0 else ""


def _person(one: Contact, prepared: Prepared) -> Row:
    state = cadence_state(one, prepared.settings, prepared.today)
    last = ago_words(one.last_touch, prepared.today, short=True) if one.last_touch else _("never")
    look = "bad" if state is not None and state.state == "late" and state.reminds else ""
    roles = ", ".join(label(role) for role in one.roles)
    cells = (line(one.name, 50), line(one.position, 50), roles or DASH, label(one.attitude), last)
    return Row(cells, look, f"contact:{one.id}")


def _promise(one: Promise, today: date) -> Bullet:
    parts = [line(one.text, _OUTCOME), line(one.contact)]
    if one.due is not None:
        parts.append(day_words(one.due, today))
    return Bullet(
        ", ".join(part for part in parts if part), 0, "•", "bad" if is_late(one, today) else "", f"promise:{one.id}"
    )


def _touch(one: Touch, today: date) -> Bullet:
    head = ", ".join(
        part for part in (ago_words(one.on, today), label(one.kind), line(", ".join(one.people), 80)) if part
    )
    text = f"{head}: {line(one.outcome, _OUTCOME)}" if one.outcome else head
    return Bullet(f"{text} → {line(one.next_step, _LONGEST)}" if one.next_step else text, ref=f"touch:{one.id}")


def _task(one: Task, today: date) -> Bullet:
    late = one.due is not None and one.due < today
    when = day_words(one.due, today) if one.due else quarter_name(one.quarter)
    text = ", ".join(part for part in (line(one.title, _LONGEST), when) if part)
    return Bullet(text, 0, "•", "bad" if late else "", f"task:{one.id}")


def _best(one: Progression) -> Bullet:
    hint = line(one.evidence_hint)
    proof = " (" + _("proof") + f": {hint})" if hint else ""
    return Bullet(f"{one.code} {line(one.title)}{proof}", ref=f"progression:{one.id}")


def _offer(one: Opportunity) -> Row:
    amount = format_amount(one.amount, language(), short=True) + (" " + _("a month") if one.monthly else "")
    quarter = quarter_name(one.quarter) or DASH
    cells = (line(one.title, 90), amount, format_probability(one.probability), quarter, line(one.next_step, 90))
    return Row(cells, ref=f"opportunity:{one.id}")


def _tender(one: Tender, today: date) -> Bullet:
    dates = (
        (pgettext("tender day", "questions"), one.questions_until),
        (pgettext("tender day", "submission"), one.submit_until),
        (pgettext("tender day", "decision"), one.decision_on),
    )
    ahead = [f"{name} {day_words(day, today)}" for name, day in dates if day is not None and day >= today]
    return Bullet(", ".join((line(one.title, _LONGEST), label(one.status), *ahead)), ref=f"tender:{one.id}")
