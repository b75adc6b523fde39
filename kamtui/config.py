"""Personal configuration: option, environment, config file, default, in this order of precedence.

Settings of the method are in the database, because a team shares them; what is here is one person's.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kamtui import i18n, paths
from kamtui.errors import InvalidValue, KamtuiError
from kamtui.i18n import _

KNOWN_KEYS = frozenset({"db", "lang", "user", "ascii", "theme", "keymap", "calendar_file"})
THEMES = ("dark", "light")
FIRST_YEAR, LAST_YEAR = 2000, 2100  # of the day to work on, as of plans


@dataclass(frozen=True)
class Config:
    """What one run of kamtui uses. `source`: where each value came from; `problems`: what was ignored."""

    db: str
    lang: str
    user: str
    today: date | None = None
    ascii: bool | None = None
    theme: str = "dark"
    keymap: Mapping[str, str] = field(default_factory=dict)
    calendar_file: str = ""
    debug: bool = False
    file: Path = Path()
    source: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def calendar_path(self) -> Path | None:
        """The calendar file that is written after every change; None for none."""
        return Path(os.path.expanduser(self.calendar_file)) if self.calendar_file else None


def load(options: Mapping[str, Any] | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """Put the configuration together. `options` holds what the command line gave (absent or None: not given).

    Raises KamtuiError when the config file cannot be read, InvalidValue for a value out of its range.
    """
    options = {key: value for key, value in (options or {}).items() if value is not None}
    file = Path(os.path.expanduser(environ["KAMTUI_CONFIG"])) if environ.get("KAMTUI_CONFIG") else paths.config_file()
    stored, problems = _read(file)
    values: dict[str, Any] = {}
    source: dict[str, str] = {}

    def choose(key: str, variable: str | None, default: Any) -> None:
        if key in options:
            values[key], source[key] = options[key], "option"
        elif variable and environ.get(variable):
            values[key], source[key] = environ[variable], variable
        elif key in stored:
            values[key], source[key] = stored[key], str(file)
        else:
            values[key], source[key] = default, "default"

    choose("db", "KAMTUI_DB", None)
    choose("lang", "KAMTUI_LANG", None)
    choose("today", "KAMTUI_TODAY", None)
    choose("user", "KAMTUI_USER", None)
    choose("ascii", None, None)
    choose("theme", None, "dark")
    choose("keymap", None, {})
    choose("calendar_file", None, "")
    if values["lang"] is None:
        values["lang"], source["lang"] = i18n.language_from_environment(environ), "locale"
    elif values["lang"] not in i18n.LANGUAGES:
        raise InvalidValue("lang", values["lang"], expected="en, ru")
    if values["today"] is not None:
        values["today"] = _day(values["today"])
    if values["theme"] not in THEMES:
        raise InvalidValue("theme", values["theme"], expected=", ".join(THEMES))
    if not isinstance(values["keymap"], Mapping):
        raise InvalidValue("keymap", values["keymap"], expected='[keymap] "task.new" = "ctrl+n"')
    return Config(
        db=str(values["db"] or paths.default_database()),
        lang=values["lang"],
        user=str(values["user"] or login(environ)),
        today=values["today"],
        ascii=values["ascii"],
        theme=values["theme"],
        keymap=dict(values["keymap"]),
        calendar_file=_calendar(values["calendar_file"]),
        debug=bool(options.get("debug")),
        file=file,
        source=source,
        problems=problems,
    )


def login(environ: Mapping[str, str] = os.environ) -> str:
    """The login of the machine, which tells users of one workspace apart."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return environ.get("USER") or "kam"


def _day(value: object) -> date:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise InvalidValue("today", value, expected="YYYY-MM-DD") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:  # further, years and quarters around the day would be out of range
        raise InvalidValue("today", value, expected=f"{FIRST_YEAR}-01-01…{LAST_YEAR}-12-31")
    return day


def _calendar(value: object) -> str:
    if not isinstance(value, str) or (value and not value.lower().endswith(".ics")):
        raise InvalidValue("calendar_file", value, expected='"~/kamtui.ics"')
    return value


def _read(file: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    if not os.path.isfile(file):
        return {}, ()
    import tomllib

    try:
        stored = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KamtuiError(_("cannot read the config {path}: {error}").format(path=file, error=error)) from error
    unknown = sorted(set(stored) - KNOWN_KEYS)
    problems = tuple(_("{path}: unknown key “{key}”").format(path=file, key=key) for key in unknown)
    return stored, problems
