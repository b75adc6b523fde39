"""The form of a person on the map, and the steps that keys take a person by."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from kamtui.domain import contacts as rules
from kamtui.domain.contact_guess import guess
from kamtui.domain.contact_ways import parse_ways, ways_text
from kamtui.domain.contacts import Contact, Way
from kamtui.domain.languages import language_code, language_label
from kamtui.domain.today import date_words, written_day
from kamtui.domain.words import DMP_LEVELS, Attitude, Favours, Function, Influence, Role, Strength
from kamtui.errors import InvalidValue
from kamtui.i18n import _, pgettext
from kamtui.labels import label, level_label
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.glyphs import G, attitude_glyph

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

_WRITTEN = re.compile(r"(?P<year>\d{4})-(\d\d?)-(\d\d?)|(\d\d?)[./](\d\d?)[./](\d{4})")
COMMON_ROLES = 6
ENTITIES = frozenset(
    f"contact{part}" for part in ("", "_role", "_category", "_way", "_line", "_tie")
) | {"unit", "colleague"}  # fmt: skip
# a step with a person may reach tasks, touches and what they proved
TOUCHED = ENTITIES | {"task", "touch", "touch_person", "progress_state", "progress_event"}


def contact_form(
    workspace: Workspace, account_id: str, contact: Contact | None = None, *, known: Contact | None = None, at: str = ""
) -> FormDialog[Contact]:
    """The form of `contact`, opened on the field `at`; of a new person of whom `known` is known already."""
    today = workspace.today_date
    start = contact or known or Contact("", account_id, "")
    people = [c for c in workspace.contacts.of(account_id, left=False) if c.id != start.id]
    fields = _fields(start, people, workspace)

    def save(values: dict[str, object]) -> Contact:
        given = _read(values, start, today)
        if contact is None:
            return workspace.contacts.add(account_id, placeholder=start.placeholder, **given)
        return workspace.contacts.change(contact.id, version=contact.version, **given)

    new = _("Somebody to meet") if start.placeholder else _("New person")
    return FormDialog(
        contact.name if contact else new,
        fields,
        save,
        at=at,
        draft=f"contact:{start.id or account_id}:{start.placeholder}" + ("" if contact else f":{start.name}"),
        overwrite=(lambda changed: workspace.contacts.change(contact.id, None, **_read(changed, start, today)))
        if contact
        else None,
        entities=ENTITIES,
        note=_("The role is known, the person is not yet: m puts in the name once you have met.")
        if start.placeholder
        else "",
    )


def _fields(contact: Contact, people: Sequence[Contact], workspace: Workspace) -> list[Field]:
    nothing: tuple[object, str] = (None, "–")
    today, new = workspace.today_date, not contact.id
    attitudes = tuple((value, f"{attitude_glyph(value)} {label(value)}") for value in Attitude)
    strengths = tuple((value, f"{value.value} {label(value)}") for value in Strength)
    bosses = tuple((one.id, f"{one.name}, {one.position}" if one.position else one.name) for one in people)
    levels = tuple((level, f"{level} {level_label(level)}") for level in DMP_LEVELS)

    def guessed_level(values: Mapping[str, Any]) -> int | None:
        return guess(str(values["position"])).level if _asks(values, contact) else contact.level

    def guessed_function(values: Mapping[str, Any]) -> Function | None:
        return guess(str(values["position"])).function if _asks(values, contact) else contact.function

    return [
        Field(
            "name",
            pgettext("person", "Name"),
            value=contact.name,
            hint=_("empty: “to meet”") if contact.placeholder else "",
        ),
        Field(
            "position",
            _("Position"),
            value=contact.position,
            hint=_("chief engineer, head of quality: level and function are guessed from it"),
        ),
        Field("attitude", _("Attitude to us"), "choice", contact.attitude, attitudes),
        Field(
            "level",
            _("Decision level"),
            "choice",
            contact.level,
            (*levels, nothing),
            guess=guessed_level,
            guessed=contact.level_guessed or (new and contact.level is None),
        ),
        Field(
            "function",
            _("Function"),
            "choice",
            contact.function,
            (*_choices(Function), nothing),
            guess=guessed_function,
            guessed=contact.function_guessed or (new and contact.function is None),
        ),
        Field("roles", _("Roles in buying"), "multi", contact.roles, _choices(Role), common=COMMON_ROLES),
        Field("influence", _("Influence"), "choice", contact.influence, (*_choices(Influence), nothing)),
        Field("strength", _("Relationship now"), "choice", contact.strength, strengths),
        Field("target_strength", _("Relationship wanted"), "choice", contact.target_strength, (*strengths, nothing)),
        Field("reports_to", _("Reports to"), "pick", contact.reports_to, (nothing, *bosses)),
        Field("phone", _("Phone"), value=contact.phone, section=_("how to reach")),
        Field("email", _("E-mail"), value=contact.email),
        Field(
            "ways",
            _("More"),
            value=ways_text(contact.ways),
            hint=_("+7 921 555-01-02 work; @name telegram; second@mail.com"),
            preview=lambda text: _ways_words(parse_ways(text, contact.ways)),
        ),
        Field("unit", _("Unit"), value=contact.unit, hint=_("site, plant or branch"), section=_("about")),
        Field("categories", _("Buys"), value=", ".join(contact.categories), hint=_("categories, separated by commas")),
        Field("favours", _("Favours"), "choice", contact.favours, (*_choices(Favours), nothing)),
        Field(
            "competitor", _("Competitor"), value=contact.competitor, hint=_("whom the contact would rather buy from")
        ),
        Field(
            "language",
            _("Language"),
            value=language_label(contact.language) if contact.language else "",
            hint=_("the language to speak in: Russian, en, de"),
            preview=lambda text: language_label(language_code(text)),
        ),
        Field(
            "birthday",
            _("Birthday"),
            value=written_day(contact.birthday) if contact.birthday else "",
            hint="1980-05-17",
            preview=day_preview("birthday", today),
        ),
        Field(
            "cadence",
            _("Touch every"),
            value=_cadence_text(contact),
            hint=_("days, ideal and at most: 30/45; empty: as for the level"),
            preview=lambda text: _cadence_words(*read_cadence(text)),
            section=_("rhythm"),
        ),
        Field(
            "chosen",
            _("Remind me"),
            "choice",
            contact.chosen,
            ((False, _("as role and influence say")), (True, _("always"))),
        ),
        Field("note", _("Note"), "long", contact.note),
    ]


def _asks(values: Mapping[str, Any], contact: Contact) -> bool:
    """Whether the position is to be guessed from: not where it is as it was stored, with what was guessed then."""
    return not contact.id or values["position"] != contact.position


def _choices(enum: type[Enum]) -> tuple[tuple[object, str], ...]:
    return tuple((member, label(member)) for member in enum)


def _read(values: dict[str, object], known: Contact, today: date) -> dict[str, object]:
    """The form's texts as the use case wants them; a day that cannot be read stays a text, which is refused there."""
    given = dict(values)
    if known.placeholder and "name" in given and not str(given["name"] or "").strip():
        given["name"] = _("to meet")
    if "birthday" in given:
        with contextlib.suppress(InvalidValue):
            given["birthday"] = read_day("birthday", str(given["birthday"] or ""), today)
    if "categories" in given:
        given["categories"] = tuple(part.strip() for part in str(given["categories"] or "").split(",") if part.strip())
    if "ways" in given:
        given["ways"] = parse_ways(str(given["ways"]), known.ways)
    if "cadence" in given:
        given["cadence_ideal"], given["cadence_maximum"] = read_cadence(str(given.pop("cadence")))
    return given


