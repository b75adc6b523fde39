"""Meetings and repeating tasks of the sample are alive on any day and in any zone."""

from __future__ import annotations

import time as clock
from datetime import date, time, timedelta

import pytest

from kamtui.clock import Clock
from kamtui.domain.recurrence import parse
from kamtui.workspace import Workspace
from kamtui.workspace.demo import prepare_demo


@pytest.mark.parametrize("zone", ["UTC", "Asia/Vladivostok"])
@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2028, 2, 29)])
def test_meetings_lie_ahead_in_working_hours(monkeypatch: pytest.MonkeyPatch, zone: str, today: date) -> None:
    monkeypatch.setenv("TZ", zone)
    clock.tzset()
    opened = Workspace(prepare_demo("ru", today), Clock(today), "anna")
    try:
        found = opened.meetings.between(today, today + timedelta(days=30))
        assert len(found) == 6
        assert all(one.time is None or time(9) <= one.time <= time(16) for one in found)
        assert all(one.day.weekday() < 5 for one in found)
        assert {one.name for each in found for one in each.people} >= {"Олег Громов", "Сергей Морозов"}
        rules = [task.repeats for task in opened.tasks.open() if task.repeats]
        assert len(rules) == 3
        assert all(parse(rule) for rule in rules)
    finally:
        opened.close()
        monkeypatch.undo()
        clock.tzset()
