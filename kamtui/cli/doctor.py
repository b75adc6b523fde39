"""`kamtui doctor`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import typer

from kamtui.cli import output, session
from kamtui.cli.options import Json
from kamtui.i18n import N_, _

if TYPE_CHECKING:
    from kamtui.config import Config
    from kamtui.workspace.doctor import Finding


def add_to(app: typer.Typer, cls: type) -> None:
    """Register the command."""
    text = N_("Look for what may be wrong: the file, permissions, file system, schema, settings.")
    app.command("doctor", cls=cls, help=text)(doctor)


def doctor(context: typer.Context, json: Json = False) -> None:
    """Print what was looked at and how to mend what is wrong; exit code 1 when something is."""
    from kamtui.workspace.doctor import examine

    run = session.of(context)
    found = [*examine(run.path, datetime.now()), *_configuration(run.config)]
    well = all(finding.state != "wrong" for finding in found)
    if json:
        output.emit_json({"ok": well, "findings": [finding._asdict() for finding in found]})
    else:
        output.emit("\n".join(_line(finding) for finding in found))
    raise typer.Exit(0 if well else 1)


def _configuration(config: Config) -> list[Finding]:
    """What is wrong in the config file: unknown keys, and keys of the keyboard that cannot be taken."""
    from kamtui.workspace.doctor import Finding

    problems = list(config.problems)
    if config.keymap:
        from kamtui.ui.actions import Registry

        problems += Registry().configure(config.keymap)
    remedy = _("edit {path}").format(path=config.file)
    if problems:
        return [Finding("config", "wrong", problem, remedy) for problem in problems]
    return [Finding("config", "good", str(config.file) if config.file.is_file() else _("no config file, none needed"))]


def _line(finding: Finding) -> str:
    states = {"good": _("good"), "warning": _("warning"), "wrong": _("WRONG")}
    line = f"{states[finding.state]}: {finding.text}"
    return f"{line}\n    → {finding.remedy}" if finding.remedy else line
