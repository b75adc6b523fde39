"""The Map tab: who decides at the account, how they stand to us, and what the map lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip
from textual.widget import Widget

from kamtui.domain.contacts import Contact
from kamtui.domain.explained import Explained, Part
from kamtui.domain.words import Function
from kamtui.i18n import _
from kamtui.labels import label, level_label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens import account_contact_form as forms
from kamtui.ui.screens import account_map_cards as cards
from kamtui.ui.screens.account_map_cards import UNKNOWN, Cover, MapGrid
from kamtui.ui.screens.account_map_tree import TreeLine, draw_branch, tree_rows
from kamtui.ui.screens.account_person import PersonDialog, person_lines, read_person
from kamtui.ui.screens.pane import Pane
from kamtui.ui.view import Subject
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.grid import CardGrid
from kamtui.ui.widgets.linelist import LineList, Row
from kamtui.workspace.contact_map import ContactMap

MODES = ("grid", "tree", "coverage")
PANEL_WIDTH = 46
_NEEDS_CONTACT = frozenset(
    f"map_{name}" for name in ("edit", "delete", "raise", "lower", "earlier", "later", "warmer", "cooler", "leave")
)


class MapPane(Pane):
    """The map of one account as a grid, as a tree of who reports to whom, or as coverage of its cells."""

    CONTEXTS = ("map",)
    ENTITIES: ClassVar[frozenset[str]] = frozenset({*forms.ENTITIES, "touch", "touch_person", "task", "account"})

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._map: ContactMap | None = None
        self._mode = MODES[0]
        self._former = False
        self._panel_wanted = True
        self._anew = True
        self._cursor = ""  # the person to stand on after the next reload

    def compose(self) -> ComposeResult:
        """Grid and tree in one place, the verdict under them, the person beside."""
        self._grid = MapGrid(
            self._draw_card,
            draw_column=cards.draw_column,
            draw_row=cards.draw_row,
            draw_side=self._draw_side,
            side_width=cards.SIDE_WIDTH,
            row_height=2,
            empty=self._draw_empty,
            id="map-grid",
        )
        self._grid.side_title = _("cover")
        self._tree: LineList[TreeLine] = LineList(self._draw_branch, empty=self._draw_empty, id="map-tree")
        self._verdict = Document(self._draw_verdict, focusable=False, id="map-verdict")
        self._rule = VRule(id="map-rule")
        self._panel = Document(self._draw_person, focusable=False, id="map-person")
        self._tree.display = False
        self._panel.styles.width = PANEL_WIDTH
        yield Container(
            Container(self._grid, self._tree, self._verdict, classes="column"), self._rule, self._panel, classes="row"
        )

    # reading

    def show(self, account_id: str, **where: Any) -> None:
        """Show the map; `contact_id` names the person to stand on. A map shown anew starts at its highest person."""
        self._cursor = where.get("contact_id", "")
        self._anew = account_id != self.account_id
        super().show(account_id, **where)

    def reload(self) -> None:
        """Read the map and show it."""
        self._map = found = self.workspace.contacts.map(self.account_id)
        wanted = next((contact for contact in found.contacts if contact.id == self._cursor), None)
        if wanted is not None and forms.is_former(wanted):
            self._former = True
        people = self._people()
        if self._anew and not self._cursor and people:
            self._cursor = people[0].id
        self._anew = not self.size.width  # not laid out yet: the cursor is still to be set
        self._fill()

    def _people(self) -> list[Contact]:
        """The people shown."""
        contacts = self._map.contacts if self._map else ()
        return [contact for contact in contacts if self._former or not forms.is_former(contact)]

    def _fill(self) -> None:
        """Lay the people out for the size there is."""
        width = self.size.width
        if not width:
            return
        people = self._people()
        beside = self.kam.width_class == "wide" and self._panel_wanted and self._mode != "coverage"
        self._rule.display = self._panel.display = beside
        self._tree.display, self._grid.display = self._mode == "tree", self._mode != "tree"
        body = width - (PANEL_WIDTH + 1 if beside else 0)
        placed = cards.layout(people)
        grid = self._grid
        grid.row_width, grid.min_column = cards.row_width(body < 100), 19
        room = body - grid.row_width - grid.side_width - 1
        shown = max(1, min(len(placed.columns) or 1, room // (grid.min_column + 1)))
        cell = room // shown - 3  # the blank between columns, the mark of the cursor, and its own blank
        coverage = self._mode == "coverage"
        settings, today = self.workspace.method, self.workspace.today_date
        cursor = self._cursor or None
        grid.set_grid(placed.columns, placed.rows, cards.grid_cards(placed, cell, coverage, settings, today), cursor)
        self._tree.set_rows(tree_rows(people), cursor)
        self._cursor = ""
        self._verdict.styles.height = len(self._draw_verdict(max(1, body - 1)))
        self._verdict.redraw()
        self._panel.redraw()

    def on_resize(self, event: events.Resize) -> None:
        """Another size has room for other columns."""
        self._fill()

    @property
    def _contact(self) -> Contact | None:
        """The person under the cursor."""
        if self._mode == "tree":
            return self._tree.item.contact if self._tree.item else None
        item = self._grid.item
        return item if isinstance(item, Contact) else None

    def _place(self) -> tuple[int | None, Function | None]:
        """Level and function of the cell under the cursor."""
        if self._mode == "tree":
            contact = self._contact
            return (contact.level, contact.function) if contact else (None, None)
        row, column = self._grid.place or (UNKNOWN, UNKNOWN)
        return None if row == UNKNOWN else int(row), None if column == UNKNOWN else Function(column)

    def first_focus(self) -> Widget | None:
        """Grid or tree."""
        return self._tree if self._mode == "tree" else self._grid

    # drawing

    def _draw_card(self, item: Contact | Cover, lines: Sequence[Line]) -> None:
        if isinstance(item, Contact):
            cards.draw_card(item, lines, self.workspace.method, self.workspace.today_date)
        else:
            cards.draw_cover(item, lines)

    def _draw_side(self, row: str, lines: Sequence[Line]) -> None:
        if self._map is not None and row != UNKNOWN:
            cards.draw_side(self._map.coverage.get(int(row)), lines)

    def _draw_branch(self, row: Row[TreeLine], line: Line) -> None:
        draw_branch(row.item, line, self.workspace.method, self.workspace.today_date)

    def _draw_verdict(self, width: int) -> list[Strip]:
        if self._map is None or not self._map.contacts:
            return []
        lines = cards.verdict(self._map, width - 1, self._former)
        return [paint.rule(width), *(Strip.join([paint.blank(1), line]) for line in lines)]

    def _draw_person(self, width: int) -> list[Strip]:
        contact = self._contact
        if contact is not None and self._map is not None:
            lines = person_lines(read_person(self.workspace, contact, self._map.contacts), width - 2)
            return [Strip.join([paint.blank(1), line]) for line in lines]
        level, function = self._place()
        words = [level_label(level) if level else "", label(function) if function else ""]
        head = f" {G.dot} ".join(word for word in words if word)
        return [
            *paint.paragraph(head, width, "title", indent=1),
            *paint.paragraph(_("Nobody here yet: n adds a person, p somebody to meet."), width - 1, "muted", indent=1),
        ]

    def _draw_empty(self, width: int) -> list[Strip]:
        """What a map is for, and how to begin one."""
        room = min(width - 2, 76)
        strips = [Line(width).space(2).add(_("Who decides here?"), "title").strip(), paint.blank(width)]
        for text, style in (
            (
                _(
                    "The map shows the people who decide, by level and function: who is for us, who is against, where "
                    "we know nobody. One good contact is a risk, not a relationship."
                ),
                "text",
            ),
            ("", "text"),
            (_("n  adds a person you know"), "accent"),
            (_("p  adds somebody to meet: you know the role, not yet the name"), "accent"),
        ):
            strips += paint.paragraph(text, room, style, indent=2)
        return strips

    @on(CardGrid.Highlighted)
    @on(LineList.Highlighted)
    def _highlighted(self) -> None:
        if self._panel.display:
            self._panel.redraw(to_top=True)
        self.refresh_bindings()

    @on(CardGrid.Selected)
    @on(LineList.Selected)
    def _selected(self, event: CardGrid.Selected | LineList.Selected) -> None:
        """Open the person: the panel beside the map when there is room, else a dialog."""
        event.stop()
        contact = self._contact
        if self._mode == "coverage":
            self._open_cell()
        elif contact is None:
            self.action_map_new()
        elif self.kam.width_class == "wide":
            self._panel_wanted = not self._panel_wanted
            self._fill()
        elif self._map is not None:
            self.kam.open(PersonDialog(read_person(self.workspace, contact, self._map.contacts)))

    def _open_cell(self) -> None:
        """From the coverage of a cell to its people."""
        place = self._grid.place
        self._mode = "grid"
        here = next((contact for contact in self._people() if cards.place_of(contact) == place), None)
        self._cursor = here.id if here else ""
        self._fill()

    # what is selected

    def subject(self) -> Subject | None:
        """The person under the cursor, else the account."""
        contact = self._contact
        if contact is None:
            return Subject(self.account_id)
        title = _("Meet {name}") if contact.placeholder else _("Call {name}")
        who = contact.position or contact.name if contact.placeholder else contact.name
        return Subject(self.account_id, contact_id=contact.id, title=title.format(name=who))

    def why(self) -> tuple[str, Explained[Any]] | None:
        """Map quality, completeness, coverage and single-thread risk in one explanation."""
        found = self._map
        if found is None:
            return None
        complete = found.completeness
        risk = "; ".join(found.single_thread) or (_("no active contact at all") if found.no_active else "")
        parts = (
            *found.quality.parts,
            Part(_("Map complete"), bool(complete.value), complete.rule),
            *complete.parts,
            Part(_("Single thread"), bool(risk), risk),
        )
        return _("Map quality, 0…3"), Explained(found.quality.value, parts, found.quality.rule)

    def copy_text(self) -> str:
        """Name and ways to reach the person."""
        contact = self._contact
        if contact is None:
            return ""
        return ", ".join(part for part in (contact.name, contact.position, contact.phone, contact.email) if part)

    # actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a person is off the keys where there is none."""
        if action in _NEEDS_CONTACT:
            return self._contact is not None
        if action == "map_former":
            return any(forms.is_former(contact) for contact in self._map.contacts) if self._map else False
        return True

    def _stand_on(self, contact: Contact) -> None:
        if not self._grid.move_to(contact.id):
            self._cursor = contact.id
            self._fill()
        self._tree.move_to(contact.id)

    def _new(self, placeholder: bool) -> None:
        level, function = self._place()
        form = forms.contact_form(
            self.workspace, self.account_id, level=level, function=function, placeholder=placeholder
        )
        self.kam.open(form, self._stand_on)

    def action_map_new(self) -> None:
        """A new person in the cell under the cursor."""
        self._new(placeholder=False)

    def action_map_placeholder(self) -> None:
        """Somebody to meet in the cell under the cursor."""
        self._new(placeholder=True)

    def action_map_edit(self) -> None:
        """The form of the person."""
        contact = self._contact
        if contact is not None:
            self.kam.open(forms.contact_form(self.workspace, self.account_id, contact), self._stand_on)

    def action_map_delete(self) -> None:
        """Delete the person; undo brings them back."""
        contact = self._contact
        if contact is not None:
            self.kam.write(
                lambda: self.workspace.contacts.remove(contact.id, contact.version),
                lambda _done: self.kam.say(_("deleted: {name}; u brings back").format(name=contact.name), "good"),
                entities=self.ENTITIES,
            )

    def _change(self, field: str, step: Callable[[Contact], object]) -> None:
        """Change one field to what `step` makes of the person as they are when the write comes to its turn."""
        contact = self._contact
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

    def action_map_leave(self) -> None:
        """Mark as left, asking since when; somebody who left comes back."""
        contact = self._contact
        if contact is None:
            return
        if contact.placeholder:
            self.kam.say(_("Somebody to meet cannot leave: d deletes."), "warn")
        elif forms.is_former(contact):
            self.kam.write(
                lambda: self.workspace.contacts.bring_back(contact.id, contact.version),
                lambda back: self.kam.say(_("{name} is at the company again").format(name=back.name), "good"),
                entities=forms.ENTITIES,
            )
        else:
            self.kam.open(forms.left_question(self.workspace, contact), self._told_left)

    def _told_left(self, contact: Contact) -> None:
        self.kam.say(_("{name} has left; who takes over? u takes it back").format(name=contact.name), "good")

    def action_map_former(self) -> None:
        """Show or hide those who left."""
        self._former = not self._former
        self._fill()

    def action_map_switch(self) -> None:
        """The next of grid, tree and coverage."""
        contact = self._contact
        self._cursor = contact.id if contact else ""
        self._mode = MODES[(MODES.index(self._mode) + 1) % len(MODES)]
        self._fill()
        focus = self.first_focus()
        if focus is not None:
            self.screen.set_focus(focus, scroll_visible=False)
        self.kam.say(
            {
                "grid": _("grid: levels and functions"),
                "tree": _("tree: who reports to whom"),
                "coverage": _("coverage: active contacts in every cell"),
            }[self._mode]
        )
