"""The Map tab: who decides at the account, how they stand to us, and what the map lacks."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events, on

from kamtui.domain.contacts import Contact
from kamtui.domain.words import Function
from kamtui.i18n import _, ngettext
from kamtui.ui.screens import account_contact_form as forms
from kamtui.ui.screens import account_map_layout as layouts
from kamtui.ui.screens import account_map_lines as lines
from kamtui.ui.screens import account_map_parts as parts
from kamtui.ui.screens.account_map_heat import HeatMap
from kamtui.ui.screens.account_map_layout import UNKNOWN
from kamtui.ui.screens.account_map_proposals import ProposalList
from kamtui.ui.screens.account_map_strip import Tab
from kamtui.ui.screens.account_map_tree import tree_rows
from kamtui.ui.screens.account_map_widgets import COVERAGE, GRID, LOW, MODES, TREE, MapParts
from kamtui.ui.widgets.grid import CardGrid
from kamtui.ui.widgets.linelist import LineList

PANEL_WIDTH, PANEL_LEAST = 46, 36


class MapPane(MapParts):
    """The map of one account or group as a grid, as a tree of who reports to whom, or as a heat-map of coverage."""

    CONTEXTS = ("map",)
    ENTITIES: ClassVar[frozenset[str]] = forms.TOUCHED | {"account", "waved_off", "wallet_estimate"}

    # reading

    def show(self, account_id: str, **where: Any) -> None:
        """Show the map; `contact_id` names the person to stand on. A map shown anew starts at its highest person."""
        self._cursor = where.get("contact_id", "")
        self._anew = account_id != self.account_id
        if self._anew:
            self._group = self._blind = False
            self._unit, self._proposals = "", None
        super().show(account_id, **where)

    def reload(self) -> None:
        """Read the map and show it; what follows the cursor, and the proposals, come after the frame."""
        found = self.workspace.contacts.map(self.account_id, group=self._group, unit=self._unit)
        self._map = found
        wanted = next((contact for contact in found.contacts if contact.id == self._cursor), None)
        if wanted is not None and forms.is_former(wanted):
            self._former = True
        if self._anew and not self._cursor:
            self._cursor = next((c.id for c in found.contacts if self._former or not forms.is_former(c)), "")
        self._anew = not self.size.width  # not laid out yet: the cursor is still to be set
        self._fill()
        self.call_after_refresh(self._read_proposals)

    def _read_proposals(self) -> None:
        account_id = self.account_id
        self._proposals = found = self.workspace.contacts.proposals(account_id)
        if self._blind:
            self._blind_list.show(account_id, self.workspace.accounts.get(account_id).name, found)
        self._verdict.redraw()

    def _fill(self) -> None:
        """Lay the people out for the size there is."""
        width, height = self.size
        found = self._map
        if not width or found is None:
            return
        shown = [contact for contact in found.contacts if self._former or not forms.is_former(contact)]
        self._people = {contact.id: contact for contact in shown}
        cursor, self._cursor = self._cursor or None, ""
        beside = self.kam.width_class == "wide"
        self._arrange(height, beside)
        placed = layouts.layout(shown)
        panel = max(PANEL_LEAST, min(PANEL_WIDTH, width - 1 - layouts.least_width(len(placed.columns))))
        self._panel.styles.width = panel
        body = width - (panel + 1 if beside else 0)
        grid = self._grid
        grid.single = self.kam.width_class == "narrow"
        tabs = [self._tab(column, placed) for column in placed.columns]
        grid.set_tabs(tabs, body)
        taken = len(self._draw_verdict(max(1, body - 1)))
        self._verdict.styles.height = taken
        if self._mode == GRID:
            room = height - taken - self._scope.display - grid.head_lines - 1
            fitted = layouts.fit(placed, body, room, grid.single)
            grid.row_width, grid.min_column = fitted.row_width, fitted.min_column
            grid.row_height, grid.row_gap = fitted.row_height, fitted.gap
            grid.set_grid(placed.columns, placed.rows, layouts.grid_cards(placed, fitted), cursor, fitted.widths)
        elif self._mode == TREE:
            self._tree.set_rows(tree_rows(shown), cursor)
        else:
            here = self._people.get(cursor or "")
            self._heat.show(found.cells, (here.level, here.function) if here else None)
        self._scope.redraw()
        self.call_after_refresh(self._follow)

    def _arrange(self, height: int, beside: bool) -> None:
        """What is shown of the parts."""
        over = self._blind and height < LOW
        self._rule.display = self._panel.display = beside
        self._grid.display = self._mode == GRID and not over
        self._tree.display = self._mode == TREE and not over
        self._heat.display = self._mode == COVERAGE and not over
        self._blind_list.display = self._blind
        self._blind_list.styles.height = "1fr" if over else self._blind_list.wanted_height
        self._scope.display = bool(self._scope_words())

    def _tab(self, column: str, placed: layouts.Layout) -> Tab:
        function = None if column == UNKNOWN else Function(column)
        cells = self._map.cells if self._map else {}
        here = [cover for (_level, other), cover in cells.items() if other is function]
        known = sum(cover.known for cover in here)
        silent = known > 0 and not any(cover.active for cover in here)
        return Tab(column, known, silent, sum(cover.placeholders for cover in here))

    def on_resize(self, event: events.Resize) -> None:
        """Another size has room for other columns."""
        self._fill()

    # following the cursor

    @on(CardGrid.Highlighted)
    @on(LineList.Highlighted, "#map-tree")
    @on(HeatMap.Highlighted)
    def _rested(self) -> None:
        self._follow(to_top=True)
        self.refresh_bindings()

    def _follow(self, to_top: bool = False) -> None:
        """Show what belongs to the cursor where it rests: lines to others, and the panel."""
        contact = self.contact
        found = self._relations(contact) if contact and self._map else []
        before, self._marks, self._lines = self._marks, lines.marks(found), lines.words(found)
        changed = {key for key in {*before, *self._marks} if before.get(key) != self._marks.get(key)}
        self._grid.redraw_cards(changed)
        self._verdict.redraw()
        if self._panel.display:
            self._panel.redraw(to_top=to_top)

    @on(LineList.Highlighted, "#map-proposals")
    def _proposed(self) -> None:
        """Show on the map what a proposal is about."""
        proposal = self._blind_list.item
        self._verdict.redraw()
        if proposal is None:
            return
        if proposal.contact_id:
            self._grid.move_to(proposal.contact_id)
            self._tree.move_to(proposal.contact_id)
        elif proposal.level is not None and proposal.function is not None:
            self._grid.move_into(str(proposal.level), proposal.function.value)
        if proposal.level is not None or proposal.function is not None:
            self._heat.go_to(proposal.level, proposal.function)

    @on(CardGrid.Selected)
    @on(LineList.Selected)
    @on(HeatMap.Selected)
    def _selected(self, event: CardGrid.Selected | LineList.Selected | HeatMap.Selected) -> None:
        """Open the person's screen; an empty cell takes a new person; a cell of the heat-map opens in the grid."""
        event.stop()
        contact = self.contact
        if self._blind:
            self._blind_list.accept()
        elif self._mode == COVERAGE:
            self._open_cell()
        elif contact is None:
            self.action_map_new()
        else:
            self.kam.show("person", contact_id=contact.id)

    def _open_cell(self) -> None:
        """From the coverage of a cell to its people; from a white one, to adding somebody."""
        here = next((c for c in self._people.values() if (c.level, c.function) == self._heat.cell), None)
        if here is None:
            self.action_map_new()
            return
        self._cursor, self._mode = here.id, GRID
        self._turn()

    # actions of the map as a whole

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not offered."""
        if action == "map_former":
            return any(forms.is_former(contact) for contact in self._map.contacts) if self._map else False
        if action == "map_unit":
            return bool(self._unit or (self._map and self._map.units))
        return super().check_action(action, parameters)

    def stand_on(self, contact: Contact) -> None:
        """Put the cursor on a person; from the heat-map, into the cell."""
        if self._mode == COVERAGE:
            self._heat.go_to(contact.level, contact.function)
            return
        if self._hidden_by_unit(contact):
            self._cursor, self._unit = contact.id, ""
            self.reload()
            self.kam.say(self.kam.message + " — " + _("all units are shown again"), "good")
        elif not self._grid.move_to(contact.id):
            self._cursor = contact.id
            self._fill()
        self._tree.move_to(contact.id)

    def _hidden_by_unit(self, contact: Contact) -> bool:
        """Whether the person is on this map, but not of the unit that is shown."""
        found = self._map
        return bool(
            self._unit
            and found
            and any(contact.account_id == account.id for account in found.accounts)
            and all(contact.id != other.id for other in found.contacts)
        )

    def _turn(self) -> None:
        """Show another view, with the focus in it."""
        self._fill()
        focus = self.first_focus()
        if focus is not None:
            self.screen.set_focus(focus, scroll_visible=False)
        self.refresh_bindings()

    def action_map_switch(self) -> None:
        """The next of grid, tree and coverage."""
        contact = self.contact
        self._cursor = contact.id if contact else ""
        if self._mode == COVERAGE:
            here = next((c for c in self._people.values() if (c.level, c.function) == self._heat.cell), None)
            self._cursor = here.id if here else ""
        self._mode = MODES[(MODES.index(self._mode) + 1) % len(MODES)]
        self._turn()
        self.kam.say(
            {
                GRID: _("grid: levels and functions"),
                TREE: _("tree: who reports to whom"),
                COVERAGE: _("coverage: active / known; white: we know nobody"),
            }[self._mode]
        )

    def action_map_former(self) -> None:
        """Show or hide those who left."""
        self._former = not self._former
        gone = [contact for contact in self._map.contacts if forms.is_former(contact)] if self._map else []
        if self._former and self.contact is None and gone:
            self._cursor = gone[0].id
        self._fill()
        text = ngettext("{n} person has left", "{n} people have left", len(gone)).format(n=len(gone))
        self.kam.say(text + ", " + (_("shown: f hides them") if self._former else _("hidden: f shows them")))

    def action_map_group(self) -> None:
        """The whole group, or this account alone again."""
        if not self._group and len(self.workspace.contacts.group(self.account_id)) < 2:
            self.kam.say(_("This account has no parent and no daughters: e on it sets a parent."))
            return
        self._group, self._unit = not self._group, ""
        self.reload()

    def action_map_unit(self) -> None:
        """Choose the unit whose people are shown."""
        from kamtui.ui.dialogs.pick import Choice, PickDialog

        units = self._map.units if self._map else ()
        choices = [Choice("all", _("all units")), *(Choice(f"unit:{name}", name) for name in units)]
        choices.append(Choice(f"unit:{parts.NO_UNIT}", _("no unit")))

        def chosen(key: str) -> None:
            self._unit = key.partition(":")[2]
            self.reload()

        self.kam.open(PickDialog(_("Whose people?"), choices), chosen)

    def action_map_blind(self) -> None:
        """Open or close the proposals."""
        self._blind = not self._blind
        if self._blind:
            self._read_proposals()
        self._turn()

    @on(ProposalList.Closed)
    def _close_blind(self) -> None:
        if self._blind:
            self.action_map_blind()

    def action_map_export(self) -> None:
        """Write the map to a file."""
        from kamtui.ui.screens.export import export_map

        export_map(self.kam, self.account_id, self._group, self._unit, self._former)
