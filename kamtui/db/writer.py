"""Writes: one use case is one step is one transaction, journaled and undoable."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, event, insert, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel, select

from kamtui.clock import Clock
from kamtui.db import journal
from kamtui.db.schema import SCHEMA_HEAD
from kamtui.db.tables import Edited, JournalChange, JournalStep, User
from kamtui.errors import Busy, Conflict, DatabaseError, NotFound, Refused
from kamtui.i18n import _

R = TypeVar("R", bound=SQLModel)


def make_engine(path: Path) -> Engine:
    """An engine on one SQLite file: WAL, foreign keys, write lock taken at BEGIN, every commit on the disk."""
    engine = create_engine(
        f"sqlite:///{path}", poolclass=StaticPool, connect_args={"check_same_thread": False, "timeout": 5}
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@dataclass
class Step:
    """A step in the making: `session` takes the changes, `user` makes them; `subject` says what it is about."""

    session: Session
    recorder: journal.Recorder
    user: User
    action: str
    subject: str = ""
    kind: str = "do"
    target_id: int | None = None
    batch_id: int | None = None
    step_id: int | None = None
    continues: bool = False  # the same piece of writing as the user's step before: both are one to undo

    def get(self, table: type[R], key: str | None, what: str) -> R:
        """The row, or NotFound (somebody deleted it meanwhile)."""
        row = self.session.get(table, key) if key else None
        if row is None:
            raise NotFound(what, key or "")
        return row

    def mark_changed(self, row: Edited) -> None:
        """Raise the version of a row whose own columns stay as they are, because rows below it changed."""
        flag_modified(row, "updated_at")

    def check_version(self, row: Edited, version: int | None, what: str) -> None:
        """Raise Conflict when `row` is no longer the version that the caller saw; None skips the check."""
        if version is not None and row.version != version:
            raise Conflict(what, self.last_editor(row))

    def last_editor(self, row: Edited) -> str:
        """Name of the user whose step changed `row` last."""
        found = self.session.exec(
            select(User.name)
            .join(JournalStep, JournalStep.user_id == User.id)  # type: ignore[arg-type]
            .join(JournalChange, JournalChange.step_id == JournalStep.id)  # type: ignore[arg-type]
            .where(JournalChange.row_id == row.id)
            .order_by(text("journal_change.id DESC"))
        ).first()
        return found or ""


class _Together:
    """A step that others join."""

    def __init__(self, step: Step, minor: Collection[str]) -> None:
        self._step, self._minor = step, minor
        self._failed: BaseException | None = None

    @contextmanager
    def joined(self, action: str, subject: str) -> Iterator[Step]:
        """The step for one that joins it."""
        step = self._step
        name = step.action, step.subject
        step.action, step.subject = action, subject
        try:
            yield step
            step.session.flush()
        except BaseException as error:
            self._failed = error
            raise
        if name[0] and (action in self._minor or name[0] not in self._minor):
            step.action, step.subject = name

    def finish(self) -> None:
        """Raise what a step that joined has failed with."""
        if self._failed is not None:
            raise self._failed


class Writer:
    """The writing connection of a session. Steps of several threads go one after another."""

    def __init__(self, path: Path, clock: Clock, login: str, session_id: str) -> None:
        self.engine = make_engine(path)
        self._clock, self._login, self._session_id = clock, login, session_id
        self._lock = threading.RLock()
        self._open: _Together | None = None

    @contextmanager
    def step(self, action: str, subject: str = "") -> Iterator[Step]:
        """One transaction. On leaving, what changed is journaled and committed; on an error nothing is kept.

        Within a `together` of the same thread it is a part of that step. Raises Busy when another session holds the
        lock too long, Refused when a rule of the database says no.
        """
        with self._lock, self._translated():
            if self._open is not None:
                with self._open.joined(action, subject) as step:
                    yield step
                return
            with self._transaction(action, subject) as step:
                yield step

    @contextmanager
    def together(self, *minor: str) -> Iterator[Step]:
        """One transaction of all the steps made within the block; what they have written can be read through it.

        In the journal it has the name of the first of them whose action is not `minor`, else of the first. It ends with
        an error, and nothing is kept, when one of them did, even if the caller went on.
        """
        with self._lock, self._translated(), self._transaction("", "") as step:
            self._open = _Together(step, minor)
            try:
                yield step
                self._open.finish()
            finally:
                self._open = None

    @contextmanager
    def _transaction(self, action: str, subject: str) -> Iterator[Step]:
        with Session(self.engine, expire_on_commit=False) as session:
            self._check_schema(session)
            user = self._user(session)
            recorder = journal.Recorder(session, self._clock)
            step = Step(session, recorder, user, action, subject)
            yield step
            session.flush()
            changes = recorder.changes()
            if changes or step.batch_id is not None or step.target_id is not None:
                entities = {change["table_name"] for change in changes}
                if step.batch_id is not None:
                    entities.add("order_line")
                row = JournalStep(
                    user_id=step.user.id,
                    session=self._session_id,
                    at=self._clock.now(),
                    kind=step.kind,
                    action=step.action,
                    subject=step.subject[:200],
                    entities=" ".join(sorted(entities)),
                    target_id=step.target_id,
                    batch_id=step.batch_id,
                )
                session.add(row)
                session.flush()
                step.step_id = row.id
                if changes:  # past the ORM, which takes longer to make a row than SQLite to write it
                    rows = [{"step_id": row.id, **change} for change in changes]
                    session.connection().execute(insert(journal.sql_table("journal_change")), rows)
                if step.continues:
                    from kamtui.db.take_in import take_in

                    take_in(session, row)
            session.commit()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            if "locked" in str(error.orig) or "busy" in str(error.orig):
                raise Busy(_("another session is writing for too long; nothing was changed, try again")) from error
            raise DatabaseError(_("the database refused to write: {error}").format(error=error.orig)) from error
        except IntegrityError as error:
            if "FOREIGN KEY" in str(error.orig):
                raise Refused(
                    _("other records refer to what would go; undo or delete those first. Nothing was changed.")
                ) from error
            raise Refused(
                _("this would break a reference or a rule of the database: {error}").format(error=error.orig)
            ) from error

    def _check_schema(self, session: Session) -> None:
        version = session.connection().exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if version != SCHEMA_HEAD:
            raise DatabaseError(
                _("a newer kamtui has changed this database meanwhile; close this session and update kamtui")
            )

    def _user(self, session: Session) -> User:
        user = session.exec(select(User).where(User.login == self._login)).first()
        if user is None:
            now = self._clock.now()
            user = User(login=self._login, name=self._login, created_at=now, updated_at=now)
            session.add(user)
            session.flush()
        return user

    def close(self) -> None:
        """Close the connection."""
        self.engine.dispose()
