"""Reads of notes."""

from __future__ import annotations

from kamtui.db.reader import Reader, Row, as_date
from kamtui.domain.notes import Note

_NOTE = """
SELECT n.id, n.text, n.on_date, n.account_id, n.contact_id, c.name AS contact, a.code, a.name AS account_name,
       u.name AS user, n.version
  FROM note n LEFT JOIN account a ON a.id = n.account_id
  LEFT JOIN contact c ON c.id = n.contact_id
  LEFT JOIN user_ u ON u.id = n.user_id
"""
_NEWEST = "ORDER BY n.on_date DESC, n.created_at DESC, n.id DESC"


def note(reader: Reader, note_id: str) -> Note | None:
    """One note."""
    row = reader.row(f"{_NOTE} WHERE n.id = :note", note=note_id)
    return _note(row) if row is not None else None


def notes(reader: Reader, account_id: str | None = None, contact_id: str | None = None) -> list[Note]:
    """Notes of an account, of a contact, or all (those of archived accounts left out), newest first."""
    where = "a.archived_at IS NULL"
    if account_id or contact_id:
        where = "n.account_id = :account" if account_id else "n.contact_id = :contact"
    rows = reader.rows(f"{_NOTE} WHERE {where} {_NEWEST}", account=account_id, contact=contact_id)
    return [_note(row) for row in rows]


def _note(row: Row) -> Note:
    key, text, on, account, contact_id, contact, code, name, user, version = row
    day = as_date(on)
    assert day is not None
    return Note(key, text, day, account, contact_id, contact or "", code or "", name or "", user or "", version)
