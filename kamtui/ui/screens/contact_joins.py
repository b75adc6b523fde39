"""What joins people: lines between them, our people who know them, and two records that are one person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.strip import Strip

from kamtui.domain.contacts import Contact, Link, Tie
from kamtui.domain.today import written_day
from kamtui.domain.words import LineKind, Strength, TieKind
from kamtui.errors import KamtuiError
from kamtui.i18n import _, ngettext
from kamtui.labels import label, level_label
from kamtui.ui import paint
from kamtui.ui.dialogs.form import Field, FormDialog
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.panel import Dialog
from kamtui.ui.dialogs.pick import TYPED, Choice, PickDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens.account_contact_form import ENTITIES, TOUCHED
from kamtui.ui.screens.account_person import head_line

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp
    from kamtui.workspace.person_view import PersonView

Done = Callable[[Contact], None] | None
OURS, NOTE = "ours:", "note:"


def relate(kam: KamApp, contact: Contact, done: Done = None) -> None:
    """Draw a line to another person: pick what it says, then whom to; or take one away."""
    contacts = kam.workspace.contacts
    view = contacts.person(contact.id)
    kinds = [
        Choice("boss", _("reports to …"), view.boss.name if view.boss else ""),
        Choice("report", _("has somebody under them …"), ", ".join(one.name for one in view.reports)),
        Choice("influences", _("influences …"), ", ".join(one.name for _line, one in view.influences)),
        Choice("influenced", _("is influenced by …"), ", ".join(one.name for _line, one in view.influenced_by)),
        Choice("conflict", _("is in conflict with …"), ", ".join(one.name for _line, one in view.conflicts)),
    ]
    drawn = _drawn(view)
    told = dict(_lines(view))
    notes = [Choice(f"{NOTE}{line.id}", _("why: {line}").format(line=told[line.id]), line.note) for line in drawn]
    removable = [Choice(key, _("take away: {line}").format(line=text)) for key, text in told.items()]

    def chosen(kind: str) -> None:
        if kind in ("boss", "report", "influences", "influenced", "conflict"):
            _pick_other(kam, contact, kind, next(one.label for one in kinds if one.id == kind), done)
        elif kind.startswith(NOTE):
            line_note(kam, contact, kind.removeprefix(NOTE), done)
        else:
            unjoin(kam, contact, kind, done)

    kam.open(PickDialog(contact.name, [*kinds, *notes, *removable]), chosen)


def _drawn(view: PersonView) -> list[Link]:
    """The lines of influence and conflict, which can have a note."""
    return [line for line, _other in (*view.influences, *view.influenced_by, *view.conflicts)]


def line_note(kam: KamApp, contact: Contact, link_id: str, done: Done = None) -> None:
    """Why there is a line of influence or conflict, in one line of text."""
    contacts = kam.workspace.contacts
    view = contacts.person(contact.id)
    line = next((one for one in _drawn(view) if one.id == link_id), None)
    if line is None:
        return

    def told(_link: Link) -> None:
        kam.say(_("noted: {line}").format(line=words), "good")
        if done:
            done(contacts.get(contact.id))

    words = f"{contact.name} {dict(_lines(view))[link_id]}"
    dialog = LineDialog(
        words,
        lambda text: contacts.link(line.source, line.target, line.kind, text),
        value=line.note,
        history="line-note",
        draft=f"line-note:{link_id}",
        hint=_("why, in a few words: studied together, rivals for the same post"),
        entities=ENTITIES,
    )
    kam.open(dialog, told)


def _lines(view: PersonView) -> list[tuple[str, str]]:
    """The lines there are, with what takes each away."""
    found = [("boss:", _("reports to {name}").format(name=view.boss.name))] if view.boss else []
    found += [(f"report:{one.id}", _("{name} reports to them").format(name=one.name)) for one in view.reports]
    for text, lines in (
        (_("influences {name}"), view.influences),
        (_("is influenced by {name}"), view.influenced_by),
        (_("is in conflict with {name}"), view.conflicts),
    ):
        found += [(line.id, text.format(name=one.name)) for line, one in lines]
    return found


def unjoin(kam: KamApp, contact: Contact, key: str, done: Done = None) -> None:
    """Take a line away: `boss:`, `report:<id of who reports>`, or the id of a line."""
    contacts = kam.workspace.contacts

    def work() -> None:
        if key == "boss:":
            contacts.change(contact.id, reports_to=None)
        elif key.startswith("report:"):
            contacts.change(key.removeprefix("report:"), reports_to=None)
        else:
            contacts.unlink(key)

    def told(_nothing: None) -> None:
        kam.say(_("line taken away — u brings it back"), "good")
        if done:
            done(contacts.get(contact.id))

    kam.write(work, told, entities=ENTITIES)


def _pick_other(kam: KamApp, contact: Contact, kind: str, title: str, done: Done) -> None:
    contacts = kam.workspace.contacts
    names = {account.id: account.name for account in contacts.group(contact.account_id)}
    within = [contact.account_id] if kind in ("boss", "report") else list({contact.account_id, *names})
    people = [one for found in contacts.by_account(within).values() for one in found]
    people = [one for one in people if one.id != contact.id and one.left_on is None]
    if not people:
        kam.say(_("There is nobody else on this map yet: n adds a person."), "warn")
        return
    people.sort(key=lambda one: (one.account_id != contact.account_id, -(one.level or 0)))
    choices = []
    for one in people:
        place = "" if one.account_id == contact.account_id else names.get(one.account_id, "")
        choices.append(Choice(one.id, one.name, ", ".join(part for part in (one.position, place) if part)))

    def submit(other: str) -> object:
        if kind == "boss":
            return contacts.change(contact.id, reports_to=other)
        if kind == "report":
            return contacts.change(other, reports_to=contact.id)
        source, target = (other, contact.id) if kind == "influenced" else (contact.id, other)
        return contacts.link(source, target, LineKind.CONFLICT if kind == "conflict" else LineKind.INFLUENCES)

    def told(other: str) -> None:
        words = _("{name} {verb} {other}").format(
            name=contact.name, verb=title.removesuffix("…").strip(), other=contacts.get(other).name
        )
        kam.say(words if kind in ("boss", "report") else words + " — " + _("r notes why"), "good")
        if done:
            done(contacts.get(contact.id))

    heading = f"{contact.name} {title}"
    kam.open(PickDialog(heading, choices, submit=submit, entities=ENTITIES), told)


def our_side(kam: KamApp, contact: Contact, done: Done = None) -> None:
    """Who of us stands to the person: pick or type a colleague, then how."""
    workspace = kam.workspace
    ties = {tie.name: tie for tie in contact.ties}
    choices = [Choice(OURS + tie.name, tie.name, label(tie.kind)) for tie in contact.ties]
    known = {one.name: one.position for one in workspace.contacts.colleagues()}
    known |= {user.name: known.get(user.name, "") for user in workspace.users.all()}
    choices += [Choice(OURS + name, name, position) for name, position in known.items() if name not in ties]

    def chosen(key: str) -> None:
        name = key.removeprefix(TYPED).removeprefix(OURS)
        kam.open(_tie_form(kam, contact, name, ties.get(name), known.get(name, "")), told)

    def told(now: Contact) -> None:
        kam.say(_("our side of {name} is saved").format(name=now.name), "good")
        if done:
            done(now)

    dialog = PickDialog(
        _("Who of us knows {name}?").format(name=contact.name),
        choices,
        hint=_("pick a colleague, or type the name of another"),
        other=_("a colleague: {text}"),
    )
    kam.open(dialog, chosen)


def tie_form(kam: KamApp, contact: Contact, tie: Tie, done: Done = None) -> None:
    """How one of our people stands to the person."""
    kam.open(_tie_form(kam, contact, tie.name, tie, tie.position), done)


def _tie_form(kam: KamApp, contact: Contact, name: str, tie: Tie | None, position: str) -> FormDialog[Contact]:
    contacts = kam.workspace.contacts
    kinds: list[tuple[TieKind | None, str]] = [(kind, label(kind)) for kind in TieKind]
    if tie is not None:
        kinds.append((None, _("nothing any more")))
    first = TieKind.KNOWS if contact.owner else TieKind.OWNER
    fields = [
        Field("kind", name, "choice", tie.kind if tie else first, tuple(kinds)),
        Field(
            "strength",
            _("Relationship"),
            "choice",
            tie.strength if tie else None,
            (*((value, f"{value.value} {label(value)}") for value in Strength), (None, "–")),
        ),
        Field("position", _("Position with us"), value=position, hint=_("sales director, CEO")),
        Field("note", _("Note"), value=tie.note if tie else "", hint=_("studied together, met at the fair")),
    ]

    def save(values: dict[str, object]) -> Contact:
        kind = values.pop("kind")
        if isinstance(kind, TieKind):
            return contacts.tie(contact.id, name, kind, **values)  # type: ignore[arg-type]
        return contacts.untie(tie.id) if tie is not None else contact

    title = _("{ours} and {name}").format(ours=name, name=contact.name)
    return FormDialog(title, fields, save, draft=f"tie:{contact.id}:{name}", entities=ENTITIES)


def merge(kam: KamApp, contact: Contact, done: Done = None) -> None:
    """Two records that are one person: pick the other, see what is kept, merge in one step."""
    contacts = kam.workspace.contacts
    likely = {twin.contact.id: twin for twin in contacts.person(contact.id).twins}
    others = [one for one in contacts.of(contact.account_id) if one.id != contact.id and one.id not in likely]
    choices = [Choice(key, twin.contact.name, twin.reason) for key, twin in likely.items()]
    choices += [Choice(one.id, one.name, one.position) for one in others]
    if not choices:
        kam.say(_("There is nobody else on this map yet: n adds a person."))
        return

    def told(kept: Contact) -> None:
        kam.say(_("merged into {name} — u takes it back").format(name=kept.name), "good")
        if done:
            done(kept)

    def chosen(other_id: str) -> None:
        kam.open(MergeDialog(contacts.person(contact.id), contacts.person(other_id)), told)

    hint = _("most likely first") if likely else ""
    kam.open(PickDialog(_("Who is {name} as well?").format(name=contact.name), choices, hint=hint), chosen)


class _Compared(NamedTuple):
    name: str
    kept: str
    other: str


class MergeDialog(Dialog[Contact]):
    """What two records give together; enter merges, space keeps the other one instead."""

    WIDTH = 84

    def __init__(self, keep: PersonView, other: PersonView) -> None:
        self.keep, self.other = keep, other
        if _weight(other) > _weight(keep):  # the record that says more is the better one to keep
            self.keep, self.other = other, keep
        self._merging = False
        super().__init__(_("One person"))

    def hints(self) -> list[tuple[str, str]]:
        """Merge, swap, close."""
        return [("enter", _("merge")), (_("space"), _("keep the other")), ("esc", _("close"))]

    def content(self, width: int) -> Sequence[Strip]:
        """Both side by side, what is taken from the other marked; then what comes along."""
        column = max(16, (width - 16) // 2)
        head = Line(width, "panel").cell("", 14).cell(_("is kept"), column, "muted").add(_("comes in"), "muted")
        strips = [head.strip(), self._heads(width, column)]
        for row in _compared(self.keep.contact, self.other.contact):
            if not row.kept and not row.other:
                continue
            line = Line(width, "panel").cell(row.name, 14, "muted").cell(row.kept or "–", column - 1, "text").space()
            if row.other == row.kept:
                line.add(_("the same") if row.other else "", "faint")
            else:
                line.add(f"{G.left} " if row.other and not row.kept else "", "good")
                line.add(row.other or "–", "good" if not row.kept else "faint")
            strips.append(line.strip())
        strips.append(paint.blank(width, "panel"))
        return [*strips, *paint.paragraph(self._along(), width, "muted", on="panel")]

    def _heads(self, width: int, column: int) -> Strip:
        kept, other = (head_line(one.contact, column - 1, "panel").strip() for one in (self.keep, self.other))
        lead, gap = Line(14, "panel").strip(), paint.blank(1, "panel")
        return Strip.join([lead, kept, gap, other]).adjust_cell_length(width, paint.style("text", "panel"))

    def _along(self) -> str:
        view = self.other
        lines = len(view.influences) + len(view.influenced_by) + len(view.conflicts)
        tasks = len(view.open_tasks) + len(view.closed_tasks)
        touches = len(view.touches)
        parts = [
            ngettext("{n} touch", "{n} touches", touches).format(n=touches) if touches else "",
            ngettext("{n} task", "{n} tasks", tasks).format(n=tasks) if tasks else "",
            ngettext("{n} line", "{n} lines", lines).format(n=lines) if lines else "",
            _("roles, categories, ways to reach, our side"),
        ]
        along = _("comes along: {what}; nothing is lost")
        return along.format(what=", ".join(part for part in parts if part))

    def action_dialog_toggle(self) -> None:
        """Keep the other one."""
        self.keep, self.other = self.other, self.keep
        self.redraw()

    def action_dialog_accept(self) -> None:
        """Merge."""
        contacts, keep, other = self.kam.workspace.contacts, self.keep.contact.id, self.other.contact.id

        if self._merging:
            return

        def merged(kept: Contact) -> None:
            self.dismiss(kept)

        def refused(error: KamtuiError) -> None:
            self._merging = False
            self.kam.say(str(error), "bad")

        self._merging = True
        self.kam.write(lambda: contacts.merge(keep, other), merged, refused, TOUCHED)


def _weight(view: PersonView) -> int:
    return len(view.touches) + sum(bool(text) for text in _texts(view.contact))


def _texts(one: Contact) -> list[str]:
    return [
        one.position,
        f"{one.level} {level_label(one.level)}" if one.level else "",
        label(one.function) if one.function else "",
        label(one.attitude) if one.attitude else "",
        label(one.influence) if one.influence else "",
        label(one.strength) if one.strength else "",
        one.phone,
        one.email,
        one.unit,
        written_day(one.birthday) if one.birthday else "",
        one.note.split("\n")[0],
    ]


def _compared(keep: Contact, other: Contact) -> list[_Compared]:
    """Facts of which one is kept: that of the record that stays, while it has any."""
    names = [
        _("position"),
        _("level"),
        _("function"),
        _("attitude"),
        _("influence"),
        _("relationship"),
        _("phone"),
        _("e-mail"),
        _("works at"),
        _("birthday"),
        _("note"),
    ]
    return [_Compared(*row) for row in zip(names, _texts(keep), _texts(other), strict=True)]
