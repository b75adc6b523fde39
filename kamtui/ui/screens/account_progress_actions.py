"""What the keys of the Progress tab do to the progression under the cursor."""

from __future__ import annotations

from collections.abc import Callable

from kamtui.domain import progress as rules
from kamtui.domain.progress import Progression, ProgressItem
from kamtui.domain.progress_facts import FactProposal
from kamtui.domain.quarters import Quarter
from kamtui.domain.words import ProgressCategory, ProgressSet, ProgressStatus
from kamtui.errors import KamtuiError
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui.glyphs import G
from kamtui.ui.screens import account_progress_facts as facts
from kamtui.ui.screens import account_progress_form as forms
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

    def _computed(self, item: ProgressItem) -> bool:
        """Whether only the map can change the item; says so."""
        computed = item.progression.code == rules.COMPUTED and item.progression.account_id is None
        if computed:
            text = _("{code} is computed from the contact map: i on the map says what lacks")
            self.kam.say(text.format(code=item.progression.code), "warn")
        return computed

    def action_progress_advance(self) -> None:
        """Next status; done asks for its evidence."""
        item = self.item
        if item is None:
            return
        wanted = rules.next_status(item.status)
        if wanted is item.status:
            self.kam.say(_("done already: e edits, 0 if it does not apply"))
        elif item.status is not ProgressStatus.NOT_APPLICABLE and self._computed(item):
            return
        elif wanted is ProgressStatus.DONE:
            self.kam.open(forms.proof_question(self.workspace, self.account_id, item), self._told)
        else:
            self._set(item, wanted)

    def step_back(self) -> None:
        """The status before; its evidence goes, and undo brings it back."""
        item = self.item
        wanted = _BEFORE.get(item.status) if item else None
        if item is not None and wanted is not None and not self._computed(item):
            self._set(item, wanted)

    def _set(self, item: ProgressItem, status: ProgressStatus) -> None:
        account_id, progress, ref = self.account_id, self.workspace.progress, item.progression.id

        def work() -> ProgressItem:
            now = progress.item(account_id, ref)  # keys come in bursts: the one before may have done it
            if now.state.status is status:
                return now
            return progress.change(account_id, ref, status=status, version=item.state.version)

        self.kam.write(work, self._told, entities=forms.ENTITIES)

    def _told(self, item: ProgressItem) -> None:
        self.kam.say(f"{item.progression.code} {G.dot} {label(item.status)}", "good")

    def action_progress_off(self) -> None:
        """Does not apply, asking why; or applies again."""
        item = self.item
        if item is None:
            return
        if item.status is ProgressStatus.NOT_APPLICABLE:
            self._set(item, ProgressStatus.NOT_STARTED)
        else:
            self.kam.open(forms.reason_question(self.workspace, self.account_id, item), self._told)

    def action_progress_edit(self) -> None:
        """The form of the item."""
        item = self.item
        if item is not None:
            self.kam.open(forms.state_form(self.workspace, self.account_id, item), self._told)

    def action_progress_accept(self) -> None:
        """Take what facts propose for the item."""
        if self.proposal is not None:
            self.accept(self.proposal)

    def accept(self, proposal: FactProposal) -> None:
        """Take a proposal."""
        facts.accept(self.kam, self.account_id, proposal)

    def _plan(self, step: Callable[[Quarter | None], Quarter | None]) -> None:
        """Plan for what `step` makes of the quarter as it is when the write comes to its turn."""
        item, account_id = self.item, self.account_id
        if item is None:
            return
        progress, ref = self.workspace.progress, item.progression.id

        def work() -> ProgressItem:
            state = progress.item(account_id, ref).state
            return progress.plan_quarter(account_id, ref, step(state.planned_quarter), version=state.version)

        def refused(error: KamtuiError) -> None:
            self.kam.say(forms.without_field(error), "bad")

        self.kam.write(work, on_error=refused, entities=forms.ENTITIES)

    def _shift(self, by: int) -> None:
        now = self.workspace.quarter
        self._plan(lambda planned: planned.shifted(by) if planned else now)

    def action_progress_sooner(self) -> None:
        """A quarter earlier; the first press plans for the present quarter."""
        self._shift(-1)

    def action_progress_later(self) -> None:
        """A quarter later; the first press plans for the present quarter."""
        self._shift(1)

    def action_progress_unplan(self) -> None:
        """For no quarter."""
        self._plan(lambda _planned: None)

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
