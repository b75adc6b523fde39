"""Reads of contacts."""

from __future__ import annotations

from collections.abc import Sequence

from kamtui.db.reader import Reader, Row, as_date, in_list
from kamtui.domain.contacts import Contact, Link, Tie, Way
from kamtui.domain.words import (
    Attitude,
    ContactStatus,
    Favours,
    Function,
    Influence,
    LineKind,
    Role,
    Strength,
    TieKind,
    WayKind,
)

# Tables whose rows belong to a contact: what changes in them happens to the contact.
CHILDREN = ("contact_role", "contact_category", "contact_way", "contact_line", "contact_tie")
_CONTACT = """
SELECT c.id, c.account_id, c.name, c.position, c.level, c.function, c.attitude, c.influence, c.strength,
       c.target_strength, c.status, c.placeholder, c.left_on, u.name, c.email, c.phone, c.birthday, c.reports_to_id,
       c.note, c.version, c.level_guessed, c.function_guessed, c.language, c.favours, c.competitor, c.cadence_ideal,
       c.cadence_maximum, c.chosen, c.left_to, c.left_settled, c.successor_id, c.former_id
  FROM contact c LEFT JOIN unit u ON u.id = c.unit_id
"""
_LAST_TOUCH = """
SELECT p.contact_id, max(t.on_date) FROM touch_person p JOIN touch t ON t.id = p.touch_id
 WHERE {contact} IN (SELECT c.id FROM contact c {where}) GROUP BY {contact}
"""
_ROLES = {role.value: role for role in Role}
_ROLE_ORDER = {role: place for place, role in enumerate(Role)}
_ATTITUDES = {attitude.value: attitude for attitude in Attitude}
_STRENGTHS = {strength.value: strength for strength in Strength}
_STATUSES = {status.value: status for status in ContactStatus}
_FUNCTIONS = {function.value: function for function in Function}
_INFLUENCES = {influence.value: influence for influence in Influence}


def contacts(
    reader: Reader, account_ids: Sequence[str] | None = None, ids: Sequence[str] | None = None
) -> list[Contact]:
    """Contacts of some accounts (None: of all accounts that are not archived), or these; by level and name."""
    params: dict[str, object] = {}
    if ids is not None:
        names, found = in_list("c", ids)
        params.update(found)
        where = f"WHERE c.id IN ({names})"
    elif account_ids is None:
        where = "WHERE c.account_id IN (SELECT id FROM account WHERE archived_at IS NULL)"
    else:
        names, found = in_list("a", account_ids)
        params.update(found)
        where = f"WHERE c.account_id IN ({names})"
    with reader.snapshot():
        rows = reader.rows(f"{_CONTACT} {where} ORDER BY coalesce(c.level, 0) DESC, c.search_key, c.id", **params)
        # All touches are read in the order of the table (+): by way of the index it takes three times as long.
        contact = "+p.contact_id" if account_ids is None and ids is None else "p.contact_id"
        touched = dict(map(tuple, reader.rows(_LAST_TOUCH.format(contact=contact, where=where), **params)))
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
        ways: dict[str, list[Way]] = {}
        for key, kind, value, label in reader.rows(
            "SELECT w.contact_id, w.kind, w.value, w.label FROM contact_way w JOIN contact c ON c.id = w.contact_id"
            f" {where} ORDER BY w.position, w.id",
            **params,
        ):
            ways.setdefault(key, []).append(Way(WayKind(kind), value, label))
        ties: dict[str, list[Tie]] = {}
        for key, *tie in reader.rows(f"{_TIE} {where} ORDER BY {_TIE_ORDER}, l.search_key", **params):
            ties.setdefault(key, []).append(_tie(*tie))
    return [
        _contact(
            row,
            roles.get(row[0], ()),
            buys.get(row[0], ()),
            touched.get(row[0]),
            tuple(ways.get(row[0], ())),
            tuple(ties.get(row[0], ())),
        )
        for row in rows
    ]


_TIE = """
SELECT t.contact_id, t.id, t.colleague_id, l.name, t.kind, t.strength, t.note, l.position
  FROM contact_tie t JOIN colleague l ON l.id = t.colleague_id JOIN contact c ON c.id = t.contact_id
"""
_TIE_ORDER = "CASE t.kind WHEN 'owner' THEN 0 WHEN 'executive_pair' THEN 1 ELSE 2 END"


