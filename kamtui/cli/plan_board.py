"""`kamtui plans`: the plans of all accounts, quarter by quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, output, session
from kamtui.cli.options import Json, Why, Year
from kamtui.cli.output import Column
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.plan_board import PlanBoard, PlanCell, PlanRow


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    app.command("plans", cls=cls, help=N_("The plans of all accounts: quarters, completeness, reviews due."))(plans)


def plans(
    context: typer.Context,
    year: Year = None,
    quarter: Annotated[str | None, typer.Option("--quarter", metavar="Q4", help=N_("One quarter alone."))] = None,
    account: Annotated[
        list[str] | None, typer.Option("--account", metavar="ACCOUNT", help=N_("Of this account; may be repeated."))
    ] = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="LOGIN", help=N_("Tasks of this owner."))] = None,
    department: Annotated[
        str | None, typer.Option("--department", metavar="NAME", help=N_("Tasks that ask this department for help."))
    ] = None,
    late: Annotated[bool, typer.Option("--late", help=N_("Late tasks only."))] = False,
    tasks: Annotated[bool, typer.Option("--tasks", help=N_("List the tasks, too."))] = False,
    json: Json = False,
    why: Why = False,
) -> None:
    """Print the board."""
    run = session.of(context)
    at = options.quarter(quarter, run.today, run.workspace.method.fiscal_start) if quarter else None
    keys = [run.account(ref).id for ref in options.listed(account)] or None
    board = run.workspace.plans.board(
        year or (at.year if at else run.quarter.year),
        quarter=at,
        account_ids=keys,
        owner=owner,
        department=department,
        late=late,
    )
    if json:
        output.emit_json(_json(board, why))
        return
    output.emit(_text(board))
    if tasks or late or department:
        output.emit("\n" + _tasks(board))
    for row in board.rows if why else ():
        output.emit("\n" + output.explanation(row.code, row.completeness))


def _json(board: PlanBoard, why: bool) -> dict[str, Any]:
    from kamtui.cli.tasks import task_json

    def cell(one: PlanCell) -> dict[str, Any]:
        return {
            "done": one.done,
            "planned": one.planned,
            "late": one.late,
            "carried": one.carried,
            "revenue_plan": one.revenue_plan,
            "revenue_fact": one.revenue_fact,
            "forecast": one.forecast,
            "closed": one.closed,
            "review_due": one.review_due,
            "tasks": [task_json(task) for task in one.tasks],
        }

    return {
        "year": board.year,
        "accounts": [
            {
                "code": row.code,
                "name": row.name,
                "category": row.category,
                "owner": row.owner,
                "state": row.state,
                "completeness": row.completeness.value,
                "quarters": {f"Q{one.quarter.number}": cell(one) for one in row.cells},
            }
            for row in board.rows
        ],
        "reviews_due": [{"account": row.code, "quarter": one.quarter} for row, one in board.reviews_due],
        "total": {f"Q{quarter.number}": board.total(quarter)._asdict() for quarter in board.quarters},
    } | ({"why": {row.code: row.completeness for row in board.rows}} if why else {})


def _text(board: PlanBoard) -> str:
    from kamtui.domain.money import DASH, format_share
    from kamtui.labels import label

    columns = (
        Column(_("Account"), least=12),
        Column(_("State"), least=8),
        Column(_("Complete"), right=True, rank=1),
        *(Column(f"Q{quarter.number}", right=True) for quarter in board.quarters),
        Column(_("Review"), least=7),
    )
    rows = [
        (
            row.name,
            label(row.state) if row.state else DASH,
            format_share(row.completeness.value),
            *(_cell(cell) for cell in row.cells),
            _due(row),
        )
        for row in board.rows
    ]
    total = [board.total(quarter) for quarter in board.quarters]
    rows.append((_("All"), "", "", *(f"{one.done}/{one.planned}" + "!" * bool(one.late) for one in total), ""))
    hint = _("done/planned; ! is late, × is closed")
    return output.table(columns, rows) + "\n" + output.paragraph(hint)


def _cell(cell: PlanCell) -> str:
    return f"{cell.done}/{cell.planned}" + "!" * bool(cell.late) + "×" * cell.closed


def _due(row: PlanRow) -> str:
    return ", ".join(f"Q{cell.quarter.number}" for cell in row.cells if cell.review_due)


def _tasks(board: PlanBoard) -> str:
    from kamtui.domain.money import DASH
    from kamtui.labels import label
    from kamtui.workspace.tasks import short_id

    columns = (
        Column(_("Quarter")),
        Column(_("Account")),
        Column(_("Task"), least=20),
        Column(_("Due")),
        Column(_("Resource"), least=8, rank=1),
        Column(_("Answer"), least=8, rank=2),
        Column(_("Id"), rank=1),
    )
    rows = [
        (
            str(task.quarter or DASH),
            row.code,
            task.title,
            output.exact(task.due),
            task.resource or DASH,
            label(task.resource_answer) if task.resource_answer else DASH,
            short_id(task.id),
        )
        for row in board.rows
        for task in row.tasks
    ]
    return output.table(columns, rows)
