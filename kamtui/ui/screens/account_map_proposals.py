"""Blind spots: what the map lacks as tasks proposed, under the map; a key makes the task of this quarter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.message import Message
from textual.strip import Strip

from kamtui.domain.contact_advice import Proposal
from kamtui.domain.plans import Task
from kamtui.i18n import _
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens.account_parts import quarter_words
from kamtui.ui.widgets.linelist import LineList, Row

SHOWN = 8
ENTITIES = frozenset({"task", "contact", "waved_off"})
_TITLE, _REASON_FROM = 52, 100


class ProposalList(LineList[Proposal]):
    """The proposals of an account, the most valuable first."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("list", "blind")

    class Closed(Message):
        """Enough of the proposals."""

    def __init__(self, *, id: str) -> None:
        super().__init__(self._draw_proposal, header=self._draw_keys, empty=self._draw_none, id=id)
        self.account_id = ""
        self.account_name = ""

    def show(self, account_id: str, name: str, proposals: Sequence[Proposal]) -> None:
        """Show what is proposed for an account."""
        self.account_id, self.account_name = account_id, name
        self.set_rows([Row(proposal.key, proposal) for proposal in proposals])

    @property
    def wanted_height(self) -> int:
        """Lines that the list would like: its title and a line for each."""
        return 1 + max(1, min(SHOWN, len(self.rows)))

    def _draw_keys(self, line: Line) -> None:
        line.space().add(_("Blind spots"), "title")
        keys = ((_("space"), _("task of this quarter")), ("d", _("wave off")), ("u", _("undo")), ("esc", _("back")))
        room = line.left - 2
        shown = []
        for key, words in keys:
            room -= cell_len(key) + cell_len(words) + 3
            shown += [(key, words)] if room >= 0 else []
        for key, words in reversed(shown):
            line.right(f" {words} ", "muted").right(f" {key}", "accent")
        if cell_len(self.account_name) < line.left:
            line.add(f"  {self.account_name}", "muted")

    def _draw_proposal(self, row: Row[Proposal], line: Line) -> None:
        proposal = row.item
        line.space().add(f"{G.arrow} ", "accent")
        if line.width < _REASON_FROM:
            line.add(proposal.title)
            return
        line.cell(proposal.title, max(_TITLE, line.width // 2 - 8)).space(2).add(proposal.reason, "muted")

    def _draw_none(self, width: int) -> list[Strip]:
        text = _("No blind spot that is not dealt with: every level covered, every role held, key players touched.")
        return paint.paragraph(text, width - 2, "good", 1)

    @property
    def reason(self) -> str:
        """Why the proposal under the cursor is made."""
        return self.item.reason if self.item else ""

    def accept(self) -> None:
        """Make the task of this quarter."""
        proposal, account_id, workspace = self.item, self.account_id, self.kam.workspace
        if proposal is None:
            return

        def told(task: Task) -> None:
            when = quarter_words(task.quarter, workspace.quarter)
            self.kam.say(
                _("task of {quarter}: {title} — u takes it back").format(quarter=when, title=task.title), "good"
            )

        self.kam.write(lambda: workspace.contacts.accept(account_id, proposal.key), told, entities=ENTITIES)

    def action_blind_close(self) -> None:
        """Back to the map."""
        self.post_message(self.Closed())

    def action_blind_accept(self) -> None:
        """Make the task of this quarter."""
        self.accept()

    def action_blind_wave(self) -> None:
        """Never propose this again."""
        proposal, account_id, contacts = self.item, self.account_id, self.kam.workspace.contacts
        if proposal is None:
            return

        def told(_nothing: None) -> None:
            self.kam.say(_("waved off: {title} — u brings it back").format(title=proposal.title), "good")

        self.kam.write(lambda: contacts.wave_off(account_id, proposal.key), told, entities=ENTITIES)
