"""Order lines in bulk: staged lines applied in one transaction, an import undone and done again as a whole.

The journal of a batch is the batch itself: its lines carry its number, and `import_batch.stored` keeps, compressed,
what is not in the table now: while the batch is in force the lines it overwrote, once it is undone the lines it made.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kamtui.db import sales_days
from kamtui.db.reader import Reader
from kamtui.db.schema import connect
from kamtui.errors import DatabaseError, Refused
from kamtui.i18n import _, ngettext

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_LINE = (
    "id", "batch_id", "account_id", "unit_id", "order_no", "line_no", "date", "category_id", "product",
    "quantity", "uom", "price", "amount", "margin", "via",
)  # fmt: skip
_COLUMNS = ", ".join(_LINE)
_CHUNK = 1000
# Steps of SQLite's machine between looks at the clock and the keyboard: a few hundredths of a second.
_PATIENCE = 500_000

# A staged line beside the records it names. What a file leaves blank keeps the value it had.
_STAGED = (
    "staged.line AS l JOIN staged.name_account AS a ON a.n = l.account"
    " LEFT JOIN staged.name_unit AS u ON u.n = l.unit LEFT JOIN staged.name_category AS c ON c.n = l.category"
)
_KEPT = {
    "account_id": "a.id",
    "date": "l.date",
    "amount": "l.amount",
    "unit_id": "coalesce(u.id, o.unit_id)",
    "category_id": "coalesce(c.id, o.category_id)",
    "quantity": "coalesce(l.quantity, o.quantity)",
    "price": "coalesce(l.price, o.price)",
    "margin": "coalesce(l.margin, o.margin)",
    "product": "coalesce(nullif(l.product, ''), o.product)",
    "uom": "coalesce(nullif(l.uom, ''), o.uom)",
    "via": "coalesce(nullif(l.via, ''), o.via)",
}


Database = sqlite3.Connection


class Counts(NamedTuple):
    """What becomes of the staged lines, and how many lines are written for it: a line may stand in the file twice.

    `known` are the (file line, order number) that exist already, where the policy refuses them.
    """

    created: int
    updated: int
    unchanged: int
    inserted: int
    overwritten: int
    known: tuple[tuple[int, str], ...] = ()


def categories(reader: Reader) -> list[tuple[str, str]]:
    """(search key, id) of the product categories."""
    return [tuple(row) for row in reader.rows("SELECT search_key, id FROM product_category")]


def units(reader: Reader) -> list[tuple[str, str, str]]:
    """(account id, search key, id) of the units of all accounts."""
    return [tuple(row) for row in reader.rows("SELECT account_id, search_key, id FROM unit")]


def is_kept(reader: Reader, batch_id: int, session_id: str) -> bool:
    """Whether the batch that this session wrote has been committed."""
    found = reader.value(
        "SELECT 1 FROM journal_step WHERE batch_id = :batch AND session = :session AND kind = 'do'",
        batch=batch_id,
        session=session_id,
    )
    return found is not None


def driver(connection: Connection) -> sqlite3.Connection:
    """The bare connection below SQLAlchemy's."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


@contextmanager
def bulk_connection(engine: Engine) -> Iterator[sqlite3.Connection]:
    """The bare connection of an engine that has just one, set for bulk: references are for `apply` to check."""
    proxy = engine.raw_connection()
    connection = proxy.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    try:
        for pragma in ("foreign_keys=OFF", "cache_size=-32000"):
            connection.execute(f"PRAGMA {pragma}")
        yield connection
    finally:
        if _is_closed(connection):
            proxy.invalidate()
        proxy.close()


def _is_closed(connection: sqlite3.Connection) -> bool:
    """Whether the engine has closed the connection: it does when Ctrl-C comes in the middle of a commit."""
    try:
        return connection.total_changes < 0
    except sqlite3.ProgrammingError:
        return True


