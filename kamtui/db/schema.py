"""A bare look at a database file, before any ORM is loaded: is it ours, is it behind, is it newer."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from kamtui.errors import DatabaseError, DatabaseMissing, DatabaseNewer
from kamtui.i18n import _

# Oldest first; every name is a file in migrations/versions.
SCHEMA_VERSIONS = ("0001", "0002", "0003", "0004", "0005")
SCHEMA_HEAD = SCHEMA_VERSIONS[-1]

_NETWORK_FILE_SYSTEMS = ("nfs", "cifs", "smb", "afs", "ncpfs", "fuse.sshfs", "fuse.glusterfs")


def connect(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open `path` by the bare driver. A reading one cannot write; several threads may use it in turn."""
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=5, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys=ON")
        if not write:
            connection.execute("PRAGMA query_only=ON")
    except sqlite3.Error as error:
        raise DatabaseError(_("cannot open {path}: {error}").format(path=path, error=error)) from error
    return connection


def schema_version(connection: sqlite3.Connection, path: Path) -> str:
    """The schema version stored in the file. Raises DatabaseError when it is no kamtui database."""
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        if "no such table" in str(error):
            row = None
        else:
            raise DatabaseError(
                _("{path} is damaged or not a database ({error}); restore a backup").format(path=path, error=error)
            ) from error
    if row is None:
        raise DatabaseError(
            _("{path} is not a kamtui database; choose another with --db, or make one with `kamtui init`").format(
                path=path
            )
        )
    return str(row[0])


def ready(path: Path) -> None:
    """Make sure that `path` can be used, migrating it (after a backup) when it is behind.

    Raises DatabaseMissing, DatabaseNewer (file untouched) or DatabaseError.
    """
    if not os.path.isfile(path):  # a name too long is no file either
        raise DatabaseMissing(_("there is no database at {path}; make one with `kamtui init`").format(path=path))
    refuse_network(path)
    connection = connect(path)
    try:
        version = schema_version(connection, path)
    finally:
        connection.close()
    if version == SCHEMA_HEAD:
        return
    if version not in SCHEMA_VERSIONS:
        raise DatabaseNewer(
            _(
                "{path} was made by a newer kamtui (schema {version}, this one knows {known}); update kamtui. "
                "The file was left as it is."
            ).format(path=path, version=version, known=SCHEMA_HEAD)
        )
    from kamtui.db.migrate import upgrade

    upgrade(path, backup=True)


def refuse_network(path: Path) -> None:
    """Refuse a database on a network file system: write-ahead logging is not safe there."""
    kind = file_system(path)
    if kind.startswith(_NETWORK_FILE_SYSTEMS):
        raise DatabaseError(
            _("{path} lies on a network file system ({kind}), where SQLite loses data; keep it on a local disk").format(
                path=path, kind=kind
            )
        )


def file_system(path: Path) -> str:
    """Name of the file system that holds `path`, empty where the system does not tell."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    real = os.path.realpath(path)
    best, kind = "", ""
    for line in mounts:
        fields = line.split(" ")
        point = fields[1].replace("\\040", " ")
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind
