"""Calendars (ICS) in: the meetings of a file within a window, and the events that cannot be taken, with the reason.

Written by Outlook, Google, Yandex, Apple and others; nothing in a file can make it take long or fail as a whole.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import NamedTuple

from kamtui.domain.meetings import Participant
from kamtui.domain.text import clean
from kamtui.exchange.calendar_lines import MOST_EVENTS, Block, blocks, is_calendar
from kamtui.exchange.calendar_rules import Budget, RuleFault, days_of, parse
from kamtui.exchange.calendar_zones import Zone, ZoneFault, Zones
from kamtui.exchange.report import Reject
from kamtui.exchange.tables import UnreadableFile
from kamtui.exchange.values import cell_text
from kamtui.exchange.vcard_lines import BrokenCard, Property, unescape
from kamtui.i18n import _

MOST_MEETINGS = 20_000
LONGEST = timedelta(days=366)
_MOST_PEOPLE = 200
_MOST_DATES = 2_000
_ONWARD = "THISANDFUTURE"
_LONGEST_UID = 170
_DURATION = re.compile(r"([+-]?)P(?:(\d{1,4})W|(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?)")
_WHEN = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
_MAIL = re.compile(r"(?i)^mailto:")
_INSTANCE = re.compile(r"#\d{8}(?:T\d{6}Z)?$")


class Event(NamedTuple):
    """One meeting. `uid` is its own, also of one of a series; `series` is the uid of the event in the file.

    `starts_at` and `ends_at` are UTC, or midnights in no zone where it is `all_day`. `line` is where the event begins.
    """

    uid: str
    series: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    cancelled: bool
    place: str
    note: str
    people: tuple[Participant, ...]
    line: int


class Calendar(NamedTuple):
    """What a file holds: meetings within the window, faults, and how many meetings lie before it (`past`).

    `series` are the uids of events of which all meetings until the day `last` are told; `raw` the broken events as the
    file has them with their reasons, `zones` its time zones.
    """

    events: Sequence[Event]
    rejects: Sequence[Reject]
    series: frozenset[str]
    past: int
    last: date
    raw: Sequence[tuple[bytes, str]]
    zones: Sequence[bytes]


class _Fault(Exception):
    """Why an event cannot be taken: which property, its value, and the reason."""

    def __init__(self, name: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.name, self.value = name, value


class _Moment(NamedTuple):
    """A time of a file: on the wall of its zone, and the instant of it (for whole days, midnight)."""

    wall: datetime
    instant: datetime
    all_day: bool
    zone: Zone


class _Read(NamedTuple):
    """An event as the file has it, before it is repeated."""

    block: Block
    given: Mapping[str, list[Property]]
    uid: str
    sequence: int
    stamp: str
    start: _Moment
    length: timedelta
    end: _Moment | None
    own: _Moment | None  # RECURRENCE-ID: which of its series it stands for
    onward: bool = False  # it stands for all later ones too

    def moved(self, usual: _Moment) -> _Moment:
        """When a later one of the series is that this changes, which would be at `usual`."""
        assert self.own is not None
        wall = usual.wall + (self.start.wall - self.own.wall)
        return _Moment(wall, self.start.zone(wall), self.start.all_day, self.start.zone)

    def event(self, start: _Moment, key: str) -> Event:
        """One meeting of it that begins at `start`."""
        if self.end is not None and not start.all_day:
            ends = self.end.zone(start.wall + (self.end.wall - self.start.wall))
        else:
            ends = start.instant + self.length
        private = _text(self.given, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL")
        return Event(
            uid=key,
            series=_short(self.uid),
            sequence=self.sequence,
            title=_("Busy") if private else _text(self.given, "SUMMARY")[:200] or _("(no title)"),
            starts_at=start.instant,
            ends_at=max(ends, start.instant),
            all_day=start.all_day,
            cancelled=self.block.cancels or _text(self.given, "STATUS").upper() == "CANCELLED",
            place="" if private else _text(self.given, "LOCATION")[:200],
            note="" if private else _note(self.given),
            people=() if private else _people(self.given),
            line=self.block.line,
        )


def read(data: bytes, first: date, last: date) -> Calendar:
    """The meetings of a file that end on `first` or later; of those that come back, until `last`.

    Raises UnreadableFile when it is no calendar, or too big.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
    if not is_calendar(data):
        raise UnreadableFile(_("this is no calendar: it does not begin with BEGIN:VCALENDAR"))
    found = list(blocks(data))
    events = [block for block in found if block.kind == "VEVENT"]
    if len(events) > MOST_EVENTS:
        raise UnreadableFile(_("the calendar has more than {n} events; export a shorter time").format(n=MOST_EVENTS))
    described = [block for block in found if block.kind == "VTIMEZONE"]
    return _Reader(Zones(described, Budget()), first, last).read(events, [block.raw for block in described])


