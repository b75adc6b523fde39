"""The parts of the Progress tab, what they draw, and what is selected in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip
from textual.widget import Widget

from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import format_share
from kamtui.domain.progress import Barriers, ProgressItem
from kamtui.domain.progress_facts import FactProposal
from kamtui.domain.progress_history import QuarterShare
from kamtui.domain.progress_next import NextBest
from kamtui.domain.words import ProgressSet
from kamtui.i18n import _
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens import account_progress_head as head
from kamtui.ui.screens import account_progress_lines as lines
from kamtui.ui.screens import account_progress_panel as panels
from kamtui.ui.screens.account_parts import quarter_words
from kamtui.ui.screens.account_progress_actions import ProgressActions
from kamtui.ui.screens.account_progress_best import BestList
from kamtui.ui.screens.account_progress_evidence import EvidenceDialog  # noqa: F401 - read with the tab, not with a key
from kamtui.ui.screens.account_progress_facts import FactList
from kamtui.ui.screens.account_progress_funnel import Funnel
from kamtui.ui.screens.account_progress_lines import Group, Look
from kamtui.ui.view import Subject
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row

PANEL_WIDTH = 48
DETAIL_LINES = 4
LOW = 26  # lines of the tab below which a list of proposals takes the place of the checklist
FACTS, BEST = "facts", "best"


class ProgressParts(ProgressActions):
    """The widgets of the tab over what was read; the cursor is in the one that has the keys."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._items: dict[str, ProgressItem] = {}
        self._barriers: Barriers | None = None
        self._proposals: tuple[FactProposal, ...] | None = None
        self._best: tuple[NextBest, ...] | None = None
        self._quarters: tuple[QuarterShare, ...] = ()
        self._look: Look | None = None
        self._board = False
        self._open = ""  # the list that is open over the progressions

    def compose(self) -> ComposeResult:
        """Figures, proposals and what is worth most, checklist and board, a foot; the item under the cursor beside."""
        self._head = Document(self._draw_head, focusable=False, id="progress-head")
        self._facts = FactList(id="progress-facts")
        self._bests = BestList(id="progress-best")
        self._detail = Document(self._draw_detail, focusable=False, id="progress-detail")
        self._detail.styles.height = DETAIL_LINES
        self._list: LineList[ProgressItem | Group] = LineList(
            self._draw_row, header=lines.draw_header, id="progress-list"
        )
        self._between = VRule(id="progress-between")
        self._funnel = Funnel(self, id="progress-board")
        self._body = Container(self._list, self._between, self._funnel, classes="row")
        self._foot = Document(self._draw_foot, focusable=False, id="progress-foot")
        self._rule = VRule(id="progress-rule")
        self._panel = Document(self._draw_panel, focusable=False, id="progress-item")
        self._panel.styles.width = PANEL_WIDTH
        for hidden in (self._facts, self._bests, self._detail, self._between, self._funnel):
            hidden.display = False
        shown = (self._head, self._facts, self._bests, self._detail, self._body, self._foot)
        yield Container(Container(*shown, classes="column"), self._rule, self._panel, classes="row")

    # what is under the cursor

    @property
    def item(self) -> ProgressItem | None:
        """The item under the cursor of what has the keys."""
        if self._open == FACTS:
            key = self._facts.item.progression_id if self._facts.item else None
        elif self._open == BEST:
            key = self._bests.cursor_id
        elif self._funnel.display and (self._funnel.has_focus or not self._list.display):
            key = self._funnel.cursor_id
        else:
            key = self._list.cursor_id
        return self._items.get(key or "")

    @property
    def proposal(self) -> FactProposal | None:
        """What facts propose for it."""
        item = self.item
        return next((p for p in self._proposals or () if item and p.progression_id == item.progression.id), None)

    def stand_on(self, progression_id: str) -> bool:
        """Put the cursor on an item; whether it is shown."""
        self._funnel.move_to(progression_id)
        return self._list.move_to(progression_id)

    def first_focus(self) -> Widget | None:
        """The list that is open, else the board, else the checklist."""
        if self._open:
            return self._facts if self._open == FACTS else self._bests
        return self._funnel if self._board else self._list

    def to_list(self) -> bool:
        """From the board into the checklist, where that stands beside; whether it does."""
        if self._list.display:
            self.screen.set_focus(self._list, scroll_visible=False)
        return bool(self._list.display)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the list of proposals its own key accepts; there is a board to go into where it stands beside."""
        if action == "progress_accept" and self._open == FACTS:
            return False
        if action == "progress_right":
            return bool(self._funnel.display and self._list.has_focus)
        return super().check_action(action, parameters)

    # drawing

    def _draw_head(self, width: int) -> list[Strip]:
        found = self.checklist
        if found is None or self._barriers is None:
            return []
        goal = self.workspace.method.progress_goal
        strips = [head.figures(found, self.workspace.quarter, goal, width), head.barrier_line(self._barriers, width)]
        if not self._list.display:
            strips.append(head.group_line(found.categories, goal, width))
        proposed = None if self._open == FACTS else len(self._proposals or ())
        return [*strips, head.proposals_rule(proposed, width)]

    def _draw_row(self, row: Row[ProgressItem | Group], line: Line) -> None:
        if isinstance(row.item, Group):
            lines.draw_group(row.item, line, self.workspace.method.progress_goal)
        elif self._look is not None:
            lines.draw_item(row.item, line, self._look)

    def _draw_detail(self, width: int) -> list[Strip]:
        told = (self._facts if self._open == FACTS else self._bests).detail(width)[: DETAIL_LINES - 1]
        told += [paint.blank(width)] * (DETAIL_LINES - 1 - len(told))
        return [*told, paint.rule(width)]

    def _draw_foot(self, width: int) -> list[Strip]:
        """The item under the cursor, where no panel says more, and what is worth most."""
        item, found = self.item, self.checklist
        strips = [paint.rule(width)] if self.size.height >= LOW else []
        if found is not None and head.untouched(found.items):
            strips.append(head.teaching_line(width))
        elif item is not None and self._look is not None and not self._panel.display:
            proposal = self.proposal
            strips.append(head.item_line(item, self._look, proposal.reason if proposal else "", width))
        return strips if self._open == BEST else [*strips, head.best_line(self._best, width)]

    def _view(self, item: ProgressItem) -> panels.ItemView:
        shaken = self._look is not None and item.progression.id in self._look.shaken
        return panels.read_item(self.workspace, self.account_id, item, self.proposal, shaken)

    def _draw_panel(self, width: int) -> list[Strip]:
        item = self.item
        if item is None:
            return []
        told = panels.item_lines(self._view(item), width - 2)
        if self._quarters:
            told.append(paint.blank(width - 2))
            told += panels.dynamics_lines(self._quarters, self.workspace.method.progress_goal, width - 2)
        return [Strip.join([paint.blank(1), line]) for line in told]

    # what is selected

    def subject(self) -> Subject | None:
        """The progression under the cursor; one of those worth most is a task of the quarter at once."""
        item = self.item
        if item is None:
            return Subject(self.account_id)
        key, title = item.progression.id, item.progression.title
        return Subject(self.account_id, progression_id=key, title=title, target=self._open == BEST)

    def why(self) -> tuple[str, Explained[Any]] | None:
        """The score of what is worth most; else the share by weight, number, group and quarter."""
        found = self.checklist
        if self._open == BEST and self._bests.item:
            best = self._bests.item
            return f"{best.item.progression.code} {best.item.progression.title}", best.parts
        if found is None:
            return None
        parts = [*found.share.parts[:2], Part(_("By number of items"), format_share(found.share_by_count.value))]
        parts += [
            Part(
                label(category).capitalize(),
                format_share(figure.share),
                _("{done} of {n} done").format(done=figure.done, n=figure.applicable),
            )
            for category, figure in found.categories.items()
        ]
        parts += head.barrier_parts(self._barriers)
        parts.append(
            Part(
                _("Mark"),
                format_share(self.workspace.method.progress_goal),
                _(
                    "Accounts beyond it grew their LTV by 30–50 % more than accounts with little progress: "
                    "a correlation, not a forecast."
                ),
            )
        )
        parts += [
            Part(quarter_words(one.quarter, self.workspace.quarter), *panels.quarter_note(one))
            for one in self.workspace.progress.dynamics(self.account_id)
        ]
        parts += found.share.parts[2:]
        title = _("Progress, core set") if found.set is ProgressSet.CORE else _("Progress, full library")
        return title, replace(found.share, value=format_share(found.share.value), parts=tuple(parts))  # type: ignore[arg-type]

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the list and of the bars."""
        return (
            (f"{G.open} {G.half} {G.done} {G.off}", _("not started, in progress, done, not applicable")),
            (f"{G.full}{G.vline}{G.empty}", _("a bar with the mark")),
            (G.late, _("stalled, its quarter missed, its witness gone; beside a barrier: the weakest")),
            (G.prompt, _("facts propose something: p shows it, A takes it")),
        )

    def copy_text(self) -> str:
        """The progression with its evidence."""
        item = self.item
        if item is None:
            return ""
        return " ".join(part for part in (item.progression.code, item.progression.title, item.state.evidence) if part)
