"""Versions of a plan: its snapshots at the left, at the right what differs between two of them, or one and now."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.clock import user_day
from kamtui.domain.plan_snapshots import Difference, Snapshot
from kamtui.domain.today import date_words
from kamtui.domain.words import SnapshotKind
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, blank, paragraph, rule
from kamtui.ui.screens.plan_differences import difference_lines
from kamtui.ui.view import Subject, View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row

NOW = "now"
_LIST_WIDTH = 46


class VersionsView(View):
    """Of one plan. What is picked with space is compared with what the cursor stands on; without, with now."""

    CONTEXTS = ("versions",)
    ENTITIES: ClassVar[frozenset[str]] = frozenset(
        {"plan", "plan_block", "plan_quarter", "plan_snapshot", "goal", "task", "wallet_estimate"}
        | {"initiative", "opportunity", "progress_state", "contact", "order_line"}
    )

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.account_id = ""
        self._year = 0
        self._snapshots: tuple[Snapshot, ...] = ()
        self._picked = ""
        self._compared: tuple[tuple[str, str], tuple[Difference, ...]] | None = None

    def compose(self) -> ComposeResult:
        """Title; the list; the differences."""
        self._head = Document(self._draw_head, focusable=False, id="versions-head")
        self._list: LineList[Snapshot | None] = LineList(self._draw_row, id="versions-list")
        self._rule = VRule(id="versions-rule", classes="split")
        self._text = Document(self._draw_differences, id="versions-text")
        yield Container(
            self._head,
            Container(self._list, self._rule, self._text, id="versions-body", classes="columns"),
            classes="column",
        )

    def enter(self, **where: Any) -> None:
        """`account_id`, `year`."""
        account_id, year = where.get("account_id", self.account_id), int(where.get("year", self._year))
        if (account_id, year) != (self.account_id, self._year):
            self._picked = ""
        self.account_id, self._year = account_id, year

    def reload(self) -> None:
        """Read the snapshots."""
        self._snapshots = self.workspace.plans.snapshots(self.account_id, self._year)
        rows: list[Row[Snapshot | None]] = [Row(one.id, one) for one in self._snapshots]
        if rows:
            rows.insert(0, Row(NOW, None))
        if self._picked not in {row.id for row in rows}:
            self._picked = ""
        first = not self._list.rows and len(rows) > 1
        self._compared = None
        self._fit(len(rows))
        self._list.set_rows(rows, cursor=rows[1].id if first else None)
        self._head.redraw()
        self._text.redraw(to_top=True)
        self.refresh_bindings()

    def _fit(self, rows: int) -> None:
        narrow = self.kam.width_class == "narrow"
        self._list.display = bool(rows)
        self._rule.display = bool(rows) and not narrow
        self._list.styles.width = "1fr" if narrow else _LIST_WIDTH
        self._list.styles.height = min(rows, 7) if narrow else "1fr"

    def on_resize(self) -> None:
        """Side by side where there is room."""
        if self._list.rows:
            self._fit(len(self._list.rows))

    # what is compared

    @property
    def _pair(self) -> tuple[str, str] | None:
        """Ids of the earlier and the later of the two; NOW for now."""
        here = self._list.cursor_id
        if here is None:
            return None
        other = self._picked or NOW
        if here == other:
            return None
        ids = [one.id for one in self._snapshots]
        order = {NOW: -1} | {id_: place for place, id_ in enumerate(ids)}  # newest first
        later, earlier = sorted((here, other), key=lambda id_: order[id_])
        return earlier, later

    def _differences(self, pair: tuple[str, str]) -> tuple[Difference, ...]:
        if self._compared is None or self._compared[0] != pair:
            earlier, later = pair
            found = self.workspace.plans.compare(earlier, None if later == NOW else later)
            self._compared = (pair, found)
        return self._compared[1]

    # drawing

    def _called(self, id_: str) -> str:
        snapshot = next((one for one in self._snapshots if one.id == id_), None)
        return snapshot_words(snapshot) if snapshot is not None else _("now")

    def _draw_head(self, width: int) -> list[Strip]:
        name = self.workspace.accounts.get(self.account_id).name
        line = Line(width).space().add(_("Versions of the plan {year}").format(year=self._year), "title")
        line.add(f"  {name}", "strong")
        pair = self._pair
        told = Line(width).space()
        if pair is not None:
            count = len(self._differences(pair))
            told.add(f"{self._called(pair[0])} {G.arrow} {self._called(pair[1])}", "text")
            words = ngettext("{n} difference", "{n} differences", count).format(n=count)
            told.add(f"   {words}", "accent" if count else "muted")
        return [line.strip(), told.strip(), rule(width)]

    def _draw_row(self, row: Row[Snapshot | None], line: Line) -> None:
        picked = row.id == (self._picked or NOW)
        line.space().add(G.done if picked else " ", "accent").space()
        snapshot = row.item
        if snapshot is None:
            line.add(_("the plan as it is now"), "strong" if line.selected else "text")
            return
        line.add(snapshot_words(snapshot), "strong" if line.selected else "text")
        if snapshot.kind is SnapshotKind.KEPT and snapshot.note:
            line.add(f"  {snapshot.note}", "muted")
        user = f"  {snapshot.user} "
        if cell_len(user) <= line.left:
            line.right(user, "faint")

    def _draw_differences(self, width: int) -> list[Strip]:
        if not self._snapshots:
            text = _(
                "No snapshot of this plan is kept yet. Approving it and closing a quarter keep one; n keeps one now. "
                "Later this page says word by word what has changed since."
            )
            return [blank(width), *paragraph(text, min(width, 80), "muted", indent=2)]
        pair = self._pair
        if pair is None:
            text = _("Stand on another version to compare it with this one; space chooses which one stays.")
            return paragraph(text, width, "muted", indent=1)
        found = self._differences(pair)
        if not found:
            return paragraph(_("Nothing differs."), width, "good", indent=1)
        return difference_lines(found, width)

    @on(LineList.Highlighted, "#versions-list")
    def _moved(self) -> None:
        self._head.redraw()
        self._text.redraw(to_top=True)

    # what is selected

    def subject(self) -> Subject | None:
        """The account."""
        return Subject(self.account_id)

    def legend(self) -> list[tuple[str, str]]:
        """The signs of differences."""
        return [("+", _("new")), ("-", _("gone")), ("~", _("changed")), (G.done, _("compared with"))]

    # actions

    @on(LineList.Selected, "#versions-list")
    def _read(self, event: LineList.Selected) -> None:
        event.stop()
        self.screen.set_focus(self._text, scroll_visible=False)

    def action_versions_pick(self) -> None:
        """This one stays; the cursor goes on to those it is compared with."""
        here = self._list.cursor_id
        if here is not None:
            self._picked = "" if here in (NOW, self._picked) else here
            self._list.redraw()
            self._moved()

    def action_versions_keep(self) -> None:
        """Keep the plan as it is now."""
        plans, account_id, year = self.workspace.plans, self.account_id, self._year

        def told(_snapshot: Snapshot) -> None:
            self.kam.say(_("kept — u takes it back"), "good")

        self.kam.open(
            LineDialog(
                _("Keep the plan as it is now; a note (may stay empty)"),
                lambda note: plans.keep(account_id, year, note=note),
                history="keep",
                empty=True,
                entities={"plan_snapshot"},
            ),
            told,
        )

    def action_versions_back(self) -> None:
        """From the differences to the list, from there to the plan."""
        if self.screen.focused is self._text and self._list.display:
            self.screen.set_focus(self._list, scroll_visible=False)
        else:
            self.kam.back(account_id=self.account_id)


def snapshot_words(snapshot: Snapshot) -> str:
    """When and why it was kept."""
    what = label(snapshot.kind)
    if snapshot.number is not None:
        what = f"{_('Q{number}').format(number=snapshot.number)} {what}"
    return f"{date_words(user_day(snapshot.at))} {what}"
