"""`kamtui import`."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kamtui.cli import output, session
from kamtui.cli.options import Json
from kamtui.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from kamtui.exchange.report import ImportResult

_SHOWN = 20
_BAR = 30


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_("Bring in a file, CSV, XLSX, vCard or ICS; one import is one undo step.")
    app.command("import", cls=cls, help=text)(import_)


def import_(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=N_("accounts, contacts, orders, wallet, initiatives, tasks, touches, progressions or meetings."),
        ),
    ],
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=N_(
                "CSV or XLSX with headers in its first row; vCards (.vcf) as contacts, a calendar (.ics) as meetings."
            ),
        ),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Look only, write nothing."))] = False,
    on_duplicate: Annotated[
        str,
        typer.Option("--on-duplicate", metavar="update|skip|error", help=N_("What to do with a record that is known.")),
    ] = "update",
    match: Annotated[
        str, typer.Option("--match", metavar="COLUMN", help=N_("The column by which a record is known."))
    ] = "",
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="Field=Column", help=N_("Which column is which field; may be repeated.")),
    ] = None,
    encoding: Annotated[str, typer.Option("--encoding", metavar="NAME", help=N_("For example cp1251."))] = "",
    delimiter: Annotated[str, typer.Option("--delimiter", metavar="SIGN", help=N_("For example ; or tab."))] = "",
    sheet: Annotated[str, typer.Option("--sheet", metavar="NAME", help=N_("The sheet of a workbook."))] = "",
    account: Annotated[
        str, typer.Option("--account", metavar="ACCOUNT", help=N_("Every row belongs to this account."))
    ] = "",
    create_accounts: Annotated[
        bool, typer.Option("--create-accounts", help=N_("Make accounts that are not known yet."))
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help=N_("The file is the whole library of progressions: retire all others."))
    ] = False,
    rejects: Annotated[
        Path | None,
        typer.Option("--rejects", metavar="FILE", help=N_("Write the rows that were not taken, with the reasons.")),
    ] = None,
    json: Json = False,
) -> None:
    """Import a file: all good rows in one step, or nothing when it cannot be read or is interrupted."""
    from kamtui.exchange.fields import KINDS
    from kamtui.exchange.report import POLICIES, ImportOptions
    from kamtui.workspace.imports import CALENDARS

    if kind not in (*KINDS, CALENDARS):
        names = ", ".join((*KINDS, CALENDARS))
        raise typer.BadParameter(_("one of: {names}").format(names=names), param_hint="KIND")
    if on_duplicate not in POLICIES:
        names = ", ".join(POLICIES)
        raise typer.BadParameter(_("one of: {names}").format(names=names), param_hint="--on-duplicate")
    if replace and kind != "progressions":
        raise typer.BadParameter(_("only a library of progressions can be replaced"), param_hint="--replace")
    run = session.of(context)
    options = ImportOptions(
        dry_run=dry_run,
        on_duplicate=on_duplicate,
        match=match,
        mapping=tuple(mapping or ()),
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        create_accounts=create_accounts,
        account=account,
        rejects=rejects,
        replace=replace,
    )
    imports = run.workspace.imports
    gc.enable()  # a large file makes garbage for minutes
    bar = _Bar() if sys.stderr.isatty() else None
    try:
        result = imports.run(kind, file, options, bar)
    finally:
        if bar is not None:
            bar.clear()
    for note in result.notes:
        output.message(note)
    run.report(_text(result, rejects), result.as_json(), as_json=json)


class _Bar:
    """A line on stderr that shows how far the import has come; called with rows read and rows in all."""

    def __init__(self) -> None:
        self._drawn = 0.0

    def __call__(self, read: int, total: int) -> None:
        now = time.monotonic()
        if now - self._drawn < 0.1:
            return
        self._drawn = now
        share = read / total if total else 0.0
        full = round(share * _BAR)
        sys.stderr.write(f"\r{'#' * full}{'-' * (_BAR - full)} {share:4.0%}")
        sys.stderr.flush()

    def clear(self) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _text(result: ImportResult, rejects: Path | None) -> str:
    lines = [
        ngettext("{n} row read", "{n} rows read", result.read).format(n=result.read),
        _("created {created}, updated {updated}, unchanged {unchanged}, rejected {rejected}").format(
            created=result.created, updated=result.updated, unchanged=result.unchanged, rejected=result.rejected
        ),
    ]
    if result.retired:
        retired = result.retired
        text = ngettext(
            "{n} item that is not in the file retired", "{n} items that are not in the file retired", retired
        )
        lines.append(text.format(n=retired))
    if result.dry_run:
        lines.append(_("dry run: nothing was written"))
    if result.rejects:
        lines.append("")
        for one in result.rejects[:_SHOWN]:
            where = _("line {line}, {column} “{value}”").format(line=one.line, column=one.column, value=one.value[:60])
            lines += [output.paragraph(where), output.paragraph(one.reason, indent=4)]
        more = len(result.rejects) - _SHOWN
        if more > 0:
            lines.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
        if rejects is not None:
            lines.append(_("the rejected rows are in {path}").format(path=rejects))
        else:
            lines.append(_("`--rejects FILE` keeps the rejected rows with their reasons"))
    return "\n".join(lines)
