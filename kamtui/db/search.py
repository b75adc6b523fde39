"""The search index: a cache beside the workspace, never in it, that can be thrown away at any time.

One file per workspace in the user's cache folder, 0600, shared by the sessions of the user; in memory where that cannot
be. It follows the journal; where it cannot be sure that it does, it is made anew. Texts are found by the beginnings of
their words, words by the trigrams they share. Without FTS5 or its trigram tokenizer the same is looked through by LIKE.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any, NamedTuple

from kamtui.db import schema
from kamtui.db.reader import Reader
from kamtui.db.search_rows import Concerned, docs
from kamtui.domain.search import ORDER, Doc, Kind, plain, searchable, swapped

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 3  # of the index; raised when what it holds changes
ANCHORS = 20  # steps of the journal that are remembered, to know it again
MOST_CHANGES = 4000  # more than these are read faster all anew
BUSY_SECONDS = 4
CLOSING_SECONDS = 0.2
UNUSED_DAYS = 90

_TABLES = """
DROP TABLE IF EXISTS found; DROP TABLE IF EXISTS near; DROP TABLE IF EXISTS doc; DROP TABLE IF EXISTS word;
DROP TABLE IF EXISTS meta;
CREATE TABLE doc (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, row_id TEXT NOT NULL, account_id TEXT, head TEXT NOT NULL,
    body TEXT NOT NULL, fields TEXT NOT NULL, ref TEXT NOT NULL, day TEXT NOT NULL, UNIQUE (row_id, kind)
);
CREATE INDEX doc_account_id ON doc (account_id);
CREATE TABLE word (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_FTS = """
CREATE VIRTUAL TABLE found USING fts5(
    body, content='doc', content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3', detail=none
);
CREATE VIRTUAL TABLE near USING fts5(word, content='word', content_rowid='id', tokenize='trigram case_sensitive 1');
"""
_KIND_BITS, _DAY_BITS = 44, 20
_KINDS = tuple(Kind)
_SHORTEST_LIKE, _SHORTEST_NUMBER = 4, 6  # letters of a word that is taken for a slip of another, digits of a number
_LONGEST_LIKE = 60  # letters; each is a term of the query, and SQLite takes a thousand


class Found(NamedTuple):
    """A record of the index. Of two keys of a kind the higher is that of the newer record."""

    kind: Kind
    row_id: str
    account_id: str | None
    day: str
    fields: list[tuple[str, str]]
    ref: dict[str, Any]


class SearchIndex:
    """An index over the workspace at `path`, in `file` (None: in memory) and of these `kinds`."""

    def __init__(self, path: Path, file: Path | None, kinds: Sequence[Kind] = tuple(Kind)) -> None:
        self._path, self._file, self._kinds = path, file, kinds
        self._lock = threading.RLock()
        self._reader: Reader | None = None
        self._connection: sqlite3.Connection | None = None
        self._fts = True
        self._seen: int | None = None

    @property
    def in_memory(self) -> bool:
        """Whether there is no file."""
        return self._file is None

    def refresh(self) -> None:
        """Bring the index up to date. Where another session does that at this moment, it stays as it is."""
        with self._lock:
            if self._reader is None:
                self._reader = Reader(self._path)
                self._reader.value("PRAGMA cache_size=-256")  # KiB: each page is read once
            version = self._reader.data_version()
            if self._connection is not None and version == self._seen:
                return
            try:
                self._whole(lambda: self._follow(self._open()))
            except sqlite3.OperationalError:  # busy: the other session is at it
                if self._connection is not None and self._is_made(self._connection):
                    return
                self._do_without_file()
                self._follow(self._open())
            self._seen = version

    def _whole(self, work: Any) -> Any:
        """Do something with the index; a damaged one is thrown away first, a file that is no use done without."""
        for _attempt in range(2):
            try:
                return work()
            except sqlite3.OperationalError as error:
                if "locked" in str(error) or "busy" in str(error):
                    raise
                self._do_without_file()
            except (sqlite3.DatabaseError, ValueError):
                self._throw_away()
        try:
            return work()
        except (sqlite3.Error, ValueError):
            self._do_without_file()
            return work()

    def _throw_away(self) -> None:
        self._disconnect()
        if self._file is not None:
            with suppress(OSError):
                for suffix in ("", "-wal", "-shm"):
                    Path(f"{self._file}{suffix}").unlink(missing_ok=True)

    def _do_without_file(self) -> None:
        self._disconnect()
        self._file = self._seen = None  # the next search makes one in memory

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None:
            return self._connection
        if self._file is not None:
            try:
                self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                if not self._file.exists():
                    _sweep(self._file.parent)
                os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
                os.chmod(self._file, 0o600)
                schema.refuse_network(self._file)
            except Exception:  # whatever is wrong with the folder, finding works
                self._file = None
        connection = sqlite3.connect(
            self._file or ":memory:", isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
        )
        self._connection = connection
        if self._file is not None:
            connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        self._fts = self._has_fts(connection)
        return connection

    @staticmethod
    def _has_fts(connection: sqlite3.Connection) -> bool:
        try:
            connection.execute("CREATE VIRTUAL TABLE temp.probe USING fts5(text, tokenize='trigram')")
            connection.execute("DROP TABLE temp.probe")
        except sqlite3.OperationalError:
            return False
        return True

    # following the journal

    def _follow(self, index: sqlite3.Connection) -> None:
        """Take in what was written since, or everything anew. The index is asked before the workspace: a journal that
        another session follows meanwhile is then never shorter than what the index knows."""
        assert self._reader is not None
        known = self._meta(index)
        with self._reader.snapshot():
            if self._last_step() == known.get("last") and self._is_known(known):
                return
        with self._transaction(index):
            known = self._meta(index)
            with self._reader.snapshot():
                sure = self._is_known(known)
                anew = not sure or not self._take_in(index, int(known["last"]))
                if anew:
                    self._build(index)
                self._remember(index)
        if anew:
            with suppress(sqlite3.Error):  # another session reads: later, then
                index.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @staticmethod
    @contextmanager
    def _transaction(index: sqlite3.Connection) -> Iterator[None]:
        index.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if index.in_transaction:
                index.execute("ROLLBACK")
            raise
        index.execute("COMMIT")

    def _meta(self, index: sqlite3.Connection) -> dict[str, Any]:
        if not self._is_made(index):
            return {}
        return {key: json.loads(value) for key, value in index.execute("SELECT key, value FROM meta")}

    def _last_step(self) -> int:
        assert self._reader is not None
        return int(self._reader.value("SELECT coalesce(max(id), 0) FROM journal_step"))

    def _steps(self, condition: str, **params: object) -> dict[str, str]:
        assert self._reader is not None
        return {
            str(row["id"]): f"{row['session']} {row['at']} {row['user_id']} {row['action']}"
            for row in self._reader.rows(
                f"SELECT id, session, at, user_id, action FROM journal_step WHERE {condition}", **params
            )
        }

    def _is_known(self, known: dict[str, Any]) -> bool:
        """Whether the index was made of this very workspace as it was: steps that it knows are still those."""
        if not known or known["schema"] != schema.SCHEMA_HEAD or known["fts"] != self._fts:
            return False
        if known["kinds"] != list(self._kinds) or self._last_step() < known["last"]:
            return False
        anchors: dict[str, str] = known["anchors"]
        there = self._steps("id IN (SELECT value FROM json_each(:ids))", ids=json.dumps([int(key) for key in anchors]))
        return bool(there) and all(anchors[key] == step for key, step in there.items())

    def _remember(self, index: sqlite3.Connection) -> None:
        last = self._last_step()
        anchors = self._steps("id > :some OR id = (SELECT min(id) FROM journal_step)", some=last - ANCHORS)
        state = {
            "schema": schema.SCHEMA_HEAD,
            "fts": self._fts,
            "kinds": list(self._kinds),
            "last": last,
            "anchors": anchors,
        }
        index.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)", [(key, json.dumps(value)) for key, value in state.items()]
        )

    def _take_in(self, index: sqlite3.Connection, last: int) -> bool:
        """Read the records that steps after `last` have changed; False when these are too many."""
        assert self._reader is not None
        count = self._reader.value("SELECT count(*) FROM journal_change WHERE step_id > :last", last=last)
        if count > MOST_CHANGES:
            return False
        concerned = Concerned(self._reader)
        for change in self._reader.rows(
            "SELECT table_name, row_id, before, after FROM journal_change WHERE step_id > :last", last=last
        ):
            concerned.add(*change)
        for account_id in concerned.accounts:
            found = index.execute("SELECT kind, row_id FROM doc WHERE account_id = ?", (account_id,)).fetchall()
            concerned.records.update((Kind(kind), row_id) for kind, row_id in found)
        self._remove(index, [key for key in concerned.records if key[0] in self._kinds])
        for kind in self._kinds:
            rest = {row_id for one, row_id in concerned.records if one is kind}
            for account_id in concerned.accounts:
                for doc in docs(self._reader, kind, account_id=account_id):
                    self._add(index, [doc])
                    rest.discard(doc.row_id)
            if rest:
                self._add(index, docs(self._reader, kind, ids=sorted(rest)))
        return True

    def _build(self, index: sqlite3.Connection) -> None:
        assert self._reader is not None
        for statement in (_TABLES + (_FTS if self._fts else "")).split(";"):
            index.execute(statement)
        index.execute(f"PRAGMA user_version = {FORMAT}")
        words: set[str] = set()
        for kind in self._kinds:
            rows = self._rows(docs(self._reader, kind), words)
            index.executemany("INSERT INTO doc VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        index.executemany("INSERT INTO word (word) VALUES (?)", [(f" {word} ",) for word in sorted(_lasting(words))])
        if self._fts:
            index.execute("INSERT INTO found(found) VALUES ('rebuild')")
            index.execute("INSERT INTO near(near) VALUES ('rebuild')")

    @staticmethod
    def _rows(found: Iterable[Doc], words: set[str]) -> Iterator[tuple[Any, ...]]:
        """The rows of records of one kind, those of a day numbered; their words go into `words`."""
        places: dict[int, int] = {}
        for doc in found:
            slot = _slot(doc)
            places[slot] = places.get(slot, -1) + 1
            row = _row(slot + places[slot], doc)
            words.update(row[5].split())
            yield row

    def _remove(self, index: sqlite3.Connection, keys: Iterable[tuple[Kind, str]]) -> None:
        for kind, row_id in keys:
            old = index.execute("SELECT id, body FROM doc WHERE row_id = ? AND kind = ?", (row_id, kind)).fetchone()
            if old is None:
                continue
            if self._fts:
                index.execute("INSERT INTO found(found, rowid, body) VALUES ('delete', ?, ?)", old)
            index.execute("DELETE FROM doc WHERE id = ?", old[:1])

    def _add(self, index: sqlite3.Connection, found: Iterable[Doc]) -> None:
        for doc in found:
            slot = _slot(doc)
            newest = index.execute(
                "SELECT max(id) FROM doc WHERE id BETWEEN ? AND ?", (slot, slot + (1 << _DAY_BITS) - 1)
            ).fetchone()[0]
            row = _row(slot if newest is None else newest + 1, doc)
            index.execute("INSERT INTO doc VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            if self._fts:
                index.execute("INSERT INTO found(rowid, body) VALUES (?, ?)", (row[0], row[5]))
            for word in _lasting(set(row[5].split())):
                cursor = index.execute("INSERT OR IGNORE INTO word (word) VALUES (?)", (f" {word} ",))
                if cursor.rowcount and self._fts:
                    index.execute("INSERT INTO near(rowid, word) VALUES (?, ?)", (cursor.lastrowid, f" {word} "))

    # answering

    def matching(
        self, words: Sequence[Sequence[str]], limit: int, within: tuple[Sequence[str], Sequence[Kind]] | None = None
    ) -> list[tuple[int, str]]:
        """Records with, for each of `words`, a word that begins with one of its forms (is it, when that ends with a
        blank): their keys and names. At most `limit` of a kind, the newest of it.

        `within` are the accounts and the kinds that they have to be of; of none of them means any. Without words all of
        these kinds.
        """
        if not words and within is None:
            return []
        with self._lock:
            return list(self._whole(lambda: self._matching(self._open(), words, limit, within)))

    def _matching(
        self,
        index: sqlite3.Connection,
        words: Sequence[Sequence[str]],
        limit: int,
        within: tuple[Sequence[str], Sequence[Kind]] | None,
    ) -> list[tuple[int, str]]:
        if not all(words) or not self._is_made(index):
            return []
        accounts, kinds = within or ((), ())
        if not words:
            places = [ORDER[kind] << _KIND_BITS for kind in kinds]
            found = index.execute(
                f"SELECT id FROM doc WHERE {' OR '.join('id BETWEEN ? AND ?' for _place in places)} ORDER BY id DESC",
                [end for place in places for end in (place, place + (1 << _KIND_BITS) - 1)],
            )
        elif self._fts:
            match = " AND ".join(f"({' OR '.join(map(_beginning, forms))})" for forms in words)
            found = index.execute("SELECT rowid FROM found WHERE found MATCH ? ORDER BY rowid DESC", (match,))
        else:
            like = " AND ".join(f"({' OR '.join('body LIKE ?' for _form in forms)})" for forms in words)
            params = [f"% {form}%" for forms in words for form in forms]
            found = index.execute(f"SELECT id FROM doc WHERE {like} ORDER BY id DESC", params)
        theirs = {
            key
            for (key,) in index.execute(
                "SELECT id FROM doc WHERE account_id IN (SELECT value FROM json_each(?))", (json.dumps(list(accounts)),)
            )
        }
        taken = {place: limit if not kinds or kind in kinds else 0 for kind, place in ORDER.items()}
        keys = []
        for (key,) in found.fetchall():
            kind = key >> _KIND_BITS
            if taken[kind] and (not accounts or key in theirs):
                taken[kind] -= 1
                keys.append(key)
        return index.execute(
            "SELECT id, head FROM doc WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(keys),)
        ).fetchall()

    def records(self, keys: Sequence[int]) -> dict[int, Found]:
        """The records of these keys."""
        with self._lock:
            index = self._open()
            if not self._is_made(index):
                return {}
            rows = index.execute(
                "SELECT id, kind, row_id, account_id, day, fields, ref FROM doc"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(keys),),
            )
            return {
                key: Found(Kind(kind), row_id, account_id, day, json.loads(fields), json.loads(ref))
                for key, kind, row_id, account_id, day, fields, ref in rows
            }

    def containing(self, piece: str, limit: int = 40) -> list[str]:
        """Words of the index that have `piece` (three letters at least) anywhere, short ones first."""
        if len(piece) < 3:
            return []
        with self._lock:
            return list(self._whole(lambda: self._words(self._open(), [piece], limit, "length(w.word)")))

    def near(self, word: str, limit: int = 60) -> list[str]:
        """Words of the index that share most trigrams with `word`, the likest first; before them those that begin with
        it but for two letters that changed places."""
        if not _SHORTEST_LIKE <= len(word) <= _LONGEST_LIKE:
            return []
        within = f" {word} "
        pieces = list(dict.fromkeys(within[at : at + 3] for at in range(len(within) - 2)))
        with self._lock:
            begun = self._whole(lambda: self._begun(self._open(), swapped(word), limit))
            return [*begun, *self._whole(lambda: self._words(self._open(), pieces, limit, ""))]

    def _begun(self, index: sqlite3.Connection, heads: Sequence[str], limit: int) -> list[str]:
        """Words that begin with any of `heads`."""
        if not self._is_made(index):
            return []
        ranges = " OR ".join("word BETWEEN ? AND ?" for _head in heads)
        ends = [end for head in heads for end in (f" {head}", f" {head}\U0010ffff")]
        found = index.execute(f"SELECT word FROM word WHERE {ranges} LIMIT ?", [*ends, limit])
        return [row[0].strip() for row in found]

    def _words(self, index: sqlite3.Connection, pieces: Sequence[str], limit: int, by: str) -> list[str]:
        """Words with any of `pieces`, ordered by an expression, else by how many they have."""
        if not self._is_made(index):
            return []
        if self._fts:
            found = index.execute(
                "SELECT w.word FROM near JOIN word w ON w.id = near.rowid WHERE near MATCH ?"
                f" ORDER BY {by or 'rank'} LIMIT ?",
                (" OR ".join(map(_quoted, pieces)), limit),
            )
        else:
            score = " + ".join("(w.word LIKE ?)" for _piece in pieces)
            found = index.execute(
                f"SELECT w.word FROM word w WHERE ({score}) > 0 ORDER BY ({score}) DESC, length(w.word) LIMIT ?",
                [*(f"%{piece}%" for piece in (*pieces, *pieces)), limit],
            )
        return [row[0].strip() for row in found]

    @staticmethod
    def _is_made(index: sqlite3.Connection) -> bool:
        """False while another session makes it for the first time."""
        return bool(index.execute("PRAGMA user_version").fetchone()[0] == FORMAT)

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection, self._seen = None, None

    def close(self) -> None:
        """Close the index and its look at the workspace; while a thread makes it, both are left to the thread."""
        if not self._lock.acquire(timeout=CLOSING_SECONDS):
            return
        try:
            self._disconnect()
            if self._reader is not None:
                self._reader.close()
                self._reader = None
        finally:
            self._lock.release()


def _sweep(folder: Path) -> None:
    """Remove indexes that nobody has used for long: of workspaces that were moved or deleted."""
    for path in folder.glob("*.db*"):
        with suppress(OSError):
            if path.stat().st_mtime < time() - UNUSED_DAYS * 86400:
                path.unlink()


def _beginning(form: str) -> str:
    return _quoted(form.rstrip()) if form.endswith(" ") else f"{_quoted(form)} *"


def _quoted(form: str) -> str:
    return f'"{form}"'  # of letters, digits and blanks only


def _lasting(words: set[str]) -> list[str]:
    """Words that are kept by their letters: no short ones, and of numbers only those that are told by heart."""
    return [word for word in words if len(word) >= (_SHORTEST_NUMBER if word.isdecimal() else _SHORTEST_LIKE)]


def kind_of(key: int) -> Kind:
    """The kind of the record of a key."""
    return _KINDS[key >> _KIND_BITS]


def _slot(doc: Doc) -> int:
    """The first id for a record of this kind and day: ids rise by kind, then by day."""
    day = date.fromisoformat(doc.day).toordinal() if doc.day else 0
    return (ORDER[doc.kind] << _KIND_BITS) | (day << _DAY_BITS)


def _row(key: int, doc: Doc) -> tuple[Any, ...]:
    head = "\n".join(name for name in dict.fromkeys(map(plain, doc.names)) if name.strip())
    return (
        key,
        doc.kind.value,
        doc.row_id,
        doc.account_id,
        head,
        searchable(text for _field, text in doc.fields),
        json.dumps(doc.fields, ensure_ascii=False),
        json.dumps(doc.ref, ensure_ascii=False),
        doc.day,
    )
