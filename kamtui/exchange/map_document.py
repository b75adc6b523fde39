"""What a document about a contact map says, whatever its format: who stands where, the verdict, the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact
from kamtui.domain.settings import MethodSettings
from kamtui.domain.today import date_words
from kamtui.domain.words import DMP_LEVELS, ContactStatus, Function, LineKind, Role
from kamtui.i18n import _, ngettext, pgettext
from kamtui.labels import label, level_label

if TYPE_CHECKING:
    from kamtui.domain.contact_advice import Proposal
    from kamtui.domain.contact_cover import CellCover
    from kamtui.workspace.contact_map import ContactMap, MapAccount

Place = tuple[int | None, Function | None]
_TELLING = (Role.DECIDER, Role.SPONSOR, Role.CHAMPION, Role.BLOCKER)


class MapDocument(NamedTuple):
    """The map of `account`, or of its group, on a day.

    `names` are the names of all people of these accounts by id, also of those whom a unit filter leaves out;
    `proposals` come with the account that they are for; `former`: those who left are shown too.
    """

    account: MapAccount
    found: ContactMap
    names: Mapping[str, str]
    proposals: tuple[tuple[MapAccount, Proposal], ...]
    settings: MethodSettings
    today: date
    former: bool = False

    @property
    def people(self) -> tuple[Contact, ...]:
        """Who is shown, as on the map: the highest level first."""
        return tuple(
            one for one in self.found.contacts if self.former or one.placeholder or one.status is ContactStatus.ACTIVE
        )

    @property
    def is_group(self) -> bool:
        """Whether people of several accounts are on the map."""
        return len(self.found.accounts) > 1

    @property
    def title(self) -> str:
        """What the document is about."""
        text = _("Contact map of the group: {name}") if self.is_group else _("Contact map: {name}")
        return text.format(name=self.account.name)

    @property
    def subtitle(self) -> str:
        """The code, the accounts of a group, the unit that was chosen, and the day."""
        parts = [self.account.code]
        if self.is_group:
            parts.append(", ".join(one.name for one in self.found.accounts if one.id != self.account.id))
        if self.found.unit:
            parts.append(self.found.unit)
        return " · ".join([*(part for part in parts if part), date_words(self.today)])

    def account_of(self, contact: Contact) -> MapAccount:
        """The account at which somebody is."""
        return next((one for one in self.found.accounts if one.id == contact.account_id), self.account)

    def cells(self) -> dict[Place, tuple[Contact, ...]]:
        """The people shown, by level and function."""
        found: dict[Place, tuple[Contact, ...]] = {}
        for one in self.people:
            place = (one.level, one.function)
            found[place] = (*found.get(place, ()), one)
        return found

    @property
    def levels(self) -> tuple[int | None, ...]:
        """Rows: the levels 5…1, and that of those whose level nobody knows."""
        return (*DMP_LEVELS, *([None] if any(one.level is None for one in self.people) else ()))

    @property
    def functions(self) -> tuple[Function | None, ...]:
        """Columns: the functions in use, and that of those whose function nobody knows."""
        used = {one.function for one in self.people}
        return (*(one for one in Function if one in used), *([None] if None in used else ()))


class Fact(NamedTuple):
    """A line of the verdict: what it is about, what it says, and how good that is: `good warn bad muted`."""

    name: str
    text: str
    tone: str


class Line(NamedTuple):
    """A line between two people: `source` reports to, influences or is in conflict with `target`."""

    source: str
    words: str
    target: str
    note: str
    conflict: bool = False


def level_words(level: int | None) -> str:
    """`4 function directors`."""
    return _("level unknown") if level is None else f"{level} {level_label(level)}"


def function_words(function: Function | None) -> str:
    """The name of a function."""
    return _("function unknown") if function is None else label(function)


def role_words(contact: Contact) -> str:
    """The roles in words, the telling ones first."""
    order = [role for role in _TELLING if role in contact.roles]
    return ", ".join(label(role) for role in [*order, *(role for role in contact.roles if role not in order)])


def attitude_sign(contact: Contact) -> tuple[str, str]:
    """The glyph of an attitude towards us, and its tone."""
    place = contact.attitude + 2
    return "▼▽·△▲"[place], ("bad", "warn", "muted", "good", "good")[place]


def strength_words(contact: Contact) -> str:
    """The relationship now, and after an arrow the one that is wanted."""
    words = label(contact.strength)
    wanted = contact.target_strength
    return words if wanted is None or wanted == contact.strength else f"{words} → {label(wanted)}"


def freshness(contact: Contact, settings: MethodSettings, today: date) -> tuple[str, str]:
    """How long ago the last touch was and its tone; `!` beyond the maximum of the cadence."""
    if contact.placeholder:
        return "", "muted"
    if contact.status is ContactStatus.LEFT:
        day = contact.left_on
        return (_("left {day}").format(day=date_words(day)) if day else label(contact.status)), "muted"
    words = _("never")
    if contact.last_touch is not None:
        days = (today - contact.last_touch).days
        words = _("{n} d").format(n=days) if days > 0 else _("today")
    state = rules.cadence_state(contact, settings, today)
    if state is None:
        return words, "muted"
    if state.state == "late":
        return f"{words} !", "bad" if state.reminds else "warn"
    return words, "warn" if state.state == "due" else "good"


def verdict(found: ContactMap) -> list[Fact]:
    """What the map says: quality, what lacks to be complete, single-thread risk, key players without cover."""
    quality = found.quality.value or 0
    facts = [
        Fact(_("map quality"), f"{quality}/3, {rules.quality_words(quality)}", ("bad", "bad", "warn", "good")[quality])
    ]
    if found.completeness.value:
        facts.append(Fact(_("complete"), _("every role is held, every level covered"), "good"))
    else:
        facts.append(Fact(_("missing"), " · ".join(lacks(found)), "warn"))
    if found.no_active:
        facts.append(Fact(_("no contact"), _("nobody was touched in the time their level allows"), "bad"))
    elif found.single_thread:
        facts.append(Fact(_("single thread"), " · ".join(found.single_thread), "bad"))
    if found.uncovered:
        text = " · ".join(f"{one.contact.name}: {one.reason}" for one in found.uncovered)
        facts.append(Fact(_("uncovered"), text, "bad"))
    gone = sum(one.status is ContactStatus.LEFT for one in found.contacts)
    if gone:
        text = ngettext("{n} person has left", "{n} people have left", gone).format(n=gone)
        facts.append(Fact(_("former"), text, "muted"))
    return facts


def lacks(found: ContactMap) -> list[str]:
    """What the map lacks to be complete: roles that nobody holds, active contacts."""
    words = [label(role) for role in found.missing_roles]
    short = sum(max(0, one.wanted - one.active) for one in found.coverage.values() if one.in_use and one.wanted)
    if short:
        words.append(ngettext("{n} active contact", "{n} active contacts", short).format(n=short))
    return words or [_("people who decide")]


def cover_words(found: ContactMap, level: int) -> tuple[str, str]:
    """The cover of a level as `active/wanted`, just the active where none are wanted, and its tone."""
    cover = found.coverage[level]
    if not cover.in_use:
        return "–", "muted"
    if not cover.wanted:
        return str(cover.active), "muted"
    tone = "good" if cover.active >= cover.wanted else "warn" if cover.active else "bad"
    return f"{cover.active}/{cover.wanted}", tone


def cell_tone(cell: CellCover) -> str:
    """How those known in a cell stand to us on the whole."""
    attitude = cell.attitude or 0
    return "good" if attitude >= 0.5 else "bad" if attitude <= -0.5 else "warn"


def lines(document: MapDocument) -> list[Line]:
    """Who influences whom, who is in conflict, who reports to whom, by name."""
    names = document.names
    shown = {one.id for one in document.people}
    found = [
        Line(names[link.source], label(kind), names[link.target], link.note, kind is LineKind.CONFLICT)
        for kind in LineKind
        for link in document.found.links
        if link.kind is kind and link.source in names and link.target in names
        if link.source in shown or link.target in shown
    ]
    reports = pgettext("line", "reports to")
    return found + [
        Line(one.name, reports, names[one.reports_to], "")
        for one in document.people
        if one.reports_to is not None and one.reports_to in names
    ]


def state_words(contact: Contact, settings: MethodSettings, today: date) -> str:
    """Whether somebody is active, still to be met, or gone."""
    if contact.status is ContactStatus.LEFT:
        return label(contact.status)
    if contact.placeholder:
        return _("to meet")
    return _("yes") if rules.is_active(contact, settings, today) else _("no")


def names_of(contacts: Sequence[Contact]) -> dict[str, str]:
    """Names by id."""
    return {one.id: one.name for one in contacts}
