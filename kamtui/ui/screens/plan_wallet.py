"""Block 3 of a plan: the circle and our share in it, this year and next; the table by category and supplier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.strip import Strip

from kamtui.domain.explained import Explained
from kamtui.domain.wallet import WHOLE, Circle, Estimate, YearWallet
from kamtui.i18n import _
from kamtui.ui import paint
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens import plan_wallet_form as forms
from kamtui.ui.screens.plan_circles import picture
from kamtui.ui.screens.plan_wallet_head import Spans, head_lines, verdict_words
from kamtui.ui.screens.plan_wallet_rows import (
    REST,
    Bought,
    Cell,
    Made,
    amount_words,
    bought_lines,
    draw_bought,
    draw_made,
    draw_titles,
    made_lines,
    supplier_words,
)
from kamtui.ui.view import Subject
from kamtui.ui.widgets.linelist import LineList, Row

if TYPE_CHECKING:
    from kamtui.ui.screens.pane import Pane

Item = Bought | Made | Spans | None  # a line of drawing, or the titles of the table (None)
TAUGHT_LINES = 6  # of the circle that teaches


class WalletBlock(LineList[Item]):
    """Circles, verdict, table and estimates in one list; left and right choose the year of the table."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("list", "wallet")
    ENTITIES: ClassVar[frozenset[str]] = forms.ENTITIES | {"order_line"}

    def __init__(self, pane: Pane, *, id: str) -> None:
        super().__init__(self._draw_item, empty=self._teach, id=id)
        self._pane = pane
        self.account_id = ""
        self._circle: Circle | None = None
        self._estimates: tuple[Estimate, ...] = ()
        self._column = 0

    def set_data(self, account_id: str, year: int) -> None:
        """Read and show the wallet of an account in `year` and the next."""
        wallet = self._pane.workspace.wallet
        if account_id != self.account_id:
            self._column = 0
        self.account_id = account_id
        self._circle = wallet.circle(account_id, year)
        self._estimates = wallet.estimates(account_id)
        self._arrange()

    def on_resize(self, event: events.Resize) -> None:
        """Circles of another size."""
        super().on_resize(event)
        if self._circle is not None:
            self._arrange()

    def _arrange(self) -> None:
        circle = self._circle
        if circle is None:
            return
        bought = bought_lines(circle)
        if not bought and not self._estimates:
            self.set_rows([])
            return
        width, height = max(40, self.area.width - 2), max(8, self.area.height)
        rows: list[Row[Item]] = [
            Row(f"head{place}", line, heading=True) for place, line in enumerate(head_lines(circle, width, height))
        ]
        if bought:
            rows.append(Row("titles", None, heading=True))
            rows += [Row(f"{one.category}/{one.supplier}", one) for one in bought]
        if self._estimates:
            title = _("Estimates, newest first")
            rows += [Row("gap", (), heading=True), Row("made", ((f" {title}", "faint"),), heading=True)]
            rows += [Row(made.estimate.id, made) for made in made_lines(self._estimates)]
        self.set_rows(rows)

    def _reveal_cursor(self) -> bool:
        """The first line of the table shows with the circles, where there is room for both."""
        first = next((index for index, row in enumerate(self.rows) if not row.heading), 0)
        if self.area.height and self.cursor == first < self.page:
            return self.scroll_to_line(0)
        return super()._reveal_cursor() if self.cursor > first else self.reveal(self.cursor, self.cursor)

    # drawing

    def _draw_item(self, row: Row[Item], line: Line) -> None:
        item = row.item
        if isinstance(item, Bought):
            draw_bought(item, line, self._column)
        elif isinstance(item, Made):
            draw_made(item, line)
        elif item is None:
            draw_titles(line, (self.circle.now.year, self.circle.next.year))
        else:
            line.spans(item)

    def _teach(self, width: int) -> list[Strip]:
        texts = (
            (
                _("A circle is all that the client buys in our categories, from everybody; the slice is our share."),
                "text",
            ),
            (_("Two questions: will the circle grow? Will our share grow?"), "text"),
            (_("Press n and write this year's in one line: 40-45 M 30%. A guess is enough to begin."), "accent"),
            (_("N adds a category or a competitor, each with its source and date."), "muted"),
        )
        shape = picture(TAUGHT_LINES, 1.0, 0.3)
        room = max(20, min(width - 2 * TAUGHT_LINES - 6, 76))
        words = [(text, tone) for whole, tone in texts for text in paint.wrap(whole, room)]
        lines = []
        for y in range(max(len(shape), len(words))):
            line = Line(width).space(2)
            line.spans(shape[y] if y < len(shape) else ()).to(2 * TAUGHT_LINES + 5)
            lines.append((line.add(*words[y]) if y < len(words) else line).strip())
        return lines

    # what is selected

    @property
    def circle(self) -> Circle:
        """The two years shown."""
        assert self._circle is not None
        return self._circle

    @property
    def _year(self) -> YearWallet:
        return (self.circle.now, self.circle.next)[self._column]

    @property
    def _cell(self) -> Cell | None:
        return self.item.cells[self._column] if isinstance(self.item, Bought) else None

    @property
    def estimate(self) -> Estimate | None:
        """The estimate under the cursor: in the table that of the year chosen."""
        if isinstance(self.item, Made):
            return self.item.estimate
        return self._cell.estimate if self._cell else None

    def subject(self) -> Subject | None:
        """The account; of a white space the task to find its way in."""
        item = self.item
        if isinstance(item, Bought) and item.white and item.category:
            return Subject(self.account_id, title=_("White space: {category}").format(category=item.category))
        return Subject(self.account_id)

    def copy_text(self) -> str:
        """The line under the cursor, or the verdict."""
        item = self.item
        if isinstance(item, Made):
            one = item.estimate
            return f"{one.year} {one.category or ''} {supplier_words(one.supplier)} {amount_words(one)} {one.source}"
        return verdict_words(self._circle.verdict) if self._circle else ""

    def why(self) -> tuple[str, Explained[Any]] | None:
        """The arithmetic of both years and of the verdict."""
        circle = self._circle
        if circle is None or not circle.why.parts:
            return None
        title = _("Circle and share, {now} and {next}").format(now=circle.now.year, next=circle.next.year)
        return title, circle.why

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the block."""
        filled, grey = ("#", ".") if G.ascii else ("█", "░")
        return (
            (filled, _("our share: the slice of the circle that is solid")),
            (grey, _("what the client buys from others")),
            (f"{G.up} {G.right} {G.down}", _("grows, stays, falls")),
            (G.guess, _("computed from our orders, not estimated")),
            (G.star_open, _("white space: the client buys it, but not from us")),
            (f"{G.done} {G.open}", _("estimate that counts, and one that a later one has replaced")),
        )

    # actions

    @on(LineList.Highlighted)
    def _moved(self, event: LineList.Highlighted) -> None:
        event.stop()
        self.screen.refresh_bindings()  # what the keys do depends on the line

    @on(LineList.Selected)
    def _opened(self, event: LineList.Selected) -> None:
        event.stop()
        self.action_wallet_edit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Left leads out of the block from the first year; there is something to delete."""
        if action in ("wallet_left", "wallet_right"):
            return isinstance(self.item, Bought) and self._column == (0 if action == "wallet_right" else 1)
        if action == "wallet_delete":
            return self.estimate is not None
        if action == "wallet_edit":
            return self.item is not None
        return super().check_action(action, parameters)

    def action_wallet_left(self) -> None:
        """To the column of the plan's year."""
        self._to_column(0)

    def action_wallet_right(self) -> None:
        """To the column of the next year."""
        self._to_column(1)

    def _to_column(self, column: int) -> None:
        self._column = column
        self.redraw()
        self.refresh_bindings()

    def action_wallet_start(self) -> None:
        """The circle and our share in one line: of the year that has none yet, else of the one chosen."""
        workspace, account_id = self._pane.workspace, self.account_id
        unknown = [wallet.year for wallet in (self.circle.now, self.circle.next) if wallet.total is None]
        year = unknown[0] if unknown else self._year.year
        self.kam.open(
            LineDialog(
                _("Circle of {year}: all that the client buys, and our share").format(year=year),
                lambda text: workspace.wallet.start(account_id, year, text),
                understand=workspace.wallet.understand,
                hint=_("40-45 M 30%, or 42 M, or 30%"),
                history="wallet",
                draft=f"wallet:{account_id}:{year}",
                entities=forms.ENTITIES,
            ),
            self._started,
        )

    def _started(self, wallet: YearWallet) -> None:
        self.move_to(f"{None}/{WHOLE}")
        if wallet.year == self.circle.now.year and self.circle.next.total is None:
            self.kam.say(_("saved; now n writes the circle of {year}").format(year=self.circle.next.year), "good")

    def action_wallet_add(self) -> None:
        """An estimate with all its fields, of what is under the cursor; of the unnamed rest: who is it?"""
        item = self.item
        category, supplier = (item.category, item.supplier) if isinstance(item, Bought) else (None, WHOLE)
        rest = supplier == REST
        self._open(None, category, WHOLE if rest else supplier, at="competitor" if rest else "")

    def action_wallet_edit(self) -> None:
        """The estimate under the cursor; where there is none, a new one of that category, supplier and year."""
        item = self.item
        if self.estimate is not None:
            self._open(self.estimate, None, WHOLE)
        elif isinstance(item, Bought):
            self.action_wallet_add()

    def _open(self, estimate: Estimate | None, category: str | None, supplier: str, at: str = "") -> None:
        year = self._year.year
        form = forms.estimate_form(
            self._pane.workspace, self.account_id, estimate, year=year, category=category, supplier=supplier, at=at
        )
        self.kam.open(form, self._stand_on)

    def _stand_on(self, one: Estimate) -> None:
        self.move_to(f"{one.category}/{one.supplier}")

    def action_wallet_delete(self) -> None:
        """Delete the estimate."""
        estimate, wallet = self.estimate, self._pane.workspace.wallet
        if estimate is not None:
            self.kam.write(
                lambda: wallet.remove(estimate.id, estimate.version),
                lambda _none: self.kam.say(_("estimate deleted — u brings it back")),
                entities=forms.ENTITIES,
            )
