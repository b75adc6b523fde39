"""Writes what happened to plans: tasks carried over, reviews of closed quarters with their figures, states, events."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import text
from sqlmodel import col, select

from kamtui.db import tables
from kamtui.db.sample.book import Book, Page
from kamtui.db.sample.days import BASE, HOME, distance, workday
from kamtui.db.sample.story import Job, Story, english
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import PlanEventKind, PlanState

_ROUND = 10_000_000
# The plan of a year: begun, submitted and approved in the weeks before the year begins.
_BEGUN, _SUBMITTED, _APPROVED = timedelta(days=47), timedelta(days=22), timedelta(days=13)
# A plan that was reopened: so long ago, and submitted again.
_REOPENED, _AGAIN = timedelta(days=75), timedelta(days=40)
_FIGURES = """
SELECT (SELECT count(*) FROM task WHERE account_id = :account AND quarter = :quarter AND status <> 'dropped')
     + (SELECT count(DISTINCT m.task_id) FROM task_move m JOIN task t ON t.id = m.task_id
         WHERE t.account_id = :account AND m.from_quarter = :quarter),
       (SELECT count(*) FROM task WHERE account_id = :account AND quarter = :quarter AND status = 'done'),
       (SELECT count(*) FROM progress_state s JOIN progression p ON p.id = s.progression_id
          JOIN account a ON a.id = s.account_id
         WHERE s.account_id = :account AND s.planned_quarter = :quarter AND s.status <> 'not_applicable'
           AND (p.core OR a.progress_set = 'full')),
       (SELECT count(*) FROM progress_state s JOIN progression p ON p.id = s.progression_id
          JOIN account a ON a.id = s.account_id
         WHERE s.account_id = :account AND s.planned_quarter = :quarter AND s.status = 'done' AND s.done_on <= :last
           AND (p.core OR a.progress_set = 'full')),
       (SELECT sum(revenue) FROM sales_day WHERE account_id = :account AND day BETWEEN :first AND :last)
"""


def write_moves(book: Book, page: Page, story: Story) -> None:
    """Tasks that were carried over from quarter to quarter, each time a few days after the end of the quarter."""
    for job in (*story.jobs, *story.later.jobs):
        for place, why in enumerate(job.moved):
            left = HOME.shifted(job.quarter - len(job.moved) + place)
            move = tables.TaskMove(
                task_id=_task(book, page, job),
                from_quarter=str(left),
                to_quarter=str(left.shifted(1)),
                on_date=workday(left.last_day() + timedelta(days=4)),
                reason=english(why),
                user_id=book.users["anna"],
            )
            book.session.add(move)


def _task(book: Book, page: Page, job: Job) -> str:
    wanted = select(tables.Task.id).where(
        tables.Task.account_id == page.account, tables.Task.title == english(job.title)
    )
    return book.session.exec(wanted).one()


def write_reviews(book: Book, page: Page, story: Story) -> None:
    """Base business of this and the next year, what was said of closed quarters, and their figures for good."""
    book.session.flush()
    told = story.potential
    for year, plan in page.plans.items():
        found = book.session.exec(select(tables.PlanQuarter).where(tables.PlanQuarter.plan_id == plan))
        for row in sorted(found, key=lambda row: row.number):
            quarter = Quarter(year, row.number)
            if told.base is not None and distance(quarter) > -HOME.number - 1:
                row.base = round(_revenue(book, page, quarter) * told.base / _ROUND) * _ROUND or None
            if row.closed_at is not None:
                _close(book, page, story, row, quarter)


def _revenue(book: Book, page: Page, quarter: Quarter) -> int:
    """Of the same quarter of the last year in which it is over."""
    while quarter >= HOME:
        quarter = quarter.shifted(-4)
    quarter = quarter.shifted(-4) if distance(quarter) >= -HOME.number + 1 else quarter
    return _figures(book, page, quarter)[4] or 0


def _close(book: Book, page: Page, story: Story, row: tables.PlanQuarter, quarter: Quarter) -> None:
    figures = _figures(book, page, quarter)
    row.tasks_planned, row.tasks_done, row.items_planned, row.items_done, row.revenue_fact = figures
    row.closed_by_id = book.users["anna"]
    review = story.potential.reviews.get(distance(quarter))
    if review is not None:
        row.kam_comment, row.head_comment = english(review.said), english(review.head)
        row.cause, row.head_cause = review.cause or None, review.head_cause or None
    after = _figures(book, page, quarter.shifted(1))[4] if quarter.shifted(1) < HOME else row.revenue_fact
    row.next_forecast = round((after or row.revenue_fact or 0) * 1.02 / _ROUND) * _ROUND or None


def _figures(book: Book, page: Page, quarter: Quarter) -> tuple[int, int, int, int, int | None]:
    values = {
        "account": page.account,
        "quarter": str(quarter),
        "first": quarter.first_day().isoformat(),
        "last": quarter.last_day().isoformat(),
    }
    found = book.session.connection().execute(text(_FIGURES), values).one()
    return found[0], found[1], found[2], found[3], found[4]


def write_events(book: Book, page: Page, story: Story) -> None:
    """How plans came to their states, and which quarters were closed."""
    for year, plan in page.plans.items():
        row = book.session.get_one(tables.Plan, plan)
        begins = Quarter(year, 1).first_day()
        told = year == HOME.year and bool(story.potential.reopened)
        begun = min(begins - _BEGUN, BASE - timedelta(days=11))
        _event(book, plan, PlanEventKind.STARTED, begun if story.last_year else BASE - timedelta(days=45), "anna")
        if row.state == PlanState.APPROVED or told:
            _event(book, plan, PlanEventKind.SUBMITTED, begins - _SUBMITTED, "anna")
            _event(book, plan, PlanEventKind.APPROVED, begins - _APPROVED, "dmitry")
        if told:
            _event(book, plan, PlanEventKind.REOPENED, BASE - _REOPENED, "anna", english(story.potential.reopened))
        if row.state == PlanState.SUBMITTED:
            _event(book, plan, PlanEventKind.SUBMITTED, BASE - _AGAIN, "anna")
        closed = select(tables.PlanQuarter).where(
            tables.PlanQuarter.plan_id == plan, col(tables.PlanQuarter.closed_at).is_not(None)
        )
        for quarter in sorted(book.session.exec(closed), key=lambda quarter: quarter.number):
            assert quarter.closed_at is not None
            closing = PlanEventKind.QUARTER_CLOSED
            _event(book, plan, closing, quarter.closed_at.date(), "anna", number=quarter.number)


def _event(
    book: Book, plan: str, kind: PlanEventKind, day: date, user: str, note: str = "", number: int | None = None
) -> None:
    at = datetime.combine(day if kind is PlanEventKind.QUARTER_CLOSED else workday(day), time(15))
    row = tables.PlanEvent(plan_id=plan, at=at, user_id=book.users[user], kind=kind.value, number=number, note=note)
    book.session.add(row)
