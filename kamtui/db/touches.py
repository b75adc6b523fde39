"""Reads of touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from kamtui.db.reader import Reader, Row, as_date, in_list
from kamtui.domain.touches import Touch
from kamtui.domain.words import TouchKind

_TOUCH = """
SELECT t.id, t.account_id, t.on_date, t.kind, t.outcome, t.next_step, t.proactive, u.name AS user_name, t.task_id,
       t.version
  FROM touch t LEFT JOIN user_ u ON u.id = t.user_id
"""
_NEWEST = "SELECT id FROM touch WHERE account_id = :account {until} ORDER BY on_date DESC, created_at DESC, id DESC"
_PERSON = "SELECT p.touch_id, p.name, p.contact_id FROM touch_person p"


def touch(reader: Reader, touch_id: str) -> Touch | None:
    """One touch with its people."""
    with reader.snapshot():
        row = reader.row(f"{_TOUCH} WHERE t.id = :touch", touch=touch_id)
        people = reader.rows(f"{_PERSON} WHERE p.touch_id = :touch ORDER BY p.name", touch=touch_id)
    return _touch(row, people) if row is not None else None


def touches(reader: Reader, account_id: str, limit: int | None = None, skip: int = 0) -> list[Touch]:
    """Touches of an account, newest first; the last logged first within a day. `skip` goes with a limit."""
    if limit is None:
        return _all_touches(reader, account_id)
    with reader.snapshot():
        if not skip:
            ids = _ids(reader, f"{_NEWEST.format(until='')} LIMIT :count", account=account_id, count=limit)
        else:  # whole days are counted by the index, and only within one touches are passed over
            left, until = skip, None
            for day, count in days(reader, account_id):
                if left < count:
                    until = day
                    break
                left -= count
            if until is None:
                return []
            query = f"{_NEWEST.format(until='AND on_date <= :until')} LIMIT :count OFFSET :left"
            ids = _ids(reader, query, account=account_id, until=until, count=limit, left=left)
        names, params = in_list("t", ids)
        return _touches(reader, names, **params)


def days(reader: Reader, account_id: str) -> list[tuple[date, int]]:
    """How many touches of an account each day has, the latest first."""
    rows = reader.rows(
        "SELECT on_date, count(*) FROM touch WHERE account_id = :account GROUP BY on_date ORDER BY on_date DESC",
        account=account_id,
    )
    return [(day, count) for on, count in rows if (day := as_date(on)) is not None]


def place(reader: Reader, account_id: str, touch_id: str) -> int | None:
    """How many touches of an account come before one, newest first; None when it has no such touch."""
    ids = _ids(reader, _NEWEST.format(until=""), account=account_id)
    return ids.index(touch_id) if touch_id in ids else None


def _ids(reader: Reader, query: str, **params: object) -> list[str]:
    return [row[0] for row in reader.rows(query, **params)]


def _all_touches(reader: Reader, account_id: str) -> list[Touch]:
    """All touches of an account without looking each of them up."""
    with reader.snapshot():
        rows = reader.rows(
            f"{_TOUCH} WHERE t.account_id = :account ORDER BY t.on_date DESC, t.created_at DESC, t.id DESC",
            account=account_id,
        )
        present = reader.rows(
            f"{_PERSON} JOIN touch t ON t.id = p.touch_id WHERE t.account_id = :account", account=account_id
        )
    people: dict[str, list[Row]] = defaultdict(list)
    for row in present:
        people[row["touch_id"]].append(row)
    return [_touch(row, sorted(people[row["id"]], key=lambda one: str(one["name"]))) for row in rows]


def touches_with(reader: Reader, contact_ids: Sequence[str]) -> list[Touch]:
    """Touches that any of these contacts took part in, newest first; the last logged first within a day."""
    names, params = in_list("c", contact_ids)
    return _touches(reader, f"SELECT touch_id FROM touch_person WHERE contact_id IN ({names})", **params)


def touches_proving(reader: Reader, account_id: str) -> list[Touch]:
    """Touches that prove progressions of an account, newest first."""
    proving = "SELECT touch_id FROM progress_state WHERE account_id = :account AND touch_id IS NOT NULL"
    return _touches(reader, proving, account=account_id)


def _touches(reader: Reader, chosen: str, **params: object) -> list[Touch]:
    """The touches whose ids a query chooses, with their people."""
    with reader.snapshot():
        rows = reader.rows(
            f"{_TOUCH} WHERE t.id IN ({chosen}) ORDER BY t.on_date DESC, t.created_at DESC, t.id DESC", **params
        )
        people: dict[str, list[Row]] = defaultdict(list)
        for row in reader.rows(f"{_PERSON} WHERE p.touch_id IN ({chosen}) ORDER BY p.name", **params):
            people[row["touch_id"]].append(row)
    return [_touch(row, people[row["id"]]) for row in rows]


def proved(reader: Reader, touch_id: str) -> list[str]:
    """Codes of the progressions that refer to a touch, in the order of the library."""
    rows = reader.rows(
        """
        SELECT p.code FROM progress_state s JOIN progression p ON p.id = s.progression_id
         WHERE s.touch_id = :touch ORDER BY p.category, p.code
        """,
        touch=touch_id,
    )
    return [row["code"] for row in rows]


def last_editor(reader: Reader, touch_id: str) -> str:
    """Name of the user whose step changed a touch or its people last; people who were deleted count too."""
    found = reader.value(
        """
        SELECT u.name FROM journal_change c
          JOIN journal_step s ON s.id = c.step_id
          JOIN user_ u ON u.id = s.user_id
         WHERE c.row_id = :touch
            OR (c.table_name = 'touch_person' AND (c.before LIKE :within OR c.after LIKE :within))
         ORDER BY c.id DESC LIMIT 1
        """,
        touch=touch_id,
        within=f'%"{touch_id}"%',
    )
    return str(found or "")


def _touch(row: Row, people: list[Row]) -> Touch:
    day = as_date(row["on_date"])
    assert day is not None
    return Touch(
        id=row["id"],
        account_id=row["account_id"],
        on=day,
        kind=TouchKind(row["kind"]),
        outcome=row["outcome"],
        next_step=row["next_step"],
        people=tuple(person["name"] for person in people),
        contact_ids=tuple(person["contact_id"] for person in people if person["contact_id"]),
        proactive=bool(row["proactive"]),
        user=row["user_name"] or "",
        task_id=row["task_id"],
        version=row["version"],
    )
