"""Migrations, run when a file is made or found to be behind. Loads alembic."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event

from kamtui.db.schema import SCHEMA_HEAD, connect, schema_version
from kamtui.errors import DatabaseError
from kamtui.i18n import _


def create(path: Path) -> None:
    """Make an empty database at `path` (0600, folder 0700). Refuses an existing file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        raise DatabaseError(_("{path} exists already; nothing was changed").format(path=path)) from error
    except OSError as error:
        raise DatabaseError(_("cannot make {path}: {error}").format(path=path, error=error.strerror)) from error
    try:
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.close()
        upgrade(path, backup=False)
    except BaseException:
        for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            name.unlink(missing_ok=True)
        raise


def upgrade(path: Path, *, backup: bool, to: str = SCHEMA_HEAD) -> Path | None:
    """Bring the file at `path` to schema `to` in one transaction; returns the path of the backup copy made before."""
    copy = _backup(path) if backup else None
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _connect(dbapi: sqlite3.Connection, _record: object) -> None:
        dbapi.isolation_level = None
        dbapi.execute("PRAGMA foreign_keys=OFF")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        with engine.begin() as connection:
            run_migrations(connection, to)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise DatabaseError(
                    _("{path}: migration stopped, {count} references would break; the file is as it was").format(
                        path=path, count=len(broken)
                    )
                )
    finally:
        engine.dispose()
    return copy


def run_migrations(connection: Connection, to: str = SCHEMA_HEAD) -> None:
    """Run the migration scripts up to `to` on an open transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)

    def steps(revision: object, _context: MigrationContext) -> object:
        return scripts._upgrade_revs(to, revision)  # type: ignore[arg-type]

    with EnvironmentContext(config, scripts, fn=steps) as environment:
        environment.configure(connection=connection, transactional_ddl=False, render_as_batch=True)
        environment.run_migrations()


def _backup(path: Path) -> Path:
    source = connect(path)
    version = schema_version(source, path)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    copy = path.with_name(f"{path.stem}.before-migration-{version}-{stamp}{path.suffix}")
    os.close(os.open(copy, os.O_CREAT | os.O_RDWR, 0o600))
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()
    return copy
