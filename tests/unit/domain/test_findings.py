"""The way of an insight through our departments."""

from __future__ import annotations

from datetime import date

import pytest

from kamtui.domain.findings import Finding, completed, next_step
from kamtui.domain.words import FindingKind
from kamtui.errors import InvalidValue

TODAY, BEFORE = date(2026, 11, 20), date(2026, 11, 10)


@pytest.mark.parametrize(
    ("days", "step"),
    [((None, None, None), "ask"), ((BEFORE, None, None), "answer"), ((BEFORE, TODAY, None), "tell"),
     ((BEFORE, TODAY, TODAY), "")],
)  # fmt: skip
def test_an_insight_is_asked_answered_told(days: tuple[date | None, ...], step: str) -> None:
    asked, answered, told = days
    one = Finding("1", "a", FindingKind.INSIGHT, "x", TODAY, asked_on=asked, answered_on=answered, told_on=told)
    assert next_step(one) == step
    assert next_step(one._replace(kind=FindingKind.USAGE)) == ""


def test_days_follow_from_what_is_written() -> None:
    assert completed({"department": "R&D"}, {}, TODAY)["asked_on"] == TODAY
    assert completed({"department": "R&D", "asked_on": None}, {}, TODAY)["asked_on"] is None
    stored = {"department": "R&D", "asked_on": BEFORE}
    assert completed({"answer": "yes"}, stored, TODAY) == {"answer": "yes", "answered_on": TODAY}
    assert "asked_on" not in completed({"department": "Lab"}, stored, TODAY)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"department": "Lab", "asked_on": date(2026, 11, 21)}, "asked_on"),
        ({"department": "Lab", "asked_on": TODAY, "answer": "x", "answered_on": BEFORE}, "answered_on"),
        ({"department": "Lab", "asked_on": TODAY, "told_on": BEFORE}, "told_on"),
        ({"answer": "yes"}, "department"),
    ],
)
def test_what_cannot_be_is_refused(values: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidValue, match=f"^{field}:"):
        completed(values, {}, TODAY)
