"""A workspace of the application: a container of few drawn widgets, loaded on first use and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.containers import Container
from textual.widget import Widget

from kamtui.domain.explained import Explained
from kamtui.ui.bound import Bound
from kamtui.ui.widgets.drawn import Ground

if TYPE_CHECKING:
    from kamtui.workspace import Workspace


class Subject(NamedTuple):
    """What is selected, for actions that start from anything: a task out of it, a touch with it.

    `target`: the contact is somebody to meet, or the progression is worth most now, which is a task of the quarter
    without further questions. Of an opportunity the task is that of its next step.
    """

    account_id: str
    contact_id: str | None = None
    progression_id: str | None = None
    task_id: str | None = None
    title: str = ""
    target: bool = False
    opportunity_id: str | None = None


class View(Ground, Bound, Container, inherit_css=False):
    """One workspace. Subclasses compose few widgets, say in ENTITIES which records they show, and read in `reload`."""

    ENTITIES: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, name: str) -> None:
        super().__init__(name=name, id=f"view-{name}", classes="view")
        self._last_focus: Widget | None = None
        self.stale = True

    @property
    def workspace(self) -> Workspace:
        """The data."""
        return self.kam.workspace

    def reload(self) -> None:
        """Read what is shown and show it; fast, for it runs between a key and its frame."""

    def ahead(self) -> Callable[[], object] | None:
        """What reads, after a write and in its thread, the most of what `reload` will ask for; None: that is little.

        The workspace keeps it (`Workspace.cached`), so that keys pressed meanwhile do not wait for it.
        """
        return None

    def enter(self, **where: Any) -> None:
        """Called whenever the view is gone to, before it is reloaded; `where` is what the caller asked for."""

    def focus_first(self) -> None:
        """Give the focus back to the widget that had it, else to the first that takes it."""
        target = self._last_focus
        if target is None or not target.is_attached or not target.focusable:
            target = next((widget for widget in self.query("*") if widget.focusable), None)
        if target is not None:
            self.screen.set_focus(target, scroll_visible=False)

    def subject(self) -> Subject | None:
        """What is selected."""
        return None

    def plan_meeting(self) -> None:
        """Plan a meeting with what is selected; a view with days on the day under the cursor."""
        from kamtui.ui.screens.meeting_form import meeting_form

        meeting_form(self.kam, subject=self.subject())

    def why(self) -> tuple[str, Explained[Any]] | None:
        """The number under the cursor, with a title, for `i`."""
        return None

    def legend(self) -> Sequence[tuple[str, str]]:
        """The signs that are drawn here, each with what it says, for the help."""
        return ()

    def copy_text(self) -> str:
        """What is selected, as text for the clipboard."""
        return ""

    def refresh_data(self) -> None:
        """Reload now if shown, else when next shown."""
        self.stale = True
        if self.display and self.is_running:
            self.stale = False
            self.kam.guarded(self.reload)

    def on_mount(self) -> None:
        """First load."""
        self.refresh_data()
        if self.display:
            self.focus_first()

    def on_descendant_focus(self) -> None:
        """Remember where the focus was."""
        self._last_focus = self.screen.focused
