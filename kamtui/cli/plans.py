"""`kamtui plan`: the plan of one account, read and written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, output, session
from kamtui.cli.options import AccountRef, Json, Why, Year
from kamtui.errors import InvalidValue
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.domain.accounts import Account
    from kamtui.domain.explained import Explained
    from kamtui.domain.plans import QuarterBoard
    from kamtui.workspace.plan_whole import WholePlan


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    app.command("plan", cls=cls, help=N_("The development plan of an account for one year."))(plan)


def plan(
    context: typer.Context,
    account: AccountRef,
    year: Year = None,
    start: Annotated[
        bool, typer.Option("--start", help=N_("Start the plan of the year with the goals that last year's left."))
    ] = False,
    block: Annotated[
        int | None, typer.Option("--block", metavar="1…7", min=1, max=7, help=N_("Write this block; with --text."))
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help=N_("Its text; `-` reads it from the standard input."))
    ] = None,
    quarter: Annotated[
        str | None, typer.Option("--quarter", metavar="2026-Q4", help=N_("A quarter; with --revenue or --base."))
    ] = None,
    revenue: Annotated[
        str | None, typer.Option("--revenue", metavar="AMOUNT", help=N_("Revenue plan of the quarter; empty: none."))
    ] = None,
    base: Annotated[
        str | None, typer.Option("--base", metavar="AMOUNT", help=N_("Base business of the quarter; empty: none."))
    ] = None,
    submit: Annotated[bool, typer.Option("--submit", help=N_("Submit the plan."))] = False,
    approve: Annotated[bool, typer.Option("--approve", help=N_("Approve the submitted plan."))] = False,
    reopen: Annotated[bool, typer.Option("--reopen", help=N_("Take it back to a draft; needs --note."))] = False,
    keep: Annotated[bool, typer.Option("--keep", help=N_("Keep a snapshot of the plan as it is."))] = False,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=N_("What is said of that."))] = "",
    snapshots: Annotated[bool, typer.Option("--snapshots", help=N_("List the snapshots of the plan."))] = False,
    compare: Annotated[
        str | None,
        typer.Option(
            "--compare",
            metavar="SNAPSHOT",
            help=N_("What differs from a snapshot: its id, `approved`, or `Q3` for the closing of a quarter."),
        ),
    ] = None,
    other: Annotated[
        str | None,
        typer.Option("--with", metavar="SNAPSHOT", help=N_("Compare with this one, not with the plan of now.")),
    ] = None,
    json: Json = False,
    why: Why = False,
) -> None:
    """Print the plan, or change it: one thing at a time."""
    acts = {"--start": start, "--submit": submit, "--approve": approve, "--reopen": reopen, "--keep": keep}
    acts |= {"--block": block is not None, "--quarter": quarter is not None, "--snapshots": snapshots}
    chosen = options.one_of(acts | {"--compare": compare is not None})
    _belong(chosen, {"--text": text, "--revenue": revenue, "--base": base, "--with": other})
    run = session.of(context)
    owner = run.account(account)
    plans = run.workspace.plans
    wanted = year or run.quarter.year
    if chosen in ("--snapshots", "--compare"):
        from kamtui.cli import plan_snapshots

        if compare is None:
            plan_snapshots.show(run, owner, wanted, as_json=json)
        else:
            plan_snapshots.differences(run, owner, wanted, compare, other, as_json=json)
        return
    if chosen is None:
        _show(run, owner, wanted, json, why)
        return
    if block is not None:
        if text is None:
            raise InvalidValue("text", "", reason=_("say with --text what the block says"))
        written = sys.stdin.read().rstrip("\n") if text == "-" else text
        plans.write_block(owner.id, wanted, block, written)
        said = _("block {number} of the plan of {year} is written").format(number=block, year=wanted)
    elif quarter is not None:
        at = options.quarter(quarter, run.today, run.workspace.method.fiscal_start)
        wanted = at.year
        given = (("revenue_plan", revenue), ("base", base))
        amounts: dict[str, Any] = {name: options.amount(value, name, run) for name, value in given if value is not None}
        if not amounts:
            raise InvalidValue("quarter", quarter, reason=_("say --revenue or --base"))
        plans.set_quarter(owner.id, at, **amounts)
        said = _("{quarter} of {name} is set").format(quarter=at, name=owner.name)
    elif keep:
        plans.keep(owner.id, wanted, note)
        said = _("kept the plan of {year} as it is").format(year=wanted)
    else:
        from kamtui.labels import label

        acted = (
            plans.start(owner.id, wanted)
            if start
            else plans.submit(owner.id, wanted, note)
            if submit
            else plans.approve(owner.id, wanted, note)
            if approve
            else plans.reopen(owner.id, wanted, note)
        )
        state = label(acted.state) if acted.state else ""
        said = _("plan of {name} for {year}: {state}").format(name=owner.name, year=wanted, state=state)
    run.report(said, plans.content(owner.id, wanted) if json else None, as_json=json)


def _belong(chosen: str | None, given: dict[str, str | None]) -> None:
    """Raise BadParameter for an option that says something of another one which is not there."""
    where = {"--text": "--block", "--revenue": "--quarter", "--base": "--quarter", "--with": "--compare"}
    for name, value in given.items():
        if value is not None and chosen != where[name]:
            raise typer.BadParameter(_("goes with {option}").format(option=where[name]), param_hint=name)


def _show(run: session.Run, owner: Account, year: int, json: bool, why: bool) -> None:
    from kamtui.workspace.plan_content import document

    found = run.workspace.plans.whole(owner.id, year)
    reasons = _reasons(found) if why else {}
    if json:
        output.emit_json(document(found) | ({"why": reasons} if why else {}))
        return
    from kamtui.cli import plan_text

    output.emit(plan_text.plan(found))
    names = {"completeness": _("Completeness"), "circle": _("Circle"), "forecast": _("Forecast")}
    for name, figure in reasons.items():
        output.emit("\n" + output.explanation(names.get(name, name), figure))


def _reasons(found: WholePlan) -> dict[str, Explained[Any]]:
    """The facts behind the figures of a plan; of a quarter, what is done of what was planned."""
    return {
        "completeness": found.plan.completeness,
        "circle": found.circle.why,
        "forecast": found.forecast.why,
        **{f"Q{board.quarter.number}": _reason(board) for board in found.plan.quarters},
    }


def _reason(board: QuarterBoard) -> Explained[str]:
    from kamtui.domain.explained import Explained, Part
    from kamtui.labels import label

    parts = tuple(Part(task.title, label(task.status), task.result) for task in board.tasks)
    rule = _("done ÷ planned; dropped tasks and those moved away do not count")
    return Explained(f"{board.done}/{board.planned}", parts, rule)
