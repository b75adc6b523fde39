"""The journal: before- and after-images of every changed row, written in the transaction that changed it.

Undo, redo, the history of a record and "what changed since" all read it. Images are read by SELECT, because an ORM
object whose attributes have expired no longer knows what was there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import Column, Table, delete, event, insert, select, update
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlmodel import Session, SQLModel

from kamtui.clock import Clock
from kamtui.db import tables

Image = dict[str, Any]
Key = tuple[str, str]

# Bulk rows are journaled by their batch; the journal itself and derived figures are not journaled.
UNJOURNALED = frozenset({"journal_step", "journal_change", "import_batch", "order_line", "sales_day"})
STAMPS = frozenset({"version", "created_at", "updated_at"})


class Recorder:
    """Watches one session for one step and keeps the before-image of each row it touches."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session, self._clock = session, clock
        self._before: dict[Key, Image | None] = {}
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "do_orm_execute", self._refuse_bulk)

    def _before_flush(self, session: Session, *_: object) -> None:
        now = self._clock.now()
        for row in session.new:
            self._remember(row, None)
            if isinstance(row, tables.Edited):
                row.created_at = row.created_at or now
                row.updated_at = row.updated_at or now
        for row in session.dirty:
            if session.is_modified(row):
                self._remember(row, self._image_of(row))
                if isinstance(row, tables.Edited):
                    row.version, row.updated_at = row.version + 1, now
        for row in session.deleted:
            self._remember(row, self._image_of(row))

    def _refuse_bulk(self, state: ORMExecuteState) -> None:
        if state.is_update or state.is_delete:
            raise RuntimeError("bulk update() and delete() pass the journal unseen; change rows one by one")

    def _remember(self, row: object, image: Image | None) -> None:
        table, key = self._key(row)
        if table not in UNJOURNALED:
            self._before.setdefault((table, key), image)

    def _image_of(self, row: object) -> Image | None:
        table, key = self._key(row)
        with self._session.no_autoflush:
            return read_image(self._session, table, key)

    @staticmethod
    def _key(row: object) -> Key:
        assert isinstance(row, SQLModel)
        table = str(row.__tablename__)
        column = key_column(table)
        return table, str(getattr(row, column))

    def note(self, table: str, key: str, image: Image | None) -> None:
        """Keep the before-image of a row that is about to change outside the ORM."""
        self._before.setdefault((table, key), image)

    def changes(self) -> list[Image]:
        """What the step changed, after a flush, as rows of the journal; rows that ended as they began are left out."""
        present = read_all(self._session, self._before)
        found: list[Image] = []
        for (table, key), before in self._before.items():
            after = present.get((table, key))
            if not same(before, after):
                found.append({"table_name": table, "row_id": key, "before": dump(before), "after": dump(after)})
        return found


def key_column(table: str) -> str:
    """Name of the primary key column of a journaled table."""
    return "key" if table == "setting" else "id"


def sql_table(name: str) -> Table:
    """The table of this name."""
    return SQLModel.metadata.tables[name]


def read_image(session: Session, table: str, key: str) -> Image | None:
    """The row as it is in the database now, by column; None when there is none."""
    target = sql_table(table)
    row = session.connection().execute(select(target).where(target.c[key_column(table)] == key)).mappings().first()
    return dict(row) if row is not None else None


def read_images(session: Session, table: str, keys: Sequence[str]) -> dict[str, Image]:
    """The rows as they are in the database now, by key; keys without a row are left out."""
    target = sql_table(table)
    column = target.c[key_column(table)]
    found: dict[str, Image] = {}
    for start in range(0, len(keys), 500):
        chosen = select(target).where(column.in_(keys[start : start + 500]))
        for row in session.connection().execute(chosen).mappings():
            found[row[column.name]] = dict(row)
    return found


def read_all(session: Session, wanted: Iterable[Key]) -> dict[Key, Image]:
    """The rows of several tables as they are in the database now; keys without a row are left out."""
    keys: dict[str, list[str]] = {}
    for table, key in wanted:
        keys.setdefault(table, []).append(key)
    return {
        (table, key): image for table, some in keys.items() for key, image in read_images(session, table, some).items()
    }


def write_image(session: Session, table: str, key: str, image: Image | None, present: Image | None) -> None:
    """Make the row, now `present`, equal to `image`; None is no row. The version only rises."""
    target = sql_table(table)
    column = target.c[key_column(table)]
    connection = session.connection()
    if image is None:
        connection.execute(delete(target).where(column == key))
    elif present is None:
        connection.execute(insert(target), image)
    else:
        values = dict(image)
        if "version" in values:
            values["version"] = max(int(present["version"]), int(values["version"])) + 1
        connection.execute(update(target).where(column == key).values(**values))


def same(one: Image | None, other: Image | None) -> bool:
    """Whether two images are the same row, leaving version and stamps aside."""
    if one is None or other is None:
        return one is other
    return all(one.get(k) == other.get(k) for k in (one.keys() | other.keys()) - STAMPS)


def dump(image: Image | None) -> str | None:
    """An image as JSON."""
    if image is None:
        return None
    plain = {k: v.isoformat() if isinstance(v, date | datetime | time) else v for k, v in image.items()}
    return json.dumps(plain, ensure_ascii=False)


def load(table: str, text: str | None) -> Image | None:
    """An image from JSON, with dates and times as the columns want them.

    Columns since dropped are left out; those added since hold what their migration gave to older rows.
    """
    if text is None:
        return None
    kinds, added = _columns(table)
    image = dict(added)
    for name, value in json.loads(text).items():
        if name not in kinds:
            continue
        kind = kinds[name]
        if value is not None and kind in (date, datetime, time):
            value = kind.fromisoformat(value)
        image[name] = value
    return image


@cache
def _columns(table: str) -> tuple[dict[str, Any], Image]:
    """The kind of every column, and what those have that were added after rows were written."""
    columns = sql_table(table).c
    added = {column.name: _value_before(column) for column in columns if column.server_default is not None}
    return {column.name: column.type.python_type for column in columns}, added


def _value_before(column: Column[Any]) -> object:
    """What a row has in a column that was added after it was written: the column's default."""
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
