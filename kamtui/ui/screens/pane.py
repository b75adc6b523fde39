"""A pane of the account card: one tab, shown for one account at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Container

from kamtui.domain.explained import Explained
from kamtui.ui.bound import Bound
from kamtui.ui.view import Subject

if TYPE_CHECKING:
    from textual.widget import Widget

    from kamtui.workspace import Workspace


class Pane(Bound, Container, inherit_css=False):
    """Base of the tabs. `account_id` is set before `reload`; `ENTITIES` are the tables whose change makes it reload."""

    ENTITIES: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, name: str) -> None:
        super().__init__(name=name, id=f"pane-{name}", classes="pane")
        self.account_id = ""
        self.ready: Callable[[], None] | None = None

    def on_mount(self) -> None:
        """The widgets are there: the card may show an account."""
        if self.ready is not None:
            self.ready()

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""
        return self.kam.workspace

    def show(self, account_id: str, **where: Any) -> None:
        """Show an account; `where` may say what to stand on: contact_id, progression_id, task_id, quarter, touch_id."""
        self.account_id = account_id
        self.reload()

    def reload(self) -> None:
        """Read the data of the account again and show them."""

    def subject(self) -> Subject | None:
        """What `t` and `c` are about: at least the account."""
        return Subject(self.account_id)

    def why(self) -> tuple[str, Explained[Any]] | None:
        """What `i` explains, if anything here has a number."""
        return None

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs that are drawn here, each with what it says, for the help."""
        return ()

    def copy_text(self) -> str:
        """What `y` copies."""
        return ""

    def first_focus(self) -> Widget | None:
        """The widget where the keys of this pane work."""
        return next((widget for widget in self.query("*") if widget.focusable), None)
