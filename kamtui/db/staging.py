"""The staging file of an import of order lines: checked lines wait here, outside the database, to be applied."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kamtui.db.tally import Tally

# What a staged line holds: `id` is its line in the file; account, unit and category are numbers of the `name_` tables.
COLUMNS = (
    "id", "account", "unit", "order_no", "line_no", "date", "category", "product",
    "quantity", "uom", "price", "amount", "margin", "via",
)  # fmt: skip
_PAYLOAD = [name for name in COLUMNS if name not in ("id", "order_no", "line_no")]


class Repeated(NamedTuple):
    """A file line whose order and line number stand in the file before, at line `counting`."""

    line: int
    order_no: str
    counting: int


class Staging:
    """A new staging file at `path` (0600)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # A staging file that was not finished is thrown away: nothing here needs a journal.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-8000"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.execute(
            "CREATE TABLE line (id INTEGER PRIMARY KEY, account INTEGER, unit INTEGER, order_no TEXT,"
            " line_no INTEGER, date TEXT, category INTEGER, product TEXT DEFAULT '', quantity INTEGER,"
            " uom TEXT DEFAULT '', price INTEGER, amount INTEGER, margin INTEGER, via TEXT DEFAULT '')"
        )
        self._db.execute("CREATE TABLE bad (id INTEGER PRIMARY KEY, order_no TEXT, n INTEGER)")
        self._db.execute(
            "CREATE TABLE day (account INTEGER, day TEXT, revenue INTEGER, margin INTEGER, costed INTEGER,"
            " bought INTEGER)"
        )
        self._db.execute("CREATE TABLE split (account INTEGER PRIMARY KEY)")
        # Lines that another line of the file with the same key replaces; `same` when nothing differs.
        self._db.execute("CREATE TABLE replaced (id INTEGER PRIMARY KEY, final INTEGER, same INTEGER)")
        for table in ("name_account", "name_unit", "name_category"):
            self._db.execute(f"CREATE TABLE {table} (n INTEGER PRIMARY KEY, id TEXT)")
        self._db.execute("BEGIN")
        self._tally = Tally()
        self._numbered = self._has_numbers = False
        self._sums_hold = True

    def add(self, columns: Mapping[str, Sequence[Any]], bad: Sequence[tuple[int, str]] = ()) -> None:
        """Add lines: a column of values for each of COLUMNS that the file has.

        `bad` are the rows between them that were rejected (file line, order number): they keep their place within
        their order.
        """
        if "line_no" in columns:
            self._has_numbers = True
            places: dict[int, int] = {}
        else:
            places = self._place(columns, bad)
            columns = {**columns, "line_no": [places[line] for line in columns["id"]]}
        if bad:
            self._db.executemany(
                "INSERT INTO bad VALUES (?, ?, ?)", [(line, order, places.get(line)) for line, order in bad]
            )
        if not columns["id"]:
            return
        names = ", ".join(columns)
        self._db.executemany(
            f"INSERT INTO line ({names}) VALUES ({', '.join('?' * len(columns))})", zip(*columns.values(), strict=True)
        )
        self._tally.add(
            columns["account"],
            columns["order_no"],
            columns["line_no"],
            columns["date"],
            columns["amount"],
            columns.get("margin"),
        )
        self._store_days(all_of_them=False)

    def _place(self, columns: Mapping[str, Sequence[Any]], bad: Sequence[tuple[int, str]]) -> dict[int, int]:
        """The place within its order of each row of a batch, by file line."""
        lines, orders = columns["id"], columns["order_no"]
        if bad:
            together = sorted([*zip(lines, orders, strict=True), *bad])
            lines, orders = [line for line, _order in together], [order for _line, order in together]
        return dict(zip(lines, self._tally.places(orders), strict=True))

    def _store_days(self, *, all_of_them: bool) -> None:
        self._db.executemany(
            "INSERT INTO day VALUES (?, ?, ?, ?, ?, ?)", self._tally.take_days(all_of_them=all_of_them)
        )

    def number_lines(self) -> dict[int, int]:
        """Give lines without a number their place within their order.

        Returns the places of the rejected rows of orders with several rows, by file line.
        """
        if self._has_numbers:
            self._numbered = self._db.execute("SELECT 1 FROM line WHERE line_no IS NULL LIMIT 1").fetchone() is not None
            if not self._numbered:
                return {}
        if self._has_numbers or not self._tally.in_order:
            self._number_by_sorting()
        return dict(
            self._db.execute(
                "SELECT id, n FROM bad WHERE order_no <> '' AND (n > 1 OR order_no IN (SELECT order_no FROM line)"
                " OR order_no IN (SELECT order_no FROM bad WHERE n > 1))"
            )
        )

    def _number_by_sorting(self) -> None:
        """Orders come mixed, so their lines have to be brought together to be counted."""
        self._db.execute("CREATE TABLE place (id INTEGER PRIMARY KEY, n INTEGER)")
        self._db.execute(
            "INSERT INTO place SELECT id, row_number() OVER (PARTITION BY order_no ORDER BY id)"
            " FROM (SELECT id, order_no FROM line UNION ALL SELECT id, order_no FROM bad)"
        )
        unnumbered = "WHERE line_no IS NULL" if self._has_numbers else ""
        self._db.execute(f"UPDATE line SET line_no = (SELECT n FROM place WHERE place.id = line.id) {unnumbered}")
        self._db.execute("UPDATE bad SET n = (SELECT n FROM place WHERE place.id = bad.id)")

    def settle_repeats(self, *, last_counts: bool, drop: bool = False) -> list[Repeated]:
        """Leave one line for each order and line number: the last of the file, or the first.

        The others move to `replaced`, or with `drop` nowhere, and are returned.
        """
        # Places within an order never repeat; numbers of the file may, also with such places.
        if not self._has_numbers or (self._tally.in_order and self._tally.unique and not self._numbered):
            return []
        self._db.execute("CREATE INDEX line_key ON line (order_no, line_no)")
        same = " AND ".join(f"a.{name} IS b.{name}" for name in _PAYLOAD)
        self._db.execute(
            f"INSERT INTO replaced SELECT a.id, b.id, {same} FROM"
            f" (SELECT order_no, line_no, {'max' if last_counts else 'min'}(id) AS final FROM line"
            "   GROUP BY order_no, line_no HAVING count(*) > 1) AS k"
            " JOIN line AS a ON a.order_no = k.order_no AND a.line_no = k.line_no AND a.id <> k.final"
            " JOIN line AS b ON b.id = k.final"
        )
        found: list[Repeated] = []
        if drop:
            found = [
                Repeated(*row)
                for row in self._db.execute(
                    "SELECT r.id, a.order_no, r.final FROM replaced AS r JOIN line AS a USING (id) ORDER BY r.id"
                )
            ]
        # The sums per day were made of all lines.
        self._sums_hold = self._db.execute("DELETE FROM line WHERE id IN (SELECT id FROM replaced)").rowcount == 0
        if drop:
            self._db.execute("DELETE FROM replaced")
        return found

    def finish(self) -> None:
        """Write everything and let go of the file, for the database to attach it."""
        self._store_days(all_of_them=True)
        if not self._sums_hold:
            self._db.execute("DELETE FROM day")
        if self._tally.in_order:
            self._db.executemany("INSERT INTO split VALUES (?)", [(account,) for account in self._tally.split])
        else:
            self._db.execute(
                "INSERT INTO split SELECT DISTINCT account FROM line WHERE order_no IN"
                " (SELECT order_no FROM line GROUP BY order_no HAVING min(date) <> max(date))"
            )
        self._db.execute("COMMIT")
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
