"""A person in facts: read once, told as labelled lines; and the side panel of the map that shows them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from textual.strip import Strip

from kamtui.domain import contacts as rules
from kamtui.domain.contacts import Contact
from kamtui.domain.languages import language_label
from kamtui.domain.settings import MethodSettings
from kamtui.domain.today import ago_words, date_words, day_words
from kamtui.domain.words import Favours, WayKind
from kamtui.i18n import _, pgettext
from kamtui.labels import label, level_label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens.account_map_cards import influence_sign, role_words
from kamtui.ui.screens.account_parts import attitude_span, fact, name_span, section, task_line, touch_lines

if TYPE_CHECKING:
    from kamtui.workspace import Workspace
    from kamtui.workspace.person_view import PersonView

LAST_TOUCHES = 5


class Person(NamedTuple):
    """What is known of a contact, with what it takes to judge it."""

    view: PersonView
    settings: MethodSettings
    today: date
    later: tuple[Contact, str] | None = None  # the record at the account that the person went to, and its name

    @property
    def contact(self) -> Contact:
        """The contact itself."""
        return self.view.contact


class Fact(NamedTuple):
    """A labelled line. `field` is the form's field it is edited in, `copy` what `y` takes when not the text itself."""

    field: str
    name: str
    spans: list[Span]
    copy: str = ""

    @property
    def text(self) -> str:
        """The fact without its colours."""
        return self.copy or "".join(text for text, _style in self.spans)


def read_person(workspace: Workspace, contact_id: str) -> Person:
    """Read a person. Raises NotFound."""
    view = workspace.contacts.person(contact_id)
    gone_to, later = view.contact.left_to, None
    for _code, name, account_id in workspace.accounts.refs() if gone_to else ():
        if name == gone_to:
            there = workspace.contacts.of(account_id)
            later = next(((one, name) for one in there if one.former == contact_id), later)
    return Person(view, workspace.method, workspace.today_date, later)


def known_facts(person: Person) -> list[Fact]:
    """Place on the map, stance, relationship; what a person is asked about first comes first, unknown or not."""
    contact = person.contact
    unknown: Span = (_("unknown"), "faint")
    level = f"{contact.level} {G.dot} {level_label(contact.level)}" if contact.level else ""
    facts = [
        Fact("level", _("level"), _guessable(level, contact.level_guessed)),
        Fact(
            "function",
            _("function"),
            _guessable(label(contact.function) if contact.function else "", contact.function_guessed),
        ),
        Fact("roles", _("roles"), [(role_words(contact), "accent") if contact.roles else (_("none known"), "faint")]),
    ]
    if not contact.placeholder:
        glyph, style = attitude_span(contact)
        facts.append(Fact("attitude", _("attitude"), [(f"{glyph} {label(contact.attitude)}", style)]))
    influence: list[Span] = [(label(contact.influence), "text") if contact.influence else unknown]
    if rules.is_key_player(contact):
        influence.append((f"  {influence_sign(contact)} " + _("key player"), "accent"))
    facts.append(Fact("influence", _("influence"), influence))
    if not contact.placeholder:
        facts.append(Fact("strength", _("relationship"), _relationship(contact)))
    return facts


def _guessable(text: str, guessed: bool) -> list[Span]:
    if not text:
        return [(_("unknown"), "faint")]
    return [(f"{text}?", "warn"), ("  " + _("guessed"), "faint")] if guessed else [(text, "text")]


def more_facts(person: Person) -> list[Fact]:
    """What is only told when it is known."""
    contact, today = person.contact, person.today
    favours = label(contact.favours) if contact.favours else ""
    if contact.competitor and contact.favours in (Favours.COMPETITOR, None):
        favours = contact.competitor
    style = {Favours.US: "good", Favours.COMPETITOR: "bad"}.get(contact.favours or Favours.NOBODY, "text")
    born = contact.birthday
    coming: list[Span] = []
    if born is not None:
        coming.append((date_words(born), "text"))
        left = _days_to(born, today)
        if left <= 30:
            coming.append((f"  {day_words(today + timedelta(days=left), today)}", "warn"))
    facts = [
        Fact("categories", _("buys"), [(", ".join(contact.categories), "text")]),
        Fact("favours", _("favours"), [(favours, style)]),
        Fact("language", _("speaks"), [(language_label(contact.language) if contact.language else "", "text")]),
        Fact("birthday", _("birthday"), coming),
        Fact("unit", _("works at"), [(contact.unit, "text")]),
    ]
    return [one for one in facts if one.text]


def _days_to(born: date, today: date) -> int:
    """Days to the next birthday; that of 29 February is kept on the 28th."""
    for year in (today.year, today.year + 1):
        try:
            day = born.replace(year=year)
        except ValueError:
            day = date(year, 2, 28)
        if day >= today:
            return (day - today).days
    return 366


