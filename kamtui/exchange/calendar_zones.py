"""Time zones of calendars: by name, by the names of Windows, or as the file itself describes them (VTIMEZONE)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kamtui.domain.meetings import to_utc
from kamtui.exchange.calendar_lines import Block
from kamtui.exchange.calendar_rules import Budget, Repeat, RuleFault, days_of, parse
from kamtui.exchange.vcard_lines import BrokenCard, unescape
from kamtui.i18n import _

# The instant, UTC without tzinfo, of a time on the wall of a zone.
Zone = Callable[[datetime], datetime]

_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?::?\d{2})?")
_UTC_NAMES = frozenset(("UTC", "GMT", "Z", "ETC/UTC", "ETC/GMT", "UNIVERSAL", "TZONE://MICROSOFT/UTC"))
_SHORT = {"MSK": "Europe/Moscow"}
# `GMT+0300`, `UTC+3`; as Outlook on the web shows it: `(UTC+03:00) Moscow, St. Petersburg`.
_FIXED = re.compile(r"(?:UTC|GMT) ?([+-])(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_SHOWN = re.compile(r"\((?:UTC|GMT)(?:([+-]\d{2}):(\d{2}))?\) (.+)", re.IGNORECASE)
_REGIONS = ("Europe", "Asia", "America", "Africa", "Australia", "Pacific", "Atlantic")
_MOST_OBSERVANCES = 200


class ZoneFault(Exception):
    """A zone that is not known; the text says which."""


class _Observance(NamedTuple):
    """A part of a described zone: since when on the wall, by what rule it comes back, the offset it brings."""

    start: datetime
    before: timedelta
    offset: timedelta
    rule: Repeat | None
    dates: tuple[datetime, ...]


class Zones:
    """The zones that a file names. `blocks` are its VTIMEZONEs; what is broken in them matters where it is used."""

    def __init__(self, blocks: Iterable[Block], budget: Budget) -> None:
        self._described: dict[str, Block] = {}
        self._budget = budget
        for block in blocks:
            try:
                names = [unescape(each.value, "3.0").strip() for each in block.properties() if each.name == "TZID"]
            except BrokenCard:
                continue
            self._described.update({name: block for name in names[:1] if name not in self._described})
        self._known: dict[str, Zone] = {"": to_utc}

    def named(self, name: str) -> Zone:
        """The zone of a TZID; of the machine for "". Raises ZoneFault."""
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> Zone:
        if name.upper() in _UTC_NAMES:
            return lambda wall: wall
        zone = _listed(name)
        if zone is not None:
            return lambda wall: to_utc(wall, zone)
        if name in self._described:
            return _described(self._described[name], self._budget)
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        windows: Mapping[str, str] = WINDOWS_TO_OLSON
        translated = _listed(windows[name]) if name in windows else None
        translated = translated or _shown(name)
        if translated is not None:
            return lambda wall: to_utc(wall, translated)
        fixed = _FIXED.fullmatch(name.strip())
        if fixed is not None and int(fixed[2]) <= 14:
            offset = timedelta(hours=int(fixed[2]), minutes=int(fixed[3] or 0)) * (-1 if fixed[1] == "-" else 1)
            return lambda wall: wall - offset
        raise ZoneFault(_("the time zone “{name}” is not known").format(name=name[:60]))


def _listed(name: str) -> ZoneInfo | None:
    """The zone of the list that a TZID means: also `/vendor.example/20210101/Europe/Moscow`."""
    parts = name.strip("/ ").split("/")
    for length in dict.fromkeys((len(parts), 3, 2, 1)):
        try:
            return ZoneInfo("/".join(parts[-length:]))
        except (OSError, ValueError, KeyError):  # no such zone, a folder of zones, no name of a zone at all
            continue
    return None


def _shown(name: str) -> ZoneInfo | None:
    """The zone that a name for people means by one of its cities, when that has the offset that the name says."""
    if name.strip() in _SHORT:
        return ZoneInfo(_SHORT[name.strip()])
    match = _SHOWN.fullmatch(name.strip())
    if match is None:
        return None
    offset = timedelta(
        hours=int(match[1] or 0), minutes=int(match[2] or 0) * (-1 if (match[1] or "")[:1] == "-" else 1)
    )
    for city in match[3].split(",")[:10]:
        for region in _REGIONS:
            zone = _listed(f"{region}/{'_'.join(city.split())}")
            if zone is not None and zone.key.startswith(region) and _usual(zone) == offset:
                return zone
    return None


def _usual(zone: ZoneInfo) -> timedelta | None:
    """The offset of a zone without summer time."""
    months = (datetime(2026, month, 15, tzinfo=zone) for month in (1, 7))
    return min(offset for each in months if (offset := each.utcoffset()) is not None)


def _described(block: Block, budget: Budget) -> Zone:
    """The zone that a VTIMEZONE describes. Raises ZoneFault when nothing of it can be read."""
    observances = []
    for part in block.parts[:_MOST_OBSERVANCES]:
        try:
            observances.append(_observance(part))
        except (BrokenCard, RuleFault, KeyError, ValueError):
            continue
    if not observances:
        raise ZoneFault(_("the file describes its time zone so that it cannot be read"))
    earliest = min(observances, key=lambda one: one.start)

    def instant(wall: datetime) -> datetime:
        latest, offset = datetime.min, earliest.before
        for one in observances:
            onset = _onset(one, wall, budget)
            if onset is not None and onset >= latest:
                latest, offset = onset, one.offset
        return wall - offset

    return instant


def _observance(part: Block) -> _Observance:
    given = {each.name: each.value for each in part.properties() if each.name != "RDATE"}
    dates = tuple(
        datetime.strptime(text.strip()[:15], "%Y%m%dT%H%M%S")
        for each in part.properties()
        if each.name == "RDATE"
        for text in each.value.split(",")[:1000]
    )
    return _Observance(
        datetime.strptime(given["DTSTART"].strip()[:15], "%Y%m%dT%H%M%S"),
        _offset(given["TZOFFSETFROM"]),
        _offset(given["TZOFFSETTO"]),
        parse(given["RRULE"]) if "RRULE" in given else None,
        dates,
    )


def _offset(text: str) -> timedelta:
    match = _OFFSET.fullmatch(text.strip())
    if match is None or int(match[2]) > 23 or int(match[3]) > 59:
        raise ValueError(text)
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return -offset if match[1] == "-" else offset


def _onset(one: _Observance, wall: datetime, budget: Budget) -> datetime | None:
    """When an observance began the last time before, or at, a time on the wall; None if it never had.

    A time that the change leaves out counts as the one before it would count on, so an onset comes with its gap.
    """
    gap = max(one.offset - one.before, timedelta(0))
    found = [at for at in (one.start, *one.dates) if at + gap <= wall]
    if one.rule is not None and one.start + gap <= wall:
        day = wall.date()
        until = _until(one.rule, one.before)
        first = max(one.start.date(), day - timedelta(days=800), date.min)
        if until is not None and until.date() < day:
            day, first = until.date(), max(one.start.date(), until.date() - timedelta(days=800))
        for each in days_of(one.rule, one.start.date(), first, day, budget):
            at = datetime.combine(each, one.start.time())
            if at + gap <= wall and (until is None or at <= until):
                found.append(at)
    return max(found, default=None)


def _until(rule: Repeat, before: timedelta) -> datetime | None:
    """The end of a rule of a zone as its wall shows it: the file gives it in UTC."""
    if not rule.until:
        return None
    text = rule.until.rstrip("Z")
    at = datetime.strptime(text[:15], "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d")
    return at + before if rule.until.endswith("Z") else at
