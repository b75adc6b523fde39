"""Which promises stand on Today, how urgent, and how they are ordered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kamtui.domain.promises import Promise, order, promise_lines
from kamtui.domain.words import PromiseSide, PromiseStatus

TODAY = date(2026, 11, 20)
OURS, THEIRS = PromiseSide.OURS, PromiseSide.THEIRS


def promise(side: PromiseSide, days: int | None, status: PromiseStatus = PromiseStatus.OPEN, key: str = "1") -> Promise:
    due = None if days is None else TODAY + timedelta(days=days)
    return Promise(key, "a", side, "samples", due, status, contact="Ivan Petrov")


@pytest.mark.parametrize(
    ("side", "days", "urgency"),
    [
        (OURS, -3, 65.0), (OURS, -40, 82.0), (OURS, 0, 42.0), (OURS, 1, 16.0), (OURS, 7, 4.0), (OURS, 8, None),
        (OURS, None, 5.0), (THEIRS, -3, 38.0), (THEIRS, -40, 55.0), (THEIRS, 0, None), (THEIRS, None, None),
    ],
)  # fmt: skip
def test_ours_before_they_are_due_theirs_once_late(side: PromiseSide, days: int | None, urgency: float | None) -> None:
    lines = list(promise_lines([promise(side, days)], TODAY))
    assert [line.parts for line in lines] == ([] if urgency is None else [(("due", urgency),)])


@pytest.mark.parametrize("status", [PromiseStatus.KEPT, PromiseStatus.BROKEN, PromiseStatus.WITHDRAWN])
def test_settled_ones_are_gone(status: PromiseStatus) -> None:
    assert list(promise_lines([promise(OURS, -3, status)], TODAY)) == []


def test_lines_say_who_promised_what() -> None:
    ours, theirs = promise_lines([promise(OURS, -3), promise(THEIRS, -1)], TODAY)
    assert (ours.title, ours.reason, ours.due) == ("We promised: samples", "3 days late", date(2026, 11, 17))
    assert (theirs.title, theirs.reason) == ("Ivan Petrov promised: samples", "1 day late")


def test_open_ones_come_first_the_earliest_day_before_no_day() -> None:
    known = [promise(OURS, None, key="none"), promise(OURS, 5, PromiseStatus.KEPT, "kept"), promise(OURS, 2, key="two")]
    assert [one.id for one in sorted(known, key=order)] == ["two", "none", "kept"]
