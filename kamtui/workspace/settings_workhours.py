"""Settings of working time: their forms, and the public holidays of a country.

The tables of holidays come from a library that takes long to load, so each is kept in the user's cache folder.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from kamtui.domain.words import Severity
from kamtui.domain.workhours import PublicDays, hours_text, parse_days, parse_days_off, parse_hours
from kamtui.errors import InvalidValue, Refused
from kamtui.paths import cache_folder

SETTINGS = frozenset({"working_hours", "working_days", "holidays", "days_off", "sla_hours"})
_LONGEST_SLA = 1000


def checked(key: str, value: Any) -> Any:
    """A setting of working time as the domain takes it, from JSON or from text. Raises InvalidValue."""
    if key == "working_hours":
        return hours_text(*parse_hours(value))
    if key == "working_days":
        return parse_days(value)
    if key == "days_off":
        return parse_days_off("" if value is None else value)
    if key == "holidays":
        return "" if value is None else str(value).strip().upper()
    hours = value if isinstance(value, dict) else {}
    if set(hours) != set(Severity) or any(not _is_sla(each) for each in hours.values()):
        raise InvalidValue(key, value, expected='{"critical": 4, "high": 8, "normal": 24}')
    return {severity.value: hours[severity] for severity in reversed(Severity)}


def stored(key: str, value: Any) -> Any:
    """A setting of working time as JSON-ready data, checked. Raises InvalidValue."""
    good = checked(key, value)
    if key == "holidays" and good:
        from holidays import list_supported_countries

        known = list_supported_countries()
        if good not in known:
            raise InvalidValue(key, value, expected='RU, KZ, DE, US … ""')
    return list(good) if isinstance(good, tuple) else good


def public_days(country: str) -> PublicDays:
    """The public holidays of a country, year by year; of none for ""."""
    if not country:
        return lambda year: ((), ())
    return lambda year: _public_days(country, year)


@lru_cache(maxsize=64)
def _public_days(country: str, year: int) -> tuple[Collection[date], Collection[date]]:
    file = cache_folder() / f"holidays-{country}-{year}-{_library_stamp()}.json"
    try:
        table = json.loads(file.read_text("ascii"))
        return tuple(frozenset(map(date.fromisoformat, days)) for days in table)  # type: ignore[return-value]
    except (OSError, ValueError, TypeError):
        pass
    from holidays import country_holidays

    found = country_holidays(country, years=year)
    days = frozenset(day for day in found if day.year == year), frozenset(found.weekend_workdays)
    _keep(file, [sorted(day.isoformat() for day in each) for each in days])
    return days


def _keep(file: Path, table: list[list[str]]) -> None:
    """Write a table to the cache; a cache that cannot be written is done without."""
    from kamtui.exchange import atomic

    with suppress(OSError, Refused):
        file.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(file, json.dumps(table))


def _library_stamp() -> int:
    """What changes with the library of holidays, found without loading it."""
    from importlib.util import find_spec

    spec = find_spec("holidays")
    return int(Path(spec.origin).stat().st_mtime) if spec and spec.origin else 0


def _is_sla(hours: object) -> bool:
    return isinstance(hours, int | float) and not isinstance(hours, bool) and 0 < hours <= _LONGEST_SLA
