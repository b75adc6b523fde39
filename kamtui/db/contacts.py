"""Reads of contacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kamtui.db.reader import Reader, as_date, in_list
from kamtui.domain.contacts import Contact
from kamtui.domain.words import Attitude, ContactStatus, Function, Influence, Role, Strength

_CONTACT = """
SELECT c.id, c.account_id, c.name, c.position, c.level, c.function, c.attitude, c.influence, c.strength,
       c.target_strength, c.status, c.placeholder, c.left_on, u.name AS unit, c.email, c.phone, c.birthday,
       c.reports_to_id, c.note, c.version,
       (SELECT max(t.on_date) FROM touch_person p JOIN touch t ON t.id = p.touch_id WHERE p.contact_id = c.id)
           AS last_touch
  FROM contact c LEFT JOIN unit u ON u.id = c.unit_id
"""


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
        roles: dict[str, list[Role]] = defaultdict(list)
        for row in reader.rows(
            "SELECT r.contact_id, r.role FROM contact_role r JOIN contact c ON c.id = r.contact_id " + where, **params
        ):
            roles[row["contact_id"]].append(Role(row["role"]))
        buys: dict[str, list[str]] = defaultdict(list)
        for row in reader.rows(
            "SELECT b.contact_id, p.name FROM contact_category b JOIN contact c ON c.id = b.contact_id"
            f" JOIN product_category p ON p.id = b.category_id {where} ORDER BY p.search_key",
            **params,
        ):
            buys[row["contact_id"]].append(row["name"])
    order = {role: place for place, role in enumerate(Role)}
    return [
        Contact(
            id=row["id"],
            account_id=row["account_id"],
            name=row["name"],
            position=row["position"],
            level=row["level"],
            function=Function(row["function"]) if row["function"] else None,
            roles=tuple(sorted(roles[row["id"]], key=order.__getitem__)),
            attitude=Attitude(row["attitude"]),
            influence=Influence(row["influence"]) if row["influence"] else None,
            strength=Strength(row["strength"]),
            target_strength=Strength(row["target_strength"]) if row["target_strength"] is not None else None,
            status=ContactStatus(row["status"]),
            placeholder=bool(row["placeholder"]),
            left_on=as_date(row["left_on"]),
            unit=row["unit"] or "",
            email=row["email"],
            phone=row["phone"],
            birthday=as_date(row["birthday"]),
            reports_to=row["reports_to_id"],
            categories=tuple(buys[row["id"]]),
            note=row["note"],
            last_touch=as_date(row["last_touch"]),
            version=row["version"],
        )
        for row in rows
    ]


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
