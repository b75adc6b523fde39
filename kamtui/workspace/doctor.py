"""What may be wrong with a database and the place where it lies, each finding with its remedy."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from kamtui.db import doctor, schema
from kamtui.db.reader import Reader
from kamtui.errors import DatabaseError, KamtuiError
from kamtui.i18n import _, ngettext
from kamtui.workspace import backup
from kamtui.workspace.settings import decode, encode

LARGE_WAL = 64 * 1024 * 1024
OLD_BACKUP_DAYS = 7


class Finding(NamedTuple):
    """One thing looked at. `state` is good, warning or wrong; `remedy` says how to mend it, empty when good."""

    check: str
    state: str
    text: str
    remedy: str = ""


def examine(path: Path, now: datetime) -> list[Finding]:
    """Look at the database at `path` and around it; changes nothing."""
    if not os.path.isfile(path):
        missing = _("there is no database at {path}").format(path=path)
        return [Finding("database", "wrong", missing, _("make one with `kamtui init`, or name another with --db"))]
    found = [Finding("database", "good", str(path)), *_place(path)]
    try:
        health = doctor.look(path)
    except DatabaseError as error:
        return [*found, Finding("integrity", "wrong", str(error), _restore())]
    found += _inside(health)
    if not health.newer and not health.faults:
        found += _settings(path)
    return [*found, _backups(path, now)]


def _place(path: Path) -> Iterator[Finding]:
    """Permissions of the file and its folder, and the file system."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o007:
        text = _("other users of this machine may read the database (mode {mode})").format(mode=f"{mode:o}")
        yield Finding("permissions", "wrong", text, f"chmod 600 {path}")
    elif not os.access(path, os.R_OK | os.W_OK):
        yield Finding("permissions", "wrong", _("you may not write to the database"), f"chmod 600 {path}")
    elif mode & 0o070:
        text = _("you and your group can use the database (mode {mode})").format(mode=f"{mode:o}")
        yield Finding("permissions", "good", text)
    else:
        yield Finding("permissions", "good", _("only you can read the database"))
    folder = path.absolute().parent
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o007:
        text = _("other users of this machine may look into {folder} (mode {mode})").format(
            folder=folder, mode=f"{mode:o}"
        )
        yield Finding("folder", "warning", text, _("keep the database in a folder of its own: chmod 700"))
    else:
        yield Finding("folder", "good", _("only you can look into the folder"))
    kind = schema.file_system(path)
    try:
        schema.refuse_network(path)
    except DatabaseError as error:
        yield Finding("file_system", "wrong", str(error), _("move the file to a local disk and name it with --db"))
    else:
        yield Finding("file_system", "good", kind or _("a local disk"))


def _inside(health: doctor.Health) -> Iterator[Finding]:
    if health.faults:
        text = _("the file is damaged: {error}").format(error="; ".join(health.faults[:3]))
        yield Finding("integrity", "wrong", text, _restore())
    else:
        yield Finding("integrity", "good", _("the file is sound"))
    if health.broken_references:
        text = _("references lead nowhere: {names}").format(names=", ".join(health.broken_references))
        yield Finding("references", "wrong", text, _restore())
    elif not health.faults:
        yield Finding("references", "good", _("every reference leads somewhere"))
    if health.newer:
        text = _("made by a newer kamtui (schema {version})").format(version=health.version)
        yield Finding("schema", "wrong", text, _("update kamtui"))
    elif health.behind:
        text = _("made by an older kamtui (schema {version})").format(version=health.version)
        yield Finding("schema", "warning", text, _("any other command brings it up to date, after a backup"))
    else:
        yield Finding("schema", "good", _("schema {version}").format(version=health.version))
    size = _("{n} MB wait in the write-ahead log").format(n=health.wal_bytes // (1024 * 1024))
    if health.wal_bytes > LARGE_WAL:
        yield Finding("wal", "warning", size, _("close the other sessions: the last one to leave tidies up"))
    else:
        yield Finding("wal", "good", size)


def _settings(path: Path) -> Iterator[Finding]:
    """Settings that the workspace holds and this program cannot use."""
    reader = Reader(path)
    try:
        rows = reader.rows("SELECT key, value FROM setting ORDER BY key")
    finally:
        reader.close()
    sound = True
    for row in rows:
        try:
            encode(row["key"], decode(row["key"], json.loads(row["value"])))
        except (KamtuiError, AttributeError, TypeError, ValueError) as error:
            sound = False
            text = _("setting {key}: {error}").format(key=row["key"], error=error)
            yield Finding(
                "settings", "wrong", text, _("set it anew: `kamtui config set {key} VALUE`").format(key=row["key"])
            )
    if sound:
        yield Finding("settings", "good", _("all settings can be used"))


def _backups(path: Path, now: datetime) -> Finding:
    newest = backup.newest(path)
    if newest is None:
        return Finding("backup", "warning", _("there is no backup yet"), _("make one: `kamtui backup`"))
    days = max(0, (now - datetime.fromtimestamp(newest.stat().st_mtime)).days)
    text = ngettext("the last backup is {n} day old", "the last backup is {n} days old", days).format(n=days)
    if days > OLD_BACKUP_DAYS:
        return Finding("backup", "warning", text, _("make one: `kamtui backup`"))
    return Finding("backup", "good", text)


def _restore() -> str:
    return _("restore a backup: `kamtui restore FILE`")
