"""Log: what happened with an account, in views turned by `v`: touches, promises, notes and findings, claims, papers."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip
from textual.widget import Widget

from kamtui.domain.explained import Explained
from kamtui.i18n import _
from kamtui.ui.paint import Line, rule
from kamtui.ui.screens.pane import Pane
from kamtui.ui.view import Subject
from kamtui.ui.widgets.document import Document
from kamtui.ui.widgets.drawn import VRule
from kamtui.ui.widgets.linelist import LineList


class LogView(NamedTuple):
    """A view; its module is imported when it is first shown. `wheres` are what of `show` may want it."""

    name: str
    module: str
    cls: str
    wheres: tuple[str, ...]


LOG_VIEWS = (
    LogView("log", "account_touches", "TouchList", ("touch_id",)),
    LogView("promises", "account_promises", "PromiseList", ("promise_id",)),
    LogView("notes", "account_notes", "NoteList", ("note_id", "finding_id")),
    LogView("escalations", "account_escalations", "EscalationList", ("escalation_id",)),
    LogView("tenders", "account_tenders", "TenderList", ("tender_id",)),
    LogView("contracts", "account_contracts", "ContractList", ("contract_id",)),
)


def view_names() -> dict[str, str]:
    """The words for the views."""
    return {
        "log": _("touches"),
        "promises": _("promises"),
        "notes": _("notes, findings"),
        "escalations": _("escalations"),
        "tenders": _("tenders"),
        "contracts": _("contracts"),
    }


class LogPane(Pane):
    """The tab Log. A view is a list with `set_account`, `reload`, `detail(width)`, `subject`, `why` and `copy_text`."""

    CONTEXTS = ("logs",)
    ENTITIES = frozenset(
        {
            "touch", "touch_person", "contact", "promise", "note", "finding", "progress_state", "escalation",
            "escalation_person", "tender", "contract", "setting",
        }
    )  # fmt: skip

    def compose(self) -> ComposeResult:
        """The names of the views; the view shown, and what is under its cursor beside it."""
        self._at = LOG_VIEWS[0].name
        self._lists: dict[str, Any] = {}
        self._names = Document(self._draw_names, focusable=False, id="log-views")
        self._place = Container(classes="main")
        self._detail = Document(self._draw_detail, focusable=False, id="log-detail", classes="side")
        yield self._names
        yield Container(self._place, VRule(classes="split"), self._detail, classes="columns")

    def show(self, account_id: str, **where: Any) -> None:
        """Show the view that `where` wants, on what it names; else the view shown last."""
        for view in LOG_VIEWS:
            for name in view.wheres:
                if where.get(name):
                    self.account_id = account_id
                    self._turn_to(view.name, where[name])
                    return
        if account_id == self.account_id and self._list is not None:
            self.reload()
            return
        self.account_id = account_id
        self._turn_to(self._at)

    def reload(self) -> None:
        """Read the view shown again."""
        if self._list is not None:
            self._list.reload()
            self._detail.redraw()

    @property
    def _list(self) -> Any:
        return self._lists.get(self._at)

    def _turn_to(self, name: str, cursor: str | None = None) -> None:
        shown = self._list
        focused = shown is None or shown.has_focus
        self._at = name
        wanted = self._list
        with self.kam.batch_update():
            if wanted is None:
                view = next(one for one in LOG_VIEWS if one.name == name)
                make = getattr(import_module(f"kamtui.ui.screens.{view.module}"), view.cls)
                wanted = self._lists[name] = make(self, id=name)
                self.kam.hold_keys(self._place.mount(wanted))
            for key, other in self._lists.items():
                other.display = key == name
            wanted.set_account(self.account_id, cursor)
        self._names.redraw()
        self._detail.redraw(to_top=True)
        if focused:
            self.screen.set_focus(wanted, scroll_visible=False)

    @on(LineList.Highlighted)
    def _moved(self) -> None:
        self._detail.redraw(to_top=True)

    # drawing

    def _draw_names(self, width: int) -> list[Strip]:
        names = view_names()
        line = Line(width).space()
        for view in LOG_VIEWS:
            here = view.name == self._at
            line.add(names[view.name], "link" if here else "muted").space(2)
        return [line.right(" v ", "faint").strip()]

    def _draw_detail(self, width: int) -> list[Strip]:
        lines = self._list.detail(width) if self._list is not None else []
        return [rule(width), *lines] if lines and self.kam.width_class == "narrow" else lines

    # what is selected

    def subject(self) -> Subject | None:
        """What the view has selected."""
        return (self._list.subject() if self._list is not None else None) or Subject(self.account_id)

    def why(self) -> tuple[str, Explained[Any]] | None:
        """What the view explains."""
        found: tuple[str, Explained[Any]] | None = self._list.why() if self._list is not None else None
        return found

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs of the view, where it has any."""
        signs: Sequence[tuple[str, str]] = self._list.legend() if hasattr(self._list, "legend") else ()
        return signs

    def copy_text(self) -> str:
        """What the view copies."""
        return str(self._list.copy_text()) if self._list is not None else ""

    def first_focus(self) -> Widget | None:
        """The view shown."""
        found: Widget | None = self._list
        return found

    # actions

    def action_log_view(self) -> None:
        """The next view."""
        names = [view.name for view in LOG_VIEWS]
        self._turn_to(names[(names.index(self._at) + 1) % len(names)])