@contextmanager
def attached(connection: sqlite3.Connection, staging: Path) -> Iterator[None]:
    """Within the block the staging file is the schema `staged`. Must begin outside a transaction."""
    connection.execute("ATTACH ? AS staged", (str(staging),))
    try:
        for pragma in ("staged.journal_mode=OFF", "staged.synchronous=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        yield
    finally:
        if not _is_closed(connection):
            connection.execute("DETACH staged")


@contextmanager
def translated() -> Iterator[None]:
    """Within the block what SQLite says (a full disk, above all) becomes a DatabaseError."""
    try:
        yield
    except sqlite3.Error as error:
        raise DatabaseError(
            _("the import stopped, nothing was changed: {error} (temporary files in {folder})").format(
                error=error, folder=tempfile.gettempdir()
            )
        ) from error


@contextmanager
def interruptible(connection: sqlite3.Connection, tick: Callable[[], None]) -> Iterator[None]:
    """Within the block `tick` is called between the steps of a statement; Ctrl-C, or what it raises, stops it."""
    raised: list[BaseException] = []

    def look() -> int:
        try:
            tick()
        except BaseException as error:  # crosses SQLite's C code, which would swallow it
            raised.append(error)
            return 1
        return 0

    connection.set_progress_handler(look, _PATIENCE)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_INTERRUPT":
            raise
        raise (raised[0] if raised else KeyboardInterrupt()) from error
    finally:
        connection.set_progress_handler(None, 0)


def compare(connection: sqlite3.Connection, policy: str) -> Counts:
    """Find which staged lines exist already (`policy`: update, skip, error); writes to the staging file only."""
    same = " AND ".join(f"o.{name} IS {value}" for name, value in _KEPT.items())
    connection.execute("CREATE TABLE staged.hit (id INTEGER PRIMARY KEY, target INTEGER, same INTEGER)")
    if connection.execute("SELECT 1 FROM main.order_line LIMIT 1").fetchone():
        connection.execute(
            f"INSERT INTO staged.hit SELECT l.id, o.id, {'1' if policy != 'update' else same} FROM {_STAGED}"
            " JOIN main.order_line AS o ON o.order_no = l.order_no AND o.line_no = l.line_no"
        )

    def count(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0])

    total = count("SELECT count(*) FROM staged.line")
    hits, same_hits = connection.execute("SELECT count(*), coalesce(sum(same), 0) FROM staged.hit").fetchone()
    replaced = count("SELECT count(*) FROM staged.replaced")
    # A replaced line changed something only if the line that replaces it does.
    worked = 0
    if policy == "update" and replaced:
        worked = count(
            "SELECT count(*) FROM staged.replaced AS r WHERE NOT r.same"
            " AND NOT EXISTS (SELECT 1 FROM staged.hit AS h WHERE h.id = r.final AND h.same)"
        )
    known: tuple[tuple[int, str], ...] = ()
    if policy == "error":
        known = tuple(
            connection.execute(
                "SELECT l.id, l.order_no FROM staged.hit AS h JOIN staged.line AS l USING (id) ORDER BY l.id"
            )
        )
    if hits or replaced:
        _forget_unused(connection)
    return Counts(
        created=total - hits,
        updated=hits - same_hits + worked,
        unchanged=same_hits - len(known) + replaced - worked,
        inserted=total - hits,
        overwritten=hits - same_hits,
        known=known,
    )


def _forget_unused(connection: sqlite3.Connection) -> None:
    """Leave only the names of lines that will be written: nothing is created for the others."""
    written = "staged.line WHERE id NOT IN (SELECT id FROM staged.hit WHERE same)"
    for name in ("account", "unit", "category"):
        connection.execute(
            f"DELETE FROM staged.name_{name} WHERE n NOT IN (SELECT {name} FROM {written} AND {name} IS NOT NULL)"
        )


def set_names(connection: sqlite3.Connection, kind: str, ids: Iterable[tuple[int, str]]) -> None:
    """Say which record each number of `account`, `unit` or `category` in the staged lines is, or is going to be."""
    connection.executemany(f"INSERT INTO staged.name_{kind} VALUES (?, ?)", ids)


def needed_names(connection: sqlite3.Connection, kind: str) -> set[int]:
    """The numbers of records that lines to be written name."""
    return {row[0] for row in connection.execute(f"SELECT n FROM staged.name_{kind}")}


