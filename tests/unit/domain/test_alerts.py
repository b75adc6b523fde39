from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.accounts import Account, AccountFacts, NextStep, alerts, new_code, next_step, revenue_share
from kamtui.domain.contacts import Contact
from kamtui.domain.plans import Task
from kamtui.domain.progress import Progression, ProgressState, item
from kamtui.domain.quarters import Quarter
from kamtui.domain.sales import SalesFigures
from kamtui.domain.settings import MethodSettings
from kamtui.domain.words import AlertKind, ContactStatus, Function, ProgressCategory, ProgressStatus, TaskStatus

TODAY = date(2026, 11, 21)
SETTINGS = MethodSettings(company_revenue="1000")
ACCOUNT = Account("a", "NORD", "Nord Foods")
HEALTHY = AccountFacts(
    ACCOUNT,
    contacts=(
        Contact("1", "a", "Ann", level=5, function=Function.MANAGEMENT, last_touch=TODAY),
        Contact("2", "a", "Bob", level=3, function=Function.PROCUREMENT, last_touch=TODAY),
    ),
    last_touch=TODAY,
)


def before(days: int) -> date:
    return TODAY - timedelta(days=days)


def kinds(facts: AccountFacts, settings: MethodSettings = SETTINGS) -> list[AlertKind]:
    return [alert.kind for alert in alerts(facts, settings, TODAY)]


def test_a_healthy_account_has_no_alert() -> None:
    assert kinds(HEALTHY) == []


def test_overdue_counts_open_tasks_past_due() -> None:
    tasks = (
        Task("1", "a", due=before(1)),
        Task("2", "b", due=TODAY),
        Task("3", "c", due=before(5), status=TaskStatus.DONE),
    )
    found = alerts(HEALTHY._replace(tasks=tasks), SETTINGS, TODAY)
    assert [(alert.kind, alert.text) for alert in found] == [(AlertKind.OVERDUE, "1 task overdue")]


def test_no_touch_by_the_map_or_by_the_account_cadence() -> None:
    assert kinds(AccountFacts(ACCOUNT)) == [AlertKind.NO_TOUCH]
    strict = Account("a", "NORD", "Nord Foods", cadence_days=14)
    assert kinds(HEALTHY._replace(account=strict, last_touch=before(14))) == []
    late = alerts(HEALTHY._replace(account=strict, last_touch=before(15)), SETTINGS, TODAY)
    assert late[0].text == "15 days without a touch, wanted every 14"


def test_single_thread_and_people_who_left() -> None:
    gone = Contact("3", "a", "Cid", status=ContactStatus.LEFT, left_on=before(90))
    long_gone = Contact("4", "a", "Dan", status=ContactStatus.LEFT, left_on=before(91))
    facts = HEALTHY._replace(contacts=(HEALTHY.contacts[0], gone, long_gone))
    found = alerts(facts, SETTINGS, TODAY)
    assert [alert.kind for alert in found] == [AlertKind.SINGLE_THREAD, AlertKind.CONTACT_LEFT]
    assert "Cid" in found[1].text
    assert "Dan" not in found[1].text


def test_stalled_progressions_of_the_set() -> None:
    entry = Progression("p", "K03", ProgressCategory.KNOWLEDGE, "Plan", "", 5, True, None)
    state = ProgressState(ProgressStatus.IN_PROGRESS, started_on=before(97))
    assert kinds(HEALTHY._replace(items=(item(entry, state, True, SETTINGS, TODAY),))) == [AlertKind.STALLED]
    assert kinds(HEALTHY._replace(items=(item(entry, state, False, SETTINGS, TODAY),))) == []


def test_money_alerts() -> None:
    falling = SalesFigures(quarter=Decimal(1), quarter_year_ago=Decimal(2))
    assert kinds(HEALTHY._replace(figures=falling)) == [AlertKind.FALLING_ORDERS]
    assert kinds(HEALTHY._replace(figures=SalesFigures(revenue_12m=Decimal(200)))) == [AlertKind.DEPENDENCE]
    assert kinds(HEALTHY._replace(figures=SalesFigures(revenue_12m=Decimal(199)))) == []
    assert kinds(HEALTHY._replace(figures=SalesFigures(revenue_12m=Decimal(900))), MethodSettings()) == []
    thin = SalesFigures(revenue_12m=Decimal(100), margin_12m=Decimal("4.9"), costed_share=0.5)
    assert kinds(HEALTHY._replace(figures=thin)) == [AlertKind.LOW_MARGIN]
    assert kinds(HEALTHY._replace(figures=SalesFigures(revenue_12m=Decimal(100)))) == []


def test_review_is_due_once_the_quarter_has_ended() -> None:
    assert kinds(HEALTHY._replace(open_quarters=(Quarter(2026, 4), Quarter(2027, 1)))) == []
    found = alerts(HEALTHY._replace(open_quarters=(Quarter(2026, 4), Quarter(2026, 3))), SETTINGS, TODAY)
    assert [(alert.kind, alert.text) for alert in found] == [(AlertKind.REVIEW_DUE, "review 2026-Q3")]


def test_next_step_is_the_open_task_due_first() -> None:
    tasks = [
        Task("1", "no date"),
        Task("2", "later", due=TODAY + timedelta(days=9)),
        Task("3", "first", due=TODAY + timedelta(days=2)),
        Task("4", "done", due=before(2), status=TaskStatus.DONE),
    ]
    assert next_step(tasks) == NextStep("first", TODAY + timedelta(days=2))
    assert next_step(tasks[:1]) == NextStep("no date", None)
    assert next_step([]) is None


def test_revenue_share_says_of_what() -> None:
    assert revenue_share(Decimal(250), SETTINGS, Decimal(500)).value == 0.25
    imported = revenue_share(Decimal(250), MethodSettings(), Decimal(500))
    assert imported.value == 0.5
    assert "all imported revenue" in imported.rule
    assert revenue_share(None, SETTINGS, None).value is None
    assert revenue_share(Decimal(1), MethodSettings(), Decimal(0)).value is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Nord Foods", "NORD"),
        ("ООО «Волжский молзавод»", "VOLZHSKI"),
        ("АО Ёж", "EZH"),
        ("3M", "3MXX"),
        ("", "ACCOUNT"),
        ("ООО", "OOO"),
    ],
)
def test_codes_are_short_and_telling(name: str, code: str) -> None:
    assert new_code(name, ()) == code


def test_a_taken_code_gets_another_letter_then_a_number() -> None:
    assert new_code("Nord Foods", ["nord"]) == "NORDF"
    assert new_code("Nord Foods", ["NORD", "NORDF"]) == "NORD2"


@given(st.lists(st.text(max_size=12), max_size=30))
def test_codes_are_unique(names: list[str]) -> None:
    taken: set[str] = set()
    for name in names:
        code = new_code(name, taken)
        assert code not in taken
        assert 3 <= len(code) <= 8
        assert code.isascii()
        assert code.isalnum()
        taken.add(code)
