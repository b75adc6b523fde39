"""The application over a workspace: its views, what any of them can do, and the changes of other sessions."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Iterable
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from kamtui.errors import KamtuiError
from kamtui.i18n import N_, _
from kamtui.ui.shell import Shell, ViewSpec, giving_way
from kamtui.ui.slim import give_back, load_orm, share_arenas
from kamtui.ui.widgets.header import short_date

if TYPE_CHECKING:
    from pathlib import Path

    from kamtui.ui.calendar_file import CalendarFile
    from kamtui.workspace import Workspace

POLL_SECONDS = 1.0
WARM_UP_AFTER = 0.25  # seconds; the first screen completes itself, and takes the first keys, undisturbed

VIEWS: tuple[ViewSpec, ...] = (
    ViewSpec("today", N_("Today"), "1", "kamtui.ui.screens.today", "TodayView"),
    ViewSpec("week", N_("Week"), "", "kamtui.ui.screens.week", "WeekView", parent="today"),
    ViewSpec("accounts", N_("Accounts"), "2", "kamtui.ui.screens.accounts", "AccountsView"),
    ViewSpec("account", N_("Account"), "", "kamtui.ui.screens.account", "AccountView", parent="accounts"),
    ViewSpec("person", N_("Person"), "", "kamtui.ui.screens.person", "PersonPage", parent="accounts"),
    ViewSpec("library", N_("Library"), "", "kamtui.ui.screens.library", "LibraryView", parent="progress"),
    ViewSpec("progress", N_("Progress"), "4", "kamtui.ui.screens.matrix", "ProgressView"),
    ViewSpec("review", N_("Review"), "", "kamtui.ui.screens.plan_review", "ReviewView", parent="accounts"),
    ViewSpec("versions", N_("Versions"), "", "kamtui.ui.screens.plan_versions", "VersionsView", parent="accounts"),
    ViewSpec("preparation", N_("Meeting"), "", "kamtui.ui.screens.preparation", "PreparationView", parent="accounts"),
    ViewSpec("numbers", N_("Numbers"), "", "kamtui.ui.screens.numbers", "NumbersView", parent="today"),
    ViewSpec("plans", N_("Plans"), "5", "kamtui.ui.screens.plans", "PlansView"),
)


# What the first visit of each place would otherwise wait for.
LATER = (
    "screens.accounts",
    "screens.task_verbs",
    "screens.week",
    "screens.account",
    "screens.account_overview",
    "screens.account_map",
    "screens.account_progress",
    "screens.account_plan",
    "screens.plan_wallet",
    "screens.plan_offers",
    "screens.plan_review",
    "screens.account_log",
    "screens.account_touches",
    "screens.touch_line",
    "screens.person",
    "screens.matrix",
    "screens.dynamics",
    "screens.plans",
    "dialogs.line",
    "dialogs.complete",
    "dialogs.form",
    "dialogs.text",
    "dialogs.pick",
    "dialogs.find",
)


class KamApp(Shell):
    """The application over a Workspace. `problems` (of configuration), else `greeting`, are said at start."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        views: tuple[ViewSpec, ...] = VIEWS,
        problems: Iterable[str] = (),
        greeting: str = "",
        debug: bool = False,
        calendar_file: Path | None = None,
    ) -> None:
        super().__init__(views, debug=debug)
        self.workspace = workspace
        self._calendar_path = calendar_file
        self._calendar_file: CalendarFile | None = None
        self._problems, self._greeting = list(problems), greeting

    def on_mount(self) -> None:
        """Say in the header where we are."""
        self._header.show(
            tuple((spec.key, spec.name, _(spec.label)) for spec in self._specs.values() if spec.key),
            user=self.workspace.login,
        )
        self._show_day()
        if self._greeting:
            self.say(self._greeting, "good")
        for problem in self._problems:
            self.say(problem, "warn")

    def _show_day(self) -> None:
        self._day, quarter = self.workspace.today_date, self.workspace.quarter
        self._header.show(
            quarter=_("Q{number} {year}").format(number=quarter.number, year=quarter.year), day=short_date(self._day)
        )

    def after_first_paint(self) -> None:
        """The ORM, and what other sessions do."""
        super().after_first_paint()
        self._look_out()
        if self._calendar_path is not None:
            from kamtui.ui.calendar_file import CalendarFile

            self._calendar_file = CalendarFile(self._calendar_path, self.workspace, self._tell_later)
            self._calendar_file.changed()
        self.set_timer(WARM_UP_AFTER, Thread(target=self._warm_up, name="kamtui-warm-up", daemon=True).start)

    def _warm_up(self) -> None:
        gc.disable()  # keys pressed meanwhile should not wait for collections of what stays for good
        share_arenas()
        with giving_way():
            # By the thread that writes: two threads that import the ORM at once get halves of it. What goes wrong the
            # first write will meet and say; at the end of the application there is none.
            with contextlib.suppress(KamtuiError, RuntimeError):
                self._writer.submit(self._load_orm).result()
            for name in LATER:
                import_module(f"kamtui.ui.{name}")
        give_back()
        self.call_later(self._warm)

    def _load_orm(self) -> None:
        load_orm()
        self.workspace.warm_up()

    @staticmethod
    def _warm() -> None:
        gc.freeze()
        gc.enable()

    def changed(self, entities: Iterable[str] | None = None) -> None:
        """Tell the views, and the calendar file if there is one."""
        super().changed(entities)
        if self._calendar_file is not None:
            self._calendar_file.changed()

    def _tell_later(self, text: str) -> None:
        self.call_later(self.say, text, "warn")

    async def on_unmount(self) -> None:
        """The last changes into the calendar file; the writes before it, for this comes before the shell's own."""
        if self._calendar_file is not None:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(None, self._writer.shutdown)
            await loop.run_in_executor(None, self._calendar_file.finish)

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
            if self.workspace.today_date != self._day:  # midnight
                self._show_day()
                self.changed()

    def action_app_today(self) -> None:
        """Go to Today."""
        self.show("today")

    def action_app_accounts(self) -> None:
        """Go to Accounts."""
        self.show("accounts")

    def action_app_progress(self) -> None:
        """Go to Progress."""
        self.show("progress")

    def action_app_plans(self) -> None:
        """Go to Plans."""
        self.show("plans")

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

    def action_meeting_new(self) -> None:
        """Plan a meeting with what is selected."""
        self.view.plan_meeting()

    def action_app_prepare(self) -> None:
        """The page for a meeting with what is selected."""
        from kamtui.ui.screens.preparation import prepare

        prepare(self, self.view.subject())

    def action_app_numbers(self) -> None:
        """The week or the month in numbers."""
        self.show("numbers")

    def action_app_find(self) -> None:
        """Find anything, and go there."""
        from kamtui.ui.screens.find import find

        find(self)

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
