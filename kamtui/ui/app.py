"""The application over a workspace: its views, what any of them can do, and the changes of other sessions."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sys
from collections.abc import Iterable
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from kamtui.errors import KamtuiError
from kamtui.i18n import N_, _
from kamtui.ui.shell import Shell, ViewSpec
from kamtui.ui.slim import load_hashes
from kamtui.ui.widgets.header import short_date

if TYPE_CHECKING:
    from kamtui.workspace import Workspace

POLL_SECONDS = 1.0
WARM_UP_AFTER = 0.25  # seconds; the first screen completes itself, and takes the first keys, undisturbed

VIEWS: tuple[ViewSpec, ...] = (
    ViewSpec("today", N_("Today"), "1", "kamtui.ui.screens.today", "TodayView"),
    ViewSpec("accounts", N_("Accounts"), "2", "kamtui.ui.screens.accounts", "AccountsView"),
    ViewSpec("account", N_("Account"), "", "kamtui.ui.screens.account", "AccountView", parent="accounts"),
    ViewSpec("person", N_("Person"), "", "kamtui.ui.screens.person", "PersonPage", parent="accounts"),
    ViewSpec("library", N_("Library"), "", "kamtui.ui.screens.library", "LibraryView", parent="progress"),
    ViewSpec("progress", N_("Progress"), "4", "kamtui.ui.screens.matrix", "ProgressView"),
)


# What the first visit of each place would otherwise wait for.
LATER = (
    "screens.accounts",
    "screens.account",
    "screens.account_overview",
    "screens.account_map",
    "screens.account_progress",
    "screens.account_plan",
    "screens.account_log",
    "screens.person",
    "screens.matrix",
    "screens.dynamics",
    "dialogs.line",
    "dialogs.form",
    "dialogs.text",
    "dialogs.pick",
)


class KamApp(Shell):
    """The application over a Workspace. `problems` are messages to show at start (of configuration)."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        views: tuple[ViewSpec, ...] = VIEWS,
        problems: Iterable[str] = (),
        debug: bool = False,
    ) -> None:
        super().__init__(views, debug=debug)
        self.workspace = workspace
        self._problems = list(problems)

    def on_mount(self) -> None:
        """Say in the header where we are."""
        quarter = self.workspace.quarter
        self._header.show(
            tuple((spec.key, spec.name, _(spec.label)) for spec in self._specs.values() if spec.key),
            user=self.workspace.login,
            quarter=_("Q{number} {year}").format(number=quarter.number, year=quarter.year),
            day=short_date(self.workspace.today_date),
        )
        for problem in self._problems:
            self.say(problem, "warn")

    def after_first_paint(self) -> None:
        """The ORM, and what other sessions do."""
        super().after_first_paint()
        self._look_out()
        self.set_timer(WARM_UP_AFTER, Thread(target=self._warm_up, name="kamtui-warm-up", daemon=True).start)

    def _warm_up(self) -> None:
        interval = sys.getswitchinterval()
        sys.setswitchinterval(0.0001)  # keys pressed meanwhile should not wait for the imports
        gc.disable()  # nor for collections of what stays for good
        try:
            load_hashes()
            # By the thread that writes: two threads that import the ORM at once get halves of it. What goes wrong the
            # first write will meet and say; at the end of the application there is none.
            with contextlib.suppress(KamtuiError, RuntimeError):
                self._writer.submit(self.workspace.warm_up).result()
            for name in LATER:
                import_module(f"kamtui.ui.{name}")
        finally:
            sys.setswitchinterval(interval)
        self.call_later(self._warm)

    @staticmethod
    def _warm() -> None:
        gc.freeze()
        gc.enable()

    def _look_out(self) -> None:
        """Poll from now on; by the loop's own clock, for a timer of Textual's takes more than the look."""
        if not self._closed:
            self._poll()
            asyncio.get_running_loop().call_later(POLL_SECONDS, self._look_out)

    def _poll(self) -> None:
        with contextlib.suppress(KamtuiError):
            entities = self.workspace.poll()
            if entities:
                self.changed(entities)

    def action_app_today(self) -> None:
        """Go to Today."""
        self.show("today")

    def action_app_accounts(self) -> None:
        """Go to Accounts."""
        self.show("accounts")

    def action_app_progress(self) -> None:
        """Go to Progress."""
        self.show("progress")

    def action_app_undo(self) -> None:
        """Take back the last step."""
        self.write(self.workspace.history.undo, lambda step: self.say(_("undone: {step}").format(step=step), "good"))

    def action_app_redo(self) -> None:
        """Do the undone step again."""
        self.write(self.workspace.history.redo, lambda step: self.say(_("redone: {step}").format(step=step), "good"))

    def action_app_capture(self) -> None:
        """Write down anything in one line."""
        from kamtui.ui.screens import quick

        quick.capture(self, self.view.subject())

    def action_app_touch(self) -> None:
        """Log a touch."""
        from kamtui.ui.screens import quick

        quick.log_touch(self, self.view.subject())

    def action_app_task(self) -> None:
        """Make a task out of what is selected."""
        from kamtui.ui.screens import quick

        quick.task_from(self, self.view.subject())

    def action_app_find(self) -> None:
        """Go to an account or a person."""
        from kamtui.ui.screens import quick

        quick.jump(self)

    def action_app_why(self) -> None:
        """Show the facts behind the number under the cursor."""
        explained = self.view.why()
        if explained is None:
            self.say(_("Nothing here is computed."))
            return
        from kamtui.ui.dialogs.why import WhyDialog

        self.open(WhyDialog(*explained))

    def action_app_copy(self) -> None:
        """Copy what is selected."""
        text = self.view.copy_text()
        if text:
            self.copy_to_clipboard(text)
            self.say(_("copied: {text}").format(text=text), "good")
