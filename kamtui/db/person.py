"""Reads about one person: by the person, so that they are quick at an account with hundreds of people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from kamtui.db.contacts import CHILDREN, LINK, as_link
from kamtui.db.reader import Reader, Row, as_date, in_list
from kamtui.domain.contacts import Link
from kamtui.i18n import language


def links_of(reader: Reader, contact_id: str) -> list[Link]:
    """Lines that begin or end at a contact, in the order they were drawn."""
    # Two looks into the indexes; an OR would read every line.
    ends = (
        "SELECT id FROM contact_line WHERE from_id = :contact UNION SELECT id FROM contact_line WHERE to_id = :contact"
    )
    return [as_link(row) for row in reader.rows(f"{LINK} WHERE k.id IN ({ends}) ORDER BY k.id", contact=contact_id)]


def near(reader: Reader, contact_id: str) -> tuple[list[str], list[str]]:
    """Ids of those who report to a contact, and of those whom the contact took over from."""
    reports = reader.rows("SELECT id FROM contact WHERE reports_to_id = :contact", contact=contact_id)
    before = reader.rows("SELECT id FROM contact WHERE successor_id = :contact", contact=contact_id)
    return [row[0] for row in reports], [row[0] for row in before]


def former(reader: Reader, contact_id: str) -> list[str]:
    """Ids of the records of the same person at other accounts, the latest first."""
    rows = reader.rows(
        """
        WITH RECURSIVE past(id, depth) AS (
            SELECT former_id, 1 FROM contact WHERE id = :contact AND former_id IS NOT NULL
            UNION SELECT c.former_id, p.depth + 1 FROM past p JOIN contact c ON c.id = p.id
             WHERE c.former_id IS NOT NULL AND p.depth < 50)
        SELECT id FROM past ORDER BY depth
        """,
        contact=contact_id,
    )
    return [row[0] for row in rows]


def companies(reader: Reader, account_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """(code, name) of accounts by id."""
    names, params = in_list("a", account_ids)
    rows = reader.rows(f"SELECT id, code, name FROM account WHERE id IN ({names})", **params)
    return {key: (code, name) for key, code, name in rows}


def evidence(reader: Reader, contact_ids: Sequence[str]) -> list[tuple[str, str, date | None, str, str]]:
    """Progressions done which these helped to prove: (code, title, done on, evidence, outcome of the touch).

    They took part in the touch that is the evidence, or are named as witnesses. Titles in the chosen language.
    """
    names, params = in_list("c", contact_ids)
    tongue = "ru" if language() == "ru" else "en"
    rows = reader.rows(
        f"""
        SELECT g.code, g.title_{tongue}, s.done_on, s.evidence, coalesce(t.outcome, '')
          FROM progress_state s
          JOIN progression g ON g.id = s.progression_id
          LEFT JOIN touch t ON t.id = s.touch_id
         WHERE s.status = 'done' AND s.id IN (
               SELECT x.id FROM touch_person p JOIN progress_state x ON x.touch_id = p.touch_id
                WHERE p.contact_id IN ({names})
               UNION
               SELECT x.id FROM progress_proof w
                 JOIN progress_state x ON x.account_id = w.account_id AND x.progression_id = w.progression_id
                WHERE w.contact_id IN ({names}))
         ORDER BY s.done_on DESC, g.position, g.code
        """,
        **params,
    )
    return [(code, title, as_date(on), text, outcome) for code, title, on, text, outcome in rows]


_CHANGE = """
SELECT s.id AS step, s.at, u.name AS user, s.action, s.subject, c.id, c.table_name, c.row_id, c.before, c.after
"""
_COUNTS = "s.kind NOT IN ('undo', 'redo') AND NOT s.undone"


def changes(reader: Reader, contact_ids: Sequence[str]) -> list[Row]:
    """Journal of these contacts and of the rows that belong to them, newest first, without what was undone.

    Columns: step, at, user, action, subject, id, table_name, row_id, before, after (images as JSON).
    """
    names, params = in_list("c", contact_ids)
    children = ", ".join(f"'{name}'" for name in CHILDREN)
    return reader.rows(
        f"""
        {_CHANGE} FROM journal_change c JOIN journal_step s ON s.id = c.step_id JOIN user_ u ON u.id = s.user_id
         WHERE c.row_id IN ({names}) AND {_COUNTS}
         UNION ALL
        {_CHANGE} FROM journal_step s
          CROSS JOIN journal_change c ON c.step_id = s.id
          JOIN user_ u ON u.id = s.user_id
         WHERE s.entities LIKE '%contact%' AND {_COUNTS}
           AND s.id > (SELECT coalesce(min(step_id), 0) FROM journal_change
                        WHERE row_id IN ({names}) AND before IS NULL)
           AND (c.table_name IN ({children}) OR s.action = 'contact.merge') AND c.table_name <> 'contact'
           AND EXISTS (SELECT 1 FROM json_each(:among) j
                        WHERE instr(c.before, j.value) > 0 OR instr(c.after, j.value) > 0)
         ORDER BY 1 DESC, 6
        """,
        among=json.dumps(list(contact_ids)),
        **params,
    )


def names_in_journal(reader: Reader, ids: Sequence[str]) -> dict[str, str]:
    """The last name, by id, of rows that have one, whether they are still there or not."""
    names, params = in_list("r", ids)
    found: dict[str, str] = {}
    for key, before, after in reader.rows(
        f"SELECT row_id, before, after FROM journal_change WHERE row_id IN ({names}) ORDER BY id", **params
    ):
        found[key] = str(json.loads(after or before).get("name", ""))
    for table in ("contact", "unit", "colleague", "product_category"):
        found |= {
            row[0]: row[1] for row in reader.rows(f"SELECT id, name FROM {table} WHERE id IN ({names})", **params)
        }
    return found
