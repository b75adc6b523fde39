"""Writes plans, goals, tasks and planned revenue of a story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import text

from kamtui.db import tables
from kamtui.db.sample.book import Book, Page
from kamtui.db.sample.days import BASE, HOME, QUARTERS_AHEAD, QUARTERS_BACK, after_weekend, distance, workday
from kamtui.db.sample.story import Job, Story, english
from kamtui.domain.quarters import Quarter, year_quarters
from kamtui.domain.words import Answer, PlanState, TaskStatus

# Revenue planned for past quarters, against what it became.
_MISSED = (0.97, 1.03, 0.94, 1.06, 1.01)
_ROUND = 10_000_000


def write_plans(book: Book, page: Page, story: Story) -> None:
    """The plans of last year, this year and next year; a new account has this year's only."""
    told = {-1: story.last_year, 0: story.this_year, 1: story.next_year} if story.last_year else {0: story.this_year}
    states = {-1: PlanState.APPROVED.value, 0: story.state, 1: PlanState.DRAFT.value}
    written = {-1: BASE - timedelta(days=410), 0: BASE - timedelta(days=40), 1: BASE - timedelta(days=11)}
    for years, blocks in told.items():
        plan = tables.Plan(account_id=page.account, year=HOME.year + years, state=states[years])
        book.add(plan, written[years])
        page.plans[plan.year] = plan.id
        for number, block in sorted(blocks.items()):
            touched = written[years] + timedelta(days=5 * number if years == 0 else 0)
            book.add(tables.PlanBlock(plan_id=plan.id, number=number, text=english(block)), touched)
    for place, aim in enumerate(story.aims):
        quarter = None if aim.quarter is None else HOME.shifted(aim.quarter)
        if quarter is not None and quarter.year not in page.plans:
            quarter = None
        year = quarter.year if quarter else HOME.year
        parent = page.goals[aim.above] if aim.above is not None and year == HOME.year else None
        goal = tables.Goal(
            plan_id=page.plans[year],
            parent_id=parent,
            title=english(aim.title),
            quarter=None if quarter is None else str(quarter),
            done=aim.done,
            position=place,
        )
        book.add(goal, BASE - timedelta(days=300 - place))
        page.goals.append(goal.id)


def write_tasks(book: Book, page: Page, story: Story, written_before: Sequence[Job] = ()) -> None:
    """Tasks in the order in which they are told, below those of their quarter that are written already."""
    by_quarter: dict[int, list[Job]] = defaultdict(list)
    for job in story.jobs:
        by_quarter[job.quarter].append(job)
    for away, jobs in sorted(by_quarter.items()):
        first = sum(job.quarter == away for job in written_before)
        for place, job in enumerate(jobs, first):
            row = _task(book, page, job, place, (place - first + 1) / (len(jobs) + 1))
            written = min(HOME.shifted(away).first_day() + timedelta(days=place), BASE) - timedelta(days=9)
            book.add(row, written)
            if job.key:
                page.jobs[job.key] = row.id


def _task(book: Book, page: Page, job: Job, place: int, share: float) -> tables.Task:
    """`share` says where in its quarter a task is due, when the story does not."""
    quarter = HOME.shifted(job.quarter)
    status = TaskStatus(job.status or ("done" if job.quarter < 0 else "open"))
    due = _due(job.due) if job.due is not None else None
    if job.quarter > 0 or (job.quarter < 0 and status is not TaskStatus.OPEN):
        days = (quarter.last_day() - quarter.first_day()).days
        due = workday(quarter.first_day() + timedelta(days=int(days * share)))
    done = workday(due - timedelta(days=3 * place % 5)) if due and status is TaskStatus.DONE else None
    return tables.Task(
        account_id=page.account,
        title=english(job.title),
        quarter=str(quarter),
        due=due,
        due_time=time.fromisoformat(job.at) if job.at else None,
        owner_id=book.users["anna"],
        **_help(job, due, done),
        priority=job.priority,
        status=status.value,
        result=english(job.result),
        contact_id=page.people[job.who] if job.who else None,
        progression_id=book.library[job.item] if job.item else None,
        goal_id=None if job.goal is None else page.goals[job.goal],
        done_on=done,
        times_moved=len(job.moved),
        position=place,
    )


def _help(job: Job, due: date | None, done: date | None) -> dict[str, Any]:
    """What a task asks of a department. Help for what is done was asked for some weeks before, and given in time."""
    ask = job.ask
    if ask is None:
        return {}
    answer = Answer(ask.answer or "waiting")
    asked = workday(done - timedelta(days=24) if done else BASE - timedelta(days=ask.ago))
    by = workday((due or done or BASE) - timedelta(days=4)) if due or done else None
    answered = None
    if answer is not Answer.WAITING:
        answered = workday(done - timedelta(days=5) if done else asked + timedelta(days=3))
    return {
        "resource": english(ask.department),
        "resource_person": english(ask.person),
        "resource_note": english(ask.note),
        "resource_answer": answer.value,
        "resource_asked_on": asked,
        "resource_by": max(by, asked + timedelta(days=1)) if by else None,
        "resource_answered_on": answered,
    }


def _due(days: int) -> date:
    day = BASE + timedelta(days=days)
    return after_weekend(day) if days > 0 else workday(day) if days else day


def write_quarters(book: Book, page: Page, story: Story) -> None:
    """Quarters of the plans: closed when they are over, with the revenue planned for them. Wants the days of orders."""
    for year, plan_id in page.plans.items():
        for quarter in year_quarters(year):
            away = distance(quarter)
            if not QUARTERS_BACK <= away <= QUARTERS_AHEAD or (away < 0 and not story.last_year):
                continue
            over = away < (-1 if story.potential.behind else 0)
            closed = quarter.last_day() + timedelta(days=3 + len(story.name) % 7) if over else None
            row = tables.PlanQuarter(
                plan_id=plan_id,
                number=quarter.number,
                revenue_plan=_planned_revenue(book, page.account, quarter, story),
                closed_at=datetime.combine(closed, time(15)) if closed else None,
            )
            book.add(row, closed or BASE - timedelta(days=30))


def _planned_revenue(book: Book, account: str, quarter: Quarter, story: Story) -> int:
    """Past quarters near what they became, others what the same quarter brought before, plus the growth."""
    away = distance(quarter)
    unforeseen = story.trade.fall is not None and away == -1
    years = 0 if away < 0 and not unforeseen else 1 if away < QUARTERS_AHEAD else 2
    fact = _revenue(book, account, quarter.shifted(-4 * years)) or _revenue(book, account, HOME.shifted(-1))
    factor = _MISSED[(away + len(story.name)) % len(_MISSED)] if away < 0 else (1.03 + story.trade.growth) ** years
    return round(fact * factor / _ROUND) * _ROUND


def _revenue(book: Book, account: str, quarter: Quarter) -> int:
    found = book.session.connection().execute(
        text("SELECT coalesce(sum(revenue), 0) FROM sales_day WHERE account_id = :account AND day BETWEEN :a AND :b"),
        {"account": account, "a": quarter.first_day().isoformat(), "b": quarter.last_day().isoformat()},
    )
    return int(found.scalar_one())
