"""Reads of what happened between two days, at accounts that are not archived."""

from __future__ import annotations

from datetime import date

from kamtui.db.reader import Reader
from kamtui.domain.numbers import TouchFact
from kamtui.domain.words import TouchKind

_ALIVE = "JOIN account a ON a.id = {table}.account_id AND a.archived_at IS NULL"
_DAYS = "BETWEEN :first AND :last"


def touches(reader: Reader, first: date, last: date) -> list[TouchFact]:
    """Touches of the days."""
    rows = reader.rows(
        f"""
        SELECT t.account_id, t.kind, t.proactive FROM touch t {_ALIVE.format(table="t")}
         WHERE t.on_date BETWEEN :first AND :last
        """,
        first=first,
        last=last,
    )
    return [TouchFact(row["account_id"], TouchKind(row["kind"]), bool(row["proactive"])) for row in rows]


def counts(reader: Reader, first: date, last: date) -> dict[str, int]:
    """Tasks done, moved to another quarter and dropped; people whose first touch it was; progressions done.

    Tasks without an account count too. A task has no day of dropping but that of its last change.
    """
    task = "FROM task t LEFT JOIN account a ON a.id = t.account_id"
    queries = {
        "done": f"SELECT count(*) {task} WHERE a.archived_at IS NULL AND t.status = 'done' AND t.done_on {_DAYS}",
        "moved": f"SELECT count(*) {task} JOIN task_move m ON m.task_id = t.id WHERE a.archived_at IS NULL"
        f" AND m.on_date {_DAYS}",
        "dropped": f"SELECT count(*) {task} WHERE a.archived_at IS NULL AND t.status = 'dropped'"
        f" AND date(t.updated_at) {_DAYS}",
        "gained": f"""
            SELECT count(*) FROM (
              SELECT min(t.on_date) AS day FROM touch_person p JOIN touch t ON t.id = p.touch_id
                {_ALIVE.format(table="t")} WHERE p.contact_id IS NOT NULL GROUP BY p.contact_id)
             WHERE day {_DAYS}""",
        "progressions": f"SELECT count(*) FROM progress_state s {_ALIVE.format(table='s')}"
        f" WHERE s.status = 'done' AND s.done_on {_DAYS}",
    }
    with reader.snapshot():
        return {name: int(reader.value(query, first=first, last=last)) for name, query in queries.items()}
