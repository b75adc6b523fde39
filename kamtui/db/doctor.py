"""A look inside a database file without opening it as a workspace: nothing is migrated, nothing written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from kamtui.db.backup import integrity
from kamtui.db.schema import SCHEMA_HEAD, SCHEMA_VERSIONS, connect, schema_version


class Health(NamedTuple):
    """What a database file looks like inside. `behind`: it is migrated when it is opened; `newer`: it cannot be."""

    version: str
    behind: bool
    newer: bool
    faults: tuple[str, ...]
    broken_references: tuple[str, ...]
    wal_bytes: int


def look(path: Path) -> Health:
    """Examine the file. Raises DatabaseError when it is no kamtui database, or damaged beyond reading."""
    wal = Path(f"{path}-wal")
    size = wal.stat().st_size if wal.exists() else 0
    with closing(connect(path)) as connection:
        version = schema_version(connection, path)
        faults = integrity(connection)
        broken: set[str] = set()
        if not faults:
            try:
                broken = {f"{row[0]} → {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")}
            except sqlite3.DatabaseError as error:
                faults = [str(error)]
    return Health(
        version=version,
        behind=version in SCHEMA_VERSIONS and version != SCHEMA_HEAD,
        newer=version not in SCHEMA_VERSIONS,
        faults=tuple(faults),
        broken_references=tuple(sorted(broken)),
        wal_bytes=size,
    )
