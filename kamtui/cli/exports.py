"""`kamtui export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kamtui.cli import session
from kamtui.cli.options import Json
from kamtui.i18n import N_, _, ngettext


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_("Write the contact map or the progressions to a file; its ending says the format.")
    app.command("export", cls=cls, help=text)(export)


def export(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=N_("contacts or progressions."))],
    account: Annotated[str | None, typer.Argument(metavar="ACCOUNT", help=N_("Code, or any part of the name."))] = None,
    *,
    to: Annotated[
        Path,
        typer.Option(
            "--to",
            metavar="FILE",
            help=N_("The file, replaced when it is there: .html .md .xlsx .csv .json .vcf; progressions: .csv .xlsx"),
        ),
    ],
    of: Annotated[str, typer.Option("--account", metavar="ACCOUNT", help=N_("The same as ACCOUNT."))] = "",
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
    if kind == "contacts" and account is None:
        raise typer.BadParameter(_("name the account"), param_hint="ACCOUNT")
    run = session.of(context)
    exports = run.workspace.exports
    key = run.account(account).id if account else None
    if kind == "contacts" and key is not None:
        written = exports.contacts(key, to, group=group, unit=unit, former=former)
        count = len(exports.document(key, group=group, unit=unit, former=former).people)
        text = ngettext("{n} contact in {path}", "{n} contacts in {path}", count)
    else:
        written, count = exports.progressions(to, key)
        text = ngettext("{n} progression in {path}", "{n} progressions in {path}", count)
    run.report(text.format(n=count, path=written), {"file": str(written), kind: count}, as_json=json)
