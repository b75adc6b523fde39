"""What a KAM does: the only door to the data. One member per feature, one call per transaction, frozen views out.

A `Workspace` is built from a path, a clock and the login of the current user; nothing is created at import.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from kamtui.clock import Clock
from kamtui.db import schema
from kamtui.db.reader import Reader
from kamtui.domain.quarters import Quarter
from kamtui.domain.settings import MethodSettings
from kamtui.i18n import is_speaking, language

if TYPE_CHECKING:
    from kamtui.db.writer import Step, Writer
    from kamtui.workspace.accounts import Accounts
    from kamtui.workspace.calendar import Calendar
    from kamtui.workspace.capture import Capture
    from kamtui.workspace.contacts import Contacts
    from kamtui.workspace.contracts import Contracts
    from kamtui.workspace.escalations import Escalations
    from kamtui.workspace.exports import Exports
    from kamtui.workspace.findings import Findings
    from kamtui.workspace.history import History
    from kamtui.workspace.imports import Imports
    from kamtui.workspace.initiatives import Initiatives
    from kamtui.workspace.meetings import Meetings
    from kamtui.workspace.notes import Notes
    from kamtui.workspace.opportunities import Opportunities
    from kamtui.workspace.plans import Plans
    from kamtui.workspace.preparation import Preparation
    from kamtui.workspace.progress import Progress
    from kamtui.workspace.promises import Promises
    from kamtui.workspace.reports import Reports
    from kamtui.workspace.sales import Sales
    from kamtui.workspace.search import Search
    from kamtui.workspace.settings import Settings
    from kamtui.workspace.tasks import Tasks
    from kamtui.workspace.tenders import Tenders
    from kamtui.workspace.today import Today
    from kamtui.workspace.touches import Touches
    from kamtui.workspace.users import Users
    from kamtui.workspace.wallet import Wallet
    from kamtui.workspace.week import Week

T = TypeVar("T")


class Workspace:
    """An open workspace. Raises DatabaseMissing, DatabaseNewer or DatabaseError when the file cannot be used."""

    def __init__(self, path: Path | str, clock: Clock | None = None, login: str = "kam") -> None:
        self.path = Path(path)
        self.clock = clock or Clock()
        self.login = login
        self.session_id = uuid4().hex
        schema.ready(self.path)
        self.reader = Reader(self.path)
        self._kept: tuple[tuple[object, ...], dict[str, object]] = (), {}
        self._poller: Reader | None = None
        self._seen_version = -1
        self._seen_step: int = self.reader.value("SELECT coalesce(max(id), 0) FROM journal_step")

    @property
    def today_date(self) -> date:
        """The user's calendar day."""
        return self.clock.today()

    @property
    def quarter(self) -> Quarter:
        """The fiscal quarter of today."""
        return Quarter.of(self.today_date, self.method.fiscal_start)

    @cached_property
    def writer(self) -> Writer:
        """The writing side; loads the ORM."""
        from kamtui.db.writer import Writer

        return Writer(self.path, self.clock, self.login, self.session_id)

    def step(self, action: str, subject: str = "") -> AbstractContextManager[Step]:
        """Start a write: one transaction, journaled as one step under `action` (`feature.verb`)."""
        return self.writer.step(action, subject)

    @contextmanager
    def together(self, *minor: str) -> Iterator[None]:
        """Make all writes within the block one step: one undo takes them back, an error keeps none of them.

        Reads within the block see them. The step is named after the first whose action is not `minor`, else the first.
        """
        with self.writer.together(*minor) as step:
            connection: Any = step.session.connection().connection.driver_connection
            with self.reader.through(connection):
                yield

    def warm_up(self) -> None:
        """Load the ORM, and what reads captured lines and plans, ahead of their first use and off the start-up path."""
        _ = self.writer, self.capture, self.plans, self.opportunities

    def cached(self, name: str, make: Callable[[], T]) -> T:
        """`make()`, kept until anybody commits, the day turns or the language changes."""
        if self.reader.unsettled or is_speaking():
            return make()
        state = (self.reader.data_version(), self.today_date, language())
        of, kept = self._kept
        if state != of:
            kept = {}
            self._kept = state, kept
        if name not in kept:
            kept[name] = make()  # into what was kept then: meanwhile another thread may have seen a commit
        return kept[name]  # type: ignore[return-value]

    @property
    def method(self) -> MethodSettings:
        """Settings of the method in force."""
        return self.settings.method

    @cached_property
    def settings(self) -> Settings:
        """Settings of the method, shared by the workspace."""
        from kamtui.workspace.settings import Settings

        return Settings(self)

    @cached_property
    def users(self) -> Users:
        """Who works here."""
        from kamtui.workspace.users import Users

        return Users(self)

    @cached_property
    def accounts(self) -> Accounts:
        """Key accounts."""
        from kamtui.workspace.accounts import Accounts

        return Accounts(self)

    @cached_property
    def contacts(self) -> Contacts:
        """People, and the contact map."""
        from kamtui.workspace.contacts import Contacts

        return Contacts(self)

    @cached_property
    def progress(self) -> Progress:
        """Progressions."""
        from kamtui.workspace.progress import Progress

        return Progress(self)

    @cached_property
    def plans(self) -> Plans:
        """Account development plans."""
        from kamtui.workspace.plans import Plans

        return Plans(self)

    @cached_property
    def wallet(self) -> Wallet:
        """What accounts buy from everybody, and our share in it."""
        from kamtui.workspace.wallet import Wallet

        return Wallet(self)

    @cached_property
    def initiatives(self) -> Initiatives:
        """What clients are going to do."""
        from kamtui.workspace.initiatives import Initiatives

        return Initiatives(self)

    @cached_property
    def opportunities(self) -> Opportunities:
        """Our offers into what clients are going to do, and the forecast from them."""
        from kamtui.workspace.opportunities import Opportunities

        return Opportunities(self)

    @cached_property
    def tasks(self) -> Tasks:
        """Tasks, on the quarter board and on Today."""
        from kamtui.workspace.tasks import Tasks

        return Tasks(self)

    @cached_property
    def touches(self) -> Touches:
        """Touches."""
        from kamtui.workspace.touches import Touches

        return Touches(self)

    @cached_property
    def notes(self) -> Notes:
        """Notes of accounts and people."""
        from kamtui.workspace.notes import Notes

        return Notes(self)

    @cached_property
    def capture(self) -> Capture:
        """One line that becomes a record."""
        from kamtui.workspace.capture import Capture

        return Capture(self)

    @cached_property
    def promises(self) -> Promises:
        """What they and we said they would do."""
        from kamtui.workspace.promises import Promises

        return Promises(self)

    @cached_property
    def findings(self) -> Findings:
        """What was learnt from clients."""
        from kamtui.workspace.findings import Findings

        return Findings(self)

    @cached_property
    def meetings(self) -> Meetings:
        """Meetings of the calendar."""
        from kamtui.workspace.meetings import Meetings

        return Meetings(self)

    @cached_property
    def calendar(self) -> Calendar:
        """What other calendars show of all this."""
        from kamtui.workspace.calendar import Calendar

        return Calendar(self)

    @cached_property
    def preparation(self) -> Preparation:
        """What to have before a meeting."""
        from kamtui.workspace.preparation import Preparation

        return Preparation(self)

    @cached_property
    def reports(self) -> Reports:
        """Weeks and months in numbers."""
        from kamtui.workspace.reports import Reports

        return Reports(self)

    @cached_property
    def today(self) -> Today:
        """The day."""
        from kamtui.workspace.today import Today

        return Today(self)

    @cached_property
    def escalations(self) -> Escalations:
        """Claims that ordinary service could not solve."""
        from kamtui.workspace.escalations import Escalations

        return Escalations(self)

    @cached_property
    def tenders(self) -> Tenders:
        """Tenders of clients."""
        from kamtui.workspace.tenders import Tenders

        return Tenders(self)

    @cached_property
    def contracts(self) -> Contracts:
        """Contracts with clients."""
        from kamtui.workspace.contracts import Contracts

        return Contracts(self)

    @cached_property
    def week(self) -> Week:
        """Days of a week."""
        from kamtui.workspace.week import Week

        return Week(self)

    @cached_property
    def sales(self) -> Sales:
        """Money from imported orders."""
        from kamtui.workspace.sales import Sales

        return Sales(self)

    @cached_property
    def history(self) -> History:
        """Undo, redo and the journal."""
        from kamtui.workspace.history import History

        return History(self)

    @cached_property
    def search(self) -> Search:
        """Find anything."""
        from kamtui.workspace.search import Search

        return Search(self)

    @cached_property
    def imports(self) -> Imports:
        """Files in."""
        from kamtui.workspace.imports import Imports

        return Imports(self)

    @cached_property
    def exports(self) -> Exports:
        """Files out."""
        from kamtui.workspace.exports import Exports

        return Exports(self)

    def poll(self) -> set[str]:
        """Tables that other sessions changed since the last call; empty when nothing happened."""
        if self._poller is None:
            self._poller = Reader(self.path)
        version = self._poller.data_version()
        if version == self._seen_version:
            return set()
        self._seen_version = version
        changed: set[str] = set()
        for row in self._poller.rows(
            "SELECT id, session, entities FROM journal_step WHERE id > :seen ORDER BY id", seen=self._seen_step
        ):
            self._seen_step = row["id"]
            if row["session"] != self.session_id:
                changed.update(row["entities"].split())
        if "setting" in changed:
            self.settings.reload()
        return changed

    def close(self) -> None:
        """Close all connections."""
        self.reader.close()
        if self._poller is not None:
            self._poller.close()
        if "search" in self.__dict__:
            self.search.close()
        if "writer" in self.__dict__:
            self.writer.close()


def create(
    path: Path | str, clock: Clock | None = None, login: str = "kam", *, name: str = "", **settings: object
) -> Workspace:
    """Make an empty workspace at `path` with the progression library, its first user and settings, and open it.

    `settings` are fields of MethodSettings. Raises DatabaseError when the file exists.
    """
    from kamtui.db import migrate
    from kamtui.workspace.library import load_standard_library
    from kamtui.workspace.settings import encode

    if language() == "ru":
        settings = {"holidays": "RU", **settings}
    encoded = {key: json.dumps(encode(key, value)) for key, value in settings.items()}
    migrate.create(Path(path))
    workspace = Workspace(path, clock, login)
    from kamtui.db.tables import Setting, User

    with workspace.step("workspace.init", name or login) as step:
        user = step.session.get(User, step.user.id)
        assert user is not None
        user.name = name or login
        step.session.add_all(Setting(key=key, value=value) for key, value in encoded.items())
        load_standard_library(step.session)
        step.kind = "init"
    return workspace


def discard(path: Path | str) -> None:
    """Remove a database that was made a moment ago and is not wanted after all."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
