"""Putting lines of Today off until a day, and showing them again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kamtui.domain.today import AgendaItem, day_words
from kamtui.i18n import _
from kamtui.ui.dialogs.line import LineDialog
from kamtui.ui.screens.task_verbs import day_preview, read_day

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp


def put_off(kam: KamApp, line: AgendaItem) -> None:
    """Ask until when a line is not wanted; nothing said means tomorrow."""
    workspace = kam.workspace

    def until(text: str) -> date:
        return read_day(workspace, text) if text.strip() else workspace.today_date + timedelta(days=1)

    def submit(text: str) -> date:
        day = until(text)
        workspace.today.snooze(line, day)
        return day

    kam.open(
        LineDialog(
            _("Put off until when? (empty: tomorrow) {title}").format(title=line.title),
            submit,
            understand=lambda text: day_preview(workspace, text),
            hint=_("15.12, tomorrow, Friday, in 2 weeks"),
            history="snooze",
            draft=f"snooze:{line.key}",
            empty=True,
            entities={"snooze"},
        ),
        lambda day: _tell(kam, line, day),
    )


def put_off_to(kam: KamApp, line: AgendaItem, day: date) -> None:
    """Put a line off until a day that is known."""
    snooze = kam.workspace.today.snooze
    kam.write(lambda: snooze(line, day), lambda _none: _tell(kam, line, day), entities={"snooze"})


def _tell(kam: KamApp, line: AgendaItem, day: date) -> None:
    when = day_words(day, kam.workspace.today_date)
    text = _("put off until {day}: {title} — Z shows what is put off")
    kam.say(text.format(day=when, title=line.title), "good")


def wake(kam: KamApp, line: AgendaItem) -> None:
    """Show a line again."""
    kam.write(
        lambda: kam.workspace.today.wake(line),
        lambda _none: kam.say(_("back in the day: {title}").format(title=line.title), "good"),
        entities={"snooze"},
    )
