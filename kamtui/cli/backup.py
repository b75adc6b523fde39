"""`kamtui backup` and `kamtui restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kamtui.cli import session
from kamtui.cli.options import Json
from kamtui.i18n import N_, _


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the commands."""
    app.command("backup", cls=cls, help=N_("A consistent copy of the workspace while others work."))(backup)
    app.command("restore", cls=cls, help=N_("Bring back the data of a backup; what it replaces is kept."))(restore)


def backup(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help=N_("A new file; without, a dated one beside the database."))
    ] = None,
    json: Json = False,
) -> None:
    """Copy the database."""
    from kamtui.workspace.backup import make

    run = session.of(context)
    made = make(run.path, run.clock.now(), file)
    size = made.stat().st_size
    run.report(_("copied to {path}").format(path=made), {"path": str(made), "bytes": size}, as_json=json)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("A copy that `kamtui backup` made."))],
    json: Json = False,
) -> None:
    """Bring the data of a copy into the database."""
    from kamtui.workspace.backup import restore as bring_back

    run = session.of(context)
    kept = bring_back(run.path, file, run.clock.now())
    text = _("restored {path}").format(path=file)
    if kept is not None:
        text += "\n" + _("what was there is kept in {path}").format(path=kept)
    run.report(text, {"path": str(run.path), "kept": str(kept) if kept else None}, as_json=json)