def _ways_words(ways: Sequence[Way]) -> str:
    return f" {G.dot} ".join(" ".join(part for part in (label(way.kind), way.value, way.label) if part) for way in ways)


def _cadence_text(contact: Contact) -> str:
    ideal, maximum = contact.cadence_ideal, contact.cadence_maximum
    if ideal is None:
        return str(maximum or "")
    return f"{ideal}/{maximum or ''}"


def read_cadence(text: str) -> tuple[int | None, int | None]:
    """Ideal and maximum days as typed: `30/45`, `45` for the maximum alone, nothing. Raises InvalidValue."""
    ideal, slash, maximum = (part.strip() for part in text.partition("/"))
    if not slash:
        ideal, maximum = "", ideal
    days = [int(part) if part.isdecimal() else None for part in (ideal, maximum)]
    wrong = [part for part, number in zip((ideal, maximum), days, strict=True) if part and not number]
    if wrong or any(number is not None and number > 1000 for number in days):
        raise InvalidValue("cadence", text, expected="30/45, 45")
    if days[0] and days[1] and days[0] > days[1]:
        raise InvalidValue("cadence", text, reason=_("the ideal is no more days than the most"), expected="30/45")
    return days[0], days[1]


def _cadence_words(ideal: int | None, maximum: int | None) -> str:
    words = [_("ideally every {n} days").format(n=ideal)] if ideal else []
    words += [_("at most {n} days").format(n=maximum)] if maximum else []
    return ", ".join(words)


def read_day(field: str, text: str, today: date, *, past: bool = True) -> date | None:
    """A day as typed: `2026-11-21`, `17.05.1980`, `21.11`, `yesterday`; None for nothing. Raises InvalidValue.

    One without a year is the nearest that is not in the future, or without `past` the nearest that is not past.
    """
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

        found = find_day(text, today, past=past)
        if found is not None and found.span == (0, len(text)):  # a year or word left over would be lost
            return found.day
    raise InvalidValue(field, text, expected=written_day(date(2026, 11, 21)))


def day_preview(field: str, today: date, *, past: bool = True) -> Callable[[str], str]:
    """How a typed day is understood, for a form or a line."""

    def understand(text: str) -> str:
        day = read_day(field, text, today, past=past)
        return date_words(day) if day else ""

    return understand


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


def is_former(contact: Contact) -> bool:
    """Whether the person has left the company."""
    return not contact.placeholder and not rules.at_company(contact)
