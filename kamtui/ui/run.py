"""Launcher: what must happen before Textual is imported, and nothing else."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kamtui.ui.slim import load_textual

if TYPE_CHECKING:
    from pathlib import Path

    from kamtui.config import Config
    from kamtui.workspace import Workspace


def run(
    workspace: Workspace,
    *,
    ascii_only: bool | None = None,
    theme: str = "dark",
    keymap: Mapping[str, object] | None = None,
    problems: Iterable[str] = (),
    greeting: str = "",
    debug: bool = False,
    calendar_file: Path | None = None,
) -> int:
    """Show the screens until the user leaves; returns the exit code. The language must be set before.

    `ascii_only` None: by the locale. `problems` and what is wrong in `keymap` are shown at start, else `greeting`.
    `calendar_file` is written after every change.
    """
    gc.disable()  # until the first paint; see KamApp
    load_textual()
    from kamtui.ui import paint
    from kamtui.ui.actions import registry
    from kamtui.ui.app import KamApp
    from kamtui.ui.glyphs import G, wants_ascii

    G.use(wants_ascii() if ascii_only is None else ascii_only)
    paint.use(theme, paint.colour_depth())
    messages = [*problems, *registry.configure(keymap or {})]
    app = KamApp(workspace, problems=messages, greeting=greeting, debug=debug, calendar_file=calendar_file)
    try:
        app.run()
    finally:
        workspace.close()
    return app.return_code or 0


def first_start(config: Config, path: Path) -> tuple[Path | str | None, tuple[str, ...], str]:
    """Ask how to begin; returns the path of the workspace made, or "demo", or None; what went wrong; what was done."""
    gc.disable()
    load_textual()
    from kamtui.ui import paint
    from kamtui.ui.first_start import FirstStart
    from kamtui.ui.glyphs import G, wants_ascii

    G.use(wants_ascii() if config.ascii is None else config.ascii)
    paint.use(config.theme, paint.colour_depth())
    app = FirstStart(config, path)
    return app.run(), app.notes, app.done
