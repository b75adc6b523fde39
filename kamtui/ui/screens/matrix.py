"""Progress: all progressions at all accounts, where the portfolio is stuck; and how it moved by quarter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.explained import Explained, Part
from kamtui.domain.money import format_share
from kamtui.domain.progress import ProgressItem
from kamtui.domain.progress_matrix import MatrixCell, MatrixRow, ProgressMatrix, in_order
from kamtui.i18n import _
from kamtui.ui import paint
from kamtui.ui.bound import Bound
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens import account_progress_form as forms
from kamtui.ui.screens import account_progress_verbs as verbs
from kamtui.ui.screens import matrix_lines as lines
from kamtui.ui.screens.account_progress_lines import proof_words
from kamtui.ui.screens.matrix_lines import ProgressSheet
from kamtui.ui.view import Subject, View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.matrix import Matrix

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp
    from kamtui.ui.screens.dynamics import DynamicsPane
    from kamtui.workspace import Workspace

SORTS = ("category", "stalled", "weight", "code")
FILTERS = ("all", "planned", "stalled", "core")
PANEL_FROM, PANEL_WIDTH, WIDE_PANEL = 120, 34, 46
LEGEND_FROM = 30  # lines of the panel from which it has room for the signs


class ProgressView(View):
    """Workspace 4: the matrix, or (`v`) the dynamics."""

    ENTITIES = forms.ENTITIES | {"contact", "contact_role", "touch", "touch_person", "setting", "order_line"}

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.matrix = MatrixPane()
        self.dynamics: DynamicsPane | None = None
        self._account_id = ""

    def compose(self) -> ComposeResult:
        """The matrix; the dynamics come when they are first asked for."""
        yield self.matrix

    @property
    def pane(self) -> MatrixPane | DynamicsPane:
        """What is shown."""
        return self.matrix if self.matrix.display or self.dynamics is None else self.dynamics

    def enter(self, **where: Any) -> None:
        """`account_id`: stand on that account."""
        self._account_id = where.get("account_id", "")

    def reload(self) -> None:
        """Read what is shown."""
        account_id, self._account_id = self._account_id, ""
        self.pane.reload(account_id)

    def turn(self) -> None:
        """Switch between matrix and dynamics."""
        with self.kam.batch_update():
            showing = self.matrix.display
            self.matrix.display = not showing
            if self.dynamics is None:
                from kamtui.ui.screens.dynamics import DynamicsPane

                self.dynamics = DynamicsPane()
                self.kam.hold_keys(self.mount(self.dynamics))
                return
            self.dynamics.display = showing
            self.pane.reload()
            self.focus_first()

    def focus_first(self) -> None:
        """Where the keys of what is shown work."""
        target = self.pane.first_focus()
        if target.is_attached:
            self.screen.set_focus(target, scroll_visible=False)

    def subject(self) -> Subject | None:
        """What is selected."""
        return self.pane.subject()

    def why(self) -> tuple[str, Explained[Any]] | None:
        """The facts behind what is selected."""
        return self.pane.why()

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of what is shown."""
        return self.pane.legend()

    def copy_text(self) -> str:
        """What is selected, in words."""
        return self.pane.copy_text()


