"""Makes a database one small file without companions, as it is shipped."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def pack(path: Path) -> None:
    """Leave write-ahead logging and fold the file at `path` to its least size."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("VACUUM")
    finally:
        connection.close()
