"""How the facts about a person get into the tables: the row, and the rows that belong to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamtui.db import contacts as reads
from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact, Way
from kamtui.domain.text import regrouped, search_key
from kamtui.domain.words import ContactStatus, Role
from kamtui.errors import Conflict, InvalidValue
from kamtui.i18n import _
from kamtui.workspace.base import apply

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.reader import Reader
    from kamtui.db.writer import Step

# What is said of those who left, and of nobody else.
AT_THE_COMPANY = {
    "status": ContactStatus.ACTIVE, "left_on": None, "left_to": "", "left_settled": False, "successor_id": None,
}  # fmt: skip


def seen(reader: Reader, step: Step, contact_id: str, version: int | None = None) -> tables.Contact:
    """The contact, about whom the step is. Raises NotFound; Conflict when it, or what belongs to it, has changed."""
    from kamtui.db import tables

    row = step.get(tables.Contact, contact_id, _("contact"))
    if version is not None and row.version != version:
        raise Conflict(row.name, reads.last_editor(reader, contact_id))
    step.subject = row.name
    return row


def add_guesses(values: dict[str, Any], row: tables.Contact | None = None) -> None:
    """Fill level and function from the position where nobody said them.

    Of a new contact those not given; of `row` those that were guessed before.
    """
    if not values.get("position"):
        return
    from kamtui.domain.contact_guess import guess

    found = guess(values["position"])
    for name, value in (("level", found.level), ("function", found.function)):
        open_ = values.get(name) is None if row is None else name not in values and getattr(row, f"{name}_guessed")
        if open_ and value is not None:
            values[name], values[f"{name}_guessed"] = value, True


def new_contact(step: Step, account_id: str, values: Mapping[str, Any], **plain: object) -> tables.Contact:
    """A new contact of an account, of validated fields with `name` among them, and of columns as they are (`plain`)."""
    from kamtui.db import tables

    row = tables.Contact(**{"account_id": account_id, "name": values.get("name", ""), "search_key": "", **plain})
    step.session.add(row)
    write_contact(step, row, values)
    return row


def write_contact(step: Step, row: tables.Contact, values: Mapping[str, Any]) -> None:
    """Write validated fields into a contact row and the rows that belong to it.

    Raises InvalidValue for a boss of another account, or one who reports to the contact.
    """
    new = row in step.session.new
    plain = dict(values)
    roles, categories, ways = (plain.pop(name, None) for name in ("roles", "categories", "ways"))
    for name in ("level", "function"):  # what somebody says is no longer a guess
        if name in plain:
            plain.setdefault(f"{name}_guessed", False)
    if "unit" in plain:
        plain["unit_id"] = unit_id(step, row.account_id, plain.pop("unit"))
    if "reports_to" in plain:
        plain["reports_to_id"] = plain.pop("reports_to")
        _check_boss(step, row, plain["reports_to_id"])
    if "name" in plain:
        plain["search_key"] = search_key(plain["name"])
    apply(row, plain)
    if row.cadence_ideal and row.cadence_maximum and row.cadence_ideal > row.cadence_maximum:
        reason = _("is longer than the maximum of {days} days").format(days=row.cadence_maximum)
        raise InvalidValue("cadence_ideal", row.cadence_ideal, reason=reason)
    step.session.flush()
    changed = [
        roles is not None and _write_roles(step, row.id, roles),
        categories is not None and _write_categories(step, row.id, categories),
        ways is not None and _write_ways(step, row.id, ways),
    ]
    if any(changed) and not new:
        step.mark_changed(row)


def _check_boss(step: Step, row: tables.Contact, boss: str | None) -> None:
    from sqlmodel import col, select

    from kamtui.db import tables

    if boss is None:
        return
    c = tables.Contact
    found = step.session.exec(
        select(c.id, c.name, c.reports_to_id).where(c.account_id == row.account_id).order_by(col(c.id))
    )
    people = [Contact(key, row.account_id, name, reports_to=above) for key, name, above in found]
    if all(person.id != boss for person in people):
        raise InvalidValue("reports_to", boss, reason=_("is no contact of this account"))
    rules.check_reports_to(people, row.id, boss)


def unit_id(step: Step, account_id: str, name: str) -> str | None:
    """Id of the unit of this name, made when there is none; None for an empty name."""
    from sqlmodel import select

    from kamtui.db.tables import Unit

    if not name:
        return None
    key = search_key(name)
    unit = step.session.exec(select(Unit).where(Unit.account_id == account_id, Unit.search_key == key)).first()
    if unit is None:
        unit = Unit(account_id=account_id, name=name, search_key=key)
        step.session.add(unit)
        step.session.flush()
    return unit.id


def category_id(step: Step, name: str) -> str:
    """Id of the product category of this name, made when there is none."""
    from sqlmodel import select

    from kamtui.db.tables import ProductCategory

    key = search_key(name)
    category = step.session.exec(select(ProductCategory).where(ProductCategory.search_key == key)).first()
    if category is None:
        category = ProductCategory(name=name, search_key=key)
        step.session.add(category)
        step.session.flush()
    return category.id


def _write_roles(step: Step, contact_id: str, roles: Sequence[Role]) -> bool:
    from sqlmodel import select

    from kamtui.db.tables import ContactRole

    present = {r.role: r for r in step.session.exec(select(ContactRole).where(ContactRole.contact_id == contact_id))}
    wanted = {role.value for role in roles}
    new = [role for role in dict.fromkeys(role.value for role in roles) if role not in present]
    step.session.add_all(ContactRole(contact_id=contact_id, role=role) for role in new)
    gone = [row for value, row in present.items() if value not in wanted]
    for row in gone:
        step.session.delete(row)
    return bool(new or gone)


def _write_categories(step: Step, contact_id: str, names: Sequence[str]) -> bool:
    from sqlmodel import select

    from kamtui.db.tables import ContactCategory, ProductCategory

    known = frozenset(step.session.exec(select(ProductCategory.search_key)))
    wanted = {category_id(step, name) for name in regrouped(names, known)}
    present = {
        c.category_id: c
        for c in step.session.exec(select(ContactCategory).where(ContactCategory.contact_id == contact_id))
    }
    for key in sorted(wanted - present.keys()):
        step.session.add(ContactCategory(contact_id=contact_id, category_id=key))
    for key in present.keys() - wanted:
        step.session.delete(present[key])
    return wanted != present.keys()


def _write_ways(step: Step, contact_id: str, ways: Sequence[Way]) -> bool:
    from sqlmodel import select

    from kamtui.db.tables import ContactWay

    present = {
        (w.kind, w.value): w for w in step.session.exec(select(ContactWay).where(ContactWay.contact_id == contact_id))
    }
    before = [(w.kind, w.value, w.label) for w in sorted(present.values(), key=lambda w: (w.position, w.id))]
    for position, way in enumerate(ways):
        row = present.pop((way.kind.value, way.value), None)
        if row is None:
            row = ContactWay(contact_id=contact_id, kind=way.kind.value, value=way.value)
            step.session.add(row)
        apply(row, {"label": way.label, "position": position})
    for row in present.values():
        step.session.delete(row)
    return before != [(way.kind.value, way.value, way.label) for way in ways]
