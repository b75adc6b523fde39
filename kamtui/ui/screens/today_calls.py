"""Whom to call now, with twenty minutes to spare: people beyond their cadence, with phone and last touch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.strip import Strip

from kamtui.domain.today import ago_words, day_words
from kamtui.domain.today_calls import Call
from kamtui.i18n import _, ngettext
from kamtui.labels import label
from kamtui.ui import paint
from kamtui.ui.dialogs.pick import Choice, PickDialog
from kamtui.ui.glyphs import G
from kamtui.ui.paint import Line
from kamtui.ui.screens.today_brief import phone_of
from kamtui.ui.view import Subject

if TYPE_CHECKING:
    from kamtui.ui.app import KamApp

FOOT_LINES = 4
DAYS = 7


class CallDialog(PickDialog):
    """Under the list what one needs for the call: how to reach the person, and what was last spoken of."""

    def __init__(self, kam: KamApp, calls: Sequence[Call]) -> None:
        self._workspace = kam.workspace
        self._calls = {call.contact.id: call for call in calls}
        names = {key: name for _code, name, key in self._workspace.accounts.refs()}
        choices = [Choice(call.contact.id, _who(call), names.get(call.contact.account_id, "")) for call in calls]
        super().__init__(_("Whom to call now; enter logs the touch"), choices)

    def foot(self, width: int) -> Sequence[Strip]:
        """Facts of the person under the cursor; always as many lines."""
        if not self.found:
            return [paint.blank(width, "panel")] * FOOT_LINES
        call = self._calls[self.found[self.cursor].id]
        lines = [
            Line(width, "panel").add(_reach(call), "accent").strip(),
            Line(width, "panel")
            .add(_why(call, self._workspace.today_date), "warn" if call.beyond else "muted")
            .strip(),
        ]
        last = self._workspace.today.last_touch(call.contact.id)
        said = ""
        if last is not None:
            said = f"{ago_words(last.on, self._workspace.today_date)}, {label(last.kind)}"
            said += f": {last.outcome}" if last.outcome else ""
        words = paint.wrap(said, width)[:2]
        lines += [Line(width, "panel").add(word, "text").strip() for word in words]
        return [*lines, *[paint.blank(width, "panel")] * (FOOT_LINES - len(lines))]


def whom_to_call(kam: KamApp) -> None:
    """Show whom to call; enter logs the touch."""
    calls = kam.workspace.today.calls()
    if not calls:
        kam.say(_("Everybody who counts was spoken to in time."), "good")
        return
    accounts = {call.contact.id: call.contact.account_id for call in calls}

    def log(contact_id: str) -> None:
        from kamtui.ui.screens import quick

        quick.log_touch(kam, Subject(accounts[contact_id], contact_id=contact_id))

    kam.open(CallDialog(kam, calls), log)


def _who(call: Call) -> str:
    contact = call.contact
    since = _("never") if call.days is None else _("{n} d").format(n=call.days)
    days = paint.cells(since, DAYS, "right")
    name = f"{contact.name}, {contact.position}" if contact.position else contact.name
    return f"{G.late if call.beyond else ' '} {days}  {name}"


def _reach(call: Call) -> str:
    """Phones first, then what else there is."""
    return phone_of(call.contact) or _("no phone and no mail is known")


def _why(call: Call, today: date) -> str:
    if call.days is None:
        return _("no touch yet")
    words = ngettext(
        "{n} day since the last touch, ideal {ideal}, maximum {maximum}",
        "{n} days since the last touch, ideal {ideal}, maximum {maximum}",
        call.days,
    ).format(n=call.days, ideal=call.ideal or "–", maximum=call.maximum)
    if call.beyond:
        return words
    return words + ", " + _("touch them by {day}").format(day=day_words(call.by, today))
