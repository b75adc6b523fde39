"""The calendar of a KAM: what other calendars show of tasks, meetings, promises, tenders, contracts and quarters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from kamtui.db import plans as plan_reads
from kamtui.db import today as today_reads
from kamtui.domain import calendar as rules
from kamtui.domain.calendar import Entry
from kamtui.domain.meetings import OWN
from kamtui.domain.today_groups import is_in_day
from kamtui.i18n import _
from kamtui.workspace.base import Feature
from kamtui.workspace.exports_paths import checked

ENDINGS = (".ics",)
_AHEAD = timedelta(days=731)


class Calendar(Feature):
    """`workspace.calendar`."""

    def entries(self, account_id: str | None = None, *, own_meetings: bool = False) -> list[Entry]:
        """All entries by time: of an account, or (None) of one's day as Today and the week have it.

        `own_meetings`: only meetings made here, for a calendar that is shown beside the one others came from.
        """
        found = sorted(self._entries(account_id), key=lambda entry: (entry.starts_at, entry.uid))
        if not own_meetings:
            return found
        return [entry for entry in found if entry.uid.endswith(OWN)]

    def write(self, path: Path | str, account_id: str | None = None) -> tuple[Path, int]:
        """Write the calendar to `path` (.ics), whole or not at all; returns the path and how many entries there are.

        Raises InvalidValue for another ending, NotFound, Refused when the file cannot be written.
        """
        from kamtui.exchange.atomic import write

        path, _ending = checked(path, ENDINGS)
        entries = self.entries(account_id)
        name = self._ws.accounts.get(account_id).name if account_id else self._name()
        return write(path, self._rendered(entries, name)), len(entries)

    def keep(self, path: Path) -> bool:
        """Bring a file that others subscribe to up to date; whether it had to be written. Raises Refused."""
        from kamtui.exchange.atomic import write
        from kamtui.exchange.calendar_out import same

        made = self._rendered(self.entries(own_meetings=True), self._name())
        try:
            if same(path.read_bytes(), made):
                return False
        except OSError:
            pass  # not there yet, or to be told by the writing
        write(path, made)
        return True

    def _rendered(self, entries: list[Entry], name: str) -> bytes:
        from kamtui.exchange.calendar_out import render

        return render(entries, name, self._ws.clock.now(), self._ws.method.calendar_alarm_minutes)

    def _name(self) -> str:
        return _("kamtui, {name}").format(name=self._ws.login)

    def _entries(self, account_id: str | None) -> Iterator[Entry]:
        ws, start = self._ws, self._ws.method.fiscal_start
        first = ws.today_date - timedelta(days=ws.method.calendar_days_back)
        with self._reader.snapshot():
            if account_id is None:
                accounts = {one.id: one for one in today_reads.accounts(self._reader, ws.login)}
                names = {key: one.name for key, one in accounts.items()}
                tasks = [
                    task
                    for key, of in ws.tasks.open_by_account(list(accounts)).items()
                    for task in of
                    if is_in_day(task.owner, ws.login, accounts[key].owner if key in accounts else None)
                ]
                meetings = ws.meetings.between(first, ws.today_date + _AHEAD, cancelled=True)
            else:
                names = {account_id: ws.accounts.get(account_id).name}
                tasks = ws.tasks.open(account_id)
                meetings = ws.meetings.of(account_id)
            yield from rules.of_tasks(tasks)
            yield from rules.of_meetings(meetings)
            yield from rules.of_promises(one for one in ws.promises.all(open_only=True) if one.account_id in names)
            yield from rules.of_tenders(one for one in ws.tenders.all(open_only=True) if one.account_id in names)
            yield from rules.of_contracts(one for one in ws.contracts.all(open_only=True) if one.account_id in names)
            quarters = plan_reads.open_quarters(self._reader, list(names), ws.quarter)
        reviews = [(key, names[key], quarter) for key, of in quarters.items() for quarter in of]
        yield from rules.of_reviews(reviews, ws.quarter, start)
        yield from rules.of_quarters(ws.quarter, start)
