"""What the keys of the Progress tab do to the progression under the cursor."""

from __future__ import annotations

from kamtui.domain.progress import Progression, ProgressItem
from kamtui.domain.progress_facts import FactProposal
from kamtui.domain.words import ProgressCategory, ProgressSet, ProgressStatus
from kamtui.i18n import _
from kamtui.ui.screens import account_progress_facts as facts
from kamtui.ui.screens import account_progress_form as forms
from kamtui.ui.screens import account_progress_verbs as verbs
from kamtui.ui.screens.pane import Pane
from kamtui.workspace.progress import Checklist

_BEFORE = {
    ProgressStatus.DONE: ProgressStatus.IN_PROGRESS,
    ProgressStatus.IN_PROGRESS: ProgressStatus.NOT_STARTED,
}


class ProgressActions(Pane):
    """Actions on the item under the cursor; subclasses say which that is."""

    checklist: Checklist | None = None

    @property
    def item(self) -> ProgressItem | None:
        """The item under the cursor."""
        raise NotImplementedError

    @property
    def proposal(self) -> FactProposal | None:
        """What facts propose for it."""
        raise NotImplementedError

    def stand_on(self, progression_id: str) -> bool:
        """Put the cursor on an item; whether it is shown."""
        raise NotImplementedError

    def to_list(self) -> bool:
        """From the board into the checklist, where that stands beside; whether it does."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not offered; only items of the account's own can be taken out of use here."""
        if action == "progress_delete":
            return self.item is not None and self.item.progression.account_id is not None
        if action == "progress_accept":
            return self.proposal is not None
        return super().check_action(action, parameters)

    def action_progress_advance(self) -> None:
        """Next status; done asks for its evidence."""
        if self.item is not None:
            verbs.advance(self.kam, self.account_id, self.item)

    def step_back(self) -> None:
        """The status before; its evidence goes, and undo brings it back."""
        item = self.item
        wanted = _BEFORE.get(item.status) if item else None
        if item is not None and wanted is not None and not verbs.computed(self.kam, item):
            verbs.put(self.kam, self.account_id, item, wanted)

    def action_progress_off(self) -> None:
        """Does not apply, asking why; or applies again."""
        if self.item is not None:
            verbs.off(self.kam, self.account_id, self.item)

    def action_progress_edit(self) -> None:
        """The form of the item."""
        if self.item is not None:
            verbs.edit(self.kam, self.account_id, self.item)

    def action_progress_accept(self) -> None:
        """Take what facts propose for the item."""
        if self.proposal is not None:
            self.accept(self.proposal)

    def accept(self, proposal: FactProposal) -> None:
        """Take a proposal."""
        facts.accept(self.kam, self.account_id, proposal)

    def action_progress_sooner(self) -> None:
        """A quarter earlier; the first press plans for the present quarter."""
        if self.item is not None:
            verbs.shift(self.kam, self.account_id, self.item, -1)

    def action_progress_later(self) -> None:
        """A quarter later; the first press plans for the present quarter."""
        if self.item is not None:
            verbs.shift(self.kam, self.account_id, self.item, 1)

    def action_progress_unplan(self) -> None:
        """For no quarter."""
        if self.item is not None:
            verbs.plan(self.kam, self.account_id, self.item, lambda _planned: None)

    def action_progress_new(self) -> None:
        """An item of the account's own, in the group under the cursor."""
        category = self.item.progression.category if self.item else ProgressCategory.KNOWLEDGE
        self.kam.open(forms.own_item_form(self.workspace, self.account_id, category), self._added)

    def _added(self, progression: Progression) -> None:
        self.stand_on(progression.id)

    def action_progress_delete(self) -> None:
        """Take an item of the account's own out of use."""
        item = self.item
        if item is None or item.progression.account_id is None:
            return
        self.kam.write(
            lambda: self.workspace.progress.retire_item(item.progression.id, item.progression.version),
            lambda _done: self.kam.say(
                _("out of use: {title}; u brings back").format(title=item.progression.title), "good"
            ),
            entities=forms.ENTITIES,
        )

    def action_progress_set(self) -> None:
        """Core set or full library."""
        if self.checklist is None:
            return
        account_id = self.account_id
        core = self.checklist.set is ProgressSet.CORE
        chosen = ProgressSet.FULL if core else ProgressSet.CORE
        self.kam.write(
            lambda: self.workspace.progress.choose_set(account_id, chosen),
            lambda _done: self.kam.say(
                _("full library: shares are over all items") if core else _("core set: shares are over twelve items"),
                "good",
            ),
            entities=forms.ENTITIES,
        )

    def action_progress_library(self) -> None:
        """The editor of the library, at the item under the cursor."""
        self.kam.show("library", progression_id=self.item.progression.id if self.item else "")
