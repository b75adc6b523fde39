"""Reads for captured lines: names only."""

from __future__ import annotations

from kamtui.db.reader import Reader
from kamtui.domain.capture_names import KnownPerson


def people(reader: Reader) -> list[KnownPerson]:
    """Everybody on a map who is still there, of accounts that are not archived."""
    return [
        KnownPerson(*row)
        for row in reader.rows(
            "SELECT c.id, c.name, a.code FROM contact c JOIN account a ON a.id = c.account_id"
            " WHERE a.archived_at IS NULL AND c.placeholder = 0 AND c.status != 'left' ORDER BY c.name, c.id"
        )
    ]