def apply(connection: sqlite3.Connection, batch_id: int) -> None:
    """Write the compared lines into `order_line` under `batch_id`, and what they mean for `sales_day`.

    Raises Refused when an account, unit or category of the lines has gone meanwhile.
    """
    _check_names(connection)
    first = connection.execute("SELECT 1 FROM main.order_line LIMIT 1").fetchone() is None
    summed = connection.execute("SELECT 1 FROM staged.day LIMIT 1").fetchone() is not None
    touched = {row[0] for row in connection.execute("SELECT id FROM staged.name_account")}
    images = None
    if connection.execute("SELECT 1 FROM staged.hit WHERE NOT same LIMIT 1").fetchone():
        overwritten = "SELECT target FROM staged.hit WHERE NOT same"
        touched |= {
            row[0]
            for row in connection.execute(
                f"SELECT DISTINCT account_id FROM main.order_line WHERE id IN ({overwritten})"
            )
        }
        images = _pack(connection.execute(f"SELECT {_COLUMNS} FROM main.order_line WHERE id IN ({overwritten})"))
        values = ", ".join(f"{value} AS {name}" for name, value in _KEPT.items())
        connection.execute(
            f"UPDATE main.order_line SET batch_id = ?, {', '.join(f'{name} = s.{name}' for name in _KEPT)}"
            f" FROM (SELECT h.target, {values} FROM {_STAGED} JOIN staged.hit AS h ON h.id = l.id AND NOT h.same"
            "   JOIN main.order_line AS o ON o.id = h.target) AS s"
            " WHERE order_line.id = s.target",
            (batch_id,),
        )
    unknown = ""
    if connection.execute("SELECT 1 FROM staged.hit LIMIT 1").fetchone():
        unknown = "WHERE NOT EXISTS (SELECT 1 FROM staged.hit AS h WHERE h.id = l.id)"
    connection.execute(
        f"INSERT INTO main.order_line ({', '.join(_LINE[1:])})"
        " SELECT ?, a.id, u.id, l.order_no, l.line_no, l.date, c.id, l.product, l.quantity, l.uom, l.price,"
        f" l.amount, l.margin, l.via FROM {_STAGED} {unknown} ORDER BY l.id",
        (batch_id,),
    )
    connection.execute("UPDATE main.import_batch SET stored = ? WHERE id = ?", (images, batch_id))
    if first and summed:
        sales_days.insert_staged(connection)
    else:
        sales_days.refresh(connection, sorted(touched))


def _check_names(connection: sqlite3.Connection) -> None:
    """References are not checked line by line in bulk, so all names are checked here."""
    for name, table in (("account", "account"), ("unit", "unit"), ("category", "product_category")):
        gone = connection.execute(
            f"SELECT count(*) FROM staged.name_{name} AS n LEFT JOIN main.{table} AS t ON t.id = n.id"
            " WHERE t.id IS NULL"
        ).fetchone()[0]
        if gone:
            raise Refused(_("somebody changed the accounts while the file was read; import it again"))


@contextmanager
def preview(path: Path, staging: Path) -> Iterator[sqlite3.Connection]:
    """A connection that sees one state of the database, with the staging file attached; nothing is written."""
    connection = connect(path, write=True)
    try:
        with attached(connection, staging):
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")
    finally:
        connection.close()


def undo_batch(connection: Connection, batch_id: int) -> None:
    """Take the lines of a batch out again and put back those it overwrote, in the open transaction.

    Raises Refused when a later import has overwritten lines of this one.
    """
    database = driver(connection)
    expected, images = database.execute(
        "SELECT created + updated, stored FROM import_batch WHERE id = ?", (batch_id,)
    ).fetchone()
    present = database.execute("SELECT count(*) FROM order_line WHERE batch_id = ?", (batch_id,)).fetchone()[0]
    if present != expected:
        text = ngettext(
            "cannot undo: a later import changed {n} line of it; undo that one first",
            "cannot undo: a later import changed {n} lines of it; undo that one first",
            expected - present,
        )
        raise Refused(text.format(n=expected - present))
    with _touched(database):
        _touch(database, "SELECT account_id FROM order_line WHERE batch_id = ?", batch_id)
        stored = _pack(
            database.execute(f"SELECT {_COLUMNS} FROM order_line WHERE batch_id = ? ORDER BY id", (batch_id,))
        )
        database.execute("DELETE FROM order_line WHERE batch_id = ?", (batch_id,))
        _insert(database, "order_line", _unpack(images))
        _touch(database, "SELECT account_id FROM order_line WHERE id IN (SELECT id FROM temp.put)")
        database.execute("UPDATE import_batch SET stored = ? WHERE id = ?", (stored, batch_id))
        sales_days.refresh(database, [row[0] for row in database.execute("SELECT id FROM temp.touched")])


