"""What the keys of the map do with people. Each verb is the same one as on the person's own screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kamtui.domain.contacts import Contact
from kamtui.domain.words import Function
from kamtui.ui.screens import account_contact_form as forms
from kamtui.ui.screens.pane import Pane

if TYPE_CHECKING:
    from types import ModuleType

_NEED_CONTACT = frozenset(
    f"map_{name}"
    for name in (
        *("edit", "delete", "raise", "lower", "earlier", "later", "leave", "relate", "ours", "merge"),
        *("warmer", "cooler", "met", "move"),
    )
)
_OF_PEOPLE = frozenset({"map_warmer", "map_cooler", "map_leave", "map_move"})


class MapActions(Pane):
    """The verbs of the map, over the person under the cursor, at the account that the person belongs to."""

    @property
    def contact(self) -> Contact | None:
        """The person under the cursor."""
        raise NotImplementedError

    @property
    def place(self) -> tuple[int | None, Function | None]:
        """Level and function of the cell under the cursor."""
        raise NotImplementedError

    @property
    def unit(self) -> str:
        """The unit whose people alone are shown; of no unit: empty or a blank."""
        raise NotImplementedError

    @property
    def is_group(self) -> bool:
        """Whether people of several accounts are shown."""
        raise NotImplementedError

    def stand_on(self, contact: Contact) -> None:
        """Put the cursor on a person."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a person is off the keys where there is none."""
        if action not in _NEED_CONTACT:
            return True
        contact = self.contact
        if contact is None:
            return False
        if action == "map_met":
            return contact.placeholder
        return not (contact.placeholder and action in _OF_PEOPLE)

    @staticmethod
    def _verbs() -> ModuleType:
        from kamtui.ui.screens import contact_verbs

        return contact_verbs

    def _cell(self) -> tuple[int | None, Function | None]:
        """The cell that somebody new belongs to: an empty one that was gone to; else the position tells."""
        return (None, None) if self.contact else self.place

    def _account(self) -> str:
        """The account that somebody new is added to: that of the card under the cursor."""
        return self.contact.account_id if self.contact else self.account_id

    def _add(self, *, placeholder: bool = False) -> None:
        account = self._account()
        where = self.workspace.accounts.get(account).name if self.is_group else ""
        more = {"placeholder": placeholder, "unit": self.unit.strip(), "where": where, "done": self.stand_on}
        self._verbs().add_line(self.kam, account, *self._cell(), **more)

    def action_map_new(self) -> None:
        """A new person in one line, in the cell under the cursor."""
        self._add()

    def action_map_form(self) -> None:
        """A new person in the full form."""
        unit = self.unit.strip()
        self._verbs().full_form(self.kam, self._account(), *self._cell(), unit=unit, done=self.stand_on)

    def action_map_placeholder(self) -> None:
        """Somebody to meet in the cell under the cursor."""
        self._add(placeholder=True)

    def _do(self, verb: str) -> None:
        if self.contact is not None:
            getattr(self._verbs(), verb)(self.kam, self.contact, self.stand_on)

    def action_map_edit(self) -> None:
        """The form of the person."""
        self._do("edit")

    def action_map_met(self) -> None:
        """Somebody to meet was met."""
        self._do("met")

    def action_map_leave(self) -> None:
        """The person left, or is back."""
        self._do("left")

    def action_map_relate(self) -> None:
        """A line to another person."""
        self._do("relate")

    def action_map_ours(self) -> None:
        """Our side of the relationship."""
        self._do("our_side")

    def action_map_merge(self) -> None:
        """Merge with a duplicate."""
        self._do("merge")

    def action_map_move(self) -> None:
        """Moved to another of our accounts."""
        self._do("move_away")

    def action_map_delete(self) -> None:
        """Delete the person; undo brings them back."""
        if self.contact is not None:
            self._verbs().remove(self.kam, self.contact)

    def _change(self, field: str, step: Callable[[Contact], object]) -> None:
        """Change one field to what `step` makes of the person as they are when the write comes to its turn."""
        contact = self.contact
        if contact is None:
            return
        contacts = self.workspace.contacts

        def work() -> Contact:
            now = contacts.get(contact.id)
            return contacts.change(now.id, now.version, **{field: step(now)})

        self.kam.write(work, entities=forms.ENTITIES)  # the cursor stays on the card wherever that goes

    def action_map_raise(self) -> None:
        """One decision level up."""
        self._change("level", lambda now: forms.moved_level(now, 1))

    def action_map_lower(self) -> None:
        """One decision level down."""
        self._change("level", lambda now: forms.moved_level(now, -1))

    def action_map_earlier(self) -> None:
        """To the function at the left."""
        self._change("function", lambda now: forms.moved_function(now, -1))

    def action_map_later(self) -> None:
        """To the function at the right."""
        self._change("function", lambda now: forms.moved_function(now, 1))

    def action_map_warmer(self) -> None:
        """A better attitude."""
        self._change("attitude", lambda now: forms.moved_attitude(now, 1))

    def action_map_cooler(self) -> None:
        """A worse attitude."""
        self._change("attitude", lambda now: forms.moved_attitude(now, -1))
