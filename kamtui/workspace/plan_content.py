"""A plan as JSON data: what `kamtui plan --json` prints and what snapshots keep.

Money is a decimal string, shares are fractions, dates are ISO, unknown is null. The head's own cause is never in it.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kamtui.clock import user_day
from kamtui.domain.contacts import Contact
from kamtui.domain.forecast import Forecast
from kamtui.domain.initiatives import Initiative, Opportunity
from kamtui.domain.plan_review import MovedTask, QuarterReview
from kamtui.domain.plans import QuarterBoard, Task
from kamtui.domain.progress import ProgressItem
from kamtui.domain.wallet import Circle, YearWallet
from kamtui.workspace.plan_whole import WholePlan, whole

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

Json = dict[str, Any]


def content(workspace: Workspace, account_id: str, year: int) -> Json:
    """The JSON document of a plan; with `state` null, and nothing written, while there is none. Raises NotFound."""
    return document(whole(workspace, account_id, year))


def document(found: WholePlan) -> Json:
    """The JSON document of a whole plan."""
    plan = found.plan
    names = [f"Q{board.quarter.number}" for board in plan.quarters]
    boards = zip(plan.quarters, found.reviews, strict=True)
    return {
        "account": found.account.account.code,
        "year": plan.year,
        "state": plan.state.value if plan.state else None,
        "completeness": plan.completeness.value,
        "blocks": [
            {
                "number": block.number,
                "title": block.title,
                "touched_on": _instant_day(block.touched_on),
                "text": block.text,
                "filled": block.filled,
                "stale": block.stale,
                "share": block.share,
            }
            for block in plan.blocks
        ],
        "map": {
            "quality": found.map.quality.value,
            "missing_roles": [role.value for role in found.map.missing_roles],
            "targets": [_target(contact) for contact in found.targets],
        },
        "progress": {
            "share": found.checklist.share.value,
            "planned": [_item(item) for items in found.planned.values() for item in items],
        },
        "circle": _circle(found.circle),
        "initiatives": [_initiative(one) for one in found.initiatives],
        "opportunities": [_opportunity(one) for initiative in found.initiatives for one in initiative.opportunities],
        "forecast": _forecast(found.forecast),
        "goals": [
            {
                "id": goal.id,
                "title": goal.title,
                "quarter": str(goal.quarter) if goal.quarter else None,
                "parent": goal.parent_id,
                "done": goal.done,
            }
            for goal in plan.goals
        ],
        "quarters": {name: _quarter(*pair) for name, pair in zip(names, boards, strict=True)},
        "events": [
            {
                "at": f"{event.at.isoformat(timespec='seconds')}Z",
                "user": event.user,
                "kind": event.kind.value,
                "quarter": f"{plan.year}-Q{event.number}" if event.number else None,
                "note": event.note or None,
            }
            for event in plan.events
        ],
    }


def _quarter(board: QuarterBoard, review: QuarterReview) -> Json:
    return {
        "tasks": [_task(task) for task in board.tasks],
        "planned": board.planned,
        "done": board.done,
        "revenue_plan": _money(board.revenue_plan),
        "revenue_fact": _money(board.revenue_fact),
        "base": _money(board.base),
        "forecast": _money(board.forecast),
        "closed": board.closed,
        "carried": [_moved(moved) for moved in review.moved],
        "review": review_figures(review),
    }


def review_figures(review: QuarterReview) -> Json:
    """The figures and the words of a review, without the head's own cause and without the tasks."""
    return {
        "tasks_planned": review.tasks_planned,
        "tasks_done": review.tasks_done,
        "items_planned": review.items_planned,
        "items_done": review.items_done,
        "next_forecast": _money(review.next_forecast),
        "cause": review.cause.value if review.cause else None,
        "kam_comment": review.kam_comment or None,
        "head_comment": review.head_comment or None,
        "closed_on": _instant_day(review.closed_at),
        "closed_by": review.closed_by or None,
    }


def _task(task: Task) -> Json:
    return {
        "id": task.id,
        "title": task.title,
        "due": _day(task.due),
        "status": task.status.value,
        "owner": task.owner,
        "resource": task.resource or None,
        "resource_person": task.resource_person or None,
        "resource_by": _day(task.resource_by),
        "resource_answer": task.resource_answer.value if task.resource_answer else None,
        "result": task.result or None,
        "priority": task.priority.value,
        "goal": task.goal_id,
        "times_moved": task.times_moved,
    }


def _moved(moved: MovedTask) -> Json:
    return {
        "id": moved.task_id,
        "title": moved.title,
        "to": str(moved.to),
        "on": _day(moved.on),
        "reason": moved.reason or None,
    }


def _circle(circle: Circle) -> Json:
    return {
        "wallet_now": _money(circle.now.total),
        "wallet_next": _money(circle.next.total),
        "share_now": circle.now.share,
        "share_next": circle.next.share,
        "verdict": circle.verdict.value if circle.verdict else None,
        "delta": _money(circle.delta),
        "delta_circle": _money(circle.delta_circle),
        "delta_share": _money(circle.delta_share),
        "delta_both": _money(circle.delta_both),
        "ours_now": _money(circle.now.ours),
        "ours_next": _money(circle.next.ours),
        "categories": [*_categories(circle.now), *_categories(circle.next)],
    }


def _categories(wallet: YearWallet) -> list[Json]:
    return [
        {
            "year": wallet.year,
            "category": each.category,
            "total": _money(each.total),
            "ours": _money(each.ours),
            "share": each.share,
        }
        for each in wallet.categories
    ]


def _initiative(one: Initiative) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "source": one.source or one.pointed or None,
        "relevant": one.relevant,
        "why": one.why or None,
        "status": one.status.value,
        "noted_on": _day(one.noted_on),
    }


def _opportunity(one: Opportunity) -> Json:
    return {
        "id": one.id,
        "initiative": one.initiative_id,
        "title": one.title,
        "category": one.category,
        "product": one.product or None,
        "amount": _money(one.amount),
        "monthly": one.monthly,
        "starts": _day(one.starts),
        "months": one.months,
        "probability": float(one.probability),
        "quarter": str(one.quarter) if one.quarter else None,
        "competitor": one.competitor or None,
        "next_step": one.next_step or None,
        "contact": one.contact or None,
        "status": one.status.value,
        "decided_on": _day(one.decided_on),
        "reason": one.reason or None,
    }


def _forecast(forecast: Forecast) -> Json:
    quarters = {f"Q{each.quarter.number}": _money(each.total) for each in forecast.quarters}
    return {**quarters, "year": _money(forecast.total)}


def _target(contact: Contact) -> Json:
    return {
        "id": contact.id,
        "name": contact.name,
        "position": contact.position or None,
        "placeholder": contact.placeholder,
        "strength": contact.strength.name.lower(),
        "target_strength": contact.target_strength.name.lower() if contact.target_strength is not None else None,
    }


def _item(item: ProgressItem) -> Json:
    return {
        "code": item.progression.code,
        "title": item.progression.title,
        "status": item.status.value,
        "quarter": str(item.state.planned_quarter),
    }


def _money(amount: Decimal | None) -> str | None:
    """Money as a decimal string, to the minor unit."""
    return None if amount is None else format(amount.quantize(Decimal("0.01")), "f")


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _instant_day(at: datetime | None) -> str | None:
    return None if at is None else user_day(at).isoformat()
