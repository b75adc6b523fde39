"""The form of a person on the map, and the question when somebody left."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact
from kamtui.domain.today import date_words
from kamtui.domain.words import DMP_LEVELS, Attitude, Function, Influence, Role, Strength
from kamtui.errors import InvalidValue
from kamtui.i18n import _, pgettext
from kamtui.labels import label, level_label
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G, attitude_glyph

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

_WRITTEN = re.compile(r"(?P<year>\d{4})-(\d\d?)-(\d\d?)|(\d\d?)[./](\d\d?)[./](\d{4})")
ENTITIES = frozenset({"contact", "contact_role", "contact_category", "unit"})


def contact_form(
    workspace: Workspace,
    account_id: str,
    contact: Contact | None = None,
    *,
    level: int | None = None,
    function: Function | None = None,
    placeholder: bool = False,
) -> FormDialog[Contact]:
    """The form of a new person in the cell (`level`, `function`), or of `contact`."""
    today = workspace.today_date
    known = contact or Contact("", account_id, "", level=level, function=function, placeholder=placeholder)
    people = [c for c in workspace.contacts.of(account_id, left=False) if c.id != known.id]
    fields = _fields(known, people, today)

    def save(values: dict[str, object]) -> Contact:
        given = _read(values, today)
        if contact is None:
            return workspace.contacts.add(account_id, **given)
        return workspace.contacts.change(contact.id, version=contact.version, **given)

    new = _("Somebody to meet") if placeholder else _("New person")
    title = new if contact is None else contact.name
    return FormDialog(
        title,
        fields,
        save,
        draft=f"contact:{known.id or account_id}:{placeholder}",
        overwrite=(lambda changed: workspace.contacts.change(contact.id, None, **_read(changed, today)))
        if contact
        else None,
        entities=ENTITIES,
        note=_note(known),
    )


def _note(contact: Contact) -> str:
    if contact.placeholder:
        return _("The role is known, the person is not yet. Put in the name once you know it, and choose “a person”.")
    return ""


def _fields(contact: Contact, people: Sequence[Contact], today: date) -> list[Field]:
    nothing: tuple[object, str] = (None, "–")
    attitudes = tuple((value, f"{attitude_glyph(value)} {label(value)}") for value in Attitude)
    strengths = tuple((value, f"{value.value} {label(value)}") for value in Strength)
    bosses = tuple((person.id, person.name) for person in people)
    name_hint = _("empty: “to meet”") if contact.placeholder else ""
    return [
        Field("name", pgettext("person", "Name"), value=contact.name, hint=name_hint),
        Field("position", _("Position"), value=contact.position),
        Field(
            "level",
            _("Decision level"),
            "choice",
            contact.level,
            (*((level, f"{level} {level_label(level)}") for level in DMP_LEVELS), nothing),
        ),
        Field("function", _("Function"), "choice", contact.function, (*_choices(Function), nothing)),
        Field("roles", _("Roles in buying"), "multi", contact.roles, _choices(Role)),
        Field("attitude", _("Attitude to us"), "choice", contact.attitude, attitudes),
        Field("influence", _("Influence"), "choice", contact.influence, (*_choices(Influence), nothing)),
        Field("strength", _("Relationship now"), "choice", contact.strength, strengths),
        Field("target_strength", _("Relationship wanted"), "choice", contact.target_strength, (*strengths, nothing)),
        Field("reports_to", _("Reports to"), "choice", contact.reports_to, (*bosses, nothing)),
        Field("unit", _("Unit"), value=contact.unit, hint=_("site, plant or branch")),
        Field("phone", _("Phone"), value=contact.phone),
        Field("email", _("E-mail"), value=contact.email),
        Field(
            "birthday",
            _("Birthday"),
            value=contact.birthday.isoformat() if contact.birthday else "",
            hint="1980-05-17",
            preview=day_preview("birthday", today),
        ),
        Field("categories", _("Buys"), value=", ".join(contact.categories), hint=_("categories, separated by commas")),
        Field(
            "placeholder",
            _("Is"),
            "choice",
            contact.placeholder,
            ((False, _("a person")), (True, _("somebody to meet"))),
        ),
        Field("note", _("Note"), "long", contact.note),
    ]


def _choices(enum: type[Enum]) -> tuple[tuple[object, str], ...]:
    return tuple((member, label(member)) for member in enum)


def _read(values: dict[str, object], today: date) -> dict[str, object]:
    """The form's texts as the use case wants them; a day that cannot be read stays a text, which is refused there."""
    given = dict(values)
    if given.get("placeholder") and not str(given.get("name") or "").strip():
        given["name"] = _("to meet")
    if "birthday" in given:
        with contextlib.suppress(InvalidValue):
            given["birthday"] = read_day("birthday", str(given["birthday"] or ""), today)
    if "categories" in given:
        given["categories"] = tuple(part.strip() for part in str(given["categories"] or "").split(",") if part.strip())
    return given


