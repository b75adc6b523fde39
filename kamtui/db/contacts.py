"""Reads of contacts."""

from __future__ import annotations

from collections.abc import Sequence

from kamtui.db.reader import Reader, Row, as_date, in_list
from kamtui.domain.contacts import Contact
from kamtui.domain.words import Attitude, ContactStatus, Function, Influence, Role, Strength

_CONTACT = """
SELECT c.id, c.account_id, c.name, c.position, c.level, c.function, c.attitude, c.influence, c.strength,
       c.target_strength, c.status, c.placeholder, c.left_on, u.name, c.email, c.phone, c.birthday, c.reports_to_id,
       c.note, c.version
  FROM contact c LEFT JOIN unit u ON u.id = c.unit_id
"""
_LAST_TOUCH = """
SELECT p.contact_id, max(t.on_date) FROM touch_person p JOIN touch t ON t.id = p.touch_id
 WHERE p.contact_id IN (SELECT c.id FROM contact c {where}) GROUP BY p.contact_id
"""
_ROLES = {role.value: role for role in Role}
_ROLE_ORDER = {role: place for place, role in enumerate(Role)}
_ATTITUDES = {attitude.value: attitude for attitude in Attitude}
_STRENGTHS = {strength.value: strength for strength in Strength}
_STATUSES = {status.value: status for status in ContactStatus}
_FUNCTIONS = {function.value: function for function in Function}
_INFLUENCES = {influence.value: influence for influence in Influence}


def contacts(reader: Reader, account_ids: Sequence[str] | None = None, contact_id: str | None = None) -> list[Contact]:
    """Contacts of some accounts (None: of all accounts that are not archived), or one contact; by level and name."""
    params: dict[str, object] = {}
    if contact_id is not None:
        where = "WHERE c.id = :contact"
        params["contact"] = contact_id
    elif account_ids is None:
        where = "WHERE c.account_id IN (SELECT id FROM account WHERE archived_at IS NULL)"
    else:
        names, found = in_list("a", account_ids)
        params.update(found)
        where = f"WHERE c.account_id IN ({names})"
    with reader.snapshot():
        rows = reader.rows(f"{_CONTACT} {where} ORDER BY coalesce(c.level, 0) DESC, c.search_key, c.id", **params)
        touched = dict(tuple(row) for row in reader.rows(_LAST_TOUCH.format(where=where), **params))
        roles: dict[str, list[Role]] = {}
        for key, role in reader.rows(
            "SELECT r.contact_id, r.role FROM contact_role r JOIN contact c ON c.id = r.contact_id " + where, **params
        ):
            roles.setdefault(key, []).append(_ROLES[role])
        buys: dict[str, list[str]] = {}
        for key, name in reader.rows(
            "SELECT b.contact_id, p.name FROM contact_category b JOIN contact c ON c.id = b.contact_id"
            f" JOIN product_category p ON p.id = b.category_id {where} ORDER BY p.search_key",
            **params,
        ):
            buys.setdefault(key, []).append(name)
    return [_contact(row, roles.get(row[0], ()), buys.get(row[0], ()), touched.get(row[0])) for row in rows]


def _contact(row: Row, roles: Sequence[Role], buys: Sequence[str], touched: str | None) -> Contact:
    (
        key, account_id, name, position, level, function, attitude, influence, strength,
        target_strength, status, placeholder, left_on, unit, email, phone, birthday, reports_to,
        note, version,
    ) = row  # fmt: skip
    return Contact(
        key,
        account_id,
        name,
        position,
        level,
        _FUNCTIONS[function] if function else None,
        tuple(sorted(roles, key=_ROLE_ORDER.__getitem__)) if len(roles) > 1 else tuple(roles),
        _ATTITUDES[attitude],
        _INFLUENCES[influence] if influence else None,
        _STRENGTHS[strength],
        None if target_strength is None else _STRENGTHS[target_strength],
        _STATUSES[status],
        bool(placeholder),
        as_date(left_on),
        unit or "",
        email,
        phone,
        as_date(birthday),
        reports_to,
        tuple(buys),
        note,
        as_date(touched),
        version,
    )


def proved_by_alone(reader: Reader, contact_id: str) -> list[str]:
    """Ids of progressions done, whose evidence is a touch in which this contact was the only person."""
    return [
        row["progression_id"]
        for row in reader.rows(
            """
            SELECT s.progression_id FROM progress_state s
             WHERE s.status = 'done' AND s.touch_id IN (
                   SELECT touch_id FROM touch_person GROUP BY touch_id
                   HAVING count(*) = 1 AND max(contact_id) = :contact)
            """,
            contact=contact_id,
        )
    ]
