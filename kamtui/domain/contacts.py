"""Contacts of an account and the judgement over them: activity, map quality, coverage, single-thread risk.

Rules: section "Contact map" of docs/method.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from kamtui.domain.explained import Explained, Part
from kamtui.domain.settings import Cadence, MethodSettings
from kamtui.domain.words import (
    DMP_LEVELS,
    KEY_PLAYER_INFLUENCE,
    SUPPORTIVE,
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
from kamtui.errors import InvalidValue
from kamtui.i18n import _, ngettext


class Way(NamedTuple):
    """A further way to reach a contact; `label` says which: work, mobile, Telegram."""

    kind: WayKind
    value: str
    label: str = ""


class Tie(NamedTuple):
    """One of our people (`name`, `position`) and how they stand to a contact; `strength` None while unknown."""

    id: str
    colleague_id: str
    name: str
    kind: TieKind
    strength: Strength | None = None
    note: str = ""
    position: str = ""


class Link(NamedTuple):
    """A line between two contacts: `source` influences `target`, or the two are in conflict."""

    id: str
    source: str
    target: str
    kind: LineKind
    note: str = ""


class Contact(NamedTuple):
    """A person at an account, or a placeholder: the role is known, the person is not yet.

    `level` is a DMP level 1…5 or None while unknown; `last_touch` the latest two-way touch. `email` and `phone` are the
    main ones, `ways` the others. `cadence_ideal` and `cadence_maximum` (days) stand above those of the level; `chosen`:
    reminded about whatever their role. Of those who left: `left_to` where they went, `successor` who took over,
    `left_settled` when nobody will. `former` is the record of the same person at another of our accounts.
    """

    id: str
    account_id: str
    name: str
    position: str = ""
    level: int | None = None
    function: Function | None = None
    roles: tuple[Role, ...] = ()
    attitude: Attitude = Attitude.NEUTRAL
    influence: Influence | None = None
    strength: Strength = Strength.NONE
    target_strength: Strength | None = None
    status: ContactStatus = ContactStatus.ACTIVE
    placeholder: bool = False
    left_on: date | None = None
    unit: str = ""
    email: str = ""
    phone: str = ""
    birthday: date | None = None
    reports_to: str | None = None
    categories: tuple[str, ...] = ()
    note: str = ""
    last_touch: date | None = None
    version: int = 1
    level_guessed: bool = False
    function_guessed: bool = False
    language: str = ""
    favours: Favours | None = None
    competitor: str = ""
    cadence_ideal: int | None = None
    cadence_maximum: int | None = None
    chosen: bool = False
    left_to: str = ""
    left_settled: bool = False
    successor: str | None = None
    former: str | None = None
    ways: tuple[Way, ...] = ()
    ties: tuple[Tie, ...] = ()

    def all_of(self, kind: WayKind) -> tuple[str, ...]:
        """Every phone, e-mail or messenger, the main one first."""
        main = {WayKind.PHONE: self.phone, WayKind.EMAIL: self.email}.get(kind, "")
        return (*([main] if main else ()), *(way.value for way in self.ways if way.kind is kind))

    @property
    def owner(self) -> Tie | None:
        """Who of our people owns the relationship."""
        return next((tie for tie in self.ties if tie.kind is TieKind.OWNER), None)


# A level without a cadence, or an unknown level, still has to say who is active.
NO_CADENCE_DAYS = 180
_NO_CADENCE = Cadence(None, None)
WANTED_ROLES = (Role.SPONSOR, Role.DECIDER, Role.CHAMPION)


class LevelCover(NamedTuple):
    """People of one DMP level: known (not left), active among them, placeholders, and how many active are wanted."""

    known: int
    active: int
    placeholders: int
    wanted: int

    @property
    def in_use(self) -> bool:
        """Whether the level has a contact or placeholder who has not left."""
        return self.known + self.placeholders > 0


class CadenceState(NamedTuple):
    """How fresh the relation is: `fresh`, `due` (beyond the ideal) or `late` (beyond the maximum).

    `days` since the last touch, None when there never was one (then `late`). `reminds` as in `is_reminded`.
    """

    state: str
    days: int | None
    ideal: int | None
    maximum: int
    reminds: bool


def at_company(contact: Contact) -> bool:
    """Whether the contact is a person (not a placeholder) who has not left."""
    return not contact.placeholder and contact.status is not ContactStatus.LEFT


def is_key_player(contact: Contact) -> bool:
    """Whether the contact takes part in decisions or belongs to the inner circle."""
    return contact.influence in KEY_PLAYER_INFLUENCE


def is_reminded(contact: Contact) -> bool:
    """Whether Today speaks of the contact: a key player, a role holder, or somebody chosen."""
    return contact.chosen or bool(contact.roles) or is_key_player(contact)


def cadence_of(contact: Contact, settings: MethodSettings) -> Cadence:
    """The person's own marks, else those of the level.

    The two marks never cross: a longer ideal of one's own lifts the maximum, a shorter maximum lowers the ideal.
    """
    level = settings.cadence.get(contact.level or 0, _NO_CADENCE)
    ideal, maximum = contact.cadence_ideal, contact.cadence_maximum
    if ideal is None and maximum is None:
        return level
    if maximum is None:
        assert ideal is not None
        return Cadence(ideal, max(ideal, level.maximum or NO_CADENCE_DAYS))
    ideal = level.ideal if ideal is None else ideal
    return Cadence(None if ideal is None else min(ideal, maximum), maximum)


def is_active(contact: Contact, settings: MethodSettings, today: date) -> bool:
    """At the company and touched within the maximum cadence: the person's own, else that of the level.

    Where there is none, within NO_CADENCE_DAYS.
    """
    if contact.last_touch is None or not at_company(contact):
        return False
    maximum = cadence_of(contact, settings).maximum
    return (today - contact.last_touch).days <= (NO_CADENCE_DAYS if maximum is None else maximum)


def map_quality(contacts: Iterable[Contact]) -> Explained[int]:
    """0 no contacts, 1 no key player among them, 2 a key player, 3 a supportive key player."""
    people = [contact for contact in contacts if at_company(contact)]
    key = [contact for contact in people if is_key_player(contact)]
    supportive = [contact for contact in key if contact.attitude in SUPPORTIVE]
    value = 3 if supportive else 2 if key else 1 if people else 0
    return Explained(
        value,
        (
            Part(_("Contacts"), len(people)),
            Part(_("Key players"), len(key), _names(key)),
            Part(_("Supportive key players"), len(supportive), _names(supportive)),
        ),
        _("0 no contacts · 1 no key player · 2 a key player · 3 a supportive key player"),
    )


def quality_words(quality: int) -> str:
    """Map quality 0…3 in words."""
    return (
        _("nobody on the map yet"),
        _("contacts, but no key player among them"),
        _("a key player, but none on our side"),
        _("a key player is on our side"),
    )[quality]


def coverage(contacts: Iterable[Contact], settings: MethodSettings, today: date) -> dict[int, LevelCover]:
    """The cover of every DMP level, 5 first. People of unknown level are in none of them."""
    known, active, placeholders = (dict.fromkeys(DMP_LEVELS, 0) for _unused in range(3))
    for contact in contacts:
        level = contact.level
        if level not in known or contact.status is ContactStatus.LEFT:
            continue
        if contact.placeholder:
            placeholders[level] += 1
        else:
            known[level] += 1
            active[level] += is_active(contact, settings, today)
    return {
        level: LevelCover(known[level], active[level], placeholders[level], settings.cover_goal.get(level, 0))
        for level in DMP_LEVELS
    }


def missing_roles(contacts: Iterable[Contact]) -> tuple[Role, ...]:
    """Which of sponsor, decider and champion nobody at the company holds."""
    held = {role for contact in contacts if at_company(contact) for role in contact.roles}
    return tuple(role for role in WANTED_ROLES if role not in held)


def completeness(contacts: Sequence[Contact], settings: MethodSettings, today: date) -> Explained[bool]:
    """Whether the map is complete (progression C12): the three roles held, enough active people on levels in use.

    False while no level is in use. One part per requirement; its note says what lacks.
    """
    missing = missing_roles(contacts)
    parts = [
        Part(role_label(role), role not in missing, _("nobody holds this role") if role in missing else "")
        for role in WANTED_ROLES
    ]
    used = {level: cover for level, cover in coverage(contacts, settings, today).items() if cover.in_use}
    enough = bool(used)
    for level, cover in used.items():
        if not cover.wanted:
            continue
        lacking = max(0, cover.wanted - cover.active)
        enough = enough and not lacking
        note = ngettext("{n} active contact lacks", "{n} active contacts lack", lacking).format(n=lacking)
        parts.append(
            Part(
                _("Active on level {level}").format(level=level),
                f"{cover.active}/{cover.wanted}",
                note if lacking else "",
            )
        )
    rule = _("a sponsor, a decider and a champion; enough active contacts on every level in use")
    return Explained(enough and not missing, tuple(parts), rule)


def role_label(role: Role) -> str:
    """The translated name of one of the wanted roles."""
    return {Role.SPONSOR: _("Sponsor"), Role.DECIDER: _("Decider"), Role.CHAMPION: _("Champion")}[role]


def single_thread(contacts: Iterable[Contact], settings: MethodSettings, today: date) -> tuple[str, ...]:
    """Why the relation hangs on a thread: one active contact, one function only, nobody on level 4 or above.

    Empty when there is no such risk, and also when nobody is active at all: that is `no_active_contact`. Functions
    count as one only when every active contact's function is known.
    """
    active = [contact for contact in contacts if is_active(contact, settings, today)]
    if not active:
        return ()
    reasons = []
    if len(active) == 1:
        reasons.append(_("only one active contact: {name}").format(name=active[0].name))
    elif active[0].function and all(contact.function is active[0].function for contact in active):
        reasons.append(_("all active contacts are in one function"))
    if not any((contact.level or 0) >= 4 for contact in active):
        reasons.append(_("no active contact on level 4 or above"))
    return tuple(reasons)


def no_active_contact(contacts: Iterable[Contact], settings: MethodSettings, today: date) -> bool:
    """Whether nobody at the account is active."""
    return not any(is_active(contact, settings, today) for contact in contacts)


def cadence_state(contact: Contact, settings: MethodSettings, today: date) -> CadenceState | None:
    """Where the contact stands against the own cadence or that of the level; None where there is none to keep."""
    cadence = cadence_of(contact, settings)
    if cadence.maximum is None or not at_company(contact):
        return None
    days = None if contact.last_touch is None else max(0, (today - contact.last_touch).days)
    if days is None or days > cadence.maximum:
        state = "late"
    else:
        state = "due" if cadence.ideal is not None and days > cadence.ideal else "fresh"
    return CadenceState(state, days, cadence.ideal, cadence.maximum, is_reminded(contact))


def check_reports_to(contacts: Iterable[Contact], contact_id: str, boss_id: str | None) -> None:
    """Raise InvalidValue when `boss_id` reports, directly or not, to `contact_id`, or is nobody on this map."""
    if boss_id is None:
        return
    by_id = {contact.id: contact for contact in contacts}
    if boss_id not in by_id:
        raise InvalidValue("reports_to", boss_id, reason=_("no such contact on this map"))
    chain: list[str] = []
    at: str | None = boss_id
    while at is not None and at in by_id and at not in chain:
        chain.append(at)
        if at == contact_id:
            above = [by_id[step].name for step in chain]
            names = " → ".join([above[-1], *above] if len(above) > 1 else above * 2)
            raise InvalidValue(
                "reports_to", by_id[boss_id].name, reason=_("a circle of reports: {names}").format(names=names)
            )
        at = by_id[at].reports_to


def _names(contacts: Iterable[Contact]) -> str:
    return ", ".join(contact.name for contact in contacts)
