"""The user's day of an instant: by the clock on the wall, not by that of Greenwich."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from kamtui.clock import user_day

EVENING = datetime(2026, 11, 20, 22, 30)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", date(2026, 11, 20)),
        ("Asia/Vladivostok", date(2026, 11, 21)),
        ("America/New_York", date(2026, 11, 20)),
        ("Europe/Moscow", date(2026, 11, 21)),
    ],
)
def test_the_day_is_that_of_the_wall(in_zone: Callable[[str], None], zone: str, day: date) -> None:
    in_zone(zone)
    assert user_day(EVENING) == day
