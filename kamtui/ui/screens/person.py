"""A person in full: everything known about one contact, walked line by line; what can be opened opens by enter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.contacts import Contact, Tie
from kamtui.domain.explained import Explained
from kamtui.domain.plans import Task
from kamtui.domain.promises import Promise
from kamtui.domain.touches import Touch
from kamtui.errors import NotFound
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.screens import contact_joins as joins
from kamtui.ui.screens import contact_verbs as verbs
from kamtui.ui.screens import person_history as history
from kamtui.ui.screens import person_lines as lines
from kamtui.ui.screens import quick, task_verbs
from kamtui.ui.screens.account_contact_form import TOUCHED, is_former, moved_attitude
from kamtui.ui.screens.account_map_legend import Legend, people_legend
from kamtui.ui.screens.account_person import Fact, Person, head_line, read_person
from kamtui.ui.screens.person_columns import columns
from kamtui.ui.screens.person_lines import Asked, Other
from kamtui.ui.view import Subject, View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.walk import Piece, Walk
from kamtui.workspace.person_view import ProvedItem

FACTS_WIDTH = 58
PATIENCE = 0.2  # seconds that a dialog has to close


class PersonPage(View):
    """One contact. Who was gone through by enter is gone back through by esc."""

    CONTEXTS = ("person",)
    ENTITIES: ClassVar[frozenset[str]] = frozenset({*TOUCHED, "account", "promise"})

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.contact_id = ""
        self._person: Person | None = None
        self._behind: list[str] = []
        self._siblings: list[Contact] = []
        self._anew = True
        self._missing = False

    def compose(self) -> ComposeResult:
        """Title; one, two or three columns."""
        self._title = Document(self._draw_title, focusable=False, id="person-title")
        self._facts, self._middle, self._time = (Walk(id=f"person-{part}") for part in ("facts", "middle", "time"))
        self._rules = VRule(), VRule()
        yield Container(
            self._title,
            Container(self._facts, self._rules[0], self._middle, self._rules[1], self._time, classes="row"),
            classes="column",
        )

    # reading

    def enter(self, **where: Any) -> None:
        """`contact_id`: whom to show; coming back without one shows the person again."""
        wanted = where.get("contact_id", self.contact_id)
        if wanted != self.contact_id:
            self._behind.clear()
            self._go(wanted)

    def _go(self, contact_id: str) -> None:
        self.contact_id, self._anew = contact_id, True

    def reload(self) -> None:
        """Read the person; one that is gone leads back."""
        try:
            self._person = person = read_person(self.workspace, self.contact_id)
        except NotFound:
            self._missing = True
            if self.screen.is_current:
                self.kam.call_later(self._gone)
            else:
                self.set_timer(PATIENCE, self._gone)
            return
        self._missing = False
        people = self.workspace.contacts.of(person.contact.account_id)
        gone = is_former(person.contact)
        self._siblings = [one for one in people if gone or not is_former(one)]
        self._title.redraw()
        self._fill()
        self.refresh_bindings()

    def _gone(self) -> None:
        """The person was deleted or merged, here or in another session; an open dialog may know who comes instead."""
        if self.screen.is_current and self.kam.view is self and self._missing:
            self.action_person_back()
            if not self.kam.message:
                self.kam.say(_("That person is gone: deleted or merged."), "warn")

    def _fill(self) -> None:
        """Share the parts out to the columns there are."""
        person = self._person
        if person is None or not self.size.width:
            return
        room = self.kam.width_class
        widgets = (self._facts, self._middle, self._time)
        anew, self._anew = self._anew, False
        for widget, pieces in zip(widgets, columns(person, room), strict=True):
            widget.display = bool(pieces) or widget is self._facts
            widget.set_pieces(pieces, to_top=anew)
        self._facts.styles.width = "1fr" if room == "narrow" else FACTS_WIDTH
        self._rules[0].display = self._middle.display
        self._rules[1].display = self._time.display
        focused = self.screen.focused
        if self.kam.view is self and (anew or focused is None or not focused.display):
            self.screen.set_focus(self._facts, scroll_visible=False)

    def on_resize(self, event: events.Resize) -> None:
        """Another size has room for other columns."""
        self._fill()

    @property
    def contact(self) -> Contact | None:
        """The person shown."""
        return self._person.contact if self._person else None

    @property
    def piece(self) -> Piece | None:
        """What the cursor stands on."""
        focused = self.screen.focused
        return focused.piece if isinstance(focused, Walk) else None

    @property
    def _item(self) -> Any:
        return self.piece.item if self.piece else None

    def _draw_title(self, width: int) -> list[Strip]:
        person = self._person
        if person is None:
            return []
        contact, account = person.contact, person.view.account
        line = paint.Line(width).space()
        inner = head_line(contact, width - 1)
        about = f" {G.dot} ".join(part for part in (contact.position, account.name, account.code) if part)
        inner.add(f"   {about}", "muted").right(f"  {lines.place_words(person, self._siblings)} ", "faint")
        return [Strip.join([line.strip().crop(0, 1), inner.strip()]), paint.rule(width)]

    # what is selected

    def subject(self) -> Subject | None:
        """The person, with the task or the touch under the cursor."""
        contact, item = self.contact, self._item
        if contact is None:
            return None
        title = (_("Meet {name}") if contact.placeholder else _("Call {name}")).format(
            name=(contact.position or contact.name) if contact.placeholder else contact.name
        )
        if isinstance(item, Touch):
            title = item.next_step or item.outcome.split("\n")[0][:120]
        return Subject(contact.account_id, contact_id=contact.id, title=title, target=contact.placeholder)

    def why(self) -> tuple[str, Explained[Any]] | None:
        """Why this is an active contact, or is not."""
        return history.why_active(self._person) if self._person else None

    def legend(self) -> Legend:
        """The signs beside names."""
        return people_legend()

    def copy_text(self) -> str:
        """The line under the cursor where it has something to copy, else name and all ways to reach the person."""
        return history.copied(self._item, self.contact) if self.contact else ""

    # opening and going

    @on(Walk.Highlighted)
    def _highlighted(self) -> None:
        self.refresh_bindings()

    @on(Walk.Selected)
    def _selected(self, event: Walk.Selected) -> None:
        """Open what the cursor stands on."""
        item, contact = event.piece.item, self.contact
        if contact is None:
            return
        if isinstance(item, Other):
            self._behind.append(self.contact_id)
            self._go(item.contact.id)
            self.refresh_data()
        elif isinstance(item, Fact):
            self._open_fact(contact, item)
        elif isinstance(item, Tie):
            joins.tie_form(self.kam, contact, item)
        elif isinstance(item, Task):
            quick.task_form(self.kam, item)
        elif isinstance(item, Touch):
            from kamtui.ui.screens.touch_form import touch_form

            self.kam.open(touch_form(self.workspace, item))
        elif isinstance(item, Promise):
            self.kam.show("account", account_id=contact.account_id, tab="log", promise_id=item.id)
        elif isinstance(item, ProvedItem):
            self.kam.show("account", account_id=contact.account_id, tab="progress")
        elif isinstance(item, Asked):
            (joins.merge if item.what == "merge" else verbs.succeed)(self.kam, contact)

    def _open_fact(self, contact: Contact, fact: Fact) -> None:
        """A guess is confirmed, a figure explained, anything else edited."""
        if fact.field in ("level", "function") and getattr(contact, f"{fact.field}_guessed"):
            value = {fact.field: getattr(contact, fact.field)}
            self.kam.write(
                lambda: self.workspace.contacts.change(contact.id, contact.version, **value),
                lambda _now: self.kam.say(_("confirmed — u takes it back"), "good"),
                entities=TOUCHED,
            )
        elif fact.field == "why":
            self.kam.action_app_why()
        elif fact.field != "left":
            verbs.edit(self.kam, contact, at=fact.field)

    def action_person_back(self) -> None:
        """To the person before, else to where one came from, standing on this person there."""
        if self._behind:
            self._go(self._behind.pop())
            self.refresh_data()
        else:
            self.kam.back(contact_id=self.contact_id)

    def action_person_next(self) -> None:
        """The next person of the account."""
        self._turn(1)

    def action_person_previous(self) -> None:
        """The person before on the account's map."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        ids = [one.id for one in self._siblings]
        if self.contact_id in ids:
            self._go(ids[(ids.index(self.contact_id) + step) % len(ids)])
            self.refresh_data()

    # verbs

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what fits: who is met cannot be met again, a task is needed to be done."""
        contact = self.contact
        if action == "person_met":
            return contact is not None and contact.placeholder
        if action in ("person_leave", "person_move", "person_warmer", "person_cooler"):
            return contact is not None and not contact.placeholder
        if action == "person_done":
            return isinstance(self._item, Task | Promise)
        return super().check_action(action, parameters)

    def _do(self, verb: Callable[..., None]) -> None:
        if self.contact is not None:
            verb(self.kam, self.contact)

    def action_person_edit(self) -> None:
        """The form, opened on the line under the cursor; of a line to another person, why there is one."""
        item = self._item
        if self.contact is None:
            return
        if isinstance(item, Other) and item.link_id and ":" not in item.link_id:
            joins.line_note(self.kam, self.contact, item.link_id)
        else:
            verbs.edit(self.kam, self.contact, at=item.field if isinstance(item, Fact) else "")

    def action_person_met(self) -> None:
        """Who it was, now that we have met."""
        self._do(verbs.met)

    def action_person_leave(self) -> None:
        """Left the company, or is back."""
        self._do(verbs.left)

    def action_person_move(self) -> None:
        """Moved to another of our accounts; the record there is shown, esc leads back to this one."""
        if self.contact is not None:
            verbs.move_away(self.kam, self.contact, self._follow)

    def action_person_relate(self) -> None:
        """A line to another person."""
        self._do(joins.relate)

    def action_person_ours(self) -> None:
        """Our side of the relationship."""
        self._do(joins.our_side)

    def action_person_merge(self) -> None:
        """Merge with a duplicate."""
        if self.contact is not None:
            joins.merge(self.kam, self.contact, lambda kept: self.kam.show("person", contact_id=kept.id))

    def _follow(self, contact: Contact) -> None:
        self._behind.append(self.contact_id)
        self._go(contact.id)
        self.refresh_data()

    def action_person_warmer(self) -> None:
        """A better attitude."""
        self._shift(1)

    def action_person_cooler(self) -> None:
        """A worse attitude."""
        self._shift(-1)

    def _shift(self, by: int) -> None:
        contacts, contact_id = self.workspace.contacts, self.contact_id

        def work() -> Contact:
            now = contacts.get(contact_id)
            return contacts.change(now.id, now.version, attitude=moved_attitude(now, by))

        self.kam.write(work, entities=TOUCHED)

    def action_person_done(self) -> None:
        """The task under the cursor is done, or open again; the promise is kept."""
        if isinstance(self._item, Task):
            quick.advance_task(self.kam, self._item)
        elif isinstance(self._item, Promise):
            task_verbs.keep_promise(self.kam, self._item.id)

    def action_person_export(self) -> None:
        """The map of the account, as a file."""
        from kamtui.ui.screens.export import export_map

        if self.contact is not None:
            export_map(self.kam, self.contact.account_id)

    def action_person_delete(self) -> None:
        """Delete what the cursor stands on: a line, a tie, a task, a touch; else the person."""
        item, contact = self._item, self.contact
        if contact is None:
            return
        if isinstance(item, Other) and item.link_id:
            joins.unjoin(self.kam, contact, item.link_id)
        elif isinstance(item, Tie):
            self._delete(item.name, lambda: self.workspace.contacts.untie(item.id))
        elif isinstance(item, Task):
            self._delete(item.title, lambda: self.workspace.tasks.remove(item.id, item.version))
        elif isinstance(item, Promise):
            self._delete(item.text, lambda: self.workspace.promises.remove(item.id, item.version))
        elif isinstance(item, Touch):
            self._delete(label(item.kind), lambda: self.workspace.touches.remove(item.id, item.version))
        else:
            verbs.remove(self.kam, contact)

    def _delete(self, name: str, work: Callable[[], object]) -> None:
        def told(_done: object) -> None:
            self.kam.say(_("deleted: {name}; u brings back").format(name=name), "good")

        self.kam.write(work, told, entities=TOUCHED)
