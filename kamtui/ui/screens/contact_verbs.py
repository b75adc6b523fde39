"""What is done with people by a key, the same on the map and on the screen of a person.

Each verb asks as little as it can, writes one step that `u` takes back, says what it did and calls `done` with the
person it is about now.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kamtui.domain.contacts import Contact
from kamtui.domain.today import written_day
from kamtui.domain.words import Attitude, Function
from kamtui.errors import InvalidValue
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.dialogs.pick import TYPED, Choice, PickDialog
from kamtui.ui.glyphs import G, attitude_glyph
from kamtui.ui.screens.account_contact_form import ENTITIES, TOUCHED, contact_form, day_preview, is_former, read_day
from kamtui.ui.screens.contact_joins import merge, our_side, relate

if TYPE_CHECKING:
    from kamtui.domain.contact_entry import QuickContact
    from kamtui.ui.app import KamApp

Done = Callable[[Contact], None] | None
__all__ = [
    "add_line",
    "edit",
    "full_form",
    "left",
    "merge",
    "met",
    "move_away",
    "our_side",
    "relate",
    "remove",
    "succeed",
]


class PersonLine(LineDialog[Contact]):
    """A person in one line; ctrl+f goes on in the full form."""

    def __init__(self, prompt: str, submit: Callable[[str], Contact], full: Callable[[str], None], **more: object):
        self._full = full
        super().__init__(prompt, submit, entities=ENTITIES, **more)  # type: ignore[arg-type]

    def action_dialog_form(self) -> None:
        """The full form, with what was typed."""
        text = self.entry.value
        self.action_dialog_close()  # the line is kept until the form is saved
        self._full(text)

    def forget(self) -> None:
        """The line has been used."""
        self.kam.drafts.pop(self._draft_key, None)


def entry_words(found: QuickContact) -> str:
    """A line as it is understood, guesses with a question mark; under it, who on the map may be the same person."""
    level = _("level {n}").format(n=found.level) if found.level else _("level unknown")
    function = label(found.function) if found.function else _("function unknown")
    name = found.name if not found.placeholder else _("to meet")
    parts = [
        name,
        found.position,
        level + ("?" if found.level_guessed else ""),
        function + ("?" if found.function_guessed else ""),
        f"{attitude_glyph(found.attitude)} {label(found.attitude)}" if found.attitude else "",
        *(label(role) for role in found.roles),
        found.phone,
        found.email,
        *(way.value for way in found.ways),
    ]
    lines = [f" {G.dot} ".join(part for part in parts if part)]
    for twin in found.duplicates[:2]:
        who = f"{twin.contact.name}, {twin.contact.position}" if twin.contact.position else twin.contact.name
        lines.append(_("looks like {name}: {reason}").format(name=who, reason=twin.reason))
    if found.duplicates:
        lines[-1] += "; " + _("saved as new, D merges")
    return "\n".join(lines)


def add_line(
    kam: KamApp,
    account_id: str,
    level: int | None,
    function: Function | None,
    *,
    placeholder: bool = False,
    unit: str = "",
    where: str = "",
    done: Done = None,
) -> None:
    """A new person, or somebody to meet, in one line; `level` and `function` of the cell stand, and the `unit`.

    `where` names the account in the prompt, when that is not plain.
    """
    contacts = kam.workspace.contacts

    def understand(line: str) -> str:
        return entry_words(
            contacts.understand(account_id, line, level=level, function=function, placeholder=placeholder)
        )

    def submit(line: str) -> Contact:
        found = contacts.understand(account_id, line, level=level, function=function, placeholder=placeholder)._asdict()
        del found["duplicates"]
        return contacts.add(account_id, unit=unit, **found)

    def full(line: str) -> None:
        def saved(contact: Contact) -> None:
            dialog.forget()
            if done:
                done(contact)

        full_form(kam, account_id, level, function, placeholder=placeholder, unit=unit, line=line, done=saved)

    prompt = _("Whom to meet: the position is enough") if placeholder else _("New person: name, position, + or −")
    prompt += f" {G.dot} {where}" if where else ""
    example = _("CFO") if placeholder else _("Ivan Petrov, CEO, +")
    dialog = PersonLine(
        prompt,
        submit,
        full,
        understand=understand,
        history="to-meet" if placeholder else "person",
        draft=f"person:{account_id}:{placeholder}",
        hint=_("{example}   ctrl+f: the full form").format(example=example),
    )
    kam.open(dialog, lambda contact: _added(kam, contact, done))


def _added(kam: KamApp, contact: Contact, done: Done) -> None:
    guessed = [_("level {n}").format(n=contact.level)] if contact.level_guessed else []
    guessed += [label(contact.function)] if contact.function_guessed and contact.function else []
    text = _("added: {name}").format(name=contact.position if contact.placeholder else contact.name)
    if guessed:
        text += " — " + _("guessed: {what}; e corrects").format(what=", ".join(guessed))
    kam.say(text, "good")
    if done:
        done(contact)


def full_form(
    kam: KamApp,
    account_id: str,
    level: int | None,
    function: Function | None,
    *,
    placeholder: bool = False,
    unit: str = "",
    line: str = "",
    done: Done = None,
) -> None:
    """The full form of a new person; what `line` says stands in it already."""
    known = Contact("", account_id, "", level=level, function=function, placeholder=placeholder, unit=unit)
    if line.strip():
        found = kam.workspace.contacts.understand(
            account_id, line, level=level, function=function, placeholder=placeholder
        )
        known = known._replace(
            name="" if found.placeholder else found.name,
            position=found.position,
            attitude=found.attitude,
            roles=found.roles,
            phone=found.phone,
            email=found.email,
            ways=found.ways,
            level=None if found.level_guessed else found.level,
            function=None if found.function_guessed else found.function,
        )
    kam.open(contact_form(kam.workspace, account_id, known=known), done)


def edit(kam: KamApp, contact: Contact, done: Done = None, *, at: str = "") -> None:
    """The form of a person, opened on the field `at`."""
    kam.open(contact_form(kam.workspace, contact.account_id, contact, at=at), done)


def remove(kam: KamApp, contact: Contact, done: Done = None) -> None:
    """Delete a person; undo brings them back."""

    def told(_nothing: None) -> None:
        kam.say(_("deleted: {name}; u brings back").format(name=contact.name), "good")
        if done:
            done(contact)

    kam.write(lambda: kam.workspace.contacts.remove(contact.id, contact.version), told, entities=TOUCHED)


def met(kam: KamApp, contact: Contact, done: Done = None) -> None:
    """Somebody to meet was met: one line says who it is; tasks and the place on the map stay."""
    contacts = kam.workspace.contacts
    if not contact.placeholder:
        kam.say(_("{name} is known already: m is for somebody to meet").format(name=contact.name))
        return

    def read(line: str) -> QuickContact:
        found = contacts.understand(contact.account_id, line, level=contact.level, function=contact.function)
        if found.placeholder or not found.name.strip():
            raise InvalidValue("name", line, reason=_("is needed"))
        return found._replace(
            duplicates=tuple(twin for twin in found.duplicates if twin.contact.id != contact.id),
            position=found.position or contact.position,
            level_guessed=found.level_guessed or contact.level_guessed,
            function_guessed=found.function_guessed or contact.function_guessed,
        )

    def submit(line: str) -> Contact:
        found = read(line)
        given: dict[str, object] = {"position": found.position}
        if found.attitude is not Attitude.NEUTRAL:
            given["attitude"] = found.attitude
        if found.roles:
            given["roles"] = tuple(dict.fromkeys((*contact.roles, *found.roles)))
        if found.ways:
            given["ways"] = (*contact.ways, *found.ways)
        for name in ("phone", "email"):
            if getattr(found, name):
                given[name] = getattr(found, name)
        return contacts.become(contact.id, found.name, version=contact.version, **given)

    def told(person: Contact) -> None:
        kam.say(_("met: {name}, {position}").format(name=person.name, position=person.position).strip(", "), "good")
        if done:
            done(person)

    dialog = LineDialog(
        _("Who is it? {position}").format(position=contact.position or contact.name),
        submit,
        understand=lambda line: entry_words(read(line)),
        history=f"met:{contact.id}",
        hint=_("Anna Orlova, +   the tasks stay"),
        entities=TOUCHED,
    )
    kam.open(dialog, told)


def left(kam: KamApp, contact: Contact, done: Done = None) -> None:
    """The person left: since when, where to, and at once who takes over. Who had left is at the company again."""
    contacts, today = kam.workspace.contacts, kam.workspace.today_date
    if contact.placeholder:
        kam.say(_("Somebody to meet cannot leave: d deletes."), "warn")
        return
    if is_former(contact):
        _former(kam, contact, done)
        return

    from kamtui.ui.dialogs.form import Field, FormDialog

    names = {name.casefold(): name for _code, name, key in kam.workspace.accounts.refs() if key != contact.account_id}

    def ours(text: str) -> str:
        known = names.get(text.strip().casefold())
        return _("{name} is our account too: M instead takes the history along").format(name=known) if known else text

    def save(values: dict[str, object]) -> Contact:
        day = read_day("left_on", str(values["left_on"]), today)
        return contacts.mark_left(contact.id, day, contact.version, left_to=str(values["left_to"]))

    def told(now: Contact) -> None:
        kam.say(_("{name} has left; u takes it back").format(name=now.name), "good")
        if done:
            done(now)
        succeed(kam, now, done)

    fields = [
        Field("left_on", _("Since"), value=_("today"), hint=written_day(today), preview=day_preview("left_on", today)),
        Field("left_to", _("Went to"), hint=_("another company, as far as it is known"), preview=ours),
    ]
    title = _("{name} has left").format(name=contact.name)
    kam.open(FormDialog(title, fields, save, draft=f"left:{contact.id}", entities=TOUCHED), told)


def _former(kam: KamApp, contact: Contact, done: Done) -> None:
    """Who had left is back; while it is open who takes over, that is asked first."""
    contacts = kam.workspace.contacts

    def told(now: Contact) -> None:
        kam.say(_("{name} is at the company again").format(name=now.name), "good")
        if done:
            done(now)

    def chosen(what: str) -> None:
        if what == "succeed":
            succeed(kam, contact, done)
        else:
            kam.write(lambda: contacts.bring_back(contact.id, contact.version), told, entities=TOUCHED)

    if contact.successor or contact.left_settled:
        chosen("back")
        return
    title = _("{name} has left").format(name=contact.name)
    choices = [Choice("succeed", _("who takes over …")), Choice("back", _("is at the company again"))]
    kam.open(PickDialog(title, choices), chosen)


def succeed(kam: KamApp, contact: Contact, done: Done = None) -> None:
    """Who takes over from somebody who left: an existing person, a new name, somebody to meet, or nobody."""
    contacts = kam.workspace.contacts
    people = [one for one in contacts.of(contact.account_id, left=False) if one.id != contact.id]
    people.sort(key=lambda one: (one.placeholder, one.function is not contact.function))
    choices = [
        Choice("meet", _("somebody to meet"), contact.position),
        *(Choice(f"person:{one.id}", one.name, one.position) for one in people),
        Choice("nobody", _("nobody: the alert ends")),
    ]

    def submit(chosen: str) -> Contact | None:
        if chosen.startswith(TYPED):
            return contacts.succeed(contact.id, name=chosen.removeprefix(TYPED))
        if chosen.startswith("person:"):
            return contacts.succeed(contact.id, successor_id=chosen.removeprefix("person:"))
        return contacts.succeed(contact.id, placeholder=chosen == "meet")

    def told(_chosen: str) -> None:
        successor = contacts.get(contact.id).successor
        heir = contacts.get(successor) if successor else None
        text = _("nobody takes over from {name}").format(name=contact.name)
        if heir is not None:
            text = _("{heir} takes over from {name}").format(heir=heir.name, name=contact.name)
        kam.say(text, "good")
        if done:
            done(heir or contact)

    dialog = PickDialog(
        _("Who takes over from {name}?").format(name=contact.name),
        choices,
        hint=_("type the name of a new person; esc decides later, and the alert stays"),
        other=_("a new person: {text}"),
        submit=submit,
        entities=TOUCHED,
    )
    kam.open(dialog, told)


def move_away(kam: KamApp, contact: Contact, done: Done = None) -> None:
    """The person went to another of our accounts: the record there is linked with this one, its touches are seen.

    Then, as with everybody who left, who takes over here.
    """
    workspace, contacts = kam.workspace, kam.workspace.contacts
    if contact.placeholder:
        kam.say(_("Somebody to meet cannot leave: d deletes."), "warn")
        return
    accounts = [(key, name, code) for code, name, key in workspace.accounts.refs() if key != contact.account_id]
    if not accounts:
        kam.say(_("There is no other account to move to."))
        return
    names = {key: name for key, name, _code in accounts}

    def ask(account_id: str) -> None:
        from kamtui.ui.dialogs.form import Field, FormDialog

        today = workspace.today_date

        def save(values: dict[str, object]) -> Contact:
            day = read_day("left_on", str(values["left_on"]), today)
            position = str(values["position"])
            return contacts.move_away(contact.id, account_id, on=day, position=position, version=contact.version)

        def told(now: Contact) -> None:
            count = len(contacts.person(now.id).touches)
            along = ngettext("{n} touch seen there too", "{n} touches seen there too", count).format(n=count)
            text = _("{name} is at {account} now; {along}")
            kam.say(text.format(name=now.name, account=names[account_id], along=along), "good")
            if done:
                done(now)
            succeed(kam, contacts.get(contact.id))

        fields = [
            Field("position", _("Position there"), hint=_("level and function are guessed from it")),
            Field(
                "left_on", _("Since"), value=_("today"), hint=written_day(today), preview=day_preview("left_on", today)
            ),
        ]
        title = _("{name} moves to {account}").format(name=contact.name, account=names[account_id])
        kam.open(FormDialog(title, fields, save, draft=f"away:{contact.id}:{account_id}", entities=TOUCHED), told)

    title = _("{name} is now at …").format(name=contact.name)
    kam.open(PickDialog(title, [Choice(key, name, code) for key, name, code in accounts]), ask)