def redo_batch(connection: Connection, batch_id: int) -> None:
    """Put the lines of an undone batch back, in the open transaction.

    Raises Refused when other lines have taken their place.
    """
    database = driver(connection)
    updated, stored = database.execute("SELECT updated, stored FROM import_batch WHERE id = ?", (batch_id,)).fetchone()
    with _touched(database):
        database.execute(f"CREATE TEMP TABLE back AS SELECT {_COLUMNS} FROM order_line WHERE false")
        try:
            database.executemany(f"INSERT INTO temp.back VALUES ({', '.join('?' * len(_LINE))})", _unpack(stored))
            taken = (
                "SELECT o.id FROM temp.back AS b JOIN order_line AS o"
                " ON o.order_no = b.order_no AND o.line_no = b.line_no"
            )
            if database.execute(f"SELECT count(*) FROM ({taken})").fetchone()[0] != updated:
                raise Refused(_("cannot redo: a later import has brought some of the same order lines"))
            _touch(database, f"SELECT account_id FROM order_line WHERE id IN ({taken})")
            _touch(database, "SELECT account_id FROM temp.back")
            images = _pack(database.execute(f"SELECT {_COLUMNS} FROM order_line WHERE id IN ({taken}) ORDER BY id"))
            database.execute(f"DELETE FROM order_line WHERE id IN ({taken})")
            # Another import may have got the number of a line meanwhile.
            database.execute("UPDATE temp.back SET id = NULL WHERE id IN (SELECT id FROM order_line)")
            database.execute(f"INSERT INTO order_line ({_COLUMNS}) SELECT {_COLUMNS} FROM temp.back ORDER BY rowid")
        finally:
            database.execute("DROP TABLE temp.back")
        database.execute("UPDATE import_batch SET stored = ? WHERE id = ?", (images, batch_id))
        sales_days.refresh(database, [row[0] for row in database.execute("SELECT id FROM temp.touched")])


@contextmanager
def _touched(database: sqlite3.Connection) -> Iterator[None]:
    """Within the block temp.touched takes the ids of accounts whose days change, temp.put those of lines put back."""
    database.execute("CREATE TEMP TABLE touched (id TEXT PRIMARY KEY)")
    database.execute("CREATE TEMP TABLE put (id INTEGER PRIMARY KEY)")
    try:
        yield
    finally:
        database.execute("DROP TABLE temp.touched")
        database.execute("DROP TABLE temp.put")


def _touch(database: sqlite3.Connection, accounts: str, *params: object) -> None:
    database.execute(f"INSERT OR IGNORE INTO temp.touched {accounts}", params)


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    marks = ", ".join("?" * len(_LINE))
    for row in rows:
        database.execute(f"INSERT INTO {table} ({_COLUMNS}) VALUES ({marks})", row)
        database.execute("INSERT INTO temp.put VALUES (?)", (row[0],))


def _pack(rows: sqlite3.Cursor) -> bytes | None:
    """Rows as compressed JSON, one a line; None when there are none."""
    packer = zlib.compressobj(1)
    parts: list[bytes] = []
    while chunk := rows.fetchmany(_CHUNK):
        text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in chunk)
        parts.append(packer.compress(text.encode()))
    return b"".join([*parts, packer.flush()]) if parts else None


def _unpack(stored: bytes | None) -> Iterator[list[Any]]:
    """The rows that `_pack` made, one after another."""
    unpacker = zlib.decompressobj()
    rest, left = b"", stored or b""
    while left:
        data = unpacker.decompress(left, 1 << 20)
        left = unpacker.unconsumed_tail
        *lines, rest = (rest + (data if left else data + unpacker.flush())).split(b"\n")
        for line in lines:
            yield json.loads(line)
