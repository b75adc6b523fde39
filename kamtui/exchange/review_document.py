"""The pack of a quarter review as a paper: what was done of what was planned, what goes where, why, what next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kamtui.clock import user_day
from kamtui.domain.accounts import AccountRow
from kamtui.domain.money import DASH
from kamtui.domain.plan_review import QuarterReview
from kamtui.domain.plans import Task
from kamtui.domain.progress import ProgressItem
from kamtui.domain.settings import MethodSettings
from kamtui.domain.today import date_words
from kamtui.domain.words import ProgressStatus, TaskStatus
from kamtui.exchange.paper import Column, Fact, Heading, Paper, Piece, Row, Table, Text, line, written
from kamtui.exchange.plan_document import money, money_signed, quarter_name, share, short
from kamtui.exchange.plan_parts import resource_words
from kamtui.i18n import _, language, ngettext, pgettext
from kamtui.labels import label


class ReviewDocument(NamedTuple):
    """Everything that the pack says. `names` are those of users by login, `next_tasks` those of the next quarter."""

    row: AccountRow
    review: QuarterReview
    next_tasks: tuple[Task, ...]
    names: Mapping[str, str]
    settings: MethodSettings
    today: date

    def person(self, login: str | None) -> str:
        """The name of a user."""
        return line(self.names.get(login or "", login or ""))


def review_paper(document: ReviewDocument) -> Paper:
    """The pack. What a head alone may know is not in it."""
    review = document.review
    name = line(document.row.account.name)
    kind = _("Quarter review {quarter}").format(quarter=quarter_name(review.quarter))
    state = pgettext("review", "open")
    if review.closed_at is not None:
        day = date_words(user_day(review.closed_at))
        state = _("closed {day}, {who}").format(day=day, who=document.person(review.closed_by))
    elif review.ended:
        state = _("the quarter has ended, not closed yet")
    facts = (
        Fact(_("account"), document.row.account.code),
        Fact(_("KAM"), document.person(document.row.account.owner) or _("nobody")),
        Fact(pgettext("plan", "state"), state, "good" if review.closed else ""),
        Fact(_("as of"), date_words(document.today)),
    )
    return Paper(
        language=language(),
        kind=kind,
        name=name,
        facts=facts,
        lead=_lead(document),
        pieces=tuple(_pieces(document)),
        foot=f"{line(name, 60)} · {kind} · {date_words(document.today)}",
        day=document.today,
        tone=_tone(review),
    )


def _ratios(review: QuarterReview) -> list[float]:
    found = []
    if review.tasks_planned:
        found.append(review.tasks_done / review.tasks_planned)
    if review.items_planned:
        found.append(review.items_done / review.items_planned)
    if review.revenue_plan and review.revenue_fact is not None:
        found.append(float(review.revenue_fact / review.revenue_plan))
    return found


def _tone(review: QuarterReview) -> str:
    worst = min(_ratios(review), default=None)
    return "muted" if worst is None else "good" if worst >= 0.95 else "warn" if worst >= 0.7 else "bad"


def _lead(document: ReviewDocument) -> tuple[str, ...]:
    review, currency = document.review, document.settings.currency
    titles = {
        "muted": _("Nothing was planned"),
        "good": _("Done as planned"),
        "warn": _("Done in the main"),
        "bad": _("Below plan"),
    }
    found = [titles[_tone(review)]]
    if review.tasks_planned:
        text = _("Tasks: {done} of {planned}.")
        found.append(text.format(done=review.tasks_done, planned=review.tasks_planned))
    if review.items_planned:
        text = _("Progressions: {done} of {planned}.")
        found.append(text.format(done=review.items_done, planned=review.items_planned))
    if review.revenue_plan and review.revenue_fact is not None:
        ratio = share(float(review.revenue_fact / review.revenue_plan))
        text = _("Revenue {fact} of {plan} ({share}).")
        found.append(
            text.format(fact=short(review.revenue_fact), plan=short(review.revenue_plan, currency), share=ratio)
        )
    if review.cause is not None:
        found.append(_("Cause: {cause}.").format(cause=label(review.cause)))
    expected = review.next_computed if review.next_forecast is None else review.next_forecast
    if expected is not None and review.next_quarter is not None:
        text = _("Forecast for {quarter}: {amount}.")
        found.append(text.format(quarter=quarter_name(review.next_quarter), amount=short(expected, currency)))
    return tuple(found)


def _pieces(document: ReviewDocument) -> Iterator[Piece]:
    review = document.review
    yield Heading(_("Plan and fact"))
    yield _figures(document)
    yield from _task_tables(document)
    if review.items:
        yield Heading(_("Progressions planned for the quarter"))
        columns = (
            Column(_("Code"), 0.6),
            Column(_("Progression"), 3),
            Column(_("State"), 1.2),
            Column(_("Evidence"), 2.4),
        )
        yield Table(columns, tuple(_item(one) for one in review.items))
    yield Heading(_("Why, and what follows"))
    cause = label(review.cause) if review.cause is not None else _("no cause is named")
    yield Text(_("Cause of under-execution: {cause}.").format(cause=cause), "" if review.cause else "muted")
    for title, text in ((_("Comment of the KAM"), review.kam_comment), (_("Comment of the head"), review.head_comment)):
        if text.strip():
            yield Heading(title, 3)
            yield from written(text)
    if document.next_tasks and review.next_quarter is not None:
        yield Heading(_("Tasks of {quarter}").format(quarter=quarter_name(review.next_quarter)))
        yield _table(document, document.next_tasks, _("Help asked from"), resource_words, dated=True)


def _figures(document: ReviewDocument) -> Table:
    review = document.review
    rows = [
        _counted(_("Tasks"), review.tasks_planned, review.tasks_done),
        _counted(_("Progressions"), review.items_planned, review.items_done),
        _amounts(_("Revenue, {currency}").format(currency=document.settings.currency), review),
    ]
    columns = (
        Column("", 2),
        Column(pgettext("figures", "Plan"), 1.3, True),
        Column(pgettext("figures", "Fact"), 1.3, True),
        Column(_("Fact of plan"), 1, True),
    )
    return Table((*columns, Column(_("Difference"), 1.3, True)), tuple(rows))


def _counted(name: str, planned: int, done: int) -> Row:
    if not planned:
        return Row((name, "0", str(done), DASH, DASH), "muted")
    gap = done - planned
    return Row((name, str(planned), str(done), share(done / planned), f"−{-gap}" if gap < 0 else str(gap)))


def _amounts(name: str, review: QuarterReview) -> Row:
    plan, fact = review.revenue_plan, review.revenue_fact
    ratio = share(float(fact / plan)) if fact is not None and plan else DASH
    gap: Decimal | None = fact - plan if fact is not None and plan is not None else None
    return Row((name, money(plan), money(fact), ratio, money_signed(gap)), "total")


def _task_tables(document: ReviewDocument) -> Iterator[Piece]:
    review = document.review
    groups = (
        (pgettext("review", "Done"), [one for one in review.tasks if one.status is TaskStatus.DONE]),
        (pgettext("review", "Not done"), list(review.unfinished)),
        (pgettext("review", "Dropped"), [one for one in review.tasks if one.status is TaskStatus.DROPPED]),
    )
    for title, tasks in groups:
        if tasks:
            yield Heading(title, 2, str(len(tasks)))
            yield _table(document, tasks, _("Result or reason"), lambda task: line(task.result))
    if review.moved:
        yield Heading(_("Moved to a later quarter"), 2, str(len(review.moved)))
        rows = []
        for one in review.moved:
            times = ngettext("{n} time", "{n} times", one.times).format(n=one.times)
            look = "bad" if one.times > 1 else ""
            rows.append(Row((line(one.title), quarter_name(one.to), date_words(one.on), times, line(one.reason)), look))
        columns = (
            Column(_("Task"), 3),
            Column(pgettext("review", "To"), 0.9),
            Column(pgettext("review", "On"), 1),
            Column(pgettext("review", "Moved"), 0.9),
        )
        yield Table((*columns, Column(pgettext("review", "Why"), 2.2)), tuple(rows))


def _table(
    document: ReviewDocument, tasks: Sequence[Task], last: str, words: Callable[[Task], str], *, dated: bool = False
) -> Table:
    """Tasks in lines; `dated`: those settled already are marked, and those that are late."""
    rows = []
    for one in tasks:
        settled = dated and one.status is not TaskStatus.OPEN
        late = dated and one.status is TaskStatus.OPEN and one.due is not None and one.due < document.today
        title = f"{line(one.title)} ({label(one.status)})" if settled else line(one.title)
        due = date_words(one.due) if one.due else ""
        look = "muted" if settled else "bad" if late else ""
        rows.append(Row((title, due, document.person(one.owner), words(one)), look))
    columns = (Column(_("Task"), 3.2), Column(_("Due"), 1), Column(_("Owner"), 1.4), Column(last, 2.4))
    return Table(columns, tuple(rows))


def _item(one: ProgressItem) -> Row:
    done = one.status is ProgressStatus.DONE
    cells = (one.progression.code, line(one.progression.title), label(one.status), line(one.state.evidence))
    return Row(cells, "" if done else "bad" if one.stalled else "muted")
