"""Settings of the method: read once, changed in steps that undo can take back."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

from kamtui.domain.settings import Cadence, MethodSettings
from kamtui.domain.workhours import WorkHours
from kamtui.errors import InvalidValue
from kamtui.i18n import _
from kamtui.workspace import settings_workhours as workhours
from kamtui.workspace.base import Feature

_FIELDS = {field.name for field in fields(MethodSettings)}
_SHARES = {"progress_goal", "dependence_share", "falling_ratio", "low_margin", "flat_wallet", "flat_share"}
_POSITIVE = {"stalled_days", "stale_block_days", "falling_gaps", "falling_sd"}
_NOT_NEGATIVE = {
    "expiry_notice_days",
    "quarter_closing_days",
    "birthday_days",
    "tender_ahead_days",
    "contract_ahead_days",
}
_MOST_ALARM = 10_080  # minutes, a week
_CALENDAR = {"calendar_days_back", "calendar_days_ahead"}


class Settings(Feature):
    """`workspace.settings`."""

    _method: MethodSettings | None = None
    _work_hours: WorkHours | None = None

    @property
    def method(self) -> MethodSettings:
        """The settings in force: defaults with what the workspace has set."""
        if self._method is None:
            stored = {
                row["key"]: decode(row["key"], json.loads(row["value"]))
                for row in self._reader.rows("SELECT key, value FROM setting")
                if row["key"] in _FIELDS
            }
            self._method = replace(MethodSettings(), **stored)
        return self._method

    @property
    def work_hours(self) -> WorkHours:
        """Working time by the settings, in the zone of the machine."""
        if self._work_hours is None:
            method = self.method
            self._work_hours = WorkHours.of(method, workhours.public_days(method.holidays))
        return self._work_hours

    def stored(self) -> set[str]:
        """Names of the settings that the workspace has set itself."""
        return {row["key"] for row in self._reader.rows("SELECT key FROM setting")}

    def set(self, key: str, value: object) -> None:
        """Change one setting. Raises InvalidValue for an unknown key or a value out of range."""
        from kamtui.db.tables import Setting

        text = json.dumps(encode(key, value))
        with self._ws.step("settings.set", key) as step:
            row = step.session.get(Setting, key)
            if row is None:
                step.session.add(Setting(key=key, value=text))
            elif row.value != text:
                row.value = text
        self.reload()

    def reload(self) -> None:
        """Read the settings again on next use."""
        self._method = self._work_hours = None


def encode(key: str, value: object) -> Any:
    """A setting as JSON-ready data, checked against its range. Raises InvalidValue."""
    if key not in _FIELDS:
        raise InvalidValue(key, value, reason=_("no such setting"), expected=", ".join(sorted(_FIELDS)))
    if key == "fiscal_start" and not (isinstance(value, int) and 1 <= value <= 12):
        raise InvalidValue(key, value, expected="1…12")
    if key == "currency" and not (isinstance(value, str) and len(value) == 3 and value.isascii() and value.isalpha()):
        raise InvalidValue(key, value, expected="RUB, EUR, USD…")
    if key == "currency":
        return str(value).upper()
    if key == "ltv_basis" and value not in ("margin", "revenue"):
        raise InvalidValue(key, value, expected="margin, revenue")
    if key in _SHARES and not (isinstance(value, int | float) and 0 <= value <= 1):
        raise InvalidValue(key, value, expected="0…1")
    if key in _POSITIVE and not (isinstance(value, int | float) and value > 0):
        raise InvalidValue(key, value, expected="> 0")
    if key in _NOT_NEGATIVE and not (isinstance(value, int) and value >= 0):
        raise InvalidValue(key, value, expected="≥ 0")
    if key in _CALENDAR and not (isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1000):
        raise InvalidValue(key, value, expected="1…1000")
    if key == "calendar_alarm_minutes" and not (type(value) is int and 0 <= value <= _MOST_ALARM):
        raise InvalidValue(key, value, expected=f"0…{_MOST_ALARM}")
    if key == "probabilities":
        marks = list(value) if isinstance(value, list | tuple) else []
        if len(marks) != 4 or any(not isinstance(mark, int | float) or not 0 <= mark <= 1 for mark in marks):
            raise InvalidValue(key, value, expected="[0.1, 0.3, 0.6, 0.9]")
        return marks
    if key in workhours.SETTINGS:
        return workhours.stored(key, value)
    if key == "cadence" and isinstance(value, dict):
        return {str(level): [mark.ideal, mark.maximum] for level, mark in value.items()}
    if key == "cover_goal" and isinstance(value, dict):
        return {str(level): count for level, count in value.items()}
    return value


def decode(key: str, value: Any) -> Any:
    """A setting as the domain takes it, from stored JSON."""
    if key == "cadence":
        return {int(level): Cadence(*marks) for level, marks in value.items()}
    if key in workhours.SETTINGS:
        return workhours.checked(key, value)
    if key == "probabilities":
        return tuple(value)
    if key == "cover_goal":
        return {int(level): count for level, count in value.items()}
    return value
