"""The one source of "now". Instants are UTC; dates are plain dates in the user's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time


def user_day(instant: datetime) -> date:
    """The user's calendar day of an instant of the database."""
    return instant.replace(tzinfo=UTC).astimezone().date()


class Clock:
    """Wall clock, or a clock held on one day (`--today`)."""

    def __init__(self, today: date | None = None) -> None:
        self._today = today

    @property
    def held(self) -> bool:
        """Whether the clock stands on a given day."""
        return self._today is not None

    def today(self) -> date:
        """The user's calendar day."""
        return self._today or datetime.now().astimezone().date()

    def now(self) -> datetime:
        """The instant, in UTC and without tzinfo, as the database keeps it."""
        if self._today is not None:
            return datetime.combine(self._today, time(9, 0))
        return datetime.now(UTC).replace(tzinfo=None)
