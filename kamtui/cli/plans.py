"""`kamtui plan`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import output, session
from kamtui.cli.options import AccountRef, Json, Why
from kamtui.cli.output import Column
from kamtui.i18n import N_, _, language

if TYPE_CHECKING:
    from kamtui.domain.accounts import Account
    from kamtui.domain.explained import Explained
    from kamtui.domain.plans import Plan, QuarterBoard


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    app.command("plan", cls=cls, help=N_("The development plan of an account for one year."))(plan)


def plan(
    context: typer.Context,
    account: AccountRef,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="YEAR", min=2000, max=2100, help=N_("Fiscal year; without, the current one.")),
    ] = None,
    json: Json = False,
    why: Why = False,
) -> None:
    """Print the plan: blocks, goals, tasks by quarter, revenue plan against fact. Writes nothing."""
    run = session.of(context)
    owner = run.account(account)
    found = run.workspace.plans.year(owner.id, year or run.quarter.year)
    reasons = {f"Q{board.quarter.number}": _reason(board) for board in found.quarters} if why else {}
    if json:
        output.emit_json({**_json(found), **({"why": reasons} if why else {})})
        return
    output.emit(_text(owner, found))
    for name, figure in reasons.items():
        output.emit("\n" + output.explanation(name, figure))


def _json(found: Plan) -> dict[str, Any]:
    numbers = [f"Q{board.quarter.number}" for board in found.quarters]
    circle = ("wallet_now", "wallet_next", "share_now", "share_next", "verdict")
    deltas = ("delta", "delta_circle", "delta_share", "delta_both")
    return {
        "year": found.year,
        "state": found.state,
        "blocks": [
            {"number": block.number, "title": block.title, "touched_on": _day(block.touched_on), "text": block.text}
            for block in found.blocks
        ],
        "circle": dict.fromkeys((*circle, *deltas)),
        "initiatives": [],
        "opportunities": [],
        "forecast": dict.fromkeys((*numbers, "year")),
        "goals": [
            {"id": goal.id, "title": goal.title, "quarter": goal.quarter, "parent": goal.parent_id, "done": goal.done}
            for goal in found.goals
        ],
        "quarters": {
            name: {
                "tasks": [
                    {
                        "id": task.id,
                        "title": task.title,
                        "due": task.due,
                        "status": task.status,
                        "owner": task.owner,
                        "resource": task.resource or None,
                        "result": task.result or None,
                        "priority": task.priority,
                    }
                    for task in board.tasks
                ],
                "planned": board.planned,
                "done": board.done,
                "revenue_plan": board.revenue_plan,
                "revenue_fact": board.revenue_fact,
                "closed": board.closed,
            }
            for name, board in zip(numbers, found.quarters, strict=True)
        },
    }


def _day(at: datetime | None) -> date | None:
    """The user's day of an instant."""
    return at.replace(tzinfo=UTC).astimezone().date() if at is not None else None


def _reason(board: QuarterBoard) -> Explained[str]:
    from kamtui.domain.explained import Explained, Part
    from kamtui.labels import label

    parts = tuple(Part(task.title, label(task.status), task.result) for task in board.tasks)
    rule = _("done ÷ planned; dropped tasks and those moved away do not count")
    return Explained(f"{board.done}/{board.planned}", parts, rule)


def _text(owner: Account, found: Plan) -> str:
    from kamtui.domain.money import DASH, format_amount
    from kamtui.domain.text import clean
    from kamtui.labels import label
    from kamtui.workspace.tasks import short_id

    state = label(found.state) if found.state else _("nothing written yet")
    head = _("Plan of {name} for {year}: {state}").format(name=owner.name, year=found.year, state=state)
    lines = [output.paragraph(head)]
    for block in found.blocks:
        touched = _day(block.touched_on)
        lines += ["", f"{block.number} {block.title}" + (f"  ({touched})" if touched else "")]
        lines += [output.paragraph(line, indent=2) for line in clean(block.text, multiline=True).splitlines()]
    if found.goals:
        lines += ["", _("Goals")]
        lines += [output.paragraph(f"{'x' if goal.done else '-'} {goal.title}", indent=2) for goal in found.goals]
    columns = (
        Column(_("Status"), least=6),
        Column(_("Task"), least=20),
        Column(_("Due")),
        Column(_("Owner"), least=6, rank=2),
        Column(_("Id"), rank=1),
    )
    for board in found.quarters:
        money = _("revenue {fact} of {plan}").format(
            fact=format_amount(board.revenue_fact, language(), short=True),
            plan=format_amount(board.revenue_plan, language(), short=True),
        )
        lines += ["", f"{board.quarter}  {board.done}/{board.planned}  {money}"]
        rows = [
            (
                label(task.status),
                task.title,
                task.due.isoformat() if task.due else DASH,
                task.owner or DASH,
                short_id(task.id),
            )
            for task in board.tasks
        ]
        if rows:
            lines.append(output.table(columns, rows))
    return "\n".join(lines)