def cadence_facts(person: Person) -> list[Fact]:
    """When we last met, how often we want to, when the next touch is due; of somebody gone, since when and where."""
    contact, today = person.contact, person.today
    if contact.placeholder:
        return []
    if not rules.at_company(contact):
        gone = date_words(contact.left_on) if contact.left_on else label(contact.status)
        facts = [Fact("left", pgettext("person", "left"), [(gone, "bad")])]
        if contact.left_to:
            facts.append(Fact("left", _("went to"), [(contact.left_to, "text")]))
        return facts
    last = ago_words(contact.last_touch, today) if contact.last_touch else _("never")
    state = person.view.cadence
    facts = [Fact("why", _("last touch"), [(last, _fresh(person)), *_activity(person)])]
    if state is not None:
        own = contact.cadence_ideal is not None or contact.cadence_maximum is not None
        words = _("{ideal}, at most {maximum} days").format(ideal=state.ideal or "–", maximum=state.maximum)
        whose = _("their own") if own else _("of level {n}").format(n=contact.level) if contact.level else ""
        reminds = "" if state.reminds else f" {G.dot} " + _("no reminders")
        facts.append(Fact("cadence", _("touch every"), [(words, "text"), (f"  {whose}{reminds}", "faint")]))
        by = next_touch(person)
        if by is not None:
            facts.append(Fact("why", _("next touch"), [(_by(by, today), _fresh(person))]))
    return facts


def _activity(person: Person) -> list[Span]:
    return [] if person.view.active else [(f"  {G.late} " + _("not an active contact"), "warn")]


def _fresh(person: Person) -> str:
    state = person.view.cadence
    if state is None:
        return "text"
    return {"late": "bad" if state.reminds else "warn", "due": "warn"}.get(state.state, "good")


def next_touch(person: Person) -> date | None:
    """The day of the ideal cadence, once that is past the last day of the maximum; None without a cadence."""
    state, last = person.view.cadence, person.contact.last_touch
    if state is None or last is None:
        return None
    ideal = last + timedelta(days=state.ideal) if state.ideal else None
    return ideal if ideal and ideal >= person.today else last + timedelta(days=state.maximum)


def _by(day: date, today: date) -> str:
    words, exact = day_words(day, today), date_words(day)
    return words if words == exact else f"{words}, {exact}"


def way_facts(contact: Contact) -> list[Fact]:
    """Every phone, mail address and messenger, the main ones first."""
    facts = []
    for kind, field, main, name in (
        (WayKind.PHONE, "phone", contact.phone, _("phone")),
        (WayKind.EMAIL, "email", contact.email, pgettext("person", "e-mail")),
        (WayKind.MESSENGER, "ways", "", _("messenger")),
    ):
        if main:
            facts.append(Fact(field, name, [(main, "text")], main))
        for way in contact.ways:
            if way.kind is kind:
                facts.append(Fact("ways", name, [(way.value, "text"), (f"  {way.label}", "faint")], way.value))
    return facts


def _relationship(contact: Contact) -> list[Span]:
    filled, rest = paint.bar(contact.strength / 4, 4)
    spans: list[Span] = [(filled, "accent"), (rest, "faint"), (f" {label(contact.strength)}", "text")]
    wanted = contact.target_strength
    if wanted is not None and wanted > contact.strength:
        spans.append((f" {G.arrow} {label(wanted)}", "muted"))
    return spans


def head_line(contact: Contact, width: int, on: str = "") -> Line:
    """Attitude, name, and the star of a key player."""
    line = Line(width, on)
    if rules.at_company(contact):
        glyph, style = attitude_span(contact)
        line.add(f"{glyph} ", style)
    elif not contact.placeholder:
        line.add(f"{G.off} ", "faint")
    name, style = name_span(contact)
    line.add(name, "title" if style == "strong" else style)
    return line.add(f" {influence_sign(contact)}", "accent") if rules.is_key_player(contact) else line


def person_lines(person: Person, width: int, on: str = "") -> list[Strip]:
    """The panel beside the map, in `width` cells."""
    contact, view = person.contact, person.view
    strips = [head_line(contact, width, on).strip()]
    under = f" {G.dot} ".join(part for part in (contact.position, contact.unit) if part)
    if under:
        strips += paint.paragraph(under, width, "muted", on=on)
    strips.append(paint.blank(width, on))
    people = [
        Fact("", _("reports to"), [(view.boss.name if view.boss else "", "text")]),
        Fact("", _("reports"), [(", ".join(one.name for one in view.reports), "text")]),
        Fact("", _("influences"), [(", ".join(one.name for _line, one in view.influences), "text")]),
        Fact("", _("influenced by"), [(", ".join(one.name for _line, one in view.influenced_by), "text")]),
        Fact("", _("in conflict"), [(", ".join(one.name for _line, one in view.conflicts), "bad")]),
        Fact("", _("our side"), [(", ".join(tie.name for tie in contact.ties), "text")]),
    ]
    more = [one for one in more_facts(person) if one.field != "unit"]
    told = [one for one in people if one.text]
    for one in (*known_facts(person), *cadence_facts(person), *told, *more, *way_facts(contact)):
        strips += fact(one.name, one.spans, width, on=on)
    if contact.note:
        strips += [*section(_("note"), width, on), *paint.paragraph(contact.note, width, on=on)]
    if not contact.placeholder:
        strips += section(_("last touches"), width, on)
        for touch in view.touches[:LAST_TOUCHES]:
            strips += touch_lines(touch, person.today, width, on)
        if not view.touches:
            strips += paint.paragraph(_("none yet: c logs the first"), width, "muted", on=on)
    strips += section(_("open tasks"), width, on)
    for task in view.open_tasks:
        line = Line(width, on)
        task_line(task, person.today, line)
        strips.append(line.strip())
    if not view.open_tasks:
        strips += paint.paragraph(_("none: t makes one"), width, "muted", on=on)
    return strips
