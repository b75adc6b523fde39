"""`kamtui report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, output, session
from kamtui.cli.options import Json
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.cli.session import Run
    from kamtui.domain.numbers import Figures
    from kamtui.workspace.reports import Report


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_("The month or the week in numbers: touches, tasks, people, attention beside potential.")
    app.command("report", cls=cls, help=text)(report)


def report(
    context: typer.Context,
    week: Annotated[bool, typer.Option("--week", help=N_("The week instead of the month."))] = False,
    month: Annotated[bool, typer.Option("--month", help=N_("The month; so it is without either."))] = False,
    of: Annotated[
        str | None, typer.Option("--of", metavar="DATE", help=N_("A day of the week or month; without, today."))
    ] = None,
    account: Annotated[
        str | None, typer.Option("--account", metavar="ACCOUNT", help=N_("Of one account: code, or part of the name."))
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option("--owner", metavar="LOGIN", help=N_("Of the accounts that somebody serves; so it is with yours.")),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help=N_("Of all accounts; so it is if you serve none."))] = False,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help=N_("Into a file: .docx .pdf .html .md."))
    ] = None,
    json: Json = False,
) -> None:
    """Show the figures of a period beside those of the one before, or write them to a file."""
    from kamtui.domain.numbers import MONTH, WEEK, Scope

    options.one_of({"--week": week, "--month": month})
    options.one_of({"--account": account is not None, "--owner": owner is not None, "--all": everything})
    run = session.of(context)
    scope = Scope() if everything else None
    if account is not None or owner is not None:
        scope = Scope(run.account(account).id if account is not None else "", owner or "")
    kind = WEEK if week else MONTH
    day = options.day(of, "of", run.today, past=True) if of else None
    reports = run.workspace.reports
    if to is not None:
        written = reports.write(to, kind, day, scope=scope)
        run.report(_("report in {path}").format(path=written), {"file": str(written), "report": kind}, as_json=json)
        return
    found = reports.numbers(kind, day, scope)
    if json:
        output.emit_json(_json(run, found))
        return
    from kamtui.cli.paper_text import paper_text
    from kamtui.exchange.numbers_paper import numbers_paper

    output.emit(paper_text(numbers_paper(found)))


def _json(run: Run, found: Report) -> dict[str, Any]:
    scope = found.scope
    return {
        "kind": found.period.kind,
        "first": found.period.first,
        "last": found.period.last,
        "until": found.until,
        "account": run.workspace.accounts.get(scope.account_id).code if scope.account_id else None,
        "owner": scope.owner or None,
        "before_first": found.against.first,
        "before_last": found.against.last,
        "now": _figures(found.now),
        "before": _figures(found.before),
        "attention": [
            {
                "account": one.code,
                "touches": one.touches,
                "share": one.share,
                "potential": one.potential,
                "potential_share": one.potential_share,
                "basis": one.basis,
            }
            for one in found.attention
        ],
        "course": [
            {"first": period.first, "last": period.last, **_figures(figures)} for period, figures in found.course
        ],
    }


def _figures(one: Figures) -> dict[str, Any]:
    return {
        "touches": one.touches,
        "kinds": {kind.value: count for kind, count in one.kinds.items()},
        "proactive_share": one.proactive_share,
        "tasks_done": one.done,
        "tasks_moved": one.moved,
        "tasks_dropped": one.dropped,
        "contacts_gained": one.gained,
        "progressions_done": one.progressions,
    }
