"""The library of progressions: what counts, how much, since when; changed here for all accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.progress import LibraryItem, Progression
from kamtui.domain.words import ProgressCategory
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens import library_form as forms
from kamtui.ui.screens import library_lines as lines
from kamtui.ui.screens.library_form import title_of
from kamtui.ui.screens.library_lines import Entry, ItemDialog
from kamtui.ui.view import View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row
from kamtui.workspace.progress_library import is_computed

if TYPE_CHECKING:
    from kamtui.exchange.report import ImportResult

PANEL_WIDTH = 60


class Heading(NamedTuple):
    """A line over a group of items; an empty one keeps groups apart."""

    title: str
    note: str = ""


class LibraryView(View):
    """All items by group, then those of single accounts."""

    CONTEXTS = ("library",)
    ENTITIES: ClassVar[frozenset[str]] = forms.ENTITIES | {"account", "contact", "touch", "setting"}

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._entries: dict[str, Entry] = {}
        self._show_retired = True
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """What the library comes to; the list; the item under the cursor beside it."""
        self._head = Document(self._draw_head, focusable=False, id="library-head")
        self._head.styles.height = 3
        self._list: LineList[Entry | Heading] = LineList(
            self._draw_row, header=lines.draw_header, empty=self._teach, id="library-list"
        )
        self._rule = VRule(id="library-rule")
        self._panel = Document(self._draw_panel, focusable=False, id="library-item")
        self._panel.styles.width = PANEL_WIDTH
        yield Container(Container(self._head, self._list, classes="column"), self._rule, self._panel, classes="row")

    # reading

    def enter(self, **where: Any) -> None:
        """`progression_id` names the item to stand on."""
        self._wanted = where.get("progression_id") or self._wanted

    def reload(self) -> None:
        """Read the library with its use."""
        progress = self.workspace.progress
        use = progress.library_use()
        codes = {key: code for code, _name, key in self.workspace.accounts.refs()}
        shared, own = progress.library_items(), progress.own_items()
        self._entries = {
            item.id: Entry(item, use[item.id], codes.get(item.account_id or "", "")) for item in (*shared, *own)
        }
        rows: list[Row[Entry | Heading]] = []
        for category in ProgressCategory:
            self._add_group(
                rows, category.value, label(category).capitalize(), [i for i in shared if i.category is category]
            )
        self._add_group(rows, "own", _("Own items of single accounts"), list(own))
        self._list.set_rows(rows, self._wanted or None)
        self._wanted = ""
        self._head.redraw()
        self._fit()
        self.refresh_bindings()

    def _add_group(self, rows: list[Row[Entry | Heading]], key: str, title: str, items: list[LibraryItem]) -> None:
        shown = [item for item in items if self._show_retired or not item.retired]
        if not shown:
            return
        if rows:
            rows.append(Row(f"-{key}", Heading(""), heading=True))
        live = [item for item in items if not item.retired]
        count = ngettext("{n} item", "{n} items", len(live)).format(n=len(live))
        note = _("{count}, weight {weight}").format(count=count, weight=sum(item.weight for item in live))
        rows.append(Row(f"+{key}", Heading(title, note), heading=True))
        rows += [Row(item.id, self._entries[item.id]) for item in shown]

    def on_resize(self, event: events.Resize) -> None:
        """The panel is there when there is room."""
        self._fit()

    def _fit(self) -> None:
        beside = self.kam.width_class == "wide"
        self._rule.display = self._panel.display = beside
        if beside:
            self._panel.redraw()

    @property
    def _entry(self) -> Entry | None:
        item = self._list.item
        return item if isinstance(item, Entry) else None

    # drawing

    def _draw_head(self, width: int) -> list[Strip]:
        items = [entry.item for entry in self._entries.values() if entry.item.account_id is None]
        live = [item for item in items if not item.retired]
        line = Line(width).space().add(_("Library of progressions"), "title")
        counts = ngettext("{n} item in use", "{n} items in use", len(live)).format(n=len(live))
        line.add(f"   {counts}", "text")
        core = sum(item.core for item in live)
        line.add(f" {G.dot} " + ngettext("{n} in the core set", "{n} in the core set", core).format(n=core), "muted")
        retired = len(items) - len(live)
        if retired:
            text = ngettext("{n} retired", "{n} retired", retired).format(n=retired)
            text += "" if self._show_retired else " " + _("(hidden)")
            line.add(f" {G.dot} " + text, "muted")
        text = _("What is done stays done: past quarters keep the weights of their time.")
        told = Line(width).space().add(text, "faint")
        return [line.strip(), told.strip(), paint.rule(width)]

    def _draw_row(self, row: Row[Entry | Heading], line: Line) -> None:
        if isinstance(row.item, Heading):
            line.add(row.item.title, "title").add(f"   {row.item.note}" if row.item.note else "", "faint")
        else:
            lines.draw_entry(row.item, line)

    @staticmethod
    def _teach(width: int) -> list[Strip]:
        text = _("No items in use: n adds one, I brings in a file, f shows what is retired.")
        return paint.paragraph(text, min(width - 2, 76), "muted", indent=2)

    def _draw_panel(self, width: int) -> list[Strip]:
        entry = self._entry
        if entry is None:
            return []
        return [Strip.join([paint.blank(1), line]) for line in lines.entry_lines(entry, width - 2)]

    @on(LineList.Highlighted, "#library-list")
    def _highlighted(self) -> None:
        if self._panel.display:
            self._panel.redraw(to_top=True)
        self.refresh_bindings()

    @on(LineList.Selected, "#library-list")
    def _selected(self, event: LineList.Selected) -> None:
        """The item in full; beside the list it is there already."""
        event.stop()
        if self._entry is not None and self.kam.width_class != "wide":
            self.kam.open(ItemDialog(self._entry))

    def copy_text(self) -> str:
        """Code and title."""
        return f"{self._entry.item.code} {title_of(self._entry.item)}" if self._entry else ""

    # actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done with the item under the cursor."""
        entry = self._entry
        if action in ("library_edit", "library_heavier", "library_lighter", "library_lower", "library_raise"):
            return entry is not None
        if action == "library_core":
            return entry is not None and entry.item.account_id is None
        if action == "library_retire":
            return entry is not None and not is_computed(entry.item)
        return True

    def action_library_new(self) -> None:
        """A new item, in the group under the cursor."""
        category = self._entry.item.category if self._entry else ProgressCategory.KNOWLEDGE
        self.kam.open(forms.new_form(self.workspace, category), self._stand_on)

    def _stand_on(self, made: Progression) -> None:
        self._list.move_to(made.id)
        self.kam.say(f"{made.code} {G.dot} {made.title}", "good")

    def action_library_edit(self) -> None:
        """The form of the item."""
        if self._entry is not None:
            form = forms.item_form(self.workspace, self._entry.item)
            self.kam.open(form, self._stand_on)

    def _change(self, fields: Callable[[LibraryItem], dict[str, object]], told: Callable[[LibraryItem], str]) -> None:
        """Change the item as it is when the write comes to its turn."""
        entry = self._entry
        if entry is None:
            return
        progress, item_id = self.workspace.progress, entry.item.id

        def work() -> LibraryItem:
            item = progress.library_item(item_id)
            changed = fields(item)
            if changed:
                progress.change_item(item_id, item.version, **changed)
            return progress.library_item(item_id)

        self.kam.write(work, lambda item: self.kam.say(told(item), "good"), entities=forms.ENTITIES)

    def _weigh(self, by: int) -> None:
        def fields(item: LibraryItem) -> dict[str, object]:
            return {"weight": item.weight + by} if 1 <= item.weight + by <= 5 else {}

        self._change(fields, lambda item: _("{code}: weight {weight} of 5").format(code=item.code, weight=item.weight))

    def action_library_heavier(self) -> None:
        """One more, at most five."""
        self._weigh(1)

    def action_library_lighter(self) -> None:
        """One less, at least one."""
        self._weigh(-1)

    def action_library_core(self) -> None:
        """Into the core set, or out of it."""
        self._change(
            lambda item: {"core": not item.core},
            lambda item: (_("{code}: in the core set") if item.core else _("{code}: not in the core set")).format(
                code=item.code
            ),
        )

    def action_library_retire(self) -> None:
        """Out of use, or back; what is done stays done."""
        entry = self._entry
        if entry is None:
            return
        progress, item = self.workspace.progress, entry.item
        if item.retired:
            text = _("{code} is in use again, with all that was done")
        else:
            text = _("{code} is retired; what is done stays done, d brings it back")

        def work() -> None:
            if item.retired:
                progress.bring_back_item(item.id, item.version)
            else:
                progress.retire_item(item.id, item.version)

        self.kam.write(work, lambda _done: self.kam.say(text.format(code=item.code), "good"), entities=forms.ENTITIES)

    def _move(self, by: int) -> None:
        """Past the next item of the same group that is shown."""
        entry = self._entry
        if entry is None:
            return
        progress, item = self.workspace.progress, entry.item
        retired = self._show_retired

        def work() -> None:
            order = [each for each in progress.library_items(item.account_id) if retired or not each.retired]
            whole = [each.id for each in progress.library_items(item.account_id)]
            group = [each.id for each in order if each.category is item.category or item.account_id is not None]
            at = group.index(item.id) + by if item.id in group else -1
            if 0 <= at < len(group):
                progress.move_item(item.id, whole.index(group[at]) - whole.index(item.id))

        self.kam.write(work, entities=forms.ENTITIES)

    def action_library_lower(self) -> None:
        """Down in its group."""
        self._move(1)

    def action_library_raise(self) -> None:
        """Up in its group."""
        self._move(-1)

    def action_library_retired(self) -> None:
        """Show or hide what is retired."""
        self._show_retired = not self._show_retired
        self.reload()
        text = _("retired items are shown") if self._show_retired else _("retired items are hidden")
        self.kam.say(text)

    def action_library_export(self) -> None:
        """Write the library to a file."""
        self.kam.open(
            forms.export_line(self.workspace),
            lambda done: self.kam.say(
                ngettext("{n} progression in {path}", "{n} progressions in {path}", done[1]).format(
                    n=done[1], path=done[0]
                ),
                "good",
            ),
        )

    def action_library_import(self) -> None:
        """Bring in a file."""
        self.kam.open(forms.import_line(self.workspace), self._imported)

    def _imported(self, result: ImportResult) -> None:
        counts, _break, reasons = forms.result_words(result).partition("\n")
        taken = result.created or result.updated or result.retired
        parts = [counts, _("u takes it back") if taken else "", reasons]
        self.kam.say("; ".join(part for part in parts if part), "warn" if result.rejects else "good")

    def action_library_back(self) -> None:
        """Where one came from."""
        self.kam.back()
