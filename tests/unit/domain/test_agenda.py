from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kamtui.domain.accounts import Account, AccountFacts
from kamtui.domain.contacts import Contact
from kamtui.domain.plans import Task
from kamtui.domain.progress import Progression, ProgressState, item
from kamtui.domain.quarters import Quarter
from kamtui.domain.settings import MethodSettings
from kamtui.domain.today import CADENCE_LINES, AgendaItem, agenda, ago_words, date_words, day_words, mark
from kamtui.domain.words import (
    AgendaKind,
    Category,
    ContactStatus,
    Function,
    Influence,
    Priority,
    ProgressCategory,
    ProgressStatus,
    TaskStatus,
)

TODAY = date(2026, 11, 21)
SETTINGS = MethodSettings()


def at(days: int) -> date:
    return TODAY + timedelta(days=days)


def key(id: str, days: int, level: int = 4, **fields: Any) -> Contact:
    return Contact(
        id, "a", fields.pop("name", id), level=level, influence=Influence.TAKES_PART, last_touch=at(-days), **fields
    )


FRESH = (
    Contact("f1", "a", "Ann", level=5, function=Function.MANAGEMENT, last_touch=TODAY),
    Contact("f2", "a", "Bob", level=4, function=Function.FINANCE, last_touch=TODAY),
)


def facts(number: int = 1, **fields: Any) -> AccountFacts:
    account = fields.pop("account", Account(f"a{number}", f"A{number}", f"Account {number}"))
    return AccountFacts(account, contacts=(*FRESH, *fields.pop("contacts", ())), last_touch=TODAY, **fields)


def listed(*accounts: AccountFacts, **options: Any) -> list[AgendaItem]:
    return list(agenda(accounts, SETTINGS, TODAY, **options))


def test_a_quiet_account_asks_for_nothing() -> None:
    assert listed(facts()) == []


def test_tasks_late_first_then_today_then_ahead() -> None:
    tasks = (
        Task("far", "far", due=at(8)),
        Task("tomorrow", "tomorrow", due=at(1)),
        Task("today", "today", due=TODAY),
        Task("late", "late", due=at(-2)),
        Task("later", "later", due=at(-9)),
        Task("done", "done", due=at(-9), status=TaskStatus.DONE),
        Task("loose", "loose"),
        Task("planned", "planned", quarter=Quarter(2027, 4)),
    )
    found = listed(facts(tasks=tasks))
    assert [(line.ref, line.mark, line.reason) for line in found] == [
        ("later", "!!", "9 days late"),
        ("late", "!!", "2 days late"),
        ("today", "!", "today"),
        ("tomorrow", " ", "tomorrow"),
        ("loose", " ", "no date"),
    ]
    assert [line.ref for line in listed(facts(tasks=tasks), horizon_days=0)][-1] == "loose"


def test_urgency_is_the_sum_of_its_named_parts() -> None:
    account = Account("a", "NORD", "Nord", category=Category.KEY)
    task = Task("t", "call", due=TODAY, priority=Priority.HIGH)
    (line,) = listed(facts(account=account, tasks=(task,), score=84.0))
    assert dict(line.parts) == {"due": 40.0, "priority": 15.0, "account": 8.4}
    assert line.urgency == pytest.approx(63.4)
    (unscored,) = listed(facts(account=account, tasks=(task,)))
    assert dict(unscored.parts)["account"] == 6.0


def test_next_steps_and_tasks_without_an_account() -> None:
    (line,) = listed(facts(tasks=(Task("t", "offer", due=TODAY),), next_step_ids=frozenset({"t"})))
    assert (line.kind, line.account_code) == (AgendaKind.NEXT_STEP, "A1")
    (loose,) = listed(tasks=[Task("t", "taxes", due=TODAY)])
    assert (loose.kind, loose.account_code, loose.account_name) == (AgendaKind.TASK, None, "")


def test_a_contact_beyond_the_maximum_is_named_with_its_reason() -> None:
    (line,) = listed(facts(contacts=(key("c", 58, level=3, name="A. Orlova", position="CFO"),)))
    assert (line.kind, line.title) == (AgendaKind.CADENCE, "No touch with A. Orlova, CFO")
    assert line.reason == "58 days without a touch, maximum 45"
    assert line.mark == "·"


def test_cadence_asks_with_restraint() -> None:
    assert listed(facts(contacts=(key("c", 45, level=3),))) == []
    outsider = Contact("o", "a", "o", level=3, last_touch=at(-300))
    assert listed(facts(contacts=(outsider,))) == []
    planned = Task("t", "meet", due=at(30), contact_id="c")
    assert listed(facts(contacts=(key("c", 58, level=3),), tasks=(planned,))) == []
    crowd = [facts(number, contacts=[key(f"{number}-{n}", 100 + n) for n in range(70)]) for number in range(10)]
    found = listed(*crowd)
    assert len(found) == CADENCE_LINES
    assert [line.ref for line in listed(crowd[0])] == ["0-69", "0-68"]


