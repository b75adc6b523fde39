"""What the KAM writes in a block: under the data, edited where it stands; last year's text beside an empty one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from rich.cells import cell_len
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.plans import Block, Plan
from kamtui.i18n import _
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, paragraph
from kamtui.ui.screens.plan_text import Text, TextEditor
from kamtui.ui.widgets.document import Document

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

LONGEST_LINE = 100
ENTITIES = frozenset({"plan", "plan_block"})


class Place(Protocol):
    """Where blocks are shown."""

    account_id: str

    @property
    def workspace(self) -> Workspace:
        """The data."""

    @property
    def plan(self) -> Plan:
        """The plan shown."""

    @property
    def block(self) -> Block:
        """The block shown."""


class BlockText:
    """The two widgets of the text, a line above it, and the editor that takes the place of the text."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.head = Document(self._draw_head, focusable=False, id="text-head")
        self.body = Document(self._draw_body, id="block-text")
        self.editor: TextEditor | None = None
        self._written_in: tuple[str, int, int] | None = None  # account, year and block that is edited
        self._on_its_way: str | None = None  # what was typed there, left and not yet read back

    @property
    def editing(self) -> bool:
        """Whether the text is being edited."""
        return self.editor is not None and self.editor.editing

    def lines_wanted(self, width: int) -> int:
        """Lines that the text would like."""
        return len(self._draw_body(max(10, width)))

    def edit(self, into: Container) -> None:
        """Edit the text of the block shown where it stands."""
        place, block, year = self._place, self._place.block, self._place.plan.year
        account_id, plans, number = place.account_id, place.workspace.plans, block.number

        def save(text: str, version: int | None, continued: bool) -> int:
            return plans.write_block(account_id, year, number, text, version=version, continued=continued).version

        self._written_in, self._on_its_way = (account_id, year, number), None
        text = Text(block.text, block.version, save, f"text:{account_id}:{year}:{number}", ENTITIES)
        if self.editor is None:
            self.editor = TextEditor(text, id="block-editor")
            self.body.kam.hold_keys(into.mount(self.editor, after=self.body))
        else:
            self.editor.begin(text)

    def leave(self) -> None:
        """End the editing, as when another block is gone to."""
        if self.editor is not None and self.editing:
            self.editor.action_text_leave()

    def left(self, text: str) -> None:
        """The text is on its way to the disk; until it is read back, it is shown as it was typed."""
        self._on_its_way = text
        if self.editor is not None:
            self.editor.display = False

    def read(self) -> None:
        """What is on the disk was read."""
        self._on_its_way = None

    def redraw(self, to_top: bool = False) -> None:
        """Draw anew; what is said of the text that one writes takes the lines it needs."""
        self.head.styles.height = len(self._draw_head(self.head.size.width)) if self.head.size.width else 1
        self.head.redraw()
        if self.body.display:
            self.body.redraw(to_top=to_top)

    # drawing

    def _shown(self, block: Block) -> str:
        here = (self._place.account_id, self._place.plan.year, block.number)
        return self._on_its_way if self._on_its_way is not None and here == self._written_in else block.text

    def _draw_head(self, width: int) -> list[Strip]:
        block = self._place.block
        line = Line(width).add(f"{G.hline} ", "rule")
        if self.editing and self.editor is not None:
            said, tone = self.editor.said
            if cell_len(said) > line.left - 1:
                return paragraph(said, width, tone, indent=1)
            line.add(said or _("you are writing; it is saved by itself, esc leaves"), tone if said else "accent")
        else:
            line.add(_("risks, control") if block.number == 7 else _("in your words"), "muted")
        return [line.add(" ").fill(G.hline).strip()]

    def _draw_body(self, width: int) -> list[Strip]:
        block = self._place.block
        room = min(width - 1, LONGEST_LINE)
        text = self._shown(block)
        if text.strip():
            return paragraph(text, room, "text", indent=1)
        key = "e" if block.number in (1, 2) else "E"
        lines = paragraph(_("Nothing is written here yet; press {key} to write.").format(key=key), width, "muted", 1)
        if block.previous.strip():
            lines += [*paragraph(_("Last year's plan says:"), room, "faint", indent=1)]
            lines += paragraph(block.previous, room, "faint", indent=3)
        return lines
