"""`kamtui report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kamtui.cli import options, output, session
from kamtui.cli.options import Json
from kamtui.i18n import N_, _

if TYPE_CHECKING:
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
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help=N_("Into a file: .docx .pdf .html .md."))
    ] = None,
    json: Json = False,
) -> None:
    """Show the figures of a period beside those of the one before, or write them to a file."""
    from kamtui.domain.numbers import MONTH, WEEK

    options.one_of({"week": week, "month": month})
    run = session.of(context)
    kind = WEEK if week else MONTH
    day = options.day(of, "of", run.today, past=True) if of else None
    reports = run.workspace.reports
    if to is not None:
        written = reports.write(to, kind, day)
        run.report(_("report in {path}").format(path=written), {"file": str(written), "report": kind}, as_json=json)
        return
    found = reports.numbers(kind, day)
    if json:
        output.emit_json(_json(found))
        return
    from kamtui.cli.paper_text import paper_text
    from kamtui.exchange.numbers_paper import numbers_paper

    output.emit(paper_text(numbers_paper(found)))


def _json(found: Report) -> dict[str, Any]:
    return {
        "kind": found.period.kind,
        "first": found.period.first,
        "last": found.period.last,
        "until": found.until,
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
