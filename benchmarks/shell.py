"""The yardstick of imports: the sqlite3 shell's own `.import` of the same file, with the same indexes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from time import perf_counter

# The columns of the measured file; a key and the indexes as in the table of order lines.
_SCHEMA = """
CREATE TABLE lines (
  account TEXT NOT NULL, order_no TEXT NOT NULL, line_no INTEGER NOT NULL, date TEXT NOT NULL, category TEXT,
  product TEXT, quantity NUMERIC, amount NUMERIC NOT NULL, cost NUMERIC, UNIQUE (order_no, line_no)
);
CREATE INDEX lines_account_date ON lines (account, date);
"""


def missing() -> str:
    """Why this cannot be measured here, empty when it can."""
    return "" if shutil.which("sqlite3") else "skipped: there is no sqlite3 shell on this machine"


def import_seconds(orders: Path, database: Path) -> float:
    """Seconds that the shell takes to import the file into a new database."""
    database.unlink(missing_ok=True)
    script = f"PRAGMA journal_mode=WAL;\n{_SCHEMA}\n.mode csv\n.import --skip 1 '{orders}' lines\n"
    before = perf_counter()
    subprocess.run(["sqlite3", "-bail", str(database)], input=script, text=True, check=True, capture_output=True)
    return perf_counter() - before
