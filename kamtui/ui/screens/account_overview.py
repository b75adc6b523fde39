"""The Overview tab: the account on one page, where every line leads to its place."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from kamtui.domain.explained import Explained
from kamtui.i18n import _
from kamtui.ui.paint import Line
from kamtui.ui.screens import account_overview_rows as page_rows
from kamtui.ui.screens import quick
from kamtui.ui.screens.account_form import account_form
from kamtui.ui.screens.account_overview_rows import EDIT, Entry, Page
from kamtui.ui.screens.account_overview_why import Figures
from kamtui.ui.screens.pane import Pane
from kamtui.ui.view import Subject
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList, Row

TWO_COLUMNS = 108  # cells from which people and tasks stand beside the figures


class OverviewPane(Pane):
    """Alerts, figures, people, tasks and vitals of one account; two columns where there is room."""

    CONTEXTS = ("overview",)
    ENTITIES: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._page: Page | None = None

    def compose(self) -> ComposeResult:
        """The page, and its second column."""
        self._left: LineList[Entry] = LineList(self._draw, id="overview-left")
        self._right: LineList[Entry] = LineList(self._draw, id="overview-right")
        self._rule = VRule(id="overview-rule")
        yield Container(self._left, self._rule, self._right, classes="row")

    def reload(self) -> None:
        """Read the account and show it."""
        accounts = self.workspace.accounts
        facts = accounts.facts([self.account_id]).get(self.account_id)
        if facts is None:
            return
        row = accounts.row(self.account_id)
        users = {user.login: user.name for user in self.workspace.users.all()}
        self._page = Page(row, facts, Figures(self.workspace, row, facts), users)
        self._fill()

    def on_resize(self, event: events.Resize) -> None:
        """One column or two."""
        self._fill()

    def _fill(self) -> None:
        page, width = self._page, self.size.width
        if page is None or not width:
            return
        two = width >= TWO_COLUMNS
        self._left.styles.width = left = (width - 1) * 6 // 11 if two else width
        if not two and self._right.has_focus:
            self.screen.set_focus(self._left, scroll_visible=False)
        self._right.display = self._rule.display = two
        status = page_rows.attention(page) + page_rows.figures(page)
        around = page_rows.key_people(page) + page_rows.open_tasks(page)
        about = page_rows.about(page, left - 2)
        if two:
            self._left.set_rows(status + about)
            self._right.set_rows(around[1:])  # the first line of a column is not empty
        else:
            self._left.set_rows(status + around + about)

    def _draw(self, row: Row[Entry], line: Line) -> None:
        row.item.draw(line)

    def first_focus(self) -> Widget | None:
        """The page."""
        return self._left

    @property
    def _entry(self) -> Entry | None:
        right = self._right.display and self._right.has_focus
        return self._right.item if right else self._left.item

    @on(LineList.Selected)
    def _selected(self, event: LineList.Selected) -> None:
        """Go to where the line leads."""
        event.stop()
        entry: Entry = event.row.item
        if entry.tab == EDIT:
            self.action_accounts_edit()
        elif entry.tab:
            self.kam.show("account", account_id=self.account_id, tab=entry.tab, **entry.where)
        else:
            self.kam.action_app_why()

    # what is selected

    def subject(self) -> Subject | None:
        """The person or task under the cursor, else the account."""
        entry = self._entry
        if entry is not None and entry.contact is not None:
            title = _("Call {name}").format(name=entry.contact.name)
            return Subject(self.account_id, contact_id=entry.contact.id, title=title)
        if entry is not None and entry.task is not None:
            return Subject(self.account_id, task_id=entry.task.id, title=entry.task.title)
        return Subject(self.account_id)

    def why(self) -> tuple[str, Explained[Any]] | None:
        """What is behind the figure under the cursor."""
        entry = self._entry
        return entry.why() if entry is not None and entry.why is not None else None

    def copy_text(self) -> str:
        """The line under the cursor."""
        entry = self._entry
        if entry is None:
            return ""
        if entry.contact is not None:
            contact = entry.contact
            return ", ".join(part for part in (contact.name, contact.position, contact.phone, contact.email) if part)
        line = Line(400)
        entry.draw(line)
        return " ".join(line.strip().text.split())

    # actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Columns are changed where there are two."""
        return self._right.display if action in ("overview_left", "overview_right") else True

    def action_accounts_edit(self) -> None:
        """The form of the account."""
        account_form(self.kam, self.workspace.accounts.get(self.account_id))

    def action_overview_task(self) -> None:
        """A new task for the account."""
        quick.task_form(self.kam, account_id=self.account_id, quarter=str(self.workspace.quarter))

    def action_overview_left(self) -> None:
        """To the first column."""
        self.screen.set_focus(self._left, scroll_visible=False)

    def action_overview_right(self) -> None:
        """To the second column."""
        self.screen.set_focus(self._right, scroll_visible=False)
