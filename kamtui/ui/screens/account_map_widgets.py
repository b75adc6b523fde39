"""The parts of the Map tab, what they draw, and what is selected in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip
from textual.widget import Widget

from kamtui.domain.contact_advice import Proposal
from kamtui.domain.contacts import Contact
from kamtui.domain.explained import Explained
from kamtui.domain.words import Function
from kamtui.i18n import _
from kamtui.ui import paint
from kamtui.ui.paint import Line, Span
from kamtui.ui.screens import account_map_layout as layouts
from kamtui.ui.screens import account_map_lines as lines
from kamtui.ui.screens import account_map_parts as parts
from kamtui.ui.screens.account_map_actions import MapActions
from kamtui.ui.screens.account_map_cards import CODED, draw_card
from kamtui.ui.screens.account_map_heat import HeatMap
from kamtui.ui.screens.account_map_layout import UNKNOWN
from kamtui.ui.screens.account_map_legend import Legend, map_legend
from kamtui.ui.screens.account_map_proposals import ProposalList
from kamtui.ui.screens.account_map_strip import MapGrid
from kamtui.ui.screens.account_map_tree import Branch, draw_branch
from kamtui.ui.screens.account_map_verdict import Verdict, explained, verdict
from kamtui.ui.screens.account_person import person_lines, read_person
from kamtui.ui.view import Subject
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row
from kamtui.workspace.contact_map import ContactMap

GRID, TREE, COVERAGE = "grid", "tree", "coverage"
MODES = (GRID, TREE, COVERAGE)
LOW = 28  # lines of the tab below which the foot is short, and proposals take the place of the map


class MapParts(MapActions):
    """The widgets of the map over what was read; the cursor is in the view that is shown."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._map: ContactMap | None = None
        self._people: dict[str, Contact] = {}  # those shown, by id
        self._proposals: Sequence[Proposal] | None = None
        self._mode = GRID
        self._group, self._unit = False, ""
        self._former = self._blind = False
        self._anew = True
        self._cursor = ""  # the person to stand on after the next reload
        self._marks: dict[str, Span] = {}
        self._lines: list[Span] = []  # those of the person under the cursor, in words

    def compose(self) -> ComposeResult:
        """The three views in one place, proposals and the verdict under them, the person beside."""
        self._grid = MapGrid(
            self._draw_card,
            draw_column=layouts.draw_column,
            draw_row=layouts.draw_row,
            draw_side=self._draw_side,
            draw_mark=lambda contact: self._marks.get(contact.id),
            side_width=layouts.SIDE_WIDTH,
            empty=self._draw_empty,
            id="map-grid",
        )
        self._grid.side_title = _("cover")
        self._tree: LineList[Branch] = LineList(self._draw_branch, empty=self._draw_empty, id="map-tree")
        self._heat = HeatMap(id="map-heat")
        self._blind_list = ProposalList(id="map-proposals")
        self._scope = Document(self._draw_scope, focusable=False, id="map-scope")
        self._verdict = Document(self._draw_verdict, focusable=False, id="map-verdict")
        self._rule = VRule(id="map-rule")
        self._panel = Document(self._draw_panel, focusable=False, id="map-person")
        self._tree.display = self._heat.display = self._blind_list.display = self._scope.display = False
        self._scope.styles.height = 1
        shown = (self._scope, self._grid, self._tree, self._heat, self._blind_list, self._verdict)
        yield Container(Container(*shown, classes="column"), self._rule, self._panel, classes="row")

    @property
    def contact(self) -> Contact | None:
        """The person under the cursor."""
        if self._mode == TREE:
            return self._tree.item.contact if self._tree.item else None
        return None if self._mode == COVERAGE else self._grid.item

    @property
    def unit(self) -> str:
        """The unit whose people alone are shown."""
        return self._unit

    @property
    def is_group(self) -> bool:
        """Whether people of several accounts are shown."""
        return self._group

    @property
    def place(self) -> tuple[int | None, Function | None]:
        """Level and function of the cell under the cursor; of a branch of the tree, none: the line says the place."""
        if self._mode == COVERAGE:
            return self._heat.cell
        if self._mode == TREE:
            return None, None
        row, column = self._grid.place or (UNKNOWN, UNKNOWN)
        return None if row == UNKNOWN else int(row), None if column == UNKNOWN else Function(column)

    def first_focus(self) -> Widget | None:
        """The view shown, or the proposals while they are open."""
        if self._blind:
            return self._blind_list
        return {GRID: self._grid, TREE: self._tree, COVERAGE: self._heat}[self._mode]

    # drawing

    @property
    def _codes(self) -> Mapping[str, str]:
        return parts.codes_of(self._map, self._group)

    def _draw_card(self, contact: Contact, card: Sequence[Line]) -> None:
        own = contact.account_id == self.account_id and card[0].width < CODED  # no code says as much
        code = "" if own or not self._group else self._codes.get(contact.account_id, "")
        draw_card(contact, card, self.workspace.method, self.workspace.today_date, code)

    def _draw_side(self, row: str, side: Sequence[Line]) -> None:
        if self._map is not None and row != UNKNOWN:
            layouts.draw_side(self._map.coverage.get(int(row)), side)

    def _draw_branch(self, row: Row[Branch], line: Line) -> None:
        contact = row.item.contact
        others = lines.short_words(self._relations(contact)) if contact else ()
        draw_branch(row.item, line, self.workspace.method, self.workspace.today_date, others, self._codes)

    def _relations(self, contact: Contact) -> list[lines.Relation]:
        return lines.relations(contact, self._people, self._map.links if self._map else ())

    def _scope_words(self) -> str:
        return parts.scope_words(self._map, self._group, self._unit) if self._map else ""

    def _draw_scope(self, width: int) -> list[Strip]:
        return [parts.scope_line(self._scope_words(), self._group, self._unit, width)]

    def _draw_verdict(self, width: int) -> list[Strip]:
        """The foot; with proposals open why the one under the cursor is made; beside no panel, who is in a cell."""
        found = self._map
        if found is None:
            return []
        if self._blind:
            told = paint.paragraph(self._blind_list.reason, width - 1, "muted")[:2]
            told += [paint.blank(width - 1)] * (2 - len(told))
        elif self._mode == COVERAGE and not self._panel.display:
            told = self._cell_lines(width - 1, parts.CELL_LINES)
            told += [paint.blank(width - 1)] * (parts.CELL_LINES - len(told))
        elif not found.contacts:
            return []
        else:
            joined = None if self._panel.display or not self._has_lines(found) else self._lines
            short = self.size.height < LOW
            told = verdict(Verdict(found, self._former, self._proposals, joined, short), width - 1)
        return [paint.rule(width), *(Strip.join([paint.blank(1), line]) for line in told)]

    @staticmethod
    def _has_lines(found: ContactMap) -> bool:
        return bool(found.links) or any(contact.reports_to for contact in found.contacts)

    def _cell_lines(self, width: int, most: int) -> list[Strip]:
        level, function = self._heat.cell
        here = [c for c in self._people.values() if (c.level, c.function) == (level, function)]
        title = parts.cell_title(level, function)
        cover = parts.cover_words(self._map.cells.get((level, function)) if self._map else None)
        return parts.cell_lines(title, here, width, self.workspace.method, self.workspace.today_date, most, cover)

    def _draw_panel(self, width: int) -> list[Strip]:
        contact = self.contact
        if contact is not None:
            told = person_lines(read_person(self.workspace, contact.id), width - 2)
        elif self._mode == COVERAGE:
            told = self._cell_lines(width - 2, self.size.height)
        else:
            told = parts.cell_lines(
                parts.cell_title(*self.place), (), width - 2, self.workspace.method, self.workspace.today_date, 9
            )
        return [Strip.join([paint.blank(1), line]) for line in told]

    def _draw_empty(self, width: int) -> list[Strip]:
        gone = bool(self._map and self._map.contacts)
        return parts.nobody_lines(width, self._unit) if self._unit else parts.empty_lines(width, gone)

    # what is selected

    def subject(self) -> Subject | None:
        """The person under the cursor, else the account."""
        contact = self.contact
        if contact is None:
            return Subject(self.account_id)
        title = _("Meet {name}") if contact.placeholder else _("Call {name}")
        who = contact.position or contact.name if contact.placeholder else contact.name
        return Subject(
            contact.account_id, contact_id=contact.id, title=title.format(name=who), target=contact.placeholder
        )

    def why(self) -> tuple[str, Explained[Any]] | None:
        """Map quality, completeness, coverage and single-thread risk in one explanation."""
        return (_("Map quality, 0…3"), explained(self._map)) if self._map else None

    def legend(self) -> Legend:
        """The signs of the map."""
        return map_legend()

    def copy_text(self) -> str:
        """Name and ways to reach the person."""
        contact = self.contact
        if contact is None:
            return ""
        return ", ".join(part for part in (contact.name, contact.position, contact.phone, contact.email) if part)
