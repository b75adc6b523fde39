"""One run of a command: its configuration, the workspace opened when it is first asked for, and its output."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kamtui.clock import Clock
from kamtui.errors import KamtuiError
from kamtui.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from kamtui.config import Config
    from kamtui.domain.accounts import Account
    from kamtui.domain.quarters import Quarter
    from kamtui.workspace import Workspace


def database_path(db: str) -> Path:
    """The file that `--db` names, as a path or as `sqlite:///PATH`. Raises KamtuiError for any other URL."""
    scheme, separator, path = db.partition("://")
    if not separator:
        return Path(os.path.expanduser(db))
    if scheme != "sqlite" or not path[1:]:
        raise KamtuiError(
            _("{url}: this kamtui opens SQLite files only; give a path, or sqlite:///PATH").format(url=db)
        )
    return Path(os.path.expanduser(path[1:]))


class Run:
    """What a command works with. `done`: something was changed and confirmed, so an interrupt cannot deny it."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.clock = Clock(config.today)
        self.done = False

    @property
    def path(self) -> Path:
        """The database file. Raises KamtuiError for a URL that cannot be opened."""
        return database_path(self.config.db)

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace. Raises DatabaseMissing, DatabaseNewer or DatabaseError."""
        from kamtui.workspace import Workspace

        return Workspace(self.path, self.clock, self.config.user)

    def close(self) -> None:
        """Bring the calendar file up to date when something was changed, and close what was opened."""
        if "workspace" not in self.__dict__:
            return
        try:
            if self.done and self.config.calendar_path is not None:
                self.workspace.calendar.keep(self.config.calendar_path)
        except KamtuiError as error:
            from kamtui.cli import output

            output.message(str(error))
        finally:
            self.workspace.close()

    def account(self, ref: str) -> Account:
        """The account that ACCOUNT names. Raises NotFound or Ambiguous."""
        return self.workspace.accounts.find(ref)

    @property
    def today(self) -> date:
        """The day of this run."""
        return self.clock.today()

    @property
    def quarter(self) -> Quarter:
        """The fiscal quarter of the day of this run."""
        return self.workspace.quarter

    def report(self, text: str, data: object, *, as_json: bool) -> None:
        """Confirm a change: `data` as JSON, else `text`."""
        self.done = True
        self.show(text, data, as_json=as_json)

    def show(self, text: str, data: object, *, as_json: bool) -> None:
        """Print `data` as JSON, else `text`."""
        from kamtui.cli import output

        if as_json:
            output.emit_json(data)
        else:
            output.emit(text)


def of(context: Any) -> Run:
    """The run to which a command's context belongs."""
    run: Run = context.obj
    return run