def read_day(field: str, text: str, today: date) -> date | None:
    """A past day as typed: `2026-11-21`, `17.05.1980`, `21.11`, `yesterday`; None for nothing. Raises InvalidValue."""
    text = text.strip()
    if not text:
        return None
    written = _WRITTEN.fullmatch(text)
    if written:
        parts = [int(part) for part in written.groups() if part]
        with contextlib.suppress(ValueError):
            return date(*parts) if written["year"] else date(parts[2], parts[1], parts[0])
    else:
        from kamtui.domain.when import find_day

        found = find_day(text, today, past=True)
        if found is not None and found.span == (0, len(text)):  # a year or word left over would be lost
            return found.day
    raise InvalidValue(field, text, expected="2026-11-21")


def day_preview(field: str, today: date) -> Callable[[str], str]:
    """How a typed day is understood, for a form or a line."""

    def understand(text: str) -> str:
        day = read_day(field, text, today)
        return date_words(day) if day else ""

    return understand


def left_question(workspace: Workspace, contact: Contact) -> LineDialog[Contact]:
    """Ask since when somebody is gone; an empty line means today."""
    today = workspace.today_date

    def read(text: str) -> date:
        day = read_day("left_on", text, today) or today
        if day > today:
            raise InvalidValue("left_on", day.isoformat(), reason=_("the day lies in the future"))
        return day

    def submit(text: str) -> Contact:
        return workspace.contacts.mark_left(contact.id, read(text), version=contact.version)

    def understand(text: str) -> str:
        return f"{G.off} {contact.name} {G.dot} {date_words(read(text))}"

    return LineDialog(
        _("When did {name} leave?").format(name=contact.name),
        submit,
        understand=understand,
        history=f"left:{contact.id}",
        value=_("today"),
        entities=ENTITIES | {"progress_state", "progress_event"},
    )


def moved_level(contact: Contact, by: int) -> int | None:
    """The decision level one step up (+1) or down (−1): 5…1, then unknown."""
    order: list[int | None] = [None, *sorted(DMP_LEVELS)]
    return order[max(0, min(len(order) - 1, order.index(contact.level) + by))]


def moved_function(contact: Contact, by: int) -> Function | None:
    """The function next to the contact's; round the end through "unknown"."""
    order: list[Function | None] = [*Function, None]
    return order[(order.index(contact.function) + by) % len(order)]


def moved_attitude(contact: Contact, by: int) -> Attitude:
    """The attitude one step warmer (+1) or cooler (−1), −2…+2."""
    return Attitude(max(-2, min(2, contact.attitude + by)))


def reports_of(contact: Contact, people: Sequence[Contact]) -> list[Contact]:
    """Those who report to `contact` and have not left."""
    return [person for person in people if person.reports_to == contact.id and person.status != "left"]


def is_former(contact: Contact) -> bool:
    """Whether the person has left the company."""
    return not contact.placeholder and not rules.at_company(contact)
