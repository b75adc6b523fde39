"""`kamtui export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kamtui.cli import session
from kamtui.cli.options import Json
from kamtui.cli.session import Run
from kamtui.i18n import N_, _, ngettext


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_(
        "Write a plan, a quarter review, tasks, the contact map, a page for a meeting or the progressions to a file."
    )
    epilog = N_(
        "Endings: plan .docx .pdf .html .md .xlsx .json .ics; review, meeting .docx .pdf .html .md; "
        "tasks .ics .csv .xlsx; agenda .ics; contacts .html .md .xlsx .csv .json .vcf; progressions .csv .xlsx; "
        "template (an example to start from) .docx."
    )
    app.command("export", cls=cls, help=text, epilog=epilog)(export)


def export(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help=N_("plan, review, tasks, agenda, contacts, progressions, meeting or template.")
        ),
    ],
    account: Annotated[str | None, typer.Argument(metavar="ACCOUNT", help=N_("Code, or any part of the name."))] = None,
    quarter: Annotated[
        str | None, typer.Argument(metavar="QUARTER", help=N_("Of a review: the quarter, like 2026-Q3."))
    ] = None,
    *,
    to: Annotated[
        Path,
        typer.Option(
            "--to", metavar="FILE", help=N_("The file, replaced when it is there; its ending says the format.")
        ),
    ],
    of: Annotated[str, typer.Option("--account", metavar="ACCOUNT", help=N_("The same as ACCOUNT."))] = "",
    year: Annotated[int | None, typer.Option("--year", metavar="Y", help=N_("The fiscal year of the plan."))] = None,
    one_page: Annotated[bool, typer.Option("--one-page", help=N_("The plan on one page."))] = False,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="DOCX", help=N_("The company's own Word template, with placeholders.")),
    ] = None,
    document_language: Annotated[
        str | None,
        typer.Option("--lang-of-document", metavar="en|ru", help=N_("The language of the document alone.")),
    ] = None,
    group: Annotated[
        bool, typer.Option("--group", help=N_("The whole account group: the parent and its daughters."))
    ] = False,
    unit: Annotated[
        str, typer.Option("--unit", metavar="NAME", help=N_("The people of one site, plant or branch only."))
    ] = "",
    former: Annotated[bool, typer.Option("--former", help=N_("Also those who left the company."))] = False,
    json: Json = False,
) -> None:
    """Write a file, whole or not at all; progressions without an account are the library and all own items."""
    from kamtui.workspace.exports import KINDS

    if kind not in KINDS:
        names = ", ".join(KINDS)
        raise typer.BadParameter(_("“{kind}”; one of: {names}").format(kind=kind, names=names), param_hint="KIND")
    account = account or of or None
    if kind in ("plan", "review", "contacts", "meeting") and account is None:
        raise typer.BadParameter(_("name the account"), param_hint="ACCOUNT")
    if kind == "review" and quarter is None:
        raise typer.BadParameter(_("name the quarter, for example 2026-Q3"), param_hint="QUARTER")
    run = session.of(context)
    exports = run.workspace.exports
    key = run.account(account).id if account else None
    if kind == "plan" and key is not None:
        wanted = run.quarter.year if year is None else year
        written = exports.plan(key, to, year=wanted, one_page=one_page, template=template, language=document_language)
        _told(run, _("plan {year} in {path}").format(year=wanted, path=written), written, "year", wanted, json)
    elif kind == "review" and key is not None and quarter is not None:
        written = exports.review(key, quarter, to, template=template, language=document_language)
        _told(
            run,
            _("review {quarter} in {path}").format(quarter=quarter, path=written),
            written,
            "quarter",
            quarter,
            json,
        )
    elif kind == "tasks":
        written, count = exports.tasks(key, to, year=year)
        text = ngettext("{n} task in {path}", "{n} tasks in {path}", count)
        _told(run, text.format(n=count, path=written), written, kind, count, json)
    elif kind == "agenda":
        written, count = run.workspace.calendar.write(to, key)
        text = ngettext("{n} entry in {path}", "{n} entries in {path}", count)
        _told(run, text.format(n=count, path=written), written, "entries", count, json)
    elif kind == "template":
        written = exports.template(to, language=document_language)
        _told(run, _("example of a template in {path}").format(path=written), written, kind, "plan", json)
    elif kind == "contacts" and key is not None:
        written = exports.contacts(key, to, group=group, unit=unit, former=former)
        count = len(exports.document(key, group=group, unit=unit, former=former).people)
        text = ngettext("{n} contact in {path}", "{n} contacts in {path}", count)
        _told(run, text.format(n=count, path=written), written, kind, count, json)
    elif kind == "meeting" and key is not None:
        written = exports.preparation(key, to, language=document_language)
        _told(run, _("page for the meeting in {path}").format(path=written), written, kind, account, json)
    else:
        written, count = exports.progressions(to, key)
        text = ngettext("{n} progression in {path}", "{n} progressions in {path}", count)
        _told(run, text.format(n=count, path=written), written, kind, count, json)


def _told(run: Run, text: str, written: Path, name: str, value: object, as_json: bool) -> None:
    run.report(text, {"file": str(written), name: value}, as_json=as_json)
