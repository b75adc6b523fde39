"""The calendar file that other calendars subscribe to, kept up to date beside the screens, off their threads' way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from kamtui.errors import KamtuiError

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

QUIET_SECONDS = 2.0  # so many changes in a row are written once


class CalendarFile:
    """Writes `file` after changes, in a thread and by a connection of its own; `tell` hears, once, why it cannot."""

    def __init__(self, file: Path, workspace: Workspace, tell: Callable[[str], object]) -> None:
        self._file, self._workspace, self._tell = file, workspace, tell
        self._thread = ThreadPoolExecutor(1, "kamtui-calendar")
        self._due: asyncio.TimerHandle | None = None
        self._told = False

    def changed(self) -> None:
        """Something has changed: the file follows soon."""
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(QUIET_SECONDS, self._start)

    def finish(self) -> None:
        """Write what is not written yet, and end."""
        if self._due is not None:
            self._due.cancel()
        self._thread.submit(self._keep)
        self._thread.shutdown()

    def _start(self) -> None:
        self._due = None
        self._thread.submit(self._keep)

    def _keep(self) -> None:
        from kamtui.workspace import Workspace

        try:
            own = Workspace(self._workspace.path, self._workspace.clock, self._workspace.login)
            try:
                own.calendar.keep(self._file)
            finally:
                own.close()
        except KamtuiError as error:
            if not self._told:
                self._told = True
                self._tell(str(error))
