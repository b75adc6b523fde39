"""Consistent copies of a database through SQLite's backup API, while other sessions read and write."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from kamtui.db.schema import SCHEMA_VERSIONS, connect, schema_version
from kamtui.errors import DatabaseError, DatabaseMissing, DatabaseNewer
from kamtui.i18n import _


def copy(source: Path, target: Path) -> None:
    """Copy the database at `source` to the new file `target` (0600), checked and whole or not at all.

    Raises DatabaseError when `target` exists or cannot be written, or the copy is not sound.
    """
    if os.path.exists(target):  # of pathlib's, a name too long is an error
        raise DatabaseError(_("{path} exists already; nothing was changed").format(path=target))
    part = target.with_name(f".{target.name}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
        with closing(connect(source)) as original, closing(sqlite3.connect(part)) as made:
            original.backup(made)
            made.execute("PRAGMA journal_mode=DELETE")  # one file, complete without its -wal
            faults = integrity(made)
        if faults:
            raise DatabaseError(
                _("{path} is damaged ({error}); restore an older backup").format(path=source, error=faults[0])
            )
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise DatabaseError(_("cannot write {path}: {error}").format(path=target, error=reason)) from error
    finally:
        with suppress(OSError):
            part.unlink()


def check(path: Path) -> None:
    """Make sure that `path` is a sound kamtui database that this program knows.

    Raises DatabaseMissing, DatabaseNewer or DatabaseError.
    """
    if not os.path.isfile(path):  # a name too long is no file either
        raise DatabaseMissing(_("there is no file {path}").format(path=path))
    with closing(connect(path)) as connection:
        version = schema_version(connection, path)
        if version not in SCHEMA_VERSIONS:
            raise DatabaseNewer(_("{path} was made by a newer kamtui; update kamtui").format(path=path))
        faults = integrity(connection)
    if faults:
        raise DatabaseError(_("{path} is damaged: {error}").format(path=path, error=faults[0]))


def restore(source: Path, target: Path, kept: Path) -> bool:
    """Write the database at `source` into the file at `target`, whose content is kept as `kept`.

    Other sessions see the restored data at their next read. Returns whether there was anything to keep. A target
    that is no readable database any more is set aside as it is. Raises DatabaseError.
    """
    check(source)
    existed = target.exists()
    if existed:
        try:
            with closing(connect(target)) as connection:
                schema_version(connection, target)
            copy(target, kept)
        except DatabaseError:
            _set_aside(target, kept)
    if not target.exists():
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_RDWR, 0o600))
    try:
        with closing(connect(source)) as original, closing(connect(target, write=True)) as live:
            original.backup(live)
            live.execute("PRAGMA journal_mode=WAL")
    except sqlite3.Error as error:
        raise DatabaseError(_("cannot write {path}: {error}").format(path=target, error=error)) from error
    return existed


def integrity(connection: sqlite3.Connection) -> list[str]:
    """What SQLite's integrity check finds; empty when all is well."""
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [] if found == ["ok"] else found


def _set_aside(path: Path, kept: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        part = Path(f"{path}{ending}")
        if part.exists():
            shutil.move(part, f"{kept}{ending}")
