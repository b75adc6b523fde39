"""Reads: plain, portable SQL over the bare driver, so that looking at data loads no ORM."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from kamtui.clock import user_day
from kamtui.db.schema import connect

Row = sqlite3.Row

_MANY = 64


class Reader:
    """One reading connection, shared by the threads of a session in turn."""

    def __init__(self, path: Path) -> None:
        self._connection = self._own = connect(path)
        self._lock = threading.RLock()

    def rows(self, sql: str, /, **params: object) -> list[Row]:
        """All rows of a query; parameters are written `:name`."""
        with self._lock:
            cursor = self._connection.cursor()
            cursor.row_factory = sqlite3.Row
            return cursor.execute(sql, {k: _bind(v) for k, v in params.items()}).fetchall()

    def row(self, sql: str, /, **params: object) -> Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, **params)
        return found[0] if found else None

    def value(self, sql: str, /, **params: object) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, **params)
        return row[0] if row is not None else None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within the block all queries see one state of the database."""
        with self._lock:
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    @contextmanager
    def through(self, connection: sqlite3.Connection) -> Iterator[None]:
        """Within the block reads see what a transaction of this connection has written, and no other thread reads."""
        with self._lock:
            self._connection = connection
            try:
                yield
            finally:
                self._connection = self._own

    @property
    def unsettled(self) -> bool:
        """Whether reads see what is not committed yet."""
        return self._connection is not self._own

    def data_version(self) -> int:
        """A number that changes when another connection has committed."""
        return int(self.value("PRAGMA data_version"))

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._own.close()


def _bind(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return value


def in_list(name: str, values: Sequence[object]) -> tuple[str, Mapping[str, object]]:
    """Text and parameters of `IN (...)` over `values`: `(":name0, :name1", {...})`, or a table of very many."""
    if len(values) > _MANY:
        # A thousand parameters take SQLite longer to read than the rows they stand for.
        return f"SELECT value FROM json_each(:{name})", {name: json.dumps(values)}
    params = {f"{name}{i}": value for i, value in enumerate(values)}
    return ", ".join(f":{key}" for key in params) or "NULL", params


def as_date(value: Any) -> date | None:
    """A date column as the driver gives it."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def as_day(value: Any) -> date | None:
    """A date column, or the user's day of an instant, as the driver gives them."""
    return user_day(datetime.fromisoformat(value)) if isinstance(value, str) and len(value) > 10 else as_date(value)


def as_datetime(value: Any) -> datetime | None:
    """An instant as the driver gives it."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def as_time(value: Any) -> time | None:
    """A time of day as the driver gives it."""
    return time.fromisoformat(value) if isinstance(value, str) else value