class MatrixPane(Bound, Container, inherit_css=False):
    """Progressions × accounts, and the cell under the cursor in words: beside, or below when there is no room."""

    CONTEXTS = ("matrix",)

    def __init__(self) -> None:
        super().__init__(id="matrix-pane", classes="column")
        self.sort, self.filter = SORTS[0], FILTERS[0]
        self._read: ProgressMatrix | None = None
        self._sheet: ProgressSheet | None = None

    def compose(self) -> ComposeResult:
        """The matrix and the words."""
        self._matrix = Matrix(id="matrix")
        self._rule = VRule()
        self._panel = Document(self._draw_panel, focusable=False, id="matrix-cell")
        self._words = Document(self._draw_words, focusable=False, id="matrix-words")
        self._words.styles.height = 2
        yield Container(self._matrix, self._rule, self._panel, classes="row")
        yield self._words

    # reading

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""
        return self.kam.workspace

    def on_mount(self) -> None:
        """The layout is known."""
        self._fit()

    def on_resize(self) -> None:
        """The words stand beside the matrix when there is room, else below it."""
        self._fit()

    def reload(self, account_id: str = "") -> None:
        """Read the matrix and show it; the cursor goes to the account, if one is given."""
        self._read = self.workspace.progress.matrix()
        self._show(account_id)
        self._tell()

    def _show(self, account_id: str = "") -> None:
        found = self._read
        if found is None:
            return
        rows = [row for row in in_order(found.rows, self.sort) if self._passes(row)]
        order = {
            "category": _("by group"),
            "stalled": _("by stalled"),
            "weight": _("by weight"),
            "code": _("by code"),
        }[self.sort]
        shown = {
            "all": _("all"),
            "planned": _("planned only"),
            "stalled": _("stuck only"),
            "core": _("core only"),
        }[self.filter]
        self._sheet = ProgressSheet(
            found,
            rows,
            grouped=self.sort == "category",
            note=f"{shown} {G.dot} {order}",
            quarter=self.workspace.quarter,
            settings=self.workspace.method,
        )
        self._matrix.show(self._sheet, column=account_id)

    def _passes(self, row: MatrixRow) -> bool:
        if self.filter == "core":
            return row.progression.core
        cells = [cell for cell in row.cells if cell is not None and cell.in_set]
        if self.filter == "planned":
            return any(cell.planned and cell.status not in lines.OVER for cell in cells)
        return self.filter == "all" or any(cell.stalled or cell.missed for cell in cells)

    def _fit(self) -> None:
        width = self.size.width
        beside = width >= PANEL_FROM and bool(self._sheet is None or self._sheet.lines)
        self._rule.display = self._panel.display = beside
        self._words.display = not beside
        self._panel.styles.width = WIDE_PANEL if self.kam.width_class == "wide" else PANEL_WIDTH

    def first_focus(self) -> Matrix:
        """The matrix."""
        return self._matrix

    # what is under the cursor

    def _here(self) -> tuple[MatrixRow, MatrixCell | None, tuple[str, str, str]] | None:
        """Row, cell and account under the cursor."""
        at, sheet, found = self._matrix.at, self._sheet, self._read
        row = sheet.row(at[0]) if at and sheet else None
        if at is None or row is None or found is None:
            return None
        return row, row.cells[at[1]], found.accounts[at[1]]

    def _item(self) -> ProgressItem | None:
        """The progression under the cursor as it stands at its account."""
        here = self._here()
        if here is None or here[1] is None:
            return None
        row, _cell, (account_id, _code, _name) = here
        return self.workspace.progress.item(account_id, row.progression.id)

    def subject(self) -> Subject | None:
        """The progression at the account."""
        here = self._here()
        if here is None:
            return None
        row, cell, (account_id, _code, _name) = here
        if cell is None:
            return Subject(account_id)
        return Subject(account_id, progression_id=row.progression.id, title=row.progression.title)

    def why(self) -> tuple[str, Explained[Any]] | None:
        """Where the progression is stuck, and for how long."""
        here = self._here()
        if here is None or self._read is None:
            return None
        row, _cell, (account_id, _code, name) = here
        found = lines.stuck(row, self._read.accounts)
        at = next(at for at, account in enumerate(self._read.accounts) if account[0] == account_id)
        figures = (
            Part(_("Done, of the accounts where it applies"), lines.done_words(row)),
            Part(_("Progress of {name}").format(name=name), format_share(self._read.shares[at])),
        )
        title = f"{row.progression.code} {G.dot} {row.progression.title}"
        return title, Explained(found.value, (*found.parts, *figures), found.rule)

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of cells and of the figures beside them."""
        figures = f"{G.done} {G.arrow} {G.late}"
        return [
            *((sign, words) for sign, _style, words in lines.signs()),
            (figures, _("at the end of a row: accounts where it is done, planned, stalled")),
        ]

    def copy_text(self) -> str:
        """Progression, account, status."""
        here = self._here()
        if here is None:
            return ""
        row, cell, (_id, _code, name) = here
        words = "".join(text for text, _style in lines.cell_words(cell, name, self.workspace.quarter))
        return f"{row.progression.code} {row.progression.title}: {words}"

    # drawing

    def _tell(self) -> None:
        self._fit()
        (self._panel if self._panel.display else self._words).redraw(to_top=True)

    def _draw_panel(self, width: int) -> list[Strip]:
        here = self._here()
        if here is None:
            return []
        row, cell, (account_id, _code, name) = here
        settings, today = self.workspace.method, self.workspace.today_date
        inner, item = width - 2, self._item()
        proofs = self.workspace.progress.all_proofs(account_id, [item]) if item else {}
        evidence = proof_words(proofs.get(row.progression.id)) or (item.state.evidence if item else "")
        quarter = self.workspace.quarter
        strips = lines.cell_lines(item, cell, row, name, evidence, quarter, settings, today, inner)
        if self._panel.size.height >= LEGEND_FROM:
            signs = lines.legend(inner)
            gap = self._panel.size.height - len(strips) - len(signs) - 2
            if gap >= 0:
                strips += [*(paint.blank(inner) for _line in range(gap + 1)), paint.rule(inner, _("signs")), *signs]
        return [Strip.join([paint.blank(1), strip]) for strip in strips]

    def _draw_words(self, width: int) -> list[Strip]:
        here = self._here()
        if here is None:
            return []
        row, cell, (_id, _code, name) = here
        words = lines.cell_words(cell, name, self.workspace.quarter)
        room = width - 1 - sum(cell_len(text) for text, _style in words[1:])
        words[0] = (paint.cells(name, min(cell_len(name), max(8, room))), words[0][1])  # the status is not cut off
        line = Line(width).space().spans(words)
        title = Line(width).space().add(row.progression.code, "muted").space().add(row.progression.title)
        if row.systematic.value:
            title.right(f" {G.late}{G.late} " + _("systematic: i") + " ", "bad")
        return [line.strip(), title.strip()]

    @on(Matrix.Highlighted, "#matrix")
    def _moved(self, event: Matrix.Highlighted) -> None:
        if type(event) is Matrix.Highlighted:
            self._tell()

    @on(Matrix.Selected, "#matrix")
    def _opened(self) -> None:
        here = self._here()
        if here is not None:
            row, _cell, (account_id, _code, _name) = here
            self.kam.show("account", account_id=account_id, tab="progress", progression_id=row.progression.id)

    # actions: what is shown

    def action_matrix_view(self) -> None:
        """To the dynamics."""
        self.query_ancestor(ProgressView).turn()

    def action_matrix_sort(self) -> None:
        """The next order of rows."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self._turned()
        self._matrix.action_grid_first()

    def action_matrix_filter(self) -> None:
        """The next filter of rows."""
        self.filter = FILTERS[(FILTERS.index(self.filter) + 1) % len(FILTERS)]
        self._turned()

    def _turned(self) -> None:
        self._show()
        self._fit()

    # actions: the progression, as in the card

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While there is no account there is nothing that these keys could do."""
        needs = action.startswith("progress_") and action != "progress_library"
        if needs or action in ("matrix_sort", "matrix_filter"):
            return self._read is None or bool(self._read.accounts)
        return super().check_action(action, parameters)

    def _do(self, verb: Callable[[KamApp, str, ProgressItem], None]) -> None:
        """Do something to the item under the cursor; says so where the account does not have it."""
        here, item = self._here(), self._item()
        if here is not None and item is not None:
            verb(self.kam, here[2][0], item)
        elif here is not None:
            self.kam.say(_("That is another account's own item."), "warn")

    def action_progress_advance(self) -> None:
        """Next status; done asks for its evidence."""
        self._do(verbs.advance)

    def action_progress_off(self) -> None:
        """Does not apply, asking why; or applies again."""
        self._do(verbs.off)

    def action_progress_edit(self) -> None:
        """The form of the item."""
        self._do(verbs.edit)

    def action_progress_sooner(self) -> None:
        """A quarter earlier; the first press plans for the present quarter."""
        self._do(lambda kam, account_id, item: verbs.shift(kam, account_id, item, -1))

    def action_progress_later(self) -> None:
        """A quarter later; the first press plans for the present quarter."""
        self._do(lambda kam, account_id, item: verbs.shift(kam, account_id, item, 1))

    def action_progress_unplan(self) -> None:
        """For no quarter."""
        self._do(lambda kam, account_id, item: verbs.plan(kam, account_id, item, lambda _planned: None))

    def action_progress_library(self) -> None:
        """The library that the rows come from, at the item under the cursor."""
        here = self._here()
        self.kam.show("library", progression_id=here[0].progression.id if here else "")
