"""Backup copies: made while others work, found again, restored with the replaced data kept."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from pathlib import Path

from kamtui.db import backup as files
from kamtui.db import schema


def backup_folder(database: Path) -> Path:
    """Where copies of a database lie unless a file is named."""
    return database.parent / "backups"


def make(database: Path, now: datetime, target: Path | None = None) -> Path:
    """Copy the database to `target`, by default to a dated file in its backup folder; returns the path.

    Raises DatabaseMissing, or DatabaseError when the target exists or the database is not sound.
    """
    files.check(database)
    if target is None:
        folder = backup_folder(database)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = _free(folder / f"{database.stem}-{now:%Y%m%d-%H%M%S}{database.suffix}")
    files.copy(database, target)
    return target


def restore(database: Path, source: Path, now: datetime) -> Path | None:
    """Bring the data of `source` into the database, migrated when it is behind.

    Returns the file in which the replaced data is kept, None where there was none. Raises DatabaseError; then the
    database is as it was.
    """
    kept = _free(database.with_name(f"{database.stem}.before-restore-{now:%Y%m%d-%H%M%S}{database.suffix}"))
    existed = files.restore(source, database, kept)
    schema.ready(database)
    return kept if existed else None


def newest(database: Path) -> Path | None:
    """The newest copy in the backup folder."""
    found = backup_folder(database).glob(f"{database.stem}-*{database.suffix}")
    return max(found, key=lambda path: path.stat().st_mtime, default=None)


def _free(path: Path) -> Path:
    """`path`, or with a number when it is taken."""
    if not path.exists():
        return path
    return next(p for n in count(2) if not (p := path.with_name(f"{path.stem}-{n}{path.suffix}")).exists())
