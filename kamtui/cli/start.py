"""`kamtui init` and, for the help, `kamtui demo`."""

from __future__ import annotations

from typing import Annotated

import typer

from kamtui.cli import screens, session
from kamtui.cli.options import Json
from kamtui.i18n import N_, _


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the commands."""
    app.command("demo", cls=cls, help=N_("The screens on a private copy of the sample, alive on any date."))(demo)
    app.command("init", cls=cls, help=N_("Make an empty workspace."))(init)


def demo(context: typer.Context) -> None:
    """Open the sample."""
    raise typer.Exit(screens.demo(session.of(context).config))


def init(
    context: typer.Context,
    kam: Annotated[str, typer.Option("--kam", metavar="NAME", help=N_("Your name; without, your login."))] = "",
    currency: Annotated[
        str | None, typer.Option("--currency", metavar="CUR", help=N_("Currency of all money, for example RUB."))
    ] = None,
    fiscal_start: Annotated[
        int | None,
        typer.Option("--fiscal-start", metavar="MONTH", help=N_("The month in which the year starts, 1…12.")),
    ] = None,
    json: Json = False,
) -> None:
    """Make an empty workspace at the configured place; refuse to overwrite one."""
    from kamtui import workspace
    from kamtui.domain.text import clean

    run = session.of(context)
    given = {"currency": currency, "fiscal_start": fiscal_start}
    made = workspace.create(
        run.path,
        run.clock,
        run.config.user,
        name=clean(kam),
        **{key: value for key, value in given.items() if value is not None},
    )
    try:
        method = made.method
        user = made.users.current()
    finally:
        made.close()
    data = {"path": str(run.path), "kam": user.name, "currency": method.currency, "fiscal_start": method.fiscal_start}
    text = "\n".join(
        [
            _("made an empty workspace at {path}").format(path=run.path),
            _("next: `kamtui import accounts FILE`, or `kamtui` and the key n"),
        ]
    )
    run.report(text, data, as_json=json)
