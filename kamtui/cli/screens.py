"""The screens: on the user's workspace, on the sample, or the first start. Loads no Typer."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from kamtui.clock import Clock
from kamtui.errors import KamtuiError
from kamtui.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from kamtui.config import Config


def show(config: Config) -> int:
    """The screens on the configured workspace; without one, the first start. Raises KamtuiError without a terminal."""
    from kamtui.cli.session import database_path

    _need_terminal()
    path, greeting = database_path(config.db), ""
    if not path.exists():
        from kamtui.ui.run import first_start

        made, notes, greeting = first_start(config, path)
        if made is None:
            return 0
        if made == "demo":
            return demo(config)
        config = replace(config, problems=(*config.problems, *notes))
    return _open(path, config, config.user, config.calendar_path, greeting)


def demo(config: Config) -> int:
    """The screens on a private copy of the sample. Raises KamtuiError without a terminal."""
    _need_terminal()
    from kamtui.workspace.demo import prepare_demo

    return _open(prepare_demo(config.lang, Clock(config.today).today()), config, "anna")


def _open(path: Path, config: Config, login: str, calendar_file: Path | None = None, greeting: str = "") -> int:
    from kamtui.ui.run import run
    from kamtui.workspace import Workspace

    return run(
        Workspace(path, Clock(config.today), login),
        ascii_only=config.ascii,
        theme=config.theme,
        keymap=config.keymap,
        problems=config.problems,
        greeting=greeting,
        debug=config.debug,
        calendar_file=calendar_file,
    )


def _need_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise KamtuiError(_("the screens need a terminal; `kamtui --help` lists commands that do without"))