def test_an_account_without_active_contacts_has_one_line() -> None:
    silent = AccountFacts(Account("a", "A", "A"), contacts=[key(str(n), 200) for n in range(5)], last_touch=at(-200))
    (line,) = listed(silent)
    assert (line.kind, line.reason) == (AgendaKind.NO_TOUCH, "no active contact, last touch 200 days ago")
    (line,) = listed(silent._replace(last_touch=TODAY))
    assert line.reason == "no active contact, last touch today"


def test_single_thread_once_and_people_who_left() -> None:
    gone = Contact("g", "a", "Cid", status=ContactStatus.LEFT, left_on=at(-3))
    thread = AccountFacts(Account("a", "A", "A"), contacts=(FRESH[0], gone), last_touch=TODAY)
    assert [line.kind for line in listed(thread)] == [AgendaKind.CONTACT_LEFT, AgendaKind.SINGLE_THREAD]


def test_stalled_and_expiring_progressions() -> None:
    def stand(code: str, status: ProgressStatus, **state: Any) -> Any:
        entry = Progression(code, code, ProgressCategory.KNOWLEDGE, "Plan", "", 5, True, 12)
        return item(entry, ProgressState(status, **state), True, SETTINGS, TODAY)

    items = (
        stand("K03", ProgressStatus.IN_PROGRESS, started_on=at(-97)),
        stand("K04", ProgressStatus.DONE, done_on=date(2025, 11, 24)),
        stand("K05", ProgressStatus.DONE, done_on=date(2025, 11, 20)),
        stand("K06", ProgressStatus.DONE, done_on=date(2026, 1, 20)),
    )
    found = listed(facts(items=items))
    assert [(line.kind, line.title, line.reason) for line in found] == [
        (AgendaKind.STALLED, "K03 Plan", "97 days in progress"),
        (AgendaKind.EXPIRING, "K05 Plan", "expired yesterday"),
        (AgendaKind.EXPIRING, "K04 Plan", "expires Tuesday"),
    ]


def test_quarter_closes_within_two_weeks_and_then_wants_its_review() -> None:
    q4 = Quarter(2026, 4)
    open_task = Task("t", "x", quarter=q4)
    late = agenda([facts(tasks=(open_task,), open_quarters=(q4,))], SETTINGS, date(2026, 12, 16))
    early = agenda([facts(tasks=(open_task,), open_quarters=(q4,))], SETTINGS, date(2026, 12, 16) + timedelta(days=1))
    assert AgendaKind.QUARTER_CLOSING not in [line.kind for line in late]
    (line,) = [line for line in early if line.kind is AgendaKind.QUARTER_CLOSING]
    assert (line.title, line.reason) == ("2026-Q4 closes in 14 days", "1 task open")
    (review,) = listed(facts(open_quarters=(Quarter(2026, 3), q4)))
    assert (review.kind, review.title) == (AgendaKind.QUARTER_CLOSING, "Review 2026-Q3")


def test_birthdays_of_people_who_matter() -> None:
    def born(id: str, month: int, day: int) -> Contact:
        return key(id, 1, birthday=date(1976, month, day))

    found = listed(facts(contacts=(born("a", 11, 21), born("b", 11, 28), born("c", 11, 29), born("d", 11, 20))))
    assert [(line.ref, line.reason) for line in found] == [("a", "today"), ("b", "in 7 days")]
    leap = agenda([facts(contacts=(born("leap", 2, 29),))], SETTINGS, date(2027, 2, 28))
    assert ("leap", "today") in [(line.ref, line.reason) for line in leap]


def test_who_was_congratulated_on_the_day_is_settled() -> None:
    born = date(1976, TODAY.month, TODAY.day)
    found = listed(facts(contacts=(key("spoken to", 0, birthday=born), key("not yet", 3, birthday=born))))
    assert [line.ref for line in found if line.kind is AgendaKind.BIRTHDAY] == ["not yet"]


def test_most_urgent_first_and_marks() -> None:
    assert [mark(value) for value in (60, 59.9, 40, 39, 15, 14)] == ["!!", "!", "!", "·", "·", " "]
    found = listed(*(facts(number, tasks=(Task(str(number), "x", due=at(number - 3)),)) for number in range(6)))
    assert [line.urgency for line in found] == sorted((line.urgency for line in found), reverse=True)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "3 days late"),
        (-1, "1 day late"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "Monday"),
        (6, "Friday"),
        (9, "in 9 days"),
    ],
)
def test_days_as_people_say_them(days: int, words: str) -> None:
    assert day_words(at(days), TODAY) == words


def test_far_and_past_days() -> None:
    assert day_words(at(55), TODAY) == date_words(at(55)) == "15 Jan 2027"
    assert day_words(at(-2), TODAY, short=True) == "2 d late"
    assert [ago_words(at(-days), TODAY) for days in (0, 1, 12)] == ["today", "yesterday", "12 days ago"]
    assert ago_words(at(-12), TODAY, short=True) == "12 d ago"