def _tie(key: str, colleague_id: str, name: str, kind: str, strength: int | None, note: str, position: str) -> Tie:
    known = None if strength is None else _STRENGTHS[strength]
    return Tie(key, colleague_id, name, TieKind(kind), known, note, position)


def links(reader: Reader, account_ids: Sequence[str]) -> list[Link]:
    """Lines of influence and conflict that begin at contacts of these accounts, in the order they were drawn."""
    names, params = in_list("a", account_ids)
    return [
        as_link(row)
        for row in reader.rows(
            f"{LINK} JOIN contact c ON c.id = k.from_id WHERE c.account_id IN ({names}) ORDER BY k.id", **params
        )
    ]


def link(reader: Reader, link_id: str) -> Link | None:
    """One line."""
    row = reader.row(f"{LINK} WHERE k.id = :link", link=link_id)
    return as_link(row) if row is not None else None


LINK = "SELECT k.id, k.from_id, k.to_id, k.kind, k.note FROM contact_line k"


def as_link(row: Row) -> Link:
    """A row of LINK."""
    key, source, target, kind, note = row
    return Link(key, source, target, LineKind(kind), note)


def reachable(reader: Reader, account_id: str) -> list[Contact]:
    """Contacts of an account with no more than names and ways to reach them, to look for duplicates among them."""
    ways: dict[str, list[Way]] = {}
    with reader.snapshot():
        rows = reader.rows(
            "SELECT id, name, placeholder, email, phone FROM contact WHERE account_id = :account"
            " ORDER BY search_key, id",
            account=account_id,
        )
        for key, kind, value, label in reader.rows(
            "SELECT w.contact_id, w.kind, w.value, w.label FROM contact c JOIN contact_way w ON w.contact_id = c.id"
            " WHERE c.account_id = :account ORDER BY w.position, w.id",
            account=account_id,
        ):
            ways.setdefault(key, []).append(Way(WayKind(kind), value, label))
    return [
        Contact(
            key,
            account_id,
            name,
            placeholder=bool(placeholder),
            email=email,
            phone=phone,
            ways=tuple(ways.get(key, ())),
        )
        for key, name, placeholder, email, phone in rows
    ]


def colleagues(reader: Reader) -> list[tuple[str, str, str, str | None]]:
    """(id, name, position, user id) of our own people, by name."""
    return [tuple(row) for row in reader.rows("SELECT id, name, position, user_id FROM colleague ORDER BY search_key")]


def last_editor(reader: Reader, contact_id: str) -> str:
    """Name of the user whose step changed a contact, or a row that belongs to it, last; rows that went count too."""
    children = ", ".join(f"'{name}'" for name in CHILDREN)
    found = reader.value(
        f"""
        SELECT u.name FROM journal_change c
          JOIN journal_step s ON s.id = c.step_id
          JOIN user_ u ON u.id = s.user_id
         WHERE c.row_id = :contact
            OR (c.table_name IN ({children}) AND (c.before LIKE :within OR c.after LIKE :within))
         ORDER BY c.id DESC LIMIT 1
        """,
        contact=contact_id,
        within=f'%"{contact_id}"%',
    )
    return str(found or "")


def _contact(
    row: Row,
    roles: Sequence[Role],
    buys: Sequence[str],
    touched: str | None,
    ways: tuple[Way, ...],
    ties: tuple[Tie, ...],
) -> Contact:
    (
        key, account_id, name, position, level, function, attitude, influence, strength,
        target_strength, status, placeholder, left_on, unit, email, phone, birthday, reports_to,
        note, version, level_guessed, function_guessed, language, favours, competitor, cadence_ideal,
        cadence_maximum, chosen, left_to, left_settled, successor, former,
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
        bool(level_guessed),
        bool(function_guessed),
        language,
        Favours(favours) if favours else None,
        competitor,
        cadence_ideal,
        cadence_maximum,
        bool(chosen),
        left_to,
        bool(left_settled),
        successor,
        former,
        ways,
        ties,
    )
