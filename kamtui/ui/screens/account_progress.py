"""The Progress tab: what shows that the relationship grows deeper, how far it is, what is planned for when."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

from textual import events, on

from kamtui.domain.contacts import map_quality
from kamtui.domain.progress import ProgressItem, barriers
from kamtui.domain.words import ProgressCategory
from kamtui.i18n import _
from kamtui.ui.screens import account_progress_form as forms
from kamtui.ui.screens import account_progress_panel as panels
from kamtui.ui.screens.account_progress_best import BestList
from kamtui.ui.screens.account_progress_evidence import EvidenceDialog  # noqa: F401 - read with the tab, not with a key
from kamtui.ui.screens.account_progress_facts import FactList
from kamtui.ui.screens.account_progress_lines import Group, Look
from kamtui.ui.screens.account_progress_parts import BEST, FACTS, LOW, ProgressParts
from kamtui.ui.widgets.grid import CardGrid
from kamtui.ui.widgets.linelist import LineList, Row

BOARD_SHARE = 0.55  # of the width that the board takes beside the checklist
MANY = 400  # touches of an account from which it takes long to find what they propose
REST = 0.08  # seconds after a change until what needs more reading is read again


class ProgressPane(ProgressParts):
    """The progressions of one account in four groups, or as a board by status; the core set or the full library."""

    CONTEXTS = ("progress",)
    ENTITIES: ClassVar[frozenset[str]] = forms.ENTITIES | {
        "contact", "contact_role", "touch", "touch_person", "task", "waved_off", "order_line",
        "initiative", "opportunity",
    }  # fmt: skip

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._panel_wanted = True
        self._pending: asyncio.TimerHandle | None = None
        self._wanted = ""  # what the tab was opened at, while it is not shown

    # reading

    def show(self, account_id: str, **where: Any) -> None:
        """Show the progressions; `progression_id` names the one to stand on."""
        if account_id != self.account_id:
            self._proposals, self._best, self._quarters, self._look = None, None, (), None
            self._open = ""
        super().show(account_id, **where)
        self._wanted = where.get("progression_id") or ""
        if self._wanted and not self.stand_on(self._wanted):
            self.kam.say(_("It is not in the core set: f shows the full library."), "warn")

    def reload(self) -> None:
        """Read the checklist and show it; what facts propose, and what is worth most, come after the frame."""
        workspace, account_id = self.workspace, self.account_id
        self.checklist = found = workspace.progress.of(account_id)
        people = workspace.contacts.by_account([account_id]).get(account_id, ())
        self._barriers = barriers(found.items, map_quality(people).value or 0)
        shown = [item for item in found.items if item.in_set]
        self._items = {item.progression.id: item for item in shown}
        before = self._look
        self._look = Look(
            workspace.quarter,
            workspace.method,
            workspace.today_date,
            before.proposed if before else (),
            before.shaken if before else (),
            workspace.progress.all_proofs(account_id, shown),
        )
        rows: list[Row[ProgressItem | Group]] = []
        for category in ProgressCategory:
            if rows:
                rows.append(Row(f"-{category}", Group(category, None), heading=True))
            rows.append(Row(f"+{category}", Group(category, found.categories[category]), heading=True))
            rows += [Row(item.progression.id, item) for item in shown if item.progression.category is category]
        self._list.set_rows(rows)
        if self._wanted in self._items:  # now that all are shown, the one that was asked for
            self._list.move_to(self._wanted)
            self._wanted = ""
        self._show_board(self._list.cursor_id)
        self._fit()
        if before is None:
            self.call_after_refresh(self._read_more)
        else:
            self._read_soon()

    def _show_board(self, cursor: str | None = None) -> None:
        """Lay out the cards, while they are seen."""
        if self._board and self._look is not None:
            self._funnel.show(list(self._items.values()), self._look, cursor)

    def _read_soon(self) -> None:
        """Read the rest once no further change follows at once."""
        if self._pending is not None:
            self._pending.cancel()
        self._pending = asyncio.get_running_loop().call_later(REST, self._read_more)

    def on_unmount(self) -> None:
        """Leave nothing scheduled."""
        if self._pending is not None:
            self._pending.cancel()

    def _read_more(self) -> None:
        """What needs more reading: proposals, what is worth most, shaken items, the quarters."""
        self._pending = None
        if self._look is None or not self.is_running:
            return
        touches = sum(count for _day, count in self.workspace.touches.days(self.account_id))
        if touches > MANY:
            self.run_worker(self._read_behind(self.account_id), exclusive=True)
        else:
            self.kam.guarded(self._read_rest)

    async def _read_behind(self, account_id: str) -> None:
        progress = self.workspace.progress
        await self.kam.behind(lambda: (progress.proposals(account_id), progress.dynamics(account_id)))
        if self.account_id == account_id and self._look is not None and self.is_running:
            self.kam.guarded(self._read_rest)

    def _read_rest(self) -> None:
        progress, account_id = self.workspace.progress, self.account_id
        assert self._look is not None
        self._proposals = progress.proposals(account_id)
        self._best = progress.next_best(account_id)
        self._quarters = progress.dynamics(account_id)
        proposed = frozenset(proposal.progression_id for proposal in self._proposals)
        shaken = frozenset(item.progression.id for item in progress.shaken(account_id))
        if (proposed, shaken) != (self._look.proposed, self._look.shaken):
            self._look = self._look._replace(proposed=proposed, shaken=shaken)
            self._list.set_rows(self._list.rows)
            self._show_board()
        self._facts.show(account_id, self._proposals)
        self._bests.show(account_id, self._best)
        self._fit()
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """Panel and board are beside when there is room."""
        self._fit()

    def _fit(self) -> None:
        """What is shown of the parts, for the size there is."""
        width, height = self.size
        if not width or self.checklist is None:
            return
        wide = self.kam.width_class == "wide"
        over = bool(self._open) and height < LOW
        both = wide and self._board
        beside = wide and not self._board and self._panel_wanted
        self._body.display = not over
        self._list.display = both or not self._board
        self._between.display = both
        self._funnel.display = self._board
        self._funnel.styles.width = int(width * BOARD_SHARE) if both else "1fr"
        opened: LineList[Any] = self._facts if self._open == FACTS else self._bests
        self._facts.display, self._bests.display = self._open == FACTS, self._open == BEST
        self._detail.display = bool(self._open)
        opened.styles.height = "1fr" if over else (self._facts if self._open == FACTS else self._bests).wanted_height
        self._foot.display = not over
        self._rule.display = self._panel.display = beside
        self._head.styles.height = len(self._draw_head(width))
        self._foot.styles.height = max(1, len(self._draw_foot(width)))
        for document in (self._head, self._foot, self._detail, self._panel):
            if document.display:
                document.redraw()

    @on(LineList.Highlighted)
    @on(CardGrid.Highlighted, "#progress-board")
    def _rested(self, event: LineList.Highlighted | CardGrid.Highlighted) -> None:
        """Show what belongs to the cursor where it rests, and put the other cursors on the same item."""
        if event.control is not (self.first_focus() if self._open or not self.screen.focused else self.screen.focused):
            return
        item = self.item
        if item is not None:
            for other in (self._list, self._funnel):
                if other is not event.control:
                    other.move_to(item.progression.id)
        for document in (self._panel, self._detail, self._foot):
            if document.display:
                document.redraw(to_top=True)
        self.refresh_bindings()

    @on(LineList.Selected, "#progress-list")
    @on(CardGrid.Selected, "#progress-board")
    def _selected(self, event: LineList.Selected | CardGrid.Selected) -> None:
        """The progression in full: beside the list when there is room, else as a dialog."""
        event.stop()
        item = self.item
        if item is None:
            return
        if self.kam.width_class == "wide" and not self._board:
            self._panel_wanted = not self._panel_wanted
            self._fit()
        else:
            self.kam.open(panels.ProgressionDialog(self._view(item), self.accept))

    # actions: what is shown

    def _turn(self) -> None:
        """Show other parts, with the focus where the keys now work."""
        self._fit()
        focus = self.first_focus()
        if focus is not None:
            self.screen.set_focus(focus, scroll_visible=False)
        self.refresh_bindings()

    def action_progress_view(self) -> None:
        """Checklist or board by status."""
        item = self.item
        self._board, self._open = not self._board, ""
        self._show_board(item.progression.id if item else None)
        if item is not None:
            self.stand_on(item.progression.id)
        self._turn()

    def action_progress_right(self) -> None:
        """From the checklist into the board beside it."""
        if self._funnel.display:
            self.screen.set_focus(self._funnel, scroll_visible=False)

    def action_progress_proposals(self) -> None:
        """Open or close what facts propose."""
        self._toggle(FACTS)

    def action_progress_best(self) -> None:
        """Open or close what is worth most now."""
        self._toggle(BEST)

    def _toggle(self, name: str) -> None:
        if self._pending is not None:  # what is shown now has to be true now
            self._pending.cancel()
        if self._pending is not None or self._best is None:
            self._read_more()
        self._open = "" if self._open == name else name
        if self._open == BEST:
            self._bests.action_list_first()
        if self.item is not None:
            self.stand_on(self.item.progression.id)
        self._turn()

    @on(FactList.Closed)
    @on(BestList.Closed)
    def _close(self) -> None:
        self._open = ""
        self._turn()
