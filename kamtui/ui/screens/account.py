"""The account card: tabs over one account, the list of accounts at the left when there is room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from kamtui.domain.accounts import AccountRow
from kamtui.domain.explained import Explained
from kamtui.errors import NotFound
from kamtui.i18n import _, pgettext
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line, cells
from kamtui.ui.screens.accounts import SEVERE
from kamtui.ui.screens.pane import Pane
from kamtui.ui.view import Subject, View
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row
from kamtui.ui.widgets.tabs import TabStrip


class TabSpec(NamedTuple):
    """A tab; its module is imported when it is first shown."""

    name: str
    module: str
    cls: str


TABS = (
    TabSpec("overview", "kamtui.ui.screens.account_overview", "OverviewPane"),
    TabSpec("map", "kamtui.ui.screens.account_map", "MapPane"),
    TabSpec("progress", "kamtui.ui.screens.account_progress", "ProgressPane"),
    TabSpec("plan", "kamtui.ui.screens.account_plan", "PlanPane"),
    TabSpec("log", "kamtui.ui.screens.account_log", "LogPane"),
)


def tab_label(name: str) -> str:
    """The word on a tab."""
    return {
        "overview": pgettext("tab", "Overview"),
        "map": pgettext("tab", "Map"),
        "progress": pgettext("tab", "Progress"),
        "plan": pgettext("tab", "Plan"),
        "log": pgettext("tab", "Log"),
    }[name]


class AccountView(View):
    """The card of one account."""

    CONTEXTS = ("account",)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.account_id = ""
        self._tab = TABS[0].name
        self._where: dict[str, Any] = {}
        self._panes: dict[str, Pane] = {}

    def compose(self) -> ComposeResult:
        """Sidebar, title, tabs and the place of the panes."""
        self._title = Document(self._draw_title, focusable=False, id="account-title")
        self._tabs = TabStrip([(tab.name, tab_label(tab.name)) for tab in TABS], self._tab)
        self._sidebar: LineList[AccountRow] = LineList(self._draw_account, id="sidebar", classes="wide-only")
        self._sidebar.can_focus = False
        self._body = Container(id="panes")
        yield Container(
            self._sidebar,
            VRule(classes="split wide-only"),
            Container(self._title, self._tabs, self._body, id="card"),
            classes="columns",
        )

    def enter(self, **where: Any) -> None:
        """`account_id`, and optionally `tab` and what to stand on there."""
        self.account_id = where.pop("account_id", self.account_id)
        self._tab = where.pop("tab", self._tab)
        self._where = where

    def ahead(self) -> Callable[[], object]:
        """The figures of the account, and what the tab shows that takes long to find."""
        workspace, account_id, tab = self.workspace, self.account_id, self._tab

        def read() -> None:
            _alerts = workspace.accounts.row(account_id).alerts
            if tab == "progress":
                workspace.progress.proposals(account_id)

        return read

    def reload(self) -> None:
        """Show the account; one that is gone leads back to the list."""
        rows = self.workspace.accounts.rows()
        if all(row.account.id != self.account_id for row in rows):
            self.kam.call_later(self._gone)
            return
        self._sidebar.set_rows([Row(row.account.id, row) for row in rows], cursor=self.account_id)
        self._title.redraw()
        self._show_tab()

    def _show_tab(self) -> None:
        self._tabs.active = self._tab
        where, self._where = self._where, {}
        pane = self._panes.get(self._tab)
        with self.kam.batch_update():
            for name, other in self._panes.items():
                other.display = name == self._tab
            if pane is None:
                spec = next(tab for tab in TABS if tab.name == self._tab)
                make: type[Pane] = getattr(import_module(spec.module), spec.cls)
                pane = self._panes[self._tab] = make(spec.name)
                pane.ready = lambda: self._fill(spec.name, where)
                self.kam.hold_keys(self._body.mount(pane))
            elif pane.is_running:
                self._fill(self._tab, where)

    def _fill(self, name: str, where: dict[str, Any]) -> None:
        pane = self._panes[name]
        self.kam.guarded(lambda: pane.show(self.account_id, **where))
        if pane is self.pane:
            self._focus(pane)

    def _gone(self) -> None:
        """The account was deleted or archived, here or in another session."""
        if self.kam.view is self:
            self.kam.show("accounts")
            if not self.kam.message:
                self.kam.say(_("That account is gone: deleted or archived."), "warn")

    def _focus(self, pane: Pane) -> None:
        focused = self.screen.focused
        if focused is not None and pane in focused.ancestors:
            return
        target = pane.first_focus()
        if target is not None and self.display:
            self.screen.set_focus(target, scroll_visible=False)

    def focus_first(self) -> None:
        """Where the keys of the tab work."""
        if self.pane is not None and self.pane.account_id:  # else its widgets are not there yet
            self._focus(self.pane)

    @property
    def pane(self) -> Pane | None:
        """The tab shown."""
        return self._panes.get(self._tab)

    # drawing

    def _row(self) -> AccountRow | None:
        try:
            return self.workspace.accounts.row(self.account_id)
        except NotFound:
            return None

    def _draw_title(self, width: int) -> list[Strip]:
        row = self._row()
        if row is None:
            return []
        account = row.account
        line = Line(width).space().add(account.name, "title")
        parts = [account.code, account.category or "", account.industry, account.region]
        line.add("   " + f" {G.dot} ".join(part for part in parts if part), "muted")
        alerts = len(row.alerts)
        if alerts:
            severe = any(alert.kind in SEVERE for alert in row.alerts)
            more = f" +{alerts - 1}" if alerts > 1 else ""
            text = f"{G.late} {row.alerts[0].text}"
            room = max(width // 2, width - line.used) - cell_len(more) - 2  # the name comes first
            line.right(f"  {cells(text, min(room, cell_len(text)))}{more} ", "bad" if severe else "warn")
        return [line.strip()]

    def _draw_account(self, row: Row[AccountRow], line: Line) -> None:
        view = row.item
        line.space().cell(view.account.category or "·", 2, "accent" if view.account.category in ("K", "A") else "muted")
        severe = any(alert.kind in SEVERE for alert in view.alerts)
        line.right(" ").right("!" if view.alerts else " ", "bad" if severe else "warn")
        line.add(view.account.name, "strong" if line.selected else "text")

    # what is selected

    def subject(self) -> Subject | None:
        """What the tab has selected, at least the account."""
        return (self.pane.subject() if self.pane else None) or Subject(self.account_id)

    def why(self) -> tuple[str, Explained[Any]] | None:
        """What the tab explains."""
        return self.pane.why() if self.pane else None

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the tab."""
        return self.pane.legend() if self.pane else ()

    def copy_text(self) -> str:
        """What the tab copies, else the account."""
        row = self._row()
        return (self.pane.copy_text() if self.pane else "") or (row.account.name if row else "")

    # actions

    @on(TabStrip.Activated)
    def _clicked(self, event: TabStrip.Activated) -> None:
        self.open_tab(event.tab)

    @on(LineList.Selected, "#sidebar")
    def _chosen(self, event: LineList.Selected) -> None:
        self.kam.show("account", account_id=event.row.id)

    def open_tab(self, name: str, **where: Any) -> None:
        """Turn to a tab of this account."""
        self._tab, self._where = name, where
        self._show_tab()

    def action_account_next_tab(self) -> None:
        """Next tab."""
        self._turn(1)

    def action_account_previous_tab(self) -> None:
        """Previous tab."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        names = [tab.name for tab in TABS]
        self.open_tab(names[(names.index(self._tab) + step) % len(names)])

    def action_account_next(self) -> None:
        """Next account, same tab."""
        self._go(1)

    def action_account_previous(self) -> None:
        """Previous account, same tab."""
        self._go(-1)

    def _go(self, step: int) -> None:
        ids = [row.account.id for row in self.workspace.accounts.rows()]
        if self.account_id in ids:
            self.kam.show("account", account_id=ids[(ids.index(self.account_id) + step) % len(ids)])

    def action_account_back(self) -> None:
        """Back to where we came from."""
        self.kam.back(account_id=self.account_id)
