"""Reads of promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kamtui.db.reader import Reader, Row, as_date, as_day, in_list
from kamtui.domain.promises import Promise, order
from kamtui.domain.words import PromiseSide, PromiseStatus

_PROMISE = """
SELECT p.id, p.account_id, p.side, p.text, p.due, p.status, p.settled_on,
       coalesce(t.on_date, p.created_at) AS made_on, p.contact_id, c.name AS contact, p.touch_id,
       u.login, u.name AS owner_name, p.note, a.code, a.name AS account_name, p.version
  FROM promise p JOIN account a ON a.id = p.account_id
  LEFT JOIN contact c ON c.id = p.contact_id
  LEFT JOIN touch t ON t.id = p.touch_id
  LEFT JOIN user_ u ON u.id = p.user_id
"""


def promise(reader: Reader, promise_id: str) -> Promise | None:
    """One promise."""
    row = reader.row(f"{_PROMISE} WHERE p.id = :promise", promise=promise_id)
    return _promise(row) if row is not None else None


def promises(reader: Reader, account_id: str | None = None, *, open_only: bool = False) -> list[Promise]:
    """Promises of an account, or of all that are not archived; open ones first, the earliest day first."""
    where = ["p.account_id = :account" if account_id else "a.archived_at IS NULL"]
    where += ["p.status = 'open'"] if open_only else []
    return _listed(reader, " AND ".join(where), account=account_id)


def of_touch(reader: Reader, touch_id: str) -> list[Promise]:
    """Promises given at a touch, in the order they were written."""
    rows = reader.rows(f"{_PROMISE} WHERE p.touch_id = :touch ORDER BY p.id", touch=touch_id)
    return [_promise(row) for row in rows]


def with_contact(reader: Reader, contact_id: str) -> list[Promise]:
    """Open promises to or by a contact, the earliest day first."""
    return _listed(reader, "p.contact_id = :contact AND p.status = 'open'", contact=contact_id)


def open_by_account(reader: Reader, account_ids: Sequence[str]) -> dict[str, list[Promise]]:
    """Open promises of these accounts."""
    among, params = in_list("a", account_ids)
    found: dict[str, list[Promise]] = defaultdict(list)
    for one in _listed(reader, f"p.status = 'open' AND p.account_id IN ({among})", **params):
        found[one.account_id].append(one)
    return found


def _listed(reader: Reader, where: str, **params: object) -> list[Promise]:
    return sorted((_promise(row) for row in reader.rows(f"{_PROMISE} WHERE {where}", **params)), key=order)


def _promise(row: Row) -> Promise:
    (key, account, side, text, due, status, settled, made, contact_id, contact, touch, login, owner, note, code, name,
     version) = row  # fmt: skip
    return Promise(
        key, account, PromiseSide(side), text, as_date(due), PromiseStatus(status), as_date(settled), as_day(made),
        contact_id, contact or "", touch, login, owner or "", note, code, name, version,
    )  # fmt: skip
