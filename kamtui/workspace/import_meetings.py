"""Import of meetings from a calendar (ICS): known by uid, the later sequence wins, people matched by e-mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kamtui.clock import user_day
from kamtui.db import meetings as reads
from kamtui.domain.meetings import OWN, Participant, account_of
from kamtui.domain.words import MeetingStatus
from kamtui.errors import InvalidValue
from kamtui.exchange import calendar_in
from kamtui.exchange.calendar_in import Calendar, Event
from kamtui.exchange.report import ERROR, SKIP, ImportOptions, ImportResult, Reject
from kamtui.exchange.tables import UnreadableFile
from kamtui.i18n import _, ngettext
from kamtui.workspace.base import apply
from kamtui.workspace.meetings import people_of, write_people

if TYPE_CHECKING:
    from kamtui.db import tables
    from kamtui.db.writer import Step
    from kamtui.workspace import Workspace

MOST_BYTES = 64_000_000


class _Rollback(Exception):
    """Ends a dry run."""


def import_meetings(ws: Workspace, path: Path, options: ImportOptions) -> ImportResult:
    """Import a calendar in one step. A broken event is a reject with its reason; the others are taken.

    A meeting counts when it is within the window that the settings give, or later and does not come back. Raises
    UnreadableFile, InvalidValue (options that calendars do not have).
    """
    for name in ("match", "mapping", "delimiter", "sheet"):
        if getattr(options, name):
            raise InvalidValue(name, getattr(options, name), reason=_("calendars have no columns"))
    calendar = _read(path, ws)
    account_id = ws.accounts.find(options.account).id if options.account else None
    result: list[ImportResult] = []
    try:
        with ws.step("import.meetings", path.name) as step:
            work = _Import(ws, step, calendar, options, account_id)
            counts = work.write()
            rejects = [*calendar.rejects, *work.rejects]
            result.append(_result(calendar, counts, rejects, options))
            if options.rejects is not None:
                from kamtui.exchange import atomic

                atomic.write(options.rejects, calendar_in.rejected(calendar))
            if options.dry_run:
                raise _Rollback
    except _Rollback:
        pass
    return result[0]


def _read(path: Path, ws: Workspace) -> Calendar:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(_("cannot read {path}: {error}").format(path=path, error=error.strerror)) from error
    if len(data) > MOST_BYTES:
        limit = MOST_BYTES // 1_000_000
        raise UnreadableFile(_("{path} is larger than {n} MB; export a shorter time").format(path=path, n=limit))
    method, today = ws.method, ws.today_date
    first = today - timedelta(days=method.calendar_days_back)
    return calendar_in.read(data, first, today + timedelta(days=method.calendar_days_ahead))


def _result(
    calendar: Calendar, counts: Sequence[int], rejects: Sequence[Reject], options: ImportOptions
) -> ImportResult:
    created, updated, unchanged = counts
    rejected = len({one.line for one in calendar.rejects}) + len(rejects) - len(calendar.rejects)
    notes = []
    if calendar.past:
        text = ngettext("{n} past meeting left out", "{n} past meetings left out", calendar.past)
        notes.append(text.format(n=calendar.past))
    return ImportResult(
        kind="meetings",
        read=created + updated + unchanged + rejected,
        created=created,
        updated=updated,
        unchanged=unchanged,
        rejected=rejected,
        rejects=tuple(sorted(rejects, key=lambda one: one.line)),
        notes=tuple(notes),
        dry_run=options.dry_run,
    )


class _Import:
    """One import within a step."""

    def __init__(
        self, ws: Workspace, step: Step, calendar: Calendar, options: ImportOptions, account_id: str | None
    ) -> None:
        from sqlmodel import select

        from kamtui.db import tables

        self._step, self._calendar, self._options, self._account_id = step, calendar, options, account_id
        self._addresses = reads.addresses(ws.reader)
        self._today: date = ws.today_date
        self._rows = {row.uid: row for row in step.session.exec(select(tables.Meeting))}
        self.rejects: list[Reject] = []

    def write(self) -> tuple[int, int, int]:
        """Write all meetings, and cancel those of a series that it has no more; created, updated and unchanged."""
        counts = [0, 0, 0]
        kept = {event.uid for event in self._calendar.events}
        for event in self._calendar.events:
            try:
                counts[self._take(event)] += 1
            except InvalidValue as error:
                self.rejects.append(Reject(event.line, error.field, str(error.value), error.reason))
        for uid, row in self._rows.items():
            # Of a series only what is to come was spelt out; what was is history.
            gone = uid not in kept and calendar_in.instance_of(uid) in self._calendar.series
            day = row.starts_at.date() if row.all_day else user_day(row.starts_at)
            if gone and row.status == MeetingStatus.PLANNED and self._today <= day <= self._calendar.last:
                row.status = MeetingStatus.CANCELLED.value
                counts[1] += 1
        return counts[0], counts[1], counts[2]

    def _take(self, event: Event) -> int:
        """Write a meeting; 0 when it is new, 1 when it changed, 2 when not. Raises InvalidValue."""
        row = self._rows.get(event.uid)
        people, account_id = self._matched(event.people)
        if event.uid.endswith(OWN):
            return 2  # went out from here, where it is changed
        if row is None:
            if event.cancelled:
                return 2  # taken back before it was ever known here
            self._rows[event.uid] = self._create(event, people, self._account_id or account_id)
            return 0
        if self._options.on_duplicate == ERROR:
            raise InvalidValue("UID", event.title, reason=_("this meeting exists already"))
        if self._options.on_duplicate == SKIP or event.sequence < row.sequence:
            return 2
        return self._update(row, event, people, account_id)

    def _create(self, event: Event, people: Iterable[Participant], account_id: str | None) -> tables.Meeting:
        from kamtui.db import tables

        row = tables.Meeting(
            account_id=account_id,
            title=event.title,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            all_day=event.all_day,
            place=event.place,
            note=event.note,
            uid=event.uid,
            sequence=event.sequence,
            user_id=self._step.user.id,
        )
        self._step.session.add(row)
        self._step.session.flush()
        write_people(self._step, row, people)
        return row

    def _update(self, row: tables.Meeting, event: Event, people: Sequence[Participant], account_id: str | None) -> int:
        """The calendar says when, where, what and who; the account, a note and that it was held are ours."""
        values: dict[str, object] = {"title": event.title, "starts_at": event.starts_at, "ends_at": event.ends_at}
        values |= {"all_day": event.all_day, "place": event.place, "sequence": event.sequence}
        values["note"] = row.note or event.note
        values["account_id"] = row.account_id or self._account_id or account_id
        if row.status != MeetingStatus.HELD:
            values["status"] = (MeetingStatus.CANCELLED if event.cancelled else MeetingStatus.PLANNED).value
        changed = any(getattr(row, name) != value for name, value in values.items())
        apply(row, values)
        # A cancellation often comes without its people.
        if (people or not event.cancelled) and not self._same_people(row, people):
            changed = write_people(self._step, row, people) or changed
        return 1 if changed else 2

    def _same_people(self, row: tables.Meeting, people: Iterable[Participant]) -> bool:
        """Whether these are invited already; a person once matched stays so."""
        present = {(one.name, one.email) for one in people_of(self._step, row)}
        known = {one.email.casefold() for one in people_of(self._step, row) if one.contact_id and one.email}
        named = {(one.name[:200], one.email[:200]) for one in people}
        mails = {one.email.casefold() for one in people if one.contact_id}
        return present == named and mails <= known

    def _matched(self, people: Iterable[Participant]) -> tuple[list[Participant], str | None]:
        """The people with those who are on a map, by e-mail; and the account that most of them are of."""
        pairs = [pair for one in people for pair in {c[:2] for c in self._addresses.get(one.email.casefold(), ())}]
        account_id = self._account_id or account_of(pairs)
        found = []
        for one in people:
            known = self._addresses.get(one.email.casefold(), ()) if one.email else ()
            here = [each for each in known if each[1] == account_id] or list(known)
            person = one._replace(name=here[0][2], contact_id=here[0][0]) if len({c[0] for c in here}) == 1 else one
            found.append(person)
        return found, account_id