def instance_of(uid: str) -> str:
    """The uid of the series that a meeting is of, itself when it is of none."""
    return _INSTANCE.sub("", uid)


def rejected(calendar: Calendar) -> bytes:
    """A calendar of the events that were not taken, each with its reason (X-KAMTUI-REASON)."""
    from kamtui.exchange.vcard_lines import folded, line_value

    pieces = [b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//kamtui//rejects//EN\r\n"]
    pieces += [zone.rstrip() + b"\r\n" for zone in calendar.zones if calendar.raw]
    for raw, reason in calendar.raw:
        head, _break, rest = raw.partition(b"\r\n")
        rest = re.sub(rb"(?im)^X-KAMTUI-REASON:[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*", b"", rest)
        pieces += [head.rstrip() + b"\r\n", folded([f"X-KAMTUI-REASON:{line_value(reason)}"]).encode()]
        ends = b"" if re.search(rb"(?i)end:vevent\s*$", rest) else b"END:VEVENT\r\n"
        pieces += [rest.rstrip() + b"\r\n", ends]
    return b"".join([*pieces, b"END:VCALENDAR\r\n"])


class _Reader:
    def __init__(self, zones: Zones, first: date, last: date) -> None:
        self._zones, self._first, self._last = zones, first, last
        self._budget = Budget()
        self._rejects: list[Reject] = []
        self._raw: list[tuple[bytes, str]] = []
        self._made: list[Event] = []
        self._past = 0
        self._told: set[str] = set()

    def read(self, events: Iterable[Block], zones: Sequence[bytes]) -> Calendar:
        masters: dict[str, _Read] = {}
        changed: dict[str, list[_Read]] = {}
        for block in events:
            with _Faults(self, block):
                one = self._event(block)
                if one.own is not None:
                    changed.setdefault(one.uid, []).append(one)
                elif one.uid not in masters or (masters[one.uid].sequence, masters[one.uid].stamp) <= (
                    one.sequence,
                    one.stamp,
                ):
                    masters[one.uid] = one  # of two that are the same event the later one
        for uid, master in masters.items():
            with _Faults(self, master.block):
                self._take(list(self._repeated(master, changed.get(uid, ()))))
                self._told.add(_short(uid))
        for uid, ones in changed.items():
            for one in ones:
                with _Faults(self, one.block):
                    assert one.own is not None
                    self._take([one.event(one.start, _key(uid, one.own))])
        if len(self._made) > MOST_MEETINGS:
            raise UnreadableFile(
                _("the calendar has more than {n} meetings; export a shorter time").format(n=MOST_MEETINGS)
            )
        return Calendar(self._made, self._rejects, frozenset(self._told), self._past, self._last, self._raw, zones)

    def refuse(self, block: Block, name: str, value: str, reason: str) -> None:
        """Keep an event that cannot be taken, with its reason."""
        self._rejects.append(Reject(block.line, name, cell_text(value)[:200], reason))
        self._raw.append((block.raw, f"{name}: {reason}"))

    def _take(self, found: Iterable[Event]) -> None:
        start = datetime.combine(self._first, time())
        for event in found:
            if event.ends_at < start:
                self._past += 1
            else:
                self._made.append(event)

    def _event(self, block: Block) -> _Read:
        given: dict[str, list[Property]] = {}
        for each in block.properties():
            given.setdefault(each.name, []).append(each)
        if "DTSTART" not in given:
            raise _Fault("DTSTART", "", _("the event does not say when it begins"))
        start = self._moment(given["DTSTART"][0])
        end = self._moment(given["DTEND"][0]) if "DTEND" in given else None
        if end is not None and _text(given, "X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE":
            start, end = _whole(start), _whole(end)
        length = timedelta(days=1) if start.all_day else timedelta(0)
        if end is not None:
            if end.all_day != start.all_day:
                raise _Fault("DTEND", given["DTEND"][0].value, _("it begins at a time and ends on a day"))
            length = end.instant - start.instant
            if start.all_day and not length:
                length = timedelta(days=1)
        elif "DURATION" in given:
            length = _duration(given["DURATION"][0].value)
        if length < timedelta(0) or length > LONGEST:
            name = "DTEND" if end is not None else "DURATION"
            reason = _("it ends before it begins") if length < timedelta(0) else _("it takes more than a year")
            raise _Fault(name, given[name][0].value, reason)
        own, onward = None, False
        if "RECURRENCE-ID" in given:
            span = "".join(given["RECURRENCE-ID"][0].params.get("RANGE", ())).upper()
            if span not in ("", _ONWARD):
                raise _Fault("RECURRENCE-ID", span, _("a change of all earlier ones is not followed"))
            onward = span == _ONWARD
            own = self._moment(given["RECURRENCE-ID"][0])
            own = _whole(own) if start.all_day else own
        stamp = _text(given, "DTSTAMP")
        uid = _text(given, "UID") or sha256(f"{_text(given, 'SUMMARY')}|{start.instant}".encode()).hexdigest()[:40]
        sequence = _text(given, "SEQUENCE")
        number = int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 10 else 0
        return _Read(block, given, uid, number, stamp, start, length, end, own, onward)

    def _repeated(self, one: _Read, changed: Sequence[_Read]) -> Iterator[Event]:
        """The meetings of an event within the window, but those that are left out or that others stand for."""
        given = one.given
        if "RRULE" not in given and "RDATE" not in given:
            yield one.event(one.start, _short(one.uid))
            return
        out = {moment.instant for moment in self._moments(given.get("EXDATE", ()), one.start)}
        out |= {each.own.instant for each in changed if each.own is not None}
        starts = {one.start.instant: one.start} if self._shown(one.start, one.length) else {}
        for moment in self._moments(given.get("RDATE", ()), one.start):
            if self._shown(moment, one.length):
                starts[moment.instant] = moment
        for rule in given.get("RRULE", ()):
            for moment in self._by_rule(one, rule.value):
                if self._shown(moment, one.length):
                    starts[moment.instant] = moment
        onward = deque(sorted((each.own.instant, n) for n, each in enumerate(changed) if each.own and each.onward))
        ruling: _Read | None = None  # the change of all later ones that is in force
        for instant in sorted(starts):
            while onward and onward[0][0] < instant:
                ruling = changed[onward.popleft()[1]]
            if instant not in out:
                usual = starts[instant]
                key = _key(one.uid, usual)
                yield one.event(usual, key) if ruling is None else ruling.event(ruling.moved(usual), key)

    def _shown(self, moment: _Moment, length: timedelta) -> bool:
        return (moment.wall + length).date() >= self._first and moment.wall.date() <= self._last

    def _by_rule(self, one: _Read, text: str) -> Iterator[_Moment]:
        rule = parse(text)
        start, until = one.start, None
        if rule.until:
            match = _WHEN.fullmatch(rule.until)
            if match is None:
                raise _Fault("RRULE", text, _("the rule does not end on a day"))
            limit = _at(match, "RRULE", rule.until)
            until = limit + timedelta(days=1) - timedelta(seconds=1) if match[2] is None else limit
            until = until if match[3] or start.all_day else start.zone(until)
        first = self._first - timedelta(days=one.length.days + 1)
        for day in days_of(rule, start.wall.date(), first, self._last, self._budget):
            wall = datetime.combine(day, start.wall.time())
            moment = _Moment(wall, wall if start.all_day else start.zone(wall), start.all_day, start.zone)
            if until is not None and moment.instant > until:
                return
            yield moment

    def _moments(self, given: Iterable[Property], start: _Moment) -> Iterator[_Moment]:
        """The times of EXDATE or RDATE; a bare day means that day at the time of the event."""
        number = 0
        for each in given:
            for text in each.value.split(","):
                number += 1
                if number > _MOST_DATES:
                    raise _Fault(each.name, text, _("more than {n} days").format(n=_MOST_DATES))
                moment = self._moment(each._replace(value=text.partition("/")[0]))
                if start.all_day:
                    moment = _whole(moment)
                elif moment.all_day:
                    wall = datetime.combine(moment.wall.date(), start.wall.time())
                    moment = _Moment(wall, start.zone(wall), False, start.zone)
                yield moment

    def _moment(self, given: Property) -> _Moment:
        """A day or a time. Raises _Fault, ZoneFault."""
        # A name of a zone with a colon in it, which Outlook does not quote, goes on in the value.
        rest, colon, value = given.value.strip().rpartition(":")
        match = _WHEN.fullmatch(value)
        if match is None or (colon and "TZID" not in given.params):
            raise _Fault(given.name, given.value, _("this is no time of a calendar"))
        wall = _at(match, given.name, given.value)
        if match[2] is None:
            return _Moment(wall, wall, True, _as_it_is)
        zone = self._zones.named("UTC" if match[3] else "".join(given.params.get("TZID", ())) + colon + rest)
        try:
            return _Moment(wall, zone(wall), False, zone)
        except OverflowError as error:
            raise _Fault(given.name, given.value, _("this is no time of a calendar")) from error


def _as_it_is(wall: datetime) -> datetime:
    """The instant of a day, which has no zone."""
    return wall


def _whole(moment: _Moment) -> _Moment:
    """The day of a midnight; any other time as it is."""
    return _Moment(moment.wall, moment.wall, True, _as_it_is) if moment.wall.time() == time() else moment


class _Faults:
    """Within the block whatever is wrong with an event becomes a reject of it."""

    def __init__(self, reader: _Reader, block: Block) -> None:
        self._reader, self._block = reader, block

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, _Fault):
            self._reader.refuse(self._block, error.name, error.value, str(error))
        elif isinstance(error, ZoneFault):
            self._reader.refuse(self._block, "TZID", "", str(error))
        elif isinstance(error, RuleFault):
            self._reader.refuse(self._block, "RRULE", "", str(error))
        elif isinstance(error, BrokenCard):
            self._reader.refuse(self._block, "VEVENT", "", str(error))
        elif isinstance(error, OverflowError):
            self._reader.refuse(self._block, "DTSTART", "", _("this is no time of a calendar"))
        else:
            return False
        return True


def _at(match: re.Match[str], name: str, text: str) -> datetime:
    seconds = match[2] or "000000"
    try:
        # a leap second, which some write, is the second before it
        seconds = seconds[:4] + "59" if seconds[4:] == "60" else seconds
        found = datetime.strptime(match[1] + seconds, "%Y%m%d%H%M%S")
    except ValueError as error:
        raise _Fault(name, text, _("there is no such day or time")) from error
    if not 1900 <= found.year <= 2200:
        raise _Fault(name, text, _("there is no such day or time"))
    return found


def _duration(text: str) -> timedelta:
    match = _DURATION.fullmatch(text.strip().upper())
    if match is None or text.strip()[-1:] in "PT":
        raise _Fault("DURATION", text, _("this is no length of time"))
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if match[1] == "-" else length


def _short(uid: str) -> str:
    """A uid that fits the column."""
    return sha256(uid.encode()).hexdigest() if len(uid) > _LONGEST_UID else uid


def _key(uid: str, moment: _Moment) -> str:
    """The uid of one of a series: that of the series and the time it stands for."""
    return f"{_short(uid)}#{moment.instant:%Y%m%d}" + ("" if moment.all_day else f"T{moment.instant:%H%M%S}Z")


def _text(given: Mapping[str, list[Property]], name: str) -> str:
    """A property as one clean line; nothing where there is none."""
    return cell_text(unescape(given[name][0].value, "3.0")) if name in given else ""


def _note(given: Mapping[str, list[Property]]) -> str:
    if "DESCRIPTION" not in given:
        return ""
    return clean(unescape(given["DESCRIPTION"][0].value, "3.0"), multiline=True).strip()[:20_000]


def _people(given: Mapping[str, list[Property]]) -> tuple[Participant, ...]:
    """Who is invited and who invites, each once; rooms and equipment are nobody."""
    found: dict[str, Participant] = {}
    for each in (*given.get("ATTENDEE", ()), *given.get("ORGANIZER", ()))[:_MOST_PEOPLE]:
        if "".join(each.params.get("CUTYPE", ())).upper() in ("ROOM", "RESOURCE"):
            continue
        value = cell_text(each.value)
        mail = _MAIL.sub("", value) if _MAIL.match(value) else "".join(each.params.get("EMAIL", ()))
        mail = mail.strip()[:200] if "@" in mail else ""
        name = cell_text("".join(each.params.get("CN", ()))).strip("'\" ")[:200]
        if name or mail:
            found.setdefault(mail.casefold() or name.casefold(), Participant(name or mail, mail))
    return tuple(found.values())
