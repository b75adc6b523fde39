"""Groups of Today, whose day a task belongs to, and whom to call."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.contacts import Contact
from kamtui.domain.settings import MethodSettings
from kamtui.domain.today import AgendaItem, mark
from kamtui.domain.today_calls import calls
from kamtui.domain.today_groups import GROUPS, LATE, REST, TODAY, WEEK, group_of, grouped, is_in_day
from kamtui.domain.words import AgendaKind, Influence

NOW = date(2026, 11, 20)


def line(due: int | None, urgency: float = 20.0, kind: AgendaKind = AgendaKind.TASK) -> AgendaItem:
    day = None if due is None else NOW + timedelta(days=due)
    return AgendaItem(kind, urgency, (("due", urgency),), "x", "y", due=day, ref=str(due), mark=mark(urgency))


lines = st.builds(
    line, st.none() | st.integers(-400, 400), st.floats(0, 100, allow_nan=False), st.sampled_from(list(AgendaKind))
)


@given(st.lists(lines, max_size=30))
def test_every_line_is_in_one_group_and_keeps_its_order(many: list[AgendaItem]) -> None:
    found = grouped(many, NOW)
    assert [name for name, _lines in found] == [name for name in GROUPS if name in dict(found)]
    assert sum(len(each) for _name, each in found) == len(many)
    for name, each in found:
        assert each == [one for one in many if group_of(one, NOW) == name]
        assert each


@given(lines)
def test_only_what_was_due_is_late(item: AgendaItem) -> None:
    if group_of(item, NOW) == LATE:
        assert item.due is not None
        assert item.due < NOW


def test_groups_by_day() -> None:
    assert [group_of(line(days), NOW) for days in (-1, 0, 1, 6, 7, 60)] == [LATE, TODAY, WEEK, WEEK, REST, REST]


def test_what_presses_without_a_day_is_of_today() -> None:
    assert group_of(line(None, 40.0, AgendaKind.FALLING_ORDERS), NOW) == TODAY
    assert group_of(line(None, 39.0, AgendaKind.CADENCE), NOW) == REST


def test_expired_knowledge_is_not_late() -> None:
    assert group_of(line(-3, 14.0, AgendaKind.EXPIRING), NOW) == REST
    assert group_of(line(3, 10.0, AgendaKind.EXPIRING), NOW) == WEEK


def test_a_task_is_in_the_day_of_who_does_it() -> None:
    assert is_in_day(None, "anna", "boris")
    assert is_in_day("anna", "anna", "boris")
    assert is_in_day("boris", "anna", "boris")  # anna stands in for boris
    assert not is_in_day("sergey", "anna", "anna")  # handed to sergey


def contact(name: str, days: int | None, level: int = 4, **more: object) -> Contact:
    last = None if days is None else NOW - timedelta(days=days)
    return Contact(name, "a", name, "", level, None, influence=Influence.INNER_CIRCLE, last_touch=last, **more)  # type: ignore[arg-type]


def test_whom_to_call() -> None:
    people = [
        contact("fresh", 45),
        contact("beyond the ideal", 46),
        contact("far beyond the ideal", 80),
        contact("beyond the maximum", 91),
        contact("never spoken to", None),
        contact("never spoken to, higher", None, level=5),
        contact("to meet", 200, placeholder=True),
        contact("no cadence", 500, level=1),
    ]
    found = calls(people, MethodSettings(), NOW)
    late = ["beyond the maximum", "far beyond the ideal", "beyond the ideal"]
    assert [call.contact.name for call in found] == [*late, "never spoken to, higher", "never spoken to"]
    assert [(call.days, call.beyond) for call in found] == [
        (91, True), (80, False), (46, False), (None, True), (None, True)
    ]  # fmt: skip
    assert found[0].by == found[3].by == NOW
    assert found[2].by == NOW + timedelta(days=44)


@given(st.lists(st.integers(0, 400) | st.none(), max_size=12))
def test_nobody_is_called_within_the_ideal(days: list[int | None]) -> None:
    found = calls([contact(f"p{n}", each) for n, each in enumerate(days)], MethodSettings(), NOW)
    assert len(found) == sum(each is None or each > 45 for each in days)
    known = [call.beyond for call in found if call.days is not None]
    assert known == sorted(known, reverse=True)
    assert [call.days is None for call in found] == sorted(call.days is None for call in found)
    assert all(call.by >= NOW for call in found)


def test_an_escalation_that_presses_is_of_today_whatever_the_day_of_its_end() -> None:
    assert group_of(line(3, 66.0, AgendaKind.ESCALATION), NOW) == TODAY
    assert group_of(line(3, 45.0, AgendaKind.ESCALATION), NOW) == WEEK
    assert group_of(line(-1, 90.0, AgendaKind.ESCALATION), NOW) == LATE
